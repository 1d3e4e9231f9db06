"""Contact cards as prose: who reads a telephone, and who publishes it or takes it back.

It imports nothing from the application.
"""

from collections.abc import Iterator
from typing import Any

from tests.reference.policy_roles import ADMINISTRATORS, HEADS, OVERSEERS, WORKERS


def forbidden(who: Any, action: str) -> Iterator[str]:
    """三员不公布、不撤下联系电话，兼任其他职务也不行。"""
    publishing = action in {"contact_card.publish", "contact_card.withdraw"}
    if publishing and (who.roles | who.other_roles) & ADMINISTRATORS:
        yield "administrators-publish-no-telephones"


def allowed(see: Any, action: str) -> Iterator[bool]:
    """公布的人人可看；本单位、直接上级还看得到撤下的；由本单位和直接上级公布。"""
    if see.thing.noun != "contact_card":
        return
    reads = action == "contact_card.read"
    yield reads and see.published and see.thing.known.get("shown") == "PUBLIC"
    yield reads and see.own and see.role(*WORKERS)
    yield reads and see.next_below and see.role(*OVERSEERS)
    yield not reads and see.own and see.role("task_force", "branch_secretary", *HEADS)
    yield not reads and see.next_below and see.role("task_force", *HEADS)
