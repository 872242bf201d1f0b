"""What was said with landlords: written down, refused for a reason, and what was promised until it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.errors import Forbidden, NotFound, Refused
from housing.models import Landlord, Listing
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.landlords.talks import (
    Refusals,
    add_talk,
    colleagues_of,
    get_talk,
    refusals_of,
    steps_due,
    talks_of,
)
from housing.states import ListingStatus
from people.models import Channel, TalkOutcome
from people.services.log import EntryDetails, NextStepDetails, finish_step
from people.services.officers import HouseholdCases
from tests.support import rows
from tests.support.rows import NOW, TODAY

TALK = EntryDetails(TODAY, "Aikaterini Lydaki", Channel.PHONE, TalkOutcome.SPOKEN, note="Shows the flat on Friday")
REFUSED = replace(TALK, outcome=TalkOutcome.REFUSED)
WEEK = timedelta(days=7)


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def landlord(listing: Listing) -> Landlord:
    assert listing.landlord
    return listing.landlord


@pytest.fixture
def officer(session: Session, listing: Listing) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)


def test_the_latest_talk_comes_first_with_the_flat_it_was_about(
    session: Session, listing: Listing, landlord: Landlord, officer: User
):
    earlier = add_talk(session, landlord, replace(TALK, happened_on=TODAY - WEEK), actor=officer, at=NOW)
    later = add_talk(session, landlord, TALK, listing=listing, actor=officer, at=NOW)
    assert talks_of(session, landlord) == [later, earlier]
    assert (later.listing, earlier.listing) == (listing, None)


@pytest.mark.parametrize(
    ("details", "refusal", "words"),
    [
        pytest.param(REFUSED, None, "Choose why", id="refused-without-a-reason"),
        pytest.param(TALK, RefusalReason.PETS, "belongs to a refusal", id="a-reason-for-nothing"),
    ],
)
def test_a_refusal_has_its_reason_and_nothing_else_has_one(
    session: Session, landlord: Landlord, officer: User, details: EntryDetails, refusal: RefusalReason, words: str
):
    with pytest.raises(Refused, match=words) as refused:
        add_talk(session, landlord, details, refusal=refusal, actor=officer, at=NOW)
    assert refused.value.field == "refusal"
    assert talks_of(session, landlord) == []


@pytest.mark.parametrize(
    ("said_on", "refusal", "status"),
    [
        (TODAY, RefusalReason.LET, ListingStatus.WITHDRAWN),
        (TODAY - WEEK, RefusalReason.LET, ListingStatus.CONTACTED),
        (TODAY, RefusalReason.SEASON, ListingStatus.CONTACTED),
    ],
    ids=["let", "confirmed-since", "not-let"],
)
def test_who_says_that_a_flat_is_let_closes_its_advert(
    session: Session, listing: Listing, landlord: Landlord, officer: User, said_on: date, refusal: RefusalReason,
    status: ListingStatus,
):  # fmt: skip
    listing.status, listing.confirmed_on = ListingStatus.CONTACTED, TODAY - DAY
    said = replace(REFUSED, happened_on=said_on)
    add_talk(session, landlord, said, listing=listing, refusal=refusal, actor=officer, at=NOW)
    assert listing.status is status
    assert listing.withdrawn_for is (WithdrawalReason.LET if status is ListingStatus.WITHDRAWN else None)


def test_another_landlords_flat_is_not_what_it_was_about(session: Session, landlord: Landlord, officer: User):
    others = rows.add_listing(session, officer.posts[0].centre, "Another flat")
    with pytest.raises(Refused, match="somebody else"):
        add_talk(session, landlord, TALK, listing=others, actor=officer, at=NOW)


def test_why_a_landlord_said_no_is_counted_by_reason(session: Session, landlord: Landlord, officer: User):
    for reason, days in ((RefusalReason.PETS, 30), (RefusalReason.PETS, 9), (RefusalReason.RENT, 2)):
        details = replace(REFUSED, happened_on=TODAY - timedelta(days=days))
        add_talk(session, landlord, details, refusal=reason, actor=officer, at=NOW)
    add_talk(session, landlord, TALK, actor=officer, at=NOW)
    assert refusals_of(session, landlord) == [
        Refusals(RefusalReason.RENT, 1, TODAY - timedelta(days=2)),
        Refusals(RefusalReason.PETS, 2, TODAY - timedelta(days=9)),
    ]


def test_a_promise_waits_for_whoever_made_it_until_it_is_kept(session: Session, landlord: Landlord, officer: User):
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, officer.posts[0].centre)
    step = NextStepDetails("Bring the lease", colleague.id, TODAY + WEEK)
    talk = add_talk(session, landlord, replace(TALK, next_step=step), actor=officer, at=NOW)
    assert steps_due(session, colleague, by=TODAY + WEEK) == [talk]
    assert steps_due(session, colleague, by=TODAY) == []
    assert steps_due(session, officer, by=TODAY + WEEK) == []
    finish_step(session, talk.entry, on=TODAY, actor=colleague)
    assert steps_due(session, colleague, by=TODAY + WEEK) == []


def test_a_leavers_promises_to_landlords_go_to_the_successor(session: Session, landlord: Landlord, officer: User):
    household = rows.add_household(session, officer.posts[0].centre)
    household.officer = officer
    successor = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    step = NextStepDetails("Bring the lease", officer.id, TODAY)
    talk = add_talk(session, landlord, replace(TALK, next_step=step), actor=officer, at=NOW)
    HouseholdCases().hand_over(session, officer, successor, actor=officer, at=NOW)
    assert steps_due(session, successor, by=TODAY) == [talk]


def test_a_talk_is_for_those_who_see_its_landlord(session: Session, landlord: Landlord, officer: User):
    talk = add_talk(session, landlord, TALK, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_talk(session, talk.id, officer) is talk
    with pytest.raises(Forbidden):
        get_talk(session, talk.id, stranger)
    with pytest.raises(NotFound):
        get_talk(session, talk.id + 1, officer)


def test_whoever_works_on_adverts_at_a_shared_centre_may_be_asked(session: Session, officer: User):
    chania = rows.add_centre(session, "chania")
    anna = rows.add_user(session, StaffRole.HOUSING_OFFICER, officer.posts[0].centre, name="Anna")
    boris = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania, name="Boris")
    rows.add_user(session, StaffRole.FINANCE_OFFICER, officer.posts[0].centre)
    assert colleagues_of(session, officer, on=TODAY) == [anna]
    rows.add_post(session, officer, StaffRole.HOUSING_OFFICER, chania)
    assert colleagues_of(session, officer, on=TODAY) == [anna, boris]
