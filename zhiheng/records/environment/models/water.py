"""Water and noise: monitored points, analysed sections, and what treatment plants return (R-ENV-02, R-ENV-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.environment.models.figures import quantity


class PointKind(models.TextChoices):
    SOURCE = "source", "集中式饮用水水源"
    RURAL_SUPPLY = "rural_supply", "农村饮用水"
    SURFACE = "surface", "城市地表水"
    RIVER = "river", "河流断面"
    IRRIGATION = "irrigation", "灌溉用水"
    NOISE_AREA = "noise_area", "区域环境噪声"
    NOISE_ROAD = "noise_road", "道路交通噪声"


class Monitoring(Record):
    """One monitoring of a water section, source or noise point and whether it met its standard.

    ``intake``: what a source gave in the month, so that sources can be weighed by volume.
    """

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    point = models.CharField("点位编码", max_length=40)
    point_name = models.CharField("点位名称", max_length=80)
    kind = models.CharField("监测类别", max_length=16, choices=PointKind.choices)
    monitored_on = models.DateField("监测日期")
    water_class = models.CharField(
        "水质类别",
        max_length=4,
        blank=True,
        choices=[("I", "Ⅰ类"), ("II", "Ⅱ类"), ("III", "Ⅲ类"), ("IV", "Ⅳ类"), ("V", "Ⅴ类"), ("V+", "劣Ⅴ类")],
    )
    value = models.DecimalField("监测值", max_digits=12, decimal_places=3, null=True, blank=True)
    unit_name = models.CharField("单位", max_length=16, blank=True)
    met = models.BooleanField("达标")
    factor = models.CharField("超标因子", max_length=80, blank=True)
    intake = quantity("取水量(万立方米)", places=4)

    class Meta(Record.Meta):
        verbose_name = "水与噪声监测"
        verbose_name_plural = "水与噪声监测"
        constraints = record_meta("monitoring", "point", "kind", "monitored_on", by="monitored_on")[
            "constraints"
        ]
        indexes = record_meta("monitoring", "point", "kind", "monitored_on", by="monitored_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.point_name} {self.monitored_on}"


class WaterBody(models.TextChoices):
    RIVER = "river", "河流"
    LAKE = "lake", "湖库"


class WaterClass(models.TextChoices):
    FIRST = "1", "Ⅰ类"
    SECOND = "2", "Ⅱ类"
    THIRD = "3", "Ⅲ类"
    FOURTH = "4", "Ⅳ类"
    FIFTH = "5", "Ⅴ类"


class WaterSample(Record):
    """An analysed sample of a surface-water section: the 21 items of GB 3838-2002 table 1, mg/L (pH without unit).

    The class is not entered: it follows from the worst item by the rule in force on the day.
    """

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    section = models.CharField("断面编码", max_length=40)
    section_name = models.CharField("断面名称", max_length=80)
    river = models.CharField("所在水体", max_length=60)
    basin = models.CharField("流域", max_length=40, blank=True)
    body = models.CharField("水体类型", max_length=8, choices=WaterBody.choices, default=WaterBody.RIVER)
    target_class = models.CharField("目标类别", max_length=1, choices=WaterClass.choices)
    sampled_on = models.DateField("采样日期")
    ph = quantity("pH值", places=2, digits=6)
    do = quantity("溶解氧", places=2, digits=8)
    codmn = quantity("高锰酸盐指数", places=2, digits=8)
    cod = quantity("化学需氧量", places=2, digits=8)
    bod5 = quantity("五日生化需氧量", places=2, digits=8)
    nh3n = quantity("氨氮", places=3, digits=8)
    tp = quantity("总磷", places=3, digits=8)
    cu = quantity("铜", places=5, digits=10)
    zn = quantity("锌", places=5, digits=10)
    fluoride = quantity("氟化物", places=3, digits=8)
    se = quantity("硒", places=5, digits=10)
    arsenic = quantity("砷", places=5, digits=10)
    hg = quantity("汞", places=6, digits=10)
    cd = quantity("镉", places=5, digits=10)
    cr6 = quantity("铬(六价)", places=5, digits=10)
    pb = quantity("铅", places=5, digits=10)
    cyanide = quantity("氰化物", places=5, digits=10)
    phenol = quantity("挥发酚", places=5, digits=10)
    oil = quantity("石油类", places=3, digits=8)
    surfactant = quantity("阴离子表面活性剂", places=3, digits=8)
    sulfide = quantity("硫化物", places=4, digits=8)

    class Meta(Record.Meta):
        verbose_name = "地表水断面分析"
        verbose_name_plural = "地表水断面分析"
        constraints = record_meta("water_sample", "section", "sampled_on", by="sampled_on")["constraints"]
        indexes = record_meta("water_sample", "section", "sampled_on", by="sampled_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.section_name} {self.sampled_on}"


class PlantKind(models.TextChoices):
    SEWAGE = "sewage", "污水处理"
    REFUSE = "refuse", "生活垃圾处理"


class PlantReturn(Return):
    """What a sewage or refuse plant took and treated, beside what its area produced.

    Sewage in 万立方米, refuse in 吨. An area without a plant files a row of its own, with nothing treated.
    """

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    plant = models.CharField("设施编码", max_length=40)
    plant_name = models.CharField("设施名称", max_length=80)
    kind = models.CharField("设施类别", max_length=8, choices=PlantKind.choices)
    enterprise = models.CharField("运营单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    capacity = quantity("设计处理能力(每日)")
    generated = quantity("服务范围产生量", required=True)
    treated = quantity("达标处理量", required=True)
    cod_in = quantity("进水化学需氧量(mg/L)", places=1, digits=8)
    cod_out = quantity("出水化学需氧量(mg/L)", places=1, digits=8)
    nh3n_in = quantity("进水氨氮(mg/L)", places=2, digits=8)
    nh3n_out = quantity("出水氨氮(mg/L)", places=2, digits=8)
    residue = quantity("污泥或残渣产生量(吨)")
    residue_handled = quantity("污泥或残渣安全处置量(吨)")

    class Meta(Return.Meta):
        verbose_name = "污水垃圾处理设施报表"
        verbose_name_plural = "污水垃圾处理设施报表"
        constraints = record_meta("plant_return", "plant", "period", by="ended_on")["constraints"]
        indexes = record_meta("plant_return", "plant", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.plant_name} {self.period}"
