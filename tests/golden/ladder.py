"""What lies on the ladder in the scene: problems on their way, a day declared, a petitioner.

The canal was found in village a1x, rose to county a, went down to a1, was returned by those served
and closed at the second try. The road is late in the village; the ferry rose from b1x to the city
and lies with county a now; the well waits before county a; the lamp was merged into the road.
"""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import PARENT, key_of

FOUND = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)


def lay(scene: Any) -> None:
    """Lays all of it into a scene whose units and people are there."""
    _the_canal(scene)
    _the_road_and_what_was_merged(scene)
    _the_ferry(scene)
    _the_well(scene)
    _a_day(scene)


def _at(day: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, 2, minute, tzinfo=UTC)


def _found(scene: Any, name: str, unit: str, title: str, **row: Any) -> None:
    """A problem where it was found, as it stands at the end; hops then move it."""
    who = f"{unit}.handler"
    first = {
        "holder_post": key_of("post", who), "list_type": "AUDIT", "title": title,
        "facts": f"{title}，已三月", "place": "村东", "source": "入户走访", "reported_at": FOUND,
        "origin": scene.world.tenants[unit], "reported_by": key_of("person", who),
        "state": "REGISTERED", "due_on": date(2026, 5, 1),
    }  # fmt: skip  # reads as a table
    row |= {"open": row.get("state") not in {"CLOSED", "MERGED"}}
    scene.put("problem", unit, name, first | row)


def _hop(scene: Any, problem: str, lower: str, direction: str, **said: Any) -> None:
    """One hop along the edge of a unit, as its upper end made it."""
    number, upper = scene.world.tenants[lower], PARENT[lower]
    assert upper is not None
    (edge,) = scene.connection.execute(
        "select id from app.tenant_edge where child = %s and valid_until is null", [number]
    ).fetchone()
    lies = lower if direction == "UP" else upper
    name = f"{problem}:{lower}:{direction}"
    row = {
        "problem_id": key_of("problem", problem), "direction": direction, "edge": edge,
        "child": number, "parent": scene.world.tenants[upper], "made_by": f"{upper} task_force",
        "made_at": _at(1 + len(name) % 9), "note": "",
    }  # fmt: skip  # reads as a table
    scene.put("hop", lies, name, row | said)


def _step(scene: Any, problem: str, at: int, by: str, act: str, **said: Any) -> None:
    unit = by.partition(".")[0]
    row = {
        "problem_id": key_of("problem", problem), "act": act, "after": "REGISTERED",
        "author_tenant": scene.world.tenants[unit], "author_person": key_of("person", by),
        "author_post": key_of("post", by), "author_title": by, "happened_at": _at(10, at),
    }  # fmt: skip  # reads as a table
    scene.put("happening", unit, f"{problem}:{at}", row | said)


def _the_canal(scene: Any) -> None:
    tenants = scene.world.tenants
    _found(
        scene, "canal", "a1x", "水渠堵塞", state="CLOSED", admission="AUDIT/finding",
        admission_zh="审计发现", admission_en="found by an audit", due_on=date(2026, 4, 28),
        reason="beyond_authority", suggestion="请上级统筹", colour="YELLOW", **{"class": "SET_TIME"},
        listed_by=tenants["a"], listed_parent=tenants["city"], lead_post=key_of("post", "a1.head"),
        handled_by=key_of("person", "a1.handler"), returns=1, supporters=2, version=17,
        root_cause="管护责任不清", lasting_mechanism="建立管护制度", same_type_follow_up="已排查同类水渠",
        found_by_body=key_of("body", "a1x.party_branch"), **dict.fromkeys(
            ("cause_body", "solved_by_body"), key_of("body", "a.work_committee")
        ),
    )  # fmt: skip  # columns side by side
    _hop(scene, "canal", "a1x", "UP", shown="ALL", note="收网")
    _hop(scene, "canal", "a1", "UP", shown="THAT", note="属实，由县统筹")
    _hop(scene, "canal", "a1", "DOWN", shown="NONE", note="限期整改")
    _step(scene, "canal", 1, "a1x.handler", "report_problem", after="COLLECTED")
    _step(scene, "canal", 2, "a.task_force", "hand_down", before="LISTED", after="ASSIGNED",
          shown="ALL", text="限期整改", other_end=tenants["a1"], due_on=date(2026, 4, 28))  # fmt: skip  # reads as a table
    _step(scene, "canal", 3, "a.organisation_department", "fail_problem", reason="not_satisfied",
          before="CLIENT_EVALUATED", after="RECTIFYING", shown="THAT", text="群众不满意")  # fmt: skip  # reads as a table
    _step(scene, "canal", 4, "a1.handler", "finish_measure", before="RECTIFYING", shown="ALL",
          after="RECTIFYING", text="已清淤", files=["c" * 64])  # fmt: skip  # reads as a table
    about = {"problem_id": key_of("problem", "canal")}
    measure = {"position": 1, "text": "清淤", "owner_post": key_of("post", "a1.handler")}
    measure |= {"due_on": date(2026, 4, 20), "state": "DONE", "result": "已清淤", "version": 2}
    scene.put("measure", "a1", "canal:1", about | measure)
    photo = {
        "act": "finish_measure",
        "measure_id": key_of("measure", "canal:1"),
        "name": "清淤后.jpg",
    }
    photo |= {"media_type": "image/jpeg", "size_bytes": 9, "sha256": "c" * 64, "added_at": _at(19)}
    photo |= {"author_tenant": tenants["a1"], "author_person": key_of("person", "a1.handler")}
    scene.put("problem_file", "a1", "canal:1", about | photo)
    answers = (
        (1, "SELF", "a1.head", {"rating": "PASS", "score": 90, "text": "已完成"}),
        (1, "CLIENT", "a.petition_bureau", {"rating": "DISSATISFIED", "channel": "TELEPHONE"}),
        (2, "ORGANISATION", "a.organisation_department", {"rating": "PASS", "sealed": False,
         "team_problem_control": 80, "chief_duty_bearing": 85, "cadre_work_drive": 90}),
    )  # fmt: skip  # columns side by side
    for number, party, by, said in answers:
        row = {"round": number, "party": party, "author_person": key_of("person", by)}
        row |= {"author_tenant": tenants[by.partition(".")[0]], "given_at": _at(20, number)}
        scene.put("evaluation", "a1", f"canal:{number}:{party}", about | row | said)


def _the_road_and_what_was_merged(scene: Any) -> None:
    _found(scene, "road", "a1x", "道路塌陷", overdue=True, long_overdue=True,
           due_on=date(2026, 3, 1))  # fmt: skip  # reads as a table
    merged = {"state": "MERGED", "merged_into": key_of("problem", "road")}
    _found(scene, "lamp", "a1x", "路灯不亮", **merged)


def _the_ferry(scene: Any) -> None:
    """From b1x up to the city and down to a: b1x, b1 and b see how far it has come."""
    tenants = scene.world.tenants
    _found(
        scene, "ferry", "b1x", "渡船失修", state="ASSIGNED", listed_by=tenants["city"],
        lead_post=key_of("post", "a.head"), colour="RED", **{"class": "AT_ONCE"},
    )  # fmt: skip  # columns side by side
    for lower in ("b1x", "b1", "b"):
        _hop(scene, "ferry", lower, "UP")
    _hop(
        scene,
        "ferry",
        "a",
        "DOWN",
        shown="ALL",
        note="跨县，由甲县牵头",
        post_id=key_of("post", "a.head"),
    )
    _step(scene, "ferry", 1, "city.task_force", "hand_down", before="LISTED", after="ASSIGNED")


def _the_well(scene: Any) -> None:
    """A petition of a1's that waits before county a, and who brought it."""
    _found(scene, "well", "a1", "井水浑浊", state="PENDING_UPPER", list_type="PETITION",
           due_on=date(2026, 6, 1), suggestion="请县水务统筹", reason="beyond_authority")  # fmt: skip  # reads as a table
    row = {
        "problem_id": key_of("problem", "well"), "kind": "PERSON", "matter": "REQUEST",
        "channel": "VISIT", "masked_name": "王**", "masked_contact": "******21", "joint": 3,
        "author_tenant": scene.world.tenants["a"], "registered_at": FOUND,
        "author_person": key_of("person", "a.petition_bureau"),
    }  # fmt: skip  # reads as a table
    scene.put("petitioner", "a1", "well", row)


def _a_day(scene: Any) -> None:
    day = {"day": date(2026, 5, 4), "works": False, "declared_on": date(2026, 4, 1)}
    scene.put("calendar_day", "a", "fair", day | {"reason": "甲县〔2026〕5号"})
    taken = {"day": date(2026, 5, 9), "works": True, "declared_on": date(2026, 4, 1)}
    scene.put(
        "calendar_day", "a", "flood", taken | {"reason": "补班", "state": "RETIRED", "version": 2}
    )
