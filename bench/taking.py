"""Take a real file in by the import that anyone uses: check, decide what a person must decide, apply the good rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.real_files import Case


@dataclass
class Taken:
    """What became of one file. ``why``: (column, message, how many, example) of what was refused, most first.

    ``checked`` and ``session``: what the import itself made of it, for who measures it.
    """

    case: Case
    name: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    doubted: int = 0
    left_out: int = 0
    repairs: dict[str, int] = field(default_factory=dict)
    why: list[tuple[str, str, int, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    failure: str = ""
    checked: Any = field(default=None, repr=False)
    session: Any = field(default=None, repr=False)


def take(case: Case, path: Path, *, write: bool = True) -> Taken:
    """One file into the database (or only checked). Nothing is written when the file cannot be read."""
    from zhiheng.frame.people.actors import machine
    from zhiheng.frame.registers import imports
    from zhiheng.frame.registers.declare import register_of
    from zhiheng.kernels.intake import IntakeError
    from zhiheng.kernels.intake.specs import RULES

    actor, register, data = machine("导入真实数据"), register_of(case.register), path.read_bytes()
    told = Taken(case, path.name)
    given: dict[str, Any] = {
        "header_row": case.header_row, "constants": dict(case.whole), "chosen": {k: dict(v) for k, v in case.means.items()},
    }  # fmt: skip
    try:
        checked = imports.check(actor, register, data, path.name, column_map=dict(case.columns), **given)
        told.doubts = [d.message for d in checked.plan.doubts]
        if case.proposed and checked.plan.doubts:
            moved = {n: c for d in checked.plan.doubts for n, c in d.proposal.items()}
            checked = imports.check(
                actor, register, data, path.name, column_map={**case.columns, **moved}, **given
            )
    except IntakeError as error:
        told.failure = str(error)
        return told
    told.checked = checked
    if write:
        told.session = session = imports.upload(
            actor, register, data, path.name, region=_home(case), checked=checked
        )
        imports.apply(actor, session, checked=checked, good_only=True, accepted="照原件登记,疑点待核")
    summary = checked.summary()
    told.rows, told.new, told.changed = summary["rows"], summary["new"], summary["changed"]
    told.same, told.refused = summary["same"], summary["bad_rows"]
    told.doubted = summary["doubtful"]
    told.left_out = sum(summary["left_out"].values())
    for (column, rule), count in checked.result.repairs.counts().items():
        if column and rule not in {"constant"}:
            label = RULES.get(rule, rule)
            told.repairs[label] = told.repairs.get(label, 0) + count
    told.why = [
        (g.label, g.message, g.occurrences, "、".join(g.examples[:3])) for g in checked.result.summary()
    ]
    return told


def _home(case: Case) -> str:
    return case.whole.get("region", "110000")
