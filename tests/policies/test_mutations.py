"""The tables of truth notice every change of the book that changes a verdict."""

from pathlib import Path

from policies.book import Book
from policies.enforcer import POLICY
from policies.truth import tables
from tests.policies.mutants import (
    EQUIVALENT,
    Unguarded,
    differs,
    misspelt,
    mutants,
    refused_at_start,
    surviving,
)


def test_every_dropped_or_flipped_line_is_noticed_by_some_cell(book: Book, tmp_path: Path) -> None:
    left = surviving(book, tables(book), folder=tmp_path)
    assert set(left) == EQUIVALENT


def test_a_misspelt_effect_refuses_to_start(book: Book, tmp_path: Path) -> None:
    for mutant in list(misspelt(POLICY.read_text()))[::7]:
        assert refused_at_start(book, mutant, folder=tmp_path), mutant.name


def test_every_mutant_refuses_to_start_because_the_print_is_compared(
    book: Book, tmp_path: Path
) -> None:
    for mutant in list(mutants(POLICY.read_text()))[::11]:
        assert refused_at_start(book, mutant, folder=tmp_path), mutant.name


def test_the_unchanged_book_is_noticed_by_no_cell(book: Book, tmp_path: Path) -> None:
    """The control: a judge that says no to everything would kill every mutant."""
    enforcer = Unguarded(book)
    cells = [cell for table in tables(book)[:6] for cell in table.cells()]
    assert not any(differs(enforcer, cell) for cell in cells)
