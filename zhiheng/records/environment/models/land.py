"""Soil, waste and green cover, held by area (R-ENV-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.environment.models.figures import quantity


class LandUse(models.TextChoices):
    FARMLAND = "farmland", "农用地"
    CONSTRUCTION = "construction", "建设用地"
    MINE = "mine", "矿山及尾矿库"
    OTHER = "other", "其他"


class SoilClass(models.TextChoices):
    PRIORITY = "priority", "优先保护类"
    SAFE_USE = "safe_use", "安全利用类"
    STRICT = "strict", "严格管控类"


class SoilPoint(Record):
    """One sampling of a soil point against the screening values of GB 15618 or GB 36600."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    point = models.CharField("点位编码", max_length=40)
    point_name = models.CharField("点位名称", max_length=80)
    land_use = models.CharField("用地类型", max_length=12, choices=LandUse.choices)
    sampled_on = models.DateField("采样日期")
    standard = models.CharField("评价标准", max_length=40, blank=True, help_text="如 GB 15618-2018")
    ph = quantity("土壤pH", places=2, digits=6)
    met = models.BooleanField("不超过风险筛选值")
    over_control = models.BooleanField("超过风险管制值", default=False)
    factor = models.CharField("超标项目", max_length=80, blank=True)
    soil_class = models.CharField("环境质量类别", max_length=10, choices=SoilClass.choices, blank=True)
    area = quantity("代表面积(公顷)")
    measures = models.CharField("管控与修复措施", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "土壤监测"
        verbose_name_plural = "土壤监测"
        constraints = record_meta("soil_point", "point", "sampled_on", by="sampled_on")["constraints"]
        indexes = record_meta("soil_point", "point", "sampled_on", by="sampled_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.point_name} {self.sampled_on}"


class WasteKind(models.TextChoices):
    INDUSTRIAL = "industrial", "一般工业固体废物"
    HAZARDOUS = "hazardous", "危险废物"
    MEDICAL = "medical", "医疗废物"


class WasteReturn(Return):
    """A year of one producer's waste of a kind, in 吨: what came about, was used, made safe, stored."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("产生单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("废物类别", max_length=12, choices=WasteKind.choices)
    waste_code = models.CharField("废物代码", max_length=20, blank=True, help_text="如 HW08、831-001-01")
    generated = quantity("产生量(吨)", places=3, required=True)
    utilised = quantity("综合利用量(吨)", places=3)
    disposed = quantity("安全处置量(吨)", places=3)
    stored = quantity("年末贮存量(吨)", places=3)
    dumped = quantity("倾倒丢弃量(吨)", places=3)

    class Meta(Return.Meta):
        verbose_name = "固体废物报表"
        verbose_name_plural = "固体废物报表"
        constraints = record_meta(
            "waste_return", "enterprise", "kind", "waste_code", "period", by="ended_on"
        )["constraints"]
        indexes = record_meta("waste_return", "enterprise", "kind", "waste_code", "period", by="ended_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_kind_display()} {self.period}"


class LandCover(Return):
    """A year's survey of forest and grass of an area, in 公顷. ``base_forest``: the forest of the base survey."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    land = quantity("土地面积(公顷)", required=True)
    forest = quantity("森林面积(公顷)", required=True)
    grass = quantity("草地面积(公顷)")
    base_forest = quantity("基期森林面积(公顷)")
    base_year = models.PositiveSmallIntegerField("基期年份", null=True, blank=True)
    survey = models.CharField(
        "调查方法", max_length=80, blank=True, help_text="如森林资源二类调查、国土变更调查"
    )

    class Meta(Return.Meta):
        verbose_name = "林草覆盖调查"
        verbose_name_plural = "林草覆盖调查"
        constraints = record_meta("land_cover", "region", "period", by="ended_on")["constraints"]
        indexes = record_meta("land_cover", "region", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"
