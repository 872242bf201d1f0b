"""What one more flat costs a ranking. On the clock `make bench ONLY=fit` holds ten thousand of them to three searches;
here it is counted, so that a row that becomes an object again, or a third table, is found on any machine.
"""

from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import Needs, NeedsArea
from housing.services.ranking.matching import rank_flats_for
from housing.wants import AreaWish, Strength
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.work import lines_of, steps_of

FEW, MANY = 1_000, 2_000
LINES = 2  # of Python a flat; it is 1, and was 12 to 15 when row after row was gone through
STEPS = {"plain": 30, "asking": 53}  # of SQLite's machine; they are 28 and 51, and were 37 and 60 from three tables


@pytest.fixture
def households(session: Session, centre: Centre) -> dict[str, Needs]:
    """What they need: the one hardly anything, the other something of each kind."""
    rows.add_listing(session, centre)
    plain, asking = (
        Needs(household=rows.add_household(session, centre), step_free=True, most_rent=Decimal("250.00"))
        for _ in range(2)
    )
    asking.has_pet, asking.quiet = True, Strength.WISH
    asking.areas = [
        NeedsArea(wish=wish, town="here", at=at, radius_m=metres, created_at=rows.NOW)
        for wish, at, metres in (
            (AreaWish.ONLY, [35.30, 25.10], 20_000),
            (AreaWish.RATHER, [35.34, 25.13], 5_000),
            (AreaWish.NEVER, [35.20, 25.70], 10_000),
        )
    ]
    session.add_all([plain, asking])
    return {"plain": plain, "asking": asking}


def test_one_more_flat_is_hardly_a_line_of_python(session: Session, households: dict[str, Needs]):
    """The database's driver and numpy take them all at once."""
    works = {kind: partial(rank, session, needs) for kind, needs in households.items()}
    lines = []
    for number in (FEW, MANY):
        add_spots(session, number)
        for work in [*works.values()] * 2:
            work()  # what is made once for all, and kept when it is asked for again, is no matter
        lines.append({kind: lines_of(work) for kind, work in works.items()})
    few, many = lines
    assert {kind: (many[kind] - few[kind]) / (MANY - FEW) < LINES for kind in works} == dict.fromkeys(works, True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_more_flat_is_read_from_one_table(session: Session, households: dict[str, Needs]):
    """And what landlords said of pets from another, where it matters."""
    steps = []
    for number in (FEW, MANY):
        add_spots(session, number)
        steps.append({kind: steps_of(session, partial(rank, session, needs)) for kind, needs in households.items()})
    few, many = steps
    assert {kind: (many[kind] - few[kind]) / (MANY - FEW) < STEPS[kind] for kind in STEPS} == dict.fromkeys(STEPS, True)


def rank(session: Session, needs: Needs) -> None:
    assert rank_flats_for(session, needs, PaysThreeHundred(), on=rows.TODAY).page.total >= FEW
