"""How brands are fostered and promoted (R-BRD-01, R-BRD-06)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

CANDIDATE = declare(
    Lifecycle(
        key="brand_candidate",
        label="品牌培育",
        label_en="Fostering of brands",
        states=(
            State("listed", "已入库", "Listed", "grey"),
            State("fostering", "培育中", "Being fostered", "amber"),
            State("applied", "已申报", "Applied", "amber"),
            State("granted", "已获得", "Granted", "green", final=True),
            State("dropped", "退出培育", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "foster",
                "开展培育",
                ("listed",),
                "fostering",
                "register.change",
                needs=(
                    "helper",
                    "apply_by",
                ),
                label_en="Foster",
            ),
            Move(
                "apply",
                "申报",
                ("fostering",),
                "applied",
                "register.change",
                needs=("applied_on",),
                label_en="Apply",
            ),
            Move(
                "back",
                "未获，继续培育",
                ("applied",),
                "fostering",
                "register.change",
                needs=("apply_by",),
                reason=True,
                label_en="Not granted: foster on",
            ),
            Move(
                "grant",
                "获得称号",
                ("applied",),
                "granted",
                "register.change",
                needs=(
                    "granted_on",
                    "title_code",
                ),
                label_en="Grant",
            ),
            Move(
                "drop",
                "退出培育",
                (
                    "listed",
                    "fostering",
                    "applied",
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
                "fostering",
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

BRAND_EVENT = declare(
    Lifecycle(
        key="brand_event",
        label="品牌推介",
        label_en="Brand promotion",
        states=(
            State("planned", "已计划", "Planned", "amber"),
            State("held", "已举办", "Held", "green", final=True),
            State("cancelled", "已取消", "Cancelled", "grey", final=True),
        ),
        moves=(
            Move(
                "put_off",
                "改期",
                ("planned",),
                "planned",
                "register.change",
                needs=("planned_on",),
                reason=True,
                label_en="Put off",
            ),
            Move(
                "hold",
                "举办",
                ("planned",),
                "held",
                "register.change",
                needs=(
                    "held_on",
                    "result",
                ),
                label_en="Hold",
            ),
            Move(
                "cancel",
                "取消",
                ("planned",),
                "cancelled",
                "register.change",
                reason=True,
                danger=True,
                label_en="Cancel",
            ),
        ),
    )
)
