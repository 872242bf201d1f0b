"""What changes between two versions of a scheme, in words and amounts; and what a version says."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_changes import SchemeChanges, TableChange, compare, line_changes
from subsidies.rules.scheme_facts import all_facts, percent
from subsidies.rules.scheme_file import read_scheme, shipped_text
from subsidies.rules.table_rows import amount_rows, rule_facts, rule_words

HEAD = """
key = "one"
status = "active"
name = { el = "Ένα", en = "One" }
source = "Order 1"
"""
MONTHLY = """
[[monthly]]
from = 2026-01-01
source = "Order 1, article 2"
rule = "bands"
bands = [ { size = 1, amount = "100.00" }, { size = 3, amount = "250.00" } ]
"""
PER_MEMBER = """
base = "70.00"
each_further = "35.00"
first_minor_of_single_parent = "60.00"
unprotected_child = "50.00"
most = "210.00"
"""
OF_MEMBERS = f'[[monthly]]\nfrom = 2026-01-01\nrule = "per-member"\n{PER_MEMBER}'
GAP = """
[[monthly]]
from = 2026-01-01
rule = "income-gap"
bands = [ { size = 1, amount = "400.00" } ]
income_share = "0.30"
least = "20.00"
"""
MONTHS = "months = 12\n"
ON = date(2026, 6, 1)


def scheme(tables: str = "", *, terms: str = MONTHS, head: str = HEAD) -> Scheme:
    return read_scheme(f"{head}\n[terms]\n{terms}\n{tables}", "one.toml")


def facts(changes: SchemeChanges | TableChange) -> list[tuple[str, str, str]]:
    return [(str(fact.label), str(fact.before), str(fact.after)) for fact in changes.facts]


def table(before: str, after: str) -> TableChange:
    [found] = compare(scheme(before), scheme(after)).tables
    return found


def amounts(change: TableChange) -> list[tuple[str, str, str, str]]:
    rows = change.amounts
    return [(str(row.label), str(row.before), str(row.after), str(row.difference)) for row in rows]


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


def test_amounts_are_compared_by_size_also_where_the_bands_are_others():
    raised = MONTHLY.replace("{ size = 3", '{ size = 2, amount = "180.00" }, { size = 4')
    change = table(MONTHLY, raised)
    assert (change.kind, change.event, change.from_on, change.is_of_money) == (
        "monthly",
        "changed",
        date(2026, 1, 1),
        True,
    )
    assert amounts(change) == [
        ("2 persons", "100.00", "180.00", "80.00"),
        ("3 persons", "250.00", "180.00", "-70.00"),
    ]
    assert facts(change) == []
    assert amounts(table(raised, MONTHLY))[0] == ("2 persons", "180.00", "100.00", "-80.00")


@pytest.mark.parametrize(
    ("later", "rows"),
    [
        pytest.param('"110.00"', [("1 to 2 persons", "100.00", "110.00", "10.00")], id="other-amounts"),
        pytest.param('"100.00"', [], id="the-same-amounts"),
    ],
)
def test_a_new_table_stands_beside_the_one_in_force_until_then(later: str, rows: list[tuple[str, str, str, str]]):
    added = MONTHLY.replace("2026-01-01", "2026-09-01").replace('"100.00"', later)
    change = table(MONTHLY, MONTHLY + added)
    assert (change.event, change.from_on, change.is_of_money) == ("added", date(2026, 9, 1), bool(rows))
    assert amounts(change) == rows
    taken_away = table(MONTHLY + added, MONTHLY)
    assert (taken_away.event, len(taken_away.amounts)) == ("removed", len(rows))


def test_the_first_table_has_none_beside_it():
    change = table("", MONTHLY)
    assert amounts(change) == [
        ("1 to 2 persons", "None", "100.00", "None"),
        ("3 persons or more", "None", "250.00", "None"),
    ]
    assert facts(change) == [
        ("The amount is", "None", "by size of the household"),
        ("Source", "None", "Order 1, article 2"),
    ]
    assert amounts(table(MONTHLY, ""))[0] == ("1 to 2 persons", "100.00", "None", "None")


def test_a_band_for_one_size_alone_names_it():
    change = table("", MONTHLY.replace("size = 3", "size = 2"))
    assert [row[0] for row in amounts(change)] == ["1 person", "2 persons or more"]


def test_a_table_that_names_no_source_has_none_told():
    assert [label for label, _, _ in facts(table("", GAP))] == [
        "The amount is", "Share of the income that goes into the rent", "Nothing is paid below",
    ]  # fmt: skip


def test_one_off_tables_are_compared_too():
    one_off = MONTHLY.replace("monthly", "one_off")
    assert table("", one_off).kind == "one_off"


def test_amounts_by_person_are_compared_one_by_one():
    change = table(OF_MEMBERS, OF_MEMBERS.replace("35.00", "40.00").replace("210.00", "230.00"))
    assert amounts(change) == [
        ("each further person", "35.00", "40.00", "5.00"),
        ("at most in all", "210.00", "230.00", "20.00"),
    ]


def test_where_the_rule_becomes_another_the_old_amounts_end_and_the_new_ones_begin():
    change = table(MONTHLY, OF_MEMBERS)
    assert [row[:3] for row in amounts(change)] == [
        ("1 to 2 persons", "100.00", "None"),
        ("3 persons or more", "250.00", "None"),
        ("the oldest person", "None", "70.00"),
        ("each further person", "None", "35.00"),
        ("the first minor of a single parent", "None", "60.00"),
        ("a child without protection", "None", "50.00"),
        ("at most in all", "None", "210.00"),
    ]
    assert facts(change)[0] == ("The amount is", "by size of the household", "added up person by person")


def test_the_share_of_the_income_is_told_although_no_amount_changes():
    change = table(GAP, GAP.replace("0.30", "0.25").replace("20.00", "30.00"))
    assert (amounts(change), change.is_of_money) == ([], True)
    assert facts(change) == [
        ("Share of the income that goes into the rent", "30%", "25%"),
        ("Nothing is paid below", "€20.00", "€30.00"),
    ]


def test_a_table_by_size_may_become_a_standard_by_size():
    change = table(MONTHLY, GAP)
    assert amounts(change)[0] == ("1 to 2 persons", "100.00", "400.00", "300.00")
    words = "what a share of the income leaves open, up to a standard by size of the household"
    assert facts(change)[0] == ("The amount is", "by size of the household", words)


def test_the_income_limit_is_compared_like_amounts_by_person():
    old, new = scheme(f"[income_limit]{PER_MEMBER}"), scheme(f"[income_limit]{PER_MEMBER.replace('70.00', '80.00')}")
    [change] = compare(old, new).income_limit
    assert (str(change.label), change.difference) == ("the oldest person", 10)
    assert len(compare(scheme(), old).income_limit) == 5
    assert compare(old, old).income_limit == ()


@pytest.mark.parametrize(
    ("from_on", "change", "warned"),
    [
        pytest.param("2026-06-01", '"101.00"', True, id="today"),
        pytest.param("2026-06-02", '"101.00"', False, id="tomorrow"),
        pytest.param("2026-06-01", '"100.00"', False, id="the-source-alone"),
    ],
)
def test_a_changed_table_of_a_day_that_is_past_is_warned_of(from_on: str, change: str, warned: bool):
    before = MONTHLY.replace("2026-01-01", from_on)
    after = before.replace("article 2", "article 3").replace('"100.00"', change)
    changes = compare(scheme(before), scheme(after))
    assert len(changes.tables) == 1
    assert [str(warning)[:39] for warning in changes.warnings(ON)] == (
        [f"The table of {from_on} changes, which is"[:39]] if warned else []
    )


def test_of_two_tables_of_one_day_is_warned_once():
    both = MONTHLY + MONTHLY.replace("monthly", "one_off")
    changes = compare(scheme(both), scheme(both.replace("100.00", "90.00")))
    assert (len(changes.tables), len(changes.warnings(ON))) == (2, 1)


def test_the_lines_that_differ_are_given_with_two_around_them():
    before = "a\nb\nc\nd\ne\nf\ng\n"
    assert line_changes(before, before) == []
    assert line_changes(before, before.replace("d\n", "D\n")) == [
        ("@", ""), (" ", "b"), (" ", "c"), ("-", "d"), ("+", "D"), (" ", "e"), (" ", "f"),
    ]  # fmt: skip


def test_a_line_that_begins_with_a_sign_of_its_own_is_given_whole():
    assert line_changes("\n", "@x\n\n") == [("@", ""), ("+", "@x"), (" ", "")]


def test_a_table_is_told_in_rows():
    [monthly] = scheme(GAP).monthly
    assert str(rule_words(monthly.rule)).startswith("what a share")
    assert [(str(row.label), str(row.amount)) for row in amount_rows(monthly.rule)] == [("1 person or more", "400.00")]
    assert [fact.key for fact in rule_facts(monthly.rule)] == ["income_share", "least"]
    [members] = scheme(OF_MEMBERS).monthly
    assert ([*rule_facts(members.rule)], str(rule_words(members.rule))) == ([], "added up person by person")


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
