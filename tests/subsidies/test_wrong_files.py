"""Each way in which a scheme file or a case can be wrong has its sentence: which key, what was found, what is right."""

import json

import pytest

from core.i18n import say, speaking
from subsidies.rules.case_file import parse_json, read_case
from subsidies.rules.scheme_file import SchemeFileErrors, read_scheme
from tests.subsidies.whole_case import WHOLE
from tests.subsidies.wrong_errors import SCHEMES, case_error, scheme_errors
from tests.subsidies.wrong_rows import case_text, params, rows, scheme_text

MANY = 1_000_000


def test_without_a_change_both_are_sound():
    assert read_scheme(scheme_text([]), "s.toml") == SCHEMES["everything"]
    assert read_case(parse_json(case_text([])), SCHEMES) == read_case(WHOLE, SCHEMES)


@pytest.mark.parametrize(("changes", "said"), params("scheme_files.txt"))
def test_a_wrong_scheme_file_is_told_all_that_is_wrong(changes, said):
    errors = scheme_errors(scheme_text(changes))
    assert [sentence for _, sentence in errors] == said
    assert all(sentence.startswith(f"{key} ") for key, sentence in errors)


def test_an_empty_scheme_file_lacks_every_required_key():
    assert [key for key, _ in scheme_errors("")] == ["key", "status", "name", "source", "terms.months"]


@pytest.mark.parametrize(("changes", "said"), params("cases.txt"))
def test_a_wrong_case_is_told_the_first_that_is_wrong(changes, said):
    error = case_error(case_text(changes))
    assert [f"{error.code}: {error}"] == said


def test_the_field_of_a_wrong_case_is_the_path_that_its_sentence_begins_with():
    errors = [case_error(case_text(row.changes)) for row in rows("cases.txt")]
    assert [error for error in errors if error.field.isprintable() and not str(error).startswith(error.field)] == []


def test_different_mistakes_have_different_sentences():
    """But a key that is null is as good as left out, and a household without members has none to name."""
    for name in ("scheme_files.txt", "cases.txt"):
        told = [row for row in rows(name) if not any(" is missing; " in sentence for sentence in row.said)]
        sentences = [tuple(row.said) for row in told if "repeated-key" not in row.said[0]]
        assert len(set(sentences)) >= 0.98 * len(sentences) > 100


@pytest.mark.parametrize(
    "path", ["scheme", "household.single_parent", "lease.monthly_rent", "lease.share", "decided_on"]
)
@pytest.mark.parametrize("value", ['"{}"', '"\\u0000{}"', '["{}"]', "1{}", "0.1{}"])
def test_a_megabyte_does_not_come_back_in_an_error_of_a_case(path, value):
    assert len(str(case_error(case_text([f"{path} = {value.format('9' * MANY)}"])))) < 250


@pytest.mark.parametrize("value", ['"{}"', '["{}"]', "0.1{}", "0x1{}"])
def test_a_megabyte_does_not_come_back_in_an_error_of_a_scheme_file(value):
    ((_, sentence),) = scheme_errors(scheme_text([f"terms.months = {value.format('9' * MANY)}"]))
    assert len(sentence) < 250


def test_a_megabyte_of_a_key_does_not_come_back():
    key = "a" * MANY
    error = case_error(case_text([f"{key} = 1"]))
    ((path, sentence),) = scheme_errors(scheme_text([f"{key} = 1"]))
    assert max(len(error.field), len(path)) < 100
    assert max(len(str(error)), len(sentence)) < 350


def test_a_share_has_no_more_than_a_thousand_decimals():
    decimals = "3" * 1000
    assert read_case(parse_json(case_text([f'lease.share = "0.{decimals}"'])), SCHEMES).lease.share < 1
    error = case_error(case_text([f'lease.share = "0.{decimals}3"']))
    assert (error.code, error.field) == ("not-a-share", "lease.share")
    assert str(error).endswith('…"; it must have no more than 1000 digits after the point')


@pytest.mark.parametrize("key", ["", " ", "\t"])
def test_a_blank_key_is_shown_in_quotes(key):
    error = case_error(json.dumps({**WHOLE, "lease": {**WHOLE["lease"], key: 1}}))
    assert (error.code, error.field) == ("unknown-key", f"lease.{json.dumps(key)}".replace("\\t", "\\u0009"))
    assert str(error).startswith(f"{error.field} is not a known key here; ")


@pytest.mark.parametrize(
    ("change", "greek"),
    [
        ("terms.months = 0", "terms.months: είναι 0· πρέπει να είναι ακέραιος αριθμός από 1 έως 1200"),
        ("- terms.months", "terms.months: λείπει· πρέπει να είναι ακέραιος αριθμός από 1 έως 1200"),
        (
            "one_off[0].bnds = 1",
            "one_off[0].bnds: δεν είναι γνωστό κλειδί σε πίνακα με κανόνα bands· μήπως εννοείτε bands; "
            "Γνωστά: from, source, rule, bands",
        ),
    ],
)
def test_the_same_is_said_in_greek(app, change, greek):
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(scheme_text([change]), "s.toml")
    with app.app_context(), speaking("el"):
        assert [say(error.sentence) for error in raised.value.errors] == [greek]
