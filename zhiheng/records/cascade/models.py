"""Breakdowns: a target divided over years, regions or units, in versions that stay; who got what, and what they said.

A breakdown divides a target or, where ``parent`` is set, a share that was given out before: what a city gave a county
the county may divide again. Its shares are rows of one year, region or unit; a breakdown by region or unit may carry
each one's way through the years as further rows (``year`` set), which follow the answer to the whole row.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region
from zhiheng.records.programmes.models import Target


class Axis(models.TextChoices):
    YEAR = "year", "按年"
    REGION = "region", "按地区"
    UNIT = "unit", "按单位"


class Status(models.TextChoices):
    DRAFT = "draft", "拟稿"
    ISSUED = "issued", "已下达"
    SUPERSEDED = "superseded", "已被替代"


class Way(models.TextChoices):
    STRAIGHT = "straight", "逐年平均"
    FRONT = "front", "先多后少"
    BACK = "back", "先少后多"
    FLAT = "flat", "逐年保持"
    EQUAL = "equal", "平均分"
    BASE = "base", "按基数"
    GAP = "gap", "按差距"
    HAND = "hand", "手工填写"


class Join(models.TextChoices):
    SUM = "sum", "各份相加等于总数"
    PATH = "path", "逐年走到目标"
    MEAN = "mean", "按分母加权平均达到目标"
    EACH = "each", "每一份都达到目标"


class Answer(models.TextChoices):
    NONE = "", "不需确认"
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    OBJECTED = "objected", "有异议"
    KEPT = "kept", "异议未采纳"


def amount(label: str, **more: bool) -> models.DecimalField:
    return models.DecimalField(label, max_digits=20, decimal_places=6, **more)  # type: ignore[arg-type]


class Breakdown(ScopedModel):
    """One version of one way of dividing one whole. Drafts may be changed; what was issued stays as it was."""

    scope = Reaches(region="region_id", upward=True)
    State = Status

    target = models.ForeignKey(
        Target, verbose_name="指标值", on_delete=models.PROTECT, related_name="breakdowns"
    )
    parent = models.ForeignKey(
        "Share",
        verbose_name="所分解的份额",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="breakdowns",
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    axis = models.CharField("分解方向", max_length=8, choices=Axis.choices)
    join = models.CharField("与总数的关系", max_length=8, choices=Join.choices)
    method = models.CharField("分解办法", max_length=10, choices=Way.choices)
    pace = models.CharField("逐年办法", max_length=10, choices=Way.choices, blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    whole = amount("总数")
    whole_max = amount("总数上限", null=True, blank=True)
    baseline = amount("基数", null=True, blank=True)
    number = models.PositiveSmallIntegerField("版次")
    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.DRAFT)
    reason = models.CharField("理由", max_length=200, blank=True)
    due_on = models.DateField("确认期限", null=True, blank=True)
    made_by = models.CharField("拟稿人", max_length=150)
    made_at = models.DateTimeField("拟稿时间", auto_now_add=True)
    issued_by = models.CharField("下达人", max_length=150, blank=True)
    issued_at = models.DateTimeField("下达时间", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "指标分解"
        verbose_name_plural = "指标分解"
        ordering = ("target_id", "axis", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "axis", "number"],
                condition=Q(parent__isnull=True),
                name="breakdown_version_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "axis", "number"],
                condition=Q(parent__isnull=False),
                name="breakdown_part_version_once",
            ),
            models.UniqueConstraint(
                fields=["target", "axis"],
                condition=Q(parent__isnull=True, status="issued"),
                name="breakdown_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "axis"],
                condition=Q(parent__isnull=False, status="issued"),
                name="breakdown_part_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.indicator_name}{self.get_axis_display()}分解第 {self.number} 版"


class Share(ScopedModel):
    """What one year, region or unit is given, and what it answered. ``owner`` is the unit that must answer."""

    scope = Reaches(region="region_id", unit="unit_id", upward=True)
    Answer = Answer

    breakdown = models.ForeignKey(
        Breakdown, verbose_name="分解", on_delete=models.CASCADE, related_name="shares"
    )
    order = models.PositiveIntegerField("次序", default=0)
    year = models.CharField("年度", max_length=4, blank=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT, related_name="shares"
    )
    value = amount("份额", null=True, blank=True)
    value_max = amount("份额上限", null=True, blank=True)
    base = amount("基数", null=True, blank=True)
    weight = amount("权重", null=True, blank=True)
    by_hand = models.BooleanField("手工填写", default=False)
    state = models.CharField("确认情况", max_length=10, choices=Answer.choices, blank=True, db_index=True)
    owner = models.ForeignKey(
        Unit, verbose_name="确认单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("意见", max_length=300, blank=True)
    wanted = amount("建议数", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=150, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    reply = models.CharField("答复异议", max_length=300, blank=True)
    replied_by = models.CharField("答复异议人", max_length=150, blank=True)
    replied_at = models.DateTimeField("答复异议时间", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "分解份额"
        verbose_name_plural = "分解份额"
        ordering = ("breakdown_id", "order", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["breakdown", "year", "region"],
                condition=Q(unit__isnull=True),
                name="share_of_region_once",
            ),
            models.UniqueConstraint(
                fields=["breakdown", "year", "unit"],
                condition=Q(unit__isnull=False),
                name="share_of_unit_once",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.unit or self.region), self.year]))

    @property
    def place(self) -> str:
        """What names the year, region or unit within its breakdown."""
        return f"u{self.unit_id}" if self.unit_id else str(self.region_id)
