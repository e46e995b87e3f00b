"""Values that no register yields: entered with evidence by the unit that owes them, and shown as such."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class ReportedValue(ScopedModel):
    """One reported value of an indicator for a region and period (``2016``, ``2016Q3`` …).

    A correction is a new row that supersedes the old one; the engine takes the standing one.
    """

    scope = Reaches(region="region_id", unit="unit_id")

    code = models.CharField("指标代码", max_length=32, db_index=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    period = models.CharField("期间", max_length=16)
    value = models.FloatField("数值")
    numerator = models.FloatField("分子", null=True, blank=True)
    denominator = models.FloatField("分母", null=True, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="报送单位", null=True, blank=True, on_delete=models.PROTECT)
    basis = models.CharField("来源说明", max_length=200, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)
    reported_at = models.DateTimeField("报送时间", auto_now_add=True)
    reported_by = models.CharField("报送人", max_length=150)
    superseded_at = models.DateTimeField("被更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "报送值"
        verbose_name_plural = "报送值"
        ordering = ("code", "region_id", "period")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "region", "period"],
                condition=models.Q(superseded_at__isnull=True),
                name="reported_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.region_id} {self.period} = {self.value:g}"
