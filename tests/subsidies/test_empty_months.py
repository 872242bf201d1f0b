"""Months of an award in which nothing is due: each with its reason, in the calculator and on the award's page."""

from datetime import date

import pytest
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy.orm import Session

from core.auth.models import User
from subsidies.models import SubsidyAward
from subsidies.rules.case_file import read_case
from subsidies.rules.schedule import quote
from subsidies.services.empty_months import EmptyMonth, with_empty_months
from tests.subsidies.calculator import PATH, TYPED, token
from tests.subsidies.quoting import case, scheme_with
from tests.support.pages import PageClient
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is stored is the award, whose case the tests of services cover."""
    return sqlite_url


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"freezes": [{"from": "2026-10-01", "to": "2026-11-01"}]}, {10: "frozen 2026-10-01 – 2026-10-31"}),
        (
            {"suspensions": [{"from": "2026-06-20", "to": "2026-08-05"}]},
            {7: "suspended 2026-07-01 – 2026-07-31"},
        ),
        (
            {
                "suspensions": [{"from": "2026-09-01", "to": "2026-09-11"}],
                "freezes": [{"from": "2026-09-11", "to": "2026-10-01"}],
            },
            {9: "suspended 2026-09-01 – 2026-09-10; frozen 2026-09-11 – 2026-09-30"},
        ),
        (
            {"household": {"members": [{"born": "1990-02-01", "left_on": "2026-11-15"}]}},
            {12: "nobody lives there", 1: "nobody lives there", 2: "nobody lives there"},
        ),
        ({"ends_on": "2026-04-10", "lease": {"ends_on": "2026-03-20"}}, {4: "outside the lease"}),
        ({}, {}),
    ],
)
def test_every_month_without_an_instalment_has_its_reasons(facts: dict[str, object], reasons: dict[int, str]):
    scheme, data = scheme_with("demonstration"), case(**facts)
    sound = read_case(data, {"demonstration": scheme})
    answer = quote(scheme, sound)
    rows = with_empty_months(sound, answer.award, answer.instalments)
    empty = [row for row in rows if isinstance(row, EmptyMonth)]
    assert {row.month.month: "; ".join(map(str, row.reasons)) for row in empty} == reasons
    assert [row.month for row in rows] == sorted(row.month for row in rows)


FROZEN = {"case-freezes-0-from": "01/10/2026", "case-freezes-0-to": "01/11/2026"}


def test_the_calculator_has_a_row_for_it(desk: PageClient):
    rows = schedule(send(desk, **FROZEN))
    assert rows[9] == "–nothing is due October 2026 Nothing is payable: frozen 01/10/2026 – 31/10/2026 €0.00€0.00"


def test_a_schedule_says_how_many_people_each_stretch_is_for(desk: PageClient):
    joined = {"case-household-members-1-born": "05/05/2019", "case-household-members-1-joined_on": "14/03/2026"}
    rows = schedule(send(desk, **joined))
    assert "Rent, March 2026 01/03/2026 – 31/03/2026 · 1 person" in rows[2]
    assert "2 people" in rows[3]


def test_what_was_paid_outside_the_award_is_pointed_out(desk: PageClient):
    paid = {"case-paid-0-month": "05/2027", "case-paid-0-amount": "10"}
    assert "Paid in a month in which the award has no day: May 2027" in text(send(desk, **paid))


def test_the_awards_page_has_a_row_for_it(client: PageClient, session: Session, award: SubsidyAward, officer: User):
    month = date(award.starts_on.year + 1, 1, 1)
    award.case = award.case | {"freezes": [{"from": f"{month}", "to": f"{month:%Y-02-01}"}]}
    [gone] = [row for row in award.instalments if row.month == month]
    session.delete(gone)
    enter(client, session, officer)
    assert f"frozen 01/01/{month.year} – 31/01/{month.year}" in text(client.page(f"/awards/{award.id}"))


def send(desk: PageClient, **typed: str) -> HtmlElement:
    answer = desk.post(PATH, data={"csrf_token": token(desk), "scheme": "1", **TYPED, **typed})
    assert answer.status_code == 200, answer.text[:1000]
    return document_fromstring(answer.text)


def schedule(page: HtmlElement) -> list[str]:
    return [text(row) for row in page.xpath("//section[@aria-labelledby='instalments']//tbody/tr")]
