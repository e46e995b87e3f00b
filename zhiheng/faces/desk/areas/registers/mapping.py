"""The forms that say how a file is to be read: its columns, its sheet, its heading row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.shell.components.base import Component
from zhiheng.frame.regions.models import Level
from zhiheng.frame.registers.checking import LEVEL
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.wording import heading
from zhiheng.kernels.intake import Plan
from zhiheng.kernels.intake.specs import column_letter

PREFIX = "col-"
WHOLE = "all-"


class RereadForm(forms.Form):
    """Where the heading is, for a file in which none was found."""

    sheet = forms.CharField(
        label=gettext_lazy("工作表名"), required=False, help_text=gettext_lazy("只有一张表时可不填")
    )
    header_row = forms.IntegerField(
        label=gettext_lazy("表头在第几行"), min_value=1, help_text=gettext_lazy("工作表左侧的行号")
    )


@dataclass(frozen=True)
class Line:
    """One column of the register: the choice of the sheet's column, and the value for all rows where there is none."""

    pick: BoundField
    whole: BoundField | None
    required: bool


class MapForm(forms.Form):
    """One choice a declared column: which of the sheet's columns it is read from."""

    def __init__(self, register: Register, plan: Plan, data: Any = None) -> None:
        super().__init__(data)
        self._plan, self._names = plan, register.names
        options = [("", _("不导入"))] + [
            (
                str(j),
                _("%(letter)s 列　%(head)s") % {"letter": column_letter(j), "head": h or _("（无表头）")},
            )
            for j, h in enumerate(plan.headers)
        ]
        for name in register.names:
            column = plan.column(name)
            self.fields[PREFIX + name] = forms.ChoiceField(
                label=heading(register, name),
                choices=options,
                required=False,
                initial=self._likely(name) if column is None else str(column),
                help_text=self._hint(name),
            )
            if column is None:
                self.fields[WHOLE + name] = forms.CharField(
                    label=_("%(label)s：整批填") % {"label": heading(register, name)},
                    required=False,
                    max_length=200,
                    initial=(plan.constants or {}).get(name, ""),
                )
                self.fields[WHOLE + name].widget.attrs["aria-label"] = self.fields[WHOLE + name].label
        sheets = [plan.sheet, *plan.other_sheets]
        self.fields["sheet"] = forms.ChoiceField(
            label=_("工作表"), choices=[(s, s) for s in sheets], required=False, initial=plan.sheet
        )
        self.fields["header_row"] = forms.IntegerField(
            label=_("表头在第几行"),
            min_value=1,
            required=False,
            initial=plan.header_rows[1],
            help_text=_("改了工作表或表头行，各列会重新对应"),
        )
        self.fields["level"] = forms.ChoiceField(
            label=_("地名是哪一级"),
            required=False,
            choices=[("", _("不限")), *((k, _(v)) for k, v in Level.choices if k != Level.TOWNSHIP)],
            help_text=_("同名的地方(如东营市和东营区)按这一级认"),
        )

    def _hint(self, name: str) -> str:
        plan = self._plan
        said = [_("必填列，请指定")] if name in plan.missing else []
        several = (plan.ambiguous or {}).get(name) or (plan.suggestions or {}).get(name) or ()
        if several and plan.column(name) is None:
            near = _("、").join(f"{column_letter(m.column)} 列“{m.header}”" for m in several)
            said.append(_("可能是：%(near)s") % {"near": near})
        if factor := (plan.factors or {}).get(name):
            said.append(_("按表头单位换算，乘以 %(factor)s") % {"factor": factor})
        return _("；").join(said)

    def _likely(self, name: str) -> str:
        """The one column that a missing required one may be read from: chosen beforehand, for the person to confirm."""
        near = (self._plan.suggestions or {}).get(name) or () if name in self._plan.missing else ()
        return str(near[0].column) if len(near) == 1 else ""

    def lines(self) -> tuple[list[Line], list[Line]]:
        """The columns to look at (required, read from the sheet, likely, filled in), and the others."""
        plan = self._plan
        first: list[Line] = []
        rest: list[Line] = []
        for name in self._names:
            line = Line(
                self[PREFIX + name],
                self[WHOLE + name] if WHOLE + name in self.fields else None,
                name in plan.required,
            )
            told = plan.column(name) is not None or self._hint(name) or (plan.constants or {}).get(name)
            (first if line.required or told else rest).append(line)
        return first, rest

    def changes(self) -> dict[str, Any]:
        """What :func:`recheck` wants: another sheet or heading row, else the column map."""
        chosen = self.cleaned_data
        sheet = chosen.get("sheet") or self._plan.sheet
        row = chosen.get("header_row") or self._plan.header_rows[1]
        if sheet != self._plan.sheet:
            moved = row != self._plan.header_rows[1]
            return {"sheet": sheet, "header_row": row if moved else None}
        if row != self._plan.header_rows[1]:
            return {"sheet": sheet, "header_row": row}
        picked = {n: chosen.get(PREFIX + n, "") for n in self._names}
        whole = {n: chosen.get(WHOLE + n, "").strip() for n in self._names if WHOLE + n in self.fields}
        return {
            "column_map": {n: int(v) if v else None for n, v in picked.items()},
            "constants": {n: text or None for n, text in whole.items()},
            **({"chosen": {"region": {LEVEL: level}}} if (level := chosen.get("level")) else {}),
        }


@dataclass
class ColumnMap(Component):
    """The form that says which column of the sheet is which of the register; ``action`` takes it."""

    form: MapForm
    action: str
    template: ClassVar[str] = "desk/registers/columns.html"

    @property
    def tables(self) -> list[tuple[str, list[Line]]]:
        first, rest = self.form.lines()
        return [(_("列对应"), first), (_("没有对上的选填列"), rest)]

    @property
    def reading(self) -> list[BoundField]:
        return [self.form[name] for name in ("sheet", "header_row", "level")]
