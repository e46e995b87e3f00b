"""The register of what permits are reviewed against, condition by condition."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.columns import Onsite
from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.records.supervision.lifecycles.reviewing import CONDITIONS
from zhiheng.records.supervision.models import PermitCondition
from zhiheng.records.supervision.registers.base import after, firm, number, place

#: States in which a condition of an application may still be entered by hand.
UNDER_REVIEW = ("accepted", "reviewed", "rectifying")


@register
class PermitConditionRegister(Register):
    key = "permit_conditions"
    model = PermitCondition
    label, label_en = "许可审查条件", "Conditions of permit reviews"
    about = "许可申请逐项审查的结论：受理时按许可种类的审查条件列出，现场逐项填写符合、部分符合或不符合，整改后验收。"
    about_en = (
        "Verdicts of permit reviews, condition by condition: laid out on acceptance by the kind of permit, judged on the "
        "spot as met, partly met or not met, and accepted when put right."
    )
    field = "product"
    requirement = ("R-PER-01",)
    natural_key = ("application_no", "condition")
    opened_from = tuple(
        OpenedFrom(
            "permits",
            "补列审查条件",
            carry={
                "region": "region",
                "application_no": "application_no",
                "enterprise": "enterprise",
                "credit_code": "credit_code",
            },
            when={"state": state},
            label_en="Add a condition",
        )
        for state in UNDER_REVIEW
    )
    rests_on = (
        Basis(
            ("permits",),
            by=("application_no", "application_no"),
            what="许可申请",
            what_en="Application",
            same={"enterprise": "enterprise"},
        ),
    )
    onsite = Onsite(
        columns=("verdict", "note", "checked_on"),
        done="verdict",
        title=("enterprise", "condition"),
        what="审查",
        what_en="Review",
    )
    columns = (
        number("application_no", "申请书编号"),
        place(),
        *firm("申请人"),
        Column("condition", aliases=("条件", "核查项目"), filter=True, codes=CONDITIONS),
        Column("verdict", aliases=("结论", "核查结果"), filter=True),
        Column("note", aliases=("核查记录", "不符合事实"), listed=False, shared=False),
        Column("checked_on", aliases=("实地核查日期",), filter=True),
        Column("rectified", aliases=("整改措施",), listed=False, shared=False),
        Column("rectified_on", aliases=("整改完成日期",)),
    )
    search = ("application_no", "enterprise")
    order = ("-application_no", "id")
    rules = (
        RowRule(
            ("verdict", "note"),
            lambda verdict, note: verdict not in {"partly", "not_met"} or bool(note),
            "结论是部分符合或不符合，却没有写明情况",
            "请在“核查情况”写明哪里不符合。",
        ),
        RowRule(
            ("rectified_on", "verdict"),
            lambda rectified_on, verdict: verdict in {"partly", "not_met"},
            "结论不是部分符合或不符合，却填了整改验收日期",
            "请核对核查结论；整改合格的，结论仍保留核查时的。",
        ),
        after("rectified_on", "checked_on", "整改验收日期早于核查日期"),
    )
    facts = Facts(
        date="checked_on",
        dates=("rectified_on",),
        columns=("application_no", "condition", "verdict", "credit_code"),
    )
