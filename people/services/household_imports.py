"""Households of a file are written down, each as a whole; of those that are known what was missing is. Twice changes
nothing, and no file changes what somebody wrote down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.importing.words import fold, source_key
from core.row_imports import RowImport, wait_for_turn
from core.structure import Centre
from core.text import N_, Sentence
from people.importing.member import MemberRow, by_household, first_said, waiting
from people.models import Household, HouseholdMember, HouseholdNumber
from people.services.households import HouseholdDetails, new_household
from people.services.known_households import KnownHouseholds
from people.services.known_people import Known, KnownPeople
from people.services.member_rows import add_missing, contradictions, differences, new_member
from people.services.stages import Beginning, begin

ELSEWHERE = Sentence(N_("Another centre serves the household with this number."))
NO_HOUSEHOLD = Sentence(N_("You serve no household with this number."))
NO_CENTRE = Sentence(N_("You serve no centre of this name."))
WHICH_CENTRE = Sentence(N_("Say which centre serves this household: the key or the name of one of yours."))
SINCE_WHEN = Sentence(N_("This household is here already. Say since when this person lives in it."))
OTHER_HOUSEHOLD = N_("At this source the number is that of household %(household)s.")
THE_SAME = N_("Perhaps this is %(name)s of household %(household)s. If so, the household of the file is that one.")
ONCE_MORE = N_("%(name)s in household %(household)s has the same name and day of birth. Is it somebody else?")
SAME_NUMBER = N_("%(name)s in household %(household)s has the same number. Is it somebody else?")
NUMBER_ELSEWHERE = Sentence(
    N_("Somebody at another centre has the same number. Ask there whether it is somebody else.")
)
DEFAULT_LANGUAGE = "el"


class HouseholdImport(RowImport[MemberRow]):
    """The households of one file, against those that are known."""

    def together(self, row: MemberRow) -> str:
        """A household is taken whole."""
        return row.number

    def take_turn(self) -> None:
        """One file of households is taken at a time, so that nobody is written down by two."""
        wait_for_turn(self._session)

    def _look_up(self, rows: Sequence[MemberRow]) -> None:
        self._known = KnownHouseholds(self._session, self._source, rows)
        self._people = KnownPeople(self._session, [centre.id for centre in self._centres], rows)

    def _faults(self, rows: Sequence[MemberRow]) -> Iterator[Fault]:
        faults = [fault for members in by_household(rows).values() for fault in self._faults_of(members)]
        yield from faults
        yield from waiting({row.row: row.number for row in rows}, faults)

    def _faults_of(self, rows: Sequence[MemberRow]) -> Iterator[Fault]:
        first, known = rows[0], self._known.numbered(rows[0].number)
        if known is not None and not self._serves(known):
            yield Fault(first.row, "number", "other-centre", ELSEWHERE)
            return
        for row in rows:
            yield from self._reference_faults(row, known)
        household = self._known.household_of(rows)
        if household is None:
            yield from self._centre_faults(rows)
        elif self._serves(household):
            yield from self._member_faults(rows)

    def _reference_faults(self, row: MemberRow, known: Household | None) -> Iterator[Fault]:
        """The number here that a row gives is that of a household of ours, and of no other than the source's."""
        if row.reference is None:
            return
        referred = self._known.referred(row.reference)
        if referred is None or not self._serves(referred):
            yield Fault(row.row, "reference", "no-household", NO_HOUSEHOLD)
        elif known is not None and known is not referred:
            sentence = Sentence(OTHER_HOUSEHOLD, {"household": known.reference})
            yield Fault(row.row, "reference", "other-household", sentence)

    def _centre_faults(self, rows: Sequence[MemberRow]) -> Iterator[Fault]:
        if self._centre_of(rows) is None:
            row = next((row for row in rows if row.centre), rows[0])
            code = "no-centre" if row.centre else "required"
            yield Fault(row.row, "centre", code, NO_CENTRE if row.centre else WHICH_CENTRE)

    def _member_faults(self, rows: Iterable[MemberRow]) -> Iterator[Fault]:
        for row in rows:
            member = self._known.member_of(row)
            if member is not None:
                yield from contradictions(member, row, self._known)
            elif row.joined_on is None:
                yield Fault(row.row, "joined_on", "required", SINCE_WHEN)

    def _doubts(self, rows: Iterable[MemberRow]) -> Iterator[Fault]:
        for members in by_household(rows).values():
            household = self._known.household_of(members)
            for row in members:
                member = self._known.member_of(row)
                yield from self._doubles(row, household, is_new=member is None)
                if member is not None:
                    yield from differences(member, row, self._known)

    def _doubles(self, row: MemberRow, household: Household | None, *, is_new: bool) -> Iterator[Fault]:
        """Who may be written down once more by this row."""
        told: set[int] = {household.id} if household else set()
        for kind, known in self._people.with_number(row):
            if known.household_id not in told and not self._known.has_number(row, kind):
                told.add(known.household_id)
                yield _double(row, kind, known, SAME_NUMBER, asks=household is None)
        for known in self._people.like(row) if is_new else ():
            if known.household_id not in told:
                told.add(known.household_id)
                yield _double(row, row.named_in, known, ONCE_MORE, asks=household is None)

    def _store_rows(self, rows: Sequence[MemberRow], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        became: dict[int, RowStatus] = {}
        for members in by_household(rows).values():
            became |= self._store_household(members, actor, at)
        return became

    def _store_household(self, rows: Sequence[MemberRow], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        household = self._known.household_of(rows) or self._add_household(rows, actor, at)
        became = self._store_members(household, rows, at)
        if self._known.numbered(rows[0].number) is None:
            number = HouseholdNumber(household=household, source=source_key(self._source), created_at=at)
            number.value = rows[0].number
            self._session.add(number)
            became[rows[0].row] = max(became[rows[0].row], RowStatus.UPDATED, key=_RANKS.index)
        if set(became.values()) != {RowStatus.UNCHANGED}:
            record(self._session, "import-household", household, actor=actor)
        return became

    def _store_members(self, household: Household, rows: Sequence[MemberRow], at: datetime) -> dict[int, RowStatus]:
        """A further row of somebody who is new adds to the first."""
        became: dict[int, RowStatus] = {}
        added: dict[tuple[str, object], HouseholdMember] = {}
        for row in rows:
            key = (fold(row.name), row.born_on)
            member = self._known.member_of(row) or added.get(key)
            is_new = member is None
            if member is None:
                member = added[key] = new_member(self._session, household, row, at=at)
            is_fuller = add_missing(self._session, member, row, self._known, at=at)
            became[row.row] = RowStatus.NEW if is_new else RowStatus.UPDATED if is_fuller else RowStatus.UNCHANGED
        return became

    def _add_household(self, rows: Sequence[MemberRow], actor: User | None, at: datetime) -> Household:
        """Named as the file says, else as the person whom the programme speaks with."""
        centre = self._centre_of(rows)
        assert centre is not None  # otherwise the rows have a fault
        speaks = next((row for row in rows if row.relation == "applicant"), rows[0])
        details = HouseholdDetails(
            name=str(first_said(rows, "household_name") or speaks.name),
            language=str(first_said(rows, "reads") or next(iter(speaks.languages), DEFAULT_LANGUAGE)),
            centre_id=centre.id,
            single_parent=bool(first_said(rows, "single_parent")),
        )
        household = new_household(self._session, details, officer=actor, at=at)
        begin(self._session, household, _beginning(rows, at), actor=actor, at=at)
        return household

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-households", self._centre, actor=actor, values=values)

    def _serves(self, household: Household) -> bool:
        return any(centre.id == household.centre_id for centre in self._centres)

    def _centre_of(self, rows: Sequence[MemberRow]) -> Centre | None:
        """Which of these centres serves a household that is new."""
        named = first_said(rows, "centre")
        if named is None:
            return self._centre
        wanted = fold(str(named))
        return next(
            (each for each in self._centres if wanted in map(fold, (each.key, each.name_el, each.name_en))), None
        )


_RANKS = (RowStatus.UNCHANGED, RowStatus.UPDATED, RowStatus.NEW)


def _beginning(rows: Sequence[MemberRow], at: datetime) -> Beginning:
    """What the file says of how the household came; where it says nothing, it is taken in with the file."""
    taken_in_on = next((row.taken_in_on for row in rows if row.taken_in_on), None)
    referred_on = next((row.referred_on for row in rows if row.referred_on), None)
    if taken_in_on is None and referred_on is None:
        return Beginning(taken_in_on=day_of(at))
    return Beginning(next((row.referred_by for row in rows if row.referred_by), None), referred_on, taken_in_on)


def _double(row: MemberRow, field: str, known: Known, msgid: str, *, asks: bool) -> Fault:
    """`asks` where the whole household may be that one: then it is said with one click."""
    if not known.is_own:
        return Fault(row.row, field, "same-number", NUMBER_ELSEWHERE)
    values = {"name": known.name, "household": known.reference}
    if asks:
        return Fault(row.row, "reference", "same-person", Sentence(THE_SAME, values), better=known.reference)
    return Fault(row.row, field, "same-person", Sentence(msgid, values))
