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
from zhiheng.kernels.measures import Cell, Engine, Period
from zhiheng.kernels.papers import Block, Chart, FigureRef, Heading, Inline, Note, Paper, Paragraph, Table
from zhiheng.kernels.papers.charts import Gap, Series, bars, trend
from zhiheng.records.programmes.models import Programme

KINDS = {"quarter": ("quarterly", "季度"), "half": ("half", "半年"), "year": ("yearly", "年度")}
TREND_YEARS = 3


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
            f"质量状况报告按季、半年或年,{period.label}不是其中之一。请写如 2012Q3、2012H1、2012。"
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
        if region.level in {Level.COUNTY, Level.TOWNSHIP}
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
    blocks.append(Note(("数字由系统按台账记录和单位报送值计算,每个数字可回到所依据的记录;生成日期见落款。",)))
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
    parts: list[Inline] = [
        f"{found.period.label},{found.region.name}共监测 {len(found.now)} 项指标,"
        f"其中 {len(known)} 项有数据,{len(found.now) - len(known)} 项没有记录或未报送。"
    ]
    if judged:
        parts.append(f"对照现行方案,可判断的目标 {len(judged)} 项,已达到 {met} 项。")
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
            parts += [",上年同期", figure(last), f",{word}{points}"]
        parts.append("。")
    blocks.append(Paragraph(tuple(parts)) if parts else Paragraph.of("本期没有可用的数据。"))
    rows: list[tuple[Inline, ...]] = []
    for code in codes:
        cell, last = found.now[code], found.before[code]
        base = "" if cell.denominator is None else f"{cell.numerator:g}/{cell.denominator:g}"
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
            widths=(38, 20, 20, 14, 8),
            caption=f"{section['title']}主要指标",
        )
    )
    return blocks + _pictures(section, found)


def _pictures(section: Mapping[str, Any], found: Figures) -> list[Block]:
    code: str = section.get("by_region", "")
    if code not in found.trends:
        return []
    name, unit = definition(code).name, definition(code).unit
    steps = found.trends[code]
    blocks: list[Block] = []
    if sum(c.shown is not None for c in steps) > 1:
        option = trend(
            f"{name}走势",
            [c.period.key for c in steps],
            [Series(found.region.name, [_point(c) for c in steps])],
            unit=unit,
        )
        told = "、".join(f"{c.period.label}{c.shown}{unit}" for c in steps[-4:] if c.shown is not None)
        blocks.append(Chart(option, f"{name}走势", f"{found.region.name}{name}的走势,最近:{told}"))
    cells = [found.below[code, r.code] for r in found.children if (code, r.code) in found.below]
    if sum(c.shown is not None for c in cells) > 1:
        names = {r.code: r.short_name or r.name for r in found.children}
        option = bars(f"各地{name}", [names[c.region] for c in cells], [_point(c) for c in cells], unit=unit)
        told = "、".join(
            f"{names[c.region]}{c.shown if c.shown is not None else c.status_label}" for c in cells
        )
        blocks.append(Chart(option, f"各地{name}", f"{found.period.label}各地{name}:{told}"))
    return blocks


def _point(cell: Cell) -> float | Gap:
    return Gap(cell.status_label) if cell.shown is None else float(cell.shown)


def _problems(found: Figures, promised: list[Line], late: list[Due]) -> list[list[Inline]]:
    problems: list[list[Inline]] = []
    for line in promised:
        if line.light == "red" and line.cell is not None and line.cell.shown is not None:
            where = line.target.node.path if line.target.node else ""
            problems.append(
                [
                    f"{line.target.indicator_name}为",
                    figure(line.cell),
                    f",未达到方案要求({where}):{line.reason}。",
                ]
            )
    for code, cell in found.now.items():
        last = found.before[code]
        if cell.shown is None or last.shown is None:
            continue
        sense = definition(code).direction
        worse = (
            cell.shown < last.shown
            if sense == "up"
            else cell.shown > last.shown
            if sense == "down"
            else False
        )
        if worse:
            problems.append(
                [f"{definition(code).name}由上年同期的", figure(last), "变为", figure(cell), ",有所变差。"]
            )
    if late:
        named = "、".join(sorted({d.owner.name for d in late}))
        problems.append([f"本期应完成的报送事项中,逾期或未完成 {len(late)} 件,涉及{named}。"])
    silent = [
        definition(c).name for c, cell in found.now.items() if cell.status in {"no_records", "not_reported"}
    ]
    if silent:
        problems.append([f"{len(silent)} 项指标没有记录或未报送:{'、'.join(silent)}。"])
    return problems


def _advice(opinion: str, found: Figures, promised: list[Line], late: list[Due]) -> list[str]:
    written = [line.strip() for line in opinion.splitlines() if line.strip()]
    if written:
        return written
    advice = []
    if missed := [x.target.indicator_name for x in promised if x.light == "red"]:
        advice.append(
            f"对未达到方案要求的指标({'、'.join(missed[:5])}等 {len(missed)} 项)逐项查明原因,明确责任单位和整改期限。"
        )
    if late:
        advice.append("督促逾期单位补报,并将报送情况纳入年度考核。")
    if any(c.status in {"no_records", "not_reported"} for c in found.now.values()):
        advice.append("由指标责任单位补齐台账记录或报送数值,并附佐证材料。")
    return advice or ["保持现有工作力度,继续按期监测和报送。"]
