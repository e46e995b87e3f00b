"""A comparison as tables: the higher plan on the left, what became of it on the right."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiheng.faces.shell.components import Badge, Column, Link, Row, Table
from zhiheng.kernels.comparing import Comparison, Goal, TargetLine, Task, TaskLine, Verdict
from zhiheng.records.programmes.models import Programme

#: The kernel's words once more, for the catalogue of translations to find.
WORDS = {
    Verdict.TAKEN_OVER: gettext_noop("承接"),
    Verdict.TIGHTENED: gettext_noop("加码"),
    Verdict.LOOSENED: gettext_noop("放松"),
    Verdict.LATER: gettext_noop("推迟"),
    Verdict.EARLIER: gettext_noop("提前"),
    Verdict.SHARED: gettext_noop("分担"),
    Verdict.SPLIT: gettext_noop("拆分"),
    Verdict.UNCLEAR: gettext_noop("不可直接比较"),
    Verdict.DROPPED: gettext_noop("未承接"),
    Verdict.NEW: gettext_noop("下级新增"),
    Verdict.MILESTONE: gettext_noop("增设节点"),
}
TONES = {
    Verdict.TAKEN_OVER: "green",
    Verdict.TIGHTENED: "green",
    Verdict.EARLIER: "green",
    Verdict.SHARED: "blue",
    Verdict.SPLIT: "blue",
    Verdict.UNCLEAR: "amber",
    Verdict.LATER: "amber",
    Verdict.LOOSENED: "red",
    Verdict.DROPPED: "red",
}


def verdict_words(verdict: Verdict) -> str:
    return _(WORDS[verdict])


def badges(verdicts: tuple[Verdict, ...]) -> list[object]:
    return [Badge(verdict_words(v), TONES.get(v, "grey")) for v in verdicts]


@dataclass(frozen=True)
class Shown:
    """``wanted``: the verdict to show alone; empty for all."""

    found: Comparison
    upper: Programme
    lower: Programme
    wanted: str = ""

    def targets(self, export: str) -> Table:
        rows = [self._target(line) for line in self.found.targets if self._asked(line.verdicts)]
        rows += [
            Row([None, None, badges((verdict,)), self._goal(self.lower, goal), goal.words, goal.by, None])
            for verdict, goal in self.found.new_targets
            if self._asked((verdict,))
        ]
        columns = [
            Column("upper", _("上级目标"), wide=True),
            Column("upper_by", _("上级期限")),
            Column("verdict", _("结论")),
            Column("lower", _("下级目标"), wide=True),
            Column("lower_value", _("下级要求"), align="end"),
            Column("lower_by", _("下级期限")),
            Column("why", _("说明"), wide=True),
        ]
        empty = _("没有这样的目标。") if self.wanted else _("两个方案都没有带数字的目标。")
        return Table(columns, rows, _("目标对照"), id="targets", cards=True, empty=empty, export_url=export)

    def tasks(self) -> Table:
        rows = [self._task(line) for line in self.found.tasks if self._asked(line.verdicts)]
        rows += [
            Row([None, badges((Verdict.NEW,)), self._clause(self.lower, task), None])
            for task in self.found.new_tasks
            if self._asked((Verdict.NEW,))
        ]
        columns = [
            Column("upper", _("上级任务"), wide=True),
            Column("verdict", _("结论")),
            Column("lower", _("下级任务"), wide=True),
            Column("why", _("说明"), wide=True),
        ]
        empty = _("没有这样的任务。") if self.wanted else _("两个方案都没有任务条款。")
        return Table(columns, rows, _("任务对照"), id="tasks", cards=True, empty=empty)

    def _asked(self, verdicts: tuple[Verdict, ...]) -> bool:
        return not self.wanted or self.wanted in verdicts

    def _target(self, line: TargetLine) -> Row:
        upper = line.upper
        cells: list[object] = [
            self._goal(self.upper, upper, upper.words),
            upper.by or _("未写明"),
            badges(line.verdicts),
        ]
        if line.parts:
            cells += [
                [self._goal(self.lower, part.lower) for part in line.parts],
                [part.lower.words for part in line.parts],
                [part.lower.by or _("未写明") for part in line.parts],
            ]
            why = "；".join(dict.fromkeys(reason for part in line.parts for reason in part.reasons))
        else:
            near = [self._goal(self.lower, goal, _("相近，口径不同")) for goal in line.nearest]
            cells += [near or None, None, None]
            why = "；".join(line.reasons)
        return Row([*cells, why])

    def _task(self, line: TaskLine) -> Row:
        below: list[object] = [
            self._clause(self.lower, part.lower, _("相近程度 %(score)s") % {"score": f"{part.score:.2f}"})
            for part in line.parts
        ] or [self._clause(self.lower, task, _("最近，请人看一眼")) for task in line.nearest]
        shared = list(dict.fromkeys(words for part in line.parts for words in part.shared))[:6]
        why = "；".join(line.reasons)
        if shared:
            why = f"{why};" if why else ""
            why += _("共有的词：%(words)s") % {"words": "、".join(shared)}
        return Row([self._clause(self.upper, line.upper), badges(line.verdicts), below or None, why])

    def _goal(self, programme: Programme, goal: Goal, note: str = "") -> Link:
        return Link(goal.name, f"{reverse('desk:programme', args=[programme.key])}#T-{goal.key}", note)

    def _clause(self, programme: Programme, task: Task, note: str = "") -> Link:
        url = f"{reverse('desk:programme', args=[programme.key])}#C-{task.key}"
        return Link(f"{task.key} {task.title}", url, note)
