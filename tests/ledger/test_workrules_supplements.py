"""A level tightens the work rules for its own line, never loosens them, and everyone learns who."""

import uuid
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from ledger.workrules.publish_supplement import PublishSupplement, publish_supplement
from ledger.workrules.retire_supplement import RetireSupplement, retire_supplement
from tests.ledger.asking import asked, tenant_id
from tests.world import key_of

MEETING = "pb_members_meeting"
BEGIN = date(2026, 5, 1)
LATE = date(2026, 3, 16)
"""Thirty days before the day of these tests."""
IN_FORCE = """{ workRules(inForceOn: $on, at: $at) {
  key supplements { documentNo text tenant { name } }
  parameters { name operator value since documentNo saidBy { name } shipped { value } } } }"""


def supplement(unit: str, parameter: str | None = None, value: str | None = None, **said: Any):
    known = {"rule_key": MEETING, "document_no": f"{unit}〔2026〕1号", "valid_from": BEGIN}
    return PublishSupplement(
        key_of("tenant", unit), parameter=parameter, value=value, **{**known, **said}
    )


async def says(stage, unit: str, parameter: str, value: str, **said: Any) -> uuid.UUID:
    given = supplement(unit, parameter, value, **said)
    return await stage.done(f"{unit}.head", publish_supplement, given)


async def refusal_of(stage, unit: str, parameter: str | None, value: str | None, **said: Any):
    given = supplement(unit, parameter, value, **said)
    return await stage.refused(f"{unit}.head", publish_supplement, given)


async def rule_on(stage, who: str, unit: str, *, key: str = MEETING, at: str = "2026-06-01") -> Any:
    told = await asked(stage, who, IN_FORCE, on=tenant_id(unit), at=at)
    return next(rule for rule in told["workRules"] if rule["key"] == key)


async def in_force(
    stage, unit: str, name: str, *, at: str = "2026-06-01", key: str = MEETING
) -> Any:
    """Value of a parameter on a unit, and who said it."""
    rule = await rule_on(stage, f"{unit}.head", unit, key=key, at=at)
    (found,) = [one for one in rule["parameters"] if one["name"] == name]
    said_by = found["saidBy"] and found["saidBy"]["name"]
    return f"{found['operator']} {found['value']}", said_by


# ------------------------------------------------------------------------------- tightening


async def test_a_supplement_binds_the_unit_and_all_below_it_and_nobody_beside(stage) -> None:
    await says(stage, "a", "quorum", "2/3")
    for unit in ("a", "a1", "a1x", "a_bureau"):
        assert await in_force(stage, unit, "quorum") == ("AT_LEAST 2/3", "甲县")
    for unit in ("city", "b", "b1x"):
        assert await in_force(stage, unit, "quorum") == ("AT_LEAST 1/2", None)


async def test_provenance_names_level_document_and_day(stage) -> None:
    await says(stage, "a", "cadence", "MONTHLY", text="每月第一周")
    rule = await rule_on(stage, "a1x.branch_secretary", "a1x")
    cadence, quorum = rule["parameters"][:2]
    assert cadence == {
        "name": "cadence",
        "operator": "AT_LEAST",
        "value": "MONTHLY",
        "since": "2026-05-01",
        "documentNo": "a〔2026〕1号",
        "saidBy": {"name": "甲县"},
        "shipped": {"value": "QUARTERLY"},
    }
    assert (quorum["since"], quorum["documentNo"], quorum["saidBy"]) == ("2018-01-01", None, None)
    assert rule["supplements"] == [
        {"documentNo": "a〔2026〕1号", "text": "每月第一周", "tenant": {"name": "甲县"}}
    ]


async def test_of_several_levels_the_tightest_binds_wherever_it_stands(stage) -> None:
    await says(stage, "a1", "quorum", "3/5")
    await says(stage, "a", "quorum", "4/5")
    assert await in_force(stage, "a1x", "quorum") == ("AT_LEAST 4/5", "甲县")
    await says(stage, "a1x", "quorum", "9/10")
    assert await in_force(stage, "a1x", "quorum") == ("AT_LEAST 9/10", "甲一东村")
    assert await in_force(stage, "a1y", "quorum") == ("AT_LEAST 4/5", "甲县")


async def test_more_than_half_is_stricter_than_half(stage) -> None:
    await says(stage, "a", "quorum", "1/2", operator="MORE_THAN")
    assert await in_force(stage, "a1", "quorum") == ("MORE_THAN 1/2", "甲县")
    refusal = await refusal_of(stage, "a1", "quorum", "50/100", operator="MORE_THAN")
    assert refusal.code == "supplement.not_stricter"
    refusal = await refusal_of(stage, "a1", "pass", "1/2", operator="AT_LEAST")
    assert refusal.facts["bound"] == "> 1/2"


async def test_fewer_days_are_stricter_where_the_organisation_is_bound(stage) -> None:
    said = {"rule_key": "odc_intake"}
    await says(stage, "city", "transfer_working_days", "3", **said)
    found = await in_force(stage, "bureau", "transfer_working_days", key="odc_intake")
    assert found == ("AT_MOST 3", "测试市")
    refusal = await refusal_of(stage, "bureau", "transfer_working_days", "4", **said)
    assert (refusal.facts["bound"], refusal.facts["level"]) == ("≤ 3", "测试市")


async def test_it_binds_from_its_day_to_its_end(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3")
    assert await in_force(stage, "a1", "quorum", at="2026-04-30") == ("AT_LEAST 1/2", None)
    assert await in_force(stage, "a1", "quorum", at="2026-05-01") == ("AT_LEAST 2/3", "甲县")
    await stage.done("a.head", retire_supplement, RetireSupplement(made, 1, date(2026, 9, 1)))
    assert await in_force(stage, "a1", "quorum", at="2026-08-31") == ("AT_LEAST 2/3", "甲县")
    assert await in_force(stage, "a1", "quorum", at="2026-09-01") == ("AT_LEAST 1/2", None)


async def test_words_may_be_added_to_any_rule(stage) -> None:
    await stage.done("a.head", publish_supplement, supplement("a", text="会前三日通知"))
    rule = await rule_on(stage, "a1x.head", "a1x")
    assert [one["text"] for one in rule["supplements"]] == ["会前三日通知"]
    assert all(one["saidBy"] is None for one in rule["parameters"])


async def test_publishing_is_recorded_with_the_rule_that_allowed_it(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3")
    assert stage.rows("select kind, record_id from app.outbox") == [("SupplementPublished", made)]
    assert stage.one("select act, rule from audit.event") == (
        "publish_supplement",
        "a-level-supplements-for-itself",
    )
    held = stage.one("select holder, at2, at3, state, version from app.work_rule_supplement")
    numbers = stage.world.tenants
    assert held == (numbers["a"], numbers["city"], numbers["a"], "PUBLISHED", 1)


# ------------------------------------------------------------------------------- loosening


async def test_loosening_is_refused_naming_the_common_text(still) -> None:
    refusal = await refusal_of(still, "a", "cadence", "YEARLY")
    assert refusal.code == "supplement.not_stricter"
    assert refusal.facts["level_zh"] == "统一文本"
    assert refusal.facts["since"] == "2018-01-01"
    assert refusal.facts["document"] == "《中国共产党支部工作条例（试行）》第11条"
    assert "严" in refusal.message("zh")


async def test_loosening_is_refused_naming_the_level_above_that_is_tighter(stage) -> None:
    await says(stage, "city", "quorum", "4/5")
    refusal = await refusal_of(stage, "a1", "quorum", "3/4")
    assert refusal.facts | {"why": "", "why_zh": ""} == {
        "parameter": "quorum",
        "asked": "≥ 3/4",
        "bound": "≥ 4/5",
        "level": "测试市",
        "level_zh": "测试市",
        "since": "2026-05-01",
        "document": "city〔2026〕1号",
        "why": "",
        "why_zh": "",
    }


async def test_the_same_value_again_is_not_stricter(stage) -> None:
    assert (await refusal_of(stage, "a", "quorum", "2/4")).code == "supplement.not_stricter"
    await says(stage, "a", "quorum", "2/3")
    refusal = await refusal_of(stage, "a", "quorum", "2/3")
    assert refusal.facts["level"] == "甲县"


async def test_a_neighbours_supplement_does_not_stand_in_the_way(stage) -> None:
    await says(stage, "b", "quorum", "9/10")
    await says(stage, "a", "quorum", "2/3")


@pytest.mark.parametrize(
    ("rule", "parameter", "value"),
    [
        ("pb_term", "term_years", "2"),
        ("odc_appeal", "appeal_months", "2"),
        ("opc_setup", "min_members", "80"),
        ("pb_convener", "convener", "secretary"),
    ],
)
async def test_what_regulation_fixes_no_level_changes(still, rule, parameter, value) -> None:
    refusal = await refusal_of(still, "a", parameter, value, rule_key=rule)
    assert refusal.code == "supplement.parameter_fixed"
    assert refusal.facts["why_zh"]
    assert refusal.facts["why"]


# ------------------------------------------------------------------------------- who may


@pytest.mark.parametrize("unit", ["city", "a", "a1", "a1x", "bureau", "section"])
async def test_every_kind_of_unit_supplements_for_itself(stage, unit: str) -> None:
    await says(stage, unit, "quorum", "2/3")
    assert (await in_force(stage, unit, "quorum"))[0] == "AT_LEAST 2/3"


@pytest.mark.parametrize(
    ("who", "unit", "rule"),
    [
        ("a.head", "a1", "nothing-allows"),
        ("a1.head", "a", "nothing-allows"),
        ("a.head", "b", "nothing-allows"),
        ("a.handler", "a", "nothing-allows"),
        ("a1x.branch_secretary", "a1x", "nothing-allows"),
        ("city.system_administrator", "city", "administrators-make-no-work-rules"),
    ],
)
async def test_nobody_else_does(still, who: str, unit: str, rule: str) -> None:
    refusal = await still.refused(who, publish_supplement, supplement(unit, "quorum", "2/3"))
    assert (refusal.code, refusal.facts["rule"]) == ("book.not_allowed", rule)


async def test_a_unit_of_another_root_or_of_nowhere_is_not_there(still) -> None:
    for unit in ("elsewhere", "nowhere"):
        refusal = await still.refused("a.head", publish_supplement, supplement(unit, text="文"))
        assert refusal.code == "supplement.tenant_not_found"


async def test_those_below_read_a_supplement_and_those_beside_do_not(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3")
    query = "{ supplement(id: $id) { documentNo viewerActions { act allowed } } }"
    known = f"Supplement_{made}"
    for who, allowed in (("a.head", True), ("a.handler", False), ("a1x.handler", False)):
        found = (await asked(stage, who, query, id=known))["supplement"]
        assert found["viewerActions"] == [{"act": "RETIRE", "allowed": allowed}]
    assert (await asked(stage, "city.head", query, id=known))["supplement"]
    for who in ("b.head", "b1x.head", "city.handler", "city.system_administrator", None):
        assert (await asked(stage, who, query, id=known))["supplement"] is None


# ------------------------------------------------------------------------------- what was sent


@pytest.mark.parametrize(
    ("parameter", "value", "said", "code"),
    [
        ("quorum", "0.7", {}, "supplement.value_refused"),
        ("quorum", "5/4", {}, "supplement.value_refused"),
        ("quorum", "1/1", {"operator": "MORE_THAN"}, "supplement.value_refused"),
        ("cadence", "HOURLY", {}, "supplement.value_refused"),
        ("quorum", "2/3", {"operator": "AT_MOST"}, "supplement.operator_refused"),
        ("cadence", "WEEKLY", {"operator": "EXACTLY"}, "supplement.operator_refused"),
        ("colour", "2/3", {}, "supplement.parameter_unknown"),
        ("quorum", None, {"text": "文"}, "supplement.empty"),
        (None, "2/3", {"text": "文"}, "supplement.empty"),
        (None, None, {}, "supplement.empty"),
        ("quorum", "2/3", {"rule_key": "no_such_rule"}, "workrule.not_found"),
        ("quorum", "2/3", {"rule_key": "\0"}, "record.text_refused"),
        ("quorum", "2/3", {"document_no": " "}, "record.text_refused"),
        ("quorum", "2/3", {"text": "a" * 4001}, "record.text_refused"),
    ],
)
async def test_what_cannot_be_meant_is_refused(still, parameter, value, said, code) -> None:
    assert (await refusal_of(still, "a", parameter, value, **said)).code == code


# ------------------------------------------------------------------------------- since when


@pytest.mark.parametrize("day", [date(2000, 1, 1), LATE - timedelta(days=1)])
async def test_the_past_is_not_told_anew_beyond_a_late_entry(still, day: date) -> None:
    refusal = await refusal_of(still, "a", "quorum", "2/3", valid_from=day)
    assert (refusal.code, refusal.facts["first"]) == ("supplement.begin_refused", "2026-03-16")


async def test_a_late_entry_is_told_from_its_day(stage) -> None:
    await says(stage, "a", "quorum", "2/3", valid_from=LATE)
    assert await in_force(stage, "a1", "quorum", at="2026-03-16") == ("AT_LEAST 2/3", "甲县")
    assert await in_force(stage, "a1", "quorum", at="2026-03-15") == ("AT_LEAST 1/2", None)


async def test_no_supplement_begins_before_its_rule_was_worded_so(stage) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        worded = "update app.work_rule set valid_from = '2026-04-10' where key = %s"
        connection.execute(worded, (MEETING,))
    refusal = await refusal_of(stage, "a", "quorum", "2/3", valid_from=date(2026, 4, 9))
    assert (refusal.code, refusal.facts["first"]) == ("supplement.begin_refused", "2026-04-10")
    await says(stage, "a", "quorum", "2/3", valid_from=date(2026, 4, 10))


async def test_the_database_takes_none_that_begins_too_early(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3")
    again = (
        "insert into app.work_rule_supplement (root, id, holder, rule_key, text, document_no,"
        " recorded_at, valid_from) select root, gen_random_uuid(), holder, rule_key, '文',"
        " document_no, recorded_at, %s from app.work_rule_supplement where id = %s"
    )
    worded = "update app.work_rule set valid_from = '2026-04-10' where key = %s"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(again, (LATE, made))
        for rule_since, day in ((None, LATE - timedelta(days=1)), (MEETING, date(2026, 4, 9))):
            connection.execute(worded, (rule_since,))
            with pytest.raises(psycopg.errors.CheckViolation), connection.transaction():
                connection.execute(again, (day, made))


# ------------------------------------------------------------------------------- where in force


ORGANS = "opc_meeting"


@pytest.mark.parametrize("unit", ["a1", "a1x", "section"])
async def test_a_rule_in_force_nowhere_on_the_line_is_not_supplemented(still, unit: str) -> None:
    refusal = await refusal_of(still, unit, None, None, text="文", rule_key=ORGANS)
    assert (refusal.code, refusal.facts["level_zh"]) == ("workrule.not_in_force", "机关党委")


async def test_a_body_of_its_level_on_the_unit_or_below_brings_a_rule_in_force(stage) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.body (root, id, holder, kind, valid_from, name, name_sort)"
            " select root, gen_random_uuid(), id, (select min(key) from app.body_kind"
            " where rule_level = 'organ_party_committee'), '2026-01-01', '机关党委', 'x'"
            " from app.tenant where uid = %s",
            (key_of("tenant", "a1x"),),
        )
    for unit in ("a1", "a1x"):
        given = supplement(unit, text="文", rule_key=ORGANS)
        await stage.done(f"{unit}.head", publish_supplement, given)
    told = await rule_on(stage, "a1x.head", "a1x", key=ORGANS)
    assert len(told["supplements"]) == 2
    refusal = await refusal_of(stage, "a2", None, None, text="文", rule_key=ORGANS)
    assert refusal.code == "workrule.not_in_force"


# ------------------------------------------------------------------------------- retiring


async def test_one_that_never_bound_anyone_is_withdrawn(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3")
    await stage.done("a.head", retire_supplement, RetireSupplement(made, 1))
    known = stage.one("select state, valid_until, version from app.work_rule_supplement")
    assert known == ("RETIRED", BEGIN, 2)
    assert await in_force(stage, "a1", "quorum") == ("AT_LEAST 1/2", None)


async def test_what_a_retired_supplement_bound_stays_told_below(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3", valid_from=LATE)
    await stage.done("a.head", retire_supplement, RetireSupplement(made, 1))
    assert await in_force(stage, "a1x", "quorum", at="2026-04-14") == ("AT_LEAST 2/3", "甲县")
    assert await in_force(stage, "a1x", "quorum", at="2026-04-15") == ("AT_LEAST 1/2", None)
    assert stage.rows("select kind from app.outbox order by id")[-1] == ("SupplementRetired",)


async def test_after_it_ended_another_value_may_be_published(stage) -> None:
    made = await says(stage, "a", "quorum", "4/5", valid_from=LATE)
    await stage.done("a.head", retire_supplement, RetireSupplement(made, 1))
    await says(stage, "a", "quorum", "2/3")


async def test_retiring_refuses_what_it_may_not_end(stage) -> None:
    made = await says(stage, "a", "quorum", "2/3", valid_from=LATE)

    async def refused(who: str, key: uuid.UUID, version: int, day: date | None = None):
        return await stage.refused(who, retire_supplement, RetireSupplement(key, version, day))

    for who, key in (("a.head", uuid.uuid4()), ("b.head", made)):
        assert (await refused(who, key, 1)).code == "supplement.not_found"
    for who in ("a1.head", "city.head", "a.handler"):
        assert (await refused(who, made, 1)).code == "book.not_allowed"
    assert (await refused("a.head", made, 2)).facts == {"current": "1"}
    yesterday = date(2026, 4, 14)
    assert (await refused("a.head", made, 1, yesterday)).code == "supplement.end_refused"
    await stage.done("a.head", retire_supplement, RetireSupplement(made, 1, date(2026, 9, 1)))
    assert (await refused("a.head", made, 2)).facts == {"day": "2026-09-01"}
