"""GET /console: the page on which an administrator of a level works, from our own files.

It asks the public GraphQL API and nothing else. The page brings along how to sign in; in the demo,
on this machine, that is the cast.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from server.edge.negotiation import Language
from server.pages.cast import Cast
from server.pages.sending import filled, page_language, send_page, template
from server.sign_in.signing_in import Provider, origin_of

PAGE = template("console.html")
TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "tag": "zh-CN",
        "title": "管理台 · Levelwise 层层抓落实",
        "without_script": "管理台需要浏览器启用 JavaScript；不启用时可用规则手册页面和 GraphQL 接口。",
    },
    "en": {
        "tag": "en",
        "title": "Console · Levelwise",
        "without_script": "The console needs JavaScript; the rule book page and the GraphQL API "
        "do not.",
    },
}
# No markup is ever made from text: the browser itself refuses it (trusted types, none allowed).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'{places}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# A member of the cast as far as the page shows it.
SHOWN = ("key", "name", "actor_type", "roles", "tenant_name", "tenant_kind", "token")


@dataclass(frozen=True)
class ConsolePage:
    """The page; with a provider people sign in there, with a cast a visitor chooses one of it."""

    provider: Provider | None = None
    cast: Cast | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the page in the reader's language."""
        del receive
        language = page_language(scope)
        described = await self.provider.described() if self.provider else None
        people = self.cast.shown(scope) if self.cast else []
        told = {
            "provider": described,
            "configured": self.provider is not None,
            "cast": [{name: person.get(name) for name in SHOWN} for person in people],
        }
        html = filled(PAGE, TEXTS[language], settings=_data(told))
        places = (described["token"],) if described else ()
        await send_page(scope, send, html, policy=_policy(places))


def _policy(addresses: Iterable[str]) -> bytes:
    """The page may ask this server, and the provider for tokens."""
    places = "".join(f" {origin_of(address)}" for address in addresses)
    return POLICY.format(places=places).encode()


def _data(told: Any) -> str:
    """Prints JSON that cannot end the element it stands in."""
    return orjson.dumps(told).decode().replace("<", "\\u003c").replace("&", "\\u0026")
