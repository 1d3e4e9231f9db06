"""Weighing a county of hundreds of units takes its time: its transaction is no forgotten one."""

import time
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.reorganisation import widening
from ledger.reorganisation.approve_reorganisation import (
    ApproveReorganisation,
    approve_reorganisation,
)
from ledger.reorganisation.planning import Step
from ledger.reorganisation.preview_reorganisation import (
    PreviewReorganisation,
    preview_reorganisation,
)
from tests.ledger.reorganising import Reorganising, administrators, unit

HASTY = text("select set_config('idle_in_transaction_session_timeout', '100ms', true)")


@pytest.fixture
def slow(stage: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Weighing takes longer than the database waits for whoever holds a transaction open.

    The database is hasty from where it is asked to wait: what comes before takes as long as it takes.
    """
    administrators(stage)
    patient, weighed, asked = widening.patient, widening.weighed, []

    async def hurried(sitting: Any) -> None:
        await sitting.connection.execute(HASTY)
        await patient(sitting)
        asked.append(sitting)

    def slowly(*given: Any, **named: Any) -> None:
        assert asked.pop(), "nobody asked the database to wait"
        time.sleep(0.5)
        weighed(*given, **named)

    monkeypatch.setattr(widening, "patient", hurried)
    monkeypatch.setattr(widening, "weighed", slowly)
    stage.asked = asked
    return stage


async def _previewed(stage: Any, name: str) -> Reorganising:
    step = Step("MOVE", unit(name), to=unit("b"))
    found = await Reorganising.drafted(stage, "city.administrator", "MOVE", [step])
    await found.do("city.administrator", preview_reorganisation, PreviewReorganisation)
    return found


async def test_whoever_weighs_for_long_is_waited_for(
    slow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await _previewed(slow, "a2")
    agreed = found.now()["preview_hash"]
    await found.do("city.deputy", approve_reorganisation, ApproveReorganisation, agreed)
    assert found.now()["state"] == "APPROVED"

    async def hasty(sitting: Any) -> None:
        """The control: nobody asks the database to wait."""
        await sitting.connection.execute(HASTY)
        slow.asked.append(sitting)

    other = await _previewed(slow, "a1")
    monkeypatch.setattr(widening, "patient", hasty)
    agreed = other.now()["preview_hash"]
    with pytest.raises(DBAPIError, match="idle-in-transaction"):
        await other.do("city.deputy", approve_reorganisation, ApproveReorganisation, agreed)
    assert other.now()["state"] == "PREVIEWED"
