"""Whether this process is alive, and whether it can do its work."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import orjson
from starlette.types import Receive, Scope, Send

from server.edge.replies import send_bytes

LOGGER = logging.getLogger("levelwise.health")
HEADERS = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
)
# What GET /healthz says whenever the process runs its loop.
ALIVE = b'{"status":"alive"}'
CHECK_SECONDS = 3.0
# A check gives a short text about what it found, or raises.
Check = Callable[[], Awaitable[str]]


@dataclass(frozen=True)
class Readiness:
    """The application behind GET /readyz: 200 when every check passes, 503 with the names else."""

    checks: Mapping[str, Check]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs all checks side by side; what is wrong stays in the log, its name is shown."""
        del scope, receive
        results = await asyncio.gather(*map(self._run, self.checks))
        shown = dict(results)
        ready = all(found["ready"] for found in shown.values())
        body = orjson.dumps({"status": "ready" if ready else "not ready", "checks": shown})
        await send_bytes(send, body, status=200 if ready else 503, headers=HEADERS)

    async def _run(self, name: str) -> tuple[str, dict[str, object]]:
        try:
            found = await asyncio.wait_for(self.checks[name](), CHECK_SECONDS)
        except Exception:
            LOGGER.warning("not ready: %s", name, exc_info=True)
            return name, {"ready": False}
        return name, {"ready": True, "found": found}
