"""Systems that are told what happens in the scene, and what they were sent."""

from datetime import UTC, datetime
from typing import Any

from tests.golden.ladder import FOUND
from tests.world import key_of


def lay(scene: Any) -> None:
    """Lays it into a scene whose problems are there."""
    for name, post, state in (("oa", "a.task_force", "ACTIVE"), ("wall", "city.head", "PAUSED")):
        row = {
            "post_id": key_of("post", post), "name": name, "url": f"https://{name}.test/hook",
            "types": ["levelwise.problem.closed.v1"], "secret": b"sealed", "state": state,
            "created_by": key_of("person", "city.security_administrator"), "created_at": FOUND,
            "both_until": FOUND.replace(month=5) if name == "oa" else None,
        }  # fmt: skip  # reads as a table
        scene.put("subscriber", post.partition(".")[0], name, row)
    for number, state in enumerate(("DELIVERED", "DEAD"), start=1):
        at = datetime(2026, 4, number, 1, 0, tzinfo=UTC)
        row = {
            "subscriber_id": key_of("subscriber", "oa"), "event_id": key_of("event", state),
            "xid": number, "type": "levelwise.problem.closed.v1", "noun": "problem",
            "record_id": key_of("problem", "well"), "record_version": number, "recorded_at": at,
            "state": state, "attempts": number, "next_at": at, "last_chance": at, "tried_at": at,
            "code": "204" if number == 1 else "500",
        }  # fmt: skip  # reads as a table
        scene.put("event_delivery", "a", state, row)
