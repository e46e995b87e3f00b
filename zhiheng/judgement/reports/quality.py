"""The quality-status report of a region and period as a paper: every number bound to its indicator cell.

Parts and indicators are data (``catalogue/reports/quality_status.yaml``). Problems are what the figures and dues
say; recommendations are the drafter's own, line by line, and where none are written the report says what follows
from the problems by rule.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from zhiheng.frame.dues.models import Due
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.indicators.catalogue import catalogue, definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import interval
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.judgement.indicators.pooling import labels
from zhiheng.kernels.measures import Cell, Engine, Period
from zhiheng.kernels.methods import exact, plain
from zhiheng.kernels.papers import Block, Chart, FigureRef, Heading, Inline, Note, Paper, Paragraph, Table
from zhiheng.kernels.papers.charts import Gap, Series, bars, trend
from zhiheng.records.programmes.models import Programme

KINDS = {"quarter": ("quarterly", "季度"), "half": ("half", "半年"), "year": ("yearly", "年度")}
TREND_YEARS = 3
HEIGHT = 320  # of a chart, at 720 wide: two and a table fit on a page
LISTED = 8  # names in a sentence; the tables have them all


class ReportError(ValueError):
    """A report that cannot be drafted, with the reason."""


@functools.cache
def outline() -> dict[str, Any]:
    text = files("zhiheng.catalogue").joinpath("reports/quality_status.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


@dataclass(frozen=True)
class Figures:
    """Everything a report states, asked of the engine in a few questions."""

    region: Region
    period: Period
    now: Mapping[str, Cell]
    before: Mapping[str, Cell]
    below: Mapping[tuple[str, str], Cell]
    trends: Mapping[str, list[Cell]]
    children: Sequence[Region]


def kind_of(period: Period) -> str:
    """quarterly | half | yearly; ReportError for another length."""
    grain = period.grain
    if grain not in KINDS:
        raise ReportError(
            f"质量状况报告按季、半年或年，{period.label}不是其中之一。请写如 2012Q3、2012H1、2012。"
        )
    return KINDS[grain][0]


def gather(region: Region, period: Period, on: Engine) -> Figures:
    """The cells of a report: the period, the same period last year, the regions below, the recent trend."""
    codes = [c for s in outline()["sections"] for c in s["indicators"] if c in catalogue()]
    spread = [s["by_region"] for s in outline()["sections"] if s.get("by_region") in catalogue()]
    level = Level.COUNTY if region.level == Level.PREFECTURE else Level.PREFECTURE
    low, high = prefix_range(territory_prefix(region.code))
    children = (
        []
        if region.level in {Level.COUNTY, Level.TOWNSHIP, Level.PARK}
        else list(
            Region.objects.filter(
                code__gte=low, code__lt=high, level=level, valid_to__isnull=True, kind=""
            ).order_by("code")
        )
    )
    now = {c.code: c for c in on.measure(codes, [region.code], [period])}
    before = {c.code: c for c in on.measure(codes, [region.code], [period.previous_year()])}
    below = (
        {(c.code, c.region): c for c in on.measure(spread, [r.code for r in children], [period])}
        if children and spread
        else {}
    )
    steps = [period]
    for _ in range(4 * TREND_YEARS - 1 if period.grain == "quarter" else TREND_YEARS):
        steps.insert(0, steps[0].previous())
    trends: dict[str, list[Cell]] = {}
    for cell in on.measure(spread, [region.code], steps) if spread else []:
        trends.setdefault(cell.code, []).append(cell)
    return Figures(region, period, now, before, below, trends, children)


def figure(cell: Cell) -> FigureRef:
    """The number as printed, bound to its cell; what it is when there is none."""
    value = cell.status_label if cell.shown is None else f"{cell.shown}{_unit(cell)}"
    return FigureRef(cell.code, cell.region, cell.period.key, value, cell.status)


def _unit(cell: Cell) -> str:
    return "" if cell.unit in {"", "指数"} else cell.unit


def draft(region: Region, period: Period, *, opinion: str = "", number: str = "", issuer: str = "") -> Paper:
    """The report as a paper. Raises ReportError, MeasureError."""
    kind_of(period)
    measuring = engine()
    found = gather(region, period, measuring)
    promised = _attainment(region, period, measuring)
    late = _late(region, period)
    blocks: list[Block] = [_summary(found, promised)]
    for section in outline()["sections"]:
        blocks += _section(section, found)
    problems = _problems(found, promised, late)
    blocks.append(Heading(1, "存在问题"))
    blocks += [Paragraph.of(*p) for p in problems] or [
        Paragraph.of("本期各项指标和报送没有发现需要列出的问题。")
    ]
    blocks.append(Heading(1, "工作建议"))
    blocks += [Paragraph.of(text) for text in _advice(opinion, found, promised, late)]
    blocks.append(
        Note(("数字由系统按台账记录和单位报送值计算，每个数字可回到所依据的记录；生成日期见落款。",))
    )
    title = outline()["title"].format(region=region.name, period=period.label)
    return Paper(
        title=title,
        blocks=tuple(blocks),
        number=number,
        issuer=issuer,
        signature=issuer,
        date=dt.date.today(),
        recipients=(f"{region.name}人民政府",),
    )


def _attainment(region: Region, period: Period, on: Engine) -> list[Line]:
    found: list[Line] = []
    year = period.last // 12
    for programme in Programme.objects.everywhere("the report's own region").filter(region=region):
        starts, ends = programme.starts[:4] or "0000", programme.ends[:4] or "9999"
        if int(starts) <= year <= int(ends):
            found += [x for x in lines(programme, period, on=on) if x.target.kind == "target"]
    return found


def _late(region: Region, period: Period) -> list[Due]:
    low, high = prefix_range(territory_prefix(region.code))
    dues = (
        Due.objects.everywhere("the report's own region")
        .filter(region_id__gte=low, region_id__lt=high, due_on__gte=period.start, due_on__lte=period.end)
        .select_related("owner")
    )
    return [d for d in dues if d.late_days]


def _summary(found: Figures, promised: list[Line]) -> Paragraph:
    known = [c for c in found.now.values() if c.shown is not None]
    judged = [x for x in promised if x.judged is not None and x.judged.met is not None]
    met = sum(x.judged.met is True for x in judged if x.judged)
    silent = len(found.now) - len(known)
    rest = f"，{silent} 项没有记录或未报送" if silent else ""
    parts: list[Inline] = [
        f"{found.period.label}，{found.region.name}共监测 {len(found.now)} 项指标，其中 {len(known)} 项有数据{rest}。"
    ]
    if judged:
        parts.append(
            f"对照现行方案的目标值，可比较的 {len(judged)} 项中已达到 {met} 项，尚有差距 {len(judged) - met} 项。"
        )
    return Paragraph(tuple(parts))


def _section(section: Mapping[str, Any], found: Figures) -> list[Block]:
    codes = [c for c in section["indicators"] if c in found.now]
    blocks: list[Block] = [Heading(1, section["title"])]
    if not codes:
        return [*blocks, Paragraph.of("指标目录中没有这一部分的指标。")]
    spoken = [c for c in codes if found.now[c].shown is not None][:3]
    parts: list[Inline] = []
    for code in spoken:
        cell, last = found.now[code], found.before[code]
        parts += [f"{definition(code).name}为", figure(cell)]
        if last.shown is not None and cell.shown is not None:
            change = cell.shown - last.shown
            word = "持平" if not change else f"{'上升' if change > 0 else '下降'} {abs(change)}"
            points = "个百分点" if change and cell.unit == "%" else _unit(cell) if change else ""
            parts += ["，上年同期", figure(last), f"，{word}{points}"]
        parts.append("。")
    blocks.append(Paragraph(tuple(parts)) if parts else Paragraph.of("本期没有可用的数据。"))
    rows: list[tuple[Inline, ...]] = []
    few = False
    for code in codes:
        cell, last = found.now[code], found.before[code]
        base = "" if cell.denominator is None else f"{_whole(cell.numerator)}/{_whole(cell.denominator)}"
        if chance := interval_words(interval(cell)):
            base += f"（{chance}）"
            few = True
        rows.append(
            (
                definition(code).name,
                figure(cell),
                figure(last),
                base,
                "台账" if cell.source == "computed" else "报送",
            )
        )
    blocks.append(
        Table(
            ("指标", "本期", "上年同期", "分子/分母", "来源"),
            tuple(rows),
            widths=(44, 16, 16, 15, 9),
            align=("left", "center", "center", "center", "center"),
            caption=f"{section['title']}主要指标",
        )
    )
    mixed = [(definition(c).name, found_) for c in codes if (found_ := labels(definition(c)))]
    if mixed:
        told = "；".join(f"{name}：{'、'.join(names)}" for name, names in mixed)
        blocks.append(
            Note((f"下列比率把所列各项不同的记录合在一起算，只宜看总体变化，不宜代表其中任何一种：{told}。",))
        )
    if few:
        blocks.append(Note(("分子/分母后括号内是 95% 置信区间：对象不多的比率，偶然波动就能有这样大。",)))
    return blocks + _pictures(section, found)


def _whole(value: float | None) -> str:
    """With its digits: six of them would not be enough for a count of millions."""
    return "" if value is None else plain(exact(f"{value:.12g}"))


def _pictures(section: Mapping[str, Any], found: Figures) -> list[Block]:
    code: str = section.get("by_region", "")
    if code not in found.trends:
        return []
    name, unit = definition(code).name, definition(code).unit
    steps = found.trends[code]
    while steps and steps[0].shown is None:  # the years before the first record say nothing
        steps = steps[1:]
    blocks: list[Block] = []
    if sum(c.shown is not None for c in steps) > 1:
        option = trend(
            f"{name}走势",
            [_tick(c.period) for c in steps],
            [Series(found.region.name, [_point(c) for c in steps])],
            unit=unit,
        )
        told = "、".join(f"{c.period.label}{c.shown}{unit}" for c in steps[-4:] if c.shown is not None)
        blocks.append(
            Chart(
                _untitled(option),
                f"{name}走势",
                f"{found.region.name}{name}的走势，最近：{told}",
                height=HEIGHT,
            )
        )
    cells = [found.below[code, r.code] for r in found.children if (code, r.code) in found.below]
    if sum(c.shown is not None for c in cells) > 1:
        names = {r.code: r.short_name or r.name for r in found.children}
        option = bars(f"各地{name}", [names[c.region] for c in cells], [_point(c) for c in cells], unit=unit)
        told = "、".join(
            f"{names[c.region]}{c.shown if c.shown is not None else c.status_label}" for c in cells
        )
        blocks.append(
            Chart(_untitled(option), f"各地{name}", f"{found.period.label}各地{name}：{told}", height=HEIGHT)
        )
    return blocks


def _tick(period: Period) -> str:
    """A period as it fits under an axis: 2012三季, 2012下半年, 2012."""
    year, months = period.first // 12, period.first % 12
    if period.grain == "quarter":
        return f"{year}{'一二三四'[months // 3]}季"
    return f"{year}{'下' if months else '上'}半年" if period.grain == "half" else str(year)


def _untitled(option: dict[str, Any]) -> dict[str, Any]:
    """The caption below the picture is its title; printed twice it only takes room."""
    return {k: v for k, v in option.items() if k != "title"}


def _point(cell: Cell) -> float | Gap:
    return Gap(cell.status_label) if cell.shown is None else float(cell.shown)


def _gap_due(line: Line, period: Period) -> bool:
    """Whether an unmet target counts as a failure now: its year has come, or it recurs each year."""
    target = line.target
    by = (target.by or target.programme.ends)[:4]
    return bool(target.recurs) or not by.isdigit() or int(by) <= period.last // 12


def _wanted(line: Line) -> str:
    target = line.target
    words = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "约"}.get(target.op, "")
    upper = f"至{target.value_max:g}" if target.value_max is not None else ""
    return f"{words}{target.value:g}{upper}{target.unit}"


def _problems(found: Figures, promised: list[Line], late: list[Due]) -> list[list[Inline]]:
    problems: list[list[Inline]] = []
    short = [x for x in promised if x.judged is not None and x.judged.met is False and x.cell is not None]
    failed = [x for x in short if x.cell and x.cell.shown is not None and _gap_due(x, found.period)]
    ahead = [x for x in short if x.cell and x.cell.shown is not None and not _gap_due(x, found.period)]
    for line in failed:
        where = f"（{line.target.node.path}）" if line.target.node else ""
        problems.append(
            [
                f"{line.target.indicator_name}未达到方案要求{where}：目标{_wanted(line)}，实际",
                *_figures(line),
                "。",
            ]
        )
    years = sorted({(x.target.by or x.target.programme.ends)[:4] for x in ahead})
    for year in years:
        same = [x for x in ahead if (x.target.by or x.target.programme.ends)[:4] == year]
        parts: list[Inline] = [f"距 {year} 年目标尚有差距的 {len(same)} 项："]
        for at, line in enumerate(same):
            parts += [
                "；" if at else "",
                f"{line.target.indicator_name}",
                *_figures(line),
                f"（目标{_wanted(line)}）",
            ]
        problems.append([*parts, "。"])
    worse = [(c, found.now[c], found.before[c]) for c in found.now if _worse(found.now[c], found.before[c])]
    if worse:
        parts = [f"比上年同期变差的 {len(worse)} 项："]
        for at, (code, cell, last) in enumerate(worse):
            parts += ["；" if at else "", f"{definition(code).name}由", figure(last), "变为", figure(cell)]
        problems.append([*parts, "。"])
    if late:
        named = "、".join(sorted({d.owner.name for d in late}))
        problems.append([f"本期应完成的报送事项中，逾期或未完成 {len(late)} 件，涉及{named}。"])
    silent = [
        definition(c).name for c, cell in found.now.items() if cell.status in {"no_records", "not_reported"}
    ]
    if silent:
        rest = "等，见各表" if len(silent) > LISTED else ""
        problems.append([f"{len(silent)} 项指标没有记录或未报送：{'、'.join(silent[:LISTED])}{rest}。"])
    return problems


def _figures(line: Line) -> list[Inline]:
    return [figure(line.cell)] if line.cell is not None else []


def _worse(cell: Cell, last: Cell) -> bool:
    if cell.shown is None or last.shown is None:
        return False
    sense = definition(cell.code).direction
    if sense == "up":
        return cell.shown < last.shown
    return sense == "down" and cell.shown > last.shown


def _advice(opinion: str, found: Figures, promised: list[Line], late: list[Due]) -> list[str]:
    written = [line.strip() for line in opinion.splitlines() if line.strip()]
    if written:
        return written
    advice = []
    short = [x for x in promised if x.judged is not None and x.judged.met is False]
    if failed := [x.target.indicator_name for x in short if _gap_due(x, found.period)]:
        advice.append(f"对未达到方案要求的指标（{_few(failed)}）逐项查明原因，明确责任单位和整改期限。")
    if ahead := [x.target.indicator_name for x in short if not _gap_due(x, found.period)]:
        advice.append(f"对尚有差距的目标（{_few(ahead)}）按年度分解任务，逐季对照进度。")
    if late:
        advice.append("督促逾期单位补报，并将报送情况纳入年度考核。")
    if any(c.status in {"no_records", "not_reported"} for c in found.now.values()):
        advice.append("由指标责任单位补齐台账记录或报送数值，并附佐证材料。")
    return advice or ["保持现有工作力度，继续按期监测和报送。"]


def _few(names: list[str], limit: int = 5) -> str:
    return "、".join(names[:limit]) + (f"等 {len(names)} 项" if len(names) > limit else "")
