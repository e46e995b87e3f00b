"""Charts and maps: drawn by ECharts or as SVG, always with the same figures as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _

from zhiheng.faces.shell.components.base import Component
from zhiheng.faces.shell.components.inline import LIGHT_WORDS, Figure, light_mark


@dataclass
class Chart(Component):
    """An ECharts option (plain data, no functions) in a box.

    ``title`` is shown above and read out; ``height`` sm 180, md 280, lg 420 px. The table alternative is
    ``head`` + ``rows``; without them it is read from a category axis and its series.
    ``map_name`` + ``map_url`` register a GeoJSON before drawing; ``name_property`` is the GeoJSON
    property that the data names. ``unit`` is appended to the values in tips.
    """

    id: str
    title: str
    option: Mapping[str, Any]
    height: Literal["sm", "md", "lg"] = "md"
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    note: str = ""
    unit: str = ""
    map_name: str = ""
    map_url: str = ""
    name_property: str = "name"
    template: ClassVar[str] = "shell/components/chart.html"

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        head, rows = (list(self.head), list(self.rows)) if self.head else table_of(self.option)
        return {"head": head, "rows": rows, "empty": not rows, "option_id": f"{self.id}-option"}


def table_of(option: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Head and rows of an option: one row for each category, or for each named item (pie, map)."""
    series = option.get("series") or []
    series = [series] if isinstance(series, Mapping) else list(series)
    for name in ("xAxis", "yAxis"):
        axes = option.get(name) or []
        for axis in [axes] if isinstance(axes, Mapping) else axes:
            if axis.get("data"):
                labels = [_plain(v) for v in axis["data"]]
                head = [
                    str(axis.get("name") or _("项目")),
                    *(str(s.get("name") or _("数值")) for s in series),
                ]
                columns = [[_plain(v) for v in s.get("data", [])] for s in series]
                return head, [
                    [label, *(c[i] if i < len(c) else None for c in columns)]
                    for i, label in enumerate(labels)
                ]
    named = [d for s in series for d in s.get("data", []) if isinstance(d, Mapping) and "name" in d]
    return [_("项目"), _("数值")], [[d["name"], d.get("value")] for d in named]


def _plain(value: Any) -> Any:
    value = value.get("value") if isinstance(value, Mapping) else value
    return None if value == "-" else value


@dataclass(frozen=True)
class Tile:
    """A region on a tile map. ``row``/``column`` from 0; None: filled in order. ``band`` 1 (lowest) to 5, or
    ``light``; neither means there is no value."""

    name: str
    figure: Figure
    band: int | None = None
    light: str = ""
    url: str = ""
    row: int | None = None
    column: int | None = None
    short: str = ""


@dataclass
class TileMap(Component):
    """Regions as tiles: stands for a map where no boundaries may be shown. Every tile with ``url`` is a link.

    ``bands`` are the words of the classes from 1 upwards (at most five); with lights the legend shows the
    lights. ``per_row`` is used for tiles without a place.
    """

    title: str
    tiles: Sequence[Tile]
    bands: Sequence[str] = ()
    per_row: int = 8
    id: str = "tiles"
    template: ClassVar[str] = "shell/components/tile_map.html"

    WIDTH: ClassVar[int] = 92
    HEIGHT: ClassVar[int] = 56

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        placed: list[dict[str, Any]] = []
        for i, tile in enumerate(self.tiles):
            row = tile.row if tile.row is not None else i // self.per_row
            column = tile.column if tile.column is not None else i % self.per_row
            css = (
                f"zh-{tile.light}"
                if tile.light
                else (f"zh-band-{tile.band}" if tile.band else "zh-band-none")
            )
            words = str(LIGHT_WORDS.get(tile.light, "")) if tile.light else ""
            placed.append(
                {
                    "tile": tile,
                    "x": column * self.WIDTH + 2,
                    "y": row * self.HEIGHT + 2,
                    "css": css,
                    "mark": light_mark(tile.light) if tile.light else "",
                    "label": " ".join(filter(None, [tile.name, tile.figure.text, words])),
                    "short": (tile.short or tile.name)[:6],
                    "right": column,
                    "down": row,
                    "light_words": words,
                }
            )
        lights = [
            (s, light_mark(s), str(LIGHT_WORDS[s]))
            for s in LIGHT_WORDS
            if any(t.light == s for t in self.tiles)
        ]
        return {
            "placed": placed,
            "width": (max((p["right"] for p in placed), default=0) + 1) * self.WIDTH,
            "height": (max((p["down"] for p in placed), default=0) + 1) * self.HEIGHT,
            "lights": lights,
            "legend": list(enumerate(self.bands, 1)),
            "missing": any(not t.band and not t.light for t in self.tiles),
        }


def choropleth(
    id: str,
    title: str,
    map_url: str,
    *,
    values: Sequence[tuple[str, float | None]],
    pieces: Sequence[tuple[float | None, float | None, str]],
    unit: str = "",
    name_property: str = "name",
    height: Literal["sm", "md", "lg"] = "lg",
) -> Chart:
    """A class map: ``values`` are (name in the GeoJSON, value or None), ``pieces`` (from, below, words) from
    low to high, at most five; None leaves an end open. Regions without a value stay grey and say 无数据."""
    shades = ["#dbe9f6", "#a6cbe6", "#5fa2ce", "#2a74b0", "#0b3f75"]
    if len(pieces) > len(shades):
        raise ValueError(f"地图分级最多 {len(shades)} 级，给了 {len(pieces)} 级。请合并分级。")
    chosen = (
        shades
        if len(pieces) == 5
        else [shades[round(i * 4 / max(len(pieces) - 1, 1))] for i in range(len(pieces))]
    )
    classes: list[dict[str, Any]] = []
    for (low, high, words), shade in zip(pieces, chosen, strict=True):
        piece: dict[str, Any] = {"label": words, "color": shade}
        if low is not None:
            piece["gte"] = low
        if high is not None:
            piece["lt"] = high
        classes.append(piece)
    option = {
        "visualMap": {
            "type": "piecewise",
            "pieces": classes[::-1],
            "left": 8,
            "bottom": 8,
            "outOfRange": {"color": "#e9edf1"},
        },
        "series": [
            {
                "type": "map",
                "map": title,
                "name": title,
                "nameProperty": name_property,
                "data": [{"name": n, "value": v if v is not None else "-"} for n, v in values],
                "itemStyle": {"areaColor": "#e9edf1", "borderColor": "#5b6b7a"},
                "label": {"show": False},
                "selectedMode": False,
            }
        ],
    }
    rows = [[n, Figure(v, unit, status="" if v is not None else "no_record")] for n, v in values]
    return Chart(
        id,
        title,
        option,
        height,
        [_("地区"), title],
        rows,
        note=_("灰色地区没有数据") if any(v is None for _name, v in values) else "",
        unit=unit,
        map_name=title,
        map_url=map_url,
        name_property=name_property,
    )
