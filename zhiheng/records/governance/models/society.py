"""Associations, their supervision, and what society says (R-ORG-07, R-ORG-08)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.governance.lifecycles.society import ASSOCIATION_CHECK, OPINION


class AssociationKind(models.TextChoices):
    ASSOCIATION = "association", "行业协会"
    CHAMBER = "chamber", "商会"
    CONSUMER = "consumer", "消费者组织"
    INTERMEDIARY = "intermediary", "质量中介组织"
    UNION = "union", "联盟"


class Association(Record):
    """An association, chamber or intermediary with its services and rules of self-discipline (R-ORG-07)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("登记证号", max_length=40)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("组织类型", max_length=12, choices=AssociationKind.choices)
    sector = models.CharField("所属行业", max_length=60, blank=True)
    authority = models.CharField("业务主管单位", max_length=120, blank=True)
    members = models.PositiveIntegerField("会员数", null=True, blank=True, help_text="家")
    services = models.CharField("服务内容", max_length=200, blank=True)
    rules_name = models.CharField("自律规约", max_length=120, blank=True)
    rules_on = models.DateField("规约发布日期", null=True, blank=True)
    founded_on = models.DateField("成立日期")
    valid_until = models.DateField("登记证书有效期至", null=True, blank=True)
    dissolved_on = models.DateField("注销日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "行业协会与中介组织"
        verbose_name_plural = "行业协会与中介组织"
        constraints = record_meta("association", "code", by="founded_on")["constraints"]
        indexes = record_meta("association", "code", by="founded_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class AssociationFinding(models.TextChoices):
    GOOD = "good", "规范"
    MINOR = "minor", "基本规范"
    BAD = "bad", "不规范"
    ILLEGAL = "illegal", "违法"


class AssociationCheck(Record):
    """A check of an association or intermediary and what had to be put right (R-ORG-07)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("检查编号", max_length=40)
    association = models.CharField("登记证号", max_length=40)
    name = models.CharField("组织名称", max_length=120)
    checked_on = models.DateField("检查日期")
    agency = models.CharField("检查单位", max_length=120, blank=True)
    finding = models.CharField("检查结论", max_length=7, choices=AssociationFinding.choices)
    problems = models.CharField("存在问题", max_length=300, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    case_no = models.CharField("案件编号", max_length=40, blank=True)
    state = models.CharField(
        "检查状态", max_length=10, default=ASSOCIATION_CHECK.initial, choices=ASSOCIATION_CHECK.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "社会组织监督检查"
        verbose_name_plural = "社会组织监督检查"
        constraints = record_meta("association_check", "code", by="checked_on")["constraints"]
        indexes = record_meta("association_check", "code", by="checked_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class OpinionSource(models.TextChoices):
    CONSUMER = "consumer", "消费者"
    MEDIA = "media", "新闻媒体"
    ASSOCIATION = "association", "行业协会"
    ENTERPRISE = "enterprise", "企业"
    DEPUTY = "deputy", "代表委员"
    PUBLIC = "public", "社会公众"


class OpinionKind(models.TextChoices):
    OPINION = "opinion", "意见建议"
    NEED = "need", "需求诉求"
    SUPERVISION = "supervision", "社会监督"


class OpinionChannel(models.TextChoices):
    WEB = "web", "网站"
    PHONE = "phone", "热线"
    LETTER = "letter", "来信"
    MEETING = "meeting", "座谈会"
    PRESS = "press", "媒体报道"
    RELAY = "relay", "协会转达"


class Opinion(Record):
    """An opinion, a need or a finding of society about quality, its reply and the reply's publication (R-ORG-08, R-ORG-07)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("意见编号", max_length=40)
    subject = models.CharField("事由", max_length=160)
    source = models.CharField("来源", max_length=11, choices=OpinionSource.choices)
    kind = models.CharField("意见类型", max_length=11, choices=OpinionKind.choices)
    channel = models.CharField("渠道", max_length=7, blank=True, choices=OpinionChannel.choices)
    association = models.CharField("转达组织登记证号", max_length=40, blank=True)
    content = models.CharField("内容", max_length=300, blank=True)
    contact = models.CharField("联系方式", max_length=60, blank=True)
    received_on = models.DateField("收到日期")
    handler = models.CharField("承办单位", max_length=120, blank=True)
    reply = models.CharField("答复", max_length=300, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    satisfied = models.BooleanField("提出人满意", null=True, blank=True)
    state = models.CharField("办理阶段", max_length=9, default=OPINION.initial, choices=OPINION.choices())

    class Meta(Record.Meta):
        verbose_name = "质量共治意见"
        verbose_name_plural = "质量共治意见"
        constraints = record_meta("opinion", "code", by="received_on")["constraints"]
        indexes = record_meta("opinion", "code", by="received_on")["indexes"]

    def __str__(self) -> str:
        return self.subject
