"""The catalogue file becomes rows, the same ones each time, or nothing."""

import psycopg
import pytest

from ledger.catalogue.loading import SHIPPED, CatalogueError, catalogue_id, load_catalogue

COUNTED = (
    "catalogue_version",
    "regulation",
    "actor_type",
    "duty",
    "duty_source",
    "rule_level",
    "body_kind",
)


@pytest.fixture
def connection(database):
    with psycopg.connect(database.migrator_dsn) as opened:
        yield opened


def counts(connection) -> dict[str, int]:
    return {
        table: connection.execute(f"select count(*) from app.{table}").fetchone()[0]
        for table in COUNTED
    }


def test_the_shipped_catalogue_has_ninety_duties_of_eight_actors(connection) -> None:
    load_catalogue(connection)
    found = counts(connection)
    assert (found["duty"], found["actor_type"], found["rule_level"]) == (90, 8, 4)
    orphans = "select count(*) from app.duty d where not exists (select from app.duty_source s where s.duty_id = d.id)"
    assert connection.execute(orphans).fetchone()[0] == 0
    key, due, confidence = connection.execute(
        "select key, due_rule, confidence from app.duty where id = %s",
        [catalogue_id("duty", 1, "wc_annual_programme")],
    ).fetchone()
    assert (key, due, confidence) == ("wc_annual_programme", "by 31 Mar", "SEEN")
    assert connection.execute("select bool_or(needs_verification) from app.duty").fetchone()[0]


def test_loading_again_changes_nothing(connection) -> None:
    load_catalogue(connection)
    before = counts(connection), connection.execute("select * from app.duty order by id").fetchall()
    load_catalogue(connection)
    after = counts(connection), connection.execute("select * from app.duty order by id").fetchall()
    assert before == after


def test_an_edited_file_needs_a_higher_version_and_leaves_the_old_duties(
    connection, tmp_path
) -> None:
    load_catalogue(connection)
    edited = tmp_path / "catalogue.yaml"
    text = SHIPPED.read_text(encoding="utf-8").replace("制发年度机关党建工作要点", "制发要点")
    edited.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="raise the version"):
        load_catalogue(connection, edited)
    edited.write_text(text.replace("\nversion: 1\n", "\nversion: 2\n"), encoding="utf-8")
    load_catalogue(connection, edited)
    titles = connection.execute(
        "select catalogue, title_zh from app.duty where key = 'wc_annual_programme' order by 1"
    ).fetchall()
    assert titles == [(1, "制发年度机关党建工作要点"), (2, "制发要点")]


def test_a_file_that_is_wrong_in_one_place_loads_not_at_all(connection, tmp_path) -> None:
    broken = tmp_path / "catalogue.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    for wrong, error in (
        (text.replace('due: "month end +5d"', 'due: "some day"', 1), CatalogueError),
        (text.replace('due: "month end +5d"', 'due: "by 31 Mar"', 1), CatalogueError),
        (
            text.replace("regulation: BR18", "regulation: XX99", 1),
            psycopg.errors.ForeignKeyViolation,
        ),
    ):
        broken.write_text(wrong, encoding="utf-8")
        with pytest.raises(error):
            load_catalogue(connection, broken)
        assert set(counts(connection).values()) == {0}
