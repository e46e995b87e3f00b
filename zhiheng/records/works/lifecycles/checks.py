"""How what a site inspection finds is put right (R-ENG-05)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

SITE_INSPECTION = declare(
    Lifecycle(
        key="site_inspection",
        label="工地检查与整改",
        label_en="Inspection of sites",
        states=(
            State("inspected", "已检查", "Inspected", "amber"),
            State("ordered", "责令整改", "Ordered to put right", "red"),
            State("penalised", "已处罚,仍须整改", "Penalised, still to put right", "red"),
            State("rectified", "已报整改", "Reported as put right", "amber"),
            State("closed", "已闭合", "Closed", "green", final=True),
        ),
        moves=(
            Move(
                "clear",
                "未发现问题，闭合",
                ("inspected",),
                "closed",
                "register.change",
                label_en="Close without findings",
            ),
            Move(
                "order",
                "责令整改(停工)",
                ("inspected",),
                "ordered",
                "register.change",
                needs=(
                    "order_kind",
                    "order_no",
                    "rectify_by",
                ),
                label_en="Order",
            ),
            Move(
                "penalise",
                "行政处罚",
                ("ordered",),
                "penalised",
                "register.change",
                needs=(
                    "penalty_no",
                    "penalty",
                ),
                reason=True,
                danger=True,
                label_en="Penalise",
            ),
            Move(
                "report",
                "报告整改完成",
                (
                    "ordered",
                    "penalised",
                ),
                "rectified",
                "register.change",
                needs=("rectified_on",),
                evidence=True,
                label_en="Report it put right",
            ),
            Move(
                "return",
                "复查不合格，退回",
                ("rectified",),
                "ordered",
                "register.change",
                needs=("rectify_by",),
                reason=True,
                danger=True,
                label_en="Send back",
            ),
            Move(
                "accept",
                "复查合格",
                ("rectified",),
                "closed",
                "register.change",
                needs=("rechecked_on",),
                second_person=True,
                label_en="Accept",
            ),
        ),
        clocks=(
            Clock(
                "rectify",
                "整改到期",
                "ordered",
                (
                    "rectified",
                    "closed",
                ),
                until="rectify_by",
                label_en="Put right in time",
            ),
        ),
    )
)
