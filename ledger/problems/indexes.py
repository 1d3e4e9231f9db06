"""The indexes by which problems are listed: each list reads one range of one of them and stops."""

from collections.abc import Iterator

from sqlalchemy import Index, text

from ledger.problems.rules import HARD_RETURNS
from tenants.columns import SLOTS

_JUDGED = "state in ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING')"
_WAITING = "state in ('PENDING_UPPER', 'OBJECTED')"
_SPOT = "state = 'RESOLVED_ON_SPOT' and hops = 0"
_HARD = f"(class = 'STAGED' or returns >= {HARD_RETURNS} or long_overdue or across)"


def reading_indexes() -> Iterator[Index]:
    """Gives the indexes of lists, for the table of problems."""
    listed = ("due_on", "id")
    yield Index("problem_inbox", "holder", *listed, postgresql_where=text("open"))
    yield Index("problem_child", "holder_parent", *listed)
    yield Index("problem_waiting", "holder_parent", *listed, postgresql_where=text(_WAITING))
    yield Index("problem_owed", "owed_on", postgresql_where=text("open and not owed_late"))
    yield Index("problem_soon", "due_on", postgresql_where=text("open"))
    for days in ("remind_on", "due_days"):
        name = {"remind_on": "problem_reminded"}.get(days, f"problem_{days}")
        yield Index(name, days, postgresql_using="gin", postgresql_where=text("open"))
    yield Index("problem_listed", "root", "listed_by", *listed)
    for place in ("listed_by", "listed_parent"):
        yield Index(f"problem_judged_{place}", place, *listed, postgresql_where=text(_JUDGED))
    # What came back of a class that is closed once it stays away (ledger/closing/observing.py).
    yield Index("problem_since", "root", "list_type", "reported_at")
    yield Index("problem_taken_along", "root", postgresql_where=text("with_units is not null"))
    for slot in SLOTS[:5]:
        at, seen = f"at{slot}", f"open and open_to <= {slot}"
        yield Index(f"problem_{at}", at, *listed, postgresql_where=text(seen))
        # Hard cases (ledger/desks).
        yield Index(f"problem_hard_{at}", at, *listed, postgresql_where=text(f"{seen} and {_HARD}"))
        spot = text(f"{_SPOT} and open_to <= {slot}")
        yield Index(f"problem_spot_{at}", at, *listed, postgresql_where=spot)
        # Everything below a level, whatever came of it, in the order in which it is listed.
        open_so_far = text(f"open_to <= {slot}")
        yield Index(f"problem_below{slot}", at, *listed, postgresql_where=open_so_far)
        # The same, newest first. Whole, since a moved unit's rows are found by it, too.
        yield Index(f"problem_reported{slot}", at, "reported_at", "id")


def trail_indexes() -> Iterator[Index]:
    """Gives what is listed of the trail: what passed through a unit and is not below it."""
    yield Index("problem_trail_once", "root", "problem_id", "holder", unique=True)
    away = text("not within")
    still = text("open and not within")
    yield Index("problem_trail_elsewhere", "holder", "due_on", "id", postgresql_where=still)
    # Whatever came of it: most of it has ended, so what is open still has an index of its own.
    yield Index("problem_trail_ever", "holder", "due_on", "id", postgresql_where=away)
    yield Index("problem_trail_reported", "holder", "reported_at", "id", postgresql_where=away)


def story_indexes() -> Iterator[Index]:
    """Gives what the steps of problems are found by."""
    yield Index("happening_problem", "problem_id", "happened_at", "id")
    yield Index("happening_act", "root", "act", "happened_at")
    # Rests that ended with their day: told to those whom it concerns.
    yield Index(
        "happening_rest_over",
        "happened_at",
        postgresql_where=text("act = 'resume_problem' and author_person is null"),
    )
    # The orders that a unit was given: the rates begin with them.
    yield Index(
        "happening_order",
        "other_end",
        "problem_id",
        postgresql_where=text("act = 'hand_down'"),
    )
