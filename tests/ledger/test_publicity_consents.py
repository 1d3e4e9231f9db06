"""Whoever sees a petitioner masked sees whether a consent stands, of what form, and what it covers."""

from typing import Any

from tests.ledger.publicising import Publicity, publicity, signed_for
from tests.ledger.test_publicity_comments import CONSENT
from tests.ledger.test_publicity_public import petitioner

__all__ = ["publicity", "signed_for"]
SEEN = """query ($id: ID!) { petitioner(id: $id) { maskedName
  consents { form givenOn covers withdrawnOn } } }"""
LATER = {"form": "RECORDED_CALL", "givenOn": "2026-04-15", "covers": "公开办理结果"}


async def seen(publicity: Publicity, who: str, key: str) -> Any:
    return (await publicity.client.ask(who, SEEN, {"id": key}))["data"]["petitioner"]


async def test_consents_are_seen_with_the_petitioner_also_those_taken_back(
    publicity: Publicity,
) -> None:
    act, chosen = publicity.client.act, "petitioner { consents { covers } }"
    who, other = await petitioner(publicity, "王小明"), await petitioner(publicity, "李四光")
    told = await act("a1.handler", "recordConsent", chosen, petitioner=who, **CONSENT)
    assert told["petitioner"]["consents"] == [{"covers": CONSENT["covers"]}]
    first = CONSENT | {"withdrawnOn": None}
    for reader in ("a1.handler", "a1.head", "a.head"):
        assert (await seen(publicity, reader, who))["consents"] == [first], reader
        assert (await seen(publicity, reader, other))["consents"] == [], reader
    for stranger in ("a1x.head", "b.head"):
        assert await seen(publicity, stranger, who) is None, stranger
    await act("a1.handler", "withdrawConsent", chosen, petitioner=who)
    await act("a1.handler", "recordConsent", chosen, petitioner=who, **LATER)
    assert (await seen(publicity, "a1.head", who))["consents"] == [
        CONSENT | {"withdrawnOn": "2026-04-15"},
        LATER | {"withdrawnOn": None},
    ]
