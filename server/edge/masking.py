"""What goes wrong at any address and was said by nobody: told in one form, and bugs are masked.

GraphQL, files and sockets answer for themselves, in the form that their clients read.
"""

import logging

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.edge.foreseen import edge_error
from server.edge.middleware import BodyTooLarge
from server.edge.replies import EdgeError, request_id_of, send_error

LOGGER = logging.getLogger("levelwise.edge")


class Masked:
    """Answers as JSON, with a code and the request's id, where an address failed to answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs one request; what has begun to be sent cannot be taken back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            return
        except BodyTooLarge:
            raise
        except Exception as error:
            if begun:
                raise
            foreseen = edge_error(error)
            if foreseen is None:
                LOGGER.exception("bug in request %s", request_id_of(scope))
                foreseen = EdgeError("INTERNAL_SERVER_ERROR", 500)
            await send_error(scope, send, foreseen)
