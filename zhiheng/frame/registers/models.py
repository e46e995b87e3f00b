"""The record that every register's model inherits, import sessions, and the state of the columnar copy."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiheng.frame.evidence.models import File
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel, ScopedQuerySet
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.keeping import (
    Batch,
    BatchChange,
    CollectorToken,
    DeclinedProposal,
    Filer,
    Habit,
    PeriodLock,
    Signature,
)
from zhiheng.frame.registers.periods import PeriodError, ended_on

__all__ = [
    "Batch",
    "BatchChange",
    "CollectorToken",
    "DeclinedProposal",
    "Filer",
    "Habit",
    "ImportChange",
    "ImportSession",
    "Origin",
    "Partition",
    "PeriodLock",
    "Record",
    "RecordQuerySet",
    "Return",
    "SessionState",
    "Signature",
    "record_meta",
]


class Origin(models.TextChoices):
    ENTERED = "entered", pgettext_lazy("来源", "录入")
    IMPORTED = "imported", _("导入")
    EXCHANGED = "exchanged", _("交换")
    GENERATED = "generated", _("演示生成")


class RecordQuerySet(ScopedQuerySet["Record"]):
    def standing(self) -> RecordQuerySet:
        """Without withdrawn rows."""
        return self.filter(withdrawn_at__isnull=True)


class Record(ScopedModel):
    """A row of a register: where, whose, whence; never deleted, only withdrawn with a reason."""

    #: The key of the register that holds the rows of a model; set when the register is declared.
    kept_in: ClassVar[str] = ""

    # The list index (region, date) of ``record_meta`` serves the region; nobody asks for all rows of an owner.
    # Every index that an import of 100,000 rows need not keep is time that nobody waits.
    region = models.ForeignKey(
        Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        Unit,
        verbose_name="填报单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    origin = models.CharField("数据来源", max_length=10, choices=Origin.choices, default=Origin.ENTERED)
    synthetic = models.BooleanField("演示数据", default=False, editable=False)
    session = models.ForeignKey(
        "registers.ImportSession",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    session_row = models.PositiveIntegerField("导入行号", null=True, blank=True, editable=False)
    fact_year = models.PositiveSmallIntegerField("所属年份", default=0, editable=False)
    revision = models.BigIntegerField("修订号", default=0, editable=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        base_manager_name = "_plain"


class Return(Record):
    """A row of a statistical return: one period of one subject.

    The natural key ends in ``period``; ``ended_on`` is worked out from it and is the date of the facts. Declare
    ``periodic = Periodic(every="quarter")`` on the register.
    """

    period = models.CharField("期别", max_length=7, help_text="如 2016、2016H1、2016Q2、2016-03")
    ended_on = models.DateField("期末日期", editable=False)

    class Meta(Record.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.period:  # a form of other columns; the field itself says that it is required
            return
        try:
            self.ended_on = ended_on(self.period)
        except PeriodError as error:
            raise ValidationError({"period": [str(error)]}) from None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ended_on = ended_on(self.period)
        super().save(*args, **kwargs)


def record_meta(name: str, *natural_key: str, by: str, enterprise: str = "") -> dict[str, Any]:
    """Constraints and indexes that every register's table has; use both in ``Meta``.

    One standing row per natural key; the list pages' order by region and date (``by``); the refresh of the
    columnar copy. ``enterprise``: the credit-code column, for registers of many rows about firms, so that an
    enterprise's page need not walk them all; needless where the natural key begins with it.
    """
    whole = Q(withdrawn_at__isnull=True)
    of_enterprise = (
        [models.Index(fields=[enterprise], condition=whole, name=f"{name}_enterprise")] if enterprise else []
    )
    return {
        "constraints": [
            models.UniqueConstraint(
                fields=list(natural_key), condition=Q(withdrawn_at__isnull=True), name=f"{name}_natural_key"
            )
        ],
        "indexes": [
            models.Index(fields=["fact_year", "revision"], name=f"{name}_refresh"),
            # Standing rows only: counting them and finding a page of them then never touches the rows.
            models.Index(
                fields=["region", f"-{by}"], condition=Q(withdrawn_at__isnull=True), name=f"{name}_list"
            ),
            *of_enterprise,
        ],
    }


class SessionState(models.TextChoices):
    UPLOADED = "uploaded", _("已上传")
    CHECKED = "checked", _("已核对")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("未能读取")


class ImportSession(ScopedModel):
    """An import, stored: the file, the map of its columns, its rows' repairs and errors, and what it did."""

    scope = Reaches(region="region_id")
    State = SessionState

    register = models.CharField("台账", max_length=40, db_index=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    file = models.ForeignKey(File, verbose_name="文件", on_delete=models.PROTECT)
    filename = models.CharField("文件名", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=SessionState.choices, default=SessionState.UPLOADED
    )
    plan = models.JSONField("列对应", default=dict)
    defaults = models.JSONField("默认值", default=dict)
    summary = models.JSONField("核对结果", default=dict)
    made_by = models.CharField("导入人", max_length=150)
    made_by_id = models.BigIntegerField("账号", null=True, blank=True)
    made_at = models.DateTimeField("上传时间", auto_now_add=True)
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.filename} #{self.pk}"


class ImportChange(models.Model):
    """What an import changed in a row that stood already: kept so that the import can be undone."""

    session = models.ForeignKey(ImportSession, on_delete=models.PROTECT, related_name="changes")
    record_id = models.BigIntegerField()
    row = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        verbose_name = "导入变更"
        verbose_name_plural = "导入变更"

    def __str__(self) -> str:
        return f"{self.session_id}:{self.record_id}"


class Partition(models.Model):
    """One partition (register, year) of the columnar copy; ``year`` 0 holds records without a date.

    A write raises ``revision`` in its own transaction; a reader that finds ``published`` behind it refreshes first.
    ``files``: the base and what was appended since; ``last_id``: the highest record id published, so that later
    rows are known to be new.
    """

    register = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    revision = models.BigIntegerField(default=0)
    published = models.BigIntegerField(default=0)
    rebuild = models.BooleanField(default=False)
    files = models.JSONField(default=list, blank=True)
    last_id = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "列存分区"
        verbose_name_plural = "列存分区"
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="partition_once")]

    def __str__(self) -> str:
        return f"{self.register}/{self.year}"
