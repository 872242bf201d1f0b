"""What a household lives on and who else pays its rent: declared, put right by new rows, taken back, added up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from people.means import monthly_sum
from people.models import BlockingSupport, Household, Income, IncomeKind, Per, RentSupport, SupportKind
from people.periods import OpenPeriod
from people.services import incomes, supports
from people.services.declared import monthly
from people.services.incomes import IncomeDetails
from people.services.supports import BLOCKING_AT_FIRST, SupportDetails
from tests.support import rows
from tests.support.audit import events, kept
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

SUMMER, AUTUMN = date(2026, 6, 1), date(2026, 9, 1)
WAGES = IncomeDetails(
    kind=IncomeKind.WORK,
    amount=Decimal("780.00"),
    per=Per.MONTH,
    starts_on=SUMMER,
    note="Packing house",
    paper="Payslip",
)
BENEFIT = SupportDetails(
    kind=SupportKind.HOUSING_BENEFIT, amount=Decimal("105.00"), per=Per.MONTH, starts_on=AUTUMN, note="OPEKA"
)


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


@pytest.mark.parametrize(
    ("amounts", "together"),
    [
        pytest.param([], "0.00", id="nothing"),
        pytest.param([("780.00", False)], "780.00", id="of-a-month"),
        pytest.param([("420.00", True)], "35.00", id="of-a-year"),
        pytest.param([("100.00", True)], "8.33", id="of-a-year-that-does-not-divide"),
        pytest.param([("100.00", True)] * 3, "25.00", id="rounded-once"),
        pytest.param([("0.06", True)], "0.01", id="half-a-cent-goes-up"),
        pytest.param([("780.00", False), ("420.00", True), ("0.00", False)], "815.00", id="together"),
    ],
)
def test_amounts_of_months_and_years_add_up(amounts: list[tuple[str, bool]], together: str):
    assert monthly_sum((Decimal(euros), yearly) for euros, yearly in amounts) == Decimal(together)


@given(
    st.lists(st.tuples(st.integers(0, 10**7).map(lambda cents: Decimal(cents).scaleb(-2)), st.booleans()), max_size=9)
)
def test_twelve_months_are_the_year_but_for_one_rounding(amounts: list[tuple[Decimal, bool]]):
    year = sum((euros if yearly else euros * 12 for euros, yearly in amounts), Decimal())
    assert abs(monthly_sum(amounts) * 12 - year) <= Decimal("0.06")


def test_what_is_put_right_is_a_new_row_and_the_old_one_is_kept(session: Session, household: Household, officer: User):
    person = household.members[0].person
    told = incomes.add_income(session, person, WAGES, actor=officer, at=NOW)
    right = incomes.correct_income(session, told, replace(WAGES, ends_on=AUTUMN), actor=officer, at=NOW)
    assert (right.replaces_id, told.superseded_by, told.superseded_at, told.ends_on) == (told.id, officer, NOW, None)
    assert incomes.get_income(session, told.id, officer, TODAY) is right
    assert incomes.correct_income(session, right, replace(WAGES, ends_on=AUTUMN), actor=officer, at=NOW) is right
    with pytest.raises(Refused, match="meanwhile"):
        incomes.correct_income(session, told, replace(WAGES, amount=Decimal("1.00")), actor=officer, at=NOW)
    assert [row.id for row in incomes.incomes_of(session, [person.id])] == [right.id, told.id]
    assert (monthly([right, told], AUTUMN - timedelta(days=1)), monthly([right, told], AUTUMN)) == (
        Decimal("780.00"), Decimal("0.00"),
    )  # fmt: skip


def test_what_is_taken_back_counts_no_more_and_is_kept(session: Session, household: Household, officer: User):
    support = supports.add_support(session, household, BENEFIT, actor=officer, at=NOW)
    assert supports.supports_during(session, household.id, OpenPeriod(AUTUMN, None)) == [support]
    supports.take_support_back(session, support, actor=officer, at=NOW)
    assert supports.supports_during(session, household.id, OpenPeriod(AUTUMN, None)) == []
    assert supports.supports_of(session, household) == [support]
    with pytest.raises(NotFound):
        supports.get_support(session, support.id, officer)
    with pytest.raises(Refused, match="meanwhile"):
        supports.take_support_back(session, support, actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"ends_on": SUMMER}, "last_day", id="ends-as-it-begins"),
        pytest.param({"amount": Decimal("0.00")}, "amount", id="work-for-nothing"),
        pytest.param({"kind": IncomeKind.NONE}, "amount", id="no-income-of-780"),
    ],
)
def test_an_income_that_cannot_be_is_refused(
    session: Session, household: Household, officer: User, wrong: dict[str, object], field: str
):
    with pytest.raises(Refused) as refusal:
        incomes.add_income(session, household.members[0].person, replace(WAGES, **wrong), actor=officer, at=NOW)
    assert refusal.value.field == field


def test_that_somebody_has_no_income_is_said_with_nothing(session: Session, household: Household, officer: User):
    none = replace(WAGES, kind=IncomeKind.NONE, amount=Decimal("0.00"))
    assert incomes.add_income(session, household.members[0].person, none, actor=officer, at=NOW).amount == 0
    with pytest.raises(Refused, match="above 0"):
        supports.add_support(session, household, replace(BENEFIT, amount=Decimal("0.00")), actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "counts"),
    [
        pytest.param(AUTUMN, None, True, id="from-its-first-day-on"),
        pytest.param(SUMMER, AUTUMN, False, id="ends-the-day-before"),
        pytest.param(SUMMER, AUTUMN + timedelta(days=1), True, id="ends-on-the-first-day"),
        pytest.param(date(2027, 9, 1), None, False, id="begins-when-it-is-over"),
        pytest.param(date(2027, 8, 31), None, True, id="begins-on-the-last-day"),
    ],
)
def test_support_counts_on_the_days_that_it_runs(
    session: Session, household: Household, officer: User, starts_on: date, ends_on: date | None, counts: bool
):
    details = replace(BENEFIT, starts_on=starts_on, ends_on=ends_on)
    supports.add_support(session, household, details, actor=officer, at=NOW)
    found = supports.supports_during(session, household.id, OpenPeriod(AUTUMN, date(2027, 9, 1)))
    assert bool(found) is counts


def test_kinds_notes_and_papers_are_sealed_and_the_audit_says_what_was_done(
    session: Session, household: Household, officer: User
):
    income = incomes.add_income(
        session, household.members[0].person, replace(WAGES, kind=IncomeKind.DISABILITY), actor=officer, at=NOW
    )
    supports.add_support(session, household, BENEFIT, actor=officer, at=NOW)
    session.commit()
    columns = "SELECT kind, note, paper FROM income UNION ALL SELECT note, note, paper FROM rent_support"
    stored = repr(session.execute(sql(columns)).all())
    for word in ("disability", "Packing", "Payslip", "OPEKA"):
        assert word not in stored
    said = events(session)[-2:]
    assert [event.action for event in said] == ["add-income", "add-support"]
    values = dict(kept(session, said[0]))["income"]
    assert (values["new"]["kind"], values["new"]["amount"]) == ("disability", "780.00")
    assert income.kind == IncomeKind.DISABILITY


def test_they_are_for_those_who_serve_the_household(session: Session, household: Household, officer: User):
    income = incomes.add_income(session, household.members[0].person, WAGES, actor=officer, at=NOW)
    support = supports.add_support(session, household, BENEFIT, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert incomes.get_income(session, income.id, officer, TODAY) is income
    assert supports.get_support(session, support.id, officer) is support
    with pytest.raises(Forbidden):
        incomes.get_income(session, income.id, stranger, TODAY)
    with pytest.raises(Forbidden):
        supports.get_support(session, support.id, stranger)


def test_what_blocks_is_what_was_set_last(session: Session):
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR)
    assert supports.blocking_kinds(session) == BLOCKING_AT_FIRST
    for kinds in ({SupportKind.HOUSING_BENEFIT, SupportKind.OTHER}, frozenset()):
        supports.set_blocking_kinds(session, kinds, actor=administrator, at=NOW)
        assert supports.blocking_kinds(session) == kinds
    assert len(session.scalars(select(BlockingSupport)).all()) == 2


def test_the_pages_write_down_put_right_and_take_back(
    client: PageClient, session: Session, household: Household, officer: User
):
    enter(client, session, officer)
    file = f"/households/{household.id}"
    assert f"{file}/means" in client.page(file).xpath("//main//a/@href")
    assert "No income is written down" in text(client.page(f"{file}/means"))
    said = text(client.submit(f"{file}/incomes/new", kind="work", amount="", starts_on="", status=422))
    assert ("Enter the amount" in said, "Enter the first day" in said) == (True, True)
    typed = {"kind": "work", "amount": "780", "starts_on": "01/06/2026", "paper": "Payslip"}
    said = text(client.submit(f"{file}/incomes/new", **typed))
    assert ("780.00" in said, "Payslip seen by Eleni Markaki" in said) == (True, True)
    said = text(client.submit("/incomes/1/edit", last_day="31/05/2026", status=422))
    assert "The last day cannot come before the first" in said
    said = text(client.submit("/incomes/1/edit", amount="800"))
    assert ("800.00" in said, "What was put right or taken back" in said) == (True, True)
    typed = {"kind": "agency", "amount": "150", "starts_on": "01/09/2026", "note": "Another one"}
    assert "Another organisation" in text(client.submit(f"{file}/supports/new", **typed))
    assert "blocks an award" in text(client.submit("/rent-supports/1/edit", per="year", amount="1.800"))
    assert "150.00" in text(client.page(f"{file}/means"))  # a month
    client.submit("/incomes/2/edit", action="/incomes/2/take-back")
    assert "No income is written down" in text(
        client.submit("/rent-supports/2/edit", action="/rent-supports/2/take-back")
    )
    assert [row.superseded_at is None for row in session.scalars(select(Income))] == [False, False]
    assert [row.superseded_at is None for row in session.scalars(select(RentSupport))] == [False, False]


def test_finance_reads_and_changes_nothing(client: PageClient, session: Session, household: Household, officer: User):
    incomes.add_income(session, household.members[0].person, WAGES, actor=officer, at=NOW)
    supports.add_support(session, household, BENEFIT, actor=officer, at=NOW)
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_OFFICER, household.centre))
    page = client.page(f"/households/{household.id}/means")
    assert "780.00" in text(page)
    assert not page.xpath("//main//a[contains(@href, '/edit') or contains(@href, '/new')]")
    assert client.get("/incomes/1/edit").status_code == 403


def test_the_administrator_sets_what_blocks(client: PageClient, session: Session, household: Household):
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR))
    page = client.page("/settings/other-support")
    assert sorted(page.xpath("//input[@type='checkbox'][@checked]/@value")) == ["agency", "whole-rent"]
    page = client.submit("/settings/other-support", kinds=["housing-benefit"])
    assert page.xpath("//input[@type='checkbox'][@checked]/@value") == ["housing-benefit"]


def test_who_administers_one_centre_reads_what_blocks_in_all_and_sets_nothing(
    client: PageClient, session: Session, household: Household
):
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, household.centre)
    with pytest.raises(Forbidden, match="whole programme"):
        supports.set_blocking_kinds(session, (), actor=administrator, at=NOW)
    enter(client, session, administrator)
    page = client.page("/settings/other-support")
    assert (page.xpath("//main//form"), len(page.xpath("//main//li"))) == ([], len(BLOCKING_AT_FIRST))
    assert "whoever administers the whole programme sets it" in text(page)
