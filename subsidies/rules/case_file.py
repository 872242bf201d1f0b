"""Cases from JSON: strictly read, refused at the first thing that is wrong, with its path."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NoReturn

from core.errors import StegiError
from core.text import N_, Sentence
from subsidies.rules import parsing
from subsidies.rules.case import Case, Facts, Hold, Household, Kind, Lease, Member, Paid, Recovery, RentChange
from subsidies.rules.case_checks import check_case
from subsidies.rules.fields import Fields, said_of
from subsidies.rules.scheme import Scheme
from subsidies.rules.shown import cut, shown
from subsidies.rules.values import (
    one_of,
    read_bool,
    read_day,
    read_money,
    read_month,
    read_share_above_zero,
    read_text,
)


class CaseError(StegiError):
    """A malformed case. `field` is the path of what is wrong, "" for the case as a whole."""

    def __init__(self, code: str, field: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.code = code
        self.field = field

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "field": self.field, "message": str(self)}


def parse_json(text: str) -> dict[str, object]:
    """One JSON object, for `read_case`. Raises CaseError."""
    try:
        data = parsing.parse_json(text)
    except parsing.Unparsable as error:
        raise CaseError("not-json", "", error.sentence) from error
    if not isinstance(data, dict):
        _refuse_whole(data)
    return data


def read_case(data: object, schemes: Mapping[str, Scheme]) -> Case:
    """The case that the JSON object describes, sound in itself and for its scheme. Raises CaseError."""
    case = parse_case(data)
    scheme = schemes.get(case.scheme)
    if scheme is None:
        values = {"found": shown(case.scheme), "known": ", ".join(map(cut, schemes))}
        _refuse("unknown-scheme", "scheme", Sentence(N_("is %(found)s; schemes known here: %(known)s"), values))
    check_case(case, scheme, _refuse)
    return case


def parse_case(data: object) -> Case:
    """The case that the JSON object describes, whether or not its values go together. Raises CaseError."""
    if not isinstance(data, dict):
        _refuse_whole(data)
    return _case(Fields(data, "", _refuse))


def _refuse_whole(data: object) -> NoReturn:
    sentence = Sentence(N_("The case is %(found)s; it must be a JSON object: {…}"), {"found": shown(data)})
    raise CaseError("not-an-object", "", sentence)


def _refuse(code: str, path: str, problem: Sentence) -> NoReturn:
    raise CaseError(code, path, said_of(path, problem))


def _case(fields: Fields) -> Case:
    fields.only(
        "scheme", "decided_on", "household", "lease", "facts",
        "ends_on", "rent_changes", "suspensions", "freezes", "paid", "recovery",
    )  # fmt: skip
    return Case(
        scheme=fields.need("scheme", read_text),
        decided_on=fields.need("decided_on", read_day),
        household=_household(fields.inner("household")),
        lease=_lease(fields.inner("lease", needed=True)),
        facts=_facts(fields.inner("facts")),
        ends_on=fields.find("ends_on", read_day),
        rent_changes=tuple(_rent_change(entry) for entry in fields.entries("rent_changes")),
        suspensions=tuple(_hold(entry) for entry in fields.entries("suspensions")),
        freezes=tuple(_hold(entry) for entry in fields.entries("freezes")),
        paid=tuple(_paid(entry) for entry in fields.entries("paid")),
        recovery=_recovery(fields.inner("recovery")) if "recovery" in fields else None,
    )


def _household(fields: Fields) -> Household:
    fields.only("single_parent", "annual_income", "members")
    return Household(
        members=tuple(_member(entry) for entry in fields.entries("members", needed=True)),
        single_parent=fields.get("single_parent", read_bool, False),
        annual_income=fields.find("annual_income", read_money),
    )


def _member(fields: Fields) -> Member:
    fields.only("id", "born", "joined_on", "left_on", "unprotected")
    return Member(
        id=fields.find("id", read_text),
        born=fields.need("born", read_day),
        joined_on=fields.find("joined_on", read_day),
        left_on=fields.find("left_on", read_day),
        unprotected=fields.get("unprotected", read_bool, False),
    )


def _lease(fields: Fields) -> Lease:
    fields.only("starts_on", "ends_on", "monthly_rent", "share", "declared", "accepted")
    return Lease(
        starts_on=fields.need("starts_on", read_day),
        ends_on=fields.find("ends_on", read_day),
        monthly_rent=fields.need("monthly_rent", read_money),
        share=fields.get("share", read_share_above_zero, Decimal(1)),
        declared=fields.find("declared", read_bool),
        accepted=fields.find("accepted", read_bool),
    )


def _facts(fields: Fields) -> Facts:
    fields.only("status", "recognised_on", "enrolled_on", "rent_paid_by_bank")
    return Facts(
        status=fields.find("status", read_text),
        recognised_on=fields.find("recognised_on", read_day),
        enrolled_on=fields.find("enrolled_on", read_day),
        rent_paid_by_bank=fields.find("rent_paid_by_bank", read_bool),
    )


def _rent_change(fields: Fields) -> RentChange:
    fields.only("from", "monthly_rent")
    return RentChange(fields.need("from", read_day), fields.need("monthly_rent", read_money))


def _hold(fields: Fields) -> Hold:
    fields.only("from", "to", "reason")
    return Hold(fields.need("from", read_day), fields.need("to", read_day), fields.find("reason", read_text))


def _paid(fields: Fields) -> Paid:
    fields.only("month", "kind", "amount")
    return Paid(fields.need("month", read_month), fields.need("kind", one_of(Kind)), fields.need("amount", read_money))


def _recovery(fields: Fields) -> Recovery:
    fields.only("from_month", "share")
    return Recovery(fields.need("from_month", read_month), fields.need("share", read_share_above_zero))
