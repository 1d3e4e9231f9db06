"""Telephones in the scene: a1's holds, a1x's is over, and one of county a was withdrawn."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of


def lay(scene: Any) -> None:
    """Lays them into a scene whose posts are there."""
    said = {
        "a1": ("a1.head", {"phone": "0856-5230000转8001", "place": "镇政府一楼"}),
        "a1x": ("a1x.head", {"phone": "0856-5230001", "until_on": date(2024, 3, 1)}),
        "a": ("a.head", {"phone": "0856-5230002", "state": "WITHDRAWN", "version": 2}),
    }
    for unit, (post, row) in said.items():
        by = {"issued_by": key_of("person", post), "post_id": key_of("post", post)}
        when = {"from_on": date(2024, 1, 2), "published_at": datetime(2024, 1, 1, tzinfo=UTC)}
        title = {"title": f"引领队{post}", "hours": "工作日 8:30-17:30"}
        title |= {"state": "PUBLISHED"}
        scene.put("contact_card", unit, unit, by | when | title | row)
