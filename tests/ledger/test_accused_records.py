"""What a level keeps of all its items together tells nobody who stands elsewhere of what is against there.

A frozen score, a sample and minutes are complete whoever presses the button, and are kept from whoever
also sits in another unit, always: who they are decides, and not whether there is anything to be kept.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
import psycopg
import pytest

from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.meetings.convene_meeting import ConveneMeeting, convene_meeting
from ledger.meetings.keep_minutes import KeepMinutes, keep_minutes
from ledger.meetings.put_on_agenda import PutOnAgenda, put_on_agenda
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.rechecks.draw_recheck_sample import DrawRecheckSample, draw_recheck_sample
from ledger.scores.freeze_score import FreezeScore, freeze_score
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_merged import VAULT, WHO
from tests.ledger.test_petitioners_sealed import acting
from tests.ledger.test_rechecks import CLOSER, OTHER, another_judge
from tests.world import key_of

BOTH, JUDGE, ABOVE = "a.both", "a.judge_too", "city.both"
QUARTER = "2026-Q2"
OVER = datetime(2026, 7, 12, 2, tzinfo=UTC)
SCORES = "{ scores(first: 5) { totalCount nodes { tenths band parts } } }"
INDEX = f"""query ($tenant: ID!) {{ controlIndex(tenant: $tenant, period: "{QUARTER}") {{
  value parts {{ key numerator denominator }} }} }}"""
SAMPLES = """{ recheckSamples(first: 5) { totalCount nodes { population drawn
  rechecks(first: 9) { totalCount } } } }"""
MEETINGS = "{ meetings(first: 5) { nodes { state minutes { text } } } }"
HANDED = "query ($post: ID!) { handover(post: $post) { nodes { kind problem { id } } } }"
PETITIONERS = "{ petitioners(first: 9) { totalCount nodes { repeats } } }"
STORY = "query ($i: ID!) { problem(id: $i) { happenings(first: 9) { nodes { act text } } } }"


@pytest.fixture(autouse=True)
def two_posts(stage: Stage) -> None:
    """People of county a, and one of the city, who sit in township a1, too."""
    root = stage.world.tenants["city"]
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        for name, roles in (
            (BOTH, ["task_force", "unit_head", "level_administrator"]),
            (JUDGE, ["organisation_department"]),
            (ABOVE, ["task_force", "unit_head"]),
        ):
            held = {"root": root, "holder": stage.world.tenants[name.partition(".")[0]]}
            world.put_in_post(connection, held, name, roles=roles)
            below = {"root": root, "holder": stage.world.tenants["a1"]}
            sits = name.replace(".", "_")
            world.put_in_post(
                connection, below, f"a1.{sits}", roles=["handler"], person=name, leading=False
            )


def told_by(ladder: Ladder, *accused: str, sealed: bool = False) -> RegisterPetitioner:
    against = tuple(key_of("tenant", one) for one in accused)
    if not sealed:
        return RegisterPetitioner(ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=against)
    return RegisterPetitioner(
        ladder.problem,
        "PERSON",
        "REQUEST",
        "VISIT",
        masked_name="王**",
        masked_contact="******00",
        accused=against,
        sealed=VAULT.sealed(WHO, ladder.problem),
    )


# ---------------------------------------------------------------- how often before


async def test_repeats_are_counted_as_whoever_reads_may_see_them(client: Client) -> None:
    stage = client.stage
    hidden, later, handed = Ladder(stage), Ladder(stage), Ladder(stage)
    await hidden.report("a", list_type="PETITION")
    await stage.done("a.handler", register_petitioner, told_by(hidden, "a1", sealed=True))
    await later.bank("a1", list_type="PETITION")
    await stage.done("a1.handler", register_petitioner, told_by(later, sealed=True))
    await handed.bank("a", list_type="PETITION")
    await stage.done("a.handler", register_petitioner, told_by(handed, sealed=True))
    await handed.triage()
    await handed.down("a1")

    async def told(who: str) -> list[int]:
        nodes = (await client.ask(who, PETITIONERS))["data"]["petitioners"]["nodes"]
        return [one["repeats"] for one in nodes]

    assert await told("a.head") == [0, 1, 2], "the control: the level sees all three"
    for who in ("a1.handler", "a1.head"):
        assert await told(who) == [0, 1], who
    assert await told(BOTH) == [0, 1]
    # Counted already, and turned against them afterwards: it is in no number any more.
    await later.rise_to("a")
    await stage.done("a.handler", register_petitioner, told_by(later, "a1"))
    for who in ("a1.handler", BOTH):
        assert await told(who) == [0], who
    assert await told("a.head") == [0, 1, 2, 0]
    with acting(stage, "b.head") as connection:
        asked = "select sum(app.repeats(%s))"
        made = stage.one("select id from app.petitioner where problem_id = %s", handed.problem)
        assert connection.execute(asked, [made]).fetchone() == (0,)


# ---------------------------------------------------------------- the check for duplicates


async def test_the_story_does_not_count_what_its_readers_may_not_see(client: Client) -> None:
    stage = client.stage
    hidden = Ladder(stage)
    await hidden.report("a", list_type="PETITION")
    await stage.done("a.handler", register_petitioner, told_by(hidden, "a1"))
    handed, alone = Ladder(stage), Ladder(stage)
    await handed.bank("a", list_type="AUDIT")
    await handed.triage()
    await handed.down("a1")
    await alone.bank("b", list_type="AUDIT")

    async def said(who: str, ladder: Ladder) -> list[str]:
        found = await client.ask(who, STORY, {"i": f"Problem_{ladder.problem}"})
        nodes = found["data"]["problem"]["happenings"]["nodes"]
        return [one["text"] for one in nodes if one["act"] == "register_problem"]

    for who, ladder in (("a1.head", handed), ("a1.handler", handed), ("b.head", alone)):
        assert await said(who, ladder) == [""], who


# ---------------------------------------------------------------- the frozen score


async def two_orders(stage: Stage, *, against: Sequence[str] = ("a1",)) -> None:
    """An order that was done, and one against a1 that nobody signed for."""
    for accused in ((), against):
        ladder = Ladder(stage)
        await ladder.bank("a", list_type="PETITION")
        await stage.done("a.handler", register_petitioner, told_by(ladder, *accused))
        await ladder.triage()
        await ladder.down("a2")
        if not accused:
            await ladder.sign()
            await ladder.work()


def shares(parts: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {one["key"].lower(): (one["numerator"], one["denominator"]) for one in parts}


async def test_a_frozen_score_is_the_levels_whoever_freezes_it(client: Client) -> None:
    stage = client.stage
    await two_orders(stage)
    stage.now = OVER
    before = {who: await client.ask(who, SCORES) for who in (BOTH, ABOVE)}
    for who in (BOTH, JUDGE):
        refusal = await stage.refused(who, freeze_score, FreezeScore(QUARTER))
        assert refusal.code == "book.not_allowed"
        assert refusal.facts["rule"] == "a-frozen-score-is-for-those-who-sit-nowhere-else"
    live = {}
    for who in (BOTH, "a.head"):
        said = await client.ask(who, INDEX, {"tenant": f"Tenant_{key_of('tenant', 'a')}"})
        live[who] = shares(said["data"]["controlIndex"]["parts"])
    assert live[BOTH]["r_accept"] == (1, 1), "what is against them is in no number of theirs"
    assert live["a.head"]["r_accept"] == (1, 2), "the control"
    await stage.done("a.task_force", freeze_score, FreezeScore(QUARTER))
    frozen = (await client.ask("a.head", SCORES))["data"]["scores"]["nodes"][0]
    assert shares(orjson.loads(frozen["parts"])["parts"])["r_accept"] == (1, 2)
    assert (await client.ask("city.head", SCORES))["data"]["scores"]["totalCount"] == 1
    for who in (BOTH, ABOVE):
        assert await client.ask(who, SCORES) == before[who], who
    assert stage.one("select band from app.score") == "WARN"
    warned = stage.rows(
        "select p.name from app.notice n join app.person p on p.id = n.person_id"
        " where n.kind = 'SCORE_WARNED' order by 1"
    )
    assert ("city.task_force",) in warned, "the control"
    assert (ABOVE,) not in warned


async def test_whether_anything_is_kept_changes_nothing_of_what_they_are_told(
    client: Client,
) -> None:
    stage = client.stage
    await two_orders(stage, against=())
    stage.now = OVER
    refusal = await stage.refused(BOTH, freeze_score, FreezeScore(QUARTER))
    assert refusal.facts["rule"] == "a-frozen-score-is-for-those-who-sit-nowhere-else"
    await stage.done("a.task_force", freeze_score, FreezeScore(QUARTER))
    assert (await client.ask(BOTH, SCORES))["data"]["scores"]["totalCount"] == 0


async def test_the_wall_keeps_whole_records_from_whoever_stands_elsewhere(stage: Stage) -> None:
    stage.now = OVER
    await stage.done("a.task_force", freeze_score, FreezeScore(QUARTER))
    counted = "select count(*) from app.score"
    for who, also, sees in (
        ("a.head", (), 1), ("a.head", ("city",), 1), ("city.head", (), 1),
        ("a.head", ("a1",), 0), ("a.head", ("b",), 0), ("city.head", ("a1",), 0),
    ):  # fmt: skip  # columns side by side
        with acting(stage, who, also=also) as connection:
            assert connection.execute(counted).fetchone() == (sees,), (who, also)
    written = (
        "insert into app.score (root, id, holder, period, formula_version, parts, author_tenant,"
        " author_person) values (%s, gen_random_uuid(), %s, '2026-Q1', 1, '{}', %s, %s)"
    )
    root, unit = stage.world.tenants["city"], stage.world.tenants["a"]
    for also in (("a1",), ()):
        with acting(stage, "a.head", also=also) as connection:
            values = [root, unit, unit, stage.world.person("a.head")]
            if also:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(written, values)
            else:
                assert connection.execute(written, values).rowcount == 1, "the control"
            connection.rollback()


# ---------------------------------------------------------------- the sample


async def test_a_sample_is_drawn_of_all_and_counts_nothing_for_whom_it_is_kept_from(
    client: Client,
) -> None:
    stage = client.stage
    another_judge(stage)
    closed = []
    for list_type in ("PETITION", "AUDIT"):
        ladder = Ladder(stage)
        await ladder.bank("a", list_type=list_type)
        await ladder.triage("SET_TIME")
        await ladder.down("a2")
        await ladder.sign()
        await ladder.work()
        await ladder.evaluate_self()
        await ladder.answer("SATISFIED", by=CLOSER)
        await ladder.close(by=CLOSER)
        closed.append(ladder)
    given = told_by(closed[0], "a1")
    await stage.done("a2.handler", register_petitioner, given)
    stage.now = OVER
    before = await client.ask(JUDGE, SAMPLES)
    refusal = await stage.refused(JUDGE, draw_recheck_sample, DrawRecheckSample(QUARTER))
    assert refusal.facts["rule"] == "a-sample-is-for-those-who-sit-nowhere-else"
    await stage.done(OTHER, draw_recheck_sample, DrawRecheckSample(QUARTER))
    (sample,) = (await client.ask(OTHER, SAMPLES))["data"]["recheckSamples"]["nodes"]
    assert (sample["population"], sample["drawn"], sample["rechecks"]["totalCount"]) == (2, 2, 2)
    assert await client.ask(JUDGE, SAMPLES) == before
    seen = "{ rechecks(first: 9) { totalCount nodes { reason sample { id } } } }"
    told = (await client.ask(JUDGE, seen))["data"]["rechecks"]
    assert told == {"totalCount": 1, "nodes": [{"reason": "SAMPLE", "sample": None}]}


# ---------------------------------------------------------------- minutes


async def test_minutes_are_alike_for_whoever_stands_elsewhere(client: Client) -> None:
    stage = client.stage
    for accused in ((), ("a1",)):
        held = ConveneMeeting("ANALYSIS", stage.now.date(), ())
        made = await stage.done("a.task_force", convene_meeting, held)
        ladder = Ladder(stage)
        await ladder.bank("a", list_type="PETITION")
        await stage.done("a.handler", register_petitioner, told_by(ladder, *accused))
        await stage.done("a.task_force", put_on_agenda, PutOnAgenda(made, ladder.problem))
        version = stage.one("select version from app.meeting where id = %s", made)
        given = KeepMinutes(made, version, "会议认为")
        refusal = await stage.refused(BOTH, keep_minutes, given)
        assert refusal.facts["rule"] == "minutes-are-for-those-who-sit-nowhere-else"
        await stage.done("a.task_force", keep_minutes, given)
    nodes = (await client.ask(BOTH, MEETINGS))["data"]["meetings"]["nodes"]
    assert nodes == [{"state": "HELD", "minutes": None}] * 2
    nodes = (await client.ask("a.head", MEETINGS))["data"]["meetings"]["nodes"]
    assert nodes == [{"state": "HELD", "minutes": {"text": "会议认为"}}] * 2, "the control"


# ---------------------------------------------------------------- handing over


async def two_in_hand(stage: Stage) -> tuple[Ladder, Ladder]:
    plain, hidden = Ladder(stage), Ladder(stage)
    for one, accused in ((plain, ()), (hidden, ("a1",))):
        await one.report("a", list_type="PETITION")
        await stage.done("a.handler", register_petitioner, told_by(one, *accused))
    return plain, hidden


def lies_at(stage: Stage, ladder: Ladder) -> Any:
    return stage.one("select holder_post from app.problem where id = %s", ladder.problem)


@pytest.mark.parametrize("to", ["a.task_force", BOTH])
async def test_what_is_kept_from_whoever_hands_over_goes_along_unseen(
    client: Client, to: str
) -> None:
    stage = client.stage
    plain, hidden = await two_in_hand(stage)
    post = {"post": f"Post_{key_of('post', 'a.handler')}"}
    assert len((await client.ask("a.head", HANDED, post))["data"]["handover"]["nodes"]) == 2, (
        "the control"
    )
    given = HandOverItems(key_of("post", "a.handler"), key_of("post", to))
    await stage.done(BOTH, hand_over_items, given)
    assert lies_at(stage, plain) == key_of("post", to)
    # To whom they chose; never to somebody who stands with those it is against.
    other = lies_at(stage, hidden)
    assert other == key_of("post", "a.task_force" if to != BOTH else "a.head")
    for who in (BOTH, "a.head"):
        assert (await client.ask(who, HANDED, post))["data"]["handover"]["nodes"] == [], who


async def test_nobody_is_held_in_a_post_by_what_is_kept_from_whoever_relieves(
    stage: Stage,
) -> None:
    plain, hidden = await two_in_hand(stage)
    relieved = (
        "update app.appointment set relieved_on = %s where post_id = %s and relieved_on is null"
    )
    values = [date(2026, 4, 15), key_of("post", "a.handler")]
    with (
        acting(stage, "a.head", also=("a1",)) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute(relieved, values)
    given = HandOverItems(key_of("post", "a.handler"), key_of("post", "a.task_force"))
    await stage.done("a.head", hand_over_items, given)
    back = HandOverItems(key_of("post", "a.task_force"), key_of("post", "a.handler"))
    assert lies_at(stage, plain) == lies_at(stage, hidden) == key_of("post", "a.task_force")
    await stage.done("a.head", hand_over_items, back)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set open = false, state = 'REJECTED' where id = %s", [plain.problem]
        )
    with acting(stage, "a.head") as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(relieved, values)
    with acting(stage, "a.head", also=("a1",)) as connection:
        assert connection.execute(relieved, values).rowcount == 1
    assert lies_at(stage, hidden) == key_of("post", "a.head")
