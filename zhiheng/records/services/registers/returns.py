"""Returns of the service trades (R-SRV-02, R-SRV-03, R-SRV-04, R-SRV-08)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.services.models import (
    CoachReturn,
    FinanceReturn,
    LogisticsReturn,
    PublicServiceReturn,
    TelecomReturn,
    TourismReturn,
)

PLACE = ("行政区划", "区划代码", "县区")
COMPLAINTS = RowRule(
    ("complaints_in_time", "complaints"),
    lambda in_time, complaints: in_time <= complaints,
    "及时处理投诉数多于投诉数",
    "请核对两个数。",
)


@register
class TourismReturnRegister(Register):
    key = "tourism_returns"
    model = TourismReturn
    label, label_en = "旅游运行报表", "Tourism returns"
    about = "各地每月接待游客、收入、客房出租率和旅游投诉处理。"
    about_en = "Visitors, income, rooms let and complaints of each place by month."
    field = "service"
    requirement = ("R-SRV-02",)
    natural_key = ("region", "period")
    columns = (
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("报告期", "月份"), public=True),
        Column("visitors", aliases=("游客人次", "接待人次"), public=True),
        Column("overnight", aliases=("过夜人次",), public=True),
        Column("income", aliases=("旅游收入",), public=True),
        Column("rooms", aliases=("出租率",), listed=False, public=True),
        Column("complaints", aliases=("投诉数",), public=True),
        Column("complaints_in_time", aliases=("及时处理数",), public=True),
        Column("published_on", aliases=("发布日期",), listed=False, public=True),
    )
    lookup = Lookup(
        by=("period",),
        only={"published_on__isnull": False},
        browse=True,
        shows=("region", "period", "visitors", "overnight", "income", "rooms", "published_on"),
        what="已经公布的各地旅游运行数据。期别按月填写，如 2016-07；只填年份列出全年。",
        what_en="Published figures of tourism by place. A month is written 2016-07; a year alone lists its months.",
    )
    order = ("-ended_on", "region")
    rules = (COMPLAINTS,)
    periodic = Periodic(every="month", checks="tourism_returns")
    facts = Facts(
        date="ended_on", columns=("visitors", "overnight", "income", "complaints", "complaints_in_time")
    )


@register
class CoachReturnRegister(Register):
    key = "coach_returns"
    model = CoachReturn
    label, label_en = "长途客运报表", "Coach returns"
    about = "长途客运企业每月发车和正点班次。恶劣天气的班次单列，不计正点率。"
    about_en = (
        "Departures and those on time by operator and month; bad weather stands apart and is not judged."
    )
    field = "service"
    requirement = ("R-SRV-03",)
    natural_key = ("enterprise", "period")
    columns = (
        Column("enterprise", aliases=("企业名称", "运输企业"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("报告期", "月份"), public=True),
        Column("departures", aliases=("发车班次",), public=True),
        Column("on_time", aliases=("正点数",), public=True),
        Column("bad_weather", listed=False, public=True),
        Column("cancelled", aliases=("停班",), listed=False, public=True),
    )
    search = ("enterprise",)
    order = ("-ended_on", "region", "enterprise")
    rules = (
        RowRule(
            ("on_time", "departures"),
            lambda on_time, departures: on_time <= departures,
            "正点班次多于正常天气发车班次",
            "请核对两个数。",
        ),
    )
    periodic = Periodic(every="month", checks="coach_returns")
    facts = Facts(
        date="ended_on", columns=("credit_code", "departures", "on_time", "bad_weather", "cancelled")
    )


@register
class LogisticsReturnRegister(Register):
    key = "logistics_returns"
    model = LogisticsReturn
    label, label_en = "物流服务报表", "Logistics returns"
    about = "货运、快递、冷链和仓储企业每季度的准时、货损、断温，以及网点和通村情况。"
    about_en = "Freight, express and cold-chain firms by quarter: in time, damaged, broken chains, and reach."
    field = "service"
    requirement = ("R-SRV-03",)
    natural_key = ("enterprise", "kind", "period")
    columns = (
        Column("enterprise", aliases=("企业名称",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("业务",), filter=True, public=True),
        Column("period", aliases=("报告期", "季度"), public=True),
        Column("shipments", aliases=("票数", "业务量"), public=True),
        Column("on_time", aliases=("准时票数",), public=True),
        Column("damaged", aliases=("货损票数",), public=True),
        Column("temperature_breaks", aliases=("断温次数",), listed=False, public=True),
        Column("outlets", aliases=("网点数",), listed=False, public=True),
        Column("villages", aliases=("通达村数",), listed=False, public=True),
    )
    search = ("enterprise",)
    order = ("-ended_on", "region", "enterprise")
    rules = (
        RowRule(
            ("on_time", "shipments"),
            lambda on_time, shipments: on_time <= shipments,
            "准时送达票数多于承运票数",
            "请核对两个数。",
        ),
    )
    periodic = Periodic(every="quarter", checks="logistics_returns")
    facts = Facts(
        date="ended_on",
        columns=(
            "credit_code",
            "kind",
            "shipments",
            "on_time",
            "damaged",
            "temperature_breaks",
            "outlets",
            "villages",
        ),
    )


@register
class FinanceReturnRegister(Register):
    key = "finance_returns"
    model = FinanceReturn
    label, label_en = "金融保险服务报表", "Finance and insurance returns"
    about = "银行、保险、证券机构每季度的理赔效率和投诉处理。"
    about_en = "Claims settled in time and complaints of banks, insurers and brokers by quarter."
    field = "service"
    requirement = ("R-SRV-04",)
    natural_key = ("enterprise", "kind", "period")
    columns = (
        Column("enterprise", aliases=("机构",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("period", aliases=("报告期", "季度"), public=True),
        Column("claims", aliases=("应结案数",), public=True),
        Column("claims_in_time", aliases=("按期结案数",), public=True),
        Column("claim_days", aliases=("理赔天数",), listed=False, public=True),
        Column("complaints", aliases=("投诉量",), public=True),
        Column("complaints_in_time", aliases=("及时处理数",), public=True),
    )
    search = ("enterprise",)
    order = ("-ended_on", "region", "enterprise")
    rules = (
        COMPLAINTS,
        RowRule(
            ("claims_in_time", "claims"),
            lambda in_time, claims: in_time <= claims,
            "按期结案赔案数多于应结案赔案数",
            "请核对两个数。",
        ),
    )
    periodic = Periodic(every="quarter", checks="finance_returns")
    facts = Facts(
        date="ended_on",
        columns=("credit_code", "kind", "claims", "claims_in_time", "complaints", "complaints_in_time"),
    )


@register
class TelecomReturnRegister(Register):
    key = "telecom_returns"
    model = TelecomReturn
    label, label_en = "邮政通信服务报表", "Post and telecom returns"
    about = "邮政、电信、快递和广电企业每季度的计费准确和用户投诉处理。"
    about_en = "Charges found right and complaints handled in time by post and telecom operators, by quarter."
    field = "service"
    requirement = ("R-SRV-04", "R-CMP-05")
    natural_key = ("enterprise", "kind", "period")
    columns = (
        Column("enterprise", aliases=("企业名称",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("业务",), filter=True, public=True),
        Column("period", aliases=("报告期", "季度"), public=True),
        Column("charges_checked", aliases=("抽查话单数",), listed=False, public=True),
        Column("charges_right", aliases=("准确话单数",), listed=False, public=True),
        Column("complaints", aliases=("投诉数",), public=True),
        Column("complaints_in_time", aliases=("及时处理数",), public=True),
    )
    search = ("enterprise",)
    order = ("-ended_on", "region", "enterprise")
    rules = (
        COMPLAINTS,
        RowRule(
            ("charges_right", "charges_checked"),
            lambda right, checked: right <= checked,
            "计费准确话单数多于抽查数",
            "请核对两个数。",
        ),
    )
    periodic = Periodic(every="quarter", checks="telecom_returns")
    facts = Facts(
        date="ended_on",
        columns=(
            "credit_code",
            "kind",
            "charges_checked",
            "charges_right",
            "complaints",
            "complaints_in_time",
        ),
    )


@register
class PublicServiceRegister(Register):
    key = "public_services"
    model = PublicServiceReturn
    label, label_en = "公共服务报表", "Public-service returns"
    about = "政务、教育、就业、社保、医疗、文化和公用事业的服务举措：计划与完成、不见面办理、群众评分。"
    about_en = "Measures of public services: planned and done, handled without meeting, scored by users."
    field = "service"
    requirement = ("R-SRV-08",)
    natural_key = ("code", "region", "period")
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("name", aliases=("举措", "事项"), public=True),
        Column("area", aliases=("领域",), filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("报告期", "半年"), public=True),
        Column("planned", aliases=("计划",), public=True),
        Column("done", aliases=("完成",), public=True),
        Column("unit_name", aliases=("单位",), listed=False, public=True),
        Column("handled", aliases=("办理件数",), listed=False, public=True),
        Column("handled_online", aliases=("不见面件数",), listed=False, public=True),
        Column("respondents", aliases=("评价数",), public=True),
        Column("score", aliases=("评分", "得分"), public=True),
    )
    search = ("code", "name")
    order = ("-ended_on", "region", "code")
    rules = (
        RowRule(
            ("handled_online", "handled"),
            lambda online, handled: online <= handled,
            "不见面办件数多于办件数",
            "请核对两个数。",
        ),
    )
    periodic = Periodic(every="half", checks="public_services")
    facts = Facts(
        date="ended_on",
        columns=("code", "area", "planned", "done", "handled", "handled_online", "respondents", "score"),
    )
