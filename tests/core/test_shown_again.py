"""What was typed and refused is read on in another language or appearance: all of it stays, and nothing is done."""

from datetime import date

import pytest
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.shown_again import ONLY_SHOWN
from core.structure import Centre
from housing.models import Listing
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient, complaints
from tests.support.visits import enter, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BUTTON = "//button[contains(@formaction, '{}')]"


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def press(client: PageClient, page: HtmlElement, choice: str) -> HtmlElement:
    """What a browser does: the button's form goes where the button leads, and from there on as it is."""
    [button] = page.xpath(BUTTON.format(choice))
    [form] = [form for form in page.forms if form.get("id") == button.get("form")]
    sent = [*form.form_values(), (button.get("name"), button.get("value"))]
    turned = client.post(button.get("formaction"), data=dict(sent))
    assert turned.status_code == 307
    answer = client.post(turned.location, data=dict(sent))
    assert answer.status_code == 422
    shown = html.document_fromstring(answer.text)
    assert complaints(shown) == []
    return shown


def test_a_refused_form_is_read_on_in_another_language(officer: PageClient):
    page = officer.submit("/listings/new", title="Flat on the hill", monthly_rent="much", status=422)
    assert "Please correct this" in text(page)
    greek = press(officer, page, "language=el")
    assert (greek.get("lang"), "Διορθώστε" in text(greek)) == ("el", True)
    assert [greek.xpath(f"//input[@name='{name}']/@value") for name in ("title", "monthly_rent")] == [
        ["Flat on the hill"], ["much"],
    ]  # fmt: skip
    dark = press(officer, greek, "theme=dark")
    assert (dark.get("data-bs-theme") or dark.get("data-theme"), dark.get("lang")) == ("dark", "el")
    assert dark.xpath("//input[@name='title']/@value") == ["Flat on the hill"]


def test_what_would_succeed_by_now_is_only_shown(officer: PageClient, session: Session):
    page = officer.submit("/listings/new", title="Flat on the hill", monthly_rent="much", status=422)
    [form] = [form for form in page.forms if form.get("id") == "typed"]
    form.fields["monthly_rent"] = "450"
    assert press(officer, page, "language=el").xpath("//input[@name='monthly_rent']/@value") == ["450"]
    assert session.scalar(select(func.count()).select_from(Listing)) == 0


def test_nothing_is_kept_of_what_a_view_does_all_the_same(officer: PageClient, session: Session, centre: Centre):
    """A button that no form asks first."""
    long_ago = date(2020, 1, 1)
    listing = rows.add_listing(session, centre, "Poros")
    listing.confirmed_on = long_ago
    session.flush()
    path = f"/listings/{listing.id}"
    session.commit()
    token = officer.page(path).xpath("//input[@name='csrf_token']/@value")[0]
    for only_shown, is_kept in (({ONLY_SHOWN: "y"}, False), ({}, True)):
        officer.post(f"{path}/confirm", data={"csrf_token": token, **only_shown})
        session.expire_all()
        assert (listing.confirmed_on != long_ago) is is_kept
        session.rollback()


def test_a_field_that_is_called_as_the_choice_keeps_its_own_value(officer: PageClient, session: Session):
    page = officer.submit("/households/new", language="ar", **{"members-0-name": "Rim"}, status=422)
    greek = press(officer, page, "language=el")
    assert greek.get("lang") == "el"
    assert greek.xpath("//select[@name='language']/option[@selected]/@value") == ["ar"]
    assert greek.xpath("//input[@name='members-0-name']/@value") == ["Rim"]
    assert session.scalar(select(func.count()).select_from(Household)) == 0


def test_who_only_looks_sends_no_form_along(officer: PageClient):
    for page in (officer.page("/listings/new"), officer.page("/listings?most_rent=much", status=422)):
        assert page.xpath("//button[@formaction][contains(@formaction, 'typed')]") == []
        assert page.xpath("//button[@name='language']/@value")


def test_enter_sends_the_refused_form_and_chooses_no_language(
    officer: PageClient, browser: Browser, live_server: str, session: Session
):
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    cookie = officer.get_cookie("session")
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page = context.new_page()
    page.goto("/listings/new")
    page.locator("[name=title]").fill("Flat on the hill")
    rent = page.locator("[name=monthly_rent]")
    for typed in ("much", "450"):
        rent.fill(typed)
        rent.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_role("heading", name="Flat on the hill")).to_be_visible()
    assert session.scalar(select(func.count()).select_from(Listing)) == 1
    context.close()
