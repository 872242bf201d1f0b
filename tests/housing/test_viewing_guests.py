"""Households at viewings: what they answer, what came of it, and who is expected no longer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from housing.models import ViewingGuest
from housing.services.viewings import viewing_guests, viewings
from housing.services.viewings import viewing_queries as queries
from housing.services.viewings.viewings import GuestDetails
from housing.states import GuestStatus, ViewingStatus
from housing.viewing_facts import CancelReason, Interest
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.housing.viewing_scene import TEN, Scene, new_scene
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session) -> Scene:
    return new_scene(session)


def test_who_said_no_or_was_released_is_free_for_another_viewing(scene: Scene):
    first = scene.book()
    viewing_guests.decline_guest(scene.session, first.guests[0], "Work", actor=scene.household, at=NOW)
    second = scene.book(scene.another_flat(), officer=scene.another_officer())
    with pytest.raises(Refused, match="has the viewing of “Flat in Mastabas”"):
        viewing_guests.confirm_guest(scene.session, first.guests[0], actor=scene.officer, at=NOW)
    with pytest.raises(Refused, match="You see another home from .*: call your centre"):
        viewing_guests.confirm_guest(scene.session, first.guests[0], actor=scene.household, at=NOW)
    viewing_guests.release_guest(scene.session, second.guests[0], actor=scene.officer)
    viewing_guests.confirm_guest(scene.session, first.guests[0], actor=scene.household, at=NOW)
    assert first.guests[0].status is GuestStatus.CONFIRMED


def test_a_household_is_invited_once_and_again_after_it_was_released(scene: Scene):
    viewing, other = scene.book(), scene.another_household()
    guest = viewings.invite_guest(scene.session, viewing, GuestDetails(other, "fa"), actor=scene.officer, at=NOW)
    with pytest.raises(Refused, match="is invited already"):
        viewings.invite_guest(scene.session, viewing, GuestDetails(other), actor=scene.officer, at=NOW)
    viewing_guests.release_guest(scene.session, guest, actor=scene.officer)
    assert viewings.invite_guest(scene.session, viewing, GuestDetails(other), actor=scene.officer, at=NOW) is guest
    with pytest.raises(Refused, match="has begun"):
        viewings.invite_guest(
            scene.session, viewing, GuestDetails(scene.another_household("Osman")), actor=scene.officer, at=TEN
        )


def came(session: Session, guest: ViewingGuest, officer: User, at: datetime) -> None:
    viewing_guests.record_came(session, guest, Interest.WANTS, actor=officer, at=at)


def missed(session: Session, guest: ViewingGuest, officer: User, at: datetime) -> None:
    viewing_guests.record_no_show(session, guest, actor=officer, at=at)


@pytest.mark.parametrize("outcome", [came, missed])
def test_what_came_of_it_is_written_down_when_it_begins_and_not_before(scene: Scene, outcome: Callable[..., None]):
    viewing = scene.book()
    with pytest.raises(Refused, match="is written down then"):
        outcome(scene.session, viewing.guests[0], scene.officer, TEN - timedelta(minutes=31))
    outcome(scene.session, viewing.guests[0], scene.officer, TEN - timedelta(minutes=30))
    assert viewing.status is ViewingStatus.HELD
    with pytest.raises(Refused, match="is written down: book a new one"):
        viewings.cancel_viewing(scene.session, viewing, CancelReason.OFFICE, actor=scene.officer, at=TEN)


def test_a_slip_of_the_thumb_is_put_right(scene: Scene):
    guest = scene.book().guests[0]
    missed(scene.session, guest, scene.officer, TEN)
    came(scene.session, guest, scene.officer, TEN)
    assert (guest.status, guest.interest) == (GuestStatus.CAME, Interest.WANTS)
    missed(scene.session, guest, scene.officer, TEN)
    assert (guest.status, guest.interest) == (GuestStatus.NO_SHOW, None)
    assert queries.no_shows(scene.session, [scene.household.id, 99]) == {scene.household.id: 1}


def test_who_said_that_it_cannot_come_did_not_stay_away_without_a_word(scene: Scene):
    guest = scene.book().guests[0]
    viewing_guests.decline_guest(scene.session, guest, actor=scene.officer, at=NOW)
    with pytest.raises(Refused, match="no absence without a word"):
        missed(scene.session, guest, scene.officer, TEN)
    assert queries.no_shows(scene.session, [scene.household.id]) == {}


def test_a_household_answers_until_it_begins_and_by_telephone_still_on_the_way(scene: Scene):
    guest = scene.book().guests[0]
    with pytest.raises(Refused, match="call your centre"):
        viewing_guests.decline_guest(scene.session, guest, actor=scene.household, at=TEN)
    viewing_guests.decline_guest(scene.session, guest, actor=scene.officer, at=TEN)
    assert guest.status is GuestStatus.DECLINED


@pytest.mark.usefixtures("app")  # which introduces those who hear of it
def test_who_leaves_the_programme_is_expected_nowhere(scene: Scene):
    guest = scene.book().guests[0]
    left = StageDetails(StageFact(Stage.EXITED, TODAY, StageReason.MOVED_AWAY))
    move_stage(scene.session, scene.household, left, actor=scene.officer, at=NOW)
    assert guest.status is GuestStatus.RELEASED
    with pytest.raises(Refused, match="has left the programme"):
        scene.book(at=TEN + timedelta(hours=1))


def test_who_does_not_want_a_home_any_more_is_not_expected_there(scene: Scene):
    flats = scene.listing, scene.another_flat()
    guests = [scene.book(flat, at=TEN + n * timedelta(hours=1)).guests[0] for n, flat in enumerate(flats)]
    viewing_guests.release_from_home(scene.session, scene.household, scene.listing)
    assert [guest.status for guest in guests] == [GuestStatus.RELEASED, GuestStatus.INVITED]
