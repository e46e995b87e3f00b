"""Surveys of the quality of consumer goods, and the experts sent to help (R-SUP-11)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.lifecycles import CONSUMER_SURVEY
from zhiheng.records.supervision.models.base import FirmRecord


class ConsumerSurvey(FirmRecord):
    """A maker's consumer goods surveyed: how many items of the national and international standards they keep, which
    problems were found, which experts helped, with what result."""

    survey_no = models.CharField("调查编号", max_length=40)
    survey = models.CharField("调查名称", max_length=120)
    category = models.CharField(
        "消费品类别",
        max_length=14,
        choices=[
            ("appliance", "家用电器"),
            ("textile", "纺织服装"),
            ("furniture", "家具装饰"),
            ("children", "婴童老年用品"),
            ("chemical", "日用化学品"),
            ("leather", "鞋类皮革"),
            ("electronics", "信息电子"),
            ("food_contact", "食品接触产品"),
            ("sports", "文体用品"),
            ("craft", "特色工艺品"),
        ],
    )
    product = models.CharField("产品名称", max_length=80)
    key_field = models.BooleanField("重点领域", default=False)
    brand = models.CharField("商标", max_length=60, blank=True)
    surveyed_on = models.DateField("调查日期")
    standard = models.CharField("比对的国家国际标准", max_length=120, blank=True)
    compared = models.PositiveIntegerField("比对指标项数", validators=[MinValueValidator(1)])
    consistent = models.PositiveIntegerField("一致指标项数")
    problem = models.CharField("发现的质量问题", max_length=300, blank=True)
    expert_body = models.CharField("技术服务单位", max_length=120, blank=True)
    expert_posts = models.CharField("专家岗位", max_length=120, blank=True)
    arranged_on = models.DateField("安排日期", null=True, blank=True)
    service = models.CharField("技术服务内容", max_length=300, blank=True)
    helped_on = models.DateField("服务完成日期", null=True, blank=True)
    improvement = models.CharField("改进结果", max_length=300, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=CONSUMER_SURVEY.initial, choices=CONSUMER_SURVEY.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "消费品质量调查"
        verbose_name_plural = "消费品质量调查"
        constraints = record_meta("consumer_survey", "survey_no", by="surveyed_on")["constraints"]
        indexes = record_meta("consumer_survey", "survey_no", by="surveyed_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.survey_no} {self.product}"
