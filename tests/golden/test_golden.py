"""Golden operations: who asks what, what comes back, and by which statement.

``GOLDEN=record`` writes the recordings anew; whoever changes the compiler, a shelf or a rule reads
the difference. A lost condition is a line less in a ``.sql`` file.
"""

import json
import os

import pytest
from graphql import (
    FieldNode,
    ObjectFieldNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    visit,
)

from ledger.shelves import CATALOGUE
from schema.answering import Request
from schema.assembly import build_schema
from storage.binding import Statement
from tenants.viewer import NOBODY, Viewer
from tests.conftest import Database
from tests.golden.operations import FOLDER, Golden, laid_out, operations, told
from tests.reading.asking import Asking
from tests.world import World

RECORD = os.environ.get("GOLDEN") == "record"
each = pytest.mark.parametrize("golden", operations(), ids=lambda golden: golden.name)


async def viewer_of(golden: Golden, ask: Asking, world: World) -> Viewer:
    if golden.who == "nobody":
        return NOBODY
    return await world.viewer(ask.engine, golden.who, enforcer=ask.reach.enforcer)


def statement_of(golden: Golden, ask: Asking, viewer: Viewer) -> Statement:
    """The one statement that was compiled when the operation was asked."""
    request = Request(
        golden.query, None, golden.variables, viewer, "en", allow_mutation=False, request_id="t"
    )
    (statement,) = ask.answering.plans.of(request.query, request.operation_name).statements.values()
    return statement


@each
async def test_what_was_recorded_is_answered_by_the_recorded_statement(
    golden: Golden, ask: Asking, staged: tuple[Database, World]
) -> None:
    viewer = await viewer_of(golden, ask, staged[1])
    answer = told(await ask.data(golden.query, viewer, golden.variables))
    statement = laid_out(statement_of(golden, ask, viewer))
    if RECORD:
        golden.recorded("json").write_text(answer, encoding="utf-8")
        golden.recorded("sql").write_text(statement, encoding="utf-8")
    assert answer == golden.recorded("json").read_text(encoding="utf-8")
    assert statement == golden.recorded("sql").read_text(encoding="utf-8")


@each
async def test_the_other_road_gives_the_same_answer(
    golden: Golden, ask: Asking, staged: tuple[Database, World]
) -> None:
    viewer = await viewer_of(golden, ask, staged[1])
    walked = await ask.data(golden.walked, viewer, golden.variables)
    assert walked.pop("apiLevel") > 0
    assert told(walked) == golden.recorded("json").read_text(encoding="utf-8")


def read() -> set[tuple[str, str]]:
    """Every field that a golden operation asks for, and every member it filters by."""
    schema = build_schema()
    found: set[tuple[str, str]] = set()
    for golden in operations():
        info = TypeInfo(schema)

        class Reader(Visitor):
            def enter_field(self, node: FieldNode, *_: object) -> None:
                parent = info.get_parent_type()  # noqa: B023  used up within this turn
                assert parent is not None
                found.add((parent.name, node.name.value))

            def enter_object_field(self, node: ObjectFieldNode, *_: object) -> None:
                parent = get_named_type(info.get_parent_input_type())  # noqa: B023  as above
                found.add((parent.name, node.name.value))

        visit(parse(golden.query), TypeInfoVisitor(info, Reader()))
    return found


def test_every_field_of_every_shelf_is_read_by_some_operation() -> None:
    known = read()
    every = {(name, field) for name, one in CATALOGUE.shelves.items() for field in one.fields}
    every |= {("Query", name) for name in CATALOGUE.roots}
    addresses = {("File", "url"), ("ProblemFile", "url"), ("DiaryFile", "url")}
    assert sorted(every - known - addresses) == [], "an address is another one each time"


def test_every_recording_has_its_operation() -> None:
    names = {golden.name for golden in operations()}
    left = {path.stem for kind in ("json", "sql") for path in FOLDER.glob(f"*.{kind}")}
    assert left == names


@each
def test_an_answer_shows_nothing_of_the_inside(golden: Golden) -> None:
    """Numbers of tenants and lineages never leave the server: they are no field of any type."""
    text = golden.recorded("json").read_text(encoding="utf-8")
    assert "holder" not in text
    assert json.loads(text)
