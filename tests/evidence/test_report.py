"""The table of evidence: what falls short, or a control that passes, fails the whole."""

import json
from dataclasses import replace

import pytest

from policies import book
from tests.evidence.__main__ import TESTS, UnknownTest, main, measured, picked
from tests.evidence.lines import (
    BOOK,
    DOCUMENT,
    END,
    READMES,
    START,
    Line,
    Report,
    document,
    joined,
    printed,
    read,
    shown,
)
from tests.evidence.t11 import below, seeded
from tests.structure.floors import FLOORS

LINE = Line(
    test="T0", zh="测试", en="a test", cases=3, cases_of="cases", result="faults 0", passed=True,
    control="a seeded fault", control_failed=True, seconds=1.0, seed=1,
)  # fmt: skip  # columns side by side
REPORT = Report("2026-11-22 00:00 UTC", "quick", 60.0, {"python": "3", "cores": "2"}, [LINE])


@pytest.mark.parametrize(
    "fault", [{"passed": False}, {"control_failed": False}, {"cases": 0}], ids=str
)
def test_a_line_that_proves_nothing_fails_the_whole(fault: dict[str, object]) -> None:
    assert REPORT.sound
    unsound = replace(REPORT, lines=[LINE, replace(LINE, **fault)])
    assert not unsound.sound
    assert json.loads(unsound.json())["sound"] is False


def test_a_run_without_lines_is_not_sound() -> None:
    assert not replace(REPORT, lines=[]).sound


def test_a_report_is_kept_and_read_back() -> None:
    assert read(REPORT.json()) == REPORT


def test_a_later_run_replaces_only_its_own_lines() -> None:
    def told(test: str, result: str) -> Line:
        return replace(LINE, test=test, result=result)

    earlier = replace(REPORT, lines=[told("T2", "old"), told("T10", "old"), told("REORG", "old")])
    later = replace(REPORT, lines=[told("T10", "new"), told("T1", "new")])
    whole = joined(earlier, later)
    assert [(line.test, line.result) for line in whole.lines] == [
        ("T1", "new"), ("T2", "old"), ("T10", "new"), ("REORG", "old"),
    ]  # fmt: skip  # columns side by side


def test_a_control_that_passed_is_said_so() -> None:
    passing = replace(REPORT, lines=[replace(LINE, control_failed=False)])
    assert "✗ PASSED" in printed(passing)
    assert "FELL SHORT" in printed(passing)
    assert "| ✓ failed: a seeded fault |" in document(REPORT)


def test_evidence_picks_and_names_what_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert picked(" t4, T1 ") == ["T4", "T1"]
    assert picked("") == list(TESTS)
    with pytest.raises(UnknownTest):
        picked("T1,T99")
    monkeypatch.setenv("EVIDENCE", "T99")
    assert main([]) == 2
    assert "T99" in capsys.readouterr().err


def test_versions_and_lint_are_measured_on_a_real_server() -> None:
    said: list[str] = []
    report = measured(["T6", "T11"], share=0, say=said.append)
    assert [line.test for line in report.lines] == ["T6", "T11"]
    assert report.sound, printed(report)
    assert {"python", "postgresql", "libpq", BOOK} <= report.versions.keys()
    assert said


def test_a_version_below_its_floor_is_found() -> None:
    pins = {floor.package: (".".join(map(str, floor.version)), 1) for floor in FLOORS}
    locks = {"requirements.txt": pins}
    installed = {package: version for package, (version, _) in pins.items()}
    assert list(below(locks, installed, 180_006)) == []
    assert all(seeded(locks, installed, 180_006))


def test_the_committed_page_says_that_everything_held() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    for test in TESTS:
        assert f"| {test} " in page
    assert "✗" not in page
    for readme in READMES:
        told = readme.read_text(encoding="utf-8")
        table = told[told.index(START) : told.index(END)]
        assert all(f"| {test} |" in table for test in TESTS)
        assert f"`{book.load().version}`" in table, "python -m tests.evidence --write-docs"


def test_the_readme_shows_what_was_proven() -> None:
    told = shown(f"before\n{START}old\n{END}\nafter\n", REPORT, chinese=False, book="b")
    assert told.startswith(f"before\n{START}The rule book of now is `b`: 0 of 1 lines")
    assert told.endswith(f"| T0 | a test | 3 cases: faults 0 |\n{END}\nafter\n")
