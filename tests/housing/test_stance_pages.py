"""Whom a landlord lets to, on the landlord's page and on each advert; never before a household."""

from datetime import date

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing, Stance, StanceAnswer, StanceTopic
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, listing: Listing) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def answers(page: HtmlElement) -> list[str]:
    return [text(row) for row in page.xpath("//section[@aria-labelledby='stances']//tbody/tr")]


def test_what_is_said_later_holds_and_what_was_said_before_is_kept(
    officer: PageClient, session: Session, listing: Listing
):
    pages = (f"/landlords/{listing.landlord_id}", f"/listings/{listing.id}")
    address = f"{pages[0]}/stances/new"
    officer.submit(address, subsidised="no", pets="depends", said_on="01/06/2026", note="Only a cat")
    officer.submit(address, subsidised="yes", said_by="Her daughter", said_on="20/11/2026")
    for page in map(officer.page, pages):
        assert answers(page) == [
            "Subsidised tenants Yes Her daughter 20/11/2026",
            "Children not asked – –",
            "Pets It depends Only a cat Aikaterini Lydaki 01/06/2026",
            "Foreigners not asked – –",
            "For a season only not asked – –",
        ]
        assert "01/06/2026: Subsidised tenants, No · Aikaterini Lydaki" in text(page)
    stances = session.scalars(select(Stance).order_by(Stance.id)).all()
    assert [(stance.topic, stance.answer, stance.said_on) for stance in stances] == [
        (StanceTopic.SUBSIDISED, StanceAnswer.NO, date(2026, 6, 1)),
        (StanceTopic.PETS, StanceAnswer.DEPENDS, date(2026, 6, 1)),
        (StanceTopic.SUBSIDISED, StanceAnswer.YES, date(2026, 11, 20)),
    ]
    assert [event.action for event in events(session)].count("record-stances") == 2


@ONE
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said_by": ""}, "Enter who said it"),
        ({"pets": "yes", "said_on": ""}, "Enter the day on which it was said"),
        ({"pets": "yes", "said_on": "01/01/2030"}, "This day lies in the future"),
        ({"pets": ""}, "Choose an answer to at least one question"),
    ],
)
def test_an_answer_needs_a_question_a_person_and_a_day(
    officer: PageClient, listing: Listing, typed: dict[str, str], said: str
):
    page = officer.submit(f"/landlords/{listing.landlord_id}/stances/new", status=422, **typed)
    assert said in text(page)


@ONE
def test_an_advert_without_a_landlord_says_nothing_of_stances(officer: PageClient, session: Session, listing: Listing):
    listing.landlord = None
    address = f"/listings/{listing.id}"
    session.commit()
    assert answers(officer.page(address)) == []


@ONE
def test_the_landlord_of_another_centre_is_not_asked_here(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    landlord_id = elsewhere.landlord_id
    session.add(
        Stance(
            landlord_id=landlord_id,
            topic=StanceTopic.PETS,
            answer=StanceAnswer.NO,
            said_by="M",
            said_on=NOW.date(),
            recorded_by_id=1,
            recorded_at=NOW,
        )
    )
    session.commit()
    officer.page(f"/landlords/{landlord_id}/stances/new", status=403)
