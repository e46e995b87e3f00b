"""How a standard comes about and ends, and how firms are graded by theirs (R-STD-02, R-STD-05, R-STD-10, R-STD-11)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

CHANGE = "register.change"

# Rows stored before drafting, consulting and filing were steps of their own keep their meaning: "approved" is 立项,
# "issued" is a standard in force.
STANDARD = declare(
    Lifecycle(
        key="standard",
        label="地方标准",
        label_en="Local standards",
        states=(
            State("proposed", "已申请立项", "Proposed", "amber"),
            State("approved", "已立项", "Approved", "amber"),
            State("drafting", "起草", "Being drafted", "amber"),
            State("consulting", "征求意见", "Out for comment", "amber"),
            State("reviewing", "技术审查", "Under review", "amber"),
            State("released", "已发布待备案", "Issued, to be filed", "amber"),
            State("issued", "现行", "In force", "green"),
            State("revising", "修订中", "Being revised", "amber"),
            State("replaced", "被代替", "Replaced", "grey", final=True),
            State("merged", "已整合", "Merged", "grey", final=True),
            State("withdrawn", "已废止", "Withdrawn", "grey", final=True),
            State("refused", "未立项", "Refused", "red", final=True),
        ),
        moves=(
            Move(
                "approve", "立项", ("proposed",), "approved", CHANGE, needs=("approved_on",), label_en="Approve"
            ),
            Move(
                "refuse", "不予立项", ("proposed",), "refused", CHANGE, reason=True, label_en="Refuse", danger=True
            ),
            Move("draft", "组织起草", ("approved",), "drafting", CHANGE, needs=("drafter",), label_en="Draft"),
            Move(
                "consult", "征求意见", ("drafting",), "consulting", CHANGE,
                needs=("consulted_on",), label_en="Ask for comment",
            ),
            Move(
                "review", "技术审查", ("consulting",), "reviewing", CHANGE,
                needs=("reviewed_on",), label_en="Review",
            ),
            Move("return", "退回修改", ("reviewing",), "drafting", CHANGE, reason=True, label_en="Send back"),
            Move(
                "issue", "批准发布", ("reviewing",), "released", CHANGE,
                needs=("number", "issued_on", "effective_on", "review_by"), label_en="Issue",
            ),
            Move(
                "file", "备案", ("released",), "issued", CHANGE, needs=("filed_on", "filing_no"), label_en="File"
            ),
            Move(
                "check", "实施检查", ("issued",), "issued", CHANGE,
                needs=("checked_on", "check_finding"), label_en="Check in use",
            ),
            Move(
                "evaluate", "效果评价", ("issued",), "issued", CHANGE,
                needs=("evaluated_on", "effect"), evidence=True, label_en="Evaluate effect",
            ),
            Move(
                "rereview", "复审", ("issued",), "issued", CHANGE,
                needs=("rereviewed_on", "rereview", "review_by"), label_en="Review again",
            ),
            Move("reopen", "启动修订", ("issued",), "revising", CHANGE, reason=True, label_en="Open revision"),
            Move(
                "revise", "修订发布", ("revising", "issued"), "issued", CHANGE,
                needs=("revised_on",), label_en="Issue revision",
            ),
            Move(
                "merge", "整合", ("issued", "revising"), "merged", CHANGE,
                needs=("replaced_by", "withdrawn_on"), reason=True, label_en="Merge", danger=True,
            ),
            Move(
                "replace", "被新标准代替", ("issued", "revising"), "replaced", CHANGE,
                needs=("replaced_by", "withdrawn_on"), label_en="Replace", danger=True,
            ),
            Move(
                "withdraw", "废止", ("issued", "released"), "withdrawn", CHANGE,
                needs=("withdrawn_on",), reason=True, label_en="Withdraw", danger=True,
            ),
        ),
        clocks=(
            Clock(
                "draft", "完成起草并征求意见", "drafting", ("consulting",),
                rule="standards.local_limits.draft", label_en="Draft and ask for comment",
            ),
            Clock(
                "review", "征求意见后送审", "consulting", ("reviewing",),
                rule="standards.local_limits.review", label_en="Hand in for review",
            ),
            Clock(
                "file", "报备案", "released", ("issued", "withdrawn"),
                rule="standards.local_limits.file", since="issued_on", label_en="File with the authority",
            ),
            Clock(
                "revise", "完成修订", "revising", ("issued", "merged", "replaced"),
                rule="standards.local_limits.revise", label_en="Finish the revision",
            ),
        ),
    )
)  # fmt: skip

FRONT_RUNNER = declare(
    Lifecycle(
        key="front_runner",
        label="企业标准领跑者",
        label_en="Front runners in standards",
        states=(
            State("surveyed", "已普查", "Surveyed", "amber"),
            State("filed", "已建档", "Filed", "amber"),
            State("benchmarked", "已对标", "Benchmarked", "amber"),
            State("upgraded", "已升级", "Raised", "green"),
            State("listed", "领跑者", "Front runner", "green"),
            State("left", "已退出", "Left", "grey", final=True),
        ),
        moves=(
            Move("file", "建档", ("surveyed",), "filed", CHANGE, needs=("filed_on", "product"), label_en="File"),
            Move(
                "benchmark", "对标", ("filed",), "benchmarked", CHANGE,
                needs=("benchmark", "benchmarked_on"), label_en="Benchmark",
            ),
            Move(
                "upgrade", "升级", ("benchmarked",), "upgraded", CHANGE,
                needs=("upgraded_on",), evidence=True, label_en="Raise",
            ),
            Move(
                "list", "列入领跑者", ("benchmarked", "upgraded"), "listed", CHANGE,
                needs=("list_rank", "list_year", "listed_on"), label_en="Put on the list",
            ),
            Move(
                "leave", "退出", ("surveyed", "filed", "benchmarked", "upgraded", "listed"), "left", CHANGE,
                needs=("left_on",), reason=True, label_en="Leave", danger=True,
            ),
        ),
        clocks=(
            Clock(
                "upgrade", "对标后完成升级", "benchmarked", ("upgraded", "listed", "left"),
                rule="standards.front_runner_limits.upgrade", since="benchmarked_on", label_en="Raise the standard",
            ),
        ),
    )
)  # fmt: skip

CONDUCT = declare(
    Lifecycle(
        key="standard_conduct",
        label="标准化良好行为",
        label_en="Good standardisation conduct",
        states=(
            State("applied", "已申请", "Applied", "amber"),
            State("evaluated", "已评价", "Evaluated", "amber"),
            State("granted", "已确认", "Granted", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("lapsed", "已失效", "Lapsed", "grey", final=True),
        ),
        moves=(
            Move(
                "evaluate", "评价", ("applied",), "evaluated", CHANGE,
                needs=("evaluated_on", "evaluator", "score"), evidence=True, label_en="Evaluate",
            ),
            Move(
                "grant", "确认等级", ("evaluated",), "granted", CHANGE,
                needs=("grade", "granted_on", "valid_until"), second_person=True, label_en="Grant",
            ),
            Move(
                "refuse", "不予确认", ("applied", "evaluated"), "refused", CHANGE,
                reason=True, label_en="Refuse", danger=True,
            ),
            Move(
                "renew", "复评", ("granted",), "granted", CHANGE,
                needs=("evaluated_on", "grade", "valid_until"), label_en="Renew",
            ),
            Move("lapse", "失效", ("granted",), "lapsed", CHANGE, reason=True, label_en="Lapse", danger=True),
        ),
    )
)  # fmt: skip

TRADE_MEASURE = declare(
    Lifecycle(
        key="trade_measure",
        label="技术性贸易措施应对",
        label_en="Technical trade measures",
        states=(
            State("followed", "已跟踪", "Followed", "amber"),
            State("assessed", "已评估", "Assessed", "amber"),
            State("warned", "已预警", "Warned", "amber"),
            State("closed", "已办结", "Closed", "green", final=True),
            State("unaffected", "无影响", "No effect here", "grey", final=True),
        ),
        moves=(
            Move(
                "assess", "评估影响", ("followed",), "assessed", CHANGE,
                needs=("assessed_on", "impact"), label_en="Assess",
            ),
            Move("dismiss", "无影响", ("followed", "assessed"), "unaffected", CHANGE, reason=True, label_en="Dismiss"),
            Move(
                "warn", "发布预警", ("followed", "assessed"), "warned", CHANGE,
                needs=("warned_on", "exporters"), label_en="Warn",
            ),
            Move("close", "办结", ("warned",), "closed", CHANGE, needs=("response",), label_en="Close"),
        ),
        clocks=(
            Clock(
                "notify", "评估并预警境外措施", "followed", ("warned", "unaffected"),
                rule="standards.trade_measure_limits.notify", since="notified_on", owner="keeper",
                label_en="Assess the measure and warn",
            ),
            Clock(
                "warn", "向受影响企业预警", "assessed", ("warned", "unaffected"),
                rule="standards.trade_measure_limits.warn", since="assessed_on", label_en="Warn exporters",
            ),
            Clock(
                "respond", "跟踪企业应对并办结", "warned", ("closed",),
                rule="standards.trade_measure_limits.respond", since="warned_on", label_en="Follow up and close",
            ),
        ),
    )
)  # fmt: skip

# The exporter's own account, or a department that reached it otherwise: who enters a warning does not confirm it.
ANSWER = "notice.answer"

TRADE_WARNING = declare(
    Lifecycle(
        key="trade_warning",
        label="技术性贸易措施预警",
        label_en="Warnings of trade measures",
        states=(
            State("sent", "已发出,企业未确认", "Sent, not confirmed", "amber"),
            State("acknowledged", "企业已确认", "Confirmed", "amber"),
            State("answered", "企业已反馈", "Answered", "green", final=True),
        ),
        moves=(
            Move(
                "acknowledge", "确认收到预警", ("sent",), "acknowledged", ANSWER,
                needs=("acknowledged_on",), label_en="Confirm receipt",
            ),
            Move(
                "answer", "反馈应对情况", ("sent", "acknowledged"), "answered", ANSWER,
                needs=("answered_on", "answer"), label_en="Answer",
            ),
        ),
        clocks=(
            Clock(
                "acknowledge", "确认收到贸易措施预警", "sent", ("acknowledged", "answered"),
                rule="standards.trade_measure_limits.acknowledge", since="sent_on", owner="addressee",
                label_en="Confirm the warning of a trade measure",
            ),
            Clock(
                "answer", "反馈贸易措施应对情况", "acknowledged", ("answered",),
                rule="standards.trade_measure_limits.answer", since="sent_on", owner="addressee",
                label_en="Answer the warning of a trade measure",
            ),
        ),
    )
)  # fmt: skip
