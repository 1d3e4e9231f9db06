"""Groups of posts of a unit that ends go to its successor with what is given to them."""

from typing import Any

import psycopg
import pytest

from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tenants.checking import check_tree
from tests.ledger.acting import Client
from tests.ledger.giving import GRANT, GROUND
from tests.ledger.reorganising import (
    administrators,
    differences,
    done,
    faults,
    foreseen,
    sight,
    unit,
)
from tests.world import key_of

MERGE = Step("MERGE", unit("a2"), to=unit("a1"))
TITLE, LONGER = "经办组", "经办组（甲二镇）"


class Groups:
    """A group of a1 and one of a2, called alike; a2's is given a role and holds a post."""

    def __init__(self, client: Client) -> None:
        self.client, self.stage = client, client.stage
        self.ids: dict[str, str] = {}

    async def act(self, who: str, name: str, chosen: str, **given: Any) -> dict[str, Any]:
        told = await self.client.act(f"{who}.administrator", name, chosen, **given, **GROUND)
        assert told["__typename"].endswith("Success"), told
        return told

    async def made(self) -> None:
        for town in ("a1", "a2"):
            told = await self.act(town, "makeGroup", "group { id }", title=TITLE)
            self.ids[town] = told["group"]["id"]
        await self.join("a2", "a2.handler", by="a2")
        await self.act("a2", "grantRole", GRANT, group=self.ids["a2"], role="task_force")

    async def join(self, group: str, post: str, *, by: str) -> None:
        said = {"group": self.ids[group], "post": f"Post_{key_of('post', post)}"}
        await self.act(by, "groupPost", "member { id }", **said)

    def lie(self) -> dict[str, tuple[str, str, str]]:
        """Of each group: where it is kept, what it is called, and where its grants lie."""
        names = {number: name for name, number in self.stage.world.tenants.items()}
        rows = self.stage.rows(
            "select x.id, x.holder, x.title, (select string_agg(g.holder::text, ',')"
            " from app.role_grant g where g.group_id = x.id) from app.post_group x"
        )
        found = {
            f"PostGroup_{key}": (names[holder], title, names.get(int(at or 0), ""))
            for key, holder, title, at in rows
        }
        return {town: found[key] for town, key in self.ids.items()}


@pytest.fixture
async def groups(stage: Any, client: Client) -> Groups:
    administrators(stage)
    made = Groups(client)
    await made.made()
    return made


async def test_the_successor_keeps_the_group_and_what_it_was_given(groups: Groups) -> None:
    stage = groups.stage
    before = sight(stage)
    found = await done(stage, "a", "MERGE", MERGE)
    assert groups.lie() == {"a1": ("a1", TITLE, ""), "a2": ("a1", LONGER, "a1")}
    assert ("MOVES", "post_group", "a1", 1) in foreseen(stage, found, "MOVES")
    seen = foreseen(stage, found, "GAINS", "LOSES")
    told = {one for one in differences(before, sight(stage)) if one[1] == "post_group"}
    assert {one for one in seen if one[1] == "post_group"} == told
    assert faults(stage) == []
    # It is kept by those who keep the successor: joined, and its role taken back.
    await groups.join("a2", "a1.handler", by="a1")
    grant = stage.named("select id, version from app.role_grant where group_id is not null")[0]
    said = {"grant": f"RoleGrant_{grant['id']}", "expectedVersion": grant["version"]}
    await groups.act("a1", "takeBackRole", GRANT, **said)


async def test_it_goes_back_under_its_own_name(groups: Groups) -> None:
    before = groups.lie()
    found = await done(groups.stage, "a", "MERGE", MERGE)
    assert groups.lie() != before
    await found.do("a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到")
    assert groups.lie() == before == {"a1": ("a1", TITLE, ""), "a2": ("a2", TITLE, "a2")}


async def test_a_name_that_is_taken_twice_is_made_longer_again(groups: Groups) -> None:
    await groups.act("a1", "makeGroup", "group { id }", title=LONGER)
    await done(groups.stage, "a", "MERGE", MERGE)
    where, title, _ = groups.lie()["a2"]
    assert where == "a1"
    assert title.startswith("经办组（甲二镇")
    assert title not in {TITLE, LONGER}


async def test_the_check_finds_a_group_that_nobody_keeps(groups: Groups) -> None:
    """By a superuser's hand it stays where it was."""
    await done(groups.stage, "a", "MERGE", MERGE)
    assert faults(groups.stage) == []
    with psycopg.connect(groups.stage.database.superuser_dsn) as connection:
        ended = groups.stage.world.tenants["a2"]
        key = groups.ids["a2"].partition("_")[2]
        connection.execute("update app.post_group set holder = %s where id = %s", [ended, key])
        found = {(one.table, one.fault, one.record) for one in check_tree(connection)}
        assert found == {("post_group", "kept", key)}
        connection.rollback()
