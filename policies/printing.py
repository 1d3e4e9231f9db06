"""Printing the book: for Casbin (``policy.csv``) and for people (one document to be signed).

``python -m policies.printing`` prints the document; ``--csv`` writes ``policy.csv``; ``--check``
fails when the committed print is not that of the book, or a table of truth says something else
than the book decides.
"""

import argparse
import sys
from collections.abc import Sequence

from policies.asked_besides import StepUp
from policies.book import Book, Rule, load
from policies.enforcer import POLICY, Enforcer, lines
from policies.judging import disagreements
from policies.truth import Table, cast_document, tables

SHOWN = 20
"""How many differing cells are listed; one change of a rule often changes many alike."""


def csv(book: Book) -> str:
    """Gives the book as Casbin's policy: one line per role, action and word, then role links."""
    policy = [f"p, {', '.join(line)}" for line in lines(book)]
    links = [f"g, {role.key}, {part}, *" for role in book.roles.values() for part in role.includes]
    return "\n".join([*policy, *sorted(links)]) + "\n"


def document(book: Book, truth: Sequence[Table]) -> str:
    """Gives roles, words, rules and tables of truth as one Markdown document in both languages."""
    parts = [
        "# 规则手册 The rule book",
        f"版本 version `{book.version}`",
        _roles(book),
        _words(book),
        *(_page(book, page) for page in sorted({rule.page for rule in book.rules.values()})),
        "# 真值表 Tables of truth",
        "每一格都是一次裁决：某人能否对某项做某事。Each cell says whether someone may do it.",
        cast_document(),
        *(table.markdown() for table in truth),
        "签署 Signed: ____________　　日期 Date: ____________",
    ]
    return "\n\n".join(parts) + "\n"


def _roles(book: Book) -> str:
    rows = [
        "# 角色 Roles",
        "",
        "| 角色 role | 中文 | English | 可任 kinds | 不得兼任 not with | 包含 includes |",
        "|---|---|---|---|---|---|",
    ]
    for role in book.roles.values():
        kinds = ", ".join(role.kinds).lower()
        apart, includes = ", ".join(sorted(role.not_with)), ", ".join(role.includes)
        rows.append(f"| `{role.key}` | {role.zh} | {role.en} | {kinds} | {apart} | {includes} |")
    return "\n".join(rows)


def _words(book: Book) -> str:
    rows = ["# 条件 Words", "", "| 词 word | 中文 | English |", "|---|---|---|"]
    rows += [f"| `{word.key}` | {word.zh} | {word.en} |" for word in book.words.values()]
    return "\n".join(rows)


def _page(book: Book, page: str) -> str:
    rules = [rule for rule in book.rules.values() if rule.page == page]
    return "\n\n".join(
        [f"# 规则 Rules: {page.removesuffix('.yaml')}", *(_rule(book, rule) for rule in rules)]
    )


def _rule(book: Book, rule: Rule) -> str:
    verb = "可以 may" if rule.effect == "allow" else "不得 may not"
    roles = "、".join(f"{book.roles[key].zh} {book.roles[key].en}" for key in rule.roles)
    actions = "、".join(f"{book.actions[key].zh} `{key}`" for key in rule.actions)
    fresh = "".join(
        _fresh(key, step) for key in rule.actions if (step := book.actions[key].step_up)
    )
    when = "；或 or ".join(f"{book.words[key].zh} / {book.words[key].en}" for key in rule.when)
    return (
        f"## {rule.key}\n\n{rule.zh}\n\n{rule.en}\n\n- 谁 who: {roles}\n- {verb}: {actions}\n"
        f"- 条件 when: {when}\n- 依据 source: {rule.source}"
        f"{fresh if rule.effect == 'allow' else ''}"
    )


def _fresh(action: str, step: StepUp) -> str:
    zh = "须双因素登录，且" if step.level > 1 else "须"
    en = "with a second factor, " if step.level > 1 else ""
    return (
        f"\n- 重新登录 step-up `{action}`: {zh}登录不超过{step.minutes}分钟"
        f" signed in {en}at most {step.minutes} minutes ago"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command. Gives: the exit status."""
    parser = argparse.ArgumentParser(prog="python -m policies.printing", description=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare policy.csv with the book")
    choice.add_argument("--csv", action="store_true", help="write policy.csv")
    choice.add_argument("--document", action="store_true", help="print the document (the default)")
    chosen = parser.parse_args(arguments)
    book = load()
    if chosen.csv:
        POLICY.write_text(csv(book), encoding="utf-8")
    elif chosen.check:
        return _check(book)
    else:
        sys.stdout.write(document(book, tables(book)))
    return 0


def _check(book: Book) -> int:
    if POLICY.read_text(encoding="utf-8") != csv(book):
        print(
            "policy.csv 不是这本规则手册的打印件，请运行 policy.csv is not the print of the book, run:"
            " levelwise book print --csv"
        )
        return 1
    differing = disagreements(Enforcer(book), tables(book))
    for one in differing[:SHOWN]:
        print(one)
    if len(differing) > SHOWN:
        print(f"… 还有 and {len(differing) - SHOWN} more")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
