"""One step with many adverts: whom it is for, who is told why not, and what two people do at once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from core.structure import Centre
from housing.bulk_steps import MOST_CHOSEN, BulkStep, status_after, why_not
from housing.models import Dwelling, Landlord, Listing, ListingSpot
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.listings import listing_life
from housing.services.listings.bulk_steps import BulkResult, chosen_listings, take_step
from housing.states import ListingAction, ListingStatus
from tests.support import rows
from tests.support.audit import events, kept
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted

EARLIER = TODAY - timedelta(days=20)

# One row for each status; in it the status after each step, "-" where it is refused.
AFTER = """
            confirm    contact    verify    withdraw
candidate   candidate  contacted  verified  withdrawn
contacted   contacted  -          verified  withdrawn
verified    verified   -          -         withdrawn
offered     -          -          -         -
reserved    -          -          -         -
let         -          -          -         -
withdrawn   -          -          -         -
expired     -          -          -         -
"""


def cases() -> list:
    header, *lines = [line.split() for line in AFTER.strip().splitlines()]
    assert header == list(BulkStep)
    assert [line[0] for line in lines] == list(ListingStatus)
    return [
        pytest.param(BulkStep(step), ListingStatus(status), after, id=f"{step}-{status}")
        for status, *afters in lines
        for step, after in zip(header, afters, strict=True)
    ]


@pytest.mark.parametrize(("step", "status", "after"), cases())
def test_every_step_moves_a_status_or_is_refused_with_a_sentence(step: BulkStep, status: ListingStatus, after: str):
    why = why_not(step, status)
    if after == "-":
        assert why is not None
        assert str(why).endswith(".")
        with pytest.raises(Refused, match="^" + str(why).split(":")[0]):
            status_after(step, status)
    else:
        assert (status_after(step, status), why) == (ListingStatus(after), None)


@pytest.mark.parametrize(("step", "status", "after"), cases())
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_of_many_comes_to_what_it_comes_to_alone(
    session: Session, centre: Centre, officer: User, step: BulkStep, status: ListingStatus, after: str
):
    alone, among = (advert(session, centre, status) for _ in range(2))
    reason = WithdrawalReason.UNSUITABLE if step is BulkStep.WITHDRAW else None
    try:
        if step is BulkStep.CONFIRM:
            listing_life.confirm_listing(session, alone, on=TODAY, actor=officer)
        else:
            listing_life.move_listing(session, alone, ListingAction(step), reason=reason, on=TODAY, actor=officer)
    except Refused:
        assert after == "-"
    outcome = take(session, [among], step, officer, reason=reason)
    assert outcome == (BulkResult(refused=[among]) if after == "-" else BulkResult(done=[among]))
    assert state(among) == state(alone)


def advert(session: Session, centre: Centre, status: ListingStatus = ListingStatus.CANDIDATE) -> Listing:
    listing = rows.add_listing(session, centre, status=status)
    listing.confirmed_on = EARLIER
    session.flush()
    return listing


def state(listing: Listing) -> tuple[object, ...]:
    return listing.status, listing.withdrawn_for, listing.confirmed_on


def take(
    session: Session, listings: list[Listing], step: BulkStep, actor: User, *,
    as_seen: Callable[[Listing], bool] = lambda listing: True, reason: WithdrawalReason | None = None,
) -> BulkResult:  # fmt: skip
    keys = [listing.id for listing in listings]
    return take_step(session, keys, step, is_as_seen=as_seen, reason=reason, on=TODAY, actor=actor)


def test_who_did_it_is_recorded_for_each_with_its_own_change(session: Session, centre: Centre, officer: User):
    moves, stays, also = (
        advert(session, centre, status)
        for status in (ListingStatus.CANDIDATE, ListingStatus.LET, ListingStatus.CONTACTED)
    )
    session.commit()
    before = len(events(session))
    take(session, [also, stays, moves], BulkStep.VERIFY, officer)
    session.commit()
    told = events(session)[before:]
    assert [(e.action, e.actor_id, e.subject_id, e.centre_id) for e in told] == [
        ("move-listing", officer.id, listing.id, centre.id) for listing in (moves, also)
    ]
    for event, old in zip(told, ("candidate", "contacted"), strict=True):
        facts, change = [values for _kind, values in kept(session, event)]
        assert facts == {"facts": {"action": "verify"}}
        assert (change["old"]["status"], change["new"]["status"]) == (old, "verified")
    assert [state(one)[0] for one in (moves, stays, also)] == ["verified", "let", "verified"]


def test_what_somebody_changed_meanwhile_is_told_and_left_and_the_others_are_done(
    session: Session, centre: Centre, officer: User
):
    changed, as_seen = advert(session, centre), advert(session, centre)
    outcome = take(
        session, [changed, as_seen], BulkStep.CONTACT, officer, as_seen=lambda listing: listing is not changed
    )
    assert outcome == BulkResult(done=[as_seen], changed=[changed])
    assert state(changed) == (ListingStatus.CANDIDATE, None, EARLIER)


@pytest.mark.parametrize("step", BulkStep)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_presses_twice_is_told_of_no_change_and_nothing_is_recorded_twice(
    session: Session, centre: Centre, officer: User, step: BulkStep
):
    reason = WithdrawalReason.LET if step is BulkStep.WITHDRAW else None
    listing = advert(session, centre)
    take(session, [listing], step, officer, reason=reason)
    session.commit()
    before = len(events(session))
    assert take(session, [listing], step, officer, reason=reason, as_seen=lambda _: False) == BulkResult(done=[listing])
    session.commit()
    assert len(events(session)) == before


def test_adverts_of_other_centres_are_neither_shown_nor_touched(session: Session, centre: Centre, officer: User):
    own, other = advert(session, centre), advert(session, rows.add_centre(session, "chania"))
    assert chosen_listings(session, [own.id, other.id, 10**9], officer) == [own]
    assert take(session, [own, other], BulkStep.CONTACT, officer) == BulkResult(done=[own])
    assert state(other) == (ListingStatus.CANDIDATE, None, EARLIER)


def test_a_withdrawal_of_many_has_a_reason(session: Session, centre: Centre, officer: User):
    listing = advert(session, centre)
    with pytest.raises(Refused, match="Choose why"):
        take(session, [listing], BulkStep.WITHDRAW, officer)
    assert state(listing)[0] is ListingStatus.CANDIDATE


def test_there_is_a_most_that_is_done_at_once(session: Session, centre: Centre, officer: User):
    for ask in (
        lambda: chosen_listings(session, range(MOST_CHOSEN + 1), officer),
        lambda: take_step(
            session, range(MOST_CHOSEN + 1), BulkStep.CONFIRM, is_as_seen=lambda _: True, on=TODAY, actor=officer
        ),
    ):
        with pytest.raises(Refused, match="At most"):
            ask()


def test_two_at_once_take_turns_and_each_advert_is_moved_once(session: Session, centre: Centre, officer: User):
    """In opposite orders: held by their keys, neither waits for the other in a ring."""
    listings = [advert(session, centre) for _ in range(20)]
    keys = [listing.id for listing in listings]
    officer_id = officer.id
    session.commit()
    before = len(events(session))
    session.commit()
    done: list[int] = []

    def contact(order: int) -> Callable[[Session], object]:
        def step(own: Session) -> None:
            actor = own.get_one(User, officer_id)
            rows.go_to_work(own, actor)
            outcome = take_step(
                own, keys[::order], BulkStep.CONTACT, on=TODAY, actor=actor,
                is_as_seen=lambda listing: listing.status is ListingStatus.CANDIDATE,
            )  # fmt: skip
            done.append(len(outcome.done) + len(outcome.changed))

        return step

    assert at_once(session, contact(1), contact(-1)) == ["done", "done"]
    assert done == [20, 20]
    assert len(events(session)) - before == 20
    assert {state(listing) for listing in listings} == {(ListingStatus.CONTACTED, None, TODAY)}


def test_a_thousand_are_moved_by_as_many_statements_as_two(session: Session, centre: Centre, officer: User):
    listings = [advert(session, centre) for _ in range(2)]
    session.commit()
    few = asked(session, listings, BulkStep.CONTACT, officer)
    session.add_all(
        Listing(
            dwelling=Dwelling(latitude=35.33, longitude=25.14), centre=centre, title="Flat", monthly_rent=Decimal(400),
            landlord=Landlord(name="Maria Kalli", kept_by=centre, created_at=NOW), confirmed_on=EARLIER, created_at=NOW,
        )
        for _ in range(MOST_CHOSEN - 2)
    )  # fmt: skip
    session.commit()
    many = asked(session, list(session.scalars(select(Listing))), BulkStep.VERIFY, officer)
    assert many <= few + 1
    verified = select(func.count()).where(ListingSpot.status == ListingStatus.VERIFIED)
    assert session.scalar(verified) == MOST_CHOSEN


def asked(session: Session, listings: list[Listing], step: BulkStep, officer: User) -> int:
    with counted(session) as statements:
        assert len(take(session, listings, step, officer).done) == len(listings)
        session.commit()
    return len(statements)
