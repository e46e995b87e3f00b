"""How agencies hand over, and how faults in enforcement are dealt with (R-ORG-06, R-ENF-07)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, Move, State, declare
from zhiheng.records.governance.handover import hand_over

AGENCY_CHANGE = declare(
    Lifecycle(
        key="agency_change",
        label="机构调整",
        label_en="Change of agencies",
        states=(
            State("decided", "已决定", "Decided", "amber"),
            State("moving", "交接中", "Being handed over", "amber"),
            State("done", "已交接", "Handed over", "green", final=True),
            State("dropped", "已取消", "Dropped", "grey", final=True),
        ),
        moves=(
            Move(
                "begin",
                "开始交接",
                ("decided",),
                "moving",
                "register.change",
                needs=("hand_over_by",),
                label_en="Begin",
            ),
            Move(
                "finish",
                "交接完毕",
                ("moving",),
                "done",
                "register.change",
                needs=("handed_over_on", "archives_to"),
                evidence=True,
                second_person=True,
                label_en="Finish",
                then=hand_over,
            ),
            Move(
                "drop",
                "取消",
                ("decided", "moving"),
                "dropped",
                "register.change",
                reason=True,
                danger=True,
                label_en="Drop",
            ),
        ),
        clocks=(
            Clock(
                "hand_over",
                "档案和记录交接",
                "moving",
                ("done", "dropped"),
                until="hand_over_by",
                label_en="Hand-over of files and records",
            ),
        ),
    )
)

OFFICER_FAULT = declare(
    Lifecycle(
        key="officer_fault",
        label="执法过错责任追究",
        label_en="Faults in enforcement",
        states=(
            State("found", "已发现", "Found", "amber"),
            State("examined", "调查中", "Being examined", "amber"),
            State("decided", "已处理", "Decided", "green", final=True),
            State("cleared", "不予追究", "Cleared", "grey", final=True),
        ),
        moves=(
            Move(
                "examine",
                "调查",
                ("found",),
                "examined",
                "register.change",
                needs=("examine_by",),
                label_en="Examine",
            ),
            Move(
                "decide",
                "作出处理",
                ("examined",),
                "decided",
                "register.change",
                needs=("decision", "decided_on"),
                evidence=True,
                second_person=True,
                label_en="Decide",
            ),
            Move(
                "clear",
                "不予追究",
                ("found", "examined"),
                "cleared",
                "register.change",
                reason=True,
                second_person=True,
                label_en="Clear",
            ),
        ),
        clocks=(
            Clock(
                "examine",
                "过错调查",
                "examined",
                ("decided", "cleared"),
                until="examine_by",
                label_en="Examination of a fault",
            ),
        ),
    )
)
