"""The yearly arrangement of public holidays as data: which days rest, which weekend days work.

The base is the package chinesecalendar, which follows the yearly notices of the State Council's General
Office. The project's own table comes on top of it: an extra year once its notice is out, or a correction of a
single day (a county's ethnic holiday, an emergency extension), each with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhiheng.kernels.worktime.limits import WorktimeError
from zhiheng.kernels.worktime.validation import explain

DEFAULT_TABLE = "calendars/statutory.yaml"


class Notice(BaseModel):
    """Where a year's arrangement comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: str
    number: str | None = None
    issued: date | None = None


class NoticedYear(BaseModel):
    """A whole year's arrangement, entered when its notice is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int
    notice: Notice
    rest: dict[date, str] = Field(default_factory=dict)
    work: dict[date, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _days_in_reach(self) -> NoticedYear:
        both = sorted(set(self.rest) & set(self.work))
        if both:
            raise ValueError(f"{both[0]} 既列为休息日又列为工作日，请删去其一")
        # A notice may move days of the last week of the year before.
        low, high = date(self.year - 1, 12, 25), date(self.year, 12, 31)
        outside = [d for d in (*self.rest, *self.work) if not low <= d <= high]
        if outside:
            raise ValueError(f"{min(outside)} 不属于 {self.year} 年的安排，请移到相应年份")
        return self


class DayOverride(BaseModel):
    """One day that differs from the national arrangement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    kind: Literal["rest", "work"]
    name: str
    notice: Notice


class Counting(BaseModel):
    """How periods are counted (Civil Code, articles 201 to 203; see the table's own source)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start_day_counts: bool = False
    roll_rest_day: Literal["next", "none"] = "next"
    instrument: str
    clause: str
    certainty: str


class CalendarTable(BaseModel):
    """The content of ``catalogue/calendars/*.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    counting: Counting
    unsettled_from: str = Field(pattern=r"^12-\d\d$")
    years: tuple[NoticedYear, ...] = ()
    overrides: tuple[DayOverride, ...] = ()

    @model_validator(mode="after")
    def _no_duplicates(self) -> CalendarTable:
        years = [entry.year for entry in self.years]
        twice = {year for year in years if years.count(year) > 1}
        if twice:
            raise ValueError(f"{min(twice)} 年写了两次，请合并")
        days = [entry.date for entry in self.overrides]
        doubled = {day for day in days if days.count(day) > 1}
        if doubled:
            raise ValueError(f"{min(doubled)} 的单日调整写了两次，请删去其一")
        return self


def load_table(source: Path | Traversable | None = None) -> CalendarTable:
    """Read a calendar table; without a source, the packaged national one.

    Raises WorktimeError naming the file and the field that is wrong.
    """
    place = source or resources.files("zhiheng").joinpath("catalogue").joinpath(DEFAULT_TABLE)
    try:
        raw: Any = yaml.safe_load(place.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WorktimeError(f"找不到日历表 {place}；请检查路径") from error
    except yaml.YAMLError as error:
        raise WorktimeError(f"日历表 {place.name} 不是有效的 YAML：{error}") from error
    return parse_table(raw, where=place.name)


def parse_table(raw: object, where: str = "日历表") -> CalendarTable:
    """Check a mapping as read from YAML; WorktimeError says which field is wrong."""
    if not isinstance(raw, Mapping):
        raise WorktimeError(f"{where} 应是键值结构（key、title、counting、years、overrides）")
    try:
        return CalendarTable.model_validate(raw)
    except ValidationError as error:
        raise WorktimeError(f"{where} 有误：{explain(error)}") from error
