"""How a meeting's decision is followed until it is done, and what becomes of a working group's plans and examinations
(R-ORG-02, R-ORG-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

DECISION = declare(
    Lifecycle(
        key="decision",
        label="议定事项",
        label_en="Decision",
        states=(
            State("open", "待分办", "To be assigned", "amber"),
            State("tracked", "已转任务", "Tracked as a task", "amber"),
            State("done", "已落实", "Carried out", "green", final=True),
            State("dropped", "不再执行", "No longer to be carried out", "grey", final=True),
        ),
        moves=(
            Move("track", "已转为任务", ("open",), "tracked", "meeting.edit", label_en="Tracked as a task"),
            Move(
                "finish",
                "确认落实",
                ("open", "tracked"),
                "done",
                "meeting.edit",
                needs=("done_on",),
                evidence=True,
                label_en="Carried out",
            ),
            Move(
                "drop",
                "不再执行",
                ("open", "tracked"),
                "dropped",
                "meeting.edit",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
    )
)

GROUP_PLAN = declare(
    Lifecycle(
        key="group_plan",
        label="工作组计划",
        label_en="Plan of a working group",
        states=(
            State("drafted", "起草中", "Being drafted", "amber"),
            State("adopted", "实施中", "Being carried out", "amber"),
            State("done", "已完成", "Carried out", "green", final=True),
            State("dropped", "已终止", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "adopt",
                "审定印发",
                ("drafted",),
                "adopted",
                "register.change",
                needs=("adopted_on", "carry_out_by"),
                evidence=True,
                second_person=True,
                label_en="Adopt",
            ),
            Move(
                "finish",
                "确认完成",
                ("adopted",),
                "done",
                "register.change",
                needs=("result",),
                evidence=True,
                label_en="Finish",
            ),
            Move(
                "drop",
                "终止",
                ("drafted", "adopted"),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        clocks=(
            Clock(
                "carry_out",
                "落实工作组计划",
                "adopted",
                ("done", "dropped"),
                until="carry_out_by",
                label_en="Carrying out of a plan",
            ),
        ),
    )
)

EXAMINATION = declare(
    Lifecycle(
        key="examination",
        label="工作组检查考核",
        label_en="Examination by a working group",
        states=(
            State("planned", "待检查", "To be examined", "amber"),
            State("examined", "已检查", "Examined", "amber"),
            State("rectifying", "整改中", "Being rectified", "red"),
            State("rectified", "待复核", "To be verified", "amber"),
            State("closed", "已销号", "Closed", "green", final=True),
            State("clear", "未发现问题", "Nothing found wrong", "green", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        # Who was examined reports what was mended; only those who examine judge and close.
        moves=(
            Move(
                "examine",
                "登记检查结果",
                ("planned",),
                "examined",
                "assessment.score",
                needs=("examined_on", "findings", "grade"),
                label_en="Enter the result",
            ),
            Move(
                "clear",
                "没有问题，办结",
                ("examined",),
                "clear",
                "assessment.score",
                label_en="Nothing to mend",
            ),
            Move(
                "demand",
                "交办整改",
                ("examined",),
                "rectifying",
                "assessment.score",
                needs=("problems", "rectify_by"),
                label_en="Ask for rectification",
            ),
            Move(
                "report",
                "报送整改情况",
                ("rectifying",),
                "rectified",
                "register.change",
                needs=("rectification", "rectified_on"),
                evidence=True,
                label_en="Report the rectification",
            ),
            Move(
                "close",
                "复核销号",
                ("rectified",),
                "closed",
                "assessment.score",
                needs=("closed_on",),
                second_person=True,
                label_en="Verify and close",
            ),
            Move(
                "return",
                "退回再整改",
                ("rectified",),
                "rectifying",
                "assessment.score",
                needs=("rectify_by",),
                reason=True,
                danger=True,
                label_en="Return",
            ),
            Move(
                "drop",
                "取消检查",
                ("planned",),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        # The days themselves are the plan's and the group's own; the verification is the office's planning figure.
        clocks=(
            Clock(
                "examine",
                "工作组检查",
                "planned",
                ("examined", "dropped"),
                until="planned_on",
                owner="examiner",
                label_en="Examination",
            ),
            Clock(
                "rectify",
                "整改检查发现的问题",
                "rectifying",
                ("rectified",),
                until="rectify_by",
                owner="examined",
                label_en="Rectification",
            ),
            Clock(
                "verify",
                "复核整改情况",
                "rectified",
                ("closed", "rectifying"),
                {"working_days": 10},
                owner="examiner",
                label_en="Verification",
            ),
        ),
    )
)
