"""Complaints and reports as the 12315 platform sends them over (R-CMP-01, R-CMP-02)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class Channel(models.TextChoices):
    PLATFORM = "platform", "全国12315平台"
    HOTLINE_12315 = "12315", "12315热线"
    HOTLINE_12365 = "12365", "12365热线"
    HOTLINE_12316 = "12316", "12316热线"
    HOTLINE_12331 = "12331", "12331热线"
    GOVERNMENT = "12345", "12345政务服务热线"
    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    TRANSFER = "transfer", "其他机关转来"
    OTHER = "other", "其他"


class Kind(models.TextChoices):
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class Subject(models.TextChoices):
    GOODS = "goods", "商品"
    SERVICE = "service", "服务"


class Issue(models.TextChoices):
    QUALITY = "quality", "质量"
    FOOD = "food", "食品安全"
    SAFETY = "safety", "人身财产安全"
    AFTER_SALES = "after_sales", "售后服务"
    CONTRACT = "contract", "合同"
    ADVERTISING = "advertising", "广告宣传"
    PRICE = "price", "价格"
    MEASURE = "measure", "计量"
    FAKE = "fake", "假冒"
    UNLICENSED = "unlicensed", "无证无照"
    OTHER = "other", "其他"


class Result(models.TextChoices):
    SETTLED = "settled", "调解达成协议"
    UNSETTLED = "unsettled", "终止调解"
    WITHDRAWN = "withdrawn", "投诉人撤回"
    REFUSED = "refused", "不予受理"
    CASE = "case", "立案查处"
    UNFOUNDED = "unfounded", "不予立案"
    TRANSFERRED = "transferred", "移送其他机关"


class Complaint(Record):
    """One complaint (a consumer's dispute) or report (anyone's clue of a breach). Money in 元.

    Who complained is not kept here: names, telephones and documents stay on the platform that took them. A firm learns
    of complaints about it, not of reports.
    """

    scope = Reaches(
        region="region_id",
        field="product",
        unit="owner_id",
        enterprise="credit_code",
        open_when={"kind": (Kind.COMPLAINT,)},
    )

    number = models.CharField("登记编号", max_length=40)
    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    channel = models.CharField("接收渠道", max_length=10, choices=Channel.choices)
    received_on = models.DateField("接收日期")
    enterprise = models.CharField("被投诉(举报)单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    subject = models.CharField("客体类别", max_length=8, choices=Subject.choices, default=Subject.GOODS)
    category = models.CharField("商品(服务)类别", max_length=60, blank=True)
    product = models.CharField("商品(服务)名称", max_length=120, blank=True)
    issue = models.CharField("问题类别", max_length=12, choices=Issue.choices)
    content = models.CharField("事由", max_length=500, blank=True)
    claim = models.CharField("诉求", max_length=200, blank=True)
    amount = models.DecimalField(
        "争议金额",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )
    agency = models.CharField("办理单位", max_length=100, blank=True)
    accepted_on = models.DateField("受理(核查)日期", null=True, blank=True)
    extended = models.BooleanField("经批准延长核查", default=False)
    result = models.CharField("办理结果", max_length=12, choices=Result.choices, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    recovered = models.DecimalField(
        "挽回损失",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )
    satisfied = models.BooleanField("回访满意", null=True, blank=True)
    case_no = models.CharField("立案(案件)文号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "投诉举报"
        verbose_name_plural = "投诉举报"
        constraints = record_meta("complaint", "number", by="received_on")["constraints"]
        indexes = record_meta("complaint", "number", by="received_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return self.number
