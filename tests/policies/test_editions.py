"""An edition only tightens: by its form, by the tables of truth, and line by line."""

import re
from dataclasses import replace
from random import Random

import pytest

from policies import editions
from policies.book import Book, load
from policies.editions import Edition, Strike, amended, lines_of
from policies.enforcer import Enforcer, lines
from policies.pages import BookError
from policies.reach import Reach, probed
from policies.truth import Table, tables
from policies.weighing import edited, weighed

SAYS = "    says: {zh: 甲, en: A.}\n"
HEAD = "edition: {zh: 甲, en: A.}\n"
STRIKE = HEAD + "strike:\n  - rule: a-level-sets-its-own-rules-for-problems\n" + SAYS
USELESS = (
    HEAD + "forbid:\n  - rule: handlers-set-nothing\n    may_not: [problem_setting.set]\n"
    "    roles: [handler]\n    when: [next-below]\n" + SAYS + "    source: x\n"
)


@pytest.fixture(scope="module")
def floor() -> Reach:
    return probed(Enforcer(load()))


@pytest.fixture(scope="module")
def truth(floor: Reach) -> list[Table]:
    return tables(floor.enforcer.book)


def drawn(book: Book, draw: Random) -> Edition:
    """An edition that strikes some lines, whole rules or parts of them, and forbids some more."""
    unlocked = [
        rule
        for rule in book.rules.values()
        if all(book.actions[action].noun != editions.LOCKED for action in rule.actions)
    ]
    allows = [rule for rule in unlocked if rule.effect == "allow"]
    strikes = tuple(
        Strike(
            rule.key,
            frozenset(draw.sample(sorted(lines_of(rule)), draw.randint(1, len(lines_of(rule))))),
            "甲",
            "A.",
        )
        for rule in draw.sample(allows, 3)
    )
    forbids = tuple(
        replace(rule, key=f"besides-{number}", effect="deny")
        for number, rule in enumerate(draw.sample(allows, 2))
    )
    return Edition("甲", "A.", strikes, forbids, digest=str(draw.random()))


def said(book: Book, effect: str) -> set[tuple[str, str, str]]:
    return {(role, action, word) for role, _, action, word, one, _ in lines(book) if one == effect}


@pytest.mark.parametrize("seed", range(12))
def test_no_line_that_allows_is_new_and_none_that_forbids_is_gone(floor: Reach, seed: int) -> None:
    book, edition = floor.enforcer.book, drawn(floor.enforcer.book, Random(seed))
    made = amended(book, [edition])
    assert said(made, "allow") <= said(book, "allow")
    assert said(made, "deny") >= said(book, "deny")
    kept = {(role, action, word, rule) for role, _, action, word, _, rule in lines(book)}
    left = {
        (role, action, word, re.sub(r"-part-[0-9]+$", "", rule))
        for role, _, action, word, effect, rule in lines(made)
        if not rule.startswith("besides-")
    }
    assert left == kept - edition.struck, "exactly what is struck is gone"


@pytest.mark.parametrize("seed", range(4))
def test_what_is_probed_anew_is_what_would_be_probed_from_nothing(floor: Reach, seed: int) -> None:
    made = edited(floor, [drawn(floor.enforcer.book, Random(seed))])
    whole = probed(made.enforcer)
    filled = {key: cell for key, cell in made.cells.items() if cell.allow or cell.deny}
    assert filled == {key: cell for key, cell in whole.cells.items() if cell.allow or cell.deny}
    assert made.version == whole.version != floor.version


def test_what_an_edition_allows_the_floor_allows_in_every_cell(
    floor: Reach, truth: list[Table]
) -> None:
    edition = drawn(floor.enforcer.book, Random(7))
    few = replace(edition, strikes=edition.strikes[:1], forbids=edition.forbids[:1])
    found = weighed(floor, few, truth)
    assert found.loosened == ()
    assert found.takes


def test_an_edition_that_loosened_would_be_seen(floor: Reach, truth: list[Table]) -> None:
    """The control: made by hand, past the reading that would refuse it."""
    rule = floor.enforcer.book.rules["a-level-sets-its-own-rules-for-problems"]
    wider = replace(rule, key="wider", roles=("handler",))
    found = weighed(floor, Edition("甲", "A.", (), (wider,), "x"), truth)
    assert {(one.action, one.who) for one in found.loosened} == {
        ("problem_setting.set", who) for who in ("西门社区承办人 Ximen handler",)
    }


def test_a_line_that_no_table_sees_is_reported_and_one_that_is_seen_is_not(
    floor: Reach, truth: list[Table]
) -> None:
    book = floor.enforcer.book
    assert weighed(floor, editions.read(STRIKE, book), truth).unseen == ()
    useless = weighed(floor, editions.read(USELESS, book), truth)
    assert useless.unseen == (
        ("handler", "problem_setting.set", "next-below", "handlers-set-nothing"),
    )
    assert useless.takes == ()


def test_what_is_gained_and_lost_is_told_beside_the_edition_in_force(
    floor: Reach, truth: list[Table]
) -> None:
    live = editions.read(STRIKE, floor.enforcer.book)
    back = weighed(floor, editions.read(HEAD, floor.enforcer.book), truth, beside=[live])
    assert back.takes == ()
    assert back.beside
    assert all(one.gains for one in back.beside)
    assert not any(one.gains for one in weighed(floor, live, truth).beside)


def test_several_editions_forbid_together_even_under_one_name(floor: Reach) -> None:
    book = floor.enforcer.book
    one = editions.read(USELESS, book)
    other = editions.read(USELESS.replace("[handler]", "[grid_worker]"), book)
    made = amended(book, [one, other])
    assert said(made, "deny") - said(book, "deny") == {
        (role, "problem_setting.set", "next-below") for role in ("handler", "grid_worker")
    }
    assert amended(book, [other, one]).version == made.version


@pytest.mark.parametrize(
    ("text", "line", "en"),
    [
        (STRIKE + "    roles: [handler]\n", 5, "does not say"),
        (USELESS.replace("when: [next-below]", "when: [moonlight]"), 6, "moonlight"),
        (USELESS.replace("may_not:", "may:"), 3, "only tightens"),
        (USELESS.replace("handlers-set-nothing", "own-unit published"), 3, "is no name"),
        (HEAD + "strike: []\nstrike: []\n", 3, "written twice"),
        ("x" * 50_000, 1, "too long"),
        (HEAD.replace("甲", "\x00"), 1, "no text"),
    ],
)
def test_a_page_that_is_no_edition_is_refused_by_line(
    floor: Reach, text: str, line: int, en: str
) -> None:
    with pytest.raises(BookError) as refused:
        editions.read(text, floor.enforcer.book)
    assert refused.value.line == line
    assert en in refused.value.en


def test_an_edition_that_changes_too_much_at_once_is_refused(floor: Reach) -> None:
    text = (
        HEAD + "forbid:\n  - rule: nobody-touches\n    may_not_touch: [problem, petitioner, hop]\n"
        "    roles: [handler, grid_worker, task_force, unit_head]\n    when: [anything]\n"
        + SAYS + "    source: x\n"
    )  # fmt: skip  # columns side by side
    with pytest.raises(BookError, match="at most 60 lines"):
        editions.read(text, floor.enforcer.book)
