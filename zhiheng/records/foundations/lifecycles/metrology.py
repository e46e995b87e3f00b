"""How instruments, measurement standards, checks, commitments and reviews go on (R-MET-01 to R-MET-07, R-STD-04)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

CHANGE = "register.change"

INSTRUMENT = declare(
    Lifecycle(
        key="instrument",
        label="计量器具",
        label_en="Measuring instruments",
        states=(
            State("in_use", "在用", "In use", "green"),
            State("sealed", "封存停用", "Out of use", "amber"),
            State("scrapped", "报废", "Scrapped", "grey", final=True),
        ),
        moves=(
            Move("seal", "封存", ("in_use",), "sealed", CHANGE, reason=True, label_en="Put out of use"),
            Move(
                "unseal", "启封", ("sealed",), "in_use", CHANGE,
                needs=("verified_on", "next_due_on"), label_en="Put into use",
            ),
            Move(
                "verify", "登记检定", ("in_use",), "in_use", CHANGE,
                needs=("verified_on", "certificate", "next_due_on"), label_en="Enter a verification",
            ),
            Move(
                "scrap", "报废", ("in_use", "sealed"), "scrapped", CHANGE,
                needs=("retired_on",), reason=True, label_en="Scrap", danger=True,
            ),
        ),
    )
)  # fmt: skip

MEASUREMENT_STANDARD = declare(
    Lifecycle(
        key="measurement_standard",
        label="计量标准考核",
        label_en="Approval of measurement standards",
        states=(
            State("applied", "已申请", "Applied", "amber"),
            State("accepted", "已受理", "Taken up", "amber"),
            State("assessed", "已考核", "Assessed", "amber"),
            State("certified", "已发证", "Certified", "green"),
            State("sealed", "封存", "Sealed", "amber"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("ended", "已撤销注销", "Ended", "grey", final=True),
        ),
        moves=(
            Move(
                "accept", "受理", ("applied",), "accepted", CHANGE, needs=("accepted_on",), label_en="Take up"
            ),
            Move(
                "assess", "考核", ("accepted",), "assessed", CHANGE,
                needs=("assessed_on", "traced_to", "traced_until"), label_en="Assess",
            ),
            Move(
                "certify", "发证", ("assessed",), "certified", CHANGE,
                needs=("granted_on", "valid_until"), second_person=True, label_en="Certify",
            ),
            Move(
                "refuse", "不予通过", ("applied", "accepted", "assessed"), "refused", CHANGE,
                reason=True, label_en="Refuse", danger=True,
            ),
            Move(
                "trace", "登记溯源", ("certified",), "certified", CHANGE,
                needs=("traced_on", "trace_certificate", "traced_until"), label_en="Enter traceability",
            ),
            Move(
                "renew", "复查换证", ("certified",), "certified", CHANGE,
                needs=("assessed_on", "valid_until"), label_en="Renew",
            ),
            Move("seal", "封存", ("certified",), "sealed", CHANGE, reason=True, label_en="Seal"),
            Move("unseal", "恢复使用", ("sealed",), "certified", CHANGE, needs=("traced_until",), label_en="Unseal"),
            Move(
                "end", "撤销注销", ("certified", "sealed"), "ended", CHANGE,
                needs=("ended_on",), reason=True, label_en="End", danger=True,
            ),
        ),
        clocks=(
            Clock(
                "assess", "完成考核", "accepted", ("assessed", "refused"),
                rule="metrology.limits.assess_standard", since="accepted_on", label_en="Assess",
            ),
            Clock(
                "certify", "审批发证", "assessed", ("certified", "refused"),
                rule="metrology.limits.certify_standard", since="assessed_on", label_en="Decide on the certificate",
            ),
        ),
    )
)  # fmt: skip

# One procedure for checks of declared standards and of metrology: looked at, ordered to mend, mended or a case.
FINDING = declare(
    Lifecycle(
        key="foundation_finding",
        label="检查与改正",
        label_en="Checks and what they lead to",
        states=(
            State("checked", "已检查", "Checked", "amber"),
            State("clear", "未发现问题", "Nothing found", "green", final=True),
            State("ordered", "责令改正", "Ordered to mend", "red"),
            State("rectified", "已改正", "Mended", "green", final=True),
            State("transferred", "移送立案", "Passed on as a case", "red", final=True),
        ),
        moves=(
            Move("clear", "未发现问题", ("checked",), "clear", CHANGE, label_en="Nothing found"),
            Move(
                "order", "责令改正", ("checked",), "ordered", CHANGE,
                needs=("problem", "rectify_by"), label_en="Order to mend",
            ),
            Move(
                "rectify", "确认改正", ("ordered",), "rectified", CHANGE,
                needs=("rectified_on",), evidence=True, label_en="Confirm",
            ),
            Move(
                "transfer", "移送立案", ("checked", "ordered"), "transferred", CHANGE,
                needs=("problem",), reason=True, label_en="Pass on", danger=True,
            ),
        ),
        clocks=(
            Clock(
                "rectify", "复查改正情况", "ordered", ("rectified", "transferred"),
                until="rectify_by", label_en="See whether it is mended",
            ),
        ),
    )
)  # fmt: skip

COMMITMENT = declare(
    Lifecycle(
        key="metrology_commitment",
        label="诚信计量承诺",
        label_en="Honest-metrology commitments",
        states=(
            State("committed", "已承诺", "Committed", "amber"),
            State("listed", "已公示", "Listed", "green"),
            State("removed", "已移出", "Removed", "red", final=True),
        ),
        moves=(
            Move("list", "公示", ("committed",), "listed", CHANGE, needs=("published_on",), label_en="List"),
            Move(
                "remove", "移出名单", ("committed", "listed"), "removed", CHANGE,
                needs=("ended_on",), reason=True, label_en="Remove", danger=True,
            ),
        ),
    )
)  # fmt: skip

METROLOGY_SYSTEM = declare(
    Lifecycle(
        key="metrology_system",
        label="计量管理体系评审",
        label_en="Reviews of metrology systems",
        states=(
            State("applied", "已申请", "Applied", "amber"),
            State("reviewed", "已评审", "Reviewed", "amber"),
            State("granted", "已发证", "Granted", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("lapsed", "已失效", "Lapsed", "grey", final=True),
        ),
        moves=(
            Move(
                "review", "评审", ("applied",), "reviewed", CHANGE,
                needs=("reviewed_on", "reviewer", "passed"), evidence=True, label_en="Review",
            ),
            Move(
                "grant", "发证", ("reviewed",), "granted", CHANGE,
                needs=("granted_on", "valid_until"), second_person=True, label_en="Grant",
            ),
            Move(
                "refuse", "不予发证", ("applied", "reviewed"), "refused", CHANGE,
                reason=True, label_en="Refuse", danger=True,
            ),
            Move(
                "surveil", "监督评审", ("granted",), "granted", CHANGE,
                needs=("reviewed_on", "passed"), label_en="Review again",
            ),
            Move("lapse", "失效", ("granted",), "lapsed", CHANGE, reason=True, label_en="Lapse", danger=True),
        ),
    )
)  # fmt: skip

METROLOGY_PLAN = declare(
    Lifecycle(
        key="metrology_plan",
        label="计量工作计划",
        label_en="Yearly metrology plan",
        states=(
            State("issued", "已下达", "Issued", "amber"),
            State("finished", "已完成", "Finished", "green", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "finish", "完成", ("issued",), "finished", CHANGE,
                needs=("finished_on", "done"), evidence=True, label_en="Finish",
            ),
            Move("drop", "取消", ("issued",), "dropped", CHANGE, reason=True, label_en="Drop", danger=True),
        ),
    )
)  # fmt: skip
