"""Sends HTML with the headers that keep a page to its own server."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from starlette.types import Scope, Send

from server.edge.negotiation import Language, language_of
from server.edge.replies import header_of, send_bytes

FOLDER = Path(__file__).parent

# GraphiQL's editor writes style attributes; scripts come from our files alone.
POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"vary", b"Accept, Accept-Language"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


def template(name: str) -> Template:
    """Reads a page of this folder; its `$$names` are filled in when it is sent."""
    return Template((FOLDER / name).read_text(encoding="utf-8"))


def filled(page: Template, texts: Mapping[str, str], **html: str) -> str:
    """Fills a page: texts are escaped, keyword arguments are HTML already."""
    return page.substitute({name: escape(text) for name, text in texts.items()}, **html)


def page_language(scope: Scope) -> Language:
    """Chooses the language of a page: `?lang=`, then the browser's, then Chinese."""
    query = scope["query_string"]
    if b"lang=en" in query:
        return "en"
    if b"lang=zh" in query:
        return "zh"
    return language_of(header_of(scope, b"accept-language")) or "zh"


async def send_page(
    scope: Scope, send: Send, html: str, *, status: int = 200, policy: bytes = POLICY
) -> None:
    """Sends one page; `policy` says what it may load and whom it may ask."""
    body = b"" if scope["method"] == "HEAD" else html.encode()
    headers = ((b"content-security-policy", policy), *HEADERS)
    await send_bytes(send, body, status=status, headers=headers)
