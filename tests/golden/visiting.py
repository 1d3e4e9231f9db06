"""Visits in the scene: what the city has asked, a visit with its correction, and a problem from it."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

WRITTEN = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays them into a scene whose problems are there."""
    by = {"set_by": key_of("person", "city.task_force"), "set_at": WRITTEN, "number": 1}
    lines = {"lines": ["一问", "二问"], "lines_en": ["First", "Second"]}
    said = {"title": "走访", "title_en": "Visit", "state": "PUBLISHED"}
    scene.put("visit_template", "city", "city", by | lines | said)
    for name, answers, more in (
        ("first", ["有", ""], {}),
        ("better", ["有", "无"], {"corrects": key_of("diary_entry", "first")}),
    ):
        row = {
            "kind": "VISIT", "day": date(2026, 3, 18), "place": "三组", "household": "3-12",
            "text": "水渠淤塞", "author_person": key_of("person", "a1x.handler"),
            "author_post": key_of("post", "a1x.handler"), "answers": answers, "lines": 2,
            "template_id": key_of("visit_template", "city"), "unanswered": answers.count(""),
            "written_at": WRITTEN,
        }  # fmt: skip  # reads as a table
        scene.put("diary_entry", "a1x", name, row | more)
    photo = {"name": "水渠.jpg", "media_type": "image/jpeg", "size_bytes": 9, "sha256": "d" * 64}
    kept = {"entry_id": key_of("diary_entry", "first"), "added_at": WRITTEN}
    author = {"author_person": key_of("person", "a1x.handler")}
    scene.put("diary_file", "a1x", "first:1", kept | author | photo)
    scene.connection.execute(
        "update app.problem set diary_entry_id = %s where id = %s",
        [key_of("diary_entry", "first"), key_of("problem", "road")],
    )
