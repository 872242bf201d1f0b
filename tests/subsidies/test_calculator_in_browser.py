"""The calculator as somebody types in it: the result changes beside the form, and the form is left alone."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.auth.sessions import end_sessions
from core.dates import utc_now
from subsidies.models import SchemeVersion
from subsidies.services.schemes import store_shipped
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_user
from tests.support.visits import enter


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


@pytest.fixture
def desk(client: PageClient, session: Session, version: SchemeVersion, new_page: NewPage, live_server: str) -> Page:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/calculator")
    return page


def test_the_schedule_changes_as_one_types(desk: Page, complaints: list[str]):
    result, said = desk.locator("#result"), desk.get_by_role("status")
    desk.get_by_label("Decided on").fill("20/01/2026")
    desk.get_by_label("Lease starts on").fill("10/02/2026")
    desk.get_by_label("Born").fill("01/02/1990")
    expect(result).to_contain_text("Enter the rent")
    rent = desk.get_by_label("Whole rent, a month")
    rent.press_sequentially("450")
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    expect(result.locator(".st-calc").nth(1)).to_contain_text("19/28")
    rent.press("Home")
    rent.press("Delete")
    expect(said).to_have_text("14 instalments, €1,040.00 in all")
    expect(rent).to_be_focused()
    assert rent.evaluate("field => [field.value, field.selectionStart]") == ["50", 0]

    desk.get_by_role("button", name="Add a person").click()
    second = desk.get_by_role("group", name="Person 2").get_by_label("Born")
    expect(second).to_be_focused()
    second.press_sequentially("05/05/2019")
    rent.fill("450")
    expect(said).to_have_text("14 instalments, €4,538.00 in all")
    desk.get_by_role("group", name="Person 2").get_by_role("button", name="Remove").click()
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    expect(desk.get_by_role("button", name="Add a person")).to_be_focused()

    desk.get_by_text("Case file", exact=True).first.click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Save as a case file").click()
    assert download.value.suggested_filename == "case-demonstration-v1.json"
    desk.get_by_label("Case file").set_input_files(download.value.path())
    rent.fill("100")
    expect(said).to_have_text("14 instalments, €1,640.00 in all")
    desk.get_by_role("button", name="Open a case file").click()
    expect(rent).to_have_value("450.00")
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    assert complaints == []


ROWS = [  # and what has the focus after the last field that is typed in
    ("The rent changes", "Add a change", ["Remove"]),
    ("Suspended, frozen, ended earlier", "Add a suspension", ["Remove"]),
    ("Suspended, frozen, ended earlier", "Add a freeze", ["Remove"]),
    ("Paid already, and kept back", "Add a payment", ["For", "Remove"]),
]


@pytest.mark.parametrize(("group", "add", "then"), ROWS)
def test_leaving_a_row_for_its_button_reckons_with_the_row(desk: Page, group: str, add: str, then: list[str]):
    desk.get_by_text(group, exact=True).click()
    desk.get_by_role("button", name=add).click()
    row = desk.locator("fieldset", has=desk.get_by_role("button", name="Remove"))
    expect(row).to_be_visible()
    expect(desk.locator(".htmx-added")).to_have_count(
        0
    )  # a moment later htmx leads to its first field: nobody types so soon
    with desk.expect_request("**/calculator") as sent:
        row.locator("input").last.press_sequentially("1")
        for name in then:
            desk.keyboard.press("Tab")
            expect(row.get_by_label(name, exact=True).or_(row.get_by_role("button", name=name))).to_be_focused()
    fields = parse_qs(sent.value.post_data or "", keep_blank_values=True)
    assert "do" not in fields
    assert [
        values for name, values in fields.items() if name.startswith(row.locator("input").last.get_attribute("id"))
    ] == [["1"]]


def test_a_person_typed_in_last_counts_though_the_focus_is_on_removing_it(desk: Page):
    type_case(desk)
    desk.get_by_role("button", name="Add a person").click()
    second = desk.get_by_role("group", name="Person 2")
    second.locator("summary").click()
    second.get_by_label("Born").fill("05/05/2019")
    expect(said(desk)).to_have_text("14 instalments, €4,538.00 in all")
    second.get_by_label("Left on").press_sequentially("01/06/2026")
    desk.keyboard.press("Tab")  # the box
    desk.keyboard.press("Tab")
    expect(second.get_by_role("button", name="Remove")).to_be_focused()
    expect(said(desk)).to_have_text("14 instalments, €3,314.75 in all")


def test_the_button_that_saves_is_not_pressed_by_being_reached(desk: Page):
    type_case(desk)
    desk.get_by_text("Case file", exact=True).first.click()
    desk.get_by_role("button", name="Save as a case file").focus()
    with desk.expect_response("**/calculator*") as answer:
        desk.evaluate(
            "document.getElementById('case-lease-monthly_rent').dispatchEvent(new Event('input', {bubbles: true}))"
        )
    assert answer.value.url.endswith("/calculator")


def test_a_button_pressed_at_once_after_typing_is_not_overtaken(desk: Page):
    type_case(desk)
    desk.get_by_role("button", name="Add a person").click()
    second = desk.get_by_role("group", name="Person 2")
    second.get_by_label("Born").press_sequentially("05/05/2019")
    second.get_by_role("button", name="Remove").press("Enter")
    expect(second).to_have_count(0)
    expect(said(desk)).to_have_text("14 instalments, €2,384.00 in all")


def test_without_an_answer_no_old_amount_stays_beside_what_was_typed(desk: Page, complaints: list[str]):
    type_case(desk)
    desk.context.set_offline(True)
    rent = desk.get_by_label("Whole rent, a month")
    rent.fill("100")
    expect(said(desk)).to_have_text("Not reckoned: the service does not answer.")
    expect(desk.locator("#result")).not_to_contain_text("€")
    expect(rent).to_have_value("100")
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Try again").click()
    expect(said(desk)).to_have_text("14 instalments, €1,640.00 in all")
    complaints.clear()


def test_who_was_signed_out_elsewhere_signs_in_again_and_goes_on(
    desk: Page, client: PageClient, session: Session, live_server: str, complaints: list[str]
):
    type_case(desk)
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    desk.get_by_label("Whole rent, a month").fill("100")
    expect(said(desk)).to_have_text("Not reckoned: you are no longer signed in.")
    expect(desk.get_by_role("link", name="Sign in again, in a new window")).to_have_attribute("target", "_blank")
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.get_by_role("button", name="I have signed in: try again").click()
    expect(said(desk)).to_have_text("Not reckoned: you are no longer signed in.")
    desk.context.add_cookies(cookies)
    desk.get_by_role("button", name="I have signed in: try again").click()
    expect(said(desk)).to_have_text("14 instalments, €1,640.00 in all")
    expect(desk.get_by_label("Born")).to_have_value("01/02/1990")
    complaints.clear()


def test_a_session_that_ended_does_not_lead_away_from_what_was_typed(desk: Page, session: Session):
    type_case(desk)
    for user in session.query(User):
        end_sessions(session, user, at=utc_now())
    session.commit()
    desk.get_by_label("Whole rent, a month").fill("100")
    expect(said(desk)).to_have_text("Not reckoned: you are no longer signed in.")
    expect(desk.get_by_label("Whole rent, a month")).to_have_value("100")


def type_case(desk: Page) -> None:
    desk.get_by_label("Decided on").fill("20/01/2026")
    desk.get_by_label("Lease starts on").fill("10/02/2026")
    desk.get_by_label("Born").fill("01/02/1990")
    desk.get_by_label("Whole rent, a month").fill("450")
    expect(said(desk)).to_have_text("14 instalments, €2,384.00 in all")


def said(desk: Page) -> Locator:
    return desk.get_by_role("status")


def test_a_fault_is_marked_at_its_field_as_one_types_but_not_where_one_types(desk: Page):
    type_case(desk)
    rent = desk.get_by_label("Whole rent, a month")
    rent.fill("")
    rent.press_sequentially("-4")
    link = desk.get_by_role("link", name="Whole rent, a month: An amount is not below zero")
    expect(link).to_be_visible()
    expect(rent).not_to_have_attribute("aria-invalid", "true")
    desk.keyboard.press("Tab")
    expect(rent).to_have_attribute("aria-invalid", "true")
    expect(rent).to_have_accessible_description("An amount is not below zero")
    link.click()
    expect(rent).to_be_focused()
    rent.fill("450")
    expect(said(desk)).to_have_text("14 instalments, €2,384.00 in all")
    desk.keyboard.press("Tab")
    expect(rent).not_to_have_attribute("aria-invalid", "true")
    expect(desk.locator(".st-error")).to_have_count(0)


def test_back_leads_to_the_page_and_not_to_a_question_of_the_browser(desk: Page):
    type_case(desk)
    desk.locator("form#calculator .st-card-foot button").click()
    expect(said(desk)).to_have_text("14 instalments, €2,384.00 in all")
    desk.goto("/account")
    desk.go_back()
    expect(desk.get_by_role("heading", name="Calculator")).to_be_visible()


def test_another_language_keeps_what_was_typed(desk: Page):
    type_case(desk)
    desk.get_by_role("button", name="Ελληνικά").click()
    expect(said(desk)).to_have_text("14 δόσεις, 2.384,00 € συνολικά")
    expect(desk.locator("#case-lease-monthly_rent")).to_have_value("450")


def test_the_outcome_stays_in_view_and_moves_by_the_keys(desk: Page):
    desk.set_viewport_size({"width": 1280, "height": 700})
    type_case(desk)
    desk.get_by_text("Paid already, and kept back", exact=True).click()
    desk.get_by_role("button", name="Add a payment").click()
    desk.get_by_label("Month", exact=True).scroll_into_view_if_needed()
    desk.mouse.wheel(0, 3000)
    expect(said(desk)).to_be_in_viewport()
    outcome = desk.get_by_role("region", name="What the case brings")
    outcome.focus()
    desk.keyboard.press("End")
    expect(outcome.get_by_role("row", name="Total").last).to_be_in_viewport()
    expect(said(desk)).to_be_in_viewport()


def test_what_a_payment_is_for_is_read_in_whole_words(desk: Page):
    desk.set_viewport_size({"width": 1280, "height": 700})
    desk.get_by_text("Paid already, and kept back", exact=True).click()
    desk.get_by_role("button", name="Add a payment").click()
    assert desk.get_by_label("For", exact=True).evaluate("field => field.clientWidth") > 300


def test_the_ring_of_focus_leaves_the_label_free(desk: Page):
    ring = "field => field.getBoundingClientRect().top - 5 - field.labels[0].getBoundingClientRect().bottom"
    assert desk.get_by_label("Compare with").evaluate(ring) >= 0


def test_on_a_phone_a_long_name_leaves_its_amount_beside_it(desk: Page, session: Session):
    other = store_shipped(session, "helios-2019", at=NOW)
    session.commit()
    desk.set_viewport_size({"width": 360, "height": 800})
    desk.reload()
    type_case(desk)
    desk.get_by_label("Compare with").select_option(str(other.id))
    cell = desk.locator("section[aria-labelledby='comparison'] tbody tr").nth(1).locator("td").nth(1)
    cell.evaluate("cell => cell.dataset.th = 'A scheme with a name that is longer than a telephone is wide'")
    assert cell.evaluate(
        "cell => { const range = document.createRange(); range.selectNodeContents(cell);"
        " return range.getBoundingClientRect().top - cell.getBoundingClientRect().top; }"
    ) < 10  # fmt: skip
