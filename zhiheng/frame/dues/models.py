"""Dues: anything owed by someone by a time. Themes only create and settle them."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel, ScopedQuerySet
from zhiheng.frame.regions.models import Region


class DueState(models.TextChoices):
    OPEN = "open", "待办"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    SETTLED = "settled", "已办结"
    CANCELLED = "cancelled", "已撤销"


class DueQuerySet(ScopedQuerySet["Due"]):
    def outstanding(self) -> DueQuerySet:
        return self.filter(state__in=[DueState.OPEN, DueState.RETURNED])

    def late(self, on: dt.date | None = None) -> DueQuerySet:
        """Not handed in though the day has passed."""
        return self.outstanding().filter(due_on__lt=on or dt.date.today())

    def missed(self) -> DueQuerySet:
        """Handed in after the day, or not at all though it has passed."""
        return self.filter(
            Q(state__in=[DueState.OPEN, DueState.RETURNED], due_on__lt=dt.date.today())
            | Q(handed_in_on__gt=F("due_on"))
        )


class Due(ScopedModel):
    """One thing owed: by a unit, of a region, by a day, because of a subject (and its clause)."""

    scope = Reaches(region="region_id", unit="owner_id")
    State = DueState

    kind = models.CharField("种类", max_length=40, db_index=True)
    title = models.CharField("事项", max_length=160)
    period = models.CharField("期间", max_length=12, blank=True)
    owner = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="dues")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    opens_on = models.DateField("开始日期")
    due_on = models.DateField("截止日期", db_index=True)
    provisional = models.BooleanField(
        "日期待定", default=False, help_text="截止日落在尚未公布节假日安排的年份，按周末推算"
    )
    state = models.CharField("状态", max_length=10, choices=DueState.choices, default=DueState.OPEN)
    handed_in_on = models.DateField("报送日期", null=True, blank=True)
    subject_type = models.CharField("依据类型", max_length=60)
    subject_id = models.CharField("依据", max_length=64)
    basis = models.CharField("依据条款", max_length=160, blank=True)
    address = models.CharField("依据链接", max_length=200, blank=True)
    rule_version = models.CharField("时限规则版本", max_length=60, blank=True)
    result_type = models.CharField("办理结果类型", max_length=60, blank=True)
    result_id = models.CharField("办理结果", max_length=64, blank=True)
    escalation = models.PositiveSmallIntegerField("催办级次", default=0)
    synthetic = models.BooleanField("演示数据", default=False)

    objects = DueQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "待办事项"
        verbose_name_plural = "待办事项"
        ordering = ("due_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id", "owner", "period", "region"], name="due_once"
            )
        ]
        indexes = [models.Index(fields=["region", "state", "due_on"], name="due_desk")]

    def __str__(self) -> str:
        return f"{self.title}({self.owner})"

    @property
    def late_days(self) -> int:
        """Days past the due date: of the handing in, or until today while it is owed. 0 when in time."""
        if self.state == DueState.CANCELLED:
            return 0
        # What was returned is owed again: the day it was first handed in no longer counts.
        end = dt.date.today() if self.state in {DueState.OPEN, DueState.RETURNED} else self.handed_in_on
        return max(0, (end - self.due_on).days) if end else 0

    @property
    def light(self) -> str:
        """green settled or far off · amber within 7 days or handed in late · red overdue · grey cancelled."""
        if self.state == DueState.CANCELLED:
            return "grey"
        if self.state in {DueState.OPEN, DueState.RETURNED}:
            if self.late_days:
                return "red"
            return "amber" if (self.due_on - dt.date.today()).days <= 7 else "green"
        return "amber" if self.late_days else "green"
