"""What landlords get on paper: one page that explains, a commitment to sign, and where both are kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.documents.models import DocumentKind
from core.errors import Refused
from core.letters.letter import compose, draw
from housing.models import Landlord, LandlordDocument, Listing, Offer, OwnershipShare
from housing.ports import SubsidyEstimate
from housing.services.landlords.landlord_letters import commitment_letter, explanation_for_landlord, find_keeper
from housing.services.offers.offers import accept_offer, make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.shares import WHOLE
from people.models import Purpose
from people.services.consents import ConsentDetails, give_consent, withdraw_consent
from tests.support import rows
from tests.support.jobs import after_the_job
from tests.support.pages import PageClient
from tests.support.pdf import actions, pages
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

HOSTILE = """<img src="http://127.0.0.1:9/x"><script>alert(1)</script>{{ 7 * 7 }}</article>"""
AGREED = ConsentDetails(Purpose.LANDLORD, "2026-1", "ar", TODAY)


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, listing: Listing) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)


@pytest.fixture
def offer(session: Session, listing: Listing, officer: User) -> Offer:
    """Open, with a subsidy of €200."""
    household = rows.add_household(session, listing.centre, births=("1990-02-01", "2019-05-05"))
    estimate = SubsidyEstimate("scheme", {}, Decimal("200.00"), Decimal("250.00"), TODAY + timedelta(days=365))
    figures = MonthlyFigures(Decimal("450.00"), Decimal("25.00"), estimate)
    answer_by = TODAY + timedelta(days=6)
    return make_offer(
        session, household, listing, figures=figures, answer_by=answer_by, actor=officer, at=NOW, on=TODAY
    )


@pytest.fixture
def accepted(session: Session, offer: Offer) -> Offer:
    accept_offer(session, offer, at=NOW, on=TODAY)
    return offer


def written(app: Flask, session: Session, offer: Offer) -> str:
    with app.app_context():
        return compose(commitment_letter(session, offer, on=TODAY))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_explanation_is_one_page(app: Flask, session: Session, listing: Listing):
    with app.app_context():
        [page] = pages(draw(explanation_for_landlord.write(session, listing.id, TODAY)).content)
    for words in ("Aikaterini Lydaki", "τουλάχιστον 3 χρόνια", "σε 30 ημέρες", "λογαριασμό"):
        assert words in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_people_wrote_stays_text(app: Flask, session: Session, accepted: Offer):
    accepted.listing.title = accepted.listing.dwelling.address = HOSTILE
    with app.app_context():
        letter = draw(commitment_letter(session, accepted, on=TODAY)).content
    assert "".join("".join(pages(letter)).split()).count("".join(HOSTILE.split())) == 2
    assert actions(letter) == set()


def test_nothing_is_promised_before_the_household_has_accepted(session: Session, offer: Offer):
    with pytest.raises(Refused, match="has accepted"):
        commitment_letter(session, offer, on=TODAY)


def test_without_a_landlord_there_is_nobody_to_write_to(session: Session, accepted: Offer):
    accepted.listing.landlord = None
    with pytest.raises(Refused, match="not known"):
        commitment_letter(session, accepted, on=TODAY)


def test_the_commitment_tells_the_rent_and_nothing_of_the_support(app: Flask, session: Session, accepted: Offer):
    page = written(app, session, accepted)
    assert "Efesou 7" in page
    assert "450,00" in page
    assert "200,00" not in page
    assert "275,00" not in page, "what the household pays itself"


def test_a_tenant_is_named_only_who_agreed_and_while_it_holds(
    app: Flask, session: Session, accepted: Offer, officer: User
):
    parent = accepted.household.members[0].person
    assert parent.name not in written(app, session, accepted)
    consent = give_consent(session, parent, AGREED, actor=officer, at=NOW)
    page = written(app, session, accepted)
    assert parent.name in page
    assert accepted.household.members[1].person.name not in page
    withdraw_consent(session, consent, on=TODAY, actor=officer)
    assert parent.name not in written(app, session, accepted)


def test_the_papers_of_a_landlord_are_kept_by_a_centre_of_who_keeps_them(
    session: Session, listing: Listing, officer: User
):
    chania = rows.add_centre(session, "chania")
    elsewhere = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania)
    nowhere = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "elsewhere"))
    nowhere.take_up(type(nowhere.duty)())
    assert listing.landlord
    keepers = [find_keeper(session, listing.landlord, user) for user in (officer, elsewhere, nowhere)]
    assert keepers == [listing.centre, chania, None]


@pytest.mark.usefixtures("clock")
def test_an_officer_makes_the_explanation_in_both_languages(
    app: Flask, client: PageClient, session: Session, listing: Listing, officer: User
):
    enter(client, session, officer)
    path = f"/landlords/{listing.landlord_id}"
    assert "It takes a few seconds" in text(
        client.submit(path, action=f"/listings/{listing.id}/explanation", reads="en")
    )
    page = after_the_job(app, client)
    page = client.page(page.xpath("string(//a[.='To the documents']/@href)").partition("#")[0])
    assert "Our letter" in text(page)
    document = session.scalars(select(LandlordDocument)).one()
    assert (document.kind, document.kept_by_id, document.added_by) == (DocumentKind.LETTER, listing.centre_id, officer)
    session.commit()
    english, greek = pages(client.get(f"/documents/{document.id}").data)
    assert "at least 3 years" in english
    assert "τουλάχιστον 3 χρόνια" in greek


@pytest.mark.usefixtures("clock")
def test_who_advertises_nothing_yet_has_the_explanation_from_the_centre_that_wrote_the_landlord_down(
    app: Flask, client: PageClient, session: Session, listing: Listing, officer: User
):
    landlord = Landlord(name="Άλφα Ακίνητα", kept_by=listing.centre, created_at=NOW)
    session.add(landlord)
    session.commit()
    enter(client, session, officer)
    path = f"/landlords/{landlord.id}"
    client.submit(path, action=f"{path}/explanation", reads="en")
    after_the_job(app, client)
    document = session.scalars(select(LandlordDocument)).one()
    assert (document.landlord, document.kept_by, document.kind) == (landlord, listing.centre, DocumentKind.LETTER)
    assert document.name.startswith("Άλφα Ακίνητα")
    session.commit()
    english, greek = pages(client.get(f"/documents/{document.id}").data)
    for words, page in (("at least 3 years", english), ("τουλάχιστον 3 χρόνια", greek)):
        assert words in page
        assert "Άλφα Ακίνητα" in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_centre_explains_in_its_own_name_once_the_landlord_advertises_there(
    client: PageClient, session: Session, listing: Listing, officer: User
):
    landlord = Landlord(name="Άλφα Ακίνητα", kept_by=rows.add_centre(session, "chania"), created_at=NOW)
    session.add(OwnershipShare(dwelling=listing.dwelling, landlord=landlord, share=WHOLE))
    session.commit()
    enter(client, session, officer)
    path = f"/landlords/{landlord.id}"
    page = client.page(path)
    assert not page.xpath("//*[@id='explanation']")
    sent = {"csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0]}
    assert client.post(f"{path}/explanation", data=sent).status_code == 403
    listing.landlord = landlord
    session.commit()
    assert client.page(path).xpath(f"//form[@action='/listings/{listing.id}/explanation']")


@pytest.mark.usefixtures("clock")
def test_an_officer_makes_the_commitment_of_an_accepted_offer(
    app: Flask, client: PageClient, session: Session, accepted: Offer, officer: User
):
    enter(client, session, officer)
    client.submit(f"/offers/{accepted.id}", action=f"/offers/{accepted.id}/commitment")
    after_the_job(app, client)
    document = session.scalars(select(LandlordDocument)).one()
    session.commit()
    [greek] = pages(client.get(f"/documents/{document.id}").data)
    for words in ("Efesou 7", "450,00 €", "Για το κέντρο", "Ημέρα, όνομα, υπογραφή"):
        assert words in greek
