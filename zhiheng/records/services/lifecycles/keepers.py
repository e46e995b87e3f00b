"""How surveys, findings at tourism firms and good-service marks go (R-SRV-01, R-SRV-02, R-SRV-07)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

CHANGE = "register.change"

SURVEY = declare(
    Lifecycle(
        key="survey",
        label="满意度调查",
        label_en="Satisfaction survey",
        states=(
            State("designed", "设计中", "Being designed", "amber"),
            State("fieldwork", "调查中", "In the field", "amber"),
            State("analysed", "已汇总", "Analysed", "amber"),
            State("published", "已公布", "Published", "green", final=True),
            State("dropped", "已终止", "Ended", "grey", final=True),
        ),
        moves=(
            Move(
                "start",
                "开始调查",
                ("designed",),
                "fieldwork",
                CHANGE,
                needs=("frame", "planned", "publish_by"),
                label_en="Start fieldwork",
            ),
            Move(
                "analyse",
                "汇总结果",
                ("fieldwork",),
                "analysed",
                CHANGE,
                needs=("finished_on", "valid"),
                evidence=True,
                label_en="Analyse",
            ),
            Move(
                "again", "退回补调查", ("analysed",), "fieldwork", CHANGE, reason=True, label_en="Send back"
            ),
            Move(
                "publish",
                "公布",
                ("analysed",),
                "published",
                CHANGE,
                needs=("published_on",),
                second_person=True,
                label_en="Publish",
            ),
            Move(
                "drop",
                "终止调查",
                ("designed", "fieldwork"),
                "dropped",
                CHANGE,
                reason=True,
                danger=True,
                label_en="End",
            ),
        ),
        clocks=(
            Clock(
                "publish",
                "满意度结果公布",
                "fieldwork",
                ("published", "dropped"),
                until="publish_by",
                label_en="Publishing the result",
            ),
        ),
    )
)

TOURISM_CHECK = declare(
    Lifecycle(
        key="tourism_check",
        label="旅游服务检查",
        label_en="Checks of tourism services",
        states=(
            State("checked", "已检查", "Checked", "amber"),
            State("rectifying", "整改中", "Being put right", "red"),
            State("verified", "整改合格", "Put right", "green", final=True),
            State("clean", "未发现问题", "Nothing found", "green", final=True),
            State("punished", "已处罚", "Punished", "red", final=True),
        ),
        moves=(
            Move("pass", "确认无问题", ("checked",), "clean", CHANGE, label_en="Confirm nothing found"),
            Move(
                "order",
                "责令整改",
                ("checked",),
                "rectifying",
                CHANGE,
                needs=("problem", "rectify_by"),
                label_en="Order to put right",
            ),
            Move(
                "verify",
                "复查合格",
                ("rectifying",),
                "verified",
                CHANGE,
                needs=("verified_on",),
                label_en="Verify",
            ),
            Move(
                "punish",
                "处罚",
                ("checked", "rectifying"),
                "punished",
                CHANGE,
                reason=True,
                evidence=True,
                danger=True,
                label_en="Punish",
            ),
        ),
        clocks=(
            Clock(
                "rectify",
                "旅游服务问题整改",
                "rectifying",
                ("verified", "punished"),
                until="rectify_by",
                label_en="Putting right",
            ),
        ),
    )
)

SERVICE_MARK = declare(
    Lifecycle(
        key="service_mark",
        label="优质服务标志与星级班组",
        label_en="Good-service marks and star teams",
        states=(
            State("applied", "已申报", "Applied for", "amber"),
            State("reviewing", "评审中", "Under review", "amber"),
            State("granted", "已授予", "Granted", "green"),
            State("suspended", "限期改正", "To be put right", "red"),
            State("withdrawn", "已撤销", "Withdrawn", "red", final=True),
            State("refused", "未通过", "Refused", "grey", final=True),
        ),
        moves=(
            Move("accept", "受理评审", ("applied",), "reviewing", CHANGE, label_en="Take to review"),
            Move(
                "grant",
                "授予",
                ("reviewing",),
                "granted",
                CHANGE,
                needs=("granted_on", "valid_until"),
                evidence=True,
                second_person=True,
                label_en="Grant",
            ),
            Move(
                "refuse",
                "不予授予",
                ("applied", "reviewing"),
                "refused",
                CHANGE,
                reason=True,
                danger=True,
                label_en="Refuse",
            ),
            Move(
                "check",
                "年度核查合格",
                ("granted",),
                "granted",
                CHANGE,
                needs=("checked_on",),
                label_en="Check",
            ),
            Move(
                "suspend",
                "责令改正",
                ("granted",),
                "suspended",
                CHANGE,
                needs=("rectify_by",),
                reason=True,
                label_en="Order to put right",
            ),
            Move(
                "restore",
                "改正合格",
                ("suspended",),
                "granted",
                CHANGE,
                needs=("checked_on",),
                label_en="Restore",
            ),
            Move(
                "withdraw",
                "撤销",
                ("granted", "suspended"),
                "withdrawn",
                CHANGE,
                needs=("withdrawn_on",),
                reason=True,
                danger=True,
                label_en="Withdraw",
            ),
        ),
        clocks=(
            Clock(
                "review",
                "优质服务评审",
                "reviewing",
                ("granted", "refused"),
                rule="services.time_limits.mark_review",
                label_en="Review",
            ),
            Clock(
                "rectify",
                "优质服务改正",
                "suspended",
                ("granted", "withdrawn"),
                until="rectify_by",
                label_en="Putting right",
            ),
        ),
    )
)
