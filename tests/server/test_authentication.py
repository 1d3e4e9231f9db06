"""Bearer tokens: what is believed, what is refused, and what is remembered."""

import base64
import hmac
import json
import stat
import time
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from server.settings import Mode
from server.sign_in.authentication import BadToken, Doorkeeper, Issuer, Tokens, read_post
from server.sign_in.demo_issuer import AUDIENCE, ISSUER, ONE_DAY, DemoIssuer, OnlyInTheDemo
from server.sign_in.token_keys import FixedKeys, KeysUnavailable, ProviderKeys, read_key_set
from storage.ids import printed
from tenants.refusals import ViewerPostNotHeld

PROVIDER = "https://id.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())


def published(key, kid, algorithm=RSAAlgorithm):
    return json.loads(algorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}


def claims(**changes):
    now = int(time.time())
    every = {"iss": PROVIDER, "aud": "levelwise", "sub": "zhang", "iat": now, "exp": now + 60}
    return {name: value for name, value in {**every, **changes}.items() if value is not None}


def signed(key=KEY, *, algorithm="RS256", kid="one", headers=None, **changes):
    return jwt.encode(
        claims(**changes), key, algorithm=algorithm, headers={"kid": kid, **(headers or {})}
    )


def tokens(*entries):
    keys = FixedKeys(read_key_set({"keys": list(entries) or [published(KEY, "one")]}))
    return Tokens((Issuer(PROVIDER, "levelwise", keys),))


async def test_a_good_token_names_its_subject():
    identity = await tokens().verify(signed())
    assert (identity.issuer, identity.subject) == (PROVIDER, "zhang")


async def test_elliptic_keys_work_too():
    believed = tokens(published(CURVE, "curve", ECAlgorithm))
    assert (await believed.verify(signed(CURVE, algorithm="ES256", kid="curve"))).subject == "zhang"


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"aud": "somebody-else"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"iss": ["https://id.example"]},
        {"nbf": int(time.time()) + 86_400},
        {"iat": int(time.time()) + 86_400},
        {"sub": 7},
        {"sub": "x" * 300},
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(changes):
    token = jwt.api_jws.encode(
        json.dumps(claims(**changes)).encode(), KEY, algorithm="RS256", headers={"kid": "one"}
    )
    with pytest.raises(BadToken):
        await tokens().verify(token)


async def test_thirty_seconds_of_skew_are_forgiven_and_not_more():
    now = int(time.time())
    await tokens().verify(signed(exp=now - 5, nbf=now + 20))
    with pytest.raises(BadToken, match="expired"):
        await tokens().verify(signed(exp=now - 31))
    with pytest.raises(BadToken):
        await tokens().verify(signed(nbf=now + 60))


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


async def test_algorithm_none_is_refused_and_so_is_what_is_no_name():
    for name in ("none", "None", "NONE", "", ["RS256"], {"RS256": 1}, None, 1):
        with pytest.raises(BadToken):
            await tokens().verify(f"{part({'alg': name, 'kid': 'one'})}.{part(claims())}.")


async def test_a_public_key_used_as_a_shared_secret_is_refused():
    public = KEY.public_key()
    for form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1):
        secret = public.public_bytes(Encoding.PEM, form)
        message = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims())}"
        mac = part(hmac.digest(secret, message.encode(), sha256))
        with pytest.raises(BadToken, match="algorithm"):
            await tokens().verify(f"{message}.{mac}")


@pytest.mark.parametrize(
    "header",
    [
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/cert"},
        {"jwk": published(OTHER, "one")},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"]},
    ],
)
async def test_a_header_that_brings_its_own_key_is_refused(header):
    with pytest.raises(BadToken):
        await tokens().verify(signed(OTHER, headers=header))
    with pytest.raises(BadToken):
        await tokens().verify(signed(KEY, headers=header))


async def test_another_key_under_a_known_id_is_refused():
    with pytest.raises(BadToken, match="verify"):
        await tokens().verify(signed(OTHER))


async def test_an_algorithm_of_another_family_is_refused():
    believed = tokens(published(CURVE, "one", ECAlgorithm))
    with pytest.raises(BadToken, match="algorithm"):
        await believed.verify(signed(KEY))


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "....", "铜仁", part(b"\xff") + ".e30.", "[" * 5000]
)
async def test_rubbish_is_refused(token):
    with pytest.raises(BadToken):
        await tokens().verify(token)


async def test_a_token_without_key_id_fits_a_single_key_only():
    token = jwt.encode(claims(), KEY, algorithm="RS256")
    assert await tokens().verify(token)
    with pytest.raises(BadToken, match="unknown key"):
        await tokens(published(KEY, "one"), published(OTHER, "two")).verify(token)


def test_private_and_encryption_keys_of_a_set_are_left_out():
    private = json.loads(RSAAlgorithm.to_jwk(KEY)) | {"kid": "private"}
    encrypting = published(KEY, "enc") | {"use": "enc"}
    shared = {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"}
    found = read_key_set(
        {"keys": [private, encrypting, shared, 7, {"kty": "RSA", "kid": "broken"}]}
    )
    assert not found.by_id
    assert not found.unnamed
    assert read_key_set([]).find(None) is None


# ------------------------------------------------------------------ the provider's keys
@dataclass
class Provider:
    """A provider whose answers, failures and clock the test holds."""

    now: float = 1000.0
    asked: int = 0
    down: bool = False
    entries: tuple = ()

    def fetch(self, url):
        self.asked += 1
        if self.down:
            raise OSError("unreachable")
        return {"keys": list(self.entries)}

    def keys(self):
        return ProviderKeys(PROVIDER + "/keys", fetch=self.fetch, clock=lambda: self.now)


async def test_a_rotated_key_is_fetched_at_once_and_floods_are_not():
    provider = Provider(entries=(published(KEY, "one"),))
    keys = provider.keys()
    assert await keys.find("one")
    provider.entries = (published(KEY, "one"), published(OTHER, "two"))
    provider.now += 11
    assert await keys.find("two")
    assert provider.asked == 2
    for number in range(50):
        assert await keys.find(f"unknown-{number}") is None
    assert provider.asked == 2


async def test_an_unknown_key_is_asked_for_again_after_two_seconds_and_no_earlier():
    provider = Provider(entries=(published(KEY, "one"),))
    keys = provider.keys()
    assert await keys.find("two") is None
    provider.entries = (published(OTHER, "two"),)
    provider.now += 1.5
    assert await keys.find("two") is None
    provider.now += 0.5
    assert await keys.find("two")
    assert await keys.find("one") is None, "what the lost key signed is worth nothing now"


async def test_a_withdrawn_key_dies_with_the_next_fetch():
    provider = Provider(entries=(published(KEY, "one"), published(OTHER, "two")))
    keys = provider.keys()
    assert await keys.find("two")
    provider.entries = (published(KEY, "one"),)
    provider.now += 301
    assert await keys.find("two") is None


async def test_keys_outlive_an_unreachable_provider_for_an_hour_only():
    provider = Provider(entries=(published(KEY, "one"),))
    keys = provider.keys()
    assert await keys.find("one")
    provider.down = True
    provider.now += 3000
    assert await keys.find("one")
    provider.now += 700
    with pytest.raises(KeysUnavailable):
        await keys.find("one")
    provider.down = False
    provider.now += 11
    assert await keys.find("one")


async def test_a_provider_never_reached_is_unavailable_not_a_bad_token():
    with pytest.raises(KeysUnavailable):
        await Provider(down=True).keys().find("one")


@pytest.mark.parametrize("subject", ["", "a\ud800", "a\x00", "a\n", "a" * 256, 7])
async def test_what_nobody_can_be_called_names_no_subject(subject):
    with pytest.raises(BadToken):
        await tokens().verify(signed(sub=subject))


async def test_people_are_called_in_any_script():
    assert (await tokens().verify(signed(sub="张 三\ue000"))).subject == "张 三\ue000"


@pytest.mark.parametrize("url", ["http://id.example/keys", "file:///etc/passwd", "ftp://x/y"])
def test_keys_are_fetched_by_https_only(url):
    with pytest.raises(ValueError, match="https"):
        ProviderKeys(url)


# ------------------------------------------------------------------ the demo's issuer
async def test_the_demo_issuer_signs_with_a_key_only_its_owner_can_read(tmp_path):
    demo = DemoIssuer.open(tmp_path, mode=Mode.DEMO)
    again = DemoIssuer.open(tmp_path, mode=Mode.DEMO)
    assert again.key_id == demo.key_id
    assert stat.S_IMODE((tmp_path / "demo-issuer.pem").stat().st_mode) == 0o600
    believed = Tokens((Issuer(ISSUER, AUDIENCE, again.keys()),))
    token = demo.token("li")
    identity = await believed.verify(token)
    assert identity.subject == "li"
    said = jwt.decode(token, options={"verify_signature": False})
    assert identity.expires_at - said["iat"] == ONE_DAY


@pytest.mark.parametrize("mode", [Mode.DEVELOPMENT, Mode.PRODUCTION])
def test_the_demo_issuer_refuses_outside_the_demo(tmp_path, mode):
    with pytest.raises(OnlyInTheDemo):
        DemoIssuer.open(tmp_path, mode=mode)
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------ the doorkeeper
@dataclass(frozen=True)
class Someone:
    person: str | None
    post: UUID | None = None
    language: str = "zh"


@dataclass
class Door:
    now: float = 0.0
    asked: int = 0

    async def lookup(self, identity, post):
        self.asked += 1
        return Someone(identity.subject if identity else None, post)

    def keeper(self):
        self.now = time.time()
        return Doorkeeper(tokens(), self.lookup, clock=lambda: self.now)


async def test_a_verified_token_is_remembered_per_post_until_it_is_old():
    door = Door()
    keeper = door.keeper()
    header = f"Bearer {signed()}".encode()
    first = await keeper.admit(header, None)
    assert await keeper.admit(header, None) is first
    assert door.asked == 1
    await keeper.admit(header, b"018f0000-0000-7000-8000-000000000001")
    assert door.asked == 2
    door.now += 61
    await keeper.admit(header, None)
    assert door.asked == 3


async def test_a_token_is_forgotten_when_it_expires():
    door = Door()
    keeper = door.keeper()
    header = f"Bearer {signed(exp=int(door.now) + 5)}".encode()
    await keeper.admit(header, None)
    door.now += 36
    assert door.now > (await keeper.admit(header, None)).fresh_until


async def test_renewing_asks_again_at_once():
    door = Door()
    keeper = door.keeper()
    admitted = await keeper.admit(f"Bearer {signed()}".encode(), None)
    assert (await keeper.renewed(admitted)).person == "zhang"
    assert door.asked == 2


async def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("server.sign_in.authentication.REMEMBERED", 3)
    keeper = Door().keeper()
    for number in range(9):
        await keeper.admit(None, f"018f0000-0000-7000-8000-00000000000{number}".encode())
    assert len(keeper._known) == 3


def test_a_post_is_named_by_its_graphql_id_or_its_uuid():
    post = UUID("018f0000-0000-7000-8000-000000000001")
    assert read_post(str(post).encode()) == post
    assert read_post(printed("Post", post).encode()) == post
    assert read_post(None) is None
    wrong_type = printed("Person", post).encode()
    for text in (b"x", b"\xff\xff", wrong_type, b"-" * 36, b"UG9zdDp4"):
        with pytest.raises(ViewerPostNotHeld):
            read_post(text)


@pytest.mark.parametrize("named", ["RS256", "PS256", "ES256", "RSA-OAEP", "none", "", 7, ["RS256"]])
async def test_a_key_that_names_its_algorithm_is_for_that_one_alone(named):
    believed = tokens(published(KEY, "one") | {"alg": named})
    for algorithm in ("RS256", "RS384", "PS256"):
        token = signed(algorithm=algorithm)
        if algorithm == named:
            assert (await believed.verify(token)).subject == "zhang"
        else:
            with pytest.raises(BadToken):
                await believed.verify(token)


async def test_a_key_that_names_none_is_for_all_of_its_kind():
    for algorithm in ("RS256", "RS512", "PS256"):
        assert (await tokens().verify(signed(algorithm=algorithm))).subject == "zhang"
