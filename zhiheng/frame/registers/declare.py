"""Registers (台账), declared once.

    @register
    class SamplingRegister(Register):
        key = "sampling"
        model = Sampling
        label, label_en = "监督抽查", "Supervision sampling"
        field = "product"
        natural_key = ("report_no",)
        columns = (
            Column("report_no", aliases=("检验报告编号",)),
            Column("level", filter=True, public=True),
            ...
        )
        facts = Facts(date="tested_on", columns=("level", "result", "batches"))

From this come the list, filters, detail with history, form, workbook template, import, export, API, open-data
schema and the columnar copy that indicators are computed from. A column's label, type, choices, length and whether
it is required are those of the model's field; nothing is said twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property

from zhiheng.frame.lifecycles.declare import Lifecycle
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers.against import Bar, Basis
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.columns import Column, Computed, Expiry, Facts, Onsite, RowRule
from zhiheng.frame.registers.leading import Cover, Followed, Gathered, OpenedFrom, Proposal, Rated
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.frame.registers.models import Record, Return
from zhiheng.frame.registers.noticing import protect
from zhiheng.frame.registers.periods import Periodic
from zhiheng.frame.registers.plans import Planned
from zhiheng.kernels.checks import CheckError
from zhiheng.kernels.intake import CodeIndex, ColumnSpec, Plausible
from zhiheng.kernels.rules import rule_book

__all__ = [
    "Column",
    "Computed",
    "Expiry",
    "Facts",
    "Onsite",
    "Register",
    "RegisterError",
    "RowRule",
    "by_model",
    "labels",
    "register",
    "register_of",
    "registers",
]


class RegisterError(ValueError):
    """A declaration that contradicts its model, or an unknown register; the message names both."""


#: What the pages of every register call their own fields: those of the form, and those of the list's address.
FORM_FIELDS = frozenset({"reason", "evidence", "accepted", "late_reason"})
LIST_FIELDS = frozenset({"q", "sort", "page", "per_page", "withdrawn", "session", "expiry", "from"})

SQL_TYPES: dict[str, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


UNIT_LENGTH = 4
NO_CODES = CodeIndex({}, {})


class Register:
    key: ClassVar[str]
    model: ClassVar[type[Record]]
    label: ClassVar[str]
    label_en: ClassVar[str]
    field: ClassVar[str]
    #: Rows may concern any field: all of the territory sees and moves them, those of ``field`` keep them.
    any_field: ClassVar[bool] = False
    about: ClassVar[str] = ""
    about_en: ClassVar[str] = ""
    natural_key: ClassVar[tuple[str, ...]]
    #: The date by which rows of one key supersede one another, and the columns in which such rows must agree; empty: a key
    #: stands in a file once.
    newer_by: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[tuple[Column, ...]]
    facts: ClassVar[Facts]
    search: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[tuple[RowRule, ...]] = ()
    #: What the columns of a file must be like; a file whose headings are one place off is found by it.
    plausible: ClassVar[tuple[Plausible, ...]] = ()
    lifecycle: ClassVar[Lifecycle | None] = None
    expiries: ClassVar[tuple[Expiry, ...]] = ()
    #: The registers whose records lead to a row of this one.
    opened_from: ClassVar[tuple[OpenedFrom, ...]] = ()
    #: The rows of other registers that name a record of this one.
    followed_by: ClassVar[tuple[Followed, ...]] = ()
    #: What records of one register must have in another; the sweep opens a row of this one for each that has not.
    covers: ClassVar[tuple[Cover, ...]] = ()
    #: Rows that other registers suggest, for a person to accept or decline.
    proposals: ClassVar[tuple[Proposal, ...]] = ()
    #: Points worked out from what other registers hold of the enterprise of a row.
    rated: ClassVar[Rated | None] = None
    #: What other registers must not hold against the enterprise of a row, on the first filled day of ``barred_on``.
    barred_by: ClassVar[tuple[Bar, ...]] = ()
    barred_on: ClassVar[tuple[str, ...]] = ()
    #: The records of other registers that a row rests on, and must agree with.
    rests_on: ClassVar[tuple[Basis, ...]] = ()
    #: An enterprise with an account of its own adds and changes its own rows.
    kept_by_enterprise: ClassVar[bool] = False
    #: Devices of an enterprise send rows, each with a token of its own.
    collected: ClassVar[bool] = False
    #: Rows worked out of what devices sent, for a person to complete and file.
    gathered: ClassVar[Gathered | None] = None
    #: The column with the name of the enterprise that a row is about (its code is what the model's scope names).
    enterprise_name: ClassVar[str] = "enterprise"
    #: A statistical return: filed by period, checked by a sheet of rules, locked some time after the period's end.
    periodic: ClassVar[Periodic | None] = None
    #: Columns whose last value a form offers again; None: those that usually repeat.
    remembers: ClassVar[tuple[str, ...] | None] = None
    #: What an inspector enters on the spot, on a phone.
    onsite: ClassVar[Onsite | None] = None
    #: Values that a plan sets, and the returns that are compared with them on the record's page.
    planned: ClassVar[tuple[Planned, ...]] = ()
    #: How anybody may look up rows on the public portal; None: nobody may.
    lookup: ClassVar[Lookup | None] = None
    requirement: ClassVar[tuple[str, ...]] = ()

    def written(self, actor: Actor, records: Sequence[Record]) -> None:
        """What hangs on rows that were just written, moved, withdrawn or restored is made to agree with them.

        Called in the writing's own transaction, by single writes and by imports alike; only a register whose rows
        make something outside it says what. ValidationError refuses the writing.
        """

    @cached_property
    def follows(self) -> bool:
        """Whether something hangs on the rows, so that an import has to fetch them."""
        return type(self).written is not Register.written

    # -- what the declaration says -------------------------------------------------
    def __init__(self) -> None:
        self._check_names()
        names = {f.name for f in self.model._meta.get_fields()}
        for what, used in (
            ("columns", [c.name for c in self.columns]),
            ("natural_key", list(self.natural_key)),
            ("newer_by", list(self.newer_by)),
            ("facts", [self.facts.date, *self.facts.dates, *self.facts.columns]),
            ("facts.computed", [n for c in self.facts.computed for n in c.of]),
            ("search", list(self.search)),
            ("expiries", [n for e in self.expiries for n in (e.on, e.unless) if n]),
            ("opened_from", [n for o in self.opened_from for n in (*o.carry, o.known_by) if n]),
            ("covers", [n for c in self.covers for n in (*c.carry, *c.marks, *c.on, *c.known)]),
            (
                "proposals",
                [n for p in self.proposals for n in (*p.carry, *p.carry_by, *p.marks, *p.known_by)],
            ),
            ("proposals", [n for p in self.proposals for n in (*p.asks, p.code) if n]),
            ("followed_by", [f.by[1] for f in self.followed_by]),
            ("gathered", [n for g in [self.gathered] if g for n in (*g.same, *g.total, *g.marks)]),
            ("rated", list(self.rated.columns) if self.rated is not None else []),
            ("barred_on", list(self.barred_on)),
            ("rests_on", [n for b in self.rests_on for n in (b.by[0], *b.same, b.on) if n]),
            ("remembers", list(self.remembers or ())),
            ("onsite", self._onsite_names()),
            ("planned", [n for p in self.planned for n in (p.column, p.on[0])]),
            ("lookup", self.lookup.names if self.lookup is not None else []),
        ):
            if lost := [n for n in used if n not in names]:
                raise RegisterError(
                    f"台账 {self.key} 的 {what} 写了模型 {self.model.__name__} 没有的字段：{lost}"
                )
        if lost := [n for n in self.facts.apart if n not in self.fact_schema()]:
            raise RegisterError(f"台账 {self.key} 的 facts.apart 写了 facts 里没有的列：{lost}")
        for expiry in self.expiries:
            self._check_expiry(expiry)
        for column in self.columns:
            self._check_column(column)
        listed = {c.name for c in self.columns}
        if lost := [n for n in self.natural_key if n not in listed]:
            raise RegisterError(f"台账 {self.key} 的自然键 {lost} 不在 columns 里，导入时无法识别同一条记录")
        self._check_periodic()
        self._check_lookup()

    def _check_names(self) -> None:
        """No column is called what the pages' own fields are called: its value would be taken for theirs."""
        asked = [n for m in (self.lifecycle.moves if self.lifecycle else ()) for n in m.needs]
        for name in dict.fromkeys((*(c.name for c in self.columns), *asked)):
            where = "表单" if name in FORM_FIELDS else "列表页" if name in LIST_FIELDS else ""
            if where:
                raise RegisterError(
                    f"台账 {self.key} 的列 {name} 与{where}自己的字段同名，填的值会被当成那个字段。"
                    f"请换一个名字，例如 {_instead(name)}"
                )

    def _onsite_names(self) -> list[str]:
        found = self.onsite
        return (
            [*found.columns, found.done, *found.title, *filter(None, [found.due])]
            if found is not None
            else []
        )

    def _check_lookup(self) -> None:
        """What anybody may ask by or see is declared public."""
        if self.lookup is None:
            return
        asked = {n for term in self.lookup.terms for n in term} | set(self.lookup.shows)
        if hidden := sorted(asked - set(self.public_names)):
            raise RegisterError(f"台账 {self.key} 的 lookup 用了没有声明 public 的列：{hidden}")

    def _check_periodic(self) -> None:
        """A return has a period in its key and the rules of its check sheet speak of its numbers."""
        if self.periodic is None:
            return
        if not issubclass(self.model, Return) or self.natural_key[-1:] != ("period",):
            raise RegisterError(
                f"台账 {self.key} 按期报送：模型 {self.model.__name__} 要继承 Return，自然键的最后一项要是 period"
            )
        if self.facts.date != "ended_on":
            raise RegisterError(f"台账 {self.key} 按期报送：facts 的 date 要是 ended_on")
        try:
            if (sheet := self.periodic.sheet) is not None:
                sheet.require_columns(self.numbers)
        except CheckError as error:
            raise RegisterError(f"台账 {self.key}：{error}") from error

    @property
    def numbers(self) -> list[str]:
        """The columns that hold numbers."""
        return [c.name for c in self.columns if self.type_of(c.name) in {"integer", "decimal"}]

    def _check_column(self, column: Column) -> None:
        if column.sensitive and (column.public or column.shared):
            raise RegisterError(
                f"台账 {self.key} 的 {column.name} 是受保护的列(sensitive)，不能 public，并要写 shared=False"
            )
        if column.codes:
            spec, listed = self.model_field(column.name), code_list(column.codes)
            longest = max(map(len, listed.entries))
            if not isinstance(spec, models.CharField) or spec.choices or (spec.max_length or 0) < longest:
                raise RegisterError(
                    f"台账 {self.key} 的 {column.name} 用代码表 {column.codes},"
                    f"应是没有选项、不短于 {longest} 个字的 CharField"
                )
        if column.schemes:
            spec = self.model_field(column.name)
            if lost := set(code_list(column.schemes).entries) - set(dict(spec.flatchoices)):
                raise RegisterError(
                    f"台账 {self.key} 的 {column.name} 没有代码表 {column.schemes} 里的选项：{sorted(lost)}"
                )
        for name in column.dated:
            if not column.schemes or not isinstance(self.model_field(name), models.DateField):
                raise RegisterError(
                    f"台账 {self.key} 的 {column.name} 的 dated 写了 {name}：要有 schemes，且是日期"
                )

    def _check_expiry(self, expiry: Expiry) -> None:
        for name in filter(None, (expiry.on, expiry.unless)):
            if not isinstance(self.model_field(name), models.DateField):
                raise RegisterError(f"台账 {self.key} 的到期字段 {name} 不是日期")
        known = {s.key for s in self.lifecycle.states} if self.lifecycle is not None else set()
        if lost := [s for s in expiry.states if s not in known]:
            raise RegisterError(f"台账 {self.key} 的到期状态 {lost} 不在它的流程里")

    def model_field(self, name: str) -> models.Field[Any, Any]:
        found = self.model._meta.get_field(name)
        assert isinstance(found, models.Field)
        return found

    def label_of(self, name: str) -> str:
        return str(self.model_field(name).verbose_name)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {c.name: c for c in self.columns}

    @cached_property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]

    @cached_property
    def listed(self) -> list[Column]:
        return [c for c in self.columns if c.listed]

    @cached_property
    def public_names(self) -> list[str]:
        return [c.name for c in self.columns if c.public]

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """The columns whose reading is written to the trail."""
        return frozenset(c.name for c in self.columns if c.sensitive)

    def type_of(self, name: str) -> str:
        """text | integer | decimal | date | boolean | choice | code | identifier."""
        found = self.model_field(name)
        column = self.by_name.get(name)
        if isinstance(found, models.ForeignKey) or (column is not None and column.codes):
            return "code"
        if found.choices:
            return "choice"
        if isinstance(found, models.BooleanField):
            return "boolean"
        if isinstance(found, models.DateField):
            return "date"
        if isinstance(found, models.IntegerField):
            return "integer"
        if isinstance(found, models.DecimalField | models.FloatField):
            return "decimal"
        return "identifier" if column is not None and column.identifier else "text"

    def fact_schema(self) -> dict[str, str]:
        """Column -> SQL type of what indicators may ask of this register, besides the standard columns."""
        schema = {}
        for name in (*self.facts.dates, *self.facts.columns):
            kind = self.type_of(name)
            schema[name] = SQL_TYPES.get(kind, "VARCHAR")
        return schema | {c.name: SQL_TYPES[c.type] for c in self.facts.computed}

    @cached_property
    def fact_shape(self) -> str:
        """A short name of the copy's columns and of the figures they rest on: files of another one are out of date."""
        rules = {
            key: rule_book().rule(key).model_dump(mode="json") for c in self.facts.computed for key in c.rules
        }
        codes = {
            key: [entry.model_dump(mode="json") for entry in code_list(key).entries.values()]
            for c in self.facts.computed
            for key in c.codes
        }
        parts = [self.fact_schema(), self.facts.date, rules, *([codes] if codes else [])]
        told = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def specs(self, codes: Mapping[str, CodeIndex] | None = None) -> list[ColumnSpec]:
        """The columns as the intake kernel wants them; ``codes`` gives a column of places or units its admitted codes
        with their names, and the names that lead to codes."""
        found = []
        for column in self.columns:
            spec = self.model_field(column.name)
            required = not spec.blank and not spec.has_default() and not column.made_from
            choices = {
                str(key): (str(label), str(key))
                for key, label in (spec.choices or ())
                if not isinstance(label, list)
            }
            places = spec.decimal_places if isinstance(spec, models.DecimalField) else None
            kind = self.type_of(column.name)
            index = (
                code_list(column.codes).index if column.codes else (codes or {}).get(column.name, NO_CODES)
            )
            found.append(
                ColumnSpec(
                    name=column.name,
                    label=str(spec.verbose_name),
                    type=kind,  # type: ignore[arg-type]
                    required=required,
                    aliases=column.aliases,
                    choices=choices,
                    max_length=spec.max_length
                    if isinstance(spec, models.CharField) and not choices
                    else None,
                    minimum=_bound(spec, "MinValueValidator"),
                    maximum=_bound(spec, "MaxValueValidator"),
                    codes=index.codes if kind == "code" else None,
                    code_names=index.others,
                    index=index if kind == "code" else None,
                    decimal_places=places,
                    made_from=column.made_from,
                    help=column.help or (f"最多 {places} 位小数" if places else ""),
                    unit=_unit(spec) if kind in {"integer", "decimal"} else None,
                )
            )
        return found


def _instead(name: str) -> str:
    """Another name for a column that may not be called so."""
    return {"reason": "cause", "accepted": "taken", "from": "origin_of"}.get(name, f"{name}_of_record")


def _unit(spec: models.Field[Any, Any]) -> str | None:
    """The unit a number is stored in: a short help text of the model's field (万元, %, 平方米)."""
    words = str(spec.help_text)
    return words if 0 < len(words) <= UNIT_LENGTH else None


def _bound(spec: models.Field[Any, Any], validator: str) -> float | None:
    for each in spec.validators:
        if type(each).__name__ == validator:
            return float(getattr(each, "limit_value"))  # noqa: B009 — validators share no base
    if (
        isinstance(spec, models.PositiveIntegerField | models.PositiveSmallIntegerField)
        and "Min" in validator
    ):
        return 0.0
    return None


_known: dict[str, Register] = {}


def register(declaration: type[Register]) -> type[Register]:
    """Make a register known. Everything else follows from the declaration."""
    made = declaration()
    if made.key in _known and type(_known[made.key]) is not declaration:
        raise RegisterError(f"台账标识 {made.key} 声明了两次")
    _known[made.key] = made
    made.model.kept_in = made.key
    protect(made.model, made.sensitive)
    return declaration


def registers() -> dict[str, Register]:
    return dict(_known)


def register_of(key: str) -> Register:
    try:
        return _known[key]
    except KeyError:
        import difflib

        near = difflib.get_close_matches(key, [*_known, *(r.label for r in _known.values())], 3, 0.4)
        hint = f"您是不是要：{'、'.join(near)}" if near else f"现有台账：{'、'.join(_known)}"
        raise RegisterError(f"没有台账“{key}”。{hint}。") from None


def by_model(model: type[models.Model]) -> Register:
    for each in _known.values():
        if each.model is model:
            return each
    raise RegisterError(f"模型 {model.__name__} 没有对应的台账")


def labels(keys: Sequence[str]) -> list[str]:
    return [_known[k].label for k in keys if k in _known]
