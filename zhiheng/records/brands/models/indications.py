"""Geographical indications from application to label, and who may use the label (R-BRD-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import INDICATION


class IndicationKind(models.TextChoices):
    PRODUCT = "product", "地理标志(保护)产品"
    FARM = "farm", "农产品地理标志"


class Indication(Record):
    """A product protected by its origin. Collective and certification marks of origin are trademarks."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    name = models.CharField("产品名称", max_length=100)
    kind = models.CharField("保护类型", max_length=8, choices=IndicationKind.choices, default="product")
    enterprise = models.CharField("申请人(机构、协会)", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    area = models.CharField("保护(产地)范围", max_length=300, blank=True)
    standard = models.CharField("质量技术要求(标准号)", max_length=80, blank=True)
    state = models.CharField("阶段", max_length=10, default=INDICATION.initial, choices=INDICATION.choices())
    applied_on = models.DateField("申报日期", null=True, blank=True)
    publicised_on = models.DateField("公告(公示)日期", null=True, blank=True)
    notice_no = models.CharField("公告(公示)文号", max_length=60, blank=True)
    reviewed_on = models.DateField("专家审查日期", null=True, blank=True)
    granted_on = models.DateField("认定(批准)日期", null=True, blank=True)
    grant_no = models.CharField("批准公告文号", max_length=60, blank=True)
    grantor = models.CharField("批准机关", max_length=80, blank=True)
    labelled_on = models.DateField("贴标使用日期", null=True, blank=True)
    ended_on = models.DateField("撤销(终止)日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "地理标志产品"
        verbose_name_plural = "地理标志产品"
        constraints = record_meta("indication", "code", by="granted_on")["constraints"]
        indexes = record_meta("indication", "code", by="granted_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class IndicationUser(Record):
    """An enterprise that may use the special label of one indication, and until when."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("核准(登记)编号", max_length=40)
    indication_code = models.CharField("地理标志登记编号", max_length=40)
    indication = models.CharField("地理标志名称", max_length=100)
    enterprise = models.CharField("用标企业", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    product = models.CharField("用标产品", max_length=100, blank=True)
    approved_on = models.DateField("核准用标日期")
    notice_no = models.CharField("核准公告文号", max_length=60, blank=True)
    valid_until = models.DateField("用标有效期至", null=True, blank=True)
    checked_on = models.DateField("最近检查日期", null=True, blank=True)
    traceable = models.BooleanField("已接入溯源查询", default=False)
    stopped_on = models.DateField("停止用标日期", null=True, blank=True)
    stop_reason = models.CharField("停止原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "地理标志用标企业"
        verbose_name_plural = "地理标志用标企业"
        constraints = record_meta("indication_user", "code", by="approved_on")["constraints"]
        indexes = record_meta("indication_user", "code", by="approved_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.indication} {self.enterprise}"
