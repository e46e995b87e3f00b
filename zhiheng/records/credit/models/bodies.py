"""Credit-service bodies, those who work in them, and how they are supervised (R-CRD-09)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class Service(models.TextChoices):
    RATING = "rating", "信用评级(评价)"
    REPORTING = "reporting", "征信"
    INVESTIGATION = "investigation", "信用调查"
    MANAGEMENT = "management", "信用管理咨询"
    REPAIR = "repair", "信用修复服务"
    OTHER = "other", "其他"


class Outcome(models.TextChoices):
    GOOD = "good", "符合要求"
    RECTIFY = "rectify", "责令整改"
    SUSPENDED = "suspended", "暂停业务"
    REMOVED = "removed", "移出名录"


class CreditBody(Record):
    """One body that offers credit services, from its listing to its removal, with the last check of it."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("备案编号", max_length=40)
    enterprise = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    service = models.CharField("服务类别", max_length=14, choices=Service.choices)
    listed_on = models.DateField("备案日期")
    valid_until = models.DateField("备案有效期至", null=True, blank=True)
    staff = models.PositiveIntegerField("从业人员数", null=True, blank=True, help_text="人")
    authority = models.CharField("监管单位", max_length=120, blank=True)
    checked_on = models.DateField("最近检查日期", null=True, blank=True)
    outcome = models.CharField("检查结果", max_length=10, choices=Outcome.choices, blank=True)
    findings = models.CharField("发现的问题", max_length=300, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "信用服务机构"
        verbose_name_plural = "信用服务机构"
        constraints = record_meta("credit_body", "code", by="listed_on")["constraints"]
        indexes = record_meta("credit_body", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return self.enterprise


class CreditWorker(Record):
    """One who works in a credit-service body. Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("人员编号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40)
    body_code = models.CharField("机构备案编号", max_length=40)
    post = models.CharField("岗位", max_length=60, blank=True)
    qualification = models.CharField("资格名称", max_length=80, blank=True)
    qualification_no = models.CharField("资格证书编号", max_length=60, blank=True)
    joined_on = models.DateField("登记日期")
    valid_until = models.DateField("资格有效期至", null=True, blank=True)
    misconduct = models.CharField("不良执业记录", max_length=300, blank=True)
    misconduct_on = models.DateField("不良记录日期", null=True, blank=True)
    left_on = models.DateField("离职(注销)日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "信用服务从业人员"
        verbose_name_plural = "信用服务从业人员"
        constraints = record_meta("credit_worker", "code", by="joined_on")["constraints"]
        indexes = record_meta("credit_worker", "code", by="joined_on")["indexes"]

    def __str__(self) -> str:
        return self.code
