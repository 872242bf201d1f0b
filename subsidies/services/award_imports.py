"""Awards of a file are taken over, each as a whole, for the lease that its household has. Twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.row_imports import RowImport, wait_for_turn
from core.text import N_, Sentence
from housing.models import Lease
from people.importing.member import waiting
from subsidies.importing.award import AwardRow, by_household
from subsidies.importing.whole import doubts_of_payments, first_said
from subsidies.models import Instalment, SchemeVersion, SubsidyAward
from subsidies.rules.taken_over import TakenOverAward
from subsidies.services.award_doubts import (
    doubts_beside_awards,
    doubts_beside_scheme,
    doubts_of_months,
    faults_of_months,
)
from subsidies.services.award_of_rows import award_of_rows
from subsidies.services.known_leases import KnownLeases
from subsidies.services.same_months import SameMonths, all_months, find_lapsed
from subsidies.services.schemes import find_newest, load_scheme
from subsidies.services.taken_over import (
    StandingAwards,
    find_as_given,
    refuse_beside,
    refuse_draft,
    standing_awards,
    take_over_award,
)

OTHER_ROWS = N_("Row %(row)s is about the same household, by another number. Give the same number in all its rows.")
NO_SCHEME = N_("There is no approved scheme with the key “%(scheme)s”. Its key stands on its page.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rows of one household come to."""

    lease: Lease
    version: SchemeVersion
    given: TakenOverAward
    there: StandingAwards


class AwardImport(RowImport[AwardRow]):
    """The awards of one file, against what these centres have."""

    def together(self, row: AwardRow) -> str:
        """An award is taken whole."""
        return row.household

    def take_turn(self) -> None:
        """One file at a time, so that no award is taken over by two."""
        wait_for_turn(self._session)

    def _look_up(self, rows: Sequence[AwardRow]) -> None:
        self._leases = KnownLeases(self._session, self._source, rows, self._centres)
        self._there = standing_awards(self._session, [lease.id for lease in self._leases.all()])
        last = {lease_id: there.both[-1] for lease_id, there in self._there.items()}
        self._leases.choose(rows, {key: award.slots for key, award in last.items() if award.is_taken_over})
        standing = (award for there in self._there.values() for award in there.both)
        self._lapsed = find_lapsed(self._session, (row for award in standing for row in award.instalments))
        keys = {row.scheme for row in rows if row.scheme}
        self._newest = {key: find_newest(self._session, key) for key in sorted(keys)}

    def _faults(self, rows: Sequence[AwardRow]) -> Iterator[Fault]:
        faults = [fault for of_one in by_household(rows).values() for fault in self._faults_of(of_one)]
        faults += self._one_household_twice(rows)
        yield from faults
        yield from waiting({row.row: row.household for row in rows}, faults)

    def _faults_of(self, rows: Sequence[AwardRow]) -> Iterator[Fault]:
        """Why nothing can be taken over for a household."""
        unknown = {row.row: fault for row in rows if (fault := self._leases.fault_of(row))}
        lease = self._leases.of(rows[0])
        if unknown or lease is None:
            yield from unknown.values()
            return
        version = self._version(rows, lease)
        try:
            if version is None:
                raise Refused(Sentence(NO_SCHEME, {"scheme": first_said(rows, "scheme")}))
            refuse_draft(version)
        except Refused as refusal:
            yield Fault(rows[0].row, "scheme", "no-scheme", refusal.sentence)
            return
        plan = self._plan(rows)
        if find_as_given(plan.there, version, plan.given) is not None:
            return
        yield from faults_of_months(rows, lease)
        try:
            refuse_beside(self._session, plan.there, version, plan.given)
        except Refused as refusal:
            yield Fault(rows[0].row, "number", "award-there", refusal.sentence)

    def _one_household_twice(self, rows: Sequence[AwardRow]) -> Iterator[Fault]:
        first: dict[int, AwardRow] = {}
        for row in rows:
            lease = self._leases.of(row)
            if lease is not None and (other := first.setdefault(lease.id, row)).household != row.household:
                field = "reference" if row.reference else "number"
                yield Fault(row.row, field, "other-number", Sentence(OTHER_ROWS, {"row": other.row}))

    def _doubts(self, rows: Iterable[AwardRow]) -> Iterator[Fault]:
        """Nobody is asked once more about what is here as the file gives it."""
        for of_one in by_household(rows).values():
            plan = self._plan(of_one)
            if find_as_given(plan.there, plan.version, plan.given) is None:
                yield from self._leases.doubts_of_tenant(of_one[0])
                yield from doubts_of_payments(of_one)
                yield from doubts_of_months(of_one, plan.lease, self._leases.left_on(of_one[0]))
                others = self._for_other_homes(plan.lease)
                yield from doubts_beside_awards(of_one, plan.there, others, plan.version, plan.given)
                yield from doubts_beside_scheme(of_one, plan.lease, plan.version, plan.given)

    def _store_rows(self, rows: Sequence[AwardRow], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        became: dict[int, RowStatus] = {}
        for of_one in by_household(rows).values():
            status = self._store_award(self._plan(of_one), actor, at)
            became |= {row.row: status for row in of_one}
        return became

    def _store_award(self, plan: Plan, actor: User | None, at: datetime) -> RowStatus:
        known = {plan.there.approved, plan.there.waiting} - {None}
        award = take_over_award(
            self._session,
            plan.lease,
            plan.version,
            plan.given,
            source=self._source,
            actor=actor,
            at=at,
            there=plan.there,
        )
        if award in known:
            return RowStatus.UNCHANGED
        return RowStatus.UPDATED if known else RowStatus.NEW

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-awards", self._centre, actor=actor, values=values)

    def _plan(self, rows: Sequence[AwardRow]) -> Plan:
        lease = self._leases.of(rows[0])
        assert lease is not None  # otherwise the rows have a fault
        version = self._version(rows, lease)
        assert version is not None
        there = self._standing(lease)
        return Plan(lease, version, award_of_rows(rows, load_scheme(version).terms, lease, there), there)

    def _for_other_homes(self, lease: Lease) -> SameMonths[Instalment]:
        others = (award for other in self._leases.others(lease) for award in self._standing(other).both)
        return all_months(others, self._lapsed)

    def _standing(self, lease: Lease) -> StandingAwards:
        return self._there.get(lease.id, StandingAwards())

    def _version(self, rows: Sequence[AwardRow], lease: Lease) -> SchemeVersion | None:
        """That by which the award was taken over before; else the newest of the scheme."""
        key = str(first_said(rows, "scheme"))
        there: list[SubsidyAward] = [award for award in self._standing(lease).both if award.is_taken_over]
        return next((award.scheme_version for award in there if award.scheme_version.key == key), self._newest.get(key))
