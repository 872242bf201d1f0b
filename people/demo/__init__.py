"""The demonstration's households: six families of six languages. Every name and account is invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session
from stdnum import luhn
from stdnum.gr import vat

from core.auth.models import User
from core.dates import add_months, day_of
from core.documents.content import check_file
from core.documents.files import FileStore
from core.documents.models import DocumentKind
from core.documents.services import add_document
from core.structure import list_centres
from people.identifiers import IdentifierKind
from people.models import (
    Channel,
    ContactKind,
    EnterpriseKind,
    Household,
    HouseholdDocument,
    HouseholdMember,
    Person,
    ProtectionStatus,
    Purpose,
    Relation,
    Sex,
    TalkOutcome,
)
from people.services.accounts import choose_account
from people.services.consents import ConsentDetails, give_consent
from people.services.contacts import ContactDetails, add_contact
from people.services.enterprises import EnterpriseDetails, add_enterprise
from people.services.households import HouseholdDetails, add_household
from people.services.identifiers import IdentifierDetails, add_identifier, check_paper
from people.services.log import EntryDetails, NextStepDetails, add_entry
from people.services.members import Membership
from people.services.persons import PersonDetails
from people.services.stages import Beginning, StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason

# A PDF of one page without a word on it.
EMPTY_PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


@dataclass(frozen=True, slots=True)
class Family:
    """A household before it is stored."""

    name: str
    language: str  # which it reads, and for which its grown-ups need an interpreter unless they speak Greek or English
    centre: str
    members: tuple[tuple[str, str, int, Relation, Sex], ...]  # both names, age in years
    nationality: str
    single_parent: bool = False
    phone: str | None = None
    iban: str | None = None  # right in form; no bank has the code 999; of the first grown-up
    referred_by: str | None = None  # not taken in yet


_HEAD, _PARTNER, _CHILD, _PARENT = Relation.APPLICANT, Relation.PARTNER, Relation.CHILD, Relation.PARENT
_W, _M = Sex.FEMALE, Sex.MALE
FAMILIES = (
    Family("حداد", "ar", "heraklion", (
        ("سلمى", "Salma Haddad", 68, _PARENT, _W), ("يوسف", "Yousef Haddad", 41, _HEAD, _M),
        ("ليلى", "Layla Haddad", 38, _PARTNER, _W), ("عمر", "Omar Haddad", 9, _CHILD, _M),
    ), "SY", False, "6900000001", "GR1499900000000000000000001"),
    Family("رسولی", "fa", "heraklion", (
        ("مریم", "Maryam Rasouli", 34, _HEAD, _W), ("آرش", "Arash Rasouli", 12, _CHILD, _M),
        ("نیلوفر", "Niloufar Rasouli", 8, _CHILD, _W), ("سارا", "Sara Rasouli", 3, _CHILD, _W),
    ), "AF", True),
    Family("Diallo", "fr", "chania", (("Amadou Diallo", "Amadou Diallo", 27, _HEAD, _M),), "GN", phone="+224601000001"),
    Family("Коваленко", "uk", "heraklion", (
        ("Олена", "Olena Kovalenko", 36, _HEAD, _W), ("Марко", "Marko Kovalenko", 11, _CHILD, _M),
        ("Софія", "Sofiia Kovalenko", 6, _CHILD, _W),
    ), "UA", True, "6900000004", "GR8499900000000000000000002"),
    Family("احمدی", "fa", "chania", (
        ("فرید", "Farid Ahmadi", 44, _HEAD, _M), ("زهرا", "Zahra Ahmadi", 40, _PARTNER, _W),
        ("حسن", "Hasan Ahmadi", 17, _CHILD, _M), ("رضا", "Reza Ahmadi", 14, _CHILD, _M),
        ("مینا", "Mina Ahmadi", 10, _CHILD, _W), ("لیلا", "Leila Ahmadi", 4, _CHILD, _W),
    ), "AF"),
    Family("Sesay", "en", "heraklion", (
        ("Mariama Sesay", "Mariama Sesay", 31, _HEAD, _W), ("Isatu Sesay", "Isatu Sesay", 2, _CHILD, _W),
    ), "SL", True, referred_by="Κέντρο Κοινότητας Ηρακλείου"),
)  # fmt: skip
ENTERPRISES = (
    ("Ξενοδοχείο Αμουδάρα", EnterpriseKind.EMPLOYER, "heraklion", "2810990101"),
    ("Μεσιτικό Γραφείο Κάστρο", EnterpriseKind.LETTING, "heraklion", "2810990102"),
    ("Αγροτικός Συνεταιρισμός Μάλεμε", EnterpriseKind.EMPLOYER, "chania", "2821099103"),
)
_NEED_NO_INTERPRETER = {"el", "en"}


def create_households(
    session: Session, actor: User, on: date, at: datetime, families: Iterable[Family] = FAMILIES
) -> list[Household]:
    """Add the families with their papers and contacts, their ages as of `on`."""
    centres = {centre.key: centre.id for centre in list_centres(session)}
    households = []
    for family in families:
        details = HouseholdDetails(family.name, family.language, centres[family.centre], family.single_parent)
        taken_in_on = None if family.referred_by else day_of(at)
        beginning = Beginning(family.referred_by, on - timedelta(days=5) if family.referred_by else None, taken_in_on)
        household = add_household(session, details, _people(family, on), beginning=beginning, actor=actor, at=at)
        _add_papers(session, household, actor, on, at)
        _add_contacts_and_account(session, household, family, actor, at)
        _add_talk_and_consent(session, household, actor, on, at)
        households.append(household)
    return households


def let_leave(session: Session, household: Household, actor: User, on: date, at: datetime) -> None:
    """One that has found a home by itself."""
    left = StageDetails(StageFact(Stage.EXITED, on, StageReason.FOUND_HOME), note="Μένει κοντά σε συγγενείς.")
    move_stage(session, household, left, actor=actor, at=at)


def create_enterprises(session: Session, actor: User, at: datetime) -> None:
    """Three that a centre has to do with; invented."""
    centres = {centre.key: centre.id for centre in list_centres(session)}
    for name, kind, centre, phone in ENTERPRISES:
        details = EnterpriseDetails(name, kind, centres[centre])
        enterprise = add_enterprise(session, details, actor=actor, at=at)
        contact = ContactDetails(ContactKind.PHONE, phone, language="el", is_preferred=True)
        add_contact(session, enterprise, contact, actor=actor, at=at)


def _add_contacts_and_account(
    session: Session, household: Household, family: Family, actor: User, at: datetime
) -> None:
    if family.phone:
        phone = ContactDetails(ContactKind.PHONE, family.phone, language=family.language, is_preferred=True)
        add_contact(session, household, phone, actor=actor, at=at)
    if family.iban:
        head = _head(household)
        holder = head.person.latin_name or ""
        choose_account(session, household, head, holder=holder, iban=family.iban, actor=actor, at=at)


def _add_papers(session: Session, household: Household, actor: User, on: date, at: datetime) -> None:
    """Tax number, insurance number and permit of the head; every seventeenth permit, the first too, ends soon."""
    person, number = _head(household).person, household.id
    ends_on = on + timedelta(days=40) if number % 17 == 1 else add_months(on, 12 + number % 20)
    papers = (
        IdentifierDetails(IdentifierKind.AFM, _afm(number), paper="Βεβαίωση ΑΦΜ"),
        IdentifierDetails(IdentifierKind.AMKA, _amka(person, number), paper="Βεβαίωση ΑΜΚΑ"),
        IdentifierDetails(IdentifierKind.PERMIT, f"Α 99{number:05d}", add_months(ends_on, -36), ends_on, "ΑΔΕΤ"),
    )
    for details in papers:
        paper = add_identifier(session, person, details, actor=actor, at=at)
        if details.kind is not IdentifierKind.AMKA:
            check_paper(session, paper, paper=details.paper or "", on=on, actor=actor)


def _add_talk_and_consent(session: Session, household: Household, actor: User, on: date, at: datetime) -> None:
    """The head was spoken with at intake and agreed to support; every seventh waits for a further step."""
    head, taken_in_on = _head(household).person, day_of(at)
    consent = ConsentDetails(Purpose.SUPPORT, "2026-1", household.language, taken_in_on)
    give_consent(session, head, consent, actor=actor, at=at)
    step = NextStepDetails("Ραντεβού για τα χαρτιά της ΔΟΥ", actor.id, on + timedelta(days=3))
    talk = EntryDetails(
        happened_on=taken_in_on,
        spoken_with=head.name,
        channel=Channel.OFFICE,
        outcome=TalkOutcome.SPOKEN,
        language=household.language,
        note="Πρώτη συνάντηση: εξηγήθηκαν το πρόγραμμα και τα επόμενα βήματα.",
        next_step=step if household.id % 7 == 1 else None,
    )
    add_entry(session, household, talk, actor=actor, at=at)


def _head(household: Household) -> HouseholdMember:
    return next(member for member in household.members if member.relation is Relation.APPLICANT)


def _afm(number: int) -> str:
    """Right in form; invented."""
    digits = f"9990{number + 1:04d}"
    return digits + str(vat.calc_check_digit(digits))


def _amka(person: Person, number: int) -> str:
    digits = f"{person.born_on:%d%m%y}{number:04d}"
    return digits + str(luhn.calc_check_digit(digits))


def _people(family: Family, on: date) -> list[tuple[PersonDetails, Membership]]:
    """Birthdays some months back, so that ages hold for the rest of the year."""
    return [
        (
            PersonDetails(
                name=name,
                latin_name=latin_name,
                sex=sex,
                born_on=add_months(on, -12 * age - 5),
                nationality=family.nationality,
                languages=(family.language,),
                protection_status=ProtectionStatus.TEMPORARY
                if family.nationality == "UA"
                else ProtectionStatus.REFUGEE,
                interpreter_language=None if family.language in _NEED_NO_INTERPRETER else family.language,
            ),
            Membership(relation),
        )
        for name, latin_name, age, relation, sex in family.members
    ]


def create_documents(session: Session, household: Household, store: FileStore, actor: User, at: datetime) -> None:
    """A scan of nothing, so that the page shows how papers stand there."""
    scan = check_file(EMPTY_PAGE, "permit.pdf")
    document = HouseholdDocument(household=household)
    add_document(session, document, scan, kind=DocumentKind.PERMIT, store=store, actor=actor, at=at)
