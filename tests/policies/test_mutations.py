"""The tables of truth notice every change of the book that changes a verdict."""

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


def test_every_dropped_or_flipped_line_is_noticed_by_some_cell(book: Book) -> None:
    left = surviving(book, tables(book))
    assert set(left) == EQUIVALENT


def test_a_misspelt_effect_refuses_to_start(book: Book) -> None:
    for mutant in list(misspelt(POLICY.read_text()))[::7]:
        assert refused_at_start(book, mutant), mutant.name


def test_every_mutant_refuses_to_start_because_the_print_is_compared(book: Book) -> None:
    for mutant in list(mutants(POLICY.read_text()))[::11]:
        assert refused_at_start(book, mutant), mutant.name


def test_the_unchanged_book_is_noticed_by_no_cell(book: Book) -> None:
    """The control: a judge that says no to everything would kill every mutant."""
    enforcer = Unguarded(book)
    cells = [cell for table in tables(book)[:6] for cell in table.cells()]
    assert not any(differs(enforcer, cell) for cell in cells)
