"""Air: city days, station hours, monthly means (R-ENV-01)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.environment import judging
from zhiheng.records.environment.models import AirDay, AirHour, AirMonth
from zhiheng.records.environment.plausible import AIR

PLACE = ("行政区划", "区划代码", "城市", "县区", "city")


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
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("day", aliases=("监测日期", "时间", "date"), filter=True, public=True),
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
    plausible = (AIR,)
    facts = Facts(
        date="day",
        columns=("aqi", "good", "pm25", "pm10", "so2", "no2", "co", "o3"),
        computed=judging.AIR_DAY,
    )


@register
class AirHourRegister(Register):
    key = "air_hours"
    model = AirHour
    label, label_en = "空气站点小时值", "Station hours of air"
    about = "监测站点逐小时的浓度和公布的指数；本系统按当日规则另算一遍，相差的标出来，不要求相等。"
    about_en = (
        "Hourly concentrations at stations and the published index; the index is also worked out by the "
        "rule of the day, and a difference is flagged."
    )
    field = "environment"
    requirement = ("R-ENV-01",)
    natural_key = ("station", "day", "hour")
    columns = (
        Column("station", aliases=("监测点编码", "点位编码"), identifier=True, public=True),
        Column("station_name", aliases=("监测点", "站点", "点位名称"), public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("day", aliases=("监测日期",), filter=True, public=True),
        Column("hour", aliases=("时", "时刻"), public=True),
        Column("aqi", aliases=("AQI", "空气质量指数"), public=True),
        Column("primary", aliases=("首要污染物名称",), listed=False, public=True),
        Column("pm25", aliases=("PM2_5", "细颗粒物"), public=True),
        Column("pm10", aliases=("可吸入颗粒物",), public=True),
        Column("so2", aliases=("SO2", "二氧化硫"), public=True),
        Column("no2", aliases=("NO2", "二氧化氮"), public=True),
        Column("co", aliases=("一氧化碳",), public=True),
        Column("o3", aliases=("O3", "O3_1h", "臭氧1小时"), public=True),
        Column("o3_8h", aliases=("臭氧8小时",), listed=False, public=True),
    )
    search = ("station", "station_name")
    order = ("-day", "station", "-hour")
    facts = Facts(
        date="day",
        columns=("station", "hour", "aqi", "pm25", "pm10", "so2", "no2", "co", "o3"),
        computed=judging.AIR_HOUR,
    )


@register
class AirMonthRegister(Register):
    key = "air_months"
    model = AirMonth
    label, label_en = "环境空气月报", "Air months"
    about = "只公布月均值的地方按月登记；有日报的地方月均值由日报算出，不在这里重复填。"
    about_en = "Monthly means where only these are published; where days are kept, means follow from them."
    field = "environment"
    requirement = ("R-ENV-01",)
    natural_key = ("region", "period")
    columns = (
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("月份", "年月", "month"), public=True),
        Column("aqi", aliases=("AQI", "月均AQI"), public=True),
        Column("valid_days", public=True),
        Column("good_days", aliases=("优良天",), public=True),
        Column("pm25", aliases=("PM2_5", "细颗粒物"), public=True),
        Column("pm10", aliases=("可吸入颗粒物",), public=True),
        Column("so2", aliases=("SO2", "二氧化硫"), public=True),
        Column("no2", aliases=("NO2", "二氧化氮"), public=True),
        Column("co", aliases=("一氧化碳",), public=True),
        Column("o3", aliases=("O3", "臭氧"), public=True),
    )
    order = ("-ended_on", "region")
    rules = (
        RowRule(
            ("good_days", "valid_days"),
            lambda good, valid: good <= valid,
            "优良天数多于有效监测天数",
            "请核对两个天数。",
        ),
    )
    periodic = Periodic(every="month", checks="air_months")
    plausible = (AIR,)
    facts = Facts(
        date="ended_on", columns=("aqi", "valid_days", "good_days", "pm25", "pm10", "so2", "no2", "co", "o3")
    )
