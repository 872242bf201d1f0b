"""Rows about money."""

from subsidies.models.award import AwardStatus, Instalment, Payee, SubsidyAward
from subsidies.models.ledger import Account, LedgerEntry, LedgerTransaction
from subsidies.models.payment import BatchStatus, Payment, PaymentBatch, PaymentStatus
from subsidies.models.scheme import SchemeVersion

__all__ = [
    "Account", "AwardStatus", "BatchStatus", "Instalment", "LedgerEntry", "LedgerTransaction", "Payee", "Payment",
    "PaymentBatch", "PaymentStatus", "SchemeVersion", "SubsidyAward",
]  # fmt: skip
