"""What ``viewerActions`` can tell beforehand of what acts on problems ask besides rule book and state.

Each mirrors a check of the act, which refuses all the same: nothing here guards anything. Tables of
slices above are named, not imported.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    and_,
    case,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.expression import Subquery

from ledger.clocks.of_problems import SET_ANEW
from ledger.problems.casework_tables import evaluation
from ledger.problems.figures import FIGURES
from ledger.problems.handling import NEUTRAL, WORK
from ledger.problems.rules import SPOT_SLOT, starts
from ledger.problems.submitting import AT_WORK, BACK_TO_WORK, WAITING
from ledger.problems.tables import happening, measure
from storage.metadata import metadata
from storage.printing import literal
from storage.shelf import Columns, Holds, Values

_TO_WORK = (AT_WORK, *(state for state, back in BACK_TO_WORK.items() if back == AT_WORK))


def listed_somewhere(row: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """Not of the viewer's own list where the viewer's unit can have none (``lists.listed_here``)."""
    lister = row["listed_by"]
    at = [cast(values[f"viewer_at{slot}"], Integer) for slot in (SPOT_SLOT, SPOT_SLOT + 1)]
    return or_(
        *(one.is_(None) for one in at), and_(lister.is_not(None), lister != values["viewer_tenant"])
    )


def at_work(_: Columns, of: Columns, __: Values) -> ColumnElement[bool]:
    """What waits for the superior was submitted at work (``submitting.at_work``)."""
    way = happening.alias("way")
    came = (
        select(way.c.before)
        .where(
            way.c.root == of["root"],
            way.c.problem_id == of["id"],
            way.c.after == literal(WAITING),
            way.c.before.is_distinct_from(literal(WAITING)),
        )
        .order_by(way.c.id.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    return or_(of["state"] != literal(WAITING), came.in_([literal(one) for one in _TO_WORK]))


def measured_at_work(row: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """The problem of a measure is worked on, also while its superior is asked (``finish_measure``)."""
    states = of["state"].in_([literal(one) for one in starts("report_progress")])
    return and_(states, at_work(row, of, values))


def measures_planned(_: Columns, of: Columns, __: Values) -> ColumnElement[bool]:
    """The problem of a measure is where measures are planned (``move_measure``)."""
    return of["state"].in_([literal(one) for one in starts("add_measures")])


def done_in_parts(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """Neither a measure nor a part is open; of what came back something was done anew (``claim_completion``)."""
    left = measure.alias("left_over")
    planned = select(left.c.id).where(
        left.c.root == row["root"],
        left.c.problem_id == row["id"],
        left.c.state == literal("PLANNED"),
    )
    anew = select(left.c.id).where(
        left.c.root == row["root"],
        left.c.problem_id == row["id"],
        left.c.state == literal("DONE"),
        left.c.round == row["returns"] + literal_column("1"),
    )
    none: ColumnElement[int] = literal_column("0")
    done = or_(row["returns"] == none, anew.exists())
    return and_(row["parts_open"] == none, not_(planned.exists()), done)


def asked(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """The superior asked something about the submission."""
    return row["asked_on"].is_not(None)


def not_asked(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """Nothing waits for its answer."""
    return row["asked_on"].is_(None)


def owner_named(row: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """The objection names who should have it instead, and not the assigner itself (``uphold_objection``)."""
    named = row["proposed_owner"]
    return and_(named.is_not(None), named != values["viewer_tenant"])


def in_time(row: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """Its day has not passed (``deadlines.within``, of a part: ``give_part``)."""
    return func.coalesce(row["rectify_by"], row["due_on"]) >= cast(values["today"], Date)


def not_objected(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """Nobody has objected to the order that stands."""
    step = happening.alias("order_or_objection")
    ways = [literal("hand_down"), literal("object_to_assignment")]
    of = (step.c.root == row["root"], step.c.problem_id == row["id"], step.c.act.in_(ways))
    last = select(step.c.act).where(*of).order_by(step.c.id.desc()).limit(literal_column("1"))
    return last.scalar_subquery().is_distinct_from(ways[1])


def no_rest_asked(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """The unit has not asked to let it rest yet."""
    return row["rest_asked_until"].is_(None)


def rest_asked(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """The unit asked to let it rest."""
    return row["rest_asked_until"].is_not(None)


def to_be_set_anew(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """No day was set since it came back, and it is reworked under that order (``set_rework_deadline``)."""
    back = _steps(row).alias("came_back")
    moved = and_(back.c.after == literal("RETURNED"), back.c.before != literal("RETURNED"))
    last = select(back.c.id).where(moved).order_by(back.c.id.desc()).limit(literal_column("1"))

    def since(act: str) -> ColumnElement[bool]:
        step = _steps(row).alias(f"since_{act}")
        after = step.c.id > last.scalar_subquery()
        return select(step.c.id).where(step.c.act == literal(act), after).exists()

    begun = or_(row["state"] == literal("RETURNED"), since("rework_problem"))
    return and_(row["returns"] > literal_column("0"), not_(since(SET_ANEW)), begun)


def _steps(row: Columns) -> Subquery:
    step = happening.c
    of = (step.root == row["root"], step.problem_id == row["id"])
    return select(step.id, step.act, step.before, step.after).where(*of).subquery()


def may_escalate(row: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """It is at work, or came back so often as the level above has set (``escalate_problem``)."""
    at_work = row["state"] == literal(AT_WORK)
    return or_(at_work, _came_back_often(row, values["viewer_parent"]))


def _came_back_often(row: Columns, unit: ColumnElement[int]) -> ColumnElement[bool]:
    key = "ESCALATE_RETURNS"
    shipped: ColumnElement[int] = literal_column(str(FIGURES[key].shipped))
    said = func.app.figure(row["root"], unit, literal(key))
    return row["returns"] >= func.coalesce(said, shipped)


def stuck(row: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """Work goes on, or it is late, or came back too often (``take_over``; ``clocks.owing.late``)."""
    today = cast(values["today"], Date)
    own = case((row["owed_on"].is_(None), row["due_on"]), else_=row["own_on"])
    late = or_(row["overdue"], own < today, row["missed_on"] < today)
    often = _came_back_often(row, values["viewer_tenant"])
    returned_often = and_(row["state"] == literal("RETURNED"), often)
    return or_(row["state"] == literal(AT_WORK), late, returned_often)


def proposed(step: str) -> Holds:
    """That step was proposed and waits for a second person."""
    return lambda row, _, __: row["proposal"] == literal(step)


def not_worked_on(_: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """The viewer never worked on the problem nor led it (``handling.by_another``)."""
    took = _took(of, values, WORK)
    led = values["viewer_person"].in_(select(func.app.leaders_of(of["root"], of["id"])))
    return not_(or_(took, led, of["handled_by"].is_not_distinct_from(values["viewer_person"])))


def judged_by_another(row: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """Nor did they take or waive the answer of those served (``closing.close_problem``)."""
    said, code = evaluation.alias("said"), metadata.tables["app.evaluation_code"].alias("code")
    took = [
        select(one.c.id)
        .where(
            one.c.root == of["root"],
            one.c.problem_id == of["id"],
            one.c.round == of["returns"] + literal_column("1"),
            one.c.author_person == values["viewer_person"],
            how,
        )
        .exists()
        for one, how in (
            (said, said.c.party == literal("CLIENT")),
            (code, code.c.state == literal("ANSWERED")),
        )
    ]
    return and_(not_worked_on(row, of, values), *map(not_, took))


def may_look(row: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """No look of it is open: a hidden visit is, while the problem stays closed."""
    return and_(not_worked_on(row, of, values), not_(_looked_at(of)))


def is_looked_at(row: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """A look of it is open, for whoever did not work on it."""
    return and_(not_worked_on(row, of, values), _looked_at(of))


def _looked_at(of: Columns) -> ColumnElement[bool]:
    look = metadata.tables["app.recheck"].alias("look")
    where = (look.c.root == of["root"], look.c.problem_id == of["id"])
    return select(look.c.id).where(*where, look.c.state == literal("OPEN")).exists()


def outside_the_line(_: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """The viewer took no step in handling it (``closing.outside``)."""
    return not_(_took(of, values, NEUTRAL, other=True))


def _took(
    of: Columns, values: Values, acts: Collection[str], *, other: bool = False
) -> ColumnElement[bool]:
    """Whether the viewer took one of these steps; with ``other``, one that is none of these."""
    step: Any = func.app.hands_of_matter(of["root"], of["id"]).table_valued("person", "act")
    among = step.c.act.in_([literal(one) for one in sorted(acts)])
    mine = step.c.person == values["viewer_person"]
    return select(step.c.act).where(mine, not_(among) if other else among).exists()
