"""How many bedrooms a household needs: the rule of the European statistics on living conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.bedrooms import Room, Sleeper, rooms_for


def people(written: str) -> list[Sleeper]:
    """`40 38` is a couple where `+` joins them: `40+38 w16 m9 15`; w and m are sexes, none is not known."""
    return [
        Sleeper(int(one.lstrip("wm")), one[0] if one[0] in "wm" else None, has_partner="+" in group)
        for group in written.split()
        for one in group.split("+")
    ]


def bedrooms_for(household: list[Sleeper]) -> int:
    return sum(rooms_for(household).values())


SHAPES = [
    # adults
    ("w30", 1), ("m18", 1), ("70", 1), ("w17", 1), ("m40+w38", 1), ("m40+m38", 1), ("w30 w28", 2), ("m30 w28", 2),
    ("m18 m18", 2), ("m40+w38 w70", 2), ("m40+w38 w70 m72", 3), ("m40+w38 m72+w70", 2), ("m20 m21 m22", 3),
    ("m20 m21 m22 m23", 4), ("m40+w38 m20+w19", 2), ("m40+w38 m20+w17", 2),
    # one parent
    ("w30 w1", 2), ("w30 m0", 2), ("w30 m11", 2), ("w30 m12", 2), ("w30 m17", 2), ("w30 m18", 2),
    ("w30 w3 m5", 2), ("w30 w11 m11", 2), ("w30 w12 m12", 3), ("w30 w12 w13", 2), ("w30 w11 w12", 3),
    ("w30 w17 w18", 3), ("w30 w1 m3 w5", 3), ("w30 w1 m3 w5 m7", 3), ("w30 w14 m3 w5", 3), ("w30 w14 m15 w5", 4),
    # a couple with children
    ("m40+w38 w1", 2), ("m40+w38 w1 m3", 2), ("m40+w38 w1 m3 w5", 3), ("m40+w38 w1 m3 w5 m7", 3),
    ("m40+w38 w1 m3 w5 m7 w9", 4), ("m40+w38 w1 m3 w5 m7 w9 m11", 4), ("m40+w38 w12", 2), ("m40+w38 w12 w17", 2),
    ("m40+w38 w12 m17", 3), ("m40+w38 w12 w14 w16", 3), ("m40+w38 w12 w14 m16 m17", 3), ("m40+w38 w12 w14 m16", 3),
    ("m40+w38 w12 m14 m16 m17", 4), ("m40+w38 w11 w12", 3), ("m40+w38 w11 m10 w12 w13", 3), ("m40+w38 w18", 2),
    ("m40+w38 w18 w17", 3), ("m40+w38 w18 w19", 3), ("m40+w38 w20 m16 m14 w8", 4), ("m40+w38 w20 m16 m14 w8 m2", 4),
    # three generations, and others
    ("m40+w38 w70 w1 m3", 3), ("m40+w38 m72+w70 w1 m3", 3), ("m40+w38 m72+w70 w13 m15", 4), ("w70 w4 m6", 2),
    ("w70 w14 w16", 2), ("w40 w38 w5 m6", 3), ("w40 w38 w5 m6 w7", 4), ("w25 m17 m15", 2), ("w25 m17 m15 m13", 3),
    ("w25 m17 m15 m13 m12", 3), ("m17 m16", 1), ("m17 w16", 2), ("m17 m5", 2), ("w17+m19 w0", 2), ("w17+m17", 1),
    # sex not known: somebody from 12 to 17 sleeps alone, a child does not
    ("w30 14 15", 3), ("w30 w14 15", 3), ("w30 4 5", 2), ("m40+w38 14 w15 w16", 3), ("30", 1),
    # large
    ("m45+w40 w17 m16 w15 m14 w13 m12 w10 m8 w6 m4 w2 m0", 8), ("m45+w40 m22 w20 m17 w15 m13 w11 m9", 6),
    ("", 0),
]  # fmt: skip


@pytest.mark.parametrize(("written", "bedrooms"), SHAPES)
def test_a_household_needs_so_many_bedrooms(written: str, bedrooms: int):
    assert bedrooms_for(people(written)) == bedrooms


def test_there_are_sixty_shapes_at_least():
    assert len({tuple(people(written)) for written, _ in SHAPES}) >= 60


def test_each_room_says_whom_it_is_for():
    rooms = rooms_for(people("m40+w38 w70 w12 w14 m16 w9 m8 w1"))
    assert rooms == {
        Room.COUPLE: 1, Room.ADULT: 1, Room.YOUNG_PAIR: 1, Room.YOUNG: 1, Room.CHILDREN: 1, Room.CHILD: 1,
    }  # fmt: skip


SLEEPERS = st.builds(Sleeper, st.integers(0, 90), st.sampled_from(["w", "m", None]))


@given(st.lists(SLEEPERS, max_size=12), st.randoms())
def test_the_order_of_the_people_does_not_matter(household, chance):
    mixed = list(household)
    chance.shuffle(mixed)
    assert rooms_for(mixed) == rooms_for(household)


@given(st.lists(SLEEPERS, max_size=12), SLEEPERS)
def test_one_more_person_needs_no_fewer_bedrooms_and_at_most_one_more(household, newcomer):
    assert 0 <= bedrooms_for([*household, newcomer]) - bedrooms_for(household) <= 1


@given(st.lists(SLEEPERS, max_size=12))
def test_nobody_shares_with_more_than_one(household):
    assert len(household) / 2 <= bedrooms_for(household) <= len(household)
