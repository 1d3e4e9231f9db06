"""``make story``: one problem goes up four levels and down to another county, told step by step.

Against a running demo and through its public GraphQL API alone: what is done is a mutation of one
of the cast, what is seen is a query of one of them. After each step the same question is asked at
every level, so that one reads side by side what each of them sees.
"""

import itertools
import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

Ask = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]
"""Asks as one of the cast; gives the data."""

AUDIENCE = {
    "village-head": "发现村 the village that found it",
    "township-task-force": "所在镇 its township",
    "county-task-force": "所在县 its county",
    "city-task-force": "市 the city",
    "sibling-county-task-force": "另一县 the other county",
    "far-township-task-force": "另一县的镇 its township",
    "sibling-village-branch-secretary": "邻村 a village beside",
}
SIGHT = """query ($id: ID!) { problem(id: $id) { number state phase tenant { name } hopCount returnCount
  hops { seq fromTenant { name } toTenant { name } } happenings(last: 1) { nodes { act by text } } } }"""
NOW = """query ($id: ID!) { problem(id: $id) { version state hopCount returnCount recurrenceCount
  tenant { code } measures { id version state } } }"""
POSTS = """query ($after: String) { posts(first: 200, after: $after) {
  nodes { id heads roles tenant { id code } } pageInfo { hasNextPage endCursor } } }"""


class NotTold(Exception):
    """A step of the story was refused: the story or the server is wrong."""


@dataclass(frozen=True)
class Sight:
    """What one level sees of the problem; nothing at all is None."""

    state: str
    lies_at: str
    way: tuple[str, ...]
    """Of each way up or down that is shown here: from where to where, as far as that is shown."""
    last: str
    by: str | None
    text: str | None
    number: str | None = None

    def __str__(self) -> str:
        who = self.by or "（不显示由谁 by whom is not shown）"
        said = self.text if self.text is not None else "（不显示内容 what was said is not shown）"
        named = self.number or "（无编号 no number yet）"
        went = f"{len(self.way)} hops" + (f"（末次 the last {self.way[-1]}）" if self.way else "")
        return f"{named} {self.state} @ {self.lies_at}, {went}; {self.last}: {who}: {said}"


@dataclass(frozen=True)
class Moment:
    """A step that was taken, and what every level saw after it."""

    zh: str
    en: str
    who: str
    act: str
    seen: Mapping[str, Sight | None]


@dataclass
class Story:
    """The problem on its way, and what has been told of it so far."""

    ask: Ask
    today: date
    codes: Mapping[str, str]
    """The code of the unit of each of the cast."""
    say: Callable[[str], None] = print
    run: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    moments: list[Moment] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The problem's id, which the client made before it had a network."""
        of_run = uuid.uuid5(uuid.NAMESPACE_OID, self.run)
        return f"Problem_{uuid.UUID(int=of_run.int, version=4)}"

    def tell(self) -> list[Moment]:
        """Tells it from the report to the re-check.

        Refuses: NotTold.
        """
        for chapter in (self._found, self._up, self._down, self._returned, self._closed):
            chapter()
        return self.moments

    # ------------------------------------------------------------ chapters

    def _found(self) -> None:
        report = {
            "id": self.id.partition("_")[2], "listType": "HOTLINE_12345", "field": "GOVERNANCE",
            "title": "两县共用饮水管网夏季停水", "place": "村东泵房", "source": "网格走访（虚构演示）",
            "facts": "热线来电逾期未办结，管网跨县，末端七十户白天停水。",
        }  # fmt: skip  # reads as a table
        self.step("网格员上报", "The grid worker reports it", "village-grid-worker",
                  "reportProblem", report, bare=True)  # fmt: skip  # reads as a table
        self.step("登记", "It is registered", "village-grid-worker", "registerProblem")
        self.step("村级筛查入库", "The village screens and admits it", "village-task-force",
                  "admitProblem", {"line": "overdue"})  # fmt: skip  # reads as a table

    def _up(self) -> None:
        zh = {"village": "村", "township": "镇", "county": "县", "city": "市"}
        for below, above in itertools.pairwise(zh):
            suggestion = {"suggestion": "管网跨县，建议上级统筹", "reason": "beyond_authority"}
            self.step(f"{zh[below]}带办理建议上报一级", f"The {below} submits it one level up",
                      f"{below}-head", "submitProblem", suggestion)  # fmt: skip  # reads as a table
            shown = "THAT" if above == "township" else "WHO"
            taken = {"ground": "CROSS_UNIT_AND_HARD", "text": "收网统筹", "shown": shown}
            self.step(f"{zh[above]}级收网", f"The {above} takes it up", f"{above}-task-force",
                      "takeUpProblem", taken)  # fmt: skip  # reads as a table

    def _down(self) -> None:
        self.step("市级研判贴标", "The city labels it", "city-task-force", "triageProblem",
                  {"label": "SET_TIME", "text": "两县管护责任不清"})  # fmt: skip  # reads as a table
        self.step("市交办另一县", "The city hands it down to the other county", "city-task-force",
                  "handDownProblem", self._to("sibling-county-head", "city-task-force", 45))  # fmt: skip  # reads as a table
        self.step("县签收", "The county signs for it", "sibling-county-head", "acceptAssignment")
        self.step("县交办镇", "The county hands it down to its township",
                  "sibling-county-task-force", "handDownProblem",
                  self._to("far-township-head", "sibling-county-task-force", 30))  # fmt: skip  # reads as a table
        self.step("镇签收", "The township signs for it", "far-township-head", "acceptAssignment")
        self.step("镇制定措施", "The township plans what to do", "far-township-handler",
                  "startRectifyingProblem", self._planned("更换增压泵并重签两县管护协议"))  # fmt: skip  # reads as a table

    def _planned(self, text: str) -> Mapping[str, object]:
        """One measure of the township's handler, within twenty days."""
        owner = self._post("far-township-handler", "far-township-task-force")["id"]
        due_on = str(self.today + timedelta(days=20))
        return {"measures": [{"text": text, "ownerPost": owner, "dueOn": due_on}]}

    def _work(self, score: int) -> None:
        """Finishes what is planned, claims it done, evaluates itself."""
        for one in self._now("far-township-handler")["measures"]:
            if one["state"] == "PLANNED":
                done = {"measure": one["id"], "expectedVersion": one["version"]}
                self.step("措施完成", "The measure is done", "far-township-handler",
                          "finishMeasure", {**done, "result": "泵已更换"}, bare=True)  # fmt: skip  # reads as a table
        self.step("申报完成", "It is claimed to be done", "far-township-head",
                  "claimProblemCompletion", {"text": "已恢复供水"})  # fmt: skip  # reads as a table
        self.step("镇自评", "The township evaluates itself", "far-township-head",
                  "selfEvaluateProblem", {"score": score, "text": "已完成"})  # fmt: skip  # reads as a table

    def _returned(self) -> None:
        self._work(90)
        answer = {
            "rating": "DISSATISFIED",
            "channel": "TELEPHONE",
            "text": "白天仍然停水",
            "solved": False,
        }
        self.step("服务对象不满意，自动退回", "Those served are dissatisfied: it returns by itself",
                  "city-petitions", "recordClientAnswer", answer)  # fmt: skip  # reads as a table
        self.step("镇重新办理", "The township does it again", "far-township-handler",
                  "reworkProblem", {"text": "补建蓄水池"})  # fmt: skip  # reads as a table
        self.step("镇追加措施", "The township plans what else to do", "far-township-handler",
                  "addMeasures", self._planned("补建蓄水池"))  # fmt: skip  # reads as a table

    def _closed(self) -> None:
        self._work(95)
        answer = {
            "rating": "SATISFIED",
            "channel": "VISIT",
            "text": "已全天供水",
            "solved": True,
        }
        self.step("服务对象满意", "Those served are satisfied", "city-petitions",
                  "recordClientAnswer", answer)  # fmt: skip  # reads as a table
        lessons = {
            "teamProblemControl": 82, "chiefDutyBearing": 85, "cadreWorkDrive": 88,
            "rootCause": "INSTITUTION", "partyBuildingReason": "跨县管网无人管护",
            "mechanism": "两县联合管护协议",
            "followUps": [{"kind": "SWEEP", "text": "排查全市跨县管网六处"}],
            "causeBody": (nearest := self._nearest_party_organisation()), "solvedByBody": nearest,
        }  # fmt: skip  # reads as a table
        self.step("组织部门评价销号", "The organisation department closes it",
                  "city-organisation-reviewer", "closeProblem", lessons)  # fmt: skip  # reads as a table
        self.step("安排回头看", "It is looked at again", "city-organisation-checker",
                  "openProblemRecheck")  # fmt: skip  # reads as a table
        self.step("回头看未反弹", "The re-check finds it solved", "city-organisation-checker",
                  "passProblemRecheck", {"grade": "GOOD", "text": "随机入户五户，均正常"})  # fmt: skip  # reads as a table

    # ------------------------------------------------------------ how it is told

    def step(
        self,
        zh: str,
        en: str,
        who: str,
        act: str,
        given: Mapping[str, Any] | None = None,
        *,
        bare: bool = False,
    ) -> None:
        """Takes a step and tells what every level sees then.

        Given:   bare, when what is given names the record itself.
        """
        key = f"story-{self.run}-{len(self.moments)}"
        told = {"key": key, **(given or {})}
        if not bare:
            told = {"problem": self.id, "expectedVersion": self._now(who)["version"], **told}
        kind = act[0].upper() + act[1:]
        document = (
            f"mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ __typename"
            " ... on Refusal { code message } } }"
        )
        answer = self.ask(who, document, {"input": told})[act]
        if answer["__typename"] == "Refusal":
            raise NotTold(f"{who} {act}: {answer['code']} {answer['message']}")
        seen = {level: self._sight(level) for level in AUDIENCE}
        self.moments.append(Moment(zh, en, who, act, seen))
        self.say(f"\n{len(self.moments):>2}. {zh} {en}\n    {who}: {act}")
        for level, sight in seen.items():
            self.say(f"      {AUDIENCE[level]}: {sight or '看不到 nothing'}")

    def _sight(self, level: str) -> Sight | None:
        found = self.ask(level, SIGHT, {"id": self.id})["problem"]
        if found is None:
            return None
        nodes = found["happenings"]["nodes"]
        last = nodes[-1] if nodes else {"act": "（不显示 not shown）", "by": None, "text": None}
        return Sight(
            found["state"],
            found["tenant"]["name"],
            tuple(_went(one) for one in found["hops"]),
            last["act"],
            last["by"],
            text=last["text"],
            number=found["number"],
        )

    def _nearest_party_organisation(self) -> str:
        asked = "query ($id: ID!) { partyOrganisations(problem: $id) { body } }"
        found = self.ask("city-organisation-reviewer", asked, {"id": self.id})
        return str(found["partyOrganisations"][0]["body"])

    def _now(self, who: str) -> Mapping[str, Any]:
        found = self.ask(who, NOW, {"id": self.id})["problem"]
        if found is None:
            raise NotTold(f"{who} does not see the problem")
        return dict(found)

    def _to(self, head: str, by: str, days: int) -> dict[str, Any]:
        """Unit, lead leader and deadline, as whoever hands down finds them."""
        post = self._post(head, by)
        deadline = str(self.today + timedelta(days=days))
        return {"unit": post["tenant"]["id"], "leadPost": post["id"], "deadline": deadline}

    def _post(self, whose: str, by: str) -> Mapping[str, Any]:
        """A head's or handler's post of a unit, found among the posts that somebody sees."""
        role = "handler" if whose.endswith("handler") else "unit_head"
        for post in self._posts(by):
            if post["tenant"]["code"] == self.codes[whose] and role in post["roles"]:
                return post
        raise NotTold(f"{by} finds no post of {whose}")

    def _posts(self, by: str) -> Iterator[Mapping[str, Any]]:
        after = None
        while True:
            page = self.ask(by, POSTS, {"after": after})["posts"]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]


def _went(hop: Mapping[str, Any]) -> str:
    ends = [hop["fromTenant"], hop["toTenant"]]
    return " → ".join(one["name"] for one in ends) if all(ends) else "（不显示 not shown）"


def asking(demo: Mapping[str, Any], *, seconds: int = 30) -> Ask:
    """Asks the demo that a file of the cast tells of, and waits so long for each answer."""
    tokens = {one["key"]: one["token"] for one in demo["cast"]}

    def ask(who: str, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"content-type": "application/json", "authorization": f"Bearer {tokens[who]}"}
        request = urllib.request.Request(demo["graphql_url"], body, headers)
        with urllib.request.urlopen(request, timeout=seconds) as reply:
            answer = json.load(reply)
        if answer.get("errors"):
            raise NotTold(f"{who}: {answer['errors']}")
        data: Mapping[str, Any] = answer["data"]
        return data

    return ask


def main() -> int:
    """Tells the story against the demo that is running here."""
    home = Path(os.environ.get("LEVELWISE_HOME", ".levelwise"))
    try:
        demo = json.loads((home / "demo.json").read_text(encoding="utf-8"))
        codes = {one["key"]: one["tenant_code"] for one in demo["cast"]}
        today = (datetime.now(UTC) + timedelta(hours=8)).date()
        moments = Story(asking(demo), today, codes).tell()
    except (FileNotFoundError, urllib.error.URLError) as away:
        print(f"没有正在运行的演示，请先 make demo。 No demo is running: make demo first. {away}")
        return 2
    except NotTold as refused:
        print(f"故事讲不下去了 The story could not go on: {refused}", file=sys.stderr)
        return 1
    print("\n走过的路 Its way, as each level reads it:")
    for level, sight in moments[-1].seen.items():
        print(f"  {AUDIENCE[level]}: {'; '.join(sight.way) if sight else '看不到 nothing'}")
    print(
        f"\n{len(moments)} 步，一级未越，终于销号。 {len(moments)} steps, no level skipped, closed."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
