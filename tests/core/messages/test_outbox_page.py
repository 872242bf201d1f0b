"""The administrator sees how sending goes, the officer sends a link and a reminder; nobody reads along."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.messages import Channel, Text, queue_message
from core.messages.models import Message, MessageState
from core.text import Sentence
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from people.models import ContactKind, Household
from people.services.contacts import ContactDetails, add_contact
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY


@pytest.fixture
def household(session: Session, client: PageClient) -> Household:
    household = rows.add_household(session, rows.add_centre(session))
    phone = ContactDetails(ContactKind.PHONE, "+306912345678")
    add_contact(session, household, phone, actor=None, at=NOW)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    session.commit()
    rows.sign_in(client, officer)
    return household


def only_message(session: Session) -> Message:
    message = session.scalars(select(Message)).one()
    session.commit()
    return message


def test_a_fresh_link_is_sent_from_the_page_that_shows_it(
    client: PageClient, session: Session, household: Household, capsys: pytest.CaptureFixture[str]
):
    page = client.submit(f"/households/{household.id}", action=f"/households/{household.id}/link")
    address = page.xpath("string(//input[@id='link-address']/@value)")
    assert page.xpath("string(//input[@name='address']/@value)") == "+306912345678"
    [form] = [form for form in page.forms if form.action.endswith("/link/message")]
    answer = client.post(form.action, data={**dict(form.form_values()), "channel": "sms"}, follow_redirects=True)
    assert "The link is on its way." in answer.text
    again = client.post(form.action, data={**dict(form.form_values()), "channel": "sms"})
    assert (again.status_code, "is on its way to this household already" in again.text) == (422, True)
    message = only_message(session)
    assert address in (message.body or "")
    do_jobs(client.application)
    assert (
        f"To +306912345678: Your page at Stegi\nYour family's own page opens by this link: {address}"
        in capsys.readouterr().out
    )
    session.refresh(message)
    assert (message.state, message.body) == (MessageState.SENT, None)


def test_an_address_that_is_none_leaves_the_link_on_the_page(
    client: PageClient, session: Session, household: Household
):
    page = client.submit(f"/households/{household.id}", action=f"/households/{household.id}/link")
    [form] = [form for form in page.forms if form.action.endswith("/link/message")]
    sent = {**dict(form.form_values()), "channel": "email", "address": "a@example.org\r\nBcc: b@example.org"}
    answer = client.post(form.action, data=sent)
    assert answer.status_code == 422
    assert "Enter an e-mail address such as" in answer.text
    assert page.xpath("string(//input[@id='link-address']/@value)") in answer.text
    assert session.scalars(select(Message)).all() == []


def test_sending_no_link_at_all_is_an_answer_in_plain_words(client: PageClient, household: Household):
    page = client.page(f"/households/{household.id}")
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post(f"/households/{household.id}/link/message", data={"csrf_token": token})
    assert answer.status_code == 400


def test_nobody_sends_another_households_link(client: PageClient, session: Session, household: Household):
    other = rows.add_household(session, household.centre)
    session.commit()
    page = client.submit(f"/households/{household.id}", action=f"/households/{household.id}/link")
    [form] = [form for form in page.forms if form.action.endswith("/link/message")]
    sent = {**dict(form.form_values()), "channel": "sms"}
    answer = client.post(f"/households/{other.id}/link/message", data=sent)
    assert answer.status_code == 422
    assert session.scalars(select(Message)).all() == []


def test_a_household_is_reminded_while_it_can_answer(client: PageClient, session: Session, household: Household):
    figures = MonthlyFigures(Decimal("450.00"), None, None)
    listing, maker = rows.add_listing(session, household.centre), rows.add_user(session, StaffRole.HOUSING_OFFICER)
    answer_by = TODAY + timedelta(days=3)
    offer = make_offer(session, household, listing, figures=figures, answer_by=answer_by, actor=maker, at=NOW, on=TODAY)
    session.commit()
    with time_machine.travel(NOW, tick=False):
        rows.sign_in(client, maker)
        [form] = [one for one in client.page(f"/offers/{offer.id}").forms if one.action.endswith("/reminder")]
        page = client.submit(f"/offers/{offer.id}", action=f"/offers/{offer.id}/reminder")
        assert "The reminder is on its way." in page.text_content()
        assert "reminded by SMS today" in page.text_content()
        assert "Remind by SMS" not in page.text_content()
        again = client.post(form.action, data=dict(form.form_values()))  # from a page that was open before
        assert (again.status_code, "was reminded of this offer today" in again.text) == (409, True)
    body = only_message(session).body or ""
    assert body == "Stegi: a home waits for your answer until 26/11/2026. Open your page, or call your centre."
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        rows.sign_in(client, maker)
        page = client.page(f"/offers/{offer.id}").text_content()
        assert "Remind by SMS" not in page
        assert household.reference in page


def test_the_outbox_tells_the_administrator_how_it_went_and_nothing_more(
    client: PageClient, session: Session, household: Household
):
    client.submit(f"/households/{household.id}", action=f"/households/{household.id}/link")
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR)
    text = Text("Your page at Stegi", (Sentence("a secret"),))
    with client.application.app_context():
        queue_message(
            session, text, channel=Channel.SMS, to="6912345678", reads="en", about=household,
            centre_id=household.centre_id, actor=None, at=NOW,
        )  # fmt: skip
    stranger = rows.add_user(session, StaffRole.ADMINISTRATOR, rows.add_centre(session, "chania"))
    session.commit()
    client.page("/outbox", status=403)
    with client.session_transaction() as kept:
        kept.clear()
    rows.sign_in(client, administrator)
    page = client.page("/outbox").text_content()
    assert "Your page at Stegi" in page
    assert "Waits" in page
    assert "a secret" not in page
    assert "6912345678" not in page
    with client.session_transaction() as kept:
        kept.clear()
    rows.sign_in(client, stranger)
    assert "Nothing was sent yet" in client.page("/outbox").text_content()
