"""What a list shows as binding it is what is signed; what ended is there to be asked for."""

from ledger.responsibilities.clauses import ClauseText
from tests.ledger.conftest import Client
from tests.ledger.test_lists_amended import amended, handed_down, monthly


async def test_a_list_shows_what_binds_it_and_what_ended_where_it_is_asked_for(
    client: Client,
) -> None:
    stage = client.stage
    kept = ClauseText("每季报告", cadence="QUARTERLY", due_rule="quarter end +10d")
    upper, lower = await handed_down(stage, monthly("每月走访", "month end"), kept)
    await amended(stage, upper, "每月走访", monthly("每月走访两次", "month end"))
    asked = """query($id: ID!, $which: Boolean) { responsibilityList(id: $id) {
      said: bindings { totalCount nodes { until clause { title } } }
      ended: bindings(inForce: false) { totalCount nodes { until clause { title } } }
      both: bindings(inForce: null) { totalCount }
      given: bindings(inForce: $which) { totalCount } } }"""
    given = {"id": f"ResponsibilityList_{lower}"}
    for which, count in (
        ({}, 2),
        ({"which": True}, 2),
        ({"which": False}, 1),
        ({"which": None}, 3),
    ):
        told = (await client.ask("a1x.head", asked, {**given, **which}))["data"]
        shown = told["responsibilityList"]
        assert shown["said"]["totalCount"] == 2
        titles = {(one["until"], one["clause"]["title"]) for one in shown["said"]["nodes"]}
        assert titles == {(None, "每月走访两次"), (None, "每季报告")}
        assert shown["ended"] == {
            "totalCount": 1,
            "nodes": [{"until": "2026-04-15", "clause": {"title": "每月走访"}}],
        }
        assert shown["both"]["totalCount"] == 3
        assert shown["given"]["totalCount"] == count, which
