"""Root fields of the responsibility lists."""

import strawberry

from schema.fields import BOUNDARIES, connection, listed
from schema.nodes import Connection
from schema.responsibilities.types import (
    CoverageInfo,
    ListFilter,
    Obligation,
    ObligationFilter,
    ObligationOrder,
    ObligationRollUpInfo,
    ResponsibilityList,
)

_BY_DUE_DAY = (ObligationOrder | None, "By due day. 排序。")


@strawberry.type
class ResponsibilityQueries:
    """What can be asked of the responsibility lists."""

    responsibility_list: ResponsibilityList | None = listed(
        "A list by its id. 按标识取清单。", id=(strawberry.ID, "The list's id. 全局标识。")
    )
    responsibility_lists: Connection[ResponsibilityList] = connection(
        "Lists the viewer may read. 可见的清单。",
        filter=(ListFilter | None, "Which of them. 筛选。"),
    )
    obligation: Obligation | None = listed(
        "An obligation by its id. 按标识取任务。",
        id=(strawberry.ID, "The obligation's id. 全局标识。"),
    )
    obligations: Connection[Obligation] = connection(
        "Obligations within the viewer's reach. 可见范围内的任务。",
        filter=(ObligationFilter | None, "Which of them. 筛选。"),
        order_by=_BY_DUE_DAY,
    )
    inbox: Connection[Obligation] = connection(
        "What awaits the viewer in the acting post, first due first; what was self-checked waits for "
        "the superior and comes back when it is returned. 待办任务；已自查、等上级认可的不在内，退回的再列。"
    )
    reviews: Connection[Obligation] = connection(
        "What direct subordinates have checked themselves and the viewer may accept or return. "
        "待认可任务。"
    )
    lists_to_sign: Connection[ResponsibilityList] = connection(
        "Lists in force that the viewer is to sign in the acting post and has not. 待签责任书的清单。"
    )
    coverage: list[CoverageInfo] = listed(
        "Who of an actor type has no list, no pledge, no record: per direct subordinate. 覆盖情况。",
        year=(
            int,
            "Of this year, from 2000 to two years ahead; any other is refused (list.year_refused). 年度。",
        ),
        actor_type=(
            str,
            "By key; refused when there is no such type (list.actor_type_unknown). 责任主体键。",
        ),
        boundaries_as_of=BOUNDARIES,
    )
    obligation_roll_up: list[ObligationRollUpInfo] = listed(
        "Obligations counted per direct subordinate. 任务汇总。", boundaries_as_of=BOUNDARIES
    )
