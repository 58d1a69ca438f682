"""A phone that signs as WebAuthn asks: the other half of a passkey, without a browser."""

import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
ORIGIN = "http://localhost"


class Phone:
    """One phone with one passkey."""

    def __init__(self, *, knows_its_owner=True, counts=False):
        """A new pair of keys; many phones do not count their signatures."""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.handle = b""
        self.flags = FLAG.UP | (FLAG.UV if knows_its_owner else FLAG(0))
        self.counts, self.counter = counts, 0

    def create(self, options, *, origin=ORIGIN):
        """What the browser sends when this phone is added."""
        told = options["publicKey"]
        self.handle = websafe_decode(told["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        seen = AuthenticatorData.create(
            sha256(told["rp"]["id"].encode()), self.flags | FLAG.AT, self._count(), data
        )
        made = AttestationObject.create("none", seen, {})
        said = _said(CollectedClientData.TYPE.CREATE, told, origin)
        return self._sent({"clientDataJSON": said, "attestationObject": bytes(made)})

    def get(self, options, *, origin=ORIGIN, handle=None):
        """What the browser sends when this phone comes in."""
        told = options["publicKey"]
        seen = AuthenticatorData.create(
            sha256(told["rpId"].encode()), self.flags, self._count(), b""
        )
        said = _said(CollectedClientData.TYPE.GET, told, origin)
        signature = self.key.sign(seen + sha256(said), ec.ECDSA(hashes.SHA256()))
        return self._sent(
            {
                "clientDataJSON": said,
                "authenticatorData": bytes(seen),
                "signature": signature,
                "userHandle": self.handle if handle is None else handle,
            }
        )

    def _count(self):
        self.counter += self.counts
        return self.counter

    def _sent(self, response):
        name = websafe_encode(self.id)
        told = {part: websafe_encode(value) for part, value in response.items()}
        return json.dumps({"type": "public-key", "id": name, "rawId": name, "response": told})


def _said(kind, told, origin):
    return bytes(CollectedClientData.create(kind, told["challenge"], origin))
