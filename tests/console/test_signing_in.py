"""Signing in at the provider: code with PKCE, nothing left behind, and only at this provider."""

import re
import secrets
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import httpx2 as httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests import world
from tests.browsing import Watched
from tests.console.conftest import Site, enter
from tests.console.provider import AUDIENCE, CLIENT, OpenID
from tests.patience import PATIENCE

PAGE = {"accept": "text/html"}


@pytest.fixture
def openid(site: Site) -> Iterator[OpenID]:
    """The provider, which then forgets what a test wanted of it."""
    one = site.openid
    one.began.clear()
    one.exchanged.clear()
    yield one
    one.subject, one.lifetime_seconds, one.audience, one.refuse = "nobody", 300, AUDIENCE, None


def begin(page: Page, site: Site, *, path: str = "") -> None:
    page.goto(site.console + path)
    page.get_by_role("button", name="用统一身份登录").click()


def kept(page: Page) -> str:
    """All that the browser keeps beyond the page."""
    return page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )


def test_an_administrator_signs_in_with_a_code_and_pkce(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    page = watched.page
    openid.subject = "a.level_administrator"
    begin(page, site, path="#/rules")
    # Who meant to go to a page arrives there.
    expect(page.get_by_role("heading", level=2, name="规则手册")).to_be_visible()
    (began,) = openid.began
    assert began["response_type"] == "code"
    assert began["client_id"] == CLIENT
    assert began["code_challenge_method"] == "S256"
    assert began["redirect_uri"] == site.console
    assert len(began["state"]) >= 43
    assert began["scope"] == "openid"
    (exchanged,) = openid.exchanged
    assert len(exchanged["code_verifier"]) >= 43
    assert "client_secret" not in exchanged
    assert urlsplit(page.url).query == ""
    assert "eyJ" not in kept(page)
    assert exchanged["code"] not in kept(page)
    expect(page.get_by_label("当前职务")).to_have_value(re.compile("^Post_"))


def test_whoever_leaves_is_signed_out_here_and_there(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    page = watched.page
    openid.subject = "a.level_administrator"
    begin(page, site)
    page.get_by_role("tree").wait_for()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="用统一身份登录")).to_be_visible()
    assert openid.left == 1


def test_a_token_is_renewed_before_anybody_notices(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    page = watched.page
    openid.subject, openid.lifetime_seconds = "a.level_administrator", 31
    with page.expect_request(lambda one: "refresh_token=" in (one.post_data or "")):
        begin(page, site)
    openid.lifetime_seconds = 300
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="角色").click()
    expect(page.get_by_role("heading", level=2, name="角色")).to_be_visible()
    assert {one["grant_type"] for one in openid.exchanged} == {
        "authorization_code",
        "refresh_token",
    }


def test_an_answer_that_was_not_asked_for_is_refused(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    page = watched.page
    page.goto(f"{site.console}?code=stolen&state=guessed")
    expect(page.get_by_role("alert")).to_contain_text("不是从本页面发起")
    assert openid.exchanged == []
    assert urlsplit(page.url).query == ""


def test_an_answer_in_the_name_of_another_provider_is_refused(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    page = watched.page
    page.goto(site.console)
    page.evaluate(
        "sessionStorage.setItem('levelwise.signing-in', JSON.stringify({state: 's', nonce: 'n', verifier: 'v'}))"
    )
    page.goto(f"{site.console}?code=c&state=s&iss=https://evil.example")
    expect(page.get_by_role("alert")).to_contain_text("另一个身份提供方")
    assert openid.exchanged == []


def test_what_the_provider_refuses_is_said(watched: Watched, site: Site, openid: OpenID) -> None:
    openid.refuse = "access_denied"
    begin(watched.page, site)
    expect(watched.page.get_by_role("alert")).to_contain_text("access_denied")


def test_a_token_made_out_to_somebody_else_is_not_used(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    openid.audience = "another system"
    begin(watched.page, site)
    expect(watched.page.get_by_role("alert")).to_contain_text(AUDIENCE)
    assert [one for one in watched.asked if "Me" in one["query"]] == []


def test_an_invitation_makes_somebody_of_whoever_signs_in(
    watched: Watched, site: Site, openid: OpenID
) -> None:
    code = invited(site, "a1.head")
    page = watched.page
    openid.subject = "somebody new"
    begin(page, site)
    expect(page.get_by_role("heading", level=1, name="使用邀请码")).to_be_focused()
    field = page.get_by_label("邀请码")
    field.fill("wrong")
    page.get_by_role("button", name="接受邀请").click()
    expect(page.get_by_role("alert").last).to_contain_text("没有使用此邀请码")
    watched.faults.clear()
    field.fill(code)
    page.get_by_role("button", name="接受邀请").click()
    # The server forgets within five seconds that this was nobody.
    expect(page.get_by_role("heading", level=2, name="甲一镇")).to_be_visible()


def invited(site: Site, person: str) -> str:
    """Invites a person who is here already to sign in."""
    key, code = world.key_of("person", person), secrets.token_urlsafe(16)
    with psycopg.connect(site.database.superuser_dsn) as connection:
        connection.execute("delete from app.identity where person_id = %s", [key])
        connection.execute(
            "insert into ctx.invitation (code_sha256, root, person_id, expires_at)"
            " select %s, root, id, now() + interval '7 days' from app.person where id = %s",
            [sha256(code.encode()).digest(), key],
        )
    return code


# ------------------------------------------------------------------------- what the server sends
def test_the_page_may_ask_this_server_and_the_provider_and_nobody_else(site: Site) -> None:
    response = httpx.get(site.console, headers=PAGE, timeout=PATIENCE)
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in response.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["connect-src"] == f"'self' {site.openid.issuer}"
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "'none'"
    assert response.headers["cache-control"] == "private, no-store"
    assert "<script>" not in response.text


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"x-forwarded-for": "1.2.3.4"}])
def test_tokens_of_the_cast_stay_on_this_machine(site: Site, headers: dict[str, str]) -> None:
    assert "eyJ" in httpx.get(site.console, headers=PAGE, timeout=PATIENCE).text
    assert "eyJ" not in httpx.get(site.console, headers=PAGE | headers, timeout=PATIENCE).text


def test_the_cast_signs_in_again_after_a_reload_and_not_after_leaving(
    watched: Watched, site: Site
) -> None:
    page = watched.page
    enter(page, site, who="city-administrator")
    page.reload()
    expect(page.get_by_role("heading", level=2, name="测试市")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="以此身份进入")).to_be_visible()
    assert "city-administrator" not in kept(page)
