"""The bank file of an approved run. Made of what the run holds, so that every export gives the same bytes."""

from dataclasses import dataclass
from io import BytesIO

from core.config import Settings
from core.errors import Refused
from core.text import N_, Sentence
from subsidies.bank import pain001
from subsidies.models import BatchStatus, Payment, PaymentBatch


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who pays, from which account."""

    name: str
    iban: str
    bic: str | None


def debtor_of(settings: Settings) -> Debtor:
    """Who pays, by the settings of this installation."""
    return Debtor(settings.debtor_name, settings.debtor_iban, settings.debtor_bic)


def export_batch(batch: PaymentBatch, debtor: Debtor) -> bytes:
    """The run as pain.001.001.09, checked against its schema. Raises Refused before it is approved."""
    if batch.status is not BatchStatus.APPROVED or batch.decided_at is None:
        raise Refused(Sentence(N_("There is a bank file once another person has approved the run.")))
    if not debtor.name or not debtor.iban:
        msgid = N_("Nobody has said from which account to pay: set STEGI_DEBTOR_NAME and STEGI_DEBTOR_IBAN.")
        raise Refused(Sentence(msgid))
    order = pain001.TransferOrder(
        message_id=batch.reference,
        created_at=batch.decided_at,
        execution_on=batch.execution_on,
        debtor_name=debtor.name,
        debtor_iban=debtor.iban,
        debtor_bic=debtor.bic,
        transfers=[_transfer(payment) for payment in batch.payments],
    )
    file = BytesIO()
    pain001.write(order, file)
    file.seek(0)
    pain001.check(file)
    return file.getvalue()


def _transfer(payment: Payment) -> pain001.Transfer:
    return pain001.Transfer(
        end_to_end_id=payment.reference,
        amount=payment.amount,
        creditor_name=payment.creditor_name,
        creditor_iban=payment.creditor_iban,
        # the same for every reader: a bank statement has one language
        remittance=f"Rent subsidy {payment.instalment.month:%Y-%m} {payment.household.reference}",
    )
