"""What joining and leaving have in common: the cluster, the problem, and whether one may gather it."""

from typing import Any
from uuid import UUID

from ledger.clusters.refusals import ClusterClosedAlready, ClusterNotFound, ClusterStale
from ledger.clusters.tables import cluster
from ledger.problems.refusals import ProblemStale
from ledger.problems.stepping import fetched
from tenants.columns import PLACED
from tenants.records import Record
from tenants.sitting import Sitting


async def kept(sitting: Sitting, key: UUID, *, version: int | None = None) -> Record:
    """Fetches an open cluster that the viewer's level keeps.

    Refuses:  cluster.not_found, the rules of cluster.keep, cluster.stale, cluster.closed.
    """
    found = await sitting.fetch(cluster, key, under="cluster.read", missing=ClusterNotFound)
    sitting.decide("cluster.keep", found)
    if version is not None:
        sitting.check_version(found, version, ClusterStale)
    if found["state"] != "OPEN":
        raise ClusterClosedAlready
    return found


async def gathered(sitting: Sitting, found: Record, key: UUID, *, version: int) -> Record:
    """Fetches a problem that the level may gather, and asks the book for it where it lies.

    Gives:    the problem; what is written about it goes through the cluster.
    Refuses:  problem.not_found, the rules of cluster.gather, problem.stale.
    """
    problem = await fetched(sitting, key)
    sitting.decide("cluster.gather", found.after(place_of(problem)))
    sitting.check_version(problem, version, ProblemStale)
    return problem


def place_of(problem: Record) -> dict[str, Any]:
    """Says where a problem lies and whom it is against: what the book is asked about gathering it."""
    return {name: problem[name] for name in ("holder", *PLACED, "accused")}


def naming(found: Record, problem: Record) -> Record:
    """Gives the cluster as a record that names the problem: what was decided of it covers both."""
    return Record(found.table, {**found, "problem_id": problem.id})
