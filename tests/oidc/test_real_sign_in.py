"""Signing in at a real OpenID provider: by discovery, code and PKCE; what its claims mean; step-up."""

import secrets
import uuid

import jwt
import pytest

from tests import world
from tests.oidc.conftest import Site
from tests.oidc.real_provider import AUDIENCE, Browser

WHO = "city.security_administrator"
CREATE = (
    "mutation ($i: CreateSubscriberInput!) { createSubscriber(input: $i) { __typename"
    " ... on Refusal { code details { name value } } } }"
)


def post(name: str) -> str:
    return f"Post_{world.key_of('post', name)}"


def test_a_code_with_pkce_becomes_somebody_in_a_post(site: Site, browser: Browser) -> None:
    tokens = browser.sign_in(WHO)
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert (claims["iss"], claims["aud"]) == (browser.provider.issuer, AUDIENCE)
    assert claims["sub"] != WHO, "the person is named by the claim that the file says"
    told = site.asked(tokens["access_token"]).json()["data"]["viewer"]
    assert told == {"post": {"id": post(WHO)}, "noticeCode": None}
    assert site.asked(tokens["id_token"]).status_code == 401, "made out to the client, not to us"


def test_the_page_is_told_the_addresses_that_discovery_gave(site: Site, browser: Browser) -> None:
    described = browser.provider.described()
    page = site.client.get("/console", headers={"accept": "text/html"}).text
    for name in ("authorization_endpoint", "token_endpoint", "end_session_endpoint"):
        assert described[name] in page, name
    assert "levelwise-console" in page


def test_a_code_is_worth_nothing_without_its_verifier(site: Site, browser: Browser) -> None:
    browser.provider.order("who", account="opaque", claims={"employee": WHO})
    verifier = secrets.token_urlsafe(48)
    assert browser.exchange(browser.code(verifier), secrets.token_urlsafe(48)).status_code == 400
    taken = browser.code(verifier)
    given = browser.exchange(taken, verifier)
    assert given.status_code == 200, "the control"
    assert site.asked(given.json()["access_token"]).status_code == 200
    assert browser.exchange(taken, verifier).status_code == 400, "once"


def test_a_claim_chooses_among_ones_posts_and_gives_none(site: Site, browser: Browser) -> None:
    claims = {"employee": "a.task_force", "position": "甲县专班"}
    chosen = browser.sign_in("a.task_force", claims=claims)["access_token"]
    assert site.asked(chosen).json()["data"]["viewer"]["post"]["id"] == post("a.task_force")
    other = browser.sign_in(WHO, claims=claims | {"employee": WHO})["access_token"]
    refused = site.asked(other)
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["extensions"]["code"] == "viewer.post_not_held"
    unnamed = browser.sign_in(WHO, claims={"position": "甲县专班"})["access_token"]
    assert site.asked(unnamed).status_code == 401, "no claim, nobody"
    stranger = browser.sign_in(WHO, claims={"employee": "nobody.here"})["access_token"]
    notice = site.asked(stranger).json()["data"]["viewer"]["noticeCode"]
    assert notice == "viewer.unknown_subject"


def subscribing(site: Site, token: str) -> dict[str, object]:
    given = {
        "key": uuid.uuid4().hex,
        "post": post("a.task_force"),
        "name": "人事系统",
        "url": "https://receiver.example.cn/hook",
        "types": ["levelwise.problem.reported.v1"],
    }
    body = {"query": CREATE, "variables": {"i": given}}
    headers = {"authorization": f"Bearer {token}"}
    answer = site.client.post("/graphql", json=body, headers=headers)
    told: dict[str, object] = answer.json()["data"]["createSubscriber"]
    return told


def test_a_marked_act_sends_somebody_to_sign_in_more_surely_and_then_is_done(
    site: Site, browser: Browser
) -> None:
    weak = browser.sign_in(WHO)["access_token"]
    refused = subscribing(site, weak)
    assert refused["code"] == "viewer.step_up", refused
    details = {one["name"]: one["value"] for one in refused["details"]}
    assert details == {"max_age": "3600", "level": "2", "acr_values": "urn:two"}
    # What the refusal says is what the provider is asked for, word by word.
    asked = {"max_age": details["max_age"], "acr_values": details["acr_values"], "prompt": "login"}
    sure = browser.sign_in(WHO, **asked)["access_token"]
    assert subscribing(site, sure)["__typename"] == "CreateSubscriberSuccess"
    assert subscribing(site, weak)["code"] == "viewer.step_up", "the weak token has not grown"


@pytest.mark.parametrize(
    "claims",
    [
        {"auth_time": None},
        {"auth_time": 1},
        {"acr": None},
        {"acr": "urn:unheard"},
        {"acr": ["urn:two"]},
    ],
    ids=str,
)
def test_a_marked_act_wants_to_hear_how_and_when(site: Site, browser: Browser, claims) -> None:
    browser.provider.order("change", claims=claims)
    token = browser.sign_in(WHO, acr="urn:two")["access_token"]
    assert site.asked(token).status_code == 200, "good enough for all else"
    assert subscribing(site, token)["code"] == "viewer.step_up"
    browser.provider.order("change")
    control = browser.sign_in(WHO, acr="urn:two")["access_token"]
    assert subscribing(site, control)["__typename"] == "CreateSubscriberSuccess"
