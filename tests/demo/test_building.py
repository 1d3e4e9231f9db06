"""The demo is one city with everybody in it, and its year was lived by the acts themselves."""

from server.demo import cast
from server.demo.duties import ACTORS
from tests.demo.conftest import Asker, Demo

LEVELS = ("city", "county", "township", "village")
LISTS = "{ responsibilityLists(first: 50) { nodes { tenant { name kind } } } }"


def parts(demo: Demo) -> dict[str, cast.Part]:
    return {part.key: part for part in cast.cast_of(demo.line)}


def test_every_village_has_a_branch_and_a_secretary(demo: Demo) -> None:
    ((villages, secretaries, branches),) = demo.rows(
        "select (select count(*) from app.tenant where kind = 'VILLAGE'),"
        " (select count(*) from app.post p join app.tenant t on t.id = p.holder"
        "  where t.kind = 'VILLAGE' and p.actor_type = 'branch_secretary'),"
        " (select count(*) from app.body b join app.tenant t on t.id = b.holder"
        "  where t.kind = 'VILLAGE' and b.kind = 'party_branch')"
    )
    assert villages == secretaries == branches == 8


def test_everybody_is_marked_synthetic(demo: Demo) -> None:
    assert demo.rows("select count(*) from app.person where not synthetic") == [(0,)]


def test_nobody_holds_posts_that_do_not_go_together(demo: Demo) -> None:
    held = demo.rows(
        "select a.person_id, t.kind, p.actor_type from app.appointment a"
        " join app.post p on p.id = a.post_id join app.tenant t on t.id = p.holder"
        " where a.person_id in (select person_id from app.appointment group by 1 having count(*) > 1)"
    )
    # The secretary of a working committee heads its own department, and nobody else has two posts.
    assert {(kind, actor) for _, kind, actor in held} == {
        ("CITY", "work_committee"),
        ("COUNTY", "work_committee"),
        ("DEPARTMENT", "party_group_secretary"),
    }


def test_every_record_was_made_by_an_act_of_someone(demo: Demo) -> None:
    ((lists, without),) = demo.rows(
        "select count(*), count(*) filter (where not exists (select from audit.event e"
        " where e.record = l.id and e.act = 'publish_list' and e.person is not null))"
        " from app.responsibility_list l where state = 'PUBLISHED'"
    )
    assert (lists > 20, without) == (True, 0)
    assert demo.rows("select * from audit.verify()") == []


def test_every_state_of_an_obligation_is_there_and_some_are_late(demo: Demo) -> None:
    states = dict(demo.rows("select state, count(*) from app.obligation group by 1"))
    assert set(states) == {"PLANNED", "RECORDED", "SELF_CHECKED", "ACCEPTED", "RETURNED"}
    ((late, wrong),) = demo.rows(
        "select count(*) filter (where overdue),"
        " count(*) filter (where overdue <> (open and due_on < date '2026-11-22'))"
        " from app.obligation"
    )
    assert (late > 0, wrong) == (True, 0)


def test_the_villages_on_the_line_of_the_cast_are_not_late(demo: Demo) -> None:
    (found,) = demo.rows(
        "select count(*) from app.obligation where holder = %s and overdue", demo.line.village.id
    )
    assert found == (0,)


def test_a_county_tightens_a_rule_and_its_village_reads_who_said_so(demo: Demo, ask: Asker) -> None:
    query = "query ($code: String!) { tenant(code: $code, kind: VILLAGE) { id } }"
    village = ask("village-branch-secretary", query, code=demo.line.village.code)["tenant"]["id"]
    rules = ask(
        "village-branch-secretary",
        """query ($on: ID!) { workRules(inForceOn: $on) {
          key parameters { name operator value saidBy { name } } } }""",
        on=village,
    )["workRules"]
    (meeting,) = [rule for rule in rules if rule["key"] == "pb_members_meeting"]
    (quorum,) = [one for one in meeting["parameters"] if one["name"] == "quorum"]
    assert (quorum["operator"], quorum["value"]) == ("AT_LEAST", "2/3")
    assert quorum["saidBy"] == {"name": demo.line.county.name}


def test_the_cast_has_every_actor_level_and_administrator(demo: Demo) -> None:
    described = [(part.place.kind.lower(), part.key) for part in parts(demo).values()]
    for level in LEVELS:
        for post in ("administrator", "task-force"):
            assert (level, f"{level}-{post}") in described
    posts = dict(demo.rows("select id, actor_type from app.post"))
    actors = {posts[key] for key in posts}
    assert set(ACTORS) <= actors
    assert {"system-administrator", "security-administrator", "audit-administrator"} <= set(
        parts(demo)
    )


def test_whatever_is_done_or_refused_anywhere_has_somebody_who_may_read_it(demo: Demo) -> None:
    """Of the unit or of the one above it: one who audits, and one who explains refusals."""

    def unread(*roles: str) -> list[str]:
        found = demo.rows(
            "select distinct t.kind from app.tenant t where exists"
            " (select from app.post p where p.holder = t.id) and not exists (select"
            " from app.post p join app.appointment a on a.post_id = p.id and a.relieved_on is null"
            " where p.holder in (t.id, t.parent_id) and p.roles && %s)",
            list(roles),
        )
        return [kind for (kind,) in found]

    assert unread("audit_administrator") == []
    assert unread("level_administrator", "security_administrator") == []
    assert "VILLAGE" in unread("system_administrator"), "the control: of these there are fewer"


def test_each_level_sees_itself_and_the_next(demo: Demo, ask: Asker) -> None:
    seen = {
        level: {
            node["tenant"]["kind"]
            for node in ask(f"{level}-task-force", LISTS)["responsibilityLists"]["nodes"]
        }
        for level in LEVELS
    }
    assert seen == {
        "city": {"CITY", "COUNTY", "DEPARTMENT"},
        "county": {"COUNTY", "TOWNSHIP", "DEPARTMENT"},
        "township": {"TOWNSHIP", "VILLAGE"},
        "village": {"VILLAGE"},
    }


def test_siblings_are_not_seen(demo: Demo, ask: Asker) -> None:
    lists = ask("county-task-force", LISTS)["responsibilityLists"]["nodes"]
    names = {node["tenant"]["name"] for node in lists}
    assert demo.line.sibling_county.name not in names
    assert demo.line.far_township.name not in names
    assert demo.line.city.name not in names
    assert {demo.line.township.name, demo.line.sibling_township.name} <= names


def test_a_village_reads_who_said_its_clauses(demo: Demo, ask: Asker) -> None:
    query = """{ responsibilityLists(first: 2) { nodes { bindings(first: 50) { nodes {
        part clause { title saidBy { name kind } } } } } } }"""
    (found,) = ask("village-branch-secretary", query)["responsibilityLists"]["nodes"]
    said = {(node["part"], node["clause"]["saidBy"]["kind"]) for node in found["bindings"]["nodes"]}
    assert said == {
        ("COMMON", "CITY"),
        ("COMMON", "COUNTY"),
        ("COMMON", "TOWNSHIP"),
        ("OWN", "VILLAGE"),
    }


def test_what_the_city_says_for_itself_alone_is_read_by_nobody_below(
    demo: Demo, ask: Asker
) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on Clause { part publisher { kind } } } }"
    ((key, common),) = demo.rows(
        "select (select id from app.clause c where c.part = 'OWN' and c.holder = t.id),"
        " (select id from app.clause c where c.part = 'COMMON' and c.holder = t.id limit 1)"
        " from app.tenant t where t.kind = 'CITY'"
    )
    own, said = f"Clause_{key}", {"part": "OWN", "publisher": {"kind": "CITY"}}
    assert ask("city-task-force", query, id=own)["node"] == said
    for who in (
        "county-task-force",
        "sibling-county-task-force",
        "township-task-force",
        "village-branch-secretary",
        "sibling-department-head",
    ):
        assert ask(who, query, id=own)["node"] is None, who
        assert ask(who, query, id=f"Clause_{common}")["node"]["part"] == "COMMON", who
    assert demo.rows(
        "select count(*) from app.binding b join app.clause c on c.id = b.clause_id"
        " where c.part = 'OWN' and c.holder <> b.holder"
    ) == [(0,)]
