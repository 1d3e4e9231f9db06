"""Whatever a client or an administrator meets has its line in the glossary."""

import re
from pathlib import Path

import pytest
from graphql import is_introspection_type, is_specified_scalar_type

from policies import book
from schema.assembly import build_schema
from schema.level import API_LEVEL

DOCS = Path(__file__).parents[2] / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
KNOWN = set(re.findall(r"`([A-Za-z0-9_.]+)`", GLOSSARY))
ABOUT_OTHERS = ("Connection", "Edge", "Input", "Result", "Success", "Filter", "Order", "Search")
"""Endings of types that are named after another one."""
OF_GRAPHQL = {"Query", "Mutation", "Subscription", "Node", "PageInfo"}
OURS = (
    "act", "post", "appointment", "viewer", "sitting", "wall", "shelf", "rule", "work rule",
    "refusal", "lineage", "slot", "trail",
)  # fmt: skip  # columns side by side
"""The project's own words (ARCHITECTURE.md 9), as far as the code uses them."""


def test_every_type_of_the_schema_is_explained() -> None:
    names = {
        name
        for name, one in build_schema().type_map.items()
        if not is_introspection_type(one) and not is_specified_scalar_type(one)
    }
    own = {name for name in names if not name.endswith(ABOUT_OTHERS)} - OF_GRAPHQL
    assert sorted(own - KNOWN) == []


def test_every_noun_and_role_of_the_rule_book_is_explained() -> None:
    loaded = book.load()
    assert sorted(set(loaded.nouns) - KNOWN) == []
    assert sorted(set(loaded.roles) - KNOWN) == []


@pytest.mark.parametrize("word", OURS)
def test_every_word_of_our_own_has_a_line(word: str) -> None:
    assert re.search(rf"^\| [^|]+ \| (?:[^|]*, )?{word}(?:,[^|]*)? \| ", GLOSSARY, re.MULTILINE)


def test_no_type_is_explained_that_is_gone() -> None:
    types = set(build_schema().type_map) | {"Sitting", "Shelf", "Viewer"}
    capital = {name for name in KNOWN if re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)*", name)}
    assert sorted(capital - types) == []


def test_every_line_speaks_both_languages() -> None:
    for line in re.findall(r"^\| .+ \|$", GLOSSARY, re.MULTILINE):
        if not line.startswith(("| 中文", "|---")):
            assert re.search(r"[a-z]{3}", line), line
            assert re.search(r"[一-鿿]", line), line


def test_the_api_level_is_the_last_one_listed() -> None:
    listed = re.findall(r"^\| (\d+) \|", (DOCS / "api-levels.md").read_text("utf-8"), re.MULTILINE)
    assert [int(level) for level in listed] == list(range(1, API_LEVEL + 1))
