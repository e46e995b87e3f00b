"""From plan to plan: what a lower document makes of a higher one, target by target and task by task."""

from .deadlines import Deadline
from .model import (
    Comparison,
    Goal,
    Side,
    TargetLine,
    TargetPart,
    Task,
    TaskLine,
    TaskPart,
    Verdict,
)
from .names import likeness
from .plans import compare

__all__ = [
    "Comparison",
    "Deadline",
    "Goal",
    "Side",
    "TargetLine",
    "TargetPart",
    "Task",
    "TaskLine",
    "TaskPart",
    "Verdict",
    "compare",
    "likeness",
]
