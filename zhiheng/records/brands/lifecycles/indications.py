"""How a geographical indication is protected (R-BRD-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

INDICATION = declare(
    Lifecycle(
        key="indication",
        label="地理标志",
        label_en="Geographical indications",
        states=(
            State("applied", "已申报", "Applied", "amber"),
            State("publicised", "公告(公示)", "Publicised", "amber"),
            State("reviewed", "专家审查", "Reviewed by experts", "amber"),
            State("granted", "已认定", "Granted", "green"),
            State("labelled", "已贴标使用", "Labelled", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("ended", "已撤销(终止)", "Ended", "grey", final=True),
        ),
        moves=(
            Move(
                "publicise",
                "公告(公示)",
                (
                    "applied",
                    "reviewed",
                ),
                "publicised",
                "register.change",
                needs=(
                    "applied_on",
                    "publicised_on",
                ),
                label_en="Publicise",
            ),
            Move(
                "review",
                "专家审查",
                (
                    "applied",
                    "publicised",
                ),
                "reviewed",
                "register.change",
                needs=(
                    "applied_on",
                    "reviewed_on",
                ),
                label_en="Review",
            ),
            # Neither step may be skipped, whichever comes first: the order was turned round in 2024.
            Move(
                "grant",
                "认定(批准)",
                (
                    "reviewed",
                    "publicised",
                ),
                "granted",
                "register.change",
                needs=(
                    "publicised_on",
                    "reviewed_on",
                    "granted_on",
                    "grantor",
                ),
                label_en="Grant",
            ),
            Move(
                "label",
                "贴标使用",
                ("granted",),
                "labelled",
                "register.change",
                needs=("labelled_on",),
                label_en="Label",
            ),
            Move(
                "refuse",
                "不予通过(异议成立)",
                (
                    "applied",
                    "publicised",
                    "reviewed",
                ),
                "refused",
                "register.change",
                reason=True,
                danger=True,
                label_en="Refuse",
            ),
            Move(
                "end",
                "撤销(终止)保护",
                (
                    "granted",
                    "labelled",
                ),
                "ended",
                "register.change",
                needs=("ended_on",),
                reason=True,
                second_person=True,
                danger=True,
                label_en="End the protection",
            ),
        ),
        clocks=(
            Clock(
                "objection",
                "异议期满",
                "publicised",
                (
                    "reviewed",
                    "granted",
                    "refused",
                ),
                rule="gi.time_limits.objection",
                since="publicised_on",
                label_en="End of the objection period",
            ),
        ),
    )
)
