"""Complaints about works, common defects, property management (R-ENG-08)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.works.lifecycles import COMMON_DEFECT, WORKS_COMPLAINT


class Defect(models.TextChoices):
    LEAK = "leak", "渗漏"
    CRACK = "crack", "裂缝"
    HOLLOW = "hollow", "空鼓脱落"
    SETTLEMENT = "settlement", "沉降"
    DOOR_WINDOW = "door_window", "门窗"
    PLUMBING = "plumbing", "给排水"
    ELECTRIC = "electric", "电气"
    HEATING = "heating", "供暖"
    INSULATION = "insulation", "保温"
    ROAD = "road", "路面破损"
    OTHER = "other", "其他"


class WorksComplaint(Record):
    """A complaint about the quality of works, above all of housing (R-ENG-08)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("投诉编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40, blank=True)
    project = models.CharField("工程名称", max_length=120)
    housing = models.BooleanField("住宅工程", default=True)
    social_housing = models.BooleanField("保障性住房", default=False)
    defect = models.CharField("质量问题", max_length=12, choices=Defect.choices)
    content = models.CharField("投诉内容", max_length=300, blank=True)
    channel = models.CharField("投诉渠道", max_length=40, blank=True)
    enterprise = models.CharField("被投诉(责任)单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    received_on = models.DateField("收到日期")
    state = models.CharField(
        "阶段", max_length=12, default=WORKS_COMPLAINT.initial, choices=WORKS_COMPLAINT.choices()
    )
    justified = models.BooleanField("投诉属实", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("处理结果", max_length=300, blank=True)
    fed_back_on = models.DateField("反馈工程各方日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "工程质量投诉"
        verbose_name_plural = "工程质量投诉"
        constraints = record_meta("works_complaint", "code", by="received_on")["constraints"]
        indexes = record_meta("works_complaint", "code", by="received_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.code}"


class CommonDefect(Record):
    """A common defect found in a project, fed back to who must cure it (R-ENG-08)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    housing = models.BooleanField("住宅工程", default=True)
    defect = models.CharField("质量通病", max_length=12, choices=Defect.choices)
    part = models.CharField("部位", max_length=100, blank=True)
    places = models.PositiveIntegerField("处数", default=1)
    found_on = models.DateField("发现日期")
    enterprise = models.CharField("责任单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=COMMON_DEFECT.initial, choices=COMMON_DEFECT.choices()
    )
    measures = models.CharField("治理措施", max_length=200, blank=True)
    fed_back_on = models.DateField("反馈责任方日期", null=True, blank=True)
    rectify_by = models.DateField("治理期限", null=True, blank=True)
    cured_on = models.DateField("治理完成日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量通病治理"
        verbose_name_plural = "质量通病治理"
        constraints = record_meta("common_defect", "code", by="found_on")["constraints"]
        indexes = record_meta("common_defect", "code", by="found_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.get_defect_display()}"


class PropertyService(Record):
    """The yearly evaluation of property management in one community (R-ENG-08)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    community = models.CharField("小区(项目)名称", max_length=100)
    year = models.PositiveSmallIntegerField("评价年度", validators=[MinValueValidator(1990)])
    enterprise = models.CharField("物业服务企业", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    area = models.DecimalField(
        "管理面积",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="平方米",
    )
    social_housing = models.BooleanField("保障性住房", default=False)
    score = models.DecimalField(
        "服务评价得分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="分",
    )
    grade = models.CharField(
        "服务等级",
        max_length=10,
        blank=True,
        choices=[("excellent", "优秀"), ("good", "良好"), ("passed", "合格"), ("failed", "不合格")],
    )
    asked = models.PositiveIntegerField("受访户数", null=True, blank=True)
    satisfied = models.PositiveIntegerField("满意户数", null=True, blank=True)
    complaints = models.PositiveIntegerField("投诉件数", null=True, blank=True)
    handled = models.PositiveIntegerField("按期办结件数", null=True, blank=True)
    evaluated_on = models.DateField("评价日期")

    class Meta(Record.Meta):
        verbose_name = "物业服务评价"
        verbose_name_plural = "物业服务评价"
        constraints = record_meta("property_service", "region", "community", "year", by="evaluated_on")[
            "constraints"
        ]
        indexes = record_meta("property_service", "region", "community", "year", by="evaluated_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.community} {self.year}"
