"""Keys of a real provider change, vanish and cannot be had; people who are signed in do not notice."""

import asyncio
import threading
import time
from collections.abc import Iterator

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from server.sign_in.authentication import BadToken, Issuer, Tokens
from server.sign_in.token_keys import KeysUnavailable, ProviderKeys, discovered
from tests.oidc.conftest import Site
from tests.oidc.real_provider import AUDIENCE, RealProvider

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


def tokens(provider: RealProvider, **times: float) -> Tokens:
    """A process of ours with other times."""
    place = f"{provider.issuer}/.well-known/openid-configuration"
    keys = ProviderKeys(place, fetch=discovered(provider.issuer, loopback=True), **times)
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
            time.sleep(0.5)
    finally:
        done.set()
        thread.join()
    assert set(said) == {200}, f"{sum(one != 200 for one in said)} of {len(said)}"
    assert len(said) > 20


def test_a_key_lost_over_night_costs_two_seconds_and_its_tokens(
    site: Site, provider: RealProvider
) -> None:
    """A sudden change: the old key is gone and the new one was never published before."""
    provider.order("keys", kids=["third"])
    old = [mint(provider) for _ in range(2)]
    began = time.monotonic()
    while site.asked(old[0]).status_code != 200:
        assert time.monotonic() - began < COOLDOWN_SECONDS + 1
        time.sleep(0.1)
    provider.order("keys", kids=["fourth"])
    assert site.asked(mint(provider)).status_code in {200, 401}
    began = time.monotonic()
    while site.asked(mint(provider)).status_code != 200:
        assert time.monotonic() - began < COOLDOWN_SECONDS + 1
        time.sleep(0.1)
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
    while site.asked(known).status_code != 200:
        time.sleep(0.1)
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


async def test_a_provider_that_hangs_holds_one_request_for_a_second_and_the_others_not_at_all(
    provider: RealProvider,
) -> None:
    token = mint(provider)
    believed = tokens(provider, fresh_seconds=0.01, cooldown_seconds=0.1)
    assert await believed.verify(token)
    await asyncio.sleep(0.2)
    provider.order("say", hang=True)

    async def timed() -> float:
        began = time.monotonic()
        await believed.verify(token)
        return time.monotonic() - began

    slow, *others = sorted(await asyncio.gather(*(timed() for _ in range(9))), reverse=True)
    assert slow < 1.5
    assert max(others) < 0.5
    # Its sockets are let go, so that nothing waits for the end of the test.
    provider.order("down")
    provider.order("up")
    await asyncio.sleep(0.1)
