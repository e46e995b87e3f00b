"""Special equipment, its making, hazardous chemicals, and import and export inspection (R-SUP-13)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.models.base import FirmRecord
from zhiheng.records.supervision.models.sampling import Verdict


class EquipmentKind(models.TextChoices):
    """The eight kinds of the catalogue of special equipment."""

    BOILER = "boiler", "锅炉"
    VESSEL = "vessel", "压力容器"
    PIPING = "piping", "压力管道"
    LIFT = "lift", "电梯"
    CRANE = "crane", "起重机械"
    ROPEWAY = "ropeway", "客运索道"
    RIDE = "ride", "大型游乐设施"
    VEHICLE = "vehicle", "场(厂)内专用机动车辆"


class SpecialEquipment(FirmRecord):
    """One piece of special equipment in use: registration certificate, last inspection, the next one due."""

    certificate_no = models.CharField("使用登记证编号", max_length=40)
    enterprise = models.CharField("使用单位", max_length=120)
    kind = models.CharField("设备种类", max_length=10, choices=EquipmentKind.choices)
    equipment_code = models.CharField("设备代码", max_length=40, blank=True)
    maker = models.CharField("制造单位", max_length=120, blank=True)
    place = models.CharField("使用地点", max_length=120, blank=True)
    public_place = models.BooleanField("公众聚集场所", default=False)
    registered_on = models.DateField("登记日期")
    scrapped_on = models.DateField("报废注销日期", null=True, blank=True)
    inspected_on = models.DateField("最近检验日期", null=True, blank=True)
    result = models.CharField("检验结论", max_length=12, choices=Verdict.choices, blank=True)
    findings = models.CharField("发现问题", max_length=300, blank=True)
    next_on = models.DateField("下次检验日期", null=True, blank=True)
    inspector = models.CharField("检验机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "特种设备"
        verbose_name_plural = "特种设备"
        constraints = record_meta("special_equipment", "certificate_no", by="registered_on")["constraints"]
        indexes = record_meta(
            "special_equipment", "certificate_no", by="registered_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.certificate_no} {self.get_kind_display()}"


class MakingSupervision(FirmRecord):
    """Supervision of the making of a major piece of equipment (设备监理): body, contract, stages, findings."""

    code = models.CharField("监理编号", max_length=40)
    project = models.CharField("工程项目", max_length=120)
    equipment = models.CharField("重大设备", max_length=120)
    enterprise = models.CharField("制造单位", max_length=120)
    supervisor = models.CharField("监理单位", max_length=120)
    certificate_no = models.CharField("监理单位证书编号", max_length=40, blank=True)
    certificate_until = models.DateField("证书有效期至", null=True, blank=True)
    began_on = models.DateField("监理开始日期")
    ended_on = models.DateField("监理结束日期", null=True, blank=True)
    witnessed = models.PositiveIntegerField("见证点数", default=0)
    nonconforming = models.PositiveIntegerField("不符合项数", default=0)
    closed = models.PositiveIntegerField("已关闭不符合项数", default=0)
    findings = models.CharField("主要问题", max_length=300, blank=True)
    conclusion = models.CharField(
        "监理结论",
        max_length=12,
        choices=[("accepted", "同意放行"), ("conditional", "有条件放行"), ("rejected", "不予放行")],
        blank=True,
    )

    class Meta(Record.Meta):
        verbose_name = "设备监理"
        verbose_name_plural = "设备监理"
        constraints = record_meta("making", "code", by="began_on")["constraints"]
        indexes = record_meta("making", "code", by="began_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.equipment}"


class HazardousChemical(FirmRecord):
    """A firm's hazardous chemical: what it does with it, its certificate until when, the last check and the next."""

    code = models.CharField("登记编号", max_length=40)
    activity = models.CharField(
        "活动",
        max_length=10,
        choices=[
            ("make", "生产"),
            ("trade", "经营"),
            ("use", "使用"),
            ("store", "储存"),
            ("pack", "包装容器生产"),
            ("move", "运输"),
        ],
    )
    chemical = models.CharField("化学品名称", max_length=80)
    cas_no = models.CharField("CAS 号", max_length=12, blank=True)
    capacity = models.DecimalField(
        "年能力", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text="吨",
    )  # fmt: skip
    major_hazard = models.CharField(
        "重大危险源级别",
        max_length=6,
        choices=[("one", "一级"), ("two", "二级"), ("three", "三级"), ("four", "四级")],
        blank=True,
    )
    certificate_no = models.CharField("许可证编号", max_length=40, blank=True)
    issued_on = models.DateField("登记日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    checked_on = models.DateField("最近检查日期", null=True, blank=True)
    findings = models.CharField("发现问题", max_length=300, blank=True)
    next_on = models.DateField("下次检查日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "危险化学品"
        verbose_name_plural = "危险化学品"
        constraints = record_meta("hazardous_chemical", "code", by="issued_on")["constraints"]
        indexes = record_meta("hazardous_chemical", "code", by="issued_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.chemical}"


class TradeInspection(FirmRecord):
    """One batch of imported or exported goods inspected: under statutory inspection or not, certificate, verdict.

    Value in 万美元.
    """

    inspection_no = models.CharField("报检编号", max_length=40)
    direction = models.CharField("进出口", max_length=6, choices=[("export", "出口"), ("import", "进口")])
    statutory = models.BooleanField("法定检验", default=False, help_text="列入必须实施检验的商品目录")
    enterprise = models.CharField("收发货人", max_length=120)
    goods = models.CharField("商品名称", max_length=120)
    hs_code = models.CharField("商品编码", max_length=13, blank=True)
    country = models.CharField("贸易国别地区", max_length=40, blank=True)
    quantity = models.CharField("数量", max_length=40, blank=True)
    value = models.DecimalField(
        "货值", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text="万美元",
    )  # fmt: skip
    inspected_on = models.DateField("检验日期")
    result = models.CharField("检验结论", max_length=12, choices=Verdict.choices)
    findings = models.CharField("不合格情况", max_length=200, blank=True)
    disposal = models.CharField(
        "处置",
        max_length=10,
        choices=[
            ("released", "放行"),
            ("reworked", "技术处理"),
            ("returned", "退运"),
            ("destroyed", "销毁"),
            ("held", "不准出口"),
        ],
        blank=True,
    )
    certificate_no = models.CharField("检验证书编号", max_length=40, blank=True)
    certificate_until = models.DateField("证书有效期至", null=True, blank=True)
    body = models.CharField("检验机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "进出口商品检验"
        verbose_name_plural = "进出口商品检验"
        constraints = record_meta("trade_inspection", "inspection_no", by="inspected_on")["constraints"]
        indexes = record_meta(
            "trade_inspection", "inspection_no", by="inspected_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.inspection_no} {self.goods}"
