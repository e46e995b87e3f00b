"""Planned trainings, trainees and links with schools (R-TAL-02, R-TAL-05)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.talent.lifecycles.training import TRAINING


class Audience(models.TextChoices):
    HEADS = "heads", "企业负责人"
    QUALITY = "quality", "质量管理人员"
    OFFICERS = "officers", "监管执法人员"
    STAFF = "staff", "一线职工"
    CADRES = "cadres", "领导干部"
    FARMERS = "farmers", "农户与合作社"
    PUBLIC = "public", "社会公众"


class TrainingPlan(Record):
    """A training that is planned, until it is held and recorded as an event (R-TAL-02). Counts of persons stand with the event."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("计划编号", max_length=40)
    course = models.CharField("课程名称", max_length=120)
    audience = models.CharField("培训对象", max_length=8, choices=Audience.choices)
    planned_on = models.DateField("计划日期")
    persons = models.PositiveIntegerField("计划人次", null=True, blank=True, help_text="人次")
    hours = models.PositiveIntegerField("课时", null=True, blank=True, help_text="课时")
    host = models.CharField("主办单位", max_length=120)
    held_on = models.DateField("举办日期", null=True, blank=True)
    event = models.CharField("宣传培训活动编号", max_length=40, blank=True)
    state = models.CharField("计划状态", max_length=9, default=TRAINING.initial, choices=TRAINING.choices())

    class Meta(Record.Meta):
        verbose_name = "质量培训计划"
        verbose_name_plural = "质量培训计划"
        constraints = record_meta("training_plan", "code", by="planned_on")["constraints"]
        indexes = record_meta("training_plan", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return self.course


class TrainingResult(models.TextChoices):
    PASSED = "passed", "考核合格"
    FAILED = "failed", "考核不合格"
    ATTENDED = "attended", "结业"
    ABSENT = "absent", "缺席"


class Trainee(Record):
    """One person in one training and the result (R-TAL-02). The event holds the counts; these are the names behind them."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    number = models.CharField("学员序号", max_length=20)
    event = models.CharField("活动编号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40, blank=True)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    audience = models.CharField("培训对象", max_length=8, choices=Audience.choices)
    held_on = models.DateField("培训日期")
    result = models.CharField("培训结果", max_length=8, choices=TrainingResult.choices)
    score = models.DecimalField(
        "考核成绩",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="%",
    )
    certificate_no = models.CharField("结业证书编号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "培训学员"
        verbose_name_plural = "培训学员"
        constraints = record_meta("trainee", "event", "number", by="held_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("trainee", "event", "number", by="held_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.event} {self.number}"


class LinkKind(models.TextChoices):
    COURSE = "course", "课程"
    PRACTICE = "practice", "社会实践"
    CONTEST = "contest", "技能竞赛"
    EXCHANGE = "exchange", "交流"
    RESEARCH = "research", "合作研究"
    BASE = "base", "教育基地"


class PartnerKind(models.TextChoices):
    UNIVERSITY = "university", "高等院校"
    VOCATIONAL = "vocational", "职业院校"
    SCHOOL = "school", "中小学"
    ADMINISTRATION = "administration", "党校行政学院"
    INSTITUTE = "institute", "科研院所"


class SchoolLink(Record):
    """Something done with a university, school, college or research body (R-TAL-05)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("活动编号", max_length=40)
    name = models.CharField("活动名称", max_length=160)
    kind = models.CharField("活动种类", max_length=8, choices=LinkKind.choices)
    partner = models.CharField("合作单位", max_length=120)
    partner_kind = models.CharField("合作单位类型", max_length=14, choices=PartnerKind.choices)
    held_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    persons = models.PositiveIntegerField("参加人次", null=True, blank=True, help_text="人次")
    hours = models.PositiveIntegerField("课时", null=True, blank=True, help_text="课时")
    result = models.CharField("成效", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "院校合作活动"
        verbose_name_plural = "院校合作活动"
        constraints = record_meta("school_link", "code", by="held_on")["constraints"]
        indexes = record_meta("school_link", "code", by="held_on")["indexes"]

    def __str__(self) -> str:
        return self.name
