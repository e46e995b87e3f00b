"""A scoring scheme in words, and where the references on a score sheet lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Link
from zhiheng.faces.shell.templatetags.shell import url_or_none
from zhiheng.judgement.assessment.models import Round
from zhiheng.judgement.indicators.catalogue import catalogue, code_for, definition
from zhiheng.kernels.methods.scoring.scheme import (
    Bonus,
    BonusItem,
    Expert,
    Item,
    PerMissing,
    Scheme,
    Step,
    Stepped,
    TargetDistance,
)
from zhiheng.records.programmes.models import Node

OPS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "等于", "~": "约为", "between": "介于"}


def plain(value: Any) -> str:
    return formats.number(value)


def rule_words(rule: Any) -> str:
    """One Chinese sentence saying how points are given."""
    if isinstance(rule, TargetDistance):
        upper = f" 至 {plain(rule.value_max)}" if rule.value_max is not None else ""
        short = {
            "proportional": "未完成的按完成比例计分",
            "linear_to_floor": f"未完成的按到零分线 {plain(rule.floor)}{rule.unit} 的距离计分",
            "zero": "未完成不得分",
        }[rule.short]
        return f"{OPS[rule.op]} {plain(rule.target)}{upper}{rule.unit} 得满分；{short}"
    if isinstance(rule, Stepped):
        return "分档：" + "；".join(_step(step, rule.unit) for step in rule.steps)
    if isinstance(rule, PerMissing):
        late = f"，每迟一{rule.unit}扣 {plain(rule.deduct_late)} 分" if rule.deduct_late else ""
        return f"每缺一{rule.unit}扣 {plain(rule.deduct)} 分{late}，扣完为止"
    if isinstance(rule, Expert):
        return f"评审打分，至少 {rule.min_reviewers} 人，多人取平均，须写理由"
    if isinstance(rule, Bonus):
        return f"每{rule.unit}加 {plain(rule.per)} 分，最多 {plain(rule.cap)} 分"
    return str(rule)


def _step(step: Step, unit: str) -> str:
    if step.at_least is not None:
        edge = f"{plain(step.at_least)}{unit}及以上"
    elif step.at_most is not None:
        edge = f"{plain(step.at_most)}{unit}及以下"
    else:
        edge = step.title or str(step.equals)
    return f"{edge} {plain(step.points)} 分"


def input_words(asked: Mapping[str, Any]) -> Any:
    """Where an item's figure comes from: the indicator (linked), a due, what a person enters."""
    kind = asked["kind"]
    if kind == "indicator":
        code = code_for(str(asked["code"]), str(asked.get("variant", "")), str(asked.get("measure", "level")))
        if code is None or code not in catalogue():
            return f"{asked['code']}（{_('尚无定义')}）"
        url = url_or_none("desk:indicator", code)
        text = f"{code} {formats.bilingual(definition(code))}"
        return Link(text, url) if url else text
    if kind == "due_report":
        every = {"quarterly": _("每季度"), "half-yearly": _("每半年"), "yearly": _("每年")}
        return f"{_('报送事项')}（{every.get(str(asked['recurs']), asked['recurs'])}）"
    return {"record": _("由考核人员录入事实"), "expert": _("由评审专家打分")}.get(kind, kind)


def needs_entry(scheme: Scheme) -> list[Item | BonusItem]:
    """Items whose input a person enters."""
    every: list[Item | BonusItem] = [*scheme.items(), *scheme.bonus]
    return [i for i in every if i.input["kind"] in {"record", "expert"}]


def clause_links(round_: Round, bases: Iterable[str]) -> dict[str, Link]:
    """Clause path -> link, for the programmes of the round's region that were running in its period."""
    wanted = {b for b in bases if b}
    if not wanted:
        return {}
    nodes = (
        Node.objects.everywhere("clauses of the programmes a round already narrowed rests on")
        .filter(programme__region_id=round_.region_id, path__in=wanted)
        .select_related("programme")
        .order_by("programme__starts")
    )
    year = round_.period[:4]
    found: dict[str, Link] = {}
    for node in nodes:
        programme = node.programme
        if (programme.starts or "0")[:4] <= year <= (programme.ends or "9999")[:4]:
            url = url_or_none("desk:programme", programme.key)
            # No blanks or brackets need quoting here: browsers take any character in a fragment.
            found[node.path] = Link(f"{node.path} {node.title}", f"{url}#C-{node.path}" if url else "#")
    return found


def evidence_links(references: Iterable[str]) -> list[Any]:
    """References kept on a sheet (``cell:``, ``due:``, ``entry:``) as links to what they name."""
    cells: list[Any] = []
    dues: list[str] = []
    entries = 0
    for reference in references:
        kind, _sep, rest = reference.partition(":")
        if kind == "cell":
            code, region, period = rest.split("|")
            cells.append(
                Link(
                    f"{code} {formats.period(period)}", url_or_none("desk:cell", code, region, period) or "#"
                )
            )
        elif kind == "due":
            dues.append(rest)
        elif kind == "entry":
            entries += 1
        else:
            cells.append(reference)
    if entries:
        cells.append(Link(_("已录 %(n)s 份") % {"n": entries}, "#entered"))
    if dues:
        url = url_or_none("desk:dues")
        text = _("%(n)s 件报送事项") % {"n": len(dues)}
        cells.append(Link(text, f"{url}?ids={','.join(dues)}") if url else text)
    return cells
