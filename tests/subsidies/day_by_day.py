"""A second, naive reading of the schedule for the tests: each day by itself, from the raw case and the raw scheme file.

Shares nothing with the engine. Reckons the monthly amounts (by month) and the one-off of an eligible case.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

FAR = "9999-12-31"


def amounts(scheme: dict[str, Any], case: dict[str, Any]) -> tuple[dict[str, Decimal], Decimal]:
    """Month to amount where there is one, and the one-off (0.00 when none is due)."""
    days = list(payable_days(scheme, case))
    months: dict[str, list[date]] = {}
    for day in days:
        months.setdefault(f"{day:%Y-%m}", []).append(day)
    found = {month: cents(month_amount(scheme, case, of_month)) for month, of_month in months.items()}
    tables = [t for t in scheme.get("one_off", []) if t["from"] <= award(scheme, case)[0]]
    present = present_on(case, award(scheme, case)[0])
    one_off = (
        table_amount(scheme, case, max(tables, key=lambda t: t["from"]), present) if days and tables else Fraction(0)
    )
    return {month: amount for month, amount in found.items() if amount}, cents(one_off)


def award(scheme: dict[str, Any], case: dict[str, Any]) -> tuple[date, date]:
    decided_on, lease_start = day_of(case["decided_on"]), day_of(case["lease"]["starts_on"])
    start = max(decided_on, lease_start)
    if scheme["terms"]["starts"] == "month-after-decision":
        start = decided_on
        while start == decided_on or start.day != 1:
            start += timedelta(days=1)
    year, month = start.year, start.month
    for _ in range(scheme["terms"]["months"]):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    full = date(year, month, min(start.day, monthrange(year, month)[1]))
    return start, min(full, day_of(case.get("ends_on") or FAR))


def payable_days(scheme: dict[str, Any], case: dict[str, Any]) -> Iterator[date]:
    lease = case["lease"]
    day, end = award(scheme, case)
    while day < end:
        is_leased = lease["starts_on"] <= str(day) < (lease.get("ends_on") or FAR)
        holds = [*case.get("suspensions", []), *case.get("freezes", [])]
        if is_leased and not any(hold["from"] <= str(day) < hold["to"] for hold in holds):
            yield day
        day += timedelta(days=1)


def month_amount(scheme: dict[str, Any], case: dict[str, Any], days: list[date]) -> Fraction:
    length = monthrange(days[0].year, days[0].month)[1]
    proration = scheme["terms"]["proration"]
    if proration == "whole":
        return entitlement(scheme, case, days[0])
    if proration == "thirty":
        return sum((entitlement(scheme, case, day) * weight(day, length) / 30 for day in days), Fraction(0))
    return sum((entitlement(scheme, case, day) / length for day in days), Fraction(0))


def weight(day: date, length: int) -> int:
    if day.day == 31:
        return 0
    if day.month == 2 and day.day == length:
        return 3 if length == 28 else 2
    return 1


def entitlement(scheme: dict[str, Any], case: dict[str, Any], day: date) -> Fraction:
    reference = max(award(scheme, case)[0], day.replace(day=1))
    present = present_on(case, day if scheme["terms"]["size_change"] == "same-day" else reference)
    tables = [table for table in scheme["monthly"] if table["from"] <= reference]
    amount = table_amount(scheme, case, max(tables, key=lambda table: table["from"]), present)
    if scheme["terms"]["cap"] == "none":
        return amount
    return min(amount, rent(case, day) * Fraction(case["lease"].get("share", "1")))


def rent(case: dict[str, Any], day: date) -> Fraction:
    found, since = case["lease"]["monthly_rent"], ""
    for change in case.get("rent_changes", []):
        if since < change["from"] <= str(day):
            found, since = change["monthly_rent"], change["from"]
    return Fraction(found)


def present_on(case: dict[str, Any], day: date) -> list[dict[str, Any]]:
    members = case["household"]["members"]
    return [m for m in members if (m.get("joined_on") or "") <= str(day) < (m.get("left_on") or FAR)]


def table_amount(
    scheme: dict[str, Any], case: dict[str, Any], table: dict[str, Any], present: list[dict[str, Any]]
) -> Fraction:
    if not present:
        return Fraction(0)
    if table["rule"] == "bands":
        return Fraction([band["amount"] for band in table["bands"] if band["size"] <= len(present)][-1])
    oldest = min(present, key=lambda member: member["born"])
    others = sorted((member for member in present if member is not oldest), key=lambda member: member["born"])
    amount, needs_first = Fraction(table["base"]), case["household"].get("single_parent", False)
    for member in others:
        is_minor = age(member, award(scheme, case)[0]) < 18
        if is_minor and member.get("unprotected"):
            amount += Fraction(table["unprotected_child"])
        elif is_minor and needs_first:
            amount += Fraction(table["first_minor_of_single_parent"])
            needs_first = False
        else:
            amount += Fraction(table["each_further"])
    return min(amount, Fraction(table["most"]))


def age(member: dict[str, Any], day: date) -> int:
    born = day_of(member["born"])
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def cents(amount: Fraction) -> Decimal:
    """Rounded half up: through thousands of places, which no exact third ever fills to a half."""
    places = Decimal(amount.numerator * 10**40 // amount.denominator).scaleb(-40)
    return Decimal(str(places)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def day_of(text: str) -> date:
    return date.fromisoformat(text)
