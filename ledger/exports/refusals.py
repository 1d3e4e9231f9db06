"""Refusals of exports.

Refusal
└── NotFound
    └── ExporterNotFound
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import NotFound


@dataclass(eq=False)
class ExporterNotFound(NotFound):
    """Whoever exports must be somebody whose record is here."""

    code: ClassVar[str] = "export.nobody"
    zh: ClassVar[str] = "导出须有办理人，其人员记录须在本系统。"
