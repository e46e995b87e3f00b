"""The registers of associations and opinions."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.records.governance import lifecycles
from zhiheng.records.governance.models import Association, AssociationCheck, Opinion

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class AssociationRegister(Register):
    key = "associations"
    model = Association
    label, label_en = "行业协会与中介组织", "Associations and intermediaries"
    about = "行业协会、商会、消费者组织和质量中介组织：提供什么服务、有什么自律规约、登记证书有效期。转达的诉求登在“质量共治意见”。"
    about_en = "Associations, chambers, consumer bodies and intermediaries: services, rules of self-discipline, registration. Needs they pass on stand with the opinions."
    field = "governance"
    requirement = ("R-ORG-07",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号", "社会组织代码"), public=True, identifier=True),
        REGION,
        Column("name", aliases=("组织名称", "协会名称"), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("sector", aliases=("行业",), filter=True, public=True),
        Column("authority", aliases=("主管单位",), listed=False, public=True),
        Column("members", aliases=("会员单位数",), public=True),
        Column("services", aliases=("服务",), listed=False, public=True),
        Column("rules_name", aliases=("自律公约",), public=True),
        Column("rules_on", aliases=("规约日期",), listed=False),
        Column("founded_on", aliases=("登记日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("dissolved_on", aliases=("撤销日期",), listed=False, public=True),
    )
    search = ("code", "name", "sector")
    order = ("name", "id")
    rules = (
        RowRule(
            ("valid_until", "founded_on"),
            lambda later, earlier: later >= earlier,
            "登记证书有效期至早于成立日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("dissolved_on", "founded_on"),
            lambda later, earlier: later >= earlier,
            "注销日期早于成立日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "换发登记证书", what_en="Renew the registration", rule="default"),)
    facts = Facts(
        date="founded_on",
        dates=("rules_on", "valid_until", "dissolved_on"),
        columns=("kind", "sector", "members"),
    )


@register
class AssociationCheckRegister(Register):
    key = "association_checks"
    model = AssociationCheck
    label, label_en = "社会组织监督检查", "Supervision of associations"
    about = "对协会、商会和中介组织的监督检查：是否乱收费、乱评比、出具虚假证明，结论和整改。"
    about_en = "Checks of associations and intermediaries: findings and what was put right."
    field = "governance"
    requirement = ("R-ORG-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.ASSOCIATION_CHECK
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column(
            "association", aliases=("组织编号", "社会组织代码"), filter=True, public=True, identifier=True
        ),
        Column("name", aliases=("名称",), public=True),
        Column("checked_on", aliases=("日期",), filter=True, public=True),
        Column("agency", aliases=("检查部门",), listed=False, public=True),
        Column("finding", aliases=("结论",), filter=True, public=True),
        Column("problems", aliases=("问题",), listed=False),
        Column("rectify_by", aliases=("期限",), listed=False),
        Column("case_no", aliases=("案号",), listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "name")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(
            ("rectify_by", "checked_on"),
            lambda later, earlier: later >= earlier,
            "整改期限早于检查日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="checked_on", dates=("rectify_by",), columns=("association", "finding", "state"))


@register
class OpinionRegister(Register):
    key = "opinions"
    model = Opinion
    label, label_en = "质量共治意见", "Opinions on quality"
    about = "消费者、媒体、协会、企业对质量工作的意见、诉求和社会监督，按期答复并公开答复；协会转达的写明协会。投诉举报不在这里。"
    about_en = "Opinions, needs and findings of consumers, media, associations and firms; replied to in time, the reply published. Complaints are kept elsewhere."
    field = "governance"
    any_field = True
    requirement = ("R-ORG-08", "R-ORG-07")
    natural_key = ("code",)
    lifecycle = lifecycles.OPINION
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("subject", aliases=("主题", "标题"), public=True),
        Column("source", aliases=("意见来源",), filter=True, public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("channel", aliases=("提出渠道",), listed=False, public=True),
        Column("association", aliases=("转达协会",), filter=True, listed=False, identifier=True),
        Column("content", aliases=("意见内容",), listed=False),
        Column(
            "contact", aliases=("联系人", "电话"), listed=False, identifier=True, shared=False, sensitive=True
        ),
        Column("received_on", aliases=("日期",), filter=True, public=True),
        Column("handler", aliases=("办理单位",), public=True),
        Column("reply", aliases=("答复内容",), public=True),
        Column("replied_on", aliases=("答复时间",), public=True),
        Column("published_on", aliases=("公开时间",), listed=False, public=True),
        Column("satisfied", aliases=("是否满意",), listed=False),
        Column("state", aliases=("阶段", "状态"), filter=True, public=True),
    )
    lookup = Lookup(
        by=("subject", "handler", "code"),
        only={"state": "published"},
        browse=True,
        shows=("subject", "region", "source", "kind", "received_on", "handler", "reply", "replied_on"),
        what="已经公开答复的意见、诉求和社会监督。",
        what_en="Opinions, needs and findings of society whose reply has been published.",
    )
    search = ("code", "subject", "handler")
    order = ("-received_on", "-id")
    rules = (
        RowRule(
            ("replied_on", "received_on"),
            lambda later, earlier: later >= earlier,
            "答复日期早于收到日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("published_on", "replied_on"),
            lambda later, earlier: later >= earlier,
            "公开日期早于答复日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="received_on",
        dates=("replied_on", "published_on"),
        columns=("source", "kind", "state", "satisfied"),
    )
