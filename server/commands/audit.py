"""`levelwise audit`: the chains of the audit, verified, exported, signed and printed."""

import base64
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import IO

import click
import orjson

from ledger.audit import heads, verifier
from ledger.audit.reading_chains import Line
from ledger.audit.reading_chains import export as exported
from ledger.audit.signing import Signer, signed
from server import settings
from server.database.deployment import Deployment, opened
from server.settings import SettingRefused

__all__ = ["audit"]

_KEY = click.option(
    "--key", "trusted", multiple=True, metavar="KID:BASE64",
    help="A public key you trust; without any, the deployment's own.",
)  # fmt: skip  # columns side by side


@click.group()
def audit() -> None:
    """Verify, export and sign the chains of the audit. 核验、导出、签名审计链。"""


@audit.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@_KEY
def verify(file: str | None, trusted: tuple[str, ...]) -> None:
    """Follow every chain from its beginning; exit 1 at the first broken record and name it.

    从头核验每一条链；遇到首条异常即指出并返回 1。

    Verifies the database, or an export when FILE is given.
    """
    known = _keys(trusted)
    try:
        if file is None:
            with _opened() as (deployment, signer), closing(_lines(deployment, signer)) as lines:
                found = verifier.verify(lines, known, signed)
        else:
            with Path(file).open(encoding="utf-8") as said:
                found = verifier.verify(map(orjson.loads, said), known, signed)
    except verifier.Broken as broken:
        click.echo(f"审计链有异常 NOT as it was written: {broken}")
        sys.exit(1)
    for line in verifier.report(found):
        click.echo(line)


@audit.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export(file: IO[str]) -> None:
    """Write the whole audit to FILE, one JSON object a line, for the independent verifier.

    把全部审计记录写入文件，每行一个 JSON，供独立核验程序使用。
    """
    with _opened() as (deployment, signer):
        for line in _lines(deployment, signer):
            file.write(orjson.dumps(line).decode() + "\n")


@audit.command("verifier")
def print_verifier() -> None:
    """Print the independent verifier: one Python file that needs nothing but Python.

    打印独立核验程序：单个 Python 文件，无需安装任何东西。

    \b
    levelwise audit verifier > verifier.py && python3 verifier.py EXPORT
    """
    click.echo(Path(verifier.__file__).read_text(encoding="utf-8"), nl=False)


@audit.command()
def sign() -> None:
    """Sign and countersign the heads of this hour now; the server does it by itself.

    立即签名并会签本小时的链头；服务运行时自动进行。
    """
    with _opened() as (deployment, signer):
        if signer is None:
            raise SettingRefused("LEVELWISE_AUDIT_KEYS", "", "signing needs it", zh="签名须设置它")
        made = heads.countersign(deployment.as_auditor(), signer, now=datetime.now(UTC))
    click.echo(f"链头 heads: {made[0]}; 会签 countersignatures: {made[1]}")


@audit.command("heads")
def print_heads() -> None:
    """Print the newest signed head of each chain, to be kept on paper.

    打印每条链最新的已签名链头，供纸质留存。
    """
    with _opened() as (deployment, signer):
        for line in _page(deployment, signer):
            click.echo(line)


def _page(deployment: Deployment, signer: Signer | None) -> Iterator[str]:
    yield "审计链头 Heads of the audit"
    for kid, key in (signer.public if signer else {}).items():
        yield f"公钥 public key  {kid}:{base64.b64encode(key).decode()}"
        yield f"指纹 fingerprint {kid}: {verifier.fingerprint(key)}"
    newest: dict[int, dict[str, object]] = {}
    with closing(_lines(deployment, signer)) as lines:
        for line in takewhile(lambda one: "export" in one or "anchor" in one, lines):
            if "anchor" in line:
                newest[line["anchor"]["shard"]] = line["anchor"]
    for said in newest.values():
        yield f"{said['shard']:>2}/{said['number']}  {said['made_at']} UTC  ({said['kid']})"
        yield f"    SHA-256 {said['sha256']}"
        yield f"    SM3     {said['sm3']}"


@contextmanager
def _opened() -> Iterator[tuple[Deployment, Signer | None]]:
    """The deployment whose audit is read, and its keys."""
    chosen = settings.read()
    with opened(chosen) as deployment:
        yield deployment, deployment.signer


def _lines(deployment: Deployment, signer: Signer | None) -> Generator[Line, None, None]:
    keys = signer.public if signer else {}
    told = {kid: base64.b64encode(key).decode() for kid, key in keys.items()}
    return exported(deployment.as_auditor(), told, made_at=heads.instant(datetime.now(UTC)))


def _keys(trusted: tuple[str, ...]) -> Mapping[str, bytes]:
    pairs = (one.partition(":") for one in trusted)
    return {kid: base64.b64decode(key) for kid, _, key in pairs}
