"""Bytes onto the wire: GraphQL answers, and the errors of the edge in GraphQL's shape.

Every refusal of the edge is JSON with a code and the request id, so that clients show its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from schema.errors import explained
from server.edge.negotiation import Language, Media, language_of
from tenants.refusals import Refusal

Header = tuple[bytes, bytes]

SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "MALFORMED_JSON": {
        "zh": "请求正文不是有效的 UTF-8 JSON。",
        "en": "The request body is not valid JSON in UTF-8.",
    },
    "MALFORMED_PARAMETER": {
        "zh": "地址中的 variables、extensions 须是有效的 UTF-8 JSON。",
        "en": "The variables and extensions of an address must be valid JSON in UTF-8.",
    },
    "MALFORMED_REQUEST": {
        "zh": "请求须是含 query、variables、operationName、extensions 的 JSON 对象，且类型正确。",
        "en": "The request must be a JSON object whose query, variables, operationName and "
        "extensions have the right types.",
    },
    "MISSING_QUERY": {"zh": "请求中没有 query。", "en": "The request has no query."},
    "BATCHING_NOT_SUPPORTED": {
        "zh": "不支持批量请求，请逐个发送。",
        "en": "Batches are not supported; send one request at a time.",
    },
    # Apollo Client and urql compare these three messages letter by letter.
    "PERSISTED_QUERY_NOT_FOUND": {"zh": "PersistedQueryNotFound", "en": "PersistedQueryNotFound"},
    "PERSISTED_QUERY_NOT_SUPPORTED": {
        "zh": "PersistedQueryNotSupported",
        "en": "PersistedQueryNotSupported",
    },
    "PERSISTED_QUERY_HASH_MISMATCH": {
        "zh": "provided sha does not match query",
        "en": "provided sha does not match query",
    },
    "UNSUPPORTED_MEDIA_TYPE": {
        "zh": "POST 的正文须是 application/json，编码 UTF-8。",
        "en": "A POST must carry application/json in UTF-8.",
    },
    "UNSUPPORTED_CONTENT_ENCODING": {
        "zh": "请求正文请不要压缩，不用 Content-Encoding。",
        "en": "Send the request body uncompressed, without Content-Encoding.",
    },
    "NOT_ACCEPTABLE": {
        "zh": "可用的回复类型是 application/graphql-response+json 或 application/json。",
        "en": "Answers are application/graphql-response+json or application/json.",
    },
    "METHOD_NOT_ALLOWED": {
        "zh": "请使用 POST，查询也可使用 GET。",
        "en": "Use POST, or GET for queries.",
    },
    "METHOD_NOT_TAKEN": {
        "zh": "本地址只接受 {methods}。",
        "en": "This address takes {methods} only.",
    },
    "CROSS_SITE_REQUEST": {
        "zh": "拒绝来自其他网站的浏览器请求；确有需要请加请求头 GraphQL-Require-Preflight: 1。",
        "en": "Requests that a browser makes for another site are refused; if this is yours, send "
        "the header GraphQL-Require-Preflight: 1.",
    },
    "DUPLICATE_HEADER": {
        "zh": "Authorization、Levelwise-Post、Content-Type、Host 各只能出现一次。",
        "en": "Authorization, Levelwise-Post, Content-Type and Host may be said once each.",
    },
    "BODY_TOO_LARGE": {"zh": "请求正文过大。", "en": "The request body is too large."},
    "UNAUTHENTICATED": {
        "zh": "令牌无效或已过期，请重新登录。",
        "en": "The token is not valid or has expired; sign in again.",
    },
    "AUTHENTICATION_UNAVAILABLE": {
        "zh": "暂时无法核验令牌，请稍后再试。",
        "en": "Tokens cannot be verified right now; try again shortly.",
    },
    "TOO_MANY_REQUESTS": {
        "zh": "您同时发出的请求过多，请稍后再试。",
        "en": "You have too many requests in flight; try again shortly.",
    },
    "TOO_MANY_SUBSCRIPTIONS": {
        "zh": "一个连接最多同时进行 10 项操作。",
        "en": "One socket may have 10 operations at a time.",
    },
    "SERVER_BUSY": {
        "zh": "服务器繁忙，请稍后再试。",
        "en": "The server is busy; try again shortly.",
    },
    "NOT_FOUND": {"zh": "没有这个地址。", "en": "There is nothing at this address."},
    "INTERNAL_SERVER_ERROR": {
        "zh": "服务器内部出错。请把请求编号告诉管理员。",
        "en": "Something went wrong inside the server. "
        "Please give the request id to an administrator.",
    },
}

# Every answer depends on who asks, so nothing between the server and the client may keep it.
PRIVATE: tuple[Header, ...] = (
    (b"cache-control", b"private, no-store"),
    (b"vary", b"Accept, Accept-Language, Authorization, Levelwise-Post, Origin"),
    (b"x-content-type-options", b"nosniff"),
)
START: Mapping[Media, tuple[Header, ...]] = {
    media: ((b"content-type", media.value), *PRIVATE) for media in Media
}


@dataclass(frozen=True)
class EdgeError:
    """A refusal of the edge, ready to be sent."""

    code: str
    status: int
    refusal: Refusal | None = None
    headers: tuple[Header, ...] = ()
    methods: str = ""
    """What an address takes that does not take what was sent, where that is not `/graphql`."""


def request_id_of(scope: Scope) -> str:
    """Gives the id that the middleware gave this request."""
    return str(scope.get("levelwise.request_id", ""))


def address_of(scope: Scope) -> object:
    """Gives the address from which a request comes."""
    client = scope.get("client")
    return client[0] if client else None


LISTED = frozenset({b"accept", b"accept-language"})
"""Headers that are lists: said in several lines they mean the same as in one (RFC 9110, 5.3)."""


def header_of(scope: Scope, name: bytes) -> bytes | None:
    """Gives the header of that lower-case name: of a list all lines, of any other the first."""
    said = scope.get("levelwise.headers")
    if said is None:
        said = scope["levelwise.headers"] = _headers(scope["headers"])
    found: bytes | None = said.get(name)
    return found


def _headers(lines: Iterable[Header]) -> Mapping[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in lines:
        if name not in found:
            found[name] = value
        elif name in LISTED:
            found[name] += b"," + value
    return found


def error_of(error: EdgeError, *, request_id: str, language: Language) -> dict[str, Any]:
    """Prints one error of the edge in GraphQL's shape."""
    if error.refusal is not None:
        said = explained(error.refusal, request_id=request_id)
        return {"message": error.refusal.message(language), "extensions": said}
    extensions = {"code": error.code, "requestId": request_id}
    sentence = SENTENCES["METHOD_NOT_TAKEN" if error.methods else error.code][language]
    return {"message": sentence.format(methods=error.methods), "extensions": extensions}


async def send_bytes(send: Send, body: bytes, *, status: int, headers: Iterable[Header]) -> None:
    """Sends one whole response."""
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


async def send_error(
    scope: Scope, send: Send, error: EdgeError, media: Media | None = None
) -> None:
    """Sends a refusal of the edge as GraphQL-shaped JSON in the client's language."""
    language = language_of(header_of(scope, b"accept-language")) or "zh"
    shown = error_of(error, request_id=request_id_of(scope), language=language)
    body = orjson.dumps({"errors": [shown]})
    form = Media.RESPONSE if media is Media.RESPONSE else Media.JSON
    headers = (*START[form], *error.headers)
    await send_bytes(send, body, status=error.status, headers=headers)


@dataclass(frozen=True)
class Fixed:
    """An ASGI application that always says the same."""

    body: bytes
    headers: tuple[Header, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the body."""
        del receive
        body = b"" if scope["method"] == "HEAD" else self.body
        await send_bytes(send, body, status=200, headers=self.headers)
