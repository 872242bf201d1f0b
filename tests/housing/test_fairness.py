"""Whether households come to flats alike, group by group: figures, comparisons, and what is hidden."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.figures.fairness import LEAST, By, Fairness, Line, Others, People, Reached, Searching, fairness_of, grouped
from maps.small_cells import FEWEST

OFFERED, VIEWED, HOUSED = Reached


def some(number: int, *reached: Reached, language: str = "ar", people: int = 1, status: str | None = "refugee",
         days: int = 100) -> list[Searching]:  # fmt: skip
    return [Searching(language, people, status, frozenset(reached), days)] * number


def told(searching: Sequence[Searching]) -> Fairness:
    found = fairness_of(searching)
    assert found is not None
    return found


def having(line: Line, reached: Reached) -> int | None:
    share = line.shares[reached]
    return share and share.having


@pytest.mark.parametrize(
    ("languages", "groups"),
    [
        pytest.param({"ar": 10, "fa": 12}, {"fa": 12, "ar": 10}, id="the-largest-first"),
        pytest.param(
            {"ar": 10, "fa": 12, "so": 2, "ti": 8}, {"fa": 12, "ar": 10, Others(): 10}, id="few-stand-together"
        ),
        pytest.param({"ar": 10, "fa": 12, "so": 9}, {"fa": 12, Others(): 19}, id="a-single-small-one-takes-the-next"),
        pytest.param({"ar": 3, "fa": 9}, {Others(): 12}, id="all-are-few"),
    ],
)
def test_languages_of_few_stand_together(languages: dict[str, int], groups: dict[object, int]):
    searching = [one for code, number in languages.items() for one in some(number, language=code)]
    found = grouped(searching, By.LANGUAGE)
    assert {key: len(group) for key, group in found.items()} == groups
    assert list(found) == list(groups)


def test_sizes_stand_with_their_neighbours():
    searching = [one for people, number in ((1, 11), (2, 3), (3, 9), (5, 2)) for one in some(number, people=people)]
    found = grouped(searching, By.SIZE)
    assert {key: len(group) for key, group in found.items()} == {People(1, 1): 11, People(2, 5): 14}


def test_a_status_that_nobody_wrote_down_is_a_group_of_its_own():
    searching = [*some(10, status=None), *some(17, status="temporary")]
    assert {key: len(group) for key, group in grouped(searching, By.STATUS).items()} == {"temporary": 17, None: 10}


def test_a_group_is_compared_with_the_others_and_not_with_itself():
    found = told([*some(20, OFFERED), *some(20), *some(10, OFFERED, language="fa"), *some(30, language="fa")])
    lines = found.groups[By.LANGUAGE]
    assert [having(lines[key], OFFERED) for key in ("ar", "fa")] == [20, 10]
    assert [lines[key].shares[OFFERED].beyond for key in ("ar", "fa")] == [1, -1]  # type: ignore[union-attr]
    assert found.whole.shares[OFFERED].beyond == 0  # type: ignore[union-attr]
    assert having(found.whole, OFFERED) == 30


def test_a_difference_among_few_may_be_chance():
    found = told([*some(7, OFFERED), *some(6), *some(5, OFFERED, language="fa"), *some(8, language="fa")])
    assert [line.shares[OFFERED].beyond for line in found.groups[By.LANGUAGE].values()] == [0, 0]  # type: ignore[union-attr]


def test_who_still_waits_counts_in_the_median_and_in_the_comparison():
    quick, slow = (
        some(12, HOUSED, days=30),
        [*some(6, HOUSED, language="fa", days=200), *some(6, language="fa", days=300)],
    )
    found = told([*quick, *slow])
    lines = found.groups[By.LANGUAGE]
    assert [(lines[key].median_days, lines[key].slower) for key in ("ar", "fa")] == [(30, -1), (200, 1)]
    assert found.whole.median_days == 30


def test_where_fewer_than_half_have_a_home_there_is_no_median():
    assert told([*some(5, HOUSED, days=10), *some(9, days=90)]).whole.median_days is None


def test_of_few_who_have_it_and_of_few_who_have_it_not_nothing_is_told():
    found = told([*some(10, OFFERED), *some(20), *some(3, OFFERED, language="fa"), *some(9, language="fa"),
                  *some(12, OFFERED, language="uk"), *some(6, language="uk")])  # fmt: skip
    lines = found.groups[By.LANGUAGE]
    assert {key: having(line, OFFERED) for key, line in lines.items()} == {"ar": 10, "uk": None, "fa": None}
    assert having(found.whole, OFFERED) == 25


def test_where_a_home_is_not_told_neither_is_the_wait():
    found = told([*some(4, HOUSED, days=77), *some(20), *some(8, HOUSED, language="fa"), *some(9, language="fa")])
    line = found.groups[By.LANGUAGE]["ar"]
    assert (line.shares[HOUSED], line.median_days, line.slower) == (None, None, 0)


def test_of_fewer_than_ten_there_is_nothing():
    assert fairness_of(some(9, OFFERED)) is None
    assert fairness_of([]) is None


SEARCHING = st.lists(
    st.builds(
        Searching,
        st.sampled_from(["ar", "fa", "so"]),
        st.integers(1, 4),
        st.sampled_from([None, "refugee", "temporary"]),
        st.frozensets(st.sampled_from(Reached)),
        st.integers(0, 300),
    ),
    min_size=LEAST,
    max_size=60,
)


@given(SEARCHING)
def test_every_group_is_of_ten_and_all_tables_are_of_the_same_households(searching: list[Searching]):
    found = told(searching)
    for lines in found.groups.values():
        assert sum(line.households for line in lines.values()) == len(searching)
        assert all(line.households >= LEAST for line in lines.values())
        for line in (*lines.values(), found.whole):
            for share in filter(None, line.shares.values()):
                assert share.having in (0, share.size) or min(share.having, share.size - share.having) >= FEWEST


@given(SEARCHING)
@settings(max_examples=60)
def test_nobody_recovers_a_hidden_share_from_the_page(searching: list[Searching]):
    """From the three tables and the whole together: for each hidden figure another fits all that is told."""
    found = told(searching)
    for by, reached in product(By, Reached):
        lines, whole = list(found.groups[by].values()), having(found.whole, reached)
        if whole is None:
            assert {having(line, reached) for of in By for line in found.groups[of].values()} == {None}
            continue
        figures = [having(line, reached) for line in lines]
        hidden = [line.households for line, figure in zip(lines, figures, strict=True) if figure is None]
        rest = whole - sum(figure for figure in figures if figure is not None)
        least = 0 if len(hidden) == len(lines) else 1
        for place, size in enumerate(hidden):
            beside = [other for number, other in enumerate(hidden) if number != place]
            fits = [n for n in range(least, size + 1 - least)
                    if least * len(beside) <= rest - n <= sum(beside) - least * len(beside)]  # fmt: skip
            assert len(fits) > 1
