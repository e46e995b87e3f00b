"""A scoring scheme as data: groups, items, rules, bonus, veto. Read from YAML and checked as a whole.

Points must add up: items to their group, groups to the total. A scheme that does not is refused with the group, the
points it states and the points its items come to.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhiheng.kernels.rules import Certainty, MeasureKind, Rounding, Source, explain


class SchemeError(ValueError):
    """A scoring scheme that contradicts itself; the message is Chinese and names scheme, group or item."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TargetDistance(_Part):
    """Full points when the target is met; otherwise by ``short``.

    proportional: points × share reached; linear_to_floor: from full at the target down to 0 at ``floor`` and beyond;
    zero: nothing.
    """

    type: Literal["target_distance"]
    op: Literal[">=", ">", "<=", "<", "=", "~", "between"]
    target: Decimal
    value_max: Decimal | None = None
    direction: Literal["up", "down", "hold"]
    measure: MeasureKind = "level"
    unit: str = ""
    short: Literal["proportional", "linear_to_floor", "zero"] = "proportional"
    floor: Decimal | None = None

    @model_validator(mode="after")
    def _sound(self) -> TargetDistance:
        if (self.short == "linear_to_floor") != (self.floor is not None):
            raise ValueError("floor（零分线）须且只须与 short: linear_to_floor 合写")
        rising = self.op in (">=", ">") or (self.op in ("=", "~", "between") and self.direction == "up")
        if self.floor is not None:
            if self.direction == "hold" and self.op not in (">=", ">", "<=", "<"):
                raise ValueError("direction: hold 的指标两侧都会偏离，请用 proportional 或 zero")
            if self.floor == self.target or (self.floor < self.target) != rising:
                side = "低于" if rising else "高于"
                raise ValueError(f"零分线 {self.floor} 应{side}目标 {self.target}")
        if (self.op == "between") != (self.value_max is not None):
            raise ValueError("value_max（区间上限）须且只须与 op: between 合写")
        return self


class Step(_Part):
    """Points from a value upwards (``at_least``), downwards (``at_most``) or for a named option (``equals``)."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    equals: str | None = None
    title: str = ""
    points: Decimal = Field(ge=0)


class Stepped(_Part):
    """Bands of a value. No band that fits gives 0."""

    type: Literal["stepped"]
    steps: tuple[Step, ...]
    unit: str = ""

    @property
    def by(self) -> Literal["at_least", "at_most", "equals"]:
        step = self.steps[0]
        return (
            "at_least" if step.at_least is not None else "at_most" if step.at_most is not None else "equals"
        )

    @model_validator(mode="after")
    def _one_way(self) -> Stepped:
        if not self.steps:
            raise ValueError("分档至少要有一档")
        used = {
            name
            for step in self.steps
            for name in ("at_least", "at_most", "equals")
            if getattr(step, name) is not None
        }
        given = [
            sum(getattr(step, name) is not None for name in ("at_least", "at_most", "equals"))
            for step in self.steps
        ]
        if len(used) != 1 or any(count != 1 for count in given):
            raise ValueError("各档须同用 at_least、at_most、equals 中的一种，每档写一个")
        name = used.pop()
        keys = [getattr(step, name) for step in self.steps]
        if len(set(keys)) != len(keys):
            raise ValueError("分档有重复的界值")
        if name != "equals":
            # Better values must not score less: sorted from best to worst, points must not rise.
            ordered = sorted(self.steps, key=lambda s: getattr(s, name), reverse=name == "at_least")
            if any(b.points > a.points for a, b in pairwise(ordered)):
                raise ValueError("分档得分与界值方向相反：更好的值得分更低")
        return self


class PerMissing(_Part):
    """Full points less ``deduct`` for each missing thing and ``deduct_late`` for each late one, never below 0."""

    type: Literal["per_missing"]
    deduct: Decimal = Field(gt=0)
    deduct_late: Decimal = Field(default=Decimal(0), ge=0)
    unit: str = "项"

    @model_validator(mode="after")
    def _late_is_lighter(self) -> PerMissing:
        if self.deduct_late > self.deduct:
            raise ValueError("迟报扣分不应重于缺报扣分")
        return self


class Expert(_Part):
    """The mean of what reviewers give, each from 0 to the item's points with a reason."""

    type: Literal["expert"]
    min_reviewers: int = Field(default=1, ge=1)


class Bonus(_Part):
    """``per`` points for each thing, at most ``cap``."""

    type: Literal["bonus"]
    per: Decimal = Field(gt=0)
    cap: Decimal = Field(gt=0)
    unit: str = "项"


ItemRule = Annotated[TargetDistance | Stepped | PerMissing | Expert, Field(discriminator="type")]


class Item(_Part):
    """One item: its points, where its value comes from (``input``, data for the caller), its rule, the reviewer's text."""

    key: str
    title: str
    points: Decimal = Field(gt=0)
    input: dict[str, Any]
    rule: ItemRule
    basis: str = ""

    @model_validator(mode="after")
    def _within(self) -> Item:
        if not str(self.input.get("kind", "")):
            raise ValueError("input 须写明 kind（indicator、due_report、record、expert 等）")
        if isinstance(self.rule, Stepped):
            top = max(step.points for step in self.rule.steps)
            if top != self.points:
                raise ValueError(f"最高一档得 {top} 分，与该项 {self.points} 分不符")
        return self


class BonusItem(_Part):
    """Extra points outside the total."""

    key: str
    title: str
    input: dict[str, Any]
    rule: Bonus
    basis: str = ""


class Veto(_Part):
    """Something that, once an authorised body has found it, decides the grade whatever the score."""

    key: str
    title: str
    basis: str = ""


class Group(_Part):
    """A group of items, with sub-groups only as headings (``heading`` of the items' order in YAML)."""

    key: str
    title: str
    points: Decimal = Field(gt=0)
    items: tuple[Item, ...]


class GradeRule(_Part):
    """Which version of which grade bands the scheme uses, fixed by name."""

    rule: str
    version: str


class ComparableGroup(_Part):
    """Regions ranked among themselves."""

    key: str
    title: str
    regions: tuple[str, ...]


class Scheme(_Part):
    """A whole scheme. ``points`` is the total without bonus."""

    key: str
    version: str
    title: str
    level: str
    period_basis: Literal["calendar_year", "july_to_june"]
    periods: tuple[str, ...] = ()
    source: Source
    certainty: Certainty
    note: str = ""
    points: Decimal = Field(gt=0)
    item_rounding: Rounding = Rounding(rule="half_up", decimals=2)
    not_applicable: Literal["rescale", "full", "zero"] = "rescale"
    grades: GradeRule
    groups: tuple[Group, ...]
    bonus: tuple[BonusItem, ...] = ()
    bonus_cap: Decimal = Decimal(0)
    vetoes: tuple[Veto, ...] = ()
    comparable_groups: tuple[ComparableGroup, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Scheme:
        for group in self.groups:
            added = sum((item.points for item in group.items), Decimal(0))
            if added != group.points:
                raise ValueError(
                    f"“{group.title}”写明 {group.points} 分，各项合计 {added} 分；请改正其中之一"
                )
        total = sum((group.points for group in self.groups), Decimal(0))
        if total != self.points:
            raise ValueError(f"总分写明 {self.points} 分，各组合计 {total} 分；请改正其中之一")
        keys = (
            [item.key for item in self.items()]
            + [item.key for item in self.bonus]
            + [v.key for v in self.vetoes]
        )
        doubled = [key for key in keys if keys.count(key) > 1]
        if doubled:
            raise ValueError(f"项目编号“{doubled[0]}”重复，请改名")
        if self.bonus and self.bonus_cap <= 0:
            raise ValueError("有加分项时须写 bonus_cap（加分总上限）")
        placed = [region for group in self.comparable_groups for region in group.regions]
        twice = [region for region in placed if placed.count(region) > 1]
        if twice:
            raise ValueError(f"地区 {twice[0]} 分在两个可比组，请留一处")
        return self

    def items(self) -> Iterator[Item]:
        """All items of all groups, in order."""
        for group in self.groups:
            yield from group.items

    def item(self, key: str) -> Item:
        for item in self.items():
            if item.key == key:
                return item
        raise SchemeError(f"评分办法“{self.key}”没有项目“{key}”")

    def group_of_region(self, region: str) -> str | None:
        """Key of the comparable group of a region, None when it is in none."""
        return next((group.key for group in self.comparable_groups if region in group.regions), None)


def parse_scheme(raw: object, where: str = "评分办法") -> Scheme:
    """Check a scheme as read from YAML. SchemeError names what does not fit and where."""
    if not isinstance(raw, Mapping):
        raise SchemeError(f"{where}：应是键值结构（key、title、points、groups 等）")
    try:
        return Scheme.model_validate(raw)
    except ValidationError as error:
        name = f"评分办法“{raw.get('key', '未命名')}”"
        raise SchemeError(f"{where}：{name}有误：{explain(error)}") from error


def load_scheme(source: Path | Traversable | str) -> Scheme:
    """Read one scheme from a file, or by name from the packaged ones (``national_form``), which are read once."""
    return _packaged(source) if isinstance(source, str) else _read(source)


@functools.cache
def _packaged(name: str) -> Scheme:
    folder = resources.files("zhiheng").joinpath("catalogue").joinpath("schemes")
    place = folder.joinpath(f"{name}.yaml")
    if not place.is_file():
        names = sorted(e.name.removesuffix(".yaml") for e in folder.iterdir() if e.name.endswith(".yaml"))
        raise SchemeError(f"没有名为“{name}”的评分办法；已有：{'、'.join(names) or '无'}")
    return _read(place)


def _read(place: Path | Traversable) -> Scheme:
    try:
        raw = yaml.safe_load(place.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SchemeError(f"找不到评分办法文件 {place}；请检查路径") from error
    except yaml.YAMLError as error:
        raise SchemeError(f"{place.name}：不是有效的 YAML：{error}") from error
    return parse_scheme(raw, place.name)
