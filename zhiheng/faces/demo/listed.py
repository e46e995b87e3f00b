"""The demonstration's lists of other bodies: recognised firms, published results, townships, recalls, monthly air."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]


def fill(book: Book, places: Sequence[Place], year: int) -> None:
    """A row or two of each; nothing is drawn, so other rows stay what they are."""
    for at, (region, name) in enumerate(places[:2]):
        firm, code = enterprise(region, name, 1)
        book.add(
            "firm_listings",
            region,
            code=book.number("LT", region, year),
            title="市级龙头企业(演示)",
            year=year,
            serial=str(at + 1),
            enterprise=firm,
            credit_code=code,
            issued_on=dt.date(year, 11, 3),
        )
        book.add(
            "published_results",
            region,
            code=book.number("KH", region, year),
            assessment="质量工作考核(演示)",
            period=str(year),
            unit_name=name,
            grade="AB"[at],
            listed_as=at + 1,
            issued_on=dt.date(year, 12, 20),
        )
        book.add(
            "localities",
            region,
            code=f"{region}{at + 100:03d}",
            name=f"演示镇{at + 1:02d}",
            year=year,
            taken_on=dt.date(year, 6, 30),
        )
        book.add(
            "recalls",
            region,
            number=book.number("ZH", region, year),
            kind="consumer",
            product="电热水壶(演示)",
            enterprise=firm,
            credit_code=code,
            defect="手柄断裂(演示)",
            risk="medium",
            way="voluntary",
            announced_on=dt.date(year, 3, 16),
            state="open",
            affected=Decimal(1200),
            recovered=Decimal(930 + 40 * at),
            quantity_unit="台",
        )
        book.add(
            "air_months",
            region,
            period=f"{year}-06",
            ended_on=dt.date(year, 6, 30),
            valid_days=30,
            good_days=27 + at,
            pm25=Decimal("28.4"),
            pm10=Decimal("61.0"),
        )
