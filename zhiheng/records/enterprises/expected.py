"""What an enterprise's file is expected to hold, as data, and what of it is missing."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from django.db.models import Q, QuerySet
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import RegisterError, register_of
from zhiheng.records.enterprises.models import Enterprise
from zhiheng.records.enterprises.models.archive import TIMED


class ExpectedError(ValueError):
    """An expected part that names what is not there; the message says file, key and word."""


class Part(BaseModel):
    """One thing that a file should hold: a column of the list of enterprises, or a row in force in a register."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    key: str
    title: str
    title_en: str
    applies: dict[str, Any] = Field(alias="for")
    column: str = ""
    register_key: str = Field(default="", alias="register")
    where: dict[str, Any] = {}
    since: str = ""
    until: str = ""
    year: str = ""
    basis: str = ""

    def concerns(self, enterprise: Enterprise, on: dt.date) -> bool:
        return all(
            (enterprise.counts_as(name, on) if name in TIMED else getattr(enterprise, name)) == value
            for name, value in self.applies.items()
        )


@functools.cache
def parts() -> tuple[Part, ...]:
    """The declared parts, each held against the models. Raises ExpectedError."""
    text = files("zhiheng.catalogue").joinpath("enterprises/expected.yaml").read_text("utf-8")
    try:
        found = tuple(Part.model_validate(each) for each in yaml.safe_load(text)["parts"])
    except (KeyError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise ExpectedError(f"enterprises/expected.yaml 不成立：{error}") from None
    known = {f.name for f in Enterprise._meta.get_fields()}
    for part in found:
        wanted = [*part.applies, *([part.column] if part.column else [])]
        if lost := [n for n in wanted if n not in known]:
            raise ExpectedError(f"enterprises/expected.yaml 的 {part.key}：企业名录没有列 {lost}")
        if bool(part.column) == bool(part.register_key):
            raise ExpectedError(f"enterprises/expected.yaml 的 {part.key}：要写 column 或 register 之一")
        if part.register_key:
            _held_against(part)
    return found


def _held_against(part: Part) -> None:
    try:
        register = register_of(part.register_key)
    except RegisterError as error:
        raise ExpectedError(f"enterprises/expected.yaml 的 {part.key}：{error}") from None
    if not own.column(register):
        raise ExpectedError(f"enterprises/expected.yaml 的 {part.key}：台账 {register.key} 的行不指明企业")
    named = {f.name for f in register.model._meta.get_fields()}
    wanted = [*part.where, *filter(None, (part.since, part.until, part.year))]
    if lost := [n for n in wanted if n not in named]:
        raise ExpectedError(f"enterprises/expected.yaml 的 {part.key}：台账 {register.key} 没有列 {lost}")


@dataclass(frozen=True)
class Standing:
    """A part that concerns the enterprise, and whether it is there."""

    part: Part
    present: bool


def standing(enterprise: Enterprise, there: Collection[str], on: dt.date) -> list[Standing]:
    """Every part that concerns the enterprise, in the order declared. ``there``: parts of registers that have a row."""
    wanted = [p for p in parts() if p.concerns(enterprise, on)]
    return [Standing(p, bool(getattr(enterprise, p.column)) if p.column else p.key in there) for p in wanted]


def rows_of(codes: Collection[str], on: dt.date) -> dict[str, QuerySet[Any]]:
    """By the key of a part: the rows that make it present, of enterprises with these codes.

    Only whether there are any is to be asked of them, anywhere: what a row says stays narrowed by scope.
    """
    found: dict[str, QuerySet[Any]] = {}
    for part in parts():
        if part.register_key:
            register = register_of(part.register_key)
            rows = register.model.objects.everywhere("whether an expected part is there at all").standing()
            found[part.key] = rows.filter(
                _in_force(part, on), **{f"{own.column(register)}__in": sorted(codes)}
            ).order_by()
    return found


def _in_force(part: Part, on: dt.date) -> Q:
    whole = Q()
    for name, value in part.where.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, list) else Q(**{name: value})
    if part.since:
        whole &= Q(**{f"{part.since}__lte": on})
    if part.until:
        whole &= Q(**{f"{part.until}__isnull": True}) | Q(**{f"{part.until}__gte": on})
    if part.year:
        whole &= Q(**{f"{part.year}__gte": on.year - 1})
    return whole
