"""Industry parks and development zones: territories of their own below a county or a city (R-ORG-05)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class ParkKind(models.TextChoices):
    ECONOMIC = "economic", "经济技术开发区"
    HIGH_TECH = "high_tech", "高新技术产业开发区"
    INDUSTRIAL = "industrial", "工业园区"
    FARM = "farm", "农业园区"
    LOGISTICS = "logistics", "物流园区"
    BONDED = "bonded", "海关特殊监管区域"
    OTHER = "other", "其他园区"


class ParkRank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class Park(Record):
    """A park from its approval until it is dissolved. ``region``: the county or city that it lies in.

    ``territory``: the division that it makes (or that the statistical list has of it already), where units, accounts
    and records are placed.
    """

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    name = models.CharField("园区名称", max_length=60)
    code = models.CharField("园区代码", max_length=9, blank=True)
    kind = models.CharField("园区类型", max_length=10, choices=ParkKind.choices)
    rank = models.CharField("批准级别", max_length=10, blank=True, choices=ParkRank.choices)
    committee = models.CharField("管理机构", max_length=120, blank=True)
    industries = models.CharField("主导产业", max_length=120, blank=True)
    established_on = models.DateField("设立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    basis = models.CharField("批准文号", max_length=120, blank=True)
    territory = models.ForeignKey(
        "regions.Region",
        verbose_name="园区区划",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(Record.Meta):
        verbose_name = "园区"
        verbose_name_plural = "园区"
        constraints = record_meta("park", "region", "name", by="established_on")["constraints"]
        indexes = record_meta("park", "region", "name", by="established_on")["indexes"]

    def __str__(self) -> str:
        return self.name
