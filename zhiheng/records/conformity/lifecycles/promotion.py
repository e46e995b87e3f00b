"""How voluntary certification is promoted: a plan, and each firm from the first visit to its certificate (R-CER-03)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

CHANGE = "register.change"

PROMOTION = declare(
    Lifecycle(
        key="cert_promotion",
        label="自愿性认证推广计划",
        label_en="Plans that promote voluntary certification",
        states=(
            State("drawn", "已拟定", "Drawn up", "amber"),
            State("running", "推广中", "Running", "amber"),
            State("finished", "已总结", "Finished", "green", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        moves=(
            Move("issue", "下达", ("drawn",), "running", CHANGE, needs=("issued_on", "due_on"), label_en="Issue"),
            Move(
                "finish", "总结", ("running",), "finished", CHANGE,
                needs=("finished_on", "summary"), label_en="Finish",
            ),
            Move("drop", "取消", ("drawn", "running"), "dropped", CHANGE, reason=True, label_en="Drop", danger=True),
        ),
        clocks=(
            Clock(
                "finish", "完成推广并总结", "running", ("finished", "dropped"), until="due_on", owner="keeper",
                label_en="Finish the promotion",
            ),
        ),
    )
)  # fmt: skip

CANDIDATE = declare(
    Lifecycle(
        key="cert_candidate",
        label="自愿性认证推广对象",
        label_en="Firms that are won for certification",
        states=(
            State("found", "待走访", "To be visited", "amber"),
            State("guided", "已辅导", "Guided", "amber"),
            State("applied", "已申请认证", "Applied", "amber"),
            State("certified", "已获证", "Certified", "green", final=True),
            State("given_up", "不再推进", "Given up", "grey", final=True),
        ),
        moves=(
            Move(
                "guide", "走访辅导", ("found", "guided"), "guided", CHANGE,
                needs=("guided_on", "guidance"), label_en="Visit and guide",
            ),
            Move(
                "apply", "申请认证", ("found", "guided"), "applied", CHANGE,
                needs=("applied_on", "body"), label_en="Apply",
            ),
            Move(
                "certify", "获证", ("applied",), "certified", CHANGE,
                needs=("certificate_no", "certified_on"), label_en="Certified",
            ),
            Move(
                "give_up", "不再推进", ("found", "guided", "applied"), "given_up", CHANGE,
                needs=("given_up_on",), reason=True, label_en="Give up", danger=True,
            ),
        ),
        clocks=(
            Clock(
                "guide", "走访辅导推广对象", "found", ("guided", "applied", "certified", "given_up"),
                rule="conformity.promotion_limits.guide", since="found_on", owner="keeper", label_en="Visit the firm",
            ),
            Clock(
                "apply", "推动企业申请认证", "guided", ("applied", "certified", "given_up"),
                rule="conformity.promotion_limits.apply", since="guided_on", owner="keeper",
                label_en="Bring the firm to apply",
            ),
        ),
    )
)  # fmt: skip
