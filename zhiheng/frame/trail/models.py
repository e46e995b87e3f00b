"""The trail: who did what, when, from what to what, as an append-only hash chain."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from zhiheng.frame.people.scope import Reaches, ScopedModel, ScopedQuerySet


class TrailError(RuntimeError):
    """Somebody tried to change or remove what the trail holds."""


class EntryQuerySet(ScopedQuerySet["Entry"]):
    """Links can be read and added, in bulk too; nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TrailError("留痕只能追加，不能修改。")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TrailError("留痕只能追加，不能修改。")

    def delete(self) -> NoReturn:
        raise TrailError("留痕只能追加，不能删除。")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Entry]:
        if kwargs.get("update_conflicts") or kwargs.get("ignore_conflicts"):
            raise TrailError("留痕只能追加，不能覆盖或略过。")
        return super().bulk_create(objs, *args, **kwargs)


class Entry(ScopedModel):
    """One link. ``hash`` covers the previous link's hash and every column of this one."""

    scope = Reaches(region="region", allow_nation=True)

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("操作人", max_length=150)
    actor_id = models.BigIntegerField("账号", null=True, blank=True)
    action = models.CharField("动作", max_length=60, db_index=True)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.CharField("对象", max_length=64)
    region = models.CharField("区划", max_length=9, null=True, blank=True)  # noqa: DJ001 — null means no territory
    before = models.JSONField("变更前", null=True, blank=True)
    after = models.JSONField("变更后", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    previous = models.CharField("前一环", max_length=64)
    hash = models.CharField("本环", max_length=64)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]
    _plain = models.Manager.from_queryset(EntryQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        ordering = ("-seq",)
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="trail_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject_type}:{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TrailError("留痕只能追加，不能修改。")
        # Without this a new object under a number that stands already would overwrite that link.
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TrailError("留痕只能追加，不能删除。")


class Head(models.Model):
    """The end of the chain; its row is locked while links are added, so the order is one."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "链尾"
        verbose_name_plural = "链尾"

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
