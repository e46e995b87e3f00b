"""Demonstration units of every kind go by one procedure (R-AWD-03, R-STD-06, R-STD-07, R-BRD-06)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import DEMONSTRATION
from zhiheng.records.brands.models.ranks import Rank


class DemoKind(models.TextChoices):
    SERVICE = "service", "服务业标准化试点示范"
    FARM = "farm", "农业标准化示范区"
    MARKET = "market", "放心市场街店"
    CITY = "city", "质量强市示范城市"
    CIRCULAR = "circular", "循环经济标准化示范"
    CHAIN = "chain", "大型连锁龙头企业"
    COUNTY = "county", "质量强县(区)"
    TOWN = "town", "质量强镇"
    INDUSTRY = "industry", "质量示范行业"
    ENTERPRISE = "enterprise", "质量示范企业"
    BRAND_ZONE = "brand_zone", "全国知名品牌创建示范区"
    PARK = "park", "质量提升示范园区"


class Demonstration(Record):
    """A demonstration unit: applied for, built, accepted, withdrawn under one procedure."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("示范种类", max_length=10, choices=DemoKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    name = models.CharField("名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField(
        "阶段",
        max_length=10,
        default=DEMONSTRATION.initial,
        choices=DEMONSTRATION.choices(),
    )
    applied_on = models.DateField("申报日期", null=True, blank=True)
    started_on = models.DateField("启动日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    builder = models.CharField("创建(承担)单位", max_length=120, blank=True)
    industry = models.CharField("所属行业", max_length=4, blank=True, help_text="GB/T 4754 大类")
    theme = models.CharField("示范内容", max_length=160, blank=True)
    area = models.DecimalField(
        "示范面积",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="公顷",
    )
    grantor = models.CharField("批准(命名)机关", max_length=80, blank=True)
    document_no = models.CharField("命名文号", max_length=60, blank=True)
    reviewed_on = models.DateField("年度复核日期", null=True, blank=True)
    review_result = models.CharField(
        "复核结论",
        max_length=8,
        blank=True,
        choices=[("passed", "合格"), ("rectify", "限期整改"), ("failed", "不合格")],
    )
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    withdrawn_on = models.DateField("撤销称号日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "示范单位"
        verbose_name_plural = "示范单位"
        constraints = record_meta("demonstration", "code", by="accepted_on")["constraints"]
        indexes = record_meta("demonstration", "code", by="accepted_on")["indexes"]

    def __str__(self) -> str:
        return self.name
