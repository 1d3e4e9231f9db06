"""What a change of the tree would mean, told as every other change is.

The reorganisation is previewed under its own rules, and its effects stand on it. Here they are said
once more in the words of changes: which action units gain and lose on how many records, what would lie
where its holder does not see it, which deadlines move, and how many people that is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import distinct, func, or_, select

from ledger.effects.counting import NAMED
from ledger.effects.gaining import BLIND, GAINS, LOSES
from ledger.reorganisation.preview_reorganisation import (
    PreviewReorganisation,
    preview_reorganisation,
)
from ledger.reorganisation.tables import reorganisation, reorganisation_effect
from tenants.sitting import Sitting
from tenants.tables import appointment

_NOUNS = {table: noun for noun, table in NAMED.items()}
_BY_SIGHT = (GAINS, LOSES, BLIND)


async def reorganised(
    sitting: Sitting, given: PreviewReorganisation
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Has a reorganisation previewed.

    Gives:    what is said of the change, and its effects as rows.
    Refuses:  reorganisation.not_found and the others of previewing one.
    """
    key = await preview_reorganisation(replace(sitting, act="preview_reorganisation"), given)
    of = reorganisation.c
    (row,) = await sitting.rows(select(reorganisation).where(of.root == sitting.root, of.id == key))
    told = reorganisation_effect.c
    effects = await sitting.rows(
        select(reorganisation_effect)
        .where(
            told.root == sitting.root,
            told.reorganisation_id == key,
            told.previewed_at == row["previewed_at"],
        )
        .order_by(told.sort, told.noun, told.unit)
    )
    said = {
        "reorganisation_id": key,
        "reason": row["reason"],
        "document_no": row["document_no"],
        "preview_hash": row["preview_hash"],
        "effective_on": row["effective_on"] or sitting.today,
        "people_gaining": await _people(sitting, effects, GAINS),
        "people_losing": await _people(sitting, effects, LOSES),
        # A reorganisation has its own second person: docs/reorganisation.md.
        "needs_second": False,
    }
    return said, [_effect(sitting, one) for one in effects]


def _effect(sitting: Sitting, one: Mapping[str, Any]) -> dict[str, Any]:
    noun = _NOUNS.get(one["noun"], one["noun"])
    action, actions = f"{noun}.read", sitting.reach.enforcer.book.actions
    return {
        "sort": one["sort"],
        "person_id": None,
        "post_id": None,
        "unit": one["unit"],
        "action": action if one["sort"] in _BY_SIGHT and action in actions else None,
        "ranges": [],
        "role": None,
        "noun": noun,
        "records": one["items"],
        "open_records": one["open_items"],
        "exact": True,
    }


async def _people(sitting: Sitting, effects: Iterable[Mapping[str, Any]], sort: str) -> int:
    """Counts the people in post today at the units that gain, or lose, sight of something."""
    units = {one["unit"] for one in effects if one["sort"] == sort and one["items"]}
    held, today = appointment.c, sitting.today
    query = select(func.count(distinct(held.person_id)).label("n")).where(
        held.root == sitting.root,
        held.holder.in_(units),
        held.appointed_on <= today,
        or_(held.relieved_on.is_(None), held.relieved_on > today),
    )
    (found,) = await sitting.rows(query)
    return int(found["n"])
