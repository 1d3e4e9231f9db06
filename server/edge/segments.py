"""HTTP as uvicorn speaks it, except that an answer leaves in one write.

uvicorn writes the head and the body of a response apart. That is two passes through the network
stack and two wake-ups of who reads, a tenth of what a small answer costs here.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class OneSegment(HttpToolsProtocol):
    """uvicorn's protocol over a transport that lets a head wait for its body."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to serve a connection."""
        super().connection_made(cast(asyncio.Transport, _Joining(transport)))

    def on_response_complete(self) -> None:
        """Ends an answer; one to HEAD has a length and no body to wait for."""
        cast(_Joining, self.transport).flush()
        super().on_response_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection over to the sockets, which write as they like."""
        joining = cast(_Joining, self.transport)
        joining.flush()
        self.transport = joining.transport
        super().handle_websocket_upgrade()


class _Joining:
    """A transport that holds back a head which announces its body, until the body comes.

    What has no length leaves at once: the head of an event stream may wait long for its first event.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Writes, behind the head if one waits."""
        if self._head:
            head, self._head = self._head, b""
            self.transport.write(head + data)
        elif data.startswith(b"HTTP/") and b"\r\ncontent-length: " in data:
            self._head = data
        else:
            self.transport.write(data)

    def flush(self) -> None:
        """Writes the head that waits, if there is one."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Closes after what was written has left."""
        self.flush()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)
