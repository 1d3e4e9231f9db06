"""Sign-in by a provider that was found by discovery, from the token to the open socket."""

import asyncio
import base64
import hmac
import json
import time
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2 as httpx
import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm
from websockets.exceptions import ConnectionClosed

from server.app import create_app
from server.database.deployment import Deployment
from server.settings import Mode, SettingRefused, Settings
from server.sign_in.authentication import BadToken, Tokens
from server.sign_in.providers import providers_of
from server.sign_in.signing_in import Provider
from server.sign_in.token_keys import KeysUnavailable
from server.wiring import wired
from tests import world
from tests.conftest import Database
from tests.edge.conftest import serving
from tests.patience import PATIENCE, came, waited
from tests.server.issuing import Issuing, issuing
from tests.server.test_live import INBOX, socket

ME = {"query": "{ viewer { post { id } noticeCode } }"}
WHO = "city.security_administrator"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuing]:
    with issuing() as made:
        yield made


def written(home: Path, issuer: str, **more: Any) -> Path:
    """A file of providers, as an operator writes it (YAML reads JSON)."""
    file = home / "providers.yaml"
    entry = {"issuer": issuer, "audience": "levelwise", **more}
    file.write_text(json.dumps({"providers": [entry]}))
    return file


@pytest.fixture(scope="module")
def served(
    peopled: Database, issuer: Issuing, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """The whole server, with the provider as data: its subjects are those of the small world."""
    home = tmp_path_factory.mktemp("home")
    posts = {"甲县专班": f"Post_{world.key_of('post', 'a.task_force')}"}
    file = written(
        home,
        issuer.url,
        subject="employee",
        post={"claim": "position", "posts": posts},
        levels={"urn:one": 1, "urn:two": 2},
    )
    with psycopg.connect(peopled.superuser_dsn) as connection:
        connection.execute("update app.identity set issuer = %s", [issuer.url])
    settings = Settings(
        mode=Mode.DEMO, home=home, reading_connections=2, acting_connections=2, oidc_providers=file
    )
    deployment = Deployment(app_dsn=peopled.app_dsn, keys=peopled.keys, embedded=True)
    app = create_app(settings, wired(settings, deployment))
    with serving(app) as base, httpx.Client(base_url=base, timeout=PATIENCE) as client:
        yield client


def asked(served: httpx.Client, token: str) -> httpx.Response:
    return served.post("/graphql", json=ME, headers={"authorization": f"Bearer {token}"})


def somebody(issuer: Issuing, who: str = WHO, **claims: Any) -> str:
    return issuer.token(f"opaque-{who}", employee=who, **claims)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_provider_is_found_by_discovery_and_its_claims_are_read_as_the_file_says(
    served, issuer
) -> None:
    told = asked(served, somebody(issuer)).json()["data"]["viewer"]
    assert told["post"]["id"] == f"Post_{world.key_of('post', WHO)}"
    assert "/.well-known/openid-configuration" in issuer.asked
    chosen = asked(served, somebody(issuer, "a.task_force", position="甲县专班")).json()
    assert chosen["data"]["viewer"]["post"]["id"] == f"Post_{world.key_of('post', 'a.task_force')}"
    other = asked(served, somebody(issuer, position="甲县专班"))
    assert other.status_code == 403, "a claim chooses among one's posts and gives none"
    assert other.json()["errors"][0]["extensions"]["code"] == "viewer.post_not_held"
    unknown = asked(served, issuer.token("opaque", employee="nobody.here")).json()
    assert unknown["data"]["viewer"]["noticeCode"] == "viewer.unknown_subject"
    assert asked(served, issuer.token("opaque")).status_code == 401, "without the claim"


def hostile(issuer: Issuing) -> dict[str, str]:
    """Tokens of the attack list."""
    now, other = int(time.time()), rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = issuer.keys[issuer.kid].public_key()
    jwk = json.loads(RSAAlgorithm.to_jwk(other.public_key())) | {"kid": issuer.kid}
    claims = {
        "iss": issuer.url, "aud": "levelwise", "sub": "s", "employee": WHO, "exp": now + 300,
        "iat": now, "auth_time": now,
    }  # fmt: skip  # reads as a table
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    message = f"{part({'alg': 'HS256', 'kid': issuer.kid, 'typ': 'JWT'})}.{part(claims)}"
    mac = base64.urlsafe_b64encode(hmac.digest(pem, message.encode(), sha256)).rstrip(b"=")

    def by(key: Any, **header: Any) -> str:
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": issuer.kid} | header)

    good = issuer.token("s", employee=WHO)
    return {
        "none": f"{part({'alg': 'none', 'kid': issuer.kid})}.{part(claims)}.",
        "HS256 with the public key": f"{message}.{mac.decode()}",
        "jku": by(other, jku="https://evil.example/jwks"),
        "embedded jwk": by(other, jwk=jwk),
        "x5u": by(other, x5u="https://evil.example/cert"),
        "another key under a known id": by(other),
        "an unknown key": by(other, kid="unknown"),
        "no signature": good.rpartition(".")[0] + ".",
        "another audience": somebody(issuer, aud="another"),
        "another issuer": somebody(issuer, iss="https://evil.example"),
        "a trailing slash": somebody(issuer, iss=issuer.url + "/"),
        "expired": somebody(issuer, exp=now - 31),
        "of the future": somebody(issuer, nbf=now + 90),
        "without an end": somebody(issuer, exp=None),
        "a logout token": issuer.logout(sub="s", employee=WHO),
    }


def test_every_token_of_the_attack_list_is_refused(served, issuer) -> None:
    assert asked(served, somebody(issuer, exp=int(time.time()) - 5)).status_code == 200, "control"
    assert asked(served, somebody(issuer, nbf=int(time.time()) + 20)).status_code == 200, "control"
    for name, token in hostile(issuer).items():
        assert asked(served, token).status_code == 401, name


def test_a_new_key_is_believed_after_the_cooldown_of_unknown_ones(served, issuer) -> None:
    old = somebody(issuer)
    issuer.rotate("second")
    waited(lambda: asked(served, somebody(issuer)).status_code == 200)
    assert asked(served, old).status_code == 200, "signed before, published still"


async def test_a_provider_that_is_down_or_calls_itself_otherwise_gives_no_keys(tmp_path) -> None:
    with issuing() as made:
        settings = Settings(
            mode=Mode.DEMO, home=tmp_path, oidc_providers=written(tmp_path, made.url)
        )
        made.down = True
        tokens = Tokens(providers_of(settings))
        with pytest.raises(KeysUnavailable):
            await tokens.verify(made.token("s"))
        made.down, made.calls_itself = False, "https://another.example"
        tokens = Tokens(providers_of(settings))
        with pytest.raises(KeysUnavailable):
            await tokens.verify(made.token("s"))
        made.calls_itself = None
        tokens = Tokens(providers_of(settings))
        assert (await tokens.verify(made.token("s"))).subject == "s"
        with pytest.raises(BadToken):
            await tokens.verify(made.logout(sub="s"))


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": None}, {"jwks_url": "http://id.example/keys"}, {"issuer": "http://id.example"},
        {"levels": {"x": 3}}, {"levels": {"x": True}}, {"post": {"claim": "p", "posts": {"x": "y"}}},
        {"post": "p"}, {"unknown": 1}, {"subject": ""}, {"clients": "c"}, {"clients": [1]},
        {"issuer": "http://id.example", "jwks_url": "https://id.example/keys", "clients": ["c"]},
    ],
)  # fmt: skip  # columns side by side
def test_an_entry_that_cannot_be_meant_is_refused(tmp_path, changed) -> None:
    entry = {"issuer": "https://id.example", **changed}
    file = written(tmp_path, entry.pop("issuer"), **entry)
    with pytest.raises(SettingRefused, match="OIDC_PROVIDERS"):
        providers_of(Settings(mode=Mode.PRODUCTION, home=tmp_path, oidc_providers=file))


def test_the_console_signs_people_in_at_the_first_provider_that_has_a_client(tmp_path) -> None:
    plain = {"issuer": "https://one.example", "audience": "levelwise"}
    named = {"issuer": "https://two.example", "audience": "api", "clients": ["console", "phone"]}
    file = tmp_path / "providers.yaml"
    file.write_text(json.dumps({"providers": [plain, named]}))
    settings = Settings(mode=Mode.PRODUCTION, home=tmp_path, oidc_providers=file)
    found = Provider.of(providers_of(settings), "openid")
    assert found is not None
    assert (found.issuer, found.client_id, found.audience) == (named["issuer"], "console", "api")
    file.write_text(json.dumps({"providers": [plain]}))
    assert Provider.of(providers_of(settings), "openid") is None


CREATE = (
    "mutation ($i: CreateSubscriberInput!) { createSubscriber(input: $i) { __typename"
    " ... on Refusal { code details { name value } } } }"
)


@pytest.mark.parametrize(
    ("claims", "done"),
    [
        ({"acr": "urn:two"}, True),
        ({"acr": "urn:one"}, False),
        ({}, False),
        # Seconds from the moment of asking: a run begins long before some of its tests.
        ({"acr": "urn:two", "auth_time": -3700}, False),
        ({"acr": "urn:two", "auth_time": None}, False),
        ({"acr": "urn:two", "auth_time": 600}, False),
        ({"acr": ["urn:two"]}, False),
    ],
)
def test_what_the_book_marks_wants_a_fresh_and_sure_sign_in(served, issuer, claims, done) -> None:
    given = {
        "key": uuid.uuid4().hex,
        "post": f"Post_{world.key_of('post', 'a.task_force')}",
        "name": "人事系统",
        "url": "https://receiver.example.cn/hook",
        "types": ["levelwise.problem.reported.v1"],
    }
    body = {"query": CREATE, "variables": {"i": given}}
    if claims.get("auth_time"):
        claims = {**claims, "auth_time": int(time.time()) + claims["auth_time"]}
    headers = {"authorization": f"Bearer {somebody(issuer, **claims)}"}
    told = served.post("/graphql", json=body, headers=headers).json()["data"]["createSubscriber"]
    if done:
        assert told["__typename"] == "CreateSubscriberSuccess", told
        return
    assert told["code"] == "viewer.step_up"
    details = {one["name"]: one["value"] for one in told["details"]}
    assert details == {"max_age": "3600", "level": "2", "acr_values": "urn:two"}


def logged_out(served: httpx.Client, token: str) -> int:
    return served.post("/oidc/backchannel-logout", data={"logout_token": token}).status_code


class Someone:
    """Signs one person in, in one session, for sockets."""

    def __init__(self, issuer: Issuing, session: str) -> None:
        self.issuer, self.session = issuer, session

    def token(self, who: str) -> str:
        return somebody(self.issuer, who, sid=self.session)


async def test_a_logout_from_behind_ends_tokens_sockets_and_streams_long_before_their_time(
    served, issuer
) -> None:
    """The token is good for five minutes, for longer than anybody waits here."""
    one, other = Someone(issuer, "session-one"), Someone(issuer, "session-two")
    token, kept = one.token("a.head"), other.token("a.head")
    stream_headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}

    async def streamed() -> str:
        async with httpx.AsyncClient(base_url=served.base_url, timeout=PATIENCE) as client:
            response = await client.post("/graphql", json={"query": INBOX}, headers=stream_headers)
            return response.text

    async with socket(served, one, "a.head") as mine, socket(served, other, "a.head") as beside:
        await mine.ask(INBOX)
        await beside.ask(INBOX)
        stream = asyncio.create_task(streamed())
        await asyncio.sleep(0.3)
        assert not stream.done()
        sent = issuer.logout(sub="opaque-a.head", sid="session-one")
        assert await asyncio.to_thread(logged_out, served, sent) == 200
        with pytest.raises(ConnectionClosed):
            await mine.heard()
        assert mine.opened.close_code == 4403
        assert "UNAUTHENTICATED" in await came(stream)
        assert (await asyncio.to_thread(asked, served, token)).status_code == 401
        assert await beside.silent(), "the control: another session goes on"
        assert (await asyncio.to_thread(asked, served, kept)).status_code == 200
        assert await asyncio.to_thread(logged_out, served, sent) == 400, "the same token once"


def test_a_logout_of_somebody_ends_what_began_before_and_not_what_comes_after(
    served, issuer
) -> None:
    old = somebody(issuer, "b.head", auth_time=int(time.time()) - 60)
    assert asked(served, old).status_code == 200
    assert logged_out(served, issuer.logout(sub="opaque-b.head", iat=int(time.time()) - 5)) == 200
    assert asked(served, old).status_code == 401
    assert asked(served, somebody(issuer, "b.head")).status_code == 200
    assert asked(served, somebody(issuer, "b.task_force")).status_code == 200


def test_what_is_no_logout_token_ends_nothing(served, issuer) -> None:
    token = somebody(issuer, "b1.head", sid="kept")
    now = int(time.time())
    subject = {"sub": "opaque-b1.head"}
    refused = [
        token,
        issuer.logout(),
        issuer.logout(**subject, nonce="n"),
        issuer.logout(**subject, events={}),
        issuer.logout(**subject, events="x"),
        issuer.logout(**subject, jti=None),
        issuer.logout(**subject, iat=now - 400),
        issuer.logout(**subject, exp=now - 60),
        issuer.logout(**subject, aud="another"),
        issuer.logout(sub="x" * 300),
        issuer.logout(sid="a\x00b"),
        issuer.logout(sub="a\ud800"),
        *hostile(issuer).values(),
    ]
    refused.pop()
    for one in refused:
        assert logged_out(served, one) == 400, one
    assert served.post("/oidc/backchannel-logout", json={"logout_token": token}).status_code == 400
    assert asked(served, token).status_code == 200


def test_injected_sql_ends_no_session_and_reads_none(peopled: Database) -> None:
    for statement in (
        "select ctx.ended_sessions()",
        "select ctx.end_session('i', 's', null, 'j', now())",
        "select * from ctx.ended_session",
    ):
        with (
            psycopg.connect(peopled.app_dsn) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
