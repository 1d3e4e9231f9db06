"""``Post.headsUnit`` says of which posts the holder is head of the unit, as the rule book says it."""

from typing import Any

from tests.ledger.acting import Client

POSTS = """{ posts(first: 200) { nodes { id title roles headsUnit actorType { key } } } }"""


async def test_a_post_says_whether_its_holder_is_head_as_the_book_does(client: Client) -> None:
    stage, heads = client.stage, set[str]()
    for who in ("a.head", "bureau.party_group_secretary", "a1x.head"):
        told: Any = await client.ask(who, POSTS)
        for one in told["data"]["posts"]["nodes"]:
            name = one["title"]
            viewer = await stage.viewer(name)
            head = any(role == "unit_head" for role, _ in viewer.roles)
            assert one["headsUnit"] == head, name
            heads |= {name} if head else set()
    assert {"a.head", "bureau.party_group_secretary"} <= heads
    assert "a.handler" not in heads
