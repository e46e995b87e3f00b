"""The shipped list in the database: counts, chains, validity; the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from zhiheng.frame.regions.loader import LoadResult, load_divisions
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix

pytestmark = pytest.mark.django_db

COUNTS = {
    Level.NATION: 1,
    Level.PROVINCE: 34,
    Level.PREFECTURE: 342,
    Level.COUNTY: 2994,
    Level.TOWNSHIP: 41352,
    Level.PARK: 0,  # a park is one when an office registers it
}


def test_counts(divisions: None) -> None:
    assert {level: Region.objects.filter(level=level).count() for level in Level} == COUNTS


def test_every_chain_follows_the_codes(divisions: None) -> None:
    rows = {r.code: r for r in Region.objects.all()}
    above = {
        Level.PROVINCE: {Level.NATION},
        Level.PREFECTURE: {Level.PROVINCE},
        Level.COUNTY: {Level.PREFECTURE, Level.PROVINCE},
        Level.TOWNSHIP: {Level.COUNTY, Level.PREFECTURE},
    }
    for region in rows.values():
        if region.level == Level.NATION:
            assert region.parent_id is None
            continue
        parent = rows[region.parent_id]
        assert parent.level in above[Level(region.level)], region.code
        # The parent's territory is a true prefix of the child's, so scope by prefix and by tree agree.
        assert region.prefix.startswith(parent.prefix), region.code
        assert len(region.prefix) > len(parent.prefix), region.code
        for column in ("province", "prefecture", "county"):
            code = getattr(region, column)
            if code:
                assert rows[code].level == column, (region.code, column)
                assert region.code.startswith(territory_prefix(code)), (region.code, column)
        assert region.province
        assert bool(region.prefecture) == (region.level != Level.PROVINCE)


def test_prefix_range_and_tree_give_the_same_descendants(divisions: None) -> None:
    parents = dict(Region.objects.values_list("code", "parent_id"))

    def inside(code: str | None, top: str) -> bool:
        while code is not None and code != top:
            code = parents[code]
        return code == top

    for top in (
        "620000",
        "620700",
        "620702",
        "441900",
        "429000",
        "469000",
        "659000",
        "620200",
        "110000",
        "460400",
    ):
        low, high = prefix_range(territory_prefix(top))
        by_range = set(Region.objects.filter(code__gte=low, code__lt=high).values_list("code", flat=True))
        assert by_range == {code for code in parents if inside(code, top)}, top
        assert by_range, top


@pytest.mark.parametrize("city", ["441900", "442000", "460400", "620200"])
def test_cities_without_counties_have_their_townships(divisions: None, city: str) -> None:
    below = Region.objects.filter(parent_id=city)
    assert below.exists()
    assert set(below.values_list("level", "county", "prefecture")) == {(Level.TOWNSHIP, "", city)}


def test_counties_right_below_a_province_hang_on_the_collecting_code(divisions: None) -> None:
    region = Region.objects.get(code="429004")
    assert (region.name, region.parent_id, region.prefecture) == ("仙桃市", "429000", "429000")
    assert Region.objects.get(code="429000").kind == "汇总码"


def test_validity_and_successors(divisions: None) -> None:
    ended = Region.objects.exclude(valid_to=None)
    assert ended.count() == 20
    assert set(ended.values_list("valid_to", flat=True)) == {date(2023, 6, 30)}
    heirs = dict(ended.exclude(successor=None).values_list("code", "successor_id"))
    assert len(heirs) == 15
    assert (heirs["513425"], heirs["350403"], heirs["532331"]) == ("513402", "350404", "532302")
    # Who took these does not follow from the lists: no guess.
    assert not {"330103", "330104", "350402", "410306", "450127"} & heirs.keys()
    assert not Region.objects.filter(code__in=heirs.values()).exclude(valid_to=None).exists()


def test_zones_are_marked(divisions: None) -> None:
    zones = Region.objects.filter(kind="功能区")
    assert zones.filter(code="620171", name="兰州新区").exists()
    assert {code[4] for code in zones.values_list("code", flat=True)} == {"7"}
    assert not Region.objects.filter(level=Level.COUNTY, code__regex=r"7[1-9]$", kind="").exists()


def test_loading_again_changes_nothing_and_mends_what_differs(divisions: None) -> None:
    total = sum(COUNTS.values())
    assert load_divisions() == LoadResult(0, 0, total)
    Region.objects.filter(code="620702").update(name="甘州", parent_id="620000")
    Region.objects.filter(code="620702001").delete()
    assert load_divisions() == LoadResult(1, 1, total - 2)
    mended = Region.objects.get(code="620702")
    assert (mended.name, mended.parent_id) == ("甘州区", "620700")


def test_a_region_with_children_cannot_be_deleted(divisions: None) -> None:
    from django.db.models import ProtectedError

    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        Region.objects.get(code="620700").delete()
