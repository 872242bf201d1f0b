"""The homes that a centre has in mind for a household, as it is shown them: on its own page and in a letter."""

from decimal import Decimal

import pytest
from flask import Flask
from lxml.html import HtmlElement, fromstring
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.letters.letter import compose
from core.structure import Centre
from housing.home import RentCovers
from housing.models import Listing
from housing.reasons.declines import DeclineReason
from housing.reasons.drops import DropReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.shortlists import (
    drop_flat,
    keep_flats,
    note_flat,
    share_shortlist,
    shortlist_of,
    shown_to,
    stop_sharing,
)
from housing.services.leases.leases import sign_lease
from housing.services.leases.letters import letter_of_shortlist
from housing.services.offers.offers import accept_offer, decline_offer, give_up_offer
from housing.states import ListingStatus
from housing.wants import Strength
from people.models import Household, HouseholdDocument
from people.stages import Stage
from tests.portal.scene import Scene, add_offer
from tests.support import rows
from tests.support.audit import events
from tests.support.browser import NewPage
from tests.support.jobs import after_the_job
from tests.support.leases import TERMS
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

BROKEN_WORDS = """() => [...document.querySelectorAll(".st-main :is(li, dt, dd, p, h1, h2) ")].flatMap(part => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), broken = []
    while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[\\p{L}]+/gu)) {
        const range = document.createRange()
        range.setStart(walker.currentNode, word.index)
        range.setEnd(walker.currentNode, word.index + word[0].length)
        if (range.getClientRects().length > 1) broken.push(word[0])
    }
    return broken
})"""


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre)


@pytest.fixture
def flats(session: Session, centre: Centre) -> list[Listing]:
    return [rows.add_listing(session, centre, f"Efesou {n}", rent=f"4{n}0.00", area=f"Area {n}") for n in (1, 2, 3)]


@pytest.fixture
def shared(session: Session, household: Household, flats: list[Listing], officer: User) -> Household:
    first, *_others = keep_flats(session, household, flats, actor=officer, at=NOW)
    note_flat(session, first, "the landlord is slow", actor=officer)
    share_shortlist(session, household, actor=officer, at=NOW)
    session.commit()
    return household


def areas(session: Session, household: Household) -> list[str]:
    return [entry.listing.dwelling.area for entry in shown_to(session, household, on=TODAY)]


def come_in(session: Session, client: PageClient, household: Household) -> HtmlElement:
    rows.speak_english(client)
    return Scene(session, client, household.centre, household, None).come_in()  # type: ignore[arg-type]


def test_the_family_reads_neighbourhood_and_price_and_not_the_door(
    session: Session, client: PageClient, shared: Household
):
    first = come_in(session, client, shared)
    assert first.xpath("//a[@href='/my/homes']")
    page = client.page("/my/homes")
    said = text(page)
    assert [heading.text_content() for heading in page.xpath("//section//h2")] == [
        "1. Area 1, Heraklion", "2. Area 2, Heraklion", "3. Area 3, Heraklion",
    ]  # fmt: skip
    assert "You pay each month €435.00" in said
    stills = [client.get(address) for address in page.xpath("//section//img/@src")]
    assert {still.mimetype for still in stills} == {"image/svg+xml"}
    for hidden in ("Efesou", "35.3312", "25.1467", "Lydaki", "2810000001", "slow"):
        assert not [each for each in (said, *(still.text for still in stills)) if hidden in each]
    assert "show-own-homes" in [event.action for event in events(session)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_family_reads_whether_each_home_has_what_it_needs(
    session: Session, client: PageClient, shared: Household, flats: list[Listing]
):
    come_in(session, client, shared)
    assert "What you need" not in text(client.page("/my/homes"))
    needs = NeedsDetails(1, "A carer", step_free=True, wheelchair=True, quiet=Strength.WISH)
    set_needs(session, shared, needs, on=TODAY, actor=None)
    for flat, gets_in, has_lift in zip(flats, (True, False, None), (True, False, None), strict=True):
        flat.dwelling.wheelchair, flat.dwelling.has_lift = gets_in, has_lift
    session.commit()
    homes = client.page("/my/homes").xpath("//main//section")
    assert [[text(one) for one in home.xpath(".//h3/following-sibling::ul[1]/li")] for home in homes] == [
        ["you do not have to climb stairs", "a wheelchair gets in"],
        ["you have to climb stairs", "a wheelchair does not get in"],
        ["we still have to ask whether you have to climb stairs", "we still have to ask whether a wheelchair gets in"],
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_letter_says_of_each_home_whether_it_has_what_they_need(
    app: Flask, session: Session, shared: Household, flats: list[Listing]
):
    shared.language = "en"
    session.commit()

    def said() -> list[str]:
        with app.app_context():
            page = fromstring(compose(letter_of_shortlist.write(session, shared.id, TODAY)))
        return [text(cell) for cell in page.xpath("//article[@lang='en']//tr[th='What you need']/td")]

    assert said() == []
    set_needs(session, shared, NeedsDetails(1, "A carer", has_pet=True, quiet=Strength.MUST), on=TODAY, actor=None)
    for flat, pets in zip(flats, (True, False, None), strict=True):
        flat.pets, flat.dwelling.quiet = pets, True
    session.commit()
    assert said() == [
        "a pet is allowed · it is quiet", "a pet is not allowed · it is quiet",
        "we still have to ask whether a pet is allowed · it is quiet",
    ]  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("charges", "covers", "said", "pays"),
    [
        ("25.00", None, "€25.00", "You pay each month €435.00"),
        (None, RentCovers.CHARGES, "the rent covers them", "You pay each month €410.00"),
        ("0.00", RentCovers.RENT, "€0.00", "You pay each month €410.00"),
        (
            None, RentCovers.RENT, "not known yet",
            "You pay each month, without the common charges: we do not know them yet €410.00",
        ),
    ],
)  # fmt: skip
def test_the_family_reads_what_becomes_of_the_common_charges(
    app: Flask, session: Session, client: PageClient, shared: Household, flats: list[Listing],
    charges: str | None, covers: RentCovers | None, said: str, pays: str,
):  # fmt: skip
    flats[0].common_charges, flats[0].rent_covers = charges and Decimal(charges), covers
    shared.language = "en"
    session.commit()
    with app.app_context():
        letter = fromstring(compose(letter_of_shortlist.write(session, shared.id, TODAY)))
    session.commit()
    come_in(session, client, shared)
    page = client.page("/my/homes")
    assert text(page.xpath("//dt[.='Common charges']/following-sibling::dd")[0]) == said
    assert text(page.xpath("//p[contains(@class, 'st-you')]")[0]) == pays
    assert text(letter.xpath("//tr[th='Common charges']/td")[0]) == said
    assert " ".join(text(cell) for cell in letter.xpath("//tr[@class='st-letter-last']")[0]) == pays


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_a_phone_no_word_is_broken_and_no_part_of_a_sum_stands_large(
    session: Session, client: PageClient, shared: Household, flats: list[Listing], live_server: str, new_page: NewPage
):
    shared.language, flats[0].common_charges = "el", None
    Scene(session, client, shared.centre, shared, None).come_in()  # type: ignore[arg-type]
    page = new_page(viewport={"width": 360, "height": 800})
    page.context.add_cookies([{"name": "session", "value": client.get_cookie("session").value, "url": live_server}])
    page.goto("/my/homes")
    expect(page.get_by_text("2 υπνοδωμάτια").first).to_be_visible()
    assert page.evaluate(BROKEN_WORDS) == []
    part, whole = (page.locator(".st-amount").nth(n).bounding_box()["height"] for n in (0, 1))
    assert part < whole / 1.5


def test_what_is_kept_later_dropped_or_gone_is_not_shown(
    session: Session, centre: Centre, shared: Household, flats: list[Listing], officer: User
):
    keep_flats(session, shared, [rows.add_listing(session, centre, area="New")], actor=officer, at=NOW)
    drop_flat(session, shortlist_of(session, shared.id).kept[0], DropReason.STAIRS, actor=officer)
    flats[1].status = ListingStatus.OFFERED  # to somebody else
    session.commit()
    assert areas(session, shared) == ["Area 3"]
    sign_lease(session, flats[2], rows.add_household(session, centre), TERMS, actor=officer, at=NOW)
    session.commit()
    assert areas(session, shared) == []
    flats[2].status = ListingStatus.VERIFIED  # whatever its advert says: somebody rents it
    session.commit()
    assert areas(session, shared) == []


def test_what_it_declined_or_gave_up_is_gone(session: Session, shared: Household, flats: list[Listing]):
    declined = add_offer(session, shared, flats[0])
    decline_offer(session, declined, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    assert areas(session, shared) == ["Area 2", "Area 3"]
    given_up = add_offer(session, shared, flats[1])
    accept_offer(session, given_up, at=NOW, on=TODAY)
    give_up_offer(session, given_up, because=TakenBack.CHANGED_ITS_MIND, words="", at=NOW)
    assert areas(session, shared) == ["Area 3"]


@pytest.mark.parametrize(("stage", "seen"), [("searching", 3), ("referred", 3), ("housed", 0), ("exited", 0)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_has_a_home_or_has_left_is_shown_none(session: Session, shared: Household, stage: str, seen: int):
    shared.stage = Stage(stage)
    assert len(areas(session, shared)) == seen


def test_another_household_sees_nothing_of_it(session: Session, client: PageClient, centre: Centre, shared: Household):
    entry = shortlist_of(session, shared.id).kept[0].id
    other = rows.add_household(session, centre, "Osman")
    session.commit()
    assert not come_in(session, client, other).xpath("//a[@href='/my/homes']")
    assert "There is no home on the list now" in text(client.page("/my/homes"))
    assert client.get(f"/my/homes/{entry}/map.svg").status_code == 404


def test_nothing_is_shared_of_an_empty_list_and_sharing_ends(
    session: Session, household: Household, flats: list[Listing], officer: User
):
    with pytest.raises(Refused):
        share_shortlist(session, household, actor=officer, at=NOW)
    with pytest.raises(Refused):
        letter_of_shortlist.write(session, household.id, TODAY)
    keep_flats(session, household, flats, actor=officer, at=NOW)
    assert areas(session, household) == []
    assert share_shortlist(session, household, actor=officer, at=NOW) == 3
    stop_sharing(session, household, actor=officer)
    session.commit()
    assert areas(session, household) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("reads", "parts"), [("en", ["ltr", "ltr"]), ("el", ["ltr"]), ("rtl", ["rtl", "ltr"])])
def test_the_letter_speaks_the_familys_language_and_greek_and_names_no_door(
    app: Flask, session: Session, shared: Household, reads: str, parts: list[str]
):
    shared.language = reads
    with app.app_context():
        page = compose(letter_of_shortlist.write(session, shared.id, TODAY))
    assert [part.partition('dir="')[2][:3] for part in page.split("<article ")[1:]] == parts
    assert page.count("Area 2") >= len(parts)
    for hidden in ("Efesou", "Lydaki", "slow", "35.3312"):
        assert hidden not in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_officer_shows_the_list_and_makes_the_letter(
    app: Flask, session: Session, client: PageClient, household: Household, flats: list[Listing], officer: User
):
    address = f"/households/{household.id}/shortlist"
    keep_flats(session, household, flats, actor=officer, at=NOW)
    household.language = "ar"
    enter(client, session, officer)
    session.rollback()
    promised = text(client.page(address))
    assert "shown none of them yet" in promised
    assert "in Greek or English" in promised
    page = client.submit(address, action=f"{address}/share")
    assert "3 flats are shown to the family." in text(page)
    client.submit(address, action=f"{address}/letter")
    after_the_job(app, client)
    assert session.scalars(select(HouseholdDocument)).one().name.endswith("Homes we have in mind for you.pdf")
    session.rollback()
    page = client.submit(address, action=f"{address}/stop-sharing")
    assert "shown none of them yet" in text(page)
