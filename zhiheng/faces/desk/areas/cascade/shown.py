"""How shares, answers, checks and versions are shown."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell
from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Figure, Light
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.shares import ShareLine
from zhiheng.kernels.methods.cascading import Check
from zhiheng.records.cascade.models import Answer, Axis, Breakdown, Share, Status
from zhiheng.records.cascade.wholes import Sums
from zhiheng.records.programmes.models import Target

AXES: dict[str, Any] = {
    "year": gettext_lazy("按年"),
    "region": gettext_lazy("按地区"),
    "unit": gettext_lazy("按单位"),
}
HOWS: dict[str, Any] = {
    "straight": gettext_lazy("逐年平均"),
    "front": gettext_lazy("先多后少"),
    "back": gettext_lazy("先少后多"),
    "flat": gettext_lazy("逐年保持"),
    "equal": gettext_lazy("平均分"),
    "base": gettext_lazy("按基数"),
    "gap": gettext_lazy("按差距"),
    "hand": gettext_lazy("手工填写"),
}
JOINS: dict[str, Any] = {
    "sum": gettext_lazy("各份相加等于总数"),
    "path": gettext_lazy("逐年走到目标"),
    "mean": gettext_lazy("按分母加权平均达到目标"),
    "each": gettext_lazy("每一份都达到目标"),
}
ANSWERS: dict[str, Any] = {
    "": gettext_lazy("不需确认"),
    "proposed": gettext_lazy("待确认"),
    "confirmed": gettext_lazy("已确认"),
    "objected": gettext_lazy("有异议"),
    "kept": gettext_lazy("异议未采纳"),
}
TONES = {"proposed": "amber", "confirmed": "green", "objected": "red", "kept": "grey"}
ROWS_TOLD = 5
STATUSES: dict[str, Any] = {
    "draft": gettext_lazy("拟稿"),
    "issued": gettext_lazy("已下达"),
    "superseded": gettext_lazy("已被替代"),
}


def short(value: Decimal | float | None) -> str:
    """A number without the zeros of its column."""
    return "" if value is None else formats.number(Decimal(str(value)).normalize())


def share_words(target: Target, value: Decimal | None, value_max: Decimal | None = None) -> str:
    """``≥ 6 件``: what is asked of a share, in the words of its target."""
    if value is None:
        return _("没有填")
    one = copy.copy(target)
    one.value, one.value_max = value.normalize(), value_max.normalize() if value_max is not None else None  # type: ignore[assignment]
    if one.op == "between" and value_max is None:
        one.op = ">="
    if one.op == "between" and value_max == value:
        one.op = "="
    return wanted_words(one)


def answer_of(share: Share) -> Badge | None:
    if not share.state:
        return None
    return Badge(str(ANSWERS[share.state]), TONES.get(share.state, "plain"))


def said(share: Share) -> str:
    """What was said about a share, with the number that was wished for, and what was replied."""
    words = []
    if share.state in {Answer.OBJECTED, Answer.KEPT}:
        words.append(share.note)
        if share.wanted is not None:
            words.append(_("建议 %(n)s") % {"n": short(share.wanted)})
    if share.reply:
        words.append(_("答复：%(words)s") % {"words": share.reply})
    return " · ".join(words)


def named(share: Share) -> str:
    return formats.bilingual(share.unit) if share.unit is not None else share.region.name


def figure_of(line: ShareLine | None, figures: Scope) -> Figure | None:
    """The place's figure, or why there is none."""
    if line is None:
        return None
    if line.cell is None:
        return Figure(None, status=line.why or "not_due")
    if not may_see_cell(figures, line.cell):
        return Figure(None, status=_("不在您的查看范围"))
    return figure(line.cell)


def light_of(line: ShareLine | None, figures: Scope) -> Light | None:
    if line is None or (line.cell is not None and not may_see_cell(figures, line.cell)):
        return None
    return Light(line.light)


def check_lights(sums: Sums) -> list[Light]:
    """The checks as lights with words, those of the whole first; of many faulty rows the first few."""
    found = [Light(_tone(c), c.words) for c in sums.whole]
    found += [Light("red", f"{name}：{c.words}") for name, c in sums.rows[:ROWS_TOLD]]
    if (more := len(sums.rows) - ROWS_TOLD) > 0:
        found.append(Light("red", _("另有 %(n)s 处的逐年份额合不上") % {"n": more}))
    return found


def year_lights(sums: Sums) -> list[Light]:
    """Each year's parts beside the year's own target; those that hold are not listed."""
    return [
        Light("amber", _("%(year)s：%(words)s") % {"year": formats.period(year), "words": c.words})
        for year, c in sums.years
        if c.state != "holds"
    ]


def _tone(check: Check) -> str:
    if not check.ok:
        return "red"
    return "green" if check.state in {"holds", "short"} else "amber"


@dataclass
class Held:
    """What is divided of one target (or share): the versions in force and the draft, by axis, with the shares seen."""

    issued: dict[str, Breakdown] = field(default_factory=dict)
    drafts: dict[str, Breakdown] = field(default_factory=dict)
    shares: dict[int, list[Share]] = field(default_factory=dict)

    def rows(self, axis: str, *, years: bool = False) -> list[Share]:
        """The places' rows of the version in force; with ``years`` the rows of their years too."""
        breakdown = self.issued.get(axis)
        found = self.shares.get(breakdown.pk, []) if breakdown is not None else []
        return found if years or axis == Axis.YEAR else [s for s in found if not s.year]


def held(
    scope: Scope, edit: Scope, targets: Iterable[Target], parents: Sequence[Share] | None = None
) -> Mapping[tuple[int, int | None], Held]:
    """(target, parent share) -> what is divided, as far as ``scope`` sees it. Two queries.

    A draft is seen by those who may change it. ``parents`` None: divisions of the targets themselves.
    """
    by_pk = {t.pk: t for t in targets}
    query = Breakdown.objects.within(scope).filter(
        target__in=list(by_pk), status__in=[Status.ISSUED, Status.DRAFT]
    )
    query = query.filter(parent__isnull=True) if parents is None else query.filter(parent__in=parents)
    found: dict[tuple[int, int | None], Held] = {}
    of: dict[int, Held] = {}
    parent_of = {s.pk: s for s in parents or []}
    breakdowns = {b.pk: b for b in query.select_related("region")}
    for one in breakdowns.values():
        one.target = by_pk[one.target_id]
        if one.parent_id is not None:
            one.parent = parent_of[one.parent_id]
        here = found.setdefault((one.target_id, one.parent_id), Held())
        if one.status == Status.ISSUED:
            here.issued[one.axis] = one
            of[one.pk] = here
        elif edit.covers(one.region_id):
            here.drafts[one.axis] = one
    rows = (
        Share.objects.within(scope).filter(breakdown__in=list(of)).select_related("region", "unit", "owner")
    )
    for share in rows.order_by("breakdown_id", "order", "id"):
        if not seen(scope, share):
            continue
        share.breakdown = breakdowns[share.breakdown_id]
        of[share.breakdown_id].shares.setdefault(share.breakdown_id, []).append(share)
    return found


def seen(scope: Scope, share: Share) -> bool:
    """What a superior region is to reach is shown below it; what its own units were given, and said, is not."""
    return share.unit_id is None or scope.covers(share.region_id)


def tally(shares: Iterable[Share]) -> list[Badge]:
    """How many of each answer: 已确认 5 · 有异议 1."""
    counted: dict[str, int] = {}
    for share in shares:
        if share.state and not share.year:
            counted[share.state] = counted.get(share.state, 0) + 1
    order = ("objected", "proposed", "kept", "confirmed")
    return [Badge(f"{ANSWERS[k]} {counted[k]}", TONES[k]) for k in order if k in counted]


def lights(found: Iterable[ShareLine], figures: Scope) -> list[Light]:
    """How many shares of each light, those without a figure last."""
    counted: dict[str, int] = {}
    for line in found:
        if line.cell is None or may_see_cell(figures, line.cell):
            counted[line.light] = counted.get(line.light, 0) + 1
    words = {"green": _("达到"), "amber": _("接近"), "red": _("未达到"), "grey": _("未知")}
    return [Light(k, f"{w} {counted[k]}") for k, w in words.items() if counted.get(k)]


def parts(count: int) -> str:
    return _("%(n)s 份") % {"n": count}
