"""The demonstration's quality statistics: yearly returns of two enterprises a county, macro series, checks on the spot."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
FIRMS = (71, 72)  # numbers of the county's enterprises that report
INDUSTRIES = {71: "1371", 72: "3490"}
HUNDREDTH = Decimal("0.01")


def _money(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(HUNDREDTH)


def fill(book: Book, places: Sequence[Place], years: Sequence[int]) -> None:
    """Returns, series and checks of every county; output grows a little each year, as the check sheet expects."""
    # A random source of its own: rows of other themes stay what they are.
    rng = random.Random(f"{book.key}:statistics")  # noqa: S311 - repeatable, guards nothing
    for region, name in places:
        people = 14 + rng.random() * 30
        for number in FIRMS:
            output = 2000 + rng.random() * 9000
            for year in years:
                output *= 1 + rng.uniform(0.01, 0.12)
                _return(book, rng, (region, name), number, year, output)
        for year in years:
            people *= 1 + rng.uniform(-0.004, 0.006)
            _figure(book, region, year, "population", f"{people:.2f}")
            _figure(book, region, year, "invention_patents", str(rng.randint(1, 14)))
        _visits(book, (region, name), years[-1])


def _return(book: Book, rng: random.Random, place: Place, number: int, year: int, output: float) -> None:
    firm, code = enterprise(*place, number)
    internal, external = _money(output * 0.006), _money(output * 0.002)
    sales = output * 0.94
    book.add(
        "quality_returns",
        place[0],
        period=str(year),
        enterprise=firm,
        credit_code=code,
        industry=INDUSTRIES[number],
        gross_output=_money(output),
        superior_output=_money(output * 0.3),
        first_output=_money(output * 0.4),
        qualified_output=_money(output * 0.28),
        new_product_output=_money(output * rng.uniform(0.05, 0.2)),
        name_brand_output=_money(output * 0.35 if number == FIRMS[0] else 0),
        sales_income=_money(sales),
        overseas_sales=_money(sales * rng.uniform(0, 0.1)),
        employees=rng.randint(60, 320),
        internal_loss=internal,
        external_loss=external,
        quality_loss=internal + external,
        invention_patents=rng.randint(0, 3),
    )


def _figure(book: Book, region: str, year: int, series: str, value: str) -> None:
    book.add(
        "macro_figures",
        region,
        period=str(year),
        series=series,
        value=Decimal(value),
        summed=True,
        source=f"演示统计公报 {year}",
    )


def _visits(book: Book, place: Place, year: int) -> None:
    """One check done, one that still waits."""
    for number, done in zip(FIRMS, (True, False), strict=True):
        firm, code = enterprise(*place, number)
        found = {"checked_on": dt.date(year + 1, 5, 12), "outcome": "agrees"} if done else {}
        book.add(
            "return_checks",
            place[0],
            code=book.number("HC", place[0], year),
            enterprise=firm,
            credit_code=code,
            period=str(year),
            due_on=dt.date(year + 1, 6, 30),
            **found,
        )
