"""Sealing what must not be read from a database file, a backup or a disk. Free of Flask and of the database.

A `KeyRing` holds the numbered data keys of STEGI_DATA_KEYS. Everything sealed names the number of its key, so that a
new key can be added first and the old one taken away after `stegi keys rotate`. For each data key there are two keys
derived from it: one seals (AES-256-GCM), the other makes blind indexes (HMAC-SHA-256), so that neither tells anything
about the other.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12  # what NIST SP 800-38D recommends for GCM
NUMBER_BYTES = 2  # of the key, before the nonce
LARGEST_NUMBER = 2 ** (8 * NUMBER_BYTES) - 1
INDEX_BYTES = 16  # of 32: two of a million values never meet by chance, and a shorter index tells less


class CannotOpen(Exception):
    """The key is not there, or what was sealed was changed or belongs elsewhere."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Data keys by number; the highest number seals, all of them open."""

    keys: Mapping[int, bytes] = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> "KeyRing":
        """Read `2:BASE64,1:BASE64`, each 32 random bytes. Raises ValueError, which never repeats a key."""
        keys: dict[int, bytes] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            number, key = _read_entry(entry)
            if number in keys:
                raise ValueError(f"the number {number} stands there twice")
            keys[number] = key
        if not keys:
            raise ValueError("there is no key")
        return cls(keys)

    @property
    def current(self) -> int:
        """The number of the key that seals."""
        return max(self.keys)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Seal for one place (`table.column`); sealed for one, it opens in no other."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        number = self.current
        body = AESGCM(self._derived(number, b"seal")).encrypt(nonce, plain, place.encode())
        return number.to_bytes(NUMBER_BYTES, "big") + nonce + body

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for this place. Raises CannotOpen."""
        number, rest = number_of(sealed), sealed[NUMBER_BYTES:]
        try:
            key = self._derived(number, b"seal")
            return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
        except (KeyError, InvalidTag, ValueError) as error:
            raise CannotOpen(f"{place}: sealed under key {number}") from error

    def index(self, normalised: str, place: str) -> bytes:
        """A blind index: equal for equal values of one place, and telling nothing else. Normalise first."""
        return self._index(self.current, normalised, place)

    def indexes(self, normalised: str, place: str) -> list[bytes]:
        """The indexes under every key, to find rows also in the middle of a rotation."""
        return [self._index(number, normalised, place) for number in self.keys]

    def _index(self, number: int, normalised: str, place: str) -> bytes:
        message = f"{place}\0{normalised}".encode()
        return hmac.digest(self._derived(number, b"index"), message, "sha256")[:INDEX_BYTES]

    def _derived(self, number: int, purpose: bytes) -> bytes:
        return _derive(self.keys[number], purpose)


@lru_cache(maxsize=64)
def _derive(key: bytes, purpose: bytes) -> bytes:
    """A key of its own for each purpose (HKDF, RFC 5869; no salt is needed, the data keys are random)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"stegi " + purpose).derive(key)


def number_of(sealed: bytes) -> int:
    """The number of the key that something is sealed under."""
    return int.from_bytes(sealed[:NUMBER_BYTES], "big")


def new_key() -> str:
    """A fresh data key as STEGI_DATA_KEYS wants it, without its number."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _read_entry(entry: str) -> tuple[int, bytes]:
    written, _, encoded = entry.partition(":")
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= LARGEST_NUMBER):
        raise ValueError(f"each key begins with its number from 1 to {LARGEST_NUMBER} and a colon")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:  # binascii.Error, and what b64decode says of letters that are not ASCII
        raise ValueError(f"key {written} is not base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"key {written} has {len(key)} bytes instead of {KEY_BYTES}")
    if len(set(key)) < KEY_BYTES // 4:
        raise ValueError(f"key {written} is too regular to be random")
    return int(written), key
