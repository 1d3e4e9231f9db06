"""Refusals of clusters.

Refusal
├── NotFound
│   └── ClusterNotFound
├── Conflict
│   └── ClusterStale, ClusterClosedAlready, ClusterEmpty, ClusterFull, ClusteredAlready,
│       NotInTheCluster
└── Invalid
    └── NotWidespread, OtherCategory
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ClusterNotFound(NotFound):
    """There is no such cluster, or it is not yours to see."""

    code: ClassVar[str] = "cluster.not_found"
    zh: ClassVar[str] = "没有这类问题，或您无权查看。"


@dataclass(eq=False)
class ClusterStale(Conflict):
    """The cluster changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "cluster.stale"
    zh: ClassVar[str] = "这类问题已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ClusterClosedAlready(Conflict):
    """A mechanism has ended this cluster: no problem joins or leaves it any more."""

    code: ClassVar[str] = "cluster.closed"
    zh: ClassVar[str] = "这类问题已由机制销结，不再归入或移出。"


@dataclass(eq=False)
class ClusterEmpty(Conflict):
    """There is no problem in the cluster that you may read: there is nothing to end."""

    code: ClassVar[str] = "cluster.empty"
    zh: ClassVar[str] = "这类问题中没有您看得到的问题，无可销结。"


@dataclass(eq=False)
class ClusterFull(Conflict):
    """A cluster has {most} problems at most: form another one."""

    code: ClassVar[str] = "cluster.full"
    zh: ClassVar[str] = "一类问题最多归入 {most} 个；请另归一类。"
    most: int


@dataclass(eq=False)
class ClusteredAlready(Conflict):
    """The problem is in a cluster already."""

    code: ClassVar[str] = "cluster.problem_in_one"
    zh: ClassVar[str] = "该问题已归入某一类问题。"


@dataclass(eq=False)
class NotInTheCluster(Conflict):
    """The problem is not in this cluster."""

    code: ClassVar[str] = "cluster.problem_not_in_it"
    zh: ClassVar[str] = "该问题不在这类问题之中。"


@dataclass(eq=False)
class NotWidespread(Invalid):
    """A cluster answers a proposal that something is widespread, and no other; it is {kind}."""

    code: ClassVar[str] = "cluster.not_widespread"
    zh: ClassVar[str] = "只有“普遍共性”的提级建议可以据此归类；这一条是 {kind}。"
    kind: str


@dataclass(eq=False)
class OtherCategory(Invalid):
    """The cluster is of the category {wanted}; the problem is of another one, or of none yet."""

    code: ClassVar[str] = "cluster.other_category"
    zh: ClassVar[str] = "这类问题的类别是 {wanted}；该问题属于其他类别，或尚未归类。"
    wanted: str
