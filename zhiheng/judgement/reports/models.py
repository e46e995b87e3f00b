"""Reports: drafted from live figures, signed, handed in, returned or accepted (R-RPT-01..03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class Report(ScopedModel):
    """One quality-status report. ``content`` keeps the figures as they stood when it was drafted."""

    scope = Reaches(region="region_id")

    kind = models.CharField(
        "种类",
        max_length=12,
        choices=[("quarterly", "季度报告"), ("half", "半年报告"), ("yearly", "年度报告")],
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    period = models.CharField("期间", max_length=16)
    unit = models.ForeignKey(Unit, verbose_name="报送单位", null=True, blank=True, on_delete=models.PROTECT)
    owner = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField("标题", max_length=160)
    number = models.CharField("文号", max_length=60, blank=True)
    opinion = models.TextField("问题与建议", blank=True, help_text="每行一条，写入报告的问题和建议部分")
    state = models.CharField(
        "状态",
        max_length=10,
        default="draft",
        choices=[("draft", "草稿"), ("submitted", "已报送"), ("returned", "已退回"), ("accepted", "已接收")],
    )
    content = models.JSONField("数字", default=dict)
    due = models.ForeignKey(Due, verbose_name="对应事项", null=True, blank=True, on_delete=models.PROTECT)
    drafted_by = models.CharField("起草人", max_length=150)
    drafted_at = models.DateTimeField("起草时间", auto_now_add=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "报告"
        verbose_name_plural = "报告"
        ordering = ("-period", "region_id")

    def __str__(self) -> str:
        return self.title
