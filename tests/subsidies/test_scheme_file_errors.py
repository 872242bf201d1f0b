"""What is wrong in a scheme file is named by its key, all at once."""

import pytest

from subsidies.rules.scheme_file import SchemeFileErrors, read_scheme

HEAD = """
key = "s"
status = "active"
name = { el = "Σ", en = "S" }
source = "somewhere"
terms.months = 12
"""
TABLE = '[[monthly]]\nfrom = 2019-01-01\nrule = "bands"\n'
GAP = '[[monthly]]\nfrom = 2019-01-01\nrule = "income-gap"\n'
ONE_BAND = 'bands = [{ size = 1, amount = "1.00" }]\n'


def errors_in(text: str) -> list[str]:
    """The keys that are wrong, in the order in which they are said."""
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(text, "s.toml")
    assert {error.file for error in raised.value.errors} == {"s.toml"}
    assert all(str(error.sentence).startswith(f"{error.key} ") for error in raised.value.errors)
    return [error.key for error in raised.value.errors]


@pytest.mark.parametrize("path", ["key", "status", "name", "source", "terms.months"])
def test_a_missing_required_key_is_named(path):
    kept = [line for line in HEAD.splitlines() if not line.startswith(path)]
    assert errors_in("\n".join(kept)) == [path]


def test_an_empty_file_lacks_every_required_key():
    assert errors_in("") == ["key", "status", "name", "source", "terms.months"]


@pytest.mark.parametrize(
    ("more", "keys"),
    [
        pytest.param('colour = "blue"', ["colour"], id="an unknown key"),
        pytest.param("terms.colour = 1", ["terms.colour"], id="an unknown term"),
        pytest.param("[requires]\ncolour = 1", ["requires.colour"], id="an unknown requirement"),
        pytest.param("opens_on = 2019-06-01T00:00:00", ["opens_on"], id="a day with a time"),
        pytest.param('opens_on = "2019-06-01"', ["opens_on"], id="a day in quotes"),
        pytest.param("closes_on = 20190601", ["closes_on"], id="a number as day"),
        pytest.param('terms.starts = "tomorrow"', ["terms.starts"], id="an unknown start"),
        pytest.param('terms.proration = "Actual"', ["terms.proration"], id="a proration spelt otherwise"),
        pytest.param("terms.size_change = true", ["terms.size_change"], id="a truth as size change"),
        pytest.param("terms.cap = []", ["terms.cap"], id="a list as cap"),
        pytest.param('terms.lease_cover = ""', ["terms.lease_cover"], id="no text as lease cover"),
        pytest.param('terms.pay_day = "day"', ["terms.pay_day"], id="a pay day without its number"),
        pytest.param('terms.pay_day = "day:0"', ["terms.pay_day"], id="pay day 0"),
        pytest.param('terms.pay_day = "day:32"', ["terms.pay_day"], id="pay day 32"),
        pytest.param('terms.pay_day = "day:07"', ["terms.pay_day"], id="a pay day with a leading zero"),
        pytest.param("terms.pay_day = 7", ["terms.pay_day"], id="a bare number as pay day"),
        pytest.param("terms.minimum_rent = 10", ["terms.minimum_rent"], id="a whole number as money"),
        pytest.param("terms.minimum_rent = 10.00", ["terms.minimum_rent"], id="a float as money"),
        pytest.param('terms.minimum_rent = "10"', ["terms.minimum_rent"], id="money without cents"),
        pytest.param('terms.recovery_share = "1.01"', ["terms.recovery_share"], id="a share above 1"),
        pytest.param('terms.recovery_share = "-0.5"', ["terms.recovery_share"], id="a share below 0"),
        pytest.param("terms.recovery_share = 0.5", ["terms.recovery_share"], id="a float as share"),
        pytest.param("terms.recovery_share = 1", ["terms.recovery_share"], id="a whole number as share"),
        pytest.param("monthly = 1", ["monthly"], id="a number where tables belong"),
        pytest.param("[monthly]", ["monthly"], id="a single table where several belong"),
        pytest.param("monthly = [1]", ["monthly[0]", "monthly[0].rule", "monthly[0].from"], id="a number as a table"),
        pytest.param('[[monthly]]\nrule = "bands"\n' + ONE_BAND, ["monthly[0].from"], id="a table without its day"),
        pytest.param("[[monthly]]\nfrom = 2019-01-01", ["monthly[0].rule"], id="a table without its rule"),
        pytest.param('[[monthly]]\nfrom = 2019-01-01\nrule = "x"', ["monthly[0].rule"], id="an unknown rule"),
        pytest.param(TABLE, ["monthly[0].bands"], id="bands left out"),
        pytest.param(TABLE + "bands = []", ["monthly[0].bands"], id="no band"),
        pytest.param(TABLE + "bands = 1", ["monthly[0].bands"], id="a number as bands"),
        pytest.param(TABLE + ONE_BAND + "source = 1", ["monthly[0].source"], id="a number as source"),
        pytest.param(TABLE + ONE_BAND + 'least = "1.00"', ["monthly[0].least"], id="a key of another rule"),
        pytest.param(TABLE + ONE_BAND + TABLE + ONE_BAND, ["monthly[1].from"], id="two tables from one day"),
        pytest.param(
            TABLE + 'bands = [{ size = 2, amount = "1.00" }]', ["monthly[0].bands[0].size"], id="bands that start at 2"
        ),
        pytest.param(
            TABLE + 'bands = [{ size = 0, amount = "1.00" }]', ["monthly[0].bands[0].size"], id="bands that start at 0"
        ),
        pytest.param(
            TABLE + 'bands = [{ size = 1, amount = "1.00" }, { size = 1, amount = "2.00" }]',
            ["monthly[0].bands[1].size"],
            id="two bands of one size",
        ),
        pytest.param(
            TABLE
            + 'bands = [{ size = 1, amount = "1.00" }, { size = 3, amount = "2.00" }, { size = 2, amount = "3.00" }]',
            ["monthly[0].bands[2].size"],
            id="bands that do not rise",
        ),
        pytest.param(TABLE + "bands = [{ size = 1 }]", ["monthly[0].bands[0].amount"], id="a band without its amount"),
        pytest.param(
            TABLE + 'bands = [{ amount = "1.00" }]', ["monthly[0].bands[0].size"], id="a band without its size"
        ),
        pytest.param(TABLE + "bands = [{ size = 1, amount = 162.0 }]", ["monthly[0].bands[0].amount"], id="a float"),
        pytest.param(TABLE + "bands = [{ size = 1, amount = 162 }]", ["monthly[0].bands[0].amount"], id="an integer"),
        pytest.param(
            TABLE + 'bands = [{ size = true, amount = "1.00" }]', ["monthly[0].bands[0].size"], id="a truth as size"
        ),
        pytest.param(
            TABLE + 'bands = [{ size = "1", amount = "1.00" }]', ["monthly[0].bands[0].size"], id="a text as size"
        ),
        pytest.param(
            TABLE + 'bands = [{ size = 1, amount = "1.00", colour = 1 }]',
            ["monthly[0].bands[0].colour"],
            id="an unknown key of a band",
        ),
        pytest.param(GAP + ONE_BAND, ["monthly[0].income_share"], id="an income gap without its share"),
        pytest.param(GAP + 'income_share = "0.3"', ["monthly[0].bands"], id="an income gap without bands"),
        pytest.param(
            GAP + ONE_BAND + 'income_share = "1.5"', ["monthly[0].income_share"], id="an income share above 1"
        ),
        pytest.param(
            GAP + ONE_BAND + 'income_share = "0.3"\nleast = 0', ["monthly[0].least"], id="an integer as the least"
        ),
        pytest.param(
            '[[one_off]]\nfrom = 2019-01-01\nrule = "per-member"',
            ["one_off[0].rule"],
            id="a one-off that is not by bands",
        ),
        pytest.param(
            '[income_limit]\nbase = "1.00"',
            [
                f"income_limit.{key}"
                for key in ("each_further", "first_minor_of_single_parent", "unprotected_child", "most")
            ],
            id="amounts left out",
        ),
        pytest.param('[requires]\nlease_declared = "yes"', ["requires.lease_declared"], id="a yes in words"),
        pytest.param("[requires]\nlease_accepted = 1", ["requires.lease_accepted"], id="a yes as number"),
        pytest.param('[requires]\nstatuses = "refugee"', ["requires.statuses"], id="one status without a list"),
        pytest.param(
            "[requires]\nstatuses = [1]", ["requires.statuses[0]", "requires.statuses[0].status"], id="a number"
        ),
        pytest.param(
            "[requires]\nstatuses = [{ from = 2022-06-20 }]",
            ["requires.statuses[0].status"],
            id="a day without a status",
        ),
        pytest.param("[requires]\nenrolled_within_months = 0", ["requires.enrolled_within_months"], id="no month"),
        pytest.param("[requires]\nrecognised_from = true", ["requires.recognised_from"], id="a truth as day"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(more, keys):
    assert errors_in(HEAD + more) == keys


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('key = "s"', 'key = ""', "key"),
        ('key = "s"', "key = 1", "key"),
        ('"active"', '"open"', "status"),
        ('el = "Σ", ', "", "name.el"),
        ('en = "S"', "en = 1", "name.en"),
        ('en = "S"', 'en = "S", fr = "S"', "name.fr"),
        ('"somewhere"', '" "', "source"),
        ("months = 12", "months = 0", "terms.months"),
        ("months = 12", "months = 1201", "terms.months"),
        ("months = 12", "months = 12.0", "terms.months"),
        ("months = 12", 'months = "12"', "terms.months"),
        ("months = 12", "months = true", "terms.months"),
    ],
)
def test_a_wrong_value_of_a_required_key_is_named(old, new, key):
    assert errors_in(HEAD.replace(old, new)) == [key]


def test_all_errors_come_at_once():
    text = (
        HEAD.replace('"active"', '"open"')
        + 'terms.cap = "x"\n'
        + TABLE
        + "bands = [{ size = 2, amount = 1 }]\ncolour = 1"
    )
    assert errors_in(text) == [
        "status",
        "terms.cap",
        "monthly[0].colour",
        "monthly[0].bands[0].amount",
        "monthly[0].bands[0].size",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("key = ", id="half a line"),
        pytest.param('key = "a"\nkey = "b"', id="a key twice"),
        pytest.param("opens_on = 2019-02-30", id="a day that is not in the calendar"),
        pytest.param("terms.months = " + "9" * 5000, id="a number too long to read"),
        pytest.param("a = " + "[" * 5000, id="nested without end"),
    ],
)
def test_what_is_no_toml_is_one_error_for_the_whole_file(text):
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(text, "s.toml")
    (error,) = raised.value.errors
    assert error.as_json() == {"file": "s.toml", "key": "", "message": str(error.sentence)}
    assert "is not a TOML file" in str(error.sentence)
