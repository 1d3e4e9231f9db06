"""Root fields of re-checks."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.rechecks.types import Rebound, Recheck, RecheckSample, RecheckState


@strawberry.input(description="Which re-checks. 筛选条件。")
class RecheckFilter:
    """Which re-checks."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )
    state: RecheckState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )
    sample: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Drawn in this sample. 样本。"
    )


@strawberry.input(description="Which rebounds. 筛选条件。")
class ReboundFilter:
    """Which rebounds."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )


@strawberry.type
class RecheckQueries:
    """What can be asked of re-checks."""

    recheck: Recheck | None = listed(
        "A re-check by its id. 按标识取回头看。",
        id=(strawberry.ID, "The re-check's id. 全局标识。"),
    )
    rechecks: Connection[Recheck] = connection(
        "Re-checks that the viewer may read, first due first. 可见的回头看。",
        filter=(RecheckFilter | None, "Which of them. 筛选。"),
    )
    recheck_samples: Connection[RecheckSample] = connection(
        "Samples of the viewer's level and of the next one. 本级和直接下级的样本。"
    )
    rebounds: Connection[Rebound] = connection(
        "What came back after closing. 可见的反弹。",
        filter=(ReboundFilter | None, "Which of them. 筛选。"),
    )
