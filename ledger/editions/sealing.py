"""Sealing editions with the keys of the audit: outside the database, so that nobody edits a book there.

A proposal is sealed in the name of who proposed it; an edition in force once more, in the names of
both persons. Whoever can write every table still cannot make an edition that a worker would use.
"""

import json
from collections.abc import Mapping
from typing import Any

from ledger.audit.signing import Signer, signed

PROPOSAL = "levelwise book edition: proposed"
IN_FORCE = "levelwise book edition: in force"
_PROPOSED = ("id", "root", "digest", "floor", "beside", "proposed_by")
_CONFIRMED = (*_PROPOSED, "number", "confirmed_by")


def proposal_seal(signer: Signer, edition: Mapping[str, Any]) -> str:
    """Gives the seal of a proposal: who proposed which text, for which book."""
    return _sealed(signer, PROPOSAL, edition, _PROPOSED)


def seal(signer: Signer, edition: Mapping[str, Any]) -> str:
    """Gives the seal of an edition in force: its number and its two persons besides."""
    return _sealed(signer, IN_FORCE, edition, _CONFIRMED)


def is_proposed(signer: Signer, edition: Mapping[str, Any]) -> bool:
    """Whether the seal of a proposal is genuine."""
    return _genuine(signer, PROPOSAL, edition, _PROPOSED, edition["proposal_seal"])


def is_in_force(signer: Signer, edition: Mapping[str, Any]) -> bool:
    """Whether both seals of an edition are genuine."""
    confirmed = _genuine(signer, IN_FORCE, edition, _CONFIRMED, edition["seal"])
    return confirmed and is_proposed(signer, edition)


def _message(purpose: str, edition: Mapping[str, Any], names: tuple[str, ...]) -> bytes:
    said = [purpose, *(None if edition[one] is None else str(edition[one]) for one in names)]
    return json.dumps(said).encode()


def _sealed(
    signer: Signer, purpose: str, edition: Mapping[str, Any], names: tuple[str, ...]
) -> str:
    return f"{signer.kid}:{signer.sign(_message(purpose, edition, names)).hex()}"


def _genuine(
    signer: Signer,
    purpose: str,
    edition: Mapping[str, Any],
    names: tuple[str, ...],
    given: str | None,
) -> bool:
    kid, _, made = (given or "").partition(":")
    public = signer.public.get(kid)
    try:
        signature = bytes.fromhex(made)
    except ValueError:
        return False
    return public is not None and signed(public, _message(purpose, edition, names), signature)
