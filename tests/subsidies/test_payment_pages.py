"""The pages of runs, of what the bank did, and of the month."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from subsidies.models import BatchStatus, PaymentBatch, PaymentStatus, SubsidyAward
from subsidies.services.outcomes import mark_rejected
from tests.support.audit import events
from tests.support.leases import EXECUTION
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_user
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

NOVEMBER = "/months/2026-11"
RUN = f"{NOVEMBER}/batch"


def test_a_run_is_prepared_with_everything_in_view(
    client: PageClient, session: Session, award: SubsidyAward, officer: User
) -> None:
    enter(client, session, officer)
    page = client.page(RUN)
    assert len(page.xpath("//tbody/tr")) == 2
    assert page.xpath("//main//form//button/text()") == ["Send 2 payments, €483.20"]
    page = client.submit(RUN, execution_on="30/11/2026")
    assert "Run P-2026-11-1" in text(page)
    assert "For approval" in text(page)
    assert session.query(PaymentBatch).one().execution_on == EXECUTION


@pytest.mark.parametrize("typed", ["28/11/2026", "22/11/2026", "30/02/2027", "", "soon"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_a_day_on_which_no_bank_pays_is_refused_beside_its_field(
    client: PageClient, session: Session, award: SubsidyAward, officer: User, typed: str
) -> None:
    enter(client, session, officer)
    page = client.submit(RUN, status=422, execution_on=typed)
    [field] = page.xpath("//input[@name='execution_on']")
    assert (field.get("aria-invalid"), field.get("value")) == ("true", typed)
    assert session.query(PaymentBatch).count() == 0


def test_when_nothing_is_due_the_page_says_so(client: PageClient, session: Session, officer: User) -> None:
    enter(client, session, officer)
    page = client.page(RUN)
    assert "Nothing is due" in text(page)
    assert not page.xpath("//main//form")
    assert "No run yet" in text(client.page("/batches"))
    assert "Nothing is due in this month" in text(client.page(NOVEMBER))


def test_another_person_approves_the_run(
    client: PageClient, session: Session, prepared_batch: PaymentBatch, officer: User, approver: User
) -> None:
    path = f"/batches/{prepared_batch.id}"
    enter(client, session, officer)
    assert not client.page(path).xpath("//main//form")
    enter(client, session, approver)
    assert client.page("/").xpath(f"//main//a[@href='{path}']")
    assert client.page(path).xpath("//main//button[contains(@class, 'btn-primary')]/text()") == [
        "Approve 2 payments, €483.20"
    ]
    client.submit(path, action=f"{path}/approve")
    session.refresh(prepared_batch)
    assert prepared_batch.status is BatchStatus.APPROVED


def test_a_run_goes_back_with_a_reason(
    client: PageClient, session: Session, prepared_batch: PaymentBatch, officer: User, approver: User
) -> None:
    path = f"/batches/{prepared_batch.id}"
    enter(client, session, approver)
    page = client.submit(path, action=f"{path}/return", status=422, reason=" ")
    assert page.xpath("//textarea[@name='reason']/@aria-invalid") == ["true"]
    assert "Wrong day" in text(client.submit(path, action=f"{path}/return", reason="Wrong day"))
    enter(client, session, officer)
    assert len(client.page(RUN).xpath("//tbody/tr")) == 2


def test_the_bank_file_is_taken_after_the_approval(
    client: PageClient, session: Session, prepared_batch: PaymentBatch, officer: User
) -> None:
    path = f"/batches/{prepared_batch.id}"
    enter(client, session, officer)
    assert not client.page(path).xpath("//a[@download][contains(@href, 'bank-file')]")
    client.page(f"{path}/bank-file", status=409)


def test_a_missing_account_to_pay_from_is_said_at_the_approval(
    app: Flask, client: PageClient, session: Session, prepared_batch: PaymentBatch, approver: User
) -> None:
    app.extensions["stegi.settings"] = replace(app.extensions["stegi.settings"], debtor_iban="")
    path = f"/batches/{prepared_batch.id}"
    enter(client, session, approver)
    assert "STEGI_DEBTOR_NAME" in text(client.submit(path, action=f"{path}/approve", status=409))
    assert client.page(path).xpath(f"//form[@action='{path}/approve']")


def test_the_bank_s_answer_is_written_down_one_by_one_or_together(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User
) -> None:
    path, one = f"/batches/{batch.id}", batch.payments[1].id
    enter(client, session, officer)
    client.submit(f"/payments/{one}/outcome", outcome="rejected", recorded_on="23/11/2026", reason="Account closed")
    page = client.submit(path, recorded_on="23/11/2026")
    assert "Account closed" in text(page)
    session.expire_all()
    assert [payment.status for payment in batch.payments] == [PaymentStatus.PAID, PaymentStatus.REJECTED]
    session.commit()
    assert not page.xpath("//main//form")
    assert not client.page("/").xpath(f"//main//a[@href='{path}']")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"outcome": "rejected", "reason": ""}, "reason", id="sent-back-without-a-reason"),
        pytest.param({"outcome": "paid", "recorded_on": "24/11/2026"}, "recorded_on", id="tomorrow"),
        pytest.param({"outcome": "paid", "recorded_on": "22/11/2026"}, "recorded_on", id="before-the-approval"),
        pytest.param({"outcome": "paid", "recorded_on": "31/11/2026"}, "recorded_on", id="no-such-day"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_a_wrong_answer_is_refused_beside_its_field(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User, typed: dict[str, str], field: str
) -> None:
    path = f"/payments/{batch.payments[0].id}/outcome"
    enter(client, session, officer)
    page = client.submit(path, status=422, **typed)
    assert page.xpath(f"//*[@name='{field}']/@aria-invalid") == ["true"]
    assert batch.payments[0].status is PaymentStatus.PENDING


@pytest.mark.parametrize("outcome", [{}, {"outcome": "lost"}])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_an_answer_without_an_outcome_is_refused(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User, outcome: dict[str, str]
) -> None:
    path = f"/payments/{batch.payments[0].id}/outcome"
    enter(client, session, officer)
    token = client.page(path).xpath("//input[@name='csrf_token']/@value")[0]
    answer = client.post(path, data={"csrf_token": token, "recorded_on": "23/11/2026", **outcome})
    assert answer.status_code == 422
    page = html.document_fromstring(answer.text)
    assert "Choose what the bank did" in text(page)


@pytest.mark.parametrize("typed", ["24/11/2026", "22/11/2026", ""])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_all_are_marked_together_on_a_day_that_can_be(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User, typed: str
) -> None:
    path = f"/batches/{batch.id}"
    enter(client, session, officer)
    page = client.submit(path, status=422, recorded_on=typed)
    [field] = page.xpath("//input[@name='recorded_on']")
    assert (field.get("aria-invalid"), field.get("value")) == ("true", typed)
    session.refresh(batch.payments[0])
    assert batch.payments[0].status is PaymentStatus.PENDING


def test_the_month_shows_due_paid_and_left_by_household(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User
) -> None:
    mark_rejected(session, batch.payments[1], on=EXECUTION, reason="Account closed", actor=None)
    enter(client, session, officer)
    page = client.page("/months")
    [row] = page.xpath("//tbody/tr")
    assert row.xpath("td/text()") == ["€483.20", "€440.00", "€0.00", "€43.20", "€43.20"]
    assert page.xpath("//a[@rel='prev']/@href") == ["/months/2026-10"]
    assert page.xpath("//a[@rel='next']/@href") == ["/months/2026-12"]
    assert page.xpath(f"//main//a[@href='{RUN}']")


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-11", "1899-12", "9999-12", "2026-11-01"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_what_is_no_month_has_no_page(client: PageClient, session: Session, officer: User, month: str) -> None:
    enter(client, session, officer)
    client.page(f"/months/{month}", status=404)


def test_what_is_due_stands_on_the_board_and_becomes_urgent(
    client: PageClient, session: Session, award: SubsidyAward, officer: User, clock: time_machine.Traveller
) -> None:
    enter(client, session, officer)
    assert client.page("/").xpath(f"//main//a[@href='{RUN}']")
    assert not client.page("/").xpath("//main//*[contains(@class, 'st-is-late')]")
    clock.move_to(NOW + timedelta(days=7))
    enter(client, session, officer)
    assert "1 ends today." in text(client.page("/"))
    clock.move_to(NOW + timedelta(days=8))
    enter(client, session, officer)
    assert client.page("/").xpath("//main//*[contains(@class, 'st-is-late')]")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (StaffRole.HOUSING_OFFICER, (403, 403, 403, 403, 403)),
        (StaffRole.FINANCE_OFFICER, (200, 200, 200, 200, 200)),
        (StaffRole.FINANCE_APPROVER, (200, 200, 200, 403, 403)),
        (StaffRole.ADMINISTRATOR, (403, 403, 403, 403, 403)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_each_role_enters_its_own_pages_of_payments(
    client: PageClient, session: Session, batch: PaymentBatch, role: StaffRole, statuses: tuple[int, ...]
) -> None:
    paths = ("/batches", f"/batches/{batch.id}", NOVEMBER, RUN, f"/payments/{batch.payments[0].id}/outcome")
    enter(client, session, add_user(session, role))
    for path, status in zip(paths, statuses, strict=True):
        client.page(path, status=status)
    assert client.get(f"/batches/{batch.id}/bank-file").status_code == (200 if statuses[-1] == 200 else 403)


@pytest.mark.parametrize("role", [StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR])
@pytest.mark.parametrize("is_everywhere", [True, False])
def test_all_entries_of_a_run_are_for_those_who_may_see_it(
    client: PageClient, session: Session, batch: PaymentBatch, centre: Centre, role: StaffRole, is_everywhere: bool
) -> None:
    """The run is of no centre alone: a post over all of its centres is enough, with the right to see payments."""
    project = centre.operations[0].partner.project
    place = {"project": project} if is_everywhere else {"centre": add_centre(session, "chania")}
    reader = add_user(session, role, **place)
    record(session, "rotate-keys", actor=None)  # of no centre, and about no run
    path = f"/audit?subject=payment_batch-{batch.id}"
    enter(client, session, reader)
    found = client.page(path).xpath("//tbody/tr")
    may_see = is_everywhere and role is StaffRole.FINANCE_APPROVER
    assert len(found) == (2 if may_see else 0)
    assert ("No entry that you may see" in text(client.page(path))) != may_see
    assert not client.page("/audit?action=rotate-keys").xpath("//tbody/tr")
    number = next(event.id for event in events(session) if event.action == "approve-batch")
    session.commit()
    assert client.get(f"/audit/{number}").status_code == (200 if may_see else 403)
