"""Tables of the diaries: what a level has asked at visits, and what was written on a day.

All are kept as they were: settings by number, entries and their files for good. An entry is no report:
nothing that counts problems counts it.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

KINDS = ("VISIT", "DIARY")
MOST_LINES = 30

visit_template = Table(
    "visit_template",
    metadata,
    *held(),
    Column("number", SmallInteger, nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    # Line by line, in Chinese and in English; without a line the word of the level above holds.
    *(
        Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'"))
        for name in ("lines", "lines_en")
    ),
    *belongs("set_by", "person"),
    Column("set_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("cardinality(lines) = cardinality(lines_en)", name="in_both_languages"),
    Index("visit_template_number", "root", "holder", "number"),
    Index(
        "visit_template_in_force",
        "root",
        "holder",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        # A visit shows by what it was asked, also when that is in force no more.
        "issued": "state in ('PUBLISHED', 'RETIRED')",
        "stays": True,
        "fixed": ("number", "title", "title_en", "lines", "lines_en", "set_by", "set_at"),
    },
)

diary_entry = Table(
    "diary_entry",
    metadata,
    *held(),
    *one_of("kind", *KINDS),
    *belongs("author_person", "person"),
    *belongs("author_post", "post"),
    Column("day", Date, nullable=False),
    Column("place", Text, nullable=False, server_default=text("''")),
    # A code that says nothing to who has not the key to it: no name, no number of a person.
    Column("household", Text, nullable=False, server_default=text("''")),
    Column("text", Text, nullable=False),
    *belongs("corrects", "diary_entry", nullable=True),
    # What was asked at the visit, as it stood that day, and what was answered, line by line.
    *belongs("template_id", "visit_template", nullable=True),
    Column("answers", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("lines", SmallInteger, nullable=False, server_default=text("0")),
    Column("unanswered", SmallInteger, nullable=False, server_default=text("0")),
    Column("written_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("template_id is null or kind = 'VISIT'", name="asked_at_a_visit"),
    CheckConstraint("unanswered between 0 and lines", name="lines_counted"),
    Index("diary_entry_holder", "holder", "day", "id"),
    Index("diary_entry_author", "author_person", "day", "id"),
    Index("diary_entry_corrects", "root", "corrects", unique=True),
    *(
        Index(
            f"diary_entry_visits{slot}", f"at{slot}", "day", postgresql_where=text("kind = 'VISIT'")
        )
        for slot in (1, 2, 3, 4, 5)
    ),
    info={"wall": "held", "born": "here", "append_only": True},
)

diary_file = Table(
    "diary_file",
    metadata,
    # Its id is that of the file that was uploaded: one address for the bytes of both.
    *held(),
    *belongs("entry_id", "diary_entry"),
    *belongs("author_person", "person"),
    # As they were announced and arrived: the database copies them (migrations/gates/diaries.sql).
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("media_type", Text, nullable=False, server_default=text("''")),
    Column("size_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("sha256", Text, nullable=False, server_default=text("''")),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("diary_file_entry", "entry_id", "added_at", "id"),
    info={
        "wall": "held",
        "parent": "entry_id",
        "append_only": True,
        "kept": ("name", "media_type", "size_bytes", "sha256"),
    },
)
