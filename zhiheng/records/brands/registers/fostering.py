"""The registers of brand fostering: candidates, values and promotion."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import BrandEvent, BrandValue, Candidate
from zhiheng.records.brands.registers.parts import CREDIT, REGION


@register
class CandidateRegister(Register):
    key = "brand_candidates"
    model = Candidate
    label, label_en = "品牌培育梯队", "Ladder of brand candidates"
    about = "按产品和企业建立的品牌培育梯队：目标称号、目标年度、帮扶单位和进展。"
    about_en = "The ladder of candidates by product and enterprise: title aimed at, year, helper and state."
    field = "brand"
    requirement = ("R-BRD-01",)
    natural_key = ("code",)
    lifecycle = lifecycles.CANDIDATE
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("enterprise", aliases=("企业",), public=True),
        CREDIT,
        Column(
            "product",
            aliases=(
                "产品名称",
                "品牌",
            ),
            public=True,
        ),
        Column(
            "target",
            aliases=(
                "目标",
                "培育目标",
                "拟申报称号",
            ),
            filter=True,
            schemes="title_schemes",
            dated=("applied_on", "listed_on"),
            public=True,
        ),
        Column(
            "target_year",
            aliases=(
                "年度",
                "目标年份",
            ),
            filter=True,
            public=True,
        ),
        Column("helper", aliases=("责任单位",)),
        Column("measures", aliases=("措施",), listed=False),
        Column(
            "state",
            aliases=(
                "状态",
                "进展",
            ),
            filter=True,
            public=True,
        ),
        Column("listed_on", aliases=("入库日期",), filter=True),
        Column("apply_by", aliases=("计划申报时间",)),
        Column("applied_on", aliases=("申请日期",), listed=False),
        Column("granted_on", aliases=("获批日期",), public=True),
        Column("title_code", aliases=("称号编号",), listed=False, identifier=True),
    )
    search = ("code", "enterprise", "product")
    order = ("target_year", "-id")
    rules = (
        RowRule(
            ("applied_on", "listed_on"),
            lambda later, earlier: later >= earlier,
            "申报日期早于列入日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "获得日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("target_year", "listed_on"),
            lambda year, listed: year >= listed.year,
            "目标年度早于列入日期",
            "请核对目标年度和列入日期。",
        ),
    )
    facts = Facts(
        date="listed_on",
        dates=("apply_by", "applied_on", "granted_on"),
        columns=("target", "target_year", "state", "credit_code"),
    )


@register
class BrandValueRegister(Register):
    key = "brand_values"
    model = BrandValue
    label, label_en = "品牌价值评价", "Brand values"
    about = "各年度品牌价值评价结果：品牌、品牌价值、品牌强度和评价机构。"
    about_en = "Results of yearly brand evaluations: brand, value, strength, evaluator."
    field = "brand"
    requirement = ("R-BRD-05",)
    natural_key = ("year", "name", "evaluator")
    columns = (
        Column("year", aliases=("年度",), filter=True, public=True),
        REGION,
        Column("name", aliases=("品牌",), public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("enterprise", aliases=("企业名称",), public=True),
        CREDIT,
        Column("value", aliases=("价值",), public=True),
        Column("strength", aliases=("强度",), public=True),
        Column(
            "evaluator",
            aliases=(
                "评价机构",
                "发布机构",
            ),
            public=True,
        ),
        Column("standard", aliases=("标准",), listed=False, public=True),
        Column("published_on", aliases=("公布日期",), filter=True, public=True),
    )
    search = ("name", "enterprise")
    order = ("-published_on", "-id")
    rules = (
        RowRule(
            ("year", "published_on"),
            lambda year, published: year <= published.year,
            "评价年度晚于发布日期",
            "请核对评价年度和发布日期。",
        ),
    )
    facts = Facts(date="published_on", columns=("year", "kind", "value", "strength", "credit_code"))


@register
class BrandEventRegister(Register):
    key = "brand_events"
    model = BrandEvent
    label, label_en = "品牌推介活动", "Brand promotion"
    about = "品牌展会、媒体宣传、区域竞赛和产销对接的计划与成效。"
    about_en = "Exhibitions, media, contests and sales meetings for brands: planned, held, results."
    field = "brand"
    requirement = ("R-BRD-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.BRAND_EVENT
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("rank", aliases=("活动级别",), filter=True, public=True),
        Column(
            "host",
            aliases=(
                "主办单位",
                "承办单位",
            ),
            listed=False,
            public=True,
        ),
        Column("place", aliases=("地点",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("planned_on", aliases=("计划时间",), filter=True, public=True),
        Column("held_on", aliases=("举办时间",), public=True),
        Column("enterprises", aliases=("参展企业数",), public=True),
        Column("brands", aliases=("品牌数",), listed=False, public=True),
        Column("contracts", aliases=("签约额",), public=True),
        Column("result", aliases=("结果",), listed=False, public=True),
    )
    search = ("code", "name")
    order = ("-planned_on", "-id")
    facts = Facts(
        date="held_on",
        dates=("planned_on",),
        columns=("kind", "rank", "state", "enterprises", "brands", "contracts"),
    )
