"""What levels of the demo gather: problems of one type, a meeting about one, and a cleared backlog."""

from datetime import timedelta

from sqlalchemy import select

from ledger.clusters.form_cluster import FormCluster, form_cluster
from ledger.clusters.join_cluster import JoinCluster, join_cluster
from ledger.intake.import_backlog import ImportBacklog, import_backlog
from ledger.intake.keep_campaign import KeepCampaign, keep_campaign
from ledger.intake.rows import BacklogRow
from ledger.intake.tables import campaign
from ledger.meetings.conclude_item import ConcludeItem, conclude_item
from ledger.meetings.convene_meeting import ConveneMeeting, convene_meeting
from ledger.meetings.keep_minutes import KeepMinutes, keep_minutes
from ledger.meetings.put_on_agenda import PutOnAgenda, put_on_agenda
from ledger.problems.rules import CHANNELS
from ledger.problems.tables import problem
from server.demo.history import History, wording
from server.demo.line import Line
from server.demo.people import subject_of
from server.demo.places import Place
from server.demo.problems import SOURCE, problem_id
from tenants.tables import tenant


async def gather(history: History, line: Line) -> None:
    """Lets the township gather, and the county meet and clear a backlog."""
    await _cluster(history, line.township)
    await _meeting(history, line.county, line.county_bureau, line.township)
    await _campaign(history, line.county)


async def _cluster(history: History, level: Place) -> None:
    said, who = wording()["cluster"], subject_of(level, "task-force")
    made = await history.do(
        who, form_cluster, FormCluster(said["title"], said["category"]), on=history.today
    )
    for title in said["problems"]:
        key = problem_id(title)
        query = select(problem.c.version).where(problem.c.id == key)
        (row,) = await history.rows(who, query, act="join_cluster")
        given = JoinCluster(made, key, row["version"])
        await history.do(who, join_cluster, given, on=history.today)


async def _meeting(history: History, level: Place, *invited: Place) -> None:
    said, who = wording()["meeting"], subject_of(level, "task-force")
    query = select(tenant.c.uid).where(tenant.c.id.in_([place.id for place in invited]))
    units = [row["uid"] for row in await history.rows(who, query, act="convene_meeting")]
    day = history.today - timedelta(days=1)
    given = ConveneMeeting("ANALYSIS", day, tuple(units))
    held = await history.do(who, convene_meeting, given, on=day)
    put = PutOnAgenda(held, problem_id(said["problem"]))
    item = await history.do(who, put_on_agenda, put, on=day)
    told = ConcludeItem(item, 1, said["conclusion"], said["text"])
    await history.do(who, conclude_item, told, on=day)
    again = history.today + timedelta(days=30)
    minutes = KeepMinutes(held, 1, said["minutes"], again)
    await history.do(who, keep_minutes, minutes, on=day)


async def _campaign(history: History, level: Place) -> None:
    """The hotline takes a backlog in, and the task force makes it a standing list."""
    said, day = wording()["campaign"], history.today - timedelta(days=2)
    rows = tuple(_row(number, title, level) for number, title in enumerate(said["titles"], 1))
    given = ImportBacklog(said["name"], rows, register=True)
    made = await history.do(subject_of(level, "petitions"), import_backlog, given, on=day)
    who = subject_of(level, "task-force")
    query = select(campaign.c.version).where(campaign.c.id == made)
    (row,) = await history.rows(who, query, act="keep_campaign")
    keep = KeepCampaign(made, row["version"], said["mechanism"])
    await history.do(who, keep_campaign, keep, on=history.today)


def _row(number: int, title: str, level: Place) -> BacklogRow:
    return BacklogRow(
        id=problem_id(title),
        row=number + 1,
        number=str(number),
        list_type="HOTLINE_12345",
        title=title,
        facts=f"{title}。历史遗留件，原始材料已归卷。",
        place=level.name,
        source=SOURCE,
        channel=CHANNELS[0],
        channel_no=None,
        repeated=False,
        field="GOVERNANCE",
    )
