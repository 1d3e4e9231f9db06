"""Tables of the problem ladder.

A *problem* lies at one post of one node at any time. A *hop* is its way along one edge of the tree:
the row names the edge with its two ends and a foreign key holds them to it, so that a skipped level
cannot be written. Only a hop moves a problem (``migrations/gates/problems.sql``).
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem

from ledger.problems import rules
from ledger.problems.admission_columns import admission_columns
from ledger.problems.indexes import reading_indexes, story_indexes, trail_indexes
from ledger.problems.leading_columns import LED, leading_columns
from ledger.problems.number_column import number_column
from ledger.problems.objection_columns import objection_columns
from ledger.problems.phases import FIELDS
from ledger.problems.proposal_columns import proposal_columns
from ledger.problems.reckoned_columns import reckoned_columns
from ledger.problems.rest_columns import rest_columns
from ledger.problems.submission_columns import KEPT, forum_columns, submission_columns
from storage.metadata import metadata
from tenants.columns import SLOTS, WITH_WHOM, accused, belongs, held, one_of, with_whom

_ENDED = ", ".join(f"'{state}'" for state in sorted(rules.TERMINAL))


def _tenant(table: str, column: str, *, nullable: bool = False) -> list[SchemaItem]:
    """A column that names a tenant of the same root, and its foreign key."""
    return [
        Column(column, Integer, nullable=nullable),
        ForeignKeyConstraint(
            ["root", column], ["app.tenant.root", "app.tenant.id"], name=f"{table}_{column}_fk"
        ),
    ]


problem = Table(
    "problem",
    metadata,
    *held(),
    # The post that answers for it now: one of the holder's. A hop sets it, nobody else.
    *belongs("holder_post", "post"),
    *number_column(),
    *one_of("list_type", *rules.LISTS),
    *one_of("state", *rules.STATES, default="COLLECTED"),
    *one_of("field", *FIELDS, default="OTHER"),
    Column("title", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("source", Text, nullable=False, server_default=text("''")),
    # The upstream system that fed it, and the order's number there: a unit takes it in once.
    *one_of("channel", *rules.CHANNELS, default="OWN_FINDING"),
    Column("channel_no", Text),
    # The diary entry it came from; who does not read the entry sees that there is one, not which.
    *belongs("diary_entry_id", "diary_entry", nullable=True),
    *_tenant("problem", "origin"),
    *belongs("reported_by", "person"),
    Column("reported_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # When it was found, where that is known: the first mile is measured from it.
    Column("found_on", Date),
    *admission_columns(),
    Column("reason", Text),
    Column("suggestion", Text),
    Column("class", Text, key="class"),
    Column("colour", Text),
    Column("alert", Text, nullable=False, server_default=text("'GREEN'")),
    # Where another owes the step: which unit (kept by the state), until when, and the nearest last
    # day of what the holder owes meanwhile. Only the own days make the holder's item overdue and
    # turn its light; past the other's day it is late for the unit that owes, and seen as far up.
    *_tenant("problem", "owed_by", nullable=True),
    *reckoned_columns(),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    Column("overdue", Boolean, nullable=False, server_default=text("false")),
    # For thirty days: the sweep says so (migrations/gates/desks.sql).
    Column("long_overdue", Boolean, nullable=False, server_default=text("false")),
    # Netted in once as hard and across units.
    Column("across", Boolean, nullable=False, server_default=text("false")),
    # The day of its registration; and since when it is on the list of the level that listed it.
    Column("registered_on", Date),
    Column("listed_on", Date),
    *_tenant("problem", "listed_by", nullable=True),
    *_tenant("problem", "listed_parent", nullable=True),
    *belongs("lead_post", "post", nullable=True),
    *leading_columns(),
    *belongs("handled_by", "person", nullable=True),
    *belongs("closed_by", "person", nullable=True),
    *belongs("merged_into", "problem", nullable=True),
    *proposal_columns(),
    *submission_columns(),
    *rest_columns(),
    *objection_columns(),
    # What it is about, for "the same category"; whoever screens it says so.
    Column("category", Text),
    # With which others of its type it is looked at (ledger/clusters).
    *belongs("cluster_id", "cluster", nullable=True),
    # How it is to be rectified: by its class, jointly, as one with others.
    Column("mode", Text),
    # Co-handlers who are not done; the whole is not done before its parts.
    Column("parts_open", SmallInteger, nullable=False, server_default=text("0")),
    Column("hops", SmallInteger, nullable=False, server_default=text("0")),
    Column("returns", SmallInteger, nullable=False, server_default=text("0")),
    Column("recurrences", SmallInteger, nullable=False, server_default=text("0")),
    Column("supporters", SmallInteger, nullable=False, server_default=text("0")),
    # 问题发现靠党建、问题发生查党建、问题解决看党建: which Party organisation found it, in whose
    # Party building its cause lies, and which one solved it.
    *belongs("found_by_body", "body", nullable=True),
    *belongs("cause_body", "body", nullable=True),
    *belongs("solved_by_body", "body", nullable=True),
    Column("root_cause", Text),
    Column("lasting_mechanism", Text),
    Column("same_type_follow_up", Text),
    # Units that must never learn of it: what the petitioners slice seals by.
    accused(),
    Column("version", Integer, nullable=False, server_default=text("1")),
    *with_whom(),
    CheckConstraint("char_length(title) between 1 and 200", name="title_length"),
    CheckConstraint(f"class in ({', '.join(map(repr, rules.CLASSES))})", name="class_known"),
    CheckConstraint(f"mode in ({', '.join(map(repr, rules.MODES))})", name="mode_known"),
    CheckConstraint("alert in ('GREEN', 'YELLOW', 'RED')", name="alert_known"),
    CheckConstraint(f"open = (state not in ({_ENDED}))", name="open_until_ended"),
    # Responsible unit (the holder), lead leader and deadline: all three, or it is not handed down.
    CheckConstraint(
        "state not in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED')"
        " or (lead_post is not null and listed_by is not null)",
        name="all_three",
    ),
    # Nobody hands a problem to whom it is against, or to anyone below them.
    CheckConstraint(
        f"not (accused && array[{', '.join(f'at{slot}' for slot in SLOTS)}])",
        name="never_with_the_accused",
    ),
    CheckConstraint(
        f"parts_open = 0 or state not in ({', '.join(map(repr, rules.CLAIMED))})",
        name="parts_finished",
    ),
    Index("problem_post", "holder_post", postgresql_where=text("open")),
    Index("problem_turning", "yellow_on", postgresql_where=text("open and alert = 'GREEN'")),
    Index("problem_late", "due_on", postgresql_where=text("open and overdue")),
    Index("problem_category", "root", "category", "reported_at"),
    CheckConstraint(
        "channel = 'OWN_FINDING' or channel = 'PHONE' or channel_no is not null",
        name="channel_numbered",
    ),
    Index("problem_origin", "root", "origin"),
    Index("problem_diary", "diary_entry_id", postgresql_where=text("diary_entry_id is not null")),
    Index(
        "problem_merged",
        "root",
        "merged_into",
        postgresql_where=text("merged_into is not null"),
    ),
    Index(
        "problem_cluster",
        "root",
        "cluster_id",
        postgresql_where=text("cluster_id is not null"),
    ),
    *reading_indexes(),
    info={
        "wall": "held",
        "overdue": True,
        "owed": True,
        "born": "here",
        "kept": (
            *("number", "hops", "alert", "parts_open", "long_overdue", "owed_by", "owed_late"),
            *KEPT,
            *LED,
            *WITH_WHOM,
        ),
        "fixed": (
            "holder_post",
            "origin",
            "reported_by",
            "reported_at",
            "accused",
            "channel",
            "channel_no",
            "diary_entry_id",
        ),
        "accused": "accused",
        "lies_at": "holder_post",
        "line": ("listed_by", "listed_parent"),
    },
)

hop = Table(
    "hop",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("seq", SmallInteger, nullable=False),
    *one_of("direction", *rules.DIRECTIONS),
    Column("edge", Integer, nullable=False),
    Column("child", Integer, nullable=False),
    Column("parent", Integer, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    # The unit that took the step: the upper end of its edge, or whoever rose by rule.
    Column("author_tenant", Integer, nullable=False),
    *belongs("post_id", "post", nullable=True),
    # Risen by rule, not by anybody's leave: the two ends used up their exchanges.
    Column("by_rule", Boolean, nullable=False, server_default=text("false")),
    *one_of("shown", *rules.SHOWN, default="WHO"),
    Column("made_by", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # The ladder itself: a hop that is not along an edge of the tree has nothing to point at.
    ForeignKeyConstraint(
        ["root", "edge", "child", "parent"],
        [
            "app.tenant_edge.root",
            "app.tenant_edge.id",
            "app.tenant_edge.child",
            "app.tenant_edge.parent",
        ],
        name="hop_along_an_edge",
    ),
    Index("hop_in_order", "root", "problem_id", "seq", unique=True),
    Index("hop_ends", "ends", "problem_id", "seq"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "append_only": True,
        "kept": ("seq", "starts", "ends", "author_tenant", "accused"),
        "moves": True,
        "accused": "accused",
    },
)

problem_trail = Table(
    "problem_trail",
    metadata,
    # Its holder is a unit on the trail: what such a unit has once had is one index range.
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("due_on", Date, nullable=False),
    Column("reported_at", DateTime(timezone=True), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("within", Boolean, nullable=False),
    *trail_indexes(),
    info={
        "wall": "held",
        "derived": True,
        "kept": (
            *("root", "id", "holder", "problem_id", "due_on", "reported_at", "open", "within"),
            "accused",
        ),
        "accused": "accused",
    },
)

happening = Table(
    "happening",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("act", Text, nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("author_tenant", Integer, nullable=False),
    # Null where those served spoke for themselves, by a code, and where a rest ended with its day.
    *belongs("author_person", "person", nullable=True),
    *belongs("author_post", "post", nullable=True),
    Column("author_title", Text, nullable=False),
    # Between which two ends of an edge an item went to and fro.
    Column("other_end", Integer),
    # Which unit it is about, wherever the problem goes: of a case, a breach, an objection.
    *_tenant("happening", "about", nullable=True),
    # Of a case: which publication was made, or withdrawn.
    *belongs("publication_id", "publication", nullable=True),
    *one_of("shown", *rules.SHOWN, default="WHO"),
    Column("reason", Text),
    *forum_columns(),
    Column("text", Text, nullable=False, server_default=text("''")),
    # The evidence that came with it: the hash of each file.
    Column("files", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # The deadline that this step set: the clocks replay it.
    Column("due_on", Date),
    # How much the stage that it began may take, where the line had set less than what ships.
    Column("allowed", SmallInteger),
    Column("happened_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="happening_author_tenant_fk",
    ),
    CheckConstraint(
        "(author_person is not null and author_post is not null)"
        " or act in ('record_client_answer', 'record_dissatisfaction', 'publish_case',"
        " 'withdraw_case', 'resume_problem')",
        name="somebody",
    ),
    *story_indexes(),
    info={
        "wall": "held",
        "parent": "problem_id",
        "author": "author_tenant",
        "append_only": True,
        "kept": ("accused",),
        "accused": "accused",
    },
)

share = Table(
    "share",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *one_of("kind", "EMERGENCY_COPY", "REVIEW"),
    *_tenant("share", "with_tenant"),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("shared_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("share_once", "root", "problem_id", "kind", "with_tenant", unique=True),
    info={
        "wall": "held",
        "parent": "problem_id",
        "append_only": True,
        "moves": True,
        "kept": ("accused",),
        "accused": "accused",
    },
)

supporter = Table(
    "supporter",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *_tenant("supporter", "author_tenant"),
    *belongs("author_person", "person"),
    Column("text", Text, nullable=False),
    Column("joined_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # One person joins once: support counts people, not messages.
    Index("supporter_once", "root", "problem_id", "author_person", unique=True),
    Index("supporter_problem", "problem_id", "joined_at", "id"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "author": "author_tenant",
        "append_only": True,
        "kept": ("accused",),
        "accused": "accused",
    },
)

measure = Table(
    "measure",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("position", SmallInteger, nullable=False),
    Column("text", Text, nullable=False),
    *belongs("owner_post", "post"),
    Column("due_on", Date, nullable=False),
    Column("approach", Text),
    CheckConstraint(
        f"approach in ({', '.join(map(repr, rules.APPROACHES))})", name="approach_known"
    ),
    # Each return begins another round of work, as it does another of evaluations.
    Column("round", SmallInteger, nullable=False, server_default=text("1")),
    # Lapsed: planned by a unit that the problem has left since (migrations/gates/problems.sql).
    *one_of("state", "PLANNED", "DONE", "LAPSED", default="PLANNED"),
    Column("result", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Index("measure_problem", "problem_id", "position", "id"),
    Index("measure_planned", "due_on", postgresql_where=text("state = 'PLANNED'")),
    Index("measure_owner", "owner_post", postgresql_where=text("state = 'PLANNED'")),
    info={
        "wall": "held",
        "parent": "problem_id",
        "kept": ("accused",),
        "accused": "accused",
    },
)
