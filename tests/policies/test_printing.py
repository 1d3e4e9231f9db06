"""The book is printed for Casbin and for people, and the print that is committed is current."""

from dataclasses import replace
from pathlib import Path

import pytest

from policies import printing
from policies.book import Book
from policies.enforcer import POLICY
from policies.printing import csv, document, main
from policies.truth import Verdict, tables


@pytest.fixture(autouse=True)
def few_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell is judged in test_truth; here the command is."""
    monkeypatch.setattr(printing, "tables", lambda *book: tables(*book)[:2])


def test_the_committed_print_is_that_of_the_book(book: Book) -> None:
    assert POLICY.read_text() == csv(book)
    assert main(["--check"]) == 0


def test_a_print_that_is_out_of_date_is_noticed_and_written_anew(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "policy.csv"
    old.write_text("p, anyone\n")
    monkeypatch.setattr(printing, "POLICY", old)
    assert main(["--check"]) == 1
    assert "--csv" in capsys.readouterr().out
    assert main(["--csv"]) == 0
    assert old.read_text() == csv(book)
    assert main(["--check"]) == 0


def test_a_cell_that_disagrees_fails_the_check(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = tables(book)[0]
    turned = {
        who: tuple(Verdict(not one.allowed) for one in line) for who, line in first.lines.items()
    }
    monkeypatch.setattr(printing, "tables", lambda _: [replace(first, lines=turned)])
    assert main(["--check"]) == 1
    said = capsys.readouterr().out
    assert first.page in said
    assert "还有 and" in said


def test_prohibitions_stand_first_so_that_a_deny_ends_the_search(book: Book) -> None:
    effects = [line.split(", ")[5] for line in csv(book).splitlines() if line.startswith("p,")]
    assert effects == sorted(effects, reverse=True)


def test_the_document_has_every_rule_role_word_and_cell(book: Book) -> None:
    text = document(book, tables(book))
    for rule in book.rules.values():
        assert rule.zh in text
        assert rule.en in text
        assert rule.source in text
    for role in book.roles.values():
        assert role.zh in text
        assert role.en in text
    assert all(word.zh in text for word in book.words.values())
    assert all(table.markdown() in text for table in tables(book))
    assert book.version in text


def test_the_document_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("# 规则手册 The rule book")
