"""The register of works acceptance."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.works.models import Acceptance


@register
class WorksRegister(Register):
    key = "works"
    model = Acceptance
    label, label_en = "工程验收", "Works acceptance"
    about = "房屋、市政、公路、水利等工程的竣工验收:一次合格、最终合格、优良和节能。"
    about_en = (
        "Acceptance of buildings, municipal works, roads and water works: passed at once, passed in the "
        "end, rated good, energy saving."
    )
    field = "works"
    requirement = ("R-ENG-01", "R-ENG-03", "R-ENG-06")
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("项目编号", "备案编号", "施工许可证号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区", "工程所在地"), filter=True, public=True),
        Column("name", aliases=("项目名称",), public=True),
        Column("kind", aliases=("类别", "工程类型"), filter=True, public=True),
        Column("size", aliases=("规模",), filter=True, public=True),
        Column("accepted_on", aliases=("竣工验收日期",), filter=True, public=True),
        Column("first_pass", aliases=("一次性验收合格",), filter=True, public=True),
        Column("passed", aliases=("验收合格", "是否合格"), filter=True, public=True),
        Column("excellent", aliases=("优良", "优良工程"), filter=True, public=True),
        Column("public_road", listed=False, public=True),
        Column("builder", aliases=("施工总承包单位",), listed=False, public=True),
        Column("supervisor", listed=False, public=True),
        Column("owner_party", aliases=("业主单位",), listed=False, public=True),
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
            "没有作节能验收,不能填节能达标",
            "请先填“已作节能验收”。",
        ),
    )
    facts = Facts(
        date="accepted_on",
        columns=(
            "kind",
            "size",
            "public_road",
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
