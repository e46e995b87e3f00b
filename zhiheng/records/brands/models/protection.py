"""The key-protection list and what is done for the brands on it (R-BRD-07)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import INFRINGEMENT


class ProtectedKind(models.TextChoices):
    FAMOUS_MARK = "famous_mark", "驰名(著名)商标"
    INDICATION = "indication", "地理标志"
    OLD_BRAND = "old_brand", "老字号"
    NAME_BRAND = "name_brand", "名牌产品"
    FOREIGN_MARK = "foreign_mark", "涉外商标"
    PATENT = "patent", "专利"


class ProtectedBrand(Record):
    """One entry of the key-protection list, from listing to removal."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("名录编号", max_length=40)
    kind = models.CharField("保护类别", max_length=12, choices=ProtectedKind.choices)
    name = models.CharField("商标(标志、品牌)名称", max_length=100)
    right_no = models.CharField("注册号(登记号)", max_length=40, blank=True)
    enterprise = models.CharField("权利人", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    agency = models.CharField("保护责任单位", max_length=80, blank=True)
    listed_on = models.DateField("列入日期")
    valid_until = models.DateField("权利有效期至", null=True, blank=True)
    review_by = models.DateField("复核日期", null=True, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)
    note = models.CharField("侵权风险与保护要点", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "重点保护名录"
        verbose_name_plural = "重点保护名录"
        constraints = record_meta("protected_brand", "code", by="listed_on")["constraints"]
        indexes = record_meta("protected_brand", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class InfringementKind(models.TextChoices):
    TRADEMARK = "trademark", "商标侵权"
    COUNTERFEIT = "counterfeit", "假冒名牌"
    INDICATION = "indication", "擅用地理标志"
    PATENT = "patent", "假冒(侵犯)专利"
    NAME = "name", "企业名称、包装混淆"


class Infringement(Record):
    """A clue of infringement of a protected brand, handed to enforcement and followed to its end."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("线索编号", max_length=40)
    protected_code = models.CharField("名录编号", max_length=40, blank=True)
    name = models.CharField("被侵权品牌", max_length=100)
    kind = models.CharField("侵权类型", max_length=12, choices=InfringementKind.choices)
    enterprise = models.CharField("涉嫌单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    found_on = models.DateField("发现日期")
    found_at = models.CharField("发现地点(平台)", max_length=120, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=INFRINGEMENT.initial, choices=INFRINGEMENT.choices()
    )
    agency = models.CharField("查处单位", max_length=80, blank=True)
    transferred_on = models.DateField("移交日期", null=True, blank=True)
    case_no = models.CharField("立案(案件)文号", max_length=60, blank=True)
    result = models.CharField("处理结果", max_length=300, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    amount = models.DecimalField(
        "涉案货值",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )

    class Meta(Record.Meta):
        verbose_name = "品牌保护线索"
        verbose_name_plural = "品牌保护线索"
        constraints = record_meta("infringement", "code", by="found_on")["constraints"]
        indexes = record_meta("infringement", "code", by="found_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
