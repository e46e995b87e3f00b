"""How titles come about, and how a tourist rating is raised (R-BRD-02, R-BRD-04)."""

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

TOURISM_UPGRADE = declare(
    Lifecycle(
        key="tourism_upgrade",
        label="景区饭店晋级",
        label_en="Raising a tourist rating",
        states=(
            State("planned", "已列入计划", "Planned", "amber"),
            State("improving", "提升中", "Being improved", "amber"),
            State("applied", "已申报", "Applied", "amber"),
            State("inspected", "已评定检查", "Inspected", "amber"),
            State("upgraded", "已晋级", "Upgraded", "green", final=True),
            State("failed", "未通过", "Not passed", "red", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "improve",
                "启动提升",
                ("planned",),
                "improving",
                "register.change",
                needs=("apply_by",),
                label_en="Begin",
            ),
            Move(
                "apply",
                "申报",
                ("improving",),
                "applied",
                "register.change",
                needs=("applied_on",),
                label_en="Apply",
            ),
            Move(
                "inspect",
                "评定检查",
                ("applied",),
                "inspected",
                "register.change",
                needs=("inspected_on",),
                label_en="Inspect",
            ),
            Move(
                "upgrade",
                "评定晋级",
                ("inspected",),
                "upgraded",
                "register.change",
                needs=("upgraded_on",),
                evidence=True,
                label_en="Upgrade",
            ),
            Move(
                "fail",
                "未通过评定",
                (
                    "applied",
                    "inspected",
                ),
                "failed",
                "register.change",
                reason=True,
                danger=True,
                label_en="Do not pass",
            ),
            Move(
                "drop",
                "取消计划",
                (
                    "planned",
                    "improving",
                ),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        clocks=(
            Clock(
                "apply",
                "按计划申报",
                "improving",
                (
                    "applied",
                    "dropped",
                ),
                until="apply_by",
                label_en="Apply as planned",
            ),
        ),
    )
)
