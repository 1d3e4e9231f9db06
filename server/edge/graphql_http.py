"""GraphQL over HTTP: one address, POST for everything and GET for queries.

The hot path is a dictionary look-up of the viewer, one parse of the body and one call of the
answering; bytes that come back from PostgreSQL go to the socket as they are.
"""

import logging
from dataclasses import dataclass, field
from functools import partial

import orjson
from starlette.types import Receive, Scope, Send

from schema.answering import Answer, Answering, Request
from schema.errors import MUTATION_NOT_ALLOWED
from server.edge.admission import Admission, open_lines
from server.edge.foreseen import ALLOW, edge_error
from server.edge.middleware import BodyTooLarge
from server.edge.negotiation import Media, language_of, media_of
from server.edge.origins import Origins
from server.edge.persisted import PersistedDocuments
from server.edge.questions import Question, Unreadable, from_body, from_parameters
from server.edge.replies import (
    START,
    EdgeError,
    address_of,
    header_of,
    request_id_of,
    send_bytes,
    send_error,
)
from server.edge.streams import stream
from server.pages.graphiql import graphiql_page
from server.sign_in.authentication import Admitted, Doorkeeper

LOGGER = logging.getLogger("levelwise.edge")


@dataclass(frozen=True)
class GraphQLOverHTTP:
    """The ASGI application behind `/graphql`."""

    answering: Answering
    doorkeeper: Doorkeeper
    origins: Origins
    persisted: PersistedDocuments = field(default_factory=PersistedDocuments)
    admission: Admission = field(default_factory=Admission)
    lines: Admission = field(default_factory=open_lines)
    graphiql: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one HTTP request, whatever it is."""
        media = media_of(header_of(scope, b"accept"), page=scope["method"] != "POST")
        try:
            await self._respond(scope, receive, send, media)
        except BodyTooLarge:
            raise
        except Exception as error:
            refused = edge_error(error)
            if refused is None:
                LOGGER.exception("bug in request %s", request_id_of(scope))
                refused = EdgeError("INTERNAL_SERVER_ERROR", 500)
            await send_error(scope, send, refused, media)

    async def _respond(
        self, scope: Scope, receive: Receive, send: Send, media: Media | None
    ) -> None:
        method = scope["method"]
        if method == "POST":
            if media is None:
                raise Unreadable("NOT_ACCEPTABLE", status=406)
            _require_json(header_of(scope, b"content-type"))
            _require_plain(header_of(scope, b"content-encoding"))
            question = from_body(await read_body(receive))
        elif method in {"GET", "HEAD"}:
            if media is Media.PAGE and self.graphiql:
                await graphiql_page(scope, receive, send)
                return
            if media is Media.PAGE:
                media = Media.JSON
            if media is None:
                raise Unreadable("NOT_ACCEPTABLE", status=406)
            if self.origins.refuse_cross_site(scope):
                raise Unreadable("CROSS_SITE_REQUEST", status=403)
            question = from_parameters(scope["query_string"])
        else:
            await send_error(scope, send, EdgeError("METHOD_NOT_ALLOWED", 405, headers=ALLOW))
            return
        await self._answer(scope, receive, send, question=question, media=media)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, *, question: Question, media: Media
    ) -> None:
        admitted = await self.doorkeeper.admit(
            header_of(scope, b"authorization"), header_of(scope, b"levelwise-post")
        )
        document, key = self.persisted.find(question)
        if document is None:
            raise Unreadable("MISSING_QUERY")
        request = self._request(scope, admitted, document=document, question=question)
        keep = partial(self.persisted.keep, key, document)
        who = admitted.key[0] or address_of(scope)
        if media is Media.STREAM:
            with self.lines.enter(who):
                await stream(
                    self.answering,
                    request,
                    receive,
                    send,
                    admit=partial(self.admission.enter, who),
                    keep=keep,
                    expires_at=admitted.expires_at,
                    ended=partial(self.doorkeeper.until_ended, admitted),
                )
            return
        with self.admission.enter(who):
            answer = await self.answering.answer(request)
        if answer.kind != "request_error":
            keep()
        await _send_answer(scope, send, answer, media)

    def _request(
        self, scope: Scope, admitted: Admitted, *, document: str, question: Question
    ) -> Request:
        spoken = language_of(header_of(scope, b"accept-language"))
        return Request(
            query=document,
            operation_name=question.operation_name,
            variables=question.variables,
            viewer=admitted.viewer,
            language=spoken or admitted.viewer.language,
            own_language=spoken is None,
            allow_mutation=scope["method"] == "POST",
            request_id=scope["levelwise.request_id"],
            address=str(address_of(scope)),
            renew=partial(self.doorkeeper.renewed, admitted),
        )


async def _send_answer(scope: Scope, send: Send, answer: Answer, media: Media) -> None:
    status = 200
    headers = START[media]
    if answer.kind == "request_error":
        if scope["method"] != "POST" and _is_mutation_refused(answer.body):
            status, headers = 405, (*headers, (b"allow", b"POST"))
        elif media is Media.RESPONSE:
            status = 400
    await send_bytes(send, answer.body, status=status, headers=headers)


def _is_mutation_refused(body: bytes) -> bool:
    errors = orjson.loads(body)["errors"]
    return any(error["extensions"].get("code") == MUTATION_NOT_ALLOWED for error in errors)


def _require_json(content_type: bytes | None) -> None:
    """Refuses what a foreign page can post without asking: forms and plain text."""
    kind, *parameters = (content_type or b"").lower().split(b";")
    charsets = [p.strip() for p in parameters if p.strip().startswith(b"charset=")]
    known = all(c in {b"charset=utf-8", b'charset="utf-8"', b"charset=utf8"} for c in charsets)
    if kind.strip() != b"application/json" or not known:
        raise Unreadable("UNSUPPORTED_MEDIA_TYPE", status=415)


def _require_plain(content_encoding: bytes | None) -> None:
    """Refuses a compressed body: it is bounded as it is sent, and would be read without end."""
    if (content_encoding or b"identity").strip().lower() != b"identity":
        raise Unreadable("UNSUPPORTED_CONTENT_ENCODING", status=415)


async def read_body(receive: Receive) -> bytes:
    """Reads a whole body, whose size the middleware bounds."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body
    parts = [body]
    while message.get("more_body", False):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)
