"""A comparison as a file: every line, whatever the page filters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

from zhiheng.faces.desk.page import download
from zhiheng.kernels.comparing import Comparison, Goal, Verdict

HEADS = (
    "类别", "结论", "上级条款", "上级内容", "上级要求", "上级期限", "下级条款", "下级内容", "下级要求", "下级期限", "说明",
)  # fmt: skip


def comparison_csv(found: Comparison, key: str) -> HttpResponse:
    """Targets, then tasks; what the lower plan adds has no upper side."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows(_safe(row) for row in _rows(found))
    return download(out.getvalue().encode("utf-8-sig"), f"上下对照-{key}.csv", "text/csv; charset=utf-8")


def _rows(found: Comparison) -> Iterator[list[object]]:
    for line in found.targets:
        upper = _goal(line.upper)
        if not line.parts:
            yield ["目标", _words(line.verdicts), *upper, *_goal(None), "；".join(line.reasons)]
        for part in line.parts:
            yield [
                "目标",
                _words(part.verdicts if len(line.parts) == 1 else (Verdict.SPLIT, *part.verdicts)),
                *upper,
                *_goal(part.lower),
                "；".join(part.reasons),
            ]
    for verdict, goal in found.new_targets:
        yield ["目标", verdict.label, *_goal(None), *_goal(goal), ""]
    for task in found.tasks:
        below = [
            "；".join(part.lower.key for part in task.parts),
            "；".join(part.lower.title for part in task.parts),
        ]
        upper = [task.upper.key, task.upper.title, "", task.upper.due]
        yield ["任务", _words(task.verdicts), *upper, *below, "", "", "；".join(task.reasons)]
    for fresh in found.new_tasks:
        yield ["任务", Verdict.NEW.label, *_goal(None), fresh.key, fresh.title, "", fresh.due, ""]


def _goal(goal: Goal | None) -> list[object]:
    return [goal.section, goal.name, goal.words, goal.by] if goal else ["", "", "", ""]


def _words(verdicts: Iterable[Verdict]) -> str:
    return "、".join(dict.fromkeys(verdict.label for verdict in verdicts))


def _safe(cells: Sequence[object]) -> list[str]:
    """What a spreadsheet would run as a formula is led by an apostrophe: the words come from any document."""
    words = ["" if cell is None else str(cell) for cell in cells]
    return [f"'{word}" if word.startswith(("=", "+", "-", "@", "\t", "\r")) else word for word in words]
