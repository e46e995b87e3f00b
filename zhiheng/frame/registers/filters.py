"""The filters of a register's list, generated from its declaration; they live in the address."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhiheng.frame.lifecycles.declare import State
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region, prefix_range, territory_prefix
from zhiheng.frame.registers import expiring
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import RecordQuerySet
from zhiheng.frame.registers.places import RegionField
from zhiheng.frame.registers.wording import heading, said

ANY = _("全部")
BOOLEAN = [("", ANY), ("true", _("是")), ("false", _("否"))]
EXPIRY = [("soon", _("将到期")), ("past", _("已过期"))]
WITHDRAWN = [("with", _("一并列出")), ("only", _("只看已撤回"))]


class RegionFilter(filters.Filter):
    """Rows of a region and of everything below it: a range of codes, which an index serves."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._scope = scope

    @property
    def field(self) -> forms.Field:
        if not hasattr(self, "_made"):
            self._made = RegionField(
                self._scope, label=self.label, required=False, empty_label=ANY, to_field_name="code"
            )
        return self._made

    def filter(self, qs: QuerySet[Any], value: Region | None) -> QuerySet[Any]:
        prefix = territory_prefix(value.code) if value is not None else ""
        if not prefix:
            return qs
        low, high = prefix_range(prefix)
        return qs.filter(**{f"{self.field_name}_id__gte": low, f"{self.field_name}_id__lt": high})


class CodeFilter(filters.CharFilter):
    """Rows with a code, with the codes that begin like it (a division of a classification), or named so."""

    def __init__(self, codes: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._codes = codes  # the key: a filter is copied for every page

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        words = (value or "").strip()
        if not words:
            return qs
        listed = code_list(self._codes).entries.values()
        if any(e.code.startswith(words) for e in listed):
            return qs.filter(**{f"{self.field_name}__startswith": words})
        named = [e.code for e in listed if any(words in n for n in (e.name, *e.also))]
        return qs.filter(**{f"{self.field_name}__in": named})


class RecordFilter(filters.FilterSet):
    """Base of all generated filters. Withdrawn rows are hidden unless asked for."""

    register: Register

    def __init__(self, data: Any, queryset: RecordQuerySet, scope: Scope) -> None:
        super().__init__(data, queryset)
        for name in [n for n, f in self.filters.items() if isinstance(f, RegionFilter)]:
            label = self.filters[name].label
            self.filters[name] = RegionFilter(scope, field_name=name, label=label)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.form.cleaned_data.get("withdrawn")
        if wanted != "with":
            queryset = queryset.filter(withdrawn_at__isnull=wanted != "only")
        return super().filter_queryset(queryset)

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Every word must be in one of the register's search columns."""
        for word in value.split():
            hit = Q()
            for column in self.register.search:
                hit |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(hit)
        return queryset

    def expire(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(expiring.condition(self.register, value, dt.date.today()))

    def _as_is(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset  # withdrawn rows: see filter_queryset


@functools.cache
def filterset_of(register: Register) -> type[RecordFilter]:
    """The filter class of a register: search, its filter columns in their order, withdrawn, import."""
    found: dict[str, Any] = {"register": register}
    if register.search:
        labels = lazy(lambda: gettext("、").join(heading(register, n) for n in register.search), str)()
        found["q"] = filters.CharFilter(
            method="search", label=_("搜索"), widget=forms.TextInput(attrs={"placeholder": labels})
        )
    for column in register.columns:
        if column.filter:
            found[column.name] = _filter(register, column.name)
    if register.expiries:
        found["expiry"] = filters.ChoiceFilter(
            method="expire", label=_("有效期"), choices=EXPIRY, empty_label=ANY
        )
    found["withdrawn"] = filters.ChoiceFilter(
        method="_as_is", label=_("已撤回的记录"), choices=WITHDRAWN, empty_label=_("不列出")
    )
    found["session"] = filters.NumberFilter(
        field_name="session_id",
        label=_("导入批次"),
        max_value=2**31 - 1,
        widget=forms.NumberInput(attrs={"min": 1}),
    )
    return type(f"{register.key.title()}Filter", (RecordFilter,), found)


def _state_words(state: State) -> Any:
    """The state's label in the language of the request; lazy, for the filters are made once."""

    def words() -> str:
        english = (get_language() or "").startswith("en")
        return state.label_en if english and state.label_en else state.label

    return lazy(words, str)()


def _filter(register: Register, name: str) -> filters.Filter:
    kind, label = register.type_of(name), said(register.label_of(name))
    if kind == "code" and register.model_field(name).related_model is Region:
        return RegionFilter(Scope(""), field_name=name, label=label)
    if (column := register.by_name.get(name)) is not None and column.codes:
        hint = forms.TextInput(attrs={"placeholder": _("代码或名称")})
        return CodeFilter(column.codes, field_name=name, label=label, widget=hint)
    if register.lifecycle is not None and name == "state":
        states = [(s.key, _state_words(s)) for s in register.lifecycle.states]
        return filters.ChoiceFilter(field_name=name, label=label, choices=states, empty_label=ANY)
    if kind == "choice":
        choices = [(str(k), said(str(v))) for k, v in register.model_field(name).choices or ()]
        return filters.ChoiceFilter(field_name=name, label=label, choices=choices, empty_label=ANY)
    if kind == "boolean":
        return filters.BooleanFilter(field_name=name, label=label, widget=forms.Select(choices=BOOLEAN))
    if kind == "date":
        return filters.DateFromToRangeFilter(
            field_name=name, label=label, widget=filters.widgets.DateRangeWidget(attrs={"type": "date"})
        )
    if kind in {"integer", "decimal"}:
        return filters.RangeFilter(field_name=name, label=label)
    return filters.CharFilter(field_name=name, label=label, lookup_expr="icontains")


def ordering(register: Register, wanted: str) -> tuple[str, ...]:
    """The order asked for (a listed column, ``-`` in front for descending), else the declared one; always total."""
    name = wanted.removeprefix("-")
    if name not in {c.name for c in register.listed}:
        return register.order or ("-id",)
    field = register.model_field(name).attname
    return (f"-{field}" if wanted.startswith("-") else field, "-id")
