"""Water and noise points, analysed sections, treatment plants (R-ENV-02, R-ENV-03)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.environment import judging
from zhiheng.records.environment.models import Monitoring, PlantReturn, WaterSample


@register
class MonitoringRegister(Register):
    key = "monitoring"
    model = Monitoring
    label, label_en = "水与噪声监测", "Water and noise monitoring"
    about = "饮用水水源、地表水、河流、灌溉水、农村饮用水和噪声点位的监测与达标情况。"
    about_en = (
        "Monitoring of drinking-water sources, surface water, rivers, irrigation and village water and "
        "noise, and whether limits were met."
    )
    field = "environment"
    requirement = ("R-ENV-02", "R-ENV-03")
    natural_key = ("point", "kind", "monitored_on")
    columns = (
        Column("point", aliases=("断面编码", "点位编号", "断面"), identifier=True),
        Column("point_name", aliases=("断面名称", "水源地名称"), public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("monitored_on", aliases=("采样日期",), filter=True, public=True),
        Column("water_class", aliases=("水质",), public=True),
        Column("value", aliases=("数值", "等效声级"), listed=False, public=True),
        Column("unit_name", listed=False, public=True),
        Column("met", aliases=("是否达标", "达标情况"), filter=True, public=True),
        Column("factor", aliases=("主要污染指标",), listed=False, public=True),
        Column("intake", aliases=("取水量", "供水量"), listed=False, public=True, help="水源才填"),
    )
    search = ("point", "point_name")
    order = ("-monitored_on", "-id")
    rules = (
        RowRule(
            ("factor", "met"),
            lambda factor, met: not (factor and met),
            "达标的点位不应有超标因子",
            "请核对是否达标。",
        ),
    )
    facts = Facts(
        date="monitored_on",
        columns=("point", "kind", "water_class", "value", "met", "intake"),
        # Sources, rivers, irrigation water and noise are held to standards of their own.
        apart=("kind",),
    )


@register
class WaterSampleRegister(Register):
    key = "water_samples"
    model = WaterSample
    label, label_en = "地表水断面分析", "Surface-water analyses"
    about = "断面按 GB 3838-2002 表 1 的 21 项分析。水质类别不填：由最差的一项按采样日的规则定类。单位 mg/L,pH 无单位。"
    about_en = (
        "Sections analysed for the 21 items of GB 3838-2002 table 1. The class is not entered: the worst "
        "item decides it by the rule of the day."
    )
    field = "environment"
    requirement = ("R-ENV-02",)
    natural_key = ("section", "sampled_on")
    columns = (
        Column("section", aliases=("断面代码", "断面编号"), identifier=True),
        Column("section_name", aliases=("断面",), public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("river", aliases=("河流", "水体", "湖库"), filter=True, public=True),
        Column("basin", aliases=("水系",), filter=True, public=True),
        Column("body", aliases=("类型",), listed=False, public=True),
        Column("target_class", aliases=("目标水质", "功能类别"), filter=True, public=True),
        Column("sampled_on", aliases=("监测日期",), filter=True, public=True),
        Column("ph", aliases=("pH",), listed=False, public=True),
        Column("do", aliases=("DO",), public=True),
        Column("codmn", aliases=("CODMn",), public=True),
        Column("cod", aliases=("COD", "CODCr"), public=True),
        Column("bod5", aliases=("BOD5",), listed=False, public=True),
        Column("nh3n", aliases=("NH3-N",), public=True),
        Column("tp", aliases=("TP",), public=True),
        Column("cu", listed=False, public=True),
        Column("zn", listed=False, public=True),
        Column("fluoride", listed=False, public=True),
        Column("se", listed=False, public=True),
        Column("arsenic", listed=False, public=True),
        Column("hg", listed=False, public=True),
        Column("cd", listed=False, public=True),
        Column("cr6", aliases=("六价铬",), listed=False, public=True),
        Column("pb", listed=False, public=True),
        Column("cyanide", listed=False, public=True),
        Column("phenol", listed=False, public=True),
        Column("oil", listed=False, public=True),
        Column("surfactant", listed=False, public=True),
        Column("sulfide", listed=False, public=True),
    )
    search = ("section", "section_name", "river")
    order = ("-sampled_on", "-id")
    rules = (RowRule(("ph",), lambda ph: ph <= 14, "pH值不会大于 14", "请核对是否填错了列。"),)
    facts = Facts(
        date="sampled_on",
        columns=("section", "river", "basin", "target_class", "cod", "nh3n"),
        computed=judging.WATER,
    )


@register
class PlantReturnRegister(Register):
    key = "plant_returns"
    model = PlantReturn
    label, label_en = "污水垃圾处理设施报表", "Returns of sewage and refuse plants"
    about = "污水以万立方米计，生活垃圾以吨计。没有设施的地方也报一行：产生多少、处理为零。"
    about_en = (
        "Sewage in 10,000 m³, refuse in tonnes. An area without a plant files a row too: what it produced, "
        "and nothing treated."
    )
    field = "environment"
    requirement = ("R-ENV-02", "R-ENV-03")
    natural_key = ("plant", "period")
    columns = (
        Column("plant", aliases=("设施代码", "厂编码"), identifier=True),
        Column("period", aliases=("报告期", "季度"), public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("plant_name", aliases=("处理厂", "厂名"), public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("enterprise", aliases=("企业名称",), listed=False, public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("capacity", aliases=("设计能力",), listed=False, public=True),
        Column("generated", aliases=("产生量", "排放量", "清运量"), public=True),
        Column("treated", aliases=("处理量", "无害化处理量"), public=True),
        Column("cod_in", aliases=("进水COD",), listed=False, public=True),
        Column("cod_out", aliases=("出水COD",), listed=False, public=True),
        Column("nh3n_in", aliases=("进水氨氮",), listed=False, public=True),
        Column("nh3n_out", aliases=("出水氨氮",), listed=False, public=True),
        Column("residue", aliases=("污泥产生量",), listed=False, public=True),
        Column("residue_handled", aliases=("污泥处置量",), listed=False, public=True),
    )
    search = ("plant", "plant_name")
    order = ("-ended_on", "region", "plant")
    periodic = Periodic(every="quarter", checks="plant_returns")
    facts = Facts(
        date="ended_on",
        columns=("plant", "kind", "capacity", "generated", "treated", "residue", "residue_handled"),
    )
