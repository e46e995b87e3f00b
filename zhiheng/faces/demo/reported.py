"""Values that no register yields, as units would have reported them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zhiheng.faces.demo import zhangye
from zhiheng.faces.demo.book import SEED, Book
from zhiheng.judgement.indicators.reporting import Entry
from zhiheng.kernels.measures import Period

Place = tuple[str, str]
BASIS = "演示数据：部门统计报表"
ASSESSED = "演示数据：年度质量工作考核结果"
SURVEY = "演示数据：满意度调查"

# (code, share when poor, when good, denominators, quarterly)
RATES: tuple[tuple[str, float, float, tuple[int, int], bool], ...] = (
    ("P16", 0.84, 1.01, (30, 90), True),
    ("P18", 0.88, 1.01, (60, 160), True),
    ("V08", 0.42, 0.84, (300, 900), True),
    ("V09", 0.45, 0.88, (80, 240), True),
    ("S09", 0.93, 1.0, (120, 400), True),
    ("F01", 0.52, 0.86, (18, 40), False),
    ("F02", 0.86, 1.0, (40, 120), False),
    ("F03", 0.85, 1.0, (60, 200), False),
    ("S06b", 0.74, 0.93, (300, 400), False),
    ("S06c", 0.76, 0.93, (300, 400), False),
    ("S06d", 0.75, 0.92, (300, 400), False),
    ("S10", 0.80, 0.93, (500, 1500), False),
)
# One county did not report its accidents of one year: not reported is not the same as none.
UNREPORTED = {("P20", "620724", "2012"), ("S06b", "620725", "2013"), ("V08", "620722", "2012")}


def zhangye_values(
    counties: list[Place], seed: int = SEED, years: Iterable[int] = zhangye.YEARS
) -> list[Entry]:
    book = Book("zhangye-reported", seed)
    found: list[Entry] = []
    for year in years:
        for code, low, high, sizes, quarterly in RATES:
            parts = [Period.quarter(year, q) for q in range(1, 5)] if quarterly else []
            for period in (*parts, Period.year(year)):
                found += _rates(book, counties, code, period, low, high, sizes, year)
        for place in counties:
            if ("P20", place[0], str(year)) not in UNREPORTED:
                found.append(Entry("P20", place[0], str(year), 0, basis=BASIS))
        found.append(Entry("P20", zhangye.PREFECTURE, str(year), 0, basis=BASIS))
        found += _city(book, year)
    return found


def _rates(
    book: Book,
    counties: list[Place],
    code: str,
    period: Period,
    low: float,
    high: float,
    sizes: tuple[int, int],
    year: int,
) -> list[Entry]:
    found, top, bottom = [], 0, 0
    for region, _ in counties:
        size = book.rng.randint(*sizes)
        share = zhangye.between(low, high, zhangye.level(region, year)) + book.rng.uniform(-0.02, 0.02)
        hits = min(size, max(0, round(size * share)))
        top, bottom = top + hits, bottom + size
        if (code, region, period.key) not in UNREPORTED:
            found.append(_rate(code, region, period.key, hits, size))
    return [*found, _rate(code, zhangye.PREFECTURE, period.key, top, bottom)]


def _rate(code: str, region: str, period: str, hits: int, size: int) -> Entry:
    basis = SURVEY if code.startswith("S06") else BASIS
    return Entry(code, region, period, hits / size * 100, float(hits), float(size), basis)


def _city(book: Book, year: int) -> list[Entry]:
    """What only the city reports. Additions count from the programme's first year, and each year by itself."""
    since = year - 2010
    through = Period(2011 * 12, year * 12 + 11).key
    found = {
        ("S06a", str(year)): 71.5 + 1.9 * since,
        ("S06a_change", str(year)): round(1.9 * since, 1),
        ("V10", str(year)): 15.1 + round(0.22 * since, 2),
        ("V10_change", str(year)): round(0.22 * since, 2),
        ("P14", str(year)): 76.4 + 0.8 * since,
        ("B13", str(year)): 14.0 + 9 * since,
        ("B13_A", str(year)): 8.0 + 5 * since,
        ("B13_AA", str(year)): 2.0 + 2 * since,
        ("F18", str(year)): 21.4 + 1.3 * since,
        ("F19", str(year)): 68.2 + 1.1 * since,
        ("G09", str(year)): 7.6 + 0.4 * since,
    }
    for code, per_year in (("F13_above_size_firms", 0.42), ("F13_key_firms", 0.7), ("F13_new_products", 3.0)):
        found[code, through] = round(per_year * since, 1)
        found[code, str(year)] = per_year
    values = [Entry(c, zhangye.PREFECTURE, p, round(v, 2), basis=BASIS) for (c, p), v in found.items()]
    # Targets met of those of the year, as the assessment announced them.
    met = 68 + 4 * since
    return [*values, Entry("G01", zhangye.PREFECTURE, str(year), met / 92 * 100, met, 92, ASSESSED)]


def _series(region: str, years: Iterable[int], values: dict[str, Callable[[int], float]]) -> list[Entry]:
    return [
        Entry(code, region, str(year), round(value(year), 2), basis=BASIS)
        for year in years
        for code, value in values.items()
    ]


# What every place reports once a year from outside its registers: how much at the start, and more each year.
YEARLY = {"P14": (77.2, 0.6), "F18": (22.0, 1.1), "F19": (69.5, 0.9), "G01": (88.0, 1.5), "G09": (8.1, 0.3)}


def _yearly(region: str, year: int, but: frozenset[str] = frozenset()) -> list[Entry]:
    """The yearly values of ``year`` and the year before that a place does not report otherwise (``but``)."""
    values: dict[str, Callable[[int], float]] = {
        code: (lambda y, low=low, more=more: low + more * (y - year + 1))  # type: ignore[misc]
        for code, (low, more) in YEARLY.items()
        if code not in but
    }
    return _series(region, (year - 1, year), values)


def gannan_values() -> list[Entry]:
    values = _series("623000", (2015, 2016), {"B08": lambda y: 31 + 4.5 * (y - 2014), "P20": lambda y: 0})
    # The change of the pass rate by statistical sampling needs the year before the first records.
    values += _series("623000", (2014,), {"P24": lambda y: 92.6})
    values += _series("623000", (2015,), {"B13": lambda y: 11.0})
    return [*values, *_yearly("623000", 2015)]


def province_values(region: str) -> list[Entry]:
    return [*_series(region, (2014, 2015), {"P20": lambda y: 0}), *_yearly(region, 2015)]


def guangzhou_values() -> list[Entry]:
    """The competitiveness index of 2012 is the one the document publishes."""
    values = _series(
        "440100",
        range(2012, 2016),
        {
            "P14": lambda y: 89.6 + 0.2 * (y - 2012),
            "F06": lambda y: 26.5 + 1.8 * (y - 2012),
            "S04": lambda y: 81.9 + 1.1 * (y - 2012),
            "S05": lambda y: 77.4 + 1.0 * (y - 2012),
            "P20": lambda y: 0,
        },
    )
    return [*values, *_yearly("440100", 2015, frozenset({"P14"}))]


def shapotou_values() -> list[Entry]:
    values = _series(
        "640502",
        range(2022, 2026),
        {
            "P15": lambda y: 92.2 + 1.1 * (y - 2022),
            "F06": lambda y: 61.0 + 3.4 * (y - 2022),
            "P12": lambda y: 98.4 + 0.2 * (y - 2022),
            "V10": lambda y: 18.7 + 0.35 * (y - 2022),
            "V08": lambda y: 93.0 + 0.8 * (y - 2022),
            "P20": lambda y: 0,
        },
    )
    return [*values, *_yearly("640502", 2025)]
