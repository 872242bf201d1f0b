"""The demonstration's households: six families of six languages. Every name and account is invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import add_months
from core.documents.content import check_file
from core.documents.files import FileStore
from core.documents.models import DocumentKind
from core.documents.services import add_document
from core.structure import list_centres
from people.models import Household, HouseholdDocument, Relation
from people.services.households import HouseholdDetails, add_household
from people.services.members import Membership
from people.services.persons import PersonDetails

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
    members: tuple[tuple[str, str, int, Relation], ...]  # name, name in Latin letters, age in years, relation
    nationality: str
    single_parent: bool = False
    account_holder: str | None = None
    iban: str | None = None  # right in form; no bank has the code 999


_HEAD, _PARTNER, _CHILD, _PARENT = Relation.APPLICANT, Relation.PARTNER, Relation.CHILD, Relation.PARENT
FAMILIES = (
    Family("حداد", "ar", "heraklion", (
        ("سلمى", "Salma Haddad", 68, _PARENT), ("يوسف", "Yousef Haddad", 41, _HEAD),
        ("ليلى", "Layla Haddad", 38, _PARTNER), ("عمر", "Omar Haddad", 9, _CHILD),
    ), "SY", False, "Yousef Haddad", "GR1499900000000000000000001"),
    Family("رسولی", "fa", "heraklion", (
        ("مریم", "Maryam Rasouli", 34, _HEAD), ("آرش", "Arash Rasouli", 12, _CHILD),
        ("نیلوفر", "Niloufar Rasouli", 8, _CHILD), ("سارا", "Sara Rasouli", 3, _CHILD),
    ), "AF", True),
    Family("Diallo", "fr", "chania", (("Amadou Diallo", "Amadou Diallo", 27, _HEAD),), "GN"),
    Family("Коваленко", "uk", "heraklion", (
        ("Олена", "Olena Kovalenko", 36, _HEAD), ("Марко", "Marko Kovalenko", 11, _CHILD),
        ("Софія", "Sofiia Kovalenko", 6, _CHILD),
    ), "UA", True, "Olena Kovalenko", "GR8499900000000000000000002"),
    Family("احمدی", "fa", "chania", (
        ("فرید", "Farid Ahmadi", 44, _HEAD), ("زهرا", "Zahra Ahmadi", 40, _PARTNER),
        ("حسن", "Hasan Ahmadi", 17, _CHILD), ("رضا", "Reza Ahmadi", 14, _CHILD),
        ("مینا", "Mina Ahmadi", 10, _CHILD), ("لیلا", "Leila Ahmadi", 4, _CHILD),
    ), "AF"),
    Family("Sesay", "en", "heraklion", (
        ("Mariama Sesay", "Mariama Sesay", 31, _HEAD), ("Isatu Sesay", "Isatu Sesay", 2, _CHILD),
    ), "SL", True),
)  # fmt: skip
_NEED_NO_INTERPRETER = {"el", "en"}


def create_households(
    session: Session, actor: User, on: date, at: datetime, families: Iterable[Family] = FAMILIES
) -> list[Household]:
    """Add the families, their ages as of `on`."""
    centres = {centre.key: centre.id for centre in list_centres(session)}
    return [
        add_household(session, _details(family, centres[family.centre]), _people(family, on), actor=actor, at=at)
        for family in families
    ]


def _details(family: Family, centre_id: int) -> HouseholdDetails:
    return HouseholdDetails(
        name=family.name,
        language=family.language,
        centre_id=centre_id,
        single_parent=family.single_parent,
        account_holder=family.account_holder,
        iban=family.iban,
    )


def _people(family: Family, on: date) -> list[tuple[PersonDetails, Membership]]:
    """Birthdays some months back, so that ages hold for the rest of the year."""
    return [
        (
            PersonDetails(
                name=name,
                latin_name=latin_name,
                born_on=add_months(on, -12 * age - 5),
                nationality=family.nationality,
                languages=(family.language,),
                interpreter_language=None if family.language in _NEED_NO_INTERPRETER else family.language,
            ),
            Membership(relation),
        )
        for name, latin_name, age, relation in family.members
    ]


def create_documents(session: Session, household: Household, store: FileStore, actor: User, at: datetime) -> None:
    """A scan of nothing, so that the page shows how papers stand there."""
    scan = check_file(EMPTY_PAGE, "permit.pdf")
    document = HouseholdDocument(household=household)
    add_document(session, document, scan, kind=DocumentKind.PERMIT, store=store, actor=actor, at=at)
