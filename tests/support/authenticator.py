"""A device with passkeys, in software: what a browser would send for it (WebAuthn, ES256, attestation "none")."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from core.auth.passkeys import Question

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device with one passkey."""

    user_handle: bytes
    verifies: bool = True  # asks for finger, face or PIN
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, question: Question) -> str:
        """Answer the question for a new passkey."""
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        credential = len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose)
        data = self._data(question, ATTESTED) + bytes(16) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = _client_data("webauthn.create", question)
        return self._answer(attestationObject=attestation, clientDataJSON=client)

    def get(self, question: Question) -> str:
        """Answer the question with the passkey."""
        data, client = self._data(question), _client_data("webauthn.get", question)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            authenticatorData=data, clientDataJSON=client, signature=signature, userHandle=self.user_handle
        )

    def _data(self, question: Question, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return sha256(question.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.credential_id)
        encoded = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": encoded})


def _client_data(kind: str, question: Question) -> bytes:
    said = {"type": kind, "challenge": bytes_to_base64url(question.challenge), "origin": question.origin}
    return json.dumps(said).encode()
