"""Satisfaction surveys: design, questions, answers added up by question, results (R-SRV-01)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.services.lifecycles import SURVEY
from zhiheng.records.services.models.figures import quantity


class Subject(models.TextChoices):
    PRODUCT = "product", "产品质量"
    WORKS = "works", "工程质量"
    PRODUCER = "producer", "生产性服务业"
    CONSUMER = "consumer", "生活性服务业"
    FINANCE = "finance", "金融保险"
    TOURISM = "tourism", "旅游"
    POST_TELECOM = "post_telecom", "邮政通信"
    COMMERCE = "commerce", "商贸流通"
    SOCIAL = "social", "社会对服务质量"
    PUBLIC = "public", "公共服务"


class Sampling(models.TextChoices):
    SIMPLE = "simple", "简单随机"
    STRATIFIED = "stratified", "分层随机"
    CLUSTER = "cluster", "整群"
    QUOTA = "quota", "配额"
    CENSUS = "census", "全面调查"
    CONVENIENCE = "convenience", "随意(不可推断)"


class Mode(models.TextChoices):
    FACE = "face", "面访"
    PHONE = "phone", "电话"
    ONLINE = "online", "网络"
    MAIL = "mail", "邮寄"
    SITE = "site", "现场拦访"


class Survey(Record):
    """One survey: whom it asks about what, from which frame, by which method, and how many answered."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    code = models.CharField("调查编号", max_length=40)
    title = models.CharField("调查名称", max_length=120)
    subject = models.CharField("调查对象", max_length=14, choices=Subject.choices)
    industry = models.CharField("行业代码", max_length=8, blank=True, help_text="GB/T 4754 代码")
    body = models.CharField("调查机构", max_length=120, blank=True)
    frame = models.CharField("抽样框", max_length=160, blank=True)
    population = models.PositiveIntegerField("总体规模", null=True, blank=True)
    sampling = models.CharField("抽样方法", max_length=12, choices=Sampling.choices)
    mode = models.CharField("调查方式", max_length=8, choices=Mode.choices)
    planned = models.PositiveIntegerField("计划样本量", null=True, blank=True)
    valid = models.PositiveIntegerField("有效样本量", null=True, blank=True)
    started_on = models.DateField("调查开始日期")
    finished_on = models.DateField("调查结束日期", null=True, blank=True)
    publish_by = models.DateField("应公布日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, default=SURVEY.initial, choices=SURVEY.choices())

    class Meta(Record.Meta):
        verbose_name = "满意度调查"
        verbose_name_plural = "满意度调查"
        constraints = record_meta("survey", "code", by="started_on")["constraints"]
        indexes = record_meta("survey", "code", by="started_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.title} {self.code}"


class Dimension(models.TextChoices):
    IMAGE = "image", "品牌形象"
    EXPECTATION = "expectation", "预期质量"
    QUALITY = "quality", "感知质量"
    VALUE = "value", "感知价值"
    SATISFACTION = "satisfaction", "顾客满意度"
    COMPLAINT = "complaint", "顾客抱怨"
    LOYALTY = "loyalty", "顾客忠诚"


class SurveyQuestion(Record):
    """One question of a questionnaire, on a scale from ``low`` to ``high``; ``weight`` within its dimension."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    survey = models.CharField("调查编号", max_length=40)
    number = models.CharField("题号", max_length=10)
    dimension = models.CharField("测评变量", max_length=12, choices=Dimension.choices)
    text = models.CharField("题目", max_length=200)
    low = models.PositiveSmallIntegerField("量表下限", default=1)
    high = models.PositiveSmallIntegerField("量表上限", default=10)
    weight = models.DecimalField(
        "权重", max_digits=7, decimal_places=4, default=1, validators=[MinValueValidator(0)]
    )
    asked_on = models.DateField("启用日期")

    class Meta(Record.Meta):
        verbose_name = "调查题目"
        verbose_name_plural = "调查题目"
        constraints = record_meta("survey_question", "survey", "number", by="asked_on")["constraints"]
        indexes = record_meta("survey_question", "survey", "number", by="asked_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"


class SurveyAnswer(Record):
    """The answers to one question in a place (and segment), added up: how many, their mean and spread."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    survey = models.CharField("调查编号", max_length=40)
    number = models.CharField("题号", max_length=10)
    segment = models.CharField("分组", max_length=40, blank=True, help_text="如行业、人群；不分组留空")
    finished_on = models.DateField("调查结束日期")
    answered = models.PositiveIntegerField("有效回答数", validators=[MinValueValidator(1)])
    mean = quantity("平均分", places=4, digits=8, required=True)
    deviation = quantity("标准差", places=4, digits=8)
    satisfied = models.PositiveIntegerField("满意人数", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "调查回答汇总"
        verbose_name_plural = "调查回答汇总"
        constraints = record_meta("survey_answer", "survey", "region", "segment", "number", by="finished_on")[
            "constraints"
        ]
        indexes = record_meta("survey_answer", "survey", "region", "segment", "number", by="finished_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number} {self.segment}".rstrip()


class SurveyResult(Record):
    """What a survey found in a place (and segment): the index of 0 to 100 with its sample, spread and margin.

    The base and the nation's figure stand beside it where the office compares with them.
    """

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    survey = models.CharField("调查编号", max_length=40)
    subject = models.CharField("调查对象", max_length=14, choices=Subject.choices)
    segment = models.CharField("分组", max_length=40, blank=True, help_text="如行业、人群；全体留空")
    finished_on = models.DateField("调查结束日期")
    sample = models.PositiveIntegerField("有效样本量", validators=[MinValueValidator(1)])
    index = models.DecimalField(
        "满意度指数",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    margin = quantity("抽样误差(95%)", places=2, digits=6)
    satisfied = models.PositiveIntegerField("满意人数", null=True, blank=True)
    base_share = models.DecimalField(
        "基期满意率(%)",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    national = models.DecimalField(
        "全国同类指数",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    computed = models.BooleanField("由回答汇总算出", default=False)

    class Meta(Record.Meta):
        verbose_name = "满意度结果"
        verbose_name_plural = "满意度结果"
        constraints = record_meta("survey_result", "survey", "region", "segment", by="finished_on")[
            "constraints"
        ]
        indexes = record_meta("survey_result", "survey", "region", "segment", by="finished_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.survey} {self.region_id} {self.segment}".rstrip()
