"""The form of a local indicator: what is counted, for whom, from when."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.shell import formats
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.roles import fields
from zhiheng.judgement.indicators.catalogue import FIELD_ORDER
from zhiheng.judgement.indicators.models import LocalIndicator

DAY = {"type": "date"}


def _options(field: str) -> list[tuple[str, str]]:
    choices = getattr(LocalIndicator._meta.get_field(field), "choices", None) or ()
    return [(key, _(words)) for key, words in choices]


class LocalForm(forms.Form):
    """A new local indicator, or its change (``changing``: code and region stand)."""

    name = forms.CharField(
        label=gettext_lazy("指标名称"),
        max_length=60,
        help_text=gettext_lazy("统计的是什么，不写数值和“达到”之类"),
    )
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=120, required=False)
    unit = forms.CharField(
        label=gettext_lazy("单位"),
        max_length=16,
        required=False,
        help_text=gettext_lazy("如 %、个、家；指数不填"),
    )
    measure = forms.ChoiceField(label=gettext_lazy("计法"))
    direction = forms.ChoiceField(label=gettext_lazy("方向"))
    periodicity = forms.ChoiceField(label=gettext_lazy("报送周期"))
    field = forms.ChoiceField(label=gettext_lazy("领域"))
    decimals = forms.IntegerField(
        label=gettext_lazy("小数位"),
        min_value=0,
        max_value=6,
        required=False,
        help_text=gettext_lazy("不填则按单位：个、家、人为整数，其余两位"),
    )
    region = forms.CharField(
        label=gettext_lazy("区划代码"),
        max_length=6,
        help_text=gettext_lazy("六位；这个指标用于它和以下各级"),
    )
    owner = forms.CharField(
        label=gettext_lazy("责任单位"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("单位全称或标识；由它报送"),
    )
    aliases = forms.CharField(
        label=gettext_lazy("别名"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("文件中的其他叫法，用顿号分开；用来认出它"),
    )
    note = forms.CharField(label=gettext_lazy("口径说明"), max_length=200, required=False)
    valid_from = forms.DateField(label=gettext_lazy("启用日期"), required=False, widget=forms.DateInput(DAY))
    valid_to = forms.DateField(label=gettext_lazy("停用日期"), required=False, widget=forms.DateInput(DAY))
    although_alike = forms.BooleanField(label=gettext_lazy("仍要新设"), required=False)
    programme = forms.SlugField(required=False, widget=forms.HiddenInput)
    target = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, changing: bool = False, alike: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ("measure", "direction", "periodicity"):
            self.fields[key].choices = _options(key)  # type: ignore[attr-defined]
        english = formats.english()
        named = fields()
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (key, named[key][1 if english else 0]) for key in FIELD_ORDER
        ]
        if changing:
            for key in ("region", "programme", "target"):
                del self.fields[key]
        if changing or not alike:
            del self.fields["although_alike"]

    def clean_owner(self) -> Unit | None:
        text = str(self.cleaned_data["owner"]).strip()
        if not text:
            return None
        found = list(Unit.objects.filter(Q(key=text) | Q(name=text))[:2])
        if not found:
            raise forms.ValidationError(_("没有单位“%(name)s”。请填写单位全称或标识。") % {"name": text})
        if len(found) > 1:
            raise forms.ValidationError(_("有几个单位叫“%(name)s”，请填写标识。") % {"name": text})
        return found[0]

    def clean_aliases(self) -> tuple[str, ...]:
        return tuple(word for word in re.split(r"[、,，;；\s]+", self.cleaned_data["aliases"]) if word)


class CloseForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("停用日期"),
        widget=forms.DateInput(DAY),
        help_text=gettext_lazy("这一天仍在用，次日起停用；已报送的数值保留"),
    )
