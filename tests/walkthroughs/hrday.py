"""``make hrday``: a day of a personnel system, told step by step.

Against a running demo and through its public interfaces alone: SCIM, the GraphQL API, and a receiver
of events that verifies signatures. What the day does is taken back at its end, so that it can be
told again on the same demo; what stays are the items, with the post that took them over.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.walkthroughs.desk import (
    DELIVERIES,
    GROUND,
    PATIENCE,
    PLAN,
    REVIEWER,
    SECURITY,
    SINCE,
    UNIT_OF,
    Desk,
)
from tests.walkthroughs.personnel import Personnel, Scim
from tests.walkthroughs.receiver import Receiver, receiving
from tests.walkthroughs.story import NotTold, asking

ITEMS = 12
BUDGET = 5
TYPES = tuple(
    f"levelwise.{one}.v1"
    for one in (
        "feed.stopped", "feed.resumed", "feed_line.applied", "feed_line.waits",
        "feed_plan.confirmed", "feed_plan.undone",
    )
)  # fmt: skip  # columns side by side


@dataclass(kw_only=True)
class Day(Desk):
    """The day as far as it has been told."""

    scim_of: Callable[[str], Scim]
    receiver: Receiver
    today: date
    head: str
    """The name of the head of the township."""
    people: int = 300
    say: Callable[[str], None] = print
    steps: int = 0
    begun: float = field(default_factory=time.monotonic)
    undone: bool = False
    subscriber: str = ""
    titles: set[str] = field(default_factory=set)

    def tell(self) -> int:
        """Tells the day from morning to evening. Gives the number of steps.

        Refuses: NotTold.
        """
        self._set_up()
        try:
            self._load()
            cursor = self._subscribe()
            self._items()
            self._head_moves()
            self._reach_above()
            self._move()
            self._undo()
            self._events(cursor)
        finally:
            self._leave_nothing()
        return self.steps

    # ------------------------------------------------------------ chapters

    def _set_up(self) -> None:
        unit = self.ask(SECURITY, UNIT_OF, {"code": self.codes[REVIEWER]})["tenant"]
        made = self.act(SECURITY, "createFeed", "secret feed { id }", tenant=unit["id"],
                        name=f"人事系统 {self.run}", kinds=["PEOPLE", "POSTS"], budget=BUDGET)  # fmt: skip  # reads as a table
        self.feed = made["feed"]["id"]
        self.hr = Personnel(self.scim_of(made["secret"]), self.run)
        self.step("安全管理员为县级单位设立数据源，每日变动上限百分之五",
                  "The security administrator sets up a feed for the county, five per cent a day",
                  unit["name"])  # fmt: skip  # reads as a table

    def _load(self) -> None:
        home = self.codes["township-head"]
        self.hr.tell_posts("办事员", home)
        self.hr.tell_posts("专管员", self.codes["sibling-township-task-force"])
        self.hr.tell_people(self.people, home)
        plan = self.plan()
        self.must(plan["state"] == "STOPPED", "the first load must stop at the budget")
        waiting = self.lines(plan, state="WAITING", reason="BUDGET")
        self.must(waiting != [], "something must wait")
        self.step(f"首次报送{self.people}人：到上限即停，{len(waiting)}项待确认",
                  f"The first load of {self.people} people stops at the budget: {len(waiting)} wait",
                  f"{plan['people']} done at once 当即办理")  # fmt: skip  # reads as a table
        wrong = self.refused(REVIEWER, "confirmFeedPlan", plan=plan["id"], hash="0" * 64)
        self.must(wrong == "feed_plan.changed", wrong)
        self.must(self.plan() == plan, "a refusal must change nothing")
        self.confirm_plan()
        for line in self.lines(self.plan(), state="WAITING", reason="UNSURE"):
            self.act(REVIEWER, "confirmFeedLine", line=line["id"], somebodyNew=True,
                     expectedVersion=line["version"])  # fmt: skip  # reads as a table
        self.step("组织部门按所看到的内容确认（所看到的不同即拒绝）",
                  "The organisation department confirms what it read; another hash is refused",
                  f"confirmFeedPlan, {wrong}")  # fmt: skip  # reads as a table
        self.hr.fill_posts("办事员")
        self.confirm_plan()
        self.must(self.hr.told() == self.people, "all must be read back")
        differ = self.differences()
        self.must(differ == [], f"{len(differ)} differ: {differ[:3]}")
        self.step(f"报送任职并确认：{self.people}人到岗，核对无差异",
                  f"Appointments are told of and confirmed: {self.people} in post, nothing differs",
                  "reconcile: 0")  # fmt: skip  # reads as a table

    def _subscribe(self) -> str:
        made = self.act(SECURITY, "createSubscriber", "secret subscriber { id }",
                        post=self.own_post(REVIEWER)["id"], name=f"人事系统 {self.run}",
                        url=self.receiver.url, types=list(TYPES))  # fmt: skip  # reads as a table
        self.receiver.secret = made["secret"]
        self.subscriber = made["subscriber"]["id"]
        self.step("安全管理员以组织部门审核员的职务登记接收方；接收方此刻没有开机",
                  "The receiver is subscribed with the eyes of the reviewer's post, and it is down",
                  self.receiver.url)  # fmt: skip  # reads as a table
        cursor: str = self.ask(REVIEWER, SINCE, {"cursor": None})["eventsSince"]["cursor"]
        return cursor

    def _items(self) -> None:
        """The county hands the township's head so many problems."""
        self.post = self.own_post("township-head")
        self._hand_over()
        deadline = str(self.today + timedelta(days=40))
        for number in range(ITEMS):
            key, title = str(uuid.uuid4()), f"集镇路灯不亮（{self.run}-{number + 1}）"
            self.titles.add(title)
            self.act("county-handler", "reportProblem", id=key, listType="AUDIT", title=title,
                     facts="集镇主街路灯连续七晚不亮。", place="集镇主街")  # fmt: skip  # reads as a table
            problem = f"Problem_{key}"
            self.on(problem, "county-handler", "registerProblem")
            self.on(problem, "county-task-force", "admitProblem", line="finding")
            self.on(problem, "county-task-force", "listProblem")
            self.on(
                problem, "county-task-force", "triageProblem", label="SET_TIME", text="管护不力"
            )
            self.on(problem, "county-task-force", "handDownProblem", deadline=deadline,
                    unit=self.post["tenant"]["id"], leadPost=self.post["id"], shown="WHO")  # fmt: skip  # reads as a table
            self.on(problem, "township-head", "acceptAssignment")
        listed = self.in_hand("township-head", self.post["id"])
        self.must(set(listed) == self.titles, f"{len(listed)} items in hand")
        self.step(f"县交办{ITEMS}个问题，镇主要负责人签收",
                  f"The county hands down {ITEMS} problems, and the township's head signs for them",
                  f"handover: {len(listed)}")  # fmt: skip  # reads as a table

    def _head_moves(self) -> None:
        unit, county = self.codes["township-head"], self.codes[REVIEWER]
        person = self.hr.tell_one(self.head, unit)
        unsure = self.waiting(self.plan(), "UNSURE")
        self.act(REVIEWER, "confirmFeedLine", line=unsure["id"], sameAs=unsure["person"]["id"],
                 expectedVersion=unsure["version"])  # fmt: skip  # reads as a table
        self.step("报送镇主要负责人：同名，由组织部门认定就是本人",
                  "The head is told of; somebody has that name, and the department says who it is",
                  f"AMBIGUOUS → sameAs {self.head}")  # fmt: skip  # reads as a table
        self.hr.put_in_post(self.post["title"], unit, [person])
        self.hr.put_in_post(self.own_post("county-handler")["title"], county, [person])
        self.hr.put_in_post(self.post["title"], unit, [])
        takes_up = self.waiting(self.plan(), "RIGHTS", gains=True)
        leaves = self.waiting(self.plan(), "RIGHTS", gains=False)
        listed = {one["problem"]["title"] for one in leaves["handover"]}
        self.must(listed == self.titles, f"the hand-over list has {len(listed)} items")
        self.step(f"镇主要负责人调任县承办人：到任、离任都带权限，须确认；离任项列出{ITEMS}件待移交",
                  f"The head changes post: both wait for their rights, the old one for {ITEMS} items",
                  f"+{takes_up['gains']} −{leaves['loses']}")  # fmt: skip  # reads as a table
        self.confirm(takes_up)
        code = self.refused(REVIEWER, "confirmFeedLine", line=leaves["id"],
                            expectedVersion=leaves["version"], **GROUND)  # fmt: skip  # reads as a table
        self.must(code == "handover.not_emptied", code)
        listed = set(self.in_hand("township-head", self.post["id"]))
        self.must(listed == self.titles, "a refusal must change nothing")
        self._hand_over()
        self.confirm(leaves)
        self.step("清单未清空，不得离任；移交后清单为空，离任办理",
                  "With items in hand nobody leaves; they are handed over, the list is empty, it is done",
                  f"{code} → handOverItems → confirmFeedLine")  # fmt: skip  # reads as a table

    def _reach_above(self) -> None:
        above = self.codes["city-head"]
        before = self.posts_at(above)
        self.hr.put_in_post("市级办事员", above, self.hr.users[:1])
        line = self.waiting(self.plan(), "SCOPE")
        code = self.refused(REVIEWER, "confirmFeedLine", line=line["id"],
                            expectedVersion=line["version"])  # fmt: skip  # reads as a table
        self.must(code == "feed_line.elsewhere", code)
        self.must(self.posts_at(above) == before, "the city must stay as it was")
        self.step("有一项伸手到上级单位：收下、列为越界，任何人确认都不办理，市级没有变化",
                  "One line reaches above the feed's unit: taken down, out of scope, done by nobody",
                  f"SCOPE → {code}")  # fmt: skip  # reads as a table

    def _move(self) -> None:
        self.hr.fill_posts("专管员")
        self.hr.empty_posts("办事员")
        plan = self.plan()
        self.must(plan["state"] == "STOPPED", "the feed must stop at its budget")
        waiting = self.lines(plan, state="WAITING", reason="BUDGET")
        self.must(waiting != [], "something must wait")
        self.step(f"人事系统把{self.people}人调到另一个镇：超出上限，方案停下",
                  f"The system moves {self.people} people to another township: the plan stops",
                  f"{len(waiting)} wait 待确认")  # fmt: skip  # reads as a table
        self.confirm_plan()
        moved = self.lines(self.plan(), state="APPLIED", kind="MOVE", to="专管员")
        self.must(len(moved) == self.people, f"{len(moved)} of {self.people} moved")
        self.step("组织部门确认，全部办理",
                  "The department confirms it: all of it is done",
                  f"{len(moved)} moved 已调动")  # fmt: skip  # reads as a table

    def _undo(self) -> None:
        plan = self.plan()
        wrong = self.refused(REVIEWER, "undoFeedPlan", plan=plan["id"],
                             undoToken=str(uuid.uuid4()))  # fmt: skip  # reads as a table
        self.must(wrong == "feed_plan.undo_stale", wrong)
        portions = self.undo_plan(plan)
        self.undone = True
        left = self.lines(plan, state="APPLIED")
        self.must(left == [], f"{len(left)} lines still stand")
        self.must(self.own_post("township-head") == self.post, "the head must be back")
        self.step("凭撤回凭据整体撤回：三百人、镇主要负责人都回到原处",
                  "All of it is taken back by its token: everybody and the head are where they were",
                  f"undoFeedPlan, {portions} portions 次, {wrong} for another token")  # fmt: skip  # reads as a table

    def _events(self, cursor: str) -> None:
        self.until(lambda: self._first()["attempts"] > 0, "nobody has tried to deliver")
        down = self._first()["code"]
        self.must(self.receiver.bodies == {}, "the receiver was down")
        self.receiver.drops = 1
        wanted = self.pulled(cursor, frozenset(TYPES))
        begun = datetime.now(UTC)
        with receiving(self.receiver):
            # Whoever keeps the receiver says that it is up; else it is tried after the next pause.
            self._end("resumeSubscriber", "subscriber", self.subscriber)
            self.until(lambda: self._first().get("code") == "500", "nothing was answered by 500")
            self._end("resumeSubscriber", "subscriber", self.subscriber)
            self.until(lambda: set(wanted) <= set(self.receiver.bodies), "events are missing")
            self.step("接收方开机：停机期间的事件按次序补到，一件不少",
                      "The receiver is up: what happened meanwhile arrives in order, none is lost",
                      f"{len(wanted)} events, while down: {down}, "
                      f"{(datetime.now(UTC) - begun).total_seconds():.0f} s")  # fmt: skip  # reads as a table
            self.must(list(self.receiver.bodies) == wanted, "order or number differ")
            self.must(self.receiver.again == 1, "the event that was not answered comes again")
            version = self.ask(SECURITY, DELIVERIES, {"id": self.subscriber})["subscriber"]
            stopped = self.receiver.events[0]["time"]
            self.act(SECURITY, "replayEvents", subscriber=self.subscriber, since=stopped,
                     until=str(datetime.now(UTC).isoformat()), alsoDelivered=True,
                     expectedVersion=version["version"])  # fmt: skip  # reads as a table
            self.until(lambda: self.receiver.again > len(wanted), "the replay is missing")
        self.must(self.receiver.forged == 0, "every signature must be good")
        self.must(list(self.receiver.bodies) == wanted, "a replay must bring nothing new")
        self.must(self.receiver.altered == 0, "a duplicate must be the same byte for byte")
        self.step("全部重放一遍：重复的事件编号相同、正文逐字节相同，签名全部有效",
                  "All is replayed: duplicates have the same id and body, every signature is good",
                  f"{self.receiver.again} duplicates 重复, 0 forged 伪造")  # fmt: skip  # reads as a table

    def _hand_over(self) -> None:
        """The head of the township hands everything over to its task force's post."""
        role, post = "task_force", self.post["id"]
        taker = self.post_of("township-head", role, by="township-head")
        self.act("township-head", "handOverItems", fromPost=post, toPost=taker["id"])
        left = self.in_hand("township-head", post)
        self.must(left == [], f"{len(left)} items are still in hand")

    def _first(self) -> dict[str, Any]:
        found = self.ask(SECURITY, DELIVERIES, {"id": self.subscriber})["subscriber"]
        nodes: list[dict[str, Any]] = found["waiting"]["nodes"]
        return nodes[0] if nodes else {"attempts": 0}

    def _leave_nothing(self) -> None:
        """Takes back what a day that broke off has done, and ends what it set up."""
        plans = self.ask(REVIEWER, PLAN, {"feed": self.feed})["feed"]["plans"]["nodes"]
        for plan in plans if self.undone is False else ():
            with suppress(NotTold):
                self.undo_plan(plan)
        if self.subscriber:
            self._end("endSubscriber", "subscriber", self.subscriber)
        self._end("suspendFeed", "feed", self.feed)

    def _end(self, name: str, kind: str, key: str) -> None:
        query = f"query ($id: ID!) {{ {kind}(id: $id) {{ version }} }}"
        version = self.ask(SECURITY, query, {"id": key})[kind]["version"]
        self.act(SECURITY, name, **{kind: key}, expectedVersion=version)

    # ------------------------------------------------------------ how it is told

    def step(self, zh: str, en: str, fact: str) -> None:
        """Tells a step."""
        self.steps += 1
        now = time.monotonic()
        fact, self.begun = f"{fact} ({now - self.begun:.1f} s)", now
        self.say(f"\n{self.steps:>2}. {zh}\n    {en}\n      {fact}")


def calling(url: str, secret: str) -> Scim:
    """Calls SCIM with a secret."""

    def call(method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, dict[str, Any]]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/scim+json", "authorization": f"Bearer {secret}"}
        request = urllib.request.Request(url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as failed:
            return failed.code, json.load(failed)

    return call


def fresh(who: str) -> str:
    """Signs one of the cast in just now, with a second factor: the demo's own command does it."""
    command = Path(sys.executable).with_name("levelwise")
    done = subprocess.run([command, "token", who], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> int:
    """Tells the day against the demo that is running here."""
    home = Path(os.environ.get("LEVELWISE_HOME", ".levelwise"))
    try:
        demo = json.loads((home / "demo.json").read_text(encoding="utf-8"))
        cast = {one["key"]: one for one in demo["cast"]}
        cast[SECURITY]["token"] = fresh(SECURITY)
        day = Day(
            ask=asking(demo, seconds=PATIENCE),
            codes={key: one["tenant_code"] for key, one in cast.items()},
            scim_of=lambda secret: calling(demo["scim_url"], secret),
            receiver=Receiver(demo["receiver_url"]),
            today=date.today(),
            head=cast["township-head"]["name"],
        )
        steps = day.tell()
    except (FileNotFoundError, urllib.error.URLError) as away:
        print(f"没有正在运行的演示，请先 make demo。 No demo is running: make demo first. {away}")
        return 2
    except NotTold as refused:
        print(f"这一天讲不下去了 The day could not go on: {refused}", file=sys.stderr)
        return 1
    print(f"\n{steps} 步，全部撤回，一件不少。 {steps} steps, all taken back, nothing lost.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
