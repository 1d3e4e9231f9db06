"""What is owed once in a term is owed once, in whichever year's list it is opened."""

import uuid

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
