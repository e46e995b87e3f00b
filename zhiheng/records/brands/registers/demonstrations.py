"""The register of demonstration units."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Computed, Expiry, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Demonstration


def stands_until(valid_until: dt.date | None, withdrawn_on: dt.date | None) -> dt.date | None:
    """The last day on which the unit holds its title, None while it is open."""
    return min((day for day in (valid_until, withdrawn_on) if day is not None), default=None)


@register
class DemonstrationRegister(Register):
    key = "demonstrations"
    model = Demonstration
    label, label_en = "示范单位", "Demonstration units"
    about = "质量强市、强县、示范行业、企业、市场、园区和标准化试点示范，按同一程序申报、创建、验收、年度复核和撤销。"
    about_en = (
        "Model cities, counties, industries, enterprises, markets, parks and standardisation pilots by one "
        "procedure: application, building, acceptance, yearly review, withdrawal."
    )
    field = "foundations"
    requirement = ("R-AWD-03", "R-BRD-06", "R-STD-06", "R-STD-07")
    natural_key = ("code",)
    lifecycle = lifecycles.DEMONSTRATION
    expiries = (Expiry("valid_until", "申请复审", "Apply for renewal", rule="title", states=("accepted",)),)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("种类", "类别"), filter=True, public=True),
        Column("rank", filter=True, public=True),
        Column("name", aliases=("单位名称", "项目名称"), public=True),
        Column("credit_code", listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", aliases=("申请日期",), public=True),
        Column("started_on", listed=False, public=True),
        Column("accepted_on", aliases=("通过日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), listed=False, public=True),
        Column("builder", aliases=("承担单位", "创建单位"), listed=False, public=True),
        Column(
            "industry",
            aliases=("行业", "行业大类", "行业代码"),
            filter=True,
            listed=False,
            public=True,
            codes="gb4754_divisions",
        ),
        Column("theme", aliases=("内容",), listed=False, public=True),
        Column("area", aliases=("面积",), listed=False, public=True),
        Column("grantor", aliases=("批准机关",), listed=False, public=True),
        Column("document_no", aliases=("文号",), listed=False, public=True),
        Column("reviewed_on", aliases=("复核日期",), listed=False, public=True),
        Column("review_result", aliases=("复审结论",), filter=True, public=True),
        Column("rectify_by", listed=False),
        Column("withdrawn_on", aliases=("撤销日期",), listed=False, public=True),
    )
    search = ("code", "name")
    order = ("-accepted_on", "-id")
    rules = (
        RowRule(
            ("accepted_on", "applied_on"),
            lambda done, applied: done >= applied,
            "验收日期早于申报日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="accepted_on",
        dates=("applied_on", "started_on", "valid_until", "reviewed_on", "withdrawn_on"),
        columns=("kind", "rank", "state", "review_result", "area", "industry"),
        computed=(Computed("stands_until", "date", ("valid_until", "withdrawn_on"), stands_until),),
    )
