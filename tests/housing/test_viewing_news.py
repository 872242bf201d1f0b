"""Households are told of viewings in their language: at once, the day before and in the morning, each once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.backup.settling import settle_restored
from core.dates import instant_at
from core.jobs.models import Job, JobStatus
from core.messages.models import Message, MessageState
from housing.jobs.viewings import REMIND, ask_to_remind
from housing.models import Viewing
from housing.services.viewings.viewing_guests import confirm_guest, decline_guest, record_came
from housing.services.viewings.viewing_news import Reminder, reminder_due
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing, cancel_viewing
from housing.viewing_facts import CancelReason
from people.models import Contact, ContactKind, Household, Purpose
from people.services.consents import ConsentDetails, give_consent, withdraw_consent
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

DAY = timedelta(days=1)
TEN = instant_at(TODAY + 2 * DAY, time(10))
EVE, MORNING = instant_at(TODAY + DAY, time(10)), instant_at(TODAY + 2 * DAY, time(8))
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Scene:
    """A household with a telephone, which is to see a flat in two days."""

    app: Flask
    session: Session
    officer: User
    household: Household
    viewing: Viewing

    def work(self, at: datetime) -> list[str]:
        """What workers do at an instant; answers with the subjects of all that ever left."""
        self.session.commit()
        with time_machine.travel(at, tick=False):
            do_jobs(self.app)
        sent = select(Message.subject).where(Message.state == MessageState.SENT).order_by(Message.id)
        found = list(self.session.scalars(sent))
        self.session.commit()
        return found


@pytest.fixture
def scene(app: Flask, session: Session) -> Scene:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    household = rows.add_household(session, officer.posts[0].centre)
    household.language, household.reference = "el", "N-0007"
    session.add(Contact(household=household, kind=ContactKind.PHONE, value="+306900000001", created_at=NOW))
    details, listing = ViewingDetails(TEN, HALF_AN_HOUR, officer), rows.add_listing(session, household.centre)
    viewing = book_viewing(session, listing, details, [GuestDetails(household)], actor=officer, at=NOW)
    ask_to_remind(session, viewing.guests, at=NOW)
    session.commit()
    return Scene(app, session, officer, household, viewing)


@pytest.mark.parametrize(
    ("starts_at", "eve", "morning"),
    [
        pytest.param(instant_at(date(2026, 11, 25), time(10)), (24, 8, 0), (25, 6, 0), id="winter-time"),
        pytest.param(instant_at(date(2027, 3, 28), time(10)), (27, 8, 0), (28, 5, 0), id="into-summer-time"),
        pytest.param(instant_at(date(2027, 10, 31), time(10)), (30, 7, 0), (31, 6, 0), id="out-of-it"),
        pytest.param(instant_at(date(2026, 11, 25), time(9, 15)), (24, 8, 0), (25, 5, 15), id="early-in-the-morning"),
    ],
)
def test_reminders_go_by_the_clocks_of_athens(
    starts_at: datetime, eve: tuple[int, int, int], morning: tuple[int, int, int]
):
    viewing = Viewing(starts_at=starts_at)
    for reminder, (day, hour, minute) in ((Reminder.EVE, eve), (Reminder.MORNING, morning)):
        assert reminder_due(viewing, reminder) == datetime(
            starts_at.year, starts_at.month, day, hour, minute, tzinfo=UTC
        )


def test_a_household_is_reminded_the_day_before_and_in_the_morning_in_its_language(
    scene: Scene, capsys: pytest.CaptureFixture[str]
):
    assert scene.work(EVE - timedelta(minutes=1)) == []
    assert len(scene.work(EVE)) == 1
    said = capsys.readouterr().out
    assert "To +306900000001: Η επίσκεψή σας σε σπίτι" in said
    assert "25/11/2026, 10:00" in said
    for words in ("Haddad", "N-0007", "Efesou", "Poros"):
        assert words not in said
    assert len(scene.work(MORNING)) == 2
    assert len(scene.work(TEN)) == 2


def test_who_was_reminded_late_is_not_reminded_twice(scene: Scene):
    """The workers stood still for a day."""
    assert len(scene.work(MORNING + timedelta(minutes=5))) == 1


def test_asked_for_twice_it_is_sent_once(scene: Scene):
    ask_to_remind(scene.session, scene.viewing.guests, at=NOW)
    assert len(scene.work(EVE)) == 1
    ask_to_remind(scene.session, scene.viewing.guests, at=EVE - timedelta(minutes=1))
    assert len(scene.work(EVE + timedelta(minutes=1))) == 1


def cannot_come(scene: Scene) -> None:
    decline_guest(scene.session, scene.viewing.guests[0], actor=scene.household, at=NOW)


def cancelled(scene: Scene) -> None:
    cancel_viewing(scene.session, scene.viewing, CancelReason.GONE, actor=scene.officer, at=NOW)


def over(scene: Scene) -> None:
    record_came(scene.session, scene.viewing.guests[0], actor=scene.officer, at=TEN)


def without_telephone(scene: Scene) -> None:
    scene.session.delete(scene.session.scalars(select(Contact)).one())


@pytest.mark.parametrize("happened", [cannot_come, cancelled, over, without_telephone])
def test_who_is_not_to_be_reminded_is_not(scene: Scene, happened: Callable[[Scene], None]):
    happened(scene)
    assert scene.work(MORNING) == []


def test_nobody_is_reminded_of_what_has_begun(scene: Scene):
    assert scene.work(TEN) == []


def test_at_another_time_the_earlier_reminders_come_to_nothing(scene: Scene):
    confirm_guest(scene.session, scene.viewing.guests[0], actor=scene.household, at=NOW)
    scene.viewing.starts_at, scene.viewing.ends_at = TEN + DAY, TEN + DAY + HALF_AN_HOUR
    ask_to_remind(scene.session, scene.viewing.guests, at=NOW)
    assert scene.work(EVE) == []
    assert len(scene.work(EVE + DAY)) == 1


def test_after_a_backup_reminders_that_are_to_come_are_asked_for_again(scene: Scene):
    engine = scene.session.get_bind()
    assert isinstance(engine, Engine)
    scene.session.commit()
    with engine.begin() as connection:
        settle_restored(connection, made_at="2026-11-22", at=NOW)
    jobs = scene.session.scalars(select(Job).where(Job.kind == REMIND, Job.status == JobStatus.QUEUED)).all()
    assert sorted(one.due_at for one in jobs) == [EVE, MORNING]
    assert len(scene.work(EVE)) == 1


def test_whoever_books_moves_or_cancels_tells_the_household_at_once(
    scene: Scene, client: PageClient, capsys: pytest.CaptureFixture[str]
):
    enter(client, scene.session, scene.officer)
    flat = rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas")
    scene.session.commit()
    page = client.submit(f"/viewings/new?listing={flat.id}", on="30/11/2026", clock="10", reference="N-0007")
    assert "1 household is told by SMS." in text(page)
    client.submit("/viewings/2/edit", clock="12")
    client.submit("/viewings/2", action="/viewings/2/cancel", reason="landlord")
    assert scene.work(NOW) == [
        "You are invited to see a home", "Your visit to a home is at another time",
        "Your visit to a home does not take place",
    ]  # fmt: skip
    said = capsys.readouterr().out
    assert ("30/11/2026, 10:00" in said, said.count("30/11/2026, 12:00")) == (True, 2)


def test_who_has_no_telephone_is_to_be_told_otherwise(scene: Scene, client: PageClient):
    without_telephone(scene)
    enter(client, scene.session, scene.officer)
    page = client.submit("/viewings/1/edit", clock="12")
    why = "No SMS, since no telephone number is written down: Haddad (N-0007). Tell them yourself."
    assert why in text(page)
    assert why in text(client.submit("/viewings/1", action="/viewings/1/cancel", reason="landlord"))


def test_who_is_to_be_called_since_it_agrees_to_messages_no_more_is_named(scene: Scene, client: PageClient):
    person, details = scene.household.members[0].person, ConsentDetails(Purpose.MESSAGES, "1", "el", TODAY)
    agreed = give_consent(scene.session, person, details, actor=scene.officer, at=NOW)
    withdraw_consent(scene.session, agreed, on=TODAY, actor=scene.officer)
    enter(client, scene.session, scene.officer)
    page = client.submit("/viewings/1", action="/viewings/1/cancel", reason="landlord")
    assert "No SMS, since they agree to messages no more: Haddad (N-0007). Call them." in text(page)
    assert scene.work(MORNING) == []
