"""The demo's year: which levels have published, which units work on their lists, and who is late."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from ledger.workrules.publish_supplement import PublishSupplement, publish_supplement
from server.demo.duties import ACTORS, Fate, Work, carry_out, common_lists, own_list, sign
from server.demo.history import History, wording
from server.demo.line import Line
from server.demo.people import subject_of
from server.demo.places import Place
from tenants.tables import tenant


async def live(history: History, line: Line) -> None:
    """Lets the year happen, as far as it has come."""
    for part in (_publish, _tighten, _departments, _villages):
        await part(history, line)


async def _publish(history: History, line: Line) -> None:
    """The city issues the common lists; two counties and three townships hand them on."""
    city = await common_lists(
        history, line.city, by="work-committee", on=history.day(3, 5), with_catalogue=True
    )
    day = history.day(3, 12)
    own = await common_lists(history, line.county, by="work-committee", on=day)
    sibling = ("work_committee", "party_group", "branch_secretary")
    far = await common_lists(
        history, line.sibling_county, by="work-committee", on=day, actors=sibling
    )
    for township in (line.township, line.sibling_township, line.far_township):
        made = await common_lists(
            history, township, by="head", on=history.day(3, 20), actors=["branch_secretary"]
        )
        county = line.sibling_county if township is line.far_township else line.county
        fate = Fate(late=2) if township is line.sibling_township else Fate(waiting=2, returned=1)
        work = _work(township, "branch-secretary", "head", made["branch_secretary"], county)
        await _in_force(history, work, fate)
    secretary = subject_of(line.city, "work-committee")
    await sign(history, city["work_committee"], secretary, on=history.day(4, 2))
    for county, lists, fate in (
        (line.county, own, Fate(waiting=2)),
        (line.sibling_county, far, Fate(late=1)),
    ):
        post = "work-committee"
        work = _work(county, post, post, lists["work_committee"], line.city, judge=post)
        await _in_force(history, work, fate)


async def _tighten(history: History, line: Line) -> None:
    """The county asks more of its line than the common rule: two thirds must be present."""
    who, day = subject_of(line.county, "work-committee"), history.day(3, 12)
    query = select(tenant.c.uid).where(tenant.c.id == line.county.id)
    (unit,) = await history.rows(who, query, act="publish_supplement")
    given = PublishSupplement(unit["uid"], valid_from=day, **wording()["supplement"])
    await history.do(who, publish_supplement, given, on=day)


async def _departments(history: History, line: Line) -> None:
    """Departments draw up lists of their own part; the level above judges their work."""
    units = [
        (line.bureau, ACTORS[1:], Fate(waiting=1, returned=1)),
        (line.other_bureaus[0], ("party_group", "party_group_secretary"), Fate(late=1)),
        (line.other_bureaus[1], ("party_group",), Fate(late=2)),
        (line.county_bureau, ("party_group", "organ_committee_secretary"), Fate()),
    ]
    head = "party-group-secretary"
    for number, (unit, actors, fate) in enumerate(units):
        above = line.county if unit is line.county_bureau else line.city
        for actor in actors:
            made = await own_list(
                history, unit, actor, head=head, own=[number], on=history.day(3, 25)
            )
            post = actor.replace("_", "-")
            # What comes from the head's own hand is judged by the level's task force as well.
            await _in_force(history, _work(unit, post, head, made, above), fate)


async def _villages(history: History, line: Line) -> None:
    """Villages draw up their branch secretaries' lists; one has signed nothing yet."""
    for number, (village, township, fate) in enumerate(_village_plan(line)):
        own = [2 * number, 2 * number + 1]
        made = await own_list(
            history, village, "branch_secretary", head="head", own=own, on=history.day(3, 28)
        )
        work = _work(village, "branch-secretary", "head", made, township)
        await _in_force(history, work, fate, signed=number != 2)


def _village_plan(line: Line) -> Iterator[tuple[Place, Place, Fate]]:
    yield line.village, line.township, Fate(waiting=2, returned=1)
    yield line.far_village, line.far_township, Fate(waiting=1)
    for number, village in enumerate(line.sibling_villages):
        last = number == len(line.sibling_villages) - 1
        township = line.sibling_township if last else line.township
        yield village, township, Fate(late=2 - number % 2, waiting=1)


async def _in_force(history: History, work: Work, fate: Fate, *, signed: bool = True) -> None:
    if signed:
        await sign(history, work.list, work.bearer, on=history.day(4, 2))
    await carry_out(history, work, fate)


def _work(
    place: Place, bearer: str, planner: str, made: UUID, above: Place, *, judge: str = "task-force"
) -> Work:
    return Work(
        made,
        bearer=subject_of(place, bearer),
        planner=subject_of(place, planner),
        judge=subject_of(above, judge),
    )
