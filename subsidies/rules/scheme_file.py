"""Scheme files: TOML to `Scheme`, with everything that is wrong said at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import StegiError
from core.money import ZERO
from core.text import N_, Sentence
from subsidies.rules.fields import Fields, said_of
from subsidies.rules.parsing import Unparsable, parse_toml
from subsidies.rules.scheme import (
    Cap,
    CoveredStatus,
    LeaseCover,
    PayDay,
    PayDayRule,
    PerMember,
    Proration,
    Requirements,
    Scheme,
    SchemeStatus,
    SizeChange,
    Start,
    Terms,
)
from subsidies.rules.scheme_tables import AMOUNTS, RuleKind, read_per_member, read_tables
from subsidies.rules.values import (
    Malformed,
    one_of,
    read_bool,
    read_count,
    read_money,
    read_name,
    read_share,
    read_toml_day,
)

A_NAME = Sentence(N_('it must hold a name in each language: { el = "…", en = "…" }'))
A_STATUS = Sentence(N_('it must be a status in quotes, or { status = "…", from = 2022-06-20 }'))

_DAY_OF_MONTH = re.compile(r"day:([1-9]|[12][0-9]|3[01])")

LANGUAGES = ("el", "en")
_SHIPPED = Path(__file__).parent.parent / "schemes"

_SCHEME = (
    "key",
    "status",
    "name",
    "source",
    "opens_on",
    "closes_on",
    "terms",
    "monthly",
    "one_off",
    "income_limit",
    "requires",
)
_TERMS = (
    "months",
    "starts",
    "proration",
    "size_change",
    "cap",
    "lease_cover",
    "pay_day",
    "minimum_rent",
    "recovery_share",
)
_REQUIRES = (
    "lease_declared",
    "lease_accepted",
    "rent_paid_by_bank_from",
    "statuses",
    "recognised_from",
    "enrolled_within_months",
)


@dataclass(frozen=True, slots=True)
class SchemeFileError:
    """One thing wrong in a scheme file; `key` is the path of the value, "" for the file as a whole."""

    file: str
    key: str
    sentence: Sentence

    def as_json(self) -> dict[str, str]:
        return {"file": self.file, "key": self.key, "message": str(self.sentence)}


class SchemeFileErrors(StegiError):
    """Everything that is wrong with one scheme file."""

    def __init__(self, errors: tuple[SchemeFileError, ...]) -> None:
        super().__init__(errors[0].sentence)
        self.errors = errors


def read_scheme(text: str, file: str, read_key: Callable[[object], str] = read_name) -> Scheme:
    """The scheme that the TOML text describes. `file` is only named in errors. Raises SchemeFileErrors."""
    errors: list[SchemeFileError] = []

    def note(code: str, key: str, problem: Sentence) -> None:
        errors.append(SchemeFileError(file, key, said_of(key, problem)))

    scheme = _scheme(Fields(_parse(text, file), "", note).only(*_SCHEME), read_key)
    if errors:
        raise SchemeFileErrors(tuple(errors))
    return scheme


@cache
def shipped_schemes() -> Mapping[str, Scheme]:
    """The schemes that come with the service, by key."""
    files = sorted(_SHIPPED.glob("*.toml"))
    return {path.stem: read_scheme(path.read_text(encoding="utf-8"), path.name) for path in files}


def shipped_text(key: str) -> str:
    """The file of a shipped scheme as it stands; version 1 of the scheme."""
    return (_SHIPPED / f"{key}.toml").read_text(encoding="utf-8")


def _parse(text: str, file: str) -> dict[str, object]:
    try:
        return parse_toml(text)
    except Unparsable as error:
        raise SchemeFileErrors((SchemeFileError(file, "", error.sentence),)) from error


def _scheme(fields: Fields, read_key: Callable[[object], str]) -> Scheme:
    return Scheme(
        key=fields.need("key", read_key),
        status=fields.need("status", one_of(SchemeStatus)),
        name=_names(fields),
        source=fields.need("source", read_name),
        opens_on=fields.find("opens_on", read_toml_day),
        closes_on=fields.find("closes_on", read_toml_day),
        terms=_terms(fields.inner("terms").only(*_TERMS)),
        monthly=read_tables(fields, "monthly", RuleKind),
        one_off=read_tables(fields, "one_off", [RuleKind.BANDS]),
        income_limit=_income_limit(fields),
        requires=_requirements(fields.inner("requires").only(*_REQUIRES)),
    )


def _names(fields: Fields) -> dict[str, str]:
    names = fields.inner("name", needed=True, allowed=A_NAME).only(*LANGUAGES)
    return {language: names.need(language, read_name) for language in LANGUAGES}


def _terms(fields: Fields) -> Terms:
    standard = Terms(months=1)
    return Terms(
        months=fields.need("months", read_count),
        starts=fields.get("starts", one_of(Start), standard.starts),
        proration=fields.get("proration", one_of(Proration), standard.proration),
        size_change=fields.get("size_change", one_of(SizeChange), standard.size_change),
        cap=fields.get("cap", one_of(Cap), standard.cap),
        lease_cover=fields.get("lease_cover", one_of(LeaseCover), standard.lease_cover),
        pay_day=fields.get("pay_day", _pay_day, standard.pay_day),
        minimum_rent=fields.get("minimum_rent", read_money, ZERO),
        recovery_share=fields.get("recovery_share", read_share, standard.recovery_share),
    )


def _income_limit(fields: Fields) -> PerMember | None:
    return read_per_member(fields.inner("income_limit").only(*AMOUNTS)) if "income_limit" in fields else None


def _requirements(fields: Fields) -> Requirements:
    return Requirements(
        lease_declared=fields.get("lease_declared", read_bool, False),
        lease_accepted=fields.get("lease_accepted", read_bool, False),
        rent_paid_by_bank_from=fields.find("rent_paid_by_bank_from", read_toml_day),
        statuses=_statuses(fields),
        recognised_from=fields.find("recognised_from", read_toml_day),
        enrolled_within_months=fields.find("enrolled_within_months", read_count),
    )


def _statuses(fields: Fields) -> tuple[CoveredStatus, ...] | None:
    """Each a bare status, or a table with the day from which decisions may rest on it."""
    if "statuses" not in fields:
        return None
    entries = fields.entries("statuses", each=A_STATUS, bare="status")
    return tuple(_status(entry.only("status", "from")) for entry in entries)


def _status(entry: Fields) -> CoveredStatus:
    return CoveredStatus(entry.need("status", read_name), entry.find("from", read_toml_day))


def _pay_day(raw: object) -> PayDay:
    numbered = _DAY_OF_MONTH.fullmatch(raw) if isinstance(raw, str) else None
    if numbered:
        return PayDay(PayDayRule.DAY, int(numbered[1]))
    if raw not in (PayDayRule.LAST_WORKING_DAY, PayDayRule.FIRST_WORKING_DAY):
        raise Malformed(N_("allowed here: last-working-day, first-working-day, day:1 to day:31"))
    return PayDay(PayDayRule(str(raw)))
