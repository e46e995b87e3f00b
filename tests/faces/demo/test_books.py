"""Generated rows of every region: repeatable, and such as the registers would take from anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.faces.demo import ending, gannan, others, reported, zhangye
from zhiheng.faces.demo.book import Book, credit_code, failing, made_of, quarters, spread
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.reporting import check
from zhiheng.kernels.firms import organisation
from zhiheng.kernels.identifiers import credit_code_doubt

GANNAN = [(f"6230{n}", f"县{n}") for n in ("01", "21", "22", "23", "24", "25", "26", "27")]
ZHANGYE = [(code, f"县{code[-2:]}") for code in zhangye.LEVELS]
DISTRICTS = [(f"4401{n:02d}", f"区{n}") for n in range(3, 14)]
TOWNSHIPS = [(f"640502{n}", f"镇{n}") for n in range(100, 110)]
PREFECTURES = {
    (f"53{n:02d}00", f"州{n}"): [(f"53{n:02d}0{k}", f"县{n}{k}") for k in (1, 2)] for n in range(1, 5)
}

BOOKS: dict[str, Callable[[], Book]] = {
    "gannan": lambda: gannan.book(GANNAN, ("623000", "甘南州")),
    "zhangye": lambda: zhangye.book(ZHANGYE, ("620700", "张掖市")),
    "guangzhou": lambda: others.guangzhou(DISTRICTS, ("440100", "广州市")),
    "shapotou": lambda: others.shapotou(TOWNSHIPS, ("640502", "沙坡头区")),
    "province": lambda: others.province(PREFECTURES),
}


@pytest.mark.parametrize("key", BOOKS)
def test_a_book_is_repeatable(key: str) -> None:
    assert BOOKS[key]().rows == BOOKS[key]().rows


@pytest.mark.parametrize("key", BOOKS)
def test_rows_meet_the_rules_choices_and_keys_of_their_registers(key: str) -> None:
    for name, rows in BOOKS[key]().rows.items():
        register = register_of(name)
        choices = {
            f: {c for c, _ in register.model_field(f).flatchoices}
            for f in register.names
            if register.model_field(f).choices
        }
        lengths = {f: getattr(register.model_field(f), "max_length", None) for f in register.names}
        seen = set()
        for row in rows:
            for rule in register.rules:
                values = [row.get(column) for column in rule.columns]
                assert None in values or rule.holds(*values), (name, rule.message, row)
            for field, value in row.items():
                if field in choices:
                    assert value in choices[field] or value == "", (name, field, value)
                limit = lengths.get(field)
                assert not (limit and isinstance(value, str)) or len(value) <= limit, (name, field, value)
            seen.add(tuple(row[part] for part in register.natural_key))
        assert len(seen) == len(rows), name


def test_every_register_has_rows() -> None:
    rows = BOOKS["zhangye"]().rows
    assert len(rows) >= 76


def test_no_record_lies_after_the_end_of_the_half_recorded_year() -> None:
    for name, rows in BOOKS["gannan"]().rows.items():
        register = register_of(name)
        days = [row.get(register.facts.date) for row in rows]
        if register.periodic is not None:
            days = [register.periodic.parse(row["period"]).end for row in rows]
        assert max((day for day in days if day), default=gannan.UNTIL) <= gannan.UNTIL, name


def test_nothing_has_happened_after_the_end_of_the_half_recorded_year() -> None:
    late = {
        (name, column)
        for name, rows in BOOKS["gannan"]().rows.items()
        for column in ending.happened(register_of(name))
        for row in rows
        if row.get(column) is not None and row[column] > gannan.UNTIL
    }
    assert late == set()


def test_one_county_left_a_gap() -> None:
    code, year, quarter = zhangye.GAP
    found = [
        row
        for row in BOOKS["zhangye"]().rows["sampling"]
        if row["region"] == code
        and row["tested_on"].year == year
        and (row["tested_on"].month + 2) // 3 == quarter
    ]
    assert found == []


@pytest.mark.parametrize(
    "values",
    [
        lambda: reported.zhangye_values(ZHANGYE),
        reported.gannan_values,
        reported.guangzhou_values,
        reported.shapotou_values,
    ],
)
def test_reported_values_are_such_as_a_unit_might_enter(values: Callable) -> None:  # type: ignore[type-arg]
    entries = values()
    assert entries == values()
    cells = [(e.code, e.region, e.period) for e in entries]
    assert len(set(cells)) == len(cells)
    for entry in entries:
        assert check(entry, {entry.region}) == entry


def test_what_was_not_reported_stays_unreported() -> None:
    cells = {(e.code, e.region, e.period) for e in reported.zhangye_values(ZHANGYE)}
    assert not cells & reported.UNREPORTED
    assert {(c, zhangye.PREFECTURE, p) for c, _, p in reported.UNREPORTED} <= cells


@given(st.integers(0, 9999), st.integers(1, 40))
def test_a_spread_adds_up(total: int, parts: int) -> None:
    found = spread(Book("test"), total, parts)
    assert sum(found) == total and len(found) == parts and min(found) >= 0


@pytest.mark.parametrize(("total", "parts", "least"), [(5, 3, 2), (1, 0, 0)])
def test_a_spread_that_cannot_be_is_refused(total: int, parts: int, least: int) -> None:
    with pytest.raises(ValueError, match="cannot cut"):
        spread(Book("test"), total, parts, least)


def test_verdicts_hold_exactly_the_failures_asked_for() -> None:
    assert failing(Book("test"), 40, 2).count(False) == 2


def test_quarters_stop_at_the_end_of_the_records() -> None:
    assert list(quarters([2016, 2017], dt.date(2017, 6, 30)))[-1] == (2017, 2)


def test_credit_codes_check_by_their_standard() -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    codes = {credit_code("620702", n) for n in range(1, 200)}
    assert len(codes) == 199
    for code in codes:
        assert len(code) == 18 and code[8:10] == "YX"
        total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
        assert (total + alphabet.index(code[17])) % 31 == 0


def test_no_two_enterprises_of_the_books_are_taken_for_one() -> None:
    codes = {
        str(code) for make in BOOKS.values() for rows in make().rows.values() for row in rows
        if (code := row.get("credit_code"))
    }  # fmt: skip
    assert len(codes) > 500 and len({organisation(code) for code in codes}) == len(codes)


@given(st.integers(110000, 829999), st.integers(110000, 829999), st.integers(1, 800), st.integers(1, 800))
def test_no_two_counties_share_an_organisation_code(one: int, other: int, first: int, second: int) -> None:
    a, b = credit_code(str(one), first), credit_code(str(other), second)
    assert (organisation(a) == organisation(b)) == ((one, first) == (other, second))
    assert (made_of(a), made_of(b)) == ((str(one), first), (str(other), second))
    assert credit_code_doubt(credit_code("620702", first)) is None


def test_enterprises_of_two_townships_have_different_codes() -> None:
    first, second = (credit_code(f"640502{n}", 1) for n in (100, 101))
    assert first != second and first[:8] == second[:8] == "91640502"
