"""Recovery codes: ten on paper, for whoever has lost the telephone; shown once, kept as hashes, each good once."""

import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.credentials import RecoveryCode
from core.auth.models import User
from core.db import lock_row
from core.tokens import hash_token

HOW_MANY, FEW = 10, 3
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # Crockford's: none that is taken for another
GROUPS, IN_A_GROUP = 4, 4  # 80 bits: nobody guesses one, also from its hash


def make_codes(session: Session, user: User, *, at: datetime) -> list[str]:
    """Ten new codes, which nobody can read again later; the earlier ones end."""
    for earlier in session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == user.id)):
        session.delete(earlier)
    codes = [_new_code() for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(user=user, code_sha256=hash_token(_plain(code)), created_at=at) for code in codes)
    record(session, "make-recovery-codes", user, actor=user)
    return codes


def take_recovery_code(session: Session, user: User, code: str, *, at: datetime) -> bool:
    """Whether this is an unused code of the person's; from now on it is used."""
    query = select(RecoveryCode).where(RecoveryCode.user_id == user.id)
    found = session.scalar(query.where(RecoveryCode.code_sha256 == hash_token(_plain(code))))
    if found is None:
        return False
    lock_row(session, found)
    if found.used_at is not None:
        return False
    found.used_at = at
    record(session, "use-recovery-code", found, actor=user)
    return True


def count_codes(session: Session, user: User) -> int:
    """How many are left."""
    unused = select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def _new_code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    """As it is hashed: however it was typed, with or without hyphens, O for 0."""
    letters = "".join(filter(str.isalnum, code.upper()))
    return letters.translate(str.maketrans("OIL", "011"))
