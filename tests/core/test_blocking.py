"""Pairs of rows that share a key."""

from core.blocking import CROWD, NEIGHBOURS, candidate_pairs


def test_each_pair_that_shares_a_key_comes_once() -> None:
    assert candidate_pairs([(3, "ab"), (1, "ab"), (2, "b"), (4, "c")]) == {(1, 3), (1, 2), (2, 3)}


def test_a_row_with_a_key_twice_is_no_pair() -> None:
    assert candidate_pairs([(1, "aa"), (2, "ab")]) == {(1, 2)}


def test_under_a_crowded_key_only_neighbours_are_paired() -> None:
    rows = [(number, "a") for number in range(10 * CROWD)]
    pairs = candidate_pairs(rows)
    assert len(pairs) < 10 * CROWD * NEIGHBOURS
    assert {(0, NEIGHBOURS), (7, 8)} <= pairs
    assert (0, NEIGHBOURS + 1) not in pairs
