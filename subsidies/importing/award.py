"""One month of an award, as a row of a file names it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from subsidies.rules.case import Kind
from subsidies.rules.taken_over import Slot, TakenOverMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """`None` where the row does not say. What is said of the award or the household may stand in any of its rows."""

    row: int
    came_on: date  # the day of the file
    number: str | None = None  # of the household, here or at its source
    reference: str | None = None  # of the household here
    tenant_name: str | None = None
    tenant_afm: str | None = None
    scheme: str | None = None  # its key
    decided_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None  # the first day without payment
    to_landlord: bool | None = None
    given: TakenOverMonth
    is_paid: bool = False  # also where no day is said
    says_what_is_paid: bool = True  # by any column of its file
    is_of_many: bool = False  # months that stand in one row

    @property
    def household(self) -> str:
        """By which number its rows are held together."""
        return self.reference or self.number or ""

    @property
    def slot(self) -> Slot:
        """What it is for."""
        return self.given.slot

    @property
    def is_one_off(self) -> bool:
        return self.given.kind is Kind.ONE_OFF

    @property
    def month_words(self) -> str:
        """The month, as the file may write it."""
        return in_words(self.given.month)

    def field(self, name: str) -> str:
        """Where to say what is wrong: beside the cell; of several months in a row, beside that of the month."""
        if not self.is_of_many:
            return name
        return "one_off" if self.is_one_off else month_key(self.given.month)

    @property
    def bare(self) -> "AwardRow":
        """The same wherever its row stands."""
        return replace(self, row=0)


def in_words(month: date) -> str:
    """A month as a file may write it."""
    return f"{month:%m/%Y}"


def month_key(month: date) -> str:
    """By what the cell of a month is known and put right."""
    return f"{month:%Y-%m}"


def by_household(rows: Iterable[AwardRow]) -> dict[str, list[AwardRow]]:
    """The rows of each household, both in the order of the file."""
    found: dict[str, list[AwardRow]] = {}
    for row in rows:
        found.setdefault(row.household, []).append(row)
    return found
