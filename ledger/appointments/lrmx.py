"""Reads and writes ``.lrmx``: the cadre appointment form as one XML file per person.

A file comes from anywhere. No document type, no entity, no reference to elsewhere is taken; sizes
are judged before anything is parsed or decoded, and what no form can have ends the parsing where it
stands; of a picture only that it is one is looked at.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ledger.appointments.form import (
    DAYS,
    FAMILY,
    FIELDS,
    LARGEST_PHOTO,
    LONGEST_RESUME,
    LONGEST_TEXT,
    MONTHS,
    MOST_FAMILY,
    Form,
    is_citizen_number,
)
from ledger.appointments.form_refusals import (
    FormFieldRefused,
    FormPhotoRefused,
    FormTooLarge,
    FormUnreadable,
)

LARGEST_FILE = 2 * 1024 * 1024
MOST_OTHERS = 40
# Twice what the fullest form has: whoever wrote a few too many fields is told which.
MOST_PARTS = 2 * (4 + len(FIELDS) + MOST_FAMILY * (1 + len(FAMILY)) + MOST_OTHERS)
DEEPEST = 4  # Person, JiaTingChengYuan, Item and its field
PIECE = 64 * 1024
ROOT, RELATIVES, RELATIVE, NUMBER, PHOTO = (
    "Person", "JiaTingChengYuan", "Item", "ShenFenZheng", "ZhaoPian",
)  # fmt: skip  # columns side by side
_CHINESE = re.compile(
    rb"""^\s*<\?xml[^>]{0,80}encoding\s*=\s*["'](?:gb2312|gbk|gb18030)["']""", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,60}")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MONTH = re.compile(r"[12][0-9]{3}(0[1-9]|1[0-2])")
_DAY = re.compile(r"[12][0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")


def read_form(content: bytes) -> Form:
    """Reads one file.

    Refuses:  form.too_large, form.unreadable, form.field_refused, form.photo_refused.
    Source:   domain 11.4.
    """
    if len(content) > LARGEST_FILE:
        raise FormTooLarge(most=LARGEST_FILE)
    root = _parsed(content)
    if root.tag != ROOT:
        raise FormUnreadable
    texts: dict[str, str] = {}
    others: dict[str, str] = {}
    seen: set[str] = set()
    family: tuple[Mapping[str, str], ...] = ()
    number, photo = "", b""
    for one in root:
        if one.tag in seen or not _PLAIN.fullmatch(str(one.tag)):
            raise FormUnreadable
        seen.add(one.tag)
        if one.tag == RELATIVES:
            family = tuple(_relative(item) for item in _items(one))
        elif one.tag == PHOTO:
            photo = _photo(_text(one, most=LARGEST_PHOTO * 2))
        elif one.tag == NUMBER:
            number = _text(one).upper()
        elif text := _text(one, most=LONGEST_RESUME if one.tag == "JianLi" else LONGEST_TEXT):
            (texts if one.tag in FIELDS else others)[str(one.tag)] = text
    return checked(Form(texts, family, number, photo, others))


def written(form: Form) -> bytes:
    """Writes one file, which reads as the same form.

    Refuses:  form.field_refused, form.photo_refused.
    """
    form = checked(form)
    root = Element(ROOT)
    for name in FIELDS:
        if name == "ChengBaoDanWei":
            _family(root, form)
        SubElement(root, name).text = form.texts.get(name, "")
    SubElement(root, NUMBER).text = form.citizen_number
    SubElement(root, PHOTO).text = base64.b64encode(form.photo).decode()
    for name, text in form.others.items():
        SubElement(root, name).text = text
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def checked(form: Form) -> Form:
    """Gives a form whose every field may stand in one.

    Refuses:  form.field_refused, form.photo_refused.
    """
    if not form.name:
        raise FormFieldRefused(field="XingMing")
    if form.citizen_number and not is_citizen_number(form.citizen_number):
        raise FormFieldRefused(field=NUMBER)
    if len(form.family) > MOST_FAMILY:
        raise FormFieldRefused(field=RELATIVES)
    if len(form.others) > MOST_OTHERS:
        raise FormFieldRefused(field=next(iter(form.others)))
    for part, known in ((form.texts, FIELDS), *((one, FAMILY) for one in form.family)):
        for name, text in part.items():
            _check(name, text, known=name in known)
    for name, text in form.others.items():
        _check(name, text, known=bool(_PLAIN.fullmatch(name)) and name not in FIELDS)
    if form.photo and (len(form.photo) > LARGEST_PHOTO or not form.photo.startswith(_PICTURES)):
        raise FormPhotoRefused(most=LARGEST_PHOTO)
    return form


class _Bounded(TreeBuilder):
    """Builds no more than a form can have, and no deeper."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = self.depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._one_more()
        self.depth += 1
        if attrs or self.depth > DEEPEST:
            raise FormUnreadable
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self.depth -= 1
        return super().end(tag)

    def comment(self, _: Any, /) -> None:  # type: ignore[override]  # nothing is kept of it
        self._one_more()

    def pi(self, _: Any, __: Any = None, /) -> None:  # type: ignore[override]  # nor of this
        self._one_more()

    def _one_more(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise FormUnreadable


def _parsed(content: bytes) -> Element:
    try:
        # What declares a Chinese encoding is read by its superset; expat itself knows neither.
        source: str | bytes = content
        if _CHINESE.match(content):
            source = _DECLARATION.sub("", content.decode("gb18030"))
        parser = DefusedXMLParser(
            target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
        # Piece by piece: of a file that is refused, what follows is not even looked through.
        for at in range(0, len(source), PIECE):
            parser.feed(source[at : at + PIECE])
        found: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        # What stood in the file is not repeated.
        raise FormUnreadable from None
    if any(_beside(one) for one in found.iter()):
        raise FormUnreadable
    return found


def _beside(one: Element) -> str:
    """Text that stands in no field: after an element, or before the first one inside it."""
    return ((one.tail or "") + (one.text or "" if len(one) else "")).strip()


def _items(of: Element) -> list[Element]:
    if len(of) > MOST_FAMILY or any(one.tag != RELATIVE for one in of):
        raise FormUnreadable
    return list(of)


def _relative(item: Element) -> Mapping[str, str]:
    names = [str(one.tag) for one in item]
    if not set(names) <= set(FAMILY) or len(set(names)) < len(names):
        raise FormUnreadable
    return {str(one.tag): text for one in item if (text := _text(one))}


def _text(one: Element, *, most: int = LONGEST_TEXT) -> str:
    if len(one):
        raise FormUnreadable
    text = (one.text or "").replace("\r\n", "\n").strip()
    if len(text) > most:
        raise FormFieldRefused(field=str(one.tag))
    return text


def _photo(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise FormPhotoRefused(most=LARGEST_PHOTO) from None


def _family(root: Element, form: Form) -> None:
    relatives = SubElement(root, RELATIVES)
    for one in form.family:
        item = SubElement(relatives, RELATIVE)
        for name in FAMILY:
            SubElement(item, name).text = one.get(name, "")


def _check(name: str, text: str, *, known: bool) -> None:
    most = LONGEST_RESUME if name == "JianLi" else LONGEST_TEXT
    wrong = not known or len(text) > most or bool(_FORBIDDEN.search(text)) or text != text.strip()
    if name in MONTHS:
        wrong = wrong or not _MONTH.fullmatch(text)
    if name in DAYS:
        wrong = wrong or not _DAY.fullmatch(text)
    if wrong or "\r" in text:
        raise FormFieldRefused(field=name[:60])
