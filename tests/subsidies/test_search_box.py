"""What the search box finds of money."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from subsidies.models import PaymentBatch
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_user
from tests.support.visits import enter, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_an_award_is_found_by_its_household(
    client: PageClient, session: Session, prepared_batch: PaymentBatch, officer: User
):
    enter(client, session, officer)
    page = client.submit("/search", q="χανταντ")
    assert "/awards/1" in page.xpath("//*[@class='st-hit']//@href")


def test_a_run_is_opened_by_its_number_by_those_who_see_all_it_pays(
    client: PageClient, session: Session, prepared_batch: PaymentBatch, officer: User
):
    enter(client, session, officer)
    assert prepared_batch.reference in client.submit("/search", q=prepared_batch.reference.lower()).findtext(".//h1")
    enter(client, session, add_user(session, StaffRole.FINANCE_OFFICER, add_centre(session, "chania")))
    assert "Nothing found" in text(client.submit("/search", q=prepared_batch.reference))
