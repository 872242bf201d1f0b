"""The pages of the best set of offers: looked at, decided about, confirmed row by row or all, saved as a file."""

import re
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.messages import Channel, Transports
from housing.allocation.rulings import Ruling
from housing.models import Listing
from housing.opinions import Because, Opinion
from housing.services.allocation.pair_rulings import rule_pair
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.opinions import say_opinion
from housing.services.households.shortlists import keep_flats
from people.models import ContactKind, Household
from people.services.contacts import ContactDetails, add_contact
from tests.housing.allocation_pages import OFFERS, Scene, new_scene
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    return new_scene(session, client)


def test_the_plan_stands_beside_that_down_the_list_and_offers_nothing(scene: Scene):
    said = text(scene.page())
    assert "Households that get a home 2 2 0" in said
    assert "There is no better plan by these rules" in said
    assert "<b>Haddad</b>" in said
    assert "would get the same, or one as good" in said
    assert scene.offered() == []
    assert scene.steps().count("show-allocation") == 1


def test_what_it_gains_and_who_would_wait_is_said_in_figures(scene: Scene, session: Session):
    """The second can pay for the cheaper flat alone, which suits the first better too."""
    for key, most in zip(scene.households, ("600", "430"), strict=True):
        household = session.get_one(Household, key)
        set_needs(session, household, NeedsDetails(1, "as they say", most_rent=Decimal(most)), on=TODAY, actor=None)
    session.commit()
    page = scene.page()
    said = text(page)
    assert "Households that get a home 2 1 +1" in said
    gained = page.xpath("string(//section[@aria-labelledby='gain']//span)")
    assert re.fullmatch(r"\d+(\.\d)?\N{NO-BREAK SPACE}% more points", gained)
    assert "1 household gets a home that would wait so" in said
    assert "would get none" in said
    assert "would get one with more points Flat 4" in said
    assert "1 more household gets a home than down the list." in said
    assert "gets a home Okello Flat 4 would wait +" in said
    assert "gives way <b>Haddad</b> Flat 5 Flat 4 -" in said.replace("\N{MINUS SIGN}", "-")


def test_who_would_offer_what_a_family_does_not_want_reads_so_first(scene: Scene, session: Session):
    household, flat = (
        session.get_one(kind, keys[0]) for kind, keys in ((Household, scene.households), (Listing, scene.flats))
    )
    officer = session.scalars(select(User)).first()
    (entry,) = keep_flats(session, household, [flat], actor=officer, at=NOW)
    say_opinion(session, entry, Opinion.NOT_LIKED, because=Because.STAIRS, actor=household, at=NOW)
    rule_pair(session, household, flat, Ruling.PIN, reason="no other", actor=officer, at=NOW)
    session.commit()
    assert "pinned The family does not want it" in text(scene.page())


def test_rows_that_are_ticked_are_offered_and_no_others(scene: Scene):
    said = text(scene.confirm(0))
    assert "1 flat is offered." in said
    assert [household for household, _flat in scene.offered()] == scene.households[:1]
    assert "1 household with an offer" in said


def test_all_that_are_shown_are_offered_by_one_button(scene: Scene):
    said = text(scene.confirm(all="yes"))
    assert "2 flats are offered." in said
    assert sorted(household for household, _flat in scene.offered()) == scene.households
    assert "Nothing to offer now" in said
    assert scene.steps().count("make-offer") == 2


def test_before_anything_is_offered_one_reads_over_to_whom_at_what_figures_and_who_is_told(
    scene: Scene, session: Session, app: Flask
):
    household, officer = session.get_one(Household, scene.households[0]), session.scalars(select(User)).first()
    assert officer
    phone = ContactDetails(ContactKind.PHONE, "6912345678")
    add_contact(session, household, phone, actor=officer, at=NOW)
    household.language = "fa"
    rule_pair(session, household, session.get_one(Listing, scene.flats[0]), Ruling.PIN, reason="its school",
              actor=officer, at=NOW)  # fmt: skip
    session.commit()
    app.extensions["stegi.ports"][Transports] = Transports({Channel.SMS: lambda *whatever: None})
    said = text(scene.review(all="yes"))
    assert "<b>Haddad</b>" in said
    assert "Flat 4 €400.00 €425.00 by SMS Persian pinned Why: its school" in said
    assert "Flat 5 €500.00 €525.00 no SMS: tell it yourself" in said
    assert "1 SMS goes out at once, in the reader's language: Stegi: a home waits for your answer until" in said
    assert "1 household has no telephone here" in said
    assert "Make these 2 offers" in said
    assert scene.offered() == []


def test_what_was_refused_since_the_plan_was_shown_is_said_and_not_offered(scene: Scene, session: Session):
    page = scene.page()
    pairs = page.xpath("//input[@name='pair']/@value")
    first, second = (session.get_one(Household, key) for key in scene.households)
    officer = session.scalars(select(User)).first()
    assert officer
    flat = session.get_one(Listing, int(pairs[0].split("-")[1]))
    rule_pair(session, first, flat, Ruling.BAR, reason="So", actor=officer, at=NOW)
    set_needs(session, second, NeedsDetails(1, "as they say", most_rent=Decimal(1)), on=TODAY, actor=None)
    session.commit()
    said = text(scene.client.page(f"{OFFERS}?{urlencode([('pair', pair) for pair in pairs])}"))
    assert "Not offered 2 households" in said
    assert "Somebody has kept the two apart meanwhile." in said
    assert "It does not fit any more" in said
    assert "All that was chosen has changed since the plan was shown." in said


def test_a_household_or_a_home_that_is_chosen_twice_is_offered_once(scene: Scene):
    pairs = [f"{household}-{flat}" for household in scene.households for flat in scene.flats]
    page = scene.client.page(f"{OFFERS}?{urlencode([('pair', pair) for pair in pairs])}")
    assert len(page.xpath("//input[@name='pair']")) == 2
    assert text(page).count("offered in a row above already") == 2


def test_more_than_can_be_offered_at_once_and_what_is_of_another_centre_is_refused(scene: Scene):
    many = urlencode([("pair", f"{number}-{number}") for number in range(51)])
    assert "At most 50 offers at once" in scene.client.get(f"{OFFERS}?{many}", follow_redirects=True).text
    assert scene.client.get(f"{OFFERS}?pair=999-{scene.flats[0]}").status_code == 403


def test_who_ticks_nothing_is_told_so(scene: Scene):
    assert "Tick the rows that are to be offered." in text(scene.client.page(scene.client.get(OFFERS).location))
    assert scene.send(OFFERS).status_code == 400
    assert scene.offered() == []


def test_what_was_refused_meanwhile_is_said(scene: Scene):
    pairs = [f"{scene.households[0]}-{flat}" for flat in scene.flats]
    said = text(scene.client.page(scene.send(OFFERS, pair=pairs).location))
    assert "1 flat is offered." in said
    assert "Not offered to <b>Haddad</b>: “Flat 5”." in said
    assert "already has the offer of “Flat 4”" in said


def test_without_a_day_nothing_is_offered_and_the_pairs_stay(scene: Scene):
    box = scene.page().xpath("//input[@name='pair']/@value")[0]
    answer = scene.send(OFFERS, answer_by="", pair=box)
    assert answer.status_code == 422
    assert "Enter the last day for the answer" in answer.text
    assert answer.text.count(f'name="pair" value="{box}"') == 1
    answer = scene.send(OFFERS, answer_by="2020-01-01", pair=box)
    assert (answer.status_code, "cannot lie in the past" in answer.text) == (422, True)
    assert scene.offered() == []


@pytest.mark.parametrize("pair", ["", "1", "a-b", "1-", "١-١", "1-1-1"])
def test_what_is_no_pair_is_turned_away(scene: Scene, pair: str):
    answer = scene.send(OFFERS, pair=pair)
    assert (answer.status_code, scene.offered()) == (400, [])


def test_the_file_has_everybody_who_waits_with_both_plans(scene: Scene):
    answer = scene.client.get("/allocation/export")
    header, *found = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert header[:5] == ["Household", "Name", "People", "Waits since", "Flat"]
    assert {row[1] for row in found} == {"<b>Haddad</b>", "Okello"}
    assert {row[4] for row in found} == {"Flat 4", "Flat 5"}
    assert all(row[7] + row[8] + row[9] + 100 == row[10] for row in found)
    assert scene.steps()[-1] == "export-allocation"


def test_another_centre_is_not_there(scene: Scene, session: Session):
    other = rows.add_centre(session, "chania").id
    session.commit()
    assert scene.client.get(f"/allocation?centre={other}").status_code == 404
    assert scene.client.get("/allocation?centre=999").status_code == 404


def test_offers_lead_to_it(scene: Scene):
    assert scene.client.page("/offers").xpath("//a[@href='/allocation']")
