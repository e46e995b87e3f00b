"""The registers of completion acceptance and of flat-by-flat acceptance."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.records.works.models import Acceptance, Dwelling
from zhiheng.records.works.registers.parts import CREDIT, PROJECT, REGION


@register
class WorksRegister(Register):
    key = "works"
    model = Acceptance
    label, label_en = "工程验收", "Works acceptance"
    about = "房屋、市政、公路、水利等工程的竣工验收：一次合格、最终合格、优良和节能。"
    about_en = (
        "Acceptance of buildings, municipal works, roads and water works: passed at once, passed in the "
        "end, rated good, energy saving."
    )
    field = "works"
    requirement = ("R-ENG-03", "R-ENG-06")
    natural_key = ("code",)
    enterprise_name = "builder"
    columns = (
        Column("code", aliases=("项目编号", "备案编号", "施工许可证号"), identifier=True),
        REGION,
        Column("project_code", aliases=("登记编码",), listed=False, public=True, identifier=True),
        Column("name", aliases=("项目名称",), public=True),
        Column("kind", aliases=("类别", "工程类型"), filter=True, public=True),
        Column("size", aliases=("规模",), filter=True, public=True),
        Column("accepted_on", aliases=("竣工验收日期",), filter=True, public=True),
        Column("first_pass", aliases=("一次性验收合格",), filter=True, public=True),
        Column("passed", aliases=("验收合格", "是否合格"), filter=True, public=True),
        Column("excellent", aliases=("优良", "优良工程"), filter=True, public=True),
        Column("public_road", listed=False, public=True),
        Column("builder", aliases=("施工总承包单位",), listed=False, public=True),
        CREDIT,
        Column("designer", listed=False, public=True),
        Column("supervisor", listed=False, public=True),
        Column("tester", aliases=("检测机构",), listed=False, public=True),
        Column("owner_party", aliases=("业主单位",), listed=False, public=True),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False, public=True),
        Column("new_building", listed=False),
        Column("energy_checked", listed=False),
        Column("energy_met", aliases=("达到节能标准",), listed=False, public=True),
        Column("energy_material", listed=False),
        Column("area", aliases=("面积",), listed=False, public=True),
    )
    search = ("code", "name", "builder")
    order = ("-accepted_on", "-id")
    rules = (
        RowRule(
            ("first_pass", "passed"),
            lambda first, passed: passed or not first,
            "一次验收合格的工程不能是竣工不合格",
            "请核对验收结论。",
        ),
        RowRule(
            ("excellent", "passed"),
            lambda excellent, passed: passed or not excellent,
            "不合格的工程不能评为优良",
            "请核对验收结论。",
        ),
        RowRule(
            ("energy_met", "energy_checked"),
            lambda met, done: done or not met,
            "没有作节能验收，不能填节能达标",
            "请先填“已作节能验收”。",
        ),
    )
    facts = Facts(
        date="accepted_on",
        columns=(
            "kind",
            "size",
            "public_road",
            "social_housing",
            "credit_code",
            "first_pass",
            "passed",
            "excellent",
            "new_building",
            "energy_checked",
            "energy_met",
            "energy_material",
            "area",
        ),
    )


@register
class DwellingRegister(Register):
    key = "dwellings"
    model = Dwelling
    label, label_en = "住宅分户验收", "Acceptance of dwellings"
    about = "住宅逐户验收的结果，购房人可按楼栋、房号查阅。"
    about_en = "Acceptance flat by flat, open to the buyer by building and room."
    field = "works"
    requirement = ("R-ENG-04",)
    natural_key = ("project_code", "building", "room")
    columns = (
        PROJECT,
        REGION,
        Column(
            "project",
            aliases=(
                "小区名称",
                "项目名称",
            ),
            public=True,
        ),
        Column(
            "building",
            aliases=(
                "楼号",
                "幢号",
            ),
            filter=True,
            public=True,
        ),
        Column("unit_no", aliases=("单元号",), listed=False, public=True),
        Column(
            "room",
            aliases=(
                "户号",
                "房间号",
            ),
            public=True,
        ),
        Column("area", aliases=("面积",), listed=False, public=True),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False, public=True),
        Column("inspected_on", aliases=("验收日期",), filter=True, public=True),
        Column(
            "passed",
            aliases=(
                "是否合格",
                "验收结论",
            ),
            filter=True,
            public=True,
        ),
        Column("failed_items", aliases=("问题",), listed=False, public=True),
        Column("fixed_on", aliases=("整改日期",), public=True),
        Column("inspectors", aliases=("参加方",), listed=False),
        Column("sheet_no", aliases=("表编号",), listed=False, public=True, identifier=True),
    )
    lookup = Lookup(
        by=(("project", "project_code"), "building", "room"),
        endings={
            "building": ("号楼", "栋", "幢", "座", "号", "#"),
            "room": ("室", "号", "房"),
        },
        what="购房人凭工程名称(或项目编码)、楼栋和房号，查一套住宅的分户验收记录。",
        what_en="A buyer looks up the acceptance of a flat by works (or project code), building and room.",
    )
    search = ("project", "building", "room")
    order = ("-inspected_on", "-id")
    rules = (
        RowRule(
            ("fixed_on", "inspected_on"),
            lambda later, earlier: later >= earlier,
            "整改合格早于分户验收",
            "请核对两个日期。",
        ),
        RowRule(
            ("failed_items", "passed"),
            lambda items, passed: not (items and passed),
            "分户验收合格，却填写了不合格项目",
            "请改正结论，或清空不合格项目。",
        ),
    )
    facts = Facts(
        date="inspected_on", dates=("fixed_on",), columns=("passed", "social_housing", "area", "project_code")
    )
