"""A wrong page is refused with page and line, in words that its author understands."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policies.book import PAGES, Book, BookError, UnknownAction, load


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    shutil.copytree(PAGES, folder)
    return folder


@pytest.fixture
def changed(pages: Path) -> Callable[..., Book]:
    """Loads the book with one change in one page."""

    def read(page: str, old: str, new: str) -> Book:
        text = (pages / page).read_text()
        assert old in text, "the page no longer says so"
        (pages / page).write_text(text.replace(old, new, 1))
        return load(pages)

    return read


WRONG = {
    "an unknown role": (
        "workrules.yaml",
        "roles: [anyone]",
        "roles: [everyone]",
        "Unknown role 'everyone'",
    ),
    "an unknown word": (
        "workrules.yaml",
        "when: [own-unit]",
        "when: [own-uni]",
        "Unknown word 'own-uni'",
    ),
    "an unknown action": (
        "workrules.yaml",
        "may: [workrule.read]",
        "may: [workrule.raed]",
        "Unknown action",
    ),
    "an unknown noun": (
        "responsibilities.yaml",
        "may_not_touch: [responsibility,",
        "may_not_touch: [responsibilty,",
        "Unknown noun",
    ),
    "an unknown relation": (
        "words.yaml",
        "holds: {relation: child}",
        "holds: {relation: children}",
        "no relation",
    ),
    "an unknown operator": (
        "words.yaml",
        "holds: {relation: child}",
        "holds: {equals: [1, 1]}",
        "One operator",
    ),
    "two operators at once": (
        "words.yaml",
        "holds: {relation: child}",
        "holds: {relation: child, all: []}",
        "One operator",
    ),
    "an unknown field of the viewer": (
        "words.yaml",
        "{viewer: actor_type}",
        "{viewer: salary}",
        "viewer has no such field",
    ),
    "an unknown field of the row": (
        "words.yaml",
        "{row: prepared_by}",
        "{row: prepared_from}",
        "has no field 'prepared_from'",
    ),
    "things that cannot be compared": (
        "words.yaml",
        "{eq: [{row: prepared_by}, {viewer: person}]}",
        "{eq: [{row: prepared_by}, {viewer: tenant}]}",
        "cannot be compared",
    ),
    "a word for a noun without its field": (
        "audit.yaml",
        "when: [own-unit-or-next-below]",
        "when: [open-to-my-level]",
        "has no field",
    ),
    "a word that no index can serve": (
        "words.yaml",
        "holds: {relation: own}",
        "holds: {in: [{row: state}, [DRAFT]]}",
        "has no field|no index",
    ),
    "a reading rule that asks the clock": (
        "words.yaml",
        "holds: {eq: [{row: prepared_by}, {viewer: person}]}",
        "holds: {all: [{relation: own}, {before: [{day: 2026-01-01}, {today: true}]}]}",
        "asks the clock",
    ),
    "a text value that could be more than a name": (
        "words.yaml",
        "[PUBLISHED, RETIRED]",
        "[\"PUBLISHED' or 'a'='a\", RETIRED]",
        "letters, digits",
    ),
    "three things where two are compared": (
        "words.yaml",
        "[{row: prepared_by}, {viewer: person}]",
        "[{row: prepared_by}, {viewer: person}, {viewer: person}]",
        "Exactly two",
    ),
    "an any of nothing": (
        "words.yaml",
        "{any: [{relation: own}, {relation: child}]}",
        "{any: []}",
        "Nothing stands",
    ),
    "an in without values": ("words.yaml", "[PUBLISHED, RETIRED]", "[]", "list of values"),
    "both may and may_not": (
        "workrules.yaml",
        "may: [workrule.read]",
        "may: [workrule.read]\n    may_not: [workrule.read]",
        "exactly one",
    ),
    "no source": (
        "workrules.yaml",
        "    source: 党务公开条例（试行） PO17 第2条\n",
        "",
        "'source' is missing",
    ),
    "an unknown name in a rule": (
        "workrules.yaml",
        "may: [workrule.read]",
        "may: [workrule.read]\n    effect: allow",
        "not known here",
    ),
    "a sentence in one language only": (
        "workrules.yaml",
        "says: {zh: 本单位的人看得到本单位的补充规定。, en:",
        "says: {zh: 本单位的人看得到。, fr:",
        "not known here",
    ),
    "a rule written twice": (
        "workrules.yaml",
        "rule: a-unit-sees-its-own-supplements",
        "rule: work-rules-are-open",
        "written twice",
    ),
    "a rule without roles": (
        "workrules.yaml",
        "roles: [anyone]",
        "roles: []",
        "Nothing is written",
    ),
    "a rule without actions": (
        "workrules.yaml",
        "may: [workrule.read]",
        "may: []",
        "Nothing is written",
    ),
    "a name that is no name": (
        "workrules.yaml",
        "rule: work-rules-are-open",
        "rule: Work rules",
        "is no name",
    ),
    "a name used twice in a mapping": (
        "workrules.yaml",
        "    roles: [anyone]",
        "    roles: [anyone]\n    roles: [anyone]",
        "written twice",
    ),
    "a text where a list belongs": (
        "workrules.yaml",
        "roles: [anyone]",
        "roles: anyone",
        "A list is expected",
    ),
    "an empty text": (
        "workrules.yaml",
        "source: 党务公开条例（试行） PO17 第2条",
        "source: ''",
        "A text is expected",
    ),
    "a kind of tenant that does not exist": (
        "roles.yaml",
        "kinds: [village]",
        "kinds: [hamlet]",
        "Unknown kind of tenant",
    ),
    "a kind of field that does not exist": (
        "workrules.yaml",
        "state: text",
        "state: string",
        "Unknown kind of field",
    ),
    "roles that include each other": (
        "roles.yaml",
        "    includes: [separated_administrator]",
        "    includes: [system_administrator]",
        "in a ring",
    ),
    "an unknown incompatible role": (
        "roles.yaml",
        "not_with: [organ_discipline_secretary,",
        "not_with: [emperor,",
        "Unknown role",
    ),
    "an actor type with an unknown role": (
        "roles.yaml",
        "party_group: [party_group]",
        "party_group: [party_gruop]",
        "Unknown role",
    ),
    "a page that refers to itself": (
        "workrules.yaml",
        "when: [published-above-me]",
        "when: &again [*again]",
        "No references",
    ),
    "a page nested without end": (
        "workrules.yaml",
        "when: [published-above-me]",
        "when: " + "[" * 3000,
        "levels of nesting",
    ),
    "a number that is none": (
        "workrules.yaml",
        "when: [published-above-me]",
        "when: [0x1F]",
        "is no number",
    ),
    "a page that is not YAML": ("workrules.yaml", "nouns:", "nouns: [", "not well formed"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_page_is_refused_with_page_and_line(
    changed: Callable[..., Book], case: str
) -> None:
    page, old, new, complaint = WRONG[case]
    with pytest.raises(BookError, match=complaint) as caught:
        changed(page, old, new)
    error = caught.value
    assert error.page.endswith(".yaml")
    assert error.line >= 1
    assert any("一" <= letter <= "鿿" for letter in error.zh), "also in Chinese"


def test_the_line_is_where_the_mistake_stands(changed: Callable[..., Book], pages: Path) -> None:
    with pytest.raises(BookError) as caught:
        changed("workrules.yaml", "when: [published-above-me]", "when: [published-abve-me]")
    line = (pages / "workrules.yaml").read_text().splitlines()[caught.value.line - 1]
    assert "published-abve-me" in line
    assert caught.value.page == "workrules.yaml"


def test_an_empty_folder_and_an_empty_page_are_refused(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="empty"):
        load(tmp_path / "nowhere")
    (pages / "workrules.yaml").write_text("# nothing yet\n")
    with pytest.raises(BookError, match="empty"):
        load(pages)


def test_any_change_of_the_pages_is_a_new_version(book: Book, changed: Callable[..., Book]) -> None:
    other = changed("workrules.yaml", "工作规则 Work rules", "工作规则 The work rules")
    assert other.version != book.version
    assert load().version == book.version


def test_what_may_not_be_combined_is_so_both_ways(book: Book) -> None:
    for role in book.roles.values():
        for other in role.not_with:
            assert role.key in book.roles[other].not_with


def test_the_three_administrators_exclude_each_other_and_every_business_role(book: Book) -> None:
    three = {"system_administrator", "security_administrator", "audit_administrator"}
    brought = {"anyone", "unit_member", "overseer", "duty_bearer", "separated_administrator"}
    for one in three:
        assert book.roles[one].not_with >= three - {one}
        assert book.roles[one].not_with >= set(book.roles) - three - brought
    assert book.incompatible(["audit_administrator", "branch_secretary"])
    assert book.incompatible(["task_force", "unit_head"]) is None


def test_every_actor_type_of_the_catalogue_has_roles(book: Book) -> None:
    assert len(book.actor_types) == 8
    for roles in book.actor_types.values():
        assert any("duty_bearer" in book.with_included(role) for role in roles)


def test_every_word_is_used_and_every_rule_says_where_it_comes_from(book: Book) -> None:
    assert {word for rule in book.rules.values() for word in rule.when} == set(book.words)
    assert all(rule.source and rule.zh and rule.en for rule in book.rules.values())


def test_an_unknown_action_has_no_noun(book: Book) -> None:
    with pytest.raises(UnknownAction):
        book.noun_of("tenant.explode")
