"""What was struck off in the scene, and looked at again: the canal closed twice, back once between."""

from datetime import UTC, date, datetime
from typing import Any

from tests.world import key_of

JUDGE = "a.organisation_department"


def lay(scene: Any) -> None:
    """Lays closings, follow-ups, re-checks and a frozen score under the canal."""
    under = {"problem_id": key_of("problem", "canal")}
    by = {"author_tenant": scene.world.tenants["a"], "author_person": key_of("person", JUDGE)}
    _code(scene, under | by)
    for number, said in enumerate(({"cancelled_at": _at(4, 20), "false_closing": True}, {})):
        sheet = {
            "closed_by": key_of("person", JUDGE), "root_cause": "INSTITUTION",
            "party_building_reason": "支部管护责任不清", "mechanism": "建立管护制度",
            "team_problem_control": 80, "chief_duty_bearing": 85, "cadre_work_drive": 90,
            "text": "同意销号", "closed_at": _at(4 + number, 10 + number),
            "found_by_body": key_of("body", "a1x.party_branch"),
            "cause_body": key_of("body", "a.work_committee"),
            "solved_by_body": key_of("body", "a.work_committee"),
        }  # fmt: skip  # reads as a table
        scene.put("closing", "a1", f"canal:{number}", under | by | sheet | said)
    last = under | {"closing_id": key_of("closing", "canal:1")}
    sweep = {"kind": "SWEEP", "text": "排查全镇水渠", "due_on": date(2026, 6, 30)}
    done = {"state": "REPORTED", "result": "排查十二条", "version": 2}
    scene.put("follow_up", "a1", "canal:sweep", last | sweep | done | {"ordered_at": _at(5, 11)})
    _looks(scene, under, by)
    frozen = {"period": "2026-Q1", "tenths": 792, "band": "WATCH", "formula_version": 1}
    frozen |= {"parts": '{"parts": []}', "frozen_at": _at(4, 10)}
    scene.put("score", "a", "2026-Q1", frozen | by)


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 2, tzinfo=UTC)


def _code(scene: Any, row: dict[str, Any]) -> None:
    code = {"round": 2, "channel": "MESSAGE", "state": "ANSWERED"}
    times = {"opened_at": _at(4, 1), "expires_at": _at(5, 1)}
    # Opened by another than the one who closes.
    by = {"author_person": key_of("person", "a.petition_bureau")}
    scene.put("evaluation_code", "a1", "canal:2", row | by | code | times)


def _looks(scene: Any, under: dict[str, Any], by: dict[str, Any]) -> None:
    drawn = {
        "quarter": "2026-Q2", "seed": "0123456789abcdef", "share_percent": 10, "population": 1,
        "population_sha256": "0" * 64, "drawn": 1, "drawn_at": _at(7, 1),
    }  # fmt: skip  # reads as a table
    scene.put("recheck_sample", "a", "2026-Q2", drawn | by)
    first = {
        "closing_id": key_of("closing", "canal:0"), "reason": "ORDERED", "state": "REBOUND",
        "due_on": date(2026, 4, 20), "form": "HIDDEN_VISIT", "grade": "POOR", "text": "又堵了",
        "rechecked_by": key_of("person", "city.organisation_department"),
        "planned_at": _at(4, 10), "done_at": _at(4, 20), "version": 3,
    }  # fmt: skip  # reads as a table
    scene.put("recheck", "a1", "canal:0", under | first)
    second = {
        "closing_id": key_of("closing", "canal:1"), "reason": "SAMPLE", "due_on": date(2026, 7, 31),
        "sample_id": key_of("recheck_sample", "2026-Q2"), "planned_at": _at(7, 1),
    }  # fmt: skip  # reads as a table
    scene.put("recheck", "a1", "canal:1", under | second)
    back = {
        "closing_id": key_of("closing", "canal:0"), "recheck_id": key_of("recheck", "canal:0"),
        "times": 1, "found_on": date(2026, 4, 20), "found_at": _at(4, 20),
    }  # fmt: skip  # reads as a table
    scene.put("rebound", "a1", "canal:0", under | back)
