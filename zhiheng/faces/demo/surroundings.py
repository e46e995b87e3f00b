"""Rows of stations, sections, plants, land, waste, pollution sources, clean production and duties."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
TRADES = (("水泥", "3011"), ("造纸", "2221"), ("淀粉", "1391"), ("化工", "2614"), ("乳品", "1440"))
DAY = dt.timedelta(days=1)


def fill(
    book: Book, places: Sequence[Place], prefecture: Place, years: Sequence[int], until: dt.date | None = None
) -> None:
    """A few rows of each register for the places and years; nothing after ``until``."""
    # A source of its own: what the other themes draw does not move.
    rng = random.Random(f"{book.key}:surroundings")  # noqa: S311 - repeatable, guards nothing
    last = until or dt.date(years[-1], 12, 31)
    whole = [y for y in years if dt.date(y, 12, 31) <= last]
    for at, place in enumerate(places):
        gain = 0.03 * at / len(places)
        for year in years:
            _plants(book, rng, place, year, 0.62 + 0.05 * (year - years[0]) + gain, last)
            _sections(book, rng, place, year, last)
        for year in whole:
            _area(book, rng, place, year, years[0], at)
        _sources(book, rng, place, years[0], at, last)
        _duties(book, rng, place, prefecture, whole, at)
        _cleaner(book, rng, place, whole, at)
    _hours(book, rng, places[0], years[-1])
    _services(book, prefecture, years[0])


def _hours(book: Book, rng: random.Random, place: Place, year: int) -> None:
    """A day of one station."""
    region, name = place
    for hour in range(24):
        fine = rng.randint(18, 34)
        book.add(
            "air_hours", region, station=f"YS-{region}-A", station_name=f"{name}演示站", day=dt.date(year, 4, 2), hour=hour,
            aqi=-(-fine * 50 // 35), primary="", pm25=fine, pm10=fine + 8, so2=rng.randint(4, 12),
            no2=rng.randint(10, 40), co=round(rng.uniform(0.4, 1.1), 1), o3=rng.randint(20, 60), o3_8h=None,
        )  # fmt: skip


def _plants(book: Book, rng: random.Random, place: Place, year: int, share: float, last: dt.date) -> None:
    region, name = place
    for quarter in range(1, 5):
        if dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - DAY > last:
            break
        for kind, words, amount in (("sewage", "污水处理厂", 120), ("refuse", "垃圾填埋场", 5200)):
            generated = round(amount * rng.uniform(0.9, 1.1), 2)
            book.add(
                "plant_returns", region, plant=f"YS-{kind}-{region}", period=f"{year}Q{quarter}",
                plant_name=f"{name}演示{words}", kind=kind, generated=generated,
                treated=round(generated * min(0.98, share + rng.uniform(-0.02, 0.02)), 2),
                cod_in=rng.randint(260, 380) if kind == "sewage" else None,
                cod_out=rng.randint(28, 52) if kind == "sewage" else None,
            )  # fmt: skip


def _sections(book: Book, rng: random.Random, place: Place, year: int, last: dt.date) -> None:
    region, name = place
    for month in (2, 5, 8, 11):
        day = dt.date(year, month, 12)
        if day > last:
            break
        poor = rng.random() < 0.15
        book.add(
            "water_samples", region, section=f"YS-DM-{region}", section_name=f"{name}演示断面", river=f"{name}演示河",
            basin="演示流域", body="river", target_class="3", sampled_on=day, ph=round(rng.uniform(7.2, 8.3), 2),
            do=round(rng.uniform(6.2, 9.0), 2), codmn=round(rng.uniform(2, 4.5), 2), cod=rng.randint(9, 19),
            bod5=round(rng.uniform(1.5, 3.4), 2), nh3n=round(rng.uniform(1.1, 1.9) if poor else rng.uniform(0.1, 0.8), 3),
            tp=round(rng.uniform(0.03, 0.16), 3),
        )  # fmt: skip


def _area(book: Book, rng: random.Random, place: Place, year: int, first: int, at: int) -> None:
    region, name = place
    land = 180_000 + 42_000 * at
    base = round(land * (0.14 + 0.01 * at))
    book.add(
        "land_cover", region, period=str(year), land=land, forest=base + round(land * 0.0022 * (year - first + 1)),
        grass=round(land * 0.31), base_forest=base, base_year=first - 1, survey="演示",
    )  # fmt: skip
    for kind, amount, safe in (("industrial", 42_000, 0.82), ("hazardous", 90, 0.97), ("medical", 60, 0.99)):
        firm, code = enterprise(region, name, 71 + len(kind))
        made = round(amount * rng.uniform(0.85, 1.15), 3)
        used = round(made * (0.6 if kind == "industrial" else 0.1), 3)
        done = round(made * min(1.0, safe + 0.005 * (year - first)) - used, 3)
        book.add(
            "waste_returns", region, enterprise=firm, credit_code=code, kind=kind,
            waste_code={"hazardous": "HW08", "medical": "HW01"}.get(kind, ""), period=str(year), generated=made,
            utilised=used, disposed=done, stored=round(made - used - done, 3), dumped=0,
        )  # fmt: skip
    met = rng.random() < 0.9
    book.add(
        "soil_points", region, point=f"YS-TR-{region}", point_name=f"{name}演示耕地点", land_use="farmland",
        sampled_on=dt.date(year, 9, 8), standard="GB 15618", met=met, over_control=False, factor="" if met else "镉",
        soil_class="priority" if met else "safe_use", area=round(rng.uniform(8, 40), 2),
    )  # fmt: skip


def _sources(book: Book, rng: random.Random, place: Place, first: int, at: int, last: dt.date) -> None:
    region, name = place
    _trade, industry = TRADES[at % len(TRADES)]
    firm, code = enterprise(region, name, 61)
    permit = book.number("PW", region, first)
    book.add(
        "pollution_sources", region, permit_no=permit, enterprise=firm, credit_code=code, industry=industry,
        kind="industrial", management="key", key_source=True, issued_on=dt.date(first, 3, 1),
        valid_until=dt.date(first + 5, 2, 28), cod=60, nh3n=6, so2=80, nox=70, dust=20,
    )  # fmt: skip
    amount = 13.0 + at
    for year in range(first, last.year + 1):
        for quarter in range(1, 5):
            if dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - DAY > last:
                break
            amount *= 0.985
            book.add(
                "emission_returns", region, permit_no=permit, enterprise=firm, credit_code=code, kind="industrial",
                period=f"{year}Q{quarter}", cod=round(amount * rng.uniform(0.95, 1.05), 3),
                nh3n=round(amount * 0.09, 3), so2=round(amount * 1.3, 3), nox=round(amount * 1.1, 3), basis="自动监测",
            )  # fmt: skip
        for month in (5, 10):
            day = dt.date(year, month, 9)
            if day <= last:
                _check(book, rng, (region, firm, code, permit), day, over=rng.random() < 0.15, last=last)


def _check(
    book: Book,
    rng: random.Random,
    source: tuple[str, str, str, str],
    day: dt.date,
    *,
    over: bool,
    last: dt.date,
) -> None:
    """A measurement, and the case that an excess opened (one in four has none yet)."""
    region, firm, code, permit = source
    number = book.number("WR", region, day.year)
    measured = round(rng.uniform(92, 150) if over else rng.uniform(30, 78), 3)
    book.add(
        "emission_checks", region, check_no=number, permit_no=permit, enterprise=firm, credit_code=code, outlet="DW001",
        pollutant="cod", measured_on=day, automatic=False, measured=measured, limit=80, unit_name="mg/L", exceeded=over,
    )  # fmt: skip
    if not over or rng.random() < 0.25:
        return
    done = day + dt.timedelta(days=70) <= last
    book.add(
        "emission_cases", region, case_no=book.number("AJ", region, day.year), check_no=number, enterprise=firm,
        credit_code=code, pollutant="cod", found_on=day, times=round(measured / 80 - 1, 3),
        state="closed" if done else "rectifying", filed_on=min(day + 6 * DAY, last),
        rectify_by=day + dt.timedelta(days=45), rectified_on=day + dt.timedelta(days=40) if done else None,
        verified_on=day + dt.timedelta(days=55) if done else None,
        decided_on=day + dt.timedelta(days=60) if done else None, penalty=10 if done else None,
    )  # fmt: skip


def _duties(
    book: Book, rng: random.Random, place: Place, prefecture: Place, years: Sequence[int], at: int
) -> None:
    region, name = place
    for year in years:
        top = f"YS-JN-{prefecture[0]}-{year}"
        own = f"YS-JN-{region}-{year}"
        for code, above, kind, amount, words in (
            (own, top, "energy_intensity", 3.2, "%"),
            (f"{own}-COD", f"{top}-COD", "cod", 42.0, "吨"),
        ):
            done = round(amount * rng.uniform(0.97, 1.12), 4)
            book.add(
                "reduction_duties", region, code=code, handed_by=above, document="演示〔目标责任书〕", kind=kind,
                obliged="area", amount=amount, unit_name=words, handed_on=dt.date(year, 2, 20),
                due_on=dt.date(year, 12, 31), done=done, state="met" if done >= amount else "unmet",
            )  # fmt: skip
        firm, credit = enterprise(region, name, 61)
        book.add(
            "reduction_duties", region, code=f"{own}-COD-01", handed_by=f"{own}-COD", document="演示〔目标责任书〕",
            kind="cod", obliged="enterprise", enterprise=firm, credit_code=credit, amount=3 + at, unit_name="吨",
            handed_on=dt.date(year, 3, 10), due_on=dt.date(year, 12, 31), done=3.4 + at, state="met",
        )  # fmt: skip


def _cleaner(book: Book, rng: random.Random, place: Place, years: Sequence[int], at: int) -> None:
    region, name = place
    for year in years[1:]:
        firm, code = enterprise(region, name, 61 + year % 5)
        listed, late = dt.date(year - 1, 4, 1), year == years[-1] and at % 3 == 0
        book.add(
            "clean_production", region, code=book.number("QJ", region, year), enterprise=firm, credit_code=code,
            industry=TRADES[at % len(TRADES)][1], kind="compulsory" if at % 2 else "voluntary",
            listed_for="planned" if at % 2 else "own", above_size=True, state="auditing" if late else "accepted",
            listed_on=listed, disclosed_on=listed + 20 * DAY, begun_on=listed + 50 * DAY,
            reported_on=None if late else listed + 300 * DAY, evaluated_on=None if late else listed + 360 * DAY,
            accepted_on=None if late else dt.date(year, 10, 12), invested=round(rng.uniform(60, 400), 2),
            coal_saved=None if late else round(rng.uniform(80, 900), 2),
        )  # fmt: skip
    if at % 2:
        return
    firm, code = enterprise(region, name, 68)
    project = book.number("XH", region, years[0] if years else 2011)
    book.add(
        "circular_projects", region, code=project, name=f"{name}演示粉煤灰综合利用", kind="project", rank="provincial",
        enterprise=firm, credit_code=code, chain="粉煤灰—水泥—砌块", approved_on=dt.date(years[0] - 1, 6, 1),
        finished_on=dt.date(years[0], 5, 1), invested=3600, planned_output=1900,
    )  # fmt: skip
    for year in years:
        materials = rng.randint(11_000, 14_000)
        waste = rng.randint(4200, 5200)
        book.add(
            "circular_returns", region, code=project, enterprise=firm, credit_code=code, period=str(year),
            output_value=round(materials * (0.17 + 0.012 * (year - years[0])), 2), materials=materials, waste=waste,
            reused=round(waste * 0.88), renewable=rng.randint(900, 1500),
        )  # fmt: skip


def _services(book: Book, prefecture: Place, year: int) -> None:
    region, name = prefecture
    firm, code = enterprise(region, name, 90)
    book.add(
        "clean_services", region, code=book.number("FW", region, year), enterprise=firm, credit_code=code,
        trades="水泥、造纸、农产品加工", auditors=8, listed_on=dt.date(year, 1, 10), contact_post="业务岗位01",
    )  # fmt: skip
