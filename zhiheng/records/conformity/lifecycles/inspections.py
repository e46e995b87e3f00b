"""How the inspection of a body or a certified firm ends (R-CER-04, R-LAB-02)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare
from zhiheng.frame.registers.opening import opens

INSPECTION = declare(
    Lifecycle(
        key="conformity_inspection",
        label="认证检测监督检查",
        label_en="Inspection of certification and testing",
        states=(
            State("checked", "已检查", "Checked", "amber"),
            State("rectifying", "整改中", "Being put right", "amber"),
            State("verified", "复查合格", "Put right", "green", final=True),
            State("filed", "已立案", "A case", "red"),
            State("punished", "已处罚", "Punished", "grey", final=True),
            State("closed", "已办结", "Closed", "green", final=True),
        ),
        moves=(
            Move(
                "rectify",
                "责令整改",
                ("checked",),
                "rectifying",
                "register.change",
                needs=("problems", "rectify_by"),
                label_en="Order to put right",
            ),
            Move(
                "verify",
                "复查合格",
                ("rectifying",),
                "verified",
                "register.change",
                needs=("verified_on",),
                evidence=True,
                label_en="Confirm",
            ),
            Move(
                "file",
                "立案",
                ("checked", "rectifying"),
                "filed",
                "register.change",
                needs=("case_no",),
                reason=True,
                danger=True,
                then=opens("cases"),
                label_en="Open a case",
            ),
            Move(
                "punish",
                "处罚",
                ("filed",),
                "punished",
                "register.change",
                needs=("penalty", "punished_on"),
                second_person=True,
                evidence=True,
                label_en="Punish",
            ),
            Move("close", "办结", ("checked",), "closed", "register.change", label_en="Close"),
        ),
        clocks=(
            Clock(
                "rectify",
                "整改复查",
                "rectifying",
                ("verified", "filed"),
                until="rectify_by",
                label_en="Confirm what was put right",
            ),
        ),
    )
)
