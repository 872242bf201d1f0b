"""Talks with landlords as officers use their pages."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from housing.models import LandlordTalk, Listing
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def colleague(session: Session, listing: Listing) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre, name="Nikos Vardakis")


@pytest.fixture
def officer(session: Session, listing: Listing, colleague: User, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre))
    return client


def new_talk(listing: Listing) -> str:
    return f"/landlords/{listing.landlord_id}/talks/new"


def test_a_talk_says_that_a_flat_is_let_and_its_advert_is_closed(officer: PageClient, listing: Listing):
    form = f"/landlords/{listing.landlord_id}/talks/new?listing={listing.id}"
    assert "is withdrawn: Let to others." in text(officer.submit(form, outcome="refused", refusal="let"))
    assert "Withdrawn" in text(officer.page(f"/listings/{listing.id}"))


def test_a_talk_that_began_on_the_page_of_a_flat_leads_back_to_it(officer: PageClient, listing: Listing):
    page = officer.submit(f"{new_talk(listing)}?listing={listing.id}", note="Only after five")
    assert page.xpath("//h1/text()") == [listing.title]
    assert "The talk is written down." in text(page)
    assert officer.submit(new_talk(listing), note="Again").xpath("//h1//text()") != [listing.title]


def test_a_refusal_is_written_down_with_its_reason_and_its_flat(officer: PageClient, listing: Listing):
    fields = {"outcome": "refused", "refusal": "pets", "listing_id": str(listing.id), "note": HOSTILE}
    page = officer.submit(new_talk(listing), **fields)
    assert HOSTILE in text(page)
    assert not page.xpath("//img[not(ancestor::noscript)] | //script[not(@src)]")
    assert "Has refused until now: Wants no pets once, on 23/11/2026" in text(page)
    assert page.xpath(f"//section[@aria-labelledby='log']//a[@href='/listings/{listing.id}']")


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        pytest.param({"outcome": "refused"}, "refusal", id="refused-without-a-reason"),
        pytest.param({"refusal": "pets"}, "refusal", id="a-reason-for-nothing"),
        pytest.param({"happened_on": "25/11/2026"}, "happened_on", id="tomorrow"),
    ],
)
def test_a_slip_is_said_and_nothing_is_kept(
    officer: PageClient, session: Session, listing: Listing, typed: dict[str, str], faulty: str
):
    page = officer.submit(new_talk(listing), status=422, **typed)
    assert page.xpath(f"//*[@role='alert']//a[@href='#{faulty}']")
    assert session.scalars(select(LandlordTalk)).all() == []


def test_a_promise_stands_on_the_board_until_it_is_kept(officer: PageClient, session: Session, listing: Listing):
    officer.submit(new_talk(listing), next_step="Bring the lease", due_on="24/11/2026")
    assert "Bring the lease" in text(officer.page("/"))
    talk = session.scalars(select(LandlordTalk)).one()
    session.commit()
    officer.submit(f"/landlords/{listing.landlord_id}", action=f"/landlords/talks/{talk.id}/done")
    assert "Bring the lease" not in text(officer.page("/"))


def test_a_note_for_few_is_not_shown_to_others(
    officer: PageClient, session: Session, listing: Listing, colleague: User
):
    page = officer.submit(new_talk(listing), note="Only for me", is_restricted=True)
    assert "Only for me" in text(page)
    enter(officer, session, colleague)
    page = officer.page(f"/landlords/{listing.landlord_id}")
    assert "Only for me" not in text(page)
    assert "note" not in text(page.xpath("//section[@aria-labelledby='log']")[0])
