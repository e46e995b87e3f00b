"""Units, posts and accounts: who may answer for what, where and until when."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class UnitKind(models.TextChoices):
    LEADING_GROUP = "leading_group", "领导小组"
    OFFICE = "office", "领导小组办公室"
    DEPARTMENT = "department", "部门"
    GOVERNMENT = "government", "政府"
    TOWNSHIP = "township", "乡镇街道"
    PARK = "park", "园区管理机构"
    ENTERPRISE = "enterprise", "企业"
    LABORATORY = "laboratory", "检验检测机构"
    ASSOCIATION = "association", "社会组织"


class Unit(models.Model):
    """An agency, government, enterprise or laboratory, for as long as it exists.

    Agencies merge and are renamed; records stay with the unit that made them and are found
    through its successors.
    """

    key = models.SlugField("标识", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120, db_index=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    name_en = models.CharField("英文名", max_length=160, blank=True)
    kind = models.CharField("性质", max_length=16, choices=UnitKind.choices)
    region = models.ForeignKey(Region, verbose_name="所在区划", on_delete=models.PROTECT)
    fields = models.JSONField("分管领域", default=list, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    valid_from = models.DateField("成立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ("region_id", "name")

    def __str__(self) -> str:
        return self.name

    def heirs(self, on: dt.date | None = None) -> list[Unit]:
        """The units that answer for this one's records on ``on``: itself while it stands, else its successors."""
        on = on or dt.date.today()
        if self.valid_to is None or self.valid_to >= on:
            return [self]
        found: list[Unit] = []
        for step in self.successions.select_related("successor"):
            found.extend(step.successor.heirs(on))
        return found or [self]


class Succession(models.Model):
    """One unit takes over from another on a date (合并、更名、职能划转)."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField("日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    certainty = models.CharField("可信程度", max_length=12, default="read")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class User(AbstractUser):
    """An account. What it may do comes from its posts alone."""

    display_name = models.CharField("显示名", max_length=60, blank=True)
    language = models.CharField("语言", max_length=8, default="zh-hans")

    class Meta(AbstractUser.Meta):
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.display_name or self.username


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, on: dt.date | None = None) -> PostQuerySet:
        on = on or dt.date.today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Post(models.Model):
    """A user holds a role in a unit, over a territory and some fields, for a time."""

    user = models.ForeignKey(User, verbose_name="账号", on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=40)
    territory = models.ForeignKey(Region, verbose_name="管辖区划", on_delete=models.PROTECT)
    fields = models.JSONField("领域", default=list, blank=True, help_text="留空表示角色允许的全部领域")
    title = models.CharField("职务", max_length=60, blank=True)
    valid_from = models.DateField("任职日期", null=True, blank=True)
    valid_to = models.DateField("免职日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.unit} {self.role}"


class Note(ScopedModel):
    """A message on a unit's desk (催办、退回、提醒), narrowed like everything else."""

    scope = Reaches(region="region_id", unit="unit_id")

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="notes")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    text = models.CharField("内容", max_length=300)
    address = models.CharField("链接", max_length=200, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读", null=True, blank=True)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.text
