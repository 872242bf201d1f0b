"""What is wrong in a case is said in the words of the page, everything at once, and leads to its field."""

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.subsidies.calculator import PATH, TYPED, token
from tests.support.pages import PageClient
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


SECOND = {"case-household-members-1-born": "05/05/2019"}
EVERY_MISFIT = [
    ({"case-lease-ends_on": "01/02/2026"}, "Lease ends on: It must be after the first day of the lease, 10/02/2026"),
    (
        {"case-rent_changes-0-from": "01/02/2026", "case-rent_changes-0-monthly_rent": "1"},
        "Change 1, From: It must be after the first day of the lease, 10/02/2026: "
        "until then the rent of the lease holds",
    ),
    (
        {f"case-rent_changes-{row}-{key}": value for row in (0, 1) for key, value in
         (("from", "01/08/2026"), ("monthly_rent", "1"))},
        "Change 2, From: Change 1 begins on the same day",
    ),
    ({"case-ends_on": "10/02/2026"}, "First day without payment: The award would end before it begins, on 10/02/2026"),
    (
        SECOND | {"case-household-members-0-id": "a", "case-household-members-1-id": "a"},
        "Person 2, Name or letter: Person 1 has the same name or letter",
    ),
    (
        {"case-household-members-1-born": "11/02/2026"},
        "Person 2, Born: A person is born by 10/02/2026, when they join or the award begins",
    ),
    (
        SECOND | {"case-household-members-1-joined_on": "02/04/2026", "case-household-members-1-left_on": "02/04/2026"},
        "Person 2, Left on: It must be after the day of joining, 02/04/2026",
    ),
    (
        {"case-suspensions-0-from": "05/05/2026", "case-suspensions-0-to": "05/05/2026"},
        "Suspension 1, Up to (not included): It must be after the day from which it holds, 05/05/2026",
    ),
    (
        {"case-freezes-0-from": "05/05/2026", "case-freezes-0-to": "04/05/2026"},
        "Freeze 1, Up to (not included): It must be after the day from which it holds, 05/05/2026",
    ),
    (
        {f"case-paid-{row}-{key}": value for row in (0, 2) for key, value in (("month", "02/2026"), ("amount", "1"))},
        "Payment 2, Month: Payment 1 is for the same: each month is paid once by kind, the one-off once at all",
    ),
    (
        {"case-recovery-from_month": "06/2026", "case-recovery-share": "0,75"},
        "Keeping back what was paid too much, At most this part of each instalment: "
        "The scheme keeps back at most 0.50 of an instalment",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "sentence"), EVERY_MISFIT)
def test_what_does_not_fit_is_said_in_the_words_of_the_page(desk: PageClient, typed: dict[str, str], sentence: str):
    [said] = faults(send(desk, **TYPED, **typed))
    assert said == sentence


def test_the_greek_page_says_it_in_greek(desk: PageClient):
    with desk.session_transaction() as kept:
        kept["language"] = "el"
    [said] = faults(send(desk, **TYPED, **{"case-recovery-from_month": "06/2026", "case-recovery-share": "0,75"}))
    assert "0,50" in said
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(said)


def test_everything_that_is_wrong_is_said_at_once_whatever_finds_it(desk: PageClient):
    several = {
        "case-lease-ends_on": "01/02/2026",
        "case-suspensions-0-from": "05/05/2026", "case-suspensions-0-to": "04/05/2026",
        "case-rent_changes-0-from": "01/02/2026", "case-rent_changes-0-monthly_rent": "1",
        "case-household-members-1-born": "when?",
        "case-household-annual_income": "-1",
        "case-recovery-share": "0,75",
    }  # fmt: skip
    page = send(desk, **TYPED | {"case-lease-monthly_rent": ""}, **several)
    assert [fault.partition(":")[0] for fault in faults(page)] == [
        "Person 2, Born",
        "Income, a year",
        "Whole rent, a month",
        "Lease ends on",
        "Change 1, From",
        "Suspension 1, Up to (not included)",
        "Keeping back what was paid too much, From the month",
    ]
    for link in page.xpath("//*[@class='st-errors']//a"):
        [control] = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert control.get("aria-invalid") == "true"


def test_before_the_award_is_known_nothing_is_said_to_lie_outside_it(desk: PageClient):
    undecided = TYPED | {
        "case-decided_on": "",
        "case-ends_on": "01/01/1990",
        "case-household-members-0-born": "01/01/2099",
    }
    assert faults(send(desk, **undecided)) == ["Decided on: Enter the day of the decision"]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("case-decided_on", "31/02/2026", "There is no such day in the calendar"),
        ("case-decided_on", "soon", "Enter a day such as 30/11/2026"),
        ("case-lease-monthly_rent", "-450", "An amount is not below zero"),
        ("case-lease-monthly_rent", "\N{MINUS SIGN}450", "An amount is not below zero"),
        ("case-lease-monthly_rent", "1,234", "Euros have two decimals: enter an amount such as 1234 or 1,234.50"),
        ("case-lease-monthly_rent", "450.1234 €", "Euros have two decimals: enter an amount such as 1234 or 1,234.50"),
        ("case-lease-share", "1,5", "It is above 0 and at most 1"),
        ("case-lease-share", "half", "Enter a part of the whole such as 1 or 0.5"),
    ],
)
def test_what_cannot_be_read_is_said_for_what_it_is(desk: PageClient, name: str, typed: str, sentence: str):
    [said] = faults(send(desk, **TYPED | {name: typed}))
    assert said.partition(": ")[2] == sentence


def test_a_scheme_is_not_compared_with_itself(desk: PageClient):
    assert faults(send(desk, **TYPED, other="1")) == [
        "Compare with: This is the scheme itself: choose another one, or nothing"
    ]


def faults(page: HtmlElement) -> list[str]:
    """What the list beside the case says."""
    return [text(fault) for fault in page.xpath("//section[@aria-labelledby='missing']//li")]


def send(desk: PageClient, **typed: str) -> HtmlElement:
    answer = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **typed})
    assert answer.status_code == 422, answer.text[:1000]
    page = html.document_fromstring(answer.text)
    summary = [text(fault) for fault in page.xpath("//*[@class='st-errors']//li")]
    assert summary == faults(page)
    return page


def test_the_sentence_that_stays_in_sight_leads_to_the_list_of_faults(desk: PageClient):
    page = send(desk, **TYPED | {"case-lease-monthly_rent": ""})
    assert page.xpath("//*[@id='said']//a/@href") == ["#missing"]
    assert page.xpath("//*[@id='missing']")
