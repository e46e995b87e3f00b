"""Limits of energy, emission, water and circular-economy standards; farming by standards (R-STD-06, R-STD-08)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.foundations.models.firms import OF_PLACE, FirmRecord


class LimitKind(models.TextChoices):
    ENERGY = "energy", "单位产品能耗限额"
    EMISSION = "emission", "污染物排放"
    WATER = "water", "取水定额"
    CIRCULAR = "circular", "循环经济与资源综合利用"


class Better(models.TextChoices):
    LOW = "low", "不大于限值"
    HIGH = "high", "不小于限值"


class LimitStandard(Record):
    """One figure of a limit standard: what a product or process may use or give off at most."""

    scope = OF_PLACE

    number = models.CharField("标准编号", max_length=40)
    product = models.CharField("产品(工序)", max_length=80)
    item = models.CharField("指标", max_length=60)
    kind = models.CharField("限额种类", max_length=8, choices=LimitKind.choices)
    industry = models.CharField("国民经济行业", max_length=5, blank=True)
    unit = models.CharField("计量单位", max_length=30)
    better = models.CharField("合格方向", max_length=4, choices=Better.choices, default=Better.LOW)
    limit = models.DecimalField("限定值", max_digits=14, decimal_places=4)
    access = models.DecimalField("准入值", max_digits=14, decimal_places=4, null=True, blank=True)
    advanced = models.DecimalField("先进值", max_digits=14, decimal_places=4, null=True, blank=True)
    effective_on = models.DateField("实施日期")
    withdrawn_on = models.DateField("废止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "节能减排标准限额"
        verbose_name_plural = "节能减排标准限额"
        constraints = record_meta("limit_standard", "region", "number", "product", "item", by="effective_on")[
            "constraints"
        ]
        indexes = record_meta("limit_standard", "region", "number", "product", "item", by="effective_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.product} {self.item}"


class LimitMatch(FirmRecord):
    """A firm held against a limit that it must meet."""

    number = models.CharField("标准编号", max_length=40)
    product = models.CharField("产品(工序)", max_length=80)
    item = models.CharField("指标", max_length=60)
    kind = models.CharField("限额种类", max_length=8, choices=LimitKind.choices)
    assessed_on = models.DateField("核查日期")
    unit = models.CharField("计量单位", max_length=30)
    better = models.CharField("合格方向", max_length=4, choices=Better.choices, default=Better.LOW)
    limit = models.DecimalField("执行限值", max_digits=14, decimal_places=4)
    actual = models.DecimalField("实际值", max_digits=14, decimal_places=4, null=True, blank=True)
    rectify_by = models.DateField("限期改正日期", null=True, blank=True)
    rectified_on = models.DateField("改正日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "企业限额对标"
        verbose_name_plural = "企业限额对标"
        constraints = record_meta(
            "limit_match", "enterprise", "number", "product", "item", "assessed_on", by="assessed_on"
        )["constraints"]
        indexes = record_meta(
            "limit_match", "enterprise", "number", "product", "item", "assessed_on", by="assessed_on",
            enterprise="credit_code",
        )["indexes"]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise} {self.item}"


class FarmStandardReturn(Return):
    """A year's farming by standards of one main product in a place."""

    scope = OF_PLACE

    product = models.CharField("主要农产品", max_length=60)
    covered = models.BooleanField("有现行标准", default=False)
    standard_number = models.CharField("执行标准编号", max_length=60, blank=True)
    area = models.DecimalField(
        "生产规模", max_digits=12, decimal_places=2, help_text="万亩", validators=[MinValueValidator(0)]
    )
    standard_area = models.DecimalField(
        "标准化生产规模", max_digits=12, decimal_places=2, help_text="万亩", validators=[MinValueValidator(0)]
    )
    bases = models.PositiveIntegerField("标准化基地", null=True, blank=True, help_text="个")

    class Meta(Return.Meta):
        verbose_name = "农业标准化生产"
        verbose_name_plural = "农业标准化生产"
        constraints = record_meta("farm_standard", "region", "product", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("farm_standard", "region", "product", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.product} {self.period}"
