"""广州 2012–2015, 沙坡头 2022–2025 and a province of 云南's shape 2011–2015: lighter books of rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from zhiheng.faces.demo import (
    activity,
    certification,
    firms,
    foundations,
    gatherings,
    governing,
    market,
    nature,
    serving,
    supervision,
    talent,
    whole,
)
from zhiheng.faces.demo.book import SEED, Book, failing, quarters

Place = tuple[str, str]


def guangzhou(districts: list[Place], city: Place, seed: int = SEED) -> Book:
    """A big city: sampling by district, air by city. Of the batches of 2012, 92.1 % pass, as the document says."""
    book = Book("guangzhou", seed)
    supervision.verdicts(book, districts, 2012, failing(book, 696, 54), key_product=True)
    supervision.verdicts(book, districts, 2012, failing(book, 64, 6), key_product=True, level="national")
    for year in range(2012, 2016):
        gain = 0.008 * (year - 2012)
        for place in districts:
            _district(book, place, year, gain)
        for quarter in range(1, 5):
            supervision.batches(
                book,
                city,
                year,
                quarter,
                14,
                0.985 + gain / 2,
                sector="drug",
                kind="evaluation",
                level="prefecture",
            )
            supervision.batches(
                book, city, year, quarter, 45, 0.993 + gain / 5, sector="export", level="prefecture"
            )
            if year > 2012:
                supervision.batches(
                    book, city, year, quarter, 16, 0.905 + gain, level="national", key_product=True
                )
        nature.air_year(
            book,
            city,
            year,
            share=0.82 + gain * 3,
            pm25=round(46 - 2.5 * (year - 2012)),
            culprits=("o3", "pm25"),
            missing=3,
        )
        nature.monitoring_year(book, city, year, ("source", "river", "noise_area"), 0.96)
        for _ in range((18, 20, 22, 24)[year - 2012]):
            accepted = book.day(year)
            activity.demonstration(
                book,
                book.pick(districts),
                "farm",
                "provincial",
                applied=accepted - dt.timedelta(days=500),
                accepted=accepted,
            )
        if year == 2014:
            activity.demonstration(
                book, city, "city", "national", applied=dt.date(2012, 3, 1), accepted=dt.date(2014, 9, 9)
            )
        for _ in range(6):
            supervision.campaign(
                book, book.pick(districts), book.day(year), kind=book.pick(("special", "joint"))
            )
            activity.event(
                book,
                book.pick(districts),
                "training",
                book.day(year),
                classes=2,
                persons=book.rng.randint(80, 300),
            )
            activity.event(
                book, book.pick(districts), "publicity", book.day(year), leaflets=book.rng.randint(500, 5000)
            )
    foundations.light(book, city, range(2012, 2016))
    certification.fill(book, districts[:2], city, range(2012, 2016))
    talent.fill(book, districts[:2], city, range(2014, 2016))
    for year in range(2012, 2016):
        market.trade(book, city, year, 60, 0.997, dt.date(2015, 12, 31))
    whole.fill(book, districts, city, 2015)
    firms.fill(book, range(2012, 2016), lambda _, year: 0.8)
    return book


def _district(book: Book, place: Place, year: int, gain: float) -> None:
    for each, quarter in quarters([year]):
        if year > 2012:
            supervision.batches(book, place, each, quarter, 12, 0.921 + gain, key_product=True)
        supervision.batches(book, place, each, quarter, 14, 0.938 + gain, sector="food", licensed=True)
        for _ in range(2):
            samples = book.rng.randint(40, 90)
            bad = sum(book.chance(0.045 - gain) for _ in range(samples))
            supervision.farm(book, place, book.day(each, quarter), samples, samples - bad)
        for kind in ("housing", "municipal", "road"):
            activity.works(
                book, place, book.day(each, quarter), kind=kind, first=book.chance(0.97), passed=book.chance(0.995),
                excellent=book.chance(0.72 + 3 * gain), energy=book.chance(0.97) if kind == "housing" else None,
                public_road=kind == "road",
            )  # fmt: skip
        activity.verification(
            book,
            place,
            book.day(each, quarter),
            in_cycle=book.chance(0.94 + gain),
            units=book.rng.randint(10, 60),
        )


def shapotou(townships: list[Place], district: Place, seed: int = SEED) -> Book:
    """A district of today: records of its townships, until the end of its programme."""
    book = Book("shapotou", seed)
    group = gatherings.leading_group(
        book, district, dt.date(2022, 12, 20), studies=1, basis="方案要求每年专题研究不少于 1 次"
    )
    for year in range(2022, 2026):
        gain = 0.012 * (year - 2022)
        for each, quarter in quarters([year]):
            for place in townships:
                supervision.batches(book, place, each, quarter, 3, 0.93 + gain, key_product=True)
                supervision.batches(book, place, each, quarter, 3, 0.955 + gain, sector="food", licensed=True)
                samples = book.rng.randint(15, 40)
                bad = sum(book.chance(0.03 - gain / 2) for _ in range(samples))
                supervision.farm(book, place, book.day(each, quarter), samples, samples - bad)
            supervision.batches(book, district, each, quarter, 5, 0.9 + gain, sector="fuel", kind="special")
            for size, kind in (
                ("large", "water"),
                ("medium", "housing"),
                ("small", "road"),
                ("small", "housing"),
            ):
                for _ in range(2):
                    first = book.chance(0.965 + gain)
                    activity.works(
                        book, district, book.day(each, quarter), kind=kind, size=size, first=first, excellent=book.chance(0.5),
                        energy=book.chance(0.97 + gain / 2) if kind == "housing" else None, material=book.chance(0.9 + gain),
                    )  # fmt: skip
            for use in ("trade", "medical", "reference"):
                activity.verification(
                    book,
                    district,
                    book.day(each, quarter),
                    in_cycle=book.chance(0.93 + gain),
                    units=book.rng.randint(8, 50),
                    use=use,
                )
        nature.air_year(
            book, district, year, share=0.84 + gain, pm25=31, culprits=("pm10", "pm10", "o3"), missing=2
        )
        nature.monitoring_year(book, district, year, ("source", "river", "noise_area"), 0.99)
        for _ in range(5):
            supervision.campaign(book, district, book.day(year), kind=book.pick(("special", "joint")))
        if year > 2022:
            gatherings.plenary(book, district, group, year, done=year < 2025)
        if year != 2023:
            gatherings.study(book, district, book.day(year), 18, group)
        activity.event(
            book, district, "training", book.day(year), classes=3, persons=book.rng.randint(120, 260)
        )
        activity.event(book, district, "publicity", dt.date(year, 9, 12), leaflets=3000, banners=20)
    foundations.light(book, district, range(2022, 2026))
    talent.fill(book, townships[:1], district, range(2024, 2026))
    governing.fill(book, townships[:2], district, range(2024, 2026), {2024: Decimal(60), 2025: Decimal(66)})
    serving.fill(book, townships[:2], district, range(2024, 2026))
    # The year that HJ 633-2026 cuts.
    nature.air_year(
        book,
        district,
        2026,
        share=0.9,
        pm25=40,
        culprits=("pm10", "pm25"),
        missing=2,
        until=dt.date(2026, 10, 31),
    )
    market.fill(book, townships[:2], district, range(2022, 2026))
    whole.fill(book, [district], district, 2025)
    firms.fill(book, range(2022, 2026), lambda _, year: 0.75)
    return book


# Standing when the count begins, then granted in each of five years.
PROVINCE: dict[str, tuple[int, tuple[int, ...]]] = {
    "famous_national": (22, (6, 8, 8, 8, 7)),
    "indication": (24, (8, 9, 10, 11, 11)),
    "brand_provincial": (140, (130, 140, 160, 165, 170)),
    "famous_provincial": (420, (360, 400, 480, 500, 540)),
    "pollution_free": (900, (180, 220, 260, 280, 300)),
    "green": (260, (120, 140, 160, 170, 180)),
}


def province(prefectures: dict[Place, list[Place]], seed: int = SEED) -> Book:
    """A province: a little of everything from every county; air and water by prefecture."""
    book = Book("province", seed)
    counties = [county for below in prefectures.values() for county in below]
    skill = {code: book.rng.uniform(-0.05, 0.05) for code, _ in counties}
    for place in counties:
        for each, quarter in quarters(range(2011, 2016)):
            gain = 0.011 * (each - 2011) + skill[place[0]]
            supervision.batches(
                book, place, each, quarter, 2, min(0.99, 0.868 + gain), key_product=True, level="provincial"
            )
            supervision.batches(
                book, place, each, quarter, 2, min(0.995, 0.905 + gain), sector="food", licensed=True
            )
            if quarter % 2 == 0:
                activity.works(
                    book, place, book.day(each, quarter), kind=book.pick(("housing", "road", "water")), first=book.chance(0.96),
                    passed=book.chance(0.99), excellent=book.chance(0.3), energy=book.chance(0.94 + gain / 2),
                )  # fmt: skip
    for prefecture in prefectures:
        clear = book.rng.uniform(0.93, 0.995)
        for year in range(2011, 2016):
            nature.monitoring_year(book, prefecture, year, ("source",), 0.91 + 0.014 * (year - 2011))
            if year > 2012:
                nature.air_year(
                    book, prefecture, year, share=clear, pm25=27, culprits=("pm25", "o3"), missing=4
                )
    for kind, (before, yearly) in PROVINCE.items():
        granting = [book.rng.randint(2008, 2010) for _ in range(before)]
        granting += [2011 + at for at, count in enumerate(yearly) for _ in range(count)]
        for year in granting:
            granted = book.day(year)
            activity.title(
                book, book.pick(counties), kind, applied=granted - dt.timedelta(days=240), granted=granted
            )
    for year, count in zip(range(2010, 2016), (60, 70, 75, 80, 85, 90), strict=True):
        for _ in range(count):
            accepted = book.day(year)
            activity.demonstration(
                book,
                book.pick(counties),
                "service",
                "provincial",
                applied=accepted - dt.timedelta(days=400),
                accepted=accepted,
            )
    foundations.light(book, next(iter(prefectures)), range(2014, 2016))
    first, below = next(iter(prefectures.items()))
    governing.fill(book, below[:2], first, range(2014, 2016), {2014: Decimal(300), 2015: Decimal(330)})
    whole.fill(book, below, first, 2015)
    firms.fill(book, range(2014, 2016), lambda _, year: 0.7)
    return book
