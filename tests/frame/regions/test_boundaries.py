from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.frame.regions.boundaries import (
    BoundaryError,
    _by_place,
    boundaries_for,
    centroid,
    load_boundaries,
    tile_positions,
)
from zhiheng.frame.regions.tree import UnknownRegion

pytestmark = pytest.mark.django_db

ZHANGYE = ["620702", "620721", "620722", "620723", "620724", "620725"]


def square(x: float, y: float, size: float = 1.0) -> list[list[float]]:
    return [[x, y], [x + size / 2, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def feature(code: Any, x: float = 100.0, y: float = 38.0, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"adcode": code, **properties},
        "geometry": {"type": "Polygon", "coordinates": [square(x, y)]},
    }


def write(folder: Path, *features: Any) -> Path:
    path = folder / "mine.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_load_and_read_back(counties: None, home: Path) -> None:
    path = write(home, *(feature(int(code), 100 + i, 38 - i % 2) for i, code in enumerate(ZHANGYE)))
    assert boundaries_for("620700") is None
    result = load_boundaries(path)
    assert result.parents == {"620700": 6}
    assert result.warnings == []
    loaded = boundaries_for("620700")
    assert loaded is not None
    assert [f["properties"]["adcode"] for f in loaded["features"]] == ZHANGYE
    assert loaded["features"][0]["properties"]["name"] == "甘州区"
    assert "审图号" in loaded["notice"]
    # The corner in the middle of a straight side is gone, the ring still closed.
    assert loaded["features"][0]["geometry"]["coordinates"][0] == [
        [100.0, 38.0],
        [101.0, 38.0],
        [101.0, 39.0],
        [100.0, 39.0],
        [100.0, 38.0],
    ]
    manifest = json.loads((home / "boundaries" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["620700"]["file"] == "mine.geojson"
    assert manifest["620700"]["codes"] == ZHANGYE


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ([feature("620799")], "没有代码 620799.*张掖市"),
        ([feature("62x")], "六位或九位区划代码，现为 62x"),
        ([feature(None)], "现为 空"),
        ([feature("620702"), feature("620702")], "第 3 个图形：代码 620702 重复"),
        ([{"type": "Feature"}], "没有 properties"),
        ([feature("620702") | {"geometry": {"type": "Point", "coordinates": [1, 2]}}], "现为 Point"),
        (
            [feature("620702") | {"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}}],
            "环未闭合",
        ),
        ([feature("620702", 400)], "经纬度超出范围"),
        ([feature("100000_JD")], "没有一个图形的代码在区划表中"),
    ],
)
def test_bad_features_are_named_and_nothing_is_written(
    counties: None, home: Path, features: list[Any], message: str
) -> None:
    path = write(home, feature("620721"), *features) if "没有一个" not in message else write(home, *features)
    with pytest.raises(BoundaryError, match=message):
        load_boundaries(path)
    assert not (home / "boundaries").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "不是 UTF-8 编码的 GeoJSON"),
        ("区划".encode("gbk"), "不是 UTF-8 编码的 GeoJSON"),
        (b"[1]", "FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[]}', "没有图形"),
    ],
)
def test_bad_files(counties: None, home: Path, content: bytes, message: str) -> None:
    path = home / "x.geojson"
    path.write_bytes(content)
    with pytest.raises(BoundaryError, match=message):
        load_boundaries(path)
    with pytest.raises(BoundaryError, match="找不到边界文件"):
        load_boundaries(home / "absent.geojson")


def test_islands_without_a_code_stay_on_the_map(counties: None, home: Path) -> None:
    path = write(
        home,
        feature("440100", 113, 23, name="广州"),
        feature("442100", 116, 20, name="东沙群岛", parent={"adcode": 440000}),
        feature("100000_JD", 115, 15),
    )
    with pytest.raises(BoundaryError, match="442100"):
        load_boundaries(path)
    result = load_boundaries(path, keep_unknown=True)
    assert result.parents == {"440000": 3}
    assert len(result.warnings) == 2


def test_a_code_from_before_a_change_hints_at_the_new_one(counties: None, home: Path) -> None:
    path = write(home, feature("530402"), feature("530102"), feature("530422", name="澄江县"))
    with pytest.raises(BoundaryError, match=r"530422.澄江县.，该地现有 澄江市.530481."):
        load_boundaries(path)
    # Kept all the same, it stays in its own prefecture.
    assert load_boundaries(path, keep_unknown=True).parents == {"530100": 1, "530400": 2}


def test_a_name_that_differs_is_a_warning(counties: None, home: Path) -> None:
    result = load_boundaries(write(home, feature("620702", name="张掖县")))
    assert result.warnings == ["620702 在文件中叫“张掖县”，在区划表中叫“甘州区”。"]


def test_districts_of_a_municipality_belong_to_the_municipality(counties: None, home: Path) -> None:
    assert load_boundaries(write(home, feature("110105"))).parents == {"110000": 1}


def test_shipped_outlines(counties: None, home: Path) -> None:
    gansu = boundaries_for("620000")
    assert gansu is not None
    assert len(gansu["features"]) == 14
    assert "示意" in gansu["notice"]
    assert boundaries_for("630000") is None
    for bad in ("../620000", "62", "x"):
        with pytest.raises(BoundaryError):
            boundaries_for(bad)


def test_neighbours_keep_their_common_border(counties: None, home: Path) -> None:
    border = [[101.0, 38.0 + i / 1700] for i in range(1701)]
    wavy = [[x + (i * 7919 % 11) / 4000, y] for i, (x, y) in enumerate(border)]
    left = [[100.0, 39.0], [100.0, 38.0], *wavy, [100.0, 39.0]]
    right = [[102.0, 38.0], [102.0, 39.0], *wavy[::-1], [102.0, 38.0]]
    both = [
        feature(code) | {"geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code, ring in (("620702", left), ("620725", right))
    ]
    load_boundaries(write(home, *both))
    loaded = boundaries_for("620700")
    assert loaded is not None
    kept = [
        {tuple(p) for p in f["geometry"]["coordinates"][0] if 100.5 < p[0] < 101.5}
        for f in loaded["features"]
    ]
    assert kept[0] == kept[1]
    assert len(kept[0]) < len(wavy) / 2


def test_tiles_by_place_and_by_order(counties: None, home: Path) -> None:
    by_order = tile_positions("620700")
    assert [t[0] for t in by_order] == ZHANGYE
    assert [(t[2], t[3]) for t in by_order] == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)]
    ningxia = {code: (x, y) for code, _name, x, y in tile_positions("640000")}
    assert set(ningxia) == {"640100", "640200", "640300", "640400", "640500"}
    assert ningxia["640200"][1] < ningxia["640400"][1]  # 石嘴山 lies north of 固原
    assert tile_positions("620702001"[:6]) == []
    with pytest.raises(UnknownRegion):
        tile_positions("999999")
    assert len(tile_positions("110000")) == 16


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(73, 135), st.floats(3, 53)), min_size=1, max_size=60))
def test_no_two_tiles_in_one_place(points: list[tuple[float, float]]) -> None:
    tiles = _by_place([(f"{i:06d}", "", x, y) for i, (x, y) in enumerate(points)])
    assert len({t[0] for t in tiles}) == len(points)
    assert len({(t[2], t[3]) for t in tiles}) == len(points)


def test_centroid() -> None:
    assert centroid({"type": "Polygon", "coordinates": [square(10, 20, 2)]}) == pytest.approx((11, 21))
    two = {"type": "MultiPolygon", "coordinates": [[square(0, 0, 1)], [square(10, 20, 4)]]}
    assert centroid(two) == pytest.approx((12, 22))
