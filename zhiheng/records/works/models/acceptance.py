"""Completion acceptance of works and flat-by-flat acceptance of housing (R-ENG-03, R-ENG-04)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.works.models.kinds import WorksKind, WorksSize


class Acceptance(Record):
    """One completion acceptance of a works project: first-time pass, final pass, grade, energy-saving check."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编码", max_length=40)
    project_code = models.CharField("项目登记编码", max_length=40, blank=True)
    name = models.CharField("工程名称", max_length=120)
    kind = models.CharField("工程类别", max_length=12, choices=WorksKind.choices)
    size = models.CharField("工程规模", max_length=8, choices=WorksSize.choices, default=WorksSize.SMALL)
    public_road = models.BooleanField("国省干线公路", default=False)
    social_housing = models.BooleanField("保障性住房", default=False)
    builder = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    supervisor = models.CharField("监理单位", max_length=120, blank=True)
    owner_party = models.CharField("建设单位", max_length=120, blank=True)
    designer = models.CharField("设计单位", max_length=120, blank=True)
    tester = models.CharField("检测单位", max_length=120, blank=True)
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


class Dwelling(Record):
    """The acceptance of one dwelling before its building is accepted; the buyer may see it (R-ENG-04)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id")
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    building = models.CharField("楼栋", max_length=30)
    unit_no = models.CharField("单元", max_length=20, blank=True)
    room = models.CharField("房号", max_length=20)
    area = models.DecimalField(
        "建筑面积",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="平方米",
    )
    social_housing = models.BooleanField("保障性住房", default=False)
    inspected_on = models.DateField("分户验收日期")
    passed = models.BooleanField("分户验收合格")
    failed_items = models.CharField("不合格项目", max_length=200, blank=True)
    fixed_on = models.DateField("整改合格日期", null=True, blank=True)
    inspectors = models.CharField(
        "验收参加方", max_length=120, blank=True, help_text="写单位和岗位，不写姓名"
    )
    sheet_no = models.CharField("分户验收表编号", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "住宅分户验收"
        verbose_name_plural = "住宅分户验收"
        constraints = record_meta("dwelling", "project_code", "building", "room", by="inspected_on")[
            "constraints"
        ]
        indexes = record_meta("dwelling", "project_code", "building", "room", by="inspected_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.building} {self.room}"
