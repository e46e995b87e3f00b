"""The register of special campaigns."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.supervision.models import Campaign


@register
class CampaignRegister(Register):
    key = "campaigns"
    model = Campaign
    label, label_en = "专项整治", "Special campaigns"
    about = "专项整治、联合执法和专项检查：主题、部门、期间、检查数、立案数。"
    about_en = "Special campaigns, joint enforcement and checks: theme, departments, period, checks, cases."
    field = "governance"
    requirement = ("R-ENF-02", "R-CER-04", "R-LAB-02")
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("theme", aliases=("主题", "行动名称"), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("subject", filter=True, public=True),
        Column("agencies", aliases=("参与部门", "牵头部门"), listed=False, public=True),
        Column("started_on", aliases=("起始日期",), filter=True, public=True),
        Column("ended_on", aliases=("截止日期",), public=True),
        Column("checked", aliases=("检查数", "检查户数"), public=True),
        Column("officers", aliases=("出动执法人员",), listed=False, public=True),
        Column("cases", aliases=("案件数",), public=True),
        Column("summary", listed=False, public=True),
    )
    search = ("code", "theme", "agencies")
    order = ("-started_on", "-id")
    rules = (
        RowRule(
            ("ended_on", "started_on"),
            lambda end, start: end >= start,
            "结束日期早于开始日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="started_on", dates=("ended_on",), columns=("kind", "subject", "checked", "officers", "cases")
    )
