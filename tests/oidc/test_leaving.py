"""A real provider says from behind that a session has ended: tokens, sockets and streams end with it."""

import asyncio
from typing import Any

import httpx2 as httpx
import jwt
import pytest
from websockets.exceptions import ConnectionClosed

from tests.oidc.conftest import Site
from tests.oidc.real_provider import Browser, RealProvider
from tests.patience import PATIENCE, came
from tests.server.test_live import INBOX, socket


class Holding:
    """Somebody with a token in hand, for sockets."""

    def __init__(self, token: str) -> None:
        self.held = token

    def token(self, _: str) -> str:
        return self.held


def logout(site: Site, token: str) -> int:
    return site.client.post("/oidc/backchannel-logout", data={"logout_token": token}).status_code


def sid(token: str) -> str:
    said: str = jwt.decode(token, options={"verify_signature": False})["sid"]
    return said


def lifetime(token: str) -> float:
    said = jwt.decode(token, options={"verify_signature": False})
    return float(said["exp"] - said["iat"])


async def streamed(site: Site, token: str) -> str:
    headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
    async with httpx.AsyncClient(base_url=site.base, timeout=PATIENCE) as client:
        return (await client.post("/graphql", json={"query": INBOX}, headers=headers)).text


async def test_who_leaves_at_the_provider_has_left_here_long_before_the_token_ends(
    site: Site, browser: Browser, another: Browser
) -> None:
    """Told from behind: nobody asks anything here meanwhile, and the token is good for minutes yet."""
    browser.provider.order("logouts")  # those of other tests
    mine: dict[str, Any] = await asyncio.to_thread(browser.sign_in, "a.head")
    kept: dict[str, Any] = await asyncio.to_thread(another.sign_in, "a.head")
    token, beside = mine["access_token"], kept["access_token"]
    assert sid(token) != sid(beside)
    assert lifetime(token) > 2 * PATIENCE, "it does not end by itself meanwhile"
    async with (
        socket(site, Holding(token), "a.head") as open_here,
        socket(site, Holding(beside), "a.head") as open_beside,
    ):
        await open_here.ask(INBOX)
        await open_beside.ask(INBOX)
        stream = asyncio.create_task(streamed(site, token))
        await asyncio.sleep(0.3)
        assert not stream.done()
        assert (await asyncio.to_thread(site.asked, token)).status_code == 200
        leaving = asyncio.create_task(asyncio.to_thread(browser.leave, mine["id_token"]))
        with pytest.raises(ConnectionClosed):
            await open_here.heard()
        assert "UNAUTHENTICATED" in await came(stream)
        await leaving
        assert open_here.opened.close_code == 4403
        assert (await asyncio.to_thread(site.asked, token)).status_code == 401
        assert await open_beside.silent(), "the control: the session on another machine goes on"
        assert (await asyncio.to_thread(site.asked, beside)).status_code == 200
    (told,) = browser.provider.order("logouts")["logouts"]
    assert told == {"account": "opaque-a.head", "sid": sid(token), "ok": True}
    again = await asyncio.to_thread(browser.sign_in, "a.head")
    assert (await asyncio.to_thread(site.asked, again["access_token"])).status_code == 200


def test_a_token_that_names_no_session_ends_with_any_of_its_person(
    site: Site, provider: RealProvider, browser: Browser, another: Browser
) -> None:
    other = another.sign_in("b1.head")["access_token"]
    provider.order("change", claims={"sid": None})
    tokens = browser.sign_in("b.head")
    assert site.asked(tokens["access_token"]).status_code == 200
    browser.leave(tokens["id_token"])
    assert site.asked(tokens["access_token"]).status_code == 401
    assert site.asked(other).status_code == 200, "the control: another person"


def test_a_logout_token_is_the_providers_for_our_client_once_and_only_that(
    site: Site, provider: RealProvider, browser: Browser, another: Browser
) -> None:
    tokens = browser.sign_in("b2.head")
    token = tokens["access_token"]
    for one in (token, tokens["id_token"], another.sign_in("b2.head")["id_token"]):
        assert logout(site, one) == 400
    true: str = provider.order("logoutToken", account="opaque-b2.head", sid=sid(token))["token"]
    header, payload, signature = true.split(".")
    for forged in (f"{header}.{payload}.", f"{header}.{payload}.{signature[:-8]}AAAAAAAA"):
        assert logout(site, forged) == 400
    assert site.asked(token).status_code == 200, "nothing has ended"
    assert logout(site, true) == 200, "the control: made out to our client, not to our audience"
    assert site.asked(token).status_code == 401
    assert logout(site, true) == 400, "once"
