"""Why adverts are withdrawn: few codes, so that whoever meets the flat again knows what became of it."""

from enum import StrEnum


class WithdrawalReason(StrEnum):
    LET = "let"  # to somebody else
    REFUSED = "refused"  # by the landlord
    UNSUITABLE = "unsuitable"
    DOUBTFUL = "doubtful"  # perhaps a fraud
    DUPLICATE = "duplicate"
    OTHER = "other"
