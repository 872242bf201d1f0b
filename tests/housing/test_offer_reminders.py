"""Households are reminded of an offer once before its time is over; what waits too long for its lease rises."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.backup.settling import settle_restored
from core.dates import instant_at
from core.jobs.models import Job
from core.messages.models import Message
from core.structure import Centre
from housing.jobs.offers import REMIND, ask_to_remind
from housing.models import Listing, Offer
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.offers.offers import accept_offer, make_offer, withdraw_offer
from housing.services.offers.reminders import OFFERED, remind_of_offer, reminder_due
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus
from people.models import Contact, ContactKind, Household
from people.services.contacts import ContactDetails, add_contact
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

DAY = timedelta(days=1)
EVE, MORNING = instant_at(TODAY + 2 * DAY, time(10)), instant_at(TODAY + 3 * DAY, time(8))


@dataclass(frozen=True)
class Scene:
    """A household with a telephone, which may answer for three days."""

    app: Flask
    session: Session
    officer: User
    household: Household
    listing: Listing
    offer: Offer

    def told_by(self, at: datetime) -> int:
        """How many messages there are when workers have done what is due at an instant."""
        self.session.commit()
        with time_machine.travel(at, tick=False):
            do_jobs(self.app)
        number = len(self.session.scalars(select(Message)).all())
        self.session.commit()
        return number


@pytest.fixture
def scene(app: Flask, session: Session, centre: Centre) -> Scene:
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    phone = ContactDetails(ContactKind.PHONE, "+306912345678")
    add_contact(session, household, phone, actor=None, at=NOW)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.flush()
    figures = MonthlyFigures(listing.monthly_rent, None, None)
    offer = make_offer(
        session, household, listing, figures=figures, answer_by=TODAY + 3 * DAY, actor=officer, at=NOW, on=TODAY
    )
    ask_to_remind(session, offer, at=NOW)
    return Scene(app, session, officer, household, listing, offer)


@pytest.mark.parametrize(
    ("offered_at", "due_at"),
    [
        (NOW, EVE),
        (EVE - timedelta(minutes=1), EVE),
        (EVE, MORNING),
        (MORNING, None),
    ],
)
def test_the_day_before_the_last_or_in_its_morning(scene: Scene, offered_at: datetime, due_at: datetime | None):
    scene.offer.offered_at = offered_at
    assert reminder_due(scene.offer) == due_at


@pytest.mark.parametrize(("at", "messages"), [(EVE - timedelta(minutes=1), 0), (EVE, 1), (EVE + DAY, 1)])
def test_a_household_is_told_once(scene: Scene, at: datetime, messages: int):
    assert scene.told_by(at) == messages
    assert scene.told_by(at) == messages


def test_workers_that_wake_after_the_last_day_tell_nobody(scene: Scene):
    assert scene.told_by(EVE + 3 * DAY) == 0


def test_who_has_answered_is_not_reminded(scene: Scene):
    accept_offer(scene.session, scene.offer, at=NOW, on=TODAY)
    assert scene.told_by(EVE) == 0


def test_who_was_reminded_by_an_officer_that_day_is_not_reminded_again(scene: Scene):
    at = EVE - timedelta(hours=2)
    with scene.app.app_context():
        remind_of_offer(scene.session, scene.offer, actor=scene.officer, at=at, on=TODAY + 2 * DAY)
    assert scene.told_by(EVE) == 1


def test_reminders_come_back_with_a_backup(scene: Scene):
    engine = scene.session.get_bind()
    assert isinstance(engine, Engine)
    scene.session.execute(delete(Job).where(Job.kind == REMIND))
    scene.session.commit()
    with engine.begin() as connection:
        settle_restored(connection, made_at="2026-11-22", at=NOW)
    assert scene.told_by(EVE) == 1


def test_who_offers_on_the_page_need_not_think_of_it(scene: Scene, client: PageClient, session: Session):
    other, flat = rows.add_household(session, scene.household.centre), rows.add_listing(session, scene.household.centre)
    session.commit()
    enter(client, session, scene.officer)
    day = TODAY + 5 * DAY
    client.submit(f"/offers/new?household={other.id}&listing={flat.id}", answer_by=f"{day:%d/%m/%Y}")
    (offer,) = session.scalars(select(Offer).where(Offer.household_id == other.id))
    (asked,) = session.scalars(select(Job).where(Job.key == f"{REMIND}-{offer.id}"))
    assert asked.due_at.astimezone(UTC) == instant_at(day - DAY, time(10)).astimezone(UTC)


@pytest.mark.parametrize(("days", "words"), [(7, "is kept for it until"), (8, "has been kept for it for 8 days")])
def test_what_waits_too_long_for_its_lease_says_so(scene: Scene, client: PageClient, days: int, words: str):
    accept_offer(scene.session, scene.offer, at=NOW, on=TODAY)
    scene.session.commit()
    with time_machine.travel(NOW + days * DAY, tick=False):
        enter(client, scene.session, scene.officer)
        assert words in text(client.page("/"))


@pytest.mark.parametrize(("has_phone", "said"), [(True, False), (False, True)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_household_is_told_at_once_what_waits_for_it(scene: Scene, has_phone: bool, said: bool):
    withdraw_offer(scene.session, scene.offer, because=TakenBack.MISTAKE, words="", actor=scene.officer, at=NOW)
    scene.listing.status = ListingStatus.VERIFIED
    if not has_phone:
        scene.session.execute(delete(Contact))
    client = scene.app.test_client()
    enter(client, scene.session, scene.officer)
    page = client.submit(
        f"/offers/new?household={scene.household.id}&listing={scene.listing.id}", answer_by="26/11/2026"
    )
    assert ("Tell them yourself" in text(page)) is said
    assert [message.subject for message in scene.session.scalars(select(Message))] == [OFFERED] * has_phone
