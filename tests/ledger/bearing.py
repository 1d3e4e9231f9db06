"""Bearer tokens of the world's people, and who checks them at the addresses that ask for one."""

import json
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from server.sign_in.authentication import Doorkeeper, Issuer, Lookup, Tokens
from server.sign_in.signed_out import SignedOut
from server.sign_in.token_keys import FixedKeys, read_key_set
from tests.world import ISSUER

AUDIENCE = "levelwise"
KEY = ec.generate_private_key(ec.SECP256R1())


def doorkeeper(lookup: Lookup, signed_out: SignedOut | None = None) -> Doorkeeper:
    """Whoever lets the world's people in."""
    published = json.loads(ECAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one", "use": "sig"}
    keys = FixedKeys(read_key_set({"keys": [published]}))
    return Doorkeeper(Tokens((Issuer(ISSUER, AUDIENCE, keys),)), lookup, signed_out=signed_out)


def bearer(who: str, **claims: object) -> dict[str, str]:
    """The header of somebody who signed in just now."""
    now = int(time.time())
    said = {"iss": ISSUER, "aud": AUDIENCE, "sub": who, "iat": now, "exp": now + 300} | claims
    token = jwt.encode(said, KEY, algorithm="ES256", headers={"kid": "one"})
    return {"authorization": f"Bearer {token}"}
