"""Standards work: taking part, good conduct, technical trade measures and the warnings of them."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Followed, Match, Proposal
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import (
    Participation,
    StandardConduct,
    TradeMeasure,
    TradeWarning,
)
from zhiheng.records.foundations.registers.parts import CREDIT_CODE, ENTERPRISE, REGION, not_before


@register
class ParticipationRegister(Register):
    key = "standard_participations"
    model = Participation
    label, label_en = "标准制修订参与", "Taking part in standards"
    about = "企业主导或参与国际、国家、行业、团体、联盟标准制修订，专利转化为标准，以及得到的补助。"
    about_en = (
        "Firms that led or took part in making standards, patents that became part of them, subsidies paid."
    )
    field = "foundations"
    requirement = ("R-STD-09",)
    natural_key = ("enterprise", "number")
    kept_by_enterprise = True
    columns = (
        ENTERPRISE,
        CREDIT_CODE,
        REGION,
        Column("number", aliases=("标准号",), identifier=True, public=True, doubts=("standard_number",)),
        Column("name", public=True),
        Column("level", aliases=("层级",), filter=True, public=True),
        Column("role", aliases=("角色",), filter=True, public=True),
        Column("published_on", filter=True, public=True),
        Column("patent_converted", aliases=("是否专利转化",), filter=True, public=True),
        Column("patents", listed=False, identifier=True, public=True),
        Column("subsidy", aliases=("补助",), listed=False),
        Column("subsidised_on", listed=False),
    )
    search = ("enterprise", "number", "name", "patents")
    order = ("-published_on", "-id")
    rules = (
        RowRule(
            ("patents", "patent_converted"),
            lambda patents, converted: not converted or bool(patents),
            "专利转化为标准的没有写专利号",
            "请补写专利号。",
        ),
        not_before("subsidised_on", "published_on", "补助日期早于标准发布日期"),
    )
    facts = Facts(
        date="published_on",
        dates=("subsidised_on",),
        columns=("enterprise", "credit_code", "number", "level", "role", "patent_converted", "subsidy"),
    )


@register
class ConductRegister(Register):
    key = "standard_conducts"
    model = StandardConduct
    label, label_en = "标准化良好行为", "Good standardisation conduct"
    about = "标准化良好行为企业的申请、评价、等级和有效期。"
    about_en = "Firms of good standardisation conduct: application, evaluation, grade, validity."
    field = "foundations"
    requirement = ("R-STD-10",)
    natural_key = ("code",)
    lifecycle = lifecycles.CONDUCT
    expiries = (Expiry("valid_until", "复评", "Be evaluated again", states=("granted",)),)
    columns = (
        Column("code", aliases=("证书编号", "编号"), identifier=True),
        REGION,
        ENTERPRISE,
        CREDIT_CODE,
        Column("grade", aliases=("级别",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("evaluator", listed=False, public=True),
        Column("applied_on", listed=False),
        Column("evaluated_on", listed=False, public=True),
        Column("score", listed=False),
        Column("granted_on", aliases=("确认日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
    )
    search = ("code", "enterprise")
    order = ("-granted_on", "-id")
    rules = (
        not_before("granted_on", "applied_on", "发证日期早于申请日期"),
        not_before("valid_until", "granted_on", "有效期早于发证日期"),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "valid_until"),
        columns=("enterprise", "credit_code", "grade", "state"),
    )


@register
class TradeMeasureRegister(Register):
    key = "trade_measures"
    model = TradeMeasure
    label, label_en = "技术性贸易措施", "Technical trade measures"
    about = "主要出口产品面对的境外技术性贸易措施：跟踪、评估、预警、应对。"
    about_en = "Technical measures abroad against main exports: followed, assessed, warned of, answered."
    field = "foundations"
    requirement = ("R-STD-11",)
    natural_key = ("region", "code")
    lifecycle = lifecycles.TRADE_MEASURE
    followed_by = (
        Followed(
            "trade_warnings", by=("measure", "code"), label="预警确认情况", label_en="Warnings and answers"
        ),
    )
    expiries = (
        Expiry(
            "comment_until",
            "提交评议意见",
            "Hand in comments",
            states=("followed", "assessed", "warned"),
            unless="commented_on",
        ),
    )
    columns = (
        Column("code", aliases=("通报编号", "编号"), identifier=True, public=True),
        REGION,
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("member", aliases=("通报国", "国家地区"), public=True),
        Column("title", aliases=("通报标题",), public=True),
        Column("products", aliases=("产品",), public=True),
        Column("hs_codes", aliases=("HS 编码", "税则号列"), listed=False, identifier=True, public=True),
        Column("notified_on", filter=True, public=True),
        Column("comment_until", listed=False, public=True),
        Column("effective_on", listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("assessed_on", listed=False),
        Column("impact", filter=True, public=True),
        Column("exporters", listed=False),
        Column("warned_on", public=True),
        Column("commented_on", listed=False),
        Column("response", listed=False, public=True),
    )
    search = ("code", "title", "products", "hs_codes")
    order = ("-notified_on", "-id")
    rules = (
        not_before("warned_on", "notified_on", "预警发布日期早于通报日期"),
        not_before("comment_until", "notified_on", "评议截止日期早于通报日期"),
    )
    facts = Facts(
        date="notified_on",
        dates=("warned_on", "commented_on"),
        columns=("kind", "impact", "exporters", "state", "code"),
    )


@register
class TradeWarningRegister(Register):
    key = "trade_warnings"
    model = TradeWarning
    label, label_en = "技术性贸易措施预警", "Warnings of trade measures"
    about = (
        "向受影响的出口企业发出的预警：登记即列入该企业的待办，由企业确认收到并反馈应对情况；"
        "没有账号的企业由发出单位联系确认。"
    )
    about_en = (
        "Warnings sent to exporters that a measure touches: entering one puts it among what the firm has to do, which "
        "confirms and answers; firms without an account are reached by the unit that warns."
    )
    lifecycle = lifecycles.TRADE_WARNING
    field = "foundations"
    requirement = ("R-STD-11",)
    natural_key = ("measure", "enterprise")
    proposals = (
        Proposal(
            "exporter",
            "出口该产品的企业",
            "enterprises",
            where={"status": "open", "exporter": True},
            by="trade_measures",
            having={"state": ("followed", "assessed", "warned")},
            match=(Match("products", "products", "named"),),
            carry={"region": "region", "enterprise": "name", "credit_code": "credit_code"},
            carry_by={"measure": "code"},
            known_by=("measure", "credit_code"),
            asks=("sent_on", "channel", "advice"),
            label_en="Exporters of what a measure touches",
        ),
    )
    columns = (
        Column("measure", aliases=("通报编号",), identifier=True, public=True),
        ENTERPRISE,
        CREDIT_CODE,
        REGION,
        Column("sent_on", aliases=("预警日期",), filter=True),
        Column("channel", filter=True),
        Column("advice", listed=False),
        Column("state", aliases=("状态", "阶段"), filter=True),
        Column("acknowledged_on", aliases=("确认日期",), filter=True),
        Column("answered_on", filter=True),
        Column("answer", listed=False),
        Column("loss", listed=False, shared=False),
    )
    search = ("measure", "enterprise")
    order = ("-sent_on", "-id")
    rules = (
        not_before("answered_on", "sent_on", "企业反馈日期早于发送日期"),
        not_before("acknowledged_on", "sent_on", "企业确认日期早于发送日期"),
        RowRule(
            ("answered_on", "state"),
            lambda answered_on, state: state == "answered",
            "已填写企业反馈日期，状态却不是“企业已反馈”",
            "已反馈的请把状态填为“企业已反馈”，未反馈的请清空反馈日期。",
        ),
    )
    facts = Facts(
        date="sent_on",
        dates=("acknowledged_on", "answered_on"),
        columns=("measure", "enterprise", "credit_code", "loss", "state"),
    )
