"""What the server writes to its log tells nothing of who asked for what."""

import logging
from uuid import UUID

import pytest

from policies import book
from policies.enforcer import Enforcer
from policies.facts import Facts


def test_a_refused_decision_is_not_told_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    enforcer = Enforcer(book.load())
    viewer = Facts(person=UUID(int=1), tenant=1, roles=frozenset(), all_roles=frozenset())
    row = dict.fromkeys(enforcer.book.nouns["tenant"].fields, 2) | {"id": 2, "parent_id": 3}
    with caplog.at_level(logging.DEBUG):
        assert not enforcer.decide(viewer, "tenant.manage", row).allowed
        assert enforcer.decide(viewer, "tenant.read", row).allowed
    assert caplog.text == ""
