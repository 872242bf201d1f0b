"""Cases for the tests of the engine: short to write, read and answered as `stegi quote` does."""

from typing import Any

from subsidies.rules.answer import answer
from subsidies.rules.case_file import read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import read_scheme, shipped_schemes, shipped_text

ADULT = {"born": "1990-02-01"}


def case(size: int = 1, **facts: Any) -> dict[str, Any]:
    """A household of adults whose lease of 1000.00 runs from 10 February 2026. `facts` replace keys of the case.

    `lease` and `household` replace key by key; `rent` and `starts_on` stand for the lease's own.
    """
    lease = {"starts_on": facts.pop("starts_on", "2026-02-10"), "monthly_rent": facts.pop("rent", "1000.00")}
    return {
        "scheme": "demonstration",
        "decided_on": "2026-01-20",
        **facts,
        "household": {"members": [ADULT] * size, **facts.get("household", {})},
        "lease": {**lease, **facts.get("lease", {})},
    }


def ask(data: dict[str, Any], scheme: Scheme | None = None) -> dict[str, Any]:
    """The answer to a case, under one of the shipped schemes or the one given."""
    schemes = {data["scheme"]: scheme} if scheme else shipped_schemes()
    sound = read_case(data, schemes)
    return answer(quote(schemes[sound.scheme], sound))


def monthly(answered: dict[str, Any]) -> dict[str, str]:
    """Month to amount of the monthly instalments."""
    return {row["month"]: row["amount"] for row in answered["instalments"] if row["kind"] == "monthly"}


def row(answered: dict[str, Any], month: str, kind: str = "monthly") -> dict[str, Any]:
    """The one instalment of a kind in a month."""
    (found,) = [row for row in answered["instalments"] if (row["month"], row["kind"]) == (month, kind)]
    return found


def one_offs(answered: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Month, amount and due day of the one-off, as a list of one or none."""
    return [(r["month"], r["amount"], r["due_on"]) for r in answered["instalments"] if r["kind"] == "one-off"]


def codes(answered: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in answered["reasons"]]


def scheme_with(key: str = "demonstration", *replacements: tuple[str, str], more: str = "") -> Scheme:
    """A shipped scheme with pieces of its file replaced, and tables added at its end."""
    text = shipped_text(key)
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return read_scheme(text + more, f"{key}.toml")
