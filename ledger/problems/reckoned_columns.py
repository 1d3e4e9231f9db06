"""The columns of a problem that its clocks fill: derived from its story, written with each step."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ARRAY, Boolean, Column, Date, text


def reckoned_columns() -> Iterator[Column[Any]]:
    """Gives them; ``ledger/clocks/reckoning.py`` replays the story."""
    # The nearest last day of all clocks, that of the rectification, since when one is over, when
    # people are reminded and of which last days, from when the light is yellow.
    yield Column("due_on", Date, nullable=False)
    yield Column("rectify_by", Date)
    yield Column("missed_on", Date)
    yield Column("remind_on", ARRAY(Date), nullable=False, server_default=text("'{}'"))
    yield Column("due_days", ARRAY(Date), nullable=False, server_default=text("'{}'"))
    # Of these, the days of a step that another owes: whoever holds it waits, and is not reminded.
    yield Column("waits_on", ARRAY(Date), nullable=False, server_default=text("'{}'"))
    yield Column("owed_on", Date)
    yield Column("own_on", Date)
    yield Column("owed_late", Boolean, nullable=False, server_default=text("false"))
    yield Column("yellow_on", Date)
