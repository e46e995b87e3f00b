"""Surface-water classes: the worst item decides (环办〔2011〕22号 with GB 3838-2002 table 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiheng.kernels.methods.numbers import MethodError, Number, known, plain
from zhiheng.kernels.methods.rates import Rate, rate
from zhiheng.kernels.rules import RuleBook, RuleRef, WaterFigures, rule_book

RULE = "water.surface_class"


@dataclass(frozen=True, slots=True)
class SectionClass:
    """Class of a section (1 to 6, 6 is worse than V), the items that decide it, and each item's class."""

    water_class: int
    title: str
    status: str
    deciding: tuple[str, ...]
    items: Mapping[str, int]
    not_measured: tuple[str, ...]
    rule: RuleRef

    def meets(self, required: int) -> bool:
        """Does the section meet its functional class (1 to 5)?"""
        return self.water_class <= required


def section_class(
    values: Mapping[str, Number | None], on: date, *, lake: bool = False, book: RuleBook | None = None
) -> SectionClass | None:
    """Class of one section from item concentrations (mg/L; ph without unit). None when nothing was measured.

    Items not measured are listed, not assumed clean. MethodError for an unknown item or a negative value.
    """
    version = (book or rule_book()).in_force(RULE, on)
    figures = version.figures_as(WaterFigures)
    unknown = [name for name in values if name not in figures.items]
    if unknown:
        raise MethodError(f"不认识的水质项目“{unknown[0]}”；可用：{'、'.join(figures.items)}")
    classes: dict[str, int] = {}
    for name, raw in values.items():
        value = known(raw)
        if value is None:
            continue
        if value < 0:
            raise MethodError(f"{figures.items[name].title}为负（{plain(value)}），请核对监测数据")
        classes[name] = _item_class(name, value, figures, lake)
    if not classes:
        return None
    worst = max(classes.values())
    title = figures.classes[worst - 1]
    return SectionClass(
        water_class=worst,
        title=title,
        status=figures.status[title],
        deciding=tuple(figures.items[name].title for name, c in classes.items() if c == worst)
        if worst > 1
        else (),
        items=classes,
        not_measured=tuple(name for name in figures.items if name not in classes),
        rule=version.ref,
    )


@dataclass(frozen=True, slots=True)
class BasinStatus:
    """Status of a river or basin by its sections' classes: shares of I to III and of worse than V."""

    title: str
    good: Rate
    worst: Rate
    rule: RuleRef


def basin_status(classes: Sequence[int], on: date, *, book: RuleBook | None = None) -> BasinStatus:
    """Judge a basin of five sections or more. MethodError with fewer: then average first and use ``section_class``."""
    version = (book or rule_book()).in_force(RULE, on)
    figures = version.figures_as(WaterFigures)
    if len(classes) < figures.basin_min_sections:
        raise MethodError(
            f"断面只有 {len(classes)} 个，不足 {figures.basin_min_sections} 个；请先求各项平均浓度再按单因子评价"
        )
    good = rate(sum(1 for c in classes if c <= 3), len(classes))
    worst = rate(sum(1 for c in classes if c > 5), len(classes))
    for band in figures.basin:
        if band.good_share_at_least is not None and (good.value or 0) < band.good_share_at_least:
            continue
        if band.worst_share_at_least is not None and (worst.value or 0) < band.worst_share_at_least:
            continue
        return BasinStatus(band.title, good, worst, version.ref)
    raise MethodError("流域评价分级表不完整，请在规则 water.surface_class 中补一个兜底等级")


@dataclass(frozen=True, slots=True)
class WaterStatus:
    """Status of a river, basin or lake. ``shares`` where it follows from the classes of five sections or more, ``mean``
    where from the class of the average over fewer (and of a lake always). ``classes``: of the sections that have one."""

    title: str
    classes: tuple[int, ...]
    shares: BasinStatus | None
    mean: SectionClass | None


def averaged(samples: Iterable[Mapping[str, Number | None]]) -> dict[str, Decimal | None]:
    """Arithmetic mean of each item over the samples that measured it; None for one that none did."""
    held: dict[str, list[Decimal]] = {}
    names: dict[str, None] = {}
    for sample in samples:
        for name, raw in sample.items():
            names[name] = None
            if (value := known(raw)) is not None:
                held.setdefault(name, []).append(value)
    return {name: sum(held[name], Decimal(0)) / len(held[name]) if name in held else None for name in names}


def water_status(
    sections: Sequence[Mapping[str, Number | None]],
    on: date,
    *,
    lake: bool = False,
    book: RuleBook | None = None,
) -> WaterStatus | None:
    """Judge the sections of a river, basin or lake, each given by the means of its items; None where none was measured.

    Five sections or more: by shares of classes. Fewer: items averaged over the sections, then the worst item decides.
    Lakes are averaged whatever their number.
    """
    judged = [
        found for one in sections if (found := section_class(one, on, lake=lake, book=book)) is not None
    ]
    if not judged:
        return None
    classes = tuple(found.water_class for found in judged)
    figures = (book or rule_book()).in_force(RULE, on).figures_as(WaterFigures)
    if not lake and len(classes) >= figures.basin_min_sections:
        shares = basin_status(classes, on, book=book)
        return WaterStatus(shares.title, classes, shares, None)
    mean = section_class(averaged(sections), on, lake=lake, book=book)
    assert mean is not None  # something was measured somewhere
    return WaterStatus(mean.status, classes, None, mean)


def _item_class(name: str, value: Decimal, figures: WaterFigures, lake: bool) -> int:
    item = figures.items[name]
    if item.within is not None:
        low, high = item.within
        # pH has one range for all five classes.
        return 1 if low <= value <= high else 6
    limits = item.lake_limits if lake and item.lake_limits else item.limits
    for number, limit in enumerate(limits, start=1):
        if (value >= limit) if item.rising else (value <= limit):
            return number
    return 6
