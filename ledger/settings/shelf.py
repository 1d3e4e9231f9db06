"""The shelf of settings."""

from typing import Any

from sqlalchemy import ColumnElement

from ledger.settings.tables import problem_setting
from storage.shelf import Columns, Key, Listed, Order, Print, Row, Shelf, Value, Values

PROBLEM_SETTING = Shelf(
    "ProblemSetting",
    problem_setting,
    "problem_setting.read",
    {
        "id": Key(),
        "number": Value(Print.NUMBER, "number"),
        "state": Value(Print.NAME, "state"),
        "exchanges": Value(Print.NUMBER, "exchanges", nullable=True),
        "shown": Value(Print.NAME, "shown", nullable=True),
        "atOnce": Value(Print.NAME, "at_once", nullable=True),
        "setTime": Value(Print.NAME, "set_time", nullable=True),
        "staged": Value(Print.NAME, "staged", nullable=True),
        "pledgeLists": Value(Print.NAMES, "pledge_lists"),
        "pledgeLabels": Value(Print.NAMES, "pledge_labels"),
        "evidenceLists": Value(Print.NAMES, "evidence_lists"),
        "secondSteps": Value(Print.NAMES, "second_steps"),
        "admissionLines": Value(Print.NAMES, "admission_lines"),
        "closureTests": Value(Print.NAMES, "closure_tests"),
        "figures": Value(Print.NAMES, "figures"),
        "leadOrgans": Value(Print.NAMES, "lead_organs"),
        "setAt": Value(Print.INSTANT, "set_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
    },
    orders={"LEVEL": Order(("holder_slot", "number"), descending=True)},
)

SHELVES = (PROBLEM_SETTING,)


def _in_force(columns: Columns, _: Values) -> ColumnElement[Any]:
    return columns["state"] == "PUBLISHED"


ROOTS = {
    # Nearest level first: the first word on a matter is the one that holds.
    "problemSettings": Listed("ProblemSetting", where=_in_force, order="LEVEL", limit=100),
}
