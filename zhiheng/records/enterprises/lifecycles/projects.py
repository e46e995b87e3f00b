"""How a plan of an enterprise, a demonstration point and a request for help go on (R-ENT-06, R-ENT-09).

The enterprise itself files, begins and asks (register.change on its own rows); what the authority judges is
``enterprise.decide``, which no enterprise may do.
"""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

KEEP, DECIDE = "register.change", "enterprise.decide"

UPGRADE = declare(
    Lifecycle(
        key="upgrade",
        label="两提升两争创",
        label_en="Two upgrades, two contests",
        states=(
            State("filed", "已申报", "Filed", "amber"),
            State("running", "实施中", "Being carried out", "amber"),
            State("reported", "已报完成", "Reported complete", "amber"),
            State("accepted", "已确认", "Confirmed", "green", final=True),
            State("dropped", "已终止", "Dropped", "grey", final=True),
        ),
        moves=(
            Move("begin", "受理", ("filed",), "running", DECIDE, label_en="Take up"),
            Move(
                "report", "报告完成", ("running",), "reported", KEEP,
                needs=("completed_on", "result"), label_en="Report complete",
            ),
            Move("confirm", "确认完成", ("reported",), "accepted", DECIDE, label_en="Confirm"),
            Move("send_back", "退回补充", ("reported",), "running", DECIDE, reason=True, label_en="Send back"),
            Move(
                "drop", "终止", ("filed", "running"), "dropped", DECIDE,
                reason=True, danger=True, label_en="Drop",
            ),
        ),
    )
)  # fmt: skip

POINT = declare(
    Lifecycle(
        key="demonstration_point",
        label="示范点申报",
        label_en="Demonstration point",
        states=(
            State("applied", "已申请", "Applied", "amber"),
            State("reviewed", "已评审", "Reviewed", "amber"),
            State("named", "已确定", "Named", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("revoked", "已撤销", "Revoked", "grey", final=True),
        ),
        moves=(
            Move("review", "评审", ("applied",), "reviewed", DECIDE, needs=("reviewed_on",), label_en="Review"),
            Move(
                "name", "确定为示范点", ("reviewed",), "named", DECIDE,
                needs=("named_on",), evidence=True, second_person=True, label_en="Name",
            ),
            Move(
                "refuse", "不予通过", ("applied", "reviewed"), "refused", DECIDE,
                reason=True, danger=True, label_en="Refuse",
            ),
            Move(
                "revoke", "撤销示范点", ("named",), "revoked", DECIDE,
                reason=True, danger=True, label_en="Revoke",
            ),
        ),
    )
)  # fmt: skip

HELP = declare(
    Lifecycle(
        key="firm_help",
        label="中小微企业帮扶",
        label_en="Help to small firms",
        states=(
            State("requested", "已提出", "Requested", "amber"),
            State("serving", "服务中", "Being served", "amber"),
            State("served", "已服务", "Served", "amber"),
            State("closed", "已办结", "Closed", "green", final=True),
            State("declined", "不予受理", "Declined", "grey", final=True),
        ),
        moves=(
            Move("take", "受理", ("requested",), "serving", DECIDE, needs=("helper",), label_en="Take up"),
            Move(
                "serve", "记录服务", ("serving",), "served", DECIDE,
                needs=("served_on", "service"), label_en="Record the service",
            ),
            Move(
                "confirm", "确认成效", ("served",), "closed", KEEP,
                needs=("closed_on", "outcome"), label_en="Confirm the outcome",
            ),
            Move(
                "decline", "不予受理", ("requested",), "declined", DECIDE,
                reason=True, danger=True, label_en="Decline",
            ),
        ),
    )
)  # fmt: skip
