"""Passkeys (WebAuthn): a key in the person's device that opens it by finger, face or PIN.

Since the device asks for that, a passkey is two factors at once: something one has, and something one is or knows. So
it also signs in without a password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core.audit import record
from core.auth.credentials import Passkey
from core.auth.models import User
from core.dates import APART
from core.db import lock_row
from core.errors import NotFound, Refused
from core.text import N_, Sentence

SERVICE = "Stegi"
VERIFIED = UserVerificationRequirement.REQUIRED

NO_PASSKEY = Sentence(N_("The passkey could not be read. Try again, or use another browser."))
UNKNOWN = Sentence(N_("This passkey is not known here, or the page was open for too long. Try again."))


@dataclass(frozen=True, slots=True)
class Question:
    """What a device is asked to sign: a random challenge, for the site that the browser sees."""

    host: str
    origin: str
    challenge: bytes
    asked_at: datetime


def list_passkeys(session: Session, user: User) -> list[Passkey]:
    """The person's passkeys, the oldest first."""
    return list(session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)))


def get_passkey(session: Session, user: User, passkey_id: int) -> Passkey:
    """One of the person's own."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.user_id != user.id:
        raise NotFound(Sentence(N_("There is no such passkey of yours.")))
    return found


def user_handle(user: User) -> bytes:
    """How devices know whose passkey it is: the same for good, and telling nothing about the person."""
    return sha256(f"stegi staff {user.id}".encode()).digest()


def creation_options(session: Session, user: User, question: Question) -> str:
    """What the browser needs to make a passkey, as JSON; a device that has one makes no second."""
    options = generate_registration_options(
        rp_id=question.host,
        rp_name=SERVICE,
        user_id=user_handle(user),
        user_name=user.email,
        user_display_name=user.name,
        challenge=question.challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in list_passkeys(session, user)
        ],
    )
    return options_to_json(options)


def request_options(question: Question) -> str:
    """What the browser needs to use a passkey, as JSON; the person chooses which."""
    options = generate_authentication_options(
        rp_id=question.host, challenge=question.challenge, user_verification=VERIFIED
    )
    return options_to_json(options)


def add_passkey(session: Session, user: User, name: str, answer: str, question: Question, *, at: datetime) -> Passkey:
    """Keep the passkey that the device made. Raises Refused."""
    with _refusing(NO_PASSKEY):
        made = verify_registration_response(
            credential=answer,
            expected_challenge=question.challenge,
            expected_rp_id=question.host,
            expected_origin=question.origin,
            require_user_verification=True,
        )
    passkey = Passkey(
        user=user,
        name=name,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        created_at=at,
    )
    session.add(passkey)
    record(session, "add-passkey", passkey, actor=user)
    return passkey


def use_passkey(session: Session, answer: str, question: Question, *, at: datetime) -> User:
    """Whose passkey signed the challenge. Raises Refused; what was asked before the last use is not taken again."""
    with _refusing(UNKNOWN):
        credential = parse_authentication_credential_json(answer)
    passkey = session.scalar(select(Passkey).where(Passkey.credential_id == credential.raw_id))
    if passkey is None or not passkey.user.active:
        raise Refused(UNKNOWN)
    lock_row(session, passkey)
    if _is_replayed(passkey, question, at) or credential.response.user_handle not in (None, user_handle(passkey.user)):
        raise Refused(UNKNOWN)
    with _refusing(UNKNOWN):
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=question.challenge,
            expected_rp_id=question.host,
            expected_origin=question.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    passkey.sign_count, passkey.last_used_at = used.new_sign_count, at
    record(session, "use-passkey", passkey, actor=passkey.user)
    return passkey.user


def _is_replayed(passkey: Passkey, question: Question, at: datetime) -> bool:
    """Whether the question was asked before the last use; one that lies far ahead a wrong clock wrote down."""
    last_used_at = passkey.last_used_at
    return last_used_at is not None and question.asked_at <= last_used_at <= at + APART


@contextmanager
def _refusing(sentence: Sentence) -> Iterator[None]:
    """Whatever cannot be read or checked comes from outside."""
    try:
        yield
    except (WebAuthnException, ValueError) as error:
        raise Refused(sentence) from error
