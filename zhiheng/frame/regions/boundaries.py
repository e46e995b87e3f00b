"""Region outlines for maps: files that the user has, coarse shipped ones, and a tile grid where there are none.

County outlines may not be given away with the program, so a user loads a GeoJSON file of their own. It is
checked against the division list, thinned for the screen and kept under ``ZHIHENG_HOME/boundaries``, one file a
parent region, with a manifest. Coordinates are taken as they come (longitude, latitude in degrees).
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import math
import os
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhiheng.frame.regions.models import Level
from zhiheng.frame.regions.tree import COLLECTING, Node, RegionTree

# Grid that coordinates are snapped to: 0.002 degrees is some 200 m, below one pixel of a county map. Snapping moves
# the same corner of two neighbours to the same place, so no slits open between them as with line simplification.
STEP = 0.002
MAX_BYTES = 200 * 1024 * 1024
MAX_ERRORS = 20
_SHIPPED_NOTICE = "示意轮廓，比例粗略，不作为划界依据；公开使用地图须有审图号。"
_LOADED_NOTICE = "边界由本单位自行载入；公开使用地图须有审图号。"
# Lines and islands that belong on the map and have no code of their own (100000_JD).
_DECORATION = re.compile(r"^\d{6}_\w+$")

Ring = list[list[float]]
Polygon = list[Ring]


class BoundaryError(ValueError):
    """A boundary file that cannot be taken; the message lists what is wrong, in Chinese. Nothing was written."""


@dataclass(frozen=True)
class BoundaryResult:
    """What a load stored: the parents whose children now have outlines, how many, and what deserves a look."""

    parents: dict[str, int]
    warnings: list[str]

    def __str__(self) -> str:
        stored = "、".join(f"{parent} 下 {count} 个" for parent, count in self.parents.items())
        return f"已载入边界：{stored}" + "".join(f"\n注意：{warning}" for warning in self.warnings)


@dataclass(frozen=True)
class _Shape:
    code: str
    name: str
    parent: str
    geometry: dict[str, Any]


def load_boundaries(path: Path | str, keep_unknown: bool = False) -> BoundaryResult:
    """Check and store the outlines of a GeoJSON FeatureCollection whose features carry ``adcode`` and ``name``.

    ``keep_unknown``: features whose code the division list lacks (islands without a code, say) are drawn without
    a figure instead of being an error. Raises BoundaryError with every mistake found (at most 20 are listed).
    """
    source = Path(path)
    features = _features(source)
    tree = RegionTree.load()
    shapes: list[_Shape] = []
    errors: list[str] = []
    warnings: list[str] = []
    strays: list[tuple[str, str, str, dict[str, Any]]] = []
    seen: set[str] = set()
    for number, feature in enumerate(features, 1):
        try:
            code, name, parent, geometry = _parts(feature)
        except ValueError as error:
            errors.append(f"第 {number} 个图形：{error}")
            continue
        if code in seen:
            errors.append(f"第 {number} 个图形：代码 {code} 重复。")
        seen.add(code)
        if code in tree:
            node = tree.get(code)
            if name and name not in {node.name, node.short_name}:
                warnings.append(f"{code} 在文件中叫“{name}”，在区划表中叫“{node.name}”。")
            shapes.append(_Shape(code, node.name, _parent(node, tree), geometry))
        elif keep_unknown or _DECORATION.match(code):
            strays.append((code, name, parent, geometry))
        else:
            hint = _hint(code, name, tree)
            errors.append(f"第 {number} 个图形：区划表中没有代码 {code}({name or '无名称'})，{hint}。")
    if not errors and not shapes:
        errors.append("没有一个图形的代码在区划表中；请先载入区划，并核对 adcode 属性。")
    if errors:
        more = f"\n……共 {len(errors)} 处" if len(errors) > MAX_ERRORS else ""
        raise BoundaryError(f"边界文件 {source.name} 未载入：\n" + "\n".join(errors[:MAX_ERRORS]) + more)
    # A stray goes with the parent that it names, or that its code names: it must not fall off the map.
    parents = [shape.parent for shape in shapes]
    common = max(sorted(set(parents)), key=parents.count)
    for code, name, parent, geometry in strays:
        choices = (parent, code[:4] + "00", code[:2] + "0000", common)
        shapes.append(_Shape(code, name, next(c for c in choices if c in parents), geometry))
        warnings.append(f"{code}({name or '无名称'})不在区划表中：只画轮廓，没有数值。")
    return BoundaryResult(_store(shapes, source), warnings)


def boundaries_for(parent_code: str) -> dict[str, Any] | None:
    """Outlines of the regions below ``parent_code`` as a GeoJSON FeatureCollection with a ``notice``, or None.

    A loaded file goes before the shipped outlines, which cover the prefectures of four provinces.
    """
    path = _folder() / f"{_safe(parent_code)}.geojson"
    if path.exists():
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded
    features = [f for f in _shipped() if f["properties"]["parent"] == parent_code]
    return (
        {"type": "FeatureCollection", "notice": _SHIPPED_NOTICE, "features": features} if features else None
    )


def tile_positions(parent_code: str, tree: RegionTree | None = None) -> list[tuple[str, str, int, int]]:
    """A tile for each region below ``parent_code``: (code, name, column, row), from the upper left, none twice.

    With outlines the tiles lie roughly as the places do (north above, west on the left); without, or when an
    outline is missing for one of them, they follow the codes.
    """
    regions = (tree or RegionTree.load()).children(parent_code, through_collecting=True)
    if not regions:
        return []
    outlines = boundaries_for(parent_code)
    centres = {
        f["properties"]["adcode"]: centroid(f["geometry"]) for f in (outlines or {}).get("features", [])
    }
    if any(node.code not in centres for node in regions):
        columns = math.ceil(math.sqrt(len(regions)))
        return [(n.code, n.name, i % columns, i // columns) for i, n in enumerate(regions)]
    return _by_place([(n.code, n.name, *centres[n.code]) for n in regions])


def centroid(geometry: dict[str, Any]) -> tuple[float, float]:
    """Centre of mass (longitude, latitude) of the largest outer ring of a Polygon or MultiPolygon."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area, x, y = max((_mass(polygon[0]) for polygon in polygons), key=lambda mass: abs(mass[0]))
    if area == 0:
        ring = polygons[0][0]
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x, y


def _mass(ring: Ring) -> tuple[float, float, float]:
    """Signed doubled area and centre of a ring (shoelace formula, about its first corner to keep digits)."""
    x0, y0 = ring[0][0], ring[0][1]
    area = x = y = 0.0
    for (ax, ay, *_), (bx, by, *_) in itertools.pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        area += cross
        x += (ax + bx - 2 * x0) * cross
        y += (ay + by - 2 * y0) * cross
    return (area, x0 + x / (3 * area), y0 + y / (3 * area)) if area else (0.0, x0, y0)


def _by_place(places: list[tuple[str, str, float, float]]) -> list[tuple[str, str, int, int]]:
    """Bands from north to south, each from west to east; as many bands as the shape of the whole asks for."""
    longitudes, latitudes = [p[2] for p in places], [p[3] for p in places]
    middle = math.radians(sum(latitudes) / len(latitudes))
    width = max((max(longitudes) - min(longitudes)) * math.cos(middle), 1e-6)
    height = max(max(latitudes) - min(latitudes), 1e-6)
    bands = min(len(places), max(1, round(math.sqrt(len(places) * height / width))))
    ordered = sorted(places, key=lambda p: (-p[3], p[0]))
    tiles = []
    for band in range(bands):
        chunk = ordered[band * len(places) // bands : (band + 1) * len(places) // bands]
        for column, (code, name, _x, _y) in enumerate(sorted(chunk, key=lambda p: (p[2], p[0]))):
            tiles.append((code, name, column, band))
    return tiles


def _features(source: Path) -> list[Any]:
    if not source.is_file():
        raise BoundaryError(f"找不到边界文件：{source}")
    if source.stat().st_size > MAX_BYTES:
        raise BoundaryError(f"{source.name} 超过 {MAX_BYTES // 1024 // 1024} MB，请先拆分或简化。")
    try:
        data = json.loads(source.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise BoundaryError(f"{source.name} 不是 UTF-8 编码的 GeoJSON:{error}") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not data.get("features"):
        raise BoundaryError(f"{source.name} 不是 GeoJSON 的 FeatureCollection，或其中没有图形。")
    return list(data["features"])


def _parts(feature: Any) -> tuple[str, str, str, dict[str, Any]]:
    """Code, name, parent code (or "") and thinned geometry of a feature; ValueError in Chinese."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise ValueError("没有 properties。")
    code = str(properties.get("adcode") or properties.get("code") or "").strip()
    if not re.fullmatch(r"\d{6}|\d{9}", code) and not _DECORATION.match(code):
        raise ValueError(f"adcode 应是六位或九位区划代码，现为 {code or '空'}。")
    above = properties.get("parent")
    parent = str(above.get("adcode", "")) if isinstance(above, dict) else str(above or "")
    return code, str(properties.get("name") or "").strip(), parent, _thin(feature.get("geometry"))


def _thin(geometry: Any) -> dict[str, Any]:
    """Snap to the grid and drop repeated and collinear corners. ValueError for anything but closed polygons.

    A polygon thinner than the grid disappears, but never the last one of a region: that keeps its own corners.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"几何类型应是 Polygon 或 MultiPolygon，现为 {kind or '空'}。")
    polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    try:
        exact = [[_ring(ring) for ring in polygon] for polygon in polygons]
        kept = [thin for polygon in exact if (thin := _snap_polygon(polygon))]
        kept = kept or [max(exact, key=lambda polygon: abs(_mass(polygon[0])[0]))]
    except (TypeError, IndexError, ValueError) as error:
        raise ValueError(f"坐标不是闭合的经纬度环({error})。") from error
    if len(kept) == 1:
        return {"type": "Polygon", "coordinates": kept[0]}
    return {"type": "MultiPolygon", "coordinates": kept}


def _ring(ring: Any) -> Ring:
    points = [[float(p[0]), float(p[1])] for p in ring]
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError("环未闭合")
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points):
        raise ValueError("经纬度超出范围")
    return points


def _snap_polygon(polygon: Polygon) -> Polygon:
    rings = [_snap(ring) for ring in polygon]
    return [ring for ring in rings if ring] if rings and rings[0] else []


def _snap(ring: Ring) -> Ring:
    cells: list[tuple[int, int]] = []
    for x, y in ring[:-1]:
        cell = (round(x / STEP), round(y / STEP))
        if not cells or cells[-1] != cell:
            cells.append(cell)
    kept = [
        here
        for before, here, after in zip([cells[-1], *cells[:-1]], cells, [*cells[1:], cells[0]], strict=True)
        if (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])
    ]
    if len(kept) < 3:
        return []
    kept.append(kept[0])
    return [[round(x * STEP, 4), round(y * STEP, 4)] for x, y in kept]


def _hint(code: str, name: str, tree: RegionTree) -> str:
    """What an unknown code may have become: a like name in its prefecture, else the region above it."""
    above = tree.find(code).suggestions
    if not above:
        return "没有相近的代码"
    like = tree.find(name, within=above[0].code) if name else None
    renamed = [n for n in (like.candidates or like.suggestions) if n != above[0]] if like else []
    if renamed:
        return "该地现有 " + "、".join(f"{n.name}({n.code})" for n in renamed[:3])
    return f"同一上级是 {above[0].name}({above[0].code})"


def _parent(node: Node, tree: RegionTree) -> str:
    """The region whose map shows ``node``: a collecting code stands for the region above it."""
    parent = tree.get(node.parent or node.code)
    if parent.kind == COLLECTING and parent.parent:
        parent = tree.get(parent.parent)
    return parent.code if node.level != Level.NATION else node.code


def _store(shapes: list[_Shape], source: Path) -> dict[str, int]:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    manifest_path = folder / "manifest.json"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8")) if manifest_path.exists() else {}
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    stored: dict[str, int] = {}
    for parent in sorted({shape.parent for shape in shapes}):
        below = sorted((s for s in shapes if s.parent == parent), key=lambda s: s.code)
        collection = {
            "type": "FeatureCollection",
            "notice": _LOADED_NOTICE,
            "features": [
                {
                    "type": "Feature",
                    "properties": {"adcode": s.code, "name": s.name, "parent": parent},
                    "geometry": s.geometry,
                }
                for s in below
            ],
        }
        _write(
            folder / f"{_safe(parent)}.geojson",
            json.dumps(collection, ensure_ascii=False, separators=(",", ":")),
        )
        stored[parent] = len(below)
        manifest[parent] = {
            "file": source.name,
            "sha256": digest,
            "loaded_at": timezone.now().isoformat(timespec="seconds"),
            "codes": [s.code for s in below],
        }
    _write(manifest_path, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    return stored


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a reader never meets half a file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _folder() -> Path:
    return Path(settings.HOME) / "boundaries"


def _safe(code: str) -> str:
    if not re.fullmatch(r"\d{6,9}", code):
        raise BoundaryError(f"区划代码应是六位或九位数字，现为“{code}”。")
    return code


@cache
def _shipped() -> list[dict[str, Any]]:
    packed = files("zhiheng.catalogue").joinpath("regions", "provinces.geojson.gz").read_bytes()
    features: list[dict[str, Any]] = json.loads(gzip.decompress(packed))["features"]
    return features
