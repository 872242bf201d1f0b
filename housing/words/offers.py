"""What offers are called: how they stand, and why they come to nothing."""

from flask_babel import lazy_gettext as _l

from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import Cause, TakenBack
from housing.states import OfferStatus

OFFER_SHAPES = {
    OfferStatus.OPEN: "waits",
    OfferStatus.ACCEPTED: "done",
    OfferStatus.DECLINED: "refused",
    OfferStatus.WITHDRAWN: "paused",
    OfferStatus.EXPIRED: "late",
    OfferStatus.SIGNED: "here",
}
OFFER_WORDS = {
    OfferStatus.OPEN: _l("Waits for an answer"),
    OfferStatus.ACCEPTED: _l("Accepted"),
    OfferStatus.DECLINED: _l("Declined"),
    OfferStatus.WITHDRAWN: _l("Taken back"),
    OfferStatus.EXPIRED: _l("Time is over"),
    OfferStatus.SIGNED: _l("Lease signed"),
}
DECLINE_WORDS = {
    DeclineReason.TOO_EXPENSIVE: _l("It costs too much"),
    DeclineReason.TOO_FAR: _l("It is too far away"),
    DeclineReason.TOO_SMALL: _l("It is too small"),
    DeclineReason.STAIRS: _l("We cannot climb the stairs"),
    DeclineReason.CONDITION: _l("It is in a bad state"),
    DeclineReason.FOUND_ANOTHER: _l("We found another home"),
    DeclineReason.OTHER: _l("Something else"),
}
GIVEN_UP = _l("Given up by the household")
GIVEN_UP_WORDS = {
    TakenBack.CHANGED_ITS_MIND: _l("We do not want this home any more"),
    TakenBack.FOUND_ANOTHER: _l("We found another home"),
    TakenBack.HOUSEHOLD_OTHER: _l("Something else"),
}
CAUSE_WORDS = {
    Cause.HOUSEHOLD: _l("The household"),
    Cause.LANDLORD: _l("The landlord"),
    Cause.OFFICE: _l("The office"),
}
TAKEN_BACK_WORDS = {
    TakenBack.CHANGED_ITS_MIND: _l("It does not want the home any more"),
    TakenBack.FOUND_ANOTHER: _l("It found another home"),
    TakenBack.NOT_REACHED: _l("It cannot be reached"),
    TakenBack.HOUSEHOLD_OTHER: _l("Another reason of the household"),
    TakenBack.LET_TO_ANOTHER: _l("The landlord has let the home to somebody else"),
    TakenBack.ASKS_MORE: _l("The landlord asks for more"),
    TakenBack.DOES_NOT_WANT_IT: _l("The landlord does not want this household"),
    TakenBack.LANDLORD_OTHER: _l("Another reason of the landlord"),
    TakenBack.NOT_AS_DESCRIBED: _l("The home is not as it was described"),
    TakenBack.PAPERS_MISSING: _l("Papers are missing"),
    TakenBack.MISTAKE: _l("It was offered by mistake"),
    TakenBack.OFFICE_OTHER: _l("Another reason of the office"),
}
