"""Random acts through the API by people who collude, and a measure of what they can do or give.

The measure is the prose of the rules (tests/reference), asked about every action and unit with what
signing in says of each person; it asks nothing of what weighs the acts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from policies.facts import Held
from tests.ledger.giving import APPOINTMENT, GRANT, GROUND, ROLE, Giving
from tests.ledger.giving_invitations import Invitations
from tests.ledger.giving_steps import MOVES, applied, elsewhere, moved
from tests.reference import policy_model as prose
from tests.reference.policy_giving import lent
from tests.reference.policy_roles import BEARERS, Someone, Thing

TRUSTED = {
    "organisation_department": ("task_force", "unit_head", "handler", "grid_worker", *BEARERS),
    "level_administrator": (
        "task_force", "unit_head", "handler", "grid_worker", *BEARERS, "level_administrator",
        "organisation_department", "discipline_organ", "propaganda_approver", "petition_bureau",
    ),
}  # fmt: skip  # reads as a table
"""受托授权：本级管理员、组织部门在本单位及所辖可以授出哪些角色。"""
GIVEN = ("handler", "task_force", "unit_head", "level_administrator", "petition_bureau",
         "organisation_department", "security_administrator", "discipline_organ")  # fmt: skip  # reads as a table
CLERK = "a.desk"
"""Acts as an administrator by a custom role, and holds nothing in trust."""
CIRCLES = (
    ("a.administrator", "a1.administrator", "a1.spare", "a.desk"),
    ("a.organisation_department", "a1.administrator", "a.desk", "a2.desk"),
    ("a1.administrator", "a1.head", "a1.spare", "a1x.desk"),
    ("a.administrator", "b.organisation_department", "a2.spare", "b.desk"),
    ("bureau.administrator", "a.desk", "bureau.desk"),
    ("a.administrator", "a.deputy", "a1.administrator", "a2.desk"),
    ("city.administrator", "city.deputy", "b.organisation_department", "a2.spare"),
    ("a.desk", "a.spare", "a1.spare"),
)
ACTS = (
    "appointPerson", "appointPerson", "relievePerson", "grantRole", "grantRole", "grantRole",
    "takeBackRole", "defineRole", "amendRole", "makeGroup", "groupPost", "grantGroup",
    "makePost", "appointSubstitute", "reinstatePerson", "suspendPerson", "extendAppointment",
    "retireRole", "ungroupPost", "askAdministrator", "applyChange", "applyChange", "move", "move",
)  # fmt: skip  # reads as a table
"""How often each is drawn. ``move`` takes a unit elsewhere by all five acts of a reorganisation."""
EVERY = (*ACTS, "become", "become")
"""The same, and to invite somebody, who is then given something by others, and to sign in as them."""
PREVIEWED = (
    "grantRole", "grantRole", "appointPerson", "appointPerson", "groupPost", "defineRole",
    "amendRole", "relievePerson", "appointSubstitute", "reinstatePerson", "takeBackRole",
)  # fmt: skip  # reads as a table
SEPARATED = ("system_administrator", "security_administrator", "audit_administrator")
KNOWN = {
    "state": "PUBLISHED", "list_type": "PETITION", "shown": "ALL", "party": "SELF",
    "clock": "RECTIFICATION", "actor_type": "branch_secretary",
}  # fmt: skip  # reads as a table
Done = frozenset[tuple[str, int]]
Tree = frozenset[tuple[int, int | None]]
Known = dict[tuple[Tree, int, tuple[str, str]], Done]


@dataclass
class Search:
    """One search: what was tried, what was made, and what should not have come about."""

    giving: Giving
    drawn: Sequence[str] = ACTS
    acts: int = 0
    made: int = 0
    refusals: dict[str, int] = field(default_factory=dict)
    by_act: dict[str, int] = field(default_factory=dict)
    """How many of each were made."""
    grown: list[str] = field(default_factory=list)
    known: Known = field(default_factory=dict)
    """What a role does from a unit of a tree: asked once, for the next search as well."""
    tree: Tree = frozenset()
    invitations: Invitations = field(init=False)
    """Of the history that is tried now."""

    @property
    def parents(self) -> dict[int, int | None]:
        return dict(self.tree)

    def done(self, unit: int, roles: Held) -> Done:
        """What somebody with these roles does from this unit, by the prose: each role adds to it."""
        found: set[tuple[str, int]] = set()
        for one in roles:
            if (self.tree, unit, one) not in self.known:
                self.known[self.tree, unit, one] = self._by_role(unit, *one)
            found |= self.known[self.tree, unit, one]
        return frozenset(found)

    def _by_role(self, unit: int, role: str, domain: str) -> Done:
        """What one role does from a unit; one lent for a single action does no other."""
        parents, book = self.parents, self.giving.stage.reach.enforcer.book
        whole = domain == "*"
        who = Someone(
            unit=unit,
            roles=frozenset({role} if whole else ()),
            lent={} if whole else {domain: frozenset({role})},
            actor_type="branch_secretary",
        )
        return frozenset(
            (action, at)
            for action, one in book.actions.items()
            if whole or action == domain
            for at in parents
            if any(
                prose._allowed(
                    prose._Sight(
                        parents,
                        lent(who, action),
                        Thing(one.noun, at, known=KNOWN, passed=(at,)),
                    ),
                    action,
                )
            )
        )

    async def able(self, circle: tuple[str, ...]) -> Done:
        """What the circle does, and what it gives, as signing in says today, on the tree of now."""
        self.tree = frozenset(self.giving.stage.rows("select id, parent_id from app.tenant"))
        found: set[tuple[str, int]] = set()
        for name in circle:
            viewer = await self.giving.stage.viewer(name)
            for post in viewer.posts:
                found |= self.done(post.tenant, post.roles)
                for role, _ in post.roles & {(one, "*") for one in TRUSTED}:
                    for unit in self.parents:
                        if post.tenant in self._line(unit):
                            for given in TRUSTED[role]:
                                found |= self.done(unit, frozenset({(given, "*")}))
        return frozenset(found)

    def _line(self, unit: int | None) -> list[int]:
        return [] if unit is None else [unit, *self._line(self.parents[unit])]

    async def history(self, circle: tuple[str, ...], draw: Random, acts: int) -> None:
        """Tries acts one after the other and measures after each that was done."""
        self.invitations = Invitations(self.giving, circle)
        began = await self.able(circle)
        for step in range(acts):
            everybody = (*circle, *self.invitations.signed)
            who = draw.choice(circle[:2] if draw.random() < 0.8 else everybody)
            viewer = await self.giving.stage.viewer(who)
            if viewer.person is None or (viewer.post is None and who not in circle):
                continue
            act = draw.choice(self.drawn)
            self.acts += 1
            told, given = await self._tried(act, who, draw, circle)
            if told["__typename"] == "Refusal":
                self.refusals[told["code"]] = self.refusals.get(told["code"], 0) + 1
                continue
            self.by_act[act] = self.by_act.get(act, 0) + 1
            self.made += 1
            more = await self.able((*circle, *self.invitations.signed)) - began
            if more:
                self.grown.append(f"act {step}: {who} {act} {given}: {sorted(more)[:3]}")
                return

    async def _tried(
        self, act: str, who: str, draw: Random, circle: tuple[str, ...]
    ) -> tuple[dict[str, Any], Any]:
        """Has somebody try an act; gives what was said, and what was asked for."""
        if act == "move":
            unit, ends = draw.choice(MOVES)
            to = elsewhere(self.giving, unit, ends)
            second = circle[0] if who == circle[1] else circle[1]
            return await moved(self.giving, who, second, unit, to), (unit, to, second)
        if act == "become":
            near = [self._one(draw, "post", "Post") for _ in range(6)]
            return await self.invitations.become(who, draw, near), near
        if act == "applyChange":
            act, _, given = self._drawn(draw.choice(PREVIEWED), draw, circle)
            return await applied(self.giving, who, act, given), (act, given)
        act, chosen, given = self._drawn(act, draw, circle)
        return await self.giving.client.act(who, act, chosen, **GROUND, **given), given

    def _drawn(
        self, act: str, draw: Random, circle: tuple[str, ...]
    ) -> tuple[str, str, dict[str, Any]]:
        """An act with ids of what there is: posts and people near the circle, records it made."""
        known = [f"Person_{self.giving.stage.world.person(one)}" for one in circle]
        person = draw.choice([*known, *self.invitations.people])
        post = self._one(draw, "post", "Post")
        appointment = self._versioned(
            "appointment", "appointment", self._one(draw, "appointment", "Appointment")
        )
        book = self.giving.stage.reach.enforcer.book
        permissions = [
            f"{draw.choice(GIVEN)}:{draw.choice(sorted(book.actions))}" for _ in range(3)
        ]
        permissions = permissions[: draw.randint(1, 3)]
        role: dict[str, Any] = {"role": draw.choice(GIVEN)}
        customs = self._all("custom_role")
        if customs and draw.random() < 0.5:
            role = {"customRole": f"CustomRole_{draw.choice(customs)}"}
        group = f"PostGroup_{draw.choice(self._all('post_group') or [0])}"
        grant = self._versioned("grant", "role_grant", self._any(draw, "role_grant", "RoleGrant"))
        custom = self._versioned(
            "customRole", "custom_role", self._any(draw, "custom_role", "CustomRole")
        )
        member = self._versioned(
            "member", "group_member", self._any(draw, "group_member", "GroupMember")
        )
        title = f"{draw.getrandbits(32)}"
        choices: dict[str, tuple[str, str, dict[str, Any]]] = {
            "appointPerson": ("appointPerson", APPOINTMENT, {"post": post, "person": person}),
            "relievePerson": ("relievePerson", APPOINTMENT, appointment),
            "reinstatePerson": ("reinstatePerson", APPOINTMENT, appointment),
            "grantRole": ("grantRole", GRANT, {"post": post, **role}),
            "takeBackRole": ("takeBackRole", GRANT, grant),
            "defineRole": ("defineRole", ROLE, {"title": title, "permissions": permissions}),
            "amendRole": ("amendRole", ROLE, {**custom, "permissions": permissions}),
            "makeGroup": ("makeGroup", "group { id }", {"title": title}),
            "groupPost": ("groupPost", "member { id }", {"group": group, "post": post}),
            "grantGroup": ("grantRole", GRANT, {"group": group, **role}),
            "makePost": (
                "makePost",
                "post { id }",
                {"tenant": self._one(draw, "tenant", "Tenant"), "title": title, "roles": [draw.choice(GIVEN)]},
            ),
            "appointSubstitute": (
                "appointSubstitute", APPOINTMENT, {**appointment, "person": person, "until": "2026-09-01"},
            ),
            "suspendPerson": ("suspendPerson", APPOINTMENT, appointment),
            "extendAppointment": (
                "extendAppointment", APPOINTMENT, {**appointment, "until": "2026-10-01"},
            ),
            "retireRole": ("retireRole", ROLE, custom),
            "ungroupPost": ("ungroupPost", "member { id }", member),
            "askAdministrator": (
                "askAdministrator", "request { id }", {"post": post, "role": draw.choice(SEPARATED)},
            ),
        }  # fmt: skip  # reads as a table
        return choices[act]

    def _all(self, table: str) -> list[Any]:
        return [key for (key,) in self.giving.stage.rows(f"select id from app.{table} order by id")]

    def _any(self, draw: Random, table: str, kind: str) -> str:
        return f"{kind}_{draw.choice(self._all(table) or [0])}"

    def _versioned(self, name: str, table: str, thing: str) -> dict[str, Any]:
        """Names a thing in its version of now."""
        said = f"select version from app.{table} where id::text = %s"
        found = self.giving.stage.rows(said, thing.partition("_")[2])
        return {name: thing, "expectedVersion": found[0][0] if found else 1}

    def _one(self, draw: Random, table: str, kind: str) -> str:
        """A row near the circle: of county a and its line, or anywhere, one time in five."""
        column = "uid" if table == "tenant" else "id"
        slot = "slot" if table == "tenant" else "holder_slot"
        county = self.giving.stage.world.tenants["a"]
        near = "" if draw.random() < 0.1 else f" where at3 = {county} and {slot} <= 4"
        rows = self.giving.stage.rows(f"select {column} from app.{table}{near} order by 1")
        return f"{kind}_{draw.choice(rows)[0]}"
