"""A unit is found by its name, however that is written and however people type it."""

import psycopg
import pytest

from tests import world
from tests.conftest import Database
from tests.reading.conftest import Roads

QUERY = "query ($s: String) { tenants(filter: {search: $s}) { nodes { name } } }"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (
            "第３网格（筹）",
            ["第３网格（筹）", "第3网格(筹)", "第 3 网格 （筹）", "（筹", "格(", "３"],
        ),
        ("Ａ　Ｂ 工作专班", ["Ａ　Ｂ 工作专班", "A B工作专班", "Ａ Ｂ", "B工"]),
        ("居 委会", ["居 委会", "居委会", "居委", "居 委"]),
        ("百分之100%_\\组", ["百分之100%_\\组", "0%", "%_", "_", "\\组", "％＿"]),
        ("开放区", ["开放区", " 开放 ", "开 放 区", "开　放", "kfq", "ｋｆ"]),
    ],
)
async def test_a_unit_is_found_as_it_is_written_and_as_it_is_typed(
    asked: Roads, staged: tuple[Database, world.World], name: str, typed: list[str]
) -> None:
    database, built = staged
    initials = "kfq" if name == "开放区" else "ab"
    with psycopg.connect(database.superuser_dsn) as connection:
        named = "update app.tenant set name = %s, initials = %s where id = %s"
        connection.execute(named, [name, initials, built.tenants["a2x"]])
    for text in typed:
        assert {"name": name} in (await asked(QUERY, s=text))["tenants"]["nodes"], text


async def test_a_blank_between_two_words_counts(
    asked: Roads, staged: tuple[Database, world.World]
) -> None:
    database, built = staged
    with psycopg.connect(database.superuser_dsn) as connection:
        named = "update app.tenant set name = 'A B组', initials = 'z' where id = %s"
        connection.execute(named, [built.tenants["a2x"]])
    assert (await asked(QUERY, s="AB组"))["tenants"]["nodes"] == []
