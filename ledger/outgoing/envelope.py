"""Events as they leave the house: CloudEvents 1.0, thin.

An envelope says what happened to which record and nothing of the record: whoever hears it reads the
record under their own rights. It is the same, byte for byte, at every attempt.
"""

from datetime import datetime
from uuid import UUID

import orjson

from storage.ids import printed

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


def source_of(root: UUID) -> str:
    """Names where events come from: the root of the tree, wherever the server is."""
    return f"urn:levelwise:{printed('Tenant', root)}"


def enveloped(
    event: UUID, type_name: str, *, source: str, subject: str, version: int, at: datetime, base: str
) -> bytes:
    """Writes an event as it is sent.

    Given:    source, of :func:`source_of`; base, the server's own address, for the schema.
    """
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": str(event),
            "source": source,
            "type": type_name,
            "subject": subject,
            "time": at.isoformat(),
            "datacontenttype": "application/json",
            "dataschema": f"{base}/events/{type_name}.json",
            "data": {"id": subject, "kind": subject.partition("_")[0], "version": version},
        }
    )
