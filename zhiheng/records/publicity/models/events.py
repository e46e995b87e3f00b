"""Training and publicity events (R-TAL-02, R-PUB-05)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class EventKind(models.TextChoices):
    TRAINING = "training", "培训"
    APPRAISAL = "appraisal", "技能鉴定"
    PUBLICITY = "publicity", "宣传活动"


class Event(Record):
    """A training, an appraisal or a publicity event with what was counted there."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("活动编号", max_length=40)
    name = models.CharField("活动名称", max_length=120)
    kind = models.CharField("活动类型", max_length=10, choices=EventKind.choices)
    theme = models.CharField("主题", max_length=60, blank=True)
    held_on = models.DateField("举办日期")
    classes = models.PositiveIntegerField("期数", default=0)
    persons = models.PositiveIntegerField("参加人次", default=0)
    passed = models.PositiveIntegerField("鉴定合格人数", default=0)
    leaflets = models.PositiveIntegerField("宣传资料份数", default=0)
    messages = models.PositiveIntegerField("短信微信条数", default=0)
    banners = models.PositiveIntegerField("横幅标语条数", default=0)
    host = models.CharField("主办单位", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "宣传培训"
        verbose_name_plural = "宣传培训"
        constraints = record_meta("event", "code", by="held_on")["constraints"]
        indexes = record_meta("event", "code", by="held_on")["indexes"]

    def __str__(self) -> str:
        return self.name
