"""The reading of one document: the stages in their order."""

from __future__ import annotations

import re

from .clauses import Source, Span
from .duties import DutyKeys, DutyReader
from .figures import FigureReader
from .lexicon import Lexicon, load_lexicon
from .masks import number_mask
from .model import Reading, ReadingError
from .normalise import fold
from .numbers import find_quantities
from .obligations import ObligationReader
from .outline import label_of, lines_of, read_outline
from .particulars import ParticularsReader
from .phases import read_phases
from .reconciling import by_of_rows, merge_duties, merge_figures
from .tablefacts import TableReader
from .tables import TableFinder, cell_breaks
from .times import find_times

# a plan for one year governs its targets by its title (2025年工作要点), a span of years does not
_YEARLY = re.compile(
    r"(?<![-—~至0-9])((?:19|20)[0-9]{2})年(?:度)?(?![-—~至])[^0-9]{0,30}?(?:要点|计划|安排|任务|清单|方案)"
)
_TITLE_YEAR = re.compile(r"(?<![-—~至0-9])((?:19|20)[0-9]{2})年(?![-—~至])")


def read(text: str, *, name: str = "", lexicon: Lexicon | None = None) -> Reading:
    """What a policy document holds, each thing with its exact place.

    text: the whole document. name: shown in messages and carried into the result.
    Raises ReadingError when the text is empty, or has no outline and nothing else to be found;
    lesser doubts are in `Reading.warnings` (Chinese).
    """
    where = name or "未命名文件"
    if not text.strip():
        raise ReadingError("文件是空的", where, "请确认选对了文件，并且文件里有正文")
    words = lexicon or load_lexicon()
    finder = TableFinder(text, words, DutyKeys(words).role_of)
    tables = finder.find()
    source = Source(text, words, tuple(cell_breaks(text, tables)))
    source.count(finder.work)
    lines = lines_of(source)
    sections = read_outline(source, lines, [Span(table.start, table.end) for table in tables])
    all_times = find_times(source)
    facts = ParticularsReader(source, sections, lines).read()
    year = facts.year
    duty_reader = DutyReader(source, facts.region)
    duties = duty_reader.read(sections, lines)
    titled = _TITLE_YEAR.search(fold(facts.title or ""))
    when = year or (int(titled[1]) if titled else None)  # bare months are of the year in the title
    obligation_reader = ObligationReader(source, sections, all_times, when, facts.date)
    annexed = TableReader(source, sections, all_times, year, duty_reader, obligation_reader).read(tables)
    silent = annexed.silence(len(text))
    duties = [duty for duty in duties if not silent[duty.start]]
    times = [time for time in all_times if not silent[time.start]]
    labels = [(line.start, label.end) for line in lines if (label := label_of(source, line))]
    labels += [(section.start, section.head_start) for section in sections]
    blocked = labels + [(duty.start, duty.end) for duty in duties]
    blocked += [(span.start, span.end) for span in annexed.silent]
    quantities = find_quantities(source, number_mask(source, times, blocked))
    yearly = _YEARLY.search(fold(facts.title or ""))
    figures = FigureReader(
        source, sections, times, quantities, year, yearly[1] if yearly else None, facts.title, facts.date
    ).read()
    figures, differing = merge_figures(by_of_rows(figures, annexed, times, source, year), annexed.figures)
    duties, differing_duties = merge_duties(duties, sections, annexed)
    assigned = [Span(duty.start, duty.end) for duty in duties]
    obligations = ObligationReader(source, sections, times, when, facts.date, assigned).read()
    obligations = sorted([*obligations, *annexed.obligations], key=lambda found: found.start)
    phases = read_phases(source, sections, lines, when)
    if not sections and not (figures or duties or obligations or phases):
        raise ReadingError(
            "没有读出提纲，也没有读出指标、责任分工、报送义务或阶段安排",
            where,
            "请确认这是方案、意见、规划一类的文件，标题序号(一、(一)1.)各占一行",
        )
    warnings = [*differing, *differing_duties]
    if not sections:
        warnings.append("没有读出提纲：文中没有单独成行的“一、”“(一)”“1.”或“第一条”等标题，各项只按位置排列")
    if not figures:
        warnings.append("没有读出带数字的指标")
    if facts.date is None:
        warnings.append("没有读出成文日期，“今年”“年底前”等说法无法换算成具体年份")
    return Reading(
        name=name,
        document=facts,
        sections=tuple(sections),
        figures=tuple(figures),
        duties=tuple(duties),
        obligations=tuple(obligations),
        phases=tuple(phases),
        warnings=tuple(warnings),
        work=source.work,
    )
