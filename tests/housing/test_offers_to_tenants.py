"""A household that rents a home is offered another only when somebody says why."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease, Listing, Offer
from housing.services.allocation.pair_rulings import rule_pair
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.shortlists import keep_flats
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from people.stages import Stage
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, sign_in
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def lease(session: Session, centre: Centre, listing: Listing, officer: User) -> Lease:
    """Of a household that looks for another home, to which a flat is kept."""
    lease = add_lease(session, centre)
    set_needs(session, lease.household, NeedsDetails(), on=TODAY, actor=None)
    keep_flats(session, lease.household, [listing], actor=officer, at=NOW)
    lease.household.stage = Stage.SEARCHING
    session.commit()
    return lease


def test_its_lease_is_said_wherever_flats_are_put_before_it(
    client: PageClient, lease: Lease, listing: Listing, officer: User
) -> None:
    household, flat = lease.household_id, listing.id
    sign_in(client, officer)
    for path in ("flats", "shortlist"):
        page = text(client.page(f"/households/{household}/{path}"))
        assert "Haddad rents a home already:" in page
        assert "Last day by law: 09/11/2029" in page
    assert "rents a home Last day by law: 09/11/2029" in text(client.page(f"/listings/{flat}/households"))


def test_an_offer_asks_why_it_is_to_move(
    client: PageClient, session: Session, lease: Lease, listing: Listing, officer: User
) -> None:
    path = f"/offers/new?household={lease.household_id}&listing={listing.id}"
    sign_in(client, officer)
    page = client.submit(path, status=422, despite_lease="")
    assert page.xpath("//*[@name='despite_lease']/@aria-invalid") == ["true"]
    assert session.scalar(select(Offer)) is None
    session.commit()
    page = client.submit(path, despite_lease="A child is on its way")
    assert "A child is on its way" in text(page)


def test_who_has_to_leave_is_offered_a_home_like_anybody(
    client: PageClient, session: Session, lease: Lease, listing: Listing, officer: User
) -> None:
    end = LeaseEnd(date(2026, 12, 31), EndedBy.LANDLORD, EndReason.OWN_USE)
    end_lease(session, lease, end, actor=officer, at=NOW)
    path = f"/offers/new?household={lease.household_id}&listing={listing.id}"
    session.commit()
    sign_in(client, officer)
    page = client.page(path)
    assert "Ends early, with 31/12/2026" in text(page)
    assert not page.xpath("//*[@name='despite_lease']")
    client.submit(path, answer_by="30/11/2026")
    assert session.scalars(select(Offer)).one().despite_lease is None


def test_the_plan_has_no_place_for_it_unless_it_is_pinned_and_asks_for_no_second_reason(
    client: PageClient, session: Session, lease: Lease, listing: Listing, officer: User
) -> None:
    sign_in(client, officer)
    page = client.page("/allocation")
    assert not page.xpath("//input[@name='pair']")
    assert "1 household that rents a home by a lease that nobody ends" in text(page)
    rule_pair(session, lease.household, listing, Ruling.PIN, reason="A child is on its way", actor=officer, at=NOW)
    session.commit()
    page = client.page("/allocation")
    assert page.xpath(f"//input[@name='pair'][@value='{lease.household_id}-{listing.id}']")
    assert "rents a home Last day by law: 09/11/2029" in text(page)
    path = f"/offers/new?household={lease.household_id}&listing={listing.id}"
    assert client.page(path).xpath("string(//*[@name='despite_lease'])").strip() == "A child is on its way"
