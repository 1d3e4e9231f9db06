"""Emergency windows in the scene: one that was reviewed, one that waits for it, one for a second person."""

from datetime import timedelta
from typing import Any

from tests.golden.ladder import FOUND
from tests.world import key_of


def lay(scene: Any) -> None:
    """Lays them into a scene whose people are there; none of them is open."""
    opened = {
        "minutes": 30, "reason": "山洪致多村失联", "document_no": "甲办〔2026〕12号",
        "covers": scene.world.tenants["a1"], "opened_by": key_of("person", "a.head"),
        "post_id": key_of("post", "a.head"), "asked_at": FOUND, "opened_at": FOUND,
        "ends_at": FOUND + timedelta(minutes=30),
    }  # fmt: skip  # reads as a table
    reviewed = {
        "state": "REVIEWED", "reviewed_by": key_of("person", "city.head"),
        "reviewed_at": FOUND + timedelta(days=1), "finding": "JUSTIFIED", "review": "确属紧急",
        "version": 2,
    }  # fmt: skip  # reads as a table
    scene.put("glass_window", "a", "flood", opened | reviewed)
    scene.put(
        "glass_window",
        "a",
        "after",
        opened | {"state": "OPEN", "asked_at": FOUND + timedelta(days=2)},
    )
    asked = {"state": "ASKED", "minutes": 120, "opened_at": None, "ends_at": None}
    scene.put("glass_window", "b", "long", opened | asked | {
        "covers": scene.world.tenants["b"], "opened_by": key_of("person", "b.task_force"),
        "post_id": key_of("post", "b.task_force"), "document_no": None,
    })  # fmt: skip  # reads as a table
