"""Figures of the statistics bodies by a declared sheet: their layout, places down and measures across, to rows of the
register of macro figures (R-IND-03). A layout is a file of ``catalogue/exchange``.

What is read goes through the import of the register like any other file: it is reviewed, repaired and undone there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic import ValidationError as Wrong

from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import imports
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import ImportSession
from zhiheng.kernels.intake import IntakeError, read_workbook
from zhiheng.kernels.rules import Certainty, Source, explain

REGISTER = "macro_figures"
SERIES = "macro_series"
HEADINGS_WITHIN = 20  # rows in which the headings are looked for
_BLANK = {"", "-", "—", "–", "…", "...", "..", "/", "无", "#"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOISE = re.compile(r"[\s()\uff08\uff09%\uff05:\uff1a\u3001]|\u5206[)\uff09]?$")


class ExchangeError(ValueError):
    """A layout that contradicts itself; the message names file and word."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(_Part):
    """One column of the sheet. ``summed``: its figures add up to the region above (rates and indices do not)."""

    heading: str
    also: tuple[str, ...] = ()
    series: str
    summed: bool = False


class Layout(_Part):
    """A sheet of a statistics body. ``region``, ``year``: how the columns of places and years may be headed."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    title_en: str
    source: Source
    certainty: Certainty
    region: tuple[str, ...] = Field(min_length=1)
    year: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Read:
    """What came of a sheet. ``blank``: cells without a figure, which are no rows (and no zeros)."""

    rows: list[dict[str, Any]]
    blank: int


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by key, held against the list of series. ExchangeError."""
    found: dict[str, Layout] = {}
    folder = resources.files("zhiheng").joinpath("catalogue").joinpath("exchange")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".yaml"):
            continue
        try:
            made = Layout.model_validate(yaml.safe_load(entry.read_text("utf-8")))
        except yaml.YAMLError as error:
            raise ExchangeError(f"exchange/{entry.name} 不是有效的 YAML:{error}") from error
        except Wrong as error:
            raise ExchangeError(f"exchange/{entry.name} 有误：{explain(error)}") from error
        if lost := [m.series for m in made.measures if m.series not in code_list(SERIES).entries]:
            raise ExchangeError(f"exchange/{entry.name}：代码表 {SERIES} 没有 {lost}")
        names = [name for m in made.measures for name in _names(m)]
        if twice := {n for n in names if names.count(n) > 1}:
            raise ExchangeError(f"exchange/{entry.name}：两列用了同一个名称 {sorted(twice)}")
        found[made.key] = made
    return found


def read(layout: Layout, data: bytes, filename: str, year: int | None = None) -> Read:
    """The rows of a sheet, one for each place and measure, with the file and column that each came from.

    The year is that of its column, of the heading (2023年质量损失率), or of the title above; else ``year``.
    ValidationError where there is no such sheet or no year.
    """
    try:
        sheets = [s for s in read_workbook(data, filename).sheets if s.visible]
    except IntakeError as error:
        raise ValidationError(str(error)) from error
    mark = sha256(data).hexdigest()[:12]
    for sheet in sheets:
        at = _headings(layout, sheet.rows)
        if at is None:
            continue
        row, places, years, columns = at
        above = [_YEAR.search(str(cell)) for line in sheet.rows[:row] for cell in line]
        title = next((int(m[0]) for m in above if m), None)
        rows, blank = [], 0
        for line in sheet.rows[row + 1 :]:
            place = str(_cell(line, places)).strip()
            if not place:
                continue
            own = _YEAR.search(str(_cell(line, years))) if years is not None else None
            for column, (measure, headed) in columns.items():
                value = str(_cell(line, column)).strip()
                if value in _BLANK:
                    blank += 1
                    continue
                if column in sheet.percent_columns:  # 0.985 shows as 98.5 % there
                    value = str(Decimal(value) * 100)
                when = int(own[0]) if own else headed or title or year
                if when is None:
                    raise ValidationError(
                        f"“{filename}”没有写明年份：请在表题、表头或“年份”列写年份，或在页面上填。"
                    )
                source = f"{layout.title};{filename[-60:]}({mark});{measure.heading}"
                rows.append(
                    {"period": str(when), "region": place, "series": measure.series, "value": value,
                     "summed": "是" if measure.summed else "否", "source": source[:120]}
                )  # fmt: skip
        return Read(rows, blank)
    names = "、".join(m.heading for m in layout.measures)
    raise ValidationError(
        f"“{filename}”里没有“{layout.title}”的表头。表头要有“{layout.region[0]}”和这些列中的至少一列：{names}。"
    )


def bring(
    actor: Actor, layout: Layout, data: bytes, filename: str, *, region: str, year: int | None = None
) -> tuple[ImportSession, Read]:
    """Start an import of the register from a sheet. The file itself is kept as it came."""
    found = read(layout, data, filename, year)
    if not found.rows:
        raise ValidationError(f"“{filename}”里没有一个数。")
    store.keep(data, filename)
    register = register_of(REGISTER)
    heads = [register.label_of(name) for name in found.rows[0]]
    lines = [heads, *([*row.values()] for row in found.rows)]
    text = "\n".join(",".join(_quoted(str(v)) for v in line) for line in lines)
    name = f"{filename.rpartition('.')[0][-120:]}-{layout.title}.csv"
    return imports.upload(actor, register, ("\ufeff" + text).encode(), name, region=region), found


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _names(measure: Measure) -> list[str]:
    return list(dict.fromkeys(_plain(name) for name in (measure.heading, *measure.also)))


def _plain(text: str) -> str:
    return _NOISE.sub("", text).casefold()


def _headings(
    layout: Layout, rows: Sequence[Sequence[Any]]
) -> tuple[int, int, int | None, dict[int, tuple[Measure, int | None]]] | None:
    """The row of the headings, the columns of places and years, and of each measure with the year it is headed by."""
    by_name = {name: m for m in layout.measures for name in _names(m)}
    places, years = ({_plain(name) for name in names} for names in (layout.region, layout.year))
    for at, line in enumerate(rows[:HEADINGS_WITHIN]):
        heads = list(enumerate(str(cell) for cell in line))
        place = next((j for j, text in heads if _plain(text) in places), None)
        if place is None:
            continue
        columns = {j: (by_name[name], year) for j, name, year in _measures(heads) if name in by_name}
        if columns:
            return at, place, next((j for j, text in heads if _plain(text) in years), None), columns
    return None


def _measures(heads: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, int | None]]:
    for j, text in heads:
        found = re.match(r"\s*((?:19|20)\d\d)\s*年?度?", text)
        yield j, _plain(text[found.end() :] if found else text), int(found[1]) if found else None


def _cell(line: Sequence[Any], at: int) -> Any:
    return line[at] if at < len(line) else ""
