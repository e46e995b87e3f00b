"""Air-quality index by HJ 633, in the version in force on the day.

IAQI = (I_hi − I_lo) / (C_hi − C_lo) × (C − C_lo) + I_lo, carried up to the next integer; AQI is the largest IAQI.
Concentrations are first rounded to the places of the standard. Break-points, levels and rounding come from the rule
set ``aqi.breakpoints``: PM2.5 and PM10 moved on 2026-03-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from zhiheng.kernels.methods.numbers import MethodError, Number, exact, known, plain, round_by
from zhiheng.kernels.methods.rates import Rate, rate
from zhiheng.kernels.rules import AqiFigures, RuleBook, RuleRef, RuleVersion, rule_book

RULE = "aqi.breakpoints"
Mode = Literal["daily", "hourly"]
Status = Literal["complete", "partial", "unpublished", "no_data"]
_SHORT = {"so2": "SO₂", "no2": "NO₂", "pm10": "PM10", "pm25": "PM2.5", "co": "CO", "o3": "O₃"}


@dataclass(frozen=True, slots=True)
class Level:
    """1 优 to 6 严重污染, with the colour of the standard."""

    level: int
    title: str
    colour: str


@dataclass(frozen=True, slots=True)
class AqiResult:
    """One day or hour.

    ``aqi`` is the index to publish, None when it must not be (``status`` unpublished: pollutants missing and the rest
    does not exceed 100, or a value that only another averaging time can settle; no_data: nothing measured). ``at_least`` is what it reaches in any case. ``good`` is
    None when it cannot be told. ``iaqi`` has every scale of the mode, None where not measured. ``primary`` lists the
    main pollutants, tied ones all, only above 50.
    """

    aqi: int | None
    at_least: int | None
    status: Status
    level: Level | None
    good: bool | None
    primary: tuple[str, ...]
    iaqi: Mapping[str, int | None]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    rule: RuleRef


def iaqi(scale: str, concentration: Number, figures: AqiFigures) -> int | None:
    """Sub-index of one scale; None when the rule refers to another averaging time above the last break-point.

    ``concentration`` in the scale's unit. MethodError for a negative or non-finite one, or an unknown scale.
    """
    if scale not in figures.scales:
        raise MethodError(f"不认识的污染物项目“{scale}”；可用：{'、'.join(figures.scales)}")
    spec = figures.scales[scale]
    value = exact(concentration)
    if value < 0:
        raise MethodError(f"{spec.title}浓度为负（{plain(value)}），请核对监测数据")
    value = round_by(value, figures.concentration_rounding, spec.decimals)
    points = spec.points
    if value > points[-1]:
        return spec.beyond.iaqi
    upper = next(i for i in range(1, len(points)) if value <= points[i])
    low_c, high_c = points[upper - 1], points[upper]
    low_i, high_i = figures.iaqi[upper - 1], figures.iaqi[upper]
    # Multiply before dividing: the quotient of two integers is exact wherever it is an integer.
    raw = Decimal(low_i) + (high_i - low_i) * (value - low_c) / (high_c - low_c)
    return int(round_by(raw, figures.iaqi_rounding))


def aqi(
    concentrations: Mapping[str, Number | None],
    on: date,
    *,
    mode: Mode = "daily",
    book: RuleBook | None = None,
) -> AqiResult:
    """Index of one day (``mode="daily"``) or hour, by the rule in force on that date.

    Keys of ``concentrations`` are scales: so2_24h, no2_24h, pm10_24h, pm25_24h, co_24h, o3_8h for a day; so2_1h,
    no2_1h, pm10_24h, pm25_24h (hourly means), co_1h, o3_1h for an hour. µg/m³, CO mg/m³. None or NaN is not measured.
    Raises RuleError when no version is in force, MethodError for an unknown key or an impossible value.
    """
    return aqi_by((book or rule_book()).in_force(RULE, on), concentrations, mode=mode)


def aqi_by(
    version: RuleVersion, concentrations: Mapping[str, Number | None], *, mode: Mode = "daily"
) -> AqiResult:
    """As ``aqi`` by a given version, to show a series by the old and the new rule side by side."""
    figures = version.figures_as(AqiFigures)
    how = figures.daily if mode == "daily" else figures.hourly
    unknown = [name for name in concentrations if name not in figures.scales]
    if unknown:
        raise MethodError(f"不认识的污染物项目“{unknown[0]}”；可用：{'、'.join(figures.scales)}")
    values = {name: known(value) for name, value in concentrations.items()}
    found: dict[str, int | None] = {}
    notes: list[str] = []
    bound = 0
    for name in how.scales:
        found[name], low = _sub_index(name, values, figures, notes)
        bound = max(bound, low)
    missing = tuple(name for name in how.scales if found[name] is None)
    present = [value for value in found.values() if value is not None]
    if not present and not bound:
        return AqiResult(
            None, None, "no_data", None, None, (), found, missing, ("没有任何有效监测值",), version.ref
        )
    top = max(present, default=0)
    if bound > top:
        good_so_far = False if bound > figures.good_day_max else None
        notes.append(f"指数不低于 {bound}，确切值须待缺项补齐")
        return AqiResult(
            None, bound, "unpublished", None, good_so_far, (), found, missing, tuple(notes), version.ref
        )
    status: Status = "complete"
    if missing:
        titles = "、".join(figures.scales[name].title for name in missing)
        notes.append(f"缺 {titles}")
        floor = how.publish_incomplete_above
        status = "unpublished" if floor is not None and top <= floor else "partial"
    if status == "unpublished":
        notes.append(f"数据不全且已有分指数均不超过 {how.publish_incomplete_above}，当日指数不发布")
        return AqiResult(None, top, status, None, None, (), found, missing, tuple(notes), version.ref)
    primary = tuple(_short(n) for n, v in found.items() if v == top) if top > figures.primary_above else ()
    level = next(item for item in figures.levels if item.up_to is None or top <= item.up_to)
    good = top <= figures.good_day_max
    return AqiResult(
        aqi=top,
        at_least=top,
        status=status,
        level=Level(level.level, level.title, level.colour),
        good=good if not missing or not good else None,
        primary=primary,
        iaqi=found,
        missing=missing,
        notes=tuple(notes),
        rule=version.ref,
    )


@dataclass(frozen=True, slots=True)
class GoodAir:
    """Good-air days: ``share`` over the days that can be told, and how many could not."""

    share: Rate
    undecided: int
    rules: tuple[RuleRef, ...]
    note: str


def good_air_days(days: Iterable[AqiResult]) -> GoodAir:
    """Days with AQI up to 100 over valid days, in per cent.

    A span across a change of the rule is counted by each day's own rule, and the note says that the series breaks.
    """
    items = list(days)
    decided = [item for item in items if item.good is not None]
    rules: dict[tuple[str, str], RuleRef] = {(i.rule.key, i.rule.version): i.rule for i in items}
    undecided = len(items) - len(decided)
    notes = []
    if undecided:
        notes.append(f"{undecided} 天数据不全，未计入")
    if len(rules) > 1:
        notes.append(
            f"时段跨越标准更替（{'、'.join(ref.version for ref in rules.values())}），前后不可直接比较"
        )
    share = rate(sum(item.good is True for item in decided), len(decided))
    return GoodAir(share, undecided, tuple(rules.values()), "；".join(notes))


def _sub_index(
    name: str, values: Mapping[str, Decimal | None], figures: AqiFigures, notes: list[str]
) -> tuple[int | None, int]:
    """The sub-index, or None with what it is at least (0 when nothing is known)."""
    value = values.get(name)
    if value is None:
        return None, 0
    result = iaqi(name, value, figures)
    if result is not None:
        return result, result
    spec = figures.scales[name]
    # Only a scale with a stand-in gives no index above its last break-point.
    stand_in = figures.scales[spec.beyond.use or name]
    other = values.get(spec.beyond.use or name)
    over = f"{spec.title} {plain(value)} {spec.unit} 超出末档"
    if other is None or spec.beyond.use is None:
        notes.append(f"{over}，须改用{stand_in.title}，该值缺")
        return None, figures.iaqi[len(spec.points) - 1]
    notes.append(f"{over}，改用{stand_in.title}")
    result = iaqi(spec.beyond.use, other, figures)
    return result, result or 0


def _short(scale: str) -> str:
    return _SHORT[scale.rsplit("_", maxsplit=1)[0]]
