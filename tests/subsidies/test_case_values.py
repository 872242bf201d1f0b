"""Single values of a case: what is not strictly what it stands for is refused with its path."""

import pytest

from tests.subsidies.quoting import ask
from tests.subsidies.whole_case import GONE, WHOLE, changed, error_of


def test_the_whole_case_is_well_formed():
    assert ask(WHOLE)["eligible"] is True


@pytest.mark.parametrize(
    "known",
    [
        "",
        "household",
        "household.members[1]",
        "lease",
        "facts",
        "rent_changes[0]",
        "suspensions[0]",
        "freezes[0]",
        "paid[0]",
        "recovery",
    ],
)
def test_an_unknown_key_at_any_level_is_refused(known):
    path = f"{known}.colour" if known else "colour"
    error = error_of(changed(path, "blue"))
    assert (error.code, error.field) == ("unknown-key", path)
    assert error_of(changed(path, None)).field == path


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("scheme", "scheme"),
        ("decided_on", "decided_on"),
        ("household", "household.members"),
        ("household.members", "household.members"),
        ("household.members[0].born", "household.members[0].born"),
        ("lease", "lease"),
        ("lease.starts_on", "lease.starts_on"),
        ("lease.monthly_rent", "lease.monthly_rent"),
        ("rent_changes[0].from", "rent_changes[0].from"),
        ("rent_changes[0].monthly_rent", "rent_changes[0].monthly_rent"),
        ("suspensions[0].from", "suspensions[0].from"),
        ("suspensions[0].to", "suspensions[0].to"),
        ("freezes[0].to", "freezes[0].to"),
        ("paid[0].month", "paid[0].month"),
        ("paid[0].kind", "paid[0].kind"),
        ("paid[0].amount", "paid[0].amount"),
        ("recovery.from_month", "recovery.from_month"),
        ("recovery.share", "recovery.share"),
    ],
)
def test_a_needed_value_that_is_missing_or_null_is_refused(path, field):
    for value in (GONE, None):
        error = error_of(changed(path, value))
        assert (error.code, error.field) == ("missing", field)


@pytest.mark.parametrize(
    "path",
    [
        "decided_on",
        "ends_on",
        "household.members[0].born",
        "household.members[1].joined_on",
        "household.members[1].left_on",
        "lease.starts_on",
        "lease.ends_on",
        "facts.recognised_on",
        "facts.enrolled_on",
        "rent_changes[0].from",
        "suspensions[0].from",
        "freezes[0].to",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "2026-2-1",
        "20260201",
        "2026-02-01T00:00",
        " 2026-02-01",
        "2026-02-01\n",
        "٢٠٢٦-٠٢-٠١",
        "2026-W05-1",
        "0000-01-01",
        "10000-01-01",
        "-001-01-01",
        "",
        20260201,
        True,
        ["2026-02-01"],
        {},
    ],
)
def test_a_day_is_strictly_year_month_day(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-a-day", path)


@pytest.mark.parametrize(
    "path", ["lease.monthly_rent", "household.annual_income", "rent_changes[0].monthly_rent", "paid[0].amount"]
)
@pytest.mark.parametrize(
    "value",
    [
        "450",
        "450.0",
        "450.000",
        "450,00",
        "-1.00",
        "+1.00",
        "1e3",
        "1_000.00",
        "1,000.00",
        ".50",
        " 450.00",
        "450.00 ",
        "450.00\n",
        "€450.00",
        "٤٥٠.٠٠",
        "NaN",
        "",
        450,
        450.0,
        True,
        ["450.00"],
        {},
        "100000000000000000000.00",
    ],
)
def test_money_is_text_with_two_decimals(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-money", path)


@pytest.mark.parametrize("path", ["lease.share", "recovery.share"])
@pytest.mark.parametrize(
    "value", ["0", "0.00", "1.01", "2", "-0.5", ".5", "1.", "50%", "1/2", "0,5", " 1", "1\n", "١", "", 1, 0.5, True, []]
)
def test_a_share_is_text_above_zero_and_not_above_one(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-a-share", path)


@pytest.mark.parametrize(
    "path",
    [
        "household.single_parent",
        "household.members[1].unprotected",
        "lease.declared",
        "lease.accepted",
        "facts.rent_paid_by_bank",
    ],
)
@pytest.mark.parametrize("value", [0, 1, "true", "", [], {}])
def test_a_yes_or_no_is_true_or_false_and_nothing_else(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-boolean", path)


@pytest.mark.parametrize(
    "path", ["scheme", "household.members[0].id", "facts.status", "suspensions[0].reason", "freezes[0].reason"]
)
@pytest.mark.parametrize("value", [1, True, ["refugee"], {}])
def test_text_is_text(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-text", path)


@pytest.mark.parametrize("path", ["household.members", "rent_changes", "suspensions", "freezes", "paid"])
@pytest.mark.parametrize("value", [{}, "x", 1, True])
def test_a_list_is_a_list(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-a-list", path)


@pytest.mark.parametrize(
    "path",
    [
        "household",
        "household.members[0]",
        "lease",
        "facts",
        "rent_changes[0]",
        "suspensions[0]",
        "freezes[0]",
        "paid[0]",
        "recovery",
    ],
)
@pytest.mark.parametrize("value", [[], "x", 1, True])
def test_an_object_is_an_object(path, value):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == ("not-an-object", path)


def test_an_element_of_a_list_may_not_be_null():
    assert error_of(changed("household.members[0]", None)).field == "household.members[0]"
