"""How complaints about works and common defects are followed (R-ENG-08)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

WORKS_COMPLAINT = declare(
    Lifecycle(
        key="works_complaint",
        label="工程质量投诉",
        label_en="Complaints about works",
        states=(
            State("received", "已收到", "Received", "amber"),
            State("accepted", "已受理", "Accepted", "amber"),
            State("closed", "已办结", "Closed", "green", final=True),
            State("refused", "不予受理", "Not accepted", "grey", final=True),
        ),
        moves=(
            Move(
                "accept",
                "受理",
                ("received",),
                "accepted",
                "register.change",
                needs=("accepted_on",),
                label_en="Accept",
            ),
            Move(
                "close",
                "办结",
                ("accepted",),
                "closed",
                "register.change",
                needs=(
                    "closed_on",
                    "result",
                    "fed_back_on",
                ),
                label_en="Close",
            ),
            Move(
                "refuse",
                "不予受理",
                ("received",),
                "refused",
                "register.change",
                reason=True,
                danger=True,
                label_en="Do not accept",
            ),
        ),
        clocks=(
            # The office's own planning figure: no time limit of the law was found.
            Clock(
                "handle",
                "投诉办结",
                "accepted",
                ("closed",),
                limit={"days": 60},
                label_en="Close the complaint",
            ),
        ),
    )
)

COMMON_DEFECT = declare(
    Lifecycle(
        key="common_defect",
        label="质量通病治理",
        label_en="Curing common defects",
        states=(
            State("found", "已发现", "Found", "amber"),
            State("treating", "治理中", "Being cured", "amber"),
            State("cured", "已治理", "Cured", "green", final=True),
        ),
        moves=(
            Move(
                "feed_back",
                "反馈责任方治理",
                ("found",),
                "treating",
                "register.change",
                needs=(
                    "fed_back_on",
                    "rectify_by",
                    "enterprise",
                ),
                label_en="Feed back",
            ),
            Move(
                "cure",
                "治理完成",
                ("treating",),
                "cured",
                "register.change",
                needs=("cured_on",),
                evidence=True,
                label_en="Cure",
            ),
        ),
        clocks=(
            Clock(
                "treat",
                "治理到期",
                "treating",
                ("cured",),
                until="rectify_by",
                label_en="Cured in time",
            ),
        ),
    )
)
