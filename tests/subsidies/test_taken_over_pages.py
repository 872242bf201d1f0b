"""The pages and letters of an award that was taken over."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import add_months
from core.structure import Centre
from housing.models import LeaseDocument
from people.models import HouseholdDocument
from subsidies.models import SubsidyAward
from tests.subsidies.corrected import corrected
from tests.support.jobs import after_the_job
from tests.support.leases import MONTH
from tests.support.pages import PageClient
from tests.support.pdf import pages
from tests.support.rows import add_user
from tests.support.visits import enter


@pytest.mark.parametrize(
    ("path", "kept", "words"),
    [
        pytest.param("/awards/{award}", LeaseDocument, "paid on 16/11/2026, before, elsewhere", id="the-award"),
        pytest.param("/households/{household}", HouseholdDocument, "Paid before, elsewhere", id="the-account"),
    ],
)
def test_the_letters_tell_it(
    app: Flask, client: PageClient, session: Session, in_force: SubsidyAward, officer: User, path: str,
    kept: type[LeaseDocument] | type[HouseholdDocument], words: str,
):  # fmt: skip
    address = path.format(award=in_force.id, household=in_force.lease.household_id)
    session.commit()
    enter(client, session, officer)
    client.submit(address, action=f"{address}/{'letter' if 'awards' in address else 'statement'}")
    after_the_job(app, client)
    document = session.scalars(select(kept.id)).one()
    session.commit()
    assert words in " ".join(" ".join(pages(client.get(f"/documents/{document}").data)).split())


def test_the_page_of_the_award_says_where_it_comes_from_and_what_the_scheme_would_bring(
    client: PageClient, session: Session, taken_over: SubsidyAward, centre: Centre
):
    enter(client, session, add_user(session, StaffRole.FINANCE_APPROVER))
    page = client.page(f"/awards/{taken_over.id}").text_content()
    for words in (
        "This award was taken over: its amounts stay as “register” gives them",
        "€540.00 of it was paid before, elsewhere.",
        "By the scheme: €113.40",
        "By the scheme: €162.00",
        "nothing was given; by the scheme it would be €162.00",
        "Approve 2 instalments, €300.00",
    ):
        assert words in " ".join(page.split()), words
    assert "Try it in the calculator" not in page


def test_the_page_of_what_was_replaced_leads_to_what_took_its_place(
    client: PageClient, session: Session, in_force: SubsidyAward, officer: User
):
    waiting = corrected(session, in_force, officer)
    session.commit()
    enter(client, session, add_user(session, StaffRole.FINANCE_APPROVER))
    page = client.page(f"/awards/{waiting.id}")
    assert page.xpath(f"//a[@href='/awards/{in_force.id}']")
    client.submit(f"/awards/{waiting.id}", action=f"/awards/{waiting.id}/approve")
    replaced = client.page(f"/awards/{in_force.id}")
    assert replaced.xpath(f"//a[@href='/awards/{waiting.id}']")
    assert "Not yet" not in replaced.text_content()
    assert "Replaced" in replaced.text_content()


def test_the_month_shows_what_was_paid_elsewhere_in_a_column_of_its_own(
    client: PageClient, session: Session, in_force: SubsidyAward
):
    session.commit()
    enter(client, session, add_user(session, StaffRole.FINANCE_OFFICER))
    assert "Paid before, elsewhere" in client.page(f"/months/{MONTH:%Y-%m}").text_content()
    assert "Paid before, elsewhere" not in client.page(f"/months/{add_months(MONTH, 1):%Y-%m}").text_content()
