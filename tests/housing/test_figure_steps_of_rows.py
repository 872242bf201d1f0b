"""Rows of offers, viewings, talks and leases become waits, on both databases."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at, today
from core.structure import Centre
from housing.figures.periods import read_period
from housing.figures.steps import Step
from housing.figures.told import Asked
from housing.figures.waits import End, Quartiles, WaitSums
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease, Listing, Offer, ShortlistEntry, Viewing, ViewingGuest
from housing.services.figures.waits import sums_of_waits
from housing.services.landlords.talks import add_talk, note_no_answer
from housing.states import GuestStatus, ListingStatus, OfferStatus, ViewingStatus
from housing.viewing_facts import Opener
from people.models import Channel, Household, TalkOutcome
from people.services.log import EntryDetails
from tests.portal.scene import add_offer
from tests.support import rows

FIVE = range(5)


def ago(days: int) -> datetime:
    return instant_at(today() - timedelta(days=days), time(12))


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.go_to_work(session, officer, on=today())
    return officer


def family(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre, taken_in_on=today() - timedelta(days=90))


def sums_of(session: Session, *centres: Centre) -> dict[Step, WaitSums]:
    session.flush()
    asked = Asked(read_period("12-months", today()), tuple(centre.id for centre in centres), today())
    return dict(sums_of_waits(session, asked)[0])


def offer(
    session: Session, centre: Centre, status: OfferStatus, *, answered: int | None, yes: int | None = None
) -> Offer:
    made = add_offer(session, family(session, centre), rows.add_listing(session, centre))
    made.status, made.offered_at = status, ago(30)
    made.answered_at, made.accepted_at = answered and ago(answered), yes and ago(yes)
    return made


def add_lease(session: Session, offer: Offer, *, signed_on: date, starts_on: date) -> Lease:
    ends_on, landlord = starts_on + timedelta(days=1100), offer.listing.landlord
    lease = Lease(
        household=offer.household, listing=offer.listing, landlord=landlord, monthly_rent=offer.monthly_rent,
        signed_on=signed_on, starts_on=starts_on, agreed_ends_on=ends_on, statutory_ends_on=ends_on,
        created_at=ago(15),
    )  # fmt: skip
    session.add(lease)
    return lease


def test_an_offer_waits_for_its_answer_whoever_ends_it(session: Session, centre: Centre):
    for _each in FIVE:
        offer(session, centre, OfferStatus.DECLINED, answered=26)
        offer(session, centre, OfferStatus.EXPIRED, answered=20)
        offer(session, centre, OfferStatus.OPEN, answered=None)
    found = sums_of(session, centre)[Step.ANSWERED]
    assert found.ends == {End.REACHED: 5, End.BROKEN_OFF: 5, End.OPEN: 5}
    assert (found.quartiles, found.longest_open) == (Quartiles(4, None, None), 30)


def test_after_the_yes_the_lease_is_waited_for(session: Session, centre: Centre):
    for _each in FIVE:
        made = offer(session, centre, OfferStatus.SIGNED, answered=15, yes=25)
        add_lease(session, made, signed_on=today() - timedelta(days=15), starts_on=today() - timedelta(days=12))
        offer(session, centre, OfferStatus.WITHDRAWN, answered=22, yes=25)
        offer(session, centre, OfferStatus.ACCEPTED, answered=25, yes=25)
    sums = sums_of(session, centre)
    assert sums[Step.SIGNED].ends == {End.REACHED: 5, End.BROKEN_OFF: 5, End.OPEN: 5}
    assert sums[Step.SIGNED].quartiles == Quartiles(10, 10, None)
    assert sums[Step.MOVED_IN].quartiles == Quartiles(3, 3, 3)
    assert sums[Step.ANSWERED].ends[End.REACHED] == 15


def test_a_lease_that_ends_before_it_begins_led_into_no_home(session: Session, centre: Centre):
    days = {"signed_on": today() - timedelta(days=15), "starts_on": today() - timedelta(days=5)}
    for number in range(10):
        lease = add_lease(session, offer(session, centre, OfferStatus.SIGNED, answered=15, yes=25), **days)
        if number % 2:
            lease.cut_short_on, lease.cut_short_at = today() - timedelta(days=9), ago(9)
            lease.cut_short_by, lease.cut_short_for = EndedBy.BOTH, EndReason.NEVER_BEGAN
    found = sums_of(session, centre)[Step.MOVED_IN]
    assert found.ends == {End.REACHED: 5, End.BROKEN_OFF: 5, End.OPEN: 0}


def test_an_invitation_waits_for_the_viewing(session: Session, centre: Centre, officer: User):
    for status in (GuestStatus.CAME, GuestStatus.NO_SHOW, GuestStatus.DECLINED):
        for _each in FIVE:
            listing = rows.add_listing(session, centre)
            viewing = Viewing(
                listing=listing, starts_at=ago(10), ends_at=ago(10) + timedelta(hours=1), status=ViewingStatus.HELD,
                officer=officer, opener=Opener.OFFICE, booked_by_id=officer.id, created_at=ago(20),
            )  # fmt: skip
            answered_at = ago(18) if status is GuestStatus.DECLINED else None
            household = family(session, centre)
            guest = ViewingGuest(viewing=viewing, household=household, status=status, invited_at=ago(20))
            guest.answered_at = answered_at
            session.add(guest)
    found = sums_of(session, centre)[Step.SEEN]
    assert found.ends == {End.REACHED: 5, End.BROKEN_OFF: 10, End.OPEN: 0}
    assert found.quartiles == Quartiles(10, 10, None)


def test_a_landlord_is_waited_for_from_the_first_call(session: Session, centre: Centre, officer: User):
    for number in range(10):
        listing = rows.add_listing(session, centre, status=ListingStatus.CONTACTED)
        note_no_answer(session, listing, on=today() - timedelta(days=9), actor=officer, at=ago(9))
        if number % 2:
            call(session, listing, officer, 4)
    found = sums_of(session, centre)[Step.LANDLORD]
    assert found.ends == {End.REACHED: 5, End.BROKEN_OFF: 0, End.OPEN: 5}
    assert (found.quartiles, found.longest_open) == (Quartiles(5, 5, None), 9)


def call(session: Session, listing: Listing, officer: User, days: int) -> None:
    assert listing.landlord is not None
    details = EntryDetails(today() - timedelta(days=days), listing.landlord.name, Channel.PHONE, TalkOutcome.SPOKEN)
    add_talk(session, listing.landlord, details, listing=listing, actor=officer, at=ago(days))


def test_a_household_waits_for_its_first_flat_and_its_first_offer(session: Session, centre: Centre, officer: User):
    for _each in FIVE:
        household = family(session, centre)
        for position, days in enumerate((60, 70), 1):
            listing = rows.add_listing(session, centre)
            kept = ShortlistEntry(household=household, listing=listing, position=position, kept_by=officer)
            kept.kept_at = ago(days)
            session.add(kept)
        add_offer(session, household, rows.add_listing(session, centre)).offered_at = ago(50)
    sums = sums_of(session, centre)
    assert sums[Step.SHORTLISTED].quartiles == Quartiles(20, 20, 20)
    assert sums[Step.OFFERED].quartiles == Quartiles(40, 40, 40)
    assert (sums[Step.WHOLE].ends[End.OPEN], sums[Step.WHOLE].longest_open) == (5, 90)


def test_centres_are_told_apart(session: Session, centre: Centre):
    chania = rows.add_centre(session, "chania")
    for _each in FIVE:
        offer(session, centre, OfferStatus.DECLINED, answered=26)
        offer(session, chania, OfferStatus.DECLINED, answered=10)
    session.flush()
    asked = Asked(read_period(None, today()), (centre.id, chania.id), today())
    sums, by_centre = sums_of_waits(session, asked)
    assert sums[Step.ANSWERED].total == 10
    medians = {key: found[Step.ANSWERED].quartiles for key, found in by_centre.items()}
    assert medians == {centre.id: Quartiles(4, 4, 4), chania.id: Quartiles(20, 20, 20)}
