"""`levelwise book`: the rule book for people who sign it and for machines that compare it."""

import sys

import click

from policies import printing

__all__ = ["book"]


@click.group(short_help="Print or check the rule book. 规则手册。")
def book() -> None:
    """Print or check the rule book. 打印或校验规则手册。"""


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
    """Load every page and compare policies/policy.csv with the book; exit 1 if they differ.

    载入全部页面，并核对 policies/policy.csv 与手册是否一致。

    A page that cannot be read is named with its file and line.
    """
    status = printing.main(["--check"])
    if status == 0:
        click.echo("The book and its print agree. 手册与打印件一致。")
    sys.exit(status)
