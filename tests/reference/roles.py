"""Who is meant by a word for several roles, as the rules in prose use it."""

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
LADDER = {"problem", "hop", "happening", "measure", "evaluation"}
FINDERS = {"grid_worker", "handler", "branch_secretary", "task_force", "petition_bureau", *HEADS}
BRINGERS = {"task_force", "branch_secretary", *HEADS}
"""Those who send a problem up: 主要负责人、专班、支部书记."""
