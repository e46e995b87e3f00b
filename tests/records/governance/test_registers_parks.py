"""Parks: a row of the register makes a territory with people, records and figures of its own (R-ORG-05)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, person
from tests.support.registers import RegisterCases, signed_in
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit, UnitKind
from zhiheng.frame.regions.models import OWN, Level, Region
from zhiheng.frame.registers import imports, service, undoing
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import history, verify
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.kernels.intake import IntakeError, export_workbook
from zhiheng.kernels.measures import Period
from zhiheng.records.governance.models import Park

NAME = "样例工业园区"


class TestParks(RegisterCases):
    key = "parks"
    change = ("committee", "样例园区服务局")
    example = {
        "name": NAME,
        "region": COUNTY,
        "kind": "industrial",
        "rank": "provincial",
        "committee": "样例园区管委会",
        "established_on": dt.date(2012, 5, 1),
    }


@pytest.fixture
def people(db: None) -> People:
    forget()
    return People()


def park(clerk: Actor, **more: Any) -> Park:
    made = service.create(
        clerk, register_of("parks"), {"name": NAME, "region_id": COUNTY, "kind": "industrial", **more}
    )
    assert isinstance(made, Park)
    return made


def batch(n: int, region: str, passed: bool = True) -> dict[str, Any]:
    return {
        "report_no": f"CJ-{n:04d}", "region_id": region, "level": "county", "kind": "supervision",
        "sector": "industrial", "product": "样例产品", "key_product": True, "tested_on": dt.date(2016, 5, 4),
        "result": "qualified" if passed else "unqualified",
    }  # fmt: skip


def test_a_park_has_a_code_of_its_own_and_a_committee(people: People) -> None:
    clerk = Actor(user=people.clerk)
    row = park(clerk, established_on=dt.date(2012, 5, 1))
    made = row.territory
    assert made is not None
    assert (made.code, made.level, made.parent_id, made.county, made.source) == (
        f"{COUNTY}900", Level.PARK, COUNTY, COUNTY, OWN,
    )  # fmt: skip
    unit = Unit.objects.get(region=made)
    assert (unit.name, unit.kind) == (f"{NAME}管理委员会", UnitKind.PARK)
    assert history(made)[0].action == "region.add"
    assert park(clerk, name="样例二园").territory_id == f"{COUNTY}901"
    assert park(Actor(user=people.office), name="样例三园", region_id=CITY).territory_id == "620779"
    service.change(
        clerk,
        register_of("parks"),
        row,
        {"dissolved_on": dt.date(2020, 1, 1), "name": "样例新园"},
        reason="撤并",
    )
    made.refresh_from_db()
    assert (made.name, made.valid_to, made.successor_id) == ("样例新园", dt.date(2020, 1, 1), COUNTY)
    assert Unit.objects.get(region=made).valid_to == dt.date(2020, 1, 1)
    assert verify().sound


def test_a_park_that_the_list_knows_keeps_its_code(people: People) -> None:
    listed = {"level": Level.TOWNSHIP, "kind": "类似乡级单位", "province": "620000", "prefecture": CITY}
    Region.objects.create(code=f"{COUNTY}402", name=NAME, parent_id=COUNTY, county=COUNTY, **listed)
    clerk, register = Actor(user=people.clerk), register_of("parks")
    row = park(clerk)
    assert row.territory_id == f"{COUNTY}402"
    assert Region.objects.get(code=f"{COUNTY}402").level == Level.PARK
    with pytest.raises(ValidationError, match="已登记为园区"):
        park(clerk, name="又一个", code=f"{COUNTY}402")
    service.withdraw(clerk, register, row, "不是园区")
    assert Region.objects.get(code=f"{COUNTY}402").level == Level.TOWNSHIP


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": f"{NEIGHBOUR}402"}, "不在所在区划之内"),
        ({"code": f"{COUNTY}001"}, "不在所在区划之内"),
        ({"code": COUNTY}, "不在所在区划之内"),
        ({"region_id": f"{COUNTY}900"}, "园区要挂在所在的县"),
    ],
)
def test_what_cannot_be_placed_is_refused(people: People, values: dict[str, str], said: str) -> None:
    clerk = Actor(user=people.clerk)
    park(clerk)
    with pytest.raises(ValidationError, match=said):
        park(clerk, **{"name": "样例二园", **values})
    assert Park.objects.everywhere("test").count() == 1
    assert not Region.objects.filter(name="样例二园").exists()


def test_who_belongs_to_a_park_sees_its_rows_only(people: People) -> None:
    territory = park(Actor(user=people.clerk)).territory_id
    assert territory is not None
    at = Unit.objects.get(region_id=territory)
    inside = person("inside", "county_office", territory, at=at)
    sampling = register_of("sampling")
    mine = service.create(Actor(user=inside), sampling, batch(1, territory))
    county = service.create(Actor(user=people.clerk), sampling, batch(2, COUNTY))
    seen = {
        user: set(service.visible(Actor(user=user), sampling))
        for user in (inside, people.clerk, people.neighbour)
    }
    assert seen == {inside: {mine}, people.clerk: {mine, county}, people.neighbour: set()}
    with pytest.raises(Exception, match="不能对该区划"):
        service.create(Actor(user=inside), sampling, batch(3, COUNTY))
    page = signed_in(inside).get("/registers/sampling").content.decode()
    assert "CJ-0001" in page
    assert "CJ-0002" not in page


def test_a_file_that_names_the_park_is_placed_there_and_counts_in_the_county_once(people: People) -> None:
    office = Actor(user=people.office)
    territory = park(office).territory_id
    sampling = register_of("sampling")
    rows = [{**batch(n, COUNTY, n > 1), "region": NAME if n < 3 else COUNTY} for n in range(1, 5)]
    data = export_workbook(sampling.specs(), [{k: v for k, v in r.items() if k != "region_id"} for r in rows])
    imports.apply(office, imports.upload(office, sampling, data, "表.xlsx", region=CITY))
    cells = engine().measure(["P01"], [str(territory), COUNTY, CITY, NEIGHBOUR], [Period.parse("2016")])
    assert [(c.numerator, c.denominator) for c in cells[:3]] == [(1, 2), (3, 4), (3, 4)]
    # What is moved from the county to its park stays in the county's figure.
    row = sampling.model._plain.get(report_no="CJ-0003")  # type: ignore[misc]
    service.change(office, sampling, row, {"region_id": territory}, reason="企业在园区内")
    cells = engine().measure(["P01"], [str(territory), COUNTY], [Period.parse("2016")])
    assert [(c.numerator, c.denominator) for c in cells] == [(2, 3), (3, 4)]
    for as_of in ("then", "now"):
        both = engine().measure(["P01"], [str(territory), COUNTY], [Period.parse("2016")], as_of=as_of)
        assert [c.denominator for c in both] == [3, 4]


def test_a_list_of_parks_is_imported_and_taken_back(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("parks")
    rows = [{"name": f"样例园区{n}", "region": COUNTY, "kind": "other"} for n in range(3)]
    session = imports.apply(
        clerk,
        imports.upload(clerk, register, export_workbook(register.specs(), rows), "园区.xlsx", region=COUNTY),
    )
    made = Region.objects.filter(level=Level.PARK).order_by("code")
    assert [r.code for r in made] == [f"{COUNTY}{n}" for n in (900, 901, 902)]
    undoing.undo(clerk, session, "传错文件")
    assert not Region.objects.filter(level=Level.PARK, valid_to__isnull=True).exists()
    wrong = [{"name": "样例园区乙", "region": f"{COUNTY}900", "kind": "other"}]
    data = export_workbook(register.specs(), wrong)
    with pytest.raises(IntakeError, match="园区要挂在"):
        imports.apply(clerk, imports.upload(clerk, register, data, "园区.xlsx", region=COUNTY))
    assert not Park._plain.filter(name="样例园区乙").exists()
