"""Rows of standards and metrology work: reviews, declarations, instruments, checks, plans; a few of each kind.

They draw from a source of their own, so that the other rows of a book stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
#: How well a place does in a year, from 0 to 1.
Level = Callable[[str, int], float]

PRODUCTS = ("水泥", "番茄酱", "脱水蔬菜", "白酒", "小麦粉", "塑料管材", "复合肥料", "热轧带肋钢筋")
SERVICES = ("旅游接待服务", "物流配送服务", "养老服务")
CONSUMER = ("羊毛衫", "儿童服装", "家具")
CROPS = ("制种玉米", "番茄", "洋葱", "马铃薯", "红枣", "高原夏菜")
ENERGY = (
    ("electricity", "unit", 4),
    ("electricity", "equipment", 40),
    ("steam", "sub_unit", 10),
    ("coal", "unit", 3),
)
INSTRUMENTS = (
    ("电子汽车衡", "trade", "market", 12),
    ("燃油加油机", "trade", "fuel", 6),
    ("心电图机", "medical", "medical", 24),
    ("压力表", "safety", "", 6),
)
ABROAD = (("样例国甲", "脱水蔬菜", "0712", "sps"), ("样例国乙", "玩具", "9503", "tbt"))


def fill(
    book: Book,
    counties: Sequence[Place],
    centre: Place,
    years: Sequence[int],
    level: Level,
    until: dt.date | None = None,
) -> None:
    """Rows of every county and year, and those that only the centre keeps. ``until``: nothing lies after it."""
    own = Book(f"{book.key}-foundations")
    for place in counties:
        for year in years:
            ends = dt.date(year, 12, 31)
            last = ends if until is None or until > ends else until
            at = min(1.0, max(0.0, level(place[0], year)))
            _reviews(book, own, place, year, last, at)
            _checks(book, own, place, year, last, at)
            _energy(book, own, place, year, last, at)
            if last == ends:
                _farming(book, own, place, year, at)
        _firms(book, own, place, years[0])
        _instruments(book, own, place, years, until)
    _centre(book, own, centre, years, until)


def light(book: Book, centre: Place, years: Sequence[int]) -> None:
    """Less: checks, firms, instruments and what the centre keeps, but no reviews of products, so that what the place
    reported about these stands."""
    own = Book(f"{book.key}-foundations")
    for year in years:
        _checks(book, own, centre, year, dt.date(year, 12, 31), 0.8)
    _firms(book, own, centre, years[0])
    _instruments(book, own, centre, years, None)
    _centre(book, own, centre, years, None)


def _day(own: Book, year: int, last: dt.date) -> dt.date:
    return min(own.day(year, 1 if last.month < 12 else None, last), last)


def _reviews(book: Book, own: Book, place: Place, year: int, last: dt.date, at: float) -> None:
    region, name = place
    offers = [("industrial", p) for p in PRODUCTS] + [("service", s) for s in SERVICES]
    offers += [("consumer", c) for c in CONSUMER]
    for n, (offer, product) in enumerate(offers, 1):
        firm, code = enterprise(region, name, n)
        covered = own.chance(0.72 + 0.28 * at) if offer != "service" else own.chance(0.5 + 0.4 * at)
        advanced = covered and own.chance(0.25 + 0.3 * at if offer != "consumer" else 0.8 + 0.2 * at)
        book.add(
            "product_standards", region, enterprise=firm, credit_code=code, product=product,
            offer="industrial" if offer == "consumer" else offer, key_consumer=offer == "consumer",
            firm_size=("large", "medium", "small", "micro")[n % 4], reviewed_on=_day(own, year, last),
            coverage="in_force" if covered else own.pick(("none", "outdated")),
            standard_number="", standard_kind="", level="", adopts="", adoption="", direction="",
        )  # fmt: skip
        row = book.rows["product_standards"][-1]
        if row["coverage"] != "none":
            row["standard_number"] = book.number("BZ-CP", region, year)
            row["standard_kind"] = own.pick(("national", "industry", "enterprise"))
        if advanced:
            row |= {"level": "world", "adopts": f"ISO {9000 + n}", "adoption": own.pick(("idt", "mod"))}
        row["direction"] = {"none": "draft", "outdated": "raise"}.get(row["coverage"], "implement")


def _checks(book: Book, own: Book, place: Place, year: int, last: dt.date, at: float) -> None:
    region, name = place
    for n, (kind, where) in enumerate(
        (
            ("livelihood", "market"),
            ("livelihood", "fuel"),
            ("packaged", "packaged"),
            ("energy", ""),
            ("commitment", "shop"),
        )
    ):
        firm, code = enterprise(region, name, n + 1)
        day = _day(own, year, last)
        seen = own.rng.randint(12, 60)
        bad = 0 if own.chance(0.55 + 0.4 * at) else own.rng.randint(1, 3)
        packaged = kind == "packaged"
        book.add(
            "metrology_checks", region, code=book.number("JC", region, year), kind=kind, livelihood=where,
            enterprise=firm, credit_code=code, planned=kind == "energy", checked_on=day,
            instruments=0 if packaged else seen, bad_instruments=0 if packaged else bad,
            batches=seen if packaged else 0, bad_batches=bad if packaged else 0,
            problem="部分器具超期未检(演示)" if bad else "",
            state="rectified" if bad else "clear", rectified_on=day if bad else None,
        )  # fmt: skip


def _energy(book: Book, own: Book, place: Place, year: int, last: dt.date, at: float) -> None:
    region, name = place
    firm, code = enterprise(region, name, 1)
    day = _day(own, year, last)
    for energy, tier, needed in ENERGY:
        missing = sum(own.chance(0.18 * (1 - at)) for _ in range(needed))
        book.add(
            "meter_provisions", region, enterprise=firm, credit_code=code, energy=energy, level=tier,
            assessed_on=day, needed=needed, installed=needed - missing, key_user=True,
        )  # fmt: skip
    actual = Decimal(112) - Decimal(round(14 * at + own.rng.uniform(-6, 2), 1)).quantize(Decimal("0.1"))
    book.add(
        "limit_matches", region, enterprise=firm, credit_code=code, number="YS-GB-0001", product="水泥熟料",
        item="综合煤耗", kind="energy", assessed_on=day, unit="kgce/t", better="low",
        limit=Decimal("108.0000"), actual=actual,
    )  # fmt: skip
    for month in range(1, min(last.month, 3) + 1):
        amount = Decimal(own.rng.randint(90, 140))
        end = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
        book.add(
            "energy_metering", region, enterprise=firm, credit_code=code, period=f"{year}-{month:02d}",
            ended_on=end, energy="electricity", quantity=amount, unit="万千瓦时", metered=amount,
            standard_coal=amount * Decimal("1.229"), online=at > 0.6,
        )  # fmt: skip


def _farming(book: Book, own: Book, place: Place, year: int, at: float) -> None:
    region, _ = place
    for n, crop in enumerate(CROPS):
        covered = n < 3 + round(3 * at)
        area = Decimal(own.rng.randint(120, 900)) / 100
        share = Decimal(str(round(0.3 + 0.5 * at + own.rng.uniform(-0.05, 0.05), 2)))
        book.add(
            "farm_standards", region, product=crop, period=str(year), ended_on=dt.date(year, 12, 31),
            covered=covered, standard_number=book.number("BZ-NY", region, year) if covered else "",
            area=area, standard_area=(area * share).quantize(Decimal("0.01")) if covered else Decimal(0),
            bases=own.rng.randint(0, 6),
        )  # fmt: skip


def _firms(book: Book, own: Book, place: Place, year: int) -> None:
    """What a few firms of a place declared, joined, were graded for and committed themselves to."""
    region, name = place
    for n in range(1, 4):
        firm, code = enterprise(region, name, n)
        who = {"enterprise": firm, "credit_code": code}
        day = own.day(year)
        number = book.number("QB", region, year)
        book.add(
            "standard_declarations", region, **who, number=number, name=f"{PRODUCTS[n]}(演示)",
            kind="enterprise", product=PRODUCTS[n], declared_on=day,
        )  # fmt: skip
        book.add(
            "metrology_commitments", region, **who, code=book.number("CX", region, year), trade=own.pick(("market", "fuel", "maker")),
            committed_on=day, published_on=day + dt.timedelta(days=10), state="listed",
        )  # fmt: skip
        book.add(
            "front_runners", region, **who, code=book.number("LP", region, year), above_size=n < 3,
            product=PRODUCTS[n], surveyed_on=day, filed_on=day + dt.timedelta(days=20) if n < 3 else None,
            upgraded_on=None, state="filed" if n < 3 else "surveyed",
        )  # fmt: skip
        if n > 1:
            continue
        bad = own.chance(0.4)
        book.add(
            "declaration_checks", region, **who, code=book.number("GK", region, year), number=number,
            selection="random", checked_on=day + dt.timedelta(days=40),
            fault="number" if bad else "", problem="编号缺年份(演示)" if bad else "",
            rectify_by=day + dt.timedelta(days=70) if bad else None,
            rectified_on=day + dt.timedelta(days=60) if bad else None, state="rectified" if bad else "clear",
        )  # fmt: skip
        book.add(
            "standard_participations", region, **who, number=book.number("GB", region, year),
            name="产品通用技术条件(演示)", level="industry", role="take_part", published_on=day,
            patent_converted=False, subsidy=Decimal(5), subsidised_on=day + dt.timedelta(days=90),
        )  # fmt: skip
        book.add(
            "standard_conducts", region, **who, code=book.number("LH", region, year), grade=own.pick(("AA", "AAA", "AAAA")),
            evaluator="标准化演示评价机构", applied_on=day, evaluated_on=day + dt.timedelta(days=50),
            granted_on=day + dt.timedelta(days=70), valid_until=day + dt.timedelta(days=70 + 3 * 365), state="granted",
        )  # fmt: skip
        book.add(
            "metrology_systems", region, **who, code=book.number("CL", region, year), kind="management", grade="AA",
            applied_on=day, reviewed_on=day + dt.timedelta(days=60), passed=own.chance(0.9), state="reviewed",
            reviewer="测量管理演示评审机构",
        )  # fmt: skip


def _instruments(book: Book, own: Book, place: Place, years: Sequence[int], until: dt.date | None) -> None:
    region, name = place
    last = until or dt.date(years[-1], 12, 31)
    for n, (words, use, where, cycle) in enumerate(INSTRUMENTS, 1):
        firm, code = enterprise(region, name, n)
        verified = last - dt.timedelta(days=own.rng.randint(20, cycle * 36))
        book.add(
            "measuring_instruments", region, instrument=book.number("QJ", region, years[0]), name=words,
            enterprise=firm, credit_code=code, use=use, compulsory=True, mode="cycle", livelihood=where,
            units=own.rng.randint(1, 12), cycle_months=cycle, verified_on=verified,
            certificate=book.number("ZS", region, verified.year),
            next_due_on=verified + dt.timedelta(days=cycle * 30), in_use_on=dt.date(years[0], 1, 10),
        )  # fmt: skip


def _centre(book: Book, own: Book, centre: Place, years: Sequence[int], until: dt.date | None) -> None:
    """What the city keeps: its measurement standards, limits, measures abroad, the plan of each year."""
    region, name = centre
    first = years[0]
    for n, words in enumerate(("砝码标准装置", "压力表检定装置", "燃油加油机检定装置", "电能表检定装置")):
        granted = dt.date(first, 3 + n, 12)
        book.add(
            "measurement_standards", region, code=book.number("JB", region, first), name=f"{words}(演示)",
            kind="public" if n < 3 else "enterprise", enterprise=f"{name}计量检定演示单位",
            accuracy="满足检定规程要求", traced_to="上一级计量演示单位", trace_certificate=book.number("SY", region, first),
            traced_on=granted, traced_until=granted + dt.timedelta(days=365), applied_on=granted - dt.timedelta(days=90),
            assessed_on=granted - dt.timedelta(days=20), granted_on=granted,
            valid_until=granted + dt.timedelta(days=5 * 365), state="certified",
        )  # fmt: skip
    book.add(
        "limit_standards", region, number="YS-GB-0001", product="水泥熟料", item="综合煤耗", kind="energy",
        unit="kgce/t", better="low", limit=Decimal(108), access=Decimal(104), advanced=Decimal(100),
        effective_on=dt.date(first, 1, 1),
    )  # fmt: skip
    for n, (member, product, tariff, kind) in enumerate(ABROAD):
        code = book.number("TB", region, first)
        noticed = dt.date(first, 2 + n, 8)
        book.add(
            "trade_measures", region, code=code, kind=kind, member=member, title=f"{product}技术要求修订(演示)",
            products=product, hs_codes=tariff, notified_on=noticed, comment_until=noticed + dt.timedelta(days=60),
            assessed_on=noticed + dt.timedelta(days=6), impact=("high", "low")[n], exporters=2,
            warned_on=noticed + dt.timedelta(days=8), response="提醒出口企业调整工艺(演示)", state="closed",
        )  # fmt: skip
        for firm_no in (1, 2):
            firm, credit = enterprise(region, name, firm_no)
            book.add(
                "trade_warnings", region, measure=code, enterprise=firm, credit_code=credit,
                sent_on=noticed + dt.timedelta(days=8), channel="platform", advice="按新要求检测(演示)",
                acknowledged_on=noticed + dt.timedelta(days=9),
                answered_on=noticed + dt.timedelta(days=15), answer="已安排检测(演示)", state="answered",
            )  # fmt: skip
    for year in years:
        for topic, words, planned in (
            ("compulsory", "强检计量器具周期检定", 1200),
            ("livelihood", "集贸市场和加油站计量检查", 60),
            ("energy", "重点用能单位计量检查", 12),
        ):
            over = until is not None and dt.date(year, 12, 15) > until
            book.add(
                "metrology_plans", region, code=book.number("JH", region, year), year=year, topic=topic,
                name=f"{words}(演示)", undertaker=f"{name}计量检定演示单位", planned=planned,
                done=None if over else planned - own.rng.randint(0, planned // 10), unit="台件" if planned > 100 else "家",
                issued_on=dt.date(year, 1, 20), due_on=dt.date(year, 12, 15),
                finished_on=None if over else dt.date(year, 12, 10), state="issued" if over else "finished",
            )  # fmt: skip
