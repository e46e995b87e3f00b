"""张掖 2011–2015: five years of a programme, with trends, failures and gaps; six counties of different quality."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from zhiheng.faces.demo import (
    activity,
    branding,
    building,
    certification,
    filing,
    firms,
    foundations,
    gatherings,
    governing,
    listed,
    market,
    nature,
    serving,
    statistics,
    supervision,
    surroundings,
    talent,
)
from zhiheng.faces.demo.book import SEED, Book, enterprise, quarters

Place = tuple[str, str]
PREFECTURE = "620700"
YEARS = range(2011, 2016)
# How well each county does at the start: 0 poor, 1 good. Invented, so that the assessment has something to tell apart.
LEVELS = {"620702": 0.86, "620721": 0.66, "620722": 0.42, "620723": 0.74, "620724": 0.27, "620725": -0.1}
WATER = ("source", "surface", "river", "irrigation", "rural_supply", "noise_area", "noise_road")
# A quarter that one county never recorded.
GAP = ("620725", 2013, 2)


def level(region: str, year: int) -> float:
    """How well a county does in a year; everybody gets better, nobody beyond 1."""
    return min(1.0, LEVELS.get(region, 0.5) + 0.035 * (year - 2011))


def between(low: float, high: float, at: float) -> float:
    return low + (high - low) * at


def book(counties: list[Place], prefecture: Place, seed: int = SEED, years: range = YEARS) -> Book:
    made = Book("zhangye", seed)
    tell(made, counties, prefecture, years)
    # The last: it lists every enterprise that any row names.
    listed.fill(made, counties, years[-1])
    firms.fill(made, years, level)
    return made


def tell(made: Book, counties: list[Place], prefecture: Place, years: range) -> None:
    """What the departments of a prefecture record in the years, all but the list of enterprises."""
    for place in counties:
        for year in years:
            at = level(place[0], year)
            _products(made, place, year, at)
            _works(made, place, year, at)
            nature.air_year(
                made, place, year, share=min(0.97, between(0.72, 0.89, at) + made.rng.uniform(-0.02, 0.02)),
                missing=made.rng.randint(2, 14), pm25=round(between(52, 36, at)),
                culprits=("pm10", "pm10", "pm10", "pm25"), old_index=year < 2013,
            )  # fmt: skip
            nature.monitoring_year(made, place, year, WATER, between(0.86, 1.0, at))
            _instruments(made, place, year, at)
            _governance(made, place, year, at)
    _marks(made, counties, years)
    _standards(made, counties, years)
    for place in (prefecture, *counties):
        above = place is prefecture
        group = gatherings.leading_group(made, place, dt.date(years[0], 6, 27), working=above)
        for year in years[1:]:
            gatherings.plenary(made, place, group, year, done=year < years[-1])
            if above:
                gatherings.working(made, place, group, year, counties, done=year < years[-1])
    filing.fill(made, counties, prefecture)
    surroundings.fill(made, counties, prefecture, years)
    serving.fill(made, counties, prefecture, years)
    foundations.fill(made, counties, prefecture, years, level)
    certification.fill(made, counties, prefecture, years)
    certification.areas(made)
    talent.fill(made, counties, prefecture, years)
    governing.fill(
        made, counties, prefecture, years, {year: Decimal(180 + 26 * (year - 2010)) for year in years}
    )
    market.fill(made, counties, prefecture, years)
    branding.fill(made, counties, prefecture, years)
    building.fill(made, counties, years)
    statistics.fill(made, counties, years)
    _seldom(made, counties, prefecture, years)


def _products(book: Book, place: Place, year: int, at: float) -> None:
    # (batches, pass rate when poor, when good, flags)
    plan = (
        (12, 0.79, 0.965, {"comparable": True, "key_product": True}),
        (8, 0.82, 0.96, {"key_product": True}),
        (5, 0.88, 0.99, {"level": "provincial", "key_product": True}),
        (1, 0.88, 0.98, {"level": "national", "key_product": True}),
        (10, 0.87, 0.985, {"sector": "food", "licensed": True}),
        (3, 0.75, 0.93, {"sector": "food"}),
        (3, 0.80, 0.95, {"sector": "consumer"}),
        (3, 0.90, 0.97, {"kind": "statistical", "level": "prefecture"}),
        (2, 0.70, 0.90, {"kind": "risk", "sector": "food"}),
    )
    for each, quarter in quarters([year]):
        if (place[0], each, quarter) == GAP:
            continue
        for count, low, high, flags in plan:
            supervision.batches(book, place, each, quarter, count, between(low, high, at), **flags)
        if quarter in {1, 4}:
            rate = between(0.80, 0.96, at)
            supervision.batches(
                book, place, each, quarter, 4, rate, sector="coal", kind="special", campaign="民用散煤"
            )
        if quarter < 3:
            supervision.batches(book, place, each, quarter, 3, between(0.84, 0.97, at), sector="farm_input")
        if book.chance(0.3):
            supervision.batch(book, place, book.day(each, quarter), True, key_product=True, pending=True)
        for _ in range(3):
            samples = book.rng.randint(20, 40)
            bad = sum(book.chance(1 - between(0.955, 0.996, at)) for _ in range(samples))
            supervision.farm(book, place, book.day(each, quarter), samples, samples - bad)


def _works(book: Book, place: Place, year: int, at: float) -> None:
    first, excellent = between(0.93, 1.0, at), between(0.48, 0.86, at)
    sizes = [("small", k) for k in ("housing", "housing", "municipal", "road", "water", "water")] * 4
    sizes += [("medium", k) for k in ("housing", "municipal", "road", "water")]
    sizes += [("large", k) for k in ("housing", "water", "road")]
    for size, kind in sizes:
        first_time = book.chance(first)
        activity.works(
            book, place, book.day(year), kind=kind, size=size, first=first_time,
            passed=first_time or book.chance(0.8), excellent=book.chance(excellent if size == "large" else 0.25),
            energy=book.chance(between(0.86, 1.0, at)) if kind == "housing" else None,
            material=book.chance(between(0.5, 0.95, at)), public_road=kind == "road" and size == "large",
        )  # fmt: skip


def _seldom(book: Book, counties: list[Place], prefecture: Place, years: range) -> None:
    """What the city does a few times a year: evaluation of drugs, reviews of firms' metrology."""
    for year in years:
        gain = 0.006 * (year - 2011)
        for quarter in range(1, 5):
            supervision.batches(
                book, prefecture, year, quarter, 8, 0.955 + gain, sector="drug", kind="evaluation", level="prefecture"
            )  # fmt: skip
        for n, (region, name) in enumerate(counties[:4], 1):
            firm, code = enterprise(region, name, n)
            applied = book.day(year, 2)
            book.add(
                "metrology_systems", region, enterprise=firm, credit_code=code, code=book.number("JL", region, year),
                kind="assurance", grade="", applied_on=applied, reviewed_on=applied + dt.timedelta(days=60),
                passed=n != year % 5, state="reviewed", reviewer="计量演示评审机构",
            )  # fmt: skip


def _instruments(book: Book, place: Place, year: int, at: float) -> None:
    for each, quarter in quarters([year]):
        for use in ("trade", "trade", "medical", "safety", "environment", "reference"):
            rate = between(0.93, 1.0, at) if use == "reference" else between(0.80, 0.99, at)
            activity.verification(
                book, place, book.day(each, quarter), in_cycle=book.chance(rate), units=book.rng.randint(3, 24),
                use=use, livelihood=use in {"trade", "medical"},
            )  # fmt: skip


def _governance(book: Book, place: Place, year: int, at: float) -> None:
    for _ in range(round(1 + 4.5 * at)):
        supervision.campaign(book, place, book.day(year), kind=book.pick(("special", "special", "joint")))
    supervision.campaign(
        book,
        place,
        book.day(year, 2),
        kind="check",
        subject="certified",
        theme="获证企业",
        checked=book.rng.randint(3, 9),
    )
    for _ in range(1 + round(3 * at)):
        activity.event(book, place, "training", book.day(year), classes=1, persons=book.rng.randint(35, 120))
    for at_event in range(1 + round(3 * at)):
        activity.event(
            book, place, "publicity", dt.date(year, (3, 9, 9, 12, 6)[at_event], book.rng.randint(1, 20)),
            leaflets=book.rng.randint(300, 2500), messages=book.rng.randint(0, 3000), banners=book.rng.randint(2, 18),
            persons=book.rng.randint(60, 500),
        )  # fmt: skip
    if book.chance(at):
        gatherings.study(book, place, book.day(year), book.rng.randint(8, 20))


def _heavier(book: Book, counties: list[Place], year: int) -> Place:
    """A county, the better ones oftener."""
    weights = [0.15 + level(code, year) for code, _ in counties]
    return book.rng.choices(counties, weights)[0]


# Granted in each year, beginning with those that stood when the programme began (granted in 2008–2010).
GRANTS: dict[str, tuple[int, tuple[int, ...]]] = {
    "famous_national": (13, (3, 4, 4, 5, 4)),
    "famous_provincial": (24, (10, 12, 16, 18, 20)),
    "brand_provincial": (9, (3, 2, 3, 3, 2)),
    "indication": (3, (0, 0, 1, 0, 1)),
    "brand_national": (0, (0, 1, 1, 1, 1)),
    "known_prefecture": (18, (6, 7, 6, 8, 7)),
    "organic": (4, (5, 6, 8, 9, 10)),
    "green": (20, (8, 9, 12, 12, 14)),
    "pollution_free": (40, (15, 16, 20, 18, 22)),
}
DEMONSTRATIONS = {
    "service": ("provincial", (0, 1, 1, 2, 1)),
    "market": ("prefecture", (3, 4, 4, 5, 6)),
    "chain": ("prefecture", (1, 0, 1, 0, 1)),
    "farm": ("provincial", (3, 3, 4, 4, 5)),
}


def _marks(book: Book, counties: list[Place], years: range) -> None:
    for kind, (before, yearly) in GRANTS.items():
        granting = [book.rng.randint(2008, 2010) for _ in range(before)]
        granting += [YEARS[at] for at, count in enumerate(yearly) for _ in range(count) if YEARS[at] in years]
        for year in granting:
            granted = book.day(year, book.rng.randint(2, 4))
            activity.title(
                book, _heavier(book, counties, max(year, 2011)), kind, applied=granted - dt.timedelta(days=200),
                reviewed=granted - dt.timedelta(days=40), granted=granted, introduced=kind == "brand_national",
            )  # fmt: skip
        for year in years:
            for _ in range(max(1, yearly[0] // 4)):
                applied = book.day(year, 3)
                activity.title(book, _heavier(book, counties, year), kind, applied=applied, state="refused")
    for kind, (rank, yearly) in DEMONSTRATIONS.items():
        for year, count in zip(YEARS, yearly, strict=True):
            for _ in range(count if year in years else 0):
                accepted = book.day(year, book.rng.randint(3, 4))
                activity.demonstration(
                    book,
                    _heavier(book, counties, year),
                    kind,
                    rank,
                    applied=accepted - dt.timedelta(days=420),
                    accepted=accepted,
                )
    for year, code in ((2012, "620702"), (2013, "620723"), (2014, "620702"), (2015, "620721")):
        for place in counties:
            if year in years and place[0] == code:
                activity.award(
                    book,
                    place,
                    "government",
                    "prefecture",
                    entered=dt.date(year, 6, 3),
                    awarded=dt.date(year, 12, 12),
                    name="市政府质量奖",
                )
    for year in (2011, 2012, 2013, 2015):
        if year in years:
            activity.prize(
                book,
                _heavier(book, counties, year),
                "provincial",
                awarded=dt.date(year, 11, 20),
                name="飞天奖",
            )


def _standards(book: Book, counties: list[Place], years: range) -> None:
    crops = ("制种玉米", "番茄", "洋葱", "马铃薯", "红枣", "苹果梨", "肉牛", "高原夏菜")
    for year in years:
        for place in counties:
            for _ in range(round(2.2 * level(place[0], year))):
                proposed = book.day(year - 1)
                activity.standard(
                    book, place, proposed=proposed, issued=book.day(year), product=book.pick(crops)
                )
        if year != 2015:
            activity.standard(
                book, counties[0], area="service", proposed=book.day(year - 1), issued=book.day(year)
            )
        if year == 2014:
            activity.standard(
                book, counties[0], area="service", proposed=book.day(2013), issued=book.day(year, 4)
            )
