"""Why, and why not: the rule and the post that gave the verdict, or what the nearest rule lacks."""

from datetime import date

import pytest

from policies.book import UnknownAction
from policies.cast import World, world
from policies.conditions import RELATION_FIELDS, VIEWER_TYPES
from policies.enforcer import Enforcer
from policies.explain import FIELDS, RELATED, Explanation, explain
from policies.facts import NOBODY, Viewer

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def cast() -> World:
    return world()


def someone(cast: World, start: str) -> Viewer:
    return next(member for label, member in cast.cast.items() if label.startswith(start)).viewer()


def obligation(cast: World, unit: str, **facts: object) -> dict[str, object]:
    held = next(one for label, one in cast.units.items() if label.startswith(unit))
    return {
        **held.place(), "open_to": held.above.slot if held.above else held.slot, "trail": [held.id],
        "actor_type": "branch_secretary", "body_id": None, "state": "SELF_CHECKED", "overdue": False,
        "recorders": [], **facts,
    }  # fmt: skip  # reads as a table


def asked(
    enforcer: Enforcer, row: dict[str, object], action: str = "obligation.accept", **posts: Viewer
) -> Explanation:
    return explain(enforcer, posts, action=action, row=row, today=TODAY)


def test_a_yes_names_rule_and_post(enforcer: Enforcer, cast: World) -> None:
    found = asked(
        enforcer, obligation(cast, "市中街道"),
        handler=someone(cast, "西门社区承办人"), head=someone(cast, "碧江区专班"),
    )  # fmt: skip  # columns side by side
    assert (found.allowed, found.rule, found.post) == (True, "the-direct-superior-judges", "head")
    assert found.says.zh.startswith("任务由直接上级")
    assert found.missing == ()


def test_a_no_of_a_prohibition_names_it(enforcer: Enforcer, cast: World) -> None:
    me = someone(cast, "碧江区专班")
    found = asked(enforcer, obligation(cast, "市中街道", recorders=[me.person, me.post]), one=me)
    assert (found.allowed, found.rule) == (False, "nobody-judges-what-they-recorded")
    assert found.says.en == "Nobody accepts or returns what they recorded themselves."


def test_a_no_says_what_the_nearest_rule_lacks(enforcer: Enforcer, cast: World) -> None:
    found = asked(enforcer, obligation(cast, "西门社区"), one=someone(cast, "碧江区专班"))
    assert (found.allowed, found.rule) == (False, "the-direct-superior-judges")
    assert [one.zh for one in found.missing] == ["属于直接下级"]
    assert [one.en for one in found.missing] == ["it belongs to a direct subordinate"]


def test_a_no_says_which_role_is_lacking(enforcer: Enforcer, cast: World) -> None:
    found = asked(enforcer, obligation(cast, "市中街道"), one=someone(cast, "碧江区纪委"))
    assert (
        found.missing[0].en
        == "the role needed is: task force of a level or head of a unit or organs working committee"
    )


def test_the_nearest_of_several_conditions_is_named(enforcer: Enforcer, cast: World) -> None:
    row = obligation(cast, "西门社区", state="DRAFT") | {"body_id": None}
    found = asked(enforcer, row, "responsibility.sign", one=someone(cast, "西门社区书记"))
    assert found.rule == "an-actor-signs-for-itself"
    assert [one.zh for one in found.missing] == ["已经发布"]


def test_nobody_gets_an_answer_too(enforcer: Enforcer, cast: World) -> None:
    found = asked(enforcer, obligation(cast, "市中街道"), "obligation.read", nobody=NOBODY)
    assert not found.allowed
    assert found.rule is not None
    assert found.missing


def test_whoever_was_refused_would_be_allowed_with_what_is_missing(
    enforcer: Enforcer, cast: World
) -> None:
    """Every explanation of a *no* lists something; every explanation of a *yes* lists nothing."""
    for member in cast.cast.values():
        for unit in ("铜仁市", "碧江区", "万山区", "市中街道", "西门社区"):
            row = obligation(cast, unit)
            found = asked(enforcer, row, "obligation.read", one=member.viewer())
            decision = enforcer.decide(member.viewer(), "obligation.read", row)
            assert found.allowed == decision.allowed
            denied = found.rule is not None and enforcer.book.rules[found.rule].effect == "deny"
            assert bool(found.missing) != (found.allowed or denied)


def test_every_relation_and_field_of_the_viewer_has_a_name_in_both_languages() -> None:
    assert set(RELATED) == set(RELATION_FIELDS)
    assert set(VIEWER_TYPES) <= set(FIELDS)


def test_every_field_that_a_word_reads_has_a_name(enforcer: Enforcer) -> None:
    text = repr([word.condition for word in enforcer.book.words.values()])
    for noun in enforcer.book.nouns.values():
        for name in noun.fields:
            if f"RowField(name='{name}')" in text:
                assert name in FIELDS


def test_an_unknown_action_is_a_bug(enforcer: Enforcer) -> None:
    with pytest.raises(UnknownAction):
        explain(enforcer, {"one": NOBODY}, action="tenant.explode", row={}, today=TODAY)
