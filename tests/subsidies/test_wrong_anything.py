"""Whatever is put into a sound scheme file or case: it is read, or refused with a key and a sentence."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from subsidies.rules.answer import answer
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors, read_scheme, shipped_schemes
from subsidies.rules.shown import cut, printable
from tests.subsidies.whole_case import WHOLE
from tests.subsidies.wrong_rows import case_literals, case_written, scheme_literals, scheme_written

Path = tuple[str | int, ...]

quick = settings(max_examples=200, deadline=None)

texts = st.one_of(st.text(max_size=20), st.sampled_from(["", "0", "1", "-1.00", "2026-02-30", "2026-02", "450.00"]))
quoted = texts.map(json.dumps)
numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([0, 1, 10**40])).map(json.dumps)
words = st.sampled_from(["true", "false", "null"])
toml_words = st.one_of(
    st.dates().map(str),
    st.times().map(lambda time: time.isoformat()),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.sampled_from(
        ["1e99999999999999999999", "-nan", "inf", "0xffff", "0o7", "1_000", "9" * 5000, "0x1" + "0" * 5000]
    ),
)


def junk(leaves: st.SearchStrategy[str], pair: str) -> st.SearchStrategy[str]:
    """A value of any kind as a file writes it, `pair` being how it writes a key and its value."""

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.lists(st.builds(pair.format, quoted, inner), max_size=3)
        return st.one_of(
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
            pairs.map(lambda items: f"{{{', '.join(items)}}}"),
        )

    return st.recursive(leaves, grow, max_leaves=6)


json_junk = junk(st.one_of(quoted, numbers, words), "{}: {}")
toml_junk = junk(st.one_of(quoted, numbers, words, toml_words), "{} = {}")


def paths(value: Any, path: Path = ()) -> list[Path]:
    """Where every value of a whole file is."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in inner for found in [(*path, key), *paths(part, (*path, key))]]


def place_of(whole: Any, path: Path) -> Any:
    for step in path[:-1]:
        whole = whole[step]
    return whole


@st.composite
def mutated(draw: st.DrawFn, whole: Any, values: st.SearchStrategy[str]) -> Any:
    """The whole file with up to three values dropped or replaced, wherever they are."""
    changed = deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(changed)))
        if draw(st.booleans()):
            place_of(changed, path)[path[-1]] = draw(values)
        else:
            del place_of(changed, path)[path[-1]]
    return changed


def read_and_quote(text: str) -> CaseError | None:
    schemes = shipped_schemes()
    try:
        case = read_case(parse_json(text), schemes)
    except CaseError as error:
        return error
    assert answer(quote(schemes[case.scheme], case))["award"]
    return None


def errors_in(text: str) -> tuple[SchemeFileError, ...]:
    """Everything that is wrong with a scheme file, nothing when it is read."""
    try:
        read_scheme(text, "s.toml")
    except SchemeFileErrors as wrong:
        return wrong.errors
    return ()


@quick
@given(mutated(case_literals(), json_junk).map(case_written))
@example('{"a": 1e99999999999999999999}')
@example("\ud800")
def test_any_case_is_quoted_or_refused_with_a_field_and_a_sentence(text):
    error = read_and_quote(text)
    assert error is None or _is_told(error.field, str(error))


@quick
@given(mutated(scheme_literals(), toml_junk).map(scheme_written))
@example("a = 1e99999999999999999999")
@example("a = -1_0e+9_9999999999999999999")
def test_any_scheme_file_is_read_or_refused_with_keys_and_sentences(text):
    assert all(_is_told(error.key, str(error.sentence)) for error in errors_in(text))


def _is_told(path: str, sentence: str) -> bool:
    """The sentence has a subject and goes on, on one line."""
    subject = printable(path) or ("The case", "The file")
    return sentence.startswith(subject) and len(sentence) > len(path) + 10 and sentence.isprintable()


keys = st.one_of(st.text(min_size=1, max_size=100), st.sampled_from(["From", "bands ", "amount\n", "\u202e", "a.b"]))


@quick
@given(st.sampled_from([path for path in paths(WHOLE) if isinstance(path[-1], str)]), keys)
def test_a_renamed_key_of_a_case_is_refused_by_its_new_name(path, key):
    data = deepcopy(WHOLE)
    place = place_of(data, path)
    if key in place:
        return
    place[key] = place.pop(path[-1])
    error = read_and_quote(json.dumps(data))
    assert error is not None
    if error.code != "missing":
        assert error.code == "unknown-key"
        assert _names(str(error), key)


@quick
@given(st.sampled_from([path for path in paths(scheme_literals()) if isinstance(path[-1], str)]), st.data())
def test_a_renamed_key_of_a_scheme_file_is_refused_by_its_new_name(path, data):
    key = data.draw(keys.filter(lambda key: key.encode("utf-8", "ignore").decode() == key))
    whole = scheme_literals()
    place = place_of(whole, path)
    if key in place:
        return
    place[json.dumps(key, ensure_ascii=False).replace("\x7f", r"\u007f")] = place.pop(path[-1])
    sentences = [str(error.sentence) for error in errors_in(scheme_written(whole))]
    # Without its rule nothing is known about the other keys of a table.
    assert any(_names(sentence, key) for sentence in sentences) or (path[-1] == "rule" and sentences)


def _names(sentence: str, key: str) -> bool:
    return "is not a known key" in sentence and printable(cut(key)) in sentence
