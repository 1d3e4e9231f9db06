"""Mutations on feeds: one field, one act."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from strawberry import Info

from ledger.appointments.grounds import Ground
from ledger.feeds.confirm_feed_line import ConfirmFeedLine, confirm_feed_line
from ledger.feeds.confirm_feed_plan import ConfirmFeedPlan, confirm_feed_plan
from ledger.feeds.create_feed import CreateFeed, create_feed
from ledger.feeds.decline_feed_line import DeclineFeedLine, decline_feed_line
from ledger.feeds.resume_feed import ResumeFeed, resume_feed
from ledger.feeds.rotate_feed_secret import RotateFeedSecret, rotate_feed_secret
from ledger.feeds.suspend_feed import SuspendFeed, suspend_feed
from ledger.feeds.undo_feed_plan import UndoFeedPlan, undo_feed_plan
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, key_in, perform, union
from schema.feeds.types import Feed, FeedKind, FeedLine, FeedPlan, FeedSource
from schema.fields import read
from schema.problems.members import may, must
from schema.tenants.types import TenantKind

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters; needed where a role of power is given or taken. 理由。"
DOCUMENT = "The document number, likewise, 1 to 100 characters. 文号。"
SHOWN_ONCE = "The secret, shown this once; null when the request is repeated. 密钥，仅此一次显示。"


@strawberry.input(
    description="Sets up a feed for one unit and all below it; its secret is shown once. 设立数据源。"
)
class CreateFeedInput:
    """Sets up a feed for one unit and all below it."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("The unit for which, with all below, it will speak. 单位。")
    name: str = must("Its name, 1 to 100 characters. 名称。")
    kinds: list[FeedKind] = must("What it will tell of. 报送种类。")
    budget: int = must(
        "People of the unit, in per cent, that may change in a day, 1 to 100. 每日变动上限。"
    )
    rights_from: TenantKind = may(
        "The lowest kind of unit whose posts with rights wait for a person; an office when left out. Lower ones wait too while the rule book lets no feed appoint. 须经人确认的最低单位种类。",
        TenantKind.OFFICE,
    )
    source: FeedSource = may("By which way it comes in. 接入方式。", FeedSource.SCIM)


@strawberry.input(
    description="Gives a feed a new secret, shown once; the former one opens for a while. 更换数据源密钥。"
)
class RotateFeedSecretInput:
    """Gives a feed a new secret, shown once."""

    key: strawberry.ID = must(KEY)
    feed: strawberry.ID = must("The feed. 数据源。")
    expected_version: int = must(VERSION)
    overlap_hours: int = may(
        "Hours that the former secret still opens, 0 to 168. 旧密钥保留小时数。", 24
    )


@strawberry.input(
    description="Suspends a feed: it can neither read nor tell anything. 停用数据源。"
)
class SuspendFeedInput:
    """Suspends a feed."""

    key: strawberry.ID = must(KEY)
    feed: strawberry.ID = must("The feed. 数据源。")
    expected_version: int = must(VERSION)


@strawberry.input(description="Lets a feed go on that was suspended or had stopped. 恢复数据源。")
class ResumeFeedInput:
    """Lets a feed go on that was suspended or had stopped."""

    key: strawberry.ID = must(KEY)
    feed: strawberry.ID = must("The feed. 数据源。")
    expected_version: int = must(VERSION)


@strawberry.input(
    description="Does what a stopped feed kept back, exactly as it was read. 确认方案。"
)
class ConfirmFeedPlanInput:
    """Does what a stopped feed kept back, exactly as it was read."""

    key: strawberry.ID = must(KEY)
    plan: strawberry.ID = must("The plan. 方案。")
    hash: str = must("Its hash as it was read. 所读内容摘要。")
    reason: str = may(REASON, "")
    document_no: str = may(DOCUMENT, "")


@strawberry.input(description="Takes back all that a plan has done. 撤回方案。")
class UndoFeedPlanInput:
    """Takes back all that a plan has done."""

    key: strawberry.ID = must(KEY)
    plan: strawberry.ID = must("The plan. 方案。")
    undo_token: str = must("Its token as it was read. 撤回凭据。")


@strawberry.input(description="Does what a line of a plan says. 确认方案中的一项。")
class ConfirmFeedLineInput:
    """Does what a line of a plan says."""

    key: strawberry.ID = must(KEY)
    line: strawberry.ID = must("The line. 该项。")
    expected_version: int = must(VERSION)
    same_as: strawberry.ID | None = may(
        "Who is meant, of those whom an ambiguous line names. 所指人员。", None
    )
    somebody_new: bool = may("Whether it is none of them. 是否为新人员。", False)
    reason: str = may(REASON, "")
    document_no: str = may(DOCUMENT, "")


@strawberry.input(description="Leaves things as they are. 不予确认。")
class DeclineFeedLineInput:
    """Leaves things as they are."""

    key: strawberry.ID = must(KEY)
    line: strawberry.ID = must("The line. 该项。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class CreateFeedSuccess:
    """It was done."""

    feed: Feed | None = read("The record as it stands now. 当前记录。")
    secret: str | None = strawberry.field(description=SHOWN_ONCE)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RotateFeedSecretSuccess:
    """It was done."""

    feed: Feed | None = read("The record as it stands now. 当前记录。")
    secret: str | None = strawberry.field(description=SHOWN_ONCE)
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SuspendFeedSuccess:
    """It was done."""

    feed: Feed | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ResumeFeedSuccess:
    """It was done."""

    feed: Feed | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConfirmFeedPlanSuccess:
    """It was done."""

    plan: FeedPlan | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class UndoFeedPlanSuccess:
    """It was done."""

    plan: FeedPlan | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConfirmFeedLineSuccess:
    """It was done."""

    line: FeedLine | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class DeclineFeedLineSuccess:
    """It was done."""

    line: FeedLine | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


CreateFeedResult = Annotated[
    CreateFeedSuccess | RefusalType,
    union("CreateFeedResult", "What became of it. 办理结果。"),
]
RotateFeedSecretResult = Annotated[
    RotateFeedSecretSuccess | RefusalType,
    union("RotateFeedSecretResult", "What became of it. 办理结果。"),
]
SuspendFeedResult = Annotated[
    SuspendFeedSuccess | RefusalType,
    union("SuspendFeedResult", "What became of it. 办理结果。"),
]
ResumeFeedResult = Annotated[
    ResumeFeedSuccess | RefusalType,
    union("ResumeFeedResult", "What became of it. 办理结果。"),
]
ConfirmFeedPlanResult = Annotated[
    ConfirmFeedPlanSuccess | RefusalType,
    union("ConfirmFeedPlanResult", "What became of it. 办理结果。"),
]
UndoFeedPlanResult = Annotated[
    UndoFeedPlanSuccess | RefusalType,
    union("UndoFeedPlanResult", "What became of it. 办理结果。"),
]
ConfirmFeedLineResult = Annotated[
    ConfirmFeedLineSuccess | RefusalType,
    union("ConfirmFeedLineResult", "What became of it. 办理结果。"),
]
DeclineFeedLineResult = Annotated[
    DeclineFeedLineSuccess | RefusalType,
    union("DeclineFeedLineResult", "What became of it. 办理结果。"),
]


def shown_once(success: Callable[..., Any]) -> tuple[bytes, Callable[..., Any]]:
    """Makes a secret. Gives its hash, and the success that shows the secret unless replayed."""
    secret = f"lwf_{secrets.token_urlsafe(32)}"

    def told(*, feed: Any, replayed: bool) -> Any:
        return success(feed=feed, replayed=replayed, secret=None if replayed else secret)

    return hashlib.sha256(secret.encode()).digest(), told


@strawberry.type
class FeedMutations:
    """What can be done with feeds."""

    @strawberry.mutation(
        description="Sets up a feed for one unit and all below it; its secret is shown once. 设立数据源。"
    )
    async def create_feed(
        self, info: Info, given: Annotated[CreateFeedInput, INPUT]
    ) -> CreateFeedResult:
        """Sets up a feed for one unit and all below it."""
        sha256, success = shown_once(CreateFeedSuccess)
        return await perform(
            info,
            create_feed,
            lambda: CreateFeed(
                tenant=key_in(given.tenant, "Tenant"),
                name=given.name,
                kinds=tuple(kind.value for kind in given.kinds),
                budget=given.budget,
                rights_from=given.rights_from.value,
                source=given.source.value,
                secret_sha256=sha256,
            ),
            key=given.key,
            success=success,
            record="feed",
        )

    @strawberry.mutation(
        description="Gives a feed a new secret, shown once; the former one opens for a while. 更换数据源密钥。"
    )
    async def rotate_feed_secret(
        self, info: Info, given: Annotated[RotateFeedSecretInput, INPUT]
    ) -> RotateFeedSecretResult:
        """Gives a feed a new secret, shown once."""
        sha256, success = shown_once(RotateFeedSecretSuccess)
        return await perform(
            info,
            rotate_feed_secret,
            lambda: RotateFeedSecret(
                feed=key_in(given.feed, "Feed"),
                expected_version=given.expected_version,
                overlap_hours=given.overlap_hours,
                secret_sha256=sha256,
            ),
            key=given.key,
            success=success,
            record="feed",
        )

    @strawberry.mutation(
        description="Suspends a feed: it can neither read nor tell anything. 停用数据源。"
    )
    async def suspend_feed(
        self, info: Info, given: Annotated[SuspendFeedInput, INPUT]
    ) -> SuspendFeedResult:
        """Suspends a feed."""
        return await perform(
            info,
            suspend_feed,
            lambda: SuspendFeed(key_in(given.feed, "Feed"), given.expected_version),
            key=given.key,
            success=SuspendFeedSuccess,
            record="feed",
        )

    @strawberry.mutation(
        description="Lets a feed go on that was suspended or had stopped. 恢复数据源。"
    )
    async def resume_feed(
        self, info: Info, given: Annotated[ResumeFeedInput, INPUT]
    ) -> ResumeFeedResult:
        """Lets a feed go on that was suspended or had stopped."""
        return await perform(
            info,
            resume_feed,
            lambda: ResumeFeed(key_in(given.feed, "Feed"), given.expected_version),
            key=given.key,
            success=ResumeFeedSuccess,
            record="feed",
        )

    @strawberry.mutation(
        description="Does what a stopped feed kept back, exactly as it was read. 确认方案。"
    )
    async def confirm_feed_plan(
        self, info: Info, given: Annotated[ConfirmFeedPlanInput, INPUT]
    ) -> ConfirmFeedPlanResult:
        """Does what a stopped feed kept back, exactly as it was read."""
        return await perform(
            info,
            confirm_feed_plan,
            lambda: ConfirmFeedPlan(
                key_in(given.plan, "FeedPlan"),
                given.hash,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=ConfirmFeedPlanSuccess,
            record="plan",
        )

    @strawberry.mutation(
        description="Takes back what a plan has done, up to a hundred lines at a time: repeat it with "
        "the same token and another key until `applied` is 0. 撤回方案，每次至多一百项。"
    )
    async def undo_feed_plan(
        self, info: Info, given: Annotated[UndoFeedPlanInput, INPUT]
    ) -> UndoFeedPlanResult:
        """Takes back what a plan has done."""
        return await perform(
            info,
            undo_feed_plan,
            lambda: UndoFeedPlan(key_in(given.plan, "FeedPlan"), given.undo_token),
            key=given.key,
            success=UndoFeedPlanSuccess,
            record="plan",
        )

    @strawberry.mutation(description="Does what a line of a plan says. 确认方案中的一项。")
    async def confirm_feed_line(
        self, info: Info, given: Annotated[ConfirmFeedLineInput, INPUT]
    ) -> ConfirmFeedLineResult:
        """Does what a line of a plan says."""
        return await perform(
            info,
            confirm_feed_line,
            lambda: ConfirmFeedLine(
                line=key_in(given.line, "FeedLine"),
                expected_version=given.expected_version,
                same_as=key_if_given(given.same_as, "Person"),
                somebody_new=given.somebody_new,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=ConfirmFeedLineSuccess,
            record="line",
        )

    @strawberry.mutation(description="Leaves things as they are. 不予确认。")
    async def decline_feed_line(
        self, info: Info, given: Annotated[DeclineFeedLineInput, INPUT]
    ) -> DeclineFeedLineResult:
        """Leaves things as they are."""
        return await perform(
            info,
            decline_feed_line,
            lambda: DeclineFeedLine(key_in(given.line, "FeedLine"), given.expected_version),
            key=given.key,
            success=DeclineFeedLineSuccess,
            record="line",
        )
