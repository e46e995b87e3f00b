"""The registers of market access by industrial policy."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.supervision.models import EntryScreening, PhaseOut
from zhiheng.records.supervision.registers.base import after, firm, number, place


@register
class EntryScreeningRegister(Register):
    key = "entry_screenings"
    model = EntryScreening
    label, label_en = "市场准入审查", "Market-access screening"
    about = "高污染、高耗能、高排放项目和产品按产业政策的准入审查与决定。"
    about_en = "Projects and products screened at entry against industrial policy, with the decision and why."
    field = "product"
    requirement = ("R-PER-04",)
    natural_key = ("code",)
    columns = (
        number("code"),
        place(),
        *firm("申请单位", "建设单位"),
        Column("project", aliases=("项目名称", "产品名称"), public=True),
        Column("industry", aliases=("行业",), listed=False, identifier=True, codes="gb4754_2017"),
        Column("policy_class", aliases=("政策类别",), filter=True, public=True),
        Column("catalogue", aliases=("目录条目",), listed=False),
        Column("high_energy", aliases=("两高",), filter=True, public=True),
        Column("high_emission", filter=True, listed=False, public=True),
        Column("high_pollution", filter=True, listed=False, public=True),
        Column("energy", aliases=("能耗",), listed=False),
        Column("screened_on", aliases=("决定日期",), filter=True, public=True),
        Column("decision", aliases=("决定",), filter=True, public=True),
        Column("why", aliases=("理由",), listed=False, public=True),
        Column("authority", listed=False, public=True),
        Column("document_no", listed=False, identifier=True, public=True),
    )
    search = ("code", "enterprise", "project")
    order = ("-screened_on", "-id")
    rules = (
        RowRule(
            ("decision", "policy_class"),
            lambda decision, policy: not (policy == "eliminated" and decision in {"admitted", "conditional"}),
            "淘汰类不能准予",
            "请核对产业政策类别或审查决定。",
        ),
        RowRule(
            ("why", "decision"),
            lambda why, decision: decision == "admitted" or bool(why),
            "附条件、不予准入或暂缓的，要写决定理由",
            "请补填决定理由。",
        ),
    )
    facts = Facts(
        date="screened_on",
        columns=("policy_class", "high_energy", "high_emission", "high_pollution", "decision", "energy"),
    )


@register
class PhaseOutRegister(Register):
    key = "phase_outs"
    model = PhaseOut
    label, label_en = "落后产能淘汰", "Backward capacity phased out"
    about = "落后产能淘汰名单：企业、工艺装备、产能、计划与实际关停日期、验收。到计划关停日前提醒。"
    about_en = (
        "Backward capacity to be closed: enterprise, process, capacity, planned and actual day, verification."
    )
    field = "product"
    requirement = ("R-PER-05",)
    natural_key = ("code",)
    expiries = (
        Expiry(
            "planned_on", "关停落后产能并组织验收", "Close the capacity and verify it", unless="closed_on"
        ),
    )
    columns = (
        number("code"),
        place(),
        *firm(),
        Column(
            "industry", aliases=("行业",), listed=False, filter=True, identifier=True, codes="gb4754_2017"
        ),
        Column("process", aliases=("工艺装备", "淘汰内容"), public=True),
        Column("capacity", aliases=("产能",), public=True),
        Column("capacity_unit", aliases=("单位",), public=True),
        Column("basis", aliases=("依据",), listed=False, public=True),
        Column("listed_on", listed=False, public=True),
        Column("planned_on", aliases=("计划日期",), filter=True, public=True),
        Column("closed_on", aliases=("关停日期", "实际日期"), filter=True, public=True),
        Column("verified_on", aliases=("核实日期",), filter=True, public=True),
        Column("verifier", listed=False, public=True),
        Column("verification", listed=False, public=True),
    )
    search = ("code", "enterprise", "process")
    order = ("-planned_on", "-id")
    rules = (
        after("planned_on", "listed_on", "计划关停日期早于列入名单日期"),
        after("closed_on", "listed_on", "实际关停日期早于列入名单日期"),
        after("verified_on", "closed_on", "验收日期早于实际关停日期"),
        RowRule(
            ("verified_on", "verifier"),
            lambda _day, verifier: bool(verifier),
            "填了验收日期，没有验收单位",
            "请补填验收单位。",
        ),
    )
    facts = Facts(
        date="closed_on",
        dates=("listed_on", "planned_on", "verified_on"),
        columns=("industry", "capacity", "capacity_unit", "credit_code"),
    )
