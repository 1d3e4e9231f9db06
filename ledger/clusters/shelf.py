"""The shelf of the clusters. A cluster shows, and counts, the problems that the viewer may read."""

from ledger.clusters.tables import cluster
from ledger.problems.filters import NAMES
from storage.shelf import Filter, Key, One, Order, Print, Row, Rows, Shelf, Step, Steps, Value

CLUSTER = Shelf(
    "Cluster",
    cluster,
    "cluster.read",
    {
        "id": Key(),
        "category": Value(Print.TEXT, "category"),
        "title": Value(Print.TEXT, "title"),
        "state": Value(Print.NAME, "state"),
        "mechanism": Value(Print.TEXT, "mechanism", nullable=True),
        "formedBy": Value(Print.TEXT, "formed_title"),
        "formedAt": Value(Print.INSTANT, "formed_at"),
        "closedBy": Value(Print.TEXT, "closed_title", nullable=True),
        "closedAt": Value(Print.INSTANT, "closed_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "answersProposal": Value(
            Print.BOOLEAN, build=lambda columns, _: columns["escalation_id"].is_not(None)
        ),
        "problems": Rows("Problem", (("id", "cluster_id"),), order="DUE_ON", filters=NAMES),
        "viewerActions": Steps(
            (
                Step("JOIN_CLUSTER", "cluster.keep", ("OPEN",), further_check=True),
                Step("LEAVE_CLUSTER", "cluster.keep", ("OPEN",), further_check=True),
                Step("CLOSE_CLUSTER", "cluster.keep", ("OPEN",), further_check=True),
            )
        ),
    },
    orders={"FORMED_AT": Order(("formed_at",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

SHELVES = (CLUSTER,)

ROOTS = {
    "cluster": One("Cluster", {"id": Filter(column="id", id_of="Cluster")}),
    "clusters": Rows("Cluster", order="FORMED_AT", filters=("state",)),
}
