"""The measurements of ``make evidence`` in a size that every change can afford."""

import pytest

from schema.assembly import build_schema
from tests.conftest import Server
from tests.evidence import inputs, reorganisation, t3, t3_channels, t7, t8_tampers, t9, t12, t14
from tests.evidence.ground import Ground
from tests.evidence.walk import STEPS


@pytest.fixture
def ground(cluster: Server, migrated: str) -> Ground:
    return Ground(cluster, migrated, share=0.0, say=lambda _: None)


async def test_no_canary_is_heard_by_strangers(ground: Ground) -> None:
    found, leaked = await t3.measured(ground, calls=200, control=12)
    assert found.foreign == []
    assert found.own > 40
    assert found.answered == found.calls
    assert found.reached > found.fields * 0.7
    assert leaked.foreign, "the control is heard"
    assert found.blind == (), "free words without a mark: there the crawl sees nothing"


async def test_no_canary_is_heard_at_any_channel(ground: Ground) -> None:
    found = await t3_channels.measured(ground, few=True)
    assert found.heard.keys() | found.leaked.keys() == t3_channels.CHANNELS.keys()
    for name in t3_channels.CHANNELS:
        assert found.heard[name].foreign == []
        assert found.heard[name].own, f"{name} is blind"
        assert found.leaked[name].foreign, f"the control of {name} is heard"


async def test_acts_sent_again_are_done_once(ground: Ground) -> None:
    sent = await t12.measured(ground, together=2)
    assert sent.faults == []
    assert len(sent.done) > 50
    assert sent.done | sent.refused == t12.mutations(build_schema()).keys(), "none is without a key"
    assert sent.unkeyed == t12.TOGETHER - 1, "the control has effects"


def test_an_input_fits_its_mutation_or_does_not() -> None:
    kind = t12._input(t12.mutations(build_schema())["supportProblem"])
    given = {"key": "k", "problem": "Problem_x", "expectedVersion": 1, "text": "附议"}
    assert inputs.fits(kind, {name: given[name] for name in kind.fields if name in given})
    assert not inputs.fits(kind, {"text": 1})


def test_most_mutations_are_done_for_good_in_the_walk() -> None:
    """The rest T12 finds by introspection as well, and has them refused alike each time."""
    every = set(t12.mutations(build_schema()))
    walked = {step.act for step in STEPS}
    assert walked <= every
    assert len(walked) >= 56


def test_no_sealed_identity_leaves_without_its_record_and_no_tamper_stays_hidden(
    ground: Ground,
) -> None:
    for line in t8_tampers.run(ground):
        assert line.passed, (line.en, line.result, line.examples)
        assert line.control_failed, (line.en, line.control)


def test_drawn_documents_fell_nothing_and_tell_nothing(ground: Ground) -> None:
    """How long the server stands still is measured at rest, in ``make evidence``."""
    with t7.attacked(ground) as attacked:
        line = t7.generated(ground, attacked)
    assert "5xx 0; leaks 0" in line.result, (line.result, line.examples)
    assert line.result.endswith("told by the log 0")
    assert line.control_failed, line.control


def test_a_county_moves_while_others_read(ground: Ground) -> None:
    """How long a read takes meanwhile is measured in ``make evidence``; here none waits for a lock."""
    found = reorganisation.moved(ground)
    assert found.there == found.rows
    assert found.wrong == []
    assert found.reads > 0
    assert found.failed == 0
    assert found.control.failed, "the control: a move that locks the table"


def test_what_was_acknowledged_outlives_kill_9(ground: Ground) -> None:
    found = t9.killed(ground, kills=2)
    assert found.sound, found
    assert found.acknowledged


async def test_what_was_taken_away_is_allowed_by_no_worker(ground: Ground) -> None:
    found = await t14.measured(ground, rounds=3)
    assert found.stale == []
    assert found.allowed_before == 3 * t14.WORKERS
    assert found.asked == 14
    assert found.of_book == 1
    assert found.control == 3, "the control allows what was taken away"
    # How soon is measured in ``make evidence``.
    assert (found.sockets.untold, found.sockets.lines) == ([], 2 * t14.WORKERS)
    assert found.sockets.control == 2, "the control goes on listening"
