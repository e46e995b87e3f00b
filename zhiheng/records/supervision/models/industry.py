"""What may enter the market, and what backward capacity has to close (R-PER-04, R-PER-05)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.models.base import FirmRecord


class PolicyClass(models.TextChoices):
    """The classes of the guiding catalogue for industrial restructuring."""

    ENCOURAGED = "encouraged", "鼓励类"
    ALLOWED = "allowed", "允许类"
    RESTRICTED = "restricted", "限制类"
    ELIMINATED = "eliminated", "淘汰类"


class EntryScreening(FirmRecord):
    """A project or product screened at entry against industrial policy: energy, emission, the decision and why."""

    code = models.CharField("审查编号", max_length=40)
    project = models.CharField("项目或产品", max_length=120)
    industry = models.CharField("行业代码", max_length=5, blank=True)
    policy_class = models.CharField("产业政策类别", max_length=12, choices=PolicyClass.choices)
    catalogue = models.CharField("对照的产业政策目录", max_length=120, blank=True)
    high_energy = models.BooleanField("高耗能", default=False)
    high_emission = models.BooleanField("高排放", default=False)
    high_pollution = models.BooleanField("高污染", default=False)
    energy = models.DecimalField(
        "年综合能耗", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text="吨标煤",
    )  # fmt: skip
    screened_on = models.DateField("审查日期")
    decision = models.CharField(
        "审查决定",
        max_length=12,
        choices=[
            ("admitted", "准予"),
            ("conditional", "附条件准予"),
            ("refused", "不予准入"),
            ("pending", "暂缓"),
        ],
    )
    why = models.CharField("决定理由", max_length=300, blank=True)
    authority = models.CharField("审查机关", max_length=120, blank=True)
    document_no = models.CharField("文号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "市场准入审查"
        verbose_name_plural = "市场准入审查"
        constraints = record_meta("entry_screening", "code", by="screened_on")["constraints"]
        indexes = record_meta("entry_screening", "code", by="screened_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.project}"


class PhaseOut(FirmRecord):
    """Backward capacity to be closed: process or equipment, capacity, planned and actual day, who verified it."""

    code = models.CharField("淘汰编号", max_length=40)
    industry = models.CharField("行业代码", max_length=5, blank=True)
    process = models.CharField("落后工艺或装备", max_length=120)
    capacity = models.DecimalField(
        "淘汰产能",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    capacity_unit = models.CharField("产能单位", max_length=20, blank=True)
    basis = models.CharField("淘汰依据", max_length=120, blank=True)
    listed_on = models.DateField("列入名单日期")
    planned_on = models.DateField("计划关停日期")
    closed_on = models.DateField("实际关停日期", null=True, blank=True)
    verified_on = models.DateField("验收日期", null=True, blank=True)
    verifier = models.CharField("验收单位", max_length=120, blank=True)
    verification = models.CharField("验收意见", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "落后产能淘汰"
        verbose_name_plural = "落后产能淘汰"
        constraints = record_meta("phase_out", "code", by="planned_on")["constraints"]
        indexes = record_meta("phase_out", "code", by="planned_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"
