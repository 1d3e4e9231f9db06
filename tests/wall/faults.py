"""T6: for each class of finding of the start-up lint, the statements that make the fault."""

import dataclasses
import time
from typing import Any

import psycopg

from tenants.lint import Severity, findings

POLICY = "create policy x on app.person for select to levelwise_app using ({})"
AT = "at1, at2, at3, at4, at5, at6"

TRIPS = {
    "table_without_security": ["alter table app.person disable row level security"],
    "security_not_forced": ["alter table app.person no force row level security"],
    "table_without_wall": ["create table app.x (id int)"],
    "view_runs_as_owner": [
        "create view app.x as select * from app.person",
        "grant select on app.x to levelwise_app",
    ],
    "materialized_view_readable": [
        "create materialized view app.x as select 1",
        "grant select on app.x to levelwise_app",
    ],
    "owned_by_application": [
        "create table app.x (id int)",
        "alter table app.x owner to levelwise_app",
    ],
    "definer_without_search_path": [
        "create function app.x() returns int language sql security definer as 'select 1'",
    ],
    "function_open_to_public": [
        "create function app.x() returns int language sql as 'select 1'",
        "grant execute on function app.x() to public",
    ],
    "context_per_row": [POLICY.format("holder = ctx.tenant()")],
    "context_repeated": [
        POLICY.format("holder = (select ctx.tenant()) or at1 = (select ctx.tenant())"),
    ],
    "context_in_list": [POLICY.format(f"(select ctx.tenant()) in ({AT})")],
    "policy_without_context": [POLICY.format("true")],
    "login_bypasses_security": ["alter role levelwise_app bypassrls"],
    "other_superuser": ["create role somebody_else login superuser"],
    "application_is_member": ["grant levelwise_gate to levelwise_app"],
    "application_may_truncate": ["grant truncate on app.person to levelwise_app"],
    "application_may_delete": ["grant delete on app.person to levelwise_app"],
    "application_places_rows": ["grant update (open_to) on app.person to levelwise_app"],
    "application_reads_secrets": ["grant select (kid) on ctx.key to levelwise_app"],
    "application_may_create": ["grant create on schema app to levelwise_app"],
    "builtin_executable": ["grant execute on function pg_sleep(float8) to public"],
    "unique_key_across_tenants": ["create unique index x on app.person (root, name)"],
    "row_not_placed": ["drop trigger place on app.person"],
    "trigger_disabled": ["alter table app.person disable trigger standing"],
    "no_context_key": ["alter table ctx.key rename to lost"],
}
"""Each is run in a transaction that is taken back."""
UNTRIPPED = frozenset({"server_too_old", "behind_a_pooler"})
"""What no statement makes: the server's age, and what stands between."""


@dataclasses.dataclass(frozen=True)
class LintResult:
    """What the lint said of a sound database, and of each fault."""

    severe: int
    classes: int
    found: int
    missed: tuple[str, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether a sound database is clean and each fault, its control, is found."""
        return self.severe == 0 and self.classes > 0 and not self.missed


def found_codes(connection: psycopg.Connection[Any], *, trial: bool = True) -> dict[str, Severity]:
    """Gives the codes of what the lint finds, with their severity."""
    return {one.code: one.severity for one in findings(connection, trial=trial)}


def run_t6(superuser_dsn: str) -> LintResult:
    """Lints a migrated database, then makes each fault and lints again."""
    started, missed = time.monotonic(), []
    with psycopg.connect(superuser_dsn) as superuser:
        severe = [s for s in found_codes(superuser).values() if s == Severity.SEVERE]
        for code, statements in TRIPS.items():
            with superuser.transaction(force_rollback=True):
                for statement in statements:
                    superuser.execute(statement.encode())
                if code not in found_codes(superuser):
                    missed.append(code)
    spent = round(time.monotonic() - started, 1)
    return LintResult(len(severe), len(TRIPS), len(TRIPS) - len(missed), tuple(missed), spent)
