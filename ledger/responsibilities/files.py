"""Files of evidence: what is taken, and links that only their viewer's few minutes make good.

A link is no permission of its own: it says who may follow it until when, and the rule book is asked
about whoever follows it.
"""

import base64
import codecs
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import ColumnElement, Text, case, cast, func

from tenants.viewer import Viewer

PATH = "/files/"
EXPORTS = "exports"
"""Where tables lie that were written for somebody, for some minutes."""
LARGEST_BYTES = 20 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")
UPLOAD_TIME = timedelta(minutes=10)
DOWNLOAD_TIME = timedelta(minutes=5)
UNCLAIMED_TIME = timedelta(days=1)
MOST_UNCLAIMED = 200
MOST_UNCLAIMED_BYTES = 1024 * 1024 * 1024
"""How much of one person may wait to be claimed at once: bytes as announced, sent or not. The trigger
``app.bound_unclaimed`` holds the same figures, for several announced at once."""

MEDIA_TYPES: Mapping[str, Sequence[str]] = {
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/ofd": (".ofd",),
    "application/zip": (".zip",),
    "audio/mpeg": (".mp3",),
    "image/heic": (".heic",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
    "video/mp4": (".mp4",),
}
"""What is taken as evidence, with the endings of its name: nothing that a browser would run."""

_ZIP, _OLE = rb"PK\x03\x04", rb"\xd0\xcf\x11\xe0"
MAGIC: Mapping[str, bytes] = {
    "application/pdf": rb"%PDF-",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _ZIP,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _ZIP,
    "application/ofd": _ZIP,
    "application/zip": rb"PK(?:\x03\x04|\x05\x06)",
    "application/msword": _OLE,
    "application/vnd.ms-excel": _OLE,
    "image/heic": rb".{4}ftyp(?:hei[cxms]|mif1)",
    "image/jpeg": rb"\xff\xd8\xff",
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/webp": rb"RIFF.{4}WEBP",
}
"""How files of a type begin, where that is fixed, as patterns. OFD: GB/T 33190; HEIC: ISO/IEC 23008-12."""
HEAD = 12
"""So many bytes tell how a file begins, whatever its type."""
TEXTS = frozenset({"text/plain", "text/csv"})
ENCODINGS = ("utf-8", "gb18030")
"""What a text may be written in; U+0000 is in no text of either."""
WITHIN: Mapping[str, tuple[bytes, ...]] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        b"[Content_Types].xml",
        b"word/",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        b"[Content_Types].xml",
        b"xl/",
    ),
    "application/ofd": (b"OFD.xml",),
}
"""Names that the ZIP of a type has inside: they are written in it as they are."""
LONGEST_NAME = max(len(name) for names in WITHIN.values() for name in names)

Purpose = Literal["put", "get"]


@dataclass(frozen=True)
class Link:
    """Who may do what with files until when."""

    purpose: Purpose
    issuer: str
    subject: str
    post: UUID
    until: int


@dataclass(frozen=True)
class Errand:
    """What somebody was sent to do at an address: who, in which post, and what it is about."""

    purpose: str
    issuer: str
    subject: str
    post: UUID
    until: int
    about: Mapping[str, str]
    session: tuple[str, str | None, float | None] | None = None
    """The session in which the address was made, as viewers have it."""


@dataclass(frozen=True)
class Links:
    """Makes and reads addresses of files.

    A ticket tells its bearer nothing: it is encrypted. A seal ties it to one file, so that one
    address does not open another file.
    """

    base_url: str
    _secrets: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def of(cls, keys: Iterable[bytes], *, base_url: str) -> "Links":
        """Derives links from the keys of the context, the signing one first."""
        derived = (hmac.digest(key, b"levelwise file links", "sha256") for key in keys)
        return cls(base_url, tuple(derived))

    def ticket(self, viewer: Viewer, purpose: Purpose, *, now: datetime) -> str | None:
        """Writes a ticket for a viewer; nobody gets none."""
        if viewer.post is None or not viewer.subject:
            return None
        until = now + (UPLOAD_TIME if purpose == "put" else DOWNLOAD_TIME)
        said = [purpose, viewer.issuer, viewer.subject, viewer.post.hex, int(until.timestamp())]
        return self._locks().encrypt(json.dumps(said).encode()).decode()

    def read(self, ticket: str, seal: str, *, file: UUID) -> Link | None:
        """Reads the ticket of an address; None unless we wrote it, for this file."""
        try:
            said = self._locks().decrypt(ticket.encode("ascii"))
        except (InvalidToken, UnicodeEncodeError):
            return None
        genuine = (sealed(_secret(key, ticket), file) for key in self._secrets)
        if not any(hmac.compare_digest(one.encode(), seal.encode()) for one in genuine):
            return None
        purpose, issuer, subject, post, until = json.loads(said)
        return Link(purpose, issuer, subject, UUID(post), until)

    def errand(
        self, viewer: Viewer, purpose: str, about: Mapping[str, str], *, until: datetime
    ) -> str | None:
        """Writes the address at which a viewer does what an act allowed; nobody gets none.

        Given:    purpose, the path; about, what it is about: kept from whoever reads the address.
        """
        if viewer.post is None or not viewer.subject:
            return None
        who = [viewer.issuer, viewer.subject, viewer.post.hex]
        said = json.dumps([purpose, *who, int(until.timestamp()), dict(about), viewer.session])
        errand = self._locks(b"errands").encrypt(said.encode()).decode()
        return f"{self.base_url}/{purpose}?errand={errand}"

    def read_errand(self, text: str, *, purpose: str) -> Errand | None:
        """Reads what an address is good for; None unless we wrote it, for this purpose."""
        try:
            said = self._locks(b"errands").decrypt(text.encode("ascii"))
        except (InvalidToken, UnicodeEncodeError):
            return None
        path, issuer, subject, post, until, about, session = json.loads(said)
        began = None if session is None else (session[0], session[1], session[2])
        found = Errand(path, issuer, subject, UUID(post), until, about, began)
        return found if path == purpose else None

    def address(self, ticket: str, file: UUID) -> str:
        """Gives the address under which a file can be sent or had."""
        seal = sealed(_secret(self._secrets[0], ticket), file)
        return f"{self.base_url}{PATH}{file}?ticket={ticket}&seal={seal}"

    def facts(self, viewer: Viewer, *, now: datetime) -> dict[str, str | None]:
        """Gives what :func:`address_sql` binds for a viewer."""
        ticket = self.ticket(viewer, "get", now=now)
        if ticket is None:
            return dict.fromkeys(FACTS)
        secret = _secret(self._secrets[0], ticket)
        values = (f"{self.base_url}{PATH}", ticket, secret)
        return dict(zip(FACTS, values, strict=True))

    def _locks(self, apart: bytes | None = None) -> MultiFernet:
        """The locks of tickets; or, apart from them, those of something else."""
        secrets = (one if apart is None else _apart(one, apart) for one in self._secrets)
        return MultiFernet([Fernet(base64.urlsafe_b64encode(secret)) for secret in secrets])


FACTS = ("link_base", "link_ticket", "link_secret")
"""The parameters of :func:`address_sql`."""


def sealed(secret: str, file: UUID) -> str:
    """Gives the seal of one file's address; :func:`address_sql` makes the same in SQL."""
    inner = hashlib.sha256(f"{secret}{file}".encode()).digest()
    # Hashed twice: a hash of secret and text alone could be extended.
    return hashlib.sha256(inner).hexdigest()


def _apart(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")


def _secret(key: bytes, ticket: str) -> str:
    """What seals are made from: known to the server and to the statement that prints addresses."""
    return hmac.new(key, ticket.encode(), hashlib.sha256).hexdigest()


def address_sql(
    columns: Mapping[str, ColumnElement[Any]], values: Mapping[str, ColumnElement[Any]]
) -> ColumnElement[Any]:
    """Writes the address of a file that has arrived as SQL, for the reading road; else null."""
    return case((columns["state"] != "PREPARED", sealed_address(columns, values)))


def sealed_address(
    columns: Mapping[str, ColumnElement[Any]], values: Mapping[str, ColumnElement[Any]]
) -> ColumnElement[Any]:
    """Writes the address of a file as SQL, whatever has become of it."""
    base, ticket, secret = (values[name] for name in FACTS)
    key = cast(columns["id"], Text)
    inner = func.sha256(func.convert_to(secret.concat(key), "UTF8"))
    seal = func.encode(func.sha256(inner), "hex")
    return base.concat(key).concat("?ticket=").concat(ticket).concat("&seal=").concat(seal)


def bare(media_type: str) -> str:
    """Gives a media type without its parameters: of text in another charset the type is the same."""
    return media_type.partition(";")[0].strip().lower()


def fits(name: str, media_type: str) -> bool:
    """Says whether a file's name ends as its type asks."""
    return name.lower().endswith(tuple(MEDIA_TYPES.get(media_type, ())))


def begins(head: bytes, media_type: str) -> bool:
    """Says whether a file's first bytes can be of its type; of too few it is said at the end."""
    return len(head) < HEAD or _begins(head, media_type)


def _begins(head: bytes, media_type: str) -> bool:
    return media_type not in MAGIC or bool(re.match(MAGIC[media_type], head, re.DOTALL))


class Look:
    """Looks through a whole file, chunk after chunk: whether it can be of its type."""

    def __init__(self, media_type: str) -> None:
        self._type, self._head = media_type, b""
        kinds = ENCODINGS if media_type in TEXTS else ()
        self._text = bool(kinds)
        self._readings = [codecs.getincrementaldecoder(kind)("strict") for kind in kinds]
        self._wanted = set(WITHIN.get(media_type, ()))
        self._tail = b""

    def take(self, chunk: bytes) -> None:
        """Looks at the next chunk."""
        self._head = (self._head + chunk[:HEAD])[:HEAD]
        self._go_on(chunk)
        if self._wanted:
            seen = self._tail + chunk
            self._wanted -= {name for name in self._wanted if name in seen}
            self._tail = seen[-LONGEST_NAME:]

    def fits(self) -> bool:
        """Says what came of it, at the end."""
        self._go_on(b"", final=True)
        inside = not self._wanted and (not self._text or bool(self._readings))
        return inside and _begins(self._head, self._type)

    def _go_on(self, chunk: bytes, *, final: bool = False) -> None:
        self._readings = [
            one
            for one in self._readings
            if b"\0" not in chunk and _goes_on(one, chunk, final=final)
        ]


def _goes_on(reading: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        reading.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
