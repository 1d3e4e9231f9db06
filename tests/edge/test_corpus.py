"""T7 in small: the hostile corpus against the edge, and the control that has to stand still."""

from tests.edge.bare_server import small_server
from tests.edge.corpus import run_t7
from tests.edge.hostile import corpus

CONTROL = {"3,000 duplicate fields", "fan-out fragments, 720 bytes"}


def test_the_corpus_is_large_enough():
    names = [one.name for one in corpus()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    smallest = next(one for one in corpus() if one.name == "fan-out fragments, 720 bytes")
    assert len(smallest.body) < 1024


def test_no_hostile_document_stops_the_server():
    with small_server(limited=True) as (base, pid):
        result = run_t7(base, pid=pid)
    assert result.faults == []


def test_a_server_without_the_limits_stands_still():
    with small_server(limited=False) as (base, pid):
        chosen = tuple(one for one in corpus() if one.name in CONTROL)
        result = run_t7(base, requests=chosen, pid=pid)
    stalled = {one.name for one in result.seen if one.stall_seconds > result.allowed_seconds}
    assert stalled == CONTROL
