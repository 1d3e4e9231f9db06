"""What is owed once in a term is owed once, in whichever year's list it is opened."""

import asyncio
import uuid

import psycopg
import pytest

from ledger.responsibilities import open_period as opening
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_list import RetireList, retire_list
from tests.ledger.test_doing import BRANCH

HEAD, TERM, NEXT = "a1x.head", "T2024-01-01/2028-12-31", "T2029-01-01/2033-12-31"
OWED = "select list_id, period from app.obligation where state <> 'WITHDRAWN' order by id"


async def in_force(stage, year: int, *titles: str, duty: uuid.UUID | None = None) -> uuid.UUID:
    made = await stage.done(HEAD, draft_list, DraftList(BRANCH, year))
    for title in titles:
        text = ClauseText(title, cadence="PER_TERM", due_rule="term end")
        given = AddClause(made, text, despite_warnings=True)
        await stage.done(HEAD, add_clause, given)
    if duty is not None:
        written = "update app.clause set duty_id = %s where list_id = %s"
        stage.beside.execute(written, [duty, made])
    await stage.done(HEAD, publish_list, PublishList(made, 1 + len(titles)))
    return made


async def test_the_lists_of_two_years_owe_it_once(stage) -> None:
    first, second = await in_force(stage, 2025, "换届"), await in_force(stage, 2026, "换届")
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    for term in (TERM, "T2024-03-01/2029-02-28"):
        refusal = await stage.refused(HEAD, open_period, OpenPeriod(second, term))
        assert refusal.code == "period.already_open"
    assert stage.rows(OWED) == [(first, TERM)]


async def test_a_duty_of_the_catalogue_is_known_by_itself_whatever_it_is_called(stage) -> None:
    duty = stage.one("select id from app.duty where cadence = 'PER_TERM' limit 1")
    first = await in_force(stage, 2025, "按期换届", duty=duty)
    second = await in_force(stage, 2026, "换届选举工作", duty=duty)
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    refusal = await stage.refused(HEAD, open_period, OpenPeriod(second, TERM))
    assert refusal.code == "period.already_open"


async def test_the_next_years_list_opens_what_the_earlier_did_not(stage) -> None:
    first = await in_force(stage, 2025, "换届")
    second = await in_force(stage, 2026, "换届", "任期述职")
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    await stage.done(HEAD, open_period, OpenPeriod(second, TERM))
    titles = "select c.title from app.obligation o join app.clause c on c.id = o.clause_id"
    assert sorted(stage.rows(titles)) == [("任期述职",), ("换届",)]
    assert sorted(stage.rows(OWED)) == sorted([(first, TERM), (second, TERM)])


async def test_what_was_withdrawn_is_opened_anew(stage) -> None:
    first, second = await in_force(stage, 2025, "换届"), await in_force(stage, 2026, "换届")
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    version = stage.one("select version from app.responsibility_list where id = %s", first)
    await stage.done(HEAD, retire_list, RetireList(first, version))
    await stage.done(HEAD, open_period, OpenPeriod(second, TERM))
    assert stage.rows(OWED) == [(second, TERM)]


async def test_another_term_is_another_matter(stage) -> None:
    first, last = await in_force(stage, 2025, "换届"), await in_force(stage, 2028, "换届")
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    later = "T2028-12-31/2033-12-30"
    refusal = await stage.refused(HEAD, open_period, OpenPeriod(last, later))
    assert refusal.code == "period.already_open", "they share a day"
    refusal = await stage.refused(HEAD, open_period, OpenPeriod(last, NEXT))
    assert refusal.code == "period.other_year"


def in_a_newer_catalogue(stage, duty: uuid.UUID) -> uuid.UUID:
    """Loads the next version of the catalogue, with one duty of this one. Gives its id there."""
    made, place = uuid.uuid4(), stage.beside
    place.execute(
        "insert into app.catalogue_version (version, sha256) values (99, repeat('0', 64))"
    )
    place.execute("create temp table newer as select * from app.duty where id = %s", [duty])
    place.execute("update newer set id = %s, catalogue = 99", [made])
    place.execute("insert into app.duty select * from newer")
    return made


async def test_a_duty_is_the_same_in_every_version_of_the_catalogue(stage) -> None:
    duty = stage.one("select id from app.duty where cadence = 'PER_TERM' limit 1")
    first = await in_force(stage, 2025, "按期换届", duty=duty)
    second = await in_force(stage, 2026, "换届工作", duty=in_a_newer_catalogue(stage, duty))
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    refusal = await stage.refused(HEAD, open_period, OpenPeriod(second, TERM))
    assert refusal.code == "period.already_open"
    assert stage.rows(OWED) == [(first, TERM)]


async def test_two_clauses_of_one_duty_are_owed_once(stage) -> None:
    duty = stage.one("select id from app.duty where cadence = 'PER_TERM' limit 1")
    owner = await in_force(stage, 2026, "换届", "换届选举", duty=duty)
    await stage.done(HEAD, open_period, OpenPeriod(owner, TERM))
    titles = "select c.title from app.obligation o join app.clause c on c.id = o.clause_id"
    assert stage.rows(titles) == [("换届",)], "the first of the list"
    refusal = await stage.refused(HEAD, open_period, OpenPeriod(owner, "T2025-01-01/2029-12-31"))
    assert refusal.code == "period.already_open"


async def test_two_lists_opened_at_once_owe_it_once(stage, monkeypatch) -> None:
    lists = [await in_force(stage, year, "换届") for year in (2025, 2026)]
    looked, both = [], asyncio.Event()

    async def look(*given: object) -> set[str]:
        looked.append(await borne(*given))
        if len(looked) == len(lists):
            both.set()
        await both.wait()
        return looked[-1]

    borne = opening._borne_in_term
    monkeypatch.setattr(opening, "_borne_in_term", look)
    acts = (stage.perform(HEAD, open_period, OpenPeriod(one, TERM)) for one in lists)
    outcomes = await asyncio.gather(*acts)
    assert looked == [set(), set()], "neither saw the other's"
    refusals = [one.refusal.code for one in outcomes if one.refusal is not None]
    assert refusals == ["period.already_open"]
    assert len(stage.rows(OWED)) == 1


async def test_nobody_writes_it_a_second_time(stage) -> None:
    first, second = await in_force(stage, 2025, "换届"), await in_force(stage, 2026, "换届")
    await stage.done(HEAD, open_period, OpenPeriod(first, TERM))
    with pytest.raises(psycopg.errors.UniqueViolation):
        stage.beside.execute(
            "insert into app.obligation (root, id, holder, list_id, clause_id, actor_type, body_id,"
            " period, starts_on, ends_on, due_on) select o.root, gen_random_uuid(), o.holder, c.list_id,"
            " c.id, o.actor_type, o.body_id, o.period, o.starts_on, o.ends_on, o.due_on"
            " from app.obligation o, app.clause c where c.list_id = %s",
            [second],
        )
    assert len(stage.rows(OWED)) == 1
