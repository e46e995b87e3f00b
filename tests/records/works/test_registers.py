"""The registers of works: acceptance, projects, persons, nodes, checks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestWorks(RegisterCases):
    key = "works"
    change = ("size", "large")
    example = {
        "code": "GC-2016-01",
        "region": COUNTY,
        "name": "样例小区一号楼",
        "kind": "housing",
        "size": "medium",
        "accepted_on": dt.date(2016, 6, 30),
        "first_pass": True,
        "passed": True,
        "excellent": False,
        "area": Decimal("5120.50"),
    }


class TestDwellings(RegisterCases):
    key = "dwellings"
    change = ("unit_no", "2单元")
    example = {
        "project_code": "XM-2016-01",
        "region": COUNTY,
        "project": "样例小区",
        "building": "1号楼",
        "room": "101",
        "area": Decimal("98.50"),
        "inspected_on": dt.date(2016, 5, 30),
        "passed": True,
    }

    def test_a_buyer_may_see_the_flat_and_its_result(self) -> None:
        assert {"project", "building", "room", "passed", "failed_items", "fixed_on"} <= set(
            self.register.public_names
        )


class TestProjects(RegisterCases):
    key = "projects"
    change = ("supervisor", "样例监理公司")
    example = {
        "code": "XM-2016-01",
        "region": COUNTY,
        "name": "样例小区",
        "kind": "housing",
        "size": "medium",
        "owner_party": "样例置业公司",
        "designer": "样例设计院",
        "enterprise": "样例建筑公司",
        "supervisor": "样例监理所",
        "registered_on": dt.date(2015, 3, 1),
        "area": Decimal("25000.00"),
    }


class TestResponsiblePersons(RegisterCases):
    key = "responsible_persons"
    change = ("post", "项目总工")
    example = {
        "code": "ZR-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "party": "build",
        "enterprise": "样例建筑公司",
        "post": "项目经理",
        "person": "样例某",
        "certificate_no": "YS0001",
        "appointed_on": dt.date(2015, 5, 1),
    }

    def test_the_person_is_not_published(self) -> None:
        for name in ("person", "certificate_no"):
            assert name not in self.register.public_names
            assert not self.register.by_name[name].shared


class TestKeyNodes(RegisterCases):
    key = "key_nodes"
    change = ("part", "2号楼基础")
    example = {
        "code": "JD-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "kind": "foundation",
        "part": "1号楼基础",
        "planned_on": dt.date(2015, 8, 1),
    }


class TestMaterialTests(RegisterCases):
    key = "material_tests"
    change = ("maker", "样例钢铁公司")
    example = {
        "report_no": "JC-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "material": "steel",
        "kind": "witness",
        "enterprise": "样例建筑公司",
        "tested_on": dt.date(2015, 7, 1),
        "result": "qualified",
    }


class TestSiteInspections(RegisterCases):
    key = "site_inspections"
    change = ("hazards", 4)
    example = {
        "code": "GD-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "kind": "dust",
        "enterprise": "样例建筑公司",
        "social_housing": True,
        "inspected_on": dt.date(2015, 9, 1),
        "hazards": 3,
        "dust_met": False,
    }


class TestGreenChecks(RegisterCases):
    key = "green_checks"
    change = ("green_grade", "two")
    example = {
        "code": "LS-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "stage": "completion",
        "area": Decimal("25000.00"),
        "checked_on": dt.date(2016, 6, 1),
        "energy_met": True,
        "green_grade": "one",
        "energy_material": True,
    }
