"""Refusals about what one person has announced or sent and nothing has claimed.

Refusal
└── Conflict
    └── TooManyUnclaimed
"""

from dataclasses import dataclass
from typing import ClassVar

from ledger.responsibilities.files import MOST_UNCLAIMED, MOST_UNCLAIMED_BYTES
from tenants.refusals import Conflict

MEBIBYTE = 1024 * 1024


@dataclass(eq=False)
class TooManyUnclaimed(Conflict):
    """Of what you announced or sent, at most {files} files and {mebibytes} MiB wait to be claimed."""

    code: ClassVar[str] = "file.too_many_unclaimed"
    zh: ClassVar[str] = "您已报备或上传、尚未使用的文件最多{files}个，共{mebibytes} MiB。"
    constraint: ClassVar[str] = "file_unclaimed_bounded"
    files: int = MOST_UNCLAIMED
    mebibytes: int = MOST_UNCLAIMED_BYTES // MEBIBYTE
