"""The leases for which the rows of a file name awards: of each household that under which their months lie."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.dates import first_of_month
from core.db import in_parts
from core.importing.findings import Fault
from core.money import ZERO
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Lease
from housing.services.importing.known_tenants import KnownTenants
from subsidies.importing.award import AwardRow, by_household

NO_LEASE = N_("Household %(household)s has no lease here. Import its lease first, or write it down.")


@dataclass(frozen=True, slots=True)
class Home:
    """A lease, and from when the household lives elsewhere: by its next lease, or when this one ends."""

    lease: Lease
    until: date

    def holds(self, month: date) -> bool:
        """Whether some of a month (its first day) lies in it; that in which the household moves lies in both."""
        return first_of_month(self.lease.starts_on) <= month < self.until

    def runs_on(self, day: date) -> bool:
        return self.lease.starts_on <= day < self.until


class KnownLeases:
    """By household of the file, as far as these centres serve it."""

    def __init__(self, session: Session, source: str, rows: Sequence[AwardRow], centres: Sequence[Centre]) -> None:
        self._tenants = KnownTenants(session, source, rows, centres)
        households = {household.id: household for row in rows if (household := self._tenants.of(row))}
        self._leases: defaultdict[int, list[Lease]] = defaultdict(list)
        for part in in_parts(households):
            query = select(Lease).where(Lease.household_id.in_(part)).order_by(Lease.starts_on, Lease.id)
            for lease in session.scalars(query.options(joinedload(Lease.household))):
                if lease.has_days:
                    self._leases[lease.household_id].append(lease)
        self._homes: dict[str, Home | None] = {}

    def choose(self, rows: Sequence[AwardRow], given: Mapping[int, Set[tuple[str, date]]]) -> None:
        """Find the lease of each household of the file; `given` says by lease for what an award was taken over."""
        self._homes = {key: self._home_of(of_one, given) for key, of_one in by_household(rows).items()}

    def of(self, row: AwardRow) -> Lease | None:
        """The lease that the rows of this household are about."""
        home = self._homes[row.household]
        return home.lease if home else None

    def left_on(self, row: AwardRow) -> date | None:
        """From when another lease of the household runs instead."""
        home = self._homes[row.household]
        return home.until if home and home.until < home.lease.ends_on else None

    def others(self, lease: Lease) -> list[Lease]:
        """The household's other leases."""
        return [other for other in self._leases[lease.household_id] if other is not lease]

    def fault_of(self, row: AwardRow) -> Fault | None:
        """Why there is none."""
        household = self._tenants.of(row)
        if household is None:
            return self._tenants.fault_of(row)
        if self.of(row) is None:
            field = "reference" if row.reference else "number"
            return Fault(row.row, field, "no-lease", Sentence(NO_LEASE, {"household": household.reference}))
        return None

    def doubts_of_tenant(self, row: AwardRow) -> Sequence[Fault]:
        """Whether it is another household that is meant."""
        return list(self._tenants.doubts_of(row))

    def all(self) -> list[Lease]:
        """Every lease of these households."""
        return [lease for leases in self._leases.values() for lease in leases]

    def _home_of(self, rows: Sequence[AwardRow], given: Mapping[int, Set[tuple[str, date]]]) -> Home | None:
        """That with an award for just these; else that under which most of the months lie, of several that which runs
        when the file comes, else the last.
        """
        household = self._tenants.of(rows[0])
        slots = {row.slot for row in rows if row.given.amount > ZERO}
        months = {month for _kind, month in slots}

        def fits(home: Home) -> tuple[bool, int, bool, date]:
            is_there, held = given.get(home.lease.id) == slots, sum(map(home.holds, months))
            return is_there, held, home.runs_on(rows[0].came_on), home.lease.starts_on

        return max(_homes(self._leases[household.id]), key=fits, default=None) if household else None


def _homes(leases: Sequence[Lease]) -> list[Home]:
    """The leases of one household in their order: who moves is bound by law for longer than it lives there."""
    left = [Home(lease, min(lease.ends_on, later.starts_on)) for lease, later in pairwise(leases)]
    return left + [Home(lease, lease.ends_on) for lease in leases[-1:]]
