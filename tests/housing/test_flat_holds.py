"""Homes that landlords keep for us: promised once, extended, closed, and in the way of offers to others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY, start_of
from core.errors import Forbidden, Refused
from core.jobs.models import Job
from housing.jobs.holds import END, ask_again, ask_to_end
from housing.models import FlatHold, Listing, Offer
from housing.services.dealings import flat_hold_queries as queries
from housing.services.dealings import flat_holds
from housing.services.dealings.flat_holds import LONG, LONGEST, HoldDetails
from housing.services.leases.leases import sign_lease
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus
from housing.states.landlords import HoldStatus
from people.models import Household
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.leases import TERMS
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY

LAST_DAY = TODAY + timedelta(days=5)
DETAILS = HoldDetails(TODAY, "Aikaterini Lydaki", LAST_DAY)


@dataclass(frozen=True)
class Scene:
    """A free flat, two households that look for one, and the officer of all."""

    session: Session
    listing: Listing
    household: Household
    other: Household
    officer: User

    def promise(self, household: Household | None = None, last_day: date = LAST_DAY, on: date = TODAY) -> FlatHold:
        details = replace(DETAILS, household=household, last_day=last_day)
        return flat_holds.promise_hold(self.session, self.listing, details, actor=self.officer, at=NOW, on=on)

    def offer(self, household: Household, reason: str = "", on: date = TODAY) -> Offer:
        figures = MonthlyFigures(Decimal("450.00"), None, None)
        return make_offer(
            self.session, household, self.listing, figures=figures, answer_by=on + DAY, despite_landlord=reason,
            actor=self.officer, at=NOW, on=on,
        )  # fmt: skip


@pytest.fixture
def scene(session: Session) -> Scene:
    centre = rows.add_centre(session)
    haddad, rasuli = rows.add_household(session, centre), rows.add_household(session, centre, "Rasuli")
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    listing = rows.add_listing(session, centre)
    session.commit()
    return Scene(session, listing, haddad, rasuli, officer)


def test_a_flat_is_held_until_the_end_of_its_last_day(scene: Scene):
    hold = scene.promise()
    assert queries.find_hold(scene.session, scene.listing, LAST_DAY) is hold
    assert queries.find_hold(scene.session, scene.listing, LAST_DAY + DAY) is None
    assert queries.holds_of(scene.session, [scene.listing], LAST_DAY) == {scene.listing.dwelling_id: hold}
    assert queries.holds_of(scene.session, [scene.listing], LAST_DAY + DAY) == {}


def test_a_flat_has_one_hold_that_runs_and_the_refusal_says_until_when(scene: Scene):
    scene.promise()
    with pytest.raises(Refused, match=rf"held until {LAST_DAY} already: extend"):
        scene.promise(scene.household)


def test_a_hold_whose_day_is_over_gives_way_to_a_new_one(scene: Scene):
    first = scene.promise()
    second = scene.promise(last_day=LAST_DAY + 9 * DAY, on=LAST_DAY + DAY)
    assert (first.status, first.closed_on) == (HoldStatus.RUN_OUT, LAST_DAY + DAY)
    assert second.status is HoldStatus.RUNNING


@pytest.mark.parametrize(
    ("change", "field"),
    [({"promised_on": TODAY + DAY}, "promised_on"), ({"last_day": TODAY - DAY}, "last_day")],
    ids=["promised-tomorrow", "over-already"],
)
def test_a_slip_in_a_day_is_said(scene: Scene, change: dict[str, date], field: str):
    with pytest.raises(Refused) as refused:
        flat_holds.promise_hold(
            scene.session, scene.listing, replace(DETAILS, **change), actor=scene.officer, at=NOW, on=TODAY
        )
    assert refused.value.field == field


FAR = {"a-month": LONG, "a-day-more": LONG + DAY, "half-a-year": LONGEST, "too-far": LONGEST + DAY}


@pytest.mark.parametrize(
    ("far", "is_long", "field"),
    [
        ("a-month", False, None), ("a-day-more", False, "is_long"), ("a-day-more", True, None),
        ("half-a-year", False, "is_long"), ("half-a-year", True, None), ("too-far", True, "last_day"),
        ("too-far", False, "last_day"),
    ],
)  # fmt: skip
def test_a_day_more_than_a_month_away_is_said_twice_and_one_beyond_half_a_year_is_refused(
    scene: Scene, far: str, is_long: bool, field: str | None
):
    details = replace(DETAILS, last_day=TODAY + FAR[far], is_long=is_long)
    promise = partial(flat_holds.promise_hold, scene.session, scene.listing, actor=scene.officer, at=NOW, on=TODAY)
    assert _refused(partial(promise, details)) == field
    hold = promise(DETAILS) if field else scene.session.scalars(select(FlatHold)).one()
    extend = partial(flat_holds.extend_hold, scene.session, hold, is_long=is_long, actor=scene.officer)
    assert _refused(partial(extend, last_day=TODAY + DAY + FAR[far], on=TODAY + DAY)) == field


def _refused(step: Callable[[], object]) -> str | None:
    """At which field, or None where it was taken."""
    try:
        step()
    except Refused as refusal:
        return refusal.field
    return None


def test_nobody_holds_a_flat_that_is_gone_or_was_never_asked_for(scene: Scene):
    for status in (ListingStatus.CANDIDATE, ListingStatus.LET):
        scene.listing.status = status
        scene.session.flush()
        with pytest.raises(Refused):
            scene.promise()


def test_a_hold_is_extended_to_a_later_day_and_tells_of_the_first(scene: Scene):
    hold = scene.promise()
    with pytest.raises(Refused, match="enter a later day"):
        flat_holds.extend_hold(scene.session, hold, last_day=LAST_DAY, on=TODAY, actor=scene.officer)
    flat_holds.extend_hold(
        scene.session, hold, last_day=LAST_DAY + DAY, words="If paid by then", on=LAST_DAY, actor=scene.officer
    )
    assert (hold.last_day, hold.first_ends_on, hold.is_extended) == (LAST_DAY + DAY, LAST_DAY + DAY, True)
    flat_holds.keep_hold(scene.session, hold, words="", on=LAST_DAY, actor=scene.officer)
    assert hold.words == "If paid by then"


def test_what_has_run_out_is_not_extended_also_before_it_is_closed(scene: Scene):
    hold = scene.promise()
    with pytest.raises(Refused, match="The last day of this hold is over"):
        flat_holds.extend_hold(scene.session, hold, last_day=LAST_DAY + 3 * DAY, on=LAST_DAY + DAY, actor=scene.officer)


@pytest.mark.parametrize(
    ("close", "status"),
    [
        (flat_holds.keep_hold, HoldStatus.KEPT),
        (flat_holds.break_hold, HoldStatus.BROKEN),
        (flat_holds.release_hold, HoldStatus.RELEASED),
    ],
)
def test_what_became_of_it_is_written_down(scene: Scene, close: Callable, status: HoldStatus):
    hold = scene.promise()
    close(scene.session, hold, words="It is let.", on=TODAY + DAY, actor=scene.officer)
    assert (hold.status, hold.closed_on, hold.words) == (status, TODAY + DAY, "It is let.")
    assert queries.find_hold(scene.session, scene.listing, TODAY + DAY) is None


def test_who_breaks_a_word_is_not_told_without_what_happened(scene: Scene):
    with pytest.raises(Refused, match="what happened"):
        flat_holds.break_hold(scene.session, scene.promise(), words="", on=TODAY, actor=scene.officer)


def test_while_it_is_held_for_one_an_offer_to_another_says_why(scene: Scene):
    scene.promise(scene.household)
    with pytest.raises(Refused, match=rf"holds this flat until {LAST_DAY} for another household") as refused:
        scene.offer(scene.other)
    assert refused.value.field == "despite_landlord"
    assert scene.offer(scene.other, "The family found another").despite_landlord == "The family found another"


@pytest.mark.parametrize("is_for_it", [True, False], ids=["for-it", "for-the-programme"])
def test_what_is_held_for_a_family_or_for_the_programme_is_offered_to_it(scene: Scene, is_for_it: bool):
    scene.promise(scene.household if is_for_it else None)
    assert scene.offer(scene.household).despite_landlord is None


def test_on_the_day_after_the_last_it_is_in_nobodys_way(scene: Scene):
    scene.promise(scene.household)
    assert scene.offer(scene.other, on=LAST_DAY + DAY).despite_landlord is None


@pytest.mark.parametrize("is_for", ["nobody", "household", "other"])
def test_a_lease_shows_whether_the_word_was_kept(scene: Scene, is_for: str):
    hold = scene.promise({"nobody": None, "household": scene.household, "other": scene.other}[is_for])
    sign_lease(scene.session, scene.listing, scene.household, TERMS, actor=scene.officer, at=NOW)
    assert hold.status is (HoldStatus.RELEASED if is_for == "other" else HoldStatus.KEPT)


def test_it_ends_by_itself_on_its_day(scene: Scene, app: Flask):
    hold = scene.promise()
    ask_to_end(scene.session, hold, at=NOW)
    over_at = start_of(LAST_DAY + DAY)
    assert status_at(scene, app, hold, over_at - timedelta(minutes=1)) is HoldStatus.RUNNING
    assert status_at(scene, app, hold, over_at) is HoldStatus.RUN_OUT


def test_what_was_extended_meanwhile_goes_on(scene: Scene, app: Flask):
    hold = scene.promise()
    ask_to_end(scene.session, hold, at=NOW)
    flat_holds.extend_hold(scene.session, hold, last_day=LAST_DAY + DAY, on=TODAY, actor=scene.officer)
    assert status_at(scene, app, hold, start_of(LAST_DAY + DAY)) is HoldStatus.RUNNING


def status_at(scene: Scene, app: Flask, hold: FlatHold, at: datetime) -> HoldStatus:
    """When workers have done what is due at an instant."""
    scene.session.commit()
    with time_machine.travel(at, tick=False):
        do_jobs(app)
    scene.session.refresh(hold)
    scene.session.commit()
    return hold.status


def test_after_a_restore_its_end_is_asked_for_again(scene: Scene):
    scene.promise()
    ask_again(scene.session, NOW)
    assert scene.session.scalar(select(func.count()).where(Job.kind == END)) == 1


def test_of_two_who_write_one_down_at_once_the_second_reads_of_the_first(scene: Scene):
    promise = partial(_promise_in, listing_id=scene.listing.id, officer_id=scene.officer.id)
    first, second = at_once(scene.session, promise, promise)
    assert first == f"This flat is held until {LAST_DAY} already: extend that hold, or say what became of it."
    assert second == "done"


def _promise_in(session: Session, listing_id: int, officer_id: int) -> None:
    listing, officer = session.get_one(Listing, listing_id), session.get_one(User, officer_id)
    rows.go_to_work(session, officer)
    flat_holds.promise_hold(session, listing, DETAILS, actor=officer, at=NOW, on=TODAY)


def test_a_hold_is_seen_where_the_flat_is_worked_on(scene: Scene):
    hold = scene.promise()
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    assert queries.list_holds(scene.session, scene.officer).rows == [hold]
    assert queries.list_holds(scene.session, stranger).rows == []
    with pytest.raises(Forbidden):
        queries.get_hold(scene.session, hold.id, stranger)


@pytest.mark.parametrize(
    ("on", "ending"),
    [(LAST_DAY - 2 * DAY, 0), (LAST_DAY - DAY, 1), (LAST_DAY, 1), (LAST_DAY + DAY, 0)],
    ids=["two-days-before", "the-day-before", "the-last-day", "over"],
)
def test_the_day_before_it_ends_it_is_counted(scene: Scene, on: date, ending: int):
    scene.promise()
    count, ends_on = scene.session.execute(queries.count_ending(scene.officer, on)).one()
    assert (count, ends_on) == (ending, LAST_DAY + DAY if ending else None)
