"""Pollution sources, what they discharge, measurements and the cases they open (R-ENV-04)."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.environment import lifecycles
from zhiheng.records.environment.models import EmissionCase, EmissionCheck, EmissionReturn, PollutionSource

PLACE = ("行政区划", "区划代码", "县区")


@register
class PollutionSourceRegister(Register):
    key = "pollution_sources"
    model = PollutionSource
    label, label_en = "污染源", "Pollution sources"
    about = "领有排污许可证的污染源：管理类别、有效期和各项污染物的年许可排放量。"
    about_en = (
        "Sources with a discharge permit: how they are managed, until when, and the yearly amounts allowed."
    )
    field = "environment"
    requirement = ("R-ENV-04",)
    natural_key = ("permit_no",)
    columns = (
        Column("permit_no", aliases=("许可证编号", "排污许可证"), identifier=True, public=True),
        Column("enterprise", aliases=("企业", "单位名称", "排污单位"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("industry", aliases=("行业",), listed=False, identifier=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("management", aliases=("管理类别",), filter=True, public=True),
        Column("key_source", aliases=("重点单位",), filter=True, public=True),
        Column("online", aliases=("自动监测",), listed=False, public=True),
        Column("issued_on", aliases=("发证时间",), public=True),
        Column("valid_until", aliases=("有效期", "有效期限至"), public=True),
        Column("cod", aliases=("许可COD",), listed=False, public=True),
        Column("nh3n", aliases=("许可氨氮",), listed=False, public=True),
        Column("so2", aliases=("许可SO2",), listed=False, public=True),
        Column("nox", aliases=("许可NOx",), listed=False, public=True),
        Column("dust", aliases=("许可烟粉尘",), listed=False, public=True),
    )
    search = ("permit_no", "enterprise")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda until, issued: until >= issued,
            "有效期至早于发证日期",
            "请核对两个日期。",
        ),
    )
    expiries = (
        Expiry("valid_until", "延续排污许可证", "Renew the discharge permit", rule="pollution_permit"),
    )
    facts = Facts(
        date="issued_on",
        dates=("valid_until",),
        columns=(
            "permit_no", "credit_code", "kind", "management", "key_source", "cod", "nh3n", "so2", "nox", "dust",
        ),
    )  # fmt: skip


@register
class EmissionReturnRegister(Register):
    key = "emission_returns"
    model = EmissionReturn
    label, label_en = "污染物排放报表", "Emission returns"
    about = (
        "每季度各污染源排放的化学需氧量、氨氮、二氧化硫、氮氧化物和颗粒物。农业源、生活源按地区汇总报一行。"
    )
    about_en = "What each source discharged in the quarter; farming and homes are filed by area in one row."
    field = "environment"
    requirement = ("R-ENV-02", "R-ENV-04")
    natural_key = ("permit_no", "period")
    columns = (
        Column("permit_no", aliases=("许可证编号", "排污许可证编号"), identifier=True),
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("period", aliases=("报告期", "季度"), public=True),
        Column("cod", aliases=("COD", "COD排放量"), public=True),
        Column("nh3n", aliases=("氨氮排放量",), public=True),
        Column("so2", aliases=("SO2", "二氧化硫排放量"), public=True),
        Column("nox", aliases=("NOx", "氮氧化物排放量"), public=True),
        Column("dust", aliases=("烟粉尘",), listed=False, public=True),
        Column("sewage", aliases=("废水量",), listed=False, public=True),
        Column("basis", listed=False),
    )
    search = ("permit_no", "enterprise")
    order = ("-ended_on", "region", "permit_no")
    periodic = Periodic(every="quarter", checks="emission_returns")
    facts = Facts(
        date="ended_on",
        columns=("permit_no", "credit_code", "kind", "cod", "nh3n", "so2", "nox", "dust", "sewage"),
    )


@register
class EmissionCheckRegister(Register):
    key = "emission_checks"
    model = EmissionCheck
    label, label_en = "污染源监测", "Measurements at sources"
    about = "排放口的实测浓度与限值。超标的在记录页一步开案；没有开案的由指标“超标排放未开案数”数出来。"
    about_en = "Measured concentrations at outlets against their limits. An excess opens a case."
    field = "environment"
    requirement = ("R-ENV-04",)
    natural_key = ("check_no",)
    rests_on = (
        Basis(
            ("pollution_sources",),
            ("permit_no", "permit_no"),
            "排污许可证",
            what_en="The discharge permit",
            known=True,
        ),
    )
    columns = (
        Column("check_no", aliases=("报告编号",), identifier=True),
        Column("permit_no", aliases=("许可证编号",), listed=False, identifier=True),
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("outlet", aliases=("排口",), listed=False, public=True),
        Column("pollutant", aliases=("污染物", "监测因子"), filter=True, public=True),
        Column("measured_on", aliases=("采样日期",), filter=True, public=True),
        Column("automatic", listed=False, public=True),
        Column("measured", aliases=("实测值", "浓度"), public=True),
        Column("limit", aliases=("标准限值", "限值"), public=True),
        Column("unit_name", listed=False, public=True),
        Column("standard", aliases=("标准",), listed=False, public=True),
        Column("exceeded", aliases=("是否超标",), filter=True, public=True),
    )
    search = ("check_no", "enterprise")
    order = ("-measured_on", "-id")
    rules = (
        RowRule(
            ("exceeded", "measured", "limit"),
            lambda exceeded, measured, limit: exceeded == (measured > limit),
            "“超标”与实测浓度、排放限值不一致",
            "实测浓度大于限值为超标，请核对三项。",
        ),
    )
    facts = Facts(
        date="measured_on",
        columns=("check_no", "permit_no", "credit_code", "pollutant", "automatic", "exceeded"),
    )


@register
class EmissionCaseRegister(Register):
    key = "emission_cases"
    model = EmissionCase
    label, label_en = "超标排放案件", "Cases of excess emission"
    about = "由超标监测开出的案件：立案、责令整改、复测、结案，各有期限。"
    about_en = (
        "Cases opened by an excess: filed, ordered to be put right, measured again, closed, each in its time."
    )
    field = "environment"
    requirement = ("R-ENV-04",)
    natural_key = ("case_no",)
    rests_on = (
        Basis(
            ("emission_checks",), ("check_no", "check_no"), "监测报告", what_en="The measurement", known=True
        ),
    )
    lifecycle = lifecycles.EMISSION_CASE
    opened_from = (
        OpenedFrom(
            "emission_checks",
            "超标开案",
            known_by="check_no",
            when={"exceeded": True},
            carry={
                "region": "region",
                "check_no": "check_no",
                "enterprise": "enterprise",
                "credit_code": "credit_code",
                "pollutant": "pollutant",
                "found_on": "measured_on",
            },
            label_en="Open a case",
        ),
    )
    columns = (
        Column("case_no", aliases=("案号",), identifier=True),
        Column("check_no", aliases=("报告编号",), identifier=True),
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("pollutant", aliases=("污染物",), filter=True, public=True),
        Column("found_on", aliases=("发现时间",), filter=True, public=True),
        Column("times", aliases=("倍数",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("filed_on", aliases=("立案时间",), listed=False, public=True),
        Column("rectify_by", aliases=("整改截止日期",), public=True),
        Column("rectified_on", listed=False, public=True),
        Column("verified_on", listed=False, public=True),
        Column("decided_on", aliases=("处罚决定日期",), listed=False, public=True),
        Column("penalty", aliases=("罚款金额",), listed=False, public=True),
    )
    search = ("case_no", "check_no", "enterprise")
    order = ("-found_on", "-id")
    rules = (
        RowRule(
            ("filed_on", "found_on"),
            lambda filed, found: filed >= found,
            "立案日期早于发现日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="found_on",
        dates=("filed_on", "verified_on"),
        columns=("case_no", "check_no", "credit_code", "pollutant", "state", "penalty"),
    )
