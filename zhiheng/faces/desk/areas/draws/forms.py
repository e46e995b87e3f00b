"""What a person says of a draw: where, how many, whom it must not touch; then why, and who stood by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.shell import formats
from zhiheng.frame.draws.declare import Declaration, ListOf
from zhiheng.frame.draws.framing import Asked, names
from zhiheng.frame.draws.models import Draw
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.filters import filterset_of
from zhiheng.frame.registers.places import RegionField
from zhiheng.frame.registers.wording import heading

WAYS = {
    "total": gettext_lazy("抽取总数"),
    "share": gettext_lazy("抽取比例（%）"),
    "each": gettext_lazy("每层抽取数"),
}


def amount_name(listed: ListOf) -> str:
    return f"n-{listed.key}"


def narrow_name(listed: ListOf, column: str) -> str:
    return f"{listed.key}-{column}"


class FrameForm(forms.Form):
    """The frame of a draw: its region, how many of each list, what narrows it, whom it must not touch."""

    recused = forms.CharField(
        label=gettext_lazy("应回避的单位或编号"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("名称、信用代码或编号，用顿号或换行分开；同单位的和写明要回避它们的都不参加"),
    )

    def __init__(self, data: Any, declared: Declaration, scope: Scope) -> None:
        super().__init__(data)
        self.declared = declared
        self.fields["region"] = RegionField(scope, label=_("区划"), to_field_name="code")
        for each in declared.lists:
            title = formats.bilingual(each, "title")
            self.fields[amount_name(each)] = forms.FloatField(
                label=f"{title}{_('：')}{WAYS[each.quota.way]}",
                min_value=0,
                max_value=100 if each.quota.way == "share" else 1_000_000,
                widget=forms.NumberInput(attrs={"step": "any" if each.quota.way == "share" else "1"}),
            )
            filters = filterset_of(each.register)({}, each.register.model.objects.none(), scope)
            for column in each.narrow:
                field = filters.form.fields[column]
                field.required = False
                field.label = f"{title}{_('：')}{heading(each.register, column)}"
                self.fields[narrow_name(each, column)] = field
        self.order_fields(["region", *(amount_name(e) for e in declared.lists)])

    def asked(self, replaces: Draw | None, reference: str = "") -> Asked:
        """What was said, for a draw of today."""
        given = self.cleaned_data
        return Asked(
            region=given["region"],
            on=timezone.localdate(),
            recused=names(given["recused"]),
            narrow={
                e.key: {c: str(self.data.get(narrow_name(e, c), "")) for c in e.narrow}
                for e in self.declared.lists
            },
            amounts={e.key: given[amount_name(e)] for e in self.declared.lists},
            replaces=replaces,
            reference=reference,
        )


def beginning(
    declared: Declaration, home: str, first: Draw | None, given: Mapping[str, str]
) -> dict[str, str]:
    """What the frame's form begins with: the declared numbers, those of the draw that is made again, those given."""
    found = {"region": home, "recused": ""}
    for each in declared.lists:
        found[amount_name(each)] = f"{getattr(each.quota, each.quota.way):g}"
    if first is not None:
        found |= {"region": first.region_id, "recused": "、".join(first.terms["recused"])}
        for key, amount in first.terms.get("amounts", {}).items():
            found[amount_name(declared.of(key))] = f"{amount:g}"
        for key, columns in first.terms["narrow"].items():
            found |= {narrow_name(declared.of(key), c): v for c, v in columns.items()}
    # A form that was sent says all of it, also what it leaves empty; a link says a part.
    return found | {k: v for k, v in given.items() if v or "recused" in given}


class DrawForm(forms.Form):
    """What a draw is for. What rows that are written at once need besides is asked here too."""

    purpose = forms.CharField(label=gettext_lazy("抽取事由"), max_length=120)
    reference = forms.CharField(
        label=gettext_lazy("依据编号"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("如计划、调查或评审活动的编号"),
    )
    said = forms.CharField(
        label=gettext_lazy("监督人报的数字或文字"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("接在系统随机数后面成为种子，事先谁也不知道种子"),
    )

    def __init__(self, data: Any, declared: Declaration, initial: Mapping[str, Any], again: bool) -> None:
        super().__init__(data, initial=dict(initial))
        self.more: list[str] = []
        for lead in declared.leads_to:
            for column in lead.asks:
                spec = register_of(lead.register_key).model_field(column)
                field = spec.formfield()
                if field is not None:
                    self.fields[f"more-{column}"] = field
                    self.more.append(column)
        if again:
            self.fields["reason"] = forms.CharField(
                label=_("重抽原因"), max_length=200, help_text=_("记入留痕；原来的结果仍然可见")
            )

    @property
    def values(self) -> dict[str, Any]:
        return {column: self.cleaned_data[f"more-{column}"] for column in self.more}


class ExcuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("替换原因"), max_length=200, help_text=gettext_lazy("记入留痕，以后可查")
    )
