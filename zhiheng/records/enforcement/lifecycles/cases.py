"""How a case of administrative penalty goes from filing to its end (R-ENF-01)."""

from __future__ import annotations

from zhiheng.frame.lifecycles.declare import Lifecycle, Move, State, declare

CASE = declare(
    Lifecycle(
        key="case",
        label="行政处罚案件",
        label_en="Cases of administrative penalty",
        states=(
            State("filed", "已立案", "Filed", "amber"),
            State("decided", "已处罚", "Penalty decided", "red"),
            State("closed", "已结案", "Closed", "green", final=True),
            State("unpunished", "不予处罚", "No penalty", "grey", final=True),
            State("dropped", "撤销案件", "Dropped", "grey", final=True),
            State("transferred", "移送其他机关", "Transferred", "grey", final=True),
        ),
        moves=(
            Move(
                "decide",
                "作出处罚决定",
                ("filed",),
                "decided",
                "register.change",
                needs=("document_no", "decided_on", "penalty", "law_basis"),
                evidence=True,
                label_en="Decide the penalty",
            ),
            Move(
                "close",
                "结案",
                ("decided",),
                "closed",
                "register.change",
                needs=("closed_on",),
                label_en="Close",
            ),
            Move(
                "spare",
                "不予处罚",
                ("filed",),
                "unpunished",
                "register.change",
                needs=("decided_on",),
                reason=True,
                label_en="Decide no penalty",
            ),
            Move(
                "drop",
                "撤销案件",
                ("filed",),
                "dropped",
                "register.change",
                needs=("closed_on",),
                reason=True,
                danger=True,
                label_en="Drop",
            ),
            Move(
                "transfer",
                "移送其他机关",
                ("filed",),
                "transferred",
                "register.change",
                needs=("transferred_to", "closed_on"),
                reason=True,
                danger=True,
                label_en="Transfer",
            ),
        ),
    )
)
#: The states in which a decision has been served: what outsiders may know of a case begins here.
SERVED = ("decided", "closed")
