"""Choosing a region within a scope, or a code of a list: a list where it is short, a field with suggestions where it
would be thousands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.frame.people.models import Unit, UnitKind
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Level, Region, prefix_range
from zhiheng.frame.registers.codes import CodeList
from zhiheng.kernels.intake import Bad, ColumnSpec, Fixed, converter

_INDENT = {
    Level.NATION: 0,
    Level.PROVINCE: 0,
    Level.PREFECTURE: 1,
    Level.COUNTY: 2,
    Level.TOWNSHIP: 3,
    Level.PARK: 3,
}
SHORT = 40  # codes up to which a list is a choice
WIDE = 2  # digits of a prefix up to which the list would be too long to look through


def regions_in(scope: Scope) -> QuerySet[Region]:
    """The regions a scope reaches, by code; townships only where a county is the widest territory."""
    whole = Q(pk__in=[])
    for prefix in {reach.prefix for reach in scope.reaches}:
        part = Q() if len(prefix) >= 6 else ~Q(level=Level.TOWNSHIP)
        if prefix:
            low, high = prefix_range(prefix)
            part &= Q(code__gte=low, code__lt=high)
        whole |= part
    return Region.objects.filter(whole).order_by("code")


class Suggest(forms.TextInput):
    """A text field with suggestions; ``choices`` are (code, name)."""

    choices: Iterable[tuple[str, str]] = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        listed = f"{(attrs or {}).get('id') or name}_list"
        box = super().render(name, value, {**(attrs or {}), "list": listed, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.choices)
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class RegionField(forms.ModelChoiceField):
    """A region in scope, by code or by a name that only one of them has."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        self.within = regions_in(scope)
        wide = any(len(reach.prefix) <= WIDE for reach in scope.reaches)
        kwargs.setdefault("widget", Suggest if wide else forms.Select)
        kwargs.setdefault("empty_label", gettext_lazy("请选择"))
        super().__init__(self.within, **kwargs)
        top = min((_INDENT.get(Level(r), 0) for r in self._levels(scope)), default=0)
        if wide:
            near = self.within.filter(level__in=[Level.PROVINCE, Level.PREFECTURE])
            self.widget.choices = near.values_list("code", "name")
            self.help_text = kwargs.get("help_text") or gettext_lazy("输入名称或六位代码")
        self._top = top

    @staticmethod
    def _levels(scope: Scope) -> list[str]:
        by_digits = {0: Level.NATION, 2: Level.PROVINCE, 4: Level.PREFECTURE, 6: Level.COUNTY}
        return [by_digits.get(len(reach.prefix), Level.TOWNSHIP) for reach in scope.reaches]

    def label_from_instance(self, obj: Region) -> str:
        depth = max(0, _INDENT.get(Level(obj.level), 0) - self._top)
        return "\u3000" * depth + obj.name + (_("(已停用)") if obj.valid_to else "")

    def to_python(self, value: Any) -> Region | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Region):
            return value
        words = str(value).strip()
        found = list(self.within.filter(Q(code=words) | Q(name=words) | Q(short_name=words))[:9])
        exact = [r for r in found if r.code == words] or [r for r in found if r.name == words] or found
        if len(exact) == 1:
            return exact[0]
        if not exact:
            raise ValidationError(
                _("管辖范围内没有区划“%(words)s”。请填全称或六位代码。") % {"words": words},
                code="invalid_choice",
            )
        named = "、".join(f"{r.name}({r.code})" for r in exact[:8])
        raise ValidationError(
            _("“%(words)s”对应多个区划：%(named)s。请填六位代码。") % {"words": words, "named": named},
            code="invalid_choice",
        )


class CodeField(forms.CharField):
    """A code of a list, by code or by a name that only one of them has; gives the code.

    Short lists are a choice, long ones a field with suggestions.
    """

    def __init__(self, spec: ColumnSpec, listed: CodeList, **kwargs: Any) -> None:
        self._read = converter(spec)
        pairs = [(code, f"{code} {name}") for code, name in listed.names.items()]
        if len(pairs) <= SHORT:
            kwargs["widget"] = forms.Select(choices=[("", gettext_lazy("请选择")), *pairs])
        else:
            kwargs["widget"] = Suggest()
            kwargs["widget"].choices = list(listed.names.items())
            kwargs["help_text"] = kwargs.get("help_text") or gettext_lazy("输入代码或名称")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        given = super().clean(value)
        read = self._read(given) if given else ""
        if isinstance(read, Bad):
            raise ValidationError(f"{read.message}。{read.fix}", code="invalid_choice")
        return str((read.value if isinstance(read, Fixed) else read) or "")


AGENCIES = (
    UnitKind.DEPARTMENT,
    UnitKind.OFFICE,
    UnitKind.GOVERNMENT,
    UnitKind.TOWNSHIP,
    UnitKind.PARK,
)


def units_in(scope: Scope) -> QuerySet[Unit]:
    """The units of a scope's territories, by region and name."""
    whole = Q(pk__in=[])
    for prefix in {reach.prefix for reach in scope.reaches}:
        if not prefix:
            return Unit.objects.all()
        low, high = prefix_range(prefix)
        whole |= Q(region_id__gte=low, region_id__lt=high)
    return Unit.objects.filter(whole)


class UnitField(forms.ModelChoiceField):
    """A unit in scope."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", gettext_lazy("请选择"))
        super().__init__(units_in(scope), **kwargs)


class AgencyField(forms.ModelChoiceField):
    """An agency of any place that stands today; the place is told with the name."""

    def __init__(self, _scope: Scope, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", gettext_lazy("请选择"))
        found = Unit.objects.filter(kind__in=AGENCIES, valid_to__isnull=True).select_related("region")
        super().__init__(found, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.region.name} {obj.name}"
