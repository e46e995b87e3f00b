"""The comparison of two plans as a whole."""

from __future__ import annotations

from .model import Comparison, Side
from .targets import compare_targets
from .tasks import compare_tasks


def compare(upper: Side, lower: Side) -> Comparison:
    """What ``lower`` makes of ``upper``, and what it adds. Work grows with the product of their sizes."""
    targets, new_targets = compare_targets(upper, lower)
    tasks, new_tasks = compare_tasks(upper, lower)
    notes = []
    for side, words in ((upper, "上级"), (lower, "下级")):
        if not side.goals:
            notes.append(f"{words}方案没有带数字的目标")
        if not side.tasks:
            notes.append(f"{words}方案没有任务条款")
        elif not any(task.text for task in side.tasks):
            notes.append(f"{words}方案没有原文，任务只按标题比较")
    return Comparison(upper.name, lower.name, targets, tasks, new_targets, new_tasks, tuple(notes))
