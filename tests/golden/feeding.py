"""A feed of county a in the scene: what it brought on one day, done and waiting."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

BROUGHT = datetime(2026, 4, 8, 1, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays it into a scene whose people and posts are there."""
    row = {
        "name": "人事系统", "kinds": ["PEOPLE", "POSTS"], "budget": 10, "state": "ACTIVE",
        "created_by": key_of("person", "a.head"), "created_at": BROUGHT.replace(day=1),
        "last_call_at": BROUGHT, "last_error_at": BROUGHT.replace(day=2), "last_error": "400 value",
    }  # fmt: skip  # reads as a table
    scene.put("feed", "a", "staff", row)
    of = {"feed_id": key_of("feed", "staff")}
    plan = {
        "planned_on": date(2026, 4, 8), "people": 1, "hash": "1" * 64, "changed_at": BROUGHT,
        "undo_token": key_of("undo", "staff"),
    }  # fmt: skip  # reads as a table
    scene.put("feed_plan", "a", "day", plan | of)
    line = of | {
        "plan_id": key_of("feed_plan", "day"), "kind": "MOVE", "subject": "PERSON",
        "confidence": 100, "person_id": key_of("person", "a.handler"), "label": "a.handler",
        "from_post_id": key_of("post", "a.handler"), "to_post_id": key_of("post", "a.head"),
        "from_text": "承办人", "to_text": "主要负责人", "gains": ["head"], "loses": ["handler"],
        "change": "{}", "made_at": BROUGHT,
    }  # fmt: skip  # reads as a table
    scene.put("feed_line", "a", "waits", line | {"state": "WAITING", "reason": "RIGHTS"})
    done = {"kind": "RENAME", "state": "APPLIED", "decided_at": BROUGHT, "gains": [], "loses": []}
    scene.put("feed_line", "a", "done", line | done)
