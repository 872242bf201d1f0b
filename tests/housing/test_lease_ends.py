"""A lease ends before its term: its home is free again, its household looks again, and has one home at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY
from core.errors import Refused
from core.structure import Centre
from housing.lease_ends import EndedBy, EndReason, reason_to_search
from housing.models import Lease, Listing
from housing.services.homes.home_years import years_of
from housing.services.homes.running_leases import bound_until
from housing.services.leases.lease_ends import LeaseEnd, end_lease, take_back_end, term_of
from housing.services.leases.leases import LeaseTerms, latest_lease, leases_waiting_for_aade, sign_lease, status_of
from housing.services.listings.listing_life import move_listing
from housing.services.listings.open_adverts import why_not_opened
from housing.states import LeaseStatus, ListingAction, ListingStatus
from housing.states.terms import TermStatus
from people.models import Household
from people.services.stages import StageDetails, history_of, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.support.leases import TERMS, add_lease
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY, add_household, add_listing, go_to_work

YESTERDAY = TODAY - DAY
AGREED = LeaseEnd(YESTERDAY, EndedBy.BOTH, EndReason.OTHER_HOME)
AHEAD = replace(AGREED, last_day=date(2026, 12, 31))


@pytest.fixture
def lease(session: Session, centre: Centre) -> Lease:
    return add_lease(session, centre)


@pytest.fixture
def end(session: Session, lease: Lease, officer: User) -> Callable[..., None]:
    return partial(end_lease, session, lease, actor=officer, at=NOW)


def course(session: Session, household: Household) -> list[StageFact]:
    return [row.fact for row in history_of(session, household)]


def test_the_home_is_free_and_the_household_looks_from_the_day_after(
    session: Session, lease: Lease, end: Callable[..., None]
) -> None:
    end(replace(AGREED, words="They found a larger one"))
    assert (lease.ends_on, lease.last_day, lease.statutory_last_day) == (TODAY, YESTERDAY, date(2029, 11, 9))
    assert status_of(lease, YESTERDAY) is LeaseStatus.SIGNED
    assert status_of(lease, TODAY) is LeaseStatus.ENDED
    assert course(session, lease.household)[-1] == StageFact(Stage.SEARCHING, TODAY, StageReason.LEASE_ENDED)
    assert why_not_opened(session, lease.listing, YESTERDAY) is not None
    assert why_not_opened(session, lease.listing, TODAY) is None
    empty, let = years_of(session, lease.listing.dwelling, TODAY)
    assert (empty.starts_on, empty.lease, let.lease, let.last_day) == (TODAY, None, lease, YESTERDAY)


@pytest.mark.parametrize(("said", "waits"), [(AGREED, False), (AHEAD, True)], ids=["over", "to come"])
def test_a_lease_that_is_to_end_is_declared_all_the_same(
    session: Session, lease: Lease, officer: User, end: Callable[..., None], said: LeaseEnd, waits: bool
) -> None:
    assert leases_waiting_for_aade(session, officer, TODAY) == [lease]
    end(said)
    assert leases_waiting_for_aade(session, officer, TODAY) == ([lease] if waits else [])


def test_who_was_to_move_and_never_did_is_at_home_where_it_lives(
    session: Session, lease: Lease, officer: User, centre: Centre
) -> None:
    later = replace(TERMS, starts_on=date(2027, 11, 10), agreed_ends_on=date(2028, 11, 10))
    planned = sign_lease(session, add_listing(session, centre), lease.household, later, actor=officer, at=NOW)
    assert latest_lease(session, lease.household_id) is planned
    end_lease(session, planned, replace(AHEAD, reason=EndReason.NEVER_BEGAN), actor=officer, at=NOW)
    assert latest_lease(session, lease.household_id) is lease
    assert bound_until(session, planned.listing, TODAY) is None
    end_lease(session, lease, AGREED, actor=officer, at=NOW)
    assert course(session, lease.household)[-1].stage is Stage.SEARCHING


def test_who_has_to_leave_looks_at_once_and_lives_there_until_then(
    session: Session, lease: Lease, end: Callable[..., None]
) -> None:
    end(AHEAD)
    assert status_of(lease, AHEAD.last_day) is LeaseStatus.SIGNED
    assert course(session, lease.household)[-1].since_on == TODAY
    assert why_not_opened(session, lease.listing, AHEAD.last_day) is not None


def test_what_never_began_was_never_a_home(session: Session, centre: Centre, officer: User) -> None:
    household = add_household(session, centre)
    terms = replace(TERMS, starts_on=date(2026, 12, 1), agreed_ends_on=date(2027, 12, 1))
    lease = sign_lease(session, add_listing(session, centre), household, terms, actor=officer, at=NOW)
    before = replace(AGREED, last_day=TODAY, reason=EndReason.NEVER_BEGAN)
    end_lease(session, lease, before, actor=officer, at=NOW)
    assert [fact.stage for fact in course(session, household)] == [Stage.SEARCHING]
    assert not lease.has_days
    assert all(stretch.lease is None for stretch in years_of(session, lease.listing.dwelling, TODAY))
    again = sign_lease(session, add_listing(session, centre), household, terms, actor=officer, at=NOW)
    assert again.ends_on == again.statutory_ends_on


def test_who_has_the_next_home_already_stays_housed(
    session: Session, lease: Lease, officer: User, end: Callable[..., None]
) -> None:
    following = replace(TERMS, starts_on=lease.agreed_ends_on, agreed_ends_on=date(2029, 1, 1))
    sign_lease(session, add_listing(session, lease.household.centre), lease.household, following, actor=officer, at=NOW)
    end(AGREED)
    assert lease.household.stage is Stage.HOUSED


@pytest.mark.parametrize(
    ("by", "reason", "why"),
    [
        (EndedBy.BOTH, EndReason.OTHER_HOME, StageReason.LEASE_ENDED),
        (EndedBy.LANDLORD, EndReason.OWN_USE, StageReason.LEASE_ENDED),
        (EndedBy.HOUSEHOLD, EndReason.TOO_DEAR, StageReason.LEFT_HOME),
        (EndedBy.HOUSEHOLD, EndReason.UNFIT, StageReason.LOST_HOME),
        (EndedBy.LANDLORD, EndReason.UNPAID, StageReason.LOST_HOME),
        (EndedBy.OTHERS, EndReason.OTHER, StageReason.LOST_HOME),
    ],
)
def test_why_it_looks_again_follows_from_who_ended_it_and_why(by: EndedBy, reason: EndReason, why: StageReason) -> None:
    assert reason_to_search(by, reason) is why


@pytest.mark.parametrize(
    ("end_", "field", "said"),
    [
        pytest.param(replace(AGREED, last_day=date(2026, 11, 9)), "last_day", "cannot end before", id="too-early"),
        pytest.param(replace(AGREED, last_day=date(2029, 11, 9)), "last_day", "choose an earlier", id="last-by-law"),
        pytest.param(replace(AGREED, reason=EndReason.OTHER), "words", "in a few words", id="another-reason-untold"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(end: Callable[..., None], end_: LeaseEnd, field: str, said: str):
    with pytest.raises(Refused, match=said) as refusal:
        end(end_)
    assert refusal.value.field == field


@pytest.mark.parametrize("last_day", [date(2026, 11, 10), date(2029, 11, 8)], ids=["first-day", "before-last-by-law"])
def test_it_ends_with_any_day_of_its_term(end: Callable[..., None], lease: Lease, last_day: date) -> None:
    end(replace(AGREED, last_day=last_day))
    assert lease.last_day == last_day


def test_an_end_is_written_down_once(end: Callable[..., None]) -> None:
    end(AGREED)
    with pytest.raises(Refused, match="written down already: take that back first"):
        end(AHEAD)


def test_what_is_over_by_law_is_not_ended(session: Session, lease: Lease, officer: User) -> None:
    later = NOW + timedelta(days=1200)
    with pytest.raises(Refused, match="over by law"):
        end_lease(session, lease, AGREED, actor=officer, at=later)


def test_of_two_who_end_it_at_once_the_second_reads_that_it_is_ended(
    session: Session, lease: Lease, officer: User
) -> None:
    keys = lease.id, officer.id
    session.commit()

    def say(last_day: date, own: Session) -> None:
        user = own.get_one(User, keys[1])
        go_to_work(own, user)
        end_lease(own, own.get_one(Lease, keys[0]), replace(AGREED, last_day=last_day), actor=user, at=NOW)

    ends = at_once(session, *(partial(say, day) for day in (YESTERDAY, TODAY)))
    assert ends == ["The end of this lease is written down already: take that back first.", "done"]


def test_an_end_that_is_taken_back_never_was(
    session: Session, lease: Lease, officer: User, end: Callable[..., None]
) -> None:
    with pytest.raises(Refused, match="No early end"):
        take_back_end(session, lease, actor=officer, at=NOW)
    end(AGREED)
    take_back_end(session, lease, actor=officer, at=NOW)
    assert (lease.ends_on, lease.cut_short_by, lease.cut_short_at) == (lease.statutory_ends_on, None, None)
    assert term_of(lease, TODAY) is TermStatus.RUNNING
    assert lease.household.stage is Stage.HOUSED
    end(AGREED)


def advertised(session: Session, lease: Lease, officer: User) -> None:
    move_listing(session, lease.listing, ListingAction.REOPEN, actor=officer, on=TODAY)


def let_to_others(session: Session, lease: Lease, officer: User) -> None:
    advertised(session, lease, officer)
    lease.listing.status = ListingStatus.VERIFIED
    others, terms = add_household(session, lease.household.centre), replace(TERMS, starts_on=TODAY)
    sign_lease(session, lease.listing, others, terms, actor=officer, at=NOW)


def housed_elsewhere(session: Session, lease: Lease, officer: User) -> None:
    flat = add_listing(session, lease.household.centre)
    sign_lease(session, flat, lease.household, replace(TERMS, starts_on=TODAY), actor=officer, at=NOW)


def left(session: Session, lease: Lease, officer: User) -> None:
    fact = StageFact(Stage.EXITED, TODAY, StageReason.MOVED_AWAY)
    move_stage(session, lease.household, StageDetails(fact), actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (advertised, "advertised again"),
        (let_to_others, "let to others"),
        (housed_elsewhere, "rents a home by a lease"),
        (left, "has left the programme"),
    ],
)
def test_an_end_stays_where_home_or_household_have_gone_on(
    session: Session, lease: Lease, officer: User, end: Callable[..., None], since: Callable[..., None], said: str
) -> None:
    end(AGREED)
    since(session, lease, officer)
    with pytest.raises(Refused, match=said):
        take_back_end(session, lease, actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("ended_with", "starts_on", "is_signed"),
    [
        pytest.param(None, date(2027, 11, 9), False, id="last-day-on-paper"),
        pytest.param(None, date(2027, 11, 10), True, id="day-after-the-paper"),
        pytest.param(date(2026, 12, 31), date(2026, 12, 31), False, id="last-day-of-one-that-ends-early"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 1), True, id="day-after-it"),
        pytest.param(YESTERDAY, YESTERDAY, False, id="last-day-of-one-that-has-ended"),
        pytest.param(YESTERDAY, TODAY, True, id="day-after-that"),
    ],
)
def test_a_household_signs_another_lease_only_once_the_first_has_ended(
    session: Session, lease: Lease, officer: User, end: Callable[..., None],
    ended_with: date | None, starts_on: date, is_signed: bool,
) -> None:  # fmt: skip
    if ended_with:
        end(replace(AGREED, last_day=ended_with))
    terms: LeaseTerms = replace(TERMS, starts_on=starts_on, agreed_ends_on=date(2030, 1, 1))
    flat = add_listing(session, lease.household.centre)
    if is_signed:
        sign_lease(session, flat, lease.household, terms, actor=officer, at=NOW)
    else:
        with pytest.raises(Refused, match="end that lease first, or let this one begin after"):
            sign_lease(session, flat, lease.household, terms, actor=officer, at=NOW)
        assert flat.status is ListingStatus.VERIFIED


def test_of_two_leases_signed_at_once_for_one_household_one_stands(
    session: Session, centre: Centre, officer: User
) -> None:
    household, flats = add_household(session, centre), [add_listing(session, centre) for _ in range(2)]
    keys = household.id, officer.id
    session.commit()

    def sign(listing_id: int, own: Session) -> None:
        user = own.get_one(User, keys[1])
        go_to_work(own, user)
        at: datetime = NOW
        sign_lease(own, own.get_one(Listing, listing_id), own.get_one(Household, keys[0]), TERMS, actor=user, at=at)

    ends = at_once(session, *(partial(sign, flat.id) for flat in flats))
    assert ends[1] == "done"
    assert "end that lease first" in ends[0]
    session.expire_all()
    assert len(session.scalars(select(Lease).where(Lease.household_id == keys[0])).all()) == 1
