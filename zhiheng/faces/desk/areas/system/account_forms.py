"""Forms of accounts and posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.shell import formats
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.roles import fields, roles
from zhiheng.frame.regions.models import Region


class Filter(forms.Form):
    q = forms.CharField(label=gettext_lazy("账号或姓名"), required=False, max_length=60)
    role = forms.ChoiceField(label=gettext_lazy("角色"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["role"].choices = [("", _("全部")), *role_choices()]  # type: ignore[attr-defined]


def role_choices() -> list[tuple[str, str]]:
    return [(r.key, formats.bilingual(r)) for r in roles().values() if r.key != "public"]


class PostForm(forms.Form):
    unit = forms.CharField(
        label=gettext_lazy("单位"),
        max_length=120,
        help_text=gettext_lazy("单位全称或标识"),
        widget=forms.TextInput({"list": "units"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("角色"))
    territory = forms.CharField(
        label=gettext_lazy("管辖区划"), max_length=9, help_text=gettext_lazy("六位区划代码；乡镇为九位")
    )
    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("领域"),
        required=False,
        help_text=gettext_lazy("不选表示角色允许的全部领域"),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(label=gettext_lazy("职务"), max_length=60, required=False)
    valid_from = forms.DateField(
        label=gettext_lazy("任职日期"), required=False, widget=forms.DateInput({"type": "date"})
    )
    valid_to = forms.DateField(
        label=gettext_lazy("免职日期"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]
        self.fields["fields_"].choices = [  # type: ignore[attr-defined]
            (key, en if formats.english() else zh) for key, (zh, en) in fields().items()
        ]

    def clean_unit(self) -> Unit:
        text = str(self.cleaned_data["unit"]).strip()
        found = list(Unit.objects.filter(Q(key=text) | Q(name=text))[:2])
        if not found:
            raise forms.ValidationError(_("没有单位“%(name)s”。请填写单位全称或标识。") % {"name": text})
        if len(found) > 1:
            raise forms.ValidationError(_("有几个单位叫“%(name)s”，请填写标识。") % {"name": text})
        return found[0]

    def clean_territory(self) -> Region:
        code = str(self.cleaned_data["territory"]).strip()
        found = Region.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("没有区划 %(code)s。请核对代码。") % {"code": code})
        return found


class AccountForm(forms.Form):
    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label=gettext_lazy("账号"),
        max_length=60,
        help_text=gettext_lazy("字母、数字和 @ . + - _"),
    )
    display_name = forms.CharField(label=gettext_lazy("显示名"), max_length=60, required=False)


class EndForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("免职日期"),
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("这一天仍在任，次日起失效"),
    )
