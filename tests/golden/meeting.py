"""Meetings and a cluster in the scene: county a met about the canal with a1 and its bureau, and will
about the well; the canal is one of a type that a mechanism ended."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

CALLED = datetime(2026, 3, 8, 2, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays them into a scene whose problems are there."""
    by = {"convened_by": key_of("person", "a.task_force"), "convened_at": CALLED}
    by |= {"convened_title": "甲县 a.task_force"}
    held = {"kind": "ANALYSIS", "held_on": date(2026, 3, 10), "next_on": date(2026, 4, 20)}
    scene.put("meeting", "a", "held", by | held | {"state": "HELD", "version": 2})
    scene.put("meeting", "a", "next", by | {"kind": "MEDIATION", "held_on": date(2026, 4, 20)})
    off = {
        "state": "CALLED_OFF",
        "called_off_for": "TOO_FEW",
        "called_off_at": CALLED,
        "version": 2,
    }
    off |= {"called_off_title": "甲县 a.head", "kind": "COORDINATION", "held_on": date(2026, 3, 9)}
    scene.put("meeting", "a", "off", by | off)
    seats = (("held", "a1"), ("held", "a_bureau"), ("next", "a1"), ("next", "a2"), ("off", "a1"))
    for name, unit in seats:
        _seat(scene, name, unit)
    concluded = {"state": "DECIDED", "conclusion": "HAND_DOWN", "text": "交甲一镇限期整改"}
    _item(scene, "held", "canal", shown="ALL", **concluded, decided_at=CALLED.replace(day=10))
    _item(scene, "next", "well")
    minutes = {"meeting_id": key_of("meeting", "held"), "text": "研究了水渠管护责任"}
    minutes |= {"kept_by": key_of("person", "a.task_force"), "kept_title": "甲县 a.task_force"}
    scene.put("meeting_minutes", "a", "held", minutes | {"kept_at": CALLED.replace(day=11)})
    _type(scene)


def _type(scene: Any) -> None:
    """What county a gathers by hand, and what it gathered and ended before."""
    by = {"formed_by": key_of("person", "a.task_force"), "formed_title": "甲县 a.task_force"}
    row = by | {"formed_at": CALLED, "category": "construction", "title": "水利设施失管"}
    scene.put("cluster", "a", "water", row)
    scene.connection.execute(
        "update app.problem set category = 'construction', cluster_id = %s where id = %s",
        [key_of("cluster", "water"), key_of("problem", "canal")],
    )
    ended = {"state": "CLOSED", "mechanism": "建立水利设施管护制度", "version": 2}
    ended |= {"closed_title": "甲县 a.head", "closed_at": CALLED.replace(day=12)}
    scene.connection.execute(
        "update app.cluster set state = %(state)s, mechanism = %(mechanism)s, version = %(version)s,"
        " closed_title = %(closed_title)s, closed_at = %(closed_at)s where id = %(id)s",
        ended | {"id": key_of("cluster", "water")},
    )
    other = {"category": "land", "title": "征地补偿", "escalation_id": key_of("escalation", "land")}
    scene.put("cluster", "a", "land", row | other)


def _seat(scene: Any, name: str, unit: str) -> None:
    child, parent = scene.world.tenants[unit], scene.world.tenants["a"]
    (edge,) = scene.connection.execute(
        "select id from app.tenant_edge where child = %s and valid_until is null", [child]
    ).fetchone()
    row = {"meeting_id": key_of("meeting", name), "edge": edge, "child": child, "parent": parent}
    scene.put("meeting_party", "a", f"{name}:{unit}", row)


def _item(scene: Any, name: str, problem: str, **said: Any) -> None:
    row = {
        "problem_id": key_of("problem", problem), "meeting_id": key_of("meeting", name),
        "author_tenant": scene.world.tenants["a"], "put_at": CALLED.replace(hour=4),
    }  # fmt: skip  # reads as a table
    scene.put("meeting_item", "a1", f"{name}:{problem}", row | said)
