"""The registers of the environment."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.environment.models import AirDay, Monitoring


@register
class AirRegister(Register):
    key = "air_days"
    model = AirDay
    label, label_en = "环境空气日报", "Air days"
    about = "每日空气质量指数、六项污染物浓度和是否优良。无有效监测的日子不算超标也不算达标。"
    about_en = (
        "Daily air quality index, six pollutants, and whether the day was good. Days without valid "
        "monitoring count neither way."
    )
    field = "environment"
    requirement = ("R-ENV-01",)
    natural_key = ("region", "day")
    columns = (
        Column("region", aliases=("行政区划", "区划代码", "城市", "县区"), filter=True, public=True),
        Column("day", aliases=("监测日期", "时间"), filter=True, public=True),
        Column("aqi", aliases=("空气质量指数",), public=True),
        Column("good", aliases=("是否优良",), filter=True, public=True),
        Column("pm25", aliases=("PM2_5", "细颗粒物"), public=True),
        Column("pm10", aliases=("可吸入颗粒物",), public=True),
        Column("so2", aliases=("SO2", "二氧化硫"), public=True),
        Column("no2", aliases=("NO2", "二氧化氮"), public=True),
        Column("co", aliases=("一氧化碳",), listed=False, public=True),
        Column("o3", aliases=("O3", "O3_8h", "臭氧"), public=True),
        Column("primary", listed=False, public=True),
        Column("rule_version", aliases=("评价标准",), listed=False),
    )
    search = ("primary",)
    order = ("-day", "region")
    rules = (
        RowRule(
            ("good", "aqi"),
            lambda good, aqi: good == (aqi <= 100),
            "优良天与 AQI 不一致",
            "AQI 不大于 100 的日子为优良天。",
        ),
    )
    facts = Facts(date="day", columns=("aqi", "good", "pm25", "pm10", "so2", "no2", "co", "o3"))


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
    facts = Facts(date="monitored_on", columns=("point", "kind", "water_class", "value", "met"))
