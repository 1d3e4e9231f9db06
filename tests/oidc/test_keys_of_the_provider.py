"""Keys of a real provider change, vanish and cannot be had; people who are signed in do not notice."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from server.sign_in import token_keys
from server.sign_in.authentication import BadToken, Issuer, Tokens
from server.sign_in.token_keys import KeysUnavailable, ProviderKeys, discovered
from tests.oidc.conftest import Site
from tests.oidc.real_provider import AUDIENCE, RealProvider
from tests.patience import PATIENCE, became, came, waited

WHO = "city.security_administrator"
COOLDOWN_SECONDS = 2.0


@pytest.fixture(autouse=True)
def first(site: Site) -> Iterator[None]:
    """Each test begins with a key of its own making and leaves the first one."""
    yield
    site.provider.order("again")
    site.provider.order("keys", kids=["first"])


def mint(provider: RealProvider) -> str:
    return provider.mint("opaque", employee=WHO)


def tokens(
    provider: RealProvider, fetch: Callable[[str], Any] | None = None, **times: float
) -> Tokens:
    """A process of ours with other times."""
    place = f"{provider.issuer}/.well-known/openid-configuration"
    fetch = fetch or discovered(provider.issuer, loopback=True)
    keys = ProviderKeys(place, fetch=fetch, **times)
    return Tokens((Issuer(provider.issuer, AUDIENCE, keys),))


def test_keys_are_changed_without_one_failed_request(site: Site, provider: RealProvider) -> None:
    """A planned change: the next key is published, signs, and the last one is withdrawn."""
    time.sleep(COOLDOWN_SECONDS)  # Nobody has shown an unknown key just before.
    said: list[int] = []
    lock, done = threading.Lock(), threading.Event()

    def asking() -> None:
        while not done.is_set():
            with lock:
                token = mint(provider)
            said.append(site.asked(token).status_code)

    thread = threading.Thread(target=asking)
    thread.start()
    try:
        for kids in (["first", "second"], ["second", "first"], ["second"]):
            with lock:
                provider.order("keys", kids=kids)
                enough = len(said) + 8
            waited(lambda enough=enough: len(said) >= enough)
    finally:
        done.set()
        thread.join()
    assert set(said) == {200}, f"{sum(one != 200 for one in said)} of {len(said)}"


def test_a_key_lost_over_night_costs_a_cooldown_and_its_tokens(
    site: Site, provider: RealProvider
) -> None:
    """A sudden change: the old key is gone and the new one was never published before.

    How long a cooldown is tests/server/test_authentication.py tells by a clock of its own.
    """
    provider.order("keys", kids=["third"])
    old = [mint(provider) for _ in range(2)]
    waited(lambda: site.asked(old[0]).status_code == 200)
    provider.order("keys", kids=["fourth"])
    assert site.asked(mint(provider)).status_code in {200, 401}
    waited(lambda: site.asked(mint(provider)).status_code == 200)
    assert site.asked(old[1]).status_code == 401, "what the lost key signed is worth nothing now"


async def test_an_old_key_does_not_live_for_ever_even_where_nobody_shows_a_new_one(
    provider: RealProvider,
) -> None:
    old = mint(provider)
    believed = tokens(provider, fresh_seconds=0.3, cooldown_seconds=0.1)
    assert (await believed.verify(old)).subject == "opaque"
    provider.order("keys", kids=["fifth"])
    await asyncio.sleep(0.4)
    with pytest.raises(BadToken, match="unknown key"):
        await believed.verify(old)
    assert (await believed.verify(mint(provider))).subject == "opaque", "the control"


def test_while_the_provider_is_down_known_keys_serve_and_unknown_ones_are_no_verdict(
    site: Site, provider: RealProvider
) -> None:
    known = mint(provider)
    waited(lambda: site.asked(known).status_code == 200)
    unseen, header = mint(provider), {"kid": "unheard-of"}
    provider.order("keys", kids=["sixth", "first"])
    unknown = mint(provider)
    claims = jwt.decode(unseen, options={"verify_signature": False})
    evil = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(claims, evil, algorithm="RS256", headers=header)
    forged_known = jwt.encode(claims, evil, algorithm="RS256", headers={"kid": "first"})
    time.sleep(COOLDOWN_SECONDS)
    provider.order("down")
    try:
        assert site.asked(unseen).status_code == 200, "never shown before, by a known key"
        for one in (unknown, forged):
            answer = site.asked(one)
            assert answer.status_code == 503, "whether it is good cannot be said now"
            assert answer.headers["retry-after"]
            assert "data" not in answer.json()
        assert site.asked(forged_known).status_code == 401
    finally:
        provider.order("up")
    time.sleep(COOLDOWN_SECONDS)
    assert site.asked(unknown).status_code == 200, "the control: it was good"
    assert site.asked(forged).status_code == 401, "and this one never"


@pytest.mark.parametrize(
    "said",
    [
        {"status": 500, "body": "<h1>Internal Server Error</h1>"},
        {"status": 200, "body": "<h1>Maintenance</h1>"},
        {"status": 200, "body": '{"error": "temporarily_unavailable"}'},
        {"status": 302, "body": ""},
    ],
    ids=str,
)
async def test_a_page_of_errors_withdraws_no_key(provider: RealProvider, said) -> None:
    token = mint(provider)
    believed = tokens(provider, fresh_seconds=0, cooldown_seconds=0)
    assert await believed.verify(token)
    provider.order("say", **said)
    assert (await believed.verify(token)).subject == "opaque"
    with pytest.raises(KeysUnavailable):
        await tokens(provider).verify(token)
    provider.order("again")
    provider.order("keys", kids=["seventh"])
    with pytest.raises(BadToken):
        await believed.verify(token)


async def test_a_provider_that_hangs_holds_one_request_for_a_while_and_the_others_not_at_all(
    provider: RealProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom it holds is let go while it still hangs; the others have ended while one was held."""
    fetch, begun, answers = discovered(provider.issuer, loopback=True), Event(), Event()

    def fetched(url: str) -> Any:
        begun.set()
        assert answers.wait(3 * PATIENCE)
        return fetch(url)

    believed = tokens(provider, fetched, fresh_seconds=0.01, cooldown_seconds=0)
    token = mint(provider)
    answers.set()
    assert await believed.verify(token)
    await asyncio.sleep(0.1)
    answers.clear()
    begun.clear()
    try:
        with monkeypatch.context() as patient:
            patient.setattr(token_keys, "PATIENCE_SECONDS", 3 * PATIENCE)
            held = asyncio.create_task(believed.verify(token))
            await became(begun.is_set)
            others = await came(asyncio.gather(*(believed.verify(token) for _ in range(8))))
            assert {one.subject for one in others} == {"opaque"}
            assert not held.done()
            answers.set()
            assert (await came(held)).subject == "opaque"
        await asyncio.sleep(0.1)
        answers.clear()
        begun.clear()
        assert (await came(believed.verify(token))).subject == "opaque", "it is let go"
        assert begun.is_set()
    finally:
        answers.set()
