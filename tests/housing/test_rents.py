"""A rent is held against those of homes like it: enough of them, near enough, not too old, each counted once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.rents import Rents, Verdict, summarise
from housing.services.mapping.rents import Alike, rents_like, rents_of
from maps.distance import Point
from maps.small_cells import FEWEST
from tests.support import rows
from tests.support.rows import NOW

HERE = Point(35.3312, 25.1467)
KM = 0.009  # degrees of latitude
USUAL = Rents(Decimal(420), Decimal(510), 29, 2)


@pytest.mark.parametrize(
    ("rent", "verdict"),
    [
        ("285.00", Verdict.USUAL), ("284.99", Verdict.LOW), ("45.00", Verdict.LOW), ("420.00", Verdict.USUAL),
        ("645.00", Verdict.USUAL), ("645.01", Verdict.HIGH), ("5400.00", Verdict.HIGH),
    ],
)  # fmt: skip
def test_far_off_is_one_and_a_half_widths_beyond_the_middle_half(rent: str, verdict: Verdict):
    assert USUAL.verdict(Decimal(rent)) is verdict


@pytest.mark.parametrize(("rent", "verdict"), [("320", "low"), ("321", "usual"), ("480", "usual"), ("481", "high")])
def test_where_all_cost_alike_a_fifth_more_is_usual(rent: str, verdict: str):
    alike = Rents(Decimal(401), Decimal(400), 9, 1)
    assert alike.verdict(Decimal(rent)) == verdict


def test_the_middle_half_is_told_from_five_homes_on():
    rents = [Decimal(rent) for rent in (400, 500, 300, 700, 450)]
    assert summarise(rents, 1) == Rents(Decimal(400), Decimal(500), 5, 1)
    assert summarise(rents[1:], 1) is None
    assert summarise([], 1) is None


def add(session: Session, centre: Centre, rents: tuple[int, ...], **dwelling: object):
    facts = {"latitude": HERE.latitude, "longitude": HERE.longitude, "bedrooms": 2, "size_m2": 80, **dwelling}
    return [rows.add_listing(session, centre, rent=f"{rent}.00", **facts) for rent in rents]


RENTS = (400, 420, 440, 460, 480)
ALIKE = Alike(HERE, bedrooms=2, size_m2=80)


def asked(session: Session, officer: User, alike: Alike = ALIKE) -> Rents | None:
    session.flush()
    return rents_of(session, alike, officer, at=NOW)


def test_homes_like_it_are_compared(session: Session, centre: Centre, officer: User):
    add(session, centre, RENTS)
    add(session, centre, (900,), bedrooms=3)
    add(session, centre, (900,), size_m2=101)
    add(session, centre, (900,), size_m2=59)
    add(session, centre, (900,), latitude=None, longitude=None)
    assert asked(session, officer) == Rents(Decimal(420), Decimal(460), FEWEST, 1)


def test_the_circle_grows_until_there_are_enough(session: Session, centre: Centre, officer: User):
    add(session, centre, RENTS[:2])
    add(session, centre, RENTS[2:], latitude=HERE.latitude + 4 * KM)
    found = asked(session, officer)
    assert found is not None
    assert found.radius_km == 5
    add(session, centre, RENTS, latitude=HERE.latitude + 20 * KM)
    assert found == asked(session, officer)


def test_old_adverts_and_those_of_other_centres_do_not_count(session: Session, centre: Centre, officer: User):
    old, *_others = add(session, centre, RENTS)
    old.created_at = NOW - timedelta(days=366)
    add(session, rows.add_centre(session, "chania"), RENTS)
    assert asked(session, officer) is None


def test_a_home_that_was_advertised_often_counts_once_as_last(session: Session, centre: Centre, officer: User):
    listings = add(session, centre, (*RENTS, 900))
    listings[-1].dwelling = listings[0].dwelling
    listings[-1].created_at = NOW - timedelta(days=30)
    assert asked(session, officer) == Rents(Decimal(420), Decimal(460), FEWEST, 1)


def test_a_home_is_not_compared_with_itself(session: Session, centre: Centre, officer: User):
    first, *others = add(session, centre, (*RENTS, 500))
    session.flush()
    found = rents_like(session, first, officer, at=NOW)
    assert found is not None
    assert found.homes == len(others)


def test_without_size_or_bedrooms_nothing_is_alike(session: Session, centre: Centre, officer: User):
    listings = add(session, centre, RENTS)
    assert asked(session, officer, Alike(HERE)) is None
    listings[0].dwelling.latitude = listings[0].dwelling.longitude = None
    assert rents_like(session, listings[0], officer, at=NOW) is None
