"""Registered trademarks and patents of enterprises (R-BRD-02, R-BRD-07)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import PATENT, TRADEMARK


class MarkKind(models.TextChoices):
    GOODS = "goods", "商品商标"
    SERVICE = "service", "服务商标"
    COLLECTIVE = "collective", "集体商标"
    CERTIFICATION = "certification", "证明商标"
    GI_COLLECTIVE = "gi_collective", "地理标志集体商标"
    GI_CERTIFICATION = "gi_certification", "地理标志证明商标"


class Trademark(Record):
    """A trademark from filing to registration and renewal; one row per registration number and class of goods."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    filing_no = models.CharField("申请号(注册号)", max_length=20)
    nice_class = models.PositiveSmallIntegerField(
        "国际分类", validators=[MinValueValidator(1), MaxValueValidator(45)]
    )
    name = models.CharField("商标名称", max_length=100)
    kind = models.CharField("商标类型", max_length=16, choices=MarkKind.choices, default=MarkKind.GOODS)
    goods = models.CharField("核定商品(服务)", max_length=300, blank=True)
    enterprise = models.CharField("注册人", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField("阶段", max_length=10, default=TRADEMARK.initial, choices=TRADEMARK.choices())
    filed_on = models.DateField("申请日期")
    published_on = models.DateField("初步审定公告日期", null=True, blank=True)
    registered_on = models.DateField("核准注册日期", null=True, blank=True)
    valid_until = models.DateField("专用权期限至", null=True, blank=True)
    renewed_on = models.DateField("续展核准日期", null=True, blank=True)
    overseas = models.CharField(
        "境外注册", max_length=120, blank=True, help_text="马德里国际注册号或国家、地区"
    )

    class Meta(Record.Meta):
        verbose_name = "注册商标"
        verbose_name_plural = "注册商标"
        constraints = record_meta("trademark", "filing_no", "nice_class", by="filed_on")["constraints"]
        indexes = record_meta(
            "trademark", "filing_no", "nice_class", by="filed_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.filing_no}"


class PatentKind(models.TextChoices):
    INVENTION = "invention", "发明专利"
    UTILITY = "utility", "实用新型"
    DESIGN = "design", "外观设计"


class Patent(Record):
    """A patent from filing to grant and lapse; in force while its yearly fee is paid."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    filing_no = models.CharField("申请号", max_length=24)
    name = models.CharField("发明(设计)名称", max_length=160)
    kind = models.CharField("专利类型", max_length=10, choices=PatentKind.choices)
    enterprise = models.CharField("专利权人(申请人)", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField("阶段", max_length=10, default=PATENT.initial, choices=PATENT.choices())
    filed_on = models.DateField("申请日期")
    granted_on = models.DateField("授权公告日期", null=True, blank=True)
    grant_no = models.CharField("授权公告号", max_length=24, blank=True)
    fee_until = models.DateField("年费缴至", null=True, blank=True)
    ends_on = models.DateField("专利权终止(期满)日期", null=True, blank=True)
    main_class = models.CharField("主分类号", max_length=20, blank=True)

    class Meta(Record.Meta):
        verbose_name = "专利"
        verbose_name_plural = "专利"
        constraints = record_meta("patent", "filing_no", by="filed_on")["constraints"]
        indexes = record_meta("patent", "filing_no", by="filed_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.filing_no}"
