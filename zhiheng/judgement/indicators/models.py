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


class LocalIndicator(ScopedModel):
    """An indicator that a region keeps for itself: reported with evidence, in the catalogue for it and those below.

    The code says whose it is: ``L620700_001``. Those below the region may see it; only its own office changes it.
    """

    scope = Reaches(region="region_id", field="@field", upward=True)

    code = models.CharField("指标代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名称", max_length=120, blank=True)
    unit = models.CharField("单位", max_length=16, blank=True)
    direction = models.CharField(
        "方向",
        max_length=4,
        choices=[("up", "越高越好"), ("down", "越低越好"), ("hold", "保持在范围内")],
        default="up",
    )
    periodicity = models.CharField(
        "周期",
        max_length=8,
        choices=[("month", "月"), ("quarter", "季度"), ("half", "半年"), ("year", "年")],
        default="year",
    )
    measure = models.CharField(
        "计法",
        max_length=12,
        choices=[("level", "水平"), ("cumulative", "累计"), ("increment", "新增"), ("change", "变化")],
        default="level",
    )
    field = models.CharField("领域", max_length=16)
    decimals = models.PositiveSmallIntegerField("小数位", default=2)
    aliases = models.JSONField("别名", default=list, blank=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source_programme = models.SlugField("出处方案", max_length=60, blank=True)
    source_target = models.CharField("出处指标值", max_length=20, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    created_at = models.DateTimeField("设立时间", auto_now_add=True)
    created_by = models.CharField("设立人", max_length=150)

    class Meta:
        verbose_name = "地方指标"
        verbose_name_plural = "地方指标"
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="local_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
