"""Tasks: which clauses of the lower plan carry one of the higher out.

Clauses are held against each other by their pairs of characters, each weighted by how rare it is in the two plans
together (tf-idf, cosine), so that what every clause says (加强, 质量, 工作) tells nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from .deadlines import later
from .model import Side, Task, TaskLine, TaskPart, Verdict

# Found by holding three real plans of different levels against each other: right answers lie at 0.1 to 0.36,
# wrong ones mostly below 0.1; between 0.1 and 0.2 some are wrong.
ALIKE = 0.10  # below it a clause is no answer
SURE = 0.2  # below it a person is asked to look
NEAR = 0.07  # shown as the nearest clause when nothing answers
PART = 0.8  # a further clause counts as a part when it is this share of the best one
_WORDS = re.compile(r"[一-鿿]+|[A-Za-z]+|[0-9]+")
_TITLE_WEIGHT = 3


def compare_tasks(upper: Side, lower: Side) -> tuple[tuple[TaskLine, ...], tuple[Task, ...]]:
    """Each task of ``upper`` with what became of it, and the tasks of ``lower`` that answer none."""
    vectors = _vectors([*upper.tasks, *lower.tasks])
    uppers, lowers = vectors[: len(upper.tasks)], vectors[len(upper.tasks) :]
    lines: list[TaskLine] = []
    answered: set[str] = set()
    for task, vector in zip(upper.tasks, uppers, strict=True):
        found = sorted(
            ((_cosine(vector, other), below) for below, other in zip(lower.tasks, lowers, strict=True)),
            key=lambda pair: -pair[0],
        )
        top = found[0][0] if found else 0.0
        kept = [pair for pair in found if pair[0] >= ALIKE and pair[0] >= PART * top][:4]
        parts = tuple(TaskPart(below, round(score, 3), _shared(task, below)) for score, below in kept)
        answered |= {part.lower.key for part in parts}
        near = () if parts else tuple(below for score, below in found if score >= NEAR)[:2]
        lines.append(_line(task, parts, near))
    return tuple(lines), tuple(task for task in lower.tasks if task.key not in answered)


def _line(task: Task, parts: tuple[TaskPart, ...], near: tuple[Task, ...]) -> TaskLine:
    if not parts:
        reason = "下级没有足够相近的条款" + ("；最近的另列，请人看一眼" if near else "")
        return TaskLine(task, (Verdict.DROPPED,), (), (reason,), near)
    verdicts = [Verdict.SPLIT if len(parts) > 1 else Verdict.TAKEN_OVER]
    reasons = []
    if len(parts) > 1:
        reasons.append("由 " + "、".join(part.lower.key for part in parts) + " 共同承接")
    if parts[0].score < SURE:
        reasons.append("文字相近程度不高，请人看一眼")
    if any(later(task.due, part.lower.due) for part in parts):
        verdicts.append(Verdict.LATER)
        reasons.append(f"上级期限 {task.due}，下级更晚")
    if (task.lead or task.support) and not any(part.lower.lead or part.lower.support for part in parts):
        reasons.append("上级写明了责任单位，下级没有写")
    return TaskLine(task, tuple(verdicts), parts, tuple(reasons))


def _grams(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for run in _WORDS.findall(text):
        if run[0] > "\x7f":
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found[run.lower()] += 1
    return found


def _vectors(tasks: Sequence[Task]) -> list[dict[str, float]]:
    """Unit vectors; the title counts threefold, for it says what the clause is about."""
    counted = []
    for task in tasks:
        grams = _grams(task.text)
        for gram, times in _grams(task.title).items():
            grams[gram] += times * _TITLE_WEIGHT
        counted.append(grams)
    spread: Counter[str] = Counter(gram for grams in counted for gram in grams)
    vectors = []
    for grams in counted:
        vector = {
            gram: (1 + math.log(times)) * math.log((1 + len(tasks)) / (0.5 + spread[gram]))
            for gram, times in grams.items()
        }
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({gram: weight / length for gram, weight in vector.items()})
    return vectors


def _cosine(first: dict[str, float], second: dict[str, float]) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum(weight * second[gram] for gram, weight in first.items() if gram in second)


def _shared(first: Task, second: Task, most: int = 5) -> tuple[str, ...]:
    """The longest runs of words that stand in both, for people to see why."""
    left, right = f"{first.title}。{first.text}", f"{second.title}。{second.text}"
    found: list[str] = []
    for run in _WORDS.findall(left):
        start = 0
        while start < len(run) - 2:
            size = 0
            while start + size < len(run) and run[start : start + size + 1] in right:
                size += 1
            if size >= 3:
                found.append(run[start : start + size])
            start += max(1, size)
        if len(found) > 200:
            break
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True)[:most])
