"""Who is who in the prose model: roles and kinds of rows as the rule book names them, whoever acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ADMINISTRATORS = {"system_administrator", "security_administrator", "audit_administrator"}

BEARERS = {
    "work_committee",
    "party_group",
    "party_group_secretary",
    "party_group_member",
    "organ_committee_secretary",
    "full_time_deputy_secretary",
    "organ_discipline_secretary",
    "branch_secretary",
}
HEADS = {"unit_head", "party_group_secretary"}
OVERSEERS = {
    "task_force",
    "organisation_department",
    "work_committee",
    "party_group",
    "organ_committee_secretary",
    *HEADS,
}
WORKERS = {
    "level_administrator",
    "handler",
    "grid_worker",
    "discipline_organ",
    "propaganda_approver",
    "petition_bureau",
    *OVERSEERS,
    *BEARERS,
}
MAKERS = {"task_force", "work_committee", *HEADS}

BUSINESS = {"responsibility", "clause", "binding", "pledge", "obligation", "entry", "file"}
JUDGING = {
    "problem.record_client",
    "problem.evaluate",
    "problem.override",
    "problem.recheck",
    "problem.find_breach",
}
LADDER = {"problem", "hop", "happening", "measure", "casepaper", "evaluation"}
BESIDE = {
    *("assignment", "escalation", "extension", "draft", "publication"),
    *("meeting_item", "meeting_minutes", "cluster"),
}
"""What hangs on a problem and is told on pages of its own."""
FINDERS = {"grid_worker", "handler", "branch_secretary", "task_force", "petition_bureau", *HEADS}
BRINGERS = {"task_force", "branch_secretary", *HEADS}
"""Those who send a problem up: 主要负责人、专班、支部书记."""

KEPT_FROM_THEM = {
    **dict.fromkeys(BUSINESS, "administrators-hold-no-business"),
    **dict.fromkeys(LADDER, "administrators-touch-no-problems"),
    "supplement": "administrators-make-no-work-rules",
    "petitioner": "administrators-touch-no-petitioners",
    "calendar_day": "administrators-keep-no-calendar",
    "extension": "administrators-touch-no-extensions",
    "assignment": "administrators-touch-no-assignments",
    "problem_setting": "administrators-of-the-system-set-no-problem-rules",
    "escalation": "administrators-touch-no-proposals",
    "diary_entry": "administrators-read-no-diaries",
    "visit_template": "administrators-read-no-diaries",
    "cluster": "administrators-touch-no-clusters",
    **dict.fromkeys(
        ("meeting", "meeting_item", "meeting_minutes"), "administrators-touch-no-meetings"
    ),
    "campaign": "administrators-run-no-campaigns",
    "reorganisation": "the-three-administrators-reorganise-nothing",
    "reorganisation_step": "the-three-administrators-reorganise-nothing",
    "reorganisation_effect": "the-three-administrators-reorganise-nothing",
}
"""What the three administrators touch in no post, and which rule says so."""
INHERITED = {
    "clause",
    "visit_template",
    "supplement",
    "calendar_day",
    "problem_setting",
    "custom_role",
    "book_edition",
    "change_threshold",
}
ISSUED = {"PUBLISHED", "RETIRED"}
KEPT_ON = {"clause", "visit_template"}
"""What the line below still sees after it was replaced."""


@dataclass(frozen=True)
class Someone:
    """Whoever acts: the unit and roles of the acting post, and of all other posts."""

    person: str | None = None
    post: str | None = None
    unit: int | None = None
    roles: frozenset[str] = frozenset()
    actor_type: str | None = None
    body: str | None = None
    other_units: tuple[int, ...] = ()
    other_roles: frozenset[str] = frozenset()
    window: int | None = None
    """The unit over which an emergency window of the acting post is open."""
    kind: str | None = None
    in_township: bool = False
    """What the unit is, and whether a township is above it."""
    lent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For an action, the roles as which a custom role lets them do it."""


@dataclass(frozen=True)
class Thing:
    """A row as prose sees it: what it is, who holds it, and what is known of it."""

    noun: str
    holder: int | None = None
    overdue: bool = False
    passed: tuple[int, ...] = ()
    """Units through whose hands it has gone."""
    known: Mapping[str, str | int | bool | tuple[str, ...] | None] = field(default_factory=dict)
    accused: tuple[int, ...] = ()
    """Units that it is against."""


Parents = Mapping[int, int | None]
"""Each unit's direct superior."""


def against(parents: Parents, who: Someone, thing: Thing) -> bool:
    """被反映的单位，及其下级，任何一个职务在其中的人。"""
    for post in (who.unit, *who.other_units):
        unit = post
        while unit is not None:
            if unit in thing.accused:
                return True
            unit = parents[unit]
    return False


def sits_below(parents: Parents, who: Someone, thing: Thing) -> bool:
    """Says whether it lies with a unit below the acting one in which the same person sits, too."""
    above = parents[thing.holder] if thing.holder in who.other_units else None
    while above is not None and above != who.unit:
        above = parents[above]
    return above is not None
