"""How society's opinions are answered and associations supervised (R-ORG-07, R-ORG-08)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

OPINION = declare(
    Lifecycle(
        key="opinion",
        label="质量共治意见",
        label_en="Opinions on quality",
        states=(
            State("received", "已收到", "Received", "amber"),
            State("assigned", "已交办", "Assigned", "amber"),
            State("replied", "已答复", "Replied", "green"),
            State("published", "答复已公开", "Reply published", "green", final=True),
            State("declined", "不予受理", "Not taken up", "grey", final=True),
        ),
        moves=(
            Move(
                "assign",
                "交办",
                ("received",),
                "assigned",
                "register.change",
                needs=("handler",),
                label_en="Assign",
            ),
            Move(
                "reply",
                "答复",
                ("assigned",),
                "replied",
                "register.change",
                needs=("reply", "replied_on"),
                label_en="Reply",
            ),
            Move(
                "publish",
                "公开答复",
                ("replied",),
                "published",
                "register.change",
                needs=("published_on",),
                second_person=True,
                label_en="Publish the reply",
            ),
            Move(
                "decline",
                "不予受理",
                ("received",),
                "declined",
                "register.change",
                reason=True,
                label_en="Do not take up",
            ),
        ),
        clocks=(
            # The limit is the office's own unless a region sets another; it runs from the day of receipt.
            Clock(
                "reply",
                "答复意见",
                "assigned",
                ("replied",),
                rule="governance.opinion_limits.reply",
                since="received_on",
                label_en="Reply to an opinion",
            ),
        ),
    )
)

ASSOCIATION_CHECK = declare(
    Lifecycle(
        key="association_check",
        label="社会组织监督检查",
        label_en="Supervision of associations",
        states=(
            State("checked", "已检查", "Checked", "amber"),
            State("rectifying", "整改中", "Being put right", "amber"),
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
            Move("close", "办结", ("checked", "rectifying"), "closed", "register.change", label_en="Close"),
        ),
        clocks=(
            Clock(
                "rectify",
                "社会组织整改",
                "rectifying",
                ("closed",),
                until="rectify_by",
                label_en="Putting right by an association",
            ),
        ),
    )
)
