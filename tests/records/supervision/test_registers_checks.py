"""The registers of food, drugs, farming, consumer goods, equipment and trade."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases

FIRM = {"region": COUNTY, "enterprise": "样例食品厂"}


class TestFoodPremises(RegisterCases):
    key = "food_premises"
    change = ("hygiene", "a")
    example = {
        **FIRM,
        "code": "SP-0001",
        "kind": "workshop",
        "foods": "豆制品",
        "permit_no": "XZF-0001",
        "opened_on": dt.date(2016, 2, 1),
        "hygiene": "b",
        "graded_on": dt.date(2016, 3, 1),
        "grade_until": dt.date(2017, 3, 1),
        "officer_post": "监管岗位02",
    }


class TestFoodChecks(RegisterCases):
    key = "food_checks"
    change = ("findings", "索证索票不全,台账缺页")
    example = {
        **FIRM,
        "check_no": "SJ-0001",
        "kind": "workshop",
        "checked_on": dt.date(2016, 4, 5),
        "incoming_ok": False,
        "hygiene": "b",
        "findings": "索证索票不全",
        "outcome": "ordered",
        "rectify_by": dt.date(2016, 4, 20),
    }


class TestDrugChecks(RegisterCases):
    key = "drug_checks"
    change = ("minor", 5)
    example = {
        **FIRM,
        "check_no": "YJ-0001",
        "subject": "pharmacy",
        "practice": "gsp",
        "manner": "unannounced",
        "checked_on": dt.date(2016, 5, 6),
        "critical": 0,
        "major": 1,
        "minor": 4,
        "findings": "处方药未分区",
        "outcome": "ordered",
    }


class TestDiseaseMonitoring(RegisterCases):
    key = "disease_monitoring"
    change = ("samples", 80)
    example = {
        "sample_no": "YB-0001",
        "region": COUNTY,
        "disease": "口蹄疫",
        "disease_class": "one",
        "animal": "cattle",
        "site": "样例养殖场",
        "site_kind": "farm",
        "tested_on": dt.date(2016, 4, 1),
        "samples": 60,
        "positives": 0,
        "immune_tested": 60,
        "immune": 55,
    }


class TestSlaughterReturns(RegisterCases):
    key = "slaughter_returns"
    change = ("slaughtered", 1300)
    example = {
        "period": "2016-05",
        "region": COUNTY,
        "site_code": "TZ-01",
        "enterprise": "样例屠宰场",
        "designated": True,
        "animal": "pig",
        "slaughtered": 1200,
        "quarantined": 1196,
        "condemned": 4,
        "destroyed": 4,
        "tested": 60,
        "residues": 0,
    }


class TestFarmInputChecks(RegisterCases):
    key = "farm_input_checks"
    change = ("quantity", Decimal("13.50"))
    example = {
        **FIRM,
        "check_no": "NZ-0001",
        "goods": "pesticide",
        "checked_on": dt.date(2016, 4, 12),
        "licensed": True,
        "ledger_kept": False,
        "banned_found": True,
        "banned_names": "甲胺磷",
        "quantity": Decimal("12.50"),
        "findings": "台账不全",
        "outcome": "case",
    }


class TestConsumerSurveys(RegisterCases):
    key = "consumer_surveys"
    change = ("consistent", 18)
    example = {
        **FIRM,
        "survey_no": "XF-0001",
        "survey": "儿童用品质量状况调查",
        "category": "children",
        "product": "童车",
        "key_field": True,
        "surveyed_on": dt.date(2016, 6, 1),
        "standard": "GB 14747",
        "compared": 20,
        "consistent": 17,
        "problem": "警示标识不全",
    }


class TestSpecialEquipment(RegisterCases):
    key = "special_equipment"
    change = ("findings", "限速器未校验")
    example = {
        **FIRM,
        "certificate_no": "TS-0001",
        "kind": "lift",
        "public_place": True,
        "registered_on": dt.date(2014, 5, 1),
        "inspected_on": dt.date(2016, 5, 4),
        "result": "qualified",
        "next_on": dt.date(2017, 5, 31),
    }


class TestMakingSupervision(RegisterCases):
    key = "making_supervision"
    change = ("nonconforming", 4)
    example = {
        **FIRM,
        "code": "JL-0001",
        "project": "热电联产",
        "equipment": "锅炉本体",
        "supervisor": "样例监理公司",
        "began_on": dt.date(2016, 3, 1),
        "witnessed": 12,
        "nonconforming": 3,
        "closed": 3,
        "conclusion": "accepted",
    }


class TestHazardousChemicals(RegisterCases):
    key = "hazardous_chemicals"
    change = ("capacity", Decimal("250.00"))
    example = {
        **FIRM,
        "code": "WH-0001",
        "activity": "store",
        "chemical": "液氨",
        "cas_no": "7664-41-7",
        "capacity": Decimal("200.00"),
        "major_hazard": "three",
        "certificate_no": "WHZ-0001",
        "issued_on": dt.date(2015, 6, 1),
        "valid_until": dt.date(2018, 5, 31),
        "checked_on": dt.date(2016, 6, 1),
    }


class TestTradeInspections(RegisterCases):
    key = "trade_inspections"
    change = ("country", "马来西亚")
    example = {
        **FIRM,
        "inspection_no": "BJ-0001",
        "direction": "export",
        "statutory": True,
        "goods": "脱水蔬菜",
        "country": "日本",
        "value": Decimal("12.30"),
        "inspected_on": dt.date(2016, 7, 7),
        "result": "qualified",
        "disposal": "released",
    }
