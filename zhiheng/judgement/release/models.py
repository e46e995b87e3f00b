"""Releases: what the public sees is an approved, immutable, numbered cut (R-PUB-02)."""

from __future__ import annotations

from typing import Any

from django.db import models

from zhiheng.frame.people.scope import Reaches, ScopedModel, ScopedQuerySet
from zhiheng.frame.regions.models import Region


class ReleaseError(ValueError):
    """A release that cannot be made or changed, with the reason."""


class ReleaseQuerySet(ScopedQuerySet["Release"]):
    def public(self) -> ReleaseQuerySet:
        """What anybody may see: approved cuts, whatever their region."""
        opened = self.everywhere("approved releases are public").filter(state="approved")
        return opened


class Release(ScopedModel):
    """One numbered cut of data. After approval nothing in it changes; a correction is a new release naming it."""

    scope = Reaches(region="region_id")

    number = models.CharField("编号", max_length=30, unique=True)
    kind = models.CharField("内容", max_length=20, choices=[("attainment", "指标完成情况")])
    subject = models.CharField("对象", max_length=60)
    title = models.CharField("标题", max_length=160)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    period = models.CharField("期间", max_length=16)
    state = models.CharField(
        "状态",
        max_length=10,
        default="prepared",
        choices=[("prepared", "待批准"), ("approved", "已发布"), ("dropped", "未批准")],
    )
    content = models.JSONField("内容", default=dict)
    content_sha256 = models.CharField("内容摘要", max_length=64)
    corrects = models.ForeignKey(
        "self",
        verbose_name="更正",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)
    prepared_by = models.CharField("拟稿人", max_length=150)
    prepared_by_id = models.BigIntegerField(null=True, blank=True)
    prepared_at = models.DateTimeField("拟稿时间", auto_now_add=True)
    approved_by = models.CharField("批准人", max_length=150, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    objects = ReleaseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        ordering = ("-approved_at", "-id")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            was = Release._plain.filter(pk=self.pk).values_list("state", "content_sha256").first()
            if was is not None and was[0] == "approved":
                raise ReleaseError(
                    f"发布 {self.number} 已批准，内容不能再改。要更正请发布新的一号并写明更正哪一号。"
                )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ReleaseError("发布不能删除。")
