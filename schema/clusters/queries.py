"""Root fields of the clusters."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.problems.enums import ClusterState
from schema.problems.types import Cluster


@strawberry.input(description="Which clusters. 筛选条件。")
class ClusterFilter:
    """Which clusters."""

    state: ClusterState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.type
class ClusterQueries:
    """What can be asked of clusters."""

    cluster: Cluster | None = listed(
        "A cluster by its id. 按标识取一类问题。",
        id=(strawberry.ID, "The cluster's id. 全局标识。"),
    )
    clusters: Connection[Cluster] = connection(
        "Clusters of the viewer's level and of the next one, newest first. 本级和直接下级的各类问题。",
        filter=(ClusterFilter | None, "Which of them. 筛选。"),
    )
