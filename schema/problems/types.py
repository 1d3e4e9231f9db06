"""Types of the problem ladder."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import connection, read
from schema.nodes import Connection, Node
from schema.problems.enums import (
    Alert,
    AnswerChannel,
    Approach,
    AssignmentRole,
    AssignmentState,
    CaseDuty,
    CaseMemberState,
    Channel,
    ClusterState,
    Colour,
    Direction,
    EscalationForum,
    HandlingMode,
    MeasureState,
    Party,
    ProblemField,
    ProblemLabel,
    ProblemListType,
    ProblemPhase,
    ProblemState,
    ProposedStep,
    Rating,
    RestGround,
    Shown,
)
from schema.scalars import Long
from schema.tenants.types import Body, Person, Post, Tenant

if TYPE_CHECKING:
    from schema.diaries.types import DiaryEntry


def _any_of(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="Which problems. 筛选条件。")
class ProblemFilter:
    """Which problems."""

    open: bool | None = _any_of("Something is still owed. 未办结。")
    overdue: bool | None = _any_of("Past a day that their unit owes. 承办单位已逾期。")
    owed_late: bool | None = _any_of(
        "Waiting past the day for a step that another unit owes. 他级应办的步骤已逾期。"
    )
    state: ProblemState | None = _any_of("In this state. 状态。")
    list_type: ProblemListType | None = _any_of("On this list. 所属清单。")
    field: ProblemField | None = _any_of("In this field. 领域。")
    label: ProblemLabel | None = _any_of("Of this class. 类别。")
    category: str | None = _any_of("Of this category, by its key. 类别代码。")
    tenant: strawberry.ID | None = _any_of(
        "Lying with this unit or below it, as far as the list goes: opens a row of the roll-up. "
        "在该单位及其所辖的。"
    )
    holder: strawberry.ID | None = _any_of(
        "Lying with this very unit: opens the row of the roll-up for what a level has itself. "
        "就在该单位手上的。"
    )
    campaign: strawberry.ID | None = _any_of(
        "Taken in or kept by this campaign. 减仓清仓行动或长效清单所列的。"
    )
    lead_post: strawberry.ID | None = _any_of("Led by this post. 由该职务牵头的。")
    cluster: strawberry.ID | None = _any_of("Of this cluster. 归入该类问题的。")
    channel: Channel | None = _any_of("Came by this channel. 来源渠道。")
    origin: strawberry.ID | None = _any_of(
        "Found by this very unit, wherever it lies now. 由该单位发现的。"
    )
    text: str | None = _any_of(
        "Title, place or source hold this text: two characters or more, whatever their case; blanks and "
        "marks do not count. 标题、地点或来源含有的文字，至少两个字。"
    )
    due_before: date | None = _any_of("Due before this day. 时限早于该日。")
    due_after: date | None = _any_of("Due after this day. 时限晚于该日。")
    from_diary: bool | None = _any_of(
        "Came from a diary; by field, this is the livelihood ledger. 来自民情日记（民生台账）。"
    )


@strawberry.type(description="Something found wrong, on its way to being solved. 问题。")
class Problem(Node):
    """A problem."""

    number: str | None = read(
        "Its number from registration on, the same for good: year, eight characters, and a check over all of "
        "them. 登记编号，登记时产生，此后不变。"
    )
    list_type: ProblemListType = read("Which of the six lists. 所属清单。")
    state: ProblemState = read("Where it stands. 状态。")
    phase: ProblemPhase = read("How far it is in the whole chain, derived. 所处阶段。")
    field: ProblemField = read("Which field of work it is about. 领域。")
    title: str = read("What it is, in a line. 标题。")
    facts: str = read("What was found; never changed once registered. 事实。")
    place: str = read("Where. 地点。")
    source: str = read("How it was found. 来源。")
    channel: Channel = read("The upstream system that fed it, or one's own finding. 来源渠道。")
    channel_number: str | None = read("The order's number in that system. 渠道单号。")
    found_on: date | None = read("When it was found, where that is known. 发现日期。")
    from_diary: bool = read("Whether it came from a diary. 是否来自民情日记。")
    diary_entry: Annotated["DiaryEntry", strawberry.lazy("schema.diaries.types")] | None = read(
        "The diary entry it came from, for who reads the entry. 来自哪篇民情日记。"
    )
    reported_at: datetime = read("When it was reported. 上报时间。")
    admission_trace: str | None = read("Keys of the lines that decided its admission. 依据代码。")
    admission_zh: str | None = read("What these lines said then, in Chinese. 依据的条文。")
    admission_en: str | None = read("What these lines said then, in English. 依据的英文条文。")
    reason: str | None = read("Why of the last step that must say why. 理由代码。")
    suggestion: str | None = read("How those below would handle it. 办理建议。")
    label: ProblemLabel | None = read("Its class, set at triage. 类别。")
    colour: Colour | None = read("The colour of its class. 标签颜色。")
    alert: Alert = read("How its time is going: another light than the colour. 预警灯。")
    category: str | None = read("What it is about, by its key. 类别代码。")
    mode: HandlingMode | None = read("How it is to be rectified. 整改方式。")
    due_on: date = read("Until when. 完成时限。")
    open_parts: int = read("How many co-handlers are not done. 未办结的协办数。")
    open: bool = read("Whether something is still owed. 是否未办结。")
    overdue: bool = read(
        "Whether a day that its unit owes has passed; a step that another owes makes nothing overdue "
        "here. 承办单位是否逾期（他级应办的步骤不计）。"
    )
    proposed_owner: Tenant | None = read(
        "Which unit should have it instead, as whoever objects says; null once that is ruled on. 异议提出的建议承办单位。"
    )
    owed_by: Tenant | None = read(
        "Who owes the step where that is not the unit that has it: the superior that is to answer or "
        "rule, the level whose organisation department judges; and the unit itself while its superior asks "
        "for more about what it submitted. 该步骤应由哪一级办理（承办单位自己应办的为空，上级要求补充的除外）。"
    )
    owed_on: date | None = read("Until when they owe it. 该步骤的时限。")
    owed_late: bool = read("Whether that day has passed. 该步骤是否逾期。")
    hop_count: int = read("How many levels it has moved. 上下级数。")
    return_count: int = read("How often it was returned. 退回次数。")
    recurrence_count: int = read("How often it came back after closing. 反弹次数。")
    withdrawal_count: int = read("How often a submission of it was taken back. 撤回上报次数。")
    supporter_count: int = read("How many joined it. 附议人数。")
    root_cause: str | None = read("What caused it. 根源。")
    lasting_mechanism: str | None = read("What will keep it from coming back. 长效机制。")
    same_type_follow_up: str | None = read("What was done about others like it. 举一反三。")
    proposed_step: ProposedStep | None = read(
        "What waits for a second person of the unit; null to those who do not oversee it. 等待第二人确认的步骤。"
    )
    proposed_ground: str | None = read(
        "The reason of the rejection, or the class, that was proposed. 所提理由或类别。"
    )
    proposed_mode: str | None = read("The mode that was proposed. 所提整改方式。")
    proposed_track: str | None = read("The track that was proposed. 所提办理类别。")
    rest_asked_until: date | None = read(
        "Until which review date its unit asks to let it rest; null to those who do not oversee it. 申请暂缓至。"
    )
    rest_ground: RestGround | None = read("On what ground that is asked. 申请暂缓的情形。")
    accused: list[str] | None = read(
        "The units it is against, by name, so that it can be checked whether the right ones are named; null "
        "to those who do not oversee it. 被反映的单位；不承担监督的看不到。"
    )
    version: int = read("Rises with every step. 版本。")
    tenant: Tenant = read("The unit that holds it now. 现承办单位。")
    origin: Tenant = read("The unit that found it. 发现单位。")
    listed_by: Tenant | None = read("The level that put it on its list. 列单层级。")
    post: Post | None = read("The post that answers for it now. 现责任职务。")
    lead_post: Post | None = read("The lead leader's post. 牵头领导职务。")
    found_by_body: Body | None = read(
        "The Party organisation that found it; null when not yours to see. 发现问题的党组织。"
    )
    cause_body: Body | None = read(
        "The Party organisation in whose Party building its cause lies. 党建根源所在的党组织。"
    )
    solved_by_body: Body | None = read("The Party organisation that solved it. 解决问题的党组织。")
    reported_by: Person | None = read("Who reported it. 上报人。")
    merged_into: "Problem | None" = read("The problem it was merged into. 并入的问题。")
    merged_from: list["Problem"] = read("Problems that were merged into it. 并入本问题的问题。")
    cluster: "Cluster | None" = read(
        "Its type, when a level gathers those of it; null when that is not yours to see. 所属的一类问题。"
    )
    hops: list["Hop"] = read("Its way up and down, level by level. 逐级上下。")
    happenings: Connection["Happening"] = connection("What happened to it. 办理记录。")
    measures: list["Measure"] = read("What is done about it. 整改措施。")
    evaluations: list["Evaluation"] = read("What the three parties said. 三方评价。")
    assignments: list["Assignment"] = read("Its parts, when several units work on it. 主办、协办。")
    files: list["ProblemFile"] = read("Evidence, the oldest first. 佐证材料。")
    pledges: list["ProblemPledge"] = read("Pledges of the unit's head. 整改承诺。")
    leader_in_charge: Post | None = read(
        "The leader of a level above who leads it, by their post; null when nobody does, or when the "
        "post is not yours to read. 领衔领导职务。"
    )
    led_by: Tenant | None = read("The level whose leader leads it. 领衔的一级。")
    leads: list["CaseLead"] = read("Who led it from above, and when. 历次领衔。")
    case_members: list["CaseMember"] = read("Leader, task force, panel. 包案领导、专班、评议组。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(
    description="Problems of one type, gathered by a level and ended by one mechanism. It shows and counts "
    "the problems that the viewer may read anyway. 一类问题。"
)
class Cluster(Node):
    """Problems of one type."""

    category: str = read("Their category, by its key. 类别代码。")
    title: str = read("What kind of problem it is. 一类什么问题。")
    state: ClusterState = read("Whether a mechanism has ended it. 状态。")
    mechanism: str | None = read("What ended all of its kind. 健全的机制。")
    answers_proposal: bool = read(
        "Whether it answers a proposal that it is widespread. 是否据提级建议归类。"
    )
    formed_by: str = read("Which post formed it. 归类职务。")
    formed_at: datetime = read("When. 归类时间。")
    closed_by: str | None = read("Which post ended it. 销结职务。")
    closed_at: datetime | None = read("When. 销结时间。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant = read("The level that gathers them. 归类单位。")
    problems: Connection[Problem] = connection(
        "The problems in it, as far as the viewer may read them. 可见的同类问题。",
        filter=(ProblemFilter | None, "Which of them. 筛选。"),
    )
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(description="One level up or down. 一次上下。")
class Hop(Node):
    """A hop."""

    seq: int = read("Its place in the way. 序号。")
    direction: Direction = read("Up or down. 方向。")
    by_rule: bool = read("Risen by rule: the two ends had used up their exchanges. 按规则上升。")
    shown: Shown = read("What those below see of it. 对下公开程度。")
    made_at: datetime = read("When. 时间。")
    made_by: str | None = read("By which post; null when that is not shown to you. 由谁。")
    from_tenant: Tenant | None = read("Where it lay; null when not shown to you. 从哪里。")
    to_tenant: Tenant | None = read("Where it came to lie; null when not shown to you. 到哪里。")
    post: Post | None = read(
        "At which post there: of an order, its lead leader; null when not shown to you. 到哪个职务。"
    )
    note: str | None = read("What was said; null when that is not shown to you. 说明。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="A step of a problem's story. 办理记录。")
class Happening(Node):
    """A step."""

    act: str = read("What was done. 事项。")
    before: ProblemState | None = read("The state before. 办理前状态。")
    after: ProblemState = read("The state after. 办理后状态。")
    shown: Shown = read("What those below see of it. 对下公开程度。")
    happened_at: datetime = read("When. 时间。")
    by: str | None = read("By which post; null when that is not shown to you. 由谁。")
    other_end: Tenant | None = read(
        "The unit that it went to, came back from or was asked of; null when not shown to you. 对方单位。"
    )
    due_on: date | None = read(
        "The day that it set, of an order the deadline; null when not shown to you. 所定时限。"
    )
    reason: str | None = read("Why, by its code; null when not shown to you. 理由代码。")
    forum: EscalationForum | None = read(
        "Of an escalation: before which forum of the level above; null when not shown to you. 提交的议事形式。"
    )
    text: str | None = read("What was said; null when not shown to you. 内容。")
    evidence: list[str] | None = read(
        "The evidence that came with it, by the hash of each file; null when not shown to you. 佐证哈希值。"
    )
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="A measure of rectification. 整改措施。")
class Measure(Node):
    """A measure."""

    position: int = read("Its place in the list. 序号。")
    text: str = read("What is to be done. 内容。")
    due_on: date = read("Until when. 时限。")
    state: MeasureState = read("Where it stands. 状态。")
    approach: Approach | None = read("What kind of measure it is. 措施类型。")
    round: int = read("In which round of work it was planned; each return begins another. 轮次。")
    result: str | None = read("What came of it. 结果。")
    version: int = read("Rises with every change. 版本。")
    owner: Post | None = read("The post that does it. 责任职务。")
    files: list["ProblemFile"] = read("Evidence that it was done. 佐证材料。")
    problem: Problem | None = read("The problem. 问题。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(description="A file of evidence of a problem. 问题佐证文件。")
class ProblemFile(Node):
    """A file of evidence of a problem."""

    act: str = read("The step that brought it. 事项。")
    name: str = read("Its name. 文件名。")
    media_type: str = read("Its type. 类型。")
    size_bytes: Long = read("Its size in bytes. 字节数。")
    sha256: str = read("Hash of its content. 内容哈希值。")
    added_at: datetime = read("When it was added. 时间。")
    url: str | None = read(
        "Where to have it, as an attachment: for this viewer alone and for five minutes. "
        "下载地址，仅限本人、五分钟内有效。"
    )
    measure: Measure | None = read("The measure that it shows to be done. 所属措施。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="One unit's part of a problem: lead leader and deadline. 分办。")
class Assignment(Node):
    """A part."""

    role: AssignmentRole = read("Main handler or co-handler. 主办或协办。")
    state: AssignmentState = read("Where it stands; the main one follows the problem. 状态。")
    due_on: date = read("Until when, never after the whole. 完成时限。")
    open: bool = read("Whether something is still owed. 是否未办结。")
    overdue: bool = read("Whether its day has passed. 是否逾期。")
    open_parts: int = read("How many of those it was given on to are not done. 下级未办结数。")
    text: str = read("What its part is. 分工。")
    result: str | None = read("What came of it. 结果。")
    objection_reason: str | None = read("Why it was objected to, by its code. 异议理由。")
    objection_text: str | None = read("The objection in words. 异议内容。")
    objection_answer: str | None = read("Why it stands all the same. 异议不成立的裁定。")
    made_by: str = read("Which post gave it out. 交办职务。")
    made_at: datetime = read("When. 交办时间。")
    version: int = read("Rises with every change. 版本。")
    tenant: Tenant = read("The responsible unit. 责任单位。")
    lead_post: Post | None = read("The lead leader's post. 牵头领导职务。")
    problem: Problem | None = read("The problem. 问题。")
    part_of: "Assignment | None" = read("The part it is a part of. 上级分办。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(description="The written pledge of a unit's head. 整改承诺。")
class ProblemPledge(Node):
    """A pledge."""

    text: str = read("What is pledged. 承诺内容。")
    public_text: str = read("What may be shown outside. 可公开的内容。")
    due_on: date = read("Until when. 承诺时限。")
    signed_by: str = read("Which post signed. 签署职务。")
    signed_at: datetime = read("When. 签署时间。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="That a leader of a level above led a problem. 领衔领办。")
class CaseLead(Node):
    """That a leader of a level above leads, or led, a problem."""

    tenant: Tenant = read("The level whose leader it is. 领衔的一级。")
    post: Post | None = read("The leader's post. 领衔领导职务。")
    person: Person | None = read("Who held it when they took the lead. 领衔时的任职人。")
    text: str = read("What it is to come to. 领办目标。")
    state: CaseMemberState = read("Whether it goes on. 是否在任。")
    since: date = read("Since when. 起始日期。")
    until: date | None = read("Until when; null while it goes on. 结束日期。")
    reason: str | None = read(
        "Why it ended: in words, or replaced, moved, accused. 结束原因（replaced 换人，moved 问题离开所辖）。"
    )
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(
    description="Who leads a case, works in its task force or sat on its panel. 办件人员。"
)
class CaseMember(Node):
    """Someone's part in a case."""

    duty: CaseDuty = read("Leader, member or panel. 职责。")
    state: CaseMemberState = read("Whether it goes on. 状态。")
    formed_by: Tenant = read("The unit that named them. 指定单位。")
    people: int | None = read("How many people the task force may draw on. 可用人数。")
    yuan: int | None = read("How much money, in yuan. 可用资金（元）。")
    resources: str = read("What they may draw on. 资源保障。")
    since: date = read("Since when. 起始日期。")
    post: Post | None = read("The post. 职务。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="What one of the three parties said. 评价。")
class Evaluation(Node):
    """An evaluation."""

    round: int = read("Which round; each return begins another. 轮次。")
    party: Party = read("Who. 评价主体。")
    rating: Rating = read("What was said. 结果。")
    solved: bool | None = read("Whether those served say it is solved. 是否解决。")
    channel: AnswerChannel | None = read(
        "How the answer of those served was taken; null of others and where none came. 评议的取得渠道。"
    )
    score: int | None = read("The unit's score of itself. 自评分。")
    team_problem_control: int | None = read("班子问题管控力, 0 to 100.")
    chief_duty_bearing: int | None = read("一把手履职担当力, 0 to 100.")
    cadre_work_drive: int | None = read("干部工作推进力, 0 to 100.")
    text: str = read("In words. 说明。")
    sealed: bool = read("Kept from the responsible unit until closing. 是否未启封。")
    given_at: datetime = read("When. 时间。")
    problem: Problem | None = read("The problem. 问题。")
