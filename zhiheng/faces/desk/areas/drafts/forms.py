"""Forms: a document to review, and the fields of each kind of item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.drafts.words import DOCUMENT_FIELDS, FIELDS, PARTICULARS, RECURS
from zhiheng.frame.people.scope import Reaches, Scope
from zhiheng.frame.regions.models import Region
from zhiheng.records.drafts.found import FIELDS as PAYLOAD

ACCEPTED = ".txt,.docx,.pdf,.html,.htm,.doc,.wps,.rtf,.odt"
Choices = Sequence[tuple[str, Any]]

CHOICES: Mapping[str, Choices] = {
    "field": [(k, v) for k, v in PARTICULARS.items()],
    "kind": [("target", gettext_lazy("要达到的目标")), ("result", gettext_lazy("已有的结果"))],
    "measure": [
        ("level", gettext_lazy("水平")),
        ("cumulative", gettext_lazy("累计")),
        ("increment", gettext_lazy("新增")),
        ("change", gettext_lazy("变化")),
    ],
    "op": [
        (">=", gettext_lazy("不低于 ≥")),
        ("<=", gettext_lazy("不高于 ≤")),
        ("=", gettext_lazy("等于 =")),
        ("~", gettext_lazy("左右 ≈")),
        ("between", gettext_lazy("介于两数之间")),
    ],
    "binding": [
        ("", gettext_lazy("未写明")),
        ("binding", gettext_lazy("约束性")),
        ("expected", gettext_lazy("预期性")),
        ("guiding", gettext_lazy("引导性")),
    ],
    "strength": [
        ("", gettext_lazy("未写明")),
        ("firm", gettext_lazy("确保")),
        ("strive", gettext_lazy("力争")),
        ("encourage", gettext_lazy("鼓励")),
        ("expected", gettext_lazy("预计")),
    ],
    "recurs": [("", gettext_lazy("一次性"))] + [(k, v) for k, v in RECURS.items()],
}
HELP: Mapping[str, Any] = {
    "by": gettext_lazy("如 2030、2030-06；文件没写就留空"),
    "due": gettext_lazy("一次性写 2026-12-31，每年写 12-31，每月写 25"),
    "path": gettext_lazy("从上到下的序号，用 / 相连，如 二/(一)"),
    "start": gettext_lazy("年-月，如 2026-01"),
    "end": gettext_lazy("年-月，如 2026-06"),
    "lead": gettext_lazy("几个单位用顿号分开"),
    "support": gettext_lazy("几个单位用顿号分开"),
    "responsible": gettext_lazy("几个单位用顿号分开"),
    "indicator": gettext_lazy("文件里的叫法"),
    "scope": gettext_lazy("只限一部分地区或对象时填"),
}
REQUIRED = {"indicator", "value", "what", "name", "path", "label", "heading"}
NUMBERS = {"value", "value_max", "baseline"}
UNITS = {"lead", "support", "responsible"}
LEFT_OUT = {"level", "variant"}  # worked out from another field
_SEPARATORS = re.compile(r"[、,，;；\n]+")


class DocumentForm(forms.Form):
    """A document, what to call its programme, and whose it is."""

    file = forms.FileField(
        label=gettext_lazy("政策文件"),
        help_text=gettext_lazy(
            "Word、PDF(有文字层)、网页、纯文本，20 MB 以内；旧版 .doc 和 .wps 需服务器装有 LibreOffice"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    key = forms.CharField(
        label=gettext_lazy("方案标识"),
        max_length=60,
        validators=[validate_slug],
        help_text=gettext_lazy("小写字母、数字和连字符，如 shili-2026；以后的地址用它"),
    )
    region = forms.ModelChoiceField(label=gettext_lazy("区划"), queryset=Region.objects.none())

    def __init__(self, *args: Any, scope: Scope, home: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = regions_of(scope)
        field.initial = home

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).lower()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise forms.ValidationError(_("标识只用小写字母、数字和中间的连字符。"))
        return key


def regions_of(scope: Scope) -> QuerySet[Region]:
    """Regions a programme may be loaded for: the territory down to the county."""
    condition = scope.condition(Reaches(region="code"))
    regions = Region.objects.exclude(level="township").filter(valid_to__isnull=True, kind="")
    return regions if condition is None else regions.filter(condition)


class ItemForm(forms.Form):
    """The fields of one kind of item. ``sections``: paths with their headings; ``codes``: indicators to choose from."""

    def __init__(
        self, *args: Any, kind: str, sections: Choices = (), codes: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in PAYLOAD[kind]:
            if name not in LEFT_OUT:
                self.fields[name] = _field(kind, name, sections, codes)

    def payload(self) -> dict[str, Any]:
        """What the form says, as an item keeps it."""
        found: dict[str, Any] = {}
        for name in PAYLOAD[self.kind]:
            value = self.cleaned_data.get(name)
            if name in UNITS:
                found[name] = [unit.strip() for unit in _SEPARATORS.split(value or "") if unit.strip()]
            elif name in NUMBERS:
                found[name] = int(value) if value is not None and value == int(value) else value
            elif name == "yearly":
                found[name] = bool(value)
            elif name == "code":
                found["code"], _sep, variant = (value or "").partition("/")
                found["code"], found["variant"] = found["code"] or None, variant or None
            elif name not in found:
                found[name] = value or None
        if self.kind == "section":
            found["level"] = str(found["path"] or "").count("/") + 1
        if self.kind == "figure":
            found["unit"] = found["unit"] or ""
        return found


def initial(kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """An item's fields as the form shows them."""
    found = {name: payload.get(name) for name in PAYLOAD[kind] if name not in LEFT_OUT}
    for name in UNITS & set(found):
        found[name] = "、".join(found[name] or [])
    if kind == "figure":
        found["code"] = "/".join(part for part in (payload.get("code"), payload.get("variant")) if part)
    return found


def _field(kind: str, name: str, sections: Choices, codes: Sequence[Any]) -> forms.Field:
    label = (DOCUMENT_FIELDS if kind == "document" else FIELDS)[name]
    more: dict[str, Any] = {
        "label": label,
        "required": name in REQUIRED and kind != "document",
        "help_text": HELP.get(name, ""),
    }
    if name == "section":
        return forms.ChoiceField(choices=[("", gettext_lazy("不在任何条款下")), *sections], **more)
    if name == "code":
        return forms.ChoiceField(choices=codes, **more)
    if name in CHOICES and not (kind == "section" and name == "field"):
        return forms.ChoiceField(choices=CHOICES[name], **more)
    if name in NUMBERS and kind == "figure":
        return forms.FloatField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)
    if name == "yearly":
        return forms.BooleanField(**more)
    return forms.CharField(max_length=200, **more)
