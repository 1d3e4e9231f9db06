"""What a measurement found, and how the whole is printed, kept and shown.

A line claims something and names its *control*: the same measurement where it must fail. A zero
without a control that failed proves nothing, so a control that passes fails the whole.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LATEST = ROOT / "evidence" / "latest.json"
FULL = "完整规模 full size"
BOOK = "rule book 规则手册"
DOCUMENT = ROOT / "docs" / "evidence.md"
READMES = {ROOT / "README.md": False, ROOT / "README.zh.md": True}
"""Where the table is shown, too, and whether in Chinese."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the table of evidence."""

    test: str
    zh: str
    en: str
    cases: int
    cases_of: str
    result: str
    passed: bool
    control: str
    control_failed: bool
    """Whether the control failed, as it must."""
    seconds: float
    seed: int | None = None
    examples: tuple[str, ...] = ()
    """What fell short, if anything did."""
    measured: str = ""
    """When and how large, as the run says."""

    @property
    def sound(self) -> bool:
        """Whether the claim holds and could have been seen to fail."""
        return self.passed and self.control_failed and self.cases > 0


@dataclasses.dataclass(frozen=True)
class Report:
    """A run: when, with what, how large, and what was found."""

    date: str
    size: str
    seconds: float
    versions: Mapping[str, str]
    lines: Sequence[Line]

    @property
    def sound(self) -> bool:
        """Whether every line is."""
        return bool(self.lines) and all(line.sound for line in self.lines)

    def json(self) -> str:
        """The report as it is kept."""
        kept = dataclasses.asdict(self) | {"sound": self.sound}
        return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def joined(earlier: Report, later: Report) -> Report:
    """What was measured last of each test: a later run of some tests replaces their lines only.

    Each line says when and how large it was measured, so that no small run passes for a full one.
    """
    anew = {line.test for line in later.lines}
    kept = [line for line in earlier.lines if line.test not in anew]
    return dataclasses.replace(later, lines=sorted([*kept, *later.lines], key=_place))


def _place(line: Line) -> tuple[bool, int]:
    """T1 to T17, then what has no number; lines of one test keep their order."""
    number = line.test.removeprefix("T")
    return (not number.isdigit(), int(number) if number.isdigit() else 0)


def read(text: str) -> Report:
    """Reads a kept report."""
    said: dict[str, Any] = json.loads(text)
    said.pop("sound")
    lines = [Line(**{**one, "examples": tuple(one["examples"])}) for one in said.pop("lines")]
    return Report(**said, lines=lines)


HEAD = (
    "测试 test",
    "数量 cases",
    "结果 result",
    "必须失败的对照 control that must fail",
    "秒 s",
    "种子 seed",
    "测于 measured",
)


def cells(line: Line) -> tuple[str, ...]:
    """The cells of a line in the table."""
    return (
        f"{line.test} {line.zh} {line.en}",
        f"{line.cases:,} {line.cases_of}",
        f"{'✓' if line.passed else '✗ FELL SHORT'} {line.result}",
        f"{'✓ failed:' if line.control_failed else '✗ PASSED:'} {line.control}",
        f"{line.seconds:,.0f}",
        "" if line.seed is None else str(line.seed),
        line.measured,
    )


def printed(report: Report) -> str:
    """The report for a terminal: a paragraph per line, so that no screen is too narrow."""
    parts = []
    for line in report.lines:
        told = zip(HEAD[1:], cells(line)[1:], strict=True)
        parts += ["", f"{line.test}  {line.zh}  {line.en}"]
        parts += [f"    {name:<36} {said}" for name, said in told if said]
        parts += [f"    ! {one}" for one in line.examples]
    parts += ["", *(f"{name}: {said}" for name, said in report.versions.items())]
    verdict = "sound 可信" if report.sound else "FELL SHORT 未达标"
    parts += ["", f"{report.date}, {report.size}, {report.seconds:,.0f} s: {verdict}"]
    return "\n".join(parts)


def document(report: Report) -> str:
    """The report as the page that the README shows."""
    rows = [HEAD, ["---"] * len(HEAD), *map(cells, report.lines)]
    versions = [("用了什么 what", "版本 version"), ("---", "---"), *report.versions.items()]
    return f"""# 证据 Evidence

这一页由 `make evidence` 的结果生成（`python -m tests.evidence --write-docs`），请勿手改。
Written from the outcome of `make evidence`; do not edit by hand.

每一行是一个承诺、它的数量和结果，以及一个**必须失败的对照**：同样的测量，放在它必须失败的地方。
没有失败过的对照，零就什么也不能证明；对照若通过，整个运行算失败。
Each line is a promise, its size and its result, beside a **control that must fail**: the same
measurement where it has to. A zero whose control never failed proves nothing; a control that passes
fails the run.

每一行写明测于何时、多大规模、用哪一版规则手册；只重做其中几项时，只更新那几行。
Each line says when it was measured, how large, and with which rule book; a run of some tests
replaces their lines only.

## 结果 Results

{_table(rows)}

## 版本 Versions

{_table(versions)}

## 自己再做一遍 Run it again

- `make evidence`：全部，完整规模。Everything, in full size; writes `evidence/latest.json`.
- `EVIDENCE=T1,T4 make evidence`：只做其中几项。Only some of them.
- `make test`：同样的测试，小规模。The same tests in a small size, on every change.
"""


START, END = "<!-- evidence -->\n", "<!-- /evidence -->"
"""What stands between them in the READMEs is written with the page."""


def shown(readme: str, report: Report, *, chinese: bool, book: str) -> str:
    """The README with the table of what was proven: a row per line, without its control and time.

    Given:    book, the version of the rule book of now: how many lines were measured with it is said.
    """
    head = ("测试", "承诺", "数量和结果") if chinese else ("test", "promise", "size and result")
    rows = [
        (
            line.test,
            line.zh if chinese else line.en,
            f"{line.cases:,} {line.cases_of}: {line.result}",
        )
        for line in report.lines
    ]
    before, rest = readme.split(START)
    _, after = rest.split(END)
    said = _books(report, chinese=chinese, book=book)
    return f"{before}{START}{said}\n\n{_table([head, ['---'] * len(head), *rows])}\n{END}{after}"


def _books(report: Report, *, chinese: bool, book: str) -> str:
    """How many lines were measured with the rule book of now; the others name theirs in the page."""
    count, anew = len(report.lines), sum(line.measured.endswith(book) for line in report.lines)
    if chinese:
        return f"现行规则手册为 `{book}`：{count} 行中 {anew} 行用它测得，其余用此前的版本，整张表逐行写明。"
    return (
        f"The rule book of now is `{book}`: {anew} of {count} lines were measured with it, the others"
        " with an earlier one, as the whole table says of each."
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(_cell(one) for one in row)} |" for row in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
