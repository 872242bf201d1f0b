"""Saved searches that several people, windows or steps touch at once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.calendar.models import StaffFeed
from core.db import lock_row
from core.structure import Centre
from housing.models import Listing, SavedSearch
from housing.search import some_inside
from housing.services.search import search_matches
from housing.services.search.saved_searches import (
    delete_search,
    get_saved_search,
    saved_searches,
)
from housing.services.search.search_matches import count_new
from tests.housing.cheap_search import CHEAP, matches_of, open_it, save, titles_new_since
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW


@pytest.fixture
def saved(session: Session, officer: User) -> SavedSearch:
    """A search in which one flat was seen and another, of 600 euros, was not."""
    return save(session, officer)


@pytest.fixture
def seen(session: Session, centre: Centre) -> Listing:
    return rows.add_listing(session, centre, "seen", rent="400.00")


def test_two_pages_that_save_the_same_at_once_save_it_once(session: Session, officer: User, seen: Listing):
    session.commit()

    def step(own: Session) -> None:
        save(own, own.get_one(User, officer.id))

    assert at_once(session, step, step) == ["You have saved this view already, as “Cheap”.", "done"]


def test_two_pages_that_open_it_at_once_keep_each_advert_once(
    session: Session, centre: Centre, officer: User, saved: SavedSearch
):
    known = saved.openings
    for _one in range(5):
        rows.add_listing(session, centre, "entered", rent="300.00")
    record(session, "arrange", actor=None)
    session.commit()

    def step(own: Session) -> None:
        open_it(own, own.get_one(SavedSearch, saved.id))

    assert at_once(session, step, step, step) == ["done"] * 3
    session.expire_all()
    assert (saved.openings, matches_of(session, saved)) == (known + 1, 5)
    assert titles_new_since(session, saved, known) == {"entered"}


@pytest.mark.parametrize("question", [1, 2])
@pytest.mark.parametrize("is_wide", [False, True])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_advert_that_shows_while_it_is_opened_is_told_now_or_the_next_time(
    session: Session, centre: Centre, saved: SavedSearch, monkeypatch, question: int, is_wide: bool
):
    monkeypatch.setattr(search_matches, "KEPT", 0 if is_wide else 1_000)
    rows.add_listing(session, centre, rent="300.00").created_at = NOW - timedelta(days=1)
    open_it(session, saved)
    session.commit()
    known, asked, engine, key = saved.openings, [], session.get_bind(), centre.id
    assert isinstance(engine, Engine)

    def answer(*details: Any) -> list[int]:
        found = some_inside(*details)
        asked.append(found)
        if len(asked) == question:
            with Session(engine) as other:
                rows.add_listing(other, other.get_one(Centre, key), "entered", rent="300.00")
                record(other, "arrange", actor=None)
                other.commit()
        return found

    monkeypatch.setattr(search_matches, "some_inside", answer)
    open_it(session, saved)
    session.commit()
    told_now = titles_new_since(session, saved, known) == {"entered"}
    assert (told_now, count_new(session, saved, CHEAP)) == ((True, 0) if question == 1 else (False, 1))


def test_opened_and_deleted_at_once_it_is_gone_or_was_opened_before(
    session: Session, officer: User, saved: SavedSearch
):
    session.commit()

    def forget(own: Session) -> None:
        me = own.get_one(User, officer.id)
        delete_search(own, get_saved_search(own, saved.id, me), actor=me)

    def look(own: Session) -> None:
        open_it(own, get_saved_search(own, saved.id, own.get_one(User, officer.id)))

    answers = at_once(session, forget, look, forget)
    assert set(answers) <= {"done", "There is no such saved search."}
    assert "done" in answers
    session.expire_all()
    assert saved_searches(session, officer) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_saves_a_search_lets_nobody_wait_who_writes_rows_that_name_the_person(session: Session, officer: User):
    """Somebody else's step holds adverts and names the person: each would wait for the other."""
    session.commit()
    lock_row(session, officer, may_be_named=True)
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with Session(engine) as other:
        other.execute(text("SET lock_timeout = '2s'"))
        other.add(StaffFeed(user_id=officer.id, token_sha256="", created_at=NOW))
        other.flush()
