"""A file is announced before it is sent, and what is no evidence is refused in one word."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.responsibilities.files import MEDIA_TYPES
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from ledger.responsibilities.refusals import FILE_FAULTS, FileRefused
from schema.assembly import build_schema
from tests.ledger.test_doing import PDF, SECRETARY

PAGE = Path(__file__).parents[2] / "docs" / "refusals" / "file.refused.md"


@pytest.mark.parametrize(
    ("name", "size", "sha256", "media_type", "reason"),
    [
        ("../etc/x.pdf", 5, PDF.sha256, PDF.media_type, "NAME"),
        ("x.exe", 5, PDF.sha256, PDF.media_type, "ENDING"),
        ("x.html", 5, PDF.sha256, "text/html", "TYPE"),
        ("x.pdf", 0, PDF.sha256, PDF.media_type, "SIZE"),
        ("x.pdf", 20 * 1024 * 1024 + 1, PDF.sha256, PDF.media_type, "SIZE"),
        ("x.pdf", 5, "ABC", PDF.media_type, "HASH"),
    ],
)
async def test_prepare_refuses_what_is_no_evidence(
    stage, name: str, size: int, sha256: str, media_type: str, reason: str
) -> None:
    refusal = await stage.refused(
        SECRETARY, prepare_upload, PrepareUpload(name, size, sha256, media_type)
    )
    assert (refusal.code, refusal.facts["reason"]) == ("file.refused", reason)
    assert stage.one("select count(*) from app.file") == 0


async def test_which_types_are_taken_is_said_where_one_is_not_and_in_the_schema(stage) -> None:
    given = PrepareUpload("x.html", 5, PDF.sha256, "text/html; charset=utf-8")
    refusal = await stage.refused(SECRETARY, prepare_upload, given)
    assert refusal.facts["known"].split(", ") == list(MEDIA_TYPES)
    said = build_schema().type_map["PrepareUploadInput"].fields["type"].description
    assert ", ".join(MEDIA_TYPES) in said
    other = await stage.refused(SECRETARY, prepare_upload, replace(PDF, name="x.txt"))
    assert (other.facts["reason"], "known" in other.facts) == ("ENDING", False)


@pytest.mark.parametrize("said", ["text/plain; charset=utf-8", "Text/Plain ;charset=GB18030"])
async def test_parameters_of_a_type_are_no_other_type(stage, said: str) -> None:
    made = await stage.done(SECRETARY, prepare_upload, PrepareUpload("x.txt", 5, PDF.sha256, said))
    assert stage.one("select media_type from app.file where id = %s", made) == "text/plain"


async def test_prepare_refuses_a_file_without_a_name(stage) -> None:
    given = PrepareUpload("", 5, PDF.sha256, PDF.media_type)
    refusal = await stage.refused(SECRETARY, prepare_upload, given)
    assert refusal.code == "record.text_refused"


@pytest.mark.parametrize("reason", FILE_FAULTS)
def test_why_a_file_is_refused_is_said_in_one_language_at_a_time(reason: str) -> None:
    said = {"type": "text/html", "endings": ".pdf", "most": 5, "size": 5}
    refusal = FileRefused.because(reason, **said)
    in_english = refusal.message("en")
    assert in_english.startswith("This file cannot be taken: ")
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef{]", in_english)
    in_chinese = refusal.message("zh")
    assert in_chinese.startswith("不能接收该文件：")
    assert not re.search(r"[a-z]+ (?:a|is|of|the|must) |{", in_chinese)
    assert f"`{reason}`" in PAGE.read_text("utf-8")


async def test_prepare_refuses_the_separated_administrators(stage) -> None:
    refusal = await stage.refused("city.audit_administrator", prepare_upload, PDF)
    assert refusal.code == "book.not_allowed"
