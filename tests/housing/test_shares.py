"""Shares of a home: read as deeds say them, shown without zeros, always the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from housing.shares import WHOLE, check_whole, in_percent, read_share


@pytest.mark.parametrize(
    ("text", "share", "shown"),
    [
        ("50", 500_000, "50"),
        ("100 %", 1_000_000, "100"),
        ("33,3333", 333_333, "33.3333"),
        ("12.5%", 125_000, "12.5"),
        ("0,0001", 1, "0.0001"),
    ],
)
def test_a_share_is_read_and_shown(text: str, share: int, shown: str):
    assert read_share(text) == share
    assert str(in_percent(share)) == shown


@pytest.mark.parametrize("text", ["", "0", "0,00", "100,0001", "101", "-5", "1/3", "33,33333", "½", "٥٠", "a"])
def test_what_is_no_share_is_refused(text: str):
    with pytest.raises(ValueError, match="not a share"):
        read_share(text)


@given(share=st.integers(1, WHOLE))
def test_what_is_shown_is_read_again(share: int):
    assert read_share(str(in_percent(share))) == share


@pytest.mark.parametrize("shares", [[], [WHOLE], [500_000, 500_000], [333_333, 333_333, 333_334]])
def test_shares_make_the_whole_or_nobody_has_asked(shares: list[int]):
    check_whole(shares)


@pytest.mark.parametrize(("shares", "made"), [([500_000], "50"), ([333_333] * 3, "99.9999"), ([WHOLE, 1], "100.0001")])
def test_more_or_less_than_the_whole_is_refused(shares: list[int], made: str):
    with pytest.raises(Refused) as refusal:
        check_whole(shares)
    assert str(refusal.value.sentence) == f"The shares make {made} % together: they must make 100 %."
