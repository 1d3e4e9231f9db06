"""The catalogue of events for machines: `/events` and the JSON Schema of each type."""

from collections.abc import Sequence

import orjson
from starlette.routing import BaseRoute, Route

from ledger.outgoing.types import PING, event_types, schema_of
from server.edge.replies import Fixed

_HEADERS = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-cache"),
    (b"x-content-type-options", b"nosniff"),
)
_SCHEMA = ((b"content-type", b"application/schema+json"), *_HEADERS[1:])


def routes() -> Sequence[BaseRoute]:
    """Gives the routes of the catalogue."""
    types = event_types()
    listed = [
        {
            "type": one.name,
            "kind": one.kind,
            "version": one.version,
            "zh": one.zh,
            "en": one.en,
            "schema": f"/events/{one.name}.json",
        }
        for one in types.values()
    ]
    schemas = {name: schema_of(one) for name, one in types.items()} | {PING: schema_of(None)}
    return (
        Route("/events", Fixed(orjson.dumps({"types": listed}), _HEADERS), methods=["GET"]),
        *(
            Route(f"/events/{name}.json", Fixed(orjson.dumps(schema), _SCHEMA), methods=["GET"])
            for name, schema in schemas.items()
        ),
    )
