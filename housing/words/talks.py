"""What is stored of landlords' talks as a code, in words."""

from flask_babel import lazy_gettext as _l

from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.models import ComplaintKind
from housing.reasons.refusals import RefusalReason

REFUSAL_WORDS = {
    RefusalReason.SUBSIDY: _l("Wants nobody whose rent is supported"),
    RefusalReason.ORIGIN: _l("Wants no foreigners"),
    RefusalReason.CHILDREN: _l("Wants no children"),
    RefusalReason.TOO_MANY: _l("Too many people for the flat"),
    RefusalReason.PETS: _l("Wants no pets"),
    RefusalReason.SEASON: _l("Lets it for a part of the year only"),
    RefusalReason.DECLARATION: _l("Does not declare the lease"),
    RefusalReason.BANK: _l("Does not take the rent by bank"),
    RefusalReason.RENT: _l("Wants more rent"),
    RefusalReason.GUARANTEE: _l("Asks for a guarantor or a larger deposit"),
    RefusalReason.LET: _l("Has let it to somebody else"),
    RefusalReason.OTHER: _l("Another reason, in the note"),
}
GROUND_WORDS = {
    Ground.ORIGIN: _l("Origin, nationality or colour"),
    Ground.RELIGION: _l("Religion"),
    Ground.FAMILY: _l("Children or family"),
    Ground.DISABILITY: _l("Disability or illness"),
    Ground.SEX: _l("Sex or orientation"),
    Ground.AGE: _l("Age"),
    Ground.SUPPORT: _l("Lives on support"),
    Ground.OTHER: _l("Another ground"),
}
EVIDENCE_WORDS = {
    Evidence.ADVERT: _l("Stands in the advert"),
    Evidence.TALK: _l("Was said to us"),
    Evidence.HOUSEHOLD: _l("Was said to a household"),
    Evidence.OTHER: _l("In another way"),
}
REFUSER_WORDS = {
    Refuser.OWNER: _l("The owner"),
    Refuser.AGENT: _l("An estate agent"),
    Refuser.OTHER: _l("Somebody else"),
}
RESPONSE_WORDS = {
    Response.TALK: _l("A talk with whoever refused"),
    Response.ADVERT: _l("Asked to have the advert taken down"),
    Response.COMPLAINT: _l("A complaint to an authority or a court"),
    Response.OMBUDSMAN: _l("The case was taken to the Ombudsman"),
    Response.OTHER: _l("Something else"),
}
RESULT_WORDS = {
    Result.WAITS: _l("Waits for an answer"),
    Result.CHANGED: _l("Lets without regard to who comes"),
    Result.UNCHANGED: _l("Nothing has changed"),
}
COMPLAINT_WORDS = {
    ComplaintKind.ARREARS: _l("Rent that is owed"),
    ComplaintKind.DAMAGE: _l("Damage"),
    ComplaintKind.NEIGHBOURS: _l("Trouble with neighbours"),
    ComplaintKind.OTHER: _l("Something else"),
}
