"""Soil, waste and green cover (R-ENV-03)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.environment.models import LandCover, SoilPoint, WasteReturn

PLACE = ("行政区划", "区划代码", "县区")


@register
class SoilRegister(Register):
    key = "soil_points"
    model = SoilPoint
    label, label_en = "土壤监测", "Soil monitoring"
    about = "土壤点位与风险筛选值、管制值的比较，环境质量类别和采取的管控措施。"
    about_en = "Soil points against screening and control values, their class and what is done about them."
    field = "environment"
    requirement = ("R-ENV-03",)
    natural_key = ("point", "sampled_on")
    columns = (
        Column("point", aliases=("点位编号",), identifier=True),
        Column("point_name", aliases=("点位",), public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("land_use", aliases=("土地利用", "用途"), filter=True, public=True),
        Column("sampled_on", aliases=("监测日期",), filter=True, public=True),
        Column("standard", aliases=("标准号",), listed=False, public=True),
        Column("ph", aliases=("pH",), listed=False, public=True),
        Column("met", aliases=("是否达标",), filter=True, public=True),
        Column("over_control", aliases=("超管制值",), filter=True, public=True),
        Column("factor", aliases=("超标因子",), public=True),
        Column("soil_class", aliases=("类别",), filter=True, public=True),
        Column("area", aliases=("面积",), listed=False, public=True),
        Column("measures", aliases=("措施",), listed=False, public=True),
    )
    search = ("point", "point_name")
    order = ("-sampled_on", "-id")
    rules = (
        RowRule(
            ("over_control", "met"),
            lambda over, met: not (over and met),
            "超过管制值的点位不可能不超过筛选值",
            "请核对两项结论。",
        ),
        RowRule(
            ("factor", "met"),
            lambda factor, met: not (factor and met),
            "不超过筛选值的点位不应有超标项目",
            "请核对结论。",
        ),
    )
    facts = Facts(
        date="sampled_on", columns=("point", "land_use", "met", "over_control", "soil_class", "area")
    )


@register
class WasteRegister(Register):
    key = "waste_returns"
    model = WasteReturn
    label, label_en = "固体废物报表", "Waste returns"
    about = "一般工业固体废物、危险废物和医疗废物的产生、利用、安全处置、贮存和倾倒丢弃，按产生单位逐年报。"
    about_en = (
        "Industrial, hazardous and medical waste by producer and year: made, used, made safe, stored, dumped."
    )
    field = "environment"
    requirement = ("R-ENV-03",)
    natural_key = ("enterprise", "kind", "waste_code", "period")
    columns = (
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("waste_code", aliases=("危险废物代码",), listed=False, identifier=True, public=True),
        Column("period", aliases=("报告期", "年度"), public=True),
        Column("generated", aliases=("产生量",), public=True),
        Column("utilised", aliases=("综合利用量", "利用量"), public=True),
        Column("disposed", aliases=("处置量",), public=True),
        Column("stored", aliases=("贮存量",), listed=False, public=True),
        Column("dumped", aliases=("丢弃量",), listed=False, public=True),
    )
    search = ("enterprise", "waste_code")
    order = ("-ended_on", "region", "enterprise")
    periodic = Periodic(every="year", checks="waste_returns")
    facts = Facts(
        date="ended_on",
        columns=("credit_code", "kind", "generated", "utilised", "disposed", "stored", "dumped"),
    )


@register
class LandCoverRegister(Register):
    key = "land_cover"
    model = LandCover
    label, label_en = "林草覆盖调查", "Forest and grass cover"
    about = "每年的森林、草地面积调查；填了基期森林面积，就能算比基期提高多少。一地由调查的那一级填一次，不要上下级重复填。"
    about_en = (
        "Yearly survey of forest and grass; with the base year's forest the gain on it follows. One level "
        "files an area, once."
    )
    field = "environment"
    requirement = ("R-ENV-03",)
    natural_key = ("region", "period")
    columns = (
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("年度", "调查年度"), public=True),
        Column("land", aliases=("土地面积", "国土面积"), public=True),
        Column("forest", aliases=("森林面积", "林地面积"), public=True),
        Column("grass", aliases=("草地面积",), public=True),
        Column("base_forest", aliases=("基期森林面积",), listed=False, public=True),
        Column("base_year", listed=False, public=True),
        Column("survey", aliases=("数据来源",), listed=False, public=True),
    )
    order = ("-ended_on", "region")
    rules = (
        RowRule(("forest", "land"), lambda forest, land: forest <= land, "森林面积大于土地面积", "请核对单位是否为公顷。"),
    )  # fmt: skip
    periodic = Periodic(every="year", checks="land_cover")
    facts = Facts(date="ended_on", columns=("land", "forest", "grass", "base_forest", "base_year"))
