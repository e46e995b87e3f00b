"""Errors by column and rule, with the rows they are in: ten thousand of one kind are one thing to be told.

A register may hold several rules across columns: each is a kind of its own, told by its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from .specs import RULES, Problem, ProblemGroup

#: Rules whose messages do not name the value, but say which of several rules of that sort is broken.
_OWN_WORDS = frozenset({"row-rule"})


def grouped(problems: Sequence[Problem]) -> list[ProblemGroup]:
    """Problems by column and rule, most frequent first."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        said = problem.message if problem.rule in _OWN_WORDS else RULES.get(problem.rule, problem.rule)
        groups.setdefault((problem.column, problem.rule, said), []).append(problem)
    found = [
        ProblemGroup(
            column,
            group[0].label,
            rule,
            len(group),
            said,
            group[0].fix,
            tuple(dict.fromkeys(str(p.value).strip()[:40] for p in group[:200] if p.value not in ("", None)))[
                :5
            ],
            row_ranges([p.row for p in group]),
        )
        for (column, rule, said), group in groups.items()
    ]
    return sorted(found, key=lambda group: -group.occurrences)


def row_ranges(rows: Sequence[int], most: int = 6) -> str:
    """Row numbers as text: 3-5、9、12 等; at most `most` ranges."""
    ranges: list[list[int]] = []
    more = False
    for row in rows:
        if ranges and row <= ranges[-1][1] + 1:
            ranges[-1][1] = max(ranges[-1][1], row)
        elif len(ranges) == most:
            more = True
            break
        else:
            ranges.append([row, row])
    return "、".join(f"{a}" if a == b else f"{a}-{b}" for a, b in ranges) + (" 等" if more else "")
