"""What is owed to the public is met by what everybody can read, for as long as they can."""

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from tests.ledger.ladder import Ladder
from tests.ledger.publicising import APPROVER, PROBLEM, Publicity, publicity, signed_for
from tests.ledger.test_publicity_comments import CONSENT
from tests.ledger.test_publicity_moved import handed_on
from tests.ledger.test_publicity_planned import duties
from tests.ledger.test_publicity_public import petitioner
from tests.ledger.test_scores_timely import rows

__all__ = ["publicity", "signed_for"]
PLEDGE, PROGRESS = ("PLEDGE", date(2026, 4, 22)), ("PROGRESS", date(2026, 5, 15))
TOLD = {"who": "a1.handler", "kind": "PROGRESS", "title": "进度", "text": "已清淤一半。"}


def owed(publicity: Publicity) -> list[tuple[str, date]]:
    return duties(publicity.stage, Ladder(publicity.stage, PROBLEM))


async def withdrawn(publicity: Publicity, draft: Any, reason: str, who: str = "a1.head") -> None:
    told = await publicity.step(who, "withdrawPublication", draft, reason=reason)
    assert told["draft"]["state"] == "WITHDRAWN", told


@pytest.mark.parametrize("scope", ["UNIT", "MEMBERS", "STAFF"])
async def test_what_fewer_than_everybody_read_meets_nothing(
    publicity: Publicity, scope: str
) -> None:
    await publicity.published(scope=scope)
    await publicity.published(scope=scope, **TOLD)
    assert owed(publicity) == [PLEDGE, PROGRESS]
    assert await rows(publicity.client, "a.head", "a1", "R_PUBLISH") == [False, False]
    await publicity.published()
    assert owed(publicity) == [PROGRESS], "the control"


async def test_what_is_withdrawn_is_owed_again_with_its_old_day(publicity: Publicity) -> None:
    publicity.stage.now = datetime(2026, 4, 20, 2, tzinfo=UTC)
    pledge, _ = await publicity.published()
    progress, _ = await publicity.published(**TOLD)
    assert owed(publicity) == [("PROGRESS", date(2026, 5, 20))]
    await withdrawn(publicity, pledge, "INACCURATE")
    assert owed(publicity) == [PLEDGE, ("PROGRESS", date(2026, 5, 20))]
    await withdrawn(publicity, progress, "SUPERSEDED", APPROVER)
    assert owed(publicity) == [PLEDGE, PROGRESS], "nothing stands in its place"
    assert await rows(publicity.client, "a.head", "a1", "R_PUBLISH") == [False, False]
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("select app.sweep_overdue('2026-04-23')")
    await publicity.published()
    assert owed(publicity) == [PROGRESS]
    assert (
        publicity.stage.one("select count(*) from app.publicity_duty where met_by is not null") == 1
    )


async def test_what_another_text_replaced_is_not_owed_until_that_goes_too(
    publicity: Publicity,
) -> None:
    first, _ = await publicity.published()
    second, _ = await publicity.published()
    await withdrawn(publicity, first, "INACCURATE")
    assert owed(publicity) == [PROGRESS]
    inside, _ = await publicity.published(scope="STAFF")
    await withdrawn(publicity, second, "NOT_NEEDED")
    assert owed(publicity) == [PLEDGE, PROGRESS], "staff alone read what stands"
    await withdrawn(publicity, inside, "NOT_NEEDED")
    assert owed(publicity) == [PLEDGE, PROGRESS]


async def test_one_of_a_kind_is_owed_when_several_are_withdrawn(publicity: Publicity) -> None:
    first, _ = await publicity.published(**TOLD)
    publicity.stage.now = datetime(2026, 5, 11, 2, tzinfo=UTC)
    second, _ = await publicity.published(**TOLD)
    await withdrawn(publicity, first, "INACCURATE")
    assert owed(publicity) == [PLEDGE, ("PROGRESS", date(2026, 6, 11))], "the second stands"
    await withdrawn(publicity, second, "INACCURATE")
    assert owed(publicity) == [PLEDGE, PROGRESS]
    assert await rows(publicity.client, "a.head", "a1", "R_PUBLISH") == [False, False]


async def test_consent_that_goes_is_not_held_against_the_unit_but_its_name_alone_is_no_excuse(
    publicity: Publicity,
) -> None:
    who = await petitioner(publicity, "王小明")
    act = publicity.client.act
    await act("a1.handler", "recordConsent", "petitioner { id }", petitioner=who, **CONSENT)
    await publicity.published(**(TOLD | {"text": "经王小明同志反映，已清淤一半。"}))
    due = owed(publicity)
    pledge, _ = await publicity.published()
    await act("a1.handler", "withdrawConsent", "petitioner { id }", petitioner=who)
    assert owed(publicity) == [one for one in due if one[0] == "PROGRESS"]
    await withdrawn(publicity, pledge, "CONSENT_WITHDRAWN")
    assert owed(publicity) == due, "the pledge spoke of nobody"


async def test_what_was_told_before_the_problem_went_on_stays_told(publicity: Publicity) -> None:
    stage = publicity.stage
    ladder = Ladder(stage, PROBLEM)
    pledge, _ = await publicity.published()
    stage.now = datetime(2026, 4, 20, 2, tzinfo=UTC)
    await ladder.start()
    await handed_on(stage, ladder)
    due = duties(stage, ladder)
    assert [kind for kind, _ in due] == ["PROGRESS"]
    await withdrawn(publicity, pledge, "NOT_NEEDED")
    assert duties(stage, ladder) == due
    met = stage.rows("select kind, about from app.publicity_duty where met_by is not null")
    assert met == [("PLEDGE", stage.world.tenants["a1"])]


async def test_praise_counts_once_everybody_read_it(publicity: Publicity) -> None:
    asked = (publicity.client, "a.head", "a1", "POSITIVE_CASE")
    for scope, counted in (("UNIT", []), ("PUBLIC", [True])):
        given = {"polarity": "POSITIVE", "scope": scope, "text": "本单位做法好。"}
        draft = (await publicity.propose("a1.task_force", "CASE", **given))["draft"]
        draft = (await publicity.step("a1.head", "checkPublication", draft))["draft"]
        draft = (await publicity.step(APPROVER, "approvePublication", draft))["draft"]
        await publicity.step("a1.handler", "publishPublication", draft)
        assert await rows(*asked) == counted, scope
