"""Where e-mail leaves the house, links of the staff go to their owner's address and are shown to nobody."""

import re

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.auth.credentials import Invitation
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.jobs.worker import Worker
from core.messages import Channel, Transports
from core.messages.models import Message
from core.messages.transports import Outgoing
from core.session import database
from core.structure import Centre
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW

pytestmark = pytest.mark.usefixtures("clock")

LINK = re.compile(r"http://localhost(/invitation/\S+)")
PASSWORD = "four words nobody knows"


class Recorder:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []

    def send(self, message: Outgoing) -> None:
        self.sent.append(message)


@pytest.fixture
def mail(app: Flask) -> Recorder:
    recorder = Recorder()
    app.extensions["stegi.ports"][Transports] = Transports({Channel.EMAIL: recorder})
    return recorder


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def admin(session: Session, centre: Centre, client: PageClient) -> User:
    user = rows.add_user(session, StaffRole.ADMINISTRATOR)
    session.commit()
    rows.sign_in(client, user)
    return user


def invite(client: PageClient, centre: Centre, status: int = 200, **changed: str) -> str:
    fields = {
        "name": "Maria Kalli",
        "email": "maria@example.org",
        "language": "en",
        "role": "housing-officer",
        "place": f"centre-{centre.id}",
        "starts_on": "23/11/2026",
    }
    page = client.submit("/staff/new", status=status, **(fields | changed))
    return html.tostring(page, encoding="unicode")


def only_message(session: Session) -> Message:
    message = session.scalars(select(Message)).one()
    session.commit()
    return message


def test_an_invitation_waits_in_the_outbox_and_no_page_shows_it(
    client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder
):
    page = invite(client, centre)
    message = only_message(session)
    assert (message.recipient, message.language) == ("maria@example.org", "en")
    assert message.body.startswith("Set the password of your account by this link")
    assert "/invitation/" not in page
    assert mail.sent == []  # it leaves once the account is there for good


@pytest.mark.parametrize(("language", "begins"), [("el", "Ορίστε τον κωδικό"), ("en", "Set the password")])
def test_it_is_written_in_the_language_that_was_asked_for(
    client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder, language: str, begins: str
):
    invite(client, centre, language=language)
    assert only_message(session).body.startswith(begins)


def test_the_link_leaves_opens_once_and_is_forgotten_here(
    app: Flask, client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder
):
    invite(client, centre)
    with app.app_context():
        engine = database.engine
    Worker(engine, lambda: NOW, app.app_context).work(lambda: False, until_idle=True)
    (sent,) = mail.sent
    path = LINK.search(sent.body)[1]
    session.expire_all()
    assert only_message(session).body is None
    client.submit(path, password=PASSWORD, again=PASSWORD)
    assert client.get(path).status_code == 410


def test_a_refused_invitation_leaves_no_message(
    client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder
):
    invite(client, centre, status=422, email=admin.email)
    assert session.scalars(select(Message)).all() == []


def test_a_forgotten_password_goes_the_same_way(
    client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder
):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    path = f"/staff/{officer.id}"
    page = client.submit(path, action=f"{path}/link")
    assert "/invitation/" not in html.tostring(page, encoding="unicode")
    assert only_message(session).recipient == officer.email


def test_neither_the_audit_nor_the_log_holds_the_link(
    client: PageClient, session: Session, admin: User, centre: Centre, mail: Recorder, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level("INFO"):
        invite(client, centre)
    token = LINK.search(only_message(session).body)[1].rpartition("/")[2]
    for table in ("audit_event", "audit_value", "job", "invitation", "message"):
        assert token not in str(session.execute(text(f"SELECT * FROM {table}")).all()), table
    assert token not in str([vars(record) for record in caplog.records])
    assert session.scalars(select(Invitation)).one().used_at is None
