"""Hospitals, stores, promises, tourism firms, marks (R-SRV-02, R-SRV-05, R-SRV-06, R-SRV-07)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.services import lifecycles
from zhiheng.records.services.models import (
    Hospital,
    HospitalEvaluation,
    PromiseCheck,
    ServiceMark,
    Store,
    TourismCheck,
)

PLACE = ("行政区划", "区划代码", "县区")


@register
class HospitalRegister(Register):
    key = "hospitals"
    model = Hospital
    label, label_en = "医院", "Hospitals"
    about = "医院及其等级。是否通过质量管理体系认证按信用代码到认证证书台账里查，不在这里填。"
    about_en = "Hospitals and their grade; certificates are looked up by credit code and not entered here."
    field = "service"
    requirement = ("R-SRV-05",)
    natural_key = ("licence",)
    columns = (
        Column("licence", aliases=("登记号", "执业许可证"), identifier=True, public=True),
        Column("enterprise", aliases=("医院", "机构名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("grade", aliases=("医院等级", "级别"), filter=True, public=True),
        Column("graded_on", aliases=("评审日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("beds", aliases=("床位数",), listed=False, public=True),
    )
    search = ("licence", "enterprise")
    order = ("grade", "region", "-id")
    rules = (
        RowRule(
            ("valid_until", "graded_on"),
            lambda until, graded: until >= graded,
            "等级有效期至早于评定日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "申请医院等级复审", "Apply to be graded again", rule="hospital_grade"),)
    facts = Facts(
        date="graded_on", dates=("valid_until",), columns=("licence", "credit_code", "grade", "beds")
    )


@register
class HospitalEvaluationRegister(Register):
    key = "hospital_evaluations"
    model = HospitalEvaluation
    label, label_en = "医疗质量安全评价", "Hospital evaluations"
    about = "医院的医疗质量安全评价：得分、结论、安全事件、追责和整改期限。"
    about_en = (
        "Evaluations of hospitals' quality and safety: score, verdict, events, accountability, putting right."
    )
    field = "service"
    requirement = ("R-SRV-05",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("licence", aliases=("登记号",), listed=False, identifier=True),
        Column("enterprise", aliases=("医院", "机构名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("evaluated_on", aliases=("评审日期",), filter=True, public=True),
        Column("score", aliases=("得分",), public=True),
        Column("verdict", aliases=("结论",), filter=True, public=True),
        Column("events", aliases=("不良事件数",), listed=False),
        Column("accountable", aliases=("追责数",), listed=False),
        Column("rectify_by", aliases=("整改截止日期",), public=True),
        Column("rectified_on", aliases=("整改完成时间",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-evaluated_on", "-id")
    rules = (
        RowRule(
            ("rectified_on", "evaluated_on"),
            lambda done, evaluated: done >= evaluated,
            "整改完成日期早于评价日期",
            "请核对两个日期。",
        ),
    )
    expiries = (
        Expiry("rectify_by", "医院整改", "Hospital to put right what was found", rule="rectification"),
    )
    facts = Facts(
        date="evaluated_on", columns=("licence", "credit_code", "verdict", "score", "events", "accountable")
    )


@register
class StoreRegister(Register):
    key = "stores"
    model = Store
    label, label_en = "商贸企业质量档案", "Trading firms"
    about = "商贸企业的质量管理体系、服务承诺、首问负责与先行赔付、三包落实情况。"
    about_en = "Trading firms: quality system, promise, first liability and the three guarantees."
    field = "service"
    requirement = ("R-SRV-06",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业", "商户名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("large", aliases=("限上",), filter=True, public=True),
        Column("listed_on", aliases=("建档时间",), filter=True, public=True),
        Column("closed_on", aliases=("注销日期",), listed=False, public=True),
        Column("quality_system", aliases=("质量管理体系",), filter=True, public=True),
        Column("promise", aliases=("承诺",), listed=False, public=True),
        Column("first_liability", aliases=("首问负责", "先行赔付"), filter=True, public=True),
        Column("three_guarantees", aliases=("三包",), filter=True, public=True),
        Column("signed_on", aliases=("签署日期",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("region", "code")
    rules = (
        RowRule(("closed_on", "listed_on"), lambda closed, listed: closed >= listed, "停业日期早于建档日期", "请核对。"),
    )  # fmt: skip
    facts = Facts(
        date="listed_on",
        dates=("closed_on",),
        columns=("credit_code", "kind", "large", "quality_system", "first_liability", "three_guarantees"),
    )


@register
class PromiseCheckRegister(Register):
    key = "promise_checks"
    model = PromiseCheck
    label, label_en = "服务承诺检查", "Checks of promises"
    about = "抽查服务承诺的兑现：检查了几项、兑现了几项。"
    about_en = "Spot checks of promises: how many were looked at and how many were kept."
    field = "service"
    requirement = ("R-SRV-06", "R-SRV-07")
    natural_key = ("check_no",)
    columns = (
        Column("check_no", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业", "商户名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("sector", aliases=("领域",), filter=True, public=True),
        Column("checked_on", aliases=("检查时间",), filter=True, public=True),
        Column("checked", aliases=("检查项数",), public=True),
        Column("kept", aliases=("兑现数",), public=True),
        Column("broken", aliases=("未兑现",), listed=False, public=True),
    )
    search = ("check_no", "enterprise")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(("kept", "checked"), lambda kept, checked: kept <= checked, "兑现项数多于检查项数", "请核对两个数。"),
    )  # fmt: skip
    facts = Facts(date="checked_on", columns=("credit_code", "sector", "checked", "kept"))


@register
class TourismCheckRegister(Register):
    key = "tourism_checks"
    model = TourismCheck
    label, label_en = "旅游服务检查", "Checks of tourism services"
    about = "对旅行社、饭店、景区、旅游客车和导游服务的检查，问题限期整改。"
    about_en = "Checks of agencies, hotels, sites, coaches and guides; what is found is put right by a day."
    field = "service"
    requirement = ("R-SRV-02",)
    natural_key = ("check_no",)
    lifecycle = lifecycles.TOURISM_CHECK
    columns = (
        Column("check_no", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("checked_on", aliases=("检查时间",), filter=True, public=True),
        Column("problem", aliases=("问题",), public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("rectify_by", aliases=("整改截止日期",), public=True),
        Column("verified_on", aliases=("复查时间",), listed=False, public=True),
    )
    search = ("check_no", "enterprise", "problem")
    order = ("-checked_on", "-id")
    facts = Facts(date="checked_on", columns=("credit_code", "kind", "state"))


@register
class ServiceMarkRegister(Register):
    key = "service_marks"
    model = ServiceMark
    label, label_en = "优质服务标志与星级班组", "Good-service marks and star teams"
    about = "优质服务承诺标志和星级服务班组的申报、授予、年度核查、改正与撤销。"
    about_en = (
        "Good-service marks and star teams: applied for, granted, checked each year, put right, withdrawn."
    )
    field = "service"
    requirement = ("R-SRV-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.SERVICE_MARK
    columns = (
        Column("code", aliases=("编号", "证书编号"), identifier=True, public=True),
        Column("kind", aliases=("标志类别",), filter=True, public=True),
        Column("enterprise", aliases=("企业", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("team", aliases=("班组名称",), listed=False, public=True),
        Column("stars", public=True),
        Column("promise", aliases=("服务承诺",), listed=False, public=True),
        Column("applied_on", aliases=("申请日期",), filter=True, public=True),
        Column("state", aliases=("标志状态",), filter=True, public=True),
        Column("granted_on", aliases=("认定日期",), public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("checked_on", listed=False, public=True),
        Column("rectify_by", listed=False, public=True),
        Column("withdrawn_on", listed=False, public=True),
        Column("score", aliases=("得分",), listed=False),
    )
    search = ("code", "enterprise", "team")
    order = ("-applied_on", "-id")
    rules = (
        RowRule(
            ("granted_on", "applied_on"),
            lambda granted, applied: granted >= applied,
            "授予日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("team", "kind"),
            lambda team, kind: kind != "team" or bool(team),
            "星级服务班组没有写班组",
            "请填写班组名称(写岗位或班组，不写人名)。",
        ),
    )
    expiries = (
        Expiry("valid_until", "优质服务标志复核", "Review the mark", states=("granted", "suspended")),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "valid_until", "withdrawn_on"),
        columns=("code", "credit_code", "kind", "stars", "state"),
    )
