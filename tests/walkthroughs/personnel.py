"""A personnel system as far as a feed is concerned: it tells of people and posts over SCIM."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.walkthroughs.story import NotTold

Scim = Callable[[str, str, Mapping[str, Any] | None], tuple[int, Mapping[str, Any]]]
"""Calls SCIM as the feed: method, path, body; gives status and answer."""

CORE = "urn:ietf:params:scim:schemas:core:2.0"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
UNIT = "urn:levelwise:params:scim:schemas:extension:unit:1.0:Group"
BULK = 100
GROUPS = 6
_SURNAMES = "杨田龙吴张冉罗刘陈王李石姚安任覃黄周麻滕向彭熊代谭何唐冯邓舒袁徐饶喻谢朱曾"
_GIVEN = "志建国永光文明正德宏家世昌泽思秀玉桂春晓雅慧丽静俊海立兴胜云金子佳雪强军平华林敏芳"


@dataclass
class Personnel:
    """What the system knows: the ids of its users, and its groups with their members."""

    call: Scim
    run: str
    users: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    """Ids by title."""
    members: dict[str, Sequence[str]] = field(default_factory=dict)
    """Members by title."""

    def tell_people(self, number: int, unit: str) -> None:
        """Tells of so many people of a unit, in bulk."""
        chance = random.Random(self.run)
        made = [
            {
                "schemas": [f"{CORE}:User", ENTERPRISE],
                "userName": f"hr-{self.run}-{at}",
                "externalId": f"HR-{self.run}-{at}",
                "displayName": chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=3)),
                ENTERPRISE: {"department": unit},
            }
            for at in range(number)
        ]
        for start in range(0, number, BULK):
            some = made[start : start + BULK]
            answer = self._done("POST", "/Bulk", {
                "schemas": [f"{MESSAGES}:BulkRequest"],
                "Operations": [
                    {"method": "POST", "path": "/Users", "bulkId": one["userName"], "data": one}
                    for one in some
                ],
            })  # fmt: skip  # reads as a table
            for one in answer["Operations"]:
                if one["status"] != "201":
                    raise NotTold(f"SCIM bulk: {one}")
                self.users.append(one["location"].rpartition("/")[2])

    def tell_posts(self, title: str, unit: str) -> None:
        """Tells of posts of one title, held by nobody yet."""
        for number in range(GROUPS):
            self._group(self._title(title, number), unit, [])

    def fill_posts(self, title: str) -> None:
        """Spreads all people over the posts of one title."""
        for number in range(GROUPS):
            self._change(self._title(title, number), self.users[number::GROUPS])

    def empty_posts(self, title: str) -> None:
        """Lets everybody leave the posts of one title."""
        for number in range(GROUPS):
            self._change(self._title(title, number), [])

    def _title(self, title: str, number: int) -> str:
        """The title of one of the posts of this day, which no other day has."""
        return f"{title}{self.run[:4]}-{number + 1}"

    def tell_one(self, name: str, unit: str) -> str:
        """Tells of one person. Gives the id."""
        user = {
            "schemas": [f"{CORE}:User", ENTERPRISE],
            "userName": f"hr-{self.run}-{name}",
            "displayName": name,
            ENTERPRISE: {"department": unit},
        }
        return str(self._done("POST", "/Users", user)["id"])

    def put_in_post(self, title: str, unit: str, members: Sequence[str]) -> None:
        """Tells who holds a post of a unit."""
        if title in self.groups:
            self._change(title, members)
        else:
            self._group(title, unit, members)

    def told(self) -> int:
        """How many people of this run it can read back."""
        asked = f"/Users?count=1&filter=userName%20sw%20%22hr-{self.run}-%22"
        return int(self._done("GET", asked, None)["totalResults"])

    def _group(self, title: str, unit: str, members: Sequence[str]) -> None:
        told = self._done("POST", "/Groups", {
            "schemas": [f"{CORE}:Group", UNIT],
            "displayName": title,
            "members": [{"value": one} for one in members],
            UNIT: {"code": unit},
        })  # fmt: skip  # reads as a table
        self.groups[title], self.members[title] = told["id"], members

    def _change(self, title: str, members: Sequence[str]) -> None:
        change = {"op": "replace", "path": "members", "value": [{"value": one} for one in members]}
        body = {"schemas": [f"{MESSAGES}:PatchOp"], "Operations": [change]}
        self._done("PATCH", f"/Groups/{self.groups[title]}", body)
        self.members[title] = members

    def _done(self, method: str, path: str, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
        status, answer = self.call(method, path, body)
        if status not in {200, 201}:
            raise NotTold(f"SCIM {method} {path}: {status} {answer}")
        return answer
