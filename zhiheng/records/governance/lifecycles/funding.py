"""How quality money, preference and insurance claims go (R-FND-02, R-FND-03, R-FND-05)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

FUND = declare(
    Lifecycle(
        key="fund_application",
        label="质量资金项目",
        label_en="Applications for quality funds",
        states=(
            State("applied", "已申请", "Applied", "amber"),
            State("reviewed", "已评审", "Reviewed", "amber"),
            State("granted", "已拨付", "Granted", "green"),
            State("examined", "绩效已核查", "Effect checked", "green"),
            State("refused", "不予支持", "Refused", "grey", final=True),
            State("recovered", "已追回", "Recovered", "red", final=True),
        ),
        moves=(
            Move(
                "review",
                "评审",
                ("applied",),
                "reviewed",
                "register.change",
                needs=("reviewed_on", "score"),
                label_en="Review",
            ),
            Move(
                "grant",
                "批准拨付",
                ("reviewed",),
                "granted",
                "register.change",
                needs=("granted", "granted_on", "rule_no", "check_by"),
                second_person=True,
                label_en="Grant",
            ),
            Move(
                "examine",
                "绩效核查",
                ("granted",),
                "examined",
                "register.change",
                needs=("checked_on", "effect"),
                evidence=True,
                label_en="Check the effect",
            ),
            Move(
                "refuse",
                "不予支持",
                ("applied", "reviewed"),
                "refused",
                "register.change",
                reason=True,
                label_en="Refuse",
            ),
            Move(
                "recover",
                "追回资金",
                ("granted", "examined"),
                "recovered",
                "register.change",
                needs=("recovered",),
                reason=True,
                danger=True,
                second_person=True,
                label_en="Recover",
            ),
        ),
        clocks=(
            Clock(
                "effect",
                "资金绩效核查",
                "granted",
                ("examined", "recovered"),
                until="check_by",
                label_en="Check of the effect",
            ),
        ),
    )
)

PREFERENCE = declare(
    Lifecycle(
        key="preference",
        label="优惠支持名单",
        label_en="Preference lists",
        states=(
            State("listed", "已列入", "Listed", "amber"),
            State("sent", "已送达", "Sent", "amber"),
            State("used", "已落实", "Used", "green"),
            State("unused", "未落实", "Not used", "grey", final=True),
            State("removed", "已移出", "Removed", "red", final=True),
        ),
        moves=(
            Move(
                "send",
                "送达名单",
                ("listed",),
                "sent",
                "register.change",
                needs=("sent_on",),
                label_en="Send",
            ),
            Move(
                "use",
                "落实支持",
                ("sent",),
                "used",
                "register.change",
                needs=("result_on", "amount"),
                label_en="Used",
            ),
            Move("leave", "未落实", ("sent",), "unused", "register.change", reason=True, label_en="Not used"),
            Move(
                "remove",
                "移出名单",
                ("listed", "sent", "used"),
                "removed",
                "register.change",
                reason=True,
                danger=True,
                label_en="Remove",
            ),
        ),
    )
)

CLAIM = declare(
    Lifecycle(
        key="insurance_claim",
        label="质量保险理赔",
        label_en="Insurance claims",
        states=(
            State("reported", "已报案", "Reported", "amber"),
            State("settled", "已赔付", "Paid", "green", final=True),
            State("refused", "拒赔", "Refused", "grey", final=True),
        ),
        moves=(
            Move(
                "settle",
                "赔付",
                ("reported",),
                "settled",
                "register.change",
                needs=("paid", "closed_on"),
                label_en="Pay",
            ),
            Move(
                "refuse",
                "拒赔",
                ("reported",),
                "refused",
                "register.change",
                needs=("closed_on",),
                reason=True,
                label_en="Refuse",
            ),
        ),
    )
)
