"""The registers of complaints about works, common defects and property management."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.works import lifecycles
from zhiheng.records.works.models import CommonDefect, PropertyService, WorksComplaint
from zhiheng.records.works.registers.parts import CREDIT, PROJECT, REGION


@register
class WorksComplaintRegister(Register):
    key = "works_complaints"
    model = WorksComplaint
    label, label_en = "工程质量投诉", "Complaints about works"
    about = "工程特别是住宅质量投诉的受理、处理和向工程各方反馈。"
    about_en = "Complaints about works, above all housing: accepted, closed, fed back to the parties."
    field = "works"
    requirement = ("R-ENG-08",)
    natural_key = ("code",)
    lifecycle = lifecycles.WORKS_COMPLAINT
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column(
            "project",
            aliases=(
                "项目名称",
                "小区",
            ),
            public=True,
        ),
        Column("housing", aliases=("住宅",), filter=True, listed=False),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False),
        Column("defect", aliases=("问题类型",), filter=True, public=True),
        Column("content", aliases=("内容",), listed=False, shared=False),
        Column("channel", aliases=("渠道",), listed=False),
        Column("enterprise", aliases=("责任单位",)),
        CREDIT,
        Column("received_on", aliases=("投诉日期",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("justified", aliases=("是否属实",), filter=True, listed=False),
        Column("accepted_on", aliases=("受理时间",), listed=False),
        Column("closed_on", aliases=("办结时间",), public=True),
        Column("result", aliases=("结果",), listed=False),
        Column("fed_back_on", aliases=("反馈日期",), listed=False),
    )
    search = ("code", "project", "enterprise")
    order = ("-received_on", "-id")
    rules = (
        RowRule(
            ("accepted_on", "received_on"),
            lambda later, earlier: later >= earlier,
            "受理早于收到",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "received_on"),
            lambda later, earlier: later >= earlier,
            "办结早于收到",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="received_on",
        dates=("closed_on", "fed_back_on"),
        columns=("housing", "social_housing", "defect", "state", "justified", "credit_code"),
    )


@register
class CommonDefectRegister(Register):
    key = "common_defects"
    model = CommonDefect
    label, label_en = "质量通病治理", "Common defects"
    about = "住宅等工程质量通病的发现、反馈责任方和治理。"
    about_en = "Common defects of housing and other works: found, fed back, cured."
    field = "works"
    requirement = ("R-ENG-08",)
    natural_key = ("code",)
    lifecycle = lifecycles.COMMON_DEFECT
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column("housing", aliases=("住宅",), filter=True, listed=False),
        Column("defect", aliases=("通病类型",), filter=True, public=True),
        Column("part", aliases=("部位",)),
        Column("places", aliases=("数量",), public=True),
        Column("found_on", aliases=("发现时间",), filter=True, public=True),
        Column("enterprise", aliases=("责任方",)),
        CREDIT,
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("measures", aliases=("措施",), listed=False),
        Column("fed_back_on", aliases=("反馈日期",), listed=False),
        Column("rectify_by", aliases=("治理到期",)),
        Column("cured_on", aliases=("完成日期",), public=True),
    )
    search = ("code", "project")
    order = ("-found_on", "-id")
    rules = (
        RowRule(
            ("cured_on", "found_on"),
            lambda later, earlier: later >= earlier,
            "治理完成早于发现",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="found_on",
        dates=("fed_back_on", "cured_on"),
        columns=("housing", "defect", "places", "state", "credit_code"),
    )


@register
class PropertyServiceRegister(Register):
    key = "property_services"
    model = PropertyService
    label, label_en = "物业服务评价", "Property management"
    about = "住宅小区物业服务的年度评价：得分、满意户数、投诉办结。"
    about_en = "Yearly evaluation of property management: score, satisfied households, complaints."
    field = "works"
    requirement = ("R-ENG-08",)
    natural_key = ("region", "community", "year")
    columns = (
        REGION,
        Column(
            "community",
            aliases=(
                "小区",
                "项目名称",
            ),
            public=True,
        ),
        Column("year", aliases=("年度",), filter=True, public=True),
        Column(
            "enterprise",
            aliases=(
                "物业公司",
                "物业企业",
            ),
            public=True,
        ),
        CREDIT,
        Column("households", public=True),
        Column("area", aliases=("面积",), listed=False, public=True),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False, public=True),
        Column("score", aliases=("得分",), public=True),
        Column("grade", aliases=("等级",), filter=True, public=True),
        Column("asked", aliases=("受访数",), listed=False),
        Column("satisfied", aliases=("满意数",), listed=False),
        Column("complaints", aliases=("投诉",), public=True),
        Column("handled", aliases=("办结",), listed=False),
        Column("evaluated_on", aliases=("评价时间",), filter=True, public=True),
    )
    search = ("community", "enterprise")
    order = ("-evaluated_on", "-id")
    rules = (
        RowRule(
            ("satisfied", "asked"),
            lambda part, whole: part <= whole,
            "满意户数大于受访户数",
            "请核对两个数。",
        ),
        RowRule(
            ("handled", "complaints"),
            lambda part, whole: part <= whole,
            "办结件数大于投诉件数",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="evaluated_on",
        columns=(
            "year",
            "grade",
            "households",
            "score",
            "asked",
            "satisfied",
            "complaints",
            "handled",
            "credit_code",
        ),
    )
