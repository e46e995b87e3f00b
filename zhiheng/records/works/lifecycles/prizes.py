"""How a quality prize is planned, entered for and won (R-ENG-07)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

PRIZE = declare(
    Lifecycle(
        key="works_prize",
        label="工程创优",
        label_en="Quality prizes of works",
        states=(
            State("planned", "已列入创优计划", "Planned", "amber"),
            State("entered", "已申报", "Entered", "amber"),
            State("won", "已获奖", "Won", "green"),
            State("lost", "未获奖", "Not awarded", "grey", final=True),
            State("dropped", "退出创优", "Dropped", "grey", final=True),
            State("revoked", "已撤销", "Revoked", "red", final=True),
        ),
        moves=(
            Move(
                "enter",
                "申报",
                ("planned",),
                "entered",
                "register.change",
                needs=("entered_on",),
                label_en="Enter",
            ),
            Move(
                "win",
                "获奖",
                ("entered",),
                "won",
                "register.change",
                needs=("awarded_on",),
                second_person=True,
                label_en="Win",
            ),
            Move(
                "lose",
                "未获奖",
                ("entered",),
                "lost",
                "register.change",
                label_en="Do not award",
            ),
            Move(
                "drop",
                "退出创优",
                ("planned",),
                "dropped",
                "register.change",
                reason=True,
                label_en="Drop",
            ),
            Move(
                "revoke",
                "撤销奖项",
                ("won",),
                "revoked",
                "register.change",
                reason=True,
                danger=True,
                label_en="Revoke",
            ),
        ),
    )
)
