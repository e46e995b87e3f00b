"""How a report goes its way: drafted, handed in, returned or accepted."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

REPORT = declare(
    Lifecycle(
        key="report",
        label="质量状况报告",
        label_en="Quality-status report",
        states=(
            State("draft", "草稿", "Draft", "grey"),
            State("submitted", "已报送", "Submitted", "amber"),
            State("returned", "已退回", "Returned", "red"),
            State("accepted", "已接收", "Accepted", "green", final=True),
        ),
        moves=(
            Move("submit", "报送", ("draft", "returned"), "submitted", "report.submit", label_en="Submit"),
            Move(
                "return",
                "退回",
                ("submitted",),
                "returned",
                "report.return",
                reason=True,
                label_en="Return",
                danger=True,
            ),
            Move(
                "accept",
                "接收",
                ("submitted",),
                "accepted",
                "report.approve",
                second_person=True,
                label_en="Accept",
            ),
        ),
    )
)
