"""How tasks are shown: their states, lights, units, and what the trail says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Clause, Component, Event, Light, Link
from zhiheng.frame.lifecycles.declare import Lifecycle, LifecycleError
from zhiheng.frame.trail.models import Entry
from zhiheng.judgement.progress.lights import BASES, TaskLight
from zhiheng.records.tasks.lifecycles import ACCEPTANCE, PROBLEM, STAGE, TASK, TASK_REPORT
from zhiheng.records.tasks.models import Role, Task, TaskUnit

LIGHT_WORDS = {
    "green": gettext_noop("正常"),
    "amber": gettext_noop("关注"),
    "red": gettext_noop("滞后"),
    "grey": gettext_noop("未知"),
}
ROLE_WORDS = {
    "lead": gettext_noop("牵头"),
    "support": gettext_noop("配合"),
    "responsible": gettext_noop("责任"),
}
EVERY_WORDS = {
    "": gettext_noop("不定期"),
    "monthly": gettext_noop("每月"),
    "quarterly": gettext_noop("每季度"),
    "half-yearly": gettext_noop("每半年"),
    "yearly": gettext_noop("每年"),
}
OTHER_ACTIONS = {
    "task.draft": gettext_noop("拟定"),
    "task.change": gettext_noop("修改"),
    "task.signed": gettext_noop("单位签收"),
    "task_report.write": gettext_noop("填写进展"),
    "stage.draft": gettext_noop("建立阶段"),
    "stage.outputs": gettext_noop("修改成果清单"),
    "stage.tick": gettext_noop("核对成果"),
    "stage.draw": gettext_noop("列出验收记录"),
    "acceptance.draw": gettext_noop("列出对照"),
    "register.add": gettext_noop("登记"),
    "register.change": gettext_noop("修改"),
    "register.withdraw": gettext_noop("撤回"),
    "evidence.withdraw": gettext_noop("佐证不实"),
}
CYCLES: dict[str, Lifecycle] = {c.key: c for c in (TASK, TASK_REPORT, PROBLEM, STAGE, ACCEPTANCE)}
TONES = {"grey": "grey", "amber": "amber", "green": "green", "red": "red"}


@dataclass
class Stack(Component):
    """Things one below the other."""

    things: Sequence[Any]
    template: ClassVar[str] = "desk/tasks/stack.html"


@dataclass
class Words(Component):
    """A text as it was typed, with its line breaks; ``note`` is small print above it."""

    text: str
    note: str = ""
    template: ClassVar[str] = "desk/tasks/words.html"


def state(cycle: Lifecycle, key: str) -> Badge:
    try:
        found = cycle.state(key)
    except LifecycleError:
        return Badge(key, "grey")
    return Badge(formats.bilingual(found, "label"), TONES.get(found.light, "plain"))


def task_state(task: Task) -> Badge:
    return state(TASK, task.state)


def synthetic(thing: Any) -> list[Badge]:
    return [Badge(_("演示数据"), "grey")] if thing.synthetic else []


def light(found: TaskLight, *, compact: bool = False) -> Light:
    """The light with a word; overdue says by how much."""
    if found.overdue_days:
        words = _("逾期 %(n)s 天") % {"n": found.overdue_days}
    elif found.late_days:
        words = _("进展迟报 %(n)s 天") % {"n": found.late_days}
    else:
        words = _(LIGHT_WORDS[found.light.value])
    return Light(found.light.value, words, compact)


def basis(found: TaskLight) -> str:
    return _(BASES[found.basis])


def units(parts: Iterable[TaskUnit], *roles: str) -> str:
    return _("、").join(formats.bilingual(p.unit) for p in ordered(parts) if p.role in roles)


def ordered(parts: Iterable[TaskUnit]) -> list[TaskUnit]:
    return sorted(parts, key=lambda p: (p.order, p.pk or 0))


def leads(parts: Iterable[TaskUnit], limit: int = 2) -> str:
    """The lead units, the first few by name."""
    names = [formats.bilingual(p.unit) for p in ordered(parts) if p.role == Role.LEAD]
    more = _(" 等 %(n)s 个单位") % {"n": len(names)} if len(names) > limit else ""
    return _("、").join(names[:limit]) + more


def others(parts: Iterable[TaskUnit], limit: int = 3) -> str:
    """The supporting units, the first few by name."""
    names = [formats.bilingual(p.unit) for p in ordered(parts) if p.role != Role.LEAD]
    more = _(" 等 %(n)s 个单位") % {"n": len(names)} if len(names) > limit else ""
    return _("、").join(names[:limit]) + more


def clause(task: Task) -> Any:
    """Where it is asked for: the clause with its sentence, or the words of the basis."""
    if task.programme is None:
        return Link(task.basis, task.basis_address) if task.basis_address else task.basis
    path = [step for step in task.path.split("/") if step]
    return Clause(task.programme.name, path, task.basis_address, task.sentence[:200])


def due(task: Task, today: dt.date | None = None) -> list[object] | dt.date | None:
    """The deadline, with a mark when an extension is asked for."""
    if task.asked_due_on is not None:
        return [task.due_on, Badge(_("申请延至 %(day)s") % {"day": task.asked_due_on}, "amber")]
    return task.due_on


def events(entries: Iterable[Entry]) -> list[Event]:
    """What people did; the dues that followed have pages of their own."""
    return [event(e) for e in entries if not e.action.startswith("due.")]


def event(entry: Entry) -> Event:
    """A link of the trail in words: the move's own label where it is one."""
    prefix, _dot, key = entry.action.partition(".")
    words = OTHER_ACTIONS.get(entry.action, "")
    label = _(words) if words else entry.action
    if not words and prefix in CYCLES:
        for move in CYCLES[prefix].moves:
            if move.key == key:
                label = formats.bilingual(move, "label")
    changes = [
        (_(CHANGED[name]), (entry.before or {}).get(name), value)
        for name, value in (entry.after or {}).items()
        if name in CHANGED and entry.before and (entry.before or {}).get(name) != value
    ]
    tone = "red" if key in {"cancel", "decline", "send_back", "return", "reopen", "withdraw"} else ""
    return Event(
        entry.at, label, entry.actor, entry.note, "green" if key in {"accept", "close"} else tone, changes
    )


CHANGED = {
    "title": gettext_noop("任务"),
    "due_on": gettext_noop("完成期限"),
    "asked_due_on": gettext_noop("申请延至"),
    "report_every": gettext_noop("报进展周期"),
    "percent": gettext_noop("完成比例"),
    "rectify_by": gettext_noop("整改期限"),
    "done_on": gettext_noop("完成日期"),
    "remedy_by": gettext_noop("弥补期限"),
}
