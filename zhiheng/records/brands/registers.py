"""The registers of titles and marks, awards and demonstration units."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Award, Demonstration, Title


@register
class TitleRegister(Register):
    key = "titles"
    model = Title
    label, label_en = "称号与标志", "Titles and marks"
    about = "商标称号、名牌、地理标志、三品认证和景区等级,从申报到认定、贴标、失效。"
    about_en = (
        "Trade marks, famous brands, geographical indications, farm-produce certificates and scenic "
        "grades: from application to grant, labelling and lapse."
    )
    field = "brand"
    requirement = ("R-BRD-02", "R-BRD-03", "R-BRD-04", "R-CER-02")
    natural_key = ("code",)
    lifecycle = lifecycles.TITLE
    columns = (
        Column("code", aliases=("证书编号", "注册号", "编号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区", "所在地"), filter=True, public=True),
        Column("kind", aliases=("种类", "类别"), filter=True, public=True),
        Column("name", aliases=("商标名称", "产品名称"), public=True),
        Column("holder", aliases=("企业名称", "权利人", "申请人"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("introduced", aliases=("是否引进",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", aliases=("申请日期",), public=True),
        Column("reviewed_on", aliases=("审查日期",), listed=False, public=True),
        Column("granted_on", aliases=("获得日期", "批准日期"), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("upgraded_on", listed=False, public=True),
        Column("grantor", aliases=("批准机关", "发证机关"), listed=False, public=True),
        Column("output_share", listed=False),
    )
    search = ("code", "name", "holder")
    order = ("-granted_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "granted_on"),
            lambda until, on: until >= on,
            "有效期早于认定日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "applied_on"),
            lambda granted, applied: granted >= applied,
            "认定日期早于申报日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "reviewed_on", "valid_until", "upgraded_on"),
        columns=("kind", "introduced", "state", "credit_code", "output_share"),
    )


@register
class AwardRegister(Register):
    key = "awards"
    model = Award
    label, label_en = "奖励", "Awards"
    about = "政府质量奖、工程质量奖、表彰奖励的申报与授予。"
    about_en = "Entries for and awards of government quality awards, works awards and commendations."
    field = "brand"
    requirement = ("R-AWD-01", "R-AWD-05", "R-ENG-07")
    natural_key = ("code",)
    lifecycle = lifecycles.AWARD
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("rank", filter=True, public=True),
        Column("name", aliases=("奖项",), public=True),
        Column("recipient", aliases=("获奖单位", "申报单位", "企业名称"), public=True),
        Column("credit_code", listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("entered_on", aliases=("申请日期",), public=True),
        Column("awarded_on", aliases=("授奖日期",), filter=True, public=True),
        Column("amount", listed=False),
    )
    search = ("code", "name", "recipient")
    order = ("-awarded_on", "-id")
    rules = (
        RowRule(
            ("awarded_on", "entered_on"),
            lambda won, entered: won >= entered,
            "获奖日期早于申报日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="awarded_on", dates=("entered_on",), columns=("kind", "rank", "state", "amount"))


@register
class DemonstrationRegister(Register):
    key = "demonstrations"
    model = Demonstration
    label, label_en = "示范单位", "Demonstration units"
    about = "服务业标准化、农业标准化、放心消费、循环经济等示范单位的申报、创建与验收。"
    about_en = (
        "Demonstration units of service and farm standardisation, consumer trust and the circular "
        "economy: application, building, acceptance."
    )
    field = "foundations"
    requirement = ("R-AWD-03", "R-STD-06", "R-STD-07")
    natural_key = ("code",)
    lifecycle = lifecycles.DEMONSTRATION
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
        Column("valid_until", listed=False, public=True),
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
        dates=("applied_on", "started_on", "valid_until"),
        columns=("kind", "rank", "state"),
    )
