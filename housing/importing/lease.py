"""A lease that runs as one row of a file names it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from housing.importing.advert import AdvertRow
from housing.importing.landlords import LandlordRow
from housing.tenancy import statutory_end


class Numbered(Protocol):
    """A home as a row names it, or as it is written down."""

    @property
    def atak(self) -> str | None: ...
    @property
    def electricity_supply_number(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRow:
    """`flat` says what an advert would, rent and deposit among it, but nothing of who lets; `None` is not said."""

    row: int
    read_on: date  # the day on which its file came, and on which it runs
    is_dated: bool = True  # otherwise nobody can read its first day, nor whether it is here already
    number: str | None = None  # of the household, at its source or here
    reference: str | None = None  # of the household here
    tenant_name: str | None = None
    tenant_afm: str | None = None
    flat: AdvertRow
    landlord: LandlordRow
    signed_on: date | None = None
    starts_on: date
    agreed_ends_on: date  # the first day after the term on paper
    declaration_number: str | None = None
    declared_on: date | None = None
    accepted_on: date | None = None

    @property
    def signed_at_latest(self) -> date:
        """The day of signing; where nobody says it, the first day, or that of the declaration if it came before."""
        return self.signed_on or min(self.starts_on, self.declared_on or self.starts_on)

    @property
    def statutory_ends_on(self) -> date:
        """The first day on which it does not bind any more, by law."""
        return statutory_end(self.starts_on, self.agreed_ends_on)


def numbers_of_home(home: Numbered) -> dict[str, str]:
    """What only one home has, by the column."""
    both = {"atak": home.atak, "electricity_supply_number": home.electricity_supply_number}
    return {column: number for column, number in both.items() if number}


def are_one_home(one: Numbered, other: Numbered) -> bool | None:
    """Whether they share a number that only one home has; None where one number says so and the other not.

    Two flats of one house sometimes go by one ATAK.
    """
    own, others = numbers_of_home(one), numbers_of_home(other)
    agree = {own[column] == others[column] for column in own.keys() & others.keys()}
    return agree.pop() if len(agree) == 1 else None if agree else False
