"""Of a search: to become somebody else by an invitation, after others gave that person something."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg

from tenants.context import asking, seal
from tests.conftest import Database
from tests.ledger.giving import APPOINTMENT, GROUND, Giving
from tests.world import ISSUER

HONEST = (
    "city.administrator", "city.organisation_department", "a.administrator",
    "a.organisation_department",
)  # fmt: skip  # reads as a table
"""Who, while they do not collude, appoint people whose invitation is open."""
NOT_OPEN = {"__typename": "Refusal", "code": "invitation.not_open"}
ACCEPT = "select ctx.accept_invitation(%s, %s, %s)"
Told = dict[str, Any]


@dataclass
class Invitations:
    """The codes that a circle has, and those as whom it signs in by now."""

    giving: Giving
    circle: Sequence[str]
    codes: list[tuple[str, str]] = field(default_factory=list)
    """A person, and a code to become them."""
    signed: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    async def become(self, who: str, draw: Random, posts: Sequence[str]) -> Told:
        """Has somebody invited, others appoint them, and a code used: all three, or some of them."""
        told: Told = {"__typename": "AcceptInvitationSuccess"}
        if not self.codes or draw.random() < 0.8:
            told = await self._invited(who, draw)
        if self.codes and draw.random() < 0.7:
            await self._appointed(draw, posts)
        if self.codes and draw.random() < 0.8:
            return self._accepted(draw)
        return told

    async def _invited(self, who: str, draw: Random) -> Told:
        act = self.giving.client.act
        viewer = await self.giving.stage.viewer(who)
        at = draw.choice([*self.giving.stage.world.tenants.values()])
        at = viewer.posts[0].tenant if draw.random() < 0.8 else at
        person = draw.choice([one for one, _ in self.codes] or [""])
        if not person or draw.random() < 0.8:
            said = {"tenant": self._unit(at), "name": f"某人{draw.getrandbits(32)}"}
            told = await act(who, "recordPerson", "person { id }", **said, **GROUND)
            if told["__typename"] == "Refusal":
                return told
            person = told["person"]["id"]
        told = await act(who, "invitePerson", "invitationCode", person=person)
        if told["__typename"] != "Refusal":
            self.codes.append((person, told["invitationCode"]))
            self.people.append(person)
        return told

    async def _appointed(self, draw: Random, posts: Sequence[str]) -> None:
        honest = [one for one in HONEST if one not in self.circle]
        person = draw.choice(self.codes)[0]
        for post in posts:
            said = {"post": post, "person": person, **GROUND}
            who = draw.choice(honest)
            told = await self.giving.client.act(who, "appointPerson", APPOINTMENT, **said)
            if told["__typename"] != "Refusal":
                return

    def _accepted(self, draw: Random) -> Told:
        """Somebody new of the circle, who signs in elsewhere, uses a code."""
        person, code = self.codes.pop(draw.randrange(len(self.codes)))
        database, who = self.giving.stage.database, f"new-{code[:12]}"
        with psycopg.connect(database.app_dsn) as connection:
            pid = connection.info.backend_pid
            sealed = seal(database.keys, asking(ISSUER, who), pid=pid, now=time.time())
            connection.execute("select set_config('levelwise.context', %s, true)", [sealed])
            (done,) = connection.execute(ACCEPT, [ISSUER, who, code]).fetchone() or (False,)
        if not done:
            return NOT_OPEN
        self.signed.append(who)
        self.codes = [one for one in self.codes if one[0] != person]
        return {"__typename": "AcceptInvitationSuccess"}

    def _unit(self, number: int) -> str:
        return f"Tenant_{self.giving.stage.one('select uid from app.tenant where id = %s', number)}"


def never_void(database: Database) -> None:
    """The hole: a code stays good whatever the person was given since it was made."""
    with psycopg.connect(database.superuser_dsn) as connection:
        named = "select pg_get_functiondef('ctx.accept_invitation(text, text, text)'::regprocedure)"
        (written,) = connection.execute(named).fetchone() or ("",)
        cut = re.sub(r"\s+and i\.standing = \(select.*?for update\)", "", written, flags=re.DOTALL)
        assert cut != written, "there is nothing to cut out"
        connection.execute(cut)
