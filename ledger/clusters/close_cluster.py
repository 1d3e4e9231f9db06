"""The act by which a mechanism ends a type of problem (以机制销结一类问题)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clusters.events import ClusterClosed, ProblemClustered
from ledger.clusters.gathering import kept, place_of
from ledger.clusters.refusals import ClusterEmpty
from ledger.problems.stepping import TEXT, Told, stepped, title_of
from ledger.problems.tables import problem
from tenants.columns import SLOTS
from tenants.recording import Event
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class CloseCluster:
    """The cluster, the version that was read, and the mechanism that ends all of its kind."""

    cluster: UUID
    expected_version: int
    mechanism: str


async def close_cluster(sitting: Sitting, given: CloseCluster) -> UUID:
    """Ends a cluster of the viewer's level by the mechanism that was made.

    Given:    mechanism, 1 to 4,000 characters.
    Gives:    the cluster, closed. The story of each of its problems that the viewer reads names the
              mechanism where the level may still gather it and nobody on its line is accused in the
              cluster; each is closed on its own.
    Refuses:  cluster.not_found, the rules of cluster.keep, cluster.stale, cluster.closed,
              record.text_refused, cluster.empty.
    Records:  ClusterClosed, ProblemClustered.
    Source:   seed 0, 健全一项机制、补齐一个漏洞.
    """
    found = await kept(sitting, given.cluster, version=given.expected_version)
    mechanism = worded("mechanism", given.mechanism, most=TEXT)
    items = await sitting.allowed(problem, problem.c.cluster_id == found.id, action="problem.read")
    if not items:
        raise ClusterEmpty
    changes = {
        "state": "CLOSED",
        "mechanism": mechanism,
        "closed_title": title_of(sitting),
        "closed_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    # Written down last: from there to the end of the transaction nobody else's chain may go on.
    events: list[Event] = [ClusterClosed(changed.id, changed.version, changed["holder"])]
    for item in items:
        if not _ours(sitting, found, item):
            continue
        told = Told() if _met(found, item) else Told(mechanism, shown="ALL")
        moved = await stepped(sitting, item, "close_cluster", changes={}, told=told)
        events.append(ProblemClustered(moved.id, moved.version, moved["holder"]))
    await sitting.record_many(events)
    return changed.id


def _ours(sitting: Sitting, found: Record, item: Record) -> bool:
    """Tells whether the level may gather the problem where it lies now; others are left alone."""
    asked = found.after(place_of(item))
    return sitting.reach.decide(
        sitting.viewer, "cluster.gather", asked, today=sitting.today
    ).allowed


def _met(found: Record, item: Record) -> bool:
    """Tells whether one who has or had the problem is accused in the cluster, whose words it is."""
    line = {item[f"at{slot}"] for slot in SLOTS} | set(item["trail"])
    return bool(line & set(found["accused"]))
