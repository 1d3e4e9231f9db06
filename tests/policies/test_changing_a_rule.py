"""What docs/how-to-change-a-rule.md promises, step by step."""

import shutil
from pathlib import Path

from policies.book import PAGES, load
from policies.enforcer import Enforcer
from policies.judging import disagreements
from policies.printing import csv
from policies.truth import tables

OLD = "    may: [obligation.self_check]\n    roles: [unit_head]\n"
NEW = "    may: [obligation.self_check]\n    roles: [unit_head, handler]\n"


def test_the_example_changes_exactly_the_cells_it_means_to(tmp_path: Path) -> None:
    shutil.copytree(PAGES, tmp_path / "book")
    page = tmp_path / "book" / "responsibilities.yaml"
    assert OLD in page.read_text(), "the document's example no longer stands in the book"
    page.write_text(page.read_text().replace(OLD, NEW))
    changed = load(tmp_path / "book")
    (tmp_path / "policy.csv").write_text(csv(changed))
    about = [table for table in tables(changed) if table.rows[0].noun == "obligation"]
    found = disagreements(Enforcer(changed, policy=tmp_path / "policy.csv"), about)
    assert found
    assert {one.who for one in found} == {"西门社区承办人 Ximen handler"}
    assert {one.action for one in found} == {"obligation.self_check"}
    assert {(one.says.allowed, one.decided.allowed) for one in found} == {(False, True)}
    assert all(one.row.startswith("西门社区") for one in found)


def test_the_document_shows_the_rule_as_it_stands() -> None:
    document = (PAGES.parent.parent / "docs" / "how-to-change-a-rule.md").read_text()
    assert "rule: a-head-checks-for-the-unit" in document
    assert OLD in document
