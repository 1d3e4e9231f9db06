"""Tables of truth: every cell, as Casbin decides it and as PostgreSQL finds it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from policies.book import Book
from policies.cast import FOLDER, world
from policies.enforcer import Enforcer
from policies.facts import NOBODY
from policies.grids import TableError
from policies.judging import disagreements
from policies.reach import Reach
from policies.truth import Table, Verdict, tables
from tests.policies.rows import insert, reached, tables_of


@pytest.fixture(scope="module")
def truth(book: Book) -> list[Table]:
    return tables(book)


def test_casbin_says_what_every_cell_says(enforcer: Enforcer, truth: list[Table]) -> None:
    assert sum(1 for table in truth for _ in table.cells()) > 10_000
    assert [str(one) for one in disagreements(enforcer, truth)] == []


def test_a_cell_that_says_something_else_is_named(enforcer: Enforcer, truth: list[Table]) -> None:
    accept = next(table for table in truth if "obligation.accept" in table.actions)
    who, verdicts = next(iter(accept.lines.items()))
    wrong = replace(accept, lines={who: tuple(Verdict(not one.allowed) for one in verdicts)})
    found = disagreements(enforcer, [wrong])
    assert len(found) == len(verdicts) * len(accept.actions)
    assert who in str(found[0])
    assert "responsibilities.md" in str(found[0])


def test_postgresql_finds_the_rows_with_a_yes_and_no_other(
    connection: Connection,
    reach: Reach,
    truth: list[Table],
) -> None:
    book = reach.enforcer.book
    made = tables_of(book, connection)
    for number, table in enumerate(truth):
        insert(
            connection,
            made[table.rows[0].noun],
            [
                {"number": number * 1000 + place, "world": number, **row.facts}
                for place, row in enumerate(table.rows)
            ],
        )
    for number, table in enumerate(truth):
        for who, verdicts in table.lines.items():
            expected = [
                number * 1000 + place for place, verdict in enumerate(verdicts) if verdict.allowed
            ]
            found = reached(
                connection,
                reach,
                table.world.cast[who].viewer(),
                tables=made,
                actions=table.actions,
                world=number,
            )
            assert found == dict.fromkeys(table.actions, expected), (table.page, table.actions, who)


def test_every_action_of_the_book_has_a_table(book: Book, truth: list[Table]) -> None:
    assert {action for table in truth for action in table.actions} == set(book.actions)


def test_every_role_that_a_post_can_have_is_held_by_someone_of_the_cast(book: Book) -> None:
    held = {role for member in world(book).cast.values() for role in member.roles}
    brought = {"anyone", "unit_member", "overseer", "duty_bearer", "separated_administrator"}
    assert held | brought | book.window_roles == set(book.roles)


def test_whoever_left_or_is_suspended_or_is_nobody_has_a_line_in_every_table(
    truth: list[Table],
) -> None:
    for table in truth:
        nobodies = [who for who in table.lines if table.world.cast[who].viewer() == NOBODY]
        assert len(nobodies) == 3


def test_every_table_has_a_yes_and_every_reading_table_a_no(book: Book, truth: list[Table]) -> None:
    for table in truth:
        verdicts = {verdict.allowed for line in table.lines.values() for verdict in line}
        assert True in verdicts, table.actions
        if "holder" in book.noun_of(table.actions[0]).fields and table.actions != ("tenant.read",):
            assert False in verdicts, table.actions


def test_a_table_prints_as_it_is_read(truth: list[Table]) -> None:
    page = (FOLDER / "responsibilities.md").read_text()
    for table in truth:
        if table.page == "responsibilities.md":
            assert table.markdown() in page


# ---------------------------------------------------------------- what an administrator gets wrong


@pytest.fixture
def corrected(book: Book, tmp_path: Path) -> Callable[[str, str], list[Table]]:
    """Reads the tables with one correction in the page of work rules."""

    def read(old: str, new: str) -> list[Table]:
        for page in ("cast.md", "workrules.md"):
            shutil.copy(FOLDER / page, tmp_path / page)
        path = tmp_path / "workrules.md"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return tables(book, tmp_path)

    return read


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("| yes |", "| |", "is no verdict"),
        ("| yes |", "| maybe |", "is no verdict"),
        (
            "| no: administrators-make-no-work-rules",
            "| no: a-unit-sees-its-own-supplements",
            "is no verdict",
        ),
        ("## workrule.read", "## workrule.raed", "Unknown action"),
        ("## 事项 Rows: supplement", "## 事项 Rows: suplement", "Unknown noun"),
        ("| 碧江区专班 Bijiang task force |", "| 碧江区专班 |", "Unknown or repeated"),
        ("| 无人 nobody | yes |\n", "", "obligatory line"),
        ("| 无人 nobody | yes |", "| 无人 nobody | yes | yes |", "number of cells"),
        ("| 谁 who | 统一规则 shipped rule |", "| 谁 who | 统一规则 shipped |", "No row"),
        ("| 铜仁市 Tongren | PUBLISHED |", "| 铜仁 Tongren | PUBLISHED |", "Unknown unit"),
    ],
)
def test_a_wrong_table_is_refused_with_page_and_line(
    corrected: Callable[[str, str], list[Table]],
    old: str,
    new: str,
    complaint: str,
) -> None:
    with pytest.raises(TableError, match=complaint) as caught:
        corrected(old, new)
    assert str(caught.value).startswith("workrules.md:")


def test_a_verdict_may_be_written_in_chinese(corrected: Callable[[str, str], list[Table]]) -> None:
    assert corrected("| 无人 nobody | yes |", "| 无人 nobody | 是 |")
