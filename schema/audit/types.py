"""Types of the audit."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.fields import read
from schema.glass.types import GlassWindow
from schema.nodes import Node
from schema.scalars import Long
from schema.tenants.types import Person, Post, Tenant


@strawberry.type(description="Something that somebody did, or was refused. 审计记录。")
class AuditEvent(Node):
    """Something that somebody did, or was refused."""

    at: datetime = read("When. 时间。")
    act: str = read("What was done, by its name. 事项。")
    noun: str = read("What kind of record it was about; refusal for what was refused. 对象类别。")
    record: str | None = read("The record's id; opening it needs rights of its own. 对象标识。")
    record_version: int | None = read("The record's version after it. 之后的版本。")
    said: str | None = read("The event, or the code of the refusal. 事件名或拒绝代码。")
    reason: str | None = read(
        "Why it was done, where the act asks for it and the record does not keep it. 理由。"
    )
    document_no: str | None = read("By which document, likewise. 文号。")
    rule: str | None = read("The rule of the book that allowed or refused it. 所依规则。")
    request_id: str | None = read("The request, as the server's log names it. 请求编号。")
    shard: int = read("Its chain. 所在链。")
    number: Long = read("Its place in the chain. 链内序号。")
    sha256: str = read("Its hash, over the one before it. 摘要值。")
    glass_window: GlassWindow | None = read(
        "The emergency window under which it was read or done. 在哪次应急查看期间。"
    )
    tenant: Tenant | None = read("The unit it was done for. 办理单位。")
    person: Person | None = read("Who did it, if the reader may see them. 办理人。")
    post: Post | None = read("In which post, if the reader may see it. 所任职务。")


@strawberry.enum(description="From where a head was witnessed. 见证方向。")
class WitnessDirection(Enum):
    """From where a head was witnessed."""

    UP = "UP"
    DOWN = "DOWN"


@strawberry.type(
    description="The head of a chain as a superior (UP) or a direct subordinate (DOWN) of whoever acted "
    "has countersigned it; to be printed and kept. 会签的链头，可打印留存。"
)
class AuditHead(Node):
    """A head of a chain, countersigned."""

    hour: datetime = read("Of which hour. 整点。")
    direction: WitnessDirection = read("From above or from below. 见证方向。")
    shard: int = read("The chain. 链。")
    number: Long = read("The last record it covers. 末条序号。")
    sha256: str = read("Hash of that record, over all before it. SHA-256 摘要值。")
    sm3: str = read("SM3 over all records up to it. SM3 摘要值。")
    signed_by: str = read("Name of the key that signed. 签名密钥名。")
    signature: str = read("Ed25519, in hex. 签名值。")
    unit: Tenant | None = read("Who acted; null for the deployment itself. 被见证单位。")
    witness: Tenant | None = read("Who has seen it. 见证单位。")
