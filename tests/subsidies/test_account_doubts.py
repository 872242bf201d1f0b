"""What is to be asked about the accounts of a run: what the bank sent back, what is another one than before."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Lease
from people.services.accounts import choose_account
from subsidies.models import PaymentBatch
from subsidies.services.account_doubts import ANOTHER, CHANGED, SENT_BACK, AccountDoubt, doubts_of_due, doubts_of_run
from subsidies.services.outcomes import mark_paid, mark_rejected
from subsidies.services.payments import approve_batch, due_instalments, prepare_batch, return_batch
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

DECEMBER = MONTH.replace(month=12)
OTHER_IBAN = "GR9201720000000012345678901"


def change_account(session: Session, lease: Lease, officer: User) -> None:
    household = lease.household
    [member, *_others] = household.members
    choose_account(session, household, member, holder="Μαρία Παπαδάκη", iban=OTHER_IBAN, actor=officer, at=NOW)


def said(doubts: Sequence[AccountDoubt]) -> list[str]:
    return [doubt.sentence.msgid for doubt in doubts]


def answer(session: Session, batch: PaymentBatch, officer: User, *, with_money: bool) -> None:
    for payment in batch.payments:
        if with_money:
            mark_paid(session, payment, on=LATER.date(), actor=officer)
        else:
            mark_rejected(session, payment, on=LATER.date(), reason="ο λογαριασμός έκλεισε", actor=officer)


def december(session: Session, officer: User) -> list[str]:
    return said(doubts_of_due(session, due_instalments(session, DECEMBER, officer)))


def test_a_first_payment_asks_nothing(session: Session, prepared_batch: PaymentBatch, officer: User) -> None:
    assert doubts_of_run(session, prepared_batch) == []
    assert december(session, officer) == []


def test_an_account_that_took_money_asks_nothing(session: Session, batch: PaymentBatch, officer: User) -> None:
    answer(session, batch, officer, with_money=True)
    assert december(session, officer) == []


def test_what_the_bank_sent_back_is_said_until_it_pays_there_or_elsewhere(
    session: Session, batch: PaymentBatch, lease: Lease, officer: User, approver: User
) -> None:
    answer(session, batch, officer, with_money=False)
    assert december(session, officer) == [SENT_BACK]
    again = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=LATER)
    [doubt] = doubts_of_run(session, again)
    assert (doubt.household, doubt.sentence.values["reason"]) == (lease.household, "ο λογαριασμός έκλεισε")
    approve_batch(session, again, debtor=DEBTOR, actor=approver, at=LATER)
    assert doubts_of_run(session, again) == []
    answer(session, again, officer, with_money=True)
    assert december(session, officer) == []


def test_after_a_payment_sent_back_a_new_account_is_what_was_wanted(
    session: Session, batch: PaymentBatch, lease: Lease, officer: User
) -> None:
    answer(session, batch, officer, with_money=False)
    change_account(session, lease, officer)
    assert december(session, officer) == []


def test_another_account_than_that_of_earlier_payments_is_asked_about(
    session: Session, batch: PaymentBatch, lease: Lease, officer: User
) -> None:
    answer(session, batch, officer, with_money=True)
    change_account(session, lease, officer)
    assert december(session, officer) == [ANOTHER]


def test_a_run_that_nobody_approved_paid_nobody(
    session: Session, prepared_batch: PaymentBatch, lease: Lease, officer: User, approver: User
) -> None:
    return_batch(session, prepared_batch, reason="πρώτα ο λογαριασμός", actor=approver, at=LATER)
    assert december(session, officer) == []


def test_an_account_that_changed_after_the_run_was_prepared_is_asked_about(
    session: Session, prepared_batch: PaymentBatch, lease: Lease, officer: User
) -> None:
    change_account(session, lease, officer)
    assert said(doubts_of_run(session, prepared_batch)) == [CHANGED]
    lease.household.account = None
    assert said(doubts_of_run(session, prepared_batch)) == [CHANGED]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for pages
def test_who_prepares_and_who_approves_read_it_before_their_button(
    client: PageClient, session: Session, batch: PaymentBatch, officer: User, approver: User
) -> None:
    answer(session, batch, officer, with_money=False)
    session.commit()
    enter(client, session, officer)
    assert "ο λογαριασμός έκλεισε" in text(client.page("/months/2026-11/batch"))
    page = client.submit("/months/2026-11/batch", execution_on="30/11/2026")
    enter(client, session, approver)
    path = page.xpath("//form/@action")[0] if page.xpath("//main//form") else "/batches/2"
    assert "First look at these accounts" in text(client.page(path))
    assert "First look at these accounts" not in text(client.page(f"/batches/{batch.id}"))
