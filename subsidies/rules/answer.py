"""A quote as the JSON answer that scripts and other systems read. Its keys and their order are promised."""

from datetime import date
from decimal import Decimal

from subsidies.rules.case import Kind
from subsidies.rules.quote import Difference, Instalment, Quote


def answer(quote: Quote) -> dict[str, object]:
    """Amounts with two decimals and days as text; sentences in English."""
    totals = quote.totals
    return {
        "scheme": quote.scheme,
        "eligible": quote.is_eligible,
        "reasons": [{"code": reason.code, "message": str(reason.sentence)} for reason in quote.reasons],
        "unchecked": list(quote.unchecked),
        "award": {"starts_on": str(quote.award.starts_on), "ends_on": str(quote.award.ends_on)},
        "instalments": [_instalment(row) for row in quote.instalments],
        "differences": [_difference(row) for row in quote.differences],
        "outstanding": _money(quote.outstanding),
        "totals": {
            "one_off": _money(totals.one_off),
            "monthly": _money(totals.monthly),
            "arrears": _money(totals.arrears),
            "recovered": _money(totals.recovered),
            "payable": _money(totals.payable),
        },
    }


def _instalment(row: Instalment) -> dict[str, object]:
    """Only a monthly row has days, and arrears explain themselves by the differences."""
    values: dict[str, object] = {"kind": str(row.kind), "month": _month(row.month)}
    if row.kind is Kind.MONTHLY:
        values["from"] = str(row.first_day) if row.first_day else None
        values["to"] = str(row.end_day) if row.end_day else None
    values |= {
        "due_on": str(row.due_on),
        "amount": _money(row.amount),
        "recovered": _money(row.recovered),
        "payable": _money(row.payable),
        "status": str(row.status),
    }
    if row.kind is not Kind.ARREARS:
        values["because"] = [str(sentence) for sentence in row.because]
    return values


def _difference(row: Difference) -> dict[str, object]:
    return {
        "month": _month(row.month),
        "kind": str(row.kind),
        "paid": _money(row.paid),
        "due": _money(row.due),
        "difference": _money(row.difference),
    }


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _month(day: date) -> str:
    return day.isoformat()[:7]
