"""A flat that is let or gone is shown to nobody: what is planned there is called off with it, and households told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from core.messages.models import Message
from housing.bulk_steps import BulkStep
from housing.models import Listing, ListingPair, Viewing, ViewingGuest
from housing.reasons.lines import LineReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.leases.lease_takeover import Declaration, take_over_lease
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.services.listings.bulk_steps import take_step
from housing.services.listings.listing_life import expire_listings, move_listing
from housing.services.listings.listings import landlord_of
from housing.services.listings.merged_flats import merge_flats
from housing.services.offers.lines import put_in_line
from housing.services.viewings.viewing_guests import confirm_guest, decline_guest
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from housing.states import GuestStatus, ListingAction, ListingStatus, ViewingStatus
from housing.states.lines import LineStatus
from housing.viewing_facts import CancelReason
from people.models import Contact, ContactKind, Household, LogEntry
from tests.support import rows
from tests.support.audit import events
from tests.support.jobs import do_jobs
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY

pytestmark = pytest.mark.usefixtures("clock")

DAY = timedelta(days=1)
TEN = instant_at(TODAY + DAY, time(10))
CANCELLED = "Your visit to a home does not take place"


@dataclass(frozen=True)
class Scene:
    """A flat that two households with telephones are to see tomorrow."""

    app: Flask
    session: Session
    officer: User
    listing: Listing
    viewing: Viewing

    @property
    def tenant(self) -> Household:
        return self.viewing.guests[0].household

    def statuses(self) -> list[GuestStatus]:
        return [guest.status for guest in self.viewing.guests]

    def sent(self) -> list[tuple[str, str]]:
        self.session.commit()
        do_jobs(self.app)
        return sorted((one.subject, one.recipient) for one in self.session.scalars(select(Message)))

    def terms(self, starts_on: date = TODAY) -> LeaseTerms:
        return LeaseTerms(self.listing.monthly_rent, None, starts_on, starts_on, starts_on + 1100 * DAY)


@pytest.fixture
def scene(app: Flask, session: Session) -> Scene:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    listing, guests = rows.add_listing(session, officer.posts[0].centre), []
    for number, name in enumerate(("Haddad", "Rasuli"), 1):
        household = rows.add_household(session, listing.centre, name)
        phone = f"+30690000000{number}"
        session.add(Contact(household=household, kind=ContactKind.PHONE, value=phone, created_at=NOW))
        guests.append(GuestDetails(household))
    details = ViewingDetails(TEN, timedelta(minutes=30), officer)
    viewing = book_viewing(session, listing, details, guests, actor=officer, at=NOW)
    session.commit()
    return Scene(app, session, officer, listing, viewing)


def withdrawn(scene: Scene, reason: WithdrawalReason = WithdrawalReason.LET) -> None:
    move_listing(scene.session, scene.listing, ListingAction.WITHDRAW, reason=reason, on=TODAY, actor=scene.officer)


def withdrawn_among_many(scene: Scene, reason: WithdrawalReason = WithdrawalReason.REFUSED) -> None:
    keys, step = [scene.listing.id], BulkStep.WITHDRAW
    take_step(scene.session, keys, step, is_as_seen=lambda _: True, reason=reason, on=TODAY, actor=scene.officer)


def run_out(scene: Scene) -> None:
    scene.listing.available_until = TODAY - DAY
    scene.session.flush()
    expire_listings(scene.session, on=TODAY, actor=scene.officer)


def run_out_alone(scene: Scene) -> None:
    scene.listing.available_until = TODAY - DAY
    scene.session.flush()
    move_listing(scene.session, scene.listing, ListingAction.EXPIRE, on=TODAY, actor=scene.officer)


def let_to_another(scene: Scene) -> None:
    household = rows.add_household(scene.session, scene.listing.centre, "Osman")
    sign_lease(scene.session, scene.listing, household, scene.terms(), actor=scene.officer, at=NOW)


def let(scene: Scene) -> None:
    sign_lease(scene.session, scene.listing, scene.tenant, scene.terms(), actor=scene.officer, at=NOW)


def taken_over(scene: Scene) -> None:
    landlord, terms = landlord_of(scene.listing), scene.terms(TODAY - DAY)
    take_over_lease(
        scene.session, scene.listing, scene.tenant, landlord, terms, Declaration(), actor=scene.officer, at=NOW
    )


def merged_with_what_is_let(scene: Scene) -> None:
    """Another advert of the flat turns out to be let already."""
    other = rows.add_listing(scene.session, scene.listing.centre, "The same flat")
    osman = rows.add_household(scene.session, scene.listing.centre, "Osman")
    sign_lease(scene.session, other, osman, scene.terms(), actor=scene.officer, at=NOW)
    pair = ListingPair(one=scene.listing, other=other, score=9, agree=[], differ=[], found_at=NOW)
    scene.session.add(pair)
    scene.session.flush()
    merge_flats(scene.session, pair, scene.listing, actor=scene.officer, on=TODAY, at=NOW)


@pytest.mark.parametrize(
    "happened", [withdrawn, withdrawn_among_many, run_out, run_out_alone, let_to_another, merged_with_what_is_let]
)
def test_a_flat_that_is_gone_is_shown_to_nobody_and_all_are_told(scene: Scene, happened: Callable[[Scene], None]):
    happened(scene)
    assert (scene.viewing.status, scene.viewing.cancelled_for) == (ViewingStatus.CANCELLED, CancelReason.GONE)
    assert scene.statuses() == [GuestStatus.RELEASED] * 2
    assert scene.sent() == [(CANCELLED, "+306900000001"), (CANCELLED, "+306900000002")]
    done = [event.action for event in events(scene.session)]
    assert [done.count(one) for one in ("cancel-viewing", "release-guest", "tell-of-viewing")] == [1, 2, 2]


@pytest.mark.parametrize("happened", [withdrawn, run_out])
def test_whom_no_sms_reaches_stands_before_the_officer_to_be_called(scene: Scene, happened: Callable[[Scene], None]):
    [phone] = scene.session.scalars(select(Contact).where(Contact.household_id == scene.tenant.id))
    scene.session.delete(phone)
    happened(scene)
    assert scene.sent() == [(CANCELLED, "+306900000002")]
    [entry] = scene.session.scalars(select(LogEntry))
    assert (entry.household, entry.responsible, entry.due_on) == (scene.tenant, scene.officer, TODAY)
    assert "δεν γίνεται" in (entry.next_step or "")
    do_jobs(scene.app)
    assert scene.session.scalar(select(func.count(LogEntry.id))) == 1


@pytest.mark.parametrize("happened", [let, taken_over])
def test_who_rents_the_flat_is_still_expected_there_and_the_others_are_not(
    scene: Scene, happened: Callable[[Scene], None]
):
    happened(scene)
    assert (scene.viewing.status, scene.statuses()) == (
        ViewingStatus.PLANNED,
        [GuestStatus.INVITED, GuestStatus.RELEASED],
    )
    assert scene.sent() == [(CANCELLED, "+306900000002")]


def test_who_had_said_that_it_cannot_come_is_told_nothing(scene: Scene):
    decline_guest(scene.session, scene.viewing.guests[0], actor=scene.officer, at=NOW)
    withdrawn(scene)
    assert scene.statuses() == [GuestStatus.RELEASED] * 2
    assert scene.sent() == [(CANCELLED, "+306900000002")]


def test_what_has_begun_stays_for_what_came_of_it(scene: Scene):
    with time_machine.travel(TEN, tick=False):
        withdrawn(scene)
    assert (scene.viewing.status, scene.sent()) == (ViewingStatus.PLANNED, [])


def test_who_is_invited_again_before_the_news_leaves_is_not_told(scene: Scene):
    let(scene)
    guest = scene.viewing.guests[1]
    guest.status = GuestStatus.INVITED
    assert scene.sent() == []


@pytest.mark.parametrize("happened", [withdrawn, withdrawn_among_many])
def test_an_advert_that_is_a_double_takes_no_viewing_with_it(scene: Scene, happened: Callable[..., None]):
    happened(scene, WithdrawalReason.DUPLICATE)
    assert scene.listing.status is ListingStatus.WITHDRAWN
    assert (scene.viewing.status, scene.sent()) == (ViewingStatus.PLANNED, [])


def test_who_waits_for_a_flat_of_which_another_advert_is_let_waits_no_more(scene: Scene):
    behind = rows.add_household(scene.session, scene.listing.centre, "Karimi")
    place = put_in_line(scene.session, scene.listing, behind, fits=True, actor=scene.officer, at=NOW)
    merged_with_what_is_let(scene)
    assert (place.status, place.closed_because) == (LineStatus.RELEASED, LineReason.FLAT_TAKEN)


def test_another_flat_is_shown_as_before(scene: Scene):
    flat = rows.add_listing(scene.session, scene.listing.centre, "Flat in Mastabas")
    move_listing(
        scene.session, flat, ListingAction.WITHDRAW, reason=WithdrawalReason.LET, on=TODAY, actor=scene.officer
    )
    assert (scene.viewing.status, scene.sent()) == (ViewingStatus.PLANNED, [])


def test_whoever_confirms_in_the_same_second_waits_for_nobody_who_waits_for_it(scene: Scene):
    """The tenant says that it comes while its lease is signed: both hold the viewing before the household."""
    officer_id, listing_id, guest_id = scene.officer.id, scene.listing.id, scene.viewing.guests[0].id
    terms = scene.terms()
    scene.session.commit()

    def sign(own: Session, officer: User, guest: ViewingGuest) -> None:
        sign_lease(own, own.get_one(Listing, listing_id), guest.household, terms, actor=officer, at=NOW)

    def confirm(own: Session, officer: User, guest: ViewingGuest) -> None:
        confirm_guest(own, guest, actor=officer, at=NOW)

    def at_work(step: Callable[[Session, User, ViewingGuest], None], own: Session) -> None:
        officer = own.get_one(User, officer_id)
        rows.go_to_work(own, officer)
        step(own, officer, own.get_one(ViewingGuest, guest_id))

    assert at_once(scene.session, partial(at_work, sign), partial(at_work, confirm)) == ["done", "done"]
