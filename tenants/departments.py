"""Synthetic departments and offices of a city, a county or a township, and writing them.

Deterministic: the same region always has the same departments with the same codes. Their credit
codes bear the serial ``LW…`` and right check characters; their rows are marked synthetic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from psycopg import Connection

from policies.pages import read_page
from tenants.codes import UnitNature, credit_code, is_development_zone
from tenants.names import place_spelling
from tenants.tables import ENDED

_COMMON_OFFICES = {
    "CITY": ("办公室", "组织人事科", "政策法规科"),
    "COUNTY": ("办公室", "综合业务股"),
    "TOWNSHIP": (),
}
_OWN_OFFICES = {"CITY": 4, "COUNTY": 1, "TOWNSHIP": 0}
_LEVELS = {"CITY": "2", "COUNTY": "3", "TOWNSHIP": "4"}
_NATURES = {
    "bureau": UnitNature.BUREAU,
    "institution": UnitNature.INSTITUTION,
    "mass_body": UnitNature.MASS_BODY,
}


@dataclass(frozen=True)
class Region:
    """The node of the area line that a department belongs to."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True)
class OfficeSpec:
    """An office of a department, with a local code."""

    code: str
    name: str


@dataclass(frozen=True)
class DepartmentSpec:
    """A department of a region: with a credit code, or with a local code when it has none."""

    code: str
    credit_code: str | None
    name: str
    trade: str
    offices: tuple[OfficeSpec, ...]


@dataclass(frozen=True)
class _Pattern:
    """One line of ``departments.yaml``."""

    trade: str
    name: str
    nature: str
    at: tuple[str, ...]
    offices: tuple[str, ...]


def synthetic_departments(region: Region) -> list[DepartmentSpec]:
    """Gives the departments that a region has in the demo, in the order of the official list.

    Given a city, county or township; other kinds have none.
    """
    party = "党工委" if region.kind == "COUNTY" and is_development_zone(region.code) else "委"
    return [
        _department(region, pattern, number=number, party=party)
        for number, pattern in enumerate(_patterns(), 1)
        if region.kind in pattern.at
    ]


def _department(region: Region, pattern: _Pattern, *, number: int, party: str) -> DepartmentSpec:
    nature = _NATURES.get(pattern.nature)
    given = None
    if nature is not None:
        # LW, the township's three digits, the level (a pseudo-county shares its city's code).
        serial = f"LW{region.code[6:9]}{_LEVELS[region.kind]}{number:02d}"
        given = credit_code(nature, region.code, serial=serial)
    code = given or f"{region.code}-{number:02d}"
    names = (*_COMMON_OFFICES[region.kind], *pattern.offices[: _OWN_OFFICES[region.kind]])
    return DepartmentSpec(
        code=code,
        credit_code=given,
        name=region.name + pattern.name.format(party=party),
        trade=pattern.trade,
        offices=tuple(
            OfficeSpec(f"{code}-{place:02d}", name) for place, name in enumerate(names, 1)
        ),
    )


@cache
def _patterns() -> tuple[_Pattern, ...]:
    text = resources.files("tenants").joinpath("data/departments.yaml").read_text(encoding="utf-8")
    return tuple(
        _Pattern(
            trade=line["trade"],
            name=line["name"],
            nature=line["nature"],
            at=tuple(line["at"]),
            offices=tuple(line["offices"]),
        )
        for line in read_page(text)
    )


_HOMES = """
select id, code, kind, name from app.tenant
where kind in ('CITY', 'COUNTY', 'TOWNSHIP') and valid_until is null and not suspended
  and (%(roots)s::text[] is null
       or root in (select root from app.tenant where code = any(%(roots)s) and valid_until is null
         and (parent_id is null or id = root)))
order by code, slot"""

# Without a slot, the trigger places the row: slot, lineage, root and edge.
_WRITE = f"""
insert into app.tenant (kind, code, credit_code, name, name_sort, initials, trade, parent_id,
                        synthetic)
select %(kind)s, n.code, n.credit_code, n.name, n.name_sort, n.initials, n.trade, p.id, true
from unnest(%(parents)s::integer[], %(above)s::text[], %(codes)s::text[], %(credits)s::text[],
            %(names)s::text[], %(sorts)s::text[], %(initials)s::text[], %(trades)s::text[])
    n (parent, above, code, credit_code, name, name_sort, initials, trade)
join app.tenant p on p.id = n.parent
    or (n.parent is null and p.code = n.above and p.kind = 'DEPARTMENT' and p.valid_until is null)
on conflict (code, kind, {ENDED}) do nothing"""


@dataclass(frozen=True)
class _Line:
    """One tenant to write, below a tenant known by number or a department known by code."""

    parent: int | None
    above: str | None
    code: str
    credit_code: str | None
    name: str
    trade: str


def write_departments(connection: Connection, *, roots: list[str] | None = None) -> int:
    """Writes the synthetic departments and offices of every city, county and township.

    Given a migrator's connection, and the codes of the trees meant (all, when none are named): of the topmost unit,
    or of the one that was when the tree began.
    What is there already stays as it is. Gives how many tenants were written.
    """
    departments: list[_Line] = []
    offices: list[_Line] = []
    for home, code, kind, name in connection.execute(_HOMES, {"roots": roots}).fetchall():
        for spec in synthetic_departments(Region(code, kind, name)):
            departments.append(
                _Line(home, None, spec.code, spec.credit_code, spec.name, spec.trade)
            )
            offices += [
                _Line(None, spec.code, office.code, None, office.name, spec.trade)
                for office in spec.offices
            ]
    return _write(connection, "DEPARTMENT", departments) + _write(connection, "OFFICE", offices)


def _write(connection: Connection, kind: str, lines: Iterable[_Line]) -> int:
    lines = list(lines)
    spellings = [place_spelling(line.name) for line in lines]
    given = {
        "kind": kind,
        "parents": [line.parent for line in lines],
        "above": [line.above for line in lines],
        "codes": [line.code for line in lines],
        "credits": [line.credit_code for line in lines],
        "names": [line.name for line in lines],
        "sorts": [sort for sort, _ in spellings],
        "initials": [initials for _, initials in spellings],
        "trades": [line.trade for line in lines],
    }
    return connection.execute(_WRITE, given).rowcount
