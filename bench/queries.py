"""The four readings that are measured, as each server is asked for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.people import Viewer

NAMES = ("list", "inbox", "reach", "roll-up")

LEVELWISE: Mapping[str, str] = {
    # Nothing has ended in the city that is measured: both servers are asked for all.
    "list": """query ($id: ID!) { responsibilityList(id: $id) { bindings(first: 40, inForce: null) { nodes {
        position part clause { title cadence dueRule saidBy { name } } } } } }""",
    "inbox": """{ inbox(first: 20) { nodes { id dueOn state overdue tenant { name }
        clause { title } } } }""",
    "reach": """{ obligations(first: 50, filter: { open: true }) { nodes { id dueOn state overdue
        tenant { name } clause { title publisher { name } }
        entries(last: 3) { nodes { text heldOn } } } } }""",
    "roll-up": "{ obligationRollUp { tenant { name } total open overdue accepted } }",
}

POSTGRAPHILE: Mapping[str, str] = {
    "list": """query ($root: Int!, $id: UUID!) { responsibilityList(root: $root,
        rowId: $id) { bindings(first: 40, orderBy: [POSITION_ASC, ROW_ID_ASC]) { nodes {
        position part clause { title cadence dueRule saidBySource { name } } } } } }""",
    "inbox": """query ($me: Int!) { waitings(first: 20, condition: { holder: $me },
        orderBy: [DUE_ON_ASC, ROW_ID_ASC]) { nodes { rowId dueOn state overdue tenant { name }
        clause { title } } } }""",
    "reach": """query ($me: Int!) { reach%(slot)ss(first: 50, condition: { at%(slot)s: $me },
        orderBy: [DUE_ON_ASC, ROW_ID_ASC]) { nodes { rowId dueOn state overdue tenant { name }
        clause { title publisher { name } }
        entries(first: 3, orderBy: [RECORDED_AT_DESC, ROW_ID_DESC]) { nodes { text heldOn } } } } }""",
    "roll-up": """query ($me: Int!) { benchRollUp%(slot)s(me: $me) { nodes { name total open overdue
        accepted } } }""",
}


@dataclass(frozen=True)
class Question:
    """What one viewer sends: document and variables."""

    query: str
    variables: Mapping[str, Any]


def of_levelwise(name: str, viewer: Viewer) -> Question:
    """Gives the question as this server is asked."""
    wanted = {"id": f"ResponsibilityList_{viewer.list_id}"} if name == "list" else {}
    return Question(_line(LEVELWISE[name]), wanted)


def of_postgraphile(name: str, viewer: Viewer) -> Question:
    """Gives the question as PostGraphile is asked; views per slot serve the reach, functions the roll-up."""
    query = _line(POSTGRAPHILE[name])
    if name == "list":
        return Question(query, {"root": viewer.root, "id": str(viewer.list_id)})
    slotted = query % {"slot": viewer.slot} if "%(slot)s" in query else query
    return Question(slotted, {"me": viewer.tenant})


def _line(text: str) -> str:
    return " ".join(text.split())


def plain(name: str, answer: Mapping[str, Any]) -> list[Any]:
    """Gives the rows of either answer in one form, so that the two can be compared."""
    data = answer["data"]
    (root,) = data.values()
    if name == "list":
        return [_binding(row) for row in root["bindings"]["nodes"]]
    rows = root["nodes"] if isinstance(root, dict) else root
    if name == "roll-up":
        return sorted(
            [row["tenant"]["name"] if "tenant" in row else row["name"]]
            + [int(row[part]) for part in ("total", "open", "overdue", "accepted")]
            for row in rows
        )
    return [_obligation(row, deep=name == "reach") for row in rows]


def _binding(row: Mapping[str, Any]) -> list[Any]:
    clause = row["clause"]
    said = clause.get("saidBy") or clause.get("saidBySource")
    return [
        row["position"],
        row["part"],
        clause["title"],
        clause["cadence"],
        clause["dueRule"],
        said["name"],
    ]


def _obligation(row: Mapping[str, Any], *, deep: bool) -> list[Any]:
    key = row.get("rowId") or row["id"].partition("_")[2]
    clause = row["clause"]
    shown = [
        key,
        row["dueOn"],
        row["state"],
        row["overdue"],
        row["tenant"]["name"],
        clause and clause["title"],
    ]
    if deep:
        shown.append(clause and clause["publisher"]["name"])
        shown.append(sorted((one["heldOn"], one["text"]) for one in row["entries"]["nodes"]))
    return shown
