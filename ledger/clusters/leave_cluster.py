"""The act that takes a problem out of a cluster (移出一类问题)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clusters.events import ProblemClustered
from ledger.clusters.gathering import gathered, kept, naming
from ledger.clusters.refusals import NotInTheCluster
from ledger.problems.stepping import Told, stepped
from tenants.sitting import Sitting


@dataclass(frozen=True)
class LeaveCluster:
    """The cluster, the problem, and the version of the problem that was read."""

    cluster: UUID
    problem: UUID
    expected_version: int


async def leave_cluster(sitting: Sitting, given: LeaveCluster) -> UUID:
    """Takes a problem out of an open cluster of the viewer's level: it is of another type.

    Gives:    the cluster.
    Refuses:  cluster.not_found, the rules of cluster.keep, cluster.closed, problem.not_found, the
              rules of cluster.gather, problem.stale, cluster.problem_not_in_it.
    Records:  ProblemClustered.
    Source:   design.
    """
    found = await kept(sitting, given.cluster)
    problem = await gathered(sitting, found, given.problem, version=given.expected_version)
    if problem["cluster_id"] != found.id:
        raise NotInTheCluster
    changed = await stepped(
        sitting,
        problem,
        "leave_cluster",
        changes={"cluster_id": None},
        told=Told(),
        through=naming(found, problem),
    )
    await sitting.record(ProblemClustered(changed.id, changed.version, changed["holder"]))
    return found.id
