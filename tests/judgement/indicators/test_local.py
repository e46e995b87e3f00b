"""A local indicator from its making to its end: it works like one of the package, for its region and those below."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.support.people import CITY, COUNTY, FAR, NATION, NEIGHBOUR, OTHER_CITY, PROVINCE, People, unit
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry as Link
from zhiheng.judgement.assessment.attainment import lines
from zhiheng.judgement.indicators import binding, catalogue
from zhiheng.judgement.indicators.catalogue import applies, code_for, definition, owner_region, refresh, split
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.local import (
    LocalIndicatorError,
    TooAlike,
    change_local,
    close_local,
    create_local,
)
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.judgement.indicators.reporting import Entry, ReportingError, report
from zhiheng.kernels.binding import Wanted
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.records.programmes.models import Programme, Target

ME = machine("测试")
NAME = "等级民宿家数"


@pytest.fixture(autouse=True)
def people(db: None) -> People:
    forget()
    return People()


def make(**given: Any) -> LocalIndicator:
    wanted: dict[str, Any] = {"name": NAME, "unit": "家", "region": CITY, "field": "service"}
    return create_local(ME, **(wanted | given))


def value(code: str, region: str = CITY, period: str = "2015") -> tuple[float | None, str]:
    cell = engine().measure([code], [region], [period])[0]
    return cell.value, cell.status


def test_a_local_indicator_is_reported_measured_and_closed() -> None:
    made = make(valid_from=dt.date(2014, 1, 1), owner=unit(CITY))
    assert made.code == f"L{CITY}_001"
    assert (definition(made.code).name, definition(made.code).decimals) == (NAME, 0)
    assert value(made.code) == (None, "not_reported")
    report(ME, Entry(made.code, CITY, "2015", 12))
    assert value(made.code) == (12, "ok")
    report(ME, Entry(made.code, COUNTY, "2015", 5))
    assert value(made.code, COUNTY) == (5, "ok")
    close_local(ME, made, dt.date(2015, 12, 31))
    assert value(made.code) == (12, "ok")
    assert value(made.code, period="2016")[1] == "outside_validity"
    assert value(made.code, period="2013")[1] == "outside_validity"
    assert [
        e.action for e in Link._plain.filter(subject_type="indicators.localindicator").order_by("seq")
    ] == [
        "indicator.define",
        "indicator.redefine",
    ]
    assert verify().sound


def test_it_binds_its_region_and_those_below_only() -> None:
    code = make().code
    assert owner_region(code) == CITY
    assert [applies(code, r) for r in (CITY, COUNTY, NEIGHBOUR)] == [True] * 3
    assert [applies(code, r) for r in (PROVINCE, OTHER_CITY, FAR, NATION)] == [False] * 4
    with pytest.raises(ReportingError, match="及以下"):
        report(ME, Entry(code, FAR, "2015", 3))
    near, far = (binding.suggest(Wanted(NAME, "家"), region) for region in (COUNTY, FAR))
    assert near[0].code == code
    assert far == ()
    assert binding.suggest(Wanted(NAME, "家")) == ()
    assert code in dict(binding.options(COUNTY))
    assert code not in dict(binding.options(FAR))


def test_codes_are_counted_by_region_and_never_given_twice() -> None:
    codes = [
        make().code,
        make(name="口袋公园个数", unit="个").code,
        make(name="县级绿道长度", unit="公里", region=COUNTY).code,
        make(name="院士工作站个数", unit="个").code,
    ]
    assert codes == [f"L{CITY}_001", f"L{CITY}_002", f"L{COUNTY}_001", f"L{CITY}_003"]


def test_a_name_too_like_an_existing_one_warns_and_may_be_insisted_on() -> None:
    with pytest.raises(TooAlike, match="P08") as told:
        make(name="食品抽检合格率", unit="%", field="product")
    assert told.value.suggestion.code == "P08"
    assert not LocalIndicator._plain.exists()
    kept = make(name="食品抽检合格率", unit="%", field="product", although_alike=True)
    assert kept.code == f"L{CITY}_001"
    with pytest.raises(TooAlike, match=kept.code):
        make(name="食品抽检合格率的", unit="%", field="product", region=COUNTY)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "  "}, "没有填"),
        ({"field": "nothing"}, "没有领域"),
        ({"direction": "sideways"}, "不能用"),
        ({"measure": "often"}, "不能用"),
        ({"region": "999999"}, "没有区划"),
        ({"valid_from": dt.date(2015, 1, 2), "valid_to": dt.date(2015, 1, 1)}, "早于"),
        ({"decimals": 99}, "不成立"),
    ],
)
def test_what_does_not_hold_is_refused_in_words(given: dict[str, Any], words: str) -> None:
    with pytest.raises(LocalIndicatorError, match=words):
        make(**given)
    assert not LocalIndicator._plain.exists()


def test_one_name_once_in_a_region() -> None:
    make()
    with pytest.raises(LocalIndicatorError, match="同名"):
        make(although_alike=True)


def test_code_and_region_stand_the_rest_may_change() -> None:
    made = make()
    with pytest.raises(LocalIndicatorError, match="region"):
        change_local(ME, made, region=COUNTY)
    other = make(name="口袋公园个数", unit="个")
    with pytest.raises(LocalIndicatorError, match="同名"):
        change_local(ME, other, name=NAME)
    change_local(ME, made, name="星级民宿家数", aliases=("等级民宿家数", " ", "等级民宿家数"))
    assert definition(made.code).name == "星级民宿家数"
    assert definition(made.code).aliases == ("等级民宿家数",)
    change_local(ME, made, note="")
    assert Link._plain.filter(action="indicator.redefine").count() == 1


def test_who_may_define(people: People) -> None:
    office, clerk = Actor(user=people.office), Actor(user=people.clerk)
    make_as = {"name": NAME, "unit": "家", "field": "service"}
    with pytest.raises(PermissionDenied):
        create_local(clerk, region=COUNTY, **make_as)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        create_local(office, region=OTHER_CITY, **make_as)  # type: ignore[arg-type]
    made = create_local(office, region=CITY, **make_as)  # type: ignore[arg-type]
    assert made.created_by == office.name
    with pytest.raises(PermissionDenied):
        change_local(clerk, made, name="另名")


def test_a_target_bound_to_it_attains() -> None:
    code = make(measure="cumulative").code
    programme = Programme._plain.create(
        key="shili", name="示例方案", region_id=CITY, starts="2011", ends="2015", content_sha256="0"
    )
    Target._plain.create(
        programme=programme, key="T1", kind="target", indicator=code, indicator_name=NAME, measure="cumulative",
        op=">=", value=10, unit="家", by="2015", start=0, end=1,
    )  # fmt: skip
    assert lines(programme, Period.year(2015))[0].light == "grey"
    report(ME, Entry(code, CITY, "2015", 12))
    line = lines(programme, Period.year(2015))[0]
    assert (line.code, line.light) == (code, "green")


def test_another_process_sees_it_by_the_revision() -> None:
    """What was written elsewhere is found by the engine, and by the code itself before the engine is asked."""
    code = make().code
    catalogue.forget()
    assert code not in catalogue.catalogue()
    assert code_for(code, "", "increment") == code
    catalogue.forget()
    assert definition(code).name == NAME
    catalogue.forget()
    engine()
    assert code in catalogue.catalogue()
    assert refresh() is catalogue.catalogue()
    with pytest.raises(MeasureError):
        definition(f"L{CITY}_999")
    assert code_for(f"L{CITY}_999", "", "level") is None


def test_codes_are_taken_apart() -> None:
    assert split("B02_stock") == ("B02", "stock")
    assert split("L620700_001") == ("L620700_001", "")


def test_an_addition_reported_by_year_answers_for_the_years_together() -> None:
    code = make(measure="increment").code
    for year, number in (("2011", 3), ("2012", 4), ("2014", 9)):
        report(ME, Entry(code, CITY, year, number))
    assert value(code, period="2011..2012") == (7, "ok")
    assert value(code, period="2011..2014") == (None, "not_reported")
    for quarter in ("2013Q1", "2013Q2", "2013Q3"):
        report(ME, Entry(code, CITY, quarter, 1))
    assert value(code, period="2013") == (None, "not_reported")
    report(ME, Entry(code, CITY, "2013Q4", 2))
    assert value(code, period="2013") == (5, "ok")
    assert value(code, period="2011..2014") == (21, "ok")
    report(ME, Entry(code, CITY, "2011..2014", 20))
    assert value(code, period="2011..2014") == (20, "ok")
    level = make(name="示例满意度", unit="分").code
    report(ME, Entry(level, CITY, "2011", 80))
    report(ME, Entry(level, CITY, "2012", 82))
    assert value(level, period="2011..2012") == (None, "not_reported")
