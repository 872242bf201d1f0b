"""What changes between two versions of a scheme, in words and amounts; and what a version says."""

from decimal import Decimal

import pytest

from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_changes import compare, line_changes
from subsidies.rules.scheme_facts import all_facts, percent
from subsidies.rules.scheme_file import read_scheme, shipped_text
from tests.subsidies.small_schemes import HEAD, MONTHS, facts, scheme


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("", MONTHS.replace("12", "1"), ("Length of an award", "12 months", "1 month")),
        (
            "",
            'starts = "month-after-decision"',
            (
                "An award starts",
                "with the lease, or on the day of the decision when that is later",
                "on the first of the month after the decision",
            ),
        ),
        (
            'proration = "thirty"',
            'proration = "whole"',
            ("Months are paid", "by the day, of thirty in every month", "in full for every month with a payable day"),
        ),
        (
            "",
            'proration = "thirty"',
            ("Months are paid", "by the day, of the days that the month has", "by the day, of thirty in every month"),
        ),
        (
            "",
            'size_change = "same-day"',
            ("A change of the household counts", "from the next month on", "from the day itself on"),
        ),
        (
            "",
            'cap = "none"',
            (
                "Cap",
                "no more than the household's share of the rent",
                "no cap: the amount of the table, whatever the rent",
            ),
        ),
        (
            "",
            'lease_cover = "whole-award"',
            (
                "Lease",
                "only days under the lease are paid",
                "nothing is awarded unless the lease covers the whole award",
            ),
        ),
        (
            "",
            'pay_day = "first-working-day"',
            ("Pay day", "the last working day of the month", "the first working day of the month"),
        ),
        (
            'pay_day = "day:4"',
            'pay_day = "day:5"',
            (
                "Pay day",
                "day 4 of the month, or the working day before it",
                "day 5 of the month, or the working day before it",
            ),
        ),
        ("", 'minimum_rent = "10.00"', ("Least rent", "€0.00", "€10.00")),
        ("", 'recovery_share = "0.125"', ("Most of an instalment that is kept back", "50%", "12.5%")),
        ("", 'recovery_share = "0.10"', ("Most of an instalment that is kept back", "50%", "10%")),
        ("", 'recovery_share = "1"', ("Most of an instalment that is kept back", "50%", "100%")),
        (
            "[requires]\nlease_declared = true",
            "[requires]\nlease_accepted = true",
            ("Declaration of the lease", "declared to the tax office", "None"),
        ),
        ("", "[requires]\nlease_accepted = true", ("Acceptance of the lease", "None", "accepted by the tenant")),
        (
            "",
            "[requires]\nrent_paid_by_bank_from = 2026-04-01",
            ("The rent is paid", "None", "by bank, for decisions from 2026-04-01 on"),
        ),
        (
            '[requires]\nstatuses = ["refugee"]',
            '[requires]\nstatuses = ["subsidiary-protection", { status = "temporary-protection", from = 2022-06-20 }]',
            (
                "Residence status",
                "refugee",
                "subsidiary protection, temporary protection (decisions from 2022-06-20 on)",
            ),
        ),
        (
            "",
            '[requires]\nstatuses = ["of a new kind: 100%"]',
            ("Residence status", "None", "of a new kind: 100%"),
        ),
        ("", "[requires]\nstatuses = []", ("Residence status", "None", "none: nobody is covered")),
        ("", "[requires]\nrecognised_from = 2018-01-01", ("Recognised", "None", "on 2018-01-01 or later")),
        (
            "[requires]\nenrolled_within_months = 1",
            "[requires]\nenrolled_within_months = 12",
            ("Enrolled in the programme", "within 1 month of recognition", "within 12 months of recognition"),
        ),
    ],
)
def test_a_term_is_told_from_and_to(before: str, after: str, change: tuple[str, str, str]):
    versions = [terms if terms.startswith("months") else MONTHS + terms for terms in (before, after)]
    old, new = (scheme(terms=terms) for terms in versions)
    assert facts(compare(old, new))[0] == change
    assert facts(compare(new, new)) == []


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (
            "active",
            "draft",
            ("Status", "active: awards are decided by it", "draft: nothing is awarded yet"),
        ),
        (
            "active",
            "historical",
            ("Status", "active: awards are decided by it", "historical: quoted, no new awards"),
        ),
        (
            "active",
            "reference",
            (
                "Status",
                "active: awards are decided by it",
                "reference: another body's benefit, quoted and never awarded",
            ),
        ),
        ("Ένα", "Δύο", ("Name in Greek", "Ένα", "Δύο")),
        ('"One"', '"Two"', ("Name in English", "One", "Two")),
        ("Order 1", "100% sure", ("Source", "Order 1", "100% sure")),
        ("Order 1", 'Order 1"\nopens_on = 2026-02-01\n#"', ("First day of decisions", "None", "2026-02-01")),
        ("Order 1", 'Order 1"\ncloses_on = 2026-02-01\n#"', ("No more decisions from", "None", "2026-02-01")),
    ],
)
def test_what_a_scheme_is_is_told_from_and_to(before: str, after: str, change: tuple[str, str, str]):
    assert facts(compare(scheme(), scheme(head=HEAD.replace(before, after)))) == [change]


def test_every_fact_has_a_key_of_its_own():
    closed = scheme(head=f"{HEAD}closes_on = 2026-02-01")
    every = (_shipped("helios-2019"), _shipped("opeka-housing-benefit"), closed)
    assert sorted({fact.key for one in every for fact in all_facts(one)}) == [
        "closes_on", "name.el", "name.en", "opens_on", "requires.enrolled_within_months", "requires.lease_accepted",
        "requires.lease_declared", "requires.recognised_from", "requires.rent_paid_by_bank_from", "requires.statuses",
        "source", "status", "terms.cap", "terms.lease_cover", "terms.minimum_rent", "terms.months", "terms.pay_day",
        "terms.proration", "terms.recovery_share", "terms.size_change", "terms.starts",
    ]  # fmt: skip


def _shipped(key: str) -> Scheme:
    return read_scheme(shipped_text(key), key)


def test_the_lines_that_differ_are_given_with_two_around_them():
    before = "a\nb\nc\nd\ne\nf\ng\n"
    assert line_changes(before, before) == []
    assert line_changes(before, before.replace("d\n", "D\n")) == [
        ("@", ""), (" ", "b"), (" ", "c"), ("-", "d"), ("+", "D"), (" ", "e"), (" ", "f"),
    ]  # fmt: skip


def test_a_line_that_begins_with_a_sign_of_its_own_is_given_whole():
    assert line_changes("\n", "@x\n\n") == [("@", ""), ("+", "@x"), (" ", "")]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0", "0%"),
        ("1", "100%"),
        ("1.000", "100%"),
        ("0.5", "50%"),
        ("0.05", "5%"),
        ("0.125", "12.5%"),
        ("0.0000001", "0.00001%"),
        ("0.12345678901234567890123456789012345", "12.345678901234567890123456789012345%"),
    ],
)
def test_a_share_is_shown_to_its_last_place(share: str, shown: str) -> None:
    assert str(percent(Decimal(share))) == shown
