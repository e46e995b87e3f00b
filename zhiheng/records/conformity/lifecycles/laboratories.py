"""How a testing body is integrated (R-LAB-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

INTEGRATION = declare(
    Lifecycle(
        key="lab_integration",
        label="检验检测机构整合",
        label_en="Integration of testing bodies",
        states=(
            State("listed", "已列入", "Listed", "amber"),
            State("drafting", "编制方案", "Plan being drawn up", "amber"),
            State("planned", "已报方案", "Plan handed in", "amber"),
            State("merging", "整合实施", "Being integrated", "amber"),
            State("completed", "已完成", "Completed", "green", final=True),
            State("exempt", "保留不整合", "Left as it is", "grey", final=True),
        ),
        moves=(
            Move(
                "order",
                "布置方案",
                ("listed",),
                "drafting",
                "register.change",
                needs=("plan_due",),
                label_en="Ask for the plan",
            ),
            Move(
                "hand_in",
                "报送方案",
                ("drafting",),
                "planned",
                "register.change",
                needs=("plan_on", "plan_no"),
                evidence=True,
                label_en="Hand in the plan",
            ),
            Move(
                "send_back",
                "退回修改",
                ("planned",),
                "drafting",
                "register.change",
                reason=True,
                label_en="Send back",
            ),
            Move(
                "approve",
                "批复",
                ("planned",),
                "merging",
                "register.change",
                needs=("approved_on", "complete_by"),
                second_person=True,
                label_en="Approve",
            ),
            Move(
                "complete",
                "完成整合",
                ("merging",),
                "completed",
                "register.change",
                needs=("completed_on", "into"),
                evidence=True,
                label_en="Complete",
            ),
            Move(
                "leave",
                "保留",
                ("listed", "drafting", "planned"),
                "exempt",
                "register.change",
                reason=True,
                label_en="Leave as it is",
            ),
        ),
        clocks=(
            Clock(
                "plan",
                "报送整合方案",
                "drafting",
                ("planned", "exempt"),
                until="plan_due",
                label_en="Plan of integration",
            ),
            Clock(
                "complete",
                "完成整合",
                "merging",
                ("completed",),
                until="complete_by",
                label_en="Completion of the integration",
            ),
        ),
    )
)
