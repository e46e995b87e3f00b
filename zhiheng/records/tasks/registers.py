"""The register of problems."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.tasks import lifecycles
from zhiheng.records.tasks.problems import Problem


@register
class ProblemRegister(Register):
    key = "problems"
    model = Problem
    label, label_en = "问题清单", "Problems"
    about = "督查、考核、进展报告和会议发现的问题：责任单位、整改期限、措施，凭佐证并由另一人销号。"
    about_en = (
        "Problems found by inspections, assessments, reports and meetings: who puts them right until when; "
        "closed on evidence by a second person."
    )
    field = "governance"
    any_field = True
    requirement = ("R-PRG-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.PROBLEM
    columns = (
        Column("code", aliases=("编号", "序号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True),
        Column("owner", aliases=("责任部门", "整改单位", "牵头单位")),
        Column("text", aliases=("存在问题", "问题描述")),
        Column("source", aliases=("问题来源",), filter=True),
        Column("state", aliases=("整改状态",), filter=True),
        Column("found_on", aliases=("发现时间",), filter=True),
        Column("rectify_by", aliases=("整改时限", "完成时限"), filter=True),
        Column("measures", aliases=("措施",), listed=False),
        Column("closed_on", aliases=("销号时间", "完成日期"), listed=False),
    )
    search = ("code", "text")
    order = ("-found_on", "-id")
    rules = (
        RowRule(
            ("rectify_by", "found_on"),
            lambda by, found: by >= found,
            "整改期限早于发现日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "found_on"),
            lambda closed, found: closed >= found,
            "销号日期早于发现日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="found_on", dates=("rectify_by", "closed_on"), columns=("source", "state"))
