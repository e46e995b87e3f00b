"""Pollution sources, what they emit, and the cases that excess opens (R-ENV-04)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.environment.lifecycles import EMISSION_CASE
from zhiheng.records.environment.models.figures import quantity


class Management(models.TextChoices):
    KEY = "key", "重点管理"
    SIMPLIFIED = "simplified", "简化管理"
    REGISTERED = "registered", "登记管理"


class SourceKind(models.TextChoices):
    INDUSTRIAL = "industrial", "工业源"
    FARMING = "farming", "农业源"
    DOMESTIC = "domestic", "生活源"
    CENTRAL = "central", "集中式治理设施"


class Pollutant(models.TextChoices):
    COD = "cod", "化学需氧量"
    NH3N = "nh3n", "氨氮"
    TP = "tp", "总磷"
    SO2 = "so2", "二氧化硫"
    NOX = "nox", "氮氧化物"
    DUST = "dust", "颗粒物"
    VOC = "voc", "挥发性有机物"
    METAL = "metal", "重金属"
    OTHER = "other", "其他"


class PollutionSource(Record):
    """A source with the yearly amounts its permit allows, in 吨."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    permit_no = models.CharField("排污许可证编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    industry = models.CharField("行业代码", max_length=8, blank=True, help_text="GB/T 4754 小类代码")
    kind = models.CharField(
        "污染源类别", max_length=12, choices=SourceKind.choices, default=SourceKind.INDUSTRIAL
    )
    management = models.CharField("许可管理类别", max_length=12, choices=Management.choices)
    key_source = models.BooleanField("重点排污单位", default=False)
    online = models.BooleanField("已联网自动监测", default=False)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    cod = quantity("许可化学需氧量(吨/年)", places=3)
    nh3n = quantity("许可氨氮(吨/年)", places=3)
    so2 = quantity("许可二氧化硫(吨/年)", places=3)
    nox = quantity("许可氮氧化物(吨/年)", places=3)
    dust = quantity("许可颗粒物(吨/年)", places=3)

    class Meta(Record.Meta):
        verbose_name = "污染源"
        verbose_name_plural = "污染源"
        constraints = record_meta("pollution_source", "permit_no", by="issued_on")["constraints"]
        indexes = record_meta("pollution_source", "permit_no", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.permit_no}"


class EmissionReturn(Return):
    """What a source discharged in a quarter, in 吨. Farming and homes are filed by area, under a number of their own."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    permit_no = models.CharField("排污许可证或汇总编号", max_length=40)
    enterprise = models.CharField("排放单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField(
        "污染源类别", max_length=12, choices=SourceKind.choices, default=SourceKind.INDUSTRIAL
    )
    cod = quantity("化学需氧量(吨)", places=3)
    nh3n = quantity("氨氮(吨)", places=3)
    so2 = quantity("二氧化硫(吨)", places=3)
    nox = quantity("氮氧化物(吨)", places=3)
    dust = quantity("颗粒物(吨)", places=3)
    sewage = quantity("废水排放量(吨)")
    basis = models.CharField("核算方法", max_length=40, blank=True, help_text="如自动监测、产排污系数")

    class Meta(Return.Meta):
        verbose_name = "污染物排放报表"
        verbose_name_plural = "污染物排放报表"
        constraints = record_meta("emission_return", "permit_no", "period", by="ended_on")["constraints"]
        indexes = record_meta(
            "emission_return", "permit_no", "period", by="ended_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class EmissionCheck(Record):
    """One measurement at an outlet against its limit, both in ``unit_name``."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    check_no = models.CharField("监测报告编号", max_length=40)
    permit_no = models.CharField("排污许可证编号", max_length=40, blank=True)
    enterprise = models.CharField("被测单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    outlet = models.CharField("排放口", max_length=40)
    pollutant = models.CharField("监测项目", max_length=8, choices=Pollutant.choices)
    measured_on = models.DateField("监测日期")
    automatic = models.BooleanField("自动监测", default=False)
    measured = quantity("实测浓度", places=3, required=True)
    limit = quantity("排放限值", places=3, required=True)
    unit_name = models.CharField("单位", max_length=12, default="mg/L")
    standard = models.CharField("执行标准", max_length=60, blank=True)
    exceeded = models.BooleanField("超标")

    class Meta(Record.Meta):
        verbose_name = "污染源监测"
        verbose_name_plural = "污染源监测"
        constraints = record_meta("emission_check", "check_no", by="measured_on")["constraints"]
        indexes = record_meta("emission_check", "check_no", by="measured_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.check_no}"


class EmissionCase(Record):
    """A case opened by an excess: filed, ordered to be put right by a day, verified."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    case_no = models.CharField("案件编号", max_length=40)
    check_no = models.CharField("监测报告编号", max_length=40)
    enterprise = models.CharField("当事单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    pollutant = models.CharField("超标项目", max_length=8, choices=Pollutant.choices)
    found_on = models.DateField("发现日期")
    times = quantity("超标倍数", places=3, digits=8)
    state = models.CharField(
        "办理状态", max_length=12, default=EMISSION_CASE.initial, choices=EMISSION_CASE.choices()
    )
    filed_on = models.DateField("立案日期", null=True, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    verified_on = models.DateField("复测达标日期", null=True, blank=True)
    decided_on = models.DateField("处理决定日期", null=True, blank=True)
    penalty = quantity("罚款(万元)")

    class Meta(Record.Meta):
        verbose_name = "超标排放案件"
        verbose_name_plural = "超标排放案件"
        constraints = record_meta("emission_case", "case_no", by="found_on")["constraints"]
        indexes = record_meta("emission_case", "case_no", by="found_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.case_no}"
