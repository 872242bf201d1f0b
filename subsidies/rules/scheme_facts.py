"""What a scheme says beside its tables, as facts in words: each by its key in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.text import N_, Sentence
from subsidies.rules.scheme import (
    Cap,
    CoveredStatus,
    LeaseCover,
    PayDay,
    PayDayRule,
    Proration,
    Requirements,
    Scheme,
    SchemeStatus,
    SizeChange,
    Start,
    Terms,
)

STATUS_WORDS = {
    SchemeStatus.DRAFT: N_("draft: nothing is awarded yet"),
    SchemeStatus.ACTIVE: N_("active: awards are decided by it"),
    SchemeStatus.HISTORICAL: N_("historical: quoted, no new awards"),
    SchemeStatus.REFERENCE: N_("reference: another body's benefit, quoted and never awarded"),
}
START_WORDS = {
    Start.LEASE_START: N_("with the lease, or on the day of the decision when that is later"),
    Start.MONTH_AFTER_DECISION: N_("on the first of the month after the decision"),
}
PRORATION_WORDS = {
    Proration.ACTUAL: N_("by the day, of the days that the month has"),
    Proration.THIRTY: N_("by the day, of thirty in every month"),
    Proration.WHOLE: N_("in full for every month with a payable day"),
}
SIZE_CHANGE_WORDS = {
    SizeChange.NEXT_MONTH: N_("from the next month on"),
    SizeChange.SAME_DAY: N_("from the day itself on"),
}
CAP_WORDS = {
    Cap.RENT_SHARE: N_("no more than the household's share of the rent"),
    Cap.NONE: N_("no cap: the amount of the table, whatever the rent"),
}
LEASE_COVER_WORDS = {
    LeaseCover.EACH_DAY: N_("only days under the lease are paid"),
    LeaseCover.WHOLE_AWARD: N_("nothing is awarded unless the lease covers the whole award"),
}
PAY_DAY_WORDS = {
    PayDayRule.LAST_WORKING_DAY: N_("the last working day of the month"),
    PayDayRule.FIRST_WORKING_DAY: N_("the first working day of the month"),
    PayDayRule.DAY: N_("day %(day)s of the month, or the working day before it"),
}
COVERED_WORDS = {
    "refugee": N_("refugee"),
    "subsidiary-protection": N_("subsidiary protection"),
    "temporary-protection": N_("temporary protection"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a scheme says."""

    key: str
    label: Sentence
    value: Sentence


def head_facts(scheme: Scheme) -> Iterator[Fact]:
    """What the scheme is, and when it decides."""
    yield _fact("status", N_("Status"), Sentence(STATUS_WORDS[scheme.status]))
    yield _fact("name.el", N_("Name in Greek"), as_it_is(scheme.name["el"]))
    yield _fact("name.en", N_("Name in English"), as_it_is(scheme.name["en"]))
    yield _fact("source", N_("Source"), as_it_is(scheme.source))
    if scheme.opens_on:
        yield _fact("opens_on", N_("First day of decisions"), _about("%(day)s", day=scheme.opens_on))
    if scheme.closes_on:
        yield _fact("closes_on", N_("No more decisions from"), _about("%(day)s", day=scheme.closes_on))


def term_facts(terms: Terms) -> Iterator[Fact]:
    """How an award runs."""
    yield _fact("terms.months", N_("Length of an award"), _months(terms.months))
    yield _fact("terms.starts", N_("An award starts"), Sentence(START_WORDS[terms.starts]))
    yield _fact("terms.proration", N_("Months are paid"), Sentence(PRORATION_WORDS[terms.proration]))
    yield _fact(
        "terms.size_change", N_("A change of the household counts"), Sentence(SIZE_CHANGE_WORDS[terms.size_change])
    )
    yield _fact("terms.cap", N_("Cap"), Sentence(CAP_WORDS[terms.cap]))
    yield _fact("terms.lease_cover", N_("Lease"), Sentence(LEASE_COVER_WORDS[terms.lease_cover]))
    yield _fact("terms.pay_day", N_("Pay day"), _pay_day(terms.pay_day))
    yield _fact("terms.minimum_rent", N_("Least rent"), amount(terms.minimum_rent))
    yield _fact("terms.recovery_share", N_("Most of an instalment that is kept back"), percent(terms.recovery_share))


def requirement_facts(requires: Requirements) -> Iterator[Fact]:
    """What a case must show; nothing that is not asked."""
    if requires.lease_declared:
        yield _fact(
            "requires.lease_declared", N_("Declaration of the lease"), Sentence(N_("declared to the tax office"))
        )
    if requires.lease_accepted:
        yield _fact("requires.lease_accepted", N_("Acceptance of the lease"), Sentence(N_("accepted by the tenant")))
    if requires.rent_paid_by_bank_from:
        words = N_("by bank, for decisions from %(day)s on")
        yield _fact(
            "requires.rent_paid_by_bank_from",
            N_("The rent is paid"),
            _about(words, day=requires.rent_paid_by_bank_from),
        )
    if requires.statuses is not None:
        yield _fact("requires.statuses", N_("Residence status"), _statuses(requires.statuses))
    if requires.recognised_from:
        words = N_("on %(day)s or later")
        yield _fact("requires.recognised_from", N_("Recognised"), _about(words, day=requires.recognised_from))
    if requires.enrolled_within_months is not None:
        enrolled = Sentence.counted(
            requires.enrolled_within_months,
            "within %(n)s month of recognition",
            "within %(n)s months of recognition",
        )
        yield _fact("requires.enrolled_within_months", N_("Enrolled in the programme"), enrolled)


def all_facts(scheme: Scheme) -> list[Fact]:
    """Everything but amounts by size and members, in the order of the file."""
    return [*head_facts(scheme), *term_facts(scheme.terms), *requirement_facts(scheme.requires)]


def amount(value: Decimal) -> Sentence:
    """An amount as a sentence of its own."""
    return Sentence("%(amount)s", {"amount": value})


def percent(share: Decimal) -> Sentence:
    """A share from 0 to 1, exactly: 0.125 is 12.5%. By its digits, since reckoning rounds to 28 places."""
    one, _, part = f"{share:f}".partition(".")
    hundredths, finer = part[:2].ljust(2, "0"), part[2:].rstrip("0")
    whole = str(int(one + hundredths))
    if not finer:
        return Sentence("%(whole)s%%", {"whole": whole})
    return Sentence(N_("%(whole)s.%(part)s%%"), {"whole": whole, "part": finer})


def as_it_is(text: str) -> Sentence:
    """Words of the file, which no catalogue knows."""
    return Sentence("%(text)s", {"text": text})


def _fact(key: str, label: str, value: Sentence) -> Fact:
    return Fact(key, Sentence(label), value)


def _about(msgid: str, **values: object) -> Sentence:
    return Sentence(msgid, values)


def _months(count: int) -> Sentence:
    return Sentence.counted(count, "%(n)s month", "%(n)s months")


def _pay_day(pay_day: PayDay) -> Sentence:
    return Sentence(PAY_DAY_WORDS[pay_day.rule], {"day": pay_day.day})


def _statuses(covered: tuple[CoveredStatus, ...]) -> Sentence:
    """One after the other, with commas. An empty list is no list left out: it covers nobody."""
    if not covered:
        return Sentence(N_("none: nobody is covered"))
    places = {f"n{number}": _covered(status) for number, status in enumerate(covered)}
    return Sentence(", ".join(f"%({name})s" for name in places), places)


def _covered(status: CoveredStatus) -> Sentence:
    known = COVERED_WORDS.get(status.status)
    words = Sentence(known) if known else as_it_is(status.status)
    if status.from_on is None:
        return words
    return _about(N_("%(status)s (decisions from %(day)s on)"), status=words, day=status.from_on)
