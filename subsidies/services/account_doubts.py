"""What is to be asked about the accounts that a run pays to, before one person sends it and another approves it.

The bank's answers are remembered by whom the money was for: a household, or the landlord of one lease.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import (
    BatchStatus,
    Instalment,
    Payee,
    Payment,
    PaymentBatch,
    PaymentStatus,
    SubsidyAward,
)
from subsidies.services.payees import payee_account

SENT_BACK = N_("The bank sent the payment to this account back on %(day)s: “%(reason)s”")
ANOTHER = N_("Earlier payments went to another account: ask by a telephone number that you know whether it is right.")
CHANGED = N_("The account was changed since this run was prepared, which still pays to the former one.")

Recipient = tuple[Payee, int]  # and the key of its household, or of the lease whose landlord it is
History = Mapping[Recipient, Sequence[Payment]]


@dataclass(frozen=True, slots=True)
class AccountDoubt:
    """What is to be asked, and whose rent it is about."""

    household: Household
    sentence: Sentence


def doubts_of_due(session: Session, instalments: Sequence[Instalment]) -> list[AccountDoubt]:
    """Before a run is sent: of accounts as they are now. Every instalment has one."""
    awards = list(dict.fromkeys(instalment.award for instalment in instalments))
    history = _history(session, awards)
    return [
        AccountDoubt(award.lease.household, sentence)
        for award in awards
        for sentence in _by_history(payee_account(award.lease, award.payee).iban, history.get(_recipient(award), ()))
    ]


def doubts_of_run(session: Session, batch: PaymentBatch) -> list[AccountDoubt]:
    """Before a run is approved: of the accounts that it keeps. A decided run asks nothing."""
    if batch.status is not BatchStatus.PREPARED:
        return []
    paid = {(payment.instalment.award, payment.creditor_iban): None for payment in batch.payments}
    history = _history(session, [award for award, _iban in paid])
    return [
        AccountDoubt(award.lease.household, sentence)
        for award, iban in paid
        for sentence in (*_by_today(award, iban), *_by_history(iban, history.get(_recipient(award), ())))
    ]


def _recipient(award: SubsidyAward) -> Recipient:
    return award.payee, award.lease_id if award.payee is Payee.LANDLORD else award.lease.household_id


def _history(session: Session, awards: Iterable[SubsidyAward]) -> History:
    """What the bank answered about each household, the earliest first."""
    households = {award.lease.household_id for award in awards}
    query = (
        select(Payment)
        .join(Payment.batch)
        .join(Payment.instalment)
        .join(Instalment.award)
        .join(SubsidyAward.lease)
        .options(contains_eager(Payment.instalment).contains_eager(Instalment.award).contains_eager(SubsidyAward.lease))
        .where(Lease.household_id.in_(households), PaymentBatch.status == BatchStatus.APPROVED)
        .where(Payment.status != PaymentStatus.PENDING)
        .order_by(Payment.recorded_on, Payment.id)
    )
    found: dict[Recipient, list[Payment]] = {}
    for payment in session.scalars(query):
        found.setdefault(_recipient(payment.instalment.award), []).append(payment)
    return found


def _by_history(iban: str, answered: Sequence[Payment]) -> Iterator[Sentence]:
    """An account that took money last time needs no question."""
    own = [payment for payment in answered if payment.creditor_iban == iban]
    if own and own[-1].status is PaymentStatus.REJECTED:
        yield Sentence(SENT_BACK, {"day": own[-1].recorded_on, "reason": own[-1].rejection_reason})
    elif not own and any(payment.status is PaymentStatus.PAID for payment in answered):
        yield Sentence(ANOTHER)


def _by_today(award: SubsidyAward, iban: str) -> Iterator[Sentence]:
    try:
        now = payee_account(award.lease, award.payee).iban
    except Refused:  # taken away since: that is another one, too
        now = None
    if now != iban:
        yield Sentence(CHANGED)
