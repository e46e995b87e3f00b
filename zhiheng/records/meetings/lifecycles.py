"""How a meeting's decision is followed until it is done (R-ORG-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

DECISION = declare(
    Lifecycle(
        key="decision",
        label="议定事项",
        label_en="Decision",
        states=(
            State("open", "待分办", "To be assigned", "amber"),
            State("tracked", "已转任务", "Tracked as a task", "amber"),
            State("done", "已落实", "Carried out", "green", final=True),
            State("dropped", "不再执行", "No longer to be carried out", "grey", final=True),
        ),
        moves=(
            Move("track", "已转为任务", ("open",), "tracked", "meeting.edit", label_en="Tracked as a task"),
            Move(
                "finish",
                "确认落实",
                ("open", "tracked"),
                "done",
                "meeting.edit",
                needs=("done_on",),
                evidence=True,
                label_en="Carried out",
            ),
            Move(
                "drop",
                "不再执行",
                ("open", "tracked"),
                "dropped",
                "meeting.edit",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
    )
)
