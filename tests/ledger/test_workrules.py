"""The work rules of the catalogue are loaded once, typed, and read by who may ask for them."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
import yaml

from ledger.catalogue.loading import SHIPPED, CatalogueError, load_catalogue
from ledger.workrules import rules
from ledger.workrules.loading import load_work_rules
from storage.paging import BadInput
from tests.ledger.asking import asked, body_id, tenant_id

LEVELS = {
    "organ_party_committee",
    "organ_discipline_commission",
    "general_branch",
    "party_branch",
}
KEYS = "{ workRules(inForceOn: $on, at: $at) { key level { key } } }"


def load(stage, path: Path) -> None:
    with psycopg.connect(stage.database.migrator_dsn) as connection, connection.transaction():
        load_catalogue(connection, path)
        load_work_rules(connection, path)


def everything(stage) -> str:
    tables = ("work_rule", "work_rule_parameter", "work_rule_source")
    parts = [
        f"(select string_agg(t::text, '' order by t::text) from app.{one} t)" for one in tables
    ]
    return hashlib.sha256(stage.one(f"select concat({', '.join(parts)})").encode()).hexdigest()


def edited(folder: Path, version: int, edit: Callable[[dict[str, Any]], None]) -> Path:
    """The shipped catalogue as a later version with something changed."""
    book = yaml.safe_load(SHIPPED.read_text("utf-8"))
    book["version"] = version
    edit(book)
    path = folder / f"catalogue_{version}.yaml"
    path.write_text(yaml.safe_dump(book, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def rule_in(book: dict[str, Any], key: str) -> dict[str, Any]:
    return next(rule for rule in book["rules"] if rule["key"] == key)


async def levels(stage, who: str | None, on: str, at: str | None = None) -> dict[str, int]:
    """Levels in force on a target, with the number of their rules."""
    found: dict[str, int] = {}
    for rule in (await asked(stage, who, KEYS, on=on, at=at))["workRules"]:
        level = rule["level"]["key"]
        found[level] = found.get(level, 0) + 1
    return found


# ------------------------------------------------------------------------------- loading


async def test_all_rules_and_parameters_of_the_catalogue_are_there(still) -> None:
    book = yaml.safe_load(SHIPPED.read_text("utf-8"))
    assert still.one("select count(*) from app.work_rule") == len(book["rules"]) == 39
    parameters = {
        (rule["key"], name): name in rule.get("params_unverified", ())
        for rule in book["rules"]
        for name in rule["params"]
    }
    found = still.rows(
        "select r.key, p.name, not p.verified from app.work_rule_parameter p"
        " join app.work_rule r on r.id = p.rule_id"
    )
    assert {(key, name): unverified for key, name, unverified in found} == parameters
    sources = sum(len(rule["source"]) for rule in book["rules"])
    assert still.one("select count(*) from app.work_rule_source") == sources
    untold = "select count(*) from app.work_rule_parameter where '' in (because_zh, because_en)"
    assert still.one(untold) == 0


@pytest.mark.parametrize(
    ("known", "kind", "operator", "value", "stricter"),
    [
        ("opc_setup.min_members", "COUNT", "AT_LEAST", "100", "FIXED"),
        ("opc_term.term_years", "YEARS", "EXACTLY", "5", "FIXED"),
        ("opc_term.max_shift_months", "MONTHS", "AT_MOST", "12", "LOWER"),
        ("odc_intake.transfer_working_days", "DAYS", "AT_MOST", "5", "LOWER"),
        ("opc_meeting.quorum", "FRACTION", "MORE_THAN", "1/2", "HIGHER"),
        ("pb_members_meeting.quorum", "FRACTION", "AT_LEAST", "1/2", "HIGHER"),
        ("pb_members_meeting.election_quorum", "FRACTION", "AT_LEAST", "4/5", "HIGHER"),
        ("odc_secrecy.block_accused", "FLAG", "EXACTLY", "true", "HIGHER"),
        ("pb_theme_day.theme_day", "CADENCE", "AT_LEAST", "MONTHLY_FIXED_DAY", "HIGHER"),
        (
            "gb_admission.steps",
            "TEXT",
            "EXACTLY",
            "general_branch,party_group,work_committee",
            "FIXED",
        ),
    ],
)
async def test_parameters_are_typed(still, known, kind, operator, value, stricter) -> None:
    rule, name = known.split(".")
    found = still.one(
        "select p.type, p.operator, p.value, p.stricter from app.work_rule_parameter p"
        " join app.work_rule r on r.id = p.rule_id where r.key = %s and p.name = %s",
        rule,
        name,
    )
    assert found == (kind, operator, value, stricter)


async def test_a_rule_is_in_force_since_the_year_of_its_first_source(still) -> None:
    for key, year in {"opc_setup": 2019, "pb_members_meeting": 2018, "odc_intake": 2020}.items():
        since = still.one("select valid_from from app.work_rule where key = %s", key)
        assert since == date(year, 1, 1)


async def test_loading_again_changes_nothing_and_ids_are_those_of_any_server(stage) -> None:
    before = everything(stage)
    load(stage, SHIPPED)
    assert everything(stage) == before
    known = stage.one("select id from app.work_rule where key = 'pb_members_meeting'")
    assert known == UUID("d18ad109-4988-5247-a5ba-8d85b33d5cf6")


async def test_a_later_catalogue_supersedes_and_the_past_stays_told(stage, tmp_path) -> None:
    def edit(book: dict[str, Any]) -> None:
        book["valid_from"] = date(2026, 7, 1)
        rule_in(book, "pb_members_meeting")["params"]["cadence"] = "monthly"
        book["rules"].remove(rule_in(book, "gb_debrief"))

    load(stage, edited(tmp_path, 2, edit))
    days = stage.rows(
        "select version, valid_from, valid_until from app.work_rule"
        " where key = 'pb_members_meeting' order by version"
    )
    assert days == [(1, date(2018, 1, 1), date(2026, 7, 1)), (2, date(2026, 7, 1), None)]
    end = stage.one("select valid_until from app.work_rule where key = 'gb_debrief'")
    assert end == date(2026, 7, 1)
    assert stage.one("select count(*) from app.work_rule") == 40
    query = "{ workRules(inForceOn: $on, at: $at) { key rule { version } parameters { value } } }"
    for day, version, value in (("2026-06-30", 1, "QUARTERLY"), ("2026-07-01", 2, "MONTHLY")):
        told = await asked(stage, "a1.head", query, on=tenant_id("a1"), at=day)
        (rule,) = [one for one in told["workRules"] if one["key"] == "pb_members_meeting"]
        assert (rule["rule"]["version"], rule["parameters"][0]["value"]) == (version, value)
    before = everything(stage)
    load(stage, SHIPPED)
    assert everything(stage) == before, "an older catalogue takes nothing back"


async def test_a_catalogue_that_cannot_be_read_leaves_nothing_half_loaded(stage, tmp_path) -> None:
    def undated(book: dict[str, Any]) -> None:
        rule_in(book, "gb_debrief")["params"]["cadence"] = "monthly"

    def undecided(book: dict[str, Any]) -> None:
        book["valid_from"] = date(2027, 1, 1)
        rule_in(book, "gb_debrief")["params"]["pages"] = 3

    def unread(book: dict[str, Any]) -> None:
        book["valid_from"] = date(2027, 1, 1)
        rule_in(book, "pb_members_meeting")["params"]["quorum"] = "about half"

    before = everything(stage)
    for edit, said in ((undated, "valid_from"), (undecided, "gb_debrief.pages"), (unread, "share")):
        with pytest.raises(CatalogueError, match=said):
            load(stage, edited(tmp_path, 2, edit))
        assert everything(stage) == before


# ------------------------------------------------------------------------------- where in force


@pytest.mark.parametrize("area", ["city", "a"])
async def test_areas_answer_with_all_four_levels(still, area: str) -> None:
    assert await levels(still, f"{area}.head", tenant_id(area)) == {
        "organ_party_committee": 10,
        "organ_discipline_commission": 10,
        "general_branch": 9,
        "party_branch": 10,
    }


@pytest.mark.parametrize("unit", ["a1", "a1x", "section"])
async def test_townships_villages_and_offices_answer_with_branch_rules(still, unit: str) -> None:
    assert await levels(still, f"{unit}.head", tenant_id(unit)) == {"party_branch": 10}


async def test_a_department_answers_with_the_levels_of_its_bodies(still) -> None:
    assert (await levels(still, "bureau.head", tenant_id("bureau"))).keys() == LEVELS


@pytest.mark.parametrize("level", sorted(LEVELS))
async def test_a_body_answers_with_the_rules_of_its_kind(still, level: str) -> None:
    assert (await levels(still, "bureau.head", body_id(f"bureau.{level}"))).keys() == {level}


@pytest.mark.parametrize(
    ("who", "on", "term"),
    [
        ("a1x.head", tenant_id("a1x"), ("term_years_village", "5")),
        ("a1x.head", body_id("a1x.party_branch"), ("term_years_village", "5")),
        ("a1.head", tenant_id("a1"), ("term_years", "3")),
        ("bureau.head", body_id("bureau.party_branch"), ("term_years", "3")),
    ],
)
async def test_a_branch_has_one_term(still, who: str, on: str, term: tuple[str, str]) -> None:
    query = "{ workRules(inForceOn: $on) { key parameters { name value } } }"
    told = (await asked(still, who, query, on=on))["workRules"]
    (rule,) = [one for one in told if one["key"] == "pb_term"]
    found = [(one["name"], one["value"]) for one in rule["parameters"]]
    assert found == [term, ("reminder_months_before", "6")]


async def test_a_body_whose_kind_no_level_reaches_has_no_rules(still) -> None:
    assert await levels(still, "city.head", body_id("city.work_committee")) == {}


@pytest.mark.parametrize(
    ("who", "on"),
    [
        (None, tenant_id("a1")),
        ("a1.head", tenant_id("a")),
        ("a1.head", tenant_id("a2")),
        ("a.head", tenant_id("a1x")),
        ("a.handler", tenant_id("a1")),
        ("a.head", body_id("bureau.party_branch")),
        ("city.system_administrator", tenant_id("city")),
        ("city.head", "Tenant_00000000-0000-0000-0000-000000000000"),
        ("city.head", "Clause_00000000-0000-0000-0000-000000000000"),
        ("city.head", body_id("city.work_committee").replace("Body", "Tenant")),
    ],
)
async def test_what_is_out_of_reach_answers_like_what_is_absent(still, who, on) -> None:
    assert await levels(still, who, on) == {}


async def test_what_is_no_id_is_bad_input(still) -> None:
    with pytest.raises(BadInput):
        await levels(still, "a.head", "520602000000")


async def test_an_overseer_asks_for_the_next_level_below(still) -> None:
    assert await levels(still, "a1.head", tenant_id("a1x")) == {"party_branch": 10}
    assert await levels(still, "city.head", body_id("bureau.general_branch"))


async def test_nothing_is_in_force_before_its_regulation(still) -> None:
    assert await levels(still, "a1.head", tenant_id("a1"), at="2017-12-31") == {}
    assert await levels(still, "a1.head", tenant_id("a1"), at="2018-06-01") == {"party_branch": 7}


async def test_anyone_reads_the_common_text(still) -> None:
    query = "{ workRuleTexts { key textZh needsVerification sources { article confidence } } }"
    texts = (await asked(still, None, query))["workRuleTexts"]
    assert len(texts) == 39
    assert texts[0]["key"] == "opc_setup"
    assert texts[0]["sources"] == [{"article": "第5条", "confidence": "SEEN"}]
    query = '{ workRule(key: "gb_admission") { parameters { items verified becauseZh } } }'
    (steps,) = (await asked(still, None, query))["workRule"]["parameters"]
    assert steps["items"] == ["general_branch", "party_group", "work_committee"]


# ------------------------------------------------------------------------------- comparing


@pytest.mark.parametrize(
    ("asked_for", "bound", "stricter"),
    [
        ("> 1/2", ">= 1/2", True),
        (">= 1/2", "> 1/2", False),
        (">= 2/4", ">= 1/2", False),
        (">= 501/1000", "> 1/2", True),
        (">= 333/1000", ">= 1/3", False),
        (">= 334/1000", ">= 1/3", True),
    ],
)
def test_shares_compare_exactly(asked_for: str, bound: str, stricter: bool) -> None:
    one, other = (
        rules.amount(
            "FRACTION", value.split()[1], {">": "MORE_THAN", ">=": "AT_LEAST"}[value.split()[0]]
        )
        for value in (asked_for, bound)
    )
    assert rules.is_stricter(one, other, "HIGHER") is stricter


@pytest.mark.parametrize(
    ("kind", "value", "operator"),
    [
        ("FRACTION", "1/1", "MORE_THAN"),
        ("FRACTION", "3/2", "AT_LEAST"),
        ("FRACTION", "1/1001", "AT_LEAST"),
        ("FRACTION", "0.5", "AT_LEAST"),
        ("FRACTION", "1/0", "AT_LEAST"),
        ("COUNT", "0", "AT_LEAST"),
        ("COUNT", "-1", "AT_LEAST"),
        ("COUNT", "１２", "AT_LEAST"),
        ("COUNT", "100001", "AT_LEAST"),
        ("DAYS", "", "AT_MOST"),
        ("FLAG", "yes", "EXACTLY"),
        ("CADENCE", "monthly", "AT_LEAST"),
        ("TEXT", "anything", "EXACTLY"),
    ],
)
def test_what_a_type_cannot_mean_is_no_value(kind: str, value: str, operator: str) -> None:
    with pytest.raises(rules.NoAmount):
        rules.amount(kind, value, operator)


def test_fewer_is_stricter_where_the_parameter_says_so() -> None:
    five, ten = (rules.amount("DAYS", value, "AT_MOST") for value in ("5", "10"))
    assert rules.is_stricter(five, ten, "LOWER")
    assert not rules.is_stricter(ten, five, "LOWER")
    assert not rules.is_stricter(five, ten, "FIXED")
