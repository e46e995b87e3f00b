"""What a permit's review found, condition by condition (R-PER-01)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.lifecycles.reviewing import CONDITIONS
from zhiheng.records.supervision.models.base import FirmRecord


class ConditionVerdict(models.TextChoices):
    MET = "met", "符合"
    PARTLY = "partly", "部分符合"
    NOT_MET = "not_met", "不符合"


class PermitCondition(FirmRecord):
    """One condition of one application: the verdict, what was found, and when it was put right.

    The verdict stays what the review found; ``rectified_on`` says that it was put right since."""

    application_no = models.CharField("申请编号", max_length=40)
    condition = models.CharField("审查条件", max_length=40)
    verdict = models.CharField("核查结论", max_length=8, choices=ConditionVerdict.choices, blank=True)
    note = models.CharField("核查情况", max_length=200, blank=True)
    checked_on = models.DateField("核查日期", null=True, blank=True)
    rectified = models.CharField("整改情况", max_length=200, blank=True)
    rectified_on = models.DateField("整改验收日期", null=True, blank=True, help_text="验收合格才填")

    class Meta(Record.Meta):
        verbose_name = "许可审查条件"
        verbose_name_plural = "许可审查条件"
        constraints = record_meta("permit_condition", "application_no", "condition", by="checked_on")[
            "constraints"
        ]
        indexes = record_meta(
            "permit_condition", "application_no", "condition", by="checked_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.application_no} {code_list(CONDITIONS).label(self.condition)}"
