"""Brands of the demonstration: the ladder, marks, users of indications, values, promotion, protection, rewards.

Nothing is drawn from the book's random source, so that the rows of other themes stay what they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
PRODUCTS = ("乳制品", "番茄制品", "玉米种子", "葡萄酒", "牛羊肉", "面粉")
TARGETS = ("brand_provincial", "famous_provincial", "indication", "quality_award")
EVENTS = (
    ("exhibition", "特色产品展"),
    ("matching", "产销对接会"),
    ("media", "品牌宣传"),
    ("contest", "品牌评选"),
)


def fill(
    book: Book, counties: Sequence[Place], city: Place, years: Sequence[int], until: dt.date | None = None
) -> None:
    """A few rows of each register for every year that has begun by ``until``."""
    last = until or dt.date(max(years), 12, 31)
    for year in years:
        for n, place in enumerate(counties):
            _enterprise_rows(book, place, year, n, last)
        _city_rows(book, city, year, last)


def _enterprise_rows(book: Book, place: Place, year: int, n: int, last: dt.date) -> None:
    region, name = place
    firm, credit = enterprise(region, name, 1 + (n + year) % 24)
    product = PRODUCTS[(n + year) % len(PRODUCTS)]
    listed, applied = dt.date(year, 2, 10 + n), dt.date(year, 5, 12 + n)
    done = (n + year) % 3 == 0
    book.add(
        "brand_candidates",
        region,
        code=book.number("PY", region, year),
        enterprise=firm,
        credit_code=credit,
        product=f"{name}演示{product}",
        target=TARGETS[(n + year) % len(TARGETS)],
        target_year=year + 1,
        helper=f"{name}质量工作演示单位",
        state="applied" if done and applied <= last else "fostering",
        listed_on=listed,
        apply_by=dt.date(year + 1, 5, 31),
        applied_on=applied if done and applied <= last else None,
    )
    filed, registered = dt.date(year - 1, 3, 5 + n), dt.date(year, 4, 7 + n)
    book.add(
        "trademarks",
        region,
        filing_no=book.number("SB", region, year)[:20],
        nice_class=29 + n % 5,
        name=f"{name}演示牌{year}",
        kind="goods",
        goods=product,
        enterprise=firm,
        credit_code=credit,
        state="registered",
        filed_on=filed,
        registered_on=registered,
        valid_until=dt.date(year + 10, 4, 6 + n),
    )
    if n % 2 == 0:
        book.add(
            "patents",
            region,
            filing_no=book.number("ZL", region, year),
            name=f"{product}加工装置(演示)",
            kind="invention" if n % 4 == 0 else "utility",
            enterprise=firm,
            credit_code=credit,
            state="granted",
            filed_on=filed,
            granted_on=dt.date(year, 6, 3 + n),
            grant_no=f"YS{year}{n:04d}B",
        )
    approved = dt.date(year, 3, 1 + n)
    if n < 3 and approved <= last:
        book.add(
            "indication_users",
            region,
            code=book.number("YB", region, year),
            indication_code=f"YS-DB-{region}",
            indication=f"{name}演示地理标志产品",
            enterprise=firm,
            credit_code=credit,
            product=product,
            approved_on=approved,
            valid_until=dt.date(year + 3, 2, 28),
            traceable=n == 0,
        )
    book.add(
        "protected_brands",
        region,
        code=book.number("BH", region, year),
        kind="famous_mark" if n % 2 else "indication",
        name=f"{name}演示牌{year}",
        right_no=f"YS{year}{n:03d}",
        enterprise=firm,
        credit_code=credit,
        agency=f"{name}质量工作演示单位",
        listed_on=dt.date(year, 1, 8 + n),
    )


def _city_rows(book: Book, city: Place, year: int, last: dt.date) -> None:
    region, name = city
    for n, (kind, words) in enumerate(EVENTS):
        day = dt.date(year, 3 * n + 2, 15)
        held = day <= last
        book.add(
            "brand_events",
            region,
            code=book.number("TJ", region, year),
            name=f"{name}{words}(演示)",
            kind=kind,
            rank="prefecture",
            host=f"{name}质量工作演示单位",
            state="held" if held else "planned",
            planned_on=day,
            held_on=day if held else None,
            enterprises=18 + 3 * n + year % 5 if held else None,
            contracts=320 * (n + 1) if held and kind == "matching" else None,
            result="推介本地名优产品(演示)" if held else "",
        )
    if dt.date(year, 5, 10) <= last:
        for n, kind in enumerate(("indication", "enterprise", "product")):
            book.add(
                "brand_values",
                region,
                year=year,
                name=f"{name}演示品牌{n + 1}",
                kind=kind,
                enterprise=f"{name}演示品牌单位{n + 1}",
                value=round(6.5 + 2.25 * n + 0.8 * (year % 10), 2),
                strength=700 + 15 * n,
                evaluator="演示品牌评价机构",
                published_on=dt.date(year, 5, 10),
            )
    firm, credit = enterprise(region, name, 1 + year % 24)
    found = dt.date(year, 2, 18)
    book.add(
        "infringements",
        region,
        code=book.number("XS", region, year),
        name=f"{name}演示牌",
        kind="counterfeit",
        enterprise=firm,
        credit_code=credit,
        found_on=found,
        found_at="演示市场",
        state="closed",
        agency=f"{name}执法演示单位",
        transferred_on=found + dt.timedelta(days=3),
        case_no=book.number("LA", region, year),
        result="责令停止侵权(演示)",
        closed_on=found + dt.timedelta(days=75),
        amount=2.4,
    )
    book.add(
        "tourism_upgrades",
        region,
        code=book.number("JQ", region, year),
        name=f"{name}演示景区{year}",
        kind="scenic",
        enterprise=f"{name}演示旅游单位",
        grade="AAA",
        target_grade="AAAA",
        helper="旅游部门",
        state="improving",
        planned_on=dt.date(year, 2, 1),
        apply_by=dt.date(year, 10, 31),
    )
    rule = book.number("JB", region, year)
    book.add(
        "reward_rules",
        region,
        code=rule,
        document=f"{name}品牌奖励办法(演示)",
        document_no=f"演示〔{year}〕5号",
        clause="第五条",
        reward_for="title",
        rank="provincial",
        receiver="企业",
        amount=10,
        issued_on=dt.date(year, 1, 10),
        valid_from=dt.date(year, 2, 1),
        valid_until=dt.date(year, 12, 31),
    )
    book.add(
        "reward_payments",
        region,
        code=book.number("DF", region, year),
        rule_code=rule,
        reward_for="title",
        title_code=f"YS-CH-{region}-{year}",
        budget_line=f"YS-{year}-质量",
        enterprise=firm,
        credit_code=credit,
        amount=10,
        decided_on=dt.date(year, 4, 20),
        paid_on=dt.date(year, 5, 30),
    )
    book.add(
        "honours",
        region,
        code=book.number("RY", region, year),
        kind="pacesetter",
        rank="prefecture",
        name=f"{year}年质量标兵(演示)",
        enterprise=firm,
        credit_code=credit,
        post="检验岗位01",
        granted_on=dt.date(year, 4, 28),
        grantor=f"{name}质量工作演示单位",
    )
