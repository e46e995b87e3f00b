"""How a local standard comes about and ends (R-STD-02)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

STANDARD = declare(
    Lifecycle(
        key="standard",
        label="地方标准",
        label_en="Local standards",
        states=(
            State("proposed", "已申请立项", "Proposed", "amber"),
            State("approved", "已立项", "Approved", "amber"),
            State("issued", "已发布", "Issued", "green"),
            State("withdrawn", "已废止", "Withdrawn", "grey", final=True),
            State("refused", "未立项", "Refused", "red", final=True),
        ),
        moves=(
            Move(
                "approve",
                "立项",
                ("proposed",),
                "approved",
                "register.change",
                needs=("approved_on",),
                label_en="Approve",
            ),
            Move(
                "refuse",
                "不予立项",
                ("proposed",),
                "refused",
                "register.change",
                reason=True,
                label_en="Refuse",
                danger=True,
            ),
            Move(
                "issue",
                "发布",
                ("approved",),
                "issued",
                "register.change",
                needs=("issued_on",),
                label_en="Issue",
            ),
            Move(
                "revise",
                "修订",
                ("issued",),
                "issued",
                "register.change",
                needs=("revised_on",),
                label_en="Revise",
            ),
            Move(
                "withdraw",
                "废止",
                ("issued",),
                "withdrawn",
                "register.change",
                needs=("withdrawn_on",),
                reason=True,
                label_en="Withdraw",
                danger=True,
            ),
        ),
    )
)
