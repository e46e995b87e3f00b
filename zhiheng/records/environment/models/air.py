"""Air: station hours, city days, monthly means (R-ENV-01). Concentrations in µg/m³, CO in mg/m³."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.environment.models.figures import quantity


class AirDay(Record):
    """One day of air at a place. Concentrations in µg/m³ (CO in mg/m³); AQI without unit."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    day = models.DateField("日期")
    aqi = models.PositiveSmallIntegerField("AQI", null=True, blank=True, validators=[MaxValueValidator(500)])
    good = models.BooleanField(
        "优良天", null=True, blank=True, help_text="AQI 不大于 100；无有效监测的日子留空"
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


class AirHour(Record):
    """One hour at a station, as published: hourly concentrations, the index and what caused it."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    station = models.CharField("站点编码", max_length=20)
    station_name = models.CharField("站点名称", max_length=60)
    day = models.DateField("日期")
    hour = models.PositiveSmallIntegerField("小时", validators=[MaxValueValidator(23)])
    aqi = models.PositiveSmallIntegerField(
        "公布的AQI", null=True, blank=True, validators=[MaxValueValidator(500)]
    )
    primary = models.CharField("首要污染物", max_length=30, blank=True)
    pm25 = quantity("PM2.5", places=1, digits=7)
    pm10 = quantity("PM10", places=1, digits=7)
    so2 = quantity("SO₂", places=1, digits=7)
    no2 = quantity("NO₂", places=1, digits=7)
    co = quantity("CO", places=2, digits=7)
    o3 = quantity("O₃(1小时)", places=1, digits=7)
    o3_8h = quantity("O₃(8小时)", places=1, digits=7)

    class Meta(Record.Meta):
        verbose_name = "空气站点小时值"
        verbose_name_plural = "空气站点小时值"
        constraints = record_meta("air_hour", "station", "day", "hour", by="day")["constraints"]
        indexes = record_meta("air_hour", "station", "day", "hour", by="day")["indexes"]

    def __str__(self) -> str:
        return f"{self.station_name} {self.day} {self.hour:02d}时"


class AirMonth(Return):
    """A month's means at a place, where only these are published. ``aqi`` may be a mean and so has decimals."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id")

    aqi = quantity("AQI月均值", places=1, digits=6)
    valid_days = models.PositiveSmallIntegerField(
        "有效监测天数", null=True, blank=True, validators=[MaxValueValidator(31)]
    )
    good_days = models.PositiveSmallIntegerField(
        "优良天数", null=True, blank=True, validators=[MaxValueValidator(31)]
    )
    pm25 = quantity("PM2.5", places=1, digits=7)
    pm10 = quantity("PM10", places=1, digits=7)
    so2 = quantity("SO₂", places=1, digits=7)
    no2 = quantity("NO₂", places=1, digits=7)
    co = quantity("CO", places=3, digits=7)
    o3 = quantity("O₃", places=1, digits=7)

    class Meta(Return.Meta):
        verbose_name = "环境空气月报"
        verbose_name_plural = "环境空气月报"
        constraints = record_meta("air_month", "region", "period", by="ended_on")["constraints"]
        indexes = record_meta("air_month", "region", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"
