"""What a person of the staff comes in with, besides the password of the account."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed


class Invitation(Base):
    """A link by which one person sets a password once. Only the hash of its secret is kept."""

    __tablename__ = "invitation"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"token_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class StaffSession(Base):
    """One browser in which a person is signed in. Its cookie carries a secret, of which the hash is kept."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]  # in a few words, such as "Firefox, Windows"
    by_second_factor: Mapped[bool]  # whether more than the password was shown
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]  # to the minute
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class TotpSecret(Base):
    """What a person's authenticator app shares with us. Until a first code has confirmed it, it counts for nothing."""

    __tablename__ = "totp_secret"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"secret"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    secret: Mapped[str] = mapped_column(Sealed("totp_secret.secret"))  # base32
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None]  # of thirty seconds since 1970; codes up to it are used up

    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code on paper for whoever has lost the telephone; each is good once. Only its hash is kept."""

    __tablename__ = "recovery_code"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"code_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Passkey(Base):
    """A key that a person's device keeps and uses for them. What we hold can check its signature and nothing else."""

    __tablename__ = "passkey"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"credential_id", "public_key"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str]  # given by the person, to tell one from another
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2048))
    sign_count: Mapped[int] = mapped_column(BigInteger)  # of those devices that count
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
