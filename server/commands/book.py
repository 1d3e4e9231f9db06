"""`levelwise book`: the rule book for people who sign it and for machines that compare it."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from policies import book as pages
from policies import editions, printing, weighing
from policies.enforcer import Enforcer
from policies.reach import probed
from policies.truth import tables
from server.book_client import Asked, Server

__all__ = ["book"]

SHOWN = 20
_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def book() -> None:
    """Print or check the rule book; propose and confirm editions. 打印、校验规则手册，提出和确认版本。"""


@book.command("print")
@click.option("--csv", is_flag=True, help="Write policies/policy.csv, as Casbin reads it.")
def print_book(csv: bool) -> None:
    """Print roles, conditions, rules and truth tables as one document to be signed.

    打印角色、条件、规则与真值表，成一份可签署的文件。

    \b
    levelwise book print > rule-book.md
    """
    sys.exit(printing.main(["--csv"] if csv else ["--document"]))


@book.command()
def check() -> None:
    """Load every page and compare the book with policies/policy.csv and with its truth tables.

    载入全部页面，核对 policies/policy.csv 与手册是否一致、真值表逐格是否与手册的判定一致。

    A page that cannot be read is named with its file and line; a cell in which a table says
    something else than the book decides is listed. Exit 1 if anything differs.
    """
    status = printing.main(["--check"])
    if status == 0:
        click.echo("The book and its print agree. 手册与打印件一致。")
    sys.exit(status)


@book.command()
@_FILE
def diff(file: Path) -> None:
    """Weigh an edition by the shipped truth tables, offline: what it takes away, and from whom.

    在本机核对一个版本：划去哪些行、收回哪些格、哪些行没有真值表能看出。

    Exit 1 when it cannot be an edition; the line is named.
    """
    floor = probed(Enforcer(pages.load()))
    edition = editions.read(file.read_text(encoding="utf-8"), floor.enforcer.book)
    found = weighing.weighed(floor, edition, tables(floor.enforcer.book))
    _lines("-", (", ".join(line) for line in sorted(edition.struck)))
    _lines("+", (", ".join(line) for line in sorted(edition.forbidden)))
    cells = [f"{one.action}: {one.who} × {one.row}" for one in found.takes]
    _some(f"收回 {len(cells)} 格 cells taken away", cells)
    _some("没有真值表能看出的行 lines that no table sees", [", ".join(one) for one in found.unseen])
    for one in found.loosened:
        click.echo(f"放开 LOOSENS: {one.action}: {one.who} × {one.row}")
    sys.exit(1 if found.loosened else 0)


def _asking(run: Callable[..., None]) -> Callable[..., None]:
    """Adds the options by which a server is asked under one's own name."""
    token = click.option("--token", envvar="LEVELWISE_TOKEN", required=True, help="Your own token.")
    url = click.option(
        "--url",
        envvar="LEVELWISE_URL",
        default="http://127.0.0.1:8000/graphql",
        show_default=True,
        help="The server's GraphQL address.",
    )
    return url(token(run))


def _ground(run: Callable[..., None]) -> Callable[..., None]:
    reason = click.option("--reason", required=True, help="Why. 理由。")
    return reason(click.option("--document", required=True, help="By which document. 文号。")(run))


@book.command("list")
@_asking
def list_editions(url: str, token: str) -> None:
    """List the editions that you may read, newest first.

    列出您看得到的各个版本，最新的在前。
    """
    for one in Server(url, token).editions():
        number = "-" if one["number"] is None else one["number"]
        click.echo(f"{number:>3}  {one['state']:<9}  {one['digest'][:16]}  {one['title']}")


@book.command()
@_FILE
@_ground
@_asking
def propose(file: Path, reason: str, document: str, url: str, token: str) -> None:
    """Propose an edition, as the security administrator of the top unit.

    提出一个版本（最上一级单位的安全管理员）；另一人确认后生效。
    """
    text = file.read_text(encoding="utf-8")
    given = {"text": text, "reason": reason, "documentNo": document}
    _shown(Server(url, token).act("proposeBookEdition", given))


@book.command("return")
@click.argument("number", type=int)
@_ground
@_asking
def return_to(number: int, reason: str, document: str, url: str, token: str) -> None:
    """Propose to return to edition NUMBER; 0 is the shipped book.

    提出恢复到第 NUMBER 版；0 为出厂手册。同样须另一人确认。
    """
    server, given = Server(url, token), {"reason": reason, "documentNo": document}
    if number:
        given["edition"] = _one(server, lambda one: one["number"] == number)["id"]
    _shown(server.act("returnToBookEdition", given))


@book.command()
@click.argument("digest")
@click.option(
    "--despite-unseen",
    is_flag=True,
    help="Also lines that no table of truth sees. 真值表看不出的行也要生效。",
)
@_asking
def confirm(digest: str, despite_unseen: bool, url: str, token: str) -> None:
    """Confirm the edition that waits, by the first 16 or more characters of its digest.

    按摘要（至少前 16 位）确认待确认的版本：即时生效。
    """
    server = Server(url, token)
    found = _waiting(server, digest)
    given = {"edition": found["id"], "expectedVersion": found["version"], "digest": found["digest"]}
    given["despiteUnseen"] = despite_unseen
    done = server.act("confirmBookEdition", given)
    click.echo(f"第 {done['number']} 版现行 edition {done['number']} is in force")


@book.command()
@click.argument("digest")
@click.option("--reason", required=True, help="Why. 理由。")
@_asking
def withdraw(digest: str, reason: str, url: str, token: str) -> None:
    """Withdraw the edition that waits, by the first 16 or more characters of its digest.

    撤回待确认的版本。
    """
    server = Server(url, token)
    found = _waiting(server, digest)
    given = {"edition": found["id"], "expectedVersion": found["version"], "reason": reason}
    server.act("withdrawBookEdition", given)
    click.echo("已撤回 withdrawn")


def _waiting(server: Server, digest: str) -> Asked:
    if len(digest) < 16:
        raise click.UsageError("16 characters of the digest, or more. 摘要至少 16 位。")
    return _one(server, lambda one: one["state"] == "PROPOSED" and one["digest"].startswith(digest))


def _one(server: Server, wanted: Callable[[Asked], bool]) -> Asked:
    found = next(filter(wanted, server.editions()), None)
    if found is None:
        raise click.UsageError("You see no such edition. 没有这个版本，或您无权查看。")
    return found


def _shown(edition: Asked) -> None:
    _lines("-", edition["struck"])
    _lines("+", edition["forbidden"])
    _some(f"收回 {edition['takesCount']} 格 cells taken away", edition["takes"])
    _some(f"相对现行得到 gains {edition['gainsCount']}", edition["gains"])
    _some(f"相对现行失去 loses {edition['losesCount']}", edition["loses"])
    _some("没有真值表能看出的行 lines that no table sees", edition["unseen"])
    click.echo(f"摘要 digest {edition['digest']}")


def _lines(sign: str, given: Iterable[str]) -> None:
    for one in given:
        click.echo(f"{sign} {one}")


def _some(title: str, given: list[Any]) -> None:
    click.echo(title if given else f"{title}: 0")
    for one in given[:SHOWN]:
        click.echo(f"    {one}")
    if len(given) > SHOWN:
        click.echo("    …")
