"""Types of the notices."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.escalation.types import Escalation
from schema.fields import read
from schema.glass.types import GlassWindow
from schema.meetings.types import Meeting
from schema.nodes import Node
from schema.previews.types import ProposedChange
from schema.problems.types import Problem
from schema.publicity.types import PublicationDraft
from schema.rechecks.types import Rebound
from schema.reorganisation.types import Reorganisation
from schema.responsibilities.types import Obligation, ResponsibilityList
from schema.scores.types import Score
from schema.tenants.types import Appointment, Post


@strawberry.enum(
    description="What kind of thing waits; never what it is about (docs/notices.md). 提醒种类。"
)
class NoticeKind(Enum):
    """What kind of thing waits."""

    ASSIGNED = "ASSIGNED"
    SUBMITTED = "SUBMITTED"
    SUBMISSION_ASKED_ABOUT = "SUBMISSION_ASKED_ABOUT"
    SUBMISSION_ANSWERED_ABOUT = "SUBMISSION_ANSWERED_ABOUT"
    SUBMISSION_WITHDRAWN = "SUBMISSION_WITHDRAWN"
    RISEN = "RISEN"
    HANDED_BACK = "HANDED_BACK"
    TAKEN_UP = "TAKEN_UP"
    RECALLED = "RECALLED"
    OBJECTED = "OBJECTED"
    OVERRULED = "OVERRULED"
    RETURNED = "RETURNED"
    REWORK_DEADLINE_SET = "REWORK_DEADLINE_SET"
    TO_EVALUATE = "TO_EVALUATE"
    CLOSED = "CLOSED"
    EXTENSION_ASKED = "EXTENSION_ASKED"
    EXTENSION_DECIDED = "EXTENSION_DECIDED"
    SUSPENSION_ASKED = "SUSPENSION_ASKED"
    SUSPENSION_DECIDED = "SUSPENSION_DECIDED"
    SUSPENDED = "SUSPENDED"
    COPIED = "COPIED"
    STEP_PROPOSED = "STEP_PROPOSED"
    LEAD_TAKEN = "LEAD_TAKEN"
    LEAD_RELEASED = "LEAD_RELEASED"
    LED_MOVED = "LED_MOVED"
    TASK_FORCE_NAMED = "TASK_FORCE_NAMED"
    PART_GIVEN = "PART_GIVEN"
    PART_ACCEPTED = "PART_ACCEPTED"
    PART_OBJECTED = "PART_OBJECTED"
    PART_STANDS = "PART_STANDS"
    PART_FINISHED = "PART_FINISHED"
    REBOUND = "REBOUND"
    SCORE_WARNED = "SCORE_WARNED"
    NEGATIVE_CASE = "NEGATIVE_CASE"
    DRAFT_WAITS = "DRAFT_WAITS"
    DRAFT_RETURNED = "DRAFT_RETURNED"
    MEETING_CONVENED = "MEETING_CONVENED"
    CHANGE_PROPOSED = "CHANGE_PROPOSED"
    CHANGE_DECIDED = "CHANGE_DECIDED"
    MEETING_CALLED_OFF = "MEETING_CALLED_OFF"
    GLASS_ASKED = "GLASS_ASKED"
    GLASS_OPENED = "GLASS_OPENED"
    GLASS_ENDED = "GLASS_ENDED"
    LIST_TO_SIGN = "LIST_TO_SIGN"
    EXTENSION_LAPSED = "EXTENSION_LAPSED"
    PART_WITHDRAWN = "PART_WITHDRAWN"
    PART_BROUGHT_FORWARD = "PART_BROUGHT_FORWARD"
    TASK_FORCE_RELEASED = "TASK_FORCE_RELEASED"
    RISE_PROPOSED = "RISE_PROPOSED"
    REORGANISATION_DUE = "REORGANISATION_DUE"
    LAST_MANAGER_ENDS = "LAST_MANAGER_ENDS"
    COMMENT_RECEIVED = "COMMENT_RECEIVED"
    PART_DUE = "PART_DUE"
    MEASURE_DUE = "MEASURE_DUE"
    PUBLICITY_DUE = "PUBLICITY_DUE"
    FOLLOW_UP_DUE = "FOLLOW_UP_DUE"
    RECHECK_DUE = "RECHECK_DUE"
    DUE_SOON = "DUE_SOON"
    DUE = "DUE"
    OVERDUE_1 = "OVERDUE_1"
    OVERDUE_2 = "OVERDUE_2"
    OVERDUE_3 = "OVERDUE_3"
    REVIEW_DUE = "REVIEW_DUE"


@strawberry.type(description="That something waits for you, without a word of what it is. 提醒。")
class Notice(Node):
    """That something waits for you."""

    kind: NoticeKind = read("What kind of thing. 种类。")
    created_at: datetime = read("When it was written. 时间。")
    read_at: datetime | None = read("When you marked it read. 已读时间。")
    for_day: date | None = read("Of a reminder, the day it is about. 所指日期。")
    problem: Problem | None = read("The problem, read as you may read it now. 问题。")
    obligation: Obligation | None = read("The duty, read as you may read it now. 任务。")
    glass_window: GlassWindow | None = read(
        "The emergency window, read as you may read it now. 应急查看。"
    )
    reorganisation: Reorganisation | None = read(
        "The reorganisation, read as you may read it now. 区划调整。"
    )
    rebound: Rebound | None = read("What is back, read as you may read it now. 反弹。")
    score: Score | None = read("The score, read as you may read it now. 指数。")
    escalation: Escalation | None = read("The proposal, read as you may read it now. 提级建议。")
    meeting: Meeting | None = read("The meeting, read as you may read it now. 会议。")
    proposed_change: ProposedChange | None = read(
        "The change that takes two, read as you may read it now. 拟办更改。"
    )
    appointment: Appointment | None = read(
        "The appointment that ends, read as you may read it now. 任职。"
    )
    draft: PublicationDraft | None = read(
        "The text on its way to the public, or to which the public said something, read as you may "
        "read it now. 拟公开件。"
    )
    list: ResponsibilityList | None = read(
        "The list that is to be signed, read as you may read it now. 待签责任书的清单。"
    )
    post: Post | None = read("In which of your posts it concerns you. 职务。")


@strawberry.type(description="When and where your notices go. 提醒设置。")
class NoticeSetting(Node):
    """When and where your notices go."""

    email: str | None = read("Where mail goes; none without it. 邮箱。")
    gateway: str | None = read("How the message gateway knows you; none without it. 消息网关账号。")
    digest_at: str = read("From what hour on the day's digest leaves, in China. 每日汇总时刻。")
    quiet_from: str = read("From when it is quiet. 免打扰起。")
    quiet_until: str = read("Until when it is quiet; alike means never. 免打扰止。")
    version: int = read("Rises with each change. 版本。")


@strawberry.type(description="Something came for you, or was read. 有新提醒。")
class NoticeArrivedInfo:
    """Something came for you."""

    unread: int = read("How many you have not read. 未读数。")
    newest: strawberry.ID | None = read("The newest of them; read it as a notice. 最新一条。")
