"""How a gap is closed, an order carried out, a project built (R-LAB-04, R-LAB-05)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

NEED = declare(
    Lifecycle(
        key="testing_need",
        label="检测缺口",
        label_en="Gap in testing",
        states=(
            State("open", "本地不能检", "Nobody local", "red"),
            State("planned", "已列入建设", "Planned", "amber"),
            State("met", "本地已能检", "Met locally", "green", final=True),
            State("dropped", "不再需要", "No longer needed", "grey", final=True),
        ),
        moves=(
            Move(
                "plan",
                "列入建设",
                ("open",),
                "planned",
                "register.change",
                needs=("project",),
                label_en="Plan",
            ),
            Move(
                "meet",
                "补上缺口",
                ("open", "planned"),
                "met",
                "register.change",
                needs=("met_by", "met_on"),
                label_en="Meet",
            ),
            Move(
                "drop",
                "不再需要",
                ("open", "planned"),
                "dropped",
                "register.change",
                needs=("closed_on",),
                reason=True,
                label_en="Drop",
            ),
        ),
    )
)

# Who carries an order out: the laboratory that it names or whose unit keeps it, or the departments; never the firm that
# ordered, which in its turn confirms what it has received.
SERVE = "order.serve"

ORDER = declare(
    Lifecycle(
        key="test_order",
        label="检测服务订单",
        label_en="Orders for testing services",
        states=(
            State("placed", "已下单", "Placed", "amber"),
            State("accepted", "已受理", "Accepted", "amber"),
            State("reported", "已出报告", "Reported", "amber"),
            State("received", "已签收", "Received", "green"),
            State("rated", "已评价", "Rated", "green", final=True),
            State("declined", "不予受理", "Declined", "grey", final=True),
            State("cancelled", "已取消", "Cancelled", "grey", final=True),
        ),
        moves=(
            Move(
                "accept",
                "受理",
                ("placed",),
                "accepted",
                SERVE,
                needs=("promised_on",),
                label_en="Accept",
            ),
            Move(
                "report",
                "出具报告",
                ("accepted",),
                "reported",
                SERVE,
                needs=("report_no", "reported_on"),
                label_en="Report",
            ),
            Move(
                "receive",
                "签收报告",
                ("reported",),
                "received",
                "register.change",
                needs=("received_on",),
                label_en="Confirm receipt",
            ),
            Move(
                "object",
                "对报告提出异议",
                ("reported",),
                "accepted",
                "register.change",
                reason=True,
                label_en="Object to the report",
            ),
            Move(
                "rate",
                "评价",
                ("reported", "received"),
                "rated",
                "register.change",
                needs=("score",),
                label_en="Rate",
            ),
            Move(
                "decline",
                "不予受理",
                ("placed",),
                "declined",
                SERVE,
                reason=True,
                label_en="Decline",
            ),
            Move(
                "cancel",
                "取消",
                ("placed", "accepted"),
                "cancelled",
                "register.change",
                reason=True,
                danger=True,
                label_en="Cancel",
            ),
        ),
        clocks=(
            Clock(
                "take_up",
                "受理检测订单",
                "placed",
                ("accepted", "declined", "cancelled"),
                rule="conformity.order_limits.take_up",
                since="ordered_on",
                owner="carrier",
                label_en="Take up the order",
            ),
            Clock(
                "deliver",
                "按约定出具报告",
                "accepted",
                ("reported", "cancelled"),
                until="promised_on",
                owner="carrier",
                label_en="Report as promised",
            ),
            Clock(
                "receive",
                "签收检测报告",
                "reported",
                ("received", "rated", "accepted"),
                rule="conformity.order_limits.receive",
                since="reported_on",
                owner="client",
                label_en="Confirm receipt of the report",
            ),
        ),
    )
)

CAPABILITY_PROJECT = declare(
    Lifecycle(
        key="capability_project",
        label="检测能力建设",
        label_en="Building of testing capability",
        states=(
            State("planned", "已规划", "Planned", "amber"),
            State("building", "建设中", "Being built", "amber"),
            State("accepted", "已验收", "Accepted", "green", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "begin",
                "立项建设",
                ("planned",),
                "building",
                "register.change",
                needs=("approved_on", "due_on"),
                label_en="Begin",
            ),
            Move(
                "accept",
                "验收",
                ("building",),
                "accepted",
                "register.change",
                needs=("accepted_on", "parameters"),
                evidence=True,
                second_person=True,
                label_en="Accept",
            ),
            Move(
                "drop",
                "取消",
                ("planned", "building"),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        clocks=(
            Clock(
                "build",
                "建成验收",
                "building",
                ("accepted", "dropped"),
                until="due_on",
                label_en="Acceptance",
            ),
        ),
    )
)
