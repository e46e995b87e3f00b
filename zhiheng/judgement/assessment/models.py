"""Rounds of assessment, what people enter for them, and the sheets that came out (R-ASM-01, R-ASM-02)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class RoundState(models.TextChoices):
    OPEN = "open", "评分中"
    REVIEWED = "reviewed", "已复核"
    APPROVED = "approved", "已审定"


class Round(ScopedModel):
    """One year's assessment of the regions below ``region`` by one version of a scheme."""

    scope = Reaches(region="region_id", upward=True)
    State = RoundState

    scheme = models.CharField("评分办法", max_length=60)
    scheme_version = models.CharField("版本", max_length=20)
    region = models.ForeignKey(Region, verbose_name="组织地区", on_delete=models.PROTECT, related_name="+")
    period = models.CharField("考核期", max_length=16)
    state = models.CharField("状态", max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    synthetic = models.BooleanField("演示数据", default=False)
    made_at = models.DateTimeField("建立时间", auto_now_add=True)
    made_by = models.CharField("建立人", max_length=150)

    class Meta:
        verbose_name = "考核轮次"
        verbose_name_plural = "考核轮次"
        ordering = ("-period", "region_id")
        constraints = [models.UniqueConstraint(fields=["scheme", "region", "period"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"


class Entry(ScopedModel):
    """What a person enters for one item of one assessed region: a mark, an option, things that are missing."""

    scope = Reaches(region="region_id")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entries")
    region = models.ForeignKey(Region, verbose_name="被考核地区", on_delete=models.PROTECT, related_name="+")
    field = models.CharField("项目", max_length=60)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True, blank=True)
    option = models.CharField("选项", max_length=40, blank=True)
    expected = models.PositiveIntegerField("应有", null=True, blank=True)
    missing = models.JSONField("缺少", default=list, blank=True)
    reason = models.CharField("理由", max_length=300)
    reviewer = models.CharField("评审人", max_length=150)
    reviewer_id = models.BigIntegerField("账号", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)
    entered_at = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        verbose_name = "考核录入"
        verbose_name_plural = "考核录入"
        ordering = ("field", "reviewer")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "region", "field", "reviewer"], name="assessment_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.field}"


class VetoDetermination(ScopedModel):
    """A veto as recorded by whoever is authorised; it is never worked out from numbers."""

    scope = Reaches(region="region_id")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="vetoes")
    region = models.ForeignKey(Region, verbose_name="被考核地区", on_delete=models.PROTECT, related_name="+")
    veto = models.CharField("否决项", max_length=60)
    determined_by = models.CharField("认定机关", max_length=120)
    document = models.CharField("认定文件", max_length=120)
    on = models.DateField("认定日期")
    reason = models.CharField("事由", max_length=300)
    recorded_by = models.CharField("登记人", max_length=150)

    class Meta:
        verbose_name = "否决认定"
        verbose_name_plural = "否决认定"

    def __str__(self) -> str:
        return f"{self.region_id} {self.veto}"


class Sheet(ScopedModel):
    """The score sheet of one region, as computed: every point with rule, figures and evidence."""

    scope = Reaches(region="region_id")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sheets")
    region = models.ForeignKey(Region, verbose_name="被考核地区", on_delete=models.PROTECT, related_name="+")
    total = models.DecimalField("总分", max_digits=7, decimal_places=2)
    unrounded = models.DecimalField("未取整", max_digits=9, decimal_places=4)
    grade = models.CharField("等级", max_length=4)
    rank = models.PositiveSmallIntegerField("名次", null=True)
    complete = models.BooleanField("数据齐全")
    content = models.JSONField("评分表")
    computed_at = models.DateTimeField("计算时间", auto_now=True)

    class Meta:
        verbose_name = "评分表"
        verbose_name_plural = "评分表"
        ordering = ("rank", "region_id")
        constraints = [models.UniqueConstraint(fields=["round", "region"], name="sheet_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.total} {self.grade}"


class Ruling(ScopedModel):
    """A result that was approved and then reopened: kept as it stood, with who reopened it and why."""

    scope = Reaches(region="region_id", upward=True)

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rulings")
    region = models.ForeignKey(Region, verbose_name="组织地区", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("第几次审定")
    approved_by = models.CharField("审定人", max_length=150, blank=True)
    approved_at = models.DateTimeField("审定时间", null=True)
    reopened_by = models.CharField("重新打开人", max_length=150)
    reopened_at = models.DateTimeField("重新打开时间", auto_now_add=True)
    reason = models.CharField("理由", max_length=300)
    rows = models.JSONField("审定结果")

    class Meta:
        verbose_name = "原审定结果"
        verbose_name_plural = "原审定结果"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="ruling_once")]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.number}"
