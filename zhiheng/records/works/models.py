"""Works: acceptance results by kind and size of works (R-ENG-01, R-ENG-03, R-ENG-06)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class WorksKind(models.TextChoices):
    HOUSING = "housing", "房屋建筑"
    MUNICIPAL = "municipal", "市政基础设施"
    ROAD = "road", "公路"
    WATER = "water", "水利"
    OTHER = "other", "其他"


class WorksSize(models.TextChoices):
    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"


class Acceptance(Record):
    """One completion acceptance of a works project: first-time pass, final pass, grade, energy-saving check."""

    scope = Reaches(region="region_id", field="works", unit="owner_id")

    code = models.CharField("项目编码", max_length=40)
    name = models.CharField("工程名称", max_length=120)
    kind = models.CharField("工程类别", max_length=12, choices=WorksKind.choices)
    size = models.CharField("工程规模", max_length=8, choices=WorksSize.choices, default=WorksSize.SMALL)
    public_road = models.BooleanField("国省干线公路", default=False)
    builder = models.CharField("施工单位", max_length=120, blank=True)
    supervisor = models.CharField("监理单位", max_length=120, blank=True)
    owner_party = models.CharField("建设单位", max_length=120, blank=True)
    accepted_on = models.DateField("验收日期")
    first_pass = models.BooleanField("一次验收合格", default=True)
    passed = models.BooleanField("竣工验收合格", default=True)
    excellent = models.BooleanField("评为优良", default=False)
    new_building = models.BooleanField("新建工程", default=True)
    energy_checked = models.BooleanField("已作节能验收", default=False)
    energy_met = models.BooleanField("节能达标", default=False)
    energy_material = models.BooleanField("使用新型节能材料", default=False)
    area = models.DecimalField(
        "建筑面积", max_digits=14, decimal_places=2, null=True, blank=True, help_text="平方米"
    )

    class Meta(Record.Meta):
        verbose_name = "工程验收"
        verbose_name_plural = "工程验收"
        constraints = record_meta("works", "code", by="accepted_on")["constraints"]
        indexes = record_meta("works", "code", by="accepted_on")["indexes"]

    def __str__(self) -> str:
        return self.name
