"""How an infringement of a protected brand is followed (R-BRD-07)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

INFRINGEMENT = declare(
    Lifecycle(
        key="infringement",
        label="品牌保护线索",
        label_en="Infringement of protected brands",
        states=(
            State("found", "已发现", "Found", "amber"),
            State("transferred", "已移交查处", "Handed to enforcement", "amber"),
            State("case", "已立案", "Case opened", "amber"),
            State("closed", "已办结", "Closed", "green", final=True),
            State("dropped", "不予立案", "No case", "grey", final=True),
        ),
        moves=(
            Move(
                "transfer",
                "移交查处",
                ("found",),
                "transferred",
                "register.change",
                needs=(
                    "agency",
                    "transferred_on",
                ),
                label_en="Hand over",
            ),
            Move(
                "open",
                "立案",
                ("transferred",),
                "case",
                "register.change",
                needs=("case_no",),
                label_en="Open a case",
            ),
            Move(
                "close",
                "办结",
                ("case",),
                "closed",
                "register.change",
                needs=(
                    "closed_on",
                    "result",
                ),
                evidence=True,
                label_en="Close",
            ),
            Move(
                "drop",
                "不予立案",
                (
                    "found",
                    "transferred",
                ),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        clocks=(
            Clock(
                "filing",
                "核查并决定是否立案",
                "transferred",
                (
                    "case",
                    "dropped",
                ),
                rule="cases.time_limits.filing",
                label_en="Decide whether to open a case",
            ),
            Clock(
                "decision",
                "作出处理决定",
                "case",
                ("closed",),
                rule="cases.time_limits.decision",
                label_en="Decide the case",
            ),
        ),
    )
)
