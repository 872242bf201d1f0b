"""What changes in the tables of a scheme: amounts by size and by person, beside those in force until then."""

from datetime import date

import pytest

from subsidies.rules.scheme_changes import TableChange, compare
from subsidies.rules.table_rows import amount_rows, rule_facts, rule_words
from tests.subsidies.small_schemes import GAP, MONTHLY, OF_MEMBERS, ON, PER_MEMBER, facts, scheme


def table(before: str, after: str) -> TableChange:
    [found] = compare(scheme(before), scheme(after)).tables
    return found


def amounts(change: TableChange) -> list[tuple[str, str, str, str]]:
    rows = change.amounts
    return [(str(row.label), str(row.before), str(row.after), str(row.difference)) for row in rows]


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


def test_a_table_is_told_in_rows():
    [monthly] = scheme(GAP).monthly
    assert str(rule_words(monthly.rule)).startswith("what a share")
    assert [(str(row.label), str(row.amount)) for row in amount_rows(monthly.rule)] == [("1 person or more", "400.00")]
    assert [fact.key for fact in rule_facts(monthly.rule)] == ["income_share", "least"]
    [members] = scheme(OF_MEMBERS).monthly
    assert ([*rule_facts(members.rule)], str(rule_words(members.rule))) == ([], "added up person by person")
