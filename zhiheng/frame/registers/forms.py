"""The forms of a register, generated from its declaration: entering, correcting, moving a record on."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zhiheng.frame.lifecycles.declare import Move
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import own
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.doubts import ACCEPTED, Doubted
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.periods import PeriodError, Periodic, latest, recent
from zhiheng.frame.registers.places import AgencyField, CodeField, RegionField, Suggest, UnitField
from zhiheng.frame.registers.wording import said

NULL_BOOLEAN = [("", _("未填")), ("true", _("是")), ("false", _("否"))]


class PeriodField(forms.CharField):
    """A period as people write it, with the last ones as suggestions; cleaned to its one form."""

    def __init__(self, periodic: Periodic, **kwargs: Any) -> None:
        self.periodic = periodic
        kwargs.setdefault("widget", Suggest)
        super().__init__(max_length=20, **kwargs)
        today = dt.date.today()
        found = recent(periodic.every, today, 9)
        self.widget.choices = [(p.key, p.label) for p in found]
        self.initial = latest(periodic.every, today).key

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if not words:
            return ""
        try:
            return self.periodic.parse(words).key
        except PeriodError as error:
            raise forms.ValidationError(f"{error}。") from None


class RecordForm(forms.ModelForm):
    """Base of all generated forms.

    It validates on a copy, so that the record keeps its stored values until the service changes it: the trail
    needs both sides. Uniqueness is the service's affair, which may look beyond the user's scope.
    """

    def __init__(
        self, data: Any = None, files: Any = None, *, instance: Record | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, files, instance=copy.copy(instance) if instance else None, **kwargs)
        if data is not None and ACCEPTED in data:
            self.fields[ACCEPTED] = _accepting()

    def ask_reason(self, error: Doubted) -> None:
        """Show what is doubted at its fields, and the field for the reason."""
        self.fields.setdefault(ACCEPTED, _accepting())
        for each in error.found:
            self.add_error(
                each.column if each.column in self.fields else None, f"{_('存疑：')}{each.message}"
            )
        self.add_error(ACCEPTED, _("有存疑的内容。请核对改正；确实如此的，写明理由后再登记。"))

    @property
    def accepted(self) -> str:
        """Why doubtful values stand, as given by the user; empty when nothing was asked."""
        return str(self.cleaned_data.get(ACCEPTED, ""))

    def validate_unique(self) -> None:
        return

    def validate_constraints(self) -> None:
        return

    @property
    def values(self) -> dict[str, Any]:
        """The register's columns as entered (not the reason)."""
        names = self._meta.fields or ()
        return {n: v for n, v in self.cleaned_data.items() if n in names}


def _accepting() -> forms.Field:
    return forms.CharField(
        label=_("存疑仍要登记的理由"), max_length=200, required=False, help_text=_("记入留痕，以后可查")
    )


def form_fields(register: Register) -> list[str]:
    """The columns that are typed in: all but the state, which only moves of the lifecycle change."""
    return [n for n in register.names if not (register.lifecycle is not None and n == "state")]


def form_of(register: Register, scope: Scope, *, reason: bool = False) -> type[RecordForm]:
    """The form class; ``reason`` adds the required reason of a correction."""
    kept = own.decided(register) if own.codes(scope) else frozenset()
    names = [n for n in form_fields(register) if n not in kept]
    made = _build(register, scope, names, reason=str(_("修改原因")) if reason else "")
    if register.periodic is not None and not reason:
        # A new return may be for a locked period: why is asked for when it is.
        made.base_fields["late_reason"] = forms.CharField(
            label=_("补报原因"),
            max_length=200,
            required=False,
            help_text=_("所填期别已锁定时必填，记入留痕"),
        )
    return made


def column_form_of(register: Register, scope: Scope, name: str) -> type[RecordForm]:
    """One column for many rows, with the reason."""
    return _build(register, scope, [name], reason=str(_("修改原因")))


def columns_form_of(register: Register, scope: Scope, names: Iterable[str]) -> type[RecordForm]:
    """Some columns of one record, without a reason: what is entered on the spot."""
    return _build(register, scope, names)


def move_form_of(register: Register, scope: Scope, move: Move, *, lacks_evidence: bool) -> type[RecordForm]:
    """What a move needs: its fields (required here), a reason, a file."""
    return _build(
        register,
        scope,
        move.needs,
        required=True,
        reason=str(_("理由")) if move.reason else "",
        file=move.evidence and lacks_evidence,
    )


def _build(
    register: Register,
    scope: Scope,
    names: Iterable[str],
    *,
    required: bool = False,
    reason: str = "",
    file: bool = False,
) -> type[RecordForm]:
    names = list(names)
    body: dict[str, Any] = {}
    for name in names:
        made = _field(register, scope, name)
        if required:
            made.required = True
        body[name] = made
    if reason:
        body["reason"] = forms.CharField(
            label=reason, max_length=200, help_text=_("记入留痕，以后可查"), widget=forms.TextInput()
        )
    if file:
        body["evidence"] = forms.FileField(
            label=_("佐证材料"), help_text=_("PDF、图片、文档、表格或压缩包，不超过 60 MB")
        )
    meta = type("Meta", (), {"model": register.model, "fields": names})
    return type(f"{register.key.title()}Form", (RecordForm,), {**body, "Meta": meta})


def _joined(hints: Iterable[str]) -> Any:
    """The hints of a field as one, each in the reader's language; lazy, as the labels are."""
    found = [said(h) for h in hints if h]
    return format_lazy("；".join(["{}"] * len(found)), *found) if found else ""


def _field(register: Register, scope: Scope, name: str) -> forms.Field:
    spec = register.model_field(name)
    label = said(str(spec.verbose_name))
    column = register.by_name.get(name)
    hints = [str(spec.help_text), column.help if column else ""]
    more: dict[str, Any] = {"label": label, "help_text": _joined(hints)}
    if isinstance(spec, models.ForeignKey):
        if spec.related_model is Region:
            return RegionField(scope, required=not spec.blank, **more)
        if spec.related_model is Unit:
            # What is handed over goes to an agency anywhere.
            kind = AgencyField if name == register.model.scope.handed else UnitField
            return kind(scope, required=not spec.blank, **more)
    elif column is not None and column.codes:
        (told,) = [s for s in register.specs() if s.name == name]
        return CodeField(told, code_list(column.codes), required=not spec.blank, **more)
    elif name == "period" and register.periodic is not None:
        return PeriodField(register.periodic, required=not spec.blank, **more)
    elif isinstance(spec, models.BooleanField) and spec.null:
        return forms.NullBooleanField(widget=forms.Select(choices=NULL_BOOLEAN), required=False, **more)
    elif isinstance(spec, models.DateField):
        more["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    made = spec.formfield(**more)
    if isinstance(made, forms.TypedChoiceField):
        made.choices = [(key, said(str(words))) for key, words in list(made.choices)]  # type: ignore[arg-type]
    if made is None:
        raise TypeError(f"{register.key}.{name}: no form field")
    if isinstance(made, forms.DateField):
        made.input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]
    return made
