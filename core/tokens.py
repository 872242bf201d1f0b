"""Secrets that a person carries in a link or a cookie: made at random, kept as a hash."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_token() -> str:
    """A secret for an address or a cookie, 256 bits; nobody guesses it, so that a plain hash of it may be kept."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_token(token: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
