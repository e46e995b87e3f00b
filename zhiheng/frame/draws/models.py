"""A draw as it was made: who was drawn from which frame, by which seed; never changed, only replaced by another."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.evidence.models import File
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class Draw(ScopedModel):
    """One draw. ``frame`` is the file of all who could be drawn and of those kept out; with ``seed`` and ``terms``
    anybody gets the same list again (:mod:`zhiheng.kernels.drawing`).

    ``terms``: per list its quotas by stratum, reserves, and how many are matched. ``strata``: per list what a page
    shows of each stratum: name, how many, how many kept out. ``replaces``: the draw whose place this one took.
    ``synthetic``: somebody drawn stands in a generated row.
    """

    # No enterprise: nobody is told beforehand that they will be inspected.
    scope = Reaches(region="region_id", field="@field", unit="owner_id")

    code = models.CharField("抽取编号", max_length=40, unique=True)
    kind = models.CharField("抽取种类", max_length=40)
    field = models.CharField("领域", max_length=20)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Unit, verbose_name="抽取单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField("抽取事由", max_length=120)
    reference = models.CharField("依据编号", max_length=40, blank=True, db_index=True)
    seed = models.CharField("种子", max_length=120)
    method = models.CharField("抽取方法", max_length=20)
    frame = models.ForeignKey(File, verbose_name="抽样框", on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField("抽取条件", default=dict)
    strata = models.JSONField("分层", default=dict)
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.CharField("抽取人", max_length=150)
    drawn_by_id = models.BigIntegerField("账号", null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name="替代",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    reason = models.CharField("重抽原因", max_length=200, blank=True)
    synthetic = models.BooleanField("演示数据", default=False, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = False
        verbose_name = "随机抽取"
        verbose_name_plural = "随机抽取"
        ordering = ("-drawn_at", "-id")
        indexes = [models.Index(fields=["kind", "region", "-drawn_at"], name="draw_kind_region")]

    def __str__(self) -> str:
        return f"{self.code} {self.purpose}"


class Outcome(models.TextChoices):
    DRAWN = "drawn", "抽中"
    RESERVE = "reserve", "候补"
    CALLED = "called", "递补"
    EXCUSED = "excused", "已替换"


class Line(models.Model):
    """One member that was drawn, or is a reserve; the frame's file holds all others.

    ``place``: in the order of drawing. ``shown``: the columns that the declaration shows, as they were that day.
    ``matched``: keys of those of other lists who deal with it. Reached only through its draw.
    """

    draw = models.ForeignKey(Draw, verbose_name="抽取", on_delete=models.PROTECT, related_name="lines")
    list_key = models.CharField("名单", max_length=40)
    place = models.PositiveIntegerField("次序")
    key = models.CharField("编号", max_length=160)
    stratum = models.CharField("分层", max_length=160, blank=True)
    record_id = models.BigIntegerField("台账记录")
    shown = models.JSONField("内容", default=list)
    matched = models.JSONField("派给", default=list)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices)
    reason = models.CharField("替换原因", max_length=200, blank=True)
    made_id = models.BigIntegerField("据此登记的记录", null=True, blank=True)

    class Meta:
        verbose_name = "抽取结果"
        verbose_name_plural = "抽取结果"
        ordering = ("draw", "list_key", "place")
        constraints = [models.UniqueConstraint(fields=["draw", "list_key", "key"], name="draw_line_once")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.list_key} {self.key}"
