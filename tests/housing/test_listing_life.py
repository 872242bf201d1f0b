"""The life of an advert: how long it is believed, whom to call, and when its time is over."""

from datetime import date, timedelta
from itertools import product

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from core.structure import Centre
from housing.freshness import asks_for_call, is_over
from housing.models import LandlordTalk, Listing
from housing.services.listings import listing_life
from housing.states import AVAILABLE, ListingAction, ListingStatus
from people.models import TalkOutcome
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import TODAY

DAY = timedelta(days=1)
STALE_AFTER = timedelta(days=14)


def advert(
    session: Session, centre: Centre, title: str, *, confirmed: int = 0, until: date | None = None, **facts: object
) -> Listing:
    """An advert that was confirmed so many days ago."""
    listing = rows.add_listing(session, centre, title, **facts)
    listing.confirmed_on, listing.available_until = TODAY - confirmed * DAY, until
    session.flush()
    return listing


@pytest.mark.parametrize(
    ("status", "days", "asks"),
    [
        *((status, 14, True) for status in AVAILABLE),
        *((status, 13, False) for status in AVAILABLE),
        *((status, 400, False) for status in ListingStatus if status not in AVAILABLE),
    ],
)
def test_an_advert_asks_for_a_call_when_nobody_has_confirmed_it_for_so_many_days(status, days: int, asks: bool):
    assert asks_for_call(status, TODAY - days * DAY, None, TODAY, STALE_AFTER) is asks


@pytest.mark.parametrize(
    ("status", "until", "over"),
    [
        (ListingStatus.VERIFIED, TODAY - DAY, True),
        (ListingStatus.VERIFIED, TODAY, False),
        (ListingStatus.VERIFIED, None, False),
        (ListingStatus.OFFERED, TODAY - DAY, False),
        (ListingStatus.LET, TODAY - DAY, False),
    ],
)
def test_an_advert_is_over_after_its_last_day(status, until: date | None, over: bool):
    assert is_over(status, until, TODAY) is over


def test_those_to_call_about_are_the_ones_that_the_rule_says_the_oldest_word_first(
    session: Session, centre: Centre, officer: User
):
    for days in (13, 14, 30):
        for status in ListingStatus:
            advert(session, centre, f"{status} {days}", confirmed=days, status=status)
    advert(session, rows.add_centre(session, "chania"), "Elsewhere", confirmed=30)
    advert(session, centre, "Over", confirmed=30, until=TODAY - DAY)
    found = listing_life.listings_to_call(session, officer, on=TODAY, stale_after=STALE_AFTER, page=1).rows
    assert [one.title for one in found] == [f"{status} {days}" for days in (30, 14) for status in AVAILABLE]
    rows.add_listing(session, centre, "Nowhere", latitude=None, longitude=None)
    waiting = listing_life.count_waiting(officer, on=TODAY, stale_after=STALE_AFTER)
    assert session.execute(waiting).one()._asdict() == {"place": 1, "call": len(found), "end": 1}


@pytest.mark.parametrize("status", ListingStatus)
def test_the_page_of_a_flat_asks_for_a_call_when_it_is_among_those_to_call_about(
    session: Session, centre: Centre, officer: User, status: ListingStatus
):
    untils = (None, TODAY - DAY, TODAY, TODAY + DAY)
    adverts = [
        advert(session, centre, f"{days} {until}", confirmed=days, until=until, status=status)
        for days, until in product((0, 13, 14, 15), untils)
    ]
    found = listing_life.listings_to_call(session, officer, on=TODAY, stale_after=STALE_AFTER, page=1).rows
    assert {one.title for one in found} == {
        one.title
        for one in adverts
        if asks_for_call(one.status, one.confirmed_on, one.available_until, TODAY, STALE_AFTER)
    }


def test_word_of_the_landlord_makes_an_advert_fresh(session: Session, centre: Centre):
    for action, status in (
        (ListingAction.CONTACT, ListingStatus.CANDIDATE),
        (ListingAction.VERIFY, ListingStatus.CONTACTED),
        (ListingAction.REOPEN, ListingStatus.WITHDRAWN),
    ):
        listing = advert(session, centre, "Flat", confirmed=30, status=status)
        listing_life.move_listing(session, listing, action, on=TODAY, actor=None)
        assert listing.confirmed_on == TODAY
    back = advert(session, centre, "Flat", confirmed=30, status=ListingStatus.VERIFIED)
    listing_life.move_listing(session, back, ListingAction.STEP_BACK, on=TODAY, actor=None)
    assert (back.status, back.confirmed_on) == (ListingStatus.CONTACTED, TODAY - 30 * DAY)
    listing_life.confirm_listing(session, back, on=TODAY, actor=None)
    assert back.confirmed_on == TODAY


@pytest.mark.parametrize("status", [status for status in ListingStatus if status not in AVAILABLE])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_gone_or_offered_is_not_confirmed(session: Session, centre: Centre, status: ListingStatus):
    listing = advert(session, centre, "Flat", confirmed=30, status=status)
    with pytest.raises(Refused):
        listing_life.confirm_listing(session, listing, on=TODAY, actor=None)


def test_adverts_run_out_after_their_last_day_and_can_be_taken_up_again(
    session: Session, centre: Centre, officer: User
):
    over = advert(session, centre, "Over", until=TODAY - DAY)
    advert(session, centre, "Last day", until=TODAY)
    advert(session, centre, "Offered", until=TODAY - DAY, status=ListingStatus.OFFERED)
    advert(session, rows.add_centre(session, "chania"), "Elsewhere", until=TODAY - DAY)
    assert list(listing_life.listings_over(session, officer, on=TODAY).rows) == [over]
    assert listing_life.expire_listings(session, on=TODAY, actor=officer) == 1
    expired = session.scalars(select(Listing).where(Listing.status == ListingStatus.EXPIRED)).all()
    assert list(expired) == [over]
    assert listing_life.possible_actions(session, over, on=TODAY) == [ListingAction.REOPEN]
    listing_life.move_listing(session, over, ListingAction.REOPEN, on=TODAY, actor=officer)
    assert over.status is ListingStatus.CANDIDATE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_advert_whose_days_are_not_over_does_not_run_out(session: Session, centre: Centre):
    listing = advert(session, centre, "Flat", until=TODAY)
    assert ListingAction.EXPIRE not in listing_life.possible_actions(session, listing, on=TODAY)
    with pytest.raises(Refused, match="has not passed"):
        listing_life.move_listing(session, listing, ListingAction.EXPIRE, on=TODAY, actor=None)
    assert ListingAction.EXPIRE in listing_life.possible_actions(session, listing, on=TODAY + DAY)
    listing_life.move_listing(session, listing, ListingAction.EXPIRE, on=TODAY + DAY, actor=None)
    assert listing.status is ListingStatus.EXPIRED


@pytest.fixture
def client_of(session: Session, centre: Centre, officer: User, client: PageClient) -> PageClient:
    session.commit()
    rows.sign_in(client, officer)
    return client


def words(page) -> str:
    return " ".join(page.text_content().split())


LONG_AGO = 3650  # days: stale on whatever day the service is asked


def to_call(page: HtmlElement) -> list[str]:
    return page.xpath("//div[@class='st-card']//tbody//th//bdi/text()")


def test_the_board_asks_for_calls_and_the_page_takes_the_answers(
    session: Session, centre: Centre, client_of: PageClient
):
    first, second = (advert(session, centre, title, confirmed=LONG_AGO) for title in ("First", "Second"))
    advert(session, centre, "Third", until=date(2020, 1, 1))
    paths = [f"/listings/{one.id}" for one in (first, second)]
    session.commit()
    board = client_of.page("/")
    assert "2 adverts ask for a call" in words(board)
    assert "1 advert is past its last day" in words(board)
    assert board.xpath("//a[@href='/listings/calls']")
    assert board.xpath("//a[@href='/listings/calls#over']")
    page = client_of.page("/listings/calls")
    assert page.xpath("//section[@aria-labelledby='over']//tbody//th//bdi/text()") == ["Third"]
    assert to_call(page) == ["First", "Second"]
    assert page.xpath("//tbody//a[@href='tel:+302810000001']")
    assert "call the landlord" in words(client_of.page(paths[0]))
    page = client_of.submit("/listings/calls", action=f"{paths[0]}/confirm")
    assert to_call(page) == ["Second"]
    page = client_of.submit("/listings/calls", action=f"{paths[1]}/withdraw", reason="let")
    assert "“Second” is withdrawn: Let to others." in words(page)
    assert "Every advert was confirmed lately" in words(page)
    page = client_of.submit("/listings/calls", action="/listings/expire")
    assert "1 advert is closed." in words(page)
    assert "call the landlord" not in words(client_of.page(paths[0]))
    session.expire_all()
    statuses = select(Listing.status).order_by(Listing.id)
    assert list(session.scalars(statuses)) == [
        ListingStatus.VERIFIED,
        ListingStatus.WITHDRAWN,
        ListingStatus.EXPIRED,
    ]


def test_who_calls_next_sees_that_nobody_answered(session: Session, centre: Centre, client_of: PageClient):
    first, second = (advert(session, centre, title, confirmed=LONG_AGO) for title in ("First", "Second"))
    landlord, second.landlord = first.landlord, None
    log, (called, unnamed) = f"/landlords/{landlord.id}", (f"/listings/{one.id}/no-answer" for one in (first, second))
    session.commit()
    page = client_of.page("/listings/calls")
    assert len(page.xpath("//form[contains(@action, '/no-answer')]")) == 1
    assert page.xpath(f"//a[@href='{log}#log']")
    page = client_of.submit("/listings/calls", action=called)
    assert "“First”: it is written down that nobody answered." in words(page)
    assert "Not reached" in words(page.xpath("//tbody")[0])
    assert page.xpath("//tbody//th//bdi/text()") == ["First", "Second"]
    assert "Not reached" in words(client_of.page(log))
    session.expire_all()
    [talk] = session.scalars(select(LandlordTalk))
    assert (talk.listing_id, talk.entry.outcome) == (first.id, TalkOutcome.NOT_REACHED)
    session.commit()
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    answer = client_of.post(unnamed, data={"csrf_token": token})
    assert (answer.status_code, "Nobody is named yet" in answer.text) == (409, True)
