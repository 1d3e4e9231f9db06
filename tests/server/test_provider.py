"""What an OpenID provider says about itself is believed only as far as people may be sent there."""

from typing import Any

import pytest

from server.sign_in.signing_in import NotAProvider, Provider, endpoints_in, origin_of

ISSUER = "https://id.example.org/realms/city"
SAID = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": "https://tokens.example.org/token",
    "end_session_endpoint": f"{ISSUER}/leave",
    "code_challenge_methods_supported": ["plain", "S256"],
}


class Described:
    """A provider's description behind an address, which may be away."""

    def __init__(self) -> None:
        self.now, self.asked, self.away, self.said = 0.0, [], False, dict(SAID)

    def fetch(self, url: str) -> Any:
        self.asked.append(url)
        if self.away:
            raise ConnectionError
        return self.said

    def provider(self) -> Provider:
        return Provider(ISSUER, "console", "levelwise", "openid", self.fetch, lambda: self.now)


async def test_the_page_learns_where_people_sign_in() -> None:
    described = Described()
    found = await described.provider().described()
    assert described.asked == [f"{ISSUER}/.well-known/openid-configuration"]
    assert found is not None
    assert found["authorize"] == SAID["authorization_endpoint"]
    assert origin_of(found["token"]) == "https://tokens.example.org"
    assert (found["client"], found["audience"], found["scope"]) == (
        "console",
        "levelwise",
        "openid",
    )


async def test_a_description_is_kept_a_while_and_outlives_a_provider_that_is_away() -> None:
    described = Described()
    provider = described.provider()
    first = await provider.described()
    described.now = 299
    assert await provider.described() == first
    assert len(described.asked) == 1
    described.now, described.away = 301, True
    assert await provider.described() == first
    assert len(described.asked) == 2


async def test_a_provider_that_was_never_reached_is_asked_again_but_not_at_every_page() -> None:
    described = Described()
    described.away = True
    provider = described.provider()
    assert await provider.described() is None
    assert await provider.described() is None
    assert len(described.asked) == 1
    described.now, described.away = 11, False
    assert await provider.described() is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://evil.example.org"},
        {"issuer": f"{ISSUER}/"},
        {"token_endpoint": "http://id.example.org/token"},
        {"token_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "https://id.example.org; script-src *"},
        {"authorization_endpoint": "https://"},
        {"authorization_endpoint": None},
        {"token_endpoint": 7},
        {"end_session_endpoint": "http://id.example.org/leave"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_description_that_cannot_be_meant_is_not_believed(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotAProvider):
        endpoints_in(SAID | wrong, ISSUER)


@pytest.mark.parametrize("document", [None, [], "text", {}])
def test_what_is_no_description_is_not_believed(document: Any) -> None:
    with pytest.raises(NotAProvider):
        endpoints_in(document, ISSUER)


def test_a_provider_on_this_machine_may_speak_plainly() -> None:
    here = dict.fromkeys(("authorization_endpoint", "token_endpoint"), "http://127.0.0.1:9/x")
    assert endpoints_in({"issuer": "http://127.0.0.1:9", **here}, "http://127.0.0.1:9") == {
        "authorize": "http://127.0.0.1:9/x",
        "token": "http://127.0.0.1:9/x",
    }
