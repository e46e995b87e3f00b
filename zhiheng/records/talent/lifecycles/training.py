"""How a planned training is held (R-TAL-02)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

TRAINING = declare(
    Lifecycle(
        key="training_plan",
        label="质量培训计划",
        label_en="Planned trainings",
        states=(
            State("planned", "已计划", "Planned", "amber"),
            State("called", "已通知", "Called", "amber"),
            State("held", "已举办", "Held", "green", final=True),
            State("cancelled", "已取消", "Cancelled", "grey", final=True),
        ),
        moves=(
            Move(
                "call",
                "发通知",
                ("planned",),
                "called",
                "register.change",
                needs=("planned_on",),
                label_en="Call",
            ),
            Move(
                "hold",
                "已举办",
                ("planned", "called"),
                "held",
                "register.change",
                needs=("held_on", "event"),
                label_en="Held",
            ),
            Move(
                "cancel",
                "取消",
                ("planned", "called"),
                "cancelled",
                "register.change",
                reason=True,
                danger=True,
                label_en="Cancel",
            ),
        ),
        clocks=(
            Clock(
                "hold",
                "按计划举办",
                "called",
                ("held", "cancelled"),
                until="planned_on",
                label_en="Held as planned",
            ),
        ),
    )
)
