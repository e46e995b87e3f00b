"""What the keeping of registers leaves behind besides the rows: who files what, locks, edits of many rows, habits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class Filer(ScopedModel):
    """A unit that owes the returns of a register, from a period on (and up to one)."""

    scope = Reaches(region="region_id", unit="unit_id")

    register = models.CharField("台账", max_length=40)
    unit = models.ForeignKey(Unit, verbose_name="应报单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    since = models.CharField("起始期别", max_length=7)
    until = models.CharField("截止期别", max_length=7, blank=True)

    class Meta:
        verbose_name = "应报单位"
        verbose_name_plural = "应报单位"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "unit"], condition=Q(until=""), name="filer_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.register}"


class PeriodLock(ScopedModel):
    """A period locked or opened by hand, for a territory. The last one that reaches a region holds."""

    scope = Reaches(region="region_id")

    register = models.CharField("台账", max_length=40)
    period = models.CharField("期别", max_length=7)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    locked = models.BooleanField("锁定")
    reason = models.CharField("原因", max_length=200)
    made_by = models.CharField("办理人", max_length=150)
    made_at = models.DateTimeField("办理时间", auto_now_add=True)

    class Meta:
        verbose_name = "期别锁定"
        verbose_name_plural = "期别锁定"
        indexes = [models.Index(fields=["register", "period"], name="period_lock_of")]

    def __str__(self) -> str:
        return f"{self.register} {self.period} {'锁定' if self.locked else '开锁'}"


class CollectorToken(ScopedModel):
    """What a device of an enterprise shows when it sends rows: for one register and one unit, until a day or until it is
    revoked. Only the digest of the secret is kept."""

    scope = Reaches(region="region_id", unit="unit_id")

    register = models.CharField("台账", max_length=40)
    unit = models.ForeignKey(Unit, verbose_name="企业", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    name = models.CharField("采集设备", max_length=60)
    head = models.CharField("令牌开头", max_length=12)
    digest = models.CharField("令牌摘要", max_length=64, unique=True)
    valid_until = models.DateField("有效期至")
    made_by = models.CharField("签发人", max_length=150)
    made_at = models.DateTimeField("签发时间", auto_now_add=True)
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    used_at = models.DateTimeField("最近上报", null=True, blank=True)

    class Meta:
        verbose_name = "采集令牌"
        verbose_name_plural = "采集令牌"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"


class SignatureStep(models.TextChoices):
    FILLED = "filled", "填报人"
    CHECKED = "checked", "审核人"
    HEAD = "head", "单位负责人"


class Signature(ScopedModel):
    """One of the three signatures below a unit's return of a period.

    ``mark`` says what was signed (how many rows stood, their last revision): when rows change, it no longer fits and
    the signature holds no more. ``sha256``: of the rows' values as they were signed.
    """

    scope = Reaches(region="region_id", unit="unit_id")
    Step = SignatureStep

    register = models.CharField("台账", max_length=40)
    period = models.CharField("期别", max_length=7)
    unit = models.ForeignKey(Unit, verbose_name="填报单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    step = models.CharField("签字", max_length=7, choices=SignatureStep.choices)
    mark = models.CharField("所签内容", max_length=40)
    rows = models.PositiveIntegerField("记录数")
    sha256 = models.CharField("内容摘要", max_length=64)
    post = models.CharField("岗位", max_length=200)
    signed_by = models.CharField("签字人", max_length=150)
    signed_by_id = models.BigIntegerField("账号")
    signed_at = models.DateTimeField("签字时间", auto_now_add=True)

    class Meta:
        verbose_name = "报表签字"
        verbose_name_plural = "报表签字"
        ordering = ("id",)
        indexes = [models.Index(fields=["register", "period", "unit"], name="signature_of")]

    def __str__(self) -> str:
        return f"{self.register} {self.period} {self.get_step_display()}"


class BatchState(models.TextChoices):
    APPLIED = "applied", "已执行"
    UNDONE = "undone", "已撤销"


class Batch(ScopedModel):
    """An edit of many rows at once: what was set, why, by whom; it can be undone as a whole."""

    scope = Reaches(region="region_id")
    State = BatchState

    register = models.CharField("台账", max_length=40, db_index=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    column = models.CharField("列", max_length=60, blank=True, help_text="空：整行撤回")
    value = models.JSONField("新值", null=True)
    reason = models.CharField("原因", max_length=200)
    count = models.PositiveIntegerField("记录数")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.APPLIED)
    made_by = models.CharField("办理人", max_length=150)
    made_by_id = models.BigIntegerField("账号", null=True, blank=True)
    made_at = models.DateTimeField("办理时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "批量修改"
        verbose_name_plural = "批量修改"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.register} #{self.pk}"


class BatchChange(models.Model):
    """One row of a batch: what its column held before."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="changes")
    record_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = "批量修改明细"
        verbose_name_plural = "批量修改明细"

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.record_id}"


class DeclinedProposal(ScopedModel):
    """A row that was proposed and that somebody declined: it is not proposed again until that is taken back.

    ``among`` and ``by``: ids of the two records that led to it (``by`` 0 where one was enough).
    """

    scope = Reaches(region="region_id")

    register = models.CharField("台账", max_length=40)
    proposal = models.CharField("提出依据", max_length=20)
    among = models.BigIntegerField("来源记录")
    by = models.BigIntegerField("对应记录", default=0)
    title = models.CharField("名称", max_length=200)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT)
    reason = models.CharField("原因", max_length=200)
    made_by = models.CharField("办理人", max_length=150)
    made_at = models.DateTimeField("办理时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "不采纳的提议"
        verbose_name_plural = "不采纳的提议"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["register", "proposal", "among", "by"],
                condition=Q(undone_at__isnull=True),
                name="declined_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Habit(models.Model):
    """The values that a user entered last in the columns of a register that repeat."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    register = models.CharField("台账", max_length=40)
    values = models.JSONField("上次的值", default=dict)
    used_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "填报习惯"
        verbose_name_plural = "填报习惯"
        constraints = [models.UniqueConstraint(fields=["user", "register"], name="habit_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.register}"
