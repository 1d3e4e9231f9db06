"""Workbooks of other kinds, a few hundred bytes each: an .ods that repeats its cells, an .xlsb with
cells in far corners.
"""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

Packing = Callable[[int, Mapping[str, bytes]], bytes]
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def ods(side: int, more: Mapping[str, bytes]) -> bytes:
    """An OpenDocument sheet whose one cell is repeated to a square."""
    cell = (
        f'<table:table-row table:number-rows-repeated="{side}"><table:table-cell'
        f' table:number-columns-repeated="{side}" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{_OPEN}:office:1.0"'
        f' xmlns:table="{_OPEN}:table:1.0" xmlns:text="{_OPEN}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{cell}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{_OPEN}:manifest:1.0"><m:file-entry'
        f' m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": listed}
    return _packed({**{name: part.encode() for name, part in parts.items()}, **more})


def xlsb(side: int, more: Mapping[str, bytes]) -> bytes:
    """A binary sheet with two cells, in opposite corners of a square."""

    def record(kind: int, content: bytes = b"") -> bytes:
        said = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return said + bytes([len(content)]) + content

    def text(said: str) -> bytes:
        return struct.pack("<I", len(said)) + said.encode("utf-16-le")

    def row(at: int, column: int) -> bytes:
        number = struct.pack("<IId", column, 0, 1.0)
        return record(0, struct.pack("<I", at) + bytes(21)) + record(5, number)

    corner = struct.pack("<IIII", 0, side - 1, 0, side - 1)
    sheet = record(129) + record(148, corner) + record(145) + row(0, 0) + row(side - 1, side - 1)
    named = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("a"))
    book = record(131) + record(143) + named + record(144) + record(132)
    ties = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1"'
        f' Type="{_TIES}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return _packed(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": ties.encode(),
            "xl/worksheets/sheet1.bin": sheet + record(146) + record(130),
            **more,
        }
    )
