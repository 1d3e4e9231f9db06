"""Nobody leaves a post with items in hand."""

from datetime import date

import psycopg
import pytest

from ledger.assignments.giving import Receiver
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

LIST = "query ($post: ID!) { handover(post: $post) { nodes { kind dueOn problem { title } } } }"
HEAD, DEPUTY, ABOVE = (key_of("post", name) for name in ("a1.head", "a1.task_force", "a.head"))


def relieve(stage, post: str, person: str | None = None) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = '2026-04-15' where id = %s",
            [key_of("appointment", f"{post}:{person or post}")],
        )


async def working(stage) -> Ladder:
    """The head of a1 leads a problem, with a measure of their own, and a part of another one."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    measures = (MeasureText("清淤", HEAD, date(2026, 4, 20)),)
    await ladder.do("a1.head", start_rectifying, StartRectifying, measures)
    other = Ladder(stage)
    await other.bank("a")
    await other.triage()
    to = [
        Receiver(key_of("tenant", unit), key_of("post", f"{unit}.head"), DEADLINE)
        for unit in ("a2", "a1")
    ]
    await other.do("a.head", hand_out, HandOut, to[0], (to[1],))
    return ladder


async def test_the_list_is_emptied_before_anybody_leaves(client: Client) -> None:
    stage = client.stage
    ladder = await working(stage)
    asked = {"post": f"Post_{HEAD}"}
    told = (await client.ask("a1.head", LIST, asked))["data"]["handover"]["nodes"]
    assert sorted(one["kind"] for one in told) == ["ITEM", "MEASURE", "PART"]
    assert (await client.ask("b1.head", LIST, asked))["data"]["handover"]["nodes"] == []
    assert (await client.ask("a1x.head", LIST, asked))["data"]["handover"]["nodes"] == []
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        relieve(stage, "a1.head")
    assert caught.value.diag.constraint_name == "handover_emptied"
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute("update app.post set valid_until = '2026-05-01' where id = %s", [HEAD])
    for who, given, code in (
        ("a1.handler", HandOverItems(HEAD, DEPUTY), "book.not_allowed"),
        ("a.head", HandOverItems(HEAD, DEPUTY), "book.not_allowed"),
        ("b1.head", HandOverItems(HEAD, DEPUTY), "handover.post_not_found"),
        ("a1.head", HandOverItems(HEAD, ABOVE), "handover.post_not_found"),
    ):
        assert (await stage.refused(who, hand_over_items, given)).code == code, who
    told = await client.act(
        "a1.head",
        "handOverItems",
        "post { title }",
        fromPost=f"Post_{HEAD}",
        toPost=f"Post_{DEPUTY}",
    )
    assert told["post"] == {"title": "a1.head"}
    assert (await client.ask("a1.head", LIST, asked))["data"]["handover"]["nodes"] == []
    there = (await client.ask("a1.head", LIST, {"post": f"Post_{DEPUTY}"}))["data"]["handover"][
        "nodes"
    ]
    assert len(there) == 3
    held = stage.one("select holder_post, lead_post from app.problem where id = %s", ladder.problem)
    assert held == (DEPUTY, DEPUTY)
    assert ladder.now()["hops"] == 1, "it went from post to post, not from unit to unit"
    relieve(stage, "a1.head")
    assert stage.one("select count(*) from app.problem where holder_post is null") == 0


async def test_with_a_successor_in_the_post_its_items_stay_with_it(stage) -> None:
    await working(stage)
    root, holder = stage.one("select root, holder from app.post where id = %s", HEAD)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.appointment (root, id, holder, post_id, person_id, appointed_on)"
            " values (%s, gen_random_uuid(), %s, %s, %s, '2026-04-15')",
            [root, holder, HEAD, key_of("person", "a1.handler")],
        )
    relieve(stage, "a1.head")
    assert stage.one("select count(*) from app.problem where holder_post = %s", HEAD) == 1


async def test_with_the_guard_off_somebody_leaves_with_items_in_hand(stage) -> None:
    """The control: nothing else would notice."""
    await working(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.appointment disable trigger leaves")
    relieve(stage, "a1.head")


async def test_no_item_goes_to_another_post_by_hand_nor_to_another_unit(stage) -> None:
    ladder = await working(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        with pytest.raises(psycopg.errors.CheckViolation) as caught, connection.transaction():
            connection.execute(
                "update app.problem set holder_post = %s where id = %s", [DEPUTY, ladder.problem]
            )
        assert caught.value.diag.constraint_name == "problem_moves_by_hop"
        with pytest.raises(psycopg.errors.CheckViolation) as caught, connection.transaction():
            connection.execute(
                "insert into app.handover (root, id, holder, problem_id, from_post, to_post, made_by)"
                " select root, gen_random_uuid(), holder, id, holder_post, %s, 'x'"
                " from app.problem where id = %s",
                [ABOVE, ladder.problem],
            )
        assert caught.value.diag.constraint_name == "handover_within_the_unit"
