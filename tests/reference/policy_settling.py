"""What the prose says of bringing a problem up, working on it and judging it: of policy_model."""

from collections.abc import Iterator
from typing import Any

from tests.reference.policy_roles import BRINGERS, FINDERS, HEADS, OVERSEERS, WORKERS


def settling(see: Any, action: str) -> Iterator[bool]:
    """Says who may bring up, work on and judge a problem that is on the ladder."""
    verb = action.partition(".")[2]
    yield verb == "report" and see.own and see.role(*FINDERS)
    # 手上的、经手过的可以附议；抓下一级的人还可附议看得到的下级问题。
    yield verb == "support" and see.who.unit in see.thing.passed and see.role(*FINDERS)
    yield verb == "support" and see.open_to_me and see.role("task_force", *HEADS)
    yield verb == "resolve" and see.own and see.role("branch_secretary", "handler", *HEADS)
    yield verb == "screen" and see.own and see.role("task_force")
    # 列单、研判：省、市、县、乡镇，市县部门；村、乡镇部门不设清单。
    yield verb == "list" and see.own and see.role("task_force") and _has_a_list(see)
    # 不予入库由另一人确认：专班、主要负责人；设定须第二人确认的列单、研判，由本级主要负责人确认。
    seconds = see.role("task_force", "branch_secretary", *HEADS)
    yield verb == "confirm_rejection" and see.own and seconds
    yield verb == "confirm_listing" and see.own and see.role(*HEADS) and _has_a_list(see)
    yield verb in {"accept", "self_evaluate"} and see.own and see.role("branch_secretary", *HEADS)
    # 承诺只由主要负责人签；包案、专班由本单位安排。
    yield verb == "pledge" and see.own and see.role(*HEADS)
    yield verb == "staff" and see.own and see.role("task_force", *HEADS)
    yield from _leading(see, verb)
    yield verb == "object" and see.own and see.role("handler", *BRINGERS)
    yield verb == "rectify" and see.own and see.role("handler", "branch_secretary", *HEADS)
    # 申请销号由主要负责人，或现行交办单写明的牵头领导签署；承办人不自己申请。
    leads = see.who.post is not None and see.thing.known.get("lead_post") == see.who.post
    yield verb == "claim" and see.own and see.role("branch_secretary", *HEADS)
    yield verb == "claim" and see.own and leads and see.role(*WORKERS)
    # 告知、联系由承办人和主要负责人记录；意见、报告只由主要负责人；信访部门记录本级看得到的信访、热线
    # 的告知、联系，和本单位自己手上的处理意见。
    listed = see.thing.known.get("list_type") in {"PETITION", "HOTLINE_12345"}
    bureau = listed and see.open_to_me and see.role("petition_bureau")
    yield verb == "record_contact" and see.own and see.role("handler", "branch_secretary", *HEADS)
    yield verb == "record_statutory" and see.own and see.role(*HEADS)
    yield verb == "record_contact" and bureau
    yield verb == "record_statutory" and bureau and see.own
    # 信访事项的复查复核由作出意见单位的直接上级。
    petition = see.thing.known.get("list_type") == "PETITION"
    reviewers = see.role("petition_bureau", *HEADS)
    yield verb == "record_review" and petition and see.next_below and reviewers
    # 评议由办理线之外的人回访记录。
    # 列入清单那一级的组织部门评价；镇级清单由县级组织部门。
    here, known = see.who.unit, see.thing.known
    listers = {str(known.get("listed_by")), str(known.get("listed_parent"))}
    judges, its_list = see.role("organisation_department"), str(here) in listers
    settles = verb in {"evaluate", "recheck", "override", "archive", "read"}
    yield settles and here is not None and its_list and judges
    # 案例由问题所在单位、直接上级或列单的一级提出。
    on_my_list = here is not None and str(known.get("listed_by")) == str(here)
    accountable = see.own or see.next_below or on_my_list
    yield verb == "case" and accountable and see.role("task_force", "propaganda_approver")
    # 打击报复、泄露身份，由上级组织部门认定其下任何单位。
    yield verb == "find_breach" and see.anywhere_below and judges
    # 信访、热线事项，信访部门也可回访，并看得到由本级或直接下级列入清单的。
    near = see.open_to_me or (here is not None and its_list)
    yield verb == "record_client" and near and judges
    calls = listed and see.role("petition_bureau")
    yield verb == "record_client" and near and calls
    yield verb == "read" and here is not None and its_list and calls
    # 直接下级就地解决的，由上一级专班回访。
    spot = known.get("state") == "RESOLVED_ON_SPOT"
    yield verb == "record_client" and spot and see.next_below and see.role("task_force")


def petitioners(see: Any, action: str) -> Iterator[bool]:
    """反映人：遮蔽可见；实名只给必须办理的人和信访部门，凭理由。"""
    verb, here = action.partition(".")[2], see.who.unit
    ours = here is not None and str(see.thing.known.get("author_tenant")) == str(here)
    # 承办单位的人、看得到问题的上级、登记的单位。
    yield verb == "read" and see.own and see.role(*WORKERS)
    yield verb == "read" and see.open_to_me and see.role(*OVERSEERS)
    yield verb == "read" and ours and see.role(*WORKERS)
    # 由本级或直接下级列入清单的，负责回访的组织部门；其中信访、热线事项和对本级开放的，还有信访部门。
    known = see.thing.known
    listers = {str(known.get("listed_by")), str(known.get("listed_parent"))}
    calls = here is not None and str(here) in listers
    yield verb == "read" and calls and see.role("organisation_department")
    petition = known.get("list_type") in {"PETITION", "HOTLINE_12345"}
    bureau = petition and see.role("petition_bureau")
    yield verb == "read" and bureau and (see.open_to_me or calls)
    # 问题在谁手上，由谁登记。
    yield verb == "register" and see.own and see.role(*FINDERS)
    # 专班不看实名；信访部门、网格员还可看本单位登记的。
    needs = see.role("grid_worker", "handler", "branch_secretary", "petition_bureau", *HEADS)
    yield verb == "ask" and see.own and needs
    yield verb == "ask" and ours and see.role("petition_bureau", "grid_worker")


def _leading(see: Any, verb: str) -> Iterator[bool]:
    """Says who takes the lead of what lies one level below, and who gives it up."""
    here, known = see.who.unit, see.thing.known
    heads = see.role("task_force", *HEADS)
    # 本级交办、在直接下级手上的，由本级领导领衔、组建专班；更下级的不行。
    ordered = see.next_below and here in see.thing.passed
    yield verb in {"lead", "staff_below"} and ordered and heads
    # 本级领导的领衔，由本级结束；领衔的领导也可以自己交回。
    yield (
        verb == "release_lead"
        and here is not None
        and str(known.get("led_by")) == str(here)
        and heads
    )
    mine = see.who.post is not None and known.get("leader_post") == see.who.post
    yield verb == "release_lead" and mine and see.role(*WORKERS)


def _has_a_list(see: Any) -> bool:
    """Says whether a unit keeps a list: an organisation department, its own or next above, closes it."""
    if see.who.kind == "DEPARTMENT":
        return not see.who.in_township
    return see.who.kind in {None, "PROVINCE", "CITY", "COUNTY", "TOWNSHIP"}


def conflicts_of_settling(who: Any, action: str, known: Any) -> Iterator[str]:
    """自己提出的，自己不得确认。"""
    seconding = action in {"problem.confirm_rejection", "problem.confirm_listing"}
    if seconding and who.person is not None and known.get("proposed_by") == who.person:
        yield "nobody-confirms-what-they-proposed"
