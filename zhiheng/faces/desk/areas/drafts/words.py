"""What the review pages say: kinds, states, rules and doubts in words, and each item in one line."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhiheng.faces.shell import formats
from zhiheng.kernels import reading
from zhiheng.records.drafts.models import Attention, Decision

KINDS: dict[str, Any] = {
    "document": gettext_lazy("文件要素"),
    "section": gettext_lazy("条款"),
    "figure": gettext_lazy("指标值"),
    "duty": gettext_lazy("分工"),
    "obligation": gettext_lazy("报送义务"),
    "phase": gettext_lazy("阶段"),
}
KIND_TONES = {"figure": "blue", "duty": "green", "obligation": "amber", "section": "plain"}
DECISIONS: dict[str, Any] = {
    "open": pgettext_lazy("审读", "待定"),
    "accepted": pgettext_lazy("审读", "采纳"),
    "corrected": pgettext_lazy("审读", "改正"),
    "added": pgettext_lazy("审读", "补充"),
    "rejected": pgettext_lazy("审读", "驳回"),
}
STATES: dict[str, Any] = {"review": gettext_lazy("审读中"), "in_force": gettext_lazy("已生效")}
#: The mark before the word, so that a state is not told by colour alone.
SIGNS = {"open": "○", "accepted": "✓", "corrected": "✎", "added": "＋", "rejected": "✕"}
ATTENTIONS: dict[str, Any] = {
    Attention.DIFFERS: gettext_lazy("新的读取与此不同"),
    Attention.UNREAD: gettext_lazy("新的读取没有读出这一项"),
    Attention.GONE: gettext_lazy("原句已不在文中"),
}
PARTICULARS: dict[str, Any] = {
    "title": gettext_lazy("标题"),
    "number": gettext_lazy("文号"),
    "issuer": gettext_lazy("发文机关"),
    "region": gettext_lazy("适用地区"),
    "date": gettext_lazy("成文日期"),
    "cite": gettext_lazy("依据文件"),
}
RECURS: dict[str, Any] = {
    "weekly": gettext_lazy("每周"),
    "monthly": gettext_lazy("每月"),
    "quarterly": gettext_lazy("每季度"),
    "half-yearly": gettext_lazy("每半年"),
    "yearly": gettext_lazy("每年"),
}
FIELDS: dict[str, Any] = {
    "field": gettext_lazy("要素"),
    "value": gettext_lazy("数值"),
    "value_max": gettext_lazy("上限"),
    "number": gettext_lazy("文号"),
    "path": gettext_lazy("路径"),
    "label": gettext_lazy("序号"),
    "level": gettext_lazy("层级"),
    "heading": gettext_lazy("标题"),
    "kind": gettext_lazy("性质"),
    "indicator": gettext_lazy("指标名称"),
    "measure": gettext_lazy("计法"),
    "op": gettext_lazy("比较"),
    "unit": gettext_lazy("单位"),
    "by": gettext_lazy("期限"),
    "yearly": gettext_lazy("每年都要达到"),
    "baseline": gettext_lazy("基数"),
    "binding": gettext_lazy("约束"),
    "strength": gettext_lazy("力度"),
    "scope": gettext_lazy("范围"),
    "section": gettext_lazy("条款"),
    "code": gettext_lazy("指标代码"),
    "variant": gettext_lazy("指标细分"),
    "lead": gettext_lazy("牵头单位"),
    "support": gettext_lazy("配合单位"),
    "responsible": gettext_lazy("责任单位"),
    "who": gettext_lazy("谁"),
    "what": gettext_lazy("事项"),
    "to": gettext_lazy("报给"),
    "due": gettext_lazy("期限"),
    "recurs": gettext_lazy("周期"),
    "name": gettext_lazy("名称"),
    "start": gettext_lazy("起"),
    "end": gettext_lazy("止"),
}
DOCUMENT_FIELDS: dict[str, Any] = {**FIELDS, "value": gettext_lazy("内容")}
OPS = {">=": "≥", "<=": "≤", "=": "=", "~": "≈", "between": "–"}
ROLES = ("lead", "support", "responsible")


def one_line(kind: str, payload: Mapping[str, Any]) -> str:
    """An item in one line, as the list shows it."""
    return _LINES[kind](payload)


def _document(p: Mapping[str, Any]) -> str:
    said = str(p.get("value") or "")
    said = (
        f"《{said}》{p.get('number') or ''}"
        if p["field"] == "cite" and said
        else said or str(p.get("number") or "")
    )
    return f"{PARTICULARS.get(p['field'], p['field'])}{_('：')}{said}"


def _section(p: Mapping[str, Any]) -> str:
    return f"{p.get('label') or ''} {p.get('heading') or ''}".strip()


def _figure(p: Mapping[str, Any]) -> str:
    words = f"{p.get('indicator') or '—'} {value_of(p)}"
    return f"{words} · {p['by']}" if p.get("by") else words


def value_of(p: Mapping[str, Any]) -> str:
    """``≥ 96%``, ``3–5 个``."""
    unit = str(p.get("unit") or "")
    tail = unit if unit[:1] in {"%", "‰", "％", ""} else f" {unit}"
    number = "—" if p.get("value") is None else formats.number(p["value"])
    if p.get("op") == "between" and p.get("value_max") is not None:
        return f"{number}–{formats.number(p['value_max'])}{tail}"
    sign = OPS.get(str(p.get("op")), "")
    return f"{sign + ' ' if sign not in ('', '=') else ''}{number}{tail}"


def _duty(p: Mapping[str, Any]) -> str:
    parts = [f"{FIELDS[role]}{_('：')}{_('、').join(p[role])}" for role in ROLES if p.get(role)]
    return _("；").join(parts) or _("没有写明单位")


def _obligation(p: Mapping[str, Any]) -> str:
    when = " ".join(str(w) for w in (RECURS.get(p.get("recurs") or "", ""), p.get("due") or "") if w)
    return " · ".join(w for w in (p.get("who"), p.get("what"), p.get("to"), when) if w)


def _phase(p: Mapping[str, Any]) -> str:
    return f"{p.get('name') or '—'} {p.get('start') or '…'} — {p.get('end') or '…'}"


_LINES = {
    "document": _document,
    "section": _section,
    "figure": _figure,
    "duty": _duty,
    "obligation": _obligation,
    "phase": _phase,
}


def said(kind: str, name: str, value: Any) -> str:
    """A field's value in words; a dash for nothing."""
    from zhiheng.faces.desk.areas.drafts.forms import CHOICES

    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(str(v) for v in value)
    return str(dict(CHOICES.get(name, ())).get(value, value))


def labels(kind: str) -> Mapping[str, Any]:
    return DOCUMENT_FIELDS if kind == "document" else FIELDS


@functools.cache
def _rules() -> dict[str, dict[str, str]]:
    """What each rule and step of the grammar is called, where the catalogue says so."""
    folder = files("zhiheng.catalogue").joinpath("reading")
    found: dict[str, dict[str, str]] = {}
    for entry in folder.iterdir():
        if entry.name in {"steps.yaml", "rules.yaml"}:
            found |= yaml.safe_load(entry.read_text("utf-8")) or {}
    return found


OWN_STEPS: dict[str, Any] = {
    "person": gettext_lazy("由人补充"),
    "merged": gettext_lazy("由人合并"),
    "split": gettext_lazy("由人拆分"),
    "particulars": gettext_lazy("文首文末的要素"),
}


def rule_words(key: str) -> str:
    """A rule in words: its own label, or those of its parts; its own name where it has none."""
    whole = _label(key)
    if whole:
        return whole
    parts = [_label(part) for part in key.split(".")]
    return " · ".join(part for part in parts if part) if any(parts) else key


def _label(key: str) -> str:
    if key in OWN_STEPS:
        return str(OWN_STEPS[key])
    told = _rules().get(key)
    if isinstance(told, Mapping):
        return str((formats.english() and told.get("label_en")) or told.get("label") or "")
    return ""


def doubt_words(key: str) -> str:
    doubt = reading.doubts().get(key)
    if doubt is None:
        return key
    return doubt.label_en if formats.english() else doubt.label


def decision_of(key: str) -> str:
    return str(DECISIONS.get(key, Decision(key).label))
