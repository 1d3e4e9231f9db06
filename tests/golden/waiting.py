"""What waits for somebody in the scene: notices in their posts, more time asked for."""

from datetime import UTC, date, datetime
from typing import Any

from tests.golden.ladder import FOUND
from tests.world import key_of, put


def lay(scene: Any) -> None:
    """Lays it into a scene whose problems and duties are there."""
    _more_time(scene)
    _told(scene, "SUBMITTED", "a.task_force", problem="well")
    _told(scene, "DUE_SOON", "a1.head", problem="well", for_day=date(2026, 5, 22))
    _told(scene, "DUE", "a1x.branch_secretary", obligation="a1x.meeting.Q2")
    # Of what b's people may not see: it is not shown to them.
    _told(scene, "ASSIGNED", "b.head", problem="road")
    read = {"read_at": datetime(2026, 4, 2, 1, 0, tzinfo=UTC)}
    _told(scene, "OVERDUE_1", "a1x.head", problem="road", for_day=date(2026, 3, 1), **read)
    _told(scene, "ASSIGNED", "a1x.head", problem="road")
    _told(scene, "MEETING_CONVENED", "a1.head", meeting="next")
    ends = {"appointment": "a1x.head:a1x.head", "for_day": date(2026, 6, 1)}
    _told(scene, "LAST_MANAGER_ENDS", "a1.head", **ends)
    _told(scene, "CHANGE_PROPOSED", "city.security_administrator", proposed_change="waits")
    setting = {"root": scene.held("a1x")["root"], "id": key_of("notice_setting", "a1x.head")}
    setting |= {"person_id": key_of("person", "a1x.head"), "email": "head@a1x.test"}
    put(scene.connection, "notice_setting", setting | {"quiet_from": "21:30", "gateway": "wx:1"})


def _told(scene: Any, kind: str, who: str, **said: Any) -> None:
    unit = who.partition(".")[0]
    nouns = ("problem", "obligation", "meeting", "proposed_change", "appointment")
    about = {name: said.pop(name) for name in nouns if name in said}
    row = {
        "root": scene.held(unit)["root"], "id": key_of("notice", f"{kind}:{who}"), "kind": kind,
        "person_id": key_of("person", who), "post_id": key_of("post", who),
        "created_at": FOUND.replace(month=4, minute=len(kind)),
        **{f"{noun}_id": key_of(noun, name) for noun, name in about.items()},
    }  # fmt: skip  # reads as a table
    put(scene.connection, "notice", row | said)


def _more_time(scene: Any) -> None:
    asked = {"asked_by": key_of("person", "a1.handler"), "asked_at": FOUND}
    granted = {
        "problem_id": key_of("problem", "canal"), "clock": "RECTIFICATION", "days": 10,
        "reason": "汛期停工", "state": "APPROVED", "decided_by": key_of("person", "a.head"),
        "decided_at": FOUND.replace(day=4), "answer": "同意", "version": 2,
    }  # fmt: skip  # reads as a table
    scene.put("extension", "a1", "canal", asked | granted)
    waiting = {"clock": "RECTIFICATION", "days": 5, "reason": "等待检测报告"}
    about = {"problem_id": key_of("problem", "well")}
    scene.put("extension", "a1", "well", asked | about | waiting)
    told = {
        "clock": "STATUTORY", "days": 30, "reason": "需要多次勘察", "state": "APPROVED", "version": 2,
        "decided_by": key_of("person", "a1.head"), "decided_at": FOUND.replace(day=5), "answer": "",
        "petitioner_told": "书面告知",
    }  # fmt: skip  # reads as a table
    scene.put("extension", "a1", "well.statutory", asked | about | told)
