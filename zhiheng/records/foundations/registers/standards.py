"""The register of standards."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.kernels.rules import rule_book
from zhiheng.kernels.worktime import statutory_calendar
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import Standard
from zhiheng.records.foundations.registers.parts import REGION, not_before


def out_long_enough(reviewed: dt.date, consulted: dt.date, kind: str) -> bool:
    """A local standard's draft lies open for as long as the rule of its day asks."""
    if kind != "local":
        return True
    limit = rule_book().in_force("standards.local_limits", consulted).limit("consult_at_least").limit
    until = statutory_calendar().due(consulted, limit).due_on
    return until is None or reviewed >= until


@register
class StandardRegister(Register):
    key = "standards"
    model = Standard
    label, label_en = "标准", "Standards"
    about = (
        "国家、行业、地方、团体、联盟、企业标准和国际国外先进标准：申请、立项、起草、征求意见、审查、发布、"
        "备案、实施检查、效果评价、复审、修订、整合与废止，代替关系和采标程度。"
    )
    about_en = (
        "National, sector, local, group, alliance and company standards and those of other countries: from proposal "
        "to issue, filing, checks in use, evaluation, review, revision, merging and withdrawal; what replaces what."
    )
    field = "foundations"
    requirement = ("R-STD-01", "R-STD-02", "R-STD-06")
    natural_key = ("number",)
    lifecycle = lifecycles.STANDARD
    expiries = (
        Expiry("review_by", "复审", "Review the standard again", rule="standard_review", states=("issued",)),
    )
    columns = (
        Column(
            "number",
            aliases=("标准编号", "标准号", "计划号"),
            identifier=True,
            public=True,
            doubts=("standard_number",),
        ),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("层级", "标准类别", "标准性质"), filter=True, public=True),
        Column("area", aliases=("行业领域",), filter=True, public=True),
        Column(
            "industry",
            aliases=("行业代码",),
            filter=True,
            listed=False,
            public=True,
            identifier=True,
            codes="gb4754_2017",
        ),
        Column("ics", aliases=("ICS",), listed=False, public=True, identifier=True),
        Column("ccs", aliases=("CCS", "中国标准分类号"), listed=False, public=True, identifier=True),
        Column("state", aliases=("状态", "标准状态"), filter=True, public=True),
        Column("proposed_on", aliases=("申报日期",), listed=False, public=True),
        Column("approved_on", listed=False, public=True),
        Column("consulted_on", listed=False, public=True),
        Column("reviewed_on", aliases=("审定日期",), listed=False, public=True),
        Column("issued_on", aliases=("批准发布日期",), filter=True, public=True),
        Column("effective_on", aliases=("施行日期",), listed=False, public=True),
        Column("filed_on", listed=False, public=True),
        Column("filing_no", listed=False, public=True, identifier=True),
        Column("checked_on", public=True),
        Column("check_finding", listed=False),
        Column("evaluated_on", listed=False, public=True),
        Column("effect", listed=False, filter=True, public=True),
        Column("review_by", listed=False, filter=True, public=True),
        Column("rereviewed_on", listed=False, public=True),
        Column("rereview", listed=False, filter=True, public=True),
        Column("revised_on", public=True),
        Column("withdrawn_on", aliases=("作废日期",), listed=False, public=True),
        Column("replaces", aliases=("代替标准", "替代标准"), listed=False, public=True, identifier=True),
        Column("replaced_by", aliases=("被代替标准",), listed=False, public=True, identifier=True),
        Column("adopts", aliases=("采标号", "采用标准"), listed=False, public=True, identifier=True),
        Column("adoption", aliases=("一致性程度",), listed=False, filter=True, public=True),
        Column("main_farm_product", listed=False, public=True),
        Column("drafter", aliases=("主要起草单位",), listed=False, public=True),
    )
    search = ("number", "name", "drafter", "replaces", "replaced_by")
    order = ("-issued_on", "-id")
    rules = (
        not_before("issued_on", "proposed_on", "发布日期早于申请立项日期"),
        not_before("withdrawn_on", "issued_on", "废止日期早于发布日期"),
        not_before("effective_on", "issued_on", "实施日期早于发布日期"),
        not_before("filed_on", "issued_on", "备案日期早于发布日期"),
        not_before("reviewed_on", "consulted_on", "技术审查日期早于征求意见日期"),
        not_before("review_by", "issued_on", "复审截止日期早于发布日期"),
        RowRule(
            ("reviewed_on", "consulted_on", "kind"),
            out_long_enough,
            "地方标准征求意见的时间不够",
            "征求意见期满后再作技术审查，期限见规则“地方标准制修订时限”。",
        ),
        RowRule(
            ("adoption", "adopts"),
            lambda degree, adopted: not degree or bool(adopted),
            "写了采标程度，没有写采用的是哪一项标准",
            "请补写采用的国际国外标准编号。",
        ),
        RowRule(
            ("replaced_by", "state"),
            lambda by, state: bool(by) or state not in {"replaced", "merged"},
            "被代替或整合的标准没有写由哪一项代替",
            "请补写被代替标准编号。",
        ),
    )
    facts = Facts(
        date="issued_on",
        dates=(
            "proposed_on",
            "approved_on",
            "revised_on",
            "checked_on",
            "evaluated_on",
            "rereviewed_on",
            "withdrawn_on",
        ),
        columns=("kind", "area", "state", "main_farm_product", "adoption", "effect", "rereview"),
    )
