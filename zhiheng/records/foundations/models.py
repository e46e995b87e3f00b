"""Foundations: local standards and instrument verification (R-STD-01, R-STD-02, R-MET-01, R-MET-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class StandardKind(models.TextChoices):
    NATIONAL = "national", "国家标准"
    INDUSTRY = "industry", "行业标准"
    LOCAL = "local", "地方标准"
    GROUP = "group", "团体标准"
    ENTERPRISE = "enterprise", "企业标准"


class StandardField(models.TextChoices):
    FARM = "farm", "农业"
    INDUSTRIAL = "industrial", "工业"
    SERVICE = "service", "服务业"
    WORKS = "works", "工程"
    ENVIRONMENT = "environment", "节能环保"
    SOCIAL = "social", "社会管理"


class Standard(Record):
    """A standard from proposal to withdrawal; each step has its own date, so a year's work can be counted."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    number = models.CharField("标准(计划)编号", max_length=40)
    name = models.CharField("标准名称", max_length=120)
    kind = models.CharField("标准层级", max_length=12, choices=StandardKind.choices)
    area = models.CharField("领域", max_length=12, choices=StandardField.choices)
    state = models.CharField(
        "阶段",
        max_length=10,
        default="proposed",
        choices=[
            ("proposed", "已申请立项"),
            ("approved", "已立项"),
            ("issued", "已发布"),
            ("withdrawn", "已废止"),
            ("refused", "未立项"),
        ],
    )
    proposed_on = models.DateField("申请立项日期", null=True, blank=True)
    approved_on = models.DateField("立项日期", null=True, blank=True)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    revised_on = models.DateField("修订日期", null=True, blank=True)
    checked_on = models.DateField("实施检查日期", null=True, blank=True)
    withdrawn_on = models.DateField("废止日期", null=True, blank=True)
    main_farm_product = models.CharField("覆盖的主要农产品", max_length=60, blank=True)
    drafter = models.CharField("起草单位", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "标准"
        verbose_name_plural = "标准"
        constraints = record_meta("standard", "number", by="issued_on")["constraints"]
        indexes = record_meta("standard", "number", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class InstrumentUse(models.TextChoices):
    TRADE = "trade", "贸易结算"
    SAFETY = "safety", "安全防护"
    MEDICAL = "medical", "医疗卫生"
    ENVIRONMENT = "environment", "环境监测"
    ENERGY = "energy", "能源计量"
    REFERENCE = "reference", "计量标准器具"
    PROCESS = "process", "生产过程"


class Verification(Record):
    """One due verification of an instrument and whether it was done in its cycle."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    instrument = models.CharField("器具编号", max_length=40)
    name = models.CharField("器具名称", max_length=80)
    use = models.CharField("用途", max_length=12, choices=InstrumentUse.choices)
    compulsory = models.BooleanField("强制检定", default=True)
    livelihood = models.BooleanField("民生计量", default=False)
    user_name = models.CharField("使用单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    due_on = models.DateField("应检日期")
    verified_on = models.DateField("检定日期", null=True, blank=True)
    result = models.CharField(
        "检定结论", max_length=12, blank=True, choices=[("qualified", "合格"), ("unqualified", "不合格")]
    )
    in_cycle = models.BooleanField("周期内检定", default=False)
    units = models.PositiveIntegerField("台件数", default=1)
    certificate = models.CharField("证书编号", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "计量检定"
        verbose_name_plural = "计量检定"
        constraints = record_meta("verification", "instrument", "due_on", by="due_on")["constraints"]
        indexes = record_meta("verification", "instrument", "due_on", by="due_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.instrument} {self.name}"
