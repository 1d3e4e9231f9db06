"""The floor: the same SQL by psycopg's pool under the same uvicorn, without GraphQL and without RLS.

``python -m bench.bare FILE``: the file says where to listen and what each viewer's reading is. It
connects as one who bypasses row-level security, checks no token and signs no context.
"""

import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from psycopg import AsyncRawCursor
from psycopg_pool import AsyncConnectionPool

OPTIONS = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c max_parallel_workers_per_gather=0"
    " -c default_transaction_read_only=on"
)
JSON = (b"content-type", b"application/json")
Readings = Mapping[tuple[str, bytes], tuple[bytes, list[Any]]]


class Bare:
    """A bare ASGI application: path and viewer name a statement with its values."""

    def __init__(self, pool: AsyncConnectionPool[Any], readings: Readings) -> None:
        self._pool = pool
        self._readings = readings

    async def __call__(
        self,
        scope: Mapping[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Answers one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        await receive()
        viewer = next(value for name, value in scope["headers"] if name == b"x-viewer")
        sql, values = self._readings[scope["path"], viewer]
        async with self._pool.connection() as connection:
            cursor = await AsyncRawCursor(connection).execute(sql, values, prepare=True)
            row = await cursor.fetchone()
        body = row[0].encode() if row else b"null"
        length = (b"content-length", b"%d" % len(body))
        await send({"type": "http.response.start", "status": 200, "headers": [JSON, length]})
        await send({"type": "http.response.body", "body": body})

    async def _live(
        self, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        await receive()
        await self._pool.open(wait=True)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})


def main(file: Path) -> None:
    """Serves what the file says."""
    given = orjson.loads(file.read_bytes())
    pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
        given["dsn"],
        min_size=given["pool"],
        max_size=given["pool"],
        open=False,
        kwargs={"autocommit": True, "options": OPTIONS},
    )
    readings = {
        (f"/{one['name']}", one["viewer"].encode()): (one["sql"].encode(), one["values"])
        for one in given["readings"]
    }
    uvicorn.run(
        Bare(pool, readings),
        host="127.0.0.1",
        port=given["port"],
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
