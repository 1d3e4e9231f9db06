"""The people of the day at their desks: what they ask and do through the GraphQL API."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.walkthroughs.story import POSTS, Ask, NotTold

GROUND = {"reason": "调任", "documentNo": "演组干〔2026〕7号"}
REVIEWER, SECURITY = "county-organisation-reviewer", "security-administrator"
PATIENCE = 240
PLAN = """query ($feed: ID!) { feed(id: $feed) { state version plans(first: 1) { nodes {
  id hash undoToken people } } } }"""
LINES = """query ($filter: FeedLinesFilter, $after: String) {
  feedLines(first: 200, after: $after, filter: $filter) {
    nodes { id kind subject state reason label fromText toText gains loses version person { id }
      handover { kind problem { title } } }
    pageInfo { hasNextPage endCursor } } }"""
SINCE = """query ($cursor: String) { eventsSince(cursor: $cursor, first: 200) {
  events { id type } cursor hasMore } }"""
DELIVERIES = """query ($id: ID!) { subscriber(id: $id) { version state
  waiting: deliveries(state: WAITING, last: 1) { nodes { attempts code } } } }"""
HANDOVER = "query ($post: ID!) { handover(post: $post, first: 200) { nodes { kind problem { id title } } } }"
UNIT_OF = "query ($code: String) { tenant(code: $code) { id name } }"
PROBLEM = "query ($id: ID!) { problem(id: $id) { version } }"


@dataclass(kw_only=True)
class Desk:
    """Asks and acts as the cast."""

    ask: Ask
    codes: Mapping[str, str]
    """The code of the unit of each of the cast."""
    run: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    acts: int = 0
    feed: str = ""

    def act(self, who: str, name: str, picks: str = "", /, **given: Any) -> Mapping[str, Any]:
        """Does an act, which must be done.

        Refuses: NotTold.
        """
        answer = self._act(who, name, picks, given)
        if answer["__typename"] == "Refusal":
            raise NotTold(f"{who} {name}: {answer['code']} {answer['message']}")
        return answer

    def refused(self, who: str, name: str, /, **given: Any) -> str:
        """Tries an act that must be refused. Gives the code."""
        answer = self._act(who, name, "", given)
        self.must(answer["__typename"] == "Refusal", f"{name} was not refused")
        return str(answer["code"])

    def _act(self, who: str, name: str, picks: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        self.acts += 1
        kind = name[0].upper() + name[1:]
        chosen = f" ... on {kind}Success {{ {picks} }}" if picks else ""
        document = (
            f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ __typename{chosen}"
            " ... on Refusal { code message } } }"
        )
        key = f"hrday-{self.run}-{self.acts}"
        answer: Mapping[str, Any] = self.ask(who, document, {"input": {"key": key, **given}})[name]
        return answer

    def on(self, problem: str, who: str, name: str, /, **given: Any) -> None:
        """Does an act on a problem at its version of now."""
        version = self.ask(who, PROBLEM, {"id": problem})["problem"]["version"]
        self.act(who, name, problem=problem, expectedVersion=version, **given)

    def must(self, so: bool, otherwise: str) -> None:
        """Stops the day unless something is so.

        Refuses: NotTold.
        """
        if not so:
            raise NotTold(otherwise)

    def until(self, so: Callable[[], bool], otherwise: str) -> None:
        """Waits until something is so."""
        over = time.monotonic() + PATIENCE
        while not so():
            self.must(time.monotonic() < over, otherwise)
            time.sleep(0.2)

    # ------------------------------------------------------------ the feed and its plan

    def plan(self) -> dict[str, Any]:
        """Gives the plan of today, with the state of the feed."""
        feed = self.ask(REVIEWER, PLAN, {"feed": self.feed})["feed"]
        return {**feed["plans"]["nodes"][0], "state": feed["state"]}

    def lines(
        self, plan: Mapping[str, Any], *, kind: str = "", to: str = "", **which: str
    ) -> list[dict[str, Any]]:
        """Gives the lines of a plan that the reviewer sees."""
        asked = {"filter": {"plan": plan["id"], **which}}
        return [
            one
            for one in self._pages(REVIEWER, LINES, "feedLines", asked)
            if kind in {"", one["kind"]} and one["toText"].startswith(to)
        ]

    def waiting(
        self, plan: Mapping[str, Any], reason: str, *, gains: bool | None = None
    ) -> dict[str, Any]:
        """Gives the one line of a plan that waits for something.

        Given:   gains, whether roles would be gained by it; None where that is not asked.
        Refuses: NotTold when it is none or several.
        """
        waits = self.lines(plan, state="WAITING", reason=reason)
        found = [one for one in waits if gains in {None, bool(one["gains"])}]
        self.must(len(found) == 1, f"{len(found)} lines wait for {reason}, not one")
        return found[0]

    def confirm(self, line: Mapping[str, Any]) -> None:
        """Confirms one line."""
        self.act(
            REVIEWER, "confirmFeedLine", line=line["id"], expectedVersion=line["version"], **GROUND
        )

    def confirm_plan(self) -> None:
        """Confirms what waits for the budget, as it is read; of many lines in several goes."""
        while self.plan()["state"] == "STOPPED":
            plan = self.plan()
            self.act(REVIEWER, "confirmFeedPlan", plan=plan["id"], hash=plan["hash"])

    def undo_plan(self, plan: Mapping[str, Any]) -> int:
        """Takes a plan back as it was read, portion by portion. Gives how many there were.

        Refuses: NotTold.
        """
        given = {"plan": plan["id"], "undoToken": plan["undoToken"]}
        for portion in itertools.count(1):
            done = self.act(REVIEWER, "undoFeedPlan", "plan { applied }", **given)
            if done["plan"]["applied"] == 0:
                return portion
        raise NotTold("it never ends")

    def differences(self) -> list[str]:
        """What differs between what was told and what stands."""
        query = "query ($f: ID!) { reconcile(feed: $f) { differences { kind label told held } } }"
        found = self.ask(REVIEWER, query, {"f": self.feed})["reconcile"]["differences"]
        return [f"{one['kind']} {one['label']} {one['told']} {one['held']}" for one in found]

    # ------------------------------------------------------------ posts, items, events

    def post_of(self, whose: str, role: str, *, by: str) -> dict[str, Any]:
        """A post with a role of the unit of one of the cast, as somebody finds it."""
        for post in self._pages(by, POSTS, "posts", {}):
            if post["tenant"]["code"] == self.codes[whose] and role in post["roles"]:
                return post
        raise NotTold(f"{by} finds no {role} of {whose}")

    def own_post(self, who: str) -> dict[str, Any]:
        """The post in which one of the cast acts."""
        query = "{ viewer { post { id title roles tenant { id code } } } }"
        found: dict[str, Any] = self.ask(who, query, {})["viewer"]["post"]
        return found

    def posts_at(self, code: str) -> list[str]:
        """The titles of the posts of a unit, as the city's organisation department sees them."""
        seen = self._pages("city-organisation-reviewer", POSTS, "posts", {})
        return sorted(one["id"] for one in seen if one["tenant"]["code"] == code)

    def in_hand(self, by: str, post: str) -> list[str]:
        """What a post has in hand, by title."""
        listed = self.ask(by, HANDOVER, {"post": post})["handover"]["nodes"]
        return sorted(one["problem"]["title"] for one in listed)

    def pulled(self, cursor: str, types: frozenset[str]) -> list[str]:
        """The ids of what happened since a cursor, pulled by the post itself."""
        found: list[str] = []
        while True:
            page = self.ask(REVIEWER, SINCE, {"cursor": cursor})["eventsSince"]
            found += [one["id"] for one in page["events"] if one["type"] in types]
            cursor = page["cursor"]
            if not page["hasMore"]:
                return found

    def _pages(
        self, who: str, query: str, root: str, given: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        after = None
        while True:
            page = self.ask(who, query, {**given, "after": after})[root]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]
