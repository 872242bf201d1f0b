"""Rows about money."""

from subsidies.models.award import STANDING, AwardOrigin, AwardStatus, Instalment, Payee, SubsidyAward
from subsidies.models.ledger import Account, LedgerEntry, LedgerTransaction
from subsidies.models.payment import BatchStatus, Payment, PaymentBatch, PaymentStatus
from subsidies.models.review import AwardReview, MemberChange
from subsidies.models.scheme import SchemeVersion, VersionStatus

__all__ = [
    "STANDING", "Account", "AwardOrigin", "AwardReview", "AwardStatus", "BatchStatus", "Instalment", "LedgerEntry",
    "LedgerTransaction", "MemberChange", "Payee", "Payment", "PaymentBatch", "PaymentStatus", "SchemeVersion",
    "SubsidyAward", "VersionStatus",
]  # fmt: skip
