"""The start-up lint: what the catalog says that would make the wall porous.

Each check is a query in ``lint_checks.sql`` that gives the objects at fault. The server refuses to
serve while a severe finding stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

__all__ = ["Finding", "Severity", "checks", "findings"]

_FILE = Path(__file__).with_name("lint_checks.sql")
_VIEWS = """with tables as (
  select c.oid, n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
    c.reloptions
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('app', 'audit')
), policies as (
  select polrelid, polrelid::regclass::text as on_table, polname, polpermissive, said,
    polroles && array[0::oid, 'levelwise_app'::regrole::oid] as to_application
  from pg_policy, lateral (values (pg_get_expr(polqual, polrelid)),
    (pg_get_expr(polwithcheck, polrelid))) v(said)
  where said is not null and polrelid in (select oid from tables)
) """


class Severity(StrEnum):
    """Whether the server may serve with a finding."""

    SEVERE = "severe"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One object at fault, and what is wrong with it in both languages."""

    code: str
    on: str
    severity: Severity
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.code}: {self.on}: {self.en} {self.zh}"


_SAID: dict[str, tuple[str, str]] = {
    "table_without_security": ("表未启用行级安全。", "The table has no row-level security."),
    "security_not_forced": (
        "行级安全未对属主强制。",
        "Row-level security does not bind the owner.",
    ),
    "table_without_wall": ("表没有任何策略，未声明隔离墙。", "The table has no policy: no wall."),
    "view_runs_as_owner": (
        "视图以属主身份读取。",
        "The view reads as its owner: security_invoker.",
    ),
    "materialized_view_readable": (
        "应用可读物化视图。",
        "The application reads a materialized view.",
    ),
    "owned_by_application": ("应用角色拥有对象。", "The application role owns it."),
    "definer_without_search_path": (
        "定义者函数未固定 search_path。",
        "A definer function without search_path.",
    ),
    "function_open_to_public": ("函数对所有人开放。", "The function is open to everybody."),
    "context_per_row": ("策略逐行调用上下文。", "The policy checks the context once per row."),
    "context_repeated": (
        "策略对每一行多次引用上下文。",
        "The policy refers to the context more than once before its ELSE.",
    ),
    "context_in_list": ("策略用 IN 包围上下文。", "The policy puts the context in an IN list."),
    "policy_without_context": ("策略不看上下文。", "The policy does not look at the context."),
    "login_bypasses_security": ("登录角色可绕过行级安全。", "A login role can bypass the wall."),
    "other_superuser": ("存在其他超级用户。", "Another superuser can log in."),
    "application_is_member": (
        "应用角色是其他角色的成员。",
        "The application role is member of it.",
    ),
    "application_may_truncate": (
        "应用可清空或引用表。",
        "The application may truncate or reference.",
    ),
    "application_may_delete": ("应用可删除行。", "The application may delete rows."),
    "application_places_rows": ("应用可写归属列。", "The application writes a placed column."),
    "application_reads_secrets": (
        "应用可读密钥或审计。",
        "The application reaches keys or the audit.",
    ),
    "application_may_create": ("应用可创建对象。", "The application may create objects."),
    "builtin_executable": ("应用可执行危险的内置函数。", "A dangerous built-in is executable."),
    "unique_key_across_tenants": (
        "唯一键泄露他人数据的存在。",
        "A unique key tells of others' rows.",
    ),
    "row_not_placed": ("表缺少归属触发器。", "The table lacks its placing trigger."),
    "trigger_disabled": ("触发器被停用。", "A trigger is disabled."),
    "no_context_key": ("没有上下文密钥表。", "There is no table of context keys."),
    "server_too_old": (
        "数据库早于 2026 年 11 月 12 日的补丁版本（CVE-2026-120154），仅供试用。",
        "The server is older than the minor of 12 November 2026 (CVE-2026-120154): trial use only.",
    ),
    "behind_a_pooler": (
        "连接经过事务级连接池，签名的进程号不符：请直连或用会话级连接池。",
        "Behind a transaction pooler the signed pid differs: connect directly or by a session one.",
    ),
}
_WARNINGS = frozenset({"other_superuser"})


def checks() -> Iterator[tuple[str, str]]:
    """Gives code and query of each check, in the order of the file."""
    parts = re.split(r"^-- name: (\w+)\n", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for code, query in zip(parts[1::2], parts[2::2], strict=True):
        yield code, query.strip()


def findings(connection: "psycopg.Connection[Any]", *, trial: bool = False) -> list[Finding]:
    """Looks through the catalog for anything that makes the wall porous.

    Given: a connection of any role; whether this is a trial (the embedded server), where a server
    older than the needed minor is a warning.
    Gives: findings, the severe ones first; none when all is well.
    """
    found: list[Finding] = []
    # Names of the catalog are printed with their schema, whatever the role's own search_path.
    with connection.transaction(), connection.cursor(row_factory=psycopg.rows.tuple_row) as cursor:
        cursor.execute("set local search_path = pg_catalog")
        for code, query in checks():
            values = {"pid": connection.info.backend_pid} if "%(pid)s" in query else None
            cursor.execute(_VIEWS + query, values)
            rows = cursor.fetchall()
            light = code in _WARNINGS or (trial and code == "server_too_old")
            zh, en = _SAID[code]
            severity = Severity.WARNING if light else Severity.SEVERE
            found += [Finding(code, row[0], severity, zh=zh, en=en) for row in rows]
    return sorted(found, key=lambda one: (one.severity != Severity.SEVERE, one.code, one.on))
