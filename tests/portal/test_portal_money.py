"""The money page: one's own lease and payments, and nobody else's."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import DAY, utc_now
from housing.models import Lease
from people.models import Household
from portal.services.links import make_link
from subsidies.models import Instalment
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.schemes import store_shipped
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY


@pytest.fixture
def lease(session: Session) -> Lease:
    """With an award that is approved."""
    lease = add_lease(session, rows.add_centre(session))
    version = store_shipped(session, "demonstration", at=NOW, demonstration=True)
    officer, approver = (
        rows.add_user(session, role) for role in (StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER)
    )
    award = prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    approve_award(session, award, actor=approver, at=NOW)
    session.commit()
    return lease


def money_of(session: Session, client: PageClient, household: Household) -> HtmlElement:
    rows.speak_english(client)
    link = f"/link/{make_link(session, household, at=utc_now(), actor=None)}"
    session.commit()
    client.submit(link, action=link)
    return client.page("/my/money")


def text(page: HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_a_household_reads_what_comes_and_why(session: Session, client: PageClient, lease: Lease):
    page = money_of(session, client, lease.household)
    said = text(page)
    assert page.xpath("string(//*[@class='st-you']/*)") == "€483.20"  # the one-off of 440.00 and eight days of 162.00
    assert "Why €483.20?" in said
    assert "€162.00 × 8 / 30 = €43.20" in said
    assert "0 of 14 paid" in said
    assert "Poros, Heraklion" in said


def test_what_was_paid_before_elsewhere_is_paid(session: Session, client: PageClient, lease: Lease):
    [first, *_] = session.scalars(select(Instalment).order_by(Instalment.due_on, Instalment.kind.desc())).all()
    first.paid_elsewhere_on, first.paid_elsewhere_source = TODAY, "register"
    said = text(money_of(session, client, lease.household))
    assert "1 of 14 paid" in said
    assert "Paid before, elsewhere" in said
    assert "register" not in said


def test_another_household_reads_none_of_it(session: Session, client: PageClient, lease: Lease):
    other = rows.add_household(session, lease.household.centre, "Rasuli")
    said = text(money_of(session, client, other))
    assert "There is no payment yet" in said
    assert "€" not in said
    assert "Poros" not in said


def test_the_home_page_of_a_household_with_a_lease_is_about_its_home(
    session: Session, client: PageClient, lease: Lease
):
    money_of(session, client, lease.household)
    said = text(client.page("/my"))
    assert "Your home" in said
    assert "Efesou 7" in said
    assert "9 November 2029" in said  # three years by law, one on paper


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("clock")
def test_what_is_late_is_not_promised_for_a_day_that_is_past(session: Session, client: PageClient, lease: Lease):
    for instalment in session.scalars(select(Instalment)):
        instalment.due_on = TODAY - DAY
    session.commit()
    said = text(money_of(session, client, lease.household))
    assert "This is late: it was to be paid on 22 November 2026" in said
    assert "We pay on" not in said
