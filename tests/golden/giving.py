"""What levels give in the scene: custom roles, a group, grants, a request, what became of a unit."""

from datetime import date
from typing import Any

from tests.golden.ladder import FOUND
from tests.world import key_of

MARCH = date(2026, 3, 1)


def lay(scene: Any) -> None:
    """Lays it into a scene whose people are there."""
    ground = {
        "reason": "工作需要", "document_no": "测组〔2026〕3号",
        "given_by": key_of("person", "a.task_force"), "given_at": FOUND,
    }  # fmt: skip  # reads as a table
    role = {"title": "值班员", "title_en": "Duty officer", "permissions": ["handler:problem.read"]}
    scene.put("custom_role", "a", "duty", role | ground)
    retired = {"title": "联络员", "permissions": ["handler:post.read"], "state": "RETIRED"}
    scene.put("custom_role", "a", "liaison", retired | ground | {"version": 2})
    named = {"title": "汛期值班组", "title_en": "Flood watch"}
    scene.put("post_group", "a", "flood", named | ground)
    member = {"post_id": key_of("post", "a1.handler"), "group_id": key_of("post_group", "flood")}
    scene.put("group_member", "a1", "flood.a1", member | ground | {"given_from": MARCH})
    given = {"given_from": MARCH, **ground}
    custom = {"custom_role_id": key_of("custom_role", "duty")}
    scene.put(
        "role_grant", "a", "flood", given | custom | {"group_id": key_of("post_group", "flood")}
    )
    ended = {
        "post_id": key_of("post", "a1.handler"), "role": "petition_bureau", "version": 2,
        "given_until": date(2026, 3, 20), "ended_reason": "轮岗", "ended_document_no": "测组〔2026〕9号",
        "ended_by": key_of("person", "a.task_force"),
    }  # fmt: skip  # reads as a table
    scene.put("role_grant", "a1", "petitions", given | ended)
    asked = {
        "post_id": key_of("post", "city.handler"), "role": "audit_administrator",
        "reason": "首次设立", "document_no": "测组〔2026〕4号", "given_from": MARCH,
        "asked_by": key_of("person", "city.security_administrator"),
        "asked_in": key_of("post", "city.security_administrator"), "asked_at": FOUND,
    }  # fmt: skip  # reads as a table
    refused = {
        "state": "REFUSED", "decided_by": key_of("person", "city.head"), "answer": "另选他人",
        "decided_at": FOUND.replace(day=5), "version": 2, "given_until": date(2027, 1, 1),
    }  # fmt: skip  # reads as a table
    scene.put("administrator_request", "city", "audit", asked | refused)
    person = {"role": None, "person_id": key_of("person", "city.task_force")}
    scene.put("administrator_request", "city", "person", asked | person)
    founded = {"change": "FOUNDED", "name_after": "测试市审计局", "effective_on": MARCH, **ground}
    scene.put("unit_change", "bureau", "founded", founded)
    renamed = {
        "change": "RENAMED", "name_before": "党组旧名", "name_after": "党组", "effective_on": MARCH,
        "body_id": key_of("body", "bureau.party_group"), **ground,
    }  # fmt: skip  # reads as a table
    scene.put("unit_change", "bureau", "renamed", renamed)
