"""How a demonstration unit is created, reviewed each year and withdrawn (R-AWD-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

DEMONSTRATION = declare(
    Lifecycle(
        key="demonstration",
        label="示范单位",
        label_en="Demonstration units",
        states=(
            State("applied", "已申报", "Applied", "amber"),
            State("building", "创建中", "Being built", "amber"),
            State("accepted", "已验收", "Accepted", "green"),
            State("rectifying", "限期整改", "To be put right", "amber"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("withdrawn", "已撤销", "Withdrawn", "grey", final=True),
        ),
        moves=(
            Move(
                "start",
                "启动创建",
                ("applied",),
                "building",
                "register.change",
                needs=("started_on",),
                label_en="Start",
            ),
            Move(
                "accept",
                "验收",
                ("building",),
                "accepted",
                "register.change",
                needs=("accepted_on",),
                evidence=True,
                label_en="Accept",
            ),
            Move(
                "refuse",
                "不予通过",
                ("applied", "building"),
                "refused",
                "register.change",
                reason=True,
                label_en="Refuse",
                danger=True,
            ),
            Move(
                "review",
                "年度复核合格",
                (
                    "accepted",
                    "rectifying",
                ),
                "accepted",
                "register.change",
                needs=("reviewed_on",),
                label_en="Pass the yearly review",
            ),
            Move(
                "order",
                "责令整改",
                ("accepted",),
                "rectifying",
                "register.change",
                needs=(
                    "reviewed_on",
                    "rectify_by",
                ),
                reason=True,
                label_en="Order to put right",
            ),
            Move(
                "withdraw",
                "撤销称号",
                ("accepted", "rectifying"),
                "withdrawn",
                "register.change",
                needs=("withdrawn_on",),
                reason=True,
                second_person=True,
                label_en="Withdraw",
                danger=True,
            ),
        ),
        # The building period and the yearly round are the office's own planning figures, not statutory limits.
        clocks=(
            Clock(
                "build",
                "创建期满验收",
                "building",
                ("accepted", "refused"),
                {"months": 36},
                label_en="Acceptance at the end of the building period",
            ),
            Clock(
                "review",
                "年度复核",
                "accepted",
                (
                    "accepted",
                    "rectifying",
                    "withdrawn",
                ),
                limit={"months": 12},
                label_en="Yearly review",
            ),
            Clock(
                "rectify",
                "整改到期",
                "rectifying",
                (
                    "accepted",
                    "withdrawn",
                ),
                until="rectify_by",
                label_en="Put right in time",
            ),
        ),
    )
)
