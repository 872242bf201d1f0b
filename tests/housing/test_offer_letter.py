"""The offer of a home on paper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from lxml.html import fromstring
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.documents.models import DocumentKind
from core.letters.letter import compose, draw
from housing.models import Offer
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.leases.letters import offer_letter
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from people.models import HouseholdDocument
from tests.support import rows
from tests.support.jobs import after_the_job
from tests.support.pages import PageClient
from tests.support.pdf import actions, pages
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

HOSTILE = (
    """<img src="http://127.0.0.1:9/x"><script>alert(1)</script>{{ 7 * 7 }}</article>"""
    """<a href="https://example.org">x</a><link rel="attachment" href="file:///etc/hostname">"""
)


@pytest.fixture
def offer(session: Session) -> Offer:
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre, "سمير حداد"), rows.add_listing(session, centre)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    figures = MonthlyFigures(Decimal("450.00"), Decimal("25.00"), None)
    answer_by = TODAY + timedelta(days=6)
    return make_offer(
        session, household, listing, figures=figures, answer_by=answer_by, actor=officer, at=NOW, on=TODAY
    )


def in_parts(app: Flask, session: Session, offer: Offer, language: str) -> str:
    offer.household.language = language
    with app.app_context():
        return compose(offer_letter(session, offer, on=TODAY))


@pytest.mark.parametrize(
    ("reads", "parts"),
    [
        pytest.param("en", ['lang="en" dir="ltr"', 'lang="el" dir="ltr"'], id="own-then-greek"),
        pytest.param("el", ['lang="el" dir="ltr"'], id="greek-once"),
        pytest.param("ti", ['lang="en" dir="ltr"', 'lang="el" dir="ltr"'], id="english-where-we-have-no-words"),
        pytest.param("rtl", ['lang="en" dir="rtl"', 'lang="el" dir="ltr"'], id="right-to-left"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_letter_speaks_the_readers_language_and_greek(
    app: Flask, session: Session, offer: Offer, reads: str, parts: list[str]
):
    page = in_parts(app, session, offer, reads)
    assert [part.partition(">")[0] for part in page.split("<article ")[1:]] == parts
    assert f'<html lang="{parts[0][6:8]}">' in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_people_wrote_stays_text(app: Flask, session: Session, offer: Offer):
    offer.household.name = offer.listing.dwelling.area = HOSTILE
    with app.app_context():
        letter = draw(offer_letter(session, offer, on=TODAY)).content
    said = "".join("".join(pages(letter)).split())  # lines break anywhere in so long a word
    assert said.count("".join(HOSTILE.split())) == 2 * 2  # in two languages
    assert actions(letter) == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_beside_what_the_home_has_stands_what_the_family_needs(app: Flask, session: Session, offer: Offer):
    assert "What you need" not in in_parts(app, session, offer, "en")
    needs = NeedsDetails(1, "A carer", step_free=True, wheelchair=True)
    set_needs(session, offer.household, needs, on=TODAY, actor=None)
    offer.listing.dwelling.has_lift, offer.listing.dwelling.wheelchair = True, False
    page = fromstring(in_parts(app, session, offer, "en"))
    [cell] = page.xpath("//article[@lang='en']//tr[th='What you need']/td")
    assert text(cell) == "you do not have to climb stairs · a wheelchair does not get in"


def test_an_officer_makes_the_letter_and_finds_it_with_the_household(
    app: Flask, client: PageClient, session: Session, offer: Offer
):
    offer.household.reference = "N-0007"
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, officer)
    page = client.submit(f"/offers/{offer.id}", action=f"/offers/{offer.id}/letter")
    assert "It takes a few seconds" in page.text_content()
    page = after_the_job(app, client)
    page = client.page(page.xpath("string(//a[.='To the documents']/@href)").partition("#")[0])
    assert "N-0007 A home for you.pdf" in page.text_content()
    document = session.scalars(select(HouseholdDocument)).one()
    assert (document.kind, document.added_by_id) == (DocumentKind.LETTER, officer.id)
    session.commit()
    english, greek = pages(client.get(f"/documents/{document.id}").data)
    for words in ("سمير حداد", "N-0007", "A home for you", "29 November 2026", "You pay each month €475.00"):
        assert words in english
    for words in ("سمير حداد", "Ένα σπίτι για εσάς", "29 Νοεμβρίου 2026", "475,00 €", "2 / 2"):
        assert words in greek
    assert "Efesou" not in english + greek  # the address is told before the viewing
