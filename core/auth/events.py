"""What happens to accounts and what others act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """Nobody works by this account any more."""

    user_id: int
