"""Words for what is stored as a code."""

from flask_babel import lazy_gettext as _l

from people.identifiers import IdentifierKind
from people.joining import Joining, Leaving
from people.matching import Sign
from people.models import (
    Channel,
    ContactKind,
    EnterpriseKind,
    HouseholdPlaceKind,
    IncomeKind,
    Per,
    ProtectionStatus,
    Purpose,
    Relation,
    Sex,
    SupportKind,
    TalkOutcome,
)
from people.stages import Stage, StageReason

RELATION_WORDS = {
    Relation.APPLICANT: _l("Applicant"),
    Relation.PARTNER: _l("Spouse or partner"),
    Relation.CHILD: _l("Child"),
    Relation.PARENT: _l("Parent"),
    Relation.SIBLING: _l("Brother or sister"),
    Relation.OTHER_RELATIVE: _l("Other relative"),
    Relation.NOT_RELATED: _l("Not related"),
}
JOINING_WORDS = {
    Joining.BIRTH: _l("by birth"),
    Joining.REUNIFICATION: _l("by family reunification"),
    Joining.PARTNERSHIP: _l("as the partner of a member"),
    Joining.GUARDIANSHIP: _l("as a child in their care"),
    Joining.MOVED: _l("from another household"),
    Joining.OTHER: _l("in another way"),
}
LEAVING_WORDS = {
    Leaving.DEATH: _l("died"),
    Leaving.OWN_HOUSEHOLD: _l("lives in a household of their own"),
    Leaving.SEPARATION: _l("separated"),
    Leaving.MOVED_OUT: _l("moved to others"),
    Leaving.LEFT_COUNTRY: _l("left the country"),
    Leaving.INSTITUTION: _l("lives in an institution"),
    Leaving.OTHER: _l("for another reason"),
}
HOUSEHOLD_PLACE_WORDS = {
    HouseholdPlaceKind.WORK: _l("Work"),
    HouseholdPlaceKind.SCHOOL: _l("School"),
    HouseholdPlaceKind.CLINIC: _l("Doctor or clinic"),
    HouseholdPlaceKind.FAMILY: _l("Relatives or friends"),
    HouseholdPlaceKind.OTHER: _l("Another place"),
}
SEX_WORDS = {Sex.FEMALE: _l("Woman"), Sex.MALE: _l("Man"), Sex.OTHER: _l("Other")}
PROTECTION_WORDS = {
    ProtectionStatus.APPLICANT: _l("Asylum seeker"),
    ProtectionStatus.REFUGEE: _l("Refugee"),
    ProtectionStatus.SUBSIDIARY: _l("Subsidiary protection"),
    ProtectionStatus.TEMPORARY: _l("Temporary protection"),
    ProtectionStatus.HUMANITARIAN: _l("Humanitarian residence"),
    ProtectionStatus.OTHER: _l("Another residence title"),
    ProtectionStatus.NONE: _l("Needs none"),
}
IDENTIFIER_WORDS = {
    IdentifierKind.AFM: _l("AFM"),
    IdentifierKind.AMKA: _l("AMKA"),
    IdentifierKind.PAAYPA: _l("PAAYPA"),
    IdentifierKind.PERMIT: _l("Residence permit"),
    IdentifierKind.CASE: _l("Case number"),
    IdentifierKind.PASSPORT: _l("Passport"),
    IdentifierKind.IBAN: _l("IBAN"),
}
# An account has a holder and is paid to: it has a page of its own.
PAPER_WORDS = {kind: words for kind, words in IDENTIFIER_WORDS.items() if kind is not IdentifierKind.IBAN}
CONTACT_WORDS = {
    ContactKind.PHONE: _l("Telephone"),
    ContactKind.EMAIL: _l("E-mail"),
    ContactKind.ADDRESS: _l("Address"),
}
ENTERPRISE_WORDS = {
    EnterpriseKind.EMPLOYER: _l("Employer"),
    EnterpriseKind.LETTING: _l("Landlord’s company or agency"),
    EnterpriseKind.SERVICE: _l("Service"),
    EnterpriseKind.PARTNER: _l("Partner organisation"),
    EnterpriseKind.OTHER: _l("Other"),
}
CHANNEL_WORDS = {
    Channel.OFFICE: _l("At the office"),
    Channel.HOME: _l("At home"),
    Channel.PHONE: _l("By telephone"),
    Channel.MESSAGE: _l("By message"),
    Channel.EMAIL: _l("By e-mail"),
    Channel.LETTER: _l("By letter"),
}
OUTCOME_WORDS = {
    TalkOutcome.SPOKEN: _l("Spoken"),
    TalkOutcome.NOT_REACHED: _l("Not reached"),
    TalkOutcome.AGREED: _l("Agreed"),
    TalkOutcome.REFUSED: _l("Refused"),
    TalkOutcome.WAITS: _l("Waits for an answer"),
}
OUTCOME_SHAPES = {
    TalkOutcome.SPOKEN: "done",
    TalkOutcome.NOT_REACHED: "todo",
    TalkOutcome.AGREED: "done",
    TalkOutcome.REFUSED: "refused",
    TalkOutcome.WAITS: "waits",
}
PURPOSE_WORDS = {
    Purpose.SUPPORT: _l("We keep and use the data for the programme"),
    Purpose.LANDLORD: _l("A landlord learns name and telephone"),
    Purpose.PARTNERS: _l("Other services learn what they need"),
    Purpose.MESSAGES: _l("We write by message or e-mail"),
    Purpose.PHOTOS: _l("Photographs are taken"),
}
STAGE_WORDS = {
    Stage.REFERRED: _l("Referred"),
    Stage.SEARCHING: _l("Looks for a home"),
    Stage.HOUSED: _l("Has a home"),
    Stage.EXITED: _l("Has left the programme"),
}
STAGE_SHAPES = {Stage.REFERRED: "todo", Stage.SEARCHING: "doing", Stage.HOUSED: "done", Stage.EXITED: "paused"}
STAGE_REASON_WORDS = {
    StageReason.LEASE_ENDED: _l("the lease has ended"),
    StageReason.LOST_HOME: _l("it lost its home"),
    StageReason.LEFT_HOME: _l("it left its home"),
    StageReason.CAME_BACK: _l("it came back"),
    StageReason.NOT_ACCEPTED: _l("it was not accepted"),
    StageReason.FOUND_HOME: _l("it found a home by itself"),
    StageReason.SUBSIDY_ENDED: _l("the subsidy has ended"),
    StageReason.MOVED_AWAY: _l("it moved away"),
    StageReason.LEFT_COUNTRY: _l("it left the country"),
    StageReason.NO_CONTACT: _l("nobody reaches it any more"),
    StageReason.WITHDREW: _l("it does not want the programme any more"),
    StageReason.EXCLUDED: _l("it was excluded"),
    StageReason.DIED: _l("the person died"),
    StageReason.WRITTEN_TWICE: _l("it was written down twice"),
}
INCOME_WORDS = {
    IncomeKind.WORK: _l("Wages"),
    IncomeKind.OWN_BUSINESS: _l("Own business"),
    IncomeKind.PENSION: _l("Pension"),
    IncomeKind.UNEMPLOYMENT: _l("Unemployment benefit"),
    IncomeKind.MINIMUM_INCOME: _l("Guaranteed minimum income"),
    IncomeKind.CHILD_BENEFIT: _l("Child benefit"),
    IncomeKind.DISABILITY: _l("Disability benefit"),
    IncomeKind.CASH_ASSISTANCE: _l("Cash assistance for asylum seekers"),
    IncomeKind.RELATIVES: _l("From relatives"),
    IncomeKind.OTHER: _l("Other income"),
    IncomeKind.NONE: _l("No income"),
}
SUPPORT_WORDS = {
    SupportKind.HOUSING_BENEFIT: _l("Housing benefit of the state"),
    SupportKind.RENT_REFUND: _l("Yearly rent refund of the state"),
    SupportKind.WHOLE_RENT: _l("Programme that pays the whole rent"),
    SupportKind.AGENCY: _l("Another organisation"),
    SupportKind.MUNICIPALITY: _l("Rent support of the municipality"),
    SupportKind.DISASTER: _l("Support for those hit by a disaster"),
    SupportKind.OTHER: _l("Other support"),
}
ALIKE_WORDS = {
    Sign.NAME: _l("Name"),
    Sign.PHONE: _l("Telephone"),
    Sign.EMAIL: _l("E-mail"),
    Sign.BORN: _l("Date of birth"),
    Sign.AFM: IDENTIFIER_WORDS[IdentifierKind.AFM],
    Sign.AMKA: IDENTIFIER_WORDS[IdentifierKind.AMKA],
    Sign.PAAYPA: IDENTIFIER_WORDS[IdentifierKind.PAAYPA],
    Sign.PERMIT: IDENTIFIER_WORDS[IdentifierKind.PERMIT],
    Sign.PASSPORT: IDENTIFIER_WORDS[IdentifierKind.PASSPORT],
}
PER_WORDS = {Per.MONTH: _l("a month"), Per.YEAR: _l("a year")}
