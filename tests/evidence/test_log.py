"""What the server writes to its log tells nothing of who asked for what."""

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from starlette.applications import Starlette

from policies import book
from policies.enforcer import Enforcer
from policies.facts import Facts
from server.serving import configuration
from server.settings import Mode, Settings


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Loggers are the process's: what uvicorn sets is taken back."""
    kept = {
        name: (one.level, one.propagate, list(one.handlers), one.disabled)
        for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
        for one in [logging.getLogger(name)]
    }
    yield
    for name, (level, propagate, handlers, disabled) in kept.items():
        one = logging.getLogger(name)
        one.propagate, one.handlers[:], one.disabled = propagate, handlers, disabled
        one.setLevel(level)


def decided(enforcer: Enforcer) -> None:
    viewer = Facts(person=UUID(int=1), tenant=1, roles=frozenset(), all_roles=frozenset())
    row = dict.fromkeys(enforcer.book.nouns["tenant"].fields, 2) | {"id": 2, "parent_id": 3}
    assert not enforcer.decide(viewer, "tenant.manage", row).allowed
    assert enforcer.decide(viewer, "tenant.read", row).allowed


def served(home: Path) -> None:
    """What the server does to the loggers of its process when it starts."""
    settings = Settings(mode=Mode.DEMO, home=home)
    configuration(Starlette(), settings)


def test_a_refused_decision_is_not_told_to_the_log(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    enforcer = Enforcer(book.load())
    with caplog.at_level(logging.DEBUG):
        decided(enforcer)
        # The server makes its enforcer first, and configures logging after it.
        served(tmp_path)
        decided(enforcer)
    assert caplog.text == ""


def test_a_logger_that_is_only_switched_off_tells_it(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """The control: starting the server switches it on again."""
    enforcer = Enforcer(book.load())
    heard = logging.getLogger("levelwise.policies.control")
    heard.disabled = True
    with caplog.at_level(logging.DEBUG):
        decided(enforcer)
        for one in enforcer._by_action.values():
            one.logger = heard
        decided(enforcer)
        assert caplog.text == ""
        served(tmp_path)
        decided(enforcer)
    assert "tenant.manage" in caplog.text
