"""What the rows of a household say together: what cannot be, and what somebody should look at."""

from collections.abc import Iterable, Iterator
from datetime import date

from core.importing.findings import Fault
from core.text import N_, Sentence
from people.importing.member import MemberRow, by_household
from people.matching import PersonFacts, find_same_people

OF_AGE = 18
ONE_PERSONS = ("afm", "amka", "paaypa")  # only one person has it
_OF_ALL = (
    "reference",
    "household_name",
    "centre",
    "reads",
    "single_parent",
    "taken_in_on",
    "referred_on",
    "referred_by",
)  # said of the household
_TWICE = N_("Row %(row)s gives the same number to somebody else.")
_OTHERWISE = N_("Row %(row)s of this household says otherwise.")
_SPOKEN_WITH = N_("Row %(row)s is the applicant of this household already.")
_NO_ADULT = Sentence(N_("Nobody in this household is of age. Is somebody missing, or a day of birth wrong?"))
_NOT_YOUNGER = N_("For a child or a parent of the applicant, in row %(row)s, this is no likely day of birth.")
_ALSO = N_("Row %(row)s, in another household, may be the same person.")
_TWO_ROWS = N_("Row %(row)s of this household may be the same person.")


def faults_of(rows: Iterable[MemberRow]) -> Iterator[Fault]:
    """What contradicts an earlier row."""
    rows = list(rows)
    yield from _numbers_twice(rows)
    for members in by_household(rows).values():
        yield from _contradictions(members)
        applicants = [row for row in members if row.relation == "applicant"]
        for row in applicants[1:]:
            if not _are_one(row, applicants[0]):
                sentence = Sentence(_SPOKEN_WITH, {"row": applicants[0].row})
                yield Fault(row.row, "relation", "two-applicants", sentence)


def doubts_of(rows: Iterable[MemberRow], on: date) -> Iterator[Fault]:
    """What is possible, and seldom so."""
    rows = list(rows)
    for members in by_household(rows).values():
        if not any(_years(row.born_on, on) >= OF_AGE for row in members):
            yield Fault(members[0].row, "born_on", "no-adult", _NO_ADULT)
        yield from _out_of_order(members)
    yield from _people_twice(rows)


def _out_of_order(members: list[MemberRow]) -> Iterator[Fault]:
    """A child that is not younger than the applicant, a parent that is not older."""
    for applicant in [row for row in members if row.relation == "applicant"][:1]:
        for row in members:
            is_older = row.relation == "child" and row.born_on <= applicant.born_on
            is_younger = row.relation == "parent" and row.born_on >= applicant.born_on
            if is_older or is_younger:
                yield Fault(row.row, "born_on", "out-of-order", Sentence(_NOT_YOUNGER, {"row": applicant.row}))


def facts_of(row: MemberRow) -> PersonFacts:
    """By what the person is told from others. A family shares its telephone."""
    return PersonFacts(row.row, row.name, afm=row.afm, born_on=row.born_on, also=row.latin_name)


def _numbers_twice(rows: Iterable[MemberRow]) -> Iterator[Fault]:
    first: dict[tuple[str, str], MemberRow] = {}
    for row in rows:
        for name in ONE_PERSONS:
            if number := getattr(row, name):
                other = first.setdefault((name, number), row)
                if not _are_one(row, other):
                    yield Fault(row.row, name, "number-of-another", Sentence(_TWICE, {"row": other.row}))


def _are_one(row: MemberRow, other: MemberRow) -> bool:
    """Whether the second row only adds to the first, as a further row of the same member does."""
    return (row.number, row.born_on, row.name.casefold()) == (other.number, other.born_on, other.name.casefold())


def _contradictions(members: Iterable[MemberRow]) -> Iterator[Fault]:
    first: dict[str, MemberRow] = {}
    for row in members:
        for name in _OF_ALL:
            if getattr(row, name) is not None:
                other = first.setdefault(name, row)
                if _plain(getattr(other, name)) != _plain(getattr(row, name)):
                    yield Fault(row.row, name, "otherwise", Sentence(_OTHERWISE, {"row": other.row}))


def _plain(said: object) -> object:
    return said.casefold() if isinstance(said, str) else said


def _people_twice(rows: list[MemberRow]) -> Iterator[Fault]:
    """One person is written down in one household; of two rows the later one asks."""
    by_row = {row.row: row for row in rows}
    for one, other, _likeness in find_same_people(map(facts_of, rows)):
        earlier, later = sorted((one, other))
        if _are_one(by_row[earlier], by_row[later]):
            continue
        is_within = by_row[earlier].number == by_row[later].number
        sentence = Sentence(_TWO_ROWS if is_within else _ALSO, {"row": earlier})
        yield Fault(later, by_row[later].named_in, "same-person", sentence)


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
