"""HTTP as uvicorn speaks it, except that an answer leaves in one write.

uvicorn writes the head and the body of a response apart. That is two passes through the network
stack and two wake-ups of who reads, a tenth of what a small answer costs here.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_AT_ONCE = 32 * 1024
"""Bytes that are not worth holding back: parts of files, large answers."""


class OneSegment(HttpToolsProtocol):
    """uvicorn's protocol over a transport that joins what is written in one turn of the loop."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to serve a connection."""
        super().connection_made(cast(asyncio.Transport, _Joining(transport, self.loop)))

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection over to the sockets, which write as they like."""
        joining = cast(_Joining, self.transport)
        joining.flush()
        self.transport = joining.transport
        super().handle_websocket_upgrade()


class _Joining:
    """A transport whose writes of one turn of the loop leave as one."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Holds the data until this turn of the loop ends, unless it is large."""
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)
        if len(data) > _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Writes what is held."""
        if self._held:
            held, self._held = self._held, []
            self.transport.write(b"".join(held))

    def close(self) -> None:
        """Closes after what was written has left."""
        self.flush()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)
