"""What the README and the first steps say is what happens."""

import re
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from tests.demo.conftest import Asker

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
ANSWER = re.compile(r"```json answer-to=([\w-]+)\n(.*?)```", re.DOTALL)
FIRST = re.compile(r"^JSON\n|<<'JSON'\n(\{.*\})\nJSON", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_query_is_answered_as_it_stands_there(ask: Asker, name: str) -> None:
    page = read(name)
    found = next(one for one in FIRST.finditer(page) if one[1])
    query = orjson.loads(found[1])["query"]
    shown = {who: orjson.loads(answer) for who, answer in ANSWER.findall(page)}
    people = ("county-task-force", "village-branch-secretary", "audit-administrator")
    assert list(shown) == [*people, "nobody"]
    for who in people:
        # Texts, not dictionaries: the order of members is part of what a reader compares.
        assert orjson.dumps({"data": ask(who, query)}) == orjson.dumps(shown[who]), who
    told = ask.client.post("/graphql", json={"query": query}).json()
    assert told == shown["nobody"]
    seen = {who: shown[who]["data"]["responsibilityLists"] for who in shown}
    kinds = {node["tenant"]["kind"] for node in seen["county-task-force"]["nodes"]}
    assert kinds <= {"COUNTY", "TOWNSHIP", "DEPARTMENT"}
    assert [seen[who]["totalCount"] for who in shown] == [12, 1, 0, 0]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_villages_are_there_for_the_county_in_numbers(ask: Asker, name: str) -> None:
    query = re.search(r"`(coverage\(.*\})`", read(name))
    rows = ask("county-task-force", f"{{ {query[1]} }}")["coverage"]
    assert any(row["withList"] < row["tenants"] and row["withList"] > 0 for row in rows)


@pytest.mark.parametrize("name", ["docs/first-steps.md", "docs/first-steps.zh.md"])
def test_the_first_steps_lead_where_they_say(ask: Asker, name: str) -> None:
    planned, record, check, accept_own, accept = BLOCK.findall(read(name))
    (first,) = ask("village-branch-secretary", planned)["obligations"]["nodes"]
    owed = {"obligation": first["id"]}
    # The second document is read by somebody who starts over: other keys, the same steps.
    record, check, accept_own, accept = (
        one.replace("first-steps-", f"{Path(name).stem}-")
        for one in (record, check, accept_own, accept)
    )
    today = datetime.now(UTC).date().isoformat()
    entry = ask("village-branch-secretary", record, day=today, **owed)["recordEntry"]["entry"]
    assert entry["obligation"]["state"] == "RECORDED"
    owed["version"] = entry["obligation"]["version"]
    checked = ask("village-branch-secretary", check, **owed)["selfCheckObligation"]["obligation"]
    assert checked["state"] == "SELF_CHECKED"
    owed["version"] = checked["version"]
    codes = {
        who: ask(who, accept_own, **owed)["acceptObligation"]["code"]
        for who in ("village-branch-secretary", "county-task-force")
    }
    assert codes == {
        "village-branch-secretary": "book.not_allowed",
        "county-task-force": "obligation.not_found",
    }
    done = ask("township-task-force", accept, **owed)["acceptObligation"]["obligation"]
    assert done["state"] == "ACCEPTED"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_page_that_is_named_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)h][^)]*)\)", read(name)):
        assert (ROOT / target).exists(), target
