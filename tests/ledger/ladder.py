"""Steps of the ladder that tests take together: one line for each thing people do."""

import uuid
from datetime import date
from typing import Any

from ledger.clocks.calendar import civil
from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.add_measures import AddMeasures, add_measures
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.measures import MeasureText
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.rework_problem import ReworkProblem, rework_problem
from ledger.problems.self_evaluate import SelfEvaluate, self_evaluate
from ledger.problems.start_rectifying import StartRectifying, start_rectifying
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.take_up import TakeUp, take_up
from ledger.problems.triage_problem import TriageProblem, triage_problem
from tests.world import PARENT, checked, key_of

DEADLINE = date(2026, 4, 28)
LESSONS = (80, 85, 90, "INSTITUTION", "支部管护责任不清", "建立管护制度")
"""What a closing carries: three scores, the cause, its reason in Party building, a mechanism."""

BODY = key_of("body", "city.work_committee")
"""The Party organisation that is nearest to a township or county b in the small world."""
PARTY = {"cause_body": BODY, "solved_by_body": BODY}


class Ladder:
    """One problem and the stage on which people act on it."""

    def __init__(self, stage: Any, problem: uuid.UUID | None = None) -> None:
        self.stage, self.problem = stage, problem or uuid.uuid4()
        self.names = {number: name for name, number in stage.world.tenants.items()}

    def now(self) -> dict[str, Any]:
        """The row as it stands."""
        names = ("holder", "state", "version", "open_to", "trail", "hops", "returns", "due_on")
        row = self.stage.one(
            f"select {', '.join(names)} from app.problem where id = %s", self.problem
        )
        found = dict(zip(names, row, strict=True))
        found["holder"] = self.names[found["holder"]]
        found["trail"] = {self.names[number] for number in found["trail"]}
        return found

    async def do(self, who: str, act: Any, kind: Any, *given: Any, **named: Any) -> None:
        """Does an act on the problem at its version of now."""
        said = kind(self.problem, self.now()["version"], *given, **named)
        await self.stage.done(who, act, said)

    async def refused(self, who: str, act: Any, kind: Any, *given: Any, **named: Any) -> Any:
        """Tries an act that must be refused, and gives the refusal."""
        said = kind(self.problem, self.now()["version"], *given, **named)
        return await self.stage.refused(who, act, said)

    async def report(self, at: str = "a1x", *, list_type: str = "AUDIT") -> None:
        given = ReportProblem(self.problem, list_type, "水渠堵塞", "村东水渠堵塞三月", "村东")
        await self.stage.done(f"{at}.handler", report_problem, given)
        await self.do(f"{at}.handler", register_problem, RegisterProblem)

    async def bank(self, at: str = "a1x", *, list_type: str = "AUDIT") -> None:
        await self.report(at, list_type=list_type)
        line = {"AUDIT": "finding", "PETITION": "repeated"}[list_type]
        await self.do(f"{at}.task_force", admit_problem, AdmitProblem, line)

    async def submit(self) -> None:
        who = f"{self.now()['holder']}.head"
        await self.do(who, submit_up, SubmitUp, "请上级统筹", "beyond_authority")

    async def draw_in(self) -> None:
        above = PARENT[self.now()["holder"]]
        await self.do(f"{above}.task_force", take_up, TakeUp, "LAGGING", "收网")

    async def back(self) -> None:
        above = PARENT[self.now()["holder"]]
        await self.do(f"{above}.task_force", hand_back, HandBack, "within_reach", "可自行解决")

    async def rise_to(self, level: str) -> None:
        """From the bank of its unit upward, each level submitting what it took up."""
        while self.now()["holder"] != level:
            await self.submit()
            await self.draw_in()

    async def triage(self, label: str = "SET_TIME") -> None:
        who = f"{self.now()['holder']}.task_force"
        if self.now()["state"] == "BANKED":
            await self.do(who, list_problem, ListProblem)
        await self.do(who, triage_problem, TriageProblem, label, "机制不健全")

    async def down(self, to: str, *, deadline: date = DEADLINE, shown: str | None = "WHO") -> None:
        who = f"{self.now()['holder']}.task_force"
        post = key_of("post", f"{to}.head")
        given = (key_of("tenant", to), post, deadline, "限期整改", shown)
        await self.do(who, hand_down, HandDown, *given)

    async def sign(self) -> None:
        await self.do(f"{self.now()['holder']}.head", accept_assignment, AcceptAssignment)

    async def start(self, *, due: date | None = None) -> None:
        """Measures, due today when nothing else is said."""
        at = self.now()["holder"]
        owner, day = key_of("post", f"{at}.handler"), due or civil(self.stage.now)
        measures = (MeasureText("清淤", owner, day),)
        await self.do(f"{at}.handler", start_rectifying, StartRectifying, measures)

    async def work(self) -> None:
        """Measures, all done, and the claim that it is solved."""
        await self.start(due=date(2026, 4, 20))
        await self.finish()

    async def finish(self) -> None:
        await self.do_measures()
        who = f"{self.now()['holder']}.head"
        await self.do(who, claim_completion, ClaimCompletion, "水渠已通")

    async def do_measures(self) -> None:
        at = self.now()["holder"]
        query = "select id, version from app.measure where problem_id = %s and state = 'PLANNED'"
        for key, version in self.stage.rows(query, self.problem):
            await self.stage.done(
                f"{at}.handler", finish_measure, FinishMeasure(key, version, "已清淤")
            )

    async def evaluate_self(self) -> None:
        await self.do(f"{self.now()['holder']}.head", self_evaluate, SelfEvaluate, 90, "已完成")

    def caller(self, judge: str) -> str:
        """Gives who calls back for a department: another one of it than closes."""
        unit, _, post = judge.partition(".")
        if post != "organisation_department":
            return judge
        if not self.stage.rows(
            "select id from app.post where title = %s", f"{unit}.organisation_caller"
        ):
            checked(self.stage.beside, self.stage.world, unit, "caller")
        return f"{unit}.organisation_caller"

    async def answer(self, rating: str, *, by: str = "city.organisation_department") -> None:
        """What those served say; of what passes, taken by another than the one who closes."""
        if rating in {"SATISFIED", "BASICALLY_SATISFIED"}:
            by = self.caller(by)
        solved = None if rating == "NO_ANSWER" else rating != "DISSATISFIED"
        said = (rating, None if solved is None else "VISIT", "回访", solved)
        await self.do(by, record_client_answer, RecordClientAnswer, *said)

    async def rework(self) -> None:
        who = f"{self.now()['holder']}.handler"
        await self.do(who, rework_problem, ReworkProblem, "重新办理")
        await self.add()

    async def add(self, *, due: date | None = None) -> None:
        """One more measure, due today when nothing else is said."""
        at = self.now()["holder"]
        owner, day = key_of("post", f"{at}.handler"), due or civil(self.stage.now)
        more = (MeasureText("再次清淤", owner, day),)
        await self.do(f"{at}.handler", add_measures, AddMeasures, more)

    async def close(self, *, by: str = "city.organisation_department") -> None:
        await self.do(by, close_problem, CloseProblem, *LESSONS, **PARTY)
