"""The registers of titles, chief technicians and incentives."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.talent import lifecycles
from zhiheng.records.talent.models import ChiefTechnician, TalentIncentive, TitleEvaluation

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class TitleEvaluationRegister(Register):
    key = "title_evaluations"
    model = TitleEvaluation
    label, label_en = "质量类职称评定", "Evaluation of professional titles"
    about = "标准化、计量、质量和检验检测工程技术职称的申报、评审与授予。"
    about_en = (
        "Applications for titles of standardisation, metrology, quality and testing engineers, until granted."
    )
    field = "governance"
    requirement = ("R-TAL-04",)
    natural_key = ("code",)
    lifecycle = lifecycles.TITLE_EVALUATION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("姓名",), shared=False, sensitive=True),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("series", aliases=("专业",), filter=True),
        Column("level", aliases=("级别",), filter=True),
        Column("applied_on", aliases=("申报时间",), filter=True),
        Column("reviewed_on", aliases=("评审时间",), listed=False),
        Column("granted_on", aliases=("批准日期",)),
        Column(
            "certificate_no",
            aliases=("证书编号",),
            listed=False,
            identifier=True,
            shared=False,
            sensitive=True,
        ),
        Column("state", aliases=("阶段", "状态"), filter=True),
    )
    search = ("code", "enterprise")
    order = ("-applied_on", "-id")
    rules = (
        RowRule(
            ("reviewed_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "评审日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "reviewed_on"),
            lambda later, earlier: later >= earlier,
            "取得日期早于评审日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="applied_on", dates=("reviewed_on", "granted_on"), columns=("series", "level", "state")
    )


@register
class ChiefTechnicianRegister(Register):
    key = "chief_technicians"
    model = ChiefTechnician
    label, label_en = "首席技师", "Chief technicians"
    about = "首席技师的工种、级别、聘期、工作室和津贴；聘期届满前提醒。"
    about_en = "Chief technicians: trade, rank, term, workshop, allowance; asked before the term ends."
    field = "governance"
    requirement = ("R-TAL-04",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("姓名",), shared=False, sensitive=True),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("trade", aliases=("职业工种",), filter=True, public=True),
        Column("rank", aliases=("首席级别",), filter=True, public=True),
        Column("appointed_on", aliases=("认定日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("workshop", aliases=("工作室",), listed=False, public=True),
        Column("allowance", aliases=("津贴",), listed=False, shared=False),
        Column("ended_on", aliases=("解聘时间",), listed=False),
    )
    search = ("code", "trade", "enterprise")
    order = ("-appointed_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "appointed_on"),
            lambda later, earlier: later >= earlier,
            "聘期至早于聘任日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("ended_on", "appointed_on"),
            lambda later, earlier: later >= earlier,
            "解聘日期早于聘任日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "续聘或解聘", what_en="Reappoint or release", rule="default"),)
    facts = Facts(
        date="appointed_on", dates=("valid_until", "ended_on"), columns=("trade", "rank", "allowance")
    )


@register
class TalentIncentiveRegister(Register):
    key = "talent_incentives"
    model = TalentIncentive
    label, label_en = "人才激励", "Incentives for skilled people"
    about = "给予高技能人才的落户、住房、津贴、奖励、子女就学等激励，逐项登记。"
    about_en = (
        "Settlement, housing, subsidies, bonuses and schooling granted to skilled people, item by item."
    )
    field = "governance"
    requirement = ("R-TAL-04",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("person", aliases=("首席技师编号",), filter=True, identifier=True, shared=False),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("basis", aliases=("依据",), public=True),
        Column("granted_on", aliases=("落实日期",), filter=True, public=True),
        Column("amount", aliases=("资助金额",)),
    )
    search = ("code", "basis")
    order = ("-granted_on", "-id")
    facts = Facts(date="granted_on", columns=("kind", "amount"))
