"""Diaries and checklists of visits as prose.

It imports nothing from the application.
"""

from collections.abc import Iterator
from typing import Any

from tests.reference.policy_roles import HEADS, OVERSEERS, WORKERS

WRITERS = {"grid_worker", "handler", "branch_secretary", "task_force", *HEADS}


def kept_back(who: Any, action: str, thing: Any) -> Iterator[str]:
    """民情日记的附件，除本人外，只随日记查看，同单位的人和上级都不例外。"""
    known = thing.known
    mine = who.person is not None and known.get("prepared_by") == who.person
    if action.startswith("file.") and known.get("state") == "IN_DIARY" and not mine:
        yield "what-a-diary-keeps-is-read-with-its-entry"


def allowed(see: Any, action: str) -> Iterator[bool]:
    """日记由本人和本单位负责人看；更正只由本人；汇总不看明细。清单由本级设定、所辖沿用。"""
    noun, _, verb = action.partition(".")
    if noun == "diary_entry":
        mine = see.is_me("author_person") and see.role(*WORKERS)
        yield verb == "read" and mine
        yield verb == "read" and see.own and see.role("branch_secretary", *HEADS)
        yield verb == "write" and see.own and see.role(*WRITERS)
        yield verb == "correct" and see.own and mine
        yield verb == "count" and see.anywhere_below and see.role("level_administrator", *OVERSEERS)
    if noun == "visit_template":
        yield verb == "read" and see.own and see.role(*WORKERS)
        yield verb == "read" and see.next_below and see.role(*OVERSEERS)
        # 已废止的也看得到：从前的走访是按它问的。
        yield verb == "read" and see.above_me and see.issued and see.role(*WORKERS)
        yield verb == "set" and see.own and see.role("level_administrator", "task_force")
