"""Two officers who offer in the same second, each at a process of its own, by the form that people use."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from core.auth.permissions import StaffRole
from core.config import Settings
from core.dates import today
from core.structure import Centre
from housing.models import Listing, Offer
from housing.states import ListingStatus
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.processes import Visitor, in_one_moment, served
from tests.support.shared import share_templates
from tests.support.visits import text

ROUNDS = 4
TYPED = f"{today() + timedelta(days=9):%d/%m/%Y}"  # another day than the form proposes


@pytest.fixture
def officers(session: Session, client: PageClient, settings: Settings, centre: Centre) -> Iterator[list[Visitor]]:
    """Two, each before a process of its own."""
    cookies = []
    for name in ("Eleni Markaki", "Nikos Vlachos"):
        officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name=name)
        session.commit()
        rows.sign_in(client, officer)
        cookie = client.get_cookie("session")
        assert cookie is not None
        cookies.append(cookie.value)

    def make_app() -> Flask:
        app = create_app(settings)
        share_templates(app)
        return app

    with served(make_app, len(cookies)) as ports:
        yield [Visitor(port, cookie) for port, cookie in zip(ports, cookies, strict=True)]


def offer_at_once(officers: list[Visitor], pairs: list[tuple[Household, Listing]]) -> tuple[int, str]:
    """Each officer offers a household a flat: who was first, and what the other reads on the form that comes back."""
    paths = [f"/offers/new?household={household.id}&listing={flat.id}" for household, flat in pairs]
    steps = [officer.fill_in(path, answer_by=TYPED) for officer, path in zip(officers, paths, strict=True)]
    answers = in_one_moment(steps)
    assert sorted(status for status, _page in answers) == [302, 422]
    first = next(number for number, (status, _page) in enumerate(answers) if status == 302)
    _status, page = answers[1 - first]
    assert page.xpath("string(//input[@name='answer_by']/@value)") == TYPED  # nothing typed is lost
    (summary,) = page.xpath("//*[@role='alert']")
    return first, text(summary)


def found(session: Session) -> tuple[list[tuple[int, int]], list[ListingStatus]]:
    """Who has the offer of what, and how the flats stand."""
    session.expire_all()
    offers = [(offer.household_id, offer.listing_id) for offer in session.scalars(select(Offer).order_by(Offer.id))]
    statuses = list(session.scalars(select(Listing.status).order_by(Listing.id)))
    session.rollback()  # SQLite has one writer
    return offers, statuses


def test_one_flat_is_offered_by_one_officer_and_the_other_reads_to_whom(
    session: Session, centre: Centre, officers: list[Visitor]
):
    made = []
    for number in range(ROUNDS):
        families = [rows.add_household(session, centre, f"{name} {number}") for name in ("Haddad", "Karimi")]
        flat = rows.add_listing(session, centre, f"Flat {number}")
        session.commit()
        first, why = offer_at_once(officers, [(family, flat) for family in families])
        made.append((families[first].id, flat.id))
        has_it = f"{families[first].name} ({families[first].reference})"
        assert f"This flat is offered to {has_it}, who can answer until {TYPED}." in why
        assert found(session) == (made, [ListingStatus.OFFERED] * len(made))


def test_one_household_is_offered_one_flat_and_the_other_officer_reads_which(
    session: Session, centre: Centre, officers: list[Visitor]
):
    made, standing = [], []
    for number in range(ROUNDS):
        family = rows.add_household(session, centre, f"Haddad {number}")
        flats = [rows.add_listing(session, centre, f"Flat {number} in {place}") for place in ("Poros", "Chania")]
        session.commit()
        first, why = offer_at_once(officers, [(family, flat) for flat in flats])
        made.append((family.id, flats[first].id))
        standing += [ListingStatus.OFFERED if flat is flats[first] else ListingStatus.VERIFIED for flat in flats]
        has_it = f"{family.name} ({family.reference}) already has the offer of “{flats[first].title}”"
        assert f"{has_it}: take that one back first." in why
        assert found(session) == (made, standing)
