"""Environment: air days, water and noise monitoring (R-ENV-01, R-ENV-02, R-ENV-03)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class AirDay(Record):
    """One day of air at a place. Concentrations in µg/m³ (CO in mg/m³); AQI without unit."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    day = models.DateField("日期")
    aqi = models.PositiveSmallIntegerField("AQI", null=True, blank=True, validators=[MaxValueValidator(500)])
    good = models.BooleanField(
        "优良天", null=True, blank=True, help_text="AQI 不大于 100;无有效监测的日子留空"
    )
    pm25 = models.DecimalField(
        "PM2.5", max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    pm10 = models.DecimalField(
        "PM10", max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    so2 = models.DecimalField(
        "SO₂", max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    no2 = models.DecimalField(
        "NO₂", max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    co = models.DecimalField(
        "CO", max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    o3 = models.DecimalField(
        "O₃", max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    primary = models.CharField("首要污染物", max_length=30, blank=True)
    rule_version = models.CharField("评价规则", max_length=40, blank=True, help_text="如 HJ 633-2012")

    class Meta(Record.Meta):
        verbose_name = "环境空气日报"
        verbose_name_plural = "环境空气日报"
        constraints = record_meta("air", "region", "day", by="day")["constraints"]
        indexes = record_meta("air", "region", "day", by="day")["indexes"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.day}"


class PointKind(models.TextChoices):
    SOURCE = "source", "集中式饮用水水源"
    RURAL_SUPPLY = "rural_supply", "农村饮用水"
    SURFACE = "surface", "城市地表水"
    RIVER = "river", "河流断面"
    IRRIGATION = "irrigation", "灌溉用水"
    NOISE_AREA = "noise_area", "区域环境噪声"
    NOISE_ROAD = "noise_road", "道路交通噪声"


class Monitoring(Record):
    """One monitoring of a water section, source or noise point and whether it met its standard."""

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

    class Meta(Record.Meta):
        verbose_name = "水与噪声监测"
        verbose_name_plural = "水与噪声监测"
        constraints = record_meta("monitoring", "point", "kind", "monitored_on", by="monitored_on")[
            "constraints"
        ]
        indexes = record_meta("monitoring", "point", "kind", "monitored_on", by="monitored_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.point_name} {self.monitored_on}"
