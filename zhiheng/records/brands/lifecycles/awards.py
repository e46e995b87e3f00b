"""How awards are given (R-AWD-01)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

AWARD = declare(
    Lifecycle(
        key="award",
        label="奖励",
        label_en="Awards",
        states=(
            State("entered", "已申报", "Entered", "amber"),
            State("reviewed", "已评审", "Reviewed", "amber"),
            State("publicised", "公示中", "Publicised", "amber"),
            State("won", "已获奖", "Won", "green"),
            State("lost", "未获奖", "Not awarded", "grey", final=True),
            State("revoked", "已撤销", "Revoked", "red", final=True),
        ),
        moves=(
            Move(
                "review",
                "专家评审",
                ("entered",),
                "reviewed",
                "register.change",
                needs=("reviewed_on", "score"),
                evidence=True,
                label_en="Expert review",
            ),
            Move(
                "publicise",
                "公示",
                ("reviewed",),
                "publicised",
                "register.change",
                needs=("publicised_on",),
                label_en="Publicise",
            ),
            Move(
                "win",
                "授奖",
                ("entered", "reviewed", "publicised"),
                "won",
                "register.change",
                needs=("awarded_on",),
                second_person=True,
                label_en="Award",
            ),
            Move(
                "lose",
                "未授奖",
                ("entered", "reviewed", "publicised"),
                "lost",
                "register.change",
                label_en="Do not award",
            ),
            Move(
                "revoke",
                "撤销",
                ("won",),
                "revoked",
                "register.change",
                reason=True,
                label_en="Revoke",
                danger=True,
            ),
        ),
    )
)
