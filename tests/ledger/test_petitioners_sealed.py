"""Who a petitioner is: read by two acts on the record, by nobody who is accused, and told nowhere."""

import logging
import time
import uuid
from contextlib import contextmanager

import psycopg
import pytest

from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from ledger.petitioners.redeem_identity import RedeemIdentity, opened, redeem_identity
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.petitioners.vault import Identity, Vault, masked_contact, masked_name
from ledger.problems.report_problem import ReportProblem, report_problem
from tenants.context import KeySet, sign
from tests.world import key_of

VAULT = Vault(KeySet({"v1": b"a vault key that only tests know."}))
CANARY = "canary_identity_"
WHO = Identity(
    name=f"王{CANARY}name",
    contact=f"138{CANARY}contact",
    document=f"5206{CANARY}document",
    address=f"{CANARY}address",
    note=f"{CANARY}note",
)
REASON = "需要入户核实诉求"
ATTEMPTS = 30


async def reported(stage) -> uuid.UUID:
    """A problem that village a1x found."""
    given = ReportProblem(uuid.uuid4(), "PETITION", "水渠堵塞", "村东水渠堵塞三月", "村东")
    return await stage.done("a1x.handler", report_problem, given)


def registering(problem: uuid.UUID, *, accused: tuple[str, ...] = (), who: Identity = WHO, **more):
    return RegisterPetitioner(
        problem,
        kind="PERSON",
        matter=more.pop("matter", "REQUEST"),
        channel="VISIT",
        masked_name=masked_name(who.name),
        masked_contact=masked_contact(who.contact),
        accused=tuple(key_of("tenant", name) for name in accused),
        sealed=VAULT.sealed(who, problem),
        **more,
    )


async def registered(stage, *, accused: tuple[str, ...] = ("b1",)) -> uuid.UUID:
    """A petitioner of the village, whose petition is against a township of the other county."""
    given = registering(await reported(stage), accused=accused)
    return await stage.done("a1x.handler", register_petitioner, given)


@contextmanager
def acting(stage, name: str, *, also: tuple[str, ...] = (), autocommit: bool = False):
    """A connection of the application role with the signed context of someone."""
    world = stage.world
    unit = name.partition(".")[0]
    with psycopg.connect(stage.database.app_dsn, autocommit=autocommit) as connection:
        lineage = stage.one(
            "select array[at1, at2, at3, at4, at5, at6] from app.tenant where id = %s",
            world.tenants[unit],
        )
        token = sign(
            stage.database.keys,
            pid=connection.info.backend_pid,
            person=world.person(name),
            post=world.post(name),
            root=world.tenants["city"],
            lineage=lineage,
            tenants=[world.tenants[unit], *(world.tenants[one] for one in also)],
            now=time.time(),
        )
        connection.execute(
            "select set_config('levelwise.context', %s, %s)", [token, not autocommit]
        )
        yield connection


def ask(connection, petitioner: uuid.UUID):
    found = connection.execute("select app.ask_identity(%s, %s, 't')", [petitioner, REASON])
    return found.fetchone()[0]


def redeem(connection, ticket) -> int:
    """How many sealed bodies a ticket gives."""
    return len(connection.execute("select body from app.redeem_identity(%s)", [ticket]).fetchall())


def asked(stage) -> int:
    return stage.one("select count(*) from audit.event where act = 'identity.ask'")


# ---------------------------------------------------------------- the two acts


async def test_an_identity_is_read_by_asking_first_and_redeeming_then(stage) -> None:
    petitioner = await registered(stage)
    ticket = await stage.done("a1x.handler", ask_identity, AskIdentity(petitioner, REASON))
    viewer = await stage.viewer("a1x.handler")
    assert await stage.done(viewer, redeem_identity, RedeemIdentity(ticket)) == petitioner
    assert await opened(stage.sittings, viewer, ticket, vault=VAULT) == WHO
    acts = stage.rows(
        "select act from audit.event where noun = 'petitioner' and record = %s order by at",
        petitioner,
    )
    assert [act for (act,) in acts] == [
        "register_petitioner",
        "identity.ask",
        "ask_identity",
        "redeem_identity",
    ]
    shown = stage.one("select facts->>'reason' from audit.event where act = 'identity.ask'")
    assert shown == REASON


async def test_a_ticket_is_for_one_person_in_one_post_for_a_minute(stage) -> None:
    petitioner = await registered(stage)
    ticket = await stage.done("a1x.handler", ask_identity, AskIdentity(petitioner, REASON))
    refusal = await stage.refused("a1x.head", redeem_identity, RedeemIdentity(ticket))
    assert refusal.code == "petitioner.ticket_refused"
    refusal = await stage.refused("a1x.handler", redeem_identity, RedeemIdentity(uuid.uuid4()))
    assert refusal.code == "petitioner.ticket_refused"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update audit.ticket set asked_at = asked_at - interval '61 seconds'")
    refusal = await stage.refused("a1x.handler", redeem_identity, RedeemIdentity(ticket))
    assert refusal.code == "petitioner.ticket_refused"


async def test_who_need_not_act_does_not_ask(stage) -> None:
    petitioner = await registered(stage)
    for who, code in (
        ("a1x.task_force", "book.not_allowed"),
        ("a1.head", "book.not_allowed"),
        ("a.head", "petitioner.not_found"),
        ("city.task_force", "petitioner.not_found"),
        ("b.head", "petitioner.not_found"),
        ("city.audit_administrator", "petitioner.not_found"),
    ):
        refusal = await stage.refused(who, ask_identity, AskIdentity(petitioner, REASON))
        assert refusal.code == code, who
    refusal = await stage.refused("a1x.handler", ask_identity, AskIdentity(petitioner, "要看"))
    assert refusal.code == "record.text_refused"


async def test_an_accusation_is_not_taken_and_told_where_it_belongs(stage) -> None:
    given = registering(await reported(stage), matter="ACCUSATION")
    refusal = await stage.refused("a1x.handler", register_petitioner, given)
    assert refusal.code == "petitioner.accusation_refused"
    assert "12388" in refusal.message("zh")
    assert "纪检监察机关" in refusal.message("zh")
    assert "12388" in refusal.message("en")


async def test_who_is_anonymous_is_registered_without_an_identity(stage) -> None:
    problem = await reported(stage)
    plain = {"problem": problem, "matter": "REQUEST", "channel": "LETTER"}
    sealed = VAULT.sealed(WHO, problem)
    for given, code in (
        (
            RegisterPetitioner(kind="ANONYMOUS", sealed=sealed, **plain),
            "petitioner.anonymous_with_identity",
        ),
        (RegisterPetitioner(kind="PERSON", **plain), "petitioner.identity_missing"),
        (RegisterPetitioner(kind="ANONYMOUS", joint=0, **plain), "record.number_refused"),
        (
            RegisterPetitioner(kind="ANONYMOUS", accused=(uuid.uuid4(),), **plain),
            "petitioner.unit_not_found",
        ),
    ):
        assert (await stage.refused("a1x.handler", register_petitioner, given)).code == code
    nobody = await stage.done(
        "a1x.handler", register_petitioner, RegisterPetitioner(kind="ANONYMOUS", **plain)
    )
    refusal = await stage.refused("a1x.handler", ask_identity, AskIdentity(nobody, REASON))
    assert refusal.code == "petitioner.nothing_sealed"


async def test_the_same_contact_is_counted_among_what_the_level_sees(stage) -> None:
    first = await registered(stage, accused=())
    second = await registered(stage, accused=())
    with acting(stage, "a1x.handler") as connection:
        asked = "select id, app.repeats(id) from app.petitioner"
        counted = dict(connection.execute(asked).fetchall())
    assert (counted[first], counted[second]) == (0, 1)


async def test_an_attempt_repeated_under_one_key_seals_once(stage) -> None:
    problem = await reported(stage)
    for _ in range(2):
        outcome = await stage.perform(
            "a1x.handler", register_petitioner, registering(problem), key="one-key-for-both"
        )
        assert outcome.refusal is None
    assert outcome.replayed
    assert stage.one("select count(*) from app.sealed_identity") == 1


# ---------------------------------------------------------------- no body without a committed record


async def test_no_body_is_delivered_without_a_committed_audit_row(stage, record_property) -> None:
    petitioner = await registered(stage)
    before, delivered, tried = asked(stage), 0, 0
    for number in range(ATTEMPTS):
        with acting(stage, "a1x.handler") as connection:
            ticket = ask(connection, petitioner)
            assert ticket is not None
            delivered += redeem(connection, ticket)
            tried += 1
            if number % 3 == 1:
                connection.execute("savepoint before_reading")
                delivered += redeem(connection, ticket)
                connection.execute("rollback to savepoint before_reading")
            if number % 3 == 2:
                with psycopg.connect(stage.database.superuser_dsn) as superuser:
                    superuser.execute(
                        "select pg_terminate_backend(%s)", [connection.info.backend_pid]
                    )
                connection.close()
            else:
                connection.rollback()
        with acting(stage, "a1x.handler") as connection:
            delivered += redeem(connection, ticket)
            tried += 1
    assert (delivered, asked(stage)) == (0, before)
    record_property("delivered", f"{delivered} of {tried}")
    # A savepoint taken back inside a transaction that commits takes the ticket with it.
    with acting(stage, "a1x.handler") as connection:
        connection.execute("savepoint asking")
        ticket = ask(connection, petitioner)
        connection.execute("rollback to savepoint asking")
        connection.commit()
    with acting(stage, "a1x.handler") as connection:
        assert redeem(connection, ticket) == 0


async def test_the_control_without_the_check_delivers_what_was_rolled_back(stage) -> None:
    petitioner = await registered(stage)
    with psycopg.connect(stage.database.superuser_dsn) as superuser:
        (body,) = superuser.execute(
            "select pg_get_functiondef('app.redeem_identity'::regproc)"
        ).fetchone()
        check = "or pg_xact_status(t.xid) is distinct from 'committed'"
        assert check in body
        superuser.execute(body.replace(check, ""))
    before, delivered = asked(stage), 0
    for _ in range(ATTEMPTS):
        with acting(stage, "a1x.handler") as connection:
            delivered += redeem(connection, ask(connection, petitioner))
            connection.rollback()
    assert (delivered, asked(stage)) == (ATTEMPTS, before)


async def test_a_committed_ticket_delivers_and_leaves_its_audit_row(stage) -> None:
    petitioner = await registered(stage)
    before, delivered = asked(stage), 0
    for _ in range(ATTEMPTS):
        with acting(stage, "a1x.handler") as connection:
            ticket = ask(connection, petitioner)
            connection.commit()
        with acting(stage, "a1x.handler") as connection:
            delivered += redeem(connection, ticket)
    assert (delivered, asked(stage)) == (ATTEMPTS, before + ATTEMPTS)


async def test_the_application_role_reads_neither_body_nor_ticket(stage) -> None:
    await registered(stage)
    for table in ("app.sealed_identity", "audit.ticket"):
        with (
            acting(stage, "a1x.handler") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(f"select * from {table}")


# ---------------------------------------------------------------- the accused never learn

ACCUSED = (
    ("b1.head", ()),
    ("b1.handler", ()),
    ("b1x.branch_secretary", ()),
    ("b1y.handler", ()),
    # A post elsewhere of somebody who also sits in the accused unit, or below it.
    ("a1x.handler", ("b1",)),
    ("a1x.head", ("b1x",)),
    ("city.head", ("b1y", "a2")),
)
OTHERS = (("a1x.handler", ()), ("b.head", ()), ("city.head", ()), ("b2.head", ("a1",)))


def seen(stage, who: str, also: tuple[str, ...]) -> int:
    with acting(stage, who, also=also) as connection:
        return connection.execute("select count(*) from app.petitioner").fetchone()[0]


def told_everybody(stage) -> None:
    """Puts every unit on the trail, so that the wall alone would let all of them through."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem p set trail ="
            " (select array_agg(t.id) from app.tenant t where t.root = p.root)"
        )


async def test_the_accused_see_nothing_even_with_an_open_policy_beside(stage) -> None:
    for _ in range(4):
        petitioner = await registered(stage)
    told_everybody(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for table in ("petitioner", "sealed_identity"):
            connection.execute(f"create policy careless on app.{table} for select using (true)")
            connection.execute(f"grant select on app.{table} to levelwise_app")
    for who, also in ACCUSED:
        assert seen(stage, who, also) == 0, who
        with acting(stage, who, also=also) as connection:
            found = connection.execute("select count(*) from app.sealed_identity").fetchone()
            assert found == (0,), who
            assert ask(connection, petitioner) is None, who
    for who, also in OTHERS:
        assert seen(stage, who, also) == 4, who


async def test_the_control_without_the_restrictive_policy_leaks(stage) -> None:
    for _ in range(4):
        await registered(stage)
    told_everybody(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("drop policy accused_never on app.petitioner")
    assert [seen(stage, who, also) for who, also in ACCUSED] == [4] * len(ACCUSED)


async def test_a_ticket_that_was_good_is_nothing_to_who_is_accused_by_then(stage) -> None:
    petitioner = await registered(stage)
    with acting(stage, "a1x.handler") as connection:
        ticket = ask(connection, petitioner)
        connection.commit()
    with acting(stage, "a1x.handler", also=("b1x",)) as connection:
        assert redeem(connection, ticket) == 0
    with acting(stage, "a1x.handler") as connection:
        assert redeem(connection, ticket) == 1, "the control"


async def test_who_is_accused_is_copied_and_never_taken_back(stage) -> None:
    petitioner = await registered(stage, accused=("b1", "a2"))
    wanted = sorted(stage.world.tenants[name] for name in ("b1", "a2"))
    rows = stage.rows(
        "select accused from app.petitioner union all select accused from app.sealed_identity"
    )
    assert [row[0] for row in rows] == [wanted, wanted]
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("update app.petitioner set accused = '{}' where id = %s", [petitioner])


# ---------------------------------------------------------------- told nowhere


async def test_no_mark_of_an_identity_is_in_any_channel(stage, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    petitioner = await registered(stage)
    ticket = await stage.done("a1x.handler", ask_identity, AskIdentity(petitioner, REASON))
    await stage.done("a1x.handler", redeem_identity, RedeemIdentity(ticket))
    problem = await reported(stage)
    refusals = [
        await stage.refused("b.head", register_petitioner, registering(problem)),
        await stage.refused("a1x.handler", register_petitioner, registering(problem, joint=-1)),
        await stage.refused(
            "a1x.handler", register_petitioner, registering(problem, matter="ACCUSATION")
        ),
    ]
    said = [text for one in refusals for text in (str(one), one.message("zh"), str(one.facts))]
    said += [repr(WHO), repr(registering(problem)), repr(VAULT), str(VAULT.keys), caplog.text]
    tables = stage.rows(
        "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
        " where schemaname in ('app', 'audit', 'ctx')"
    )
    looked = 0
    for (table,) in tables:
        for (row,) in stage.rows(f"select t::text from {table} t"):
            said.append(row)
            looked += 1
    hexed = CANARY.encode().hex()
    assert [text[:200] for text in said if CANARY in text or hexed in text] == []
    assert looked > 100
    assert any(REASON in text for text in said), "the control: what is recorded is found"
