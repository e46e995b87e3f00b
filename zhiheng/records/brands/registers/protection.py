"""The registers of brand protection."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Infringement, ProtectedBrand
from zhiheng.records.brands.registers.parts import CREDIT, REGION


@register
class ProtectedBrandRegister(Register):
    key = "protected_brands"
    model = ProtectedBrand
    label, label_en = "重点保护名录", "Key-protection list"
    about = "重点保护的驰名(著名)商标、地理标志、老字号等，及保护责任单位。"
    about_en = (
        "Marks, indications and old brands under key protection, with the agency that answers for each."
    )
    field = "brand"
    requirement = ("R-BRD-07",)
    natural_key = ("code",)
    expiries = (Expiry("review_by", "复核保护名录", "Review the protected entry"),)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column(
            "name",
            aliases=(
                "名称",
                "商标名称",
            ),
            public=True,
        ),
        Column(
            "right_no",
            aliases=(
                "注册号",
                "登记号",
            ),
            public=True,
            identifier=True,
        ),
        Column("enterprise", aliases=("权利人名称",), public=True),
        CREDIT,
        Column("agency", aliases=("责任单位",), public=True),
        Column("listed_on", aliases=("列入时间",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("review_by", aliases=("复核时间",), listed=False),
        Column("removed_on", aliases=("移出时间",), public=True),
        Column("note", aliases=("备注",), listed=False, shared=False),
    )
    search = ("code", "name", "enterprise")
    order = ("-listed_on", "-id")
    rules = (
        RowRule(
            ("removed_on", "listed_on"),
            lambda later, earlier: later >= earlier,
            "移出日期早于列入日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="listed_on", dates=("valid_until", "removed_on"), columns=("kind", "credit_code"))


@register
class InfringementRegister(Register):
    key = "infringements"
    model = Infringement
    label, label_en = "品牌保护线索", "Infringements of protected brands"
    about = "侵犯重点保护品牌的线索：移交查处、立案、处理结果。"
    about_en = "Clues of infringement of protected brands: handed over, case, result."
    field = "brand"
    requirement = ("R-BRD-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.INFRINGEMENT
    rests_on = (
        Basis(
            ("cases",),
            ("case_no", "case_no"),
            "案件",
            same={"credit_code": "credit_code"},
            what_en="Case",
            known=True,
        ),
        Basis(
            ("protected_brands",),
            ("protected_code", "code"),
            "重点保护名录",
            same={"name": "name"},
            what_en="Key-protection list",
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("protected_code", aliases=("保护名录编号",), listed=False, identifier=True),
        Column(
            "name",
            aliases=(
                "商标名称",
                "品牌",
            ),
        ),
        Column("kind", aliases=("类型",), filter=True),
        Column(
            "enterprise",
            aliases=(
                "当事人",
                "企业名称",
            ),
        ),
        CREDIT,
        Column("found_on", aliases=("发现时间",), filter=True),
        Column("found_at", aliases=("地点",), listed=False),
        Column("state", aliases=("状态",), filter=True),
        Column("agency", aliases=("查处机关",)),
        Column("transferred_on", aliases=("移交时间",), listed=False),
        Column("case_no", aliases=("案号",), listed=False, identifier=True),
        Column("result", aliases=("结果",), listed=False),
        Column("closed_on", aliases=("结案日期",)),
        Column("amount", aliases=("货值",), listed=False),
    )
    search = ("code", "name", "enterprise")
    order = ("-found_on", "-id")
    rules = (
        RowRule(
            ("transferred_on", "found_on"),
            lambda later, earlier: later >= earlier,
            "移交日期早于发现日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "found_on"),
            lambda later, earlier: later >= earlier,
            "办结日期早于发现日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="found_on",
        dates=("transferred_on", "closed_on"),
        columns=("kind", "state", "amount", "protected_code"),
    )
