"""What else lies on the ladder in the scene: parts, a pledge, a task force, settings, proposals.

The ferry lies with county a, county b helps. The canal had a pledge and a leader. City and county a
have set how problems are handled. The road is proposed to township a1, and what is widespread to
county a.
"""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

ORDERED = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays all of it into a scene whose problems are there."""
    for unit, role in (("a", "MAIN"), ("b", "CO")):
        _part(scene, unit, role)
    about = {"problem_id": key_of("problem", "canal")}
    signed = {"signed_by": key_of("person", "a1.head"), "signed_post": key_of("post", "a1.head")}
    pledge = {"text": "一月内清淤", "public_text": "按期完成清淤", "due_on": date(2026, 4, 28)}
    when = {"signed_title": "甲一镇 a1.head", "signed_at": ORDERED}
    scene.put("problem_pledge", "a1", "canal", about | signed | pledge | when)
    for duty, post in (("LEADER", "a1.head"), ("MEMBER", "a1.handler")):
        said = {"post_id": key_of("post", post), "duty": duty, "since": date(2026, 3, 12)}
        scene.put("case_member", "a1", post, about | said | {"resources": "专项经费"})
    _settings(scene)
    _proposals(scene)


def _part(scene: Any, unit: str, role: str) -> None:
    number = scene.world.tenants[unit]
    (edge,) = scene.connection.execute(
        "select id from app.tenant_edge where child = %s and valid_until is null", [number]
    ).fetchone()
    row = {
        "problem_id": key_of("problem", "ferry"), "role": role, "edge": edge, "child": number,
        "parent": scene.world.tenants["city"], "lead_post": key_of("post", f"{unit}.head"),
        "due_on": date(2026, 4, 30), "text": "渡口整治", "made_by": "测试市 city.task_force",
        "made_at": ORDERED,
    }  # fmt: skip  # reads as a table
    scene.put("assignment", unit, f"ferry:{unit}", row)


def _settings(scene: Any) -> None:
    said = {
        "city": {
            "exchanges": 3,
            "shown": "THAT",
            "at_once": "RED",
            "pledge_lists": ["PETITION"],
            "evidence_lists": ["AUDIT"],
        },
        "a": {"set_time": "BLUE", "staged": "YELLOW", "pledge_labels": ["STAGED"]},
    }
    for unit, row in said.items():
        by = {"number": 1, "set_by": key_of("person", f"{unit}.task_force"), "set_at": ORDERED}
        scene.put("problem_setting", unit, unit, row | by)


def _proposals(scene: Any) -> None:
    tenants = scene.world.tenants
    late = {"kind": "OVERDUE", "problem_id": key_of("problem", "road"), "about": tenants["a1x"]}
    late |= {"occasion": "2026-03-01", "items": 1, "units": 1, "proposed_on": date(2026, 3, 17)}
    scene.put("escalation", "a1", "road", late)
    many = {"kind": "WIDESPREAD", "about": tenants["a1"], "category": "land", "occasion": "2026Q1"}
    many |= {"items": 5, "units": 3, "proposed_on": date(2026, 3, 16), "state": "DISMISSED"}
    scene.put("escalation", "a1", "land", many | {"reason": "已有专项部署", "version": 2})
