"""What has happened in the small world of ``tests/world.py``: fixed lists, duties and records.

One common duty goes down the line city, a, a1, a1x (each level passes it on); a1x has a duty of its
own as well. County a bears a list itself, b1x is the sibling nobody on that line may see, and the
bureau has a draft. Every id and every day is fixed, so that what is read can be recorded.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import psycopg

from storage.ids import printed
from tests.golden import (
    breaking_glass,
    feeding,
    giving,
    ladder,
    meeting,
    previewing,
    publicity,
    reorganising,
    several_hands,
    struck_off,
    telephones,
    telling,
    tightening,
    visiting,
    waiting,
)
from tests.world import World, key_of, put

YEAR = 2026
SAID = date(2026, 1, 5)
SIGNED = datetime(2026, 1, 20, 1, 30, tzinfo=UTC)
LINE = ("city", "a", "a1", "a1x")
QUARTERS = {
    "Q1": (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 10)),
    "Q2": (date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 10)),
    "Q3": (date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 10)),
}


def public_id(type_name: str, name: str) -> str:
    """The public id of a thing of this scene or of the world."""
    nouns = {
        "ResponsibilityList": "list",
        "Supplement": "work_rule_supplement",
        "CalendarDay": "calendar_day",
        "FeedPlan": "feed_plan",
        "PublicationDraft": "publication_draft",
        "NoticeSetting": "notice_setting",
        "ProposedChange": "proposed_change",
        "GlassWindow": "glass_window",
        "ContactCard": "contact_card",
        "DiaryEntry": "diary_entry",
    }
    return printed(type_name, key_of(nouns.get(type_name, type_name.lower()), name))


class _Scene:
    def __init__(self, connection: psycopg.Connection[Any], world: World) -> None:
        self.connection, self.world = connection, world
        self.roots = dict(connection.execute("select id, root from app.tenant").fetchall())
        self.bodies: dict[str, uuid.UUID | None] = {}

    def held(self, tenant: str) -> dict[str, int]:
        number = self.world.tenants[tenant]
        return {"root": self.roots[number], "holder": number}

    def put(self, table: str, tenant: str, name: str, row: Mapping[str, Any]) -> None:
        key = {"id": key_of("list" if table == "responsibility_list" else table, name)}
        put(self.connection, table, {**self.held(tenant), **key, **row})

    def list(self, tenant: str, actor: str, *, state: str = "PUBLISHED", body: str = "") -> None:
        published = datetime(2026, 1, 6, 2, 0, tzinfo=UTC) if state == "PUBLISHED" else None
        row = {"actor_type": actor, "year": YEAR, "state": state, "published_at": published}
        row |= {"body_id": key_of("body", body) if body else None, "version": 2, "edition": 2}
        self.bodies[f"{tenant}.{actor}"] = row["body_id"]
        self.put("responsibility_list", tenant, f"{tenant}.{actor}", row)

    def clause(self, tenant: str, actor: str, name: str, title: str, **said: Any) -> None:
        row = {
            "list_id": key_of("list", f"{tenant}.{actor}"), "actor_type": actor, "year": YEAR,
            "part": "OWN", "position": 1, "title": title, "cadence": "QUARTERLY",
            "due_rule": "quarter end +10d", "evidence": ["会议记录", "照片"],
            "state": "PUBLISHED", "said_by": self.world.tenants[tenant], "said_on": SAID,
        }  # fmt: skip  # reads as a table
        self.put("clause", tenant, f"{tenant}.{name}", row | said)

    def bind(self, tenant: str, actor: str, clause: str, *, part: str, position: int) -> None:
        about = {
            "list_id": key_of("list", f"{tenant}.{actor}"),
            "clause_id": key_of("clause", clause),
        }
        row = {**about, "part": part, "position": position, "since": SAID}
        self.put("binding", tenant, f"{tenant}.{actor}:{clause}", row)

    def owe(self, tenant: str, actor: str, clause: str, quarter: str, **now: Any) -> None:
        starts, ends, due = QUARTERS[quarter]
        row = {
            "list_id": key_of("list", f"{tenant}.{actor}"), "clause_id": key_of("clause", clause),
            "actor_type": actor, "period": f"2026-{quarter}", "state": "PLANNED",
            "body_id": self.bodies[f"{tenant}.{actor}"],
            "starts_on": starts, "ends_on": ends, "due_on": due,
        }  # fmt: skip  # reads as a table
        row |= now | {"open": now.get("state") != "ACCEPTED"}
        self.put("obligation", tenant, f"{tenant}.{clause.partition('.')[2]}.{quarter}", row)

    def enter(self, tenant: str, obligation: str, name: str, *, author: str, text: str) -> None:
        unit = author.partition(".")[0]
        row = {
            "obligation_id": key_of("obligation", obligation), "text": text, "place": "村部",
            "author_person": key_of("person", author), "author_post": key_of("post", author),
            "author_tenant": self.world.tenants[unit], "held_on": date(2026, 3, 18),
            "recorded_at": datetime(2026, 3, 19, 0, 30, int(name[-1]), tzinfo=UTC),
        }  # fmt: skip  # reads as a table
        self.put("entry", tenant, name, row)


def fill(connection: psycopg.Connection[Any], world: World) -> None:
    """Inserts the scene over a built world with its catalogue, as the migrator."""
    scene = _Scene(connection, world)
    _the_line(scene)
    _a_village(scene)
    _others(scene)
    _a_supplement(scene)
    ladder.lay(scene)
    several_hands.lay(scene)
    publicity.lay(scene)
    struck_off.lay(scene)
    meeting.lay(scene)
    giving.lay(scene)
    telling.lay(scene)
    feeding.lay(scene)
    reorganising.lay(scene)
    previewing.lay(scene)
    waiting.lay(scene)
    tightening.lay(scene)
    breaking_glass.lay(scene)
    telephones.lay(scene)
    visiting.lay(scene)


def _the_line(scene: _Scene) -> None:
    """Each level says the same common duty to the next, naming the one above it."""
    duty = scene.connection.execute(
        "select id from app.duty where key = 'bs_members_meeting'"
    ).fetchone()
    above = None
    for at, tenant in enumerate(LINE[:3]):
        scene.list(tenant, "branch_secretary")
        first = {"part": "COMMON", "duty_id": duty and duty[0], "title_en": "Hold the meeting"}
        handed = {"said_by": scene.world.tenants["city"], "handed_on_from": above}
        scene.clause(tenant, "branch_secretary", "meeting", "召开支部党员大会", **first | handed)
        above = key_of("clause", f"{tenant}.meeting")
        said = f"{LINE[max(at - 1, 0)]}.meeting"
        scene.bind(tenant, "branch_secretary", said, part="COMMON", position=1)


def _a_village(scene: _Scene) -> None:
    """a1x: bound by a1's clause and one of its own, with a pledge, records, a file and a debt."""
    actor, who = "branch_secretary", "a1x.branch_secretary"
    scene.list("a1x", actor, body="a1x.party_branch")
    scene.clause("a1x", actor, "visits", "入户走访", weight=2)
    scene.bind("a1x", actor, "a1.meeting", part="COMMON", position=1)
    scene.bind("a1x", actor, "a1x.visits", part="OWN", position=2)
    done = {"state": "ACCEPTED", "self_check": "已按期召开", "review": "属实", "version": 5}
    who_did = key_of("person", who)
    recorded = {"recorded_by": who_did, "recorders": [who_did]}
    scene.owe("a1x", actor, "a1.meeting", "Q1", **done, **recorded)
    scene.owe("a1x", actor, "a1.meeting", "Q2", overdue=True)
    scene.owe("a1x", actor, "a1.meeting", "Q3")
    checked = {"state": "SELF_CHECKED", "self_check": "走访12户", "version": 3}
    scene.owe("a1x", actor, "a1x.visits", "Q1", **checked, **recorded)
    scene.enter("a1x", "a1x.meeting.Q1", "minutes-1", author=who, text="三月十八日召开，到会21人")
    scene.enter("a1x", "a1x.meeting.Q1", "minutes-2", author="a1x.head", text="补充：缺席2人已补课")
    scene.enter("a1x", "a1x.visits.Q1", "visit-1", author=who, text="走访12户\n“急难愁盼”3件")
    file = {"name": "会议记录.pdf", "media_type": "application/pdf", "size_bytes": 52_314}
    file |= {"sha256": "5e" * 32, "state": "CLAIMED", "prepared_by": key_of("person", who)}
    file |= {"entry_id": key_of("entry", "minutes-1"), "prepared_at": SIGNED}
    scene.put("file", "a1x", "minutes-1", file)
    pledge = {"list_id": key_of("list", f"a1x.{actor}"), "list_version": 2, "signed_at": SIGNED}
    pledge |= {"person_id": key_of("person", who), "post_id": key_of("post", who)}
    pledge |= {"sha256": "ab" * 32, "frozen": "目标责任书（2026）：召开支部党员大会；入户走访。"}
    scene.put("pledge", "a1x", who, pledge)


def _others(scene: _Scene) -> None:
    """A sibling village, a county that bears duties itself, and a department's draft."""
    scene.list("a1y", "branch_secretary")
    scene.bind("a1y", "branch_secretary", "a1.meeting", part="COMMON", position=1)
    scene.owe("a1y", "branch_secretary", "a1.meeting", "Q3")
    scene.list("b1x", "branch_secretary")
    scene.clause("b1x", "branch_secretary", "visits", "入户走访")
    scene.owe("b1x", "branch_secretary", "b1x.visits", "Q3")
    scene.list("a", "work_committee", body="a.work_committee")
    scene.clause("a", "work_committee", "inspection", "每季度督促检查一次")
    scene.owe("a", "work_committee", "a.inspection", "Q2", state="RECORDED", version=2)
    scene.owe("a", "work_committee", "a.inspection", "Q3")
    scene.list("bureau", "party_group", state="DRAFT", body="bureau.party_group")
    scene.clause(
        "bureau", "party_group", "study", "每季度专题研究一次", state="DRAFT", said_on=None
    )


def _a_supplement(scene: _Scene) -> None:
    """County a asks two thirds where the common text asks half; its first word was withdrawn."""
    row = {
        "rule_key": "pb_members_meeting", "parameter": "quorum", "type": "FRACTION",
        "operator": "AT_LEAST", "numerator": 2, "denominator": 3, "value": "2/3",
        "document_no": "甲县〔2026〕3号", "valid_from": date(2026, 5, 1), "recorded_at": SIGNED,
    }  # fmt: skip  # reads as a table
    scene.put("work_rule_supplement", "a", "quorum", row)
    words = {"parameter": None, "type": "TEXT", "operator": "EXACTLY", "numerator": None}
    words |= {
        "denominator": 1,
        "value": "",
        "text": "会前三日通知",
        "state": "RETIRED",
        "version": 2,
    }
    scene.put("work_rule_supplement", "a", "notice", row | words)
