"""Problems of the demo: all six lists at all levels, brought there by acts, seen level by level."""

from collections import Counter

import psycopg

from ledger.places import check_places
from ledger.problems.cells import problem_miscounts
from ledger.problems.phases import FIELDS, PHASES
from ledger.problems.rules import LISTS
from migrations.blueprint import tables
from server.demo.problems import SOURCE, told
from tests.demo.conftest import Asker, Demo


def test_all_six_lists_are_found_at_every_level(demo: Demo) -> None:
    found = demo.rows(
        "select t.kind, p.list_type from app.problem p join app.tenant t on t.id = p.origin"
        " where p.id not in (select problem_id from app.campaign_item)"
    )
    by_level = {kind: {one for level, one in found if level == kind} for kind, _ in found}
    assert by_level.keys() == {"CITY", "COUNTY", "TOWNSHIP", "VILLAGE", "DEPARTMENT"}
    for kind in ("CITY", "TOWNSHIP", "VILLAGE"):
        assert by_level[kind] == set(LISTS), kind
    assert len(found) == len(told())


def test_every_problem_is_marked_as_made_up_and_lives_by_acts(demo: Demo) -> None:
    assert demo.rows("select distinct source from app.problem") == [(SOURCE,)]
    ((without,),) = demo.rows(
        "select count(*) from app.problem p where not exists (select from audit.event e"
        " where e.record = p.id and e.act in ('report_problem', 'import_backlog')"
        " and e.person is not null)"
    )
    assert without == 0


def test_most_states_are_there_and_some_are_late_and_the_sums_hold(demo: Demo) -> None:
    states = Counter(state for (state,) in demo.rows("select state from app.problem"))
    assert len(states) >= 18, states
    ((late,),) = demo.rows("select count(*) from app.problem where overdue and open")
    assert late >= 3
    with psycopg.connect(demo.database.migrator_dsn) as connection:
        assert problem_miscounts(connection) == []
        assert check_places(connection, tables()) == []


def test_each_level_has_something_on_its_desk_and_the_city_sees_the_funnel(ask: Asker) -> None:
    desk = "{ problemsToDo { totalCount } problemsAwaitingUs { totalCount } }"
    for who in ("village-grid-worker", "township-task-force", "county-task-force", "city-head"):
        counts = ask(who, desk)
        assert sum(one["totalCount"] for one in counts.values()) > 0, who
    assert ask("city-organisation-reviewer", "{ problemsToEvaluate { totalCount } }") != {
        "problemsToEvaluate": {"totalCount": 0}
    }
    phases = " ".join(one.lower() for one in PHASES)
    funnel = ask("city-head", f"{{ problemFunnel {{ listType total {phases} }} }}")["problemFunnel"]
    assert {one["listType"] for one in funnel} == set(LISTS)
    assert all(sum(one[phase.lower()] for one in funnel) > 0 for phase in PHASES)
    each = " ".join(f"{one}: problemHeat(field: {one}) {{ total }}" for one in FIELDS)
    heat = ask("city-head", f"{{ {each} }}")
    assert {one for one, cells in heat.items() if cells} == set(FIELDS) - {"OTHER"}
