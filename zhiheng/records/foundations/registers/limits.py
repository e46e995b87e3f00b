"""Limits that firms must meet, and farming by standards."""

from __future__ import annotations

from decimal import Decimal

from zhiheng.frame.registers.declare import Column, Computed, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Match, Proposal
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.foundations.models import FarmStandardReturn, LimitMatch, LimitStandard
from zhiheng.records.foundations.registers.parts import CREDIT_CODE, ENTERPRISE, REGION, not_before


def within(actual: Decimal | None, limit: Decimal, better: str) -> bool | None:
    """Whether the firm keeps the limit; None while nothing was measured."""
    if actual is None:
        return None
    return actual <= limit if better == "low" else actual >= limit


@register
class LimitStandardRegister(Register):
    key = "limit_standards"
    model = LimitStandard
    label, label_en = "节能减排标准限额", "Limits of energy and emission standards"
    about = "能耗、排放、取水和循环经济标准里的限额：产品或工序、指标、限定值、准入值、先进值。"
    about_en = (
        "Figures of energy, emission, water and circular-economy standards: limit, entry and advanced values."
    )
    field = "foundations"
    requirement = ("R-STD-08",)
    natural_key = ("region", "number", "product", "item")
    columns = (
        Column("number", aliases=("标准号",), identifier=True, public=True, doubts=("standard_number",)),
        REGION,
        Column("product", aliases=("产品", "工序"), public=True),
        Column("item", aliases=("指标名称",), public=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("industry", listed=False, filter=True, public=True, identifier=True, codes="gb4754_2017"),
        Column("limit", aliases=("限额",), public=True),
        Column("access", listed=False, public=True),
        Column("advanced", listed=False, public=True),
        Column("unit", public=True),
        Column("better", listed=False, public=True),
        Column("effective_on", filter=True, public=True),
        Column("withdrawn_on", listed=False, public=True),
    )
    search = ("number", "product", "item")
    order = ("-effective_on", "-id")
    rules = (
        not_before("withdrawn_on", "effective_on", "废止日期早于实施日期"),
        RowRule(
            ("advanced", "limit", "better"),
            lambda advanced, limit, better: advanced <= limit if better == "low" else advanced >= limit,
            "先进值比限定值还差",
            "请核对先进值、限定值和合格方向。",
        ),
    )
    facts = Facts(date="effective_on", dates=("withdrawn_on",), columns=("kind", "number", "limit"))


@register
class LimitMatchRegister(Register):
    key = "limit_matches"
    model = LimitMatch
    label, label_en = "企业限额对标", "Firms held against limits"
    about = "企业应当执行的能耗、排放、取水和循环利用限额，实际值，是否达到。达标与否由两个值算出，不另填。"
    about_en = "The limits that a firm must meet, its actual values, and whether they are met."
    field = "foundations"
    requirement = ("R-STD-08",)
    natural_key = ("enterprise", "number", "product", "item", "assessed_on")
    proposals = (
        Proposal(
            "industry",
            "按企业所属行业对应限额标准",
            "enterprises",
            where={"status": "open"},
            by="limit_standards",
            having={"withdrawn_on": None},
            match=(Match("industry", "industry", "within"),),
            since="effective_on",
            carry={"region": "region", "enterprise": "name", "credit_code": "credit_code"},
            carry_by={n: n for n in ("number", "product", "item", "kind", "limit", "unit", "better")},
            known_by=("credit_code", "number", "product", "item"),
            asks=("assessed_on",),
            label_en="Limits of the industry of a firm",
        ),
    )
    expiries = (Expiry("rectify_by", "完成限期改正", "Mend by the day set", unless="rectified_on"),)
    columns = (
        ENTERPRISE,
        CREDIT_CODE,
        REGION,
        Column("number", aliases=("标准号", "标准编号"), identifier=True, public=True),
        Column("product", aliases=("产品", "工序"), public=True),
        Column("item", aliases=("指标名称",), public=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("assessed_on", aliases=("核查时间",), filter=True, public=True),
        Column("limit", aliases=("限值",), public=True),
        Column("actual", aliases=("实际值",)),
        Column("unit", listed=False, public=True),
        Column("better", listed=False, public=True),
        Column("rectify_by", listed=False),
        Column("rectified_on", listed=False),
    )
    search = ("enterprise", "number", "product")
    order = ("-assessed_on", "-id")
    rules = (
        not_before("rectify_by", "assessed_on", "限期改正日期早于核查日期"),
        not_before("rectified_on", "assessed_on", "改正日期早于核查日期"),
    )
    facts = Facts(
        date="assessed_on",
        dates=("rectified_on",),
        columns=("enterprise", "credit_code", "kind", "number"),
        computed=(Computed("met", "boolean", ("actual", "limit", "better"), within),),
    )


@register
class FarmStandardRegister(Register):
    key = "farm_standards"
    model = FarmStandardReturn
    label, label_en = "农业标准化生产", "Farming by standards"
    about = "主要农产品每年的生产规模、按标准生产的规模和有没有现行标准；由农业部门按年报送。"
    about_en = "Main farm products by year: area, area farmed by a standard, whether a standard is in force."
    field = "foundations"
    requirement = ("R-STD-06",)
    natural_key = ("region", "product", "period")
    periodic = Periodic(every="year", checks="farm_standards")
    columns = (
        REGION,
        Column("product", aliases=("农产品", "产品名称"), public=True),
        Column("period", aliases=("年度", "年份"), public=True, identifier=True),
        Column("covered", aliases=("是否有标准",), filter=True, public=True),
        Column("standard_number", aliases=("标准编号",), listed=False, identifier=True, public=True),
        Column("area", aliases=("面积", "种植面积"), public=True),
        Column("standard_area", aliases=("标准化面积", "标准化种植面积"), public=True),
        Column("bases", aliases=("标准化基地数",), listed=False, public=True),
    )
    search = ("product", "standard_number")
    order = ("-ended_on", "-id")
    rules = (
        RowRule(
            ("covered", "standard_number"),
            lambda covered, number: not covered or bool(number),
            "有现行标准的没有写标准编号",
            "请补写执行标准编号。",
        ),
    )
    facts = Facts(date="ended_on", columns=("product", "covered", "area", "standard_area", "bases"))
