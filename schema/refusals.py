"""A refusal as the administrator who explains it reads it."""

from datetime import datetime

import strawberry

from ledger.refused import RefusalGiven
from schema.acts import RefusalDetailInfo
from schema.fields import read
from schema.tenants.types import Person, Tenant


@strawberry.type(description="A refusal that was given to someone. 一次拒绝的记录。")
class RefusalRecordInfo:
    """A refusal that was given to someone."""

    code: str = read("What stood against it. 代码。")
    act: str = read("What was asked for. 事项。")
    rule: str | None = read("The rule of the book that said no. 所依规则。")
    details: list[RefusalDetailInfo] = read("Facts, by name. 具体事实。")
    request_id: str = read("The request, as the server's log names it. 请求编号。")
    given_at: datetime = read("When. 时间。")
    tenant: Tenant | None = read("The unit acted for. 所在单位。")
    person: Person | None = read("Who was refused, if the reader may see them. 被拒绝人。")


def refusal_record(given: RefusalGiven) -> RefusalRecordInfo:
    """A refusal as GraphQL shows it; records are named by key and read when asked for."""
    return RefusalRecordInfo(
        code=given.code,
        act=given.act,
        rule=given.rule,
        details=[RefusalDetailInfo(name=name, value=one) for name, one in given.facts.items()],
        request_id=given.request,
        given_at=given.given_at,
        tenant=given.tenant,  # type: ignore[arg-type] # read anew by its key (schema/roads.py)
        person=given.person,  # type: ignore[arg-type] # read anew by its key (schema/roads.py)
    )
