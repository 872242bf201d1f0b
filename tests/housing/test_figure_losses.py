"""Flats that were lost: whose the days were, and how far they had come."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at, today
from core.structure import Centre
from housing.figures.losses import How, LossSums, LostFlat, Reached, sum_up
from housing.figures.periods import read_period
from housing.figures.told import Asked
from housing.lease_points import Party
from housing.models import LandlordTalk, Listing, Offer, ShortlistEntry
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.figures.losses import sums_of_losses
from housing.services.landlords.talks import note_no_answer
from housing.services.listings.listing_life import move_listing
from housing.spans import Span
from housing.states import ListingAction, ListingStatus, OfferStatus
from maps.small_cells import FEWEST
from maps.small_tables import Cell
from tests.portal.scene import add_offer
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

DAYS = st.integers(0, 60)
SPANS = st.lists(st.builds(lambda first, length: span(first, first + length), DAYS, DAYS), max_size=4)
FLATS = st.lists(
    st.builds(
        lambda had, length, how, reached, household, landlord: LostFlat(
            day(had), day(had + length), how, reached, household, landlord
        ),
        DAYS, DAYS, st.sampled_from(How), st.sampled_from(Reached), SPANS, SPANS,
    ),
    max_size=40,
)  # fmt: skip


def day(number: int) -> date:
    return date(2026, 3, 1) + timedelta(days=number)


def span(first: int, end: int) -> Span:
    return Span(day(first), day(end))


@pytest.mark.parametrize(
    ("household", "landlord", "expected"),
    [
        pytest.param([], [], (0, 0, 30), id="nobody-was-waited-for"),
        pytest.param([span(5, 9)], [], (0, 4, 26), id="an-offer-waited"),
        pytest.param([span(5, 9), span(7, 12)], [], (0, 7, 23), id="two-offers-at-once-count-once"),
        pytest.param([], [span(10, 15)], (5, 0, 25), id="the-landlord-did-not-answer"),
        pytest.param([span(5, 12)], [span(10, 15)], (3, 7, 20), id="both-at-once-are-the-household-s"),
        pytest.param([span(-10, 2)], [span(28, 99)], (2, 2, 26), id="only-days-in-which-we-had-it"),
        pytest.param([span(-9, 99)], [], (0, 30, 0), id="all-the-time"),
    ],
)
def test_each_day_is_one_party_s(household: list[Span], landlord: list[Span], expected: tuple[int, int, int]) -> None:
    flat = LostFlat(day(0), day(30), How.LET, Reached.OFFERED, household, landlord)
    found = flat.days_by_party()
    assert (found[Party.LANDLORD], found[Party.HOUSEHOLD], found[Party.CENTRE]) == expected


@given(FLATS)
def test_the_parties_days_are_all_days(flats: list[LostFlat]) -> None:
    for flat in flats:
        found = flat.days_by_party()
        assert sum(found.values()) == flat.days
        assert min(found.values()) >= 0


@given(FLATS)
def test_what_is_told_is_right_and_about_five_flats_at_least(flats: list[LostFlat]) -> None:
    sums = sum_up(flats)
    for cell, told in sums.days.items():
        found = [
            sum(n for party, n in flat.days_by_party().items() if cell.column in (None, party))
            for flat in flats
            if cell.row in (None, flat.reached)
        ]
        assert told is None or (told == sum(found) and sum(map(bool, found)) not in range(1, FEWEST))
    for reached, told in sums.by_reached.cells.items():
        number = sum(flat.reached is reached for flat in flats)
        assert told is None or (told == number and number not in range(1, FEWEST))


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.go_to_work(session, officer, on=today())
    return officer


def lose(
    session: Session, centre: Centre, officer: User, reason: WithdrawalReason | None = WithdrawalReason.LET,
    *, days_ago: int = 5,
) -> Listing:  # fmt: skip
    """A flat that we had for forty days and that went some days ago; for no reason its advert ran out."""
    listing = rows.add_listing(session, centre, status=ListingStatus.CONTACTED)
    listing.created_at = ago(days_ago + 40)
    listing.available_until = None if reason else today() - timedelta(days=days_ago + 1)
    session.flush()
    on = today() - timedelta(days=days_ago)
    if reason is None:
        move_listing(session, listing, ListingAction.EXPIRE, on=on, actor=officer)
    else:
        move_listing(session, listing, ListingAction.WITHDRAW, reason=reason, on=on, actor=officer)
    return listing


def ago(days: int) -> datetime:
    return instant_at(today() - timedelta(days=days), time(12))


def offer(session: Session, listing: Listing, first: int, answered: int | None, status: OfferStatus) -> Offer:
    was = listing.status
    made = add_offer(session, rows.add_household(session, listing.centre), listing)
    listing.status = was
    made.offered_at, made.answered_at, made.status = ago(first), answered and ago(answered), status
    session.flush()
    return made


def sums_of(session: Session, *centres: Centre, period: str = "12-months") -> LossSums:
    session.flush()
    return sums_of_losses(session, Asked(read_period(period, today()), tuple(one.id for one in centres), today()))


def test_what_had_come_nowhere_is_not_lost(session: Session, centre: Centre, officer: User):
    for _each in range(6):
        lose(session, centre, officer)
    assert sums_of(session, centre).by_reached.total == 0


def test_days_are_the_household_s_while_its_answer_is_waited_for(session: Session, centre: Centre, officer: User):
    for _each in range(6):
        offer(session, lose(session, centre, officer), 30, 20, OfferStatus.DECLINED)
    sums = sums_of(session, centre)
    assert sums.by_reached.cells[Reached.OFFERED] == sums.by_how.cells[How.LET] == 6
    assert sums.medians[Reached.OFFERED] == 40
    told = [sums.days[Cell(Reached.OFFERED, party)] for party in (Party.HOUSEHOLD, Party.LANDLORD, Party.CENTRE)]
    assert told == [60, 0, 180]


def test_days_are_the_landlord_s_while_a_call_is_not_answered(session: Session, centre: Centre, officer: User):
    for _each in range(5):
        listing = lose(session, centre, officer, None)
        who = rows.add_household(session, centre)
        kept = ShortlistEntry(household=who, listing=listing, position=1, kept_by=officer, kept_at=ago(25))
        session.add(kept)
        note_no_answer(session, listing, on=today() - timedelta(days=15), actor=officer, at=ago(15))
    assert session.query(LandlordTalk).count() == 5
    sums = sums_of(session, centre)
    assert (sums.by_reached.cells[Reached.KEPT], sums.by_how.cells[How.RAN_OUT]) == (5, 5)
    assert sums.days[Cell(Reached.KEPT, Party.LANDLORD)] == 5 * 10


def test_what_was_let_to_others_while_a_household_had_it_is_lost_on_that_day(
    session: Session, centre: Centre, officer: User
):
    for number in range(5):
        listing = rows.add_listing(session, centre, status=ListingStatus.CONTACTED)
        listing.created_at = ago(30)
        made = offer(session, listing, 20, 10, OfferStatus.WITHDRAWN)
        made.taken_back_because, made.accepted_at = TakenBack.LET_TO_ANOTHER, ago(15)
        session.flush()
        if number % 2:
            move_listing(
                session, listing, ListingAction.WITHDRAW, reason=WithdrawalReason.LET, on=today(), actor=officer
            )
    sums = sums_of(session, centre)
    assert sums.by_reached.cells[Reached.ACCEPTED] == 5
    assert sums.medians[How.LET] == 20
    assert sums.days[Cell(None, Party.HOUSEHOLD)] == 5 * 5


@pytest.mark.parametrize("reason", [WithdrawalReason.UNSUITABLE, WithdrawalReason.DOUBTFUL, WithdrawalReason.DUPLICATE])
def test_what_nobody_wanted_is_no_loss(session: Session, centre: Centre, officer: User, reason: WithdrawalReason):
    for _each in range(6):
        offer(session, lose(session, centre, officer, reason), 30, 20, OfferStatus.DECLINED)
    assert sums_of(session, centre).by_reached.total == 0


def test_what_was_taken_up_again_is_not_lost(session: Session, centre: Centre, officer: User):
    for _each in range(6):
        listing = lose(session, centre, officer)
        offer(session, listing, 30, 20, OfferStatus.DECLINED)
        move_listing(session, listing, ListingAction.REOPEN, on=today(), actor=officer)
        assert listing.closed_on is None
    assert sums_of(session, centre).by_reached.total == 0


def test_other_centres_and_other_times_do_not_count(session: Session, centre: Centre, officer: User):
    for _each in range(6):
        offer(session, lose(session, centre, officer, days_ago=800), 830, 820, OfferStatus.DECLINED)
    assert sums_of(session, centre).by_reached.total == 0
    assert sums_of(session, rows.add_centre(session, "chania"), period="ever").by_reached.total == 0
    assert sums_of(session, centre, period="ever").by_reached.total == 6


def test_the_page_tells_whose_the_days_were(session: Session, centre: Centre, officer: User, client: PageClient):
    for _each in range(6):
        offer(session, lose(session, centre, officer), 30, 20, OfferStatus.DECLINED)
    session.commit()
    enter(client, session, officer)
    page = client.page("/figures?section=losses")
    [table] = page.xpath("//table[caption='Flats that were lost, by how far they had come']")
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("tbody/tr")]
    assert cells[0] == ["Offered to a household", "6", "40", "0", "60", "180", "240"]
    assert cells[-1] == ["Total", "6", "40", "0", "60", "180", "240"]
