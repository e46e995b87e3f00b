"""Supervision classes and their inspections, goods sold online, help after a survey (R-SUP-05, R-SUP-11, R-SUP-12)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare
from zhiheng.records.supervision.lifecycles.handing import take_back, tell_receiver, tell_sender

CHANGE = "register.change"
ANSWER = "register.answer"

SUPERVISION_CLASS = declare(
    Lifecycle(
        key="supervision_class",
        label="分类分级监管",
        label_en="Supervision class",
        states=(
            State("proposed", "拟定", "Proposed", "amber"),
            State("in_force", "执行中", "In force", "green"),
            State("ended", "已终止", "Ended", "grey", final=True),
        ),
        moves=(
            Move(
                "confirm",
                "确认类别",
                ("proposed",),
                "in_force",
                CHANGE,
                needs=("inspected_on",),
                second_person=True,
                label_en="Confirm",
            ),
            Move(
                "inspect",
                "记录检查",
                ("in_force",),
                "in_force",
                CHANGE,
                needs=("inspected_on", "finding"),
                label_en="Record an inspection",
            ),
            Move(
                "regrade",
                "调整类别",
                ("in_force",),
                "in_force",
                CHANGE,
                needs=("classed_on", "risk_points", "credit_points", "grade"),
                reason=True,
                label_en="Change the class",
            ),
            Move("end", "终止", ("proposed", "in_force"), "ended", CHANGE, reason=True, label_en="End"),
        ),
        # Each inspection, and each change of the class, settles the due and starts the next interval.
        clocks=(
            Clock(
                "inspection",
                "监督检查",
                "in_force",
                ("in_force", "ended"),
                rule="supervision.intervals.{grade}",
                since="inspected_on",
                label_en="Inspect",
            ),
        ),
    )
)

ONLINE_CHAIN = declare(
    Lifecycle(
        key="online_chain",
        label="网售商品监管",
        label_en="Online goods",
        states=(
            State("seen", "监测发现", "Seen", "amber"),
            State("sampled", "网上抽样", "Sampled", "amber"),
            State("traced", "源头追溯", "Traced", "amber"),
            State("handed", "已移交属地", "Handed over", "amber"),
            State("handled", "属地已查处", "Handled", "amber"),
            State("credited", "已记入信用", "Written to credit", "green", final=True),
            State("dismissed", "未发现问题", "Nothing found", "grey", final=True),
        ),
        moves=(
            Move(
                "sample",
                "网上抽样",
                ("seen",),
                "sampled",
                CHANGE,
                needs=("sampled_on", "report_no"),
                label_en="Sample",
            ),
            Move(
                "trace",
                "源头追溯",
                ("seen", "sampled"),
                "traced",
                CHANGE,
                needs=("traced_on", "source_place"),
                label_en="Trace",
            ),
            Move(
                "hand_over",
                "移交属地",
                ("traced",),
                "handed",
                CHANGE,
                needs=("handed_on", "handed_unit"),
                evidence=True,
                label_en="Hand over",
                then=tell_receiver,
            ),
            # The agency has no accounts here: it is named in words, and what it answers is entered by the sender.
            Move(
                "hand_out",
                "移交系统外单位",
                ("traced",),
                "handed",
                CHANGE,
                needs=("handed_on", "handed_to"),
                evidence=True,
                label_en="Hand to an agency outside",
            ),
            Move(
                "handle",
                "属地反馈",
                ("handed",),
                "handled",
                ANSWER,
                needs=("handled_on", "handling"),
                label_en="Report back",
                then=tell_sender,
                by="handed_unit",
            ),
            Move(
                "send_back",
                "退回移交",
                ("handed",),
                "traced",
                ANSWER,
                reason=True,
                label_en="Send back",
                then=take_back,
                by="handed_unit",
            ),
            Move(
                "credit",
                "记入信用",
                ("handled",),
                "credited",
                CHANGE,
                needs=("credited_on", "credit_code"),
                second_person=True,
                label_en="Write to credit",
            ),
            Move(
                "dismiss",
                "未发现问题",
                ("seen", "sampled", "traced"),
                "dismissed",
                CHANGE,
                reason=True,
                label_en="Nothing found",
            ),
        ),
        clocks=(
            Clock(
                "feedback",
                "属地反馈查处结果",
                "handed",
                ("handled", "traced"),
                rule="online.time_limits.feedback",
                since="handed_on",
                owner="answering",
                label_en="The place of origin reports back",
            ),
            Clock(
                "credit",
                "记入信用",
                "handled",
                ("credited",),
                rule="online.time_limits.credit",
                since="handled_on",
                label_en="Write to credit",
            ),
        ),
    )
)

CONSUMER_SURVEY = declare(
    Lifecycle(
        key="consumer_survey",
        label="消费品质量调查",
        label_en="Consumer-goods survey",
        states=(
            State("surveyed", "已调查", "Surveyed", "grey"),
            State("arranged", "已安排专家", "Experts arranged", "amber"),
            State("improved", "已改进", "Improved", "green", final=True),
            State("unsolved", "未解决", "Not solved", "red", final=True),
        ),
        moves=(
            Move(
                "arrange",
                "安排专家",
                ("surveyed",),
                "arranged",
                CHANGE,
                needs=("problem", "expert_body", "arranged_on"),
                label_en="Arrange experts",
            ),
            Move(
                "improve",
                "记录改进",
                ("arranged",),
                "improved",
                CHANGE,
                needs=("helped_on", "improvement"),
                evidence=True,
                label_en="Record the improvement",
            ),
            Move(
                "leave_open",
                "未能解决",
                ("arranged",),
                "unsolved",
                CHANGE,
                needs=("helped_on",),
                reason=True,
                label_en="Not solved",
            ),
        ),
        clocks=(
            Clock(
                "service",
                "完成技术服务",
                "arranged",
                ("improved", "unsolved"),
                rule="consumer_surveys.time_limits.service",
                since="arranged_on",
                label_en="Finish the service",
            ),
        ),
    )
)
