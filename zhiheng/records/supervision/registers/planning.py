"""The registers of what supervision looks at and how often."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom, Proposal, Rated, Signal, Standing
from zhiheng.records.supervision import lifecycles
from zhiheng.records.supervision.models import (
    GridCell,
    KeyObject,
    PlanChange,
    SamplingPlan,
    SupervisionClass,
    class_of,
)
from zhiheng.records.supervision.registers.base import after, firm, number, place


@register
class KeyObjectRegister(Register):
    key = "key_objects"
    model = KeyObject
    label, label_en = "重点监管目录", "Key products and areas"
    about = "重点产品、行业、区域和市场的监管目录：列入理由、风险等级、复审日期。到期前提醒复审。"
    about_en = (
        "Products, sectors, areas and markets under closer supervision: why, how risky, when to be reviewed."
    )
    field = "product"
    requirement = ("R-SUP-01",)
    natural_key = ("code",)
    expiries = (
        Expiry("review_by", "复审是否保留在重点目录", "Review the key-product entry", unless="removed_on"),
    )
    columns = (
        number("code"),
        place(),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("name", aliases=("产品名称", "对象名称", "目录名称"), public=True),
        Column("sector", aliases=("领域",), filter=True, listed=False, public=True),
        Column(
            "industry", aliases=("行业", "国民经济行业"), listed=False, identifier=True, codes="gb4754_2017"
        ),
        Column("risk", aliases=("风险",), filter=True, public=True),
        Column("why", aliases=("理由", "风险理由"), public=True),
        Column("listed_on", aliases=("列入时间",), filter=True, public=True),
        Column("review_by", aliases=("复审期限", "下次复审"), filter=True),
        Column("removed_on", listed=False, public=True),
        Column("removed_reason", listed=False, public=True),
    )
    search = ("code", "name", "why")
    order = ("-listed_on", "-id")
    rules = (
        after("review_by", "listed_on", "复审日期早于列入日期"),
        after("removed_on", "listed_on", "移出日期早于列入日期"),
    )
    facts = Facts(
        date="listed_on", dates=("review_by", "removed_on"), columns=("kind", "name", "sector", "risk")
    )


@register
class SamplingPlanRegister(Register):
    key = "sampling_plans"
    model = SamplingPlan
    label, label_en = "抽查计划", "Sampling plans"
    about = "各级监督抽查、定期监督检验和监督检查的年度计划：产品范围、依据、批次、频次、期限和完成数。"
    about_en = "Yearly plans of sampling and periodic inspection: scope, legal basis, batches, frequency, what was done."
    field = "product"
    requirement = ("R-SUP-02",)
    natural_key = ("plan_no",)
    opened_from = (
        OpenedFrom(
            "key_objects",
            "据此安排抽查",
            when={"removed_on": None},
            carry={"key_code": "code", "region": "region", "sector": "sector", "products": "name"},
            label_en="Plan sampling for it",
        ),
    )
    expiries = (
        Expiry("ends_on", "完成抽查计划并填报完成批次", "Finish the sampling plan", unless="finished_on"),
    )
    columns = (
        number("plan_no"),
        place(),
        Column("name", aliases=("名称",), public=True),
        Column("year", aliases=("年份",), filter=True, public=True),
        Column("plan_kind", filter=True, public=True),
        Column("level", aliases=("级别",), filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, listed=False, public=True),
        Column("legal_basis", aliases=("法律依据",), filter=True, listed=False, public=True),
        Column("sector", aliases=("领域",), filter=True, public=True),
        Column("products", aliases=("产品", "产品名称"), public=True),
        Column("key_code", listed=False, identifier=True),
        Column("stage", listed=False, public=True),
        Column("selection", listed=False),
        Column("batches", aliases=("批次", "批次数"), public=True),
        Column("times", aliases=("频次",), listed=False, public=True),
        Column("issued_on", aliases=("下达时间",), listed=False, public=True),
        Column("starts_on", listed=False, public=True),
        Column("ends_on", aliases=("完成时限",), filter=True, public=True),
        Column("finished_on", listed=False, public=True),
        Column("done", aliases=("实际批次",), public=True),
    )
    search = ("plan_no", "name", "products")
    order = ("-issued_on", "-id")
    rules = (after("ends_on", "starts_on", "完成期限早于开始日期"),)
    facts = Facts(
        date="issued_on",
        dates=("starts_on", "ends_on", "finished_on"),
        columns=(
            "plan_kind",
            "level",
            "kind",
            "legal_basis",
            "sector",
            "selection",
            "batches",
            "times",
            "done",
        ),
    )


@register
class PlanChangeRegister(Register):
    key = "plan_changes"
    model = PlanChange
    opened_from = (
        OpenedFrom(
            "sampling_plans",
            "调整计划",
            when={"finished_on": None},
            carry={"plan_no": "plan_no", "region": "region"},
            label_en="Change the plan",
        ),
    )
    label, label_en = "抽查计划调整", "Changes of sampling plans"
    about = "随质量状况变化对抽查范围、频次、批次和类别的每次调整及其理由。"
    about_en = "Each change of a plan's scope, frequency, batches or type, with its reason."
    field = "product"
    requirement = ("R-SUP-02",)
    natural_key = ("code",)
    rests_on = (
        Basis(("sampling_plans",), ("plan_no", "plan_no"), "抽查计划", what_en="The plan", known=True),
    )
    columns = (
        number("code"),
        Column("plan_no", aliases=("计划",), identifier=True, public=True),
        place(),
        Column("aspect", aliases=("内容",), filter=True, public=True),
        Column("before", listed=False, public=True),
        Column("after", public=True),
        Column("ground", aliases=("依据",), filter=True, public=True),
        Column("why", aliases=("理由", "原因")),
        Column("changed_on", aliases=("日期",), filter=True, public=True),
    )
    search = ("code", "plan_no", "why")
    order = ("-changed_on", "-id")
    facts = Facts(date="changed_on", columns=("plan_no", "aspect", "ground"))


def fits(grade: str, risk: int, credit: int, on: dt.date) -> bool:
    """Whether the class is the one that the points give by the rule of the day."""
    given = class_of(risk + credit, on)
    # Before the first version the class is whatever was decided then.
    return bool(grade) and given in {"", grade}


CARRIED = {"region": "region", "enterprise": "name", "credit_code": "credit_code"}
EXITING = ("proposed", "noticed", "decided", "executed")

#: What is recorded of a firm, and what it counts by rule set supervision.points.
RATED = Rated(
    rule="supervision.points",
    parts={"risk": "risk_points", "credit": "credit_points"},
    grade="grade",
    bands="supervision.classes",
    day="classed_on",
    why="why",
    signals=(
        Signal("listed_product", "firm_products", {"stopped_on": None, "category__gt": ""}),
        Signal("failed_sample", "sampling", {"result": "unqualified"}),
        Signal("ordered", "food_checks", {"outcome": ("ordered", "case")}),
        Signal("ordered", "drug_checks", {"outcome": ("ordered", "case")}),
        Signal("ordered", "farm_input_checks", {"outcome": ("ordered", "case")}),
        Signal("recall", "recalls"),
        Signal("permit_gap", "permit_gaps", {"state": ("found", "assigned", "ordered")}, lifted="closed_on"),
        Signal("online", "online_goods", {"state": "credited"}, day="credited_on"),
        Signal("exit", "compulsory_exits", {"state": EXITING}, day="proposed_on"),
        Signal("case", "cases", {"state": ("decided", "closed")}, lifted="repaired_on"),
    ),
    standings=(
        Standing(
            "risk_class",
            "credit_grades",
            "grade",
            "valid_from",
            {"scheme": "risk_class"},
            "valid_until",
            "revoked_on",
        ),
        Standing(
            "credit_grade",
            "credit_grades",
            "grade",
            "valid_from",
            {"scheme": ("gbt23791", "local", "tcaq20301", "other")},
            "valid_until",
            "revoked_on",
        ),
    ),
    states=("in_force",),
    move="regrade",
    limit="supervision.time_limits.regrade",
)


def _unclassed(key: str, trade: str, label: str, label_en: str) -> Proposal:
    """Makers of a kind that stand in no class of that trade yet."""
    return Proposal(
        key=key,
        label=label,
        label_en=label_en,
        among="enterprises",
        where={key: True, f"{key}_until": None, "status": "open"},
        carry=CARRIED,
        marks={"trade": trade},
        known_by=("credit_code", "trade"),
    )


@register
class SupervisionClassRegister(Register):
    key = "supervision_classes"
    model = SupervisionClass
    label, label_en = "分类分级监管", "Supervision classes"
    about = "企业按风险分和信用分归入监管类别，类别决定检查频次；分数按抽查、检查、召回、案件、信用等级等记录测算，每次检查或调整后重新起算下次检查期限。"
    about_en = (
        "Enterprises put in classes by points of risk and credit, worked out from samples, checks, recalls, cases and "
        "credit grades; the class sets how often they are inspected."
    )
    field = "product"
    requirement = ("R-SUP-05",)
    natural_key = ("enterprise", "trade")
    lifecycle = lifecycles.SUPERVISION_CLASS
    rated = RATED
    proposals = (
        _unclassed("food_maker", "food", "食品生产企业", "Food makers"),
        _unclassed(
            "safety_maker", "industrial", "涉及健康安全产品的生产企业", "Makers of health and safety products"
        ),
    )
    opened_from = (
        OpenedFrom(
            "enterprises",
            "列入分类监管",
            known_by="enterprise",
            carry=CARRIED,
            label_en="Put in a supervision class",
        ),
    )
    columns = (
        *firm(public=False),
        place(),
        Column("trade", aliases=("领域",), filter=True),
        Column("risk_points", aliases=("风险得分",)),
        Column("credit_points", aliases=("信用得分",)),
        Column("grade", aliases=("类别", "监管等级", "风险等级"), filter=True),
        Column("state", aliases=("当前状态",), filter=True),
        Column("classed_on", aliases=("评定时间",), filter=True),
        Column("inspected_on", aliases=("上次检查日期",), filter=True),
        Column("finding", aliases=("检查结果",), listed=False),
        Column("why", aliases=("理由",), listed=False),
    )
    search = ("enterprise", "credit_code")
    order = ("-classed_on", "-id")
    rules = (
        RowRule(
            ("grade", "risk_points", "credit_points", "classed_on"),
            fits,
            "监管类别与风险分、信用分之和不符",
            "类别的分数线见规则“监管类别划分”。",
        ),
    )
    facts = Facts(
        date="classed_on",
        dates=("inspected_on",),
        columns=("trade", "grade", "risk_points", "credit_points", "state", "credit_code"),
    )


@register
class GridRegister(Register):
    key = "supervision_grid"
    model = GridCell
    label, label_en = "监管网格", "Supervision grid"
    about = "市、县、乡各级各环节的监管网格，含农村集贸市场和城乡结合部，每格有责任岗位。"
    about_en = (
        "Cells of the supervision grid by place and link of the chain, each with the post that answers."
    )
    field = "product"
    requirement = ("R-SUP-06",)
    natural_key = ("code",)
    columns = (
        number("code"),
        place(),
        Column("name", aliases=("名称",), public=True),
        Column("link", aliases=("环节",), filter=True, public=True),
        Column("area", aliases=("区域",), filter=True, public=True),
        Column("rural_market", aliases=("农村市场",), filter=True, public=True),
        Column("officer_post", aliases=("责任岗位", "岗位"), public=True),
        Column("officer", aliases=("责任人", "监管员"), listed=False, shared=False, sensitive=True),
        Column("phone", aliases=("电话",), listed=False, identifier=True, shared=False, sensitive=True),
        Column("subjects", aliases=("对象数", "监管户数"), public=True),
        Column("valid_from", listed=False, public=True),
        Column("valid_until", listed=False, public=True),
    )
    search = ("code", "name", "officer_post")
    order = ("region_id", "code")
    rules = (after("valid_until", "valid_from", "撤销日期早于设立日期"),)
    facts = Facts(
        date="valid_from", dates=("valid_until",), columns=("link", "area", "rural_market", "subjects")
    )
