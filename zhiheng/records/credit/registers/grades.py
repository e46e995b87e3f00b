"""The register of credit grades."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.records.credit.models.grades import CreditGrade, Grade

#: Classes that serve supervision alone: four letters, and never published.
INTERNAL = "risk_class"
CLASSES = frozenset({Grade.A, Grade.B, Grade.C, Grade.D})


def _later(later: dt.date, earlier: dt.date) -> bool:
    return later >= earlier


@register
class CreditGradeRegister(Register):
    key = "credit_grades"
    model = CreditGrade
    label, label_en = "质量信用等级", "Credit grades"
    about = "企业质量信用等级：评定办法、等级、有效期和理由。只供监管使用的信用风险分类不公开。"
    about_en = "Credit grades of firms: scheme, grade, validity, grounds. Risk classes for supervision are not public."
    field = "governance"
    requirement = ("R-CRD-02", "R-CRD-04")
    natural_key = ("code",)
    columns = (
        Column(
            "code",
            aliases=("编号", "证书编号"),
            identifier=True,
            public=True,
            made_from=("enterprise", "credit_code", "scheme", "valid_from"),
        ),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("enterprise", aliases=("企业", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("scheme", aliases=("评价办法", "评价体系"), filter=True, public=True, codes="credit_schemes"),
        Column("grade", aliases=("等级", "评定等级", "质量信用等级"), filter=True, public=True),
        Column("score", aliases=("评分", "总分"), listed=False, shared=False),
        Column("pilot", aliases=("试点",), filter=True, listed=False, public=True),
        Column("issued_by", aliases=("评定机关", "评定机构", "评定单位"), listed=False, public=True),
        Column("document_no", aliases=("文号",), listed=False, public=True),
        Column("grounds", aliases=("理由", "评定依据"), listed=False),
        Column("valid_from", aliases=("评定日期", "生效时间"), filter=True, public=True),
        Column("valid_until", aliases=("有效期", "有效期截止"), public=True),
        Column("revoked_on", aliases=("取消日期", "降级日期"), listed=False, public=True),
        Column("published", aliases=("是否公开",), filter=True, listed=False),
    )
    search = ("code", "enterprise", "credit_code")
    order = ("-valid_from", "-id")
    rules = (
        RowRule(("valid_until", "valid_from"), _later, "有效期早于生效日期", "请核对两个日期。"),
        RowRule(("revoked_on", "valid_from"), _later, "取消日期早于生效日期", "请核对两个日期。"),
        RowRule(
            ("published", "scheme"),
            lambda published, scheme: not published or scheme != INTERNAL,
            "信用风险分类只供监管使用，不能公开",
            "请把“公开”改为否。",
        ),
        RowRule(
            ("grade", "scheme"),
            lambda grade, scheme: scheme != INTERNAL or grade in CLASSES,
            "信用风险分类只有 A、B、C、D 四类",
            "请核对评定办法和等级。",
        ),
    )
    expiries = (Expiry("valid_until", "重新评定信用等级", "Grade again", unless="revoked_on"),)
    lookup = Lookup(
        by=(("enterprise", "credit_code"),),
        only={"published": True},
        what="填企业全称或统一社会信用代码，查它公开的质量信用等级和有效期。",
        what_en="Give a firm's full name or credit code to see its published credit grades and how long they hold.",
    )
    facts = Facts(
        date="valid_from",
        dates=("valid_until", "revoked_on"),
        columns=("scheme", "grade", "pilot", "published", "enterprise", "credit_code"),
        apart=("scheme",),
    )
