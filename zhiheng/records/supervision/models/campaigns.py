"""Special campaigns, joint enforcement and checks (R-ENF-02, R-CER-04, R-LAB-02)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class CampaignKind(models.TextChoices):
    SPECIAL = "special", "专项整治"
    JOINT = "joint", "联合执法"
    CHECK = "check", "专项检查"


class Campaign(Record):
    """A special campaign: theme, agencies, period, checks, cases and summary (R-ENF-02, R-CER-04, R-LAB-02)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("行动编号", max_length=40)
    theme = models.CharField("行动主题", max_length=120)
    kind = models.CharField(
        "行动类型", max_length=12, choices=CampaignKind.choices, default=CampaignKind.SPECIAL
    )
    subject = models.CharField(
        "检查对象",
        max_length=16,
        choices=[
            ("market", "市场主体"),
            ("laboratory", "检验检测机构"),
            ("certified", "获证企业"),
            ("energy_user", "重点耗能企业"),
        ],
        default="market",
    )
    agencies = models.CharField("参加部门", max_length=200, blank=True)
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    checked = models.PositiveIntegerField("检查单位数", default=0)
    officers = models.PositiveIntegerField("出动人次", default=0, validators=[MaxValueValidator(10_000_000)])
    cases = models.PositiveIntegerField("立案数", default=0)
    summary = models.CharField("总结", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "专项整治"
        verbose_name_plural = "专项整治"
        constraints = record_meta("campaign", "code", by="started_on")["constraints"]
        indexes = record_meta("campaign", "code", by="started_on")["indexes"]

    def __str__(self) -> str:
        return self.theme
