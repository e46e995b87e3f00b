"""Rows of surveys, returns of the service trades, hospitals, stores, promises and marks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
# Subject of a survey, its name, the index at the start.
SUBJECTS = (
    ("producer", "生产性服务业顾客满意度", 76.0),
    ("consumer", "生活性服务业顾客满意度", 74.0),
    ("finance", "金融保险业顾客满意度", 72.0),
    ("tourism", "游客满意度", 81.0),
    ("post_telecom", "邮政通信用户满意度", 80.0),
    ("commerce", "商贸流通顾客满意度", 79.0),
    ("social", "社会对服务质量满意度", 75.0),
    ("public", "公共服务质量满意度", 76.5),
    ("works", "住宅工程质量满意度", 73.0),
    ("product", "产品质量顾客满意度", 77.0),
)
DAY = dt.timedelta(days=1)


def fill(
    book: Book,
    places: Sequence[Place],
    prefecture: Place,
    years: Sequence[int],
    until: dt.date | None = None,
) -> None:
    """A few rows of each register for the places and years; nothing after ``until``."""
    # A source of its own: what the other themes draw does not move.
    rng = random.Random(f"{book.key}:serving")  # noqa: S311 - repeatable, guards nothing
    last = until or dt.date(years[-1], 12, 31)
    whole = [y for y in years if dt.date(y, 12, 31) <= last]
    for year in whole:
        _surveys(book, rng, places, prefecture, year, year - years[0])
    for at, place in enumerate(places):
        for year in years:
            _returns(book, rng, place, year, 0.84 + 0.012 * (year - years[0]) + 0.005 * at, last)
        _firms(book, rng, place, years[0], at, whole)
    _hospitals(book, prefecture, years[0])


def _surveys(
    book: Book,
    rng: random.Random,
    places: Sequence[Place],
    prefecture: Place,
    year: int,
    since: int,
) -> None:
    for subject, words, start in SUBJECTS:
        code = book.number(f"MY-{subject[:4]}", prefecture[0], year)
        done = dt.date(year, 10, 28)
        asked = 0
        for at, (region, _name) in enumerate(places):
            # The last place asks too few to be read by itself, as small places do.
            sample = 24 if at == len(places) - 1 and at else rng.randint(160, 320)
            index = round(min(95.0, start + 1.1 * since + rng.uniform(-2.5, 2.5)), 2)
            asked += sample
            book.add(
                "survey_results", region, survey=code, subject=subject, segment="", finished_on=done, sample=sample,
                index=index, margin=round(1.96 * 17 / sample**0.5, 2), satisfied=round(sample * min(0.97, index / 100 + 0.08)),
                base_share=72.0 if subject == "finance" else None, national=78.5 if subject == "commerce" else None,
            )  # fmt: skip
        book.add(
            "surveys", prefecture[0], code=code, title=f"{year}年演示{words}调查", subject=subject, body="演示调查机构",
            frame="演示抽样框", population=180_000, sampling="stratified", mode="phone", planned=200 * len(places),
            valid=asked, started_on=dt.date(year, 9, 5), finished_on=done, publish_by=dt.date(year, 12, 15),
            published_on=dt.date(year, 12, 10), state="published",
        )  # fmt: skip
        if subject == "commerce":
            _questions(book, prefecture[0], places, code, done, rng)


def _questions(
    book: Book, region: str, places: Sequence[Place], code: str, done: dt.date, rng: random.Random
) -> None:
    for number, text, weight in (("A1", "总体满意程度", 2), ("A2", "与期望相比", 1), ("A3", "与理想相比", 1)):
        book.add(
            "survey_questions", region, survey=code, number=number, dimension="satisfaction", text=text, low=1, high=10,
            weight=weight, asked_on=done - 50 * DAY,
        )  # fmt: skip
        for place in places:
            book.add(
                "survey_answers", place[0], survey=code, number=number, segment="超市", finished_on=done,
                answered=rng.randint(60, 110), mean=round(rng.uniform(7.4, 8.4), 2), deviation=round(rng.uniform(1.3, 1.9), 2),
            )  # fmt: skip


def _returns(book: Book, rng: random.Random, place: Place, year: int, share: float, last: dt.date) -> None:
    region, name = place
    coach, coach_code = enterprise(region, name, 81)
    insurer, insurer_code = enterprise(region, name, 82)
    phone, phone_code = enterprise(region, name, 83)
    haulier, haulier_code = enterprise(region, name, 84)
    for month in (3, 6, 9, 12):
        ends = dt.date(year + month // 12, month % 12 + 1, 1) - DAY
        if ends > last:
            break
        trips = rng.randint(380, 620)
        book.add(
            "coach_returns", region, enterprise=coach, credit_code=coach_code, period=f"{year}-{month:02d}",
            departures=trips, on_time=round(trips * min(0.98, share + rng.uniform(-0.02, 0.02))),
            bad_weather=rng.randint(0, 20), cancelled=rng.randint(0, 4),
        )  # fmt: skip
        period = f"{year}Q{month // 3}"
        complaints = rng.randint(30, 60)
        book.add(
            "telecom_returns", region, enterprise=phone, credit_code=phone_code, kind="telecom", period=period,
            charges_checked=1000, charges_right=rng.randint(992, 1000), complaints=complaints,
            complaints_in_time=complaints - rng.randint(0, 2),
        )  # fmt: skip
        claims = rng.randint(120, 260)
        book.add(
            "finance_returns", region, enterprise=insurer, credit_code=insurer_code, kind="property", period=period,
            claims=claims, claims_in_time=round(claims * min(0.99, share + 0.06)), claim_days=round(rng.uniform(6, 12), 1),
            complaints=10, complaints_in_time=9,
        )  # fmt: skip
        sent = rng.randint(500, 900)
        book.add(
            "logistics_returns", region, enterprise=haulier, credit_code=haulier_code, kind="cold_chain", period=period,
            shipments=sent, on_time=round(sent * min(0.98, share + 0.05)), damaged=rng.randint(0, 6),
            temperature_breaks=rng.randint(0, 3), outlets=12,
        )  # fmt: skip
        if month in (6, 9):
            visitors = round(rng.uniform(6, 40), 4)
            book.add(
                "tourism_returns", region, period=f"{year}-{month:02d}", visitors=visitors, overnight=round(visitors * 0.4, 4),
                income=round(visitors * 420, 2), complaints=8, complaints_in_time=7,
                published_on=dt.date(year, month + 1, 15),
            )  # fmt: skip
        if month in (6, 12):
            book.add(
                "public_services", region, code=f"YS-GF-{region}", name="演示不见面办理", area="government",
                period=f"{year}H{month // 6}", planned=40, done=rng.randint(34, 40), unit_name="项", handled=1200,
                handled_online=rng.randint(500, 900), respondents=rng.randint(90, 200), score=round(rng.uniform(76, 88), 2),
            )  # fmt: skip


def _firms(book: Book, rng: random.Random, place: Place, first: int, at: int, years: Sequence[int]) -> None:
    region, name = place
    for number in range(3):
        firm, code = enterprise(region, name, 91 + number)
        signed = first + number
        book.add(
            "stores", region, code=book.number("SM", region, first), enterprise=firm, credit_code=code,
            kind=("supermarket", "department", "market")[number], large=number < 2, listed_on=dt.date(first, 3, 10),
            quality_system=number == 0, promise="七日退换", first_liability=number < 2, three_guarantees=number < 2 or at % 2 == 0,
            signed_on=dt.date(signed, 3, 15) if number < 2 else None,
        )  # fmt: skip
    firm, code = enterprise(region, name, 91)
    for year in years:
        kept = rng.randint(8, 10)
        book.add(
            "promise_checks", region, check_no=book.number("CN", region, year), enterprise=firm, credit_code=code,
            sector="commerce", checked_on=dt.date(year, 5, 12), checked=10, kept=kept, broken="" if kept == 10 else "退换时限",
        )  # fmt: skip
        agency, agency_code = enterprise(region, name, 94)
        found = rng.random() < 0.4
        book.add(
            "tourism_checks", region, check_no=book.number("LY", region, year), enterprise=agency, credit_code=agency_code,
            kind=("agency", "hotel", "site", "coach", "guide")[year % 5], checked_on=dt.date(year, 7, 6),
            problem="合同要素不全" if found else "", state="verified" if found else "clean",
            rectify_by=dt.date(year, 8, 6) if found else None, verified_on=dt.date(year, 8, 4) if found else None,
        )  # fmt: skip
    phone, phone_code = enterprise(region, name, 83)
    book.add(
        "service_marks", region, code=book.number("YF", region, first), kind="team", enterprise=phone,
        credit_code=phone_code, team="营业厅班组01", stars=3 + at % 3, applied_on=dt.date(first, 3, 15), state="granted",
        granted_on=dt.date(first, 9, 1), valid_until=dt.date(first + 3, 8, 31),
    )  # fmt: skip


def _hospitals(book: Book, prefecture: Place, first: int) -> None:
    region, name = prefecture
    for number, grade in ((95, "3A"), (96, "3A"), (97, "2A")):
        firm, code = enterprise(region, f"{name}医院", number)
        licence = book.number("YL", region, first)
        book.add(
            "hospitals", region, licence=licence, enterprise=firm, credit_code=code, grade=grade,
            graded_on=dt.date(first, 1, 10), valid_until=dt.date(first + 8, 1, 9), beds=300 + number,
        )  # fmt: skip
        book.add(
            "hospital_evaluations", region, code=book.number("YP", region, first), licence=licence, enterprise=firm,
            credit_code=code, evaluated_on=dt.date(first, 11, 8), score=900 - number, verdict="qualified", events=1,
            accountable=0,
        )  # fmt: skip
