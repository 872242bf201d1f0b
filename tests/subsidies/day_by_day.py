"""A second, naive reading of the schedule for the tests: each day by itself, from the raw case and the raw scheme file.

Shares nothing with the engine. Reckons the monthly amounts (by month) and the one-off of an eligible case.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property, partial
from typing import Any

FAR = "9999-12-31"

Raw = dict[str, Any]


def amounts(scheme: Raw, case: Raw) -> tuple[dict[str, Decimal], Decimal]:
    """Month to amount where there is one, and the one-off (0.00 when none is due)."""
    reading = DayByDay(scheme, case)
    return reading.by_month, reading.one_off


class DayByDay:
    """One case under one scheme. What was asked before is remembered, or it would take minutes."""

    def __init__(self, scheme: Raw, case: Raw) -> None:
        self.scheme, self._case = scheme, case
        self._terms, self._lease = scheme["terms"], case["lease"]
        self.start, self.end = self._award()
        self._share = self._lease.get("share", "1")
        self._entitlement = cache(self._entitlement_anew)
        self._table_on = cache(partial(table_on, scheme.get("monthly", [])))

    @cached_property
    def days(self) -> list[date]:
        """The payable ones."""
        every_day = [self.start + timedelta(days=number) for number in range((self.end - self.start).days)]
        return [day for day in every_day if self.is_payable(str(day))]

    @cached_property
    def days_by_month(self) -> dict[str, list[date]]:
        months: dict[str, list[date]] = {}
        for day in self.days:
            months.setdefault(str(day)[:7], []).append(day)
        return months

    @cached_property
    def by_month(self) -> dict[str, Decimal]:
        found = {month: cents(self.month_amount(days)) for month, days in self.days_by_month.items()}
        return {month: amount for month, amount in found.items() if amount}

    @cached_property
    def one_off(self) -> Decimal:
        table = table_on(self.scheme.get("one_off", []), self.start)
        return cents(self._table_amount("one_off", table, self._present(self.start)) if self.days else Fraction(0))

    def is_payable(self, day: str) -> bool:
        """Of the days of the award."""
        is_leased = self._lease["starts_on"] <= day < (self._lease.get("ends_on") or FAR)
        holds = [*self._case.get("suspensions", []), *self._case.get("freezes", [])]
        return is_leased and not any(hold["from"] <= day < hold["to"] for hold in holds)

    def month_amount(self, days: list[date]) -> Fraction:
        """What the payable days of a month come to."""
        length = monthrange(days[0].year, days[0].month)[1]
        if self._terms["proration"] == "whole":
            return self.entitlement(days[0])
        if self._terms["proration"] == "thirty":
            return sum((self.entitlement(day) * weight(day, length) for day in days), Fraction(0)) / 30
        return sum((self.entitlement(day) for day in days), Fraction(0)) / length

    def entitlement(self, day: date) -> Fraction:
        """A whole month of what the day is entitled to."""
        reference = max(self.start, day.replace(day=1))
        size_day = day if self._terms["size_change"] == "same-day" else reference
        return self._entitlement(self._table_on(reference), self._present(size_day), self._rent(day))

    def _entitlement_anew(self, table: int, present: tuple[int, ...], rent: str) -> Fraction:
        amount, rent_share = self._table_amount("monthly", table, present), Fraction(rent) * Fraction(self._share)
        if table >= 0 and self.scheme["monthly"][table]["rule"] == "income-gap" and present:
            amount = self._gap(self.scheme["monthly"][table], min(amount, rent_share))
        return amount if self._terms["cap"] == "none" else min(amount, rent_share)

    def _award(self) -> tuple[date, date]:
        decided_on, lease_start = day_of(self._case["decided_on"]), day_of(self._lease["starts_on"])
        start = max(decided_on, lease_start)
        if self._terms["starts"] == "month-after-decision":
            start = decided_on
            while start == decided_on or start.day != 1:
                start += timedelta(days=1)
        year, month = start.year, start.month
        for _ in range(self._terms["months"]):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        full = date(year, month, min(start.day, monthrange(year, month)[1]))
        return start, min(full, day_of(self._case.get("ends_on") or FAR))

    def _rent(self, day: date) -> str:
        found, since = self._lease["monthly_rent"], ""
        for change in self._case.get("rent_changes", []):
            if since < change["from"] <= str(day):
                found, since = change["monthly_rent"], change["from"]
        return found

    def _present(self, on: date) -> tuple[int, ...]:
        """The members by their places in the list."""
        members, day = self._case["household"]["members"], str(on)
        return tuple(
            place
            for place, member in enumerate(members)
            if (member.get("joined_on") or "") <= day < (member.get("left_on") or FAR)
        )

    def _table_amount(self, kind: str, table_place: int, places: tuple[int, ...]) -> Fraction:
        """What the table says, before rent and income count."""
        if not places or table_place < 0:
            return Fraction(0)
        table = self.scheme[kind][table_place]
        if table["rule"] != "per-member":
            return Fraction([band["amount"] for band in table["bands"] if band["size"] <= len(places)][-1])
        present = [self._case["household"]["members"][place] for place in places]
        _, *others = sorted(present, key=lambda member: member["born"])
        amount, needs_first = Fraction(table["base"]), self._case["household"].get("single_parent", False)
        for member in others:
            is_minor = age(member, self.start) < 18
            if is_minor and member.get("unprotected"):
                amount += Fraction(table["unprotected_child"])
            elif is_minor and needs_first:
                amount += Fraction(table["first_minor_of_single_parent"])
                needs_first = False
            else:
                amount += Fraction(table["each_further"])
        return min(amount, Fraction(table["most"]))

    def _gap(self, table: Raw, counted: Fraction) -> Fraction:
        own_part = Fraction(table["income_share"]) * Fraction(self._case["household"]["annual_income"]) / 12
        gap = max(Fraction(0), counted - own_part)
        return Fraction(0) if gap < Fraction(table.get("least", "0.00")) else gap


def table_on(tables: list[Raw], day: date) -> int:
    """The place of the table in force; -1 before the first."""
    begun = [place for place, table in enumerate(tables) if table["from"] <= day]
    return max(begun, key=lambda place: tables[place]["from"], default=-1)


def weight(day: date, length: int) -> int:
    if day.day == 31:
        return 0
    if day.month == 2 and day.day == length:
        return 3 if length == 28 else 2
    return 1


def age(member: Raw, day: date) -> int:
    born = day_of(member["born"])
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def cents(amount: Fraction) -> Decimal:
    """Euros, rounded half up to the cent."""
    whole, rest = divmod(amount * 100, 1)
    return Decimal(whole + (rest >= Fraction(1, 2))).scaleb(-2)


def day_of(text: str) -> date:
    return date.fromisoformat(text)
