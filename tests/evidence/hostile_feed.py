"""Requests that whoever stole a feed's secret might send: seeded, each of a kind that has a name."""

import hashlib
import json
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.world import key_of

CORE = "urn:ietf:params:scim:schemas:core:2.0"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
UNIT = "urn:levelwise:params:scim:schemas:extension:unit:1.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"

HERE = ("520602000000", "520602001000", "520602002000", "520602001201", "520602-01")
ELSEWHERE = ("520600000000", "520603000000", "520603001000", "520600-01", "410400000000")
TITLES = {
    "520602000000": ("a.head", "a.task_force", "a.organisation_department", "a.work_committee"),
    "520602001000": ("a1.head", "a1.task_force", "a1.handler"),
    "520602002000": ("a2.head", "a2.task_force", "a2.handler"),
    "520602001201": ("a1x.head", "a1x.branch_secretary"),
    "520602-01": ("a_bureau.party_group_secretary", "a_bureau.organ_committee_secretary"),
    "520600000000": ("city.head", "city.security_administrator", "city.system_administrator"),
    "520603000000": ("b.head", "b.task_force"),
    "520603001000": ("b1.head",),
    "520600-01": ("bureau.party_group_secretary",),
    "410400000000": ("elsewhere.head",),
}
PEOPLE = ("city.head", "city.security_administrator", "a.head", "a1.head", "b.head", "b1x.head")
NUMBERS = ("1", "0", "-1", "2147483648", "1; drop table app.person", "' or '1'='1", "\u202e1")
LEADERS = {
    "a.head": "520602000000", "a1.head": "520602001000", "a2.head": "520602002000",
    "a1.handler": "520602001000",
}  # fmt: skip  # columns side by side
"""Leaders of county a whom the feed has been told to be in post, and where that is."""
FILTERS = (
    'userName eq "a\\u0000"', 'title co "\\u0000"', 'members.display sw "\\u0000"',
    'members[value eq "{id}"]', 'meta.resourceType eq "User"',
    'userName eq "x\' or 1=1 --"', 'id eq "{id}"', "id pr", 'externalId sw ""', "meta.created pr",
    'members eq "{id}"', 'groups eq "{id}"', 'emails[value eq "a"] and not (id pr)', "((((id pr))))",
    'password eq "x"', 'holder eq "1"', 'userName eq "' + "a" * 900 + '"', "userName", "eq", "",
)  # fmt: skip  # columns side by side


@dataclass(frozen=True)
class Hostile:
    """One request, by the kind of mischief that it means."""

    kind: str
    method: str
    path: str
    body: Any = None
    bearer: str | None = None
    """A secret that is none: whatever is asked with it, nobody is let in."""


@dataclass
class Known:
    """What the thief has found out: ids that came back, ids of another feed, and the secret."""

    users: list[str]
    groups: list[str]
    foreign: Sequence[str]
    secret: str = ""
    leaders: Sequence[tuple[str, str]] = ()
    """Entries of people in posts with rights, each with the entry of the post."""


def hostile(seed: int, known: Known) -> Iterator[Hostile]:
    """Gives requests without end, the kinds in turn so that a short run has all of them."""
    chance = random.Random(seed)
    while True:
        for make in KINDS:
            yield make(chance, known)


def _name(chance: random.Random) -> str:
    return f"u{chance.getrandbits(40):010x}"


def _any_id(chance: random.Random, known: Known) -> str:
    who = chance.choice(PEOPLE)
    return chance.choice(
        [
            *known.users[-3:], *known.groups[-3:], *known.foreign,
            str(key_of("person", who)), str(key_of("post", who)), str(uuid.UUID(int=1)),
            *NUMBERS,
        ]
    )  # fmt: skip  # columns side by side


def _user(chance: random.Random, **more: Any) -> dict[str, Any]:
    return {"schemas": [f"{CORE}:User"], "userName": _name(chance), **more}


def chosen_identity(chance: random.Random, known: Known) -> Hostile:
    """Wants to be somebody who is there: by external id, id, or user name."""
    who = chance.choice(PEOPLE)
    ours = str(key_of("person", who))
    body = _user(chance, externalId=f"{chance.choice((*NUMBERS, ours))}{chance.randrange(9)}")
    body |= {"id": ours, "meta": {"version": 'W/"1"'}, "displayName": who}
    if chance.random() < 0.3:
        body["userName"] = who
    return Hostile("chosen identity", "POST", "/Users", body)


def leaders_post(chance: random.Random, known: Known) -> Hostile:
    """Puts one of its own on a post that carries rights."""
    code = chance.choice((*HERE, *HERE, *ELSEWHERE))
    members = [{"value": one} for one in {*known.users[:1], *known.users[-1:]}]
    title = chance.choice(TITLES[code])
    body = {"schemas": [f"{CORE}:Group", UNIT], "displayName": title, "members": members,
            UNIT: {"code": code}}  # fmt: skip  # reads as a table
    return Hostile("leader's post", "POST", "/Groups", body)


def every_leader(known: Known) -> Iterator[Hostile]:
    """Puts the first of its own on a leader's post in each unit within reach: the plainest of all."""
    for code in HERE:
        body = {"schemas": [f"{CORE}:Group", UNIT], "displayName": TITLES[code][1],
                "members": [{"value": known.users[0]}], UNIT: {"code": code}}  # fmt: skip  # reads as a table
        yield Hostile("leader's post", "POST", "/Groups", body)


def joined_post(chance: random.Random, known: Known) -> Hostile:
    """Adds somebody to a post that it knows by name already."""
    group = chance.choice(known.groups or [_any_id(chance, known)])
    member = chance.choice([*known.users[-5:], _any_id(chance, known)])
    operation = {"op": "add", "path": "members", "value": [{"value": member}]}
    body = {"schemas": [PATCH], "Operations": [operation]}
    return Hostile("joined post", "PATCH", f"/Groups/{group}", body)


def claimed_roles(chance: random.Random, known: Known) -> Hostile:
    """Says of somebody that they have roles."""
    said = {"roles": [{"value": "level_administrator"}], "entitlements": [{"value": "feed"}],
            "userType": "security_administrator", "title": "city.head"}  # fmt: skip  # reads as a table
    if known.users and chance.random() < 0.5:
        body = {"schemas": [PATCH], "Operations": [{"op": "add", "value": said}]}
        return Hostile("claimed roles", "PATCH", f"/Users/{known.users[-1]}", body)
    return Hostile("claimed roles", "POST", "/Users", _user(chance, **said))


def elsewhere(chance: random.Random, known: Known) -> Hostile:
    """Puts somebody into a unit that the feed was not set up for."""
    more = {ENTERPRISE: {"department": chance.choice(ELSEWHERE)}, "displayName": _name(chance)}
    if known.users and chance.random() < 0.5:
        user = chance.choice(known.users[-5:])
        return Hostile("elsewhere", "PUT", f"/Users/{user}", _user(chance, **more))
    return Hostile("elsewhere", "POST", "/Users", _user(chance, **more))


def foreign_record(chance: random.Random, known: Known) -> Hostile:
    """Reads, changes or deletes what it never told of."""
    key = _any_id(chance, known)
    path = f"/{chance.choice(('Users', 'Groups'))}/{key}"
    path = path.replace(" ", "%20").replace("'", "%27").replace("\u202e", "%E2%80%AE")
    method = chance.choice(("GET", "PUT", "PATCH", "DELETE"))
    if key in known.users or key in known.groups:
        method = "GET"
    body = None
    if method == "PUT":
        body = _user(chance, id=key, displayName="被改名", active=False)
    if method == "PATCH":
        off = {"op": "replace", "path": "active", "value": False}
        body = {"schemas": [PATCH], "Operations": [off]}
    return Hostile("foreign record", method, path, body)


def put_out(chance: random.Random, known: Known) -> Hostile:
    """Puts a leader out of a post with rights: no more there, or not told to hold it any more."""
    who, post = chance.choice(known.leaders)
    off = {"op": "replace", "path": "active", "value": False}
    if chance.random() < 0.2:
        return Hostile("put out", "DELETE", chance.choice((f"/Users/{who}", f"/Groups/{post}")))
    if chance.random() < 0.5:
        return Hostile(
            "put out", "PATCH", f"/Users/{who}", {"schemas": [PATCH], "Operations": [off]}
        )
    none = {"op": "replace", "path": "members", "value": []}
    return Hostile(
        "put out", "PATCH", f"/Groups/{post}", {"schemas": [PATCH], "Operations": [none]}
    )


def every_leader_out(known: Known) -> Iterator[Hostile]:
    """Puts each of them out in the plainest way."""
    off = {"op": "replace", "path": "active", "value": False}
    for who, _ in known.leaders:
        yield Hostile(
            "put out", "PATCH", f"/Users/{who}", {"schemas": [PATCH], "Operations": [off]}
        )


def unkeepable(chance: random.Random, known: Known) -> Hostile:
    """What no record can hold, in any field there is; places and orders that nobody has."""
    said = "a" + chance.choice(("\0", "\0\0", "b\0"))
    where: dict[str, Any] = chance.choice(
        (
            {"userName": said}, {"displayName": said}, {"externalId": said}, {"nickName": said},
            {"title": said}, {"userType": said}, {"locale": said}, {"name": {"formatted": said}},
            {"emails": [{"value": said, "type": said}]}, {"addresses": [{"streetAddress": said}]},
            {"phoneNumbers": [{"value": "1", "display": said}]}, {"roles": [{"value": said}]},
            {ENTERPRISE: {"employeeNumber": said}}, {ENTERPRISE: {"department": said}},
            {ENTERPRISE: {"manager": {"displayName": said}}}, {"nickName": "x" * 80_000},
        )
    )  # fmt: skip  # columns side by side
    if chance.random() < 0.25:
        body = {"schemas": [f"{CORE}:Group", UNIT], "displayName": chance.choice((said, "办事员")),
                "members": [{"value": known.users[0], "display": said}],
                UNIT: {"code": HERE[0], "name": said}}  # fmt: skip  # reads as a table
        return Hostile("unkeepable", "POST", "/Groups", body)
    if chance.random() < 0.25:
        far = chance.choice(("startIndex=3000000000", "startIndex=" + "9" * 30, "count=" + "9" * 30,
                             "sortBy=meta.version", "sortBy=meta.location&sortOrder=descending"))  # fmt: skip  # reads as a table
        return Hostile("unkeepable", "GET", f"{chance.choice(('/Users', '/Groups'))}?{far}")
    if chance.random() < 0.5:
        body = {"schemas": [PATCH], "Operations": [{"op": "add", "value": where}]}
        return Hostile("unkeepable", "PATCH", f"/Users/{known.users[0]}", body)
    return Hostile("unkeepable", "POST", "/Users", _user(chance) | where)


def moved_unit(chance: random.Random, known: Known) -> Hostile:
    """Re-parents a unit, renames one, or makes one up."""
    del known
    code = chance.choice((*HERE, *ELSEWHERE, f"99{chance.randrange(10**10):010d}"))
    unit = {"code": code, "parentCode": chance.choice((*ELSEWHERE, *HERE)), "name": "新区",
            "kind": chance.choice(("CITY", "COUNTY", "TOWNSHIP", "VILLAGE", "OFFICE", "MOON"))}  # fmt: skip  # reads as a table
    body = {"schemas": [f"{CORE}:Group", UNIT], "displayName": _name(chance), UNIT: unit}
    return Hostile("moved unit", "POST", "/Groups", body)


def mass_change(chance: random.Random, known: Known) -> Hostile:
    """Deactivates or renames whoever it knows, in one request."""
    operations = [
        {"method": "PATCH", "path": f"/Users/{user}", "data": {"schemas": [PATCH], "Operations": [
            {"op": "replace", "path": "displayName", "value": _name(chance)}]}}
        for user in [*known.users[-3:], str(key_of("person", chance.choice(PEOPLE)))]
    ]  # fmt: skip  # reads as a table
    return Hostile("mass change", "POST", "/Bulk", {"schemas": [BULK], "Operations": operations})


def searched(chance: random.Random, known: Known) -> Hostile:
    """Asks for more than it told, by filters of every shape."""
    asked = chance.choice(FILTERS).replace("{id}", _any_id(chance, known))
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": asked,
            "count": chance.choice((1, 200, 10**6, -1)), "startIndex": chance.choice((1, 0, 10**6))}  # fmt: skip  # reads as a table
    return Hostile("search", "POST", chance.choice(("/Users/.search", "/.search")), body)


def garbage(chance: random.Random, known: Known) -> Hostile:
    """Sends what no client means."""
    del known
    deep: Any = "x"
    for _ in range(60):
        deep = {"op": "add", "value": [deep]}
    body = chance.choice(
        (
            b"{", b"[]", b"null", b"\xff\xfe", json.dumps({"schemas": 5}).encode(),
            json.dumps(_user(chance, displayName="\x00")).encode(),
            json.dumps(_user(chance, displayName="a\u202eb")).encode(),
            json.dumps(_user(chance, active="yes", members=[1])).encode(),
            json.dumps(_user(chance, userName="x" * 5000)).encode(),
            json.dumps({"schemas": [PATCH], "Operations": [deep]}).encode(),
        )
    )  # fmt: skip  # columns side by side
    return Hostile("garbage", chance.choice(("POST", "PUT")), "/Users", body)


def forged_secret(chance: random.Random, known: Known) -> Hostile:
    """Comes with something like a secret: cut, longer, in other letters, hashed, or made up."""
    real = known.secret
    bearer = chance.choice(
        (
            "", "lwf_", real[:-1], real + "A", real.swapcase(), real[::-1],
            hashlib.sha256(real.encode()).hexdigest(), f"lwf_{chance.getrandbits(256):043x}",
            real.removeprefix("lwf_"), f"{real},{real}", "' or '1'='1", "null",
        )
    )  # fmt: skip  # columns side by side
    if chance.random() < 0.5:
        return Hostile("forged secret", "GET", "/Users?count=200", bearer=bearer)
    return Hostile("forged secret", "POST", "/Users", _user(chance), bearer=bearer)


KINDS: Sequence[Callable[[random.Random, Known], Hostile]] = (
    chosen_identity, leaders_post, put_out, joined_post, claimed_roles, elsewhere, foreign_record,
    unkeepable, moved_unit, mass_change, searched, garbage, forged_secret,
)  # fmt: skip  # columns side by side
