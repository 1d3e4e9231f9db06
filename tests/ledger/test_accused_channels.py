"""In no channel do the accused learn of what is against them: for them it is as if it had never been.

What each of them is answered, to everything that can be asked, is kept before an item is found; then it
goes through their hands, and every answer changes; then it turns against them, and every answer is as
it was before, byte for byte, however far it is worked on.
"""

import asyncio
import logging
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest

from ledger.live.following import Kind
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.form_task_force import FormTaskForce, form_task_force
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.merge_problem import MergeProblem, merge_problem
from server.outgoing.notifying import Notifier
from server.outgoing.senders.chosen import senders_of
from server.settings import read
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import NOW, Stage
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.outside import MailServer, open_to
from tests.ledger.receiving import housed, receiving
from tests.ledger.sheeting import exported
from tests.ledger.test_live_following import following, heard
from tests.world import key_of

LISTS = (
    "problems", "problemInbox", "problemsAwaitingUs", "problemsToDo", "problemsDueSoon",
    "problemsToAnswer", "problemsAskedAbout", "problemsToRuleOn", "problemsToLetRest", "problemsToRecheck", "partsToAccept", "partsToRuleOn", "partsToDo",
    "problemsToAsk", "problemsToEvaluate", "problemsListedByUs", "petitioners", "escalations",
    "extensions", "closings", "rechecks", "notices", "auditEvents", "assignmentInbox",
)  # fmt: skip  # columns side by side
RATES = ("R_DISCOVERY", "R_ACCEPT", "R_ON_TIME", "R_SETTLE")
COUNTED = """{ problemRollUp { total open overdue tenant { id } } problemFunnel { listType total open }
  settledLow { found sentUp } unreadNotices
  problemHeat(field: OTHER) { field total open } passedProblems { nodes { problem { id } } }
  threeMiles(begins: "2026-04-01", ends: "2026-07-01") { nodes { registered discoveryKnown hardCases
    closings cameBack falseClosings rechecked } } hardCases { nodes { id } }
  problemListCoverage(begins: "2026-04-01", ends: "2026-07-01") { nodes { listed unitsWithList } } }"""
INDEX = """query ($tenant: ID!) { controlIndex(tenant: $tenant, period: "2026-Q2") {
  value closings parts { key numerator denominator } deductions { key count } } }"""
ITEMS = """query ($filter: RateItemFilter!) { rateItems(filter: $filter) {
  totalCount nodes { inNumerator problem { id } } } }"""
ALIKE = (
    '{ duplicateSuggestions(text: "村东水渠堵塞三月", place: "村东") { likeness problem { id } } }'
)
SEEN = (
    """query ($person: ID!) { whatCanSee(person: $person, of: "Problem") { nodes { record } } }"""
)
HANDED = "query ($post: ID!) { handover(post: $post) { totalCount nodes { kind problem { id } } } }"
SINCE = "query ($c: String) { changesSince(cursor: $c) { cursor changes { id revoked } } }"
EVENTS = "query ($c: String) { eventsSince(cursor: $c) { cursor events { type subject } } }"
THEIRS = ("a1.head", "a1.handler", "a1x.handler", "a1x.task_force")
BOTH, AUDITS = "a.both", "a.audit_too"
LEAST = {
    "problems", "problemsListedByUs", "notices", "auditEvents", "counted", "alike", "seen", "changes",
    "events", "R_DISCOVERY",
}  # fmt: skip  # columns side by side
"""What at least must have changed while it was in their hands: else the comparison is blind."""


@pytest.fixture(autouse=True)
def two_posts(stage: Stage) -> None:
    """Somebody of county a sits in township a1, too; so does an administrator of its audit."""
    root = stage.world.tenants["city"]
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        for name, roles in ((BOTH, ["task_force", "unit_head"]), (AUDITS, ["audit_administrator"])):
            held = {"root": root, "holder": stage.world.tenants["a"]}
            world.put_in_post(connection, held, name, roles=roles)
            below = {"root": root, "holder": stage.world.tenants["a1"]}
            sits = name.replace("a.", "a1.") + "_sits"
            world.put_in_post(
                connection, below, sits, roles=["handler"], person=name, leading=False
            )


async def handled(ladder: Ladder) -> None:
    """From county a's list to its own bureau, which says that it is done."""
    await ladder.triage()
    await ladder.down("a_bureau")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()


async def turned(ladder: Ladder) -> None:
    """Somebody of county a turns it against township a1."""
    given = RegisterPetitioner(
        ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=(key_of("tenant", "a1"),)
    )
    await ladder.stage.done("a.handler", register_petitioner, given)


async def told(client: Client, who: str, cursors: dict[str, str]) -> dict[str, bytes]:
    """Everything that somebody is answered now, by what was asked."""
    unit = f"Tenant_{key_of('tenant', who.partition('.')[0])}"
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        one: (f"{{ {one}(first: 50) {{ totalCount nodes {{ id }} }} }}", {}) for one in LISTS
    }
    asked |= {"counted": (COUNTED, {}), "alike": (ALIKE, {}), "index": (INDEX, {"tenant": unit})}
    page = {"tenant": unit, "begins": "2026-04-01", "ends": "2026-07-01"}
    asked |= {rate: (ITEMS, {"filter": {**page, "rate": rate}}) for rate in RATES}
    asked["seen"] = (SEEN, {"person": f"Person_{key_of('person', who)}"})
    asked["handover"] = (HANDED, {"post": f"Post_{key_of('post', who)}"})
    found = {}
    for name, (query, given) in asked.items():
        answer = await client.ask(who, query, given)
        assert "errors" not in answer, (name, answer)
        found[name] = orjson.dumps(answer)
    for name, query in (("changes", SINCE), ("events", EVENTS)):
        answer = await client.ask(who, query, {"c": cursors.get(f"{who} {name}")})
        (said,) = answer["data"].values()
        cursors.setdefault(f"{who} {name}", said["cursor"])
        found[name] = orjson.dumps(said[name])
    return found


async def test_every_answer_is_as_if_it_had_never_been(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    stage, cursors = client.stage, {}
    other = Ladder(stage)
    await other.bank(list_type="PETITION")
    await other.rise_to("a")
    await handled(other)
    before = {who: await told(client, who, cursors) for who in (*THEIRS, BOTH, AUDITS)}
    ladder = Ladder(stage)
    with caplog.at_level(logging.DEBUG):
        await ladder.bank(list_type="PETITION")
        await ladder.rise_to("a")
        meanwhile = {who: await told(client, who, cursors) for who in before}
        changed = {what for who in before for what in before[who]
                   if before[who][what] != meanwhile[who][what]}  # fmt: skip  # columns side by side
        assert changed >= LEAST, f"the control: blind in {sorted(LEAST - changed)}"
        await turned(ladder)
        await handled(ladder)
        await ladder.answer("SATISFIED", by="a.organisation_department")
        await ladder.close(by="a.organisation_department")
        after = {who: await told(client, who, cursors) for who in before}
    for who, said in before.items():
        for what, answer in said.items():
            assert after[who][what] == answer, (who, what)
    assert str(ladder.problem) not in caplog.text
    assert "水渠" not in caplog.text
    seen = await told(client, "a.head", {})
    assert str(ladder.problem).encode() in seen["problems"], "the control: others see it"


async def test_nothing_of_it_is_sent_to_them(client: Client, tmp_path: Path) -> None:
    """Events, letters, news of the inbox and exports: each goes to a colleague and not to them."""
    stage = client.stage
    ladder, mail = Ladder(stage), MailServer()
    async with receiving() as theirs, receiving() as others, housed(client) as house:
        await house.subscribe(theirs, BOTH, *EVENT_TYPES)
        await house.subscribe(others, "a.head", *EVENT_TYPES)
        async with open_to(mail), following(stage, BOTH) as one, following(stage, "a.head") as two:
            await ladder.bank(list_type="PETITION")
            await ladder.rise_to("a")
            news = [one.inbox(), one.problem(f"Problem_{ladder.problem}")]
            control = [two.inbox(), two.problem(f"Problem_{ladder.problem}")]
            for each in (*news, *control):
                assert (await heard(each)).kind is Kind.LISTENING
            await turned(ladder)
            await ladder.triage()
            for each in control:
                assert (await heard(each)).id == f"Problem_{ladder.problem}"
            for each in news:
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(anext(each), 1)
            await ladder.down("a_bureau")
            await house.sent()
            await digests(stage, mail, BOTH, "a.head", "a_bureau.head")
    assert theirs.taken == []
    assert {one.event["subject"] for one in others.taken} == {f"Problem_{ladder.problem}"}
    written_to = {letter["To"] for letter in mail.taken}
    assert written_to == {"a.head@mail.test", "a_bureau.head@mail.test"}
    for who, sees in ((BOTH, False), ("a.head", True)):
        file = tmp_path / f"{who}.csv"
        await exported(stage, "problems", file, who, "520602000000")
        assert (str(ladder.problem) in file.read_text(encoding="utf-8-sig")) is sees, who


EVENT_TYPES = (
    "problem.submitted", "problem.taken_up", "problem.listed", "problem.handed_down",
    "problem.changed",
)  # fmt: skip  # columns side by side


async def digests(stage: Stage, mail: MailServer, *people: str) -> None:
    """Sends the day's digests to some."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for who in people:
            connection.execute(
                "insert into app.notice_setting (root, id, person_id, email, digest_at, quiet_from,"
                " quiet_until) select root, %s, id, %s, '00:00', '03:00', '03:00' from app.person"
                " where id = %s",
                [uuid.uuid4(), f"{who}@mail.test", stage.world.person(who)],
            )
    given = {
        "SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
        "MAIL_FROM": "层层抓落实 <n@levelwise.test>",
    }
    enforcer = stage.reach.enforcer
    sender = senders_of(read(given))
    notifier = Notifier(stage.database.relay_dsn, lambda: enforcer, sender, "https://front.test")
    await notifier.once(NOW + timedelta(days=1))


async def test_what_is_merged_is_against_those_whom_either_was_against(stage: Stage) -> None:
    """One of a1's own, and one against a1 that county a would merge into it: they would receive it."""
    ladder, own, another = Ladder(stage), Ladder(stage), Ladder(stage)
    await own.report("a1")
    for one in (ladder, another):
        await one.report("a", list_type="PETITION")
    await turned(ladder)
    for one in (another, ladder):
        given = MergeProblem(one.problem, one.now()["version"], own.problem)
        refusal = await stage.refused("a.task_force", merge_problem, given)
        assert (refusal.code, refusal.facts) == ("problem.master_unfit", {"fault": "BELOW"})
        assert stage.one("select state from app.problem where id = %s", one.problem) == "REGISTERED"
    merged = "update app.problem set state = 'MERGED', open = false, merged_into = %s where id = %s"
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute(merged, [own.problem, ladder.problem])
    assert caught.value.diag.constraint_name == "problem_never_with_the_accused_check"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(merged, [own.problem, another.problem])


async def test_both_of_two_that_are_merged_are_hidden(stage: Stage) -> None:
    accused = [stage.world.tenants["a1"]]
    for against_master in (True, False):
        ladder, master = Ladder(stage), Ladder(stage)
        for one in (ladder, master):
            await one.report("a", list_type="PETITION")
        await turned(master if against_master else ladder)
        given = MergeProblem(ladder.problem, ladder.now()["version"], master.problem)
        await stage.done("a.task_force", merge_problem, given)
        for one in (ladder, master):
            query = "select accused from app.problem where id = %s"
            assert stage.one(query, one.problem) == accused
            query = "select bool_and(accused = %s::int[]) from app.happening where problem_id = %s"
            assert stage.one(query, accused, one.problem)


async def test_nobody_who_stands_with_them_is_named_in_it(stage: Stage) -> None:
    """Not as leader, member or owner, nor is it put into the hands of such a post elsewhere."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a2"]}
        world.put_in_post(
            connection, held, "a2.too", roles=["unit_head"], person=BOTH, leading=False
        )
    ladder, other = Ladder(stage), Ladder(stage)
    for one in (ladder, other):
        await one.bank(list_type="PETITION")
        await one.rise_to("a")
    await turned(ladder)
    for one in (ladder, other):
        await one.triage()
    for named in ("a1.head", "a1x.head", BOTH):
        given = (key_of("post", "a.head"), (key_of("post", named),))
        refusal = await ladder.refused("a.head", form_task_force, FormTaskForce, *given)
        assert refusal.code == "problem.with_the_accused", named
        await other.do("a.head", form_task_force, FormTaskForce, *given)
    await ladder.do(
        "a.head",
        form_task_force,
        FormTaskForce,
        key_of("post", "a.head"),
        (key_of("post", "a2.head"),),
    )
    given = (key_of("tenant", "a2"), key_of("post", "a2.too"), DEADLINE)
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, *given)
    assert refusal.code == "problem.with_the_accused"
    await other.do("a.task_force", hand_down, HandDown, *given)
    assert other.now()["holder"] == "a2", "the control"
