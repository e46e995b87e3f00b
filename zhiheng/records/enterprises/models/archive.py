"""The list of enterprises, and the codes that were found to be one and the same enterprise (R-ENT-01)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.models import Record, record_meta


class RegisteredAs(models.TextChoices):
    LIMITED = "limited", "有限责任公司"
    JOINT_STOCK = "joint_stock", "股份有限公司"
    STATE_OWNED = "state_owned", "全民所有制企业"
    COLLECTIVE = "collective", "集体所有制企业"
    SOLE = "sole", "个人独资企业"
    PARTNERSHIP = "partnership", "合伙企业"
    FOREIGN = "foreign", "外商投资企业"
    COOPERATIVE = "cooperative", "农民专业合作社"
    BRANCH = "branch", "分支机构"
    INDIVIDUAL = "individual", "个体工商户"
    OTHER = "other", "其他"


class Size(models.TextChoices):
    """The four sizes of the statistical division of enterprises; 规上 is a flag of its own (above_size)."""

    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"


class Status(models.TextChoices):
    OPEN = "open", "在业"
    SUSPENDED = "suspended", "停业"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "吊销"
    MOVED = "moved", "迁出"


#: The flags that hold for a time, each with its two days.
TIMED = ("above_size", "key_maker", "food_maker", "safety_maker", "key_industrial")


class Enterprise(Record):
    """One enterprise by its credit code: what it is called, where it is, what it makes, what it counts as.

    The flags say what the authorities count it as, or once did; those that indicators rest on (:data:`TIMED`) hold from
    ``..._since`` (empty: from the founding) to ``..._until``. ``filed_on`` is the day its quality file was opened.
    """

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    credit_code = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("企业名称", max_length=120)
    former_names = models.CharField("曾用名", max_length=300, blank=True, help_text="多个曾用名用分号隔开")
    address = models.CharField("住所", max_length=200, blank=True)
    industry = models.CharField("行业代码", max_length=5, blank=True)
    registered_as = models.CharField("登记类型", max_length=12, choices=RegisteredAs.choices, blank=True)
    size = models.CharField("企业规模", max_length=8, choices=Size.choices, blank=True)
    above_size = models.BooleanField("规模以上", default=False)
    above_size_since = models.DateField("规模以上起始日期", null=True, blank=True)
    above_size_until = models.DateField("规模以上截止日期", null=True, blank=True)
    founded_on = models.DateField("成立日期")
    closed_on = models.DateField("注销吊销日期", null=True, blank=True)
    status = models.CharField("经营状态", max_length=10, choices=Status.choices, default=Status.OPEN)
    products = models.CharField("主要产品", max_length=200, blank=True)
    key_maker = models.BooleanField("重点产品生产企业", default=False)
    key_maker_since = models.DateField("重点产品生产企业起始日期", null=True, blank=True)
    key_maker_until = models.DateField("重点产品生产企业截止日期", null=True, blank=True)
    food_maker = models.BooleanField("食品生产企业", default=False)
    food_maker_since = models.DateField("食品生产企业起始日期", null=True, blank=True)
    food_maker_until = models.DateField("食品生产企业截止日期", null=True, blank=True)
    drug_maker = models.BooleanField("药品生产企业", default=False)
    safety_maker = models.BooleanField(
        "涉及健康安全产品生产企业", default=False, help_text="产品属于许可或强制性认证目录"
    )
    safety_maker_since = models.DateField("涉及健康安全产品生产企业起始日期", null=True, blank=True)
    safety_maker_until = models.DateField("涉及健康安全产品生产企业截止日期", null=True, blank=True)
    key_industrial = models.BooleanField("重点工业企业", default=False)
    key_industrial_since = models.DateField("重点工业企业起始日期", null=True, blank=True)
    key_industrial_until = models.DateField("重点工业企业截止日期", null=True, blank=True)
    high_tech = models.BooleanField("高新技术企业", default=False)
    key_energy_user = models.BooleanField("重点用能单位", default=False)
    exporter = models.BooleanField("出口企业", default=False)
    constructor = models.BooleanField("建筑施工企业", default=False)
    retailer = models.BooleanField("商贸企业", default=False)
    chain_leader = models.BooleanField("大型连锁龙头企业", default=False)
    filed_on = models.DateField("建档日期", null=True, blank=True, help_text="质量档案建立之日")

    class Meta(Record.Meta):
        verbose_name = "企业名录"
        verbose_name_plural = "企业名录"
        constraints = record_meta("enterprise", "credit_code", by="founded_on")["constraints"]
        indexes = record_meta("enterprise", "credit_code", by="founded_on")["indexes"]

    def __str__(self) -> str:
        return self.name

    def counts_as(self, flag: str, on: dt.date) -> bool:
        """Whether the enterprise counts as what the flag says on that day."""
        if not getattr(self, flag) or flag not in TIMED:
            return bool(getattr(self, flag))
        since, until = getattr(self, f"{flag}_since"), getattr(self, f"{flag}_until")
        return (since is None or since <= on) and (until is None or until >= on)


class Merger(ScopedModel):
    """Two credit codes that stand for one enterprise: the archive of ``code`` is read with that of ``kept``.

    Nothing is rewritten: rows of other registers keep the code that they were entered with. ``undone_at`` ends it.
    """

    scope = Reaches(region="region_id", enterprise="kept")

    code = models.CharField("并入的代码", max_length=18)
    name = models.CharField("并入的名称", max_length=120, blank=True)
    kept = models.CharField("保留的代码", max_length=18, db_index=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("合并原因", max_length=200)
    enterprise_id = models.BigIntegerField("撤回的名录记录", null=True, blank=True)
    made_by = models.CharField("合并人", max_length=150)
    made_at = models.DateTimeField("合并时间", auto_now_add=True)
    undone_by = models.CharField("撤销人", max_length=150, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        abstract = False
        verbose_name = "企业合并"
        verbose_name_plural = "企业合并"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(undone_at__isnull=True), name="merger_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.kept}"
