"""The attack list against keys and tokens of a real provider; each attack beside a control that passes."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2 as httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.oidc.conftest import Site
from tests.oidc.real_provider import CLIENT, Browser, RealProvider
from tests.patience import PATIENCE

WHO = "city.security_administrator"
EVIL = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KID = "first"
PATHS = (
    "../../../../../../dev/null",
    "/dev/null",
    "file:///dev/null",
    "https://evil.example/key",
    "first' union select 'AA' -- ",
    "first\x00",
    "first|id",
    "FIRST",
    "first ",
    "",
    "k" * 6000,
)


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(piece: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))


@pytest.fixture(scope="module")
def good(site: Site) -> str:
    """The control of every attack: what the product made and nobody touched."""
    token = site.provider.mint("opaque", employee=WHO)
    assert site.asked(token).json()["data"]["viewer"]["noticeCode"] is None
    return token


@pytest.fixture(scope="module")
def published(site: Site) -> dict[str, Any]:
    """The public key as anybody can fetch it."""
    found = httpx.get(site.provider.described()["jwks_uri"], timeout=PATIENCE).json()["keys"]
    (key,) = [one for one in found if one["kid"] == KID]
    return dict(key)


def refused(site: Site, token: str, name: object) -> None:
    answer = site.asked(token)
    assert answer.status_code == 401, (name, answer.text)
    assert "data" not in answer.json(), name
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED", name


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None])
def test_a_token_without_a_signature_is_refused(site: Site, good: str, algorithm) -> None:
    header, payload, signature = good.split(".")
    bare = part(read(header) | {"alg": algorithm})
    for end in ("", signature, part(b"\0" * 256)):
        refused(site, f"{bare}.{payload}.{end}", algorithm)
    refused(site, f"{header}.{payload}.", "an honest header and no signature")
    assert site.asked(f"{header}.{payload}.{signature}").status_code == 200, "the control"


def test_the_public_key_is_no_shared_secret(
    site: Site, good: str, published: dict[str, Any]
) -> None:
    key: Any = RSAAlgorithm.from_jwk(json.dumps(published))
    secrets = [
        key.public_bytes(form, shape)
        for form in (Encoding.PEM, Encoding.DER)
        for shape in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1)
    ]
    secrets += [secrets[0].strip(), json.dumps(published).encode(), published["n"].encode(), b""]
    payload = good.split(".")[1]
    for number, secret in enumerate(secrets):
        for size, digest in ((256, "sha256"), (384, "sha384"), (512, "sha512")):
            message = f"{part({'alg': f'HS{size}', 'typ': 'at+jwt', 'kid': KID})}.{payload}"
            mac = part(hmac.digest(secret, message.encode(), digest))
            refused(site, f"{message}.{mac}", (number, size))
    assert site.asked(good).status_code == 200, "the control: the same claims, signed"


@pytest.fixture(scope="module")
def evil() -> Iterator[tuple[str, list[str]]]:
    """An attacker's own key set at a real address, and who has asked for it."""
    asked: list[str] = []
    keys = [json.loads(RSAAlgorithm.to_jwk(EVIL.public_key())) | {"kid": KID, "use": "sig"}]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": keys}).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_token_does_not_say_where_its_key_is(
    site: Site, good: str, evil: tuple[str, list[str]]
) -> None:
    place, asked = evil
    jwk = json.loads(RSAAlgorithm.to_jwk(EVIL.public_key())) | {"kid": KID}
    claims = read(good.split(".")[1])
    brought: list[Mapping[str, Any]] = [
        {"jku": f"{place}/jwks"},
        {"x5u": f"{place}/cert"},
        {"jwk": jwk},
        {"x5c": ["MIIB"]},
        {"jku": f"{place}/jwks", "jwk": jwk},
        {"kid": f"{place}/jwks"},
        {"crit": ["exp"]},
        {"crit": ["jku"], "jku": f"{place}/jwks"},
        {"crit": []},
        {},
        {"kid": "unheard-of"},
    ]
    for header in brought:
        forged = jwt.encode(claims, EVIL, algorithm="RS256", headers={"kid": KID} | dict(header))
        refused(site, forged, header)
    for header in (
        {"jku": f"{place}/jwks"},
        {"x5u": f"{place}/c"},
        {"jwk": jwk},
        {"x5c": ["MIIB"]},
    ):
        truly = site.provider.mint("opaque", header=header, employee=WHO)
        refused(site, truly, ("even signed by the provider", header))
    plain = site.provider.mint("opaque", header={"cty": "JWT"}, employee=WHO)
    assert site.asked(plain).status_code == 200, "the control: a header that brings nothing"
    assert asked == [], "nobody went where a token pointed"
    assert httpx.get(f"{place}/jwks", timeout=PATIENCE).status_code == 200, (
        "the control: there was somewhere to go"
    )
    assert asked.pop()


@pytest.mark.parametrize(
    "kid", [*PATHS, 7, ["first"], {"kid": "first"}, None], ids=lambda k: str(k)[:30]
)
def test_a_key_id_is_a_name_and_no_path(site: Site, good: str, kid) -> None:
    claims = read(good.split(".")[1])
    header = part({"alg": "RS256", "typ": "JWT", "kid": kid})
    message = f"{header}.{part(claims)}"
    signature = part(RSAAlgorithm(RSAAlgorithm.SHA256).sign(message.encode(), EVIL))
    refused(site, f"{message}.{signature}", kid)
    empty = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{part(claims)}"
    refused(site, f"{empty}.{part(hmac.digest(b'', empty.encode(), 'sha256'))}", kid)
    assert site.asked(good).status_code == 200, "the control"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"aud": "another"}, {}),
        ({"aud": ["another", CLIENT]}, {"aud": ["another", "levelwise"]}),
        ({"aud": CLIENT}, {}),
        ({"aud": "Levelwise"}, {}),
        ({"aud": "levelwise "}, {}),
        ({"aud": ["level", "wise"]}, {}),
        ({"aud": {"levelwise": True}}, {}),
        ({"iss": "https://evil.example"}, {}),
        ({"iss": None}, {}),
        ({"iss": ["https://evil.example"]}, {}),
        ({"exp": None}, {}),
        ({"exp": "tomorrow"}, {}),
        ({"sub": None}, {}),
        ({"employee": None}, {}),
        ({"employee": [WHO]}, {}),
        ({"events": {"http://schemas.openid.net/event/backchannel-logout": {}}}, {"events": {}}),
    ],
    ids=str,
)
def test_a_token_is_for_us_from_them_about_somebody(site: Site, wrong, right) -> None:
    refused(site, site.provider.mint("opaque", **({"employee": WHO} | wrong)), wrong)
    control = site.provider.mint("opaque", **({"employee": WHO} | right))
    assert site.asked(control).status_code == 200, "the control"


def test_an_issuer_is_named_to_the_letter(site: Site) -> None:
    issuer = site.provider.issuer
    for name in (
        f"{issuer}/",
        issuer.upper(),
        f"{issuer} ",
        issuer.replace("127.0.0.1", "localhost"),
    ):
        refused(site, site.provider.mint("opaque", employee=WHO, iss=name), name)
    control = site.provider.mint("opaque", employee=WHO, iss=issuer)
    assert site.asked(control).status_code == 200, "the control"


def test_parts_of_two_tokens_make_no_third(site: Site, good: str, browser: Browser) -> None:
    low = site.provider.mint("opaque", employee="a1x.handler")
    assert site.asked(low).status_code == 200, "the control"
    header, payload, signature = good.split(".")
    low_header, _, low_signature = low.split(".")
    refused(site, f"{low_header}.{payload}.{low_signature}", "somebody else's claims")
    refused(site, f"{header}.{part(read(payload) | {'exp': 9999999999})}.{signature}", "for ever")
    refused(site, f"{header}.{payload}.{signature[:-4]}", "broken off")
    refused(site, f"{header}.{payload}.{signature}.{header}.{payload}", "five parts")
    refused(site, json.dumps({"payload": payload, "signatures": []}), "written as JSON")
    curve = ec.generate_private_key(ec.SECP256R1())
    elliptic = jwt.encode(read(payload), curve, algorithm="ES256", headers={"kid": KID})
    refused(site, elliptic, "of another family")
    refused(site, f"{elliptic.rpartition('.')[0]}.{part(bytes(64))}", "a signature of zeros")
    tokens = browser.sign_in(WHO)
    refused(site, tokens["id_token"], "an ID token is the client's")
    refused(site, site.provider.order("logoutToken", account="opaque")["token"], "a logout token")
    assert site.asked(tokens["access_token"]).status_code == 200, "the control"


@pytest.mark.parametrize(
    ("claim", "sign"), [("exp", -1), ("nbf", 1), ("iat", 1)], ids=["exp", "nbf", "iat"]
)
def test_thirty_seconds_of_skew_are_forgiven_and_no_more(
    site: Site, provider: RealProvider, claim: str, sign: int
) -> None:
    def answers() -> list[int] | None:
        """What both are answered within one second; None where the machine took longer."""
        now = int(time.time())
        within = provider.mint("opaque", employee=WHO, **{claim: now + sign * 29})
        beyond = provider.mint("opaque", employee=WHO, **{claim: now + sign * 31})
        said = [site.asked(one).status_code for one in (within, beyond)]
        return said if time.time() < now + 1 else None

    told: list[int] | None = None
    for _ in range(100):
        time.sleep(1 - time.time() % 1)  # A second that has just begun.
        told = answers()
        if told is not None:
            break
    assert told == [200, 401]
