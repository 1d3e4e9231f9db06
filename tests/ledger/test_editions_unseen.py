"""Lines that no table of truth sees are in force only if the second person says so."""

from typing import Any

from policies.reach import Reach
from tests.ledger.conftest import Stage
from tests.ledger.test_editions import told
from tests.ledger.workers import EDITION, SECOND, confirmed, proposed, working

__all__ = ["told"]

LINE = "handler, problem_setting.set, next-below, handlers-set-nothing"
UNSEEN = (
    "edition: {zh: 甲, en: A.}\nforbid:\n  - rule: handlers-set-nothing\n"
    "    may_not: [problem_setting.set]\n    roles: [handler]\n    when: [next-below]\n"
    "    says: {zh: 甲。, en: A.}\n    source: x\n"
)
SEEN = UNSEEN.replace("[handler]", "[task_force]").replace("[next-below]", "[anything]")
AUDITED = "select facts ->> 'despite_unseen' from audit.event where act = 'confirm_edition'"


async def despite(worker: Any, edition: dict[str, Any]) -> Any:
    return await worker.act(
        SECOND, "confirmBookEdition", EDITION, edition=edition["id"], despiteUnseen=True,
        expectedVersion=edition["version"], digest=edition["digest"],
    )  # fmt: skip  # columns side by side


async def test_a_line_that_no_table_sees_is_confirmed_by_name_and_kept_in_the_audit(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach) as (worker,):
        edition = (await proposed(worker, UNSEEN))["bookEdition"]
        assert edition["unseen"] == [LINE]
        before = told.everything()
        refused = await confirmed(worker, edition)
        assert refused["code"] == "book_edition.unseen"
        assert {"name": "lines", "value": "1"} in refused["details"]
        assert told.everything() == before, "nothing is in force"
        done = await despite(worker, edition)
        assert done["bookEdition"]["state"] == "PUBLISHED"
    kept = [said for (said,) in told.rows(f"{AUDITED} and noun = 'book_edition'")]
    assert kept == [LINE]


async def test_the_control_what_every_table_sees_needs_no_such_word(
    told: Stage, reach: Reach
) -> None:
    async with working(told.database, reach) as (worker,):
        edition = (await proposed(worker, SEEN))["bookEdition"]
        assert edition["unseen"] == []
        assert (await confirmed(worker, edition))["bookEdition"]["state"] == "PUBLISHED"
    assert told.rows(f"{AUDITED} and noun = 'book_edition'") == [(None,)]
