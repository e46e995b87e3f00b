"""The registers of trademarks and patents."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Patent, Trademark
from zhiheng.records.brands.registers.parts import CREDIT, REGION


@register
class TrademarkRegister(Register):
    key = "trademarks"
    model = Trademark
    label, label_en = "注册商标", "Trademarks"
    about = "商标的申请、注册、续展和失效：注册号、国际分类、注册人和专用权期限。"
    about_en = "Trademarks filed, registered, renewed and lapsed: number, class, holder, term."
    field = "brand"
    requirement = ("R-BRD-02", "R-BRD-07")
    natural_key = ("filing_no", "nice_class")
    lifecycle = lifecycles.TRADEMARK
    expiries = (
        Expiry(
            "valid_until", "办理商标续展", "Renew the trademark", rule="trademark", states=("registered",)
        ),
    )
    columns = (
        Column(
            "filing_no",
            aliases=(
                "注册号",
                "申请号",
                "商标注册号",
            ),
            public=True,
            identifier=True,
        ),
        Column(
            "nice_class",
            aliases=(
                "类别",
                "国际分类号",
                "商品类别",
            ),
            filter=True,
            public=True,
        ),
        REGION,
        Column(
            "name",
            aliases=(
                "商标",
                "商标名",
            ),
            public=True,
        ),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column(
            "goods",
            aliases=(
                "商品服务",
                "核定使用商品",
            ),
            listed=False,
            public=True,
        ),
        Column(
            "enterprise",
            aliases=(
                "企业名称",
                "权利人",
                "申请人",
            ),
            public=True,
        ),
        CREDIT,
        Column(
            "state",
            aliases=(
                "状态",
                "法律状态",
            ),
            filter=True,
            public=True,
        ),
        Column("filed_on", aliases=("申请时间",), filter=True),
        Column("published_on", aliases=("初审公告日期",), listed=False, public=True),
        Column(
            "registered_on",
            aliases=(
                "注册日期",
                "注册公告日期",
            ),
            filter=True,
            public=True,
        ),
        Column(
            "valid_until",
            aliases=(
                "有效期至",
                "专用期限至",
            ),
            public=True,
        ),
        Column("renewed_on", aliases=("续展日期",), listed=False, public=True),
        Column("overseas", aliases=("国际注册",), listed=False),
    )
    search = ("filing_no", "name", "enterprise")
    order = ("-filed_on", "-id")
    rules = (
        RowRule(
            ("registered_on", "filed_on"),
            lambda later, earlier: later >= earlier,
            "注册日期早于申请日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid_until", "registered_on"),
            lambda later, earlier: later >= earlier,
            "专用权期限早于注册日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="filed_on",
        dates=("registered_on", "valid_until", "renewed_on"),
        columns=("kind", "nice_class", "state", "credit_code"),
    )


@register
class PatentRegister(Register):
    key = "patents"
    model = Patent
    label, label_en = "专利", "Patents"
    about = "企业和单位的专利申请、授权、年费和失效。"
    about_en = "Patents filed, granted, kept up and lapsed."
    field = "brand"
    requirement = ("R-BRD-07",)
    natural_key = ("filing_no",)
    lifecycle = lifecycles.PATENT
    expiries = (Expiry("fee_until", "缴纳专利年费", "Pay the yearly fee of the patent", states=("granted",)),)
    columns = (
        Column(
            "filing_no",
            aliases=(
                "专利号",
                "专利申请号",
            ),
            public=True,
            identifier=True,
        ),
        REGION,
        Column(
            "name",
            aliases=(
                "专利名称",
                "名称",
            ),
            public=True,
        ),
        Column(
            "kind",
            aliases=(
                "类型",
                "专利种类",
            ),
            filter=True,
            public=True,
        ),
        Column(
            "enterprise",
            aliases=(
                "专利权人",
                "申请人",
                "企业名称",
            ),
            public=True,
        ),
        CREDIT,
        Column(
            "state",
            aliases=(
                "状态",
                "法律状态",
            ),
            filter=True,
            public=True,
        ),
        Column("filed_on", aliases=("申请时间",), filter=True, public=True),
        Column(
            "granted_on",
            aliases=(
                "授权日期",
                "授权日",
            ),
            filter=True,
            public=True,
        ),
        Column("grant_no", aliases=("公告号",), listed=False, public=True, identifier=True),
        Column("fee_until", aliases=("缴费至",), listed=False),
        Column("ends_on", aliases=("失效日期",), listed=False, public=True),
        Column("main_class", aliases=("IPC分类号",), listed=False, public=True),
    )
    search = ("filing_no", "name", "enterprise")
    order = ("-filed_on", "-id")
    rules = (
        RowRule(
            ("granted_on", "filed_on"),
            lambda later, earlier: later >= earlier,
            "授权日期早于申请日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("ends_on", "filed_on"),
            lambda later, earlier: later >= earlier,
            "终止日期早于申请日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="granted_on", dates=("filed_on", "ends_on"), columns=("kind", "state", "credit_code"))
