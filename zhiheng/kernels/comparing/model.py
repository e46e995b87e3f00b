"""Two plans as plain data, and what their comparison holds.

A side is what was read out of one document: its goals (targets with a number) and its tasks (clauses
that ask for something to be done). Nothing here knows where they came from.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of something of the higher plan. ``label`` is for people."""

    TAKEN_OVER = "taken_over"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    LATER = "moved_later"
    EARLIER = "moved_earlier"
    SHARED = "shared"
    SPLIT = "split"
    UNCLEAR = "unclear"
    DROPPED = "dropped"
    NEW = "new"
    MILESTONE = "milestone"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Verdict.TAKEN_OVER: "承接",
    Verdict.TIGHTENED: "加码",
    Verdict.LOOSENED: "放松",
    Verdict.LATER: "推迟",
    Verdict.EARLIER: "提前",
    Verdict.SHARED: "分担",
    Verdict.SPLIT: "拆分",
    Verdict.UNCLEAR: "不可直接比较",
    Verdict.DROPPED: "未承接",
    Verdict.NEW: "下级新增",
    Verdict.MILESTONE: "增设节点",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target. ``by``: YYYY, YYYY-MM or YYYY-MM-DD, None when the document does not say. ``code``: the indicator
    it is measured by, None when it is bound to none. ``measure``, ``op`` as in the reading."""

    key: str
    name: str
    value: float
    op: str = ">="
    unit: str = ""
    measure: str = "level"
    by: str | None = None
    value_max: float | None = None
    code: str | None = None
    section: str | None = None
    place: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """The number as a person writes it."""
        top = f"—{self.value_max:g}" if self.value_max is not None else ""
        sign = {">=": "≥", "<=": "≤", "=": "", "~": "约", "between": ""}.get(self.op, "")
        return f"{sign}{self.value:g}{top}{self.unit}"


@dataclass(frozen=True, slots=True)
class Task:
    """A clause that asks for something: its heading, its own words when the text is at hand, who leads, until when."""

    key: str
    title: str
    text: str = ""
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: str | None = None
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One plan. ``territory`` is the code of the division it governs: two plans of one territory are compared number
    by number; below it a count is a share."""

    name: str
    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    territory: str = ""


@dataclass(frozen=True, slots=True)
class TargetPart:
    """One target of the lower plan that answers one of the higher: verdicts, how alike the names are, and why."""

    lower: Goal
    verdicts: tuple[Verdict, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of the higher plan and what became of it; ``nearest`` are lower targets of the same matter that are
    measured otherwise, so that they do not take it over."""

    upper: Goal
    verdicts: tuple[Verdict, ...]
    parts: tuple[TargetPart, ...] = ()
    nearest: tuple[Goal, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskPart:
    """One clause of the lower plan that carries one of the higher out; ``score`` 0..1, ``shared`` the words in common."""

    lower: Task
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the higher plan and what became of it."""

    upper: Task
    verdicts: tuple[Verdict, ...]
    parts: tuple[TaskPart, ...] = ()
    reasons: tuple[str, ...] = ()
    nearest: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it. ``new_targets`` holds (verdict, goal): new, or a further milestone of a target taken over."""

    upper: str
    lower: str
    targets: tuple[TargetLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    new_targets: tuple[tuple[Verdict, Goal], ...] = ()
    new_tasks: tuple[Task, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def counts(self) -> dict[str, dict[str, int]]:
        """How many lines bear each verdict; a line with two verdicts counts under both."""
        found: dict[str, dict[str, int]] = {"targets": {}, "tasks": {}}
        for line in self.targets:
            for verdict in line.verdicts:
                found["targets"][verdict] = found["targets"].get(verdict, 0) + 1
        for verdict, _ in self.new_targets:
            found["targets"][verdict] = found["targets"].get(verdict, 0) + 1
        for task in self.tasks:
            for verdict in task.verdicts:
                found["tasks"][verdict] = found["tasks"].get(verdict, 0) + 1
        if self.new_tasks:
            found["tasks"][Verdict.NEW] = len(self.new_tasks)
        return found

    def as_dict(self) -> dict[str, Any]:
        """Plain data for programs."""
        return {
            "upper": self.upper,
            "lower": self.lower,
            "counts": self.counts(),
            "targets": [asdict(line) for line in self.targets],
            "tasks": [asdict(line) for line in self.tasks],
            "new_targets": [{"verdict": verdict, **asdict(goal)} for verdict, goal in self.new_targets],
            "new_tasks": [asdict(task) for task in self.new_tasks],
            "notes": list(self.notes),
        }
