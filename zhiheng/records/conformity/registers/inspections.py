"""The register of inspections of certification and testing."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.conformity import lifecycles
from zhiheng.records.conformity.models import ConformityInspection

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class ConformityInspectionRegister(Register):
    key = "conformity_inspections"
    model = ConformityInspection
    label, label_en = "认证检测监督检查", "Inspections of certification and testing"
    about = "对认证、咨询、培训、检验检测机构和获证企业、产品的逐家检查：是否持续符合，整改、立案、处罚和对证书的处理。出具虚假报告的须立案；立案即登记为行政处罚案件。"
    about_en = "Visits to certification, consulting, training and testing bodies, certified firms and products: whether they still conform, and what followed."
    field = "foundations"
    requirement = ("R-CER-04", "R-LAB-02")
    natural_key = ("code",)
    lifecycle = lifecycles.INSPECTION
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("subject", aliases=("对象类型",), filter=True, public=True),
        Column("enterprise", aliases=("单位名称", "企业名称", "机构名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("certificate_no", aliases=("证书编号",), listed=False, identifier=True),
        Column("product", aliases=("产品",), listed=False),
        Column("campaign", aliases=("行动编号",), listed=False, identifier=True),
        Column("mode", aliases=("方式",), filter=True),
        Column("inspected_on", aliases=("日期",), filter=True, public=True),
        Column("finding", aliases=("结论",), filter=True, public=True),
        Column("problems", aliases=("问题",), listed=False),
        Column("state", aliases=("阶段", "状态"), filter=True, public=True),
        Column("rectify_by", aliases=("整改截止日期",), listed=False),
        Column("verified_on", aliases=("复查时间",), listed=False),
        Column("case_no", aliases=("案号",), listed=False, identifier=True),
        Column("penalty", aliases=("处理结果",), listed=False, public=True),
        Column("punished_on", aliases=("处罚时间",), listed=False, public=True),
        Column("certificate_outcome", aliases=("证书处理",), public=True),
    )
    search = ("code", "enterprise", "certificate_no")
    order = ("-inspected_on", "-id")
    rules = (
        RowRule(
            ("rectify_by", "inspected_on"),
            lambda later, earlier: later >= earlier,
            "整改期限早于检查日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("punished_on", "inspected_on"),
            lambda later, earlier: later >= earlier,
            "处罚日期早于检查日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("state", "finding"),
            lambda state, finding: finding != "false_report" or state in {"checked", "filed", "punished"},
            "出具虚假报告的不能只整改或直接办结",
            "请改为立案。",
        ),
    )
    facts = Facts(
        date="inspected_on",
        dates=("rectify_by", "verified_on", "punished_on"),
        columns=(
            "subject",
            "enterprise",
            "credit_code",
            "mode",
            "finding",
            "state",
            "certificate_outcome",
            "campaign",
        ),
    )
