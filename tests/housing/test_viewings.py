"""Viewings as the services keep them: nobody is at two at once, answers and outcomes are kept, times are of Athens."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from core.errors import Forbidden, NotFound, Refused
from housing.models import Listing
from housing.services.viewings import viewing_guests, viewings
from housing.services.viewings import viewing_queries as queries
from housing.services.viewings.viewings import GuestDetails, ViewingDetails
from housing.states import GuestStatus, ListingStatus, ViewingStatus
from housing.viewing_facts import CancelReason
from people.models import Household
from tests.housing.viewing_scene import HALF_AN_HOUR, TEN, TOMORROW, Scene, new_scene
from tests.support import rows
from tests.support.audit import events
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session) -> Scene:
    return new_scene(session)


def test_a_viewing_keeps_its_time_in_utc_and_who_is_invited(scene: Scene):
    viewing = scene.book()
    scene.session.commit()
    scene.session.expire_all()
    assert viewing.starts_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert viewing.ends_at - viewing.starts_at == HALF_AN_HOUR
    assert [(guest.household, guest.status) for guest in viewing.guests] == [(scene.household, GuestStatus.INVITED)]
    assert events(scene.session)[-1].action == "book-viewing"


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        pytest.param(date(2027, 3, 27), 8, id="the-last-day-of-winter-time"),
        pytest.param(date(2027, 3, 28), 7, id="the-first-of-summer-time"),
        pytest.param(date(2027, 10, 30), 7, id="the-last-of-summer-time"),
        pytest.param(date(2027, 10, 31), 8, id="the-first-day-of-winter-time"),
    ],
)
def test_ten_o_clock_is_ten_in_athens_on_both_sides_of_the_change(scene: Scene, day: date, utc_hour: int):
    viewing = scene.book(at=instant_at(day, time(10)))
    scene.session.commit()
    scene.session.expire_all()
    assert viewing.starts_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert queries.viewings_on(scene.session, scene.officer, day) == [viewing]


def test_an_hour_that_is_left_out_is_no_hour():
    with pytest.raises(ValueError, match="left out"):
        instant_at(date(2027, 3, 28), time(3, 30))
    assert instant_at(date(2027, 10, 31), time(3, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "lasts", "field"),
    [
        pytest.param(NOW - timedelta(days=1), HALF_AN_HOUR, "on", id="yesterday"),
        pytest.param(NOW, HALF_AN_HOUR, "clock", id="now"),
        pytest.param(instant_at(TOMORROW, time(6, 59)), HALF_AN_HOUR, "clock", id="before-seven"),
        pytest.param(instant_at(TOMORROW, time(22, 1)), HALF_AN_HOUR, "clock", id="after-ten"),
        pytest.param(TEN, timedelta(minutes=9), "minutes", id="too-short"),
        pytest.param(TEN, timedelta(hours=4, minutes=1), "minutes", id="too-long"),
    ],
)
def test_a_viewing_is_still_to_come_and_takes_a_while(scene: Scene, starts_at: datetime, lasts: timedelta, field: str):
    details = ViewingDetails(starts_at, lasts, scene.officer)
    with pytest.raises(Refused) as refusal:
        viewings.book_viewing(
            scene.session, scene.listing, details, [GuestDetails(scene.household)], actor=scene.officer, at=NOW
        )
    assert refusal.value.field == field


def test_somebody_is_invited(scene: Scene):
    with pytest.raises(Refused, match="at least one household"):
        viewings.book_viewing(
            scene.session, scene.listing, ViewingDetails(TEN, HALF_AN_HOUR, scene.officer), [], actor=scene.officer,
            at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("status", [ListingStatus.CANDIDATE, ListingStatus.LET, ListingStatus.WITHDRAWN])
def test_a_flat_that_cannot_be_shown_is_not(scene: Scene, status: ListingStatus):
    scene.listing.status = status
    with pytest.raises(Refused, match="landlord first|is let|was withdrawn"):
        scene.book()


def test_where_only_the_town_of_a_flat_is_known_it_is_written_where_to_meet(scene: Scene):
    scene.listing.dwelling.address = " "
    with pytest.raises(Refused, match="no street is known") as refusal:
        scene.book()
    assert refusal.value.field == "meeting_words"
    details = ViewingDetails(TEN, HALF_AN_HOUR, scene.officer, meeting_words="At the church")
    guests = [GuestDetails(scene.household)]
    viewing = viewings.book_viewing(scene.session, scene.listing, details, guests, actor=scene.officer, at=NOW)
    with pytest.raises(Refused, match="no street is known"):
        viewings.change_viewing(
            scene.session, viewing, ViewingDetails(TEN, HALF_AN_HOUR, scene.officer), actor=scene.officer, at=NOW
        )


def test_an_officer_is_at_one_flat_at_a_time_and_the_refusal_says_at_which(scene: Scene):
    scene.book()
    other, flat = scene.another_household(), scene.another_flat()
    for minutes in (-29, 0, 29):
        with pytest.raises(Refused, match="Eleni Markaki is at the viewing of “Flat 82 m², Poros”"):
            scene.book(flat, other, at=TEN + timedelta(minutes=minutes))
    assert scene.book(flat, other, at=TEN + HALF_AN_HOUR).status is ViewingStatus.PLANNED
    assert scene.book(flat, other, at=TEN - HALF_AN_HOUR).status is ViewingStatus.PLANNED


def test_of_another_centre_it_is_not_said_at_which_flat_somebody_is(scene: Scene):
    chania = rows.add_centre(scene.session, "chania")
    rows.add_post(scene.session, scene.officer, StaffRole.HOUSING_OFFICER, chania)
    scene.book(rows.add_listing(scene.session, chania), rows.add_household(scene.session, chania))
    colleague = scene.another_officer()
    details = ViewingDetails(TEN, HALF_AN_HOUR, scene.officer)
    with pytest.raises(Refused, match="Eleni Markaki is at another viewing"):
        viewings.book_viewing(
            scene.session, scene.listing, details, [GuestDetails(scene.household)], actor=colleague, at=NOW
        )


def test_a_household_is_at_one_flat_at_a_time(scene: Scene):
    scene.book()
    with pytest.raises(Refused, match=r"Haddad \(.*\) has the viewing of “Flat 82 m², Poros”"):
        scene.book(scene.another_flat(), officer=scene.another_officer())


def test_a_flat_is_shown_once_at_a_time(scene: Scene):
    scene.book()
    with pytest.raises(Refused, match="This flat is shown from .* already"):
        scene.book(None, scene.another_household(), officer=scene.another_officer())


def test_a_cancelled_viewing_stands_in_nobodys_way_and_releases_all(scene: Scene):
    viewing = scene.book()
    viewings.cancel_viewing(scene.session, viewing, CancelReason.LANDLORD, actor=scene.officer, at=NOW)
    assert [guest.status for guest in viewing.guests] == [GuestStatus.RELEASED]
    assert scene.book().status is ViewingStatus.PLANNED
    with pytest.raises(Refused, match="was cancelled"):
        viewing_guests.confirm_guest(scene.session, viewing.guests[0], actor=scene.household, at=NOW)


def test_at_another_time_everybody_is_asked_anew(scene: Scene):
    viewing = scene.book()
    viewing_guests.confirm_guest(scene.session, viewing.guests[0], actor=scene.household, at=NOW)
    same = ViewingDetails(TEN, HALF_AN_HOUR, scene.officer, meeting_words="At the kiosk")
    assert not viewings.change_viewing(scene.session, viewing, same, actor=scene.officer, at=NOW)
    assert viewing.guests[0].status is GuestStatus.CONFIRMED
    later = ViewingDetails(TEN + HALF_AN_HOUR, HALF_AN_HOUR, scene.officer)
    assert viewings.change_viewing(scene.session, viewing, later, actor=scene.officer, at=NOW)
    assert viewing.guests[0].status is GuestStatus.INVITED


def test_nobody_is_moved_to_where_they_cannot_be(scene: Scene):
    first, second = scene.book(), scene.book(scene.another_flat(), at=TEN + timedelta(hours=1))
    there = ViewingDetails(TEN + timedelta(minutes=10), HALF_AN_HOUR, scene.another_officer())
    with pytest.raises(Refused, match="Haddad .* has the viewing of “Flat 82 m², Poros”"), scene.session.begin_nested():
        viewings.change_viewing(scene.session, second, there, actor=scene.officer, at=NOW)
    busy = ViewingDetails(TEN + timedelta(minutes=50), HALF_AN_HOUR, scene.officer)
    with pytest.raises(Refused, match="Eleni Markaki is at the viewing"), scene.session.begin_nested():
        viewings.change_viewing(scene.session, first, busy, actor=scene.officer, at=NOW)


def test_viewings_are_found_by_those_they_concern_only(scene: Scene):
    viewing = scene.book()
    guest = viewing.guests[0]
    chania = rows.add_centre(scene.session, "chania")
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    assert queries.get_viewing(scene.session, viewing.id, scene.officer) is viewing
    assert queries.get_guest(scene.session, guest.id, scene.officer) is guest
    assert queries.get_own_guest(scene.session, guest.id, scene.household) is guest
    assert queries.own_viewings(scene.session, scene.household.id, since=NOW) == [guest]
    assert queries.own_viewings(scene.session, scene.household.id, since=TEN + HALF_AN_HOUR) == []
    assert queries.viewings_of_flat(scene.session, scene.listing) == [viewing]
    assert queries.viewings_of_household(scene.session, scene.household.id, stranger) == []
    assert queries.viewings_on(scene.session, stranger, TOMORROW) == []
    assert queries.viewings_on(scene.session, scene.officer, TODAY) == []
    for find, key in ((queries.get_viewing, viewing.id), (queries.get_guest, guest.id)):
        with pytest.raises(Forbidden):
            find(scene.session, key, stranger)
        with pytest.raises(NotFound):
            find(scene.session, 99, scene.officer)
    with pytest.raises(NotFound):
        queries.get_own_guest(scene.session, guest.id, rows.add_household(scene.session, chania))


@pytest.mark.parametrize(
    ("whose", "sentence"),
    [("officer", "is at the viewing of"), ("household", "has the viewing of"), ("flat", "This flat is shown from")],
)
def test_of_two_who_book_in_the_same_second_one_does_and_the_other_reads_why_not(
    scene: Scene, whose: str, sentence: str
):
    """Two of the three are others in the second booking; the third cannot be at both."""
    others = {
        "officer": scene.another_officer().id, "household": scene.another_household().id,
        "flat": scene.another_flat().id,
    }  # fmt: skip
    first = {"officer": scene.officer.id, "household": scene.household.id, "flat": scene.listing.id}
    second = {**others, whose: first[whose]}
    actor_id = scene.officer.id
    scene.session.commit()

    def book(own: Session, officer: int, household: int, flat: int) -> None:
        actor = own.get_one(User, actor_id)
        rows.go_to_work(own, actor)
        details = ViewingDetails(TEN, HALF_AN_HOUR, own.get_one(User, officer))
        guests = [GuestDetails(own.get_one(Household, household))]
        viewings.book_viewing(own, own.get_one(Listing, flat), details, guests, actor=actor, at=NOW)

    said = at_once(scene.session, partial(book, **first), partial(book, **second))
    assert "done" in said
    assert any(sentence in one for one in said)
