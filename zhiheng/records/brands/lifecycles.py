"""How titles, awards and demonstration units come about (R-BRD-03, R-AWD-01, R-AWD-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

TITLE = declare(
    Lifecycle(
        key="title",
        label="称号与标志",
        label_en="Titles and marks",
        states=(
            State("applied", "已申报", "Applied", "amber"),
            State("publicised", "公示", "Publicised", "amber"),
            State("reviewed", "评审", "Reviewed", "amber"),
            State("granted", "已认定", "Granted", "green"),
            State("labelled", "已贴标使用", "Labelled", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("lapsed", "已失效", "Lapsed", "grey", final=True),
        ),
        moves=(
            Move(
                "publicise",
                "公示",
                ("applied",),
                "publicised",
                "register.change",
                needs=("applied_on",),
                label_en="Publicise",
            ),
            Move(
                "review",
                "评审",
                ("applied", "publicised"),
                "reviewed",
                "register.change",
                needs=("reviewed_on",),
                label_en="Review",
            ),
            Move(
                "grant",
                "认定",
                ("reviewed",),
                "granted",
                "register.change",
                needs=("granted_on", "grantor"),
                label_en="Grant",
            ),
            Move("label", "贴标使用", ("granted",), "labelled", "register.change", label_en="Label"),
            Move(
                "refuse",
                "不予通过",
                ("applied", "publicised", "reviewed"),
                "refused",
                "register.change",
                reason=True,
                label_en="Refuse",
                danger=True,
            ),
            Move(
                "lapse",
                "失效",
                ("granted", "labelled"),
                "lapsed",
                "register.change",
                reason=True,
                label_en="Lapse",
                danger=True,
            ),
        ),
    )
)

AWARD = declare(
    Lifecycle(
        key="award",
        label="奖励",
        label_en="Awards",
        states=(
            State("entered", "已申报", "Entered", "amber"),
            State("won", "已获奖", "Won", "green"),
            State("lost", "未获奖", "Not awarded", "grey", final=True),
            State("revoked", "已撤销", "Revoked", "red", final=True),
        ),
        moves=(
            Move(
                "win",
                "授奖",
                ("entered",),
                "won",
                "register.change",
                needs=("awarded_on",),
                second_person=True,
                label_en="Award",
            ),
            Move("lose", "未授奖", ("entered",), "lost", "register.change", label_en="Do not award"),
            Move(
                "revoke",
                "撤销",
                ("won",),
                "revoked",
                "register.change",
                reason=True,
                label_en="Revoke",
                danger=True,
            ),
        ),
    )
)

DEMONSTRATION = declare(
    Lifecycle(
        key="demonstration",
        label="示范单位",
        label_en="Demonstration units",
        states=(
            State("applied", "已申报", "Applied", "amber"),
            State("building", "创建中", "Being built", "amber"),
            State("accepted", "已验收", "Accepted", "green"),
            State("refused", "未通过", "Refused", "red", final=True),
            State("withdrawn", "已撤销", "Withdrawn", "grey", final=True),
        ),
        moves=(
            Move(
                "start",
                "启动创建",
                ("applied",),
                "building",
                "register.change",
                needs=("started_on",),
                label_en="Start",
            ),
            Move(
                "accept",
                "验收",
                ("building",),
                "accepted",
                "register.change",
                needs=("accepted_on",),
                evidence=True,
                label_en="Accept",
            ),
            Move(
                "refuse",
                "不予通过",
                ("applied", "building"),
                "refused",
                "register.change",
                reason=True,
                label_en="Refuse",
                danger=True,
            ),
            Move(
                "withdraw",
                "撤销称号",
                ("accepted",),
                "withdrawn",
                "register.change",
                reason=True,
                second_person=True,
                label_en="Withdraw",
                danger=True,
            ),
        ),
        # The construction period is the office's own planning figure, not a statutory limit.
        clocks=(
            Clock(
                "build",
                "创建期满验收",
                "building",
                ("accepted", "refused"),
                {"months": 36},
                label_en="Acceptance at the end of the building period",
            ),
        ),
    )
)
