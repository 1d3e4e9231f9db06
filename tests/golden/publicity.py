"""What was made public in the scene: a pledge about the canal that everybody reads, and a draft."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of


def lay(scene: Any) -> None:
    """Lays all of it into a scene whose problems are there."""
    signed = {
        "checked_by": key_of("person", "a1.task_force"), "checked_at": _at(1),
        "approved_by": key_of("person", "a.petition_bureau"), "approved_at": _at(2),
        "published_by": key_of("person", "a1.handler"), "published_at": _at(3),
        "state": "PUBLISHED", "note": "已核", "version": 4,
    }  # fmt: skip  # reads as a table
    _draft(scene, "pledge", "canal", "整改承诺", **signed)
    _draft(scene, "case", "canal", "水渠清淤案例", kind="CASE", polarity="POSITIVE")
    row = {
        "draft_id": key_of("publication_draft", "pledge"), "kind": "PLEDGE", "scope": "PUBLIC",
        "title": "整改承诺", "text": "四月底前清淤。", "published_at": _at(3),
    }  # fmt: skip  # reads as a table
    scene.put("publication", "a1", "pledge", row)
    under = {"publication_id": key_of("publication", "pledge")}
    posted = {
        "form": "NOTICE_BOARD", "place": "镇政府公示栏", "posted_on": date(2026, 3, 19),
        "recorded_by": key_of("person", "a1.handler"), "recorded_at": _at(4),
    }  # fmt: skip  # reads as a table
    scene.put("posting", "a1", "board", under | posted)
    for at, (name, state) in enumerate((("thanks", "PUBLISHED"), ("question", "RECEIVED"))):
        said = {"text": f"留言 {name}", "key": f"key-{name}", "source": "0" * 64}
        said |= {"state": state, "received_at": _at(5 + at)}
        scene.put("comment", "a1", name, under | said)
    agreed = {
        "petitioner_id": key_of("petitioner", "well"), "form": "WRITTEN", "covers": "公开办理结果",
        "given_on": date(2026, 3, 18), "author_tenant": scene.world.tenants["a"],
        "author_person": key_of("person", "a.petition_bureau"), "recorded_at": _at(6),
    }  # fmt: skip  # reads as a table
    scene.put("consent", "a1", "well", agreed)
    due = {"problem_id": key_of("problem", "ferry"), "kind": "PROGRESS", "due_on": date(2026, 5, 1)}
    scene.put("publicity_duty", "a", "ferry", due)


def _at(hour: int) -> datetime:
    return datetime(2026, 3, 19, hour, 0, tzinfo=UTC)


def _draft(scene: Any, name: str, problem: str, title: str, **said: Any) -> None:
    row = {
        "problem_id": key_of("problem", problem), "kind": "PLEDGE", "scope": "PUBLIC",
        "title": title, "text": "四月底前清淤。", "form": "NOTICE_BOARD",
        "planned_on": date(2026, 3, 20), "proposed_by": key_of("person", "a1.head"),
        "proposed_at": _at(0),
    }  # fmt: skip  # reads as a table
    scene.put("publication_draft", "a1", name, row | said)
