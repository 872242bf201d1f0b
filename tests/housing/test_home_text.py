"""What a home is like, written in one text and read again."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from housing.home_text import home_text, read_home

numbers, truths = st.none() | st.integers(), st.none() | st.booleans()


@given(
    st.fixed_dictionaries(
        {"bedrooms": numbers, "floor": numbers, "has_lift": truths, "wheelchair": truths, "quiet": truths}
    )
)
def test_what_is_written_is_read_again(facts: dict[str, int | bool | None]) -> None:
    read = read_home(home_text(SimpleNamespace(**facts)))
    assert read == facts
    assert {name: type(value) for name, value in read.items()} == {name: type(value) for name, value in facts.items()}


def test_a_home_of_which_nothing_is_known_is_four_strokes() -> None:
    """As the database has it before anybody told."""
    assert set(read_home("||||").values()) == {None}
