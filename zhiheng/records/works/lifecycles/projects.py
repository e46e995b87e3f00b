"""How a works project passes its control points, and its key nodes theirs (R-ENG-02)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare

PROJECT = declare(
    Lifecycle(
        key="works_project",
        label="工程质量控制点",
        label_en="Control points of works",
        states=(
            State("planned", "拟建", "Planned", "grey"),
            State("admitted", "已准入", "Admitted", "amber"),
            State("reviewed", "设计审查合格", "Design reviewed", "amber"),
            State("tendered", "招标投标完成", "Tendered", "amber"),
            State("permitted", "监理到位,许可施工", "Supervised and permitted", "amber"),
            State("sampled", "样板确认", "Sample confirmed", "amber"),
            State("noded", "关键节点验收完毕", "Key nodes accepted", "amber"),
            State("completed", "已竣工验收", "Completed", "green"),
            State("filed", "已竣工备案", "Filed", "green", final=True),
            State("stopped", "已终止", "Stopped", "grey", final=True),
        ),
        moves=(
            Move(
                "admit",
                "准入",
                ("planned",),
                "admitted",
                "register.change",
                needs=(
                    "access_no",
                    "access_on",
                ),
                label_en="Admit",
            ),
            Move(
                "review",
                "设计审查合格",
                ("admitted",),
                "reviewed",
                "register.change",
                needs=(
                    "designer",
                    "review_no",
                    "reviewed_on",
                ),
                label_en="Pass the design review",
            ),
            Move(
                "tender",
                "招标投标完成",
                ("reviewed",),
                "tendered",
                "register.change",
                needs=(
                    "enterprise",
                    "bid_no",
                    "bid_on",
                ),
                label_en="Tender",
            ),
            Move(
                "permit",
                "监理到位，许可施工",
                ("tendered",),
                "permitted",
                "register.change",
                needs=(
                    "supervisor",
                    "supervision_no",
                    "permit_no",
                    "permit_on",
                ),
                label_en="Appoint the supervisor and permit",
            ),
            Move(
                "sample",
                "样板确认",
                ("permitted",),
                "sampled",
                "register.change",
                needs=(
                    "sample_part",
                    "sample_on",
                ),
                evidence=True,
                label_en="Confirm the sample",
            ),
            Move(
                "accept_nodes",
                "关键节点验收完毕",
                ("sampled",),
                "noded",
                "register.change",
                needs=(
                    "nodes_on",
                    "tester",
                ),
                evidence=True,
                label_en="Accept all key nodes",
            ),
            Move(
                "complete",
                "竣工验收",
                ("noded",),
                "completed",
                "register.change",
                needs=(
                    "completion_no",
                    "completed_on",
                ),
                second_person=True,
                label_en="Complete",
            ),
            Move(
                "file",
                "竣工备案",
                ("completed",),
                "filed",
                "register.change",
                needs=(
                    "filing_no",
                    "filed_on",
                ),
                label_en="File the completion",
            ),
            Move(
                "stop",
                "终止",
                (
                    "planned",
                    "admitted",
                    "reviewed",
                    "tendered",
                    "permitted",
                    "sampled",
                    "noded",
                ),
                "stopped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Stop",
            ),
        ),
        clocks=(
            Clock(
                "start",
                "许可后开工、样板确认",
                "permitted",
                (
                    "sampled",
                    "stopped",
                ),
                rule="works.time_limits.start",
                since="permit_on",
                label_en="Begin after the permit",
            ),
            Clock(
                "filing",
                "竣工验收备案",
                "completed",
                ("filed",),
                rule="works.time_limits.filing",
                since="completed_on",
                label_en="File the completion",
            ),
        ),
    )
)

KEY_NODE = declare(
    Lifecycle(
        key="key_node",
        label="关键节点验收",
        label_en="Acceptance of key nodes",
        states=(
            State("planned", "待验收", "To be accepted", "amber"),
            State("failed", "整改中", "To be put right", "red"),
            State("passed", "已验收", "Accepted", "green", final=True),
        ),
        moves=(
            Move(
                "accept",
                "验收合格",
                ("planned",),
                "passed",
                "register.change",
                needs=("accepted_on",),
                evidence=True,
                label_en="Accept",
            ),
            Move(
                "fail",
                "验收不合格",
                ("planned",),
                "failed",
                "register.change",
                needs=(
                    "problem",
                    "rectify_by",
                ),
                danger=True,
                label_en="Do not accept",
            ),
            Move(
                "recheck",
                "整改后验收合格",
                ("failed",),
                "passed",
                "register.change",
                needs=("accepted_on",),
                evidence=True,
                second_person=True,
                label_en="Accept after putting right",
            ),
        ),
        clocks=(
            Clock(
                "rectify",
                "节点整改",
                "failed",
                ("passed",),
                until="rectify_by",
                label_en="Put the node right",
            ),
        ),
    )
)
