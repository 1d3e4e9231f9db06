"""Casbin decides as the book says, or nothing is decided at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from uuid import UUID

import casbin
import pytest

from policies.book import DEEPEST, Book, UnknownAction
from policies.enforcer import MODEL, POLICY, CustomRole, Enforcer, StartRefused
from policies.facts import ANYONE, NOBODY, Facts, UnknownField
from tests.patience import PATIENCE

COUNTY, TOWNSHIP, VILLAGE = 2, 4, 6
ME = UUID(int=1)


def viewer(*roles: str, also: tuple[str, ...] = (), domain: str = "*") -> Facts:
    held = frozenset({ANYONE, *((role, domain) for role in roles)})
    return Facts(
        person=ME,
        tenant=COUNTY,
        parent=1,
        slot=3,
        lineage=(None, 1, COUNTY, None, None, None),
        kind="COUNTY",
        tenants=(COUNTY,),
        roles=held,
        all_roles=held | {(role, "*") for role in also},
    )


def obligation(holder: int = TOWNSHIP, parent: int = COUNTY, **facts: object) -> dict[str, object]:
    return {
        "holder": holder,
        "holder_parent": parent,
        "at1": None,
        "at2": 1,
        "at3": COUNTY,
        "at4": TOWNSHIP,
        "at5": None,
        "at6": None,
        "open_to": 3,
        "trail": [holder],
        "actor_type": "branch_secretary",
        "state": "SELF_CHECKED",
        "overdue": False,
        "recorders": [],
        **facts,
    }


# ---------------------------------------------------------------- decisions


def test_a_yes_names_the_rule_that_allowed_it(enforcer: Enforcer) -> None:
    decision = enforcer.decide(viewer("task_force"), "obligation.accept", obligation())
    assert (decision.allowed, decision.rule) == (True, "the-direct-superior-judges")


def test_a_no_of_a_prohibition_names_it(enforcer: Enforcer) -> None:
    decision = enforcer.decide(
        viewer("task_force"),
        "obligation.accept",
        obligation(recorders=[UUID(int=7), ME, UUID(int=8)]),
    )
    assert (decision.allowed, decision.rule) == (False, "nobody-judges-what-they-recorded")


def test_a_no_because_nothing_allows_it_names_no_rule(enforcer: Enforcer) -> None:
    decision = enforcer.decide(viewer("handler"), "obligation.accept", obligation())
    assert (decision.allowed, decision.rule) == (False, None)


def test_a_deny_is_not_lost_by_an_or_over_several_enforces(enforcer: Enforcer) -> None:
    """Asked role by role, some role says yes; asked once with all of them, the answer is no."""
    row = obligation()
    both = viewer("task_force", "audit_administrator")
    one_by_one = [
        enforcer.decide(viewer(role), "obligation.read", row).allowed
        for role in ("task_force", "audit_administrator")
    ]
    assert any(one_by_one), "the OR over enforces would have allowed it"
    assert not enforcer.decide(both, "obligation.read", row).allowed


def test_a_deny_of_another_post_counts_and_an_allow_of_another_post_does_not(
    enforcer: Enforcer,
) -> None:
    assert not enforcer.decide(
        viewer("task_force", also=("audit_administrator",)), "obligation.read", obligation()
    ).allowed
    assert not enforcer.decide(
        viewer(also=("task_force",)), "obligation.read", obligation()
    ).allowed


class Meeting:
    """A viewer of whom two decisions ask the roles at one moment, line by line."""

    def __init__(self, both: Barrier) -> None:
        self.both, self.facts = both, viewer("task_force")

    def __getattr__(self, name: str) -> object:
        if name == "roles":
            self.both.wait(PATIENCE)
        return getattr(self.facts, name)


def test_decisions_of_two_threads_do_not_take_each_others_rows(enforcer: Enforcer) -> None:
    who = Meeting(Barrier(2))
    rows = [obligation(), obligation(VILLAGE, TOWNSHIP)]
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(enforcer.decide, who, "obligation.accept", row) for row in rows]
        assert [one.result().allowed for one in asked] == [True, False]


def test_nobody_is_anyone(enforcer: Enforcer) -> None:
    tenant = {"id": 1, "parent_id": None, **{f"at{slot}": None for slot in range(1, 7)}}
    assert enforcer.decide(NOBODY, "tenant.read", tenant).allowed
    assert not enforcer.decide(NOBODY, "tenant.manage", tenant).allowed
    assert enforcer.decide(
        Facts(roles=frozenset(), all_roles=frozenset()), "tenant.read", tenant
    ).allowed


def test_a_row_may_be_an_object_as_well_as_a_mapping(enforcer: Enforcer) -> None:
    class Row:
        def __getattr__(self, name: str) -> object:
            return obligation()[name]

    assert enforcer.decide(viewer("task_force"), "obligation.read", Row()).allowed


def test_a_row_that_lacks_a_field_is_a_bug(enforcer: Enforcer) -> None:
    with pytest.raises(UnknownField):
        enforcer.decide(viewer("task_force"), "obligation.accept", {"holder": 1})


def test_an_unknown_action_is_a_bug(enforcer: Enforcer) -> None:
    with pytest.raises(UnknownAction):
        enforcer.decide(NOBODY, "tenant.explode", {})


# ---------------------------------------------------------------- custom roles


def test_a_custom_role_gives_what_its_parts_give_in_its_own_domain_only(book: Book) -> None:
    enforcer = Enforcer(
        book, custom=[CustomRole("desk", "41", ("handler", "organisation_department"))]
    )
    assert enforcer.decide(viewer("desk", domain="41"), "obligation.read", obligation()).allowed
    assert not enforcer.decide(viewer("desk", domain="42"), "obligation.read", obligation()).allowed
    assert not enforcer.decide(viewer("desk"), "obligation.read", obligation()).allowed


def test_two_levels_may_give_a_custom_role_the_same_name(book: Book) -> None:
    enforcer = Enforcer(
        book,
        custom=[
            CustomRole("desk", "41", ("task_force",)),
            CustomRole("desk", "42", ("handler",)),
        ],
    )
    accept = "obligation.accept"
    assert enforcer.decide(viewer("desk", domain="41"), accept, obligation()).allowed
    assert not enforcer.decide(viewer("desk", domain="42"), accept, obligation()).allowed


@pytest.mark.parametrize(
    "wrong",
    [
        CustomRole("task_force", "41", ("handler",)),
        CustomRole("desk", "*", ("handler",)),
        CustomRole("desk", "41", ("emperor",)),
    ],
)
def test_a_custom_role_that_is_not_made_of_the_book_is_refused(
    book: Book, wrong: CustomRole
) -> None:
    with pytest.raises(StartRefused):
        Enforcer(book, custom=[wrong])


def test_roles_bring_along_what_they_include(enforcer: Enforcer) -> None:
    closed = enforcer.closed(frozenset({("party_group_secretary", "*")}))
    assert {role for role, _ in closed} == {
        "anyone",
        "party_group_secretary",
        "unit_head",
        "overseer",
        "unit_member",
        "duty_bearer",
    }


# ---------------------------------------------------------------- start-up refusals


@pytest.fixture
def start(book: Book, tmp_path: Path) -> Callable[..., Enforcer]:
    """Starts with a changed print or model."""

    def begin(
        policy: Callable[[str], str] = str, model: Callable[[str], str] = str, *, of: Book = book
    ) -> Enforcer:
        (tmp_path / "policy.csv").write_text(policy(POLICY.read_text()))
        (tmp_path / "model.conf").write_text(model(MODEL.read_text()))
        return Enforcer(of, model=tmp_path / "model.conf", policy=tmp_path / "policy.csv")

    return begin


def test_the_unchanged_print_starts(start: Callable[..., Enforcer]) -> None:
    assert start().decide(viewer("task_force"), "obligation.read", obligation()).allowed


def test_an_empty_book_is_refused(start: Callable[..., Enforcer]) -> None:
    with pytest.raises(StartRefused, match="empty"):
        start(policy=lambda _: "g, task_force, overseer, *\n")


@pytest.mark.parametrize("effect", ["Deny", "dany", "DENY", "allow ed", ""])
def test_an_effect_that_is_not_exactly_allow_or_deny_is_refused(
    start: Callable[..., Enforcer],
    effect: str,
) -> None:
    with pytest.raises(StartRefused, match="neither allow nor deny"):
        start(policy=lambda text: text.replace(", deny,", f", {effect},", 1))


def test_an_unknown_word_is_refused(start: Callable[..., Enforcer]) -> None:
    with pytest.raises(StartRefused, match="unknown word"):
        start(policy=lambda text: text.replace(", anything,", ", any-thing,", 1))


def test_an_unknown_role_and_an_unknown_action_are_refused(start: Callable[..., Enforcer]) -> None:
    with pytest.raises(StartRefused, match="unknown role"):
        start(policy=lambda text: text.replace("p, anyone,", "p, everyone,", 1))
    with pytest.raises(StartRefused, match="unknown action"):
        start(policy=lambda text: text.replace(", tenant.read,", ", tenant.raed,", 1))


def test_a_role_graph_that_is_too_deep_is_refused(book: Book, tmp_path: Path) -> None:
    """Casbin would lose a deny behind the tenth link, without a word."""
    chain = [f"deep_{number}" for number in range(DEEPEST + 2)]
    lines = "".join(f"g, {one}, {other}, *\n" for one, other in pairwise(chain))
    deeper = replace(
        book,
        roles={
            **book.roles,
            **{name: replace(book.roles["handler"], key=name, includes=()) for name in chain},
        },
    )
    (tmp_path / "policy.csv").write_text(POLICY.read_text() + lines)
    with pytest.raises(StartRefused, match="deep"):
        Enforcer(deeper, policy=tmp_path / "policy.csv")


def test_roles_that_include_each_other_in_a_ring_are_refused(
    start: Callable[..., Enforcer],
) -> None:
    with pytest.raises(StartRefused, match="ring"):
        start(policy=lambda text: text + "g, unit_member, task_force, *\n")


@pytest.mark.parametrize(
    "matcher",
    [
        "r.act == p.act && eval(p.cond)",
        "keyMatch(r.act, p.act) && has(r.viewer, p.role, p.dom, p.eft) && holds(r.viewer, r.row, p.cond)",
        "regexMatch(r.act, p.act) && has(r.viewer, p.role, p.dom, p.eft) && holds(r.viewer, r.row, p.cond)",
        "globMatch(r.act, p.act) && has(r.viewer, p.role, p.dom, p.eft) && holds(r.viewer, r.row, p.cond)",
        "r.act == p.act && has(r.viewer, p.role, p.dom, p.eft)",
        "r.act == p.act",
    ],
)
def test_a_matcher_that_evaluates_or_guesses_or_does_not_ask_is_refused(
    start: Callable[..., Enforcer],
    matcher: str,
) -> None:
    with pytest.raises(StartRefused, match="matcher"):
        start(model=lambda text: text.partition("m = ")[0] + f"m = {matcher}\n")


@pytest.mark.parametrize(
    "effect",
    [
        "some(where (p.eft == allow))",
        "!some(where (p.eft == deny))",
    ],
)
def test_an_effect_expression_that_is_not_allow_and_not_deny_is_refused(
    start: Callable[..., Enforcer],
    effect: str,
) -> None:
    ours = "some(where (p.eft == allow)) && !some(where (p.eft == deny))"
    with pytest.raises(StartRefused, match="allow-and-not-deny"):
        start(model=lambda text: text.replace(ours, effect))


def test_a_print_that_lacks_a_line_or_a_link_is_refused(start: Callable[..., Enforcer]) -> None:
    with pytest.raises(StartRefused, match="not the print"):
        start(policy=lambda text: text.partition("\n")[2])
    with pytest.raises(StartRefused, match="role links"):
        start(policy=lambda text: text.replace("g, task_force, overseer, *\n", ""))


def test_a_switched_off_enforcer_is_refused_at_the_start_and_at_each_decision(
    book: Book,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = Enforcer(book)
    running._casbin.enable_enforce(False)
    with pytest.raises(StartRefused, match="switched off"):
        running.decide(NOBODY, "tenant.read", {})

    class Off(casbin.Enforcer):
        def _initialize(self) -> None:
            super()._initialize()
            self.enabled = False

    monkeypatch.setattr(casbin, "Enforcer", Off)
    with pytest.raises(StartRefused, match="switched off"):
        Enforcer(book)
