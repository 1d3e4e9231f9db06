"""What is seen of problems from above and on the desk: buckets, the level's list, counts."""

from datetime import date

import strawberry

from schema.fields import BOUNDARIES, COMPLETE, connection, listed, read
from schema.nodes import Connection
from schema.problems.enums import ProblemField, ProblemListType
from schema.problems.narrowing import NARROWED
from schema.problems.types import Assignment, Problem
from schema.tenants.types import Tenant


@strawberry.type(description="Problems of a direct subordinate, counted. 问题汇总。")
class ProblemRollUpInfo:
    """Problems below one direct subordinate."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    total: int = read("All of them. 总数。")
    open: int = read("Not ended. 未办结数。")
    overdue: int = read("Past a day that whoever has them owes. 承办单位应办而逾期数。")
    owed_late: int = read(
        "Steps that these units owe to the problems of others, past their day: an answer, a ruling, "
        "an evaluation, a re-check. 应答复、裁定、评价、回头看而逾期数，计在应办的一级。"
    )
    settled_low: int = read("Settled where they were found. 就地解决数。")
    closed: int = read("Struck off. 已销号数。")
    discovery: int = read("Found, not yet screened, or screened out. 发现阶段数。")
    analysis: int = read("In a bank or on a list. 分析阶段数。")
    rectification: int = read("Handed down and worked on. 整改阶段数。")
    evaluation: int = read("With the three parties. 评估阶段数。")
    prevention: int = read("Settled or struck off, to be kept from coming back. 预防阶段数。")
    complete: bool = read(COMPLETE)


@strawberry.type(description="A problem that went through the viewer's unit. 经手过的问题。")
class PassedProblemInfo:
    """A problem that lies elsewhere now."""

    due_on: date = read("Until when. 完成时限。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="How far the problems of a list have come. 问题漏斗。")
class ProblemFunnelInfo:
    """The problems of one list in the whole subtree, by phase."""

    list_type: ProblemListType = read("The list. 清单。")
    total: int = read("All of them: as many were found. 总数。")
    open: int = read("Not ended. 未办结数。")
    overdue: int = read("Past a day that whoever has them owes. 承办单位应办而逾期数。")
    owed_late: int = read(
        "Steps that these units owe to the problems of others, past their day: an answer, a ruling, "
        "an evaluation, a re-check. 应答复、裁定、评价、回头看而逾期数，计在应办的一级。"
    )
    settled_low: int = read("Settled where they were found. 就地解决数。")
    closed: int = read("Struck off. 已销号数。")
    discovery: int = read("Found, not yet screened, or screened out. 发现阶段数。")
    analysis: int = read("In a bank or on a list. 分析阶段数。")
    rectification: int = read("Handed down and worked on. 整改阶段数。")
    evaluation: int = read("With the three parties. 评估阶段数。")
    prevention: int = read("Settled or struck off, to be kept from coming back. 预防阶段数。")
    reached_analysis: int = read("Came as far as analysis. 进入分析数。")
    reached_rectification: int = read("Came as far as rectification. 进入整改数。")
    reached_evaluation: int = read("Came as far as evaluation. 进入评估数。")
    reached_prevention: int = read("Came as far as prevention. 进入预防数。")
    complete: bool = read(COMPLETE)


@strawberry.type(description="Problems by region and field. 问题热力图的一格。")
class ProblemHeatInfo:
    """One cell of the map: a direct subordinate and a field of work."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    field: ProblemField = read("The field of work. 领域。")
    total: int = read("All of them. 总数。")
    open: int = read("Not ended. 未办结数。")
    overdue: int = read("Past a day that whoever has them owes. 承办单位应办而逾期数。")
    owed_late: int = read(
        "Steps that these units owe to the problems of others, past their day: an answer, a ruling, "
        "an evaluation, a re-check. 应答复、裁定、评价、回头看而逾期数，计在应办的一级。"
    )
    settled_low: int = read("Settled where they were found. 就地解决数。")
    closed: int = read("Struck off. 已销号数。")
    complete: bool = read(COMPLETE)


@strawberry.type
class ProblemDesk:
    """What awaits a post, by what is to be done with it."""

    problems_to_accept: Connection[Problem] = connection(
        "Handed down to the viewer's unit and not signed yet. 待签收。",
        **NARROWED,
    )
    problems_to_do: Connection[Problem] = connection(
        "What the viewer's unit has to work on. 待办理。",
        **NARROWED,
    )
    problems_due_soon: Connection[Problem] = connection(
        "What falls due within a week, or has. 即将到期（含已到期）。",
        **NARROWED,
    )
    problems_returned: Connection[Problem] = connection(
        "What came back, to be done again. 被退回。",
        **NARROWED,
    )
    problems_to_answer: Connection[Problem] = connection(
        "What direct subordinates submitted, to be taken up or handed back; not what they are to tell more "
        "about. 待收网答复。",
        **NARROWED,
    )
    problems_asked_about: Connection[Problem] = connection(
        "What the viewer's unit submitted and its superior asks more about. 待补充的上报。",
        **NARROWED,
    )
    problems_to_rule_on: Connection[Problem] = connection(
        "What direct subordinates object to. 待裁定的异议。",
        **NARROWED,
    )
    problems_to_let_rest: Connection[Problem] = connection(
        "What direct subordinates ask to let rest, to be granted or declined. 待批的暂缓申请。",
        **NARROWED,
    )
    parts_to_accept: Connection[Assignment] = connection(
        "Parts given to the viewer's unit and not signed yet. 待签收的协办。"
    )
    parts_to_rule_on: Connection[Assignment] = connection(
        "Parts given out by the viewer's unit that are objected to. 待裁定的协办异议。"
    )
    parts_to_do: Connection[Assignment] = connection(
        "Parts that the viewer's unit signed for and has to finish. 待办结的协办。"
    )
    problems_to_ask: Connection[Problem] = connection(
        "Where those served are to be asked, outside the handling line. 待评议。",
        **NARROWED,
    )
    problems_to_evaluate: Connection[Problem] = connection(
        "What the viewer may close, fail or re-check. 待评价、待回头看。",
        **NARROWED,
    )
    problems_led_by_me: Connection[Problem] = connection(
        "Open items at units below of which the viewer, in this post, is the leader in charge. "
        "本人领衔领办的问题。",
        **NARROWED,
    )
    problems_led_by_us: Connection[Problem] = connection(
        "Open items at units below that leaders of the viewer's level are in charge of. "
        "本级领导领衔领办的问题。",
        **NARROWED,
    )
    problems_to_recheck: Connection[Problem] = connection(
        "Closed, with a planned re-check due within a week, or past; by the due day of the problem. "
        "回头看临近或已过时限的。",
        **NARROWED,
    )


@strawberry.type
class ProblemSeeing(ProblemDesk):
    """What can be asked about the desk, the level's list and what lies below."""

    problems_listed_by_us: Connection[Problem] = connection(
        "The level's own list bank: what it put on its list, wherever it lies now. 本级清单库。",
        **NARROWED,
    )
    problem_roll_up: list[ProblemRollUpInfo] = listed(
        "Problems counted per direct subordinate. 问题汇总。", boundaries_as_of=BOUNDARIES
    )
    problem_funnel: list[ProblemFunnelInfo] = listed(
        "How far the problems of the viewer's subtree have come, by list. 全流程漏斗。",
        boundaries_as_of=BOUNDARIES,
    )
    problem_heat: list[ProblemHeatInfo] = listed(
        "Problems of the viewer's subtree in one field, by direct subordinate. 领域区域分布。",
        field=(ProblemField, "The field; several are asked for by aliases. 领域。"),
        boundaries_as_of=BOUNDARIES,
    )
