"""Root fields of the problem ladder."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection, Result
from schema.problems.narrowing import NARROWED
from schema.problems.party import PartyQueries
from schema.problems.seeing import PassedProblemInfo, ProblemSeeing
from schema.problems.types import Problem

_BY_NUMBER = (
    "Its number, with or without hyphens, in either case: 2026-7K3-MQ9-XP7. One that was mistyped is "
    "refused (problem.number_mistyped). 登记编号。"
)


@strawberry.type
class ProblemQueries(ProblemSeeing, PartyQueries):
    """What can be asked of problems."""

    problem: Problem | None = listed(
        "A problem by its id, or by the number that people say and write; null for one that is not "
        "there and one that is not yours to see. 按标识或编号取问题。",
        id=(strawberry.ID | None, "The problem's id. 全局标识。"),
        number=(str | None, _BY_NUMBER),
    )
    problems: Connection[Problem] = connection(
        "Problems of the viewer's level and the next one; deeper ones once handed up or overdue. "
        "本级可见的问题。",
        **NARROWED,
    )
    problem_inbox: Connection[Problem] = connection(
        "Open problems that the viewer's unit holds, first due first. 本单位待办问题。",
        **NARROWED,
    )
    problems_awaiting_us: Connection[Problem] = connection(
        "What direct subordinates submitted or objected to, for the viewer's level to decide. "
        "待本级收网、裁定的问题。",
        **NARROWED,
    )
    passed_problems: Result[PassedProblemInfo] = connection(
        "Problems that went through the viewer's unit and lie elsewhere now, or ended there: what became "
        "of what it found or passed on. 经手过的问题，含已在别处办结的。",
        **NARROWED,
    )
