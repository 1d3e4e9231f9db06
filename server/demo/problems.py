"""Problems of the demo: found on all six lists at every level, and brought as far as told by acts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import select, text

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.divert_problem import DivertProblem, divert_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.measures import MeasureText
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.self_evaluate import SelfEvaluate, self_evaluate
from ledger.problems.start_rectifying import StartRectifying, start_rectifying
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.problems.tables import measure, problem
from ledger.problems.take_up import TakeUp, take_up
from ledger.problems.triage_problem import TriageProblem, triage_problem
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from server.demo.history import History
from server.demo.line import Line
from server.demo.people import subject_of
from server.demo.places import Place, key_of
from server.demo.publicity import heard, pledged, shown
from tenants.tables import tenant

SOURCE = "虚构演示 made up"
HEADS = {"DEPARTMENT": "party-group-secretary"}
HANDLERS = {"VILLAGE": "grid-worker"}


@dataclass(frozen=True)
class Told:
    """One line of what is told: what was found where, and how far it has come."""

    title: str
    at: str
    list: str
    field: str
    since: int
    steps: tuple[str, ...]
    pace: int = 1


@cache
def told() -> tuple[Told, ...]:
    """Gives all that is told, in its order."""
    text = resources.files("server.demo").joinpath("problems.yaml").read_text(encoding="utf-8")
    return tuple(Told(**{**line, "steps": tuple(line["steps"])}) for line in yaml.safe_load(text))


async def find_problems(history: History, line: Line) -> None:
    """Lets every problem be found and brought as far as it is told."""
    for one in told():
        await Case(history, _places(line), one).live()


def _places(line: Line) -> Mapping[str, Place]:
    names = (
        "city", "county", "township", "village", "sibling_county", "sibling_township",
        "far_township", "far_village", "bureau", "county_bureau",
    )  # fmt: skip  # columns side by side
    one = {"sibling_village": line.sibling_villages[0], "other_bureau": line.other_bureaus[0]}
    return {name: getattr(line, name) for name in names} | one


def problem_id(title: str) -> UUID:
    """The id of a problem of the demo: always the same, in the form in which clients make one."""
    return UUID(int=key_of("problem", title).int, version=4)


@dataclass
class Case:
    """One problem on its way, with where it lies and what day it is."""

    history: History
    places: Mapping[str, Place]
    told: Told
    id: UUID = field(init=False)
    at: Place = field(init=False)
    listed: Place = field(init=False)
    on: date = field(init=False)
    due: date = field(init=False)
    public: UUID | None = field(init=False, default=None)
    """What was made public of it last."""

    def __post_init__(self) -> None:
        self.id = problem_id(self.told.title)
        self.at = self.listed = self.places[self.told.at]
        self.on = self._day(-self.told.since)

    async def live(self) -> None:
        """Reports it and takes the steps told, each on a day of its own."""
        said = self.told
        facts = f"{said.title}。现场核实属实，涉及群众若干户，已拍照留存。"
        given = ReportProblem(
            self.id, said.list, said.title, facts, self.at.name, SOURCE, field=said.field
        )
        await self.history.do(self.who(self.at, "handler"), report_problem, given, on=self.on)
        for step in said.steps:
            self.on = min(self.on + timedelta(days=said.pace), self.history.today)
            verb, *needs = step.split()
            await STEPS[verb](self, *needs)

    def above(self, below: Place | None = None) -> Place:
        """The unit directly above where it lies, or above another."""
        code = (below or self.at).parent_code
        return next(one for one in self.places.values() if one.code == code)

    def judge(self, post: str = "reviewer") -> str:
        """Whoever evaluates for the level that listed it; for a township's list, at its county."""
        level = self.listed
        if level.kind == "TOWNSHIP":
            level = self.above(level)
        return subject_of(level, f"organisation-{post}")

    def checker(self) -> str:
        """Somebody else there: who closes neither took the answer nor looks again."""
        return self.judge("checker")

    async def do(self, who: str, act: Any, kind: Any, *given: Any) -> None:
        """Takes a step on the problem as it stands now."""
        query = select(problem.c.version).where(problem.c.id == self.id)
        (row,) = await self.history.rows(who, query, act=act.__name__)
        await self.history.do(who, act, kind(self.id, row["version"], *given), on=self.on)

    async def by(self, post: str, act: Any, kind: Any, *given: Any) -> None:
        """Takes a step as somebody of the unit where it lies."""
        await self.do(self.who(self.at, post), act, kind, *given)

    async def lie_below(self, name: str, days: str) -> None:
        """Is handed down, to be done so many days from today; at the earliest when work begins."""
        unit, lead = self.places[name], "head"
        who = self.who(self.at, "task-force")
        query = select(tenant.c.uid).where(tenant.c.id == unit.id)
        (row,) = await self.history.rows(who, query, act="hand_down")
        post = key_of("post", self.who(unit, lead))
        # Early in the year it was handed down a few days ago at most. Work begins two steps later.
        begins = self.on + timedelta(days=2 * self.told.pace)
        self.due = max(self._day(int(days)), begins)
        await self.do(who, hand_down, HandDown, row["uid"], post, self.due, "限期整改，按时反馈。")
        self.listed, self.at = self.at, unit

    async def start(self) -> None:
        """Plans one measure and finishes nothing yet."""
        owner = key_of("post", self.who(self.at, "handler"))
        planned = (MeasureText("现场整改并建立台账", owner, self.on),)
        await self.by("handler", start_rectifying, StartRectifying, planned)

    async def claim(self) -> None:
        """Finishes what was planned and claims that it is solved."""
        who = self.who(self.at, "handler")
        query = select(measure.c.id, measure.c.version).where(
            measure.c.problem_id == self.id, measure.c.state == "PLANNED"
        )
        for row in await self.history.rows(who, query, act="finish_measure"):
            done = FinishMeasure(row["id"], row["version"], "已完成，附照片。")
            await self.history.do(who, finish_measure, done, on=self.on)
        await self.by("head", claim_completion, ClaimCompletion, "整改措施全部完成。")

    async def rise(self) -> None:
        """Is taken up by the level above."""
        above = self.above()
        who = self.who(above, "task-force")
        await self.do(who, take_up, TakeUp, "LAGGING", "由本级统筹。")
        self.at = self.listed = above

    def _day(self, days: int) -> date:
        return max(self.history.today + timedelta(days=days), date(self.history.year - 1, 12, 31))

    def who(self, place: Place, post: str) -> str:
        """Who signs in for a post that is named otherwise at some places."""
        other = {"head": HEADS, "handler": HANDLERS}.get(post, {})
        return subject_of(place, other.get(place.kind, post))


Step = Callable[..., Awaitable[None]]


def _by(post: str, act: Any, kind: Any, *said: Any, before: bool = True) -> Step:
    """A step of the unit where it lies; what the line says comes before or after what is said."""

    async def taken(case: Case, *needs: Any) -> None:
        given = (*needs, *said) if before else (*said, *needs)
        await case.by(post, act, kind, *given)

    return taken


async def _struck_off(case: Case) -> None:
    """Closed, with the nearest Party organisation as the one that solved it and has its cause."""
    who = case.judge()
    nearest = text(
        "select l.id from app.problem p, app.party_line(p.root, array[p.holder]) l"
        " where p.id = :id limit 1"
    ).bindparams(id=case.id)
    (row,) = await case.history.rows(who, nearest, act="close_problem")
    party = ((), "", row["id"], row["id"])
    await case.do(who, close_problem, CloseProblem, 80, 85, 90, *LESSONS, *party)


async def _rejected(case: Case, reason: str) -> None:
    """One proposes it, the head confirms."""
    await case.by("task-force", reject_problem, RejectProblem, reason, "经现场核查。")
    await case.by("head", confirm_step, ConfirmStep)


async def _handed_back(case: Case) -> None:
    who = subject_of(case.above(), "task-force")
    await case.do(who, hand_back, HandBack, "within_reach", "本级可以解决，请就地办理。")


async def _suspended(case: Case, days: str) -> None:
    review = case.history.today + timedelta(days=int(days))
    who = subject_of(case.listed, "task-force")
    await case.do(who, suspend_problem, SuspendProblem, review, "待上级资金下达。")


async def _rechecked(case: Case) -> None:
    await case.do(case.checker(), open_recheck, OpenRecheck)


async def _found_back(case: Case) -> None:
    await case.do(case.checker(), fail_recheck, FailRecheck, "现场查看，问题重新出现。")


async def _answered(case: Case, rating: str) -> None:
    solved = None if rating == "NO_ANSWER" else rating != "DISSATISFIED"
    said = (rating, None if solved is None else "VISIT", "逐户回访。", solved)
    await case.do(case.checker(), record_client_answer, RecordClientAnswer, *said)


LESSONS = ("INSTITUTION", "管护责任不清。", "已建立管护制度。")
STEPS: Mapping[str, Step] = {
    "register": _by("handler", register_problem, RegisterProblem),
    "resolve": _by("handler", resolve_on_spot, ResolveOnSpot, "当日处理完毕，已回访。"),
    "type": _by("task-force", categorise_problem, CategoriseProblem),
    "admit": _by("task-force", admit_problem, AdmitProblem),
    "reject": _rejected,
    "divert": _by("task-force", divert_problem, DivertProblem, "依法应由该途径处理。"),
    "submit": _by(
        "task-force", submit_up, SubmitUp, "建议上级统筹资金和部门。", "beyond_authority"
    ),
    "take": Case.rise,
    "back": _handed_back,
    "list": _by("task-force", list_problem, ListProblem),
    "triage": _by("task-force", triage_problem, TriageProblem, "机制不健全。"),
    "down": Case.lie_below,
    "sign": _by("head", accept_assignment, AcceptAssignment),
    "object": _by(
        "head", object_to_assignment, ObjectToAssignment, "other_unit", "应由主管部门牵头。"
    ),
    "pledge": pledged,
    "show": shown,
    "hear": heard,
    "start": Case.start,
    "suspend": _suspended,
    "claim": Case.claim,
    "evaluate": _by("head", self_evaluate, SelfEvaluate, 90, "已按要求完成。"),
    "answer": _answered,
    "close": _struck_off,
    "recheck": _rechecked,
    "rebound": _found_back,
}
"""What each word of the telling does."""
