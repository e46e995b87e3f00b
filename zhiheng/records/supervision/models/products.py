"""What firms make, product by product, and whether the law asks for a licence or certificate of it (R-PER-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.models.base import CODE, FirmRecord


class FirmProduct(FirmRecord):
    """A product that a firm makes, with its category in the catalogues of production licences and compulsory
    certification; blank where it stands in neither."""

    credit_code = models.CharField(CODE, max_length=18)
    product = models.CharField("产品名称", max_length=120)
    category = models.CharField(
        "目录类别", max_length=10, blank=True, help_text="生产许可或强制性认证目录里的类别；不在目录内的不填"
    )
    model_no = models.CharField("规格型号", max_length=80, blank=True)
    began_on = models.DateField("投产日期")
    stopped_on = models.DateField("停产日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "企业产品"
        verbose_name_plural = "企业产品"
        constraints = record_meta("firm_product", "credit_code", "product", by="began_on")["constraints"]
        indexes = record_meta("firm_product", "credit_code", "product", by="began_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.product}"
