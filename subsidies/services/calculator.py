"""What any case would bring under a version of a scheme. Nothing is stored, and no household need be there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from core.dates import DAY, first_of_month
from core.money import round_cents
from core.text import Sentence
from subsidies.calculator.page_words import in_words
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.case import Case, Kind
from subsidies.rules.case_file import CaseError, read_case
from subsidies.rules.quote import Instalment, InstalmentStatus, Quote
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.services.empty_months import EmptyMonth, with_empty_months
from subsidies.services.schemes import list_schemes, load_scheme

_QUOTED = {VersionStatus.APPROVED, VersionStatus.PROPOSED}


@dataclass(frozen=True, slots=True)
class Row:
    """An instalment with what its arithmetic is shown by."""

    instalment: Instalment

    @property
    def amount(self) -> Decimal:
        return self.instalment.amount

    @property
    def month(self) -> date:
        return self.instalment.month

    @property
    def kind(self) -> Kind:
        return self.instalment.kind

    @property
    def sizes(self) -> list[int]:
        """How many persons the amount due is for, from stretch to stretch."""
        return [size for size, _ in groupby(part.grounds[1].size for part in self.instalment.parts if part.days)]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.instalment.because

    @property
    def last_day(self) -> date | None:
        """The last payable day of the month, of a monthly one."""
        return self.instalment.end_day - DAY if self.instalment.end_day else None

    @property
    def factors(self) -> list[tuple[Decimal, int, int]]:
        """As `Instalment.factors` of an award; none of what was paid, which rests on a decision of then."""
        if self.instalment.kind is not Kind.MONTHLY or self.instalment.status is InstalmentStatus.PAID:
            return []
        return [(round_cents(part.monthly), part.days, part.of) for part in self.instalment.parts]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A version's answer to a case: a quote, or why there can be none."""

    version: SchemeVersion
    case: Case | None
    quote: Quote | None
    problem: Sentence | None = None
    leaves_recovery_out: bool = False  # since the scheme takes none, or no such share

    @property
    def scheme(self) -> Scheme:
        return load_scheme(self.version)

    @property
    def rows(self) -> list[Row | EmptyMonth]:
        """Every instalment, and every month of the award that has none; nothing where there is no award."""
        if self.case is None or self.quote is None or not self.quote.is_eligible:
            return []
        return with_empty_months(self.case, self.quote.award, map(Row, self.quote.instalments))

    @property
    def paid_outside(self) -> list[date]:
        """The months in which something was paid and the award has no day."""
        if self.case is None or self.quote is None:
            return []
        first, end = first_of_month(self.quote.award.starts_on), self.quote.award.ends_on
        return sorted({row.month for row in self.case.paid if not first <= row.month < end})

    @property
    def last_day(self) -> date | None:
        """The last day of the award."""
        return self.quote.award.ends_on - DAY if self.quote else None


def versions_to_quote(session: Session) -> dict[int, SchemeVersion]:
    """Everything approved, and what is proposed: by scheme, the newest first."""
    found = (version for scheme in list_schemes(session) for version in scheme.versions)
    return {version.id: version for version in found if version.status in _QUOTED}


def versions_of_cases(versions: Mapping[int, SchemeVersion]) -> dict[str, SchemeVersion]:
    """The version that a case file means by the key of a scheme: the newest approved one, if there is any."""
    in_turn = sorted(versions.values(), key=lambda version: (_is_approved(version), version.version))
    return {version.key: version for version in in_turn}


def sound_case(version: SchemeVersion, case: dict[str, Any]) -> Case:
    """The case under this version, whichever scheme it names. Raises CaseError."""
    return read_case({**case, "scheme": version.key}, {version.key: load_scheme(version)})


def reckon(version: SchemeVersion, case: dict[str, Any]) -> Reckoned:
    """The quote of a case. Raises CaseError."""
    sound = sound_case(version, case)
    return Reckoned(version, sound, quote(load_scheme(version), sound))


def try_to_reckon(version: SchemeVersion, case: dict[str, Any]) -> Reckoned:
    """The quote of a case that is sound for another scheme, or what this one misses in it.

    A recovery that this one does not take is left out: it changes when money leaves, and not what is due.
    """
    try:
        return reckon(version, case)
    except CaseError as error:
        if error.field == "recovery.share":
            rest = {key: value for key, value in case.items() if key != "recovery"}
            return replace(try_to_reckon(version, rest), leaves_recovery_out=True)
        problem = error.sentence.values["problem"]
        assert isinstance(problem, Sentence)
        return Reckoned(version, None, None, in_words(error.code, error.field, problem))


def _is_approved(version: SchemeVersion) -> bool:
    return version.status is VersionStatus.APPROVED
