"""What was given to posts belongs to what a reorganisation was approved for, and to what depends on it."""

from typing import Any

import pytest

from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tests.ledger.acting import Client
from tests.ledger.giving import GRANT, GROUND
from tests.ledger.reorganising import Reorganising, administrators, done, unit
from tests.world import key_of

MERGE = Step("MERGE", unit("a2"), to=unit("a1"))
MEMBER = "member { id }"


class Given:
    """Somebody who gives roles while a2 is about to be merged into a1, or has been."""

    def __init__(self, client: Client) -> None:
        self.client, self.stage = client, client.stage
        self.groups: dict[str, str] = {}

    async def act(self, who: str, name: str, chosen: str, **given: Any) -> dict[str, Any]:
        told = await self.client.act(f"{who}.administrator", name, chosen, **given, **GROUND)
        assert told["__typename"].endswith("Success"), told
        return told

    async def grouped(self) -> None:
        """Counties a and b have a group each; a handler of a2 is in one, one of b1 in the other."""
        for county, member in (("a", "a2.handler"), ("b", "b1.handler")):
            made = await self.act(county, "makeGroup", "group { id }", title="经办组")
            self.groups[county] = made["group"]["id"]
            await self.join(county, member)

    async def join(self, county: str, post: str) -> None:
        said = {"group": self.groups[county], "post": f"Post_{key_of('post', post)}"}
        await self.act(county, "groupPost", MEMBER, **said)

    async def give(self, what: str, county: str, town: str) -> None:
        """Gives something to a post of a township, in one of the ways there are."""
        if what == "POST":
            post = f"Post_{key_of('post', f'{town}.handler')}"
            await self.act(county, "grantRole", GRANT, post=post, role="task_force")
        elif what == "GROUP":
            group = self.groups[county]
            await self.act(county, "grantRole", GRANT, group=group, role="task_force")
        elif what == "MEMBER":
            await self.join(county, f"{town}.task_force")
        else:
            held = self.stage.named(
                "select id, version from app.appointment where post_id = %s",
                key_of("post", f"{town}.head"),
            )[0]
            said = {"appointment": f"Appointment_{held['id']}", "expectedVersion": held["version"]}
            await self.act(county, "suspendPerson", "appointment { id }", **said)

    def seal(self, item: Any) -> str:
        root = self.stage.world.tenants["city"]
        return self.stage.one("select app.reorganisation_seal(%s, %s)", root, item)


@pytest.fixture
async def giver(stage: Any, client: Client) -> Given:
    administrators(stage)
    made = Given(client)
    await made.grouped()
    return made


@pytest.mark.parametrize("what", ["POST", "GROUP", "MEMBER", "SUSPENSION"])
async def test_what_is_given_after_the_preview_is_not_what_was_approved(
    giver: Given, what: str
) -> None:
    stage = giver.stage
    found = await Reorganising.drafted(stage, "a.administrator", "MERGE", [MERGE])
    await found.scheduled("a.administrator", other="a.deputy")
    agreed = found.now()["preview_hash"]
    assert giver.seal(found.item) == agreed
    await giver.give(what, "b", "b1")
    assert giver.seal(found.item) == agreed, "the control: the same, given elsewhere"
    await giver.give(what, "a", "a2")
    refusal = await found.refused(
        "a.administrator", apply_reorganisation, ApplyReorganisation, agreed
    )
    assert refusal.code == "reorganisation.moved_since"
    assert found.now()["state"] == "SCHEDULED"
    assert stage.one("select valid_until from app.tenant where uid = %s", unit("a2")) is None


@pytest.mark.parametrize("what", ["POST", "GROUP", "MEMBER"])
async def test_what_is_given_where_something_moved_depends_on_it(giver: Given, what: str) -> None:
    stage = giver.stage
    found = await done(stage, "a", "MERGE", MERGE)
    await giver.give(what, "a", "a2")
    refusal = await found.refused(
        "a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到"
    )
    assert refusal.code == "reorganisation.depended_on"
    assert found.now()["state"] == "APPLIED"


async def test_what_is_given_elsewhere_does_not_depend_on_it(giver: Given) -> None:
    """The control of the test before: all three of them, in another county."""
    found = await done(giver.stage, "a", "MERGE", MERGE)
    for what in ("POST", "GROUP", "MEMBER"):
        await giver.give(what, "b", "b1")
    await found.do("a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到")
    assert found.now()["state"] == "REVERSED"
