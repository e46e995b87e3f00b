"""The catalogue of standards (R-STD-01, R-STD-02)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.foundations.lifecycles import STANDARD
from zhiheng.records.foundations.models.firms import OF_PLACE


class StandardKind(models.TextChoices):
    NATIONAL = "national", "国家标准"
    INDUSTRY = "industry", "行业标准"
    LOCAL = "local", "地方标准"
    GROUP = "group", "团体标准"
    ENTERPRISE = "enterprise", "企业标准"
    ALLIANCE = "alliance", "联盟标准"
    INTERNATIONAL = "internatnl", "国际标准"
    FOREIGN = "foreign", "国外先进标准"


class StandardField(models.TextChoices):
    FARM = "farm", "农业"
    INDUSTRIAL = "industrial", "工业"
    SERVICE = "service", "服务业"
    WORKS = "works", "工程"
    ENVIRONMENT = "environment", "节能环保"
    SOCIAL = "social", "社会管理"


class Adoption(models.TextChoices):
    """Degrees of correspondence with an international standard (GB/T 1.2)."""

    IDENTICAL = "idt", "等同采用(IDT)"
    MODIFIED = "mod", "修改采用(MOD)"
    NOT_EQUIVALENT = "neq", "非等效(NEQ)"


class ReviewResult(models.TextChoices):
    VALID = "valid", "继续有效"
    REVISE = "revise", "修订"
    WITHDRAW = "withdraw", "废止"


class Effect(models.TextChoices):
    GOOD = "good", "效果好"
    FAIR = "fair", "效果一般"
    POOR = "poor", "效果差"


class Standard(Record):
    """A standard from proposal to withdrawal; each step has its own date, so a year's work can be counted."""

    scope = OF_PLACE

    number = models.CharField("标准(计划)编号", max_length=40)
    name = models.CharField("标准名称", max_length=120)
    kind = models.CharField("标准层级", max_length=12, choices=StandardKind.choices)
    area = models.CharField("领域", max_length=12, choices=StandardField.choices)
    industry = models.CharField("国民经济行业", max_length=5, blank=True)
    ics = models.CharField("ICS 分类号", max_length=20, blank=True)
    ccs = models.CharField("CCS 分类号", max_length=10, blank=True)
    state = models.CharField("阶段", max_length=10, default=STANDARD.initial, choices=STANDARD.choices())
    proposed_on = models.DateField("申请立项日期", null=True, blank=True)
    approved_on = models.DateField("立项日期", null=True, blank=True)
    consulted_on = models.DateField("征求意见日期", null=True, blank=True)
    reviewed_on = models.DateField("技术审查日期", null=True, blank=True)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    effective_on = models.DateField("实施日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_no = models.CharField("备案号", max_length=40, blank=True)
    checked_on = models.DateField("实施检查日期", null=True, blank=True)
    check_finding = models.CharField("实施检查情况", max_length=200, blank=True)
    evaluated_on = models.DateField("效果评价日期", null=True, blank=True)
    effect = models.CharField("效果评价结论", max_length=6, blank=True, choices=Effect.choices)
    review_by = models.DateField("复审截止日期", null=True, blank=True)
    rereviewed_on = models.DateField("复审日期", null=True, blank=True)
    rereview = models.CharField("复审结论", max_length=10, blank=True, choices=ReviewResult.choices)
    revised_on = models.DateField("修订日期", null=True, blank=True)
    withdrawn_on = models.DateField("废止日期", null=True, blank=True)
    replaces = models.CharField("代替标准编号", max_length=120, blank=True)
    replaced_by = models.CharField("被代替标准编号", max_length=120, blank=True)
    adopts = models.CharField("采用的国际国外标准", max_length=80, blank=True)
    adoption = models.CharField("采标程度", max_length=3, blank=True, choices=Adoption.choices)
    main_farm_product = models.CharField("覆盖的主要农产品", max_length=60, blank=True)
    drafter = models.CharField("起草单位", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "标准"
        verbose_name_plural = "标准"
        constraints = record_meta("standard", "number", by="issued_on")["constraints"]
        indexes = record_meta("standard", "number", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
