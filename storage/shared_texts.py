"""How much the texts of a workbook become that many of its cells share.

A text stands once in the file and is copied into each cell that names it: a few kilobytes can fill
the memory. What is not written as Excel writes it counts as the longest text there is.
"""

from dataclasses import dataclass, field
from xml.parsers import expat


def is_xml(text: bytes) -> bool:
    """Says whether a part of a workbook can be of XML."""
    return text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


@dataclass
class Shared:
    """The lengths of the shared texts in their order, and how many cells name one."""

    lengths: list[int] = field(default_factory=list)
    cells: int = 0
    copied: int = 0
    """How many characters the cells of the added parts take together."""

    @property
    def at_most(self) -> int:
        """How many characters all cells could take, whichever texts they name."""
        return max(self.lengths, default=0) * self.cells

    def text_begins(self, parser: expat.XMLParserType) -> None:
        """Measures the text that begins here; costs nothing to parts that have none."""

        def text(said: str) -> None:
            self.lengths[-1] += len(said)

        def end(name: str) -> None:
            if name.rpartition(":")[2] == "si":
                parser.CharacterDataHandler = parser.EndElementHandler = None

        self.lengths.append(0)
        parser.CharacterDataHandler, parser.EndElementHandler = text, end

    def add(self, content: bytes) -> None:
        """Adds up what the cells of a part really name."""
        if not is_xml(content):
            return
        longest = max(self.lengths, default=0)
        inside: list[str] | None = None

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if name.rpartition(":")[2] == "c":
                inside = [] if attributes.get("t") == "s" else None

        def text(said: str) -> None:
            if inside is not None and not said.isspace():
                inside.append(said.strip())

        def end(name: str) -> None:
            nonlocal inside
            if inside is None or name.rpartition(":")[2] != "c":
                return
            plain = (
                len(inside) == 1
                and inside[0].isascii()
                and inside[0].isdecimal()
                and len(inside[0]) < 10
            )
            at = int(inside[0]) if plain else -1
            self.copied += self.lengths[at] if 0 <= at < len(self.lengths) else longest
            inside = None

        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = text
        parser.Parse(content, True)
