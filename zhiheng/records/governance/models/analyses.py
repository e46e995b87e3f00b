"""How a sector is doing, analysed every half-year (R-PRG-07)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Return, record_meta


class SectorAnalysis(Return):
    """A regulator's analysis of the quality of a sector in a half-year, with the plan that it follows."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    sector = models.CharField("行业", max_length=60)
    analyst = models.CharField("分析单位", max_length=120)
    plan = models.CharField("计划备案编号", max_length=40, blank=True)
    enterprises = models.PositiveIntegerField("企业数", null=True, blank=True, help_text="家")
    output = models.DecimalField(
        "产值",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    sampled = models.PositiveIntegerField("抽查批次", null=True, blank=True, help_text="批")
    qualified = models.PositiveIntegerField("合格批次", null=True, blank=True, help_text="批")
    complaints = models.PositiveIntegerField("投诉举报件数", null=True, blank=True, help_text="件")
    situation = models.CharField("质量状况", max_length=300)
    problems = models.CharField("主要问题", max_length=300, blank=True)
    measures = models.CharField("下一步措施", max_length=300, blank=True)
    analysed_on = models.DateField("分析日期", null=True, blank=True)

    class Meta(Return.Meta):
        verbose_name = "行业质量分析"
        verbose_name_plural = "行业质量分析"
        constraints = record_meta("sector_analysis", "region", "sector", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("sector_analysis", "region", "sector", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.sector} {self.period}"
