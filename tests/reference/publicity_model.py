"""Publicity as prose: who sees a draft, who takes which step, who reads what was published.

It imports nothing from the application. Written from domain.md 6.7 and 6.10 and PO17 Article 15: 提出、
审核、审批、实施四步，提出、审核、审批三人不同；公众只看公开的。
"""

from collections.abc import Iterator
from typing import Any

from tests.reference import contacts_prose as contacts
from tests.reference import policy_model as prose


def forbidden(who: Any, action: str, thing: Any) -> Iterator[str]:
    """What stands against a step on a draft, or against publishing a telephone."""
    yield from contacts.forbidden(who, action)
    if thing.noun != "draft":
        return
    if (who.roles | who.other_roles) & prose.ADMINISTRATORS:
        yield "administrators-touch-no-drafts"
    mine = {name: thing.known.get(name) == who.person for name in ("proposed_by", "checked_by")}
    if who.person is None:
        return
    if action == "draft.check" and mine["proposed_by"]:
        yield "nobody-checks-what-they-proposed"
    if action == "draft.approve" and mine["proposed_by"]:
        yield "nobody-approves-what-they-proposed"
    if action == "draft.approve" and mine["checked_by"]:
        yield "nobody-approves-what-they-checked"


def allowed(see: Any, action: str) -> Iterator[bool]:
    """Who may do what with a draft, a publication or a published telephone."""
    yield from contacts.allowed(see, action)
    noun, _, verb = action.partition(".")
    here, known = see.who.unit, see.thing.known
    for_us = here is not None and str(known.get("approving")) == str(here)
    approver = for_us and see.role("propaganda_approver")
    workers = see.role("handler", *prose.BRINGERS)
    if noun in {"draft", "publication"} and verb == "read":
        # 本单位的、抓下一级看得到的、须由本级审批的。
        yield see.own and see.role(*prose.WORKERS)
        yield see.open_to_me and see.role(*prose.OVERSEERS)
        yield approver
    if noun == "publication":
        # 向社会公开的人人可看；系统内公开的凡在职者可看；条线内公开的下级可看。
        out = verb == "read" and see.published
        yield out and known.get("shown") == "PUBLIC"
        yield out and known.get("shown") == "STAFF" and see.role(*prose.WORKERS)
        yield out and known.get("shown") == "MEMBERS" and see.above_me and see.role(*prose.WORKERS)
        yield verb == "log" and see.own and workers
        yield verb == "moderate" and approver
    if noun == "draft":
        leaders = see.role("task_force", *prose.HEADS)
        yield verb in {"propose", "publish"} and see.own and workers
        yield verb == "propose_case" and see.own and see.role("task_force", "propaganda_approver")
        yield verb == "check" and (see.own or see.next_below) and leaders
        yield verb in {"approve", "withdraw"} and approver
        yield verb == "withdraw" and see.own and see.role(*prose.BRINGERS)


def lets_through(see: Any) -> bool:
    """Whether the wall shows a publication to who neither holds it nor stands above it."""
    shown = see.thing.known.get("shown")
    if see.thing.noun not in {"publication", "contact_card"}:
        return False
    at_work = shown == "STAFF" and see.who.unit is not None
    return bool(shown == "PUBLIC" or at_work or (shown == "MEMBERS" and see.above_me))
