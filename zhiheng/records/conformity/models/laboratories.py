"""Laboratories, what they can test, their equipment, their integration (R-LAB-01, R-LAB-03)."""

from __future__ import annotations

import datetime as dt

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.conformity.lifecycles.laboratories import INTEGRATION
from zhiheng.records.conformity.models.certificates import Standing


class LabField(models.TextChoices):
    PRODUCT = "product", "工业产品"
    FOOD = "food", "食品"
    FARM = "farm", "农产品"
    WORKS = "works", "工程"
    ENVIRONMENT = "environment", "环境"
    METROLOGY = "metrology", "计量"
    VEHICLE = "vehicle", "机动车"
    MEDICINE = "medicine", "药品医疗器械"
    GENERAL = "general", "综合"


class LabOwnership(models.TextChoices):
    PUBLIC = "public", "事业单位"
    STATE = "state", "国有企业"
    PRIVATE = "private", "民营企业"
    FOREIGN = "foreign", "外商投资"
    IN_HOUSE = "in_house", "企业实验室"


class LabRank(models.TextChoices):
    NATIONAL = "national", "国家级中心"
    PROVINCIAL = "provincial", "省级中心"
    PREFECTURE = "prefecture", "市级机构"
    COUNTY = "county", "县级机构"
    THIRD_PARTY = "third_party", "社会第三方"


class Laboratory(Record):
    """A laboratory with its accreditation, staff, equipment and prices (R-LAB-01)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    number = models.CharField("资质认定证书编号", max_length=40)
    name = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("检测领域", max_length=11, choices=LabField.choices)
    ownership = models.CharField("机构性质", max_length=8, choices=LabOwnership.choices)
    rank = models.CharField("机构层级", max_length=11, choices=LabRank.choices)
    issuer = models.CharField("发证机关", max_length=80, blank=True)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("资质认定有效期至")
    cnas = models.CharField("认可证书编号", max_length=40, blank=True)
    cnas_until = models.DateField("认可有效期至", null=True, blank=True)
    standing = models.CharField("机构状态", max_length=9, choices=Standing.choices, default=Standing.OPEN)
    closed_on = models.DateField("停业日期", null=True, blank=True)
    staff = models.PositiveIntegerField("从业人员数", null=True, blank=True, help_text="人")
    technicians = models.PositiveIntegerField("技术人员数", null=True, blank=True, help_text="人")
    equipment = models.PositiveIntegerField("仪器设备台套数", null=True, blank=True, help_text="台套")
    equipment_value = models.DecimalField(
        "仪器设备原值",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    floor_area = models.DecimalField(
        "实验室面积",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="平方米",
    )
    address = models.CharField("地址", max_length=160, blank=True)
    price_list = models.CharField("收费标准", max_length=200, blank=True)
    open_to_public = models.BooleanField("面向社会服务", default=False)

    class Meta(Record.Meta):
        verbose_name = "检验检测机构名录"
        verbose_name_plural = "检验检测机构名录"
        constraints = record_meta("laboratory", "number", by="issued_on")["constraints"]
        indexes = record_meta("laboratory", "number", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class LabCapability(Record):
    """One test that one laboratory is approved for: object, parameter, method, price, days (R-LAB-01)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    laboratory = models.CharField("资质认定证书编号", max_length=40)
    lab_name = models.CharField("机构名称", max_length=120)
    product = models.CharField("检测对象", max_length=100)
    parameter = models.CharField("检测项目", max_length=100)
    method = models.CharField("检测方法标准", max_length=120)
    limits = models.CharField("限制范围", max_length=120, blank=True)
    price = models.DecimalField(
        "收费",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )
    days = models.PositiveIntegerField("报告天数", null=True, blank=True, help_text="天")
    since = models.DateField("批准日期")
    until = models.DateField("停止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "检测能力表"
        verbose_name_plural = "检测能力表"
        constraints = record_meta(
            "lab_capability", "laboratory", "product", "parameter", "method", by="since"
        )["constraints"]
        indexes = record_meta("lab_capability", "laboratory", "product", "parameter", "method", by="since")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.parameter}"


class LabEquipment(Record):
    """A piece of laboratory equipment with its value and the day until which it is traceable (R-LAB-01)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    number = models.CharField("设备编号", max_length=40)
    laboratory = models.CharField("资质认定证书编号", max_length=40)
    name = models.CharField("设备名称", max_length=100)
    model = models.CharField("规格型号", max_length=60, blank=True)
    value = models.DecimalField(
        "原值",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    bought_on = models.DateField("购置日期")
    calibrated_on = models.DateField("检定校准日期", null=True, blank=True)
    valid_until = models.DateField("检定校准有效期至", null=True, blank=True)
    open_to_public = models.BooleanField("开放共享", default=False)
    retired_on = models.DateField("报废日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "检验检测设备"
        verbose_name_plural = "检验检测设备"
        constraints = record_meta("lab_equipment", "laboratory", "number", by="bought_on")["constraints"]
        indexes = record_meta("lab_equipment", "laboratory", "number", by="bought_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class IntegrationMode(models.TextChoices):
    MERGE = "merge", "部门内合并"
    CROSS = "cross", "跨部门整合"
    CORPORATE = "corporate", "转企改制"
    RETAIN = "retain", "保留公益机构"


def end_of_june() -> dt.date:
    """The day on which plans of integration are due unless another is set."""
    return dt.date(dt.date.today().year, 6, 30)


class LabIntegration(Record):
    """One body in the project of integration: its plan, due by the end of June, and how far it has come (R-LAB-03)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编号", max_length=40)
    enterprise = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    authority = models.CharField("主管部门", max_length=120)
    mode = models.CharField("整合方式", max_length=9, choices=IntegrationMode.choices)
    into = models.CharField("整合后机构", max_length=120, blank=True)
    listed_on = models.DateField("列入日期")
    plan_due = models.DateField("方案报送期限", default=end_of_june)
    plan_on = models.DateField("方案报送日期", null=True, blank=True)
    plan_no = models.CharField("方案文号", max_length=60, blank=True)
    approved_on = models.DateField("批复日期", null=True, blank=True)
    complete_by = models.DateField("完成期限", null=True, blank=True)
    completed_on = models.DateField("完成日期", null=True, blank=True)
    staff = models.PositiveIntegerField("涉及人员数", null=True, blank=True, help_text="人")
    state = models.CharField(
        "整合状态", max_length=9, default=INTEGRATION.initial, choices=INTEGRATION.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "检验检测机构整合"
        verbose_name_plural = "检验检测机构整合"
        constraints = record_meta("lab_integration", "code", by="listed_on")["constraints"]
        indexes = record_meta("lab_integration", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return self.enterprise
