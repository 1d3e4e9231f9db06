"""The inbox holds what its reader can do: what was self-checked waits for the superior."""

from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.self_check import SelfCheck, self_check
from tests.ledger.conftest import Client
from tests.ledger.test_withdrawing import SECRETARY, TODAY, owed_late

ASKED = """{ inbox { totalCount nodes { state viewerActions { allowed } } }
  viewer { posts { awaiting { totalCount nodes { state } } } } reviews { totalCount } }"""


async def waiting(client: Client, who: str) -> tuple[list[str], int]:
    """Gives the states in somebody's inbox, each with an act to do, and how many they may judge."""
    told = (await client.ask(who, ASKED))["data"]
    nodes = told["inbox"]["nodes"]
    states = [one["state"] for one in nodes]
    assert told["inbox"]["totalCount"] == len(states)
    (post,) = told["viewer"]["posts"]
    assert post["awaiting"]["totalCount"] == len(states)
    assert [one["state"] for one in post["awaiting"]["nodes"]] == states
    assert all(any(act["allowed"] for act in one["viewerActions"]) for one in nodes)
    return states, told["reviews"]["totalCount"]


async def test_what_was_self_checked_waits_for_the_superior_until_it_is_returned(
    client: Client,
) -> None:
    stage = client.stage
    _, key = await owed_late(stage)
    assert await waiting(client, SECRETARY) == (["PLANNED"], 0)
    await stage.done(SECRETARY, record_entry, RecordEntry(key, "走访10户", TODAY))
    assert await waiting(client, SECRETARY) == (["RECORDED"], 0)
    assert await waiting(client, "a1.head") == ([], 0)
    await stage.done(SECRETARY, self_check, SelfCheck(key, 2, "完成"))
    assert await waiting(client, SECRETARY) == ([], 0)
    assert await waiting(client, "a1.head") == ([], 1)
    await stage.done("a1.head", return_obligation, ReturnObligation(key, 3, "缺照片"))
    assert await waiting(client, SECRETARY) == (["RETURNED"], 0)
    assert await waiting(client, "a1.head") == ([], 0)
