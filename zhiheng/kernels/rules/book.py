"""The rule book: official figures as versions with dates, source and certainty.

A method asks for the version in force on a date; the answer it gives carries that version's reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from zhiheng.kernels.rules.errors import RuleError, explain
from zhiheng.kernels.rules.figures import KINDS, TimeLimit, TimeLimits
from zhiheng.kernels.rules.payload import Certainty, Payload

P = TypeVar("P", bound=Payload)


class Source(BaseModel):
    """Where a version's figures come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: str
    number: str | None = None
    clause: str | None = None
    url: str | None = None

    @property
    def text(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"{self.instrument}{number}{self.clause or ''}"


@dataclass(frozen=True, slots=True)
class RuleRef:
    """Which rule and which version of it a result was worked out by. Store it with the result."""

    key: str
    version: str
    title: str
    valid_from: date | None
    valid_to: date | None
    certainty: Certainty

    @property
    def text(self) -> str:
        return f"{self.title}，{self.version} 版（{_span(self.valid_from, self.valid_to)}；{self.certainty.label}）"

    def as_dict(self) -> dict[str, str | None]:
        return {
            "key": self.key,
            "version": self.version,
            "title": self.title,
            "valid_from": str(self.valid_from) if self.valid_from else None,
            "valid_to": str(self.valid_to) if self.valid_to else None,
            "certainty": self.certainty.value,
        }


class RuleVersion(BaseModel):
    """One version of a rule set: in force from ``valid_from`` to ``valid_to``, both included; None is open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    kind: str
    version: str
    valid_from: date | None
    valid_to: date | None
    source: Source
    certainty: Certainty
    note: str = ""
    figures: SerializeAsAny[Payload]

    @model_validator(mode="after")
    def _span_runs_forward(self) -> RuleVersion:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"{self.version} 版的终止日 {self.valid_to} 早于起始日 {self.valid_from}")
        return self

    @property
    def ref(self) -> RuleRef:
        return RuleRef(self.key, self.version, self.title, self.valid_from, self.valid_to, self.certainty)

    def covers(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def figures_as(self, payload: type[P]) -> P:
        """The figures as their typed class; RuleError when the rule is of another kind."""
        if not isinstance(self.figures, payload):
            raise RuleError(
                f"规则“{self.key}”的内容类别是 {self.kind}，不能当作 {payload.__name__} 使用；请检查引用的规则名"
            )
        return self.figures

    def limit(self, name: str) -> TimeLimit:
        """One time limit by name; RuleError lists the names that exist."""
        limits = self.figures_as(TimeLimits).limits
        if name not in limits:
            raise RuleError(
                f"规则“{self.key}”{self.version} 版没有时限“{name}”；已有：{'、'.join(sorted(limits))}"
            )
        return limits[name]

    def limit_certainty(self, name: str) -> Certainty:
        """How sure one limit is: its own mark, else the version's."""
        return self.limit(name).certainty or self.certainty


class RuleSet(BaseModel):
    """All versions of one rule, oldest first, not overlapping."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
    title: str
    kind: str
    versions: tuple[RuleVersion, ...]

    @classmethod
    def parse(cls, raw: object, where: str) -> RuleSet:
        """Build from a mapping as read from YAML; RuleError names file, version and field."""
        if not isinstance(raw, Mapping) or not raw.get("key"):
            raise RuleError(f"{where}：规则文件应是键值结构并写明 key、title、kind、versions")
        key, kind = raw["key"], raw.get("kind")
        if kind not in KINDS:
            raise RuleError(f"{where}：规则“{key}”的类别 {kind!r} 不认识；可用：{'、'.join(sorted(KINDS))}")
        versions = raw.get("versions")
        if not isinstance(versions, list) or not versions:
            raise RuleError(f"{where}：规则“{key}”没有版本（versions 应是非空列表）")
        common = {"key": key, "title": raw.get("title"), "kind": kind}
        built: list[RuleVersion] = []
        for number, entry in enumerate(versions, start=1):
            built.append(_parse_version(entry, common, f"{where}：规则“{key}”第 {number} 个版本"))
        built.sort(key=lambda item: item.valid_from or date.min)
        _refuse_overlaps(key, built, where)
        try:
            extra = {
                name: value for name, value in raw.items() if name not in ("key", "title", "kind", "versions")
            }
            return cls.model_validate({**common, "versions": built, **extra})
        except ValidationError as error:
            raise RuleError(f"{where}：规则“{key}”有误：{explain(error)}") from error

    def in_force(self, on: date) -> RuleVersion:
        """The version in force on a day; RuleError names the rule, the day and the ranges that exist."""
        for version in self.versions:
            if version.covers(on):
                return version
        ranges = "；".join(f"{v.version}：{_span(v.valid_from, v.valid_to)}" for v in self.versions)
        raise RuleError(
            f"规则“{self.key}”（{self.title}）在 {on} 没有生效的版本。已有版本：{ranges}。"
            "请核对日期，或在规则目录中补充该时段的版本"
        )

    def version(self, name: str) -> RuleVersion:
        """A version by its name, whatever its dates."""
        for version in self.versions:
            if version.version == name:
                return version
        names = "、".join(v.version for v in self.versions)
        raise RuleError(f"规则“{self.key}”没有“{name}”版；已有：{names}")


@dataclass(frozen=True)
class RuleBook:
    """All rule sets by key."""

    sets: Mapping[str, RuleSet]

    @classmethod
    def load(cls, source: Path | Traversable | None = None) -> RuleBook:
        """Read every ``*.yaml`` in a directory; without one, the packaged rules. RuleError on anything amiss."""
        place = source or resources.files("zhiheng").joinpath("catalogue").joinpath("rules")
        if not place.is_dir():
            raise RuleError(f"规则目录 {place} 不存在；请检查路径")
        files = sorted(
            (entry for entry in place.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name
        )
        return cls.from_documents((entry.name, entry.read_text(encoding="utf-8")) for entry in files)

    @classmethod
    def from_documents(cls, documents: Iterator[tuple[str, str]]) -> RuleBook:
        """Build from (name, YAML text) pairs; one file may hold several rule sets as YAML documents."""
        sets: dict[str, RuleSet] = {}
        places: dict[str, str] = {}
        for name, text in documents:
            try:
                parts: list[Any] = [part for part in yaml.safe_load_all(text) if part is not None]
            except yaml.YAMLError as error:
                raise RuleError(f"{name}：不是有效的 YAML：{error}") from error
            for part in parts:
                rule = RuleSet.parse(part, name)
                if rule.key in sets:
                    raise RuleError(f"规则“{rule.key}”在 {places[rule.key]} 和 {name} 中重复定义，请删去其一")
                sets[rule.key], places[rule.key] = rule, name
        return cls(sets)

    def rule(self, key: str) -> RuleSet:
        if key not in self.sets:
            near = [name for name in sorted(self.sets) if name.split(".")[0] == key.split(".", maxsplit=1)[0]]
            hint = "、".join(near or sorted(self.sets))
            raise RuleError(f"没有名为“{key}”的规则；已有：{hint or '无'}")
        return self.sets[key]

    def in_force(self, key: str, on: date) -> RuleVersion:
        """The version of a rule in force on a day."""
        return self.rule(key).in_force(on)

    def version(self, key: str, name: str) -> RuleVersion:
        """A named version of a rule, for schemes that fix which one they use."""
        return self.rule(key).version(name)

    def __iter__(self) -> Iterator[RuleSet]:
        return iter(self.sets.values())


def _parse_version(entry: object, common: Mapping[str, Any], where: str) -> RuleVersion:
    if not isinstance(entry, Mapping):
        raise RuleError(f"{where}应是键值结构")
    missing = [
        name for name in ("version", "valid_from", "valid_to", "source", "certainty") if name not in entry
    ]
    if missing:
        raise RuleError(f"{where}缺少 {'、'.join(missing)}（没有终止日请写 valid_to: null）")
    try:
        figures = KINDS[common["kind"]].model_validate(entry.get("figures"))
        return RuleVersion.model_validate({**common, **entry, "figures": figures})
    except ValidationError as error:
        raise RuleError(f"{where}（{entry['version']}）有误：{explain(error)}") from error


def _refuse_overlaps(key: str, versions: list[RuleVersion], where: str) -> None:
    names = [version.version for version in versions]
    doubled = [name for name in names if names.count(name) > 1]
    if doubled:
        raise RuleError(f"{where}：规则“{key}”有两个版本同名“{doubled[0]}”，请改名")
    for before, after in pairwise(versions):
        if before.valid_to is None or after.valid_from is None or after.valid_from <= before.valid_to:
            raise RuleError(
                f"{where}：规则“{key}”的版本“{before.version}”（{_span(before.valid_from, before.valid_to)}）与"
                f"“{after.version}”（{_span(after.valid_from, after.valid_to)}）时段重叠，请改正起止日"
            )


def _span(start: date | None, end: date | None) -> str:
    return f"{start or '最初'} 至 {end or '今'}"


@cache
def rule_book() -> RuleBook:
    """The packaged rule book, read once."""
    return RuleBook.load()
