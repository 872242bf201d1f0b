"""The search among ten thousand adverts beside the same by hand; `make proof ONLY=search` has a million."""

from time import process_time

import pytest
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.search import COUNTED, count, find
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.search_by_hand import by_hand
from tests.support.searches import PAGE, in_turns, p95, searches, sweep
from tests.support.statements import counted

ASKED, ROUNDS = 24, 5
MOST_TIMES = 4  # as much of the processor; a busy machine and few rounds say no more
MOST_STATEMENTS = 8  # of one search, however far it has to go


@pytest.fixture(autouse=True)
def ten_thousand(session: Session, centre: Centre) -> None:
    rows.add_listing(session, centre)
    session.commit()
    add_spots(session, 10_000)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # which does its work in this process
def test_no_way_by_hand_takes_far_less(session: Session, database_url: str):
    with by_hand(database_url) as hand:
        timed = in_turns(session, hand, list(searches(ASKED)), ROUNDS, process_time)
    assert p95([each.ours for each in timed]) <= MOST_TIMES * p95([each.by_hand for each in timed])


def test_every_way_by_hand_finds_the_same(session: Session, database_url: str):
    with by_hand(database_url) as hand:
        for criteria in searches(ASKED):
            with counted(session) as statements:
                found = find(session, criteria, PAGE)
            assert len(statements) <= MOST_STATEMENTS
            assert {name: way(criteria, PAGE) for name, way in hand.ways.items()} == dict.fromkeys(hand.ways, found)


def test_whatever_the_rent_leaves_is_found_and_counted(session: Session, database_url: str):
    with by_hand(database_url) as hand:
        for asked in sweep(4):
            for criteria in asked:
                assert find(session, criteria, PAGE) == hand.scan(criteria, PAGE)
                assert min(count(session, criteria), COUNTED + 1) == min(hand.count(criteria), COUNTED + 1)
