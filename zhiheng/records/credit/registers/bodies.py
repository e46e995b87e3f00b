"""The registers of credit-service bodies and of those who work in them."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.credit.models.bodies import CreditBody, CreditWorker

PLACE = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


def _later(later: dt.date, earlier: dt.date) -> bool:
    return later >= earlier


@register
class CreditBodyRegister(Register):
    key = "credit_bodies"
    model = CreditBody
    label, label_en = "信用服务机构", "Credit-service bodies"
    about = "提供信用评级、征信、调查等服务的机构：备案、从业人员数、监督检查和移出。"
    about_en = "Bodies that offer credit rating, reporting and the like: listing, staff, checks, removal."
    field = "governance"
    requirement = ("R-CRD-09",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True, public=True),
        PLACE,
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("service", aliases=("业务类别",), filter=True, public=True),
        Column("listed_on", aliases=("备案时间",), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("staff", aliases=("人员数",), public=True),
        Column("authority", aliases=("主管单位",), listed=False, public=True),
        Column("checked_on", aliases=("检查日期",), filter=True),
        Column("outcome", aliases=("检查结论",), filter=True, public=True),
        Column("findings", aliases=("问题",), listed=False, shared=False),
        Column("removed_on", aliases=("移出时间",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-listed_on", "-id")
    rules = (
        RowRule(("removed_on", "listed_on"), _later, "移出日期早于备案日期", "请核对两个日期。"),
        RowRule(("checked_on", "listed_on"), _later, "检查日期早于备案日期", "请核对两个日期。"),
    )
    expiries = (Expiry("valid_until", "续办备案", "Renew the listing", unless="removed_on"),)
    facts = Facts(
        date="listed_on",
        dates=("valid_until", "checked_on", "removed_on"),
        columns=("service", "outcome", "staff", "credit_code"),
    )


@register
class CreditWorkerRegister(Register):
    key = "credit_workers"
    model = CreditWorker
    label, label_en = "信用服务从业人员", "Workers of credit-service bodies"
    about = "信用服务机构的从业人员：资格、有效期和不良执业记录。姓名不公开。"
    about_en = "Those who work in credit-service bodies: qualification, validity, misconduct. Names are never released."
    field = "governance"
    requirement = ("R-CRD-09",)
    natural_key = ("code",)
    rests_on = (Basis(("credit_bodies",), ("body_code", "code"), "信用服务机构", what_en="Body", known=True),)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        PLACE,
        Column("name", aliases=("姓名", "岗位名"), shared=False, sensitive=True),
        Column("body_code", aliases=("机构编号",), identifier=True, public=True),
        Column("post", aliases=("职务",), listed=False),
        Column("qualification", aliases=("资格",), filter=True),
        Column(
            "qualification_no",
            aliases=("证书编号",),
            listed=False,
            identifier=True,
            shared=False,
            sensitive=True,
        ),
        Column("joined_on", aliases=("入职日期", "登记时间"), filter=True),
        Column("valid_until", aliases=("有效期",)),
        Column("misconduct", aliases=("不良记录",), listed=False),
        Column("misconduct_on", listed=False),
        Column("left_on", aliases=("离职日期",), listed=False),
    )
    search = ("code", "body_code")
    order = ("-joined_on", "-id")
    rules = (
        RowRule(("left_on", "joined_on"), _later, "离职日期早于登记日期", "请核对两个日期。"),
        RowRule(
            ("misconduct_on", "misconduct"),
            lambda _day, what: bool(what),
            "填了不良记录日期，没有写不良执业记录",
            "请写明记录，或清空日期。",
        ),
    )
    expiries = (Expiry("valid_until", "资格到期复核", "Renew the qualification", unless="left_on"),)
    facts = Facts(date="joined_on", dates=("valid_until", "misconduct_on", "left_on"), columns=("body_code",))
