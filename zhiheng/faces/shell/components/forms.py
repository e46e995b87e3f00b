"""Forms and filters: Django forms in the layout of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiheng.faces.shell.components.base import Component
from zhiheng.faces.shell.components.tables import query_with

_ENDS = {
    "min": "不小于",
    "max": "不大于",
    "after": "起",
    "before": "止",
    "start": "起",
    "stop": "止",
    "0": "起",
    "1": "止",
}


DASHES = BLANK_CHOICE_DASH[0][1]


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select) and not isinstance(
        widget, forms.RadioSelect | forms.CheckboxSelectMultiple
    ):
        return "form-select"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    return "form-control"


def _suffixes(widget: forms.MultiWidget) -> list[str]:
    return list(getattr(widget, "suffixes", None) or [str(i) for i in range(len(widget.widgets))])


def field_html(bound: BoundField) -> SafeString:
    """The input of a field with the classes of the house; each part of a range gets its own name."""
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        for suffix, part in zip(_suffixes(widget), widget.widgets, strict=True):
            part.attrs["class"] = _css(part)
            part.attrs["aria-label"] = f"{bound.label} {_(_ENDS.get(suffix, suffix))}"
            if suffix in {"after", "before"} and getattr(part, "input_type", "") == "text":
                part.attrs["placeholder"] = "2012-01-31"
        return bound.as_widget()
    _unasked(bound)
    wanted = _css(widget)
    attrs: dict[str, str | bool] = (
        {"class": f"{widget.attrs.get('class', '')} {wanted}{' is-invalid' if bound.errors else ''}".strip()}
        if wanted
        else {}
    )
    return bound.as_widget(attrs=attrs)


def _unasked(bound: BoundField) -> None:
    """The empty choice in words: to be chosen, or left out."""
    field, widget = bound.field, bound.field.widget
    words = _("请选择") if field.required else _("不填")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(widget, forms.Select):
        choices = list(widget.choices)
        if choices and choices[0] == ("", DASHES):
            widget.choices = [("", words), *choices[1:]]


def field_kind(bound: BoundField) -> Literal["check", "group", "plain"]:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return "group"
    return "plain"


@dataclass
class Form(Component):
    """A whole ``<form>``: error summary whose lines lead to the fields, fields with help and their own errors.

    ``groups`` are (legend, field names); fields not named follow at the end. ``cancel_url`` adds the way
    out; ``columns`` 1 or 2. Multipart is taken from the form. ``draft``: under this name the browser keeps what is
    not saved yet (the page loads ``zhiheng/js/entry.js``). ``hidden``: values that travel along, by name.
    """

    form: forms.BaseForm
    submit: str = ""
    action: str = ""
    method: Literal["post", "get"] = "post"
    groups: Sequence[tuple[str, Sequence[str]]] = ()
    cancel_url: str = ""
    columns: int = 2
    id: str = "form"
    confirm: str = ""
    extra_buttons: Sequence[tuple[str, str, str]] = ()  # (name, value, label)
    draft: str = ""
    hidden: Sequence[tuple[str, str]] = ()
    template: ClassVar[str] = "shell/components/form.html"

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        visible = {f.name: f for f in self.form.visible_fields()}
        groups = [(legend, [visible.pop(n) for n in names if n in visible]) for legend, names in self.groups]
        if visible:
            groups.append(("", list(visible.values())))
        return {"groups": groups, "hidden": self.form.hidden_fields(), "summary": self._summary()}

    def _summary(self) -> list[tuple[str, str, str]]:
        """(anchor, label, message) for every error, those of the whole form first."""
        if not self.form.is_bound or not self.form.errors:
            return []
        found = [("", "", str(e)) for e in self.form.non_field_errors()]
        for bound in self.form:
            anchor = bound.id_for_label or f"{bound.auto_id}_field"
            found += [(f"#{anchor}", str(bound.label), str(e)) for e in bound.errors]
        return found


@dataclass(frozen=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    value: str
    url: str


@dataclass
class FilterBar(Component):
    """Filters that live in the address: a GET form, and a chip with a remove link for each active one.

    ``form`` is ``filterset.form``. ``first`` names the fields always in sight (default the first four); the
    rest opens on demand and is open when one of them is active. Sorting is kept, the page number is not.
    ``target`` is an htmx selector to replace instead of the whole page.
    """

    form: forms.BaseForm
    first: Sequence[str] = ()
    keep: Sequence[str] = ("sort", "per_page", "view")
    id: str = "filters"
    target: str = ""
    template: ClassVar[str] = "shell/components/filter_bar.html"

    def prepare(self, page: Mapping[str, Any]) -> dict[str, Any]:
        request = page.get("request")
        query = request.GET if request is not None else QueryDict()
        fields = list(self.form.visible_fields())
        names = set(self.first) or {f.name for f in fields[:4]}
        chips = self.chips(query)
        active = {name for name, _chip in chips}
        rest = [f for f in fields if f.name not in names]
        clear: dict[str, Any] = {p: None for f in fields for p in _params(f)}
        return {
            "shown": [f for f in fields if f.name in names],
            "rest": rest,
            "rest_open": any(f.name in active for f in rest),
            "kept": [
                (k, v) for k in self.keep if k not in {f.name for f in fields} for v in query.getlist(k)
            ],
            "chips": [chip for _name, chip in chips],
            "clear": query_with(query, page=None, **clear),
            "errors": [(f.label, e) for f in fields for e in f.errors],
        }

    def chips(self, query: QueryDict) -> list[tuple[str, Chip]]:
        found = []
        for bound in self.form.visible_fields():
            for param in _params(bound):
                for value in filter(None, query.getlist(param)):
                    rest = [v for v in query.getlist(param) if v != value]
                    label = str(bound.label)
                    if param != bound.html_name:
                        label += " " + _(_ENDS.get(param.removeprefix(f"{bound.html_name}_"), ""))
                    url = query_with(query, page=None, **{param: rest or None})
                    found.append((bound.name, Chip(label, _words(bound, value), url)))
        return found


def _params(bound: BoundField) -> list[str]:
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        return [f"{bound.html_name}_{s}" for s in _suffixes(widget)]
    return [bound.html_name]


def _words(bound: BoundField, value: str) -> str:
    """The label of a chosen value; a value the field does not know is shown as it stands in the address."""
    field = bound.field
    if isinstance(field.widget, forms.CheckboxInput):
        return _("是")
    if isinstance(field, forms.ModelChoiceField):
        try:
            found = (
                field.queryset.get(**{field.to_field_name or "pk": value})
                if field.queryset is not None
                else None
            )
        except (ObjectDoesNotExist, ValueError, TypeError):
            return value
        return field.label_from_instance(found) if isinstance(found, Model) else value
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", None) or ()
    for key, label in choices:
        if isinstance(label, list | tuple):
            for inner, words in label:
                if str(inner) == value:
                    return str(words)
        elif str(key) == value:
            return str(label)
    return (
        {"true": _("是"), "false": _("否")}.get(value.lower(), value)
        if isinstance(field, forms.NullBooleanField | forms.BooleanField)
        else value
    )
