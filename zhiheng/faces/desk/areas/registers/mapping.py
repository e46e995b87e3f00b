"""The forms that say how a file is to be read: its columns, its sheet, its heading row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.frame.regions.models import Level
from zhiheng.frame.registers.checking import LEVEL
from zhiheng.frame.registers.declare import Register
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
                label=register.label_of(name),
                choices=options,
                required=False,
                initial="" if column is None else str(column),
                help_text=self._hint(name),
            )
            if column is None:
                self.fields[WHOLE + name] = forms.CharField(
                    label=_("%(label)s:整批填") % {"label": register.label_of(name)},
                    required=False,
                    max_length=200,
                    initial=(plan.constants or {}).get(name, ""),
                    help_text=_("表里没有这一列时,各行都按这个值登记"),
                )
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

    def groups(self) -> list[tuple[str, list[str]]]:
        def both(names: list[str]) -> list[str]:
            return [f for n in names for f in (PREFIX + n, WHOLE + n) if f in self.fields]

        required = both([n for n in self._names if n in self._plan.required])
        rest = both([n for n in self._names if n not in self._plan.required])
        return [
            (_("必填的列"), required),
            (_("选填的列"), rest),
            (_("表头和地名"), ["sheet", "header_row", "level"]),
        ]

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
