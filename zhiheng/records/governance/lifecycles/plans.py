"""How filed plans and proposals go (R-PRG-07, R-PRG-10)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

FILED_PLAN = declare(
    Lifecycle(
        key="filed_plan",
        label="质量计划备案",
        label_en="Filed quality plans",
        states=(
            State("filed", "已备案", "Filed", "amber"),
            State("running", "实施中", "Under way", "amber"),
            State("reviewed", "已评估", "Reviewed", "green", final=True),
            State("lapsed", "已终止", "Ended", "grey", final=True),
        ),
        moves=(
            Move("begin", "开始实施", ("filed",), "running", "register.change", label_en="Begin"),
            Move(
                "review",
                "评估",
                ("running",),
                "reviewed",
                "register.change",
                needs=("result",),
                evidence=True,
                label_en="Review",
            ),
            Move(
                "lapse",
                "终止",
                ("filed", "running"),
                "lapsed",
                "register.change",
                reason=True,
                danger=True,
                label_en="End",
            ),
        ),
        clocks=(
            Clock(
                "review",
                "计划期满评估",
                "running",
                ("reviewed", "lapsed"),
                until="ends_on",
                label_en="Review at the plan's end",
            ),
        ),
    )
)

PROPOSAL = declare(
    Lifecycle(
        key="proposal",
        label="政策建议",
        label_en="Policy proposals",
        states=(
            State("made", "已提出", "Made", "amber"),
            State("studied", "研究中", "Being studied", "amber"),
            State("adopted", "已采纳", "Adopted", "green"),
            State("done", "已落实", "Carried out", "green", final=True),
            State("declined", "未采纳", "Not adopted", "grey", final=True),
        ),
        moves=(
            Move(
                "study",
                "研究",
                ("made",),
                "studied",
                "register.change",
                needs=("answer_by",),
                label_en="Study",
            ),
            Move(
                "adopt",
                "采纳",
                ("studied",),
                "adopted",
                "register.change",
                needs=("answer",),
                label_en="Adopt",
            ),
            Move(
                "decline",
                "不予采纳",
                ("made", "studied"),
                "declined",
                "register.change",
                needs=("answer",),
                reason=True,
                danger=True,
                label_en="Decline",
            ),
            Move(
                "carry_out",
                "落实",
                ("adopted",),
                "done",
                "register.change",
                evidence=True,
                label_en="Carry out",
            ),
        ),
        clocks=(
            Clock(
                "answer",
                "政策建议答复",
                "studied",
                ("adopted", "declined"),
                until="answer_by",
                label_en="Answer to a proposal",
            ),
        ),
    )
)
