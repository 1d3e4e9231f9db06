"""The act that puts a problem to those of its type (归入一类问题)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.clusters.events import ProblemClustered
from ledger.clusters.gathering import gathered, kept, naming
from ledger.clusters.refusals import ClusteredAlready, ClusterFull, OtherCategory
from ledger.problems.stepping import Told, stepped
from ledger.problems.tables import problem as problems
from tenants.records import Record
from tenants.sitting import Sitting

MOST = 200
"""So many problems in one cluster: one mechanism closes over all of them in one transaction."""


@dataclass(frozen=True)
class JoinCluster:
    """The cluster, the problem, and the version of the problem that was read."""

    cluster: UUID
    problem: UUID
    expected_version: int


async def join_cluster(sitting: Sitting, given: JoinCluster) -> UUID:
    """Puts a problem of the viewer's level, or one it sees below, into a cluster of its own.

    Gives:    the cluster. The problem stays where it is and is handled as before.
    Refuses:  cluster.not_found, the rules of cluster.keep, cluster.closed, problem.not_found, the
              rules of cluster.gather, problem.stale, cluster.problem_in_one, cluster.other_category,
              cluster.full.
    Records:  ProblemClustered.
    Source:   seed 0, 解决一类问题.
    """
    found = await kept(sitting, given.cluster)
    problem = await gathered(sitting, found, given.problem, version=given.expected_version)
    if problem["cluster_id"] is not None:
        raise ClusteredAlready
    if problem["category"] != found["category"]:
        raise OtherCategory(wanted=found["category"])
    await _not_full(sitting, found)
    changed = await stepped(
        sitting,
        problem,
        "join_cluster",
        changes={"cluster_id": found.id},
        told=Told(),
        through=naming(found, problem),
    )
    await sitting.record(ProblemClustered(changed.id, changed.version, changed["holder"]))
    return found.id


async def _not_full(sitting: Sitting, found: Record) -> None:
    """Counts what the cluster, which is locked, has already.

    Refuses:  cluster.full.
    """
    of = problems.c
    query = select(func.count().label("n")).where(
        of.root == sitting.root, of.cluster_id == found.id
    )
    if (await sitting.rows(query))[0]["n"] >= MOST:
        raise ClusterFull(most=MOST)
