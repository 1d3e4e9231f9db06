"""T7 in small: the hostile corpus against the edge, and the control that has to stand still.

How long the server stands still is measured in ``make evidence``; here its steps are counted, which
are the same on a machine that is slow or busy with other things.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.edge.conftest import serving
from tests.edge.corpus import LEAKS, ask
from tests.edge.hostile import Hostile, corpus
from tests.edge.small_world import small_app

CONTROL = {"3,000 duplicate fields", "fan-out fragments, 720 bytes"}
MOST_STEPS = 400_000
"""Twice what the worst document of the corpus costs; the control costs a million and more."""


class Steps:
    """Counts the functions that the server's thread calls, Python's own as well."""

    called = 0

    def count(self, _: object, event: str, __: object) -> None:
        self.called += event in {"call", "c_call"}

    def of(self, base: str, one: Hostile) -> tuple[int, int, str]:
        """How many one document costs, and how it is answered."""
        self.called = 0
        where = urlsplit(base)
        status, text = ask(str(where.hostname), int(where.port or 80), one, token=None)
        return self.called, status, text


@contextmanager
def counted(home: Path, *, limited: bool) -> Iterator[tuple[str, Steps]]:
    """Serves the tiny world in a thread whose steps are counted."""
    steps = Steps()
    threading.setprofile(steps.count)
    try:
        with serving(small_app(home, limited=limited)) as base:
            threading.setprofile(None)
            yield base, steps
    finally:
        threading.setprofile(None)


def test_the_corpus_is_large_enough():
    names = [one.name for one in corpus()]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    smallest = next(one for one in corpus() if one.name == "fan-out fragments, 720 bytes")
    assert len(smallest.body) < 1024


def test_no_hostile_document_stops_the_server(tmp_path):
    with counted(tmp_path, limited=True) as (base, steps):
        for one in corpus():
            called, status, text = steps.of(base, one)
            assert called <= MOST_STEPS, one.name
            assert 0 < status < 500, one.name
            assert status >= 400 or not one.refused, one.name
            assert not [leak for leak in LEAKS if leak in text], one.name


@pytest.mark.parametrize("name", sorted(CONTROL))
def test_a_server_without_the_limits_stands_still(tmp_path, name):
    (chosen,) = (one for one in corpus() if one.name == name)
    with counted(tmp_path, limited=False) as (base, steps):
        called, _, _ = steps.of(base, chosen)
    assert called > 2 * MOST_STEPS
