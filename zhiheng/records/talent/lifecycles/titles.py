"""How a professional title is granted (R-TAL-04)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

TITLE_EVALUATION = declare(
    Lifecycle(
        key="title_evaluation",
        label="质量类职称评定",
        label_en="Evaluation of professional titles",
        states=(
            State("applied", "已申报", "Applied", "amber"),
            State("reviewed", "已评审", "Reviewed", "amber"),
            State("granted", "已取得", "Granted", "green", final=True),
            State("refused", "未通过", "Refused", "grey", final=True),
        ),
        moves=(
            Move(
                "review",
                "评审",
                ("applied",),
                "reviewed",
                "register.change",
                needs=("reviewed_on",),
                label_en="Review",
            ),
            Move(
                "grant",
                "授予",
                ("reviewed",),
                "granted",
                "register.change",
                needs=("granted_on", "certificate_no"),
                second_person=True,
                label_en="Grant",
            ),
            Move(
                "refuse",
                "不予通过",
                ("applied", "reviewed"),
                "refused",
                "register.change",
                reason=True,
                danger=True,
                label_en="Refuse",
            ),
        ),
    )
)
