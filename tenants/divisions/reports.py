"""What an import of divisions says: faults, changes, steps, in both languages."""

from collections.abc import Callable
from dataclasses import dataclass, field

FAULTS_KEPT = 200
"""How many faults are listed; all of them are counted."""

CHANGES_KEPT = 200
"""How many changes of a sort are listed; all of them are counted."""


@dataclass(frozen=True)
class RowFault:
    """One line of a file that cannot be meant."""

    file: str
    line: int
    """0 for what the files leave out."""
    fault: str
    code: str
    zh: str
    en: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.zh} / {self.en}"


@dataclass(frozen=True)
class Change:
    """One difference between the files and a tree that is already known."""

    sort: str
    """added, back (it had ended), renamed, moved or gone."""
    code: str
    kind: str
    name: str
    before: str | None = None
    """The former name of a renamed node; the former parent's code of a moved one."""
    after: str | None = None
    below: int = 0
    """For a node that is gone: how many nodes below it are gone with it."""

    def __str__(self) -> str:
        said = {
            "added": ("新增", "added"),
            "back": ("曾撤销，恢复", "had ended, is back"),
            "renamed": (f"原名 {self.before}", f"was named {self.before}"),
            "moved": (f"上级 {self.before} → {self.after}", f"moves {self.before} → {self.after}"),
            "gone": (f"撤销，连同下属 {self.below} 个", f"gone, with {self.below} below it"),
        }
        zh, en = said[self.sort]
        return f"{self.code} {self.name} ({self.kind.lower()}): {zh} / {en}"


@dataclass(frozen=True)
class NewRoot:
    """A root that the tree did not have: applied at once."""

    code: str
    kind: str
    name: str
    nodes: int


@dataclass(frozen=True)
class Step:
    """How far the import is: for a progress bar."""

    key: str
    zh: str
    en: str
    done: int
    total: int


_UNDER = (
    "{unit} 有了上级：规则手册、任务认可等由最上级单位 {top} 办理，先执行 levelwise bootstrap "
    "--tenant {top} / {unit} comes under {top}, which has the rule book and judges its obligations "
    "from now on: next is levelwise bootstrap --tenant {top}"
)

Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """Shows no progress."""


@dataclass(frozen=True)
class ImportReport:
    """What an import found and did."""

    files: tuple[str, ...]
    rows: int
    kinds: dict[str, int]
    """Rows of the files by kind."""
    faults: tuple[RowFault, ...] = ()
    fault_count: int = 0
    new_roots: tuple[NewRoot, ...] = ()
    changes: tuple[Change, ...] = ()
    change_counts: dict[str, int] = field(default_factory=dict)
    """Changes to known nodes by sort: added, back, renamed, moved, gone."""
    under: tuple[tuple[str, str], ...] = ()
    """Units that were at the top, each with the topmost one above it from now on."""
    inserted: int = 0
    applied: bool = False
    """Whether the changes to known nodes were applied."""
    dry_run: bool = False
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the files were refused as a whole."""
        return self.fault_count > 0

    @property
    def waiting(self) -> bool:
        """Whether there are changes that need to be applied by an explicit word."""
        return bool(self.change_counts) and not self.applied

    def lines(self) -> list[str]:
        """Gives the report as lines for a terminal, Chinese and English beside each other."""
        if self.refused:
            return self._refusal_lines()
        counts = ", ".join(f"{kind.lower()} {count}" for kind, count in self.kinds.items())
        told = [f"读取 / read {self.rows}: {counts}"]
        told += [
            f"新根 / new root {root.code} {root.name}: {root.nodes}" for root in self.new_roots[:50]
        ]
        told += [str(change) for change in self.changes]
        if self.change_counts:
            told.append(", ".join(f"{sort} {count}" for sort, count in self.change_counts.items()))
        told += [_UNDER.format(unit=unit, top=top) for unit, top in self.under]
        if self.waiting:
            told.append(
                "以上变更尚未执行，确认后加 --apply / these changes wait for --apply, nothing of "
                "them was done"
            )
        if self.dry_run:
            told.append("试运行，未写入任何数据 / dry run, nothing was written")
        else:
            if self.applied:
                done = ", ".join(f"{sort} {count}" for sort, count in self.change_counts.items())
                told.append(f"已执行变更 / applied: {done}")
            told.append(f"写入 / inserted {self.inserted}, {self.seconds:.1f} s")
        return told

    def _refusal_lines(self) -> list[str]:
        told = [str(fault) for fault in self.faults]
        if self.fault_count > len(self.faults):
            more = self.fault_count - len(self.faults)
            told.append(f"另有 {more} 处错误 / and {more} more")
        told.append(
            f"发现 {self.fault_count} 处错误，未写入任何数据 / "
            f"{self.fault_count} {'fault' if self.fault_count == 1 else 'faults'}, "
            "nothing was written"
        )
        return told
