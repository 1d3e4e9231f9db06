"""Root fields of the desks over many problems."""

from datetime import date

import strawberry

from schema.desks.types import ProblemListCoverageInfo, ThreeMilesInfo
from schema.fields import connection
from schema.nodes import Connection, Result
from schema.problems.narrowing import NARROWED
from schema.problems.types import Problem

_BEGINS = (date, "From this day. 起日。")
_ENDS = (date, "Up to this day, which is outside. 止日（不含）。")


@strawberry.type
class DeskQueries:
    """What can be asked over many problems at once."""

    three_miles: Result[ThreeMilesInfo] = connection(
        "Discovery lag, hard cases and quality of closing, by direct subordinate, and of the "
        "viewer's own unit. "
        "最先一公里、最难一公里、最后一公里。",
        begins=_BEGINS,
        ends=_ENDS,
    )
    hard_cases: Connection[Problem] = connection(
        "Hard cases that the viewer oversees: staged, returned twice, overdue for thirty days, or "
        "netted in as hard and across units; first due first. 疑难积案清单。",
        **NARROWED,
    )
    problem_list_coverage: Result[ProblemListCoverageInfo] = connection(
        "Which direct subordinates keep a list of problems and which do not. 问题清单建立情况。",
        begins=_BEGINS,
        ends=_ENDS,
        has_list=(bool | None, "Only those that do, or do not. 只看已建立或未建立的。"),
    )
