"""The bank file of an approved run. Made of what the run holds, so that every export gives the same bytes."""

from io import BytesIO

from core.errors import Refused
from core.text import N_, Sentence
from subsidies.bank import pain001
from subsidies.models import BatchStatus, Payment, PaymentBatch


def export_batch(batch: PaymentBatch) -> bytes:
    """The run as pain.001.001.09, checked against its schema. Raises Refused before it is approved."""
    if batch.status is not BatchStatus.APPROVED or batch.decided_at is None:
        raise Refused(Sentence(N_("There is a bank file once another person has approved the run.")))
    order = pain001.TransferOrder(
        message_id=batch.reference,
        created_at=batch.decided_at,
        execution_on=batch.execution_on,
        debtor_name=batch.debtor_name or "",
        debtor_iban=batch.debtor_iban or "",
        debtor_bic=batch.debtor_bic,
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
