"""Procurement and insurance as levers of quality (R-FND-04, R-FND-05)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.governance.lifecycles.funding import CLAIM


class ProcurementKind(models.TextChoices):
    GOODS = "goods", "货物"
    WORKS = "works", "工程"
    SERVICES = "services", "服务"


class Procurement(Record):
    """A government purchase: whether credit, standards, tests and certificates counted, and who was kept out (R-FND-04). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("采购编号", max_length=60)
    name = models.CharField("项目名称", max_length=160)
    purchaser = models.CharField("采购单位", max_length=120)
    kind = models.CharField("采购类型", max_length=8, choices=ProcurementKind.choices)
    announced_on = models.DateField("公告日期")
    uses_credit = models.BooleanField("采用质量信用", default=False)
    uses_standards = models.BooleanField("采用标准要求", default=False)
    uses_tests = models.BooleanField("采用检测要求", default=False)
    uses_certificates = models.BooleanField("采用认证要求", default=False)
    quality_weight = models.DecimalField(
        "质量分值占比",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="%",
    )
    budget = models.DecimalField(
        "采购预算",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    refused = models.PositiveIntegerField("拒绝失信供应商数", default=0)
    awarded_on = models.DateField("成交日期", null=True, blank=True)
    enterprise = models.CharField("成交供应商", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    amount = models.DecimalField(
        "成交金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )

    class Meta(Record.Meta):
        verbose_name = "政府采购质量要求"
        verbose_name_plural = "政府采购质量要求"
        constraints = record_meta("procurement", "code", by="announced_on")["constraints"]
        indexes = record_meta("procurement", "code", by="announced_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class BarredSupplier(Record):
    """A supplier that may not take part in government procurement for a time, by decision (R-FND-04)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("决定文号", max_length=60)
    enterprise = models.CharField("供应商名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    ground = models.CharField("禁入事由", max_length=200)
    authority = models.CharField("决定机关", max_length=120)
    decided_on = models.DateField("决定日期")
    valid_until = models.DateField("禁入期至")
    lifted_on = models.DateField("提前解除日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "政府采购禁入名单"
        verbose_name_plural = "政府采购禁入名单"
        constraints = record_meta("barred_supplier", "code", by="decided_on")["constraints"]
        indexes = record_meta("barred_supplier", "code", by="decided_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class InsuranceKind(models.TextChoices):
    LIABILITY = "liability", "产品责任险"
    QUALITY = "quality", "产品质量保证险"
    FIRST_SET = "first_set", "首台(套)重大技术装备险"
    FOOD = "food", "食品安全责任险"
    WORKS = "works", "工程质量险"
    OTHER = "other", "其他质量保险"


class InsurancePolicy(Record):
    """A policy for product liability, quality or first-set equipment: premium, subsidy, cover (R-FND-05). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("保单号", max_length=60)
    enterprise = models.CharField("投保单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("险种", max_length=9, choices=InsuranceKind.choices)
    insurer = models.CharField("保险公司", max_length=120)
    product = models.CharField("投保产品", max_length=100, blank=True)
    premium = models.DecimalField(
        "保费", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    subsidy = models.DecimalField(
        "保费补贴",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    cover = models.DecimalField(
        "保险金额", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    starts_on = models.DateField("起保日期")
    ends_on = models.DateField("终保日期")

    class Meta(Record.Meta):
        verbose_name = "质量保险"
        verbose_name_plural = "质量保险"
        constraints = record_meta("insurance_policy", "code", by="starts_on")["constraints"]
        indexes = record_meta("insurance_policy", "code", by="starts_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class InsuranceClaim(Record):
    """A claim on a quality policy (R-FND-05). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("赔案号", max_length=60)
    policy = models.CharField("保单号", max_length=60)
    enterprise = models.CharField("投保单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    cause = models.CharField("出险事由", max_length=200)
    happened_on = models.DateField("出险日期")
    reported_on = models.DateField("报案日期")
    claimed = models.DecimalField(
        "索赔金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    paid = models.DecimalField(
        "赔付金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    closed_on = models.DateField("结案日期", null=True, blank=True)
    state = models.CharField("赔案状态", max_length=8, default=CLAIM.initial, choices=CLAIM.choices())

    class Meta(Record.Meta):
        verbose_name = "质量保险理赔"
        verbose_name_plural = "质量保险理赔"
        constraints = record_meta("insurance_claim", "code", by="reported_on")["constraints"]
        indexes = record_meta("insurance_claim", "code", by="reported_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"
