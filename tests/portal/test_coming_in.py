"""How a household comes in and goes out, and who makes its links."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from core.auth.permissions import StaffRole
from core.dates import utc_now
from housing.states import OfferStatus
from portal.models import HouseholdLink
from portal.services.links import shut_household_out
from tests.portal.scene import Scene, post
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import text


def test_looking_at_a_link_uses_nothing_up(scene: Scene):
    link = scene.link()
    for _look in range(3):
        page = scene.client.page(link)
        assert len(page.xpath("//main//button")) == 1
    assert scene.session.scalars(select(HouseholdLink)).one().used_at is None


def test_the_button_opens_the_door_once(scene: Scene):
    link = scene.link()
    page = scene.client.submit(link, action=link)
    assert "€25.00" in text(page)
    assert "used already" in text(scene.client.page(link, status=410))
    post(scene, link, 410)
    scene.client.page("/my")


def test_the_demonstrations_link_opens_again(scene: Scene):
    link = scene.link(reusable=True)
    for _visit in range(2):
        scene.client.submit(link, action=link)
        scene.client.submit("/my", action="/my/sign-out")


def test_a_wrong_link_says_whom_to_ask(scene: Scene):
    assert "housing officer" in text(scene.client.page("/link/nothing", status=410))


def test_the_secret_leaves_by_no_header_and_stays_in_no_cache(scene: Scene):
    response = scene.client.get(scene.link())
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_link_nothing_is_shown(scene: Scene):
    for path in ("/my", "/my/money", scene.address, f"{scene.address}/decline", f"{scene.address}/map.js"):
        assert scene.client.get(path).status_code == 403
    post(scene, f"{scene.address}/accept", 403)
    assert scene.answer() == OfferStatus.OPEN


def test_the_staffs_pages_stay_closed_to_a_household(scene: Scene):
    scene.come_in()
    for path in ("/", "/households", "/offers", f"/households/{scene.household.id}", "/listings"):
        assert scene.client.get(path).location.startswith("/sign-in")


def test_coming_in_signs_the_staff_out(scene: Scene):
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    rows.sign_in(scene.client, officer)
    scene.come_in()
    assert scene.client.get("/households").location.startswith("/sign-in")


def test_signing_out_closes_the_door(scene: Scene):
    scene.come_in()
    scene.client.submit("/my", action="/my/sign-out")
    assert scene.client.get("/my").status_code == 403


def test_an_officer_makes_a_link_that_is_shown_once(scene: Scene, app: Flask):
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    rows.sign_in(scene.client, officer)
    address = f"/households/{scene.household.id}"
    page = scene.client.submit(address, action=f"{address}/link")
    link = page.xpath("string(//input[@readonly]/@value)").removeprefix("http://localhost")
    assert link not in scene.client.get(address).text
    family = app.test_client()
    assert isinstance(family, PageClient)
    assert "A home for you" in text(family.submit(link, action=link))


def test_links_are_made_by_officers_of_the_centre_only(scene: Scene, app: Flask):
    chania = rows.add_centre(scene.session, "chania")
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    finance = rows.add_user(scene.session, StaffRole.FINANCE_OFFICER)
    scene.session.commit()
    for user in (stranger, finance):
        client = app.test_client()
        assert isinstance(client, PageClient)
        rows.sign_in(client, user)
        token = client.page("/").xpath("string(//input[@name='csrf_token']/@value)")
        response = client.post(f"/households/{scene.household.id}/link", data={"csrf_token": token})
        assert response.status_code == 403
    assert scene.session.scalars(select(HouseholdLink)).all() == []


@pytest.mark.parametrize(
    ("reads", "speaks"),
    [
        pytest.param("el", "el", id="greek"),
        pytest.param("en", "en", id="english"),
        pytest.param("ar", "en", id="arabic-as-letters-and-messages-do"),
        pytest.param("fa", "en", id="farsi"),
    ],
)
def test_a_link_speaks_the_familys_language_or_the_one_that_stands_for_it(
    scene: Scene, app: Flask, reads: str, speaks: str
):
    scene.household.language = reads
    scene.session.commit()
    link, browser = scene.link(), app.test_client()
    assert isinstance(browser, PageClient)
    assert browser.page(link).get("lang") == speaks
    assert browser.submit(link, action=link).get("lang") == speaks
    chooser = app.test_client()
    assert isinstance(chooser, PageClient)
    with chooser.session_transaction() as cookie:
        cookie["language"] = "el"
    assert chooser.page(scene.link()).get("lang") == "el"


def is_inside(client: PageClient) -> bool:
    return client.get("/my").status_code == 200


def test_a_new_link_signs_the_household_out_wherever_it_was(scene: Scene):
    scene.come_in()
    assert is_inside(scene.client)
    scene.link()
    assert not is_inside(scene.client)


def test_a_link_of_another_household_signs_nobody_out(scene: Scene):
    scene.come_in()
    scene.link(rows.add_household(scene.session, scene.centre, "Nasser"))
    assert is_inside(scene.client)


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(scene: Scene, app: Flask):
    scene.come_in()
    copy = app.test_client()
    with scene.client.session_transaction() as cookie, copy.session_transaction() as copied:
        copied.update(cookie)
    assert is_inside(copy)
    scene.client.submit("/my", action="/my/sign-out")
    assert not is_inside(copy)


def test_an_officer_signs_a_household_out_everywhere(scene: Scene, app: Flask):
    scene.come_in()
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    browser = app.test_client()
    rows.sign_in(browser, officer)
    page = f"/households/{scene.household.id}"
    assert "Signed out." in text(browser.submit(page, action=f"{page}/sign-out"))
    assert not is_inside(scene.client)
    scene.come_in()
    assert is_inside(scene.client)


@pytest.mark.parametrize(("hours", "stays"), [(7 * 24 - 1, True), (7 * 24, False)])
def test_a_household_stays_inside_for_a_week(scene: Scene, hours: int, stays: bool):
    with time_machine.travel(NOW, tick=False) as clock:
        scene.come_in()
        clock.shift(timedelta(hours=hours))
        assert is_inside(scene.client) == stays


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_household_that_is_signed_out_stays_out_whatever_the_clock_showed_meanwhile(scene: Scene, hours: int):
    with time_machine.travel(NOW, tick=False) as clock:
        scene.come_in()
        clock.shift(timedelta(hours=hours))
        assert is_inside(scene.client)
        officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
        shut_household_out(scene.session, scene.household, actor=officer, at=utc_now())
        scene.session.commit()
        assert not is_inside(scene.client)
