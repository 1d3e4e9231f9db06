"""A reorganisation in the scene: county a has renamed a township and merged a village once."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of, put

DRAFTED = datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
PREVIEWED = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays it into a scene whose units are there."""
    units, root = scene.world.tenants, scene.held("a")["root"]
    item = {"reorganisation_id": key_of("reorganisation", "merger")}
    plan = {
        "trail": [units["a"], units["a1"]],
        "kind": "MERGE", "state": "REVERSED", "title": "甲一西村并入甲一东村",
        "document_no": "甲府函〔2026〕2号", "reason": "人口减少", "author_tenant": units["a1"],
        "drafted_by": key_of("person", "a1.head"), "drafted_at": DRAFTED,
        "preview_hash": "0" * 64, "previewed_at": PREVIEWED,
        "approved_by": key_of("person", "a.head"), "approved_at": PREVIEWED.replace(day=3),
        "effective_on": date(2026, 2, 5), "applied_on": date(2026, 2, 6),
        "reversed_at": PREVIEWED.replace(day=7), "ended_because": "群众意见大", "version": 6,
    }  # fmt: skip  # reads as a table
    scene.put("reorganisation", "a", "merger", plan)
    steps: list[dict[str, Any]] = [
        {"verb": "RENAME", "unit": units["a1x"], "name": "甲一新村", "code": "520602001203",
         "unit_kind": "VILLAGE"},
        {"verb": "FOUND", "to_unit": units["a"], "name": "甲三镇", "code": "520602003000",
         "unit_kind": "TOWNSHIP", "founded": units["a2"]},
        {"verb": "MERGE", "unit": units["a1y"], "to_unit": units["a1x"]},
        {"verb": "MOVE_POST", "post_id": key_of("post", "a1.handler"), "to_step": 2},
    ]  # fmt: skip  # reads as a table
    for position, step in enumerate(steps, start=1):
        scene.put(
            "reorganisation_step", "a", f"merger.{position}", step | item | {"position": position}
        )
    for sort, unit, items in (("LOSES", "a1y", 3), ("GAINS", "a1x", 2)):
        told = {"sort": sort, "noun": "problem", "unit": units[unit], "items": items}
        told |= {"open_items": 1, "previewed_at": PREVIEWED}
        scene.put("reorganisation_effect", "a", f"merger.{sort}", told | item)
    days = {"valid_from": date(2020, 1, 1), "valid_until": date(2024, 1, 1)}
    former = {"tenant": units["a1"], "name": "甲一乡", "kind": "TOWNSHIP", "code": "520602001000"}
    put(scene.connection, "tenant_former", {"root": root} | former | days)
    passed = {"former": units["a1y"], "successor": units["a1x"], "since": date(2026, 2, 6)}
    put(
        scene.connection,
        "tenant_succession",
        {"root": root, "until": date(2026, 2, 7)} | passed | item,
    )
