"""What the states of lists, clauses, obligations and files are called where a sentence names one."""

from collections.abc import Mapping

LISTS: Mapping[str, tuple[str, str]] = {
    "DRAFT": ("草稿", "a draft"),
    "PUBLISHED": ("已发布", "in force"),
    "RETIRED": ("已废止", "retired"),
    "WITHDRAWN": ("已撤回", "withdrawn"),
}
"""Of lists and of their clauses."""

OBLIGATIONS: Mapping[str, tuple[str, str]] = {
    "PLANNED": ("待纪实", "planned"),
    "RECORDED": ("已纪实", "recorded"),
    "SELF_CHECKED": ("已自查", "self-checked"),
    "ACCEPTED": ("已认可", "accepted"),
    "RETURNED": ("已退回", "returned"),
    "WITHDRAWN": ("已撤销", "withdrawn"),
}

FILES: Mapping[str, tuple[str, str]] = {
    "PREPARED": ("待上传", "announced"),
    "STORED": ("已上传", "uploaded"),
    "CLAIMED": ("已使用", "used already"),
    "IN_DIARY": ("在民情日记中", "kept in a diary"),
}
