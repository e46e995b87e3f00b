"""Registers of quality governance: filed plans, participation, the library of laws and policies, proposals."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.governance import lifecycles
from zhiheng.records.governance.models import FiledPlan, Instrument, Participation, Proposal

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class FiledPlanRegister(Register):
    key = "filed_plans"
    model = FiledPlan
    label, label_en = "质量计划备案", "Filed quality plans"
    about = "行业、工程、生态和企业报备的质量计划，期满评估，定期分析。"
    about_en = (
        "Quality plans filed by sectors, works, ecology and enterprises, with their review and analysis."
    )
    field = "governance"
    requirement = ("R-PRG-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.FILED_PLAN
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("sector", aliases=("所属行业",), filter=True, public=True),
        Column("filer", aliases=("报备单位",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("filed_on", aliases=("报备日期",), filter=True, public=True),
        Column("starts_on", aliases=("开始日期",), listed=False, public=True),
        Column("ends_on", aliases=("结束日期",), public=True),
        Column("analysed_on", aliases=("分析日期",), listed=False),
        Column("result", aliases=("结果",), listed=False),
    )
    search = ("code", "name", "filer")
    order = ("-filed_on", "-id")
    rules = (
        RowRule(
            ("ends_on", "starts_on"), lambda end, start: end >= start, "实施止早于实施起", "请核对两个日期。"
        ),
    )
    facts = Facts(date="filed_on", dates=("ends_on",), columns=("kind", "sector", "state"))


@register
class ParticipationRegister(Register):
    key = "participations"
    model = Participation
    label, label_en = "质量强区活动", "Quality-strong activities"
    about = "县区、乡镇、行业、企业和产品参加质量兴市、兴业、兴企、兴品和强镇活动的登记与成效。"
    about_en = (
        "Counties, towns, industries, enterprises and products in quality-strong activities, and results."
    )
    field = "governance"
    requirement = ("R-PRG-09",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("类型", "活动"), filter=True, public=True),
        Column("participant", aliases=("参加单位", "名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("joined_on", aliases=("参加时间",), filter=True, public=True),
        Column("left_on", aliases=("退出时间",), public=True),
        Column("result", aliases=("成效",), public=True),
        Column("invested", aliases=("投入资金",), listed=False),
    )
    search = ("code", "participant")
    order = ("-joined_on", "-id")
    rules = (
        RowRule(
            ("left_on", "joined_on"), lambda left, joined: left >= joined, "退出早于参加", "请核对两个日期。"
        ),
    )
    facts = Facts(date="joined_on", dates=("left_on",), columns=("kind", "invested"))


@register
class InstrumentRegister(Register):
    key = "instruments"
    model = Instrument
    label, label_en = "法规政策库", "Laws and policies"
    about = "质量方面的法律法规、规章和政策文件，及其修订状态。"
    about_en = "Laws, rules and policies on quality with their revision state."
    field = "governance"
    requirement = ("R-PRG-10",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("title", aliases=("法规名称", "文件名称"), public=True),
        Column("kind", aliases=("层级", "类别"), filter=True, public=True),
        Column("number", aliases=("发文字号",), public=True),
        Column("issuer", aliases=("发布机关",), listed=False, public=True),
        Column("issued_on", aliases=("发布日期",), filter=True, public=True),
        Column("in_force_on", aliases=("生效日期",), listed=False, public=True),
        Column("revision_state", aliases=("状态",), filter=True, public=True),
        Column("revised_on", aliases=("修订日期",), listed=False, public=True),
        Column("repealed_on", aliases=("失效日期",), listed=False, public=True),
    )
    search = ("code", "title", "number")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("repealed_on", "issued_on"), lambda end, start: end >= start, "废止早于公布", "请核对两个日期。"
        ),
    )
    facts = Facts(date="issued_on", dates=("revised_on", "repealed_on"), columns=("kind", "revision_state"))


@register
class ProposalRegister(Register):
    key = "proposals"
    model = Proposal
    label, label_en = "政策建议", "Policy proposals"
    about = "政策研究、质量论坛和专家咨询提出的建议，及其办理情况。"
    about_en = "Proposals out of research, forums and advice, and what became of them."
    field = "governance"
    requirement = ("R-PRG-10",)
    natural_key = ("code",)
    lifecycle = lifecycles.PROPOSAL
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("title", aliases=("建议内容",)),
        Column("source", aliases=("建议来源",), filter=True),
        Column("state", aliases=("状态",), filter=True),
        Column("made_on", aliases=("日期",), filter=True),
        Column("answer_by", aliases=("期限",)),
        Column("answer", aliases=("答复意见",), listed=False),
        Column("instrument_code", aliases=("法规编号",), listed=False, identifier=True),
    )
    search = ("code", "title")
    order = ("-made_on", "-id")
    facts = Facts(date="made_on", dates=("answer_by",), columns=("source", "state"))
