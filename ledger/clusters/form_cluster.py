"""The act by which a level gathers problems of one type (归为一类)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clusters.events import ClusterFormed
from ledger.clusters.refusals import NotWidespread
from ledger.clusters.tables import cluster
from ledger.escalation.events import EscalationFollowed
from ledger.escalation.refusals import EscalationAnswered, EscalationNotFound
from ledger.escalation.tables import escalation
from ledger.problems.stepping import reasoned, title_of
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class FormCluster:
    """What kind of problem it is, in words and by its category, or the proposal that says so."""

    title: str
    category: str = ""
    escalation: UUID | None = None


async def form_cluster(sitting: Sitting, given: FormCluster) -> UUID:
    """Opens a cluster of the viewer's level, by hand or to answer that something is widespread.

    Given:    title, 1 to 200 characters; category, one of the closed list, left out with a proposal,
              which says it.
    Gives:    the cluster, open and without problems yet; the proposal is followed.
    Refuses:  the rules of cluster.form, escalation.not_found, the rules of escalation.follow,
              escalation.wrong_state, cluster.not_widespread, problem.reason_unknown,
              record.text_refused.
    Records:  ClusterFormed, EscalationFollowed.
    Source:   seed 0, 回应一个诉求、解决一类问题; domain 6.4, 普遍共性.
    """
    proposed = sitting.proposed(cluster, {"state": "OPEN"})
    sitting.decide("cluster.form", proposed)
    category = given.category
    if given.escalation is not None:
        category = await _followed(sitting, given.escalation)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "category": reasoned("category", category),
        "title": worded("title", given.title, most=200),
        "escalation_id": given.escalation,
        "formed_by": sitting.viewer.person,
        "formed_title": title_of(sitting),
        "formed_at": sitting.now,
    }
    made = await sitting.insert(cluster, row)
    await sitting.record(ClusterFormed(made.id, 1, sitting.tenant))
    return made.id


async def _followed(sitting: Sitting, key: UUID) -> str:
    found = await sitting.fetch(
        escalation, key, under="escalation.read", missing=EscalationNotFound
    )
    sitting.decide("escalation.follow", found)
    if found["kind"] != "WIDESPREAD":
        raise NotWidespread(kind=found["kind"])
    if found["state"] != "PROPOSED":
        raise EscalationAnswered(state=found["state"])
    changed = await sitting.change(found, {"state": "FOLLOWED"})
    await sitting.record(EscalationFollowed(changed.id, changed.version, changed["holder"]))
    category: str = found["category"]
    return category
