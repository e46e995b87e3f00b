"""Rows of air days and of water and noise monitoring."""

from __future__ import annotations

import datetime as dt
import functools

from zhiheng.faces.demo.book import Book
from zhiheng.kernels.methods.aqi import RULE, iaqi
from zhiheng.kernels.rules import AqiFigures, RuleError, rule_book

Place = tuple[str, str]
# Until the index of HJ 633 was published in a place, the older API (without PM2.5, CO and ozone) stood for it.
NAMES = {"pm10": "PM10", "pm25": "PM2.5", "o3": "O₃"}
SCALES = {"pm10": "pm10_24h", "pm25": "pm25_24h", "so2": "so2_24h", "no2": "no2_24h", "o3": "o3_8h"}
LIMIT = {"pm10": 150, "pm25": 75, "o3": 160}


@functools.cache
def _figures(day: dt.date) -> tuple[str, AqiFigures]:
    book = rule_book()
    try:
        version = book.in_force(RULE, day)
    except RuleError:
        version = book.in_force(RULE, dt.date(2016, 1, 1))
    return version.ref.version, version.figures_as(AqiFigures)


@functools.cache
def _index(scale: str, value: int, version: str) -> int:
    return iaqi(SCALES[scale], value, rule_book().version(RULE, version).figures_as(AqiFigures)) or 0


def air_year(
    book: Book,
    place: Place,
    year: int,
    *,
    good: int | None = None,
    share: float = 0.85,
    missing: int = 5,
    pm25: int = 35,
    exact: bool = False,
    culprits: tuple[str, ...] = ("pm10", "pm10", "pm25"),
    until: dt.date | None = None,
    old_index: bool = False,
) -> None:
    """A year of days: ``missing`` without valid data, ``good`` (or ``share`` of the rest) with AQI up to 100.

    ``pm25`` is the aim of the year's mean; ``exact`` makes the mean of the valid days come out at it exactly.
    Bad days come in the dust months when PM10 is to blame, else in winter or (ozone) summer.
    """
    rng = book.rng
    first = dt.date(year, 1, 1)
    last = min(until or dt.date(year, 12, 31), dt.date(year, 12, 31))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    absent = set(rng.sample(days, min(missing, len(days) // 4)))
    valid = [d for d in days if d not in absent]
    bad_count = len(valid) - (good if good is not None else round(len(valid) * share))
    blame = {d: book.pick(culprits) for d in _worst(book, valid, bad_count, culprits)}
    drawn = [_particles(book, d, pm25, blame.get(d)) for d in valid]
    if exact:
        _settle(drawn, [d not in blame for d in valid], pm25 * len(valid))
    for day, fine in zip(valid, drawn, strict=True):
        guilty = blame.get(day)
        value = {
            "pm25": fine,
            "pm10": rng.randint(156, 260) if guilty == "pm10" else min(fine + rng.randint(15, 60), 145),
            "so2": rng.randint(6, 45),
            "no2": rng.randint(8, 50),
            "o3": rng.randint(165, 215) if guilty == "o3" else rng.randint(40, 140),
        }
        if guilty == "pm25":
            value["pm10"] = min(value["pm10"], 148)
        counted = ("pm10", "so2", "no2") if old_index else tuple(value)
        version = _figures(day)[0]
        index = max(_index(s, value[s], version) for s in counted)
        known = {s: value[s] for s in counted}
        book.add(
            "air_days",
            place[0],
            day=day,
            aqi=index,
            good=index <= 100,
            primary=NAMES.get(max(counted, key=lambda s: _index(s, value[s], version)), "")
            if index > 50
            else "",
            co=None if old_index else round(rng.uniform(0.3, 1.8), 1),
            rule_version="API" if old_index else version,
            **known,
        )
    for day in sorted(absent):
        book.add("air_days", place[0], day=day, aqi=None, good=None, rule_version="")


def _worst(book: Book, valid: list[dt.date], count: int, culprits: tuple[str, ...]) -> list[dt.date]:
    """The bad days, leaning to the months in which the culprits are at their worst."""
    heavy = {"pm10": (3, 4, 5), "pm25": (1, 2, 12), "o3": (8, 9, 10)}
    months = {m for c in culprits for m in heavy[c]}
    scored = sorted(valid, key=lambda d: book.rng.random() * (0.35 if d.month in months else 1.0))
    return scored[: max(0, count)]


def _particles(book: Book, day: dt.date, mean: int, guilty: str | None) -> int:
    if guilty == "pm25":
        return book.rng.randint(80, 120)
    season = 1.25 if day.month in {11, 12, 1, 2} else 0.85
    top = 70 if guilty is None else 74
    return max(6, min(top, round(book.rng.gauss(mean * season, mean * 0.3))))


def _settle(values: list[int], free: list[bool], total: int) -> None:
    """Move values of free days by one at a time until they add up to ``total``."""
    left = total - sum(values)
    step = 1 if left > 0 else -1
    while left:
        moved = False
        for at, may in enumerate(free):
            if left and may and 6 <= values[at] + step <= 72:
                values[at] += step
                left -= step
                moved = True
        if not moved:
            raise ValueError("the mean asked for cannot be reached by good days")


POINTS = {
    "source": ("水源地", "II"),
    "surface": ("地表水断面", "III"),
    "river": ("河流断面", "III"),
    "irrigation": ("灌溉渠断面", "IV"),
    "rural_supply": ("农村供水点", ""),
    "noise_area": ("区域噪声点", ""),
    "noise_road": ("道路噪声点", ""),
}
FACTORS = {
    "source": "总硬度",
    "surface": "氨氮",
    "river": "化学需氧量",
    "irrigation": "粪大肠菌群",
    "rural_supply": "浊度",
}


def monitor(book: Book, place: Place, kind: str, day: dt.date, met: bool, point: int = 1) -> None:
    """One monitoring of a point and whether it met its standard."""
    region, name = place
    words, grade = POINTS[kind]
    noise = kind.startswith("noise")
    if noise:
        value = round(book.rng.uniform(46, 54.5) if met else book.rng.uniform(56, 66), 1)
    book.add(
        "monitoring",
        region,
        point=f"YS-{kind}-{region}-{point}",
        point_name=f"{name}演示{words}{point}",
        kind=kind,
        monitored_on=day,
        water_class=(grade if met else "V") if grade else "",
        value=value if noise else None,
        unit_name="dB(A)" if noise else "",
        met=met,
        factor="" if met or noise else FACTORS[kind],
    )


def monitoring_year(
    book: Book, place: Place, year: int, kinds: tuple[str, ...], rate: float, *, until: dt.date | None = None
) -> None:
    """Sources and sections twice a quarter, noise once; each meets its standard with the chance ``rate``."""
    for kind in kinds:
        for month in range(2, 13, 3) if kind.startswith("noise") else range(1, 13, 2):
            for point in (1, 2):
                day = dt.date(year, month, 5 + 3 * point)
                if until is None or day <= until:
                    monitor(book, place, kind, day, book.chance(rate), point)
