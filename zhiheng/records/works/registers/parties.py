"""The registers of works prizes, construction firms and their integrity."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.works import lifecycles
from zhiheng.records.works.models import Builder, BuilderEvaluation, Prize
from zhiheng.records.works.registers.parts import CREDIT, PROJECT, REGION


@register
class PrizeRegister(Register):
    key = "works_prizes"
    model = Prize
    label, label_en = "工程奖项", "Works prizes"
    about = "鲁班奖、飞天奖、西夏杯等工程奖项的创优计划、申报与获奖，按级别统计。"
    about_en = "Quality prizes of works: planned, entered, won, by level."
    field = "works"
    requirement = ("R-ENG-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.PRIZE
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column(
            "project",
            aliases=(
                "项目名称",
                "获奖工程",
            ),
            public=True,
        ),
        Column("name", aliases=("奖项",), filter=True, public=True),
        Column("rank", aliases=("奖项级别",), filter=True, public=True),
        Column(
            "enterprise",
            aliases=(
                "承建单位",
                "申报单位",
                "获奖单位",
            ),
            public=True,
        ),
        CREDIT,
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("planned_on", aliases=("计划日期",), filter=True),
        Column("apply_by", aliases=("计划申报时间",), listed=False),
        Column("entered_on", aliases=("申请日期",), listed=False),
        Column("awarded_on", aliases=("获奖时间",), filter=True, public=True),
        Column("document_no", aliases=("文号",), listed=False, public=True),
    )
    search = ("code", "project", "name")
    order = ("-awarded_on", "-id")
    rules = (
        RowRule(
            ("awarded_on", "entered_on"),
            lambda later, earlier: later >= earlier,
            "获奖日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("entered_on", "planned_on"),
            lambda later, earlier: later >= earlier,
            "申报日期早于列入计划日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="awarded_on",
        dates=("planned_on", "entered_on"),
        columns=("name", "rank", "state", "credit_code"),
    )


@register
class BuilderRegister(Register):
    key = "builders"
    model = Builder
    label, label_en = "建筑业企业资质", "Construction firms"
    about = "建筑业企业的资质证书：类别、等级和有效期。"
    about_en = "Qualification certificates of construction firms: category, grade and validity."
    field = "works"
    requirement = ("R-CRD-09",)
    natural_key = ("certificate_no",)
    expiries = (Expiry("valid_until", "资质证书延续", "Renew the qualification certificate"),)
    columns = (
        Column(
            "certificate_no",
            aliases=(
                "证书编号",
                "资质证号",
            ),
            public=True,
            identifier=True,
        ),
        REGION,
        Column("enterprise", aliases=("企业",), public=True),
        CREDIT,
        Column("category", aliases=("资质名称",), filter=True, public=True),
        Column("grade", aliases=("等级",), filter=True, public=True),
        Column("issuer", aliases=("发证单位",), listed=False, public=True),
        Column("issued_on", aliases=("发证时间",), filter=True, public=True),
        Column("valid_until", aliases=("证书有效期",), public=True),
        Column("revoked_on", aliases=("撤销日期",), listed=False, public=True),
    )
    search = ("certificate_no", "enterprise")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期早于发证日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="issued_on", dates=("valid_until", "revoked_on"), columns=("grade", "category", "credit_code")
    )


@register
class BuilderEvaluationRegister(Register):
    key = "builder_evaluations"
    model = BuilderEvaluation
    label, label_en = "施工企业诚信评价", "Integrity of construction firms"
    about = "施工企业年度综合诚信评价：得分、等级、良好与不良行为。"
    about_en = (
        "Yearly overall integrity evaluation of construction firms: score, grade, good and bad conduct."
    )
    field = "works"
    requirement = ("R-CRD-09",)
    natural_key = ("code",)
    expiries = (Expiry("valid_until", "重新评价", "Evaluate again"),)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("enterprise", aliases=("企业",), public=True),
        CREDIT,
        Column("year", aliases=("年度",), filter=True, public=True),
        Column("score", aliases=("评分",), public=True),
        Column("grade", aliases=("等级",), filter=True, public=True),
        Column("evaluator", aliases=("评价机构",), listed=False, public=True),
        Column("evaluated_on", aliases=("评价时间",), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("good", aliases=("良好信息",), listed=False),
        Column("bad", aliases=("不良信息",), listed=False),
    )
    search = ("code", "enterprise")
    order = ("-evaluated_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "evaluated_on"),
            lambda later, earlier: later >= earlier,
            "有效期早于评价日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="evaluated_on", dates=("valid_until",), columns=("year", "grade", "score", "credit_code")
    )
