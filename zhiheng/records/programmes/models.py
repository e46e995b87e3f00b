"""Programmes: what was promised, by whom, until when, and in which clause (R-PRG-01..05).

The rows mirror ``zhiheng.kernels.programmes``: the tree of the outline, targets, duties, obligations and phases,
each with its clause. A clause is a pair of offsets into the document's text; where the text itself is at hand
the page can show the sentence.
"""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class Programme(ScopedModel):
    """A policy document turned into goals, measures and dues. ``text`` is empty when only the facts are at hand."""

    scope = Reaches(region="region_id", upward=True)

    key = models.SlugField("标识", max_length=60, unique=True)
    name = models.CharField("名称", max_length=160)
    region = models.ForeignKey(
        Region, verbose_name="区划", on_delete=models.PROTECT, related_name="programmes"
    )
    starts = models.CharField("起", max_length=10, blank=True)
    ends = models.CharField("止", max_length=10, blank=True)
    title = models.CharField("文件标题", max_length=200, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    issued_on = models.CharField("成文日期", max_length=10, blank=True)
    cites = models.JSONField("依据文件", default=list)
    notes = models.JSONField("整理说明", default=list)
    text_sha256 = models.CharField("原文摘要", max_length=64, blank=True)
    text = models.TextField("原文", blank=True)
    content_sha256 = models.CharField("内容摘要", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)
    carries_out = models.ForeignKey(
        "self",
        verbose_name="所贯彻的上位方案",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried_out_by",
    )

    class Meta:
        verbose_name = "方案"
        verbose_name_plural = "方案"
        ordering = ("region_id", "-starts", "key")

    def __str__(self) -> str:
        return self.name


class Part(ScopedModel):
    """Anything a programme holds, with its place in the text: [start, end) in Unicode code points."""

    scope = Reaches(region="programme__region_id", upward=True)

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField("起始字符")
    end = models.PositiveIntegerField("终止字符")

    class Meta:
        abstract = True
        base_manager_name = "_plain"

    @property
    def sentence(self) -> str:
        """The clause in its document's own words; empty when the text is not at hand."""
        return self.programme.text[self.start : self.end]


class Node(Part):
    """A heading of the outline, in the order of the document."""

    path = models.CharField("条款", max_length=60)
    label = models.CharField("序号", max_length=30)
    level = models.PositiveSmallIntegerField("层级")
    kind = models.CharField(
        "性质",
        max_length=12,
        choices=[
            ("background", "背景"),
            ("principle", "总体要求"),
            ("goal", "目标"),
            ("measure", "举措"),
            ("phase", "阶段"),
            ("safeguard", "保障"),
        ],
    )
    title = models.CharField("标题", max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    order = models.PositiveIntegerField("次序")

    class Meta(Part.Meta):
        verbose_name = "条款"
        verbose_name_plural = "条款"
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["programme", "path"], name="node_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.title}"


class Target(Part):
    """An indicator given a number: a target to reach, or a result that the document reports."""

    key = models.CharField("编号", max_length=20)
    node = models.ForeignKey(Node, null=True, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField("性质", max_length=8, choices=[("target", "指标值"), ("result", "已有结果")])
    indicator = models.CharField("指标代码", max_length=20, blank=True, db_index=True)
    alternatives = models.JSONField("其他可能", default=list)
    variant = models.CharField("细分", max_length=40, blank=True)
    indicator_name = models.CharField("指标名称", max_length=120)
    measure = models.CharField(
        "计法",
        max_length=12,
        choices=[("level", "水平"), ("cumulative", "累计"), ("increment", "新增"), ("change", "变化")],
    )
    op = models.CharField("比较", max_length=8)
    value = models.FloatField("数值")
    value_max = models.FloatField("上限", null=True, blank=True)
    unit = models.CharField("单位", max_length=16, blank=True)
    by = models.CharField("期限", max_length=10, blank=True)
    recurs = models.CharField("周期", max_length=12, blank=True)
    direction = models.CharField("方向", max_length=8, blank=True)
    binding = models.CharField(
        "约束",
        max_length=10,
        blank=True,
        choices=[("binding", "约束性"), ("expected", "预期性"), ("guiding", "引导性")],
    )
    strength = models.CharField(
        "力度",
        max_length=10,
        blank=True,
        choices=[("firm", "确保"), ("strive", "力争"), ("encourage", "鼓励"), ("expected", "预计")],
    )
    baseline = models.JSONField("基数", null=True, blank=True)
    regions = models.JSONField("限于区划", default=list)
    scope_text = models.CharField("范围", max_length=120, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    # Somebody's decision on the indicator: a later loading of the programme leaves it as it is.
    bound_by = models.CharField("指标确认人", max_length=150, blank=True)

    class Meta(Part.Meta):
        verbose_name = "指标值"
        verbose_name_plural = "指标值"
        ordering = ("start", "id")
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="target_once")]

    def __str__(self) -> str:
        return f"{self.indicator_name} {self.op} {self.value:g}{self.unit}"


class Duty(Part):
    """Who answers for a clause."""

    node = models.ForeignKey(Node, null=True, on_delete=models.CASCADE, related_name="duties")

    class Meta(Part.Meta):
        verbose_name = "责任分工"
        verbose_name_plural = "责任分工"
        ordering = ("start", "id")

    def __str__(self) -> str:
        return f"{self.programme_id}:{self.start}"


class DutyUnit(models.Model):
    """A unit's role in a duty."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_units")
    role = models.CharField(
        "角色", max_length=12, choices=[("lead", "牵头"), ("support", "配合"), ("responsible", "责任")]
    )

    class Meta:
        verbose_name = "责任单位"
        verbose_name_plural = "责任单位"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["duty", "unit", "role"], name="duty_unit_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id}"


class Obligation(Part):
    """Something to be delivered, reported or held, once by a date or again each period; it becomes dues."""

    key = models.CharField("编号", max_length=20)
    node = models.ForeignKey(Node, null=True, on_delete=models.CASCADE, related_name="obligations")
    who = models.CharField("谁", max_length=120, blank=True)
    what = models.CharField("事项", max_length=120)
    to = models.CharField("报给", max_length=120, blank=True)
    due = models.CharField("期限", max_length=10, blank=True)
    recurs = models.CharField("周期", max_length=12, blank=True)
    owners = models.ManyToManyField(Unit, verbose_name="责任单位", related_name="obligations", blank=True)

    class Meta(Part.Meta):
        verbose_name = "报送义务"
        verbose_name_plural = "报送义务"
        ordering = ("start", "id")
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="obligation_once")]

    def __str__(self) -> str:
        return self.what


class Phase(Part):
    """A dated stage; both months belong to it."""

    node = models.ForeignKey(Node, null=True, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField("名称", max_length=60)
    starts = models.CharField("起", max_length=7)
    ends = models.CharField("止", max_length=7)

    class Meta(Part.Meta):
        verbose_name = "阶段"
        verbose_name_plural = "阶段"
        ordering = ("starts",)

    def __str__(self) -> str:
        return self.name
