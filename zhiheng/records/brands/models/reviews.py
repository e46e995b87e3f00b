"""What each expert gave an entry for an award (R-AWD-01)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class Stage(models.TextChoices):
    PAPERS = "papers", "材料评审"
    SITE = "site", "现场评审"
    DEFENCE = "defence", "陈述答辩"


class AwardReview(Record):
    """The score of one expert for one entry in one stage, or that the expert stepped aside. Never public."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id")

    award_code = models.CharField("奖励登记编号", max_length=40)
    expert_code = models.CharField("专家编号", max_length=40)
    stage = models.CharField("评审环节", max_length=8, choices=Stage.choices)
    reviewed_on = models.DateField("评审日期")
    score = models.DecimalField(
        "评分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )
    recused = models.BooleanField("回避", default=False)
    opinion = models.CharField("评审意见", max_length=500, blank=True)

    class Meta(Record.Meta):
        verbose_name = "评审专家评分"
        verbose_name_plural = "评审专家评分"
        constraints = record_meta("award_review", "award_code", "expert_code", "stage", by="reviewed_on")[
            "constraints"
        ]
        indexes = record_meta("award_review", "award_code", "expert_code", "stage", by="reviewed_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.award_code} {self.expert_code}"
