"""The cadre appointment form goes through as it is, and a hostile file does nothing at all."""

import base64

import pytest
from defusedxml.ElementTree import DefusedXMLParser

from ledger.appointments import lrmx
from ledger.appointments.form import FAMILY, FIELDS, LARGEST_PHOTO, Form, is_citizen_number
from ledger.appointments.form_refusals import (
    FormFieldRefused,
    FormPhotoRefused,
    FormTooLarge,
    FormUnreadable,
)
from ledger.appointments.lrmx import (
    DEEPEST,
    LARGEST_FILE,
    MOST_OTHERS,
    MOST_PARTS,
    PIECE,
    read_form,
    written,
)

NUMBER = "11010519491231002X"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
RESUME = '1998.09--2002.07  某大学学习\n2002.07--  某镇工作\n　　　　　<其间：挂职> & "锻炼"'
PLAIN = "<Person><XingMing>张三</XingMing></Person>"


def form(**more: object) -> Form:
    texts = {name: f"{zh}若干" for name, zh in FIELDS.items()}
    texts |= {"XingMing": "张三", "ChuShengNianYue": "197003", "JianLi": RESUME}
    texts |= {"JiSuanNianLingShiJian": "20261101", "TianBiaoShiJian": "20261120"}
    relative = {name: f"{zh}若干" for name, zh in FAMILY.items()} | {"ChuShengRiQi": "197112"}
    given = {"family": (relative, {"ChengWei": "之女"}), "citizen_number": NUMBER, "photo": JPEG}
    return Form(**{"texts": texts, "others": {"GuanLiBianHao": "甲-1"}, **given, **more})


def test_what_is_written_reads_as_the_same_form() -> None:
    for one in (
        form(),
        form(family=(), photo=b"", citizen_number="", others={}),
        Form({"XingMing": "李四"}),
        form(texts={"XingMing": "a]]>&lt;b"}),
    ):
        again = read_form(written(one))
        assert (again.texts, again.family, again.others) == (one.texts, one.family, one.others)
        assert (again.citizen_number, again.photo) == (one.citizen_number, one.photo)
        assert written(again) == written(one)


def test_it_differs_where_the_forms_differ() -> None:
    """The control: the comparison sees every part."""
    other = read_form(written(form(photo=JPEG + b"!", family=())))
    assert other.photo != form().photo
    assert other.family != form().family


def test_files_of_other_systems_are_read() -> None:
    body = PLAIN.replace("</Person>", "<ShenFenZheng>11010519491231002x</ShenFenZheng></Person>")
    for content in (
        body.encode(),
        b"\xef\xbb\xbf" + body.encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{body}".encode("utf-16"),
        f'<?xml version="1.0" encoding="GB2312"?>\r\n{body}'.encode("gb18030"),
        f'<?xml version="1.0" encoding="gbk" standalone="yes"?>{body}'.encode("gbk"),
    ):
        found = read_form(content)
        assert (found.name, found.citizen_number) == ("张三", NUMBER)


def test_nothing_prints_what_is_sensitive() -> None:
    one = form()
    assert repr(one) == str(one) == "Form(…)"
    wrong = written(one).replace(NUMBER.encode(), b"110105194912310021")
    with pytest.raises(FormFieldRefused) as caught:
        read_form(wrong)
    said = f"{caught.value.message('zh')} {caught.value.message('en')} {caught.value!r}"
    assert "ShenFenZheng" in said
    assert "19491231" not in said
    assert "张三" not in said


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
HOSTILE = {
    "nothing": b"",
    "no XML": "干部任免审批表".encode(),
    "another root": PLAIN.replace("Person", "People").encode(),
    "billion laughs": f'<!DOCTYPE Person [<!ENTITY l0 "ha">{LAUGHS}]>'
    "<Person><XingMing>&l9;</XingMing></Person>".encode(),
    "an outer entity": b'<!DOCTYPE Person [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<Person><XingMing>&x;</XingMing></Person>",
    "a parameter entity": b'<!DOCTYPE Person [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>'
    b"<Person><XingMing>a</XingMing></Person>",
    "an outer document type": b'<!DOCTYPE Person SYSTEM "http://127.0.0.1/x.dtd">'
    b"<Person><XingMing>a</XingMing></Person>",
    "the same in a Chinese encoding": '<?xml version="1.0" encoding="gbk"?>'
    '<!DOCTYPE Person [<!ENTITY x "张">]><Person><XingMing>&x;</XingMing></Person>'.encode("gbk"),
    "a lie about its encoding": b'<?xml version="1.0" encoding="gbk"?><Person>\xff\xff</Person>',
    "an encoding that is none": b'<?xml version="1.0" encoding="no-such"?><Person/>',
    "an inclusion": b'<Person xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include '
    b'href="file:///etc/passwd" parse="text"/></Person>',
    "a name space": b'<p:Person xmlns:p="urn:x"><p:XingMing>a</p:XingMing></p:Person>',
    "a field twice": PLAIN.replace("</Person>", "<XingMing>李</XingMing></Person>").encode(),
    "a field in a field": b"<Person><XingMing>a<b>c</b></XingMing></Person>",
    "too deep": b"<Person>" + b"<a>" * 90_000 + b"</a>" * 90_000 + b"</Person>",
    "an attribute": b'<Person><XingMing onload="x">a</XingMing></Person>',
    "an attribute of a relative's field": b"<Person><XingMing>a</XingMing><JiaTingChengYuan><Item>"
    b'<XingMing onload="x">b</XingMing></Item></JiaTingChengYuan></Person>',
    "words between fields": b"<Person><XingMing>a</XingMing>words</Person>",
    "words before the first field": b"<Person>words<XingMing>a</XingMing></Person>",
    "eleven relatives": f"<Person><XingMing>a</XingMing><JiaTingChengYuan>{'<Item/>' * 11}"
    "</JiaTingChengYuan></Person>".encode(),
    "a relative that is none": b"<Person><XingMing>a</XingMing><JiaTingChengYuan><Dog/>"
    b"</JiaTingChengYuan></Person>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(FormUnreadable):
        read_form(HOSTILE[name])
    assert read_form(PLAIN.encode()).name == "张三", "the control: a plain one is read"


class Building(lrmx._Bounded):
    """Counts what is built of a file, all and one in another."""

    built = deepest = 0

    def start(self, *given: object) -> object:
        made = super().start(*given)
        Building.built += 1
        Building.deepest = max(Building.deepest, self.depth)
        return made


class Reading(DefusedXMLParser):
    """Counts what of a file the parser has been given."""

    given = 0

    def feed(self, piece: bytes | str) -> None:
        Reading.given += len(piece)
        super().feed(piece)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    Building.built = Building.deepest = Reading.given = 0
    monkeypatch.setattr(lrmx, "_Bounded", Building)
    monkeypatch.setattr(lrmx, "DefusedXMLParser", Reading)


ENDLESS = {
    "elements": "<a/>",
    "relatives": "<Item/>",
    "depth": "<a>",
    "comments": "<!--x-->",
    "instructions": "<?x?>",
    "in a Chinese encoding": "<张/>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_no_form_can_have_ends_the_parsing_where_it_stands(counted: None, name: str) -> None:
    """A file of two million bytes costs no more than its first piece."""
    encoding = "gbk" if "Chinese" in name else "utf-8"
    one = ENDLESS[name].encode(encoding)
    start = f'<?xml version="1.0" encoding="{encoding}"?><Person>'.encode()
    content = start + one * ((LARGEST_FILE - len(start)) // len(one))
    with pytest.raises(FormUnreadable):
        read_form(content)
    assert Reading.given <= PIECE < len(content) // 10
    assert Building.built <= MOST_PARTS
    assert Building.deepest <= DEEPEST


def test_the_fullest_form_is_read_and_one_with_a_field_too_many_is_told_which(
    counted: None,
) -> None:
    """The control: the bounds are none that a form meets."""
    relatives = tuple(dict.fromkeys(FAMILY, "若干") | {"ChuShengRiQi": "197112"} for _ in range(10))
    others = {f"B{at}": "一" for at in range(MOST_OTHERS)}
    fullest = form(family=relatives, others=others, photo=JPEG + bytes(LARGEST_PHOTO - len(JPEG)))
    content = written(fullest)
    again = read_form(content)
    assert (again.family, again.others, again.photo) == (relatives, others, fullest.photo)
    assert Reading.given == len(content)
    assert (Building.built > MOST_PARTS // 3, Building.deepest) == (True, DEEPEST)
    more = content.replace(b"</Person>", b"<B40>x</B40></Person>")
    with pytest.raises(FormFieldRefused):
        read_form(more)


def photo(content: bytes | str) -> bytes:
    text = content if isinstance(content, str) else base64.b64encode(content).decode()
    return PLAIN.replace("</Person>", f"<ZhaoPian>{text}</ZhaoPian></Person>").encode()


def test_a_photo_is_a_picture_and_no_larger_than_it_may_be() -> None:
    assert read_form(photo(JPEG + bytes(LARGEST_PHOTO - len(JPEG)))).photo.startswith(JPEG)
    for content in (JPEG + bytes(LARGEST_PHOTO), b"MZ\x90\x00", b"<svg/>", "?", "AAA"):
        with pytest.raises(FormPhotoRefused):
            read_form(photo(content))
    with pytest.raises(FormTooLarge):
        read_form(PLAIN.encode() + b" " * LARGEST_FILE)
    with pytest.raises(FormFieldRefused):
        read_form(photo("A" * (2 * LARGEST_PHOTO + 4)))


@pytest.mark.parametrize(
    ("name", "text"),
    [("XingMing", ""), ("ChuShengNianYue", "197013"), ("TianBiaoShiJian", "2026年"),
     ("JianLi", "长" * 20_001), ("MinZu", "长" * 2001), ("ShenFenZheng", "110105194912310021")],
)  # fmt: skip  # columns side by side
def test_a_field_that_cannot_be_so_is_named_and_not_repeated(name: str, text: str) -> None:
    named = "" if name == "XingMing" else "<XingMing>张三</XingMing>"
    with pytest.raises(FormFieldRefused) as caught:
        read_form(f"<Person>{named}<{name}>{text}</{name}></Person>".encode())
    assert caught.value.field == name
    assert not text or text not in caught.value.message("zh")


def test_what_may_not_be_read_is_not_written_either() -> None:
    for one in (
        form(citizen_number="1"),
        form(photo=b"x"),
        form(texts={"XingMing": "a\x00b"}),
        form(texts={"XingMing": "a", "Shoe": "43"}),
        form(others={"JianLi": "x"}),
        form(others={"a b": "x"}),
        form(family=({"ChengWei": "a"},) * 11),
    ):
        with pytest.raises((FormFieldRefused, FormPhotoRefused)):
            written(one)


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert is_citizen_number(NUMBER)
    assert not is_citizen_number("110105194912310020")
    assert not is_citizen_number("1１0105194912310020")
    assert not is_citizen_number("")
