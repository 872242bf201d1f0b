"""Pairs that wait for somebody are found as quickly among many adverts and landlords as among few."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.pairs.services import count_open, list_pairs
from core.structure import Centre
from housing.models import LandlordPair, ListingPair
from housing.services.landlords.same_landlords import both_landlords_seen
from housing.services.listings.same_flats import both_flats_seen
from tests.support.rows import NOW, add_centre, add_listing, add_user

KINDS = [(ListingPair, both_flats_seen), (LandlordPair, both_landlords_seen)]


def add_pair(session: Session, centre: Centre) -> None:
    one, other = add_listing(session, centre), add_listing(session, centre)
    for kind, first, second in ((ListingPair, one.id, other.id), (LandlordPair, one.landlord_id, other.landlord_id)):
        session.add(kind(one_id=first, other_id=second, score=80, agree=[], differ=[], found_at=NOW))
    session.flush()


def steps(session: Session, kind, seen, user: User) -> int:
    """How many steps of SQLite's machine it takes to count the pairs and to list them."""
    taken = []
    connection = session.connection().connection.dbapi_connection
    session.connection().exec_driver_sql("ANALYZE")
    connection.set_progress_handler(lambda: taken.append(1), 1)
    counted = session.scalar(select(count_open(kind, seen(user))))
    listed = list_pairs(session, kind, seen(user), 1, apart=False)
    connection.set_progress_handler(None, 1)
    assert (counted, listed.total) == (1, 1)
    return len(taken)


@pytest.mark.parametrize(("kind", "seen"), KINDS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_else_is_there_makes_no_pair_slower_to_find(session: Session, kind, seen):
    centre = add_centre(session)
    user = add_user(session, StaffRole.HOUSING_OFFICER, centre)
    add_pair(session, centre)
    alone = steps(session, kind, seen, user)
    for _ in range(100):
        add_listing(session, centre)
    session.flush()
    assert steps(session, kind, seen, user) < 1.5 * alone
