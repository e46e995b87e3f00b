"""What energy meters were read at, hour by hour or day by day (R-MET-04)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.foundations.models.firms import FirmRecord
from zhiheng.records.foundations.models.systems import Energy

WHOLE_DAY = 24


class ReadingQuality(models.TextChoices):
    GOOD = "good", "正常"
    ESTIMATED = "estimated", "估算"
    SUSPECT = "suspect", "可疑"


class EnergyReading(FirmRecord):
    """What went through one meter in one hour, or in one day. An hour that was not read has no row."""

    meter_no = models.CharField("计量器具编号", max_length=40)
    energy = models.CharField("能源种类", max_length=12, choices=Energy.choices)
    read_on = models.DateField("日期")
    hour = models.PositiveSmallIntegerField(
        "时段", default=WHOLE_DAY, validators=[MaxValueValidator(WHOLE_DAY)]
    )
    value = models.DecimalField("实物量", max_digits=16, decimal_places=3, validators=[MinValueValidator(0)])
    unit = models.CharField("实物量单位", max_length=20)
    quality = models.CharField(
        "数据质量", max_length=9, choices=ReadingQuality.choices, default=ReadingQuality.GOOD
    )

    class Meta(Record.Meta):
        verbose_name = "能源计量采集数据"
        verbose_name_plural = "能源计量采集数据"
        constraints = record_meta(
            "energy_reading", "credit_code", "meter_no", "read_on", "hour", by="read_on"
        )["constraints"]
        indexes = record_meta("energy_reading", "credit_code", "meter_no", "read_on", "hour", by="read_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        when = self.read_on.isoformat() if self.hour == WHOLE_DAY else f"{self.read_on} {self.hour:02}时"
        return f"{self.meter_no} {when}"
