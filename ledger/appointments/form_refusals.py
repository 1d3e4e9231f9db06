"""Refusals of the cadre appointment form. None of them repeats what stood in the file.

Refusal
├── NotFound
│   └── FormNotKept
├── Conflict
│   └── FormOfAnother
└── Invalid
    └── FormUnreadable, FormTooLarge, FormFieldRefused, FormPhotoRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class FormUnreadable(Invalid):
    """This is no cadre appointment form (.lrmx), or one with something in it that is not taken."""

    code: ClassVar[str] = "form.unreadable"
    zh: ClassVar[str] = "这不是干部任免审批表（.lrmx），或含有不予接收的内容。"


@dataclass(eq=False)
class FormTooLarge(Invalid):
    """The file is larger than {most} bytes."""

    code: ClassVar[str] = "form.too_large"
    zh: ClassVar[str] = "文件超过 {most} 字节。"

    most: int


@dataclass(eq=False)
class FormFieldRefused(Invalid):
    """The field {field} of the form cannot be so."""

    code: ClassVar[str] = "form.field_refused"
    zh: ClassVar[str] = "审批表的 {field} 一栏不符合要求。"

    field: str


@dataclass(eq=False)
class FormPhotoRefused(Invalid):
    """The photo is no JPEG, PNG or BMP of at most {most} bytes."""

    code: ClassVar[str] = "form.photo_refused"
    zh: ClassVar[str] = "照片须为 JPEG、PNG 或 BMP，至多 {most} 字节。"

    most: int


@dataclass(eq=False)
class FormOfAnother(Conflict):
    """The name in the form is not the name of this person."""

    code: ClassVar[str] = "form.of_another"
    zh: ClassVar[str] = "审批表上的姓名与此人不符。"


@dataclass(eq=False)
class FormNotKept(NotFound):
    """No appointment form of this person is kept, or the address has been used up."""

    code: ClassVar[str] = "form.not_kept"
    zh: ClassVar[str] = "没有收存此人的审批表，或地址已经失效。"
