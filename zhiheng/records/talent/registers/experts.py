"""The registers of quality talent and panels."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.talent.models import Expert, PanelSeat

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class ExpertRegister(Register):
    key = "experts"
    model = Expert
    label, label_en = "质量人才库", "Register of quality talent"
    about = "质量管理、检验、标准化、评审等方面的人才和专家：资格、专业领域、是否可用；评审组从这里抽。姓名可以岗位名代替，不公开。"
    about_en = "Managers, inspectors, experts, standardisers and assessors: qualification, field, availability; panels are drawn from here. Never public."
    field = "governance"
    requirement = ("R-TAL-01",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("姓名", "岗位名"), shared=False, sensitive=True),
        Column("kind", aliases=("类别",), filter=True),
        Column("speciality", aliases=("专业", "领域"), filter=True),
        Column("qualification", aliases=("资格",)),
        Column(
            "qualification_no",
            aliases=("证书编号",),
            listed=False,
            identifier=True,
            shared=False,
            sensitive=True,
        ),
        Column("title_level", aliases=("职称",), filter=True),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column(
            "phone", aliases=("电话", "手机"), listed=False, identifier=True, shared=False, sensitive=True
        ),
        Column("panel", aliases=("是否入评审组",), filter=True),
        Column("available", aliases=("是否可用",), filter=True),
        Column("away_until", aliases=("恢复日期",), listed=False),
        Column("recusal", aliases=("回避单位",), listed=False, shared=False),
        Column("joined_on", aliases=("入库时间",), filter=True),
        Column("valid_until", aliases=("有效期至",)),
        Column("left_on", aliases=("退出日期",), listed=False),
    )
    search = ("code", "speciality", "qualification")
    order = ("speciality", "id")
    rules = (
        RowRule(
            ("valid_until", "joined_on"),
            lambda later, earlier: later >= earlier,
            "聘期至早于入库日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("left_on", "joined_on"),
            lambda later, earlier: later >= earlier,
            "出库日期早于入库日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "续聘或出库", what_en="Reappoint or release", rule="default"),)
    facts = Facts(
        date="joined_on",
        dates=("valid_until", "left_on"),
        columns=("kind", "speciality", "title_level", "panel", "available"),
    )


@register
class PanelSeatRegister(Register):
    key = "panel_seats"
    model = PanelSeat
    label, label_en = "评审组抽取记录", "Seats in expert panels"
    about = "质量奖、许可、标准、资质等评审活动从人才库抽取的专家：怎么抽的、担任什么、是否到场或回避。"
    about_en = "Experts drawn for panels on awards, licences, standards and accreditation: how, in which role, whether they came or stood aside."
    field = "governance"
    requirement = ("R-TAL-01",)
    natural_key = ("panel", "expert")
    columns = (
        Column("panel", aliases=("活动编号",), filter=True, identifier=True),
        REGION,
        Column("purpose", aliases=("活动名称",)),
        Column("subject", aliases=("类型",), filter=True),
        Column("expert", aliases=("专家编号",), filter=True, identifier=True),
        Column("drawn_on", aliases=("抽取时间",), filter=True),
        Column("mode", aliases=("方式",), filter=True),
        Column("role", aliases=("角色",)),
        Column("result", aliases=("情况",), filter=True),
        Column("opinion", aliases=("意见",), listed=False, shared=False),
    )
    search = ("panel", "purpose", "expert")
    order = ("-drawn_on", "-id")
    facts = Facts(date="drawn_on", columns=("panel", "subject", "expert", "mode", "role", "result"))
