"""The register of what energy meters were read at."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.foundations.models.readings import EnergyReading
from zhiheng.records.foundations.registers.parts import CREDIT_CODE, REGION


@register
class EnergyReadingRegister(Register):
    key = "energy_readings"
    model = EnergyReading
    label, label_en = "能源计量采集数据", "Readings of energy meters"
    about = (
        "重点用能单位的能源计量器具按小时或按日的读数，由企业的采集设备凭令牌上报，也可导入。"
        "没有采到的时段没有记录，不按零计。"
    )
    about_en = (
        "What the energy meters of key users were read at, by hour or by day, sent by devices with a token or imported. "
        "An hour that was not read has no row and is not taken for nothing."
    )
    field = "foundations"
    requirement = ("R-MET-04",)
    natural_key = ("credit_code", "meter_no", "read_on", "hour")
    collected = True
    columns = (
        Column("enterprise", aliases=("用能单位", "企业名称", "单位名称")),
        CREDIT_CODE,
        REGION,
        Column("meter_no", aliases=("表号", "器具编号"), identifier=True),
        Column("energy", aliases=("能源", "能源品种"), filter=True),
        Column("read_on", aliases=("采集日期", "抄表日期"), filter=True),
        Column("hour", aliases=("小时",), help="0 至 23 是该小时(0 即 0 时至 1 时),24 是全天"),
        Column("value", aliases=("用量", "消费量")),
        Column("unit", aliases=("单位", "计量单位")),
        Column("quality", aliases=("质量标志",), filter=True, help="没有采到的不要报零，不报即可"),
    )
    search = ("enterprise", "meter_no")
    order = ("-read_on", "-id")
    rules = (
        RowRule(
            ("credit_code",),
            bool,
            "没有统一社会信用代码，不知道是哪家企业的读数",
            "请填写统一社会信用代码。",
        ),
    )
    facts = Facts(
        date="read_on",
        columns=("enterprise", "credit_code", "meter_no", "energy", "hour", "value", "quality"),
    )
