"""The households whose leases a file names: by their number here, or at the source of the file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import in_parts
from core.importing.findings import Fault
from core.importing.words import source_key
from core.structure import Centre
from core.text import N_, Sentence
from people.identifiers import IdentifierKind
from people.matching import SAME, name_likeness
from people.models import Household, HouseholdMember, Identifier
from people.services.numbered import households_by_number, households_by_reference

ELSEWHERE = Sentence(N_("Another centre serves the household with this number."))
NO_HOUSEHOLD = Sentence(N_("You serve no household with this number."))
NOT_YET = Sentence(
    N_("No household of yours has this number. Import the households first, or give the number that it has here.")
)
SEVERAL = Sentence(N_("Several sources give this number to households. Give the number that the household has here."))
OTHER_HOUSEHOLD = N_("At this source the number is that of household %(household)s.")
AT_ANOTHER_SOURCE = N_(
    "At “%(source)s” this is the number of household %(household)s, %(name)s. If it is that one, give its number here."
)
OTHER_NAME = N_("Household %(household)s is called %(name)s, and nobody in it has a name like this. Is it that one?")
OTHER_AFM = N_("Nobody in household %(household)s has this tax number here. Is it that one?")


class OfTenant(Protocol):
    """A row about what a household has, and what it says of the household."""

    @property
    def row(self) -> int: ...
    @property
    def number(self) -> str | None: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def tenant_name(self) -> str | None: ...
    @property
    def tenant_afm(self) -> str | None: ...


class KnownTenants:
    """The households of these rows, as far as these centres serve them."""

    def __init__(self, session: Session, source: str, rows: Sequence[OfTenant], centres: Sequence[Centre]) -> None:
        self._session = session
        self._source = source_key(source)
        self._centres = {centre.id for centre in centres}
        numbers = {row.number for row in rows if row.number}
        self._by_number = households_by_number(session, numbers)
        references = {row.reference for row in rows if row.reference}
        self._by_reference = households_by_reference(session, numbers | references)
        self._afms = self._afms_of([household for row in rows if (household := self.of(row))])

    def of(self, row: OfTenant) -> Household | None:
        """Whose lease it is; None where a fault says why that is not known."""
        found, fault = self._find(row)
        return None if fault else found

    def fault_of(self, row: OfTenant) -> Fault | None:
        """Why that is not known."""
        _found, fault = self._find(row)
        return fault

    def doubts_of(self, row: OfTenant) -> Iterator[Fault]:
        """Whether it is another household, by what else the row says of the tenant."""
        household = self.of(row)
        if household is None:
            return
        said = {"household": household.reference, "name": household.name}
        if row.tenant_name and not _is_called(household, row.tenant_name):
            yield Fault(row.row, "tenant_name", "another-name", Sentence(OTHER_NAME, said))
        afms = self.afms_of(household)
        if row.tenant_afm and afms and row.tenant_afm not in afms:
            yield Fault(row.row, "tenant_afm", "another-number", Sentence(OTHER_AFM, said))

    def afms_of(self, household: Household) -> set[str]:
        """The tax numbers of its people."""
        return self._afms[household.id]

    def _find(self, row: OfTenant) -> tuple[Household | None, Fault | None]:
        """By the number here, which goes before the others."""
        numbered, fault = self._numbered(row) if row.number else (None, None)
        if row.reference is None:
            return numbered, fault
        referred = self._by_reference.get(row.reference)
        if referred is None or not self._serves(referred):
            return None, Fault(row.row, "reference", "no-household", NO_HOUSEHOLD)
        at_source = self._by_number.get(row.number or "", {}).get(self._source)
        if at_source is not None and at_source is not referred:
            if not self._serves(at_source):
                return None, Fault(row.row, "number", "other-centre", ELSEWHERE)
            sentence = Sentence(OTHER_HOUSEHOLD, {"household": at_source.reference})
            return None, Fault(row.row, "reference", "other-household", sentence)
        return referred, None

    def _numbered(self, row: OfTenant) -> tuple[Household | None, Fault | None]:
        """At the source of the file, else here. What another source knows by the number may be another household."""
        number = row.number or ""
        sources = self._by_number.get(number, {})
        known = sources.get(self._source) or self._by_reference.get(number)
        if known is not None:
            return (known, None) if self._serves(known) else (None, Fault(row.row, "number", "other-centre", ELSEWHERE))
        own = {source: household for source, household in sources.items() if self._serves(household)}
        if len({household.id for household in own.values()}) == 1:
            source, household = next(iter(own.items()))
            said = {"source": source, "household": household.reference, "name": household.name}
            sentence = Sentence(AT_ANOTHER_SOURCE, said)
            return None, Fault(row.row, "reference", "another-source", sentence, better=household.reference)
        sentence, code = (SEVERAL, "several-households") if own else (NOT_YET, "no-household")
        return None, Fault(row.row, "number", code, sentence)

    def _serves(self, household: Household) -> bool:
        return household.centre_id in self._centres

    def _afms_of(self, households: Sequence[Household]) -> defaultdict[int, set[str]]:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for part in in_parts({household.id for household in households}):
            query = select(HouseholdMember.household_id, Identifier.value)
            query = query.join(Identifier, Identifier.person_id == HouseholdMember.person_id)
            query = query.where(HouseholdMember.household_id.in_(part), Identifier.kind == IdentifierKind.AFM)
            for household_id, afm in self._session.execute(query):
                found[household_id].add(afm)
        return found


def _is_called(household: Household, name: str) -> bool:
    people = [(member.person.name, member.person.latin_name) for member in household.members]
    names = [household.name, *(each for both in people for each in both if each)]
    return any(name_likeness(name, each) >= SAME for each in names)
