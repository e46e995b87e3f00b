"""The registers of material tests, site inspections and green checks."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.works import lifecycles
from zhiheng.records.works.models import GreenCheck, MaterialTest, SiteInspection
from zhiheng.records.works.registers.parts import CREDIT, PROJECT, REGION


@register
class MaterialTestRegister(Register):
    key = "material_tests"
    model = MaterialTest
    label, label_en = "工程材料检测", "Tests of materials"
    about = "工程原材料和实体的见证取样、监督抽检结果与不合格处置。"
    about_en = "Tests of materials and of the works themselves, and what was done with failures."
    field = "works"
    requirement = ("R-ENG-05",)
    natural_key = ("report_no",)
    columns = (
        Column("report_no", aliases=("报告编号",), public=True, identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column(
            "material",
            aliases=(
                "类别",
                "材料",
            ),
            filter=True,
            public=True,
        ),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("specification", aliases=("规格",), listed=False, public=True),
        Column(
            "maker",
            aliases=(
                "生产单位",
                "供应商",
            ),
            listed=False,
            public=True,
        ),
        Column("enterprise", aliases=("施工总承包单位",)),
        CREDIT,
        Column("laboratory", aliases=("检测机构",), listed=False, public=True),
        Column("standard", aliases=("依据",), listed=False),
        Column("sampled_on", listed=False),
        Column("tested_on", aliases=("报告日期",), filter=True, public=True),
        Column(
            "result",
            aliases=(
                "检测结果",
                "是否合格",
            ),
            filter=True,
            public=True,
        ),
        Column("failed_items", aliases=("不合格项",), listed=False, public=True),
        Column("disposal", aliases=("处置",), listed=False),
    )
    search = ("report_no", "project", "maker")
    order = ("-tested_on", "-id")
    rules = (
        RowRule(
            ("tested_on", "sampled_on"),
            lambda later, earlier: later >= earlier,
            "检测日期早于取样日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("failed_items", "result"),
            lambda items, result: not (items and result == "qualified"),
            "结论为合格，却填写了不合格项目",
            "请改正结论，或清空不合格项目。",
        ),
    )
    facts = Facts(
        date="tested_on",
        columns=("material", "kind", "result", "credit_code", "project_code"),
        # What a site has to send in, what the supervisors picked and what the maker tested itself.
        apart=("kind",),
    )


@register
class SiteInspectionRegister(Register):
    key = "site_inspections"
    model = SiteInspection
    label, label_en = "工地检查", "Site inspections"
    about = "工地质量、安全、扬尘检查：隐患、违法行为、责令、处罚和整改闭合。"
    about_en = (
        "Inspections of sites: hazards, dust, violations, orders, penalties, and how they were put right."
    )
    field = "works"
    requirement = ("R-ENG-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.SITE_INSPECTION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("enterprise", aliases=("施工总承包单位",), public=True),
        CREDIT,
        Column("public_works", aliases=("政府投资",), filter=True, listed=False),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False),
        Column("inspected_on", aliases=("检查时间",), filter=True, public=True),
        Column("hazards", aliases=("隐患",), public=True),
        Column("violations", aliases=("违法行为数",), listed=False, public=True),
        Column("dust_met", aliases=("扬尘达标",), filter=True, listed=False, public=True),
        Column("findings", aliases=("检查结果",), listed=False, shared=False),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("order_kind", aliases=("责令",), filter=True, listed=False, public=True),
        Column("order_no", aliases=("文书号",), listed=False, identifier=True),
        Column("rectify_by", aliases=("整改到期",)),
        Column("rectified_on", aliases=("整改日期",), listed=False),
        Column("rechecked_on", aliases=("复查时间",), listed=False),
        Column("penalty_no", aliases=("处罚文号",), listed=False, public=True, identifier=True),
        Column("penalty", aliases=("罚款",), listed=False, public=True),
    )
    search = ("code", "project", "enterprise")
    order = ("-inspected_on", "-id")
    rules = (
        RowRule(
            ("rectify_by", "inspected_on"),
            lambda later, earlier: later >= earlier,
            "整改期限早于检查日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("rechecked_on", "inspected_on"),
            lambda later, earlier: later >= earlier,
            "复查早于检查",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="inspected_on",
        dates=("rectify_by", "rectified_on", "rechecked_on"),
        columns=(
            "kind",
            "public_works",
            "social_housing",
            "hazards",
            "violations",
            "dust_met",
            "state",
            "penalty",
            "credit_code",
            "project_code",
        ),
    )


@register
class GreenCheckRegister(Register):
    key = "green_checks"
    model = GreenCheck
    label, label_en = "绿色与节能核查", "Green building and energy checks"
    about = "每个项目的节能标准、绿色建筑等级、绿色施工和新型节能材料核查。"
    about_en = "Per project: energy-saving standard, green grade, green construction, new materials."
    field = "works"
    requirement = ("R-ENG-06",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column("enterprise", aliases=("施工总承包单位",), listed=False),
        CREDIT,
        Column("stage", aliases=("阶段",), filter=True, public=True),
        Column("new_building", aliases=("新建",), filter=True, listed=False),
        Column("area", aliases=("面积",), public=True),
        Column("checked_on", aliases=("检查日期",), filter=True, public=True),
        Column("energy_met", aliases=("节能达标",), filter=True, public=True),
        Column("energy_standard", aliases=("节能标准",), listed=False),
        Column("saving", listed=False, public=True),
        Column(
            "green_grade",
            aliases=(
                "绿色等级",
                "星级",
            ),
            filter=True,
            public=True,
        ),
        Column("label_no", aliases=("标识编号",), listed=False, public=True, identifier=True),
        Column("green_site", aliases=("绿色工地",), filter=True, listed=False, public=True),
        Column("energy_material", aliases=("节能材料",), filter=True, listed=False, public=True),
        Column("materials", aliases=("材料名称",), listed=False),
        Column("prefabricated", aliases=("装配式",), filter=True, listed=False, public=True),
    )
    search = ("code", "project")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(
            ("green_grade", "label_no"),
            lambda grade, label: not (label and grade == "none"),
            "有绿色建筑标识证书，却写非绿色建筑",
            "请核对等级和证书编号。",
        ),
    )
    facts = Facts(
        date="checked_on",
        columns=(
            "stage",
            "new_building",
            "area",
            "energy_met",
            "green_grade",
            "green_site",
            "energy_material",
            "prefabricated",
            "credit_code",
            "project_code",
        ),
    )
