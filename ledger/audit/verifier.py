"""Verifies an export of the audit: one file, Python's standard library only, no database.

    python3 verifier.py EXPORT [--key KID:BASE64 ...]

Every record's hash is computed anew from its words, every chain followed from its beginning, every
signed head compared with the record it names (SHA-256 and SM3), and every signature checked
(Ed25519). Without --key the keys are those in the export: compare their fingerprints with the ones
that were printed. Exits 0 when all is well, 1 at the first broken record, 2 for an unusable file.

核验审计导出文件：单个文件，只用 Python 标准库，不需要数据库。无误返回 0，发现首条异常返回 1，文件无法读取返回 2。
"""

import base64
import copy
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHARDS = 16
EVENT = (
    "shard", "number", "at", "root", "tenant", "person", "post", "act", "noun", "record",
    "version", "rule", "request", "facts",
)  # fmt: skip  # columns side by side
"""The words of a record, in the order in which they are hashed."""
ANCHOR = ("shard", "number", "sha256", "sm3", "made_at", "kid")
WITNESSED = (
    "hour", "unit", "witness", "direction", "shard", "number", "sha256", "sm3", "witness_shard",
    "witness_number", "kid",
)  # fmt: skip  # columns side by side
"""What is signed, in the order in which it is written."""


class Broken(Exception):
    """The first thing that is not as it was written: where, and what."""

    def __init__(self, shard: int | None, number: int | None, zh: str, en: str) -> None:
        where = "" if shard is None else f"{shard}/{number}: "
        super().__init__(f"{where}{zh} {en}")
        self.shard, self.number, self.zh, self.en = shard, number, zh, en


@dataclass
class Verified:
    """What was looked at and found as it was written."""

    events: int = 0
    anchors: int = 0
    countersignatures: int = 0
    witnessed: int = 0
    unsigned: int = 0
    """Records after the last signed head of their chain: nothing says yet that none is missing."""
    last: str = ""
    keys: dict[str, str] = field(default_factory=dict)


def words(event: Mapping[str, Any]) -> bytes:
    """A record as it is hashed: each word with its length before it, so that no two read alike."""
    return b"".join(_word(event[name]) for name in EVENT)


def _word(value: Any) -> bytes:
    if value is None:
        return b"-,"
    said = str(value).encode()
    return b"%d:%s," % (len(said), said)


def statement(kind: str, names: Iterable[str], said: Mapping[str, Any]) -> bytes:
    """What is signed: a line for each name."""
    lines = [f"levelwise audit {kind} 1", *(f"{name} {said[name]}" for name in names)]
    return ("\n".join(lines) + "\n").encode()


def genesis(shard: int) -> bytes:
    """What stands before the first record of a chain."""
    return hashlib.sha256(f"levelwise audit {shard}".encode()).digest()


# ------------------------------------------------------------------ SM3 (GB/T 32905-2016)


def follow(before: bytes) -> Any:
    """An SM3 (of OpenSSL, or ours where Python has none) over what came before, to be gone on with.

    A signed head's SM3 is over the one before it and the words of every record since.
    """
    try:
        made: Any = hashlib.new("sm3")
    except ValueError:
        made = Sm3()
    made.update(before)
    return made


def _turned(value: int, by: int) -> int:
    by %= 32
    return (value << by | value >> (32 - by)) & 0xFFFFFFFF


def _mixed(x: int, one: int, other: int) -> int:
    return x ^ _turned(x, one) ^ _turned(x, other)


class Sm3:
    """SM3 in plain Python: slow, and needs nothing."""

    def __init__(self) -> None:
        self.state = [
            0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
            0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
        ]  # fmt: skip  # reads as a table
        self.kept, self.length = b"", 0

    def update(self, data: bytes) -> None:
        """Goes on over more bytes."""
        self.length += len(data)
        self.kept += data
        whole = len(self.kept) // 64 * 64
        for at in range(0, whole, 64):
            self._block(self.kept[at : at + 64])
        self.kept = self.kept[whole:]

    def digest(self) -> bytes:
        """What it comes to so far."""
        end = copy.deepcopy(self)
        length = (end.length * 8).to_bytes(8, "big")
        end.update(b"\x80" + b"\0" * ((55 - end.length) % 64) + length)
        return b"".join(word.to_bytes(4, "big") for word in end.state)

    def _block(self, block: bytes) -> None:
        w = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 64, 4)]
        for j in range(16, 68):
            mixed = _mixed(w[j - 16] ^ w[j - 9] ^ _turned(w[j - 3], 15), 15, 23)
            w.append(mixed ^ _turned(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = self.state
        for j in range(64):
            constant = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = _turned(_turned(a, 12) + e + _turned(constant, j) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ _turned(a, 12)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & g
            tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
            tt2 = gg + h + ss1 + w[j] & 0xFFFFFFFF
            a, b, c, d = tt1, a, _turned(b, 9), c
            e, f, g, h = _mixed(tt2, 9, 17), e, _turned(f, 19), g
        self.state = [x ^ y for x, y in zip(self.state, (a, b, c, d, e, f, g, h), strict=True)]


# ------------------------------------------------------------------ Ed25519 (RFC 8032)

Check = Callable[[bytes, bytes, bytes], bool]
_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]


def _added(one: _Point, other: _Point) -> _Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % _P, (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * _D % _P, 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _added(total, point)
        point, number = _added(point, point), number >> 1
    return total


def _point(packed: bytes) -> _Point | None:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= _P:
        return None
    squared = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(squared, (_P + 3) // 8, _P)
    if (x * x - squared) % _P:
        x = x * _ROOT % _P
    if (x * x - squared) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is that of a public key over a message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or _BASE is None or scalar >= _Q:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    left = _times(scalar, _BASE)
    right = _added(nonce, _times(int.from_bytes(digest, "little") % _Q, key))
    return all((left[at] * right[2] - right[at] * left[2]) % _P == 0 for at in (0, 1))


# ------------------------------------------------------------------ an export


class _Chains:
    """What was read so far of the sixteen chains."""

    def __init__(self, trusted: Mapping[str, bytes], check: Check) -> None:
        self.trusted, self.signed = trusted, check
        self.keys: dict[str, bytes] = dict(trusted)
        self.heads = {shard: (0, genesis(shard)) for shard in range(SHARDS)}
        self.sm3 = {shard: follow(genesis(shard)) for shard in range(SHARDS)}
        self.waiting: dict[tuple[int, int], dict[str, Any]] = {}
        self.anchors: dict[tuple[int, int], dict[str, Any]] = {}
        self.last = dict.fromkeys(range(SHARDS), 0)
        self.claims: list[tuple[int, int, dict[str, Any]]] = []
        self.claimed: set[tuple[int, int, str, int, int]] = set()
        self.found = Verified()
        self.ended = False

    def read(self, line: Mapping[str, Any]) -> None:
        """Takes one line of an export. Refuses: Broken."""
        readers: dict[str, Callable[[Any], None]] = {
            "export": self._export, "anchor": self._anchor, "event": self._event,
            "head": self._head, "countersignature": self._countersignature, "end": self._end,
        }  # fmt: skip  # reads as a table
        for kind, said in line.items():
            readers[kind](said)

    def _export(self, said: Mapping[str, Any]) -> None:
        if said["version"] != 1:
            raise Broken(None, None, "导出版本不支持。", "an export of another version")
        for kid, packed in said["keys"].items():
            key = base64.b64decode(packed)
            if not self.trusted:
                self.keys[kid] = key
            elif self.trusted.get(kid) != key:
                raise Broken(None, None, f"密钥 {kid} 不可信。", f"the key {kid} is not trusted")
        self.found.keys = {kid: fingerprint(key) for kid, key in self.keys.items()}

    def _anchor(self, said: dict[str, Any]) -> None:
        """Anchors stand before the records, so that these are read once."""
        self._check("anchor", ANCHOR, said)
        self.waiting[said["shard"], said["number"]] = said
        self.last[said["shard"]] = max(self.last[said["shard"]], said["number"])
        self.found.last = max(self.found.last, said["made_at"])

    def _check(self, kind: str, names: Iterable[str], said: Mapping[str, Any]) -> None:
        key, text = self.keys.get(said["kid"]), statement(kind, names, said)
        if key is None or not self.signed(key, text, base64.b64decode(said["signature"])):
            en = f"the signature of this {kind} is not ours"
            raise Broken(said["shard"], said["number"], "签名不成立。", en)

    def _event(self, said: list[Any]) -> None:
        event = dict(zip((*EVENT, "previous", "hash"), said, strict=True))
        shard, number = event["shard"], event["number"]
        before, previous = self.heads[shard]
        if number != before + 1:
            raise Broken(shard, number, "此条之前缺少记录。", "a record is missing before this one")
        text = words(event)
        if hashlib.sha256(bytes.fromhex(event["previous"]) + text).hexdigest() != event["hash"]:
            raise Broken(shard, number, "记录被改动。", "the record was changed")
        if event["previous"] != previous.hex():
            raise Broken(shard, number, "此条之前链断开。", "the chain is broken before this")
        self.heads[shard] = number, bytes.fromhex(event["hash"])
        self.sm3[shard].update(text)
        self._anchored(shard, number, event["hash"])
        if event["act"] == "audit.witness":
            self._witness(event)
        self.found.events += 1
        self.found.unsigned += number > self.last[shard]

    def _anchored(self, shard: int, number: int, digest: str) -> None:
        """Compares a record with the signed head that names it."""
        anchor = self.waiting.pop((shard, number), None)
        if anchor is None:
            return
        told = self.sm3[shard].digest()
        self.sm3[shard] = follow(told)
        if (anchor["sha256"], anchor["sm3"]) != (digest, told.hex()):
            en = "it is not what the signed head names"
            raise Broken(shard, number, "与已签名的链头不符。", en)
        self.anchors[shard, number] = anchor
        self.found.anchors += 1

    def _witness(self, event: Mapping[str, Any]) -> None:
        for head in json.loads(event["facts"])["heads"]:
            place = (event["shard"], event["number"])
            self.claims.append((*place, head))
            self.claimed.add((*place, head["unit"], head["shard"], head["number"]))

    def _head(self, said: list[Any]) -> None:
        shard, number, digest = said
        if number > self.heads[shard][0]:
            en = "the head names a record that is gone"
            raise Broken(shard, number, "链尾的记录不见了。", en)
        if (number, digest) != (self.heads[shard][0], self.heads[shard][1].hex()):
            en = "the head does not name this record, the last one"
            raise Broken(shard, self.heads[shard][0], "链头不是最后一条。", en)

    def _countersignature(self, said: dict[str, Any]) -> None:
        anchor = self.anchors.get((said["shard"], said["number"]))
        if anchor is None:
            en = "a countersigned head is gone"
            raise Broken(said["shard"], said["number"], "会签所指的链头不见了。", en)
        self._check("countersignature", WITNESSED, {**anchor, **said})
        place = (said["witness_shard"], said["witness_number"])
        if (*place, said["unit"], said["shard"], said["number"]) not in self.claimed:
            en = "the witness's own chain does not say this"
            raise Broken(*place, "会签单位链上没有这条见证。", en)
        self.found.countersignatures += 1

    def _end(self, said: Mapping[str, int]) -> None:
        self.ended = True
        found = self.found
        named = found.anchors + len(self.waiting)
        held = (found.events, named, found.countersignatures)
        for name, number in zip(("events", "anchors", "countersignatures"), held, strict=True):
            if number != said[name]:
                raise Broken(None, None, "导出不完整。", f"the export does not hold all {name}")

    def finish(self) -> Verified:
        """What is left to compare when all was read. Refuses: Broken."""
        for (shard, number), _ in sorted(self.waiting.items()):
            en = "a record whose head was signed is gone"
            raise Broken(shard, number, "已签名的记录不见了。", en)
        for shard, number, head in self.claims:
            anchor = self.anchors.get((head["shard"], head["number"]))
            if anchor is None or (anchor["sha256"], anchor["sm3"]) != (head["sha256"], head["sm3"]):
                en = f"it is not what {shard}/{number} has witnessed"
                raise Broken(head["shard"], head["number"], f"与 {shard}/{number} 的见证不符。", en)
            self.found.witnessed += 1
        if not self.ended:
            raise Broken(None, None, "导出不完整。", "the export has no end")
        return self.found


def fingerprint(key: bytes) -> str:
    """A public key in few letters, to be compared by eye."""
    told = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(told[at : at + 4] for at in range(0, 32, 4))


def verify(
    lines: Iterable[Mapping[str, Any]], trusted: Mapping[str, bytes], check: Check = signed
) -> Verified:
    """Verifies the lines of an export.

    Given:   trusted public keys by name, without any those of the export; check, of a signature.
    Refuses: Broken, for the first thing that is not as it was written.
    """
    chains = _Chains(trusted, check)
    for line in lines:
        chains.read(line)
    return chains.finish()


def report(found: Verified) -> Iterator[str]:
    """What was verified, to be read."""
    yield f"审计链完整。The chains of the audit are whole: {found.events} 条 records."
    seen = f"会签 countersignatures: {found.countersignatures}; 见证 witnessed: {found.witnessed}"
    yield f"已签名链头 signed heads: {found.anchors}; {seen}"
    since = f"其后 {found.unsigned} 条尚未签名 records since then are not signed yet"
    yield f"最后签名 last signed: {found.last or '—'}; {since}"
    for kid, told in found.keys.items():
        yield f"公钥指纹 public key {kid}: {told}"


def main(arguments: list[str]) -> int:
    """Runs as a command."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    said = [one for one in arguments[1:] if one != "--key"]
    trusted = {kid: base64.b64decode(key) for kid, _, key in (one.partition(":") for one in said)}
    try:
        with Path(arguments[0]).open(encoding="utf-8") as file:
            found = verify((json.loads(line) for line in file), trusted)
    except Broken as broken:
        print(f"审计链有异常 NOT as it was written: {broken}")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as failed:
        print(f"无法读取导出文件 the export cannot be read: {failed!r}")
        return 2
    for line in report(found):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
