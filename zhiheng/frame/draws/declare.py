"""Random draws (随机抽取), declared: what is drawn from which register, in ``catalogue/draws``, one file each.

    key: declared_standards
    title: 标准自我声明公开抽查
    field: foundations
    lists:
      - key: subjects
        title: 检查对象
        register: standard_declarations
        where: {withdrawn_on: null}
        one_by: [credit_code, enterprise]       # one member for each firm, however many rows it has
        shown: [enterprise, number]
        strata: [region]
        quota: {share: 5}                       # or {total: 20, least: 1}, or {each: 3}
        lots: {register: supervision_classes, by: credit_code, column: grade, of: {a: 1, b: 2}, otherwise: 1}
        kept_out: [{register: declaration_checks, by: enterprise, date: checked_on, months: 12, why: 一年内查过}]
        reserves: 1
        units: [credit_code, enterprise]

A draw names registers by key, so that themes stay apart and another draw is another file. How members are chosen is
:mod:`zhiheng.kernels.drawing`.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any, Literal

import yaml
from django.db import models
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from zhiheng.frame.people.roles import fields
from zhiheng.frame.registers.declare import Register, RegisterError, register_of
from zhiheng.kernels.rules import explain


class DrawDeclarationError(ValueError):
    """A declaration that contradicts itself or the registers; the message says file, list and word."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Part):
    """Where a value of a member comes from: a column of its row, or of the row of another register that has the same
    value in ``by``. ``first``: only so many characters (the division of an industry)."""

    column: str
    first: int = 0
    register_key: str = Field(default="", alias="register")
    by: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Source:
        if bool(self.register_key) != bool(self.by):
            raise ValueError("register 和 by 要一起写")
        return self


class Lots(Source):
    """The weight of a member by a class of risk or credit: how many lots it has."""

    of: dict[str, int]
    otherwise: int = 1


class Amount(_Part):
    """How many to draw, in one of the ways of :class:`zhiheng.kernels.drawing.Quota`."""

    total: int | None = None
    share: float | None = None
    each: int | None = None
    least: int = 0
    of: dict[str, float] = {}

    @property
    def way(self) -> str:
        return next(n for n in ("total", "share", "each") if getattr(self, n) is not None)

    @model_validator(mode="after")
    def _one_way(self) -> Amount:
        if sum(getattr(self, n) is not None for n in ("total", "share", "each")) != 1:
            raise ValueError("抽取数要且只要写 total、share、each 之一")
        return self


class KeptOut(_Part):
    """Who takes no part: whoever has a row of another register since so many months (``register``, ``by``, ``date``),
    or was drawn lately: in the last ``draws`` draws of this kind here, or within ``months``, wherever that draw was made:
    a firm that its county has drawn is the same firm to its city. ``reach``: ``here`` counts only draws of the same place,
    ``above`` also those of the places it lies in (who is higher need not mind what was drawn below)."""

    register_key: str = Field(default="", alias="register")
    by: str = ""
    date: str = ""
    months: int = 0
    draws: int = 0
    reach: Literal["here", "above", "everywhere"] = "everywhere"
    where: dict[str, Any] = {}
    why: str

    @model_validator(mode="after")
    def _one_kind(self) -> KeptOut:
        if bool(self.register_key) != bool(self.by) or (self.register_key and self.draws):
            raise ValueError("写另一本台账要同时写 by；按抽取记录排除则写 draws 或 months")
        if not self.register_key and not (self.draws or self.months):
            raise ValueError("要写 register，或 draws、months 之一")
        if self.register_key and bool(self.date) != bool(self.months):
            raise ValueError("date 和 months 要一起写")
        if "reach" in self.model_fields_set and (self.register_key or self.draws):
            raise ValueError("reach 只能和 months 一起写：上几次抽取总是本地的")
        return self


class ListOf(_Part):
    """One list that is drawn from.

    ``where``: values that rows must have (null: empty; a list: one of them). ``holds``: (from, until) date columns; a
    row takes part while it holds on the day of the draw. ``narrow``: columns by which the person may narrow the list.
    ``units``: columns with whom a member belongs to; ``avoids``: text columns that name whom it must keep away from.
    ``of_reference``: the column that holds the reference of the draw; only rows of that reference take part.
    ``each``: so many of this list are matched to every drawn member of the first list. ``any_field``: rows count
    whatever the field of the one who draws.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    title_en: str
    register_key: str = Field(alias="register")
    quota: Amount
    where: dict[str, Any] = {}
    holds: tuple[str, str] = ("", "")
    of_reference: str = ""
    one_by: tuple[str, ...] = ()
    shown: tuple[str, ...]
    strata: tuple[Source, ...] = ()
    lots: Lots | None = None
    kept_out: tuple[KeptOut, ...] = ()
    narrow: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    reserves: int = 0
    matched: int = Field(default=0, alias="each")
    any_field: bool = False

    @field_validator("strata", mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return tuple({"column": each} if isinstance(each, str) else each for each in value)

    @property
    def register(self) -> Register:
        return register_of(self.register_key)


class LeadsTo(_Part):
    """The row of a register that a drawn member leads to.

    ``carry``: its column -> the drawn row's. ``of_draw``: its column -> code, purpose, reference, drawn_on, region.
    ``marks``: fixed values. ``at_once``: the row is written with the draw, with what the form ``asks`` for; else a
    button opens its form filled in. ``replaced``: what is written into rows made at once when another draw or a
    reserve takes their place.
    """

    list_key: str = Field(alias="list")
    register_key: str = Field(alias="register")
    label: str
    label_en: str
    carry: dict[str, str] = {}
    of_draw: dict[str, str] = {}
    marks: dict[str, Any] = {}
    at_once: bool = False
    asks: tuple[str, ...] = ()
    replaced: dict[str, Any] = {}


class StartedFrom(_Part):
    """Records of a register on whose page a draw may be started, and what they fill in (``total``: of the first list)."""

    register_key: str = Field(alias="register")
    reference: str
    purpose: str
    total: str = ""
    where: dict[str, Any] = {}


class Declaration(_Part):
    """One kind of draw."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    title_en: str
    about: str
    about_en: str
    field: str
    requirement: tuple[str, ...] = ()
    lists: tuple[ListOf, ...] = Field(min_length=1)
    leads_to: tuple[LeadsTo, ...] = ()
    started_from: tuple[StartedFrom, ...] = ()

    def of(self, key: str) -> ListOf:
        return next(each for each in self.lists if each.key == key)

    @property
    def home_register(self) -> str:
        """The register from whose records alone the draw begins, since it draws from their own lists; empty for others."""
        return self.started_from[0].register_key if any(each.of_reference for each in self.lists) else ""


OF_DRAW = ("code", "purpose", "reference", "drawn_on", "region")


@functools.cache
def declarations() -> dict[str, Declaration]:
    """Every kind of draw by key, each held against the registers. Raises DrawDeclarationError."""
    folder = files("zhiheng").joinpath("catalogue").joinpath("draws")
    found: dict[str, Declaration] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            made = read(entry.name, entry.read_text("utf-8"))
            if made.key in found:
                raise DrawDeclarationError(f"draws/{entry.name}：标识 {made.key} 出现两次")
            found[made.key] = made
    return found


def read(name: str, text: str) -> Declaration:
    """A declaration out of its YAML text. DrawDeclarationError."""
    try:
        made = Declaration.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise DrawDeclarationError(f"draws/{name} 不是有效的 YAML：{error}") from error
    except ValidationError as error:
        raise DrawDeclarationError(f"draws/{name} 有误：{explain(error)}") from error
    try:
        _hold(made)
    except (RegisterError, DrawDeclarationError) as error:
        raise DrawDeclarationError(f"draws/{name}：{error}") from error
    return made


def _hold(made: Declaration) -> None:
    if made.field not in fields():
        raise DrawDeclarationError(f"没有领域 {made.field}，现有：{'、'.join(fields())}")
    keys = [each.key for each in made.lists]
    if len(set(keys)) != len(keys):
        raise DrawDeclarationError(f"名单标识重复：{keys}")
    if made.lists[0].matched:
        raise DrawDeclarationError(f"{keys[0]} 是第一张名单，不能写 each")
    for each in made.lists:
        _hold_list(each)
    for lead in made.leads_to:
        if lead.list_key not in keys:
            raise DrawDeclarationError(f"leads_to 的 list {lead.list_key} 不在名单里：{keys}")
        target = register_of(lead.register_key)
        names = [*lead.carry, *lead.of_draw, *lead.marks, *lead.asks, *lead.replaced]
        _known(target, names)
        _known(made.of(lead.list_key).register, lead.carry.values())
        if lost := [n for n in lead.of_draw.values() if n not in OF_DRAW]:
            raise DrawDeclarationError(f"of_draw 写了 {lost}，可用：{'、'.join(OF_DRAW)}")
    if not made.started_from and any(each.of_reference for each in made.lists):
        raise DrawDeclarationError("写了 of_reference 的抽取须写 started_from：它只能从带名单的记录开始")
    for start in made.started_from:
        more = [start.total] if start.total else []
        _known(register_of(start.register_key), [start.reference, start.purpose, *start.where, *more])


def _hold_list(each: ListOf) -> None:
    own = each.register
    _known(
        own,
        [
            *each.where,
            *filter(None, (*each.holds, each.of_reference)),
            *each.one_by,
            *each.shown,
            *each.units,
            *each.avoids,
        ],
    )
    for name in each.narrow:
        if not own.by_name.get(name) or own.type_of(name) not in {"choice", "boolean", "text", "code"}:
            raise DrawDeclarationError(f"{each.key} 的 narrow 写了 {name}：只能是选项、是否、文字或代码列")
        if not own.by_name[name].filter:
            raise DrawDeclarationError(f"{each.key} 的 narrow 写了 {name}：台账 {own.key} 没有这个筛选条件")
    for source in (*each.strata, *([each.lots] if each.lots else [])):
        if source.register_key:
            _known(own, [source.by])
            _known(register_of(source.register_key), [source.by, source.column])
        else:
            _known(own, [source.column])
    for rule in each.kept_out:
        if rule.register_key:
            _known(own, [rule.by])
            other = register_of(rule.register_key)
            _known(other, [rule.by, *rule.where, *([rule.date] if rule.date else [])])


def _known(register: Register, names: Any) -> None:
    fields_ = {f.name for f in register.model._meta.get_fields() if isinstance(f, models.Field)}
    if lost := [n for n in names if n not in fields_]:
        raise DrawDeclarationError(f"台账 {register.key} 没有列 {lost}")
