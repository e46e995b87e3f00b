"""How tasks, progress reports, problems, stages and acceptances go (R-PRG-03 … R-PRG-06, R-ASM-07).

Tasks and reports follow what government offices know from supervision work: issued, signed for, worked on, reported,
reviewed, closed. Nothing closes without evidence, and not by the hand that asked for it.
"""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

EDIT, REPORT_ON, ACCEPT = "task.edit", "task.report", "task.accept"

TASK = declare(
    Lifecycle(
        key="task",
        label="任务",
        label_en="Tasks",
        states=(
            State("draft", "拟定", "Drafted", "grey"),
            State("issued", "已下达", "Issued", "amber"),
            State("received", "已签收", "Signed for", "amber"),
            State("doing", "办理中", "Under way", "amber"),
            State("extending", "申请延期", "Extension asked", "amber"),
            State("submitted", "待验收", "To be accepted", "amber"),
            State("closed", "已办结", "Closed", "green", final=True),
            State("cancelled", "已撤销", "Cancelled", "grey", final=True),
        ),
        moves=(
            Move("issue", "下达", ("draft",), "issued", EDIT, needs=("owner", "due_on"), label_en="Issue"),
            Move("sign", "签收", ("issued",), "received", REPORT_ON, label_en="Sign for"),
            Move(
                "decline",
                "退回",
                ("issued",),
                "draft",
                REPORT_ON,
                reason=True,
                danger=True,
                label_en="Return unsigned",
            ),
            Move("begin", "开始办理", ("received",), "doing", REPORT_ON, label_en="Begin"),
            Move(
                "ask_extension",
                "申请延期",
                ("received", "doing"),
                "extending",
                REPORT_ON,
                needs=("asked_due_on",),
                reason=True,
                label_en="Ask for an extension",
            ),
            Move(
                "grant_extension", "同意延期", ("extending",), "doing", EDIT, label_en="Grant the extension"
            ),
            Move(
                "refuse_extension",
                "不同意延期",
                ("extending",),
                "doing",
                EDIT,
                reason=True,
                label_en="Refuse the extension",
            ),
            Move(
                "submit",
                "报请验收",
                ("received", "doing"),
                "submitted",
                REPORT_ON,
                evidence=True,
                label_en="Hand in for acceptance",
            ),
            Move(
                "send_back",
                "退回补办",
                ("submitted",),
                "doing",
                ACCEPT,
                reason=True,
                danger=True,
                label_en="Send back",
            ),
            Move(
                "accept",
                "验收办结",
                ("submitted",),
                "closed",
                ACCEPT,
                evidence=True,
                second_person=True,
                label_en="Accept and close",
            ),
            Move(
                "cancel",
                "撤销",
                ("draft", "issued", "received", "doing", "extending", "submitted"),
                "cancelled",
                EDIT,
                reason=True,
                danger=True,
                label_en="Cancel",
            ),
        ),
        # The office's own planning figure, not a statutory limit.
        clocks=(
            Clock(
                "sign",
                "签收",
                "issued",
                ("received", "draft", "cancelled"),
                {"working_days": 5},
                label_en="Signing for receipt",
            ),
        ),
    )
)

TASK_REPORT = declare(
    Lifecycle(
        key="task_report",
        label="任务进展报告",
        label_en="Progress reports",
        states=(
            State("draft", "草稿", "Draft", "grey"),
            State("submitted", "已报送", "Handed in", "amber"),
            State("returned", "已退回", "Returned", "red"),
            State("accepted", "已审核", "Reviewed", "green", final=True),
        ),
        moves=(
            Move(
                "submit",
                "报送",
                ("draft", "returned"),
                "submitted",
                REPORT_ON,
                needs=("done",),
                label_en="Hand in",
            ),
            Move(
                "return",
                "退回",
                ("submitted",),
                "returned",
                ACCEPT,
                reason=True,
                danger=True,
                label_en="Return",
            ),
            Move(
                "accept",
                "审核通过",
                ("submitted",),
                "accepted",
                ACCEPT,
                second_person=True,
                label_en="Review",
            ),
        ),
    )
)

PROBLEM = declare(
    Lifecycle(
        key="problem",
        label="问题整改",
        label_en="Problems",
        states=(
            State("found", "已登记", "Entered", "red"),
            State("rectifying", "整改中", "Being rectified", "amber"),
            State("checking", "待销号", "To be checked", "amber"),
            State("closed", "已销号", "Closed", "green"),
            State("dropped", "不成立", "Unfounded", "grey", final=True),
        ),
        moves=(
            Move(
                "order",
                "交办",
                ("found",),
                "rectifying",
                EDIT,
                needs=("owner", "rectify_by"),
                label_en="Order rectification",
            ),
            Move(
                "done",
                "报请销号",
                ("rectifying",),
                "checking",
                REPORT_ON,
                needs=("measures",),
                evidence=True,
                label_en="Report as rectified",
            ),
            Move(
                "close",
                "销号",
                ("checking",),
                "closed",
                ACCEPT,
                needs=("closed_on",),
                evidence=True,
                second_person=True,
                label_en="Close",
            ),
            Move(
                "return",
                "退回整改",
                ("checking",),
                "rectifying",
                ACCEPT,
                reason=True,
                danger=True,
                label_en="Send back",
            ),
            Move(
                "reopen",
                "重新打开",
                ("closed",),
                "rectifying",
                ACCEPT,
                needs=("rectify_by",),
                reason=True,
                danger=True,
                label_en="Reopen",
            ),
            Move(
                "drop",
                "不成立",
                ("found", "rectifying"),
                "dropped",
                EDIT,
                reason=True,
                danger=True,
                label_en="Unfounded",
            ),
        ),
        clocks=(
            Clock(
                "rectify",
                "问题整改",
                "rectifying",
                ("checking", "closed", "dropped"),
                until="rectify_by",
                label_en="Rectification",
            ),
        ),
    )
)

STAGE = declare(
    Lifecycle(
        key="stage",
        label="阶段验收",
        label_en="Acceptance of a phase",
        states=(
            State("open", "进行中", "Open", "amber"),
            State("checking", "验收中", "Being checked", "amber"),
            State("closed", "已验收", "Accepted", "green"),
        ),
        moves=(
            Move("check", "开始验收", ("open",), "checking", EDIT, label_en="Begin the check"),
            Move("resume", "继续推进", ("checking",), "open", EDIT, reason=True, label_en="Carry on"),
            Move(
                "close",
                "通过验收",
                ("checking",),
                "closed",
                ACCEPT,
                second_person=True,
                label_en="Accept and close",
            ),
            Move(
                "reopen",
                "重新打开",
                ("closed",),
                "checking",
                ACCEPT,
                reason=True,
                danger=True,
                label_en="Reopen",
            ),
        ),
    )
)

ACCEPTANCE = declare(
    Lifecycle(
        key="acceptance",
        label="验收记录",
        label_en="Acceptance records",
        states=(
            State("drawn", "待验收", "To be checked", "grey"),
            State("remedying", "限期弥补", "To be remedied", "amber"),
            State("accepted", "已验收", "Accepted", "green"),
        ),
        moves=(
            Move(
                "remedy",
                "限期弥补",
                ("drawn",),
                "remedying",
                ACCEPT,
                needs=("shortfall", "remedy", "remedy_by"),
                label_en="Ask for a remedy",
            ),
            Move(
                "accept",
                "验收通过",
                ("drawn", "remedying"),
                "accepted",
                ACCEPT,
                needs=("opinion",),
                second_person=True,
                label_en="Accept",
            ),
            Move(
                "reopen",
                "撤回验收",
                ("accepted",),
                "drawn",
                ACCEPT,
                reason=True,
                danger=True,
                label_en="Take back",
            ),
        ),
        clocks=(
            Clock(
                "remedy",
                "验收缺口弥补",
                "remedying",
                ("accepted", "drawn"),
                until="remedy_by",
                label_en="Remedy of a shortfall",
            ),
        ),
    )
)
