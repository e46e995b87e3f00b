"""Plans that promote voluntary certification, and the firms that are won for it (R-CER-03)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.conformity.lifecycles.promotion import CANDIDATE, PROMOTION
from zhiheng.records.conformity.models.certificates import VoluntaryKind


class Target(models.TextChoices):
    """Whom a plan is for: what the list of enterprises tells apart."""

    KEY_ENERGY_USER = "key_energy_user", "重点用能单位"
    ABOVE_SIZE = "above_size", "规模以上企业"
    RETAILER = "retailer", "商贸服务企业"
    EXPORTER = "exporter", "出口企业"
    CHOSEN = "chosen", "逐家确定"


class Kept(Record):
    """A row whose time limits fall to the unit that keeps it, else to the office of the place."""

    class Meta(Record.Meta):
        abstract = True

    @property
    def keeper(self) -> Unit:
        return self.owner or answering_units([self.region])[self.region_id]


class CertPromotion(Kept):
    """One plan: which kind of certification, for whom, in which year, by whom."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    code = models.CharField("计划编号", max_length=40)
    name = models.CharField("计划名称", max_length=120)
    year = models.PositiveSmallIntegerField(
        "计划年度", validators=[MinValueValidator(1985), MaxValueValidator(2099)]
    )
    kind = models.CharField("推广的认证种类", max_length=13, choices=VoluntaryKind.choices)
    target = models.CharField("推广对象", max_length=15, choices=Target.choices)
    wanted = models.PositiveIntegerField("计划获证企业数", null=True, blank=True)
    lead = models.CharField("牵头单位", max_length=120)
    drawn_on = models.DateField("拟定日期")
    issued_on = models.DateField("下达日期", null=True, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    finished_on = models.DateField("总结日期", null=True, blank=True)
    summary = models.CharField("推广成效", max_length=300, blank=True)
    state = models.CharField("计划状态", max_length=8, default=PROMOTION.initial, choices=PROMOTION.choices())

    class Meta(Record.Meta):
        verbose_name = "自愿性认证推广计划"
        verbose_name_plural = "自愿性认证推广计划"
        constraints = record_meta("cert_promotion", "code", by="drawn_on")["constraints"]
        indexes = record_meta("cert_promotion", "code", by="drawn_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class CertCandidate(Kept):
    """One firm that a plan wants to win for a kind of certification, until it has its certificate or gives up."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    plan = models.CharField("计划编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("拟获认证种类", max_length=13, choices=VoluntaryKind.choices)
    found_on = models.DateField("列入日期")
    guided_on = models.DateField("最近走访日期", null=True, blank=True)
    guidance = models.CharField("辅导内容", max_length=200, blank=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    body = models.CharField("受理的认证机构", max_length=120, blank=True)
    certificate_no = models.CharField("证书编号", max_length=60, blank=True)
    certified_on = models.DateField("获证日期", null=True, blank=True)
    given_up_on = models.DateField("停止推进日期", null=True, blank=True)
    state = models.CharField("推进阶段", max_length=9, default=CANDIDATE.initial, choices=CANDIDATE.choices())

    class Meta(Record.Meta):
        verbose_name = "自愿性认证推广对象"
        verbose_name_plural = "自愿性认证推广对象"
        constraints = record_meta("cert_candidate", "plan", "enterprise", by="found_on")["constraints"]
        indexes = record_meta(
            "cert_candidate", "plan", "enterprise", by="found_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_kind_display()}"
