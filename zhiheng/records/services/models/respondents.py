"""Whom a survey may ask, and how many there are of each group (R-SRV-01)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class SurveyRespondent(Record):
    """One number of a list from which the sample of one survey is drawn, with its group and nothing else: who stands
    behind the number is known to whoever brought the list. The rows are erased when the survey is over."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    survey = models.CharField("调查编号", max_length=40)
    number = models.CharField("名单序号", max_length=40)
    segment = models.CharField("分组", max_length=40, blank=True, help_text="如行业、人群；不分组留空")
    listed_on = models.DateField("列入日期")

    class Meta(Record.Meta):
        verbose_name = "调查抽样名单"
        verbose_name_plural = "调查抽样名单"
        constraints = record_meta("survey_respondent", "survey", "number", by="listed_on")["constraints"]
        indexes = record_meta("survey_respondent", "survey", "number", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"


class SurveyPopulation(Record):
    """How many there are of one group of one place: the weight of its answers where the sample was drawn elsewhere."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    survey = models.CharField("调查编号", max_length=40)
    segment = models.CharField(
        "分组", max_length=40, blank=True, help_text="与回答汇总的分组一致；不分组留空"
    )
    population = models.PositiveIntegerField("总体数", validators=[MinValueValidator(1)])
    counted_on = models.DateField("统计日期")
    source = models.CharField("总体数来源", max_length=160, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调查总体数"
        verbose_name_plural = "调查总体数"
        constraints = record_meta("survey_population", "survey", "region", "segment", by="counted_on")[
            "constraints"
        ]
        indexes = record_meta("survey_population", "survey", "region", "segment", by="counted_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.survey} {self.segment}".rstrip()
