"""The registers of geographical indications and of who may use them."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.kernels.rules import RuleError, rule_book
from zhiheng.kernels.worktime import statutory_calendar
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Indication, IndicationUser
from zhiheng.records.brands.registers.parts import CREDIT, REGION


def objections_heard(granted: dt.date, publicised: dt.date) -> bool:
    """Whether the time for objections was over when the protection was granted; notices of before the rules pass."""
    try:
        limit = rule_book().in_force("gi.time_limits", publicised).limit("objection").limit
    except RuleError:
        return True
    ends = statutory_calendar().due(publicised, limit, roll="none").due_on
    return ends is None or granted >= ends


@register
class IndicationRegister(Register):
    key = "indications"
    model = Indication
    label, label_en = "地理标志产品", "Geographical indications"
    about = "地理标志产品从申报、公告、专家审查到认定、贴标和终止。"
    about_en = "Products protected by origin: applied for, publicised, reviewed, granted, labelled, ended."
    field = "brand"
    requirement = ("R-BRD-03",)
    natural_key = ("code",)
    lifecycle = lifecycles.INDICATION
    columns = (
        Column(
            "code",
            aliases=(
                "编号",
                "登记证书编号",
            ),
            public=True,
            identifier=True,
            made_from=("name", "kind", "region", "grant_no"),
        ),
        REGION,
        Column(
            "name",
            aliases=(
                "地理标志名称",
                "名称",
            ),
            public=True,
        ),
        Column(
            "kind",
            aliases=(
                "类型",
                "保护方式",
            ),
            filter=True,
            public=True,
            schemes="indication_schemes",
            dated=("granted_on", "applied_on"),
        ),
        Column(
            "enterprise",
            aliases=(
                "申请人",
                "申请机构",
                "证书持有人",
            ),
            public=True,
        ),
        CREDIT,
        Column(
            "area",
            aliases=(
                "保护范围",
                "产地范围",
                "地域范围",
            ),
            listed=False,
            public=True,
        ),
        Column(
            "standard",
            aliases=(
                "质量控制技术规范编号",
                "质量技术要求",
                "标准号",
            ),
            listed=False,
            public=True,
        ),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", aliases=("申请日期",), public=True),
        Column(
            "publicised_on",
            aliases=(
                "公告日期",
                "公示日期",
                "受理公告日期",
            ),
            public=True,
        ),
        Column(
            "notice_no",
            aliases=(
                "公告文号",
                "公告号",
            ),
            listed=False,
            public=True,
        ),
        Column(
            "reviewed_on",
            aliases=(
                "评审日期",
                "审查日期",
            ),
            listed=False,
            public=True,
        ),
        Column(
            "granted_on",
            aliases=(
                "批准日期",
                "登记日期",
                "认定日期",
            ),
            filter=True,
            public=True,
        ),
        Column("grant_no", aliases=("批准公告号",), listed=False, public=True),
        Column(
            "grantor",
            aliases=(
                "批准单位",
                "登记机关",
            ),
            listed=False,
            public=True,
        ),
        Column("labelled_on", aliases=("用标日期",), listed=False, public=True),
        Column("ended_on", aliases=("终止日期",), listed=False, public=True),
    )
    search = ("code", "name", "enterprise")
    order = ("-granted_on", "-id")
    rules = (
        RowRule(
            ("publicised_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "公告日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "认定日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "publicised_on"),
            objections_heard,
            "认定日期早于异议期满",
            "公告之日起两个月内可以提出异议，请核对公告日期和认定日期。",
        ),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "publicised_on", "reviewed_on", "labelled_on", "ended_on"),
        columns=("kind", "state", "credit_code"),
    )


@register
class IndicationUserRegister(Register):
    key = "indication_users"
    model = IndicationUser
    label, label_en = "地理标志用标企业", "Users of geographical indications"
    about = "核准使用地理标志专用标志的企业、用标产品、有效期和检查。"
    about_en = "Enterprises that may use the special label of an indication, for which product, until when, and checks."
    field = "brand"
    requirement = ("R-BRD-03", "R-BRD-07")
    natural_key = ("code",)
    expiries = (Expiry("valid_until", "重新核准用标", "Renew the right to use the label"),)
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("indication_code", aliases=("地理标志编号",), listed=False, identifier=True),
        Column(
            "indication",
            aliases=(
                "地理标志产品",
                "产品名称",
            ),
            filter=True,
            public=True,
        ),
        Column(
            "enterprise",
            aliases=(
                "企业名称",
                "使用人",
                "合法使用人",
            ),
            public=True,
        ),
        CREDIT,
        Column("product", aliases=("使用产品",), listed=False, public=True),
        Column(
            "approved_on",
            aliases=(
                "核准日期",
                "登记日期",
            ),
            filter=True,
            public=True,
        ),
        Column("notice_no", aliases=("公告号",), listed=False, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("checked_on", aliases=("检查日期",), listed=False),
        Column("traceable", aliases=("溯源",), filter=True, public=True),
        Column("stopped_on", aliases=("停止日期",), listed=False, public=True),
        Column("stop_reason", aliases=("原因",), listed=False),
    )
    search = ("code", "indication", "enterprise")
    order = ("-approved_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "approved_on"),
            lambda later, earlier: later >= earlier,
            "有效期早于核准日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("stopped_on", "approved_on"),
            lambda later, earlier: later >= earlier,
            "停止用标早于核准日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="approved_on",
        dates=("valid_until", "stopped_on"),
        columns=("indication_code", "traceable", "credit_code"),
    )
