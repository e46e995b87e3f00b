"""Quality prizes of works, construction firms and their integrity evaluation (R-ENG-07, R-CRD-09)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.works.lifecycles import PRIZE


class PrizeRank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"


class Prize(Record):
    """A quality prize a project is built for: planned, entered, won or not (R-ENG-07)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("登记编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40, blank=True)
    project = models.CharField("工程名称", max_length=120)
    name = models.CharField("奖项名称", max_length=60)
    rank = models.CharField("级别", max_length=12, choices=PrizeRank.choices)
    enterprise = models.CharField("承建(申报)单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField("阶段", max_length=12, default=PRIZE.initial, choices=PRIZE.choices())
    planned_on = models.DateField("列入创优计划日期", null=True, blank=True)
    apply_by = models.DateField("计划申报日期", null=True, blank=True)
    entered_on = models.DateField("申报日期", null=True, blank=True)
    awarded_on = models.DateField("获奖日期", null=True, blank=True)
    document_no = models.CharField("表彰文号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "工程奖项"
        verbose_name_plural = "工程奖项"
        constraints = record_meta("prize", "code", by="awarded_on")["constraints"]
        indexes = record_meta("prize", "code", by="awarded_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.project}"


class Builder(Record):
    """A construction firm by its qualification certificate (R-CRD-09)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    certificate_no = models.CharField("资质证书编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    category = models.CharField("资质类别", max_length=80, help_text="如建筑工程施工总承包")
    grade = models.CharField(
        "资质等级",
        max_length=8,
        choices=[
            ("special", "特级"),
            ("first", "一级"),
            ("second", "二级"),
            ("third", "三级"),
            ("ungraded", "不分等级"),
        ],
    )
    issuer = models.CharField("发证机关", max_length=80, blank=True)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    revoked_on = models.DateField("撤销(注销)日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "建筑业企业资质"
        verbose_name_plural = "建筑业企业资质"
        constraints = record_meta("builder", "certificate_no", by="issued_on")["constraints"]
        indexes = record_meta("builder", "certificate_no", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.category}"


class BuilderEvaluation(Record):
    """The overall integrity evaluation of a construction firm in one year (R-CRD-09)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("评价编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    year = models.PositiveSmallIntegerField("评价年度", validators=[MinValueValidator(1990)])
    score = models.DecimalField(
        "得分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="分",
    )
    grade = models.CharField(
        "诚信等级",
        max_length=4,
        choices=[("AAA", "AAA"), ("AA", "AA"), ("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
    )
    evaluator = models.CharField("评价单位", max_length=100, blank=True)
    evaluated_on = models.DateField("评价日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    good = models.CharField("良好行为", max_length=200, blank=True)
    bad = models.CharField("不良行为", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "施工企业诚信评价"
        verbose_name_plural = "施工企业诚信评价"
        constraints = record_meta("builder_evaluation", "code", by="evaluated_on")["constraints"]
        indexes = record_meta("builder_evaluation", "code", by="evaluated_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
