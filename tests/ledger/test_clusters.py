"""Problems of one type are gathered and ended by one mechanism; nobody sees another problem by it."""

from typing import Any

import psycopg
import pytest

from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

CLUSTER = "cluster { id version state title category mechanism answersProposal }"
LIST = """{ clusters(first: 9) { nodes { title state tenant { name }
  all: problems(first: 9) { totalCount nodes { title } }
  open: problems(first: 1, filter: {open: true}) { totalCount } viewerActions { act allowed } } } }"""
OF = "query ($p: ID!) { problem(id: $p) { version cluster { title mechanism } } }"
PROPOSE = """insert into app.escalation (root, id, holder, kind, about, occasion, category, items,
  units, proposed_on) select root, %s, id, %s, id, '2026Q2', 'land', 5, 3, date '2026-04-14'
  from app.tenant where id = %s"""


async def form(client: Client, who: str = "a.task_force", **given: Any):
    said = {"title": "征地补偿不到位"} | ({} if "escalation" in given else {"category": "land"})
    return await client.act(who, "formCluster", CLUSTER, **said | given)


async def gather(
    client: Client, told: Any, ladder: Ladder, *, who: str = "a.task_force", **given: Any
):
    act = given.pop("act", "joinCluster")
    said = {
        "cluster": told["cluster"]["id"],
        "problem": f"Problem_{ladder.problem}",
        "expectedVersion": ladder.now()["version"],
    }
    return await client.act(who, act, CLUSTER, **said | given)


async def close(client: Client, told: Any, *, who: str = "a.task_force", **given: Any):
    said = {"mechanism": "补偿款由县级专户直达农户", "expectedVersion": told["cluster"]["version"]}
    return await client.act(
        who, "closeCluster", CLUSTER, cluster=told["cluster"]["id"], **said | given
    )


async def of_land(client: Client, unit: str, *, category: str = "land") -> Ladder:
    ladder = Ladder(client.stage)
    await ladder.bank(unit)
    await ladder.do(f"{unit}.task_force", categorise_problem, CategoriseProblem, category)
    return ladder


async def listed(client: Client, who: str) -> list[Any]:
    return (await client.ask(who, LIST))["data"]["clusters"]["nodes"]


async def seen_on(client: Client, who: str, ladder: Ladder) -> Any:
    found = await client.ask(who, OF, {"p": f"Problem_{ladder.problem}"})
    return found["data"]["problem"]


async def test_a_mechanism_ends_a_type_of_problem_and_names_each(client: Client) -> None:
    one, two = await of_land(client, "a1"), await of_land(client, "a2")
    told = await form(client)
    assert told["cluster"]["answersProposal"] is False
    at = {ladder.problem: ladder.now() for ladder in (one, two)}
    for ladder in (one, two):
        joined = await gather(client, told, ladder)
        assert joined["cluster"]["id"] == told["cluster"]["id"]
        now = ladder.now()
        assert {**now, "version": 0} == {**at[ladder.problem], "version": 0}, "it moves nothing"
    (shown,) = await listed(client, "a.head")
    assert (shown["all"]["totalCount"], shown["open"]["totalCount"]) == (2, 2)
    assert {one["act"]: one["allowed"] for one in shown["viewerActions"]}["CLOSE_CLUSTER"]
    ended = await close(client, told)
    assert (ended["cluster"]["state"], ended["cluster"]["mechanism"]) == (
        "CLOSED",
        "补偿款由县级专户直达农户",
    )
    query = "query ($p: ID!) { problem(id: $p) { happenings { nodes { act text } } } }"
    for ladder, who in ((one, "a1.head"), (two, "a2.head")):
        found = await client.ask(who, query, {"p": f"Problem_{ladder.problem}"})
        steps = found["data"]["problem"]["happenings"]["nodes"]
        said = [step["text"] for step in steps if step["act"] == "close_cluster"]
        assert said == ["补偿款由县级专户直达农户"], "those below learn of the mechanism"
        assert ladder.now()["state"] == "BANKED", "each is closed on its own"
    three = await of_land(client, "a1")
    assert (await gather(client, told, three))["code"] == "cluster.closed"
    assert (await gather(client, told, one, act="leaveCluster"))["code"] == "cluster.closed"
    assert (await close(client, ended))["code"] == "cluster.closed"


async def test_a_proposal_that_it_is_widespread_is_followed_by_a_cluster(client: Client) -> None:
    stage = client.stage
    keys = {kind: key_of("escalation", kind) for kind in ("WIDESPREAD", "OVERDUE")}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for kind, key in keys.items():
            connection.execute(PROPOSE, [key, kind, stage.world.tenants["a"]])
    ids = {kind: f"Escalation_{key}" for kind, key in keys.items()}
    assert (await form(client, escalation=ids["OVERDUE"]))["code"] == "cluster.not_widespread"
    assert (await form(client, "city.head", escalation=ids["WIDESPREAD"]))["code"] == (
        "escalation.not_found"
    )
    assert (await form(client, "a.organisation_department"))["code"] == "book.not_allowed"
    assert stage.one("select count(*) from app.cluster") == 0
    told = await form(client, escalation=ids["WIDESPREAD"])
    assert (told["cluster"]["category"], told["cluster"]["answersProposal"]) == ("land", True)
    query = "select kind, state from app.escalation order by kind"
    assert stage.rows(query) == [("OVERDUE", "PROPOSED"), ("WIDESPREAD", "FOLLOWED")]
    again = await form(client, escalation=ids["WIDESPREAD"])
    assert again["code"] == "escalation.wrong_state"


async def test_what_is_gathered_and_by_whom(client: Client) -> None:
    stage = client.stage
    mine, deep = await of_land(client, "a1"), await of_land(client, "a2x")
    other = await of_land(client, "a2", category="environment")
    told = await form(client)
    before = stage.everything()
    for who, ladder, given, code in (
        ("a.handler", mine, {}, "book.not_allowed"),
        ("a1.task_force", mine, {}, "cluster.not_found"),
        ("city.task_force", mine, {}, "book.not_allowed"),
        ("a.task_force", deep, {}, "problem.not_found"),
        ("a.task_force", other, {}, "cluster.other_category"),
        ("a.task_force", mine, {"expectedVersion": 99}, "problem.stale"),
        ("a.task_force", mine, {"act": "leaveCluster"}, "cluster.problem_not_in_it"),
    ):
        assert (await gather(client, told, ladder, who=who, **given))["code"] == code, (who, code)
    assert (await close(client, told))["code"] == "cluster.empty"
    assert (await close(client, told, expectedVersion=7))["code"] == "cluster.stale"
    assert (await close(client, told, mechanism=" "))["code"] == "record.text_refused"
    assert stage.everything() == before
    await gather(client, told, mine)
    assert (await gather(client, told, mine))["code"] == "cluster.problem_in_one"
    await gather(client, told, mine, act="leaveCluster")
    (shown,) = await listed(client, "a.head")
    assert shown["all"] == {"totalCount": 0, "nodes": []}
    refused = await form(client, category="unknown")
    assert refused["code"] == "problem.reason_unknown"


async def test_a_cluster_shows_and_counts_what_one_may_read_anyway(client: Client) -> None:
    near, far = await of_land(client, "a1"), await of_land(client, "b1")
    told = await form(client, "city.task_force")
    for ladder in (near, far):
        await ladder.rise_to("city")
        await gather(client, told, ladder, who="city.task_force")
    for who, count in (("city.head", 2), ("city.handler", 2)):
        (shown,) = await listed(client, who)
        assert shown["all"]["totalCount"] == count, who
    below = await of_land(client, "a2")
    own = await form(client, "a.task_force", title="县里的一类")
    await gather(client, own, below)
    # The handler of the county sees its cluster, and not the problem that a2 holds.
    (handler,) = await listed(client, "a.handler")
    assert (handler["title"], handler["all"]["totalCount"]) == ("县里的一类", 0)
    assert handler["open"]["totalCount"] == 0
    # The city sees that its county has one, and no problem that was not handed up.
    titles = {one["title"]: one["all"]["totalCount"] for one in await listed(client, "city.head")}
    assert titles == {"征地补偿不到位": 2, "县里的一类": 0}
    for who in ("a1.head", "b.head", "a2.head", "city.audit_administrator"):
        assert await listed(client, who) == [], who
    assert (await seen_on(client, "a.head", below))["cluster"]["title"] == "县里的一类"
    assert (await seen_on(client, "a2.head", below))["cluster"] is None
    assert (await seen_on(client, "a1.head", near))["cluster"] is None


async def test_the_accused_find_neither_the_cluster_nor_its_mechanism(client: Client) -> None:
    stage = client.stage
    ladder, quiet = await of_land(client, "a2"), await of_land(client, "a2")
    told = await form(client)
    await gather(client, told, quiet)
    await gather(client, told, ladder)
    assert len(await listed(client, "a.head")) == 1
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # The head of the county also works in township a1, which is accused later on.
        connection.execute(
            "insert into app.appointment (root, id, holder, post_id, person_id, appointed_on,"
            ' "leading") select p.root, gen_random_uuid(), p.holder, p.id, a.person_id,'
            " date '2025-01-01', false from app.post p, app.appointment a"
            " join app.post h on h.id = a.post_id where p.id = %s and h.id = %s",
            [stage.world.post("a1.handler"), stage.world.post("a.head")],
        )
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a1"]], ladder.problem],
        )
    assert await listed(client, "a.head") == []
    assert (await seen_on(client, "a.head", quiet))["cluster"] is None
    assert len(await listed(client, "a.task_force")) == 1
    assert (await close(client, told, who="a.head"))["code"] == "cluster.not_found"


STORY = "query ($p: ID!) { problem(id: $p) { happenings { nodes { act text } } } }"


async def told_of(client: Client, who: str, ladder: Ladder) -> dict[str, str | None]:
    found = await client.ask(who, STORY, {"p": f"Problem_{ladder.problem}"})
    steps = found["data"]["problem"]["happenings"]["nodes"]
    return {step["act"]: step["text"] for step in steps if "cluster" in step["act"]}


async def test_the_story_of_another_problem_tells_the_accused_no_word_of_it(client: Client) -> None:
    """Township a1 holds one problem of the cluster; another, which the county holds, is against it."""
    quiet, other, against = [await of_land(client, unit) for unit in ("a1", "a2", "a2")]
    await against.rise_to("a")
    told = await form(client)
    for ladder in (quiet, other):
        await gather(client, told, ladder)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[client.stage.world.tenants["a1"]], against.problem],
        )
    await gather(client, told, against)
    await close(client, told)
    assert await told_of(client, "a1.head", quiet) == {"join_cluster": "", "close_cluster": ""}
    mechanism = "补偿款由县级专户直达农户"
    assert (await told_of(client, "a2.head", other))["close_cluster"] == mechanism
    assert (await told_of(client, "a.task_force", against))["close_cluster"] == mechanism


async def test_a_cluster_that_turned_against_its_level_is_kept_by_the_superior(
    client: Client,
) -> None:
    stage = client.stage
    ladder, quiet, later = [await of_land(client, unit) for unit in ("a1", "a", "a")]
    await ladder.rise_to("a")
    told = await form(client)
    for one in (ladder, quiet):
        await gather(client, told, one)
    await ladder.rise_to("city")
    own = {"who": "city.task_force"}
    for act in ({"act": "leaveCluster"}, {}):
        refused = await gather(client, told, later if not act else ladder, **own, **act)
        assert refused["code"] == "book.not_allowed", "the control: it is the county's own"
    assert (await close(client, told, **own))["code"] == "book.not_allowed"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a"]], ladder.problem],
        )
    assert stage.rows("select accused, turned from app.cluster") == [
        ([stage.world.tenants["a"]], True)
    ]
    for who in ("a.task_force", "a.head", "a1.head"):
        assert (await gather(client, told, quiet, who=who, act="leaveCluster"))["code"] == (
            "cluster.not_found"
        ), who
    for who in ("city.organisation_department", "city.handler"):
        assert (await close(client, told, who=who))["code"] != "cluster.closed", who
    (shown,) = await listed(client, "city.head")
    assert {one["act"]: one["allowed"] for one in shown["viewerActions"]}["CLOSE_CLUSTER"]
    await gather(client, told, quiet, act="leaveCluster", **own)
    again = await form(client)
    assert "cluster" in await gather(client, again, quiet), "free to join another one"
    ended = await close(client, told, who="city.head")
    assert ended["cluster"]["state"] == "CLOSED"


async def test_a_cluster_against_another_stays_with_its_level(client: Client) -> None:
    ladder = await of_land(client, "a2")
    told = await form(client)
    await gather(client, told, ladder)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[client.stage.world.tenants["a1"]], ladder.problem],
        )
    assert client.stage.one("select turned from app.cluster") is False
    assert (await close(client, told, who="city.task_force"))["code"] == "book.not_allowed"
    assert (await close(client, told))["cluster"]["state"] == "CLOSED"


async def test_closing_leaves_alone_what_is_the_levels_no_longer(client: Client) -> None:
    """The county gathered it and handed it up: it is the city's to go on with."""
    gone, kept = await of_land(client, "a1"), await of_land(client, "a1")
    told = await form(client)
    await gone.rise_to("a")
    for ladder in (gone, kept):
        await gather(client, told, ladder)
    await gone.rise_to("city")
    at = gone.now()
    await close(client, told)
    assert gone.now() == at
    assert "close_cluster" in await told_of(client, "a.task_force", kept)
    assert "close_cluster" not in await told_of(client, "city.task_force", gone)


async def test_a_cluster_is_full_at_its_limit(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.clusters.join_cluster.MOST", 1)
    one, two = await of_land(client, "a1"), await of_land(client, "a1")
    told = await form(client)
    await gather(client, told, one)
    assert (await gather(client, told, two))["code"] == "cluster.full"
    await gather(client, told, one, act="leaveCluster")
    assert "cluster" in await gather(client, told, two)


async def test_the_database_gathers_on_the_line_and_of_one_category_only(client: Client) -> None:
    stage = client.stage
    told = await form(client)
    key = told["cluster"]["id"].partition("_")[2]
    for ladder in (
        await of_land(client, "b1"),
        await of_land(client, "a1", category="environment"),
    ):
        with psycopg.connect(stage.database.migrator_dsn) as connection:
            with pytest.raises(psycopg.Error) as failed:
                connection.execute(
                    "update app.problem set cluster_id = %s where id = %s", [key, ladder.problem]
                )
            assert failed.value.diag.constraint_name == "problem_gathered_on_its_line"
