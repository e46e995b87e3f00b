"""A small nation for tests: two prefectures with their counties, units, and people in posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zhiheng.frame.people.models import Post, Unit, UnitKind, User
from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers.facts import forget_regions

NATION, PROVINCE, CITY, OTHER_CITY = "100000", "620000", "620700", "620900"
COUNTY, NEIGHBOUR, FAR = "620702", "620721", "620902"
_REGIONS = (
    (NATION, "全国", Level.NATION, None),
    (PROVINCE, "甘肃省", Level.PROVINCE, NATION),
    (CITY, "张掖市", Level.PREFECTURE, PROVINCE),
    (COUNTY, "甘州区", Level.COUNTY, CITY),
    (NEIGHBOUR, "肃南裕固族自治县", Level.COUNTY, CITY),
    (OTHER_CITY, "酒泉市", Level.PREFECTURE, PROVINCE),
    (FAR, "肃州区", Level.COUNTY, OTHER_CITY),
)


def regions() -> None:
    """The regions above, with their own columns for roll-up."""
    # One statement: these rows are made anew for every test that touches the database.
    Region.objects.bulk_create(
        [
            Region(
                code=code,
                name=name,
                short_name=name[:2],
                level=level,
                parent_id=parent,
                province=PROVINCE if level != Level.NATION else "",
                prefecture=code[:4] + "00" if level in {Level.PREFECTURE, Level.COUNTY} else "",
                county=code if level == Level.COUNTY else "",
            )
            for code, name, level, parent in _REGIONS
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "short_name", "level", "parent", "province", "prefecture", "county"],
    )
    forget_regions()


def unit(region: str, key: str = "", **more: Any) -> Unit:
    key = key or f"office-{region}"
    more.setdefault("name", f"{region}质量办")
    more.setdefault("kind", UnitKind.OFFICE)
    return Unit.objects.get_or_create(key=key, defaults={"region_id": region, **more})[0]


def person(name: str, role: str, region: str, *, at: Unit | None = None, **post: Any) -> User:
    """A user with one post."""
    made = User.objects.create_user(name, display_name=f"样例{name}")
    Post.objects.create(user=made, unit=at or unit(region), role=role, territory_id=region, **post)
    return made


@dataclass
class People:
    """Who most tests need."""

    clerk: User = field(init=False)  # county office
    colleague: User = field(init=False)  # a second person of the same office
    neighbour: User = field(init=False)  # county office of another county of the same city
    office: User = field(init=False)  # office of the city above
    root: User = field(init=False)

    def __post_init__(self) -> None:
        regions()
        self.clerk = person("clerk", "county_office", COUNTY)
        self.colleague = person("colleague", "county_office", COUNTY)
        self.neighbour = person("neighbour", "county_office", NEIGHBOUR)
        self.office = person("office", "office", CITY)
        self.root = User.objects.create_superuser("root")


def threads_need_a_server() -> None:
    """Two threads writing at once are tested on PostgreSQL: the SQLite of the suite lives in one memory."""
    import pytest
    from django.db import connection

    if connection.vendor == "sqlite":
        pytest.skip("the in-memory SQLite of the suite shares one cache, whose locks do not wait")
