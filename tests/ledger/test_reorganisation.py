"""Reorganisations: proposed, previewed, approved by somebody else, set to a day, applied at once."""

import psycopg
import pytest

from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tests.ledger.asking import asked, tenant_id
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import (
    Reorganising,
    administrators,
    differences,
    done,
    faults,
    foreseen,
    sight,
    unit,
)
from tests.world import key_of


@pytest.fixture
def staffed(stage):
    administrators(stage)
    return stage


async def test_a_unit_is_renamed_and_was_called_otherwise_before(staffed) -> None:
    await done(staffed, "a", "RENAME", Step("RENAME", unit("a1"), name="甲一街道"))
    assert staffed.one("select name from app.tenant where uid = %s", unit("a1")) == "甲一街道"
    former = staffed.rows("select name, valid_until::text from app.tenant_former")
    assert former == [("甲一镇", "2026-04-15")]
    assert faults(staffed) == []


async def test_a_township_moves_to_another_county_with_all_that_it_has(staffed) -> None:
    ladder = Ladder(staffed)
    await ladder.bank("a2x")
    await done(staffed, "city", "MOVE", Step("MOVE", unit("a2"), to=unit("b")))
    assert faults(staffed) == []
    at3 = staffed.one("select at3 from app.problem")
    assert at3 == staffed.world.tenants["b"]


STEPS = "steps { position verb unit { name } to { name } } superior { name } proposedBy { name }"


async def test_a_county_proposes_and_its_city_decides_through_graphql(staffed, client) -> None:
    """下级提出，共同上级预演、批准、定期、实施."""
    told = await client.act(
        "a.administrator",
        "draftReorganisation",
        f"reorganisation {{ id version state {STEPS} }}",
        kind="MOVE",
        title="甲二镇划归乙县",
        documentNo="测府请〔2026〕3号",
        reason="沿河流域统一管理",
        steps=[{"verb": "MOVE", "unit": tenant_id("a2"), "to": tenant_id("b")}],
    )
    drafted = told["reorganisation"]
    assert drafted["superior"]["name"] == "测试市"
    assert drafted["proposedBy"]["name"] == "甲县"
    item = {"reorganisation": drafted["id"]}
    shown = "reorganisation { version state previewHash appliedOn viewerActions { act allowed } }"

    async def act(name: str, version: int, **more: str) -> dict:
        told = await client.act(
            "city.administrator", name, shown, **item, expectedVersion=version, **more
        )
        assert told["__typename"].endswith("Success"), told
        return told["reorganisation"]

    seen = await act("previewReorganisation", 1)
    agreed = {"previewHash": seen["previewHash"]}
    await act("approveReorganisation", 2, **agreed)
    await act("scheduleReorganisation", 3, effectiveOn="2026-04-15")
    assert (await act("applyReorganisation", 4, **agreed))["state"] == "APPLIED"
    told = await client.ask(
        "a.administrator", "query ($id: ID!) { tenant(id: $id) { path } }", {"id": tenant_id("a2")}
    )
    assert told["data"]["tenant"]["path"] == "测试市/乙县/甲二镇"


async def test_townships_merge_and_the_successor_has_all_that_was_open(staffed) -> None:
    """撤乡并镇: 甲二镇并入甲一镇."""
    ladder, at_town = Ladder(staffed), Ladder(staffed)
    await ladder.bank("a2x")
    await at_town.report("a2")
    await done(staffed, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert faults(staffed) == []
    assert at_town.now()["holder"] == "a1"
    assert at_town.now()["trail"] >= {"a1", "a2"}
    (said,) = staffed.named(
        "select * from app.happening where act = 'reorganise' and problem_id = %s", at_town.problem
    )
    assert (said["before"], said["after"], said["other_end"]) == (
        "REGISTERED",
        "REGISTERED",
        staffed.world.tenants["a2"],
    )
    children = staffed.rows(
        "select name from app.tenant where parent_id = %s order by code",
        staffed.world.tenants["a1"],
    )
    assert len(children) == 4
    posts = staffed.one(
        "select count(*) from app.post where holder = %s", staffed.world.tenants["a2"]
    )
    assert posts == 0
    viewer = await staffed.viewer("a2.head")
    assert viewer.tenant == staffed.world.tenants["a1"]


async def test_what_was_applied_is_taken_back_whole(staffed) -> None:
    ladder, at_town = Ladder(staffed), Ladder(staffed)
    await ladder.bank("a2x")
    await at_town.report("a2")
    before = staffed.named(
        "select id, parent_id, name, code, kind, valid_until, at1, at2, at3, at4, at5, at6"
        " from app.tenant order by id"
    )
    places = "select id, holder, holder_post, at1, at2, at3, at4, at5, at6, listed_by from app.problem order by id"
    lay = staffed.named(places)
    found = await done(staffed, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert staffed.named(places) != lay
    await found.do("a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到")
    after = staffed.named(
        "select id, parent_id, name, code, kind, valid_until, at1, at2, at3, at4, at5, at6"
        " from app.tenant order by id"
    )
    assert after == before
    assert staffed.named(places) == lay
    assert faults(staffed) == []
    assert found.now()["state"] == "REVERSED"


async def test_what_something_depends_on_is_not_taken_back(staffed) -> None:
    found = await done(staffed, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    await Ladder(staffed).report("a2x")
    refusal = await found.refused(
        "a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到"
    )
    assert refusal.code == "reorganisation.depended_on"


async def test_a_township_is_split_and_a_post_takes_its_items_along(staffed) -> None:
    stays, goes = Ladder(staffed), Ladder(staffed)
    await stays.report("a1")
    await goes.report("a1x")
    post = key_of("post", "a1.task_force")
    await done(
        staffed,
        "a",
        "SPLIT",
        Step("FOUND", to=unit("a"), name="甲三镇", code="520602003000", unit_kind="TOWNSHIP"),
        Step("MOVE", unit("a1x"), to_step=1),
        Step("MOVE_POST", post=post, to_step=1),
    )
    assert faults(staffed) == []
    founded = staffed.one("select id from app.tenant where name = '甲三镇'")
    assert staffed.one("select at4 from app.problem where id = %s", goes.problem) == founded
    assert staffed.one("select holder from app.post where id = %s", post) == founded
    assert stays.now()["holder"] == "a1"


async def test_a_county_becomes_a_district(staffed) -> None:
    """撤县设区."""
    await done(
        staffed,
        "city",
        "UPGRADE",
        Step("RENAME", unit("a"), name="甲区", code="520604000000"),
    )
    assert staffed.one("select name, code from app.tenant where uid = %s", unit("a")) == (
        "甲区",
        "520604000000",
    )
    assert faults(staffed) == []


async def test_days_of_the_past_answer_as_they_did(staffed) -> None:
    """名称和隶属关系都有起止日期."""
    query = (
        "query ($day: Date!, $within: ID!) { tenantsOn(day: $day, within: $within)"
        " { name code parent { code } } }"
    )

    async def stood(day: str, within: str) -> list:
        found = await asked(staffed, "a.head", query, day=day, within=tenant_id(within))
        return found["tenantsOn"]

    before = {name: await stood("2026-04-14", name) for name in ("city", "a", "b", "a1", "a2")}
    assert [one["name"] for one in before["a"]] == ["甲县", "甲县审计局", "甲一镇", "甲二镇"]
    await done(staffed, "a", "RENAME", Step("RENAME", unit("a1"), name="甲一街道"))
    await done(staffed, "city", "MOVE", Step("MOVE", unit("a2"), to=unit("b")))
    await done(staffed, "b", "MERGE", Step("MERGE", unit("b2"), to=unit("b1")))
    assert {name: await stood("2026-04-14", name) for name in before} == before
    assert [one["name"] for one in await stood("2026-04-15", "a")] == [
        "甲县",
        "甲县审计局",
        "甲一街道",
    ]
    assert [one["name"] for one in await stood("2026-04-15", "b")] == ["乙县", "甲二镇", "乙一镇"]
    told = await asked(
        staffed,
        "a.head",
        "query ($id: ID!) { tenant(id: $id) { validUntil successors { successor { name } since } } }",
        id=tenant_id("b2"),
    )
    assert told["tenant"]["successors"] == [
        {"successor": {"name": "乙一镇"}, "since": "2026-04-15"}
    ]


async def a_ladder_of_problems(stage) -> None:
    """Problems that lie low, were handed up, were handed down, and one that is overdue."""
    for at in ("a2", "a2x", "a2y"):
        await Ladder(stage).report(at)
    risen = Ladder(stage)
    await risen.bank("a2x")
    await risen.submit()
    ordered = Ladder(stage)
    await ordered.bank("a2x")
    await ordered.rise_to("a")
    late = Ladder(stage)
    await late.report("a2x")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set overdue = true where id = %s", [late.problem])


CHANGES = {
    "moved": ("city", "MOVE", [Step("MOVE", unit("a2"), to=unit("b"))]),
    "merged": ("a", "MERGE", [Step("MERGE", unit("a2"), to=unit("a1"))]),
    "merged into another county": ("city", "MERGE", [Step("MERGE", unit("a2"), to=unit("b1"))]),
    "moved up a level": ("a", "MOVE", [Step("MOVE", unit("a2x"), to=unit("a"))]),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_the_preview_says_who_will_see_how_many_records(staffed, change: str) -> None:
    """预演说多少，实施之后就是多少."""
    await a_ladder_of_problems(staffed)
    superior, kind, steps = CHANGES[change]
    who, other = f"{superior}.administrator", f"{superior}.deputy"
    found = await Reorganising.drafted(staffed, who, kind, steps)
    await found.scheduled(who, other=other)
    told = foreseen(staffed, found, "GAINS", "LOSES")
    before = sight(staffed)
    await found.do(who, apply_reorganisation, ApplyReorganisation, found.now()["preview_hash"])
    assert told == differences(before, sight(staffed))
    assert any(noun == "problem" for _, noun, _, _ in told)
    assert faults(staffed) == []
