"""Every page of the demonstration, as each role, wide and narrow, in both directions: axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from app import fill_demonstration
from core.auth.permissions import StaffRole
from core.dates import today, utc_now
from core.session import database
from tests.support.browser import NewPage

VIEWS = ((320, "rtl"), (1280, "ltr"))  # the narrowest in the harder direction, and the office's screen
PAGES = {
    StaffRole.HOUSING_OFFICER: (
        "/", "/account", "/account/password",
        "/listings", "/listings/new", "/listings/1", "/listings/1/edit", "/listings/needs-a-place",
        "/listings/19/place?address=Σούδα", "/listings/import", "/households", "/households/new", "/households/1",
        "/households/1/edit", "/households/1/needs", "/households/2/flats", "/offers", "/offers/1",
        "/offers/new?household=2&listing=2", "/leases", "/leases/1", "/leases/new?household=2&listing=2",
        "/leases/1/declaration", "/leases/1/acceptance", "/leases/1/landlord",
    ),
    StaffRole.FINANCE_OFFICER: (
        "/", "/awards", "/awards/1", "/leases/1", "/batches", "/batches/1", "/months", "/months/{month}/batch",
        "/payments/1/outcome",
    ),
    StaffRole.ADMINISTRATOR: ("/staff",),
}  # fmt: skip
PORTAL = (("/my", "/my/offers/1", "/my/offers/1/decline", "/my/money"), ("/my", "/my/money"))


@pytest.fixture
def accounts(app: Flask) -> list[dict[str, str]]:
    """How to sign in to the demonstration that the service holds."""
    with app.app_context():
        session = database.session
        accounts = fill_demonstration(session, today(), utc_now())
        session.commit()
    return accounts


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", PAGES)
def test_pages_of_the_staff_are_accessible(
    role: StaffRole, accounts: list[dict[str, str]], new_page: NewPage, complaints: list[str]
) -> None:
    page = new_page()
    page.goto("/sign-in")
    faults = _faults(page, "/sign-in")
    account = next(account for account in accounts if account["role"] == role)
    page.locator("#email").fill(account["email"])
    page.locator("#password").fill(account["password"])
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/")
    month = f"{today():%Y-%m}"
    for path in PAGES[role]:
        faults += _faults(page, path.format(month=month))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("family", range(len(PORTAL)))
def test_pages_of_the_family_are_accessible(family: int, accounts: list[dict[str, str]], new_page: NewPage) -> None:
    page = new_page()
    links = [account["link"] for account in accounts if account["role"] == "household"]
    address = links[family].split("8000", 1)[1]
    faults = _faults(page, address)
    page.goto(address)
    page.locator("main button").click()
    page.wait_for_url("**/my")
    for path in PORTAL[family]:
        faults += _faults(page, path)
    assert not faults, "\n".join(faults)


def _faults(page: Page, path: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways, at each width and in both directions."""
    faults = []
    page.goto(path)
    for width, direction in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        where = f"{path} at {width} {direction}"
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{where}: scrolls sideways")
        found = Axe().run(page).response["violations"]
        faults += [f"{where}: {fault['id']} {node['target']}" for fault in found for node in fault["nodes"]]
    return faults
