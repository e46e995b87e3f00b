"""What the lighter books leave out: a few rows of two years in every register that a place does not keep yet.

So that each indicator of the catalogue answers for each place of the demonstration, in the last year of its book.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from zhiheng.faces.demo import activity, listed, nature, supervision, zhangye
from zhiheng.faces.demo.book import Book, enterprise
from zhiheng.frame.registers.declare import register_of

Place = tuple[str, str]
Adding = Callable[[Book, Place, int], None]


def fill(book: Book, places: Sequence[Place], centre: Place, year: int) -> None:
    """Add rows of ``year`` and the year before, of the first two ``places`` and the ``centre``.

    A register that the book keeps already is left as it is, so that what the book says on purpose stays; only kinds
    of rows that it has none of in ``year`` are added there.
    """
    side = Book(f"{book.key}-whole", beside=book)
    zhangye.tell(side, list(places[:2]), centre, range(year - 1, year + 1))
    listed.fill(side, places, year)
    for register, rows in side.rows.items():
        book.rows.setdefault(register, rows)
    for register, kind, add in KINDS:
        if not kept(book, register, kind, year):
            extra = Book(f"{book.key}-{register}-{sorted(kind)}", beside=book)
            add(extra, places[0], year)
            for name, rows in extra.rows.items():
                book.rows.setdefault(name, []).extend(rows)


def kept(book: Book, register: str, kind: dict[str, Any], year: int) -> bool:
    """Whether the book has a row of this kind that counts in the year."""
    date = register_of(register).facts.date
    return any(
        all(row.get(name, False) == value for name, value in kind.items())
        and row.get(date) is not None
        and row[date].year == year
        for row in book.rows.get(register, ())
    )


def samples(rate: float, **flags: Any) -> Adding:
    def add(book: Book, place: Place, year: int) -> None:
        for quarter in range(1, 5):
            supervision.batches(book, place, year, quarter, 6, rate, **flags)

    return add


def acceptances(**flags: Any) -> Adding:
    def add(book: Book, place: Place, year: int) -> None:
        for quarter in range(1, 5):
            activity.works(
                book, place, book.day(year, quarter), first=quarter != 2, excellent=quarter > 1, **flags
            )

    return add


def points(kind: str) -> Adding:
    return lambda book, place, year: nature.monitoring_year(book, place, year, (kind,), 0.94)


def demonstrated(kind: str, rank: str) -> Adding:
    def add(book: Book, place: Place, year: int) -> None:
        accepted = dt.date(year, 10, 19)
        activity.demonstration(
            book, place, kind, rank, applied=accepted - dt.timedelta(days=300), accepted=accepted
        )

    return add


def award(book: Book, place: Place, year: int) -> None:
    entered, awarded = dt.date(year, 6, 3), dt.date(year, 12, 12)
    activity.award(book, place, "government", "prefecture", entered=entered, awarded=awarded)


def prize(book: Book, place: Place, year: int) -> None:
    activity.prize(book, place, "provincial", awarded=dt.date(year, 11, 20), name="省优质工程(演示)")


def reviews(book: Book, place: Place, year: int) -> None:
    """Firms whose metrology is reviewed."""
    region, name = place
    for number in range(1, 5):
        firm, code = enterprise(region, name, number)
        applied = dt.date(year, 4, 2 + number)
        book.add(
            "metrology_systems", region, enterprise=firm, credit_code=code, code=book.number("JL", region, year),
            kind="assurance", grade="", applied_on=applied, reviewed_on=applied + dt.timedelta(days=60),
            passed=number > 1, state="reviewed", reviewer="计量演示评审机构",
        )  # fmt: skip


def cleaner(book: Book, place: Place, year: int) -> None:
    region, name = place
    firm, code = enterprise(region, name, 2)
    listed_on = dt.date(year - 1, 3, 10)
    book.add(
        "clean_production", region, code=book.number("QJ", region, year), enterprise=firm, credit_code=code,
        kind="voluntary", listed_for="own", above_size=True, state="accepted", listed_on=listed_on,
        begun_on=listed_on + dt.timedelta(days=50), reported_on=listed_on + dt.timedelta(days=300),
        accepted_on=dt.date(year, 10, 12),
    )  # fmt: skip


def inspected(book: Book, place: Place, year: int) -> None:
    region, name = place
    for number in range(1, 4):
        firm, code = enterprise(region, name, number)
        book.add(
            "conformity_inspections", region, code=book.number("JC", region, year), subject="certified_firm",
            enterprise=firm, credit_code=code, mode="special", inspected_on=dt.date(year, 5, 10 + number),
            finding="continuing",
        )  # fmt: skip


def reliable(book: Book, place: Place, year: int) -> None:
    """Products tested for how long they run without failing."""
    region, name = place
    for number, reached in ((1, 5600), (2, 5200), (3, 4700)):
        firm, code = enterprise(region, name, number)
        book.add(
            "reliability_projects", region, enterprise=firm, credit_code=code, code=book.number("KK", region, year),
            product="低压成套开关", part="whole", key_product=True, joined_on=dt.date(year - 1, 4, 8),
            tested_on=dt.date(year, 9, 3), measure="平均无故障工作时间", target=5000, reached_value=reached,
            measure_unit="小时", grade="national", reached=reached >= 5000,
        )  # fmt: skip


def statistical(book: Book, place: Place, year: int) -> None:
    """Samples drawn to represent the divisions, of two years, so that there is a change to tell."""
    for each, rate in ((year - 1, 0.93), (year, 0.95)):
        for quarter in range(1, 5):
            supervision.batches(book, place, each, quarter, 4, rate, kind="statistical", level="prefecture")


KINDS: tuple[tuple[str, dict[str, Any], Adding], ...] = (
    ("sampling", {"kind": "supervision", "level": "national", "sector": "industrial"}, samples(0.97, level="national")),
    ("sampling", {"kind": "supervision", "level": "provincial", "sector": "industrial"}, samples(0.96, level="provincial")),
    ("sampling", {"kind": "supervision", "comparable": True}, samples(0.95, comparable=True)),
    ("sampling", {"kind": "special", "sector": "coal"}, samples(0.92, kind="special", sector="coal")),
    ("sampling", {"kind": "evaluation", "sector": "drug"}, samples(0.985, kind="evaluation", sector="drug")),
    ("sampling", {"kind": "statistical"}, statistical),
    ("works", {"kind": "water"}, acceptances(kind="water")),
    ("works", {"size": "large"}, acceptances(size="large")),
    ("works", {"kind": "road", "public_road": True}, acceptances(kind="road", public_road=True)),
    ("works_prizes", {"state": "won"}, prize),
    ("awards", {"kind": "government", "state": "won"}, award),
    ("demonstrations", {"kind": "service"}, demonstrated("service", "provincial")),
    ("demonstrations", {"kind": "market"}, demonstrated("market", "prefecture")),
    ("demonstrations", {"kind": "farm"}, demonstrated("farm", "provincial")),
    ("demonstrations", {"kind": "chain"}, demonstrated("chain", "prefecture")),
    ("demonstrations", {"kind": "city", "rank": "national"}, demonstrated("city", "national")),
    ("monitoring", {"kind": "rural_supply"}, points("rural_supply")),
    ("monitoring", {"kind": "noise_area"}, points("noise_area")),
    ("metrology_systems", {"state": "reviewed"}, reviews),
    ("clean_production", {"state": "accepted", "above_size": True}, cleaner),
    ("conformity_inspections", {"subject": "certified_firm"}, inspected),
    ("reliability_projects", {"key_product": True}, reliable),
)  # fmt: skip
