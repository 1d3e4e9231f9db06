"""Changes in the scene: county a's organisation department has previewed two, one waits above."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

SEEN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays them into a scene whose people and groups are there."""
    by = {
        "previewed_by": key_of("person", "a.organisation_department"),
        "previewed_in": key_of("post", "a.organisation_department"),
        "given": "{}", "reason": "工作需要", "document_no": "测组〔2026〕5号",
        "effective_on": date(2026, 3, 2), "people_losing": 0,
    }  # fmt: skip  # reads as a table
    waits = {
        "kind": "GRANT_ROLE", "state": "PROPOSED", "group_id": key_of("post_group", "flood"),
        "role": "handler", "preview_hash": "1" * 64, "people_gaining": 60, "needs_second": True,
        "previewed_at": SEEN, "version": 2,
    }  # fmt: skip  # reads as a table
    scene.put("proposed_change", "a", "waits", waits | by)
    seen = {
        "kind": "APPOINT_PERSON", "post_id": key_of("post", "a1.handler"),
        "person_id": key_of("person", "a1.head"), "preview_hash": "2" * 64, "people_gaining": 1,
        "needs_second": False, "previewed_at": SEEN.replace(hour=3),
    }  # fmt: skip  # reads as a table
    scene.put("proposed_change", "a", "seen", seen | by)
    here = {
        "change_id": key_of("proposed_change", "seen"), "unit": scene.world.tenants["a1"],
        "person_id": key_of("person", "a1.head"), "post_id": key_of("post", "a1.handler"),
    }  # fmt: skip  # reads as a table
    gained = {
        "sort": "GAINS", "action": "problem.read", "ranges": "{own-unit}", "noun": "problem",
        "records": 1000, "open_records": 12, "exact": False,
    }  # fmt: skip  # reads as a table
    scene.put("change_effect", "a", "seen.problem", here | gained)
    scene.put("change_effect", "a", "seen.role", here | {"sort": "GAINS", "role": "handler",
                                                         "exact": True})  # fmt: skip  # reads as a table
    set_by = {"set_by": key_of("person", "city.security_administrator"), "set_at": SEEN}
    scene.put("change_threshold", "city", "now", {"number": 1, "people": 40, **set_by})
    scene.put(
        "change_threshold", "a", "a.now", {"number": 1, "people": 10, "records": 500, **set_by}
    )
