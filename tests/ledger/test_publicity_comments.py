"""Comments of the public name nobody who brought the problem, and what was let through can be hidden."""

from typing import Any

import psycopg
import pytest

from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for
from tests.ledger.test_problems_guards import as_app
from tests.ledger.test_publicity_public import comment, moderated, petitioner, shown

__all__ = ["publicity", "signed_for"]
NAMES = "王 小明反映的事终于办了，他家在村东头。"
CONSENT = {"form": "WRITTEN", "givenOn": "2026-04-14", "covers": "公开姓名和办理结果"}


async def hide(publicity: Publicity, reason: str | None, who: str = APPROVER) -> Any:
    """Moderates the only comment that there is."""
    ((key, version),) = publicity.stage.rows("select id, version from app.comment")
    more = {} if reason is None else {"hiddenFor": reason}
    chosen = "comment { state hiddenFor }"
    given = {"comment": f"Comment_{key}", "expectedVersion": version, **more}
    return await publicity.client.act(who, "moderateComment", chosen, **given)


async def test_a_comment_that_names_whoever_brought_the_problem_is_not_let_through(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    who = await petitioner(publicity, "王小明")
    await comment(publicity, made["id"], NAMES)
    before = publicity.stage.everything()
    told = await moderated(publicity, APPROVER)
    assert (told["code"], told["details"]) == ("publicity.consent_missing", [])
    assert publicity.stage.everything() == before
    act = publicity.client.act
    await act("a1.handler", "recordConsent", "petitioner { id }", petitioner=who, **CONSENT)
    assert (await moderated(publicity, APPROVER))["comment"]["state"] == "PUBLISHED"
    assert await shown(publicity) == [NAMES]
    await act("a1.handler", "withdrawConsent", "petitioner { id }", petitioner=who)
    assert await shown(publicity) == []
    hidden = publicity.stage.rows("select state, reason, version from app.comment")
    assert hidden == [("HIDDEN", "PERSONAL_DATA", 3)]


async def test_whoever_is_registered_later_is_named_no_more(publicity: Publicity) -> None:
    _, made = await publicity.published()
    await comment(publicity, made["id"], NAMES)
    await moderated(publicity, APPROVER)
    await petitioner(publicity, "李四光")
    assert await shown(publicity) == [NAMES], "the control"
    await petitioner(publicity, "王小明")
    assert await shown(publicity) == []
    assert publicity.stage.rows("select state, reason from app.comment") == [
        ("HIDDEN", "PERSONAL_DATA")
    ]
    acts = publicity.stage.rows("select act from audit.event where noun = 'comment'")
    assert [row[0] for row in acts].count("moderate_comment") == 2


async def test_what_was_let_through_can_be_hidden_and_stays_hidden(publicity: Publicity) -> None:
    _, made = await publicity.published()
    await comment(publicity, made["id"], "他家在村东头。")
    assert (await hide(publicity, None))["comment"]["state"] == "PUBLISHED"
    before = publicity.stage.everything()
    assert (await hide(publicity, None))["code"] == "publicity.wrong_state"
    for who in ("a1.head", "a1.task_force", "b.petition_bureau"):
        assert "code" in await hide(publicity, "PERSONAL_DATA", who), who
    assert publicity.stage.everything() == before
    told = await hide(publicity, "PERSONAL_DATA")
    assert told["comment"] == {"state": "HIDDEN", "hiddenFor": "PERSONAL_DATA"}
    assert await shown(publicity) == []
    for reason in (None, "ABUSE"):
        assert (await hide(publicity, reason))["code"] == "publicity.wrong_state"


async def test_nor_is_it_shown_again_or_written_otherwise(publicity: Publicity) -> None:
    _, made = await publicity.published()
    await comment(publicity, made["id"], "他家在村东头。")
    viewer = await publicity.stage.viewer(APPROVER)
    for change, broken in (
        ("state = 'HIDDEN'", "comment_hidden_for_a_reason_check"),
        ("names = array[decode('00', 'hex')]", "comment_step_by_step"),
    ):
        with pytest.raises(psycopg.errors.CheckViolation) as failed:
            as_app(publicity.stage, viewer, f"update app.comment set {change}")
        assert failed.value.diag.constraint_name == broken, change
    await hide(publicity, "ABUSE")
    with pytest.raises(psycopg.errors.CheckViolation, match="for good"):
        as_app(publicity.stage, viewer, "update app.comment set state = 'PUBLISHED'")
