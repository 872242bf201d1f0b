"""The leases for which the rows of a file name awards: that of each household that runs."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.db import in_parts
from core.importing.findings import Fault
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Lease
from housing.services.known_tenants import KnownTenants
from people.models import Household
from subsidies.importing.award import AwardRow

NO_LEASE = N_("Household %(household)s has no lease that runs. Import its lease first, or write it down.")


class KnownLeases:
    """By household of the file, as far as these centres serve it."""

    def __init__(self, session: Session, source: str, rows: Sequence[AwardRow], centres: Sequence[Centre]) -> None:
        self._tenants = KnownTenants(session, source, rows, centres)
        households = {household.id: household for row in rows if (household := self._tenants.of(row))}
        self._leases: defaultdict[int, list[Lease]] = defaultdict(list)
        for part in in_parts(households):
            query = select(Lease).where(Lease.household_id.in_(part)).order_by(Lease.starts_on.desc(), Lease.id.desc())
            for lease in session.scalars(query.options(joinedload(Lease.household))):
                self._leases[lease.household_id].append(lease)

    def of(self, row: AwardRow) -> Lease | None:
        """The lease that runs on the day of the file; of several that which began last."""
        household = self._household(row)
        leases = self._leases[household.id] if household else []
        return next((lease for lease in leases if lease.statutory_ends_on > row.came_on), None)

    def fault_of(self, row: AwardRow) -> Fault | None:
        """Why there is none."""
        household = self._household(row)
        if household is None:
            return self._tenants.fault_of(row)
        if self.of(row) is None:
            field = "reference" if row.reference else "number"
            return Fault(row.row, field, "no-lease", Sentence(NO_LEASE, {"household": household.reference}))
        return None

    def doubts_of(self, row: AwardRow) -> Sequence[Fault]:
        """Whether it is another household that is meant."""
        return list(self._tenants.doubts_of(row))

    def all(self) -> list[Lease]:
        """Every lease of these households."""
        return [lease for leases in self._leases.values() for lease in leases]

    def _household(self, row: AwardRow) -> Household | None:
        return self._tenants.of(row)
