"""Professional titles, chief technicians and incentives (R-TAL-04)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.talent.lifecycles.titles import TITLE_EVALUATION
from zhiheng.records.talent.models.experts import TitleLevel


class TitleSeries(models.TextChoices):
    STANDARD = "standard", "标准化"
    METROLOGY = "metrology", "计量"
    QUALITY = "quality", "质量"
    INSPECTION = "inspection", "检验检测"


class TitleEvaluation(Record):
    """An application for the title of standard, metrology or quality engineer (R-TAL-04). Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("申报编号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    series = models.CharField("职称专业", max_length=10, choices=TitleSeries.choices)
    level = models.CharField("申报级别", max_length=6, choices=TitleLevel.choices)
    applied_on = models.DateField("申报日期")
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    granted_on = models.DateField("取得日期", null=True, blank=True)
    certificate_no = models.CharField("职称证书编号", max_length=60, blank=True)
    state = models.CharField(
        "评定阶段", max_length=8, default=TITLE_EVALUATION.initial, choices=TITLE_EVALUATION.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "质量类职称评定"
        verbose_name_plural = "质量类职称评定"
        constraints = record_meta("title_evaluation", "code", by="applied_on")["constraints"]
        indexes = record_meta("title_evaluation", "code", by="applied_on")["indexes"]

    def __str__(self) -> str:
        return self.code


class TechnicianRank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"
    ENTERPRISE = "enterprise", "企业级"


class ChiefTechnician(Record):
    """A chief technician for a term (R-TAL-04). The person is told by post, never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("人才编号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    trade = models.CharField("工种", max_length=60)
    rank = models.CharField("级别", max_length=10, choices=TechnicianRank.choices)
    appointed_on = models.DateField("聘任日期")
    valid_until = models.DateField("聘期至", null=True, blank=True)
    workshop = models.CharField("技师工作室", max_length=120, blank=True)
    allowance = models.DecimalField(
        "每月津贴",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )
    ended_on = models.DateField("解聘日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "首席技师"
        verbose_name_plural = "首席技师"
        constraints = record_meta("chief_technician", "code", by="appointed_on")["constraints"]
        indexes = record_meta("chief_technician", "code", by="appointed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.trade} {self.code}"


class IncentiveKind(models.TextChoices):
    SETTLEMENT = "settlement", "落户"
    HOUSING = "housing", "住房"
    SUBSIDY = "subsidy", "津贴补贴"
    BONUS = "bonus", "奖励"
    SCHOOLING = "schooling", "子女就学"
    PROJECT = "project", "项目资助"
    PROMOTION = "promotion", "晋升"


class TalentIncentive(Record):
    """Settlement, housing, a subsidy or another incentive granted to somebody skilled (R-TAL-04)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("激励编号", max_length=40)
    person = models.CharField("人才编号", max_length=40)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("激励种类", max_length=10, choices=IncentiveKind.choices)
    basis = models.CharField("依据文件", max_length=160)
    granted_on = models.DateField("给予日期")
    amount = models.DecimalField(
        "金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )

    class Meta(Record.Meta):
        verbose_name = "人才激励"
        verbose_name_plural = "人才激励"
        constraints = record_meta("talent_incentive", "code", by="granted_on")["constraints"]
        indexes = record_meta("talent_incentive", "code", by="granted_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()}"
