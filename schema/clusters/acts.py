"""Mutations on clusters: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.clusters.close_cluster import CloseCluster, close_cluster
from ledger.clusters.form_cluster import FormCluster, form_cluster
from ledger.clusters.join_cluster import JoinCluster, join_cluster
from ledger.clusters.leave_cluster import LeaveCluster, leave_cluster
from schema.acts import (
    KEY,
    REPLAYED,
    VERSION,
    RefusalType,
    key_if_given,
    key_in,
    perform,
    union,
)
from schema.fields import read
from schema.problems.members import may, must
from schema.problems.types import Cluster

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
OF_PROBLEM = "The version of the problem that was read. 所读问题版本。"


@strawberry.input(description="Opens a cluster of problems of one type. 归为一类。")
class FormClusterInput:
    """Opens a cluster."""

    key: strawberry.ID = must(KEY)
    title: str = must("What kind of problem it is, 1 to 200 characters. 一类什么问题。")
    category: str = may("Its category by its key; a proposal says it itself. 类别代码。", "")
    escalation: strawberry.ID | None = may(
        "The proposal that it is widespread, which is followed by this. 据以归类的提级建议。", None
    )


@strawberry.input(description="Puts a problem into a cluster. 归入一类问题。")
class JoinClusterInput:
    """Puts a problem into a cluster."""

    key: strawberry.ID = must(KEY)
    cluster: strawberry.ID = must("The cluster, open. 一类问题。")
    problem: strawberry.ID = must("The problem, of the same category. 问题。")
    expected_version: int = must(OF_PROBLEM)


@strawberry.input(description="Takes a problem out of a cluster. 移出一类问题。")
class LeaveClusterInput:
    """Takes a problem out of a cluster."""

    key: strawberry.ID = must(KEY)
    cluster: strawberry.ID = must("The cluster, open. 一类问题。")
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(OF_PROBLEM)


@strawberry.input(description="Ends a cluster by a mechanism. 以机制销结一类问题。")
class CloseClusterInput:
    """Ends a cluster by a mechanism."""

    key: strawberry.ID = must(KEY)
    cluster: strawberry.ID = must("The cluster. 一类问题。")
    expected_version: int = must(VERSION)
    mechanism: str = must("What ends all of its kind, 1 to 4,000 characters. 健全的机制。")


@strawberry.type(description="It was done. 已办理。")
class FormClusterSuccess:
    """It was done."""

    cluster: Cluster | None = read("The cluster as it stands now. 当前这类问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class JoinClusterSuccess:
    """It was done."""

    cluster: Cluster | None = read("The cluster as it stands now. 当前这类问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class LeaveClusterSuccess:
    """It was done."""

    cluster: Cluster | None = read("The cluster as it stands now. 当前这类问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class CloseClusterSuccess:
    """It was done."""

    cluster: Cluster | None = read("The cluster as it stands now. 当前这类问题。")
    replayed: bool = read(REPLAYED)


FormClusterResult = Annotated[
    FormClusterSuccess | RefusalType, union("FormClusterResult", "What became of it. 办理结果。")
]
JoinClusterResult = Annotated[
    JoinClusterSuccess | RefusalType, union("JoinClusterResult", "What became of it. 办理结果。")
]
LeaveClusterResult = Annotated[
    LeaveClusterSuccess | RefusalType, union("LeaveClusterResult", "What became of it. 办理结果。")
]
CloseClusterResult = Annotated[
    CloseClusterSuccess | RefusalType, union("CloseClusterResult", "What became of it. 办理结果。")
]


@strawberry.type
class ClusterMutations:
    """What can be done about clusters."""

    @strawberry.mutation(
        description="Opens a cluster of your level, by hand or to answer that something is widespread. "
        "归为一类。"
    )
    async def form_cluster(
        self, info: Info, given: Annotated[FormClusterInput, INPUT]
    ) -> FormClusterResult:
        """Opens a cluster."""
        return await perform(
            info,
            form_cluster,
            lambda: FormCluster(
                title=given.title,
                category=given.category,
                escalation=key_if_given(given.escalation, "Escalation"),
            ),
            key=given.key,
            success=FormClusterSuccess,
            record="cluster",
        )

    @strawberry.mutation(
        description="Puts a problem of your level, or one it sees below, into its cluster; it is handled "
        "as before. 归入一类问题。"
    )
    async def join_cluster(
        self, info: Info, given: Annotated[JoinClusterInput, INPUT]
    ) -> JoinClusterResult:
        """Puts a problem into a cluster."""
        return await perform(
            info,
            join_cluster,
            lambda: JoinCluster(
                cluster=key_in(given.cluster, "Cluster"),
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=JoinClusterSuccess,
            record="cluster",
        )

    @strawberry.mutation(description="Takes a problem out of your cluster. 移出一类问题。")
    async def leave_cluster(
        self, info: Info, given: Annotated[LeaveClusterInput, INPUT]
    ) -> LeaveClusterResult:
        """Takes a problem out of a cluster."""
        return await perform(
            info,
            leave_cluster,
            lambda: LeaveCluster(
                cluster=key_in(given.cluster, "Cluster"),
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=LeaveClusterSuccess,
            record="cluster",
        )

    @strawberry.mutation(
        description="Ends your cluster by the mechanism that was made; the story of each of its problems "
        "names it, and each is closed on its own. 以机制销结一类问题。"
    )
    async def close_cluster(
        self, info: Info, given: Annotated[CloseClusterInput, INPUT]
    ) -> CloseClusterResult:
        """Ends a cluster by a mechanism."""
        return await perform(
            info,
            close_cluster,
            lambda: CloseCluster(
                cluster=key_in(given.cluster, "Cluster"),
                expected_version=given.expected_version,
                mechanism=given.mechanism,
            ),
            key=given.key,
            success=CloseClusterSuccess,
            record="cluster",
        )
