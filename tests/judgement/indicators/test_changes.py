"""Why a figure changed: told from the trail, against figures that were kept when they stood."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions
from zhiheng.frame.people.actors import machine
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import imports, service, undoing
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import Event, write_many
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.changes import Moment, exact, why
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.reporting import Entry, report
from zhiheng.kernels.intake import export_workbook
from zhiheng.kernels.measures import Cell, Period, by_version

ME = machine("测试")
YEAR = Period.parse("2016")
SAMPLING = "sampling"


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()
    regions()


def batch(
    n: int, passed: bool = True, region: str = COUNTY, day: dt.date = dt.date(2016, 5, 4)
) -> dict[str, Any]:
    return {
        "report_no": f"CJ-{n:04d}",
        "region_id": region,
        "level": "county",
        "kind": "supervision",
        "sector": "industrial",
        "product": "样例产品",
        "key_product": True,
        "tested_on": day,
        "result": "qualified" if passed else "unqualified",
    }


def enter(n: int, passed: bool = True, **more: Any) -> Any:
    return service.create(ME, register_of(SAMPLING), batch(n, passed, **more))


def told(code: str = "P01", region: str = CITY) -> Cell:
    return engine().measure([code], [region], [YEAR])[0]


def test_added_corrected_and_withdrawn_records_each_have_their_share() -> None:
    rows = [enter(n, n > 2) for n in range(1, 11)]  # 8 of 10
    published, at = told(), timezone.now()
    assert exact(published) == 80
    register = register_of(SAMPLING)
    service.change(ME, register, rows[0], {"result": "qualified"}, reason="复检合格")
    service.withdraw(ME, register, rows[1], "重复")
    data = export_workbook(register.specs(), [_file_row(n) for n in (11, 12)])
    session = imports.apply(ME, imports.upload(ME, register, data, "表.xlsx", region=COUNTY))
    assert session.summary["new"] == 2
    found = why("P01", CITY, YEAR, Moment(at, value=exact(published)))
    assert (found.before.numerator, found.before.denominator) == (8, 10)
    assert (
        (found.after.numerator, found.after.denominator) == (told().numerator, told().denominator) == (11, 11)
    )
    causes = {c.key: c for c in found.causes}
    assert {k: c.count for k, c in causes.items()} == {"added": 2, "corrected": 1, "withdrawn": 1}
    assert sum(c.share for c in found.causes) == found.difference == 20
    assert causes["corrected"].rows == {SAMPLING: [rows[0].pk]}
    assert all(c.share > 0 for c in found.causes)
    assert found.unexplained == 0
    undoing.undo(ME, session, "传错")
    after = why("P01", CITY, YEAR, Moment(at))
    assert {c.key: c.count for c in after.causes} == {"corrected": 1, "withdrawn": 1}


def test_links_that_change_no_record_are_no_cause() -> None:
    """Who read protected columns names no record, a book that was generated many."""
    rows, at = [enter(n, n > 1) for n in range(1, 5)], timezone.now()
    label = register_of(SAMPLING).model._meta.label_lower
    write_many(
        ME, [Event("register.read", label, ""), Event("register.generate", label, "many", after={"rows": 4})]
    )
    service.change(ME, register_of(SAMPLING), rows[0], {"result": "qualified"}, reason="复检合格")
    found = why("P01", COUNTY, YEAR, Moment(at))
    assert [(c.key, c.count, c.share) for c in found.causes] == [("corrected", 1, Fraction(25))]


def _file_row(n: int) -> dict[str, Any]:
    row = batch(n)
    return {**row, "region": row.pop("region_id")}


def test_a_figure_that_did_not_change_has_no_cause() -> None:
    rows = [enter(n, n > 2) for n in range(1, 11)]
    at = timezone.now()
    service.change(ME, register_of(SAMPLING), rows[0], {"seller": "样例商店"}, reason="补录")
    service.change(ME, register_of(SAMPLING), rows[4], {"result": "unqualified"}, reason="误改")
    service.change(ME, register_of(SAMPLING), rows[4], {"result": "qualified"}, reason="改回")
    twice = enter(11)
    service.withdraw(ME, register_of(SAMPLING), twice, "重复")
    found = why("P01", CITY, YEAR, Moment(at, value=Fraction(80.00000000000001)))
    assert (found.causes, found.difference, found.unexplained) == ((), 0, 0), "the dust of a sum is no gap"


def test_a_record_that_moved_to_another_year_or_county_leaves_the_figure() -> None:
    rows = [enter(n, n > 1) for n in range(1, 5)]
    at = timezone.now()
    service.change(ME, register_of(SAMPLING), rows[0], {"tested_on": dt.date(2015, 5, 4)}, reason="日期笔误")
    service.change(ME, register_of(SAMPLING), rows[1], {"region": NEIGHBOUR}, reason="区划笔误")
    found = why("P01", COUNTY, YEAR, Moment(at))
    assert (exact(found.before), exact(found.after)) == (75, 100)
    assert [(c.key, c.count, c.share) for c in found.causes] == [("corrected", 2, Fraction(25))]


def test_reported_values_and_published_numbers() -> None:
    code = next(
        i.code
        for i in catalogue()
        if i.kind == "reported" and i.unit == "%" and "change" not in i.code and not i.needs_method
    )
    report(ME, Entry(code, CITY, "2016", 70.0))
    at = timezone.now()
    report(ME, Entry(code, CITY, "2016", 72.5))
    found = why(code, CITY, YEAR, Moment(at, value=Fraction(69)))
    assert [(c.key, c.share) for c in found.causes] == [("reported", Fraction(5, 2))]
    assert found.unexplained == 1  # 70 by what was reported then, 69 was published


def test_no_share_can_be_told_where_a_figure_has_no_value() -> None:
    at = timezone.now()
    enter(1)
    enter(2, day=dt.date(2015, 5, 4))  # of another year: not behind this figure
    found = why("P01", CITY, YEAR, Moment(at))
    assert (found.problem, found.before.value, found.after.value) == ("no_value", None, 100)
    assert found.difference is None
    assert [(c.key, c.count, c.share) for c in found.causes] == [("added", 1, None)]


def test_boundaries_of_then_and_now() -> None:
    enter(1, False)
    enter(2, region=NEIGHBOUR)
    Region.objects.filter(code=NEIGHBOUR).update(successor=COUNTY, valid_to=dt.date(2016, 12, 31))
    forget()
    found = why("P01", COUNTY, YEAR, Moment(None, as_of="then"), Moment(None, as_of="now"))
    assert [(c.key, c.share) for c in found.causes] == [("boundary", Fraction(50))]


def test_another_version_of_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    one = catalogue().get("P01", YEAR)
    assert one is not None
    for n in range(1, 5):
        enter(n, n > 1)
    held = catalogue()
    older = one.model_copy(update={"version": one.version + 1, "valid_from": dt.date(1990, 1, 1),
                                   "valid_to": dt.date(1990, 12, 31), "scale": 1000})  # fmt: skip
    both = type(held)(
        [
            *[v for v in held if v.code != "P01"],
            older,
            one.model_copy(update={"valid_from": dt.date(1991, 1, 1)}),
        ]
    )
    on = engine()
    monkeypatch.setattr(on, "catalogue", both)
    found = why("P01", CITY, YEAR, Moment(None, version=older.version))
    assert [(c.key, c.share) for c in found.causes] == [("definition", Fraction(75 - 750))]
    assert by_version(both, {"P01": 99}).get("P01", YEAR) is not None


def test_any_history_adds_up_and_equals_what_stood(django_capture_on_commit_callbacks: Any) -> None:
    """Random writes with figures kept in between: from any kept moment to any later one the shares add up."""
    chance = random.Random(20161122)
    register = register_of(SAMPLING)
    rows = [enter(n, chance.random() < 0.7) for n in range(1, 9)]
    kept: list[tuple[dt.datetime, Cell]] = [(timezone.now(), told())]
    number = 100
    for _step in range(4):
        for _write in range(3):
            number += 1
            one = chance.choice(rows)
            one.refresh_from_db()
            kind = chance.choice(["add", "change", "day", "withdraw"])
            if kind == "add":
                rows.append(enter(number, chance.random() < 0.5, region=chance.choice([COUNTY, NEIGHBOUR])))
            elif one.withdrawn_at is not None:
                service.restore(ME, register, one, "误撤")
            elif kind == "change":
                flipped = "unqualified" if one.result == "qualified" else "qualified"
                service.change(ME, register, one, {"result": flipped}, reason="更正")
            elif kind == "day":
                service.change(
                    ME,
                    register,
                    one,
                    {"tested_on": dt.date(chance.choice([2015, 2016]), 3, 1)},
                    reason="更正",
                )
            else:
                service.withdraw(ME, register, one, "重复")
        kept.append((timezone.now(), told()))
    for i, (at, then) in enumerate(kept):
        for until, later in kept[i + 1 :]:
            found = why("P01", CITY, YEAR, Moment(at), Moment(until))
            assert (found.before.numerator, found.before.denominator) == (then.numerator, then.denominator)
            assert (found.after.numerator, found.after.denominator) == (later.numerator, later.denominator)
            assert sum(c.share for c in found.causes) == exact(later) - exact(then)
