"""Product safety: recalls as they are published (R-TRC-04, R-TRC-05)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class RecallKind(models.TextChoices):
    VEHICLE = "vehicle", "机动车"
    CONSUMER = "consumer", "消费品"
    FOOD = "food", "食品"
    DRUG = "drug", "药品"
    DEVICE = "device", "医疗器械"
    OTHER = "other", "其他产品"


class RecallWay(models.TextChoices):
    VOLUNTARY = "voluntary", "主动召回"
    INFLUENCED = "influenced", "受调查影响召回"
    ORDERED = "ordered", "责令召回"


class RecallRisk(models.TextChoices):
    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class RecallState(models.TextChoices):
    OPEN = "open", "召回中"
    CLOSED = "closed", "已结束"


class Recall(Record):
    """One published recall: what, why, how much of it, how much came back.

    The steps from a report to the conclusion are another thing; this is the list that everybody may see.
    """

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    number = models.CharField("召回编号", max_length=60)
    kind = models.CharField("产品类别", max_length=10, choices=RecallKind.choices)
    product = models.CharField("产品名称", max_length=300)
    brand = models.CharField("品牌", max_length=120, blank=True)
    model_or_batch = models.TextField("型号或批次", blank=True)
    barcode = models.CharField("商品条码", max_length=40, blank=True)
    enterprise = models.CharField("召回企业", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    origin_country = models.CharField("原产国(地区)", max_length=60, blank=True)
    defect = models.CharField("缺陷或原因", max_length=300, blank=True)
    risk = models.CharField("风险程度", max_length=8, choices=RecallRisk.choices, blank=True)
    way = models.CharField("召回方式", max_length=12, choices=RecallWay.choices, blank=True)
    measures = models.TextField("处置措施", blank=True)
    announced_on = models.DateField("公告日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    state = models.CharField("召回状态", max_length=8, choices=RecallState.choices, default=RecallState.OPEN)
    affected = models.DecimalField(
        "涉及数量", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    recovered = models.DecimalField(
        "收回数量", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    quantity_unit = models.CharField("数量单位", max_length=12, blank=True)
    announced_by = models.CharField("公告机关", max_length=120, blank=True)
    address = models.CharField("公告网址", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "产品召回"
        verbose_name_plural = "产品召回"
        constraints = record_meta("recall", "number", by="announced_on")["constraints"]
        indexes = record_meta("recall", "number", by="announced_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.number} {self.product}"
