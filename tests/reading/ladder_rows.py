"""Random rows of the ladder: problems with their hops, steps, measures, answers and petitioners."""

import uuid
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import psycopg

from tests.world import PARENT, World, key_of, put

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
SHOWN = ("NONE", "THAT", "WHO", "ALL")


class Ladder:
    """Lays problems into a small world, as the migrator."""

    def __init__(self, connection: psycopg.Connection[Any], world: World, draw: Random) -> None:
        self.connection, self.world, self.draw = connection, world, draw
        self.names = sorted(set(world.tenants) - {"elsewhere"})
        self.root = world.tenants["city"]
        self.edges = dict(
            connection.execute("select child, id from app.tenant_edge where valid_until is null")
        )

    def scatter(self, problems: int) -> None:
        for _ in range(problems):
            self.problem()
        for number in range(6):
            holder = self.draw.choice(self.names)
            day = {
                "day": date(2026, 5, 1) + timedelta(days=number),
                "declared_on": date(2026, 4, 1),
            }
            said = {
                "works": False,
                "reason": "节日",
                "state": self.draw.choice(["PUBLISHED", "RETIRED"]),
            }
            self.put("calendar_day", holder, **day, **said)

    def put(self, table: str, unit: str, **row: Any) -> uuid.UUID:
        key = uuid.UUID(int=self.draw.getrandbits(128), version=4)
        held = {"root": self.root, "holder": self.world.tenants[unit], "id": key}
        put(self.connection, table, held | row)
        return key

    def line(self, name: str | None) -> list[str]:
        return [name, *self.line(PARENT[name])] if name else []

    def problem(self) -> None:
        draw, tenants = self.draw, self.world.tenants
        unit = draw.choice(self.names)
        by = f"{unit}.handler"
        listed = draw.choice([None, *self.line(unit)])
        above = PARENT[listed] if listed else None
        state = draw.choice(["REGISTERED", "BANKED", "PENDING_UPPER", "RECTIFYING", "CLOSED"])
        if state == "RECTIFYING" and listed is None:
            state = "LISTED"
        title = draw.choice(["水渠堵塞", 'a "quoted" title', "路灯\\不亮"])
        key = self.put(
            "problem", unit, holder_post=key_of("post", by), state=state, open=state != "CLOSED",
            list_type=draw.choice(["AUDIT", "PETITION", "HOTLINE_12345"]), title=title, facts="一",
            origin=tenants[unit], reported_by=key_of("person", by), reported_at=BEGAN,
            due_on=date(2026, 4, 1) + timedelta(days=draw.randint(0, 9)),
            overdue=draw.random() < 0.2, listed_by=listed and tenants[listed],
            listed_parent=above and tenants[above], lead_post=listed and key_of("post", by),
            trail=[tenants[one] for one in draw.sample(self.names, draw.choice([0, 0, 1]))],
            **{"class": draw.choice([None, "SET_TIME", "AT_ONCE"])},
        )  # fmt: skip  # columns side by side
        for _ in range(draw.randint(0, 2)):
            unit = self.hop(key, unit)
        self.under(key, unit)
        if draw.random() < 0.4:
            away = [one for one in self.names if one not in self.line(unit)]
            accused = [tenants[one] for one in draw.sample(away, min(len(away), 2))]
            self.connection.execute(
                "update app.problem set accused = %s where id = %s", [accused, key]
            )

    def hop(self, problem: uuid.UUID, unit: str) -> str:
        """Along a random edge of where it lies."""
        draw = self.draw
        ends = [PARENT[unit], *(one for one in self.names if PARENT[one] == unit)]
        to = draw.choice([one for one in ends if one])
        up = to == PARENT[unit]
        child, parent = (unit, to) if up else (to, unit)
        numbers = {"child": self.world.tenants[child], "parent": self.world.tenants[parent]}
        self.put(
            "hop", unit, problem_id=problem, direction="UP" if up else "DOWN", **numbers,
            edge=self.edges[numbers["child"]], shown=draw.choice(SHOWN), made_by=f"{parent} 专班",
            note="收网", made_at=BEGAN + timedelta(minutes=draw.randint(0, 3)),
        )  # fmt: skip  # columns side by side
        return to

    def under(self, problem: uuid.UUID, unit: str) -> None:
        draw = self.draw
        for number in range(draw.randint(0, 3)):
            author = draw.choice(self.names)
            who = f"{author}.{draw.choice(['head', 'handler'])}"
            mine = {
                "author_tenant": self.world.tenants[author],
                "author_person": key_of("person", who),
            }
            about = {"problem_id": problem}
            self.put(
                "happening", unit, **about, **mine, author_post=key_of("post", who),
                author_title=who, act="report_progress", after="RECTIFYING", text="已清淤",
                shown=draw.choice(SHOWN), happened_at=BEGAN + timedelta(minutes=draw.randint(0, 3)),
                other_end=self.world.tenants[draw.choice(self.names)], due_on=date(2026, 4, 8),
            )  # fmt: skip  # columns side by side
            self.put(
                "measure", unit, **about, position=number, text="清淤", due_on=date(2026, 4, 9),
                owner_post=key_of("post", who), state=draw.choice(["PLANNED", "DONE"]),
            )  # fmt: skip  # columns side by side
            party = draw.choice(["SELF", "CLIENT", "ORGANISATION"])
            self.put(
                "evaluation", unit, **about, **mine, round=number, rating="PASS", party=party,
                channel="VISIT" if party == "CLIENT" else None, sealed=draw.random() < 0.5,
                given_at=BEGAN,
            )  # fmt: skip  # columns side by side
            self.put(
                "petitioner", unit, **about, **mine, kind="ANONYMOUS", matter="REQUEST",
                channel="LETTER", registered_at=BEGAN + timedelta(minutes=draw.randint(0, 3)),
            )  # fmt: skip  # columns side by side
