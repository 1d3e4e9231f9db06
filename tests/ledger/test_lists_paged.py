"""What must be emptied or made public is counted and read to its end, page by page."""

from typing import Any

from tests.ledger.conftest import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

PAGED = "totalCount totalCountIsExact nodes { problem { id } } pageInfo { hasNextPage endCursor }"
HANDOVER = f"""query($post: ID!, $after: String) {{
  told: handover(post: $post, first: 2, after: $after) {{ {PAGED} }} }}"""
DUE = f"query($after: String) {{ told: publicityDue(first: 2, after: $after) {{ {PAGED} }} }}"


async def signed(client: Client, many: int) -> list[str]:
    """So many problems for which a township signed: its head leads each, and each is owed in public."""
    made = []
    for _ in range(many):
        ladder = Ladder(client.stage)
        await ladder.bank("a")
        await ladder.triage()
        await ladder.down("a1")
        await ladder.sign()
        made.append(f"Problem_{ladder.problem}")
    return sorted(made)


async def read(client: Client, who: str, query: str, **given: Any) -> tuple[set[int], list[str]]:
    """Gives what each page says of the whole, and all nodes."""
    counts: set[int] = set()
    found: list[str] = []
    after = None
    while True:
        told = (await client.ask(who, query, {**given, "after": after}))["data"]["told"]
        assert told["totalCountIsExact"]
        assert len(told["nodes"]) <= 2
        counts.add(told["totalCount"])
        found += [one["problem"]["id"] for one in told["nodes"]]
        if not told["pageInfo"]["hasNextPage"]:
            return counts, sorted(found)
        after = told["pageInfo"]["endCursor"]


async def test_what_is_in_hand_and_what_is_to_be_published_is_read_to_its_end(
    client: Client,
) -> None:
    made = await signed(client, 3)
    (post,) = {post for (post,) in client.stage.rows("select holder_post from app.problem")}
    assert await read(client, "a1.head", HANDOVER, post=f"Post_{post}") == ({3}, made)
    other = f"Post_{key_of('post', 'a1.task_force')}"
    assert await read(client, "a1.head", HANDOVER, post=other) == ({0}, [])
    for who in ("a1.head", "a.head"):
        assert await read(client, who, DUE) == ({3}, made), who
    assert await read(client, "b.head", DUE) == ({0}, [])
