"""A figure follows a write at once, whatever wrote; and a reported value is checked before it is taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import imports, service, undoing
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.judgement.indicators.reporting import Entry, ReportingError, check, report, report_many
from zhiheng.kernels.intake import export_workbook

ME = machine("测试")
DAY = dt.date(2016, 5, 1)


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()
    regions()


def rows(year: str = "2016") -> int:
    """How many records the organic-product figures of the city rest on."""
    codes = [i.code for i in catalogue() if i.register_key == "titles"]
    return sum(c.rows for c in engine().measure(codes, [CITY], [year]))


def values(n: int) -> dict[str, Any]:
    return {
        "code": f"CH-{n}",
        "kind": "brand_provincial",
        "name": f"样例{n}",
        "state": "granted",
        "granted_on": DAY,
    }


def test_no_answer_is_older_than_the_last_write() -> None:
    register = register_of("titles")
    seen = [rows()]
    record = service.create(ME, register, values(1) | {"region_id": COUNTY})
    seen.append(rows())
    service.withdraw(ME, register, record, "误录")
    seen.append(rows())
    service.restore(ME, register, record, "误撤")
    seen.append(rows())
    service.change(ME, register, record, {"state": "refused", "granted_on": dt.date(2019, 1, 1)})
    seen.append(rows())
    service.change(ME, register, record, {"state": "granted", "granted_on": DAY})
    data = export_workbook(register.specs(), [values(n) | {"region": NEIGHBOUR} for n in (2, 3)])
    session = imports.apply(ME, imports.upload(ME, register, data, "表.xlsx", region=CITY))
    seen.append(rows())
    undoing.undo(ME, session, "误导入")
    seen.append(rows())
    one = seen[1]
    assert one > 0
    assert seen == [0, one, 0, one, 0, 3 * one, one]


def test_one_engine_serves_until_something_is_written() -> None:
    first = engine()
    assert engine() is first
    service.create(ME, register_of("titles"), values(1) | {"region_id": COUNTY})
    second = engine()
    assert second is not first
    assert engine() is second


REPORTED = next(
    i
    for i in catalogue()
    if i.kind == "reported" and i.unit == "%" and "change" not in i.code and not i.needs_method
)
COMPUTED = next(i for i in catalogue() if i.kind == "simple" and not i.accept_reported)


def entry(**other: Any) -> Entry:
    return Entry(**({"code": REPORTED.code, "region": COUNTY, "period": "2016", "value": 90.0} | other))


def test_a_reported_value_is_there_at_once_and_a_correction_replaces_it() -> None:
    def shown() -> float | None:
        (cell,) = engine().measure([REPORTED.code], [COUNTY], ["2016"])
        return cell.value

    assert shown() is None
    report(ME, entry())
    assert shown() == 90
    report(ME, entry(value=91.5))
    assert shown() == 91.5
    assert list(ReportedValue._plain.order_by("pk").values_list("value", flat=True)) == [90, 91.5]
    assert ReportedValue._plain.filter(superseded_at=None).count() == 1
    assert report_many(ME, [entry(value=50), entry(region=NEIGHBOUR)]) == 1, (
        "a cell that holds a value is left alone"
    )
    assert shown() == 91.5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "NOPE"}, "NOPE"),
        ({"period": "昨天"}, "昨天"),
        ({"region": "999999"}, "999999"),
        ({"code": COMPUTED.code}, "由台账计算"),
        ({"numerator": 9.0}, "分子和分母"),
        ({"numerator": 0.0, "denominator": 0.0}, "分母为 0"),
        ({"numerator": 8.0, "denominator": 10.0}, r"90.*80\.00.*不符"),
        ({"value": 100.1}, "0 到 100"),
        ({"value": -1.0}, "0 到 100"),
        ({"value": float("nan")}, "有限的数"),
        ({"value": float("inf")}, "有限的数"),
    ],
)
def test_a_value_that_cannot_be_taken_is_refused(given: dict[str, Any], said: str) -> None:
    for attempt in (check, lambda e: report(ME, e), lambda e: report_many(ME, [entry(), e])):
        with pytest.raises(ReportingError, match=said):
            attempt(entry(**given))
    assert not ReportedValue._plain.exists()


def test_a_value_that_no_agreed_formula_yields_says_how_it_was_worked_out() -> None:
    with pytest.raises(ReportingError, match="算法"):
        check(Entry("G09", CITY, "2016", 7.5))
    assert check(Entry("G09", CITY, "2016", 7.5, basis="增加值法")).value == 7.5
