"""Evidence: files kept by the hash of their content, and what they are evidence of."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class File(models.Model):
    """A file's content, stored once however often it is handed in."""

    sha256 = models.CharField("内容摘要", max_length=64, primary_key=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100, blank=True)
    stored_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.sha256[:12]


class Evidence(ScopedModel):
    """A file handed in for a subject: a reported value, a due, a score, an import."""

    scope = Reaches(region="region_id", unit="unit_id")

    file = models.ForeignKey(File, verbose_name="文件", on_delete=models.PROTECT, related_name="uses")
    name = models.CharField("文件名", max_length=200)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.CharField("对象", max_length=64)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name="提交单位", null=True, blank=True, on_delete=models.PROTECT)
    note = models.CharField("说明", max_length=200, blank=True)
    added_at = models.DateTimeField("提交时间", auto_now_add=True)
    added_by = models.CharField("提交人", max_length=150)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ("-added_at",)
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="evidence_subject")]

    def __str__(self) -> str:
        return self.name
