"""The list of problems (问题清单): found where, owned by whom, put right until when, closed on what (R-PRG-06).

It is a register: people keep such lists in workbooks, and list, filters, import, export, form, history and evidence
are those of every register. What is its own is the life of a problem, and the programme and task it belongs to.
"""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks.lifecycles import PROBLEM


class ProblemSource(models.TextChoices):
    REPORT = "report", "进展报告"
    INSPECTION = "inspection", "督查检查"
    ASSESSMENT = "assessment", "考核评价"
    MEETING = "meeting", "会议"
    ACCEPTANCE = "acceptance", "阶段验收"
    OTHER = "other", "其他"


class Problem(Record):
    """One problem and its way to the day it is struck off. ``owner`` is the unit that must put it right."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("问题编号", max_length=40)
    owner = models.ForeignKey(
        Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="problems", db_index=False
    )
    text = models.CharField("问题", max_length=300)
    source = models.CharField("来源", max_length=12, choices=ProblemSource.choices)
    found_on = models.DateField("发现日期")
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    measures = models.CharField("整改措施", max_length=500, blank=True)
    state = models.CharField("状态", max_length=12, default=PROBLEM.initial, choices=PROBLEM.choices())
    closed_on = models.DateField("销号日期", null=True, blank=True)
    programme = models.ForeignKey(
        Programme,
        verbose_name="方案",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="problems",
    )
    task = models.ForeignKey(
        "tasks.Task",
        verbose_name="任务",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="problems",
    )

    class Meta(Record.Meta):
        verbose_name = "问题"
        verbose_name_plural = "问题清单"
        constraints = record_meta("problem", "code", by="found_on")["constraints"]
        indexes = record_meta("problem", "code", by="found_on")["indexes"]

    def __str__(self) -> str:
        return self.text

    @property
    def address(self) -> str:
        return f"/problems/{self.pk}"
