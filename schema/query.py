"""The three root types."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.explaining import explained
from ledger.refused import refusal_given
from schema.access.queries import AccessQueries
from schema.appointments.administrators import AdministratorMutations
from schema.appointments.forms import FormMutations
from schema.appointments.groups import GroupMutations
from schema.appointments.invitations import InvitationMutations
from schema.appointments.people import PeopleMutations
from schema.appointments.queries import AppointmentQueries
from schema.appointments.roles import RoleMutations
from schema.appointments.units import UnitMutations
from schema.assignments.acts import AssignmentMutations
from schema.assignments.part_acts import PartMutations
from schema.assignments.queries import AssignmentQueries
from schema.audit.queries import AuditQueries
from schema.catalogue.queries import CatalogueQueries
from schema.clocks.acts import ClockMutations
from schema.clocks.queries import ClockQueries
from schema.closing.acts import ClosingMutations
from schema.closing.queries import ClosingQueries
from schema.clusters.acts import ClusterMutations
from schema.clusters.queries import ClusterQueries
from schema.contacts.acts import ContactMutations
from schema.contacts.queries import ContactQueries
from schema.desks.queries import DeskQueries
from schema.diaries.acts import DiaryMutations
from schema.diaries.queries import DiaryQueries
from schema.editions.acts import EditionMutations
from schema.editions.queries import EditionQueries
from schema.escalation.acts import EscalationMutations
from schema.escalation.queries import EscalationQueries
from schema.exports.acts import ExchangeMutations
from schema.exports.closing_sheets import ClosingSheetMutations
from schema.extensions.acts import ExtensionMutations
from schema.extensions.queries import ExtensionQueries
from schema.feeds.acts import FeedMutations
from schema.feeds.effects import FeedEffectQueries
from schema.feeds.queries import FeedQueries
from schema.glass.acts import GlassMutations
from schema.glass.queries import GlassQueries
from schema.intake.acts import IntakeMutations
from schema.intake.queries import IntakeQueries
from schema.intake.standing import StandingListMutations
from schema.level import API_LEVEL
from schema.live.queries import LiveQueries, LiveSubscriptions
from schema.meetings.acts import MeetingMutations
from schema.meetings.queries import MeetingQueries
from schema.notices.acts import NoticeMutations
from schema.notices.queries import NoticeQueries, NoticeSubscriptions
from schema.petitioners.acts import PetitionerMutations
from schema.petitioners.queries import PetitionerQueries
from schema.previews.acts import PreviewMutations
from schema.previews.queries import PreviewQueries
from schema.problems.casework import ProblemCaseworkMutations
from schema.problems.closing_acts import ProblemClosingMutations
from schema.problems.intake_acts import ProblemIntakeMutations
from schema.problems.ladder_acts import ProblemLadderMutations
from schema.problems.leading import ProblemLeadingMutations
from schema.problems.measure_acts import MeasureMutations
from schema.problems.objection_acts import ObjectionMutations
from schema.problems.queries import ProblemQueries
from schema.problems.report_acts import ReportMutations
from schema.problems.rest_acts import RestMutations
from schema.problems.rework_acts import ReworkMutations
from schema.problems.seconding import ProblemSecondingMutations
from schema.problems.statutory import StatutoryMutations
from schema.problems.submission_acts import SubmissionMutations
from schema.publicity.acts import PublicityMutations
from schema.publicity.queries import PublicityQueries
from schema.rechecks.acts import RecheckMutations
from schema.rechecks.queries import RecheckQueries
from schema.refusals import RefusalRecordInfo, refusal_record
from schema.reorganisation.acts import ReorganisationMutations
from schema.reorganisation.queries import ReorganisationQueries
from schema.responsibilities.acts import ResponsibilityMutations
from schema.responsibilities.queries import ResponsibilityQueries
from schema.responsibilities.uploads import UploadMutations
from schema.rulebook import ExplanationInfo, RuleBookInfo, explanation_info, rule_book
from schema.scores.acts import ScoreMutations
from schema.scores.queries import ScoreQueries
from schema.settings.acts import SettingMutations
from schema.settings.groups import SettingGroupQueries
from schema.settings.queries import SettingQueries
from schema.subscribers.acts import SubscriberMutations
from schema.subscribers.queries import SubscriberQueries
from schema.tenants.queries import TenantQueries
from schema.viewer import ViewerInfo, viewer_info
from schema.workrules.acts import WorkRuleMutations
from schema.workrules.queries import WorkRuleQueries


@strawberry.type(description="Everything that can be asked. 查询。")
class Query(
    TenantQueries,
    PetitionerQueries,
    CatalogueQueries,
    ClockQueries,
    ResponsibilityQueries,
    WorkRuleQueries,
    ProblemQueries,
    AssignmentQueries,
    EscalationQueries,
    SettingGroupQueries,
    SettingQueries,
    EditionQueries,
    LiveQueries,
    PublicityQueries,
    ContactQueries,
    DiaryQueries,
    ExtensionQueries,
    FeedEffectQueries,
    FeedQueries,
    GlassQueries,
    ClusterQueries,
    MeetingQueries,
    NoticeQueries,
    ReorganisationQueries,
    AuditQueries,
    AccessQueries,
    SubscriberQueries,
    AppointmentQueries,
    PreviewQueries,
    ClosingQueries,
    RecheckQueries,
    ScoreQueries,
    DeskQueries,
    IntakeQueries,
):
    """Everything that can be asked."""

    @strawberry.field(description="Rises with every change of this schema. 接口版本。")
    def api_level(self) -> int:
        """The API level; docs/api-levels.md lists what each one changed."""
        return API_LEVEL

    @strawberry.field(description="Who asks. 当前访问者。")
    async def viewer(self, info: Info) -> ViewerInfo:
        """The viewer of this request, as they stand now: what is remembered of them may be older."""
        context = info.context
        await context.reading.refuse_stale(context.viewer)
        return viewer_info(context.viewer)

    @strawberry.field(description="The rule book in force, for everyone to read. 规则手册。")
    def rule_book(self, info: Info) -> RuleBookInfo:
        """The rule book."""
        viewer = info.context.viewer
        return rule_book(info.context.reading.reach_for(viewer).enforcer.book, viewer)

    @strawberry.field(
        description="Why the viewer may or may not do an act on a record; null when the record is "
        "not there or not yours to see; an act that the rule book does not have is bad input. "
        "解释为什么可以或不可以；规则手册里没有的事项，按输入有误答复。"
    )
    async def explain(
        self,
        info: Info,
        act: Annotated[str, strawberry.argument(description="As obligation.accept. 事项。")],
        record: Annotated[
            strawberry.ID, strawberry.argument(name="id", description="The record's id. 全局标识。")
        ],
    ) -> ExplanationInfo | None:
        """Explains a verdict of the rule book."""
        context = info.context
        found = await explained(context.sittings, context.viewer, act, str(record))
        book = context.reading.reach_for(context.viewer).enforcer.book
        return None if found is None else explanation_info(book, context.viewer, found)

    @strawberry.field(
        description="A refusal by the id that its reader was told; null unless you may explain it. "
        "按编号查看一次拒绝。"
    )
    async def refusal(
        self,
        info: Info,
        record: Annotated[
            strawberry.ID, strawberry.argument(name="id", description="The refusal's id. 编号。")
        ],
    ) -> RefusalRecordInfo | None:
        """Opens a refusal for the administrator who explains it."""
        context = info.context
        given = await refusal_given(context.sittings, context.viewer, str(record))
        return None if given is None else refusal_record(given)


@strawberry.type(description="Everything that can be done: one field, one act. 办理。")
class Mutation(
    PetitionerMutations,
    ClockMutations,
    ResponsibilityMutations,
    UploadMutations,
    WorkRuleMutations,
    ProblemIntakeMutations,
    IntakeMutations,
    StandingListMutations,
    ProblemLadderMutations,
    ProblemClosingMutations,
    MeasureMutations,
    SubmissionMutations,
    RestMutations,
    ReworkMutations,
    ObjectionMutations,
    ReportMutations,
    ProblemCaseworkMutations,
    ProblemSecondingMutations,
    ProblemLeadingMutations,
    StatutoryMutations,
    AssignmentMutations,
    PartMutations,
    EscalationMutations,
    SettingMutations,
    EditionMutations,
    PublicityMutations,
    ContactMutations,
    DiaryMutations,
    ExtensionMutations,
    FeedMutations,
    GlassMutations,
    ClusterMutations,
    MeetingMutations,
    NoticeMutations,
    ReorganisationMutations,
    ClosingMutations,
    RecheckMutations,
    ScoreMutations,
    SubscriberMutations,
    PeopleMutations,
    RoleMutations,
    GroupMutations,
    FormMutations,
    InvitationMutations,
    UnitMutations,
    AdministratorMutations,
    PreviewMutations,
    ExchangeMutations,
    ClosingSheetMutations,
):
    """Everything that can be done."""


@strawberry.type(description="The rule book in force. 现行规则手册版本。")
class PolicyChangedInfo:
    """The version of the rule book and of custom roles."""

    version: int = strawberry.field(
        description="Rises with every change; `ruleBook.policyVersion` is that of the book one holds. 版本。"
    )


@strawberry.type(description="What can be listened for. 订阅。")
class Subscription(LiveSubscriptions, NoticeSubscriptions):
    """What can be listened for."""

    @strawberry.subscription(
        description="The rule book's version at once, then each change. 规则手册变化。"
    )
    async def policy_changed(self, info: Info) -> AsyncIterator[PolicyChangedInfo]:
        """The current version, then every later one."""
        async for version in info.context.reading.book.versions():
            yield PolicyChangedInfo(version=version)
