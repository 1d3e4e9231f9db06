"""The one line of places, from the city to a village, along which the demo tells its story."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.demo.places import Place


@dataclass(frozen=True)
class Line:
    """The places of the story: one line from the city to a village, and what stands beside it."""

    city: Place
    county: Place
    township: Place
    village: Place
    sibling_county: Place
    sibling_township: Place
    sibling_villages: tuple[Place, ...]
    far_township: Place
    far_village: Place
    bureau: Place
    other_bureaus: tuple[Place, ...]
    county_bureau: Place


def line_of(found: Sequence[Place]) -> Line:
    """Chooses the places of the story, always the same of one city.

    Given: the places of a city with two counties or more, the first of them with two townships,
           the first of those with two villages.
    """
    (city,) = (place for place in found if place.kind == "CITY")
    below: dict[str, list[Place]] = {}
    for place in sorted(found, key=lambda place: place.code):
        below.setdefault(place.parent_code, []).append(place)

    def inside(above: Place, *, prefer: str = "") -> list[Place]:
        """The next level of the area line; those whose name ends as preferred come first."""
        kinds = {"CITY": "COUNTY", "COUNTY": "TOWNSHIP", "TOWNSHIP": "VILLAGE"}
        units = [unit for unit in below[above.code] if unit.kind == kinds[above.kind]]
        return sorted(units, key=lambda unit: not unit.name.endswith(prefer or unit.name))

    def bureau(above: Place, trade: str) -> Place:
        return next(unit for unit in below[above.code] if unit.trade == trade)

    county, sibling_county = inside(city)[:2]
    township, sibling_township = inside(county, prefer="镇")[:2]
    village, *others = inside(township, prefer="村民委员会")[:3]
    far_township = inside(sibling_county, prefer="镇")[0]
    return Line(
        city, county, township, village, sibling_county, sibling_township,
        sibling_villages=(*others, inside(sibling_township, prefer="村民委员会")[0]),
        far_township=far_township,
        far_village=inside(far_township, prefer="村民委员会")[0],
        bureau=bureau(city, "audit"),
        other_bureaus=(bureau(city, "education"), bureau(city, "water")),
        county_bureau=bureau(county, "education"),
    )  # fmt: skip  # columns side by side
