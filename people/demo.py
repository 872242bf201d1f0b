"""The demonstration's households: six families of six languages. Every name and account is invented."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import add_months
from core.structure import list_centres
from people.models import Household
from people.services.households import HouseholdDetails, add_household
from people.services.members import MemberDetails


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    language: str
    centre: str
    members: tuple[tuple[str, int], ...]  # name, age in years
    single_parent: bool = False
    account_holder: str | None = None
    iban: str | None = None  # right in form; no bank has the code 999


FAMILIES = (
    _Family("حداد", "ar", "heraklion", (("سلمى", 68), ("يوسف", 41), ("ليلى", 38), ("عمر", 9)), False, "Yousef Haddad",
            "GR1499900000000000000000001"),
    _Family("رسولی", "fa", "heraklion", (("مریم", 34), ("آرش", 12), ("نیلوفر", 8), ("سارا", 3)), True),
    _Family("Diallo", "fr", "chania", (("Amadou Diallo", 27),)),
    _Family("Коваленко", "uk", "heraklion", (("Олена", 36), ("Марко", 11), ("Софія", 6)), True, "Olena Kovalenko",
            "GR8499900000000000000000002"),
    _Family("احمدی", "fa", "chania", (("فرید", 44), ("زهرا", 40), ("حسن", 17), ("رضا", 14), ("مینا", 10), ("لیلا", 4))),
    _Family("Sesay", "en", "heraklion", (("Mariama Sesay", 31), ("Isatu Sesay", 2)), True),
)  # fmt: skip


def create_households(session: Session, actor: User, on: date, at: datetime) -> list[Household]:
    """Add the six families, their ages as of `on`."""
    centres = {centre.key: centre.id for centre in list_centres(session)}
    return [
        add_household(session, _details(family, centres[family.centre]), _members(family, on), actor=actor, at=at)
        for family in FAMILIES
    ]


def _details(family: _Family, centre_id: int) -> HouseholdDetails:
    return HouseholdDetails(
        name=family.name,
        language=family.language,
        centre_id=centre_id,
        single_parent=family.single_parent,
        account_holder=family.account_holder,
        iban=family.iban,
    )


def _members(family: _Family, on: date) -> list[MemberDetails]:
    """Birthdays some months back, so that ages hold for the rest of the year."""
    return [MemberDetails(name, add_months(on, -12 * age - 5)) for name, age in family.members]
