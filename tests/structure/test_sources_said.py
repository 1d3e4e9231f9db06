"""What people read names its source as people know it: no chapter of a paper that they do not have."""

import re

import pytest

from ledger.clocks.limits import shipped
from tests.structure.source import ROOT

UNSEEN = re.compile(r"\bdomain(\.md)? \d|§ ?\d+ of the domain", re.IGNORECASE)
SHOWN = ("docs/**/*.md", "*.md", "schema/levelwise.graphql", "policies/book/*.yaml")


@pytest.mark.parametrize("pattern", SHOWN)
def test_no_page_names_a_chapter_of_the_domain(pattern: str) -> None:
    pages = [*ROOT.glob(pattern)]
    assert pages, "the control"
    wrong = [page.relative_to(ROOT) for page in pages if UNSEEN.search(page.read_text("utf-8"))]
    assert wrong == []


def test_every_limit_names_its_source_in_both_languages() -> None:
    said = [one for versions in shipped().versions.values() for one in versions]
    assert all(one.source and one.source_en for one in said)
    texts = [text for one in said for text in (one.source, one.source_en)]
    short = re.compile(r"\bPR22\b")
    assert [one for one in texts if UNSEEN.search(one) or short.search(one)] == []
