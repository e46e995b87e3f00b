"""Inspections of bodies, certified firms and products (R-CER-04, R-LAB-02)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.conformity.lifecycles.inspections import INSPECTION


class InspectionSubject(models.TextChoices):
    CERTIFICATION_BODY = "certification_body", "认证机构"
    CONSULTING_BODY = "consulting_body", "认证咨询机构"
    TRAINING_BODY = "training_body", "认证培训机构"
    LABORATORY = "laboratory", "检验检测机构"
    CERTIFIED_FIRM = "certified_firm", "获证企业"
    CERTIFIED_PRODUCT = "certified_product", "获证产品"


class InspectionMode(models.TextChoices):
    RANDOM = "random", "双随机抽查"
    SPECIAL = "special", "专项检查"
    COMPLAINT = "complaint", "投诉举报核查"
    PROFICIENCY = "proficiency", "能力验证"
    PAPER = "paper", "材料审查"


class InspectionFinding(models.TextChoices):
    CONTINUING = "continuing", "持续符合"
    MINOR = "minor", "轻微不符合"
    MAJOR = "major", "严重不符合"
    BEYOND_SCOPE = "beyond_scope", "超范围或无资质"
    FALSE_REPORT = "false_report", "出具虚假报告"


class CertificateOutcome(models.TextChoices):
    NONE = "none", "维持"
    SUSPENDED = "suspended", "暂停"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"


class ConformityInspection(Record):
    """One visit to one body, certified firm or product: whether it still conforms, and what came of it (R-CER-04, R-LAB-02)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("检查编号", max_length=40)
    subject = models.CharField("检查对象类型", max_length=18, choices=InspectionSubject.choices)
    enterprise = models.CharField("被检查单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    certificate_no = models.CharField("证书(资质)编号", max_length=60, blank=True)
    product = models.CharField("涉及产品", max_length=100, blank=True)
    campaign = models.CharField("所属行动编号", max_length=40, blank=True)
    mode = models.CharField("检查方式", max_length=11, choices=InspectionMode.choices)
    inspected_on = models.DateField("检查日期")
    finding = models.CharField("检查结论", max_length=12, choices=InspectionFinding.choices)
    problems = models.CharField("存在问题", max_length=300, blank=True)
    state = models.CharField(
        "办理阶段", max_length=10, default=INSPECTION.initial, choices=INSPECTION.choices()
    )
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    verified_on = models.DateField("复查日期", null=True, blank=True)
    case_no = models.CharField("案件编号", max_length=40, blank=True)
    penalty = models.CharField("处罚结果", max_length=200, blank=True)
    punished_on = models.DateField("处罚日期", null=True, blank=True)
    certificate_outcome = models.CharField(
        "对证书的处理", max_length=9, blank=True, choices=CertificateOutcome.choices
    )

    class Meta(Record.Meta):
        verbose_name = "认证检测监督检查"
        verbose_name_plural = "认证检测监督检查"
        constraints = record_meta("conf_insp", "code", by="inspected_on")["constraints"]
        indexes = record_meta("conf_insp", "code", by="inspected_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"
