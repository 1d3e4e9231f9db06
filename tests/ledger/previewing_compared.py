"""What a preview said, compared with what applying did: measured by signing in and looking.

Each person looks for themself, in each of their posts, inside their own wall; nothing here asks
what previews compute.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from migrations.blueprint import tables
from tests.ledger.giving import GROUND
from tests.ledger.previewing import Previewing

LOOKED = (
    "problem.read", "problem.submit", "hop.read", "post.read", "person.read", "appointment.read",
    "appointment.appoint",
)  # fmt: skip  # columns side by side
GIVEN = ("handler", "task_force", "unit_head", "level_administrator", "petition_bureau")
PERMITTED = (
    "handler:problem.read", "unit_head:problem.submit", "task_force:hop.read", "handler:post.read",
    "level_administrator:appointment.read",
)  # fmt: skip  # columns side by side
POSTS = ("a.spare", "a.desk", "a1.spare", "a1.desk", "a2.spare")
ASKER = "a.administrator"
Look = dict[tuple[str, str], frozenset[Any]]
"""By post and action, the keys of the records on which somebody may do it."""


async def looked(previewing: Previewing, who: str) -> Look:
    """What somebody reaches in each post, as far as the asker's unit counts it."""
    stage = previewing.stage
    here = stage.world.tenants[ASKER.partition(".")[0]]
    viewer = await stage.viewer(who)
    found: Look = {}
    for post in viewer.posts:
        async with stage.sittings.open(viewer.in_post(post)) as sitting:
            for action in LOOKED:
                table = tables().tables[f"app.{action.partition('.')[0]}"]
                query = table.select().where(sitting.readable(table, action), table.c.at3 == here)
                rows = await sitting.rows(query)
                keys = {row["id"] for row in rows if not row.get("accused")}
                found[str(post.post), action] = frozenset(keys)
    return found


def standing(previewing: Previewing) -> frozenset[Any]:
    """The records there are: what a change itself writes is in no preview."""
    nouns = {action.partition(".")[0] for action in LOOKED}
    every = " union all ".join(f"select id from app.{noun}" for noun in sorted(nouns))
    return frozenset(key for (key,) in previewing.stage.rows(every))


def differences(before: Look, after: Look, known: frozenset[Any]) -> Counter[tuple[str, str, str]]:
    """How many records each post adds that no post reached, and takes that none reaches now."""
    found: Counter[tuple[str, str, str]] = Counter()
    for sort, here, other in (("GAINS", after, before), ("LOSES", before, after)):
        for (post, action), keys in here.items():
            elsewhere = set().union(*(had for (_, one), had in other.items() if one == action))
            found[sort, post, action] = len((keys & known) - elsewhere)
    return +found


def said(effects: Sequence[Mapping[str, Any]], who: str) -> Counter[tuple[str, str, str]]:
    """The same numbers as the preview told them, of one person."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in effects:
        mine = one["person"] is not None and one["person"]["name"] == who
        if mine and one["sort"] != "BLIND" and one["action"] in LOOKED:
            assert one["exact"], one
            post = one["post"]["id"].partition("_")[2]
            found[one["sort"], post, one["action"]] += one["records"]
    return +found


def drawn(previewing: Previewing, draw: Random) -> dict[str, Any]:
    """A change near county a, with ids of what there is."""
    stage = previewing.stage
    post, person = draw.choice(POSTS), draw.choice(POSTS)

    def some(table: str, kind: str, where: str = "true") -> tuple[str, int]:
        rows = stage.rows(f"select id, version from app.{table} where {where} order by id")
        key, version = draw.choice(rows or [(0, 1)])
        return f"{kind}_{key}", version

    names = ", ".join(f"'{stage.world.person(one)}'" for one in POSTS)
    grant, of_grant = some("role_grant", "RoleGrant", "given_until is null")
    member, of_member = some("group_member", "GroupMember", "given_until is null")
    role, of_role = some("custom_role", "CustomRole", "state = 'PUBLISHED'")
    whose, of_whose = some("appointment", "Appointment", f"person_id in ({names})")
    (group,) = stage.rows("select id from app.post_group")[0]
    group = f"PostGroup_{group}"
    appointment = {"appointment": whose, "expectedVersion": of_whose}
    permissions = sorted(draw.sample(PERMITTED, draw.randint(1, 3)))
    changes: list[dict[str, Any]] = [
        previewing.granting(post, draw.choice(GIVEN)),
        previewing.granting(post, draw.choice(GIVEN), givenFrom="2026-05-01"),
        {"grantRole": {"post": previewing.id("Post", post), "customRole": role}},
        {"grantRole": {"group": group, "role": draw.choice(("handler", "task_force"))}},
        {"groupPost": {"group": group, "post": previewing.id("Post", post)}},
        {"takeBackRole": {"grant": grant, "expectedVersion": of_grant}},
        {"ungroupPost": {"member": member, "expectedVersion": of_member}},
        {"amendRole": {"customRole": role, "expectedVersion": of_role,
                       "permissions": permissions}},
        {"retireRole": {"customRole": role, "expectedVersion": of_role}},
        {"appointPerson": {"post": previewing.id("Post", draw.choice(("a1.handler", "a.handler"))),
                           "person": previewing.id("Person", person), "leading": False}},
        {"suspendPerson": appointment},
        {"reinstatePerson": appointment},
        {"relievePerson": appointment},
    ]  # fmt: skip  # reads as a table
    return draw.choice(changes)


async def compared(
    previewing: Previewing, draw: Random, *, changes: int, other: bool = False
) -> tuple[int, Counter[str], list[str]]:
    """Previews and applies random changes, and lists where the two disagree.

    Given:    other, to apply another change than the one that was previewed: the control.
    Gives:    how many were applied, of which kinds, and each disagreement.
    """
    applied, kinds, wrong = 0, Counter[str](), []
    is_now = {who: await looked(previewing, who) for who in POSTS}
    for _ in range(changes):
        change = drawn(previewing, draw)
        seen = await previewing.preview(ASKER, **change)
        if "previewHash" not in seen:
            continue
        told = await previewing.effects(ASKER, seen)
        known = standing(previewing)
        if other:
            elsewise = previewing.granting(draw.choice(POSTS), draw.choice(GIVEN))["grantRole"]
            done = await previewing.client.act(
                ASKER, "grantRole", "grant { id }", **{**GROUND, **elsewise}
            )
            ok = "grant" in done
        else:
            done = await previewing.apply(ASKER, seen)
            ok = done.get("state") == "APPLIED"
            if not ok:
                wrong.append(f"{change}: not applied: {done}")
        if not ok:
            continue
        before, is_now = is_now, {who: await looked(previewing, who) for who in POSTS}
        if seen["effectiveOn"] != "2026-04-15":
            continue
        applied += 1
        kinds[seen["kind"]] += 1
        for who in POSTS:
            is_so = differences(before[who], is_now[who], known)
            if (was_told := said(told, who)) != is_so:
                wrong.append(f"{change}: {who}: told {was_told}, is {is_so}")
    return applied, kinds, wrong
