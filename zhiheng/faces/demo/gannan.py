"""甘南 2015–2017: records from which the 25 results published for 2016 come out by the indicator definitions.

Nothing is told to the definitions: the records simply are such that counting them gives the published figures.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from zhiheng.faces.demo import (
    activity,
    branding,
    building,
    certification,
    ending,
    firms,
    foundations,
    governing,
    market,
    nature,
    serving,
    statistics,
    supervision,
    surroundings,
    talent,
    whole,
)
from zhiheng.faces.demo.book import SEED, Book, failing, quarters, spread

Place = tuple[str, str]
PREFECTURE = "623000"
CITY = "623001"
UNTIL = dt.date(2017, 6, 30)
WATER = ("source", "surface", "river", "noise_area", "noise_road")


def book(counties: list[Place], prefecture: Place, seed: int = SEED) -> Book:
    """Rows of 2015, 2016 (exact) and the first half of 2017. ``counties``: (code, name), 合作市 among them."""
    made = Book("gannan", seed)
    city = next(p for p in counties if p[0] == CITY)
    _air(made, counties, city)
    _products_2016(made, counties)
    _marks_2016(made, counties, prefecture)
    _foundations_2016(made, counties, prefecture)
    _governance_2016(made, counties)
    for year, until in ((2015, None), (2017, UNTIL)):
        _ordinary(made, counties, prefecture, year, until)
    for place in counties:
        _works(made, place, 2016, None, 1.0)
        nature.monitoring_year(made, place, 2016, WATER, 1.0 if place[0] == CITY else 0.95)
        _verifications(made, place, 2016, None)
    foundations.fill(
        made, counties, prefecture, (2015, 2016, 2017), lambda _, year: 0.7 + 0.05 * (year - 2015), UNTIL
    )
    certification.fill(made, counties, prefecture, range(2015, 2018), UNTIL)
    talent.fill(made, counties, prefecture, range(2015, 2017))
    surroundings.fill(made, counties, prefecture, range(2015, 2018), UNTIL)
    serving.fill(made, counties, prefecture, range(2015, 2018), UNTIL)
    governing.fill(made, counties, prefecture, range(2015, 2017), {2015: Decimal(96), 2016: Decimal(112)})
    market.fill(made, counties, prefecture, (2015, 2016, 2017), UNTIL)
    branding.fill(made, counties, prefecture, range(2015, 2018), UNTIL)
    building.fill(made, counties, range(2015, 2018), UNTIL)
    statistics.fill(made, counties, (2015, 2016))
    whole.fill(made, counties, prefecture, 2015)
    # The last: it lists every enterprise that any row names.
    firms.fill(made, range(2015, 2018), lambda _, year: 0.7 + 0.05 * (year - 2015), UNTIL)
    ending.end(made, UNTIL)
    return made


def _air(book: Book, counties: list[Place], city: Place) -> None:
    nature.air_year(book, city, 2015, good=318, missing=5, pm25=38, exact=True)
    # 326 good days of 360 valid ones; the mean falls from 38 to 35, that is by 7.9 %.
    nature.air_year(book, city, 2016, good=326, missing=6, pm25=35, exact=True)
    nature.air_year(book, city, 2017, share=0.92, missing=2, pm25=34, until=UNTIL)
    for place in counties:
        if place == city:
            continue
        clean = book.rng.uniform(0.88, 0.97)
        for year, until in ((2015, None), (2016, None), (2017, UNTIL)):
            nature.air_year(
                book,
                place,
                year,
                share=min(0.99, clean + 0.01 * (year - 2015)),
                missing=9,
                pm25=30,
                until=until,
            )


def _products_2016(book: Book, counties: list[Place]) -> None:
    supervision.verdicts(book, counties, 2016, [True] * 64, level="provincial", key_product=True)
    supervision.verdicts(
        book, counties, 2016, failing(book, 40, 2), sector="coal", kind="special", campaign="民用散煤"
    )
    supervision.verdicts(book, counties, 2016, failing(book, 160, 9), key_product=True)
    supervision.verdicts(book, counties, 2016, failing(book, 240, 11), sector="food", licensed=True)
    supervision.verdicts(
        book, counties, 2016, failing(book, 64, 4), sector="food", kind="risk", level="prefecture"
    )
    # 2,490 of 2,500 samples pass: 99.6 %.
    rounds = 100
    lost = [0] * rounds
    for at in book.rng.sample(range(rounds), 10):
        lost[at] = 1
    for at, (samples, bad) in enumerate(zip(spread(book, 2500, rounds, 8), lost, strict=True)):
        place = counties[at % len(counties)]
        supervision.farm(book, place, book.day(2016, at % 4 + 1), samples, samples - bad)


def _marks_2016(book: Book, counties: list[Place], prefecture: Place) -> None:
    def day() -> dt.date:
        return book.day(2016)

    # Applied for in 2016; some of them were granted the year after.
    for kind, applied, later in (
        ("indication", 3, 0),
        ("brand_provincial", 2, 1),
        ("famous_provincial", 9, 3),
    ):
        for at in range(applied):
            place, granted = book.pick(counties), book.day(2017, 2) if at < later else None
            activity.title(
                book,
                place,
                kind,
                applied=day(),
                reviewed=dt.date(2017, 3, 20) if granted else None,
                granted=granted,
            )
    activity.award(
        book, counties[0], "government", "prefecture",
        entered=dt.date(2016, 5, 16), awarded=dt.date(2016, 12, 20), name="州政府质量奖",
    )  # fmt: skip
    for place in book.rng.sample(counties, 2):
        activity.award(
            book, place, "government", "provincial", entered=day(), name="省政府质量奖", state="lost"
        )
    # What was applied for the year before and granted in this one: counted as new, not as applied for.
    for kind, count in (
        ("brand_provincial", 1),
        ("famous_provincial", 4),
        ("known_prefecture", 6),
        ("green", 7),
    ):
        for _ in range(count):
            granted = book.day(2016, 4)
            activity.title(
                book,
                book.pick(counties),
                kind,
                applied=book.day(2015, 4),
                reviewed=book.day(2016, 2),
                granted=granted,
            )
    for _ in range(5):
        activity.title(book, book.pick(counties), "scenic", granted=book.day(2014), upgraded=day())
    activity.demonstration(book, book.pick(counties), "farm", "provincial", applied=day())
    for place in book.rng.sample(counties, 2):
        activity.demonstration(book, place, "service", "provincial", applied=day())
    activity.demonstration(
        book, prefecture, "farm", "national", applied=dt.date(2013, 4, 9), accepted=dt.date(2016, 10, 18)
    )


def _foundations_2016(book: Book, counties: list[Place], prefecture: Place) -> None:
    crops = ("青稞", "蚕豆", "藜麦", "当归", "牦牛", "藏羊", "羊肚菌", "油菜")
    for at in range(25):
        issued = dt.date(2017, 5, 10 + at) if at < 3 else None
        activity.standard(
            book, prefecture, proposed=book.day(2016), issued=issued, product=crops[at % len(crops)]
        )
    for at in range(6):
        activity.standard(
            book, prefecture, proposed=book.day(2015), issued=book.day(2016, at % 4 + 1), product=crops[at]
        )
    # 5,926 instruments of markets, clinics and meters, in 120 rounds of checks.
    for at, units in enumerate(spread(book, 5926, 120, 10)):
        due = max(book.day(2016, at % 4 + 1), dt.date(2016, 1, 20))
        checked = max(dt.date(2016, 1, 4), due - dt.timedelta(days=book.rng.randint(0, 12)))
        activity.verification(
            book, counties[at % len(counties)], due, in_cycle=True, units=units, livelihood=True, verified=checked,
            use="medical" if at % 5 == 0 else "trade",
        )  # fmt: skip


def _governance_2016(book: Book, counties: list[Place]) -> None:
    for at in range(34):
        supervision.campaign(
            book,
            counties[at % len(counties)],
            book.day(2016, at % 4 + 1),
            kind="joint" if at % 3 == 0 else "special",
        )
    persons = spread(book, 10_500, 28, 120)
    for at, classes in enumerate(spread(book, 56, 28, 1)):
        place = counties[at % len(counties)]
        activity.event(
            book, place, "training", book.day(2016, at % 4 + 1), classes=classes, persons=persons[at]
        )
    for at, appraised in enumerate(spread(book, 7239, 18, 150)):
        passed = round(appraised * book.rng.uniform(0.86, 0.96))
        activity.event(
            book,
            counties[at % len(counties)],
            "appraisal",
            book.day(2016, at % 4 + 1),
            persons=appraised,
            passed=passed,
        )
    leaflets, messages, banners = (
        spread(book, 32_400, 24, 400),
        spread(book, 26_540, 24),
        spread(book, 218, 24, 2),
    )
    for at in range(24):
        month = (3, 9, 9, 9, 12)[at % 5]
        day = dt.date(2016, month, 1 + at)
        activity.event(
            book, counties[at % len(counties)], "publicity", day,
            leaflets=leaflets[at], messages=messages[at], banners=banners[at], persons=book.rng.randint(80, 900),
        )  # fmt: skip


def _ordinary(book: Book, counties: list[Place], prefecture: Place, year: int, until: dt.date | None) -> None:
    """A year without published figures: plausible, a little less done than in 2016."""
    for place in counties:
        for each, quarter in quarters([year], until):
            supervision.batches(
                book, place, each, quarter, 2, 0.98, level="provincial", key_product=True, until=until
            )
            supervision.batches(book, place, each, quarter, 4, 0.93, key_product=True, until=until)
            supervision.batches(
                book, place, each, quarter, 6, 0.94, sector="food", licensed=True, until=until
            )
            supervision.batches(
                book, place, each, quarter, 1, 0.92, sector="coal", kind="special", until=until
            )
            samples = book.rng.randint(40, 70)
            supervision.farm(
                book, place, book.day(each, quarter, until), samples, samples - book.rng.randint(0, 2)
            )
            supervision.campaign(book, place, book.day(each, quarter, until))
            activity.event(
                book,
                place,
                "training",
                book.day(each, quarter, until),
                classes=1,
                persons=book.rng.randint(120, 400),
            )
        activity.event(
            book, place, "publicity", dt.date(year, 3, 15),
            leaflets=book.rng.randint(800, 2500), messages=book.rng.randint(500, 2000), banners=book.rng.randint(4, 20),
        )  # fmt: skip
        _works(book, place, year, until, 0.97)
        nature.monitoring_year(book, place, year, WATER, 0.96, until=until)
        _verifications(book, place, year, until)
    for _ in range(4):
        activity.title(
            book,
            book.pick(counties),
            "known_prefecture",
            applied=dt.date(year - 1, 9, 6),
            granted=book.day(year, 2, until),
        )
    if until is None:
        for _ in range(3):
            activity.title(
                book,
                book.pick(counties),
                "famous_provincial",
                applied=dt.date(2014, 9, 6),
                granted=book.day(year, 2),
            )
        for at in range(8):
            activity.standard(
                book, prefecture, proposed=book.day(year - 1, 2), issued=book.day(year, at % 2 + 1)
            )
    else:
        activity.demonstration(
            book,
            counties[2],
            "farm",
            "provincial",
            applied=dt.date(2014, 5, 8),
            accepted=dt.date(year, 5, 22),
        )
        for at in range(2):
            activity.standard(
                book, prefecture, issued=dt.date(2012, 8, 1 + at), revised=dt.date(year, 4, 10 + at)
            )
        for at in range(21):
            activity.standard(
                book, prefecture, issued=dt.date(2013, 3, 1 + at), checked=dt.date(year, 5, 2 + at)
            )
        supervision.campaign(
            book,
            prefecture,
            dt.date(year, 4, 11),
            kind="check",
            subject="laboratory",
            checked=4,
            theme="检验检测机构资质",
        )
        supervision.campaign(
            book,
            prefecture,
            dt.date(year, 5, 9),
            kind="check",
            subject="certified",
            checked=14,
            theme="获证企业",
        )
        for _ in range(7):
            activity.title(
                book,
                book.pick(counties),
                "scenic",
                granted=dt.date(2013, 6, 3),
                upgraded=dt.date(year, 5, 31),
            )


def _works(book: Book, place: Place, year: int, until: dt.date | None, first: float) -> None:
    for each, quarter in quarters([year], until):
        for kind in ("housing", "municipal", "road", "water"):
            book_day = book.day(each, quarter, until)
            activity.works(
                book, place, book_day, kind=kind, first=book.chance(first), excellent=book.chance(0.3),
                energy=book.chance(0.95) if kind == "housing" else None,
            )  # fmt: skip
    activity.works(
        book, place, book.day(year, 2, until), kind="road", size="medium", excellent=book.chance(0.6),
        public_road=True,
    )  # fmt: skip


def _verifications(book: Book, place: Place, year: int, until: dt.date | None) -> None:
    for each, quarter in quarters([year], until):
        for use in ("trade", "medical", "safety", "reference"):
            in_cycle = book.chance(0.95)
            due = book.day(each, quarter, until)
            activity.verification(book, place, due, in_cycle=in_cycle, units=book.rng.randint(4, 30), use=use)
