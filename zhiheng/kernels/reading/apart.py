"""One statement that holds several figures: where it starts from, each of its dates, each of its rates."""

from __future__ import annotations

from dataclasses import replace

from .clauses import Source
from .context import Memory
from .model import Figure
from .naming import Completer
from .segments import Segment
from .times import TimeExpr

QUOTE_MIN = 6
PLAIN_UNITS = {"个百分点": "百分点", "个千分点": "千分点", "个点": "点"}


def started_from(
    source: Source, figure: Figure, segment: Segment, times: list[TimeExpr], year: int | None
) -> Figure:
    """由80%提高到90%: the 80% is a figure too, observed when the text says or at a time unsaid."""
    first, last = segment.origin or (figure.start, figure.end)
    dates = [
        str(int(figure.by[:4]) - 1)
        if figure.by and time.offset_year == -1 and source.folded[time.start] == "上"
        else time.by(year)
        for time in times
        if first <= time.start < last
    ]
    return replace(
        figure,
        kind="result",
        measure="level" if figure.measure == "change" else figure.measure,
        op="=",
        value=segment.baseline if segment.baseline is not None else figure.value,
        unit=PLAIN_UNITS.get(segment.origin_unit, segment.origin_unit) or figure.unit,
        value_max=None,
        by=dates[0] if dates else None,
        end=last,
        quote=source.quote(figure.start, last),
        rule="figure.baseline",
        baseline=None,
        strength=None,
        binding=None,
        steps=tuple(
            step for step in figure.steps if not step.startswith(("deadline", "no-deadline", "kind"))
        ),
        doubts=() if dates else ("baseline_undated",),
    )


def on_each_date(source: Source, figure: Figure, dates: list[tuple[int, str | None]]) -> list[Figure]:
    """2027年、2029年各举办1次: one figure for each of the years; none when there is one date."""
    first = max((at for at, (_, by) in enumerate(dates) if by == figure.by), default=-1)
    run = [first] if first >= 0 else []
    while run and run[0] > 0 and _joined(source, dates[run[0] - 1][0], dates[run[0]][0]):
        run.insert(0, run[0] - 1)
    if len(run) < 2:
        return []
    out = []
    for at in run:
        place, by = dates[at]
        start = min(place, figure.end - QUOTE_MIN)
        steps = tuple(step for step in figure.steps if not step.startswith("deadline"))
        out.append(
            replace(
                figure,
                by=by,
                start=start,
                quote=source.quote(start, figure.end),
                steps=(*steps, "deadline-in-clause"),
            )
        )
    return out


def _joined(source: Source, one: int, two: int) -> bool:
    """Whether two dates stand side by side in a list."""
    gap = source.folded[one:two]
    return len(gap) <= 12 and gap.endswith(("、", "和", "及", "与"))


def each_rate(source: Source, completer: Completer, figure: Figure, memory: Memory) -> list[Figure]:
    """甲合格率和乙合格率均达到95%: rates that each say their own 率 are tracked each for itself."""
    names = completer.rates_of(figure.indicator) if figure.unit == "%" else []
    if len(names) < 2 or figure.baseline is not None:
        return [figure]
    out, place = [], figure.start
    for at, (said, name) in enumerate(names):
        found = source.folded.find(said, place, figure.end) if at else figure.start
        place = found if found >= 0 else place
        out.append(
            replace(
                figure,
                indicator=name,
                start=place,
                quote=source.quote(place, figure.end),
                steps=(*figure.steps, "rates-apart"),
            )
        )
    memory.name = names[-1][1]
    return out
