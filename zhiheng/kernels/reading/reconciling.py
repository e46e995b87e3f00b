"""What the body says and what the annex tables say, brought together: one thing, not two.

The body's figure or assignment is kept; where the table says the same it is confirmed, where it says
something else both are told to the reader.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from .clauses import Source
from .model import Duty, Figure, Section
from .tablefacts import TableFacts, rows_deadline
from .times import TimeExpr

_ALIKE = 0.6
_GRAMS_LIMIT = 4000


def alike(one: str, other: str) -> float:
    """Dice coefficient of the pairs of characters, 0 to 1."""
    if one == other:
        return 1.0
    left = Counter(one[i : i + 2] for i in range(len(one) - 1))
    right = Counter(other[i : i + 2] for i in range(len(other) - 1))
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0


class _Index:
    """Names by their pairs of characters, so that only names that share some are compared."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.by_gram: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for gram in {name[i : i + 2] for i in range(len(name) - 1)}:
                self.by_gram.setdefault(gram, []).append(place)

    def nearest(self, name: str) -> list[int]:
        """Places of the names at least `_ALIKE` to this one, the nearest first."""
        votes: Counter[int] = Counter()
        for i in range(len(name) - 1):
            votes.update(self.by_gram.get(name[i : i + 2], ())[:_GRAMS_LIMIT])
        scored = [(alike(name, self.names[place]), place) for place, _ in votes.most_common(12)]
        return [
            place for score, place in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= _ALIKE
        ]


def by_of_rows(
    figures: list[Figure], facts: TableFacts, times: list[TimeExpr], source: Source, year: int | None
) -> list[Figure]:
    """Figures in a row of tasks whose cell gives no date of its own are due by the row's."""
    if not facts.deadlines:
        return figures
    deadline = rows_deadline(facts.deadlines)
    dated = [time.start for time in times if time.kind != "recur"]
    out = []
    for figure in figures:
        time = deadline(figure.start)
        if time is None or figure.kind != "target" or time.by(year) is None:
            out.append(figure)
            continue
        cell = source.folded.rfind("\n", 0, figure.start) + 1
        source.count(figure.end - cell)
        if bisect_left(dated, figure.end) > bisect_left(dated, cell):
            out.append(figure)
            continue
        doubts = tuple(doubt for doubt in figure.doubts if doubt not in ("no_deadline", "far_deadline"))
        out.append(
            dataclasses.replace(
                figure, by=time.by(year), steps=(*figure.steps, "deadline-of-row"), doubts=doubts
            )
        )
    return out


def merge_figures(body: list[Figure], table: list[Figure]) -> tuple[list[Figure], list[str]]:
    """(all figures in order of place, warnings): a table's figure that the body states too is left out."""
    if not table:
        return body, []
    out = list(body)
    index = _Index([figure.indicator for figure in body])
    used: set[int] = set()
    warnings: list[str] = []
    for figure in table:
        twin = next(
            (
                place
                for place in index.nearest(figure.indicator)
                if place not in used and _same_statement(body[place], figure)
            ),
            None,
        )
        if twin is None:
            out.append(figure)
            continue
        used.add(twin)
        found = out[twin]
        changes: dict[str, object] = {"binding": found.binding or figure.binding}
        if found.baseline is None:
            changes["baseline"] = figure.baseline
        if found.by is None and figure.by is not None:
            changes["by"] = figure.by
            changes["doubts"] = tuple(doubt for doubt in found.doubts if doubt != "no_deadline")
        if (found.value, found.value_max) == (figure.value, figure.value_max):
            changes["steps"] = (*found.steps, "confirmed-by-table")
        else:
            changes["doubts"] = (*found.doubts, "table_differs")
            warnings.append(f"“{found.indicator}”正文为{_told(found)}，附表为{_told(figure)}，请核对后取其一")
        out[twin] = dataclasses.replace(found, **changes)  # type: ignore[arg-type]
    return sorted(out, key=lambda figure: (figure.start, figure.end)), warnings


def _same_statement(body: Figure, table: Figure) -> bool:
    if body.kind != table.kind or (body.by and table.by and body.by[:4] != table.by[:4]):
        return False
    if body.yearly and body.value != table.value:
        return False  # 每年推荐8个 is not the stock that the table gives
    return not (body.unit and table.unit and body.unit != table.unit)


def _told(figure: Figure) -> str:
    upper = f"—{figure.value_max:g}" if figure.value_max is not None else ""
    return f"{figure.value:g}{upper}{figure.unit}"


def merge_duties(
    body: list[Duty], sections: list[Section], facts: TableFacts
) -> tuple[list[Duty], list[str]]:
    """(all assignments in order of place, warnings): a table's row is matched with the heading of its task."""
    if not facts.duties:
        return body, []
    headed: dict[str | None, list[int]] = {}
    for place, duty in enumerate(body):
        headed.setdefault(duty.section, []).append(place)
    paths = [section.path for section in sections]
    index = _Index([section.heading for section in sections])
    out, used, warnings = list(body), set(), []
    for duty, task in zip(facts.duties, facts.tasks, strict=True):
        twin = next(
            (
                place
                for near in (index.nearest(task[:80]) if task else [])
                for place in headed.get(paths[near], [])
                if place not in used and sections[near].start <= body[place].start < sections[near].body_end
            ),
            None,
        )
        if twin is None:
            out.append(duty)
            continue
        used.add(twin)
        found = out[twin]
        if _units(found) == _units(duty):
            out[twin] = dataclasses.replace(found, steps=(*found.steps, "confirmed-by-table"))
        else:
            out[twin] = dataclasses.replace(found, doubts=(*found.doubts, "table_differs"))
            warnings.append(
                f"“{task[:30]}”的责任单位正文为{_named(found)}，附表为{_named(duty)}，请核对后取其一"
            )
    return sorted(out, key=lambda duty: duty.start), warnings


def _units(duty: Duty) -> tuple[frozenset[str], frozenset[str]]:
    """Who leads (or answers for it alone) and who helps."""
    first = frozenset(duty.lead or duty.responsible)
    return first, frozenset((*duty.lead, *duty.support, *duty.responsible)) - first


def _named(duty: Duty) -> str:
    return "、".join((*duty.lead, *duty.support, *duty.responsible))
