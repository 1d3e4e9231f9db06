"""Lists are drafted, written, published and handed down one level at a time."""

import uuid

import psycopg
import pytest

from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list

BRANCH = "branch_secretary"


def version(stage, key: uuid.UUID, table: str = "responsibility_list") -> int:
    return stage.one(f"select version from app.{table} where id = %s", key)


async def drafted(stage, who: str, *, catalogue: bool = False) -> uuid.UUID:
    return await stage.done(who, draft_list, DraftList(BRANCH, 2026, with_catalogue=catalogue))


async def written(stage, who: str, owner: uuid.UUID, title: str, *, part: str = "OWN", **said):
    clause = AddClause(owner, ClauseText(title, **said), part=part)
    return await stage.done(who, add_clause, clause)


async def published(stage, who: str, owner: uuid.UUID, **how) -> None:
    await stage.done(who, publish_list, PublishList(owner, version(stage, owner), **how))


def binds(stage, owner: uuid.UUID) -> list[tuple[str, str]]:
    """Title and publisher of what binds a list today."""
    return stage.rows(
        "select c.title, t.name from app.binding b join app.clause c on c.id = b.clause_id"
        " join app.tenant t on t.id = c.said_by where b.list_id = %s and b.until is null"
        " order by c.title",
        owner,
    )


# ------------------------------------------------------------------------------- drafting


async def test_a_drafted_list_belongs_to_the_unit_and_is_recorded(stage) -> None:
    made = await drafted(stage, "a.head")
    held, state = stage.one("select holder, state from app.responsibility_list where id = %s", made)
    assert (held, state) == (stage.world.tenants["a"], "DRAFT")
    assert stage.rows("select kind, record_id from app.outbox") == [("ListDrafted", made)]
    act, rule, person = stage.one("select act, rule, person from audit.event")
    assert (act, rule) == ("draft_list", "a-level-makes-its-own-lists")
    assert person == stage.world.person("a.head")


async def test_a_list_can_begin_with_the_duties_of_the_catalogue(stage) -> None:
    made = await drafted(stage, "city.task_force", catalogue=True)
    duties = stage.one("select count(*) from app.duty where actor_type = %s", BRANCH)
    assert duties > 5
    parts = "select count(*), min(part), min(state) from app.clause where list_id = %s"
    assert stage.one(parts, made) == (duties, "COMMON", "DRAFT")


@pytest.mark.parametrize("tenant", ["city", "a", "a1", "a1x", "bureau", "section"])
async def test_every_kind_of_unit_can_have_a_list(stage, tenant: str) -> None:
    assert await drafted(stage, f"{tenant}.head")


async def test_draft_refuses_a_second_list_for_the_same_actor_and_year(stage) -> None:
    await drafted(stage, "a.head")
    refusal = await stage.refused("a.task_force", draft_list, DraftList(BRANCH, 2026))
    assert refusal.code == "list.exists"


async def test_draft_refuses_a_year_far_away(stage) -> None:
    for year in (1999, 2029):
        refusal = await stage.refused("a.head", draft_list, DraftList(BRANCH, year))
        assert refusal.code == "list.year_refused"


async def test_draft_refuses_an_unknown_actor_and_a_body_of_another_unit(stage) -> None:
    refusal = await stage.refused("a.head", draft_list, DraftList("mayor", 2026))
    assert (refusal.code, refusal.facts) == ("list.actor_type_unknown", {"actor_type": "mayor"})
    body = stage.one("select id from app.body where name = 'bureau party_group'")
    refusal = await stage.refused("city.head", draft_list, DraftList(BRANCH, 2026, body=body))
    assert refusal.code == "list.body_not_found"


async def test_draft_refuses_who_makes_no_lists(stage) -> None:
    for who in ("a.handler", "city.system_administrator"):
        refusal = await stage.refused(who, draft_list, DraftList(BRANCH, 2026))
        assert refusal.code == "book.not_allowed"
    assert refusal.facts["rule"] == "administrators-hold-no-business"


async def test_an_actor_drafts_its_own_list_only(stage) -> None:
    secretary = "bureau.branch_secretary"
    assert await stage.done(secretary, draft_list, DraftList(BRANCH, 2026))
    refusal = await stage.refused(secretary, draft_list, DraftList("party_group", 2026))
    assert refusal.facts["rule"] == "nothing-allows"


# ------------------------------------------------------------------------------- clauses


async def test_clauses_stand_in_the_order_in_which_they_were_written(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    for title in ("入户走访", "组织学习"):
        await written(stage, "a1x.head", owner, title, evidence=("照片",))
    found = stage.rows("select title, position, state from app.clause order by position")
    assert found == [("入户走访", 1, "DRAFT"), ("组织学习", 2, "DRAFT")]


async def test_add_refuses_a_list_that_is_not_there_or_not_seen(stage) -> None:
    hidden = await drafted(stage, "b.head")
    for owner in (uuid.uuid4(), hidden):
        refusal = await stage.refused("a.head", add_clause, AddClause(owner, ClauseText("学习")))
        assert (refusal.code, refusal.facts) == ("list.not_found", {})


async def test_add_refuses_someone_elses_list_that_is_seen(stage) -> None:
    owner = await drafted(stage, "a1.head")
    await written(stage, "a1.head", owner, "走访")
    await published(stage, "a1.head", owner)
    refusal = await stage.refused("a.head", add_clause, AddClause(owner, ClauseText("学习")))
    assert refusal.code == "book.not_allowed"


async def test_add_refuses_text_that_cannot_be_kept(stage) -> None:
    owner = await drafted(stage, "a.head")
    for text, code in (
        (ClauseText(" "), "record.text_refused"),
        (ClauseText("长" * 201), "record.text_refused"),
        (ClauseText("a\x00b"), "record.text_refused"),
        (ClauseText("学习", evidence=("",)), "record.text_refused"),
        (ClauseText("学习", due_rule="whenever"), "clause.due_rule_refused"),
    ):
        refusal = await stage.refused("a.head", add_clause, AddClause(owner, text))
        assert refusal.code == code


async def test_add_refuses_a_common_clause_by_one_who_only_writes_their_own_part(stage) -> None:
    owner = await stage.done("bureau.branch_secretary", draft_list, DraftList(BRANCH, 2026))
    given = AddClause(owner, ClauseText("学习"), part="COMMON")
    refusal = await stage.refused("bureau.branch_secretary", add_clause, given)
    assert refusal.facts["act"] == "responsibility.bind"


async def test_add_warns_of_last_years_words_until_told_that_they_are_meant(stage) -> None:
    old = await stage.done("a.head", draft_list, DraftList(BRANCH, 2025))
    await written(stage, "a.head", old, "每季度入户走访困难群众")
    owner = await drafted(stage, "a.head")
    again = AddClause(owner, ClauseText("每季度，入户走访困难群众"))
    refusal = await stage.refused("a.head", add_clause, again)
    assert (refusal.code, refusal.facts["year"]) == ("clause.looks_old", "2025")
    meant = AddClause(owner, again.text, despite_warnings=True)
    assert await stage.done("a.head", add_clause, meant)


async def test_add_warns_of_words_copied_from_another_unit(stage) -> None:
    theirs = await drafted(stage, "a1.head")
    await written(stage, "a1.head", theirs, "推动产业园区党建与企业生产经营深度融合发展")
    await published(stage, "a1.head", theirs)
    owner = await drafted(stage, "a.head")
    copied = AddClause(owner, ClauseText("推动产业园区党建与企业生产经营深度融合"))
    refusal = await stage.refused("a.head", add_clause, copied)
    assert refusal.code == "clause.looks_copied"
    assert int(refusal.facts["percent"]) >= 85


async def test_a_warning_tells_nothing_of_what_one_may_not_see(stage) -> None:
    theirs = await drafted(stage, "b.head")
    await written(stage, "b.head", theirs, "推动产业园区党建与企业生产经营深度融合发展")
    await published(stage, "b.head", theirs)
    owner = await drafted(stage, "a.head")
    copied = AddClause(owner, ClauseText("推动产业园区党建与企业生产经营深度融合发展"))
    assert await stage.done("a.head", add_clause, copied)


async def test_add_refuses_the_clause_too_many(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    titles = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
    for title in titles:
        await written(stage, "a1x.head", owner, title * 5)
    refusal = await stage.refused("a1x.head", add_clause, AddClause(owner, ClauseText("子丑寅卯")))
    assert (refusal.code, refusal.facts) == ("clause.too_many", {"limit": "20"})


async def test_add_counts_clauses_that_took_the_place_of_others(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    for title in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸":
        last = await written(stage, "a1x.head", owner, title * 5)
    await published(stage, "a1x.head", owner)
    amend = AmendClause(last, version(stage, last, "clause"), ClauseText("子丑寅卯"))
    await stage.done("a1x.head", amend_clause, amend)
    await published(stage, "a1x.head", owner)
    refusal = await stage.refused("a1x.head", add_clause, AddClause(owner, ClauseText("辰巳午未")))
    assert refusal.code == "clause.too_many"


async def test_add_refuses_a_due_rule_of_another_cadence_and_so_does_the_database(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    for cadence, phrase, example in (
        ("MONTHLY", "by 31 Mar", "month end"),
        ("MONTHLY", "quarter end +10d", "month end"),
        ("MONTHLY", "month end +999d", "month end"),
        ("HALF_YEARLY", "half-year end +185d", "half-year end"),
        ("PER_TERM", "month end", "term end"),
        ("QUARTERLY", "15 working days", "quarter end"),
        ("EVENT", "by 31 Dec", "15 working days"),
    ):
        text = ClauseText("走访", cadence=cadence, due_rule=phrase)
        refusal = await stage.refused("a1x.head", add_clause, AddClause(owner, text))
        assert refusal.code == "clause.due_rule_refused"
        assert refusal.facts == {"phrase": phrase, "cadence": cadence, "example": example}
        written = "update app.clause set cadence = %s, due_rule = %s"
        kept = await stage.done("a1x.head", add_clause, AddClause(owner, ClauseText(phrase)))
        with pytest.raises(psycopg.errors.CheckViolation, match="due_rule_fits_cadence"):
            stage.beside.execute(f"{written} where id = %s", [cadence, phrase, kept])


async def test_add_refuses_a_due_rule_with_control_characters_or_without_end(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    for phrase in ("per \0", "12 days after \0", "per " + "x" * 400):
        clause = AddClause(owner, ClauseText("走访", cadence="EVENT", due_rule=phrase))
        refusal = await stage.refused("a1x.head", add_clause, clause)
        assert refusal.code == "record.text_refused"


async def test_a_clause_that_is_amended_twice_has_one_successor(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    first = await written(stage, "a1x.head", owner, "走访")
    await published(stage, "a1x.head", owner)
    for title in ("每月走访", "每季走访"):
        amend = AmendClause(first, version(stage, first, "clause"), ClauseText(title))
        await stage.done("a1x.head", amend_clause, amend)
    await published(stage, "a1x.head", owner)
    assert binds(stage, owner) == [("每季走访", "甲一东村")]


async def test_an_amended_clause_binds_once_it_is_published(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    first = await written(stage, "a1x.head", owner, "走访")
    await published(stage, "a1x.head", owner)
    amend = AmendClause(first, version(stage, first, "clause"), ClauseText("每月走访"))
    second = await stage.done("a1x.head", amend_clause, amend)
    assert binds(stage, owner) == [("走访", "甲一东村")]
    await published(stage, "a1x.head", owner)
    assert binds(stage, owner) == [("每月走访", "甲一东村")]
    states = dict(stage.rows("select id, state from app.clause"))
    assert states == {first: "RETIRED", second: "PUBLISHED"}
    assert version(stage, owner) == 5


async def test_amend_refuses_what_changed_meanwhile_and_what_is_retired(stage) -> None:
    owner = await drafted(stage, "a1x.head")
    clause = await written(stage, "a1x.head", owner, "走访")
    stale = AmendClause(clause, 7, ClauseText("每月走访"))
    refusal = await stage.refused("a1x.head", amend_clause, stale)
    assert (refusal.code, refusal.facts) == ("clause.stale", {"current": "1"})
    await stage.done("a1x.head", retire_clause, RetireClause(clause, 1))
    refusal = await stage.refused(
        "a1x.head", amend_clause, AmendClause(clause, 2, ClauseText("每月走访"))
    )
    assert refusal.code == "clause.wrong_state"
    refusal = await stage.refused("a1x.head", retire_clause, RetireClause(clause, 2))
    assert refusal.code == "clause.wrong_state"
    refusal = await stage.refused("a1y.head", retire_clause, RetireClause(clause, 2))
    assert refusal.code == "clause.not_found"


async def test_a_retired_clause_binds_nobody_and_asks_for_new_signatures(stage) -> None:
    upper, lower = await drafted(stage, "a.head"), await drafted(stage, "a1.head")
    common = await written(stage, "a.head", upper, "走访", part="COMMON")
    await published(stage, "a.head", upper)
    assert binds(stage, lower) == [("走访", "甲县")]
    before = version(stage, lower)
    await stage.done("a.head", retire_clause, RetireClause(common, 2))
    assert binds(stage, upper) == binds(stage, lower) == []
    assert version(stage, lower) == before + 1


async def test_who_reads_a_common_clause_from_above_is_told_the_rule_that_keeps_it(stage) -> None:
    upper, _ = await drafted(stage, "a.head"), await drafted(stage, "a1.head")
    common = await written(stage, "a.head", upper, "走访", part="COMMON")
    await published(stage, "a.head", upper)
    for act, given in (
        (amend_clause, AmendClause(common, 2, ClauseText("每月走访"))),
        (retire_clause, RetireClause(common, 2)),
    ):
        refusal = await stage.refused("a1.head", act, given)
        assert (refusal.code, refusal.by_rule) == ("book.not_allowed", "nothing-allows")
        # The control: whoever does not see the clause is told of no rule.
        assert (await stage.refused("b1.head", act, given)).code == "clause.not_found"


# ------------------------------------------------------------------------------- publishing


async def test_a_common_clause_reaches_the_next_level_and_no_further(stage) -> None:
    lists = {name: await drafted(stage, f"{name}.head") for name in ("city", "a", "a1", "bureau")}
    await written(stage, "city.head", lists["city"], "共性条款", part="COMMON")
    await written(stage, "city.head", lists["city"], "本级自定")
    await published(stage, "city.head", lists["city"])
    assert binds(stage, lists["city"]) == [("共性条款", "测试市"), ("本级自定", "测试市")]
    assert binds(stage, lists["a"]) == [("共性条款", "测试市")]
    assert binds(stage, lists["bureau"]) == [("共性条款", "测试市")]
    assert binds(stage, lists["a1"]) == []


async def test_a_level_hands_on_what_binds_it_in_the_words_of_who_said_it(stage) -> None:
    lists = {name: await drafted(stage, f"{name}.head") for name in ("city", "a", "a1", "a1x")}
    await written(stage, "city.head", lists["city"], "市定条款", part="COMMON")
    await published(stage, "city.head", lists["city"])
    await written(stage, "a.head", lists["a"], "县定条款", part="COMMON")
    await published(stage, "a.head", lists["a"])
    assert binds(stage, lists["a"]) == [("县定条款", "甲县"), ("市定条款", "测试市")]
    assert binds(stage, lists["a1"]) == [("县定条款", "甲县"), ("市定条款", "测试市")]
    assert binds(stage, lists["a1x"]) == []
    await published(stage, "a1.head", lists["a1"])
    assert binds(stage, lists["a1x"]) == [("县定条款", "甲县"), ("市定条款", "测试市")]


async def test_a_level_need_not_hand_on(stage) -> None:
    lists = {name: await drafted(stage, f"{name}.head") for name in ("city", "a", "a1")}
    await written(stage, "city.head", lists["city"], "市定条款", part="COMMON")
    await published(stage, "city.head", lists["city"])
    await published(stage, "a.head", lists["a"], hand_on=False)
    assert binds(stage, lists["a1"]) == []
    await published(stage, "a.head", lists["a"])
    assert binds(stage, lists["a1"]) == [("市定条款", "测试市")]
    await published(stage, "a.head", lists["a"], hand_on=False)
    assert binds(stage, lists["a1"]) == []


async def test_a_list_drafted_later_is_bound_by_what_is_in_force(stage) -> None:
    upper = await drafted(stage, "city.head")
    await written(stage, "city.head", upper, "市定条款", part="COMMON")
    await published(stage, "city.head", upper)
    assert binds(stage, await drafted(stage, "b.head")) == [("市定条款", "测试市")]


async def test_an_amendment_goes_down_level_by_level(stage) -> None:
    lists = {name: await drafted(stage, f"{name}.head") for name in ("city", "a", "a1")}
    first = await written(stage, "city.head", lists["city"], "旧", part="COMMON")
    for name in ("city", "a"):
        await published(stage, f"{name}.head", lists[name])
    amend = AmendClause(first, version(stage, first, "clause"), ClauseText("新"))
    await stage.done("city.head", amend_clause, amend)
    await published(stage, "city.head", lists["city"])
    assert binds(stage, lists["a"]) == [("新", "测试市")]
    assert binds(stage, lists["a1"]) == [("旧", "测试市")]
    await published(stage, "a.head", lists["a"])
    assert binds(stage, lists["a1"]) == [("新", "测试市")]


async def test_publish_raises_the_version_of_each_list_it_changes_and_of_no_other(stage) -> None:
    lists = {name: await drafted(stage, f"{name}.head") for name in ("a", "a1", "a2", "b")}
    await written(stage, "a.head", lists["a"], "走访", part="COMMON")
    await published(stage, "a.head", lists["a"])
    assert [version(stage, lists[name]) for name in lists] == [3, 2, 2, 1]
    await published(stage, "a.head", lists["a"])
    assert [version(stage, lists[name]) for name in lists] == [4, 2, 2, 1]


async def test_publish_refuses_an_empty_list_a_stale_version_and_a_retired_list(stage) -> None:
    owner = await drafted(stage, "a.head")
    refusal = await stage.refused("a.head", publish_list, PublishList(owner, 1))
    assert refusal.code == "list.empty"
    refusal = await stage.refused("a.head", publish_list, PublishList(owner, 2))
    assert (refusal.code, refusal.facts) == ("list.stale", {"current": "1"})
    await stage.done("a.head", retire_list, RetireList(owner, 1))
    refusal = await stage.refused("a.head", publish_list, PublishList(owner, 2))
    assert refusal.code == "list.wrong_state"
    refusal = await stage.refused("a.head", retire_list, RetireList(owner, 2))
    assert refusal.code == "list.wrong_state"


async def test_publish_refuses_the_actor_and_the_level_above(stage) -> None:
    owner = await stage.done("bureau.branch_secretary", draft_list, DraftList(BRANCH, 2026))
    await written(stage, "bureau.branch_secretary", owner, "走访")
    given = PublishList(owner, 1)
    refusal = await stage.refused("bureau.branch_secretary", publish_list, given)
    assert refusal.code == "book.not_allowed"
    assert (await stage.refused("city.head", publish_list, given)).code == "list.not_found"


async def test_a_retired_list_is_silent_and_makes_room_for_another(stage) -> None:
    upper, lower = await drafted(stage, "a.head"), await drafted(stage, "a1.head")
    await written(stage, "a.head", upper, "走访", part="COMMON")
    await published(stage, "a.head", upper)
    stale = await stage.refused("a.head", retire_list, RetireList(upper, 1))
    assert stale.code == "list.stale"
    await stage.done("a.head", retire_list, RetireList(upper, 3))
    assert binds(stage, lower) == binds(stage, upper) == []
    assert stage.rows("select distinct state from app.clause") == [("RETIRED",)]
    assert await drafted(stage, "a.head")
