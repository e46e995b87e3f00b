"""Animal disease, slaughter with quarantine, and farm inputs (R-SUP-10)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.supervision.models.base import OF_FIRM, OF_PLACE, FirmRecord, Outcome


class Animal(models.TextChoices):
    PIG = "pig", "猪"
    CATTLE = "cattle", "牛"
    SHEEP = "sheep", "羊"
    POULTRY = "poultry", "禽"
    FISH = "fish", "水生动物"
    OTHER = "other", "其他"


class DiseaseMonitoring(Record):
    """One round of monitoring a disease among animals of a place: samples, positives, immune ones, what was done."""

    scope = OF_PLACE

    sample_no = models.CharField("监测编号", max_length=40)
    disease = models.CharField("病种", max_length=60)
    disease_class = models.CharField(
        "疫病类别",
        max_length=6,
        choices=[("one", "一类"), ("two", "二类"), ("three", "三类")],
    )
    animal = models.CharField("动物种类", max_length=10, choices=Animal.choices)
    site = models.CharField("采样场点", max_length=120, blank=True)
    site_kind = models.CharField(
        "场点类型",
        max_length=12,
        choices=[
            ("farm", "养殖场"),
            ("household", "散养户"),
            ("market", "交易市场"),
            ("slaughter", "屠宰场"),
            ("entry", "输入口岸"),
        ],
        default="farm",
    )
    tested_on = models.DateField("检测日期")
    samples = models.PositiveIntegerField("检测样品数")
    positives = models.PositiveIntegerField("病原学阳性数", default=0)
    immune_tested = models.PositiveIntegerField("免疫抗体检测数", default=0)
    immune = models.PositiveIntegerField("免疫抗体合格数", default=0)
    handling = models.CharField("处置", max_length=200, blank=True)
    laboratory = models.CharField("检测机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "动物疫病监测"
        verbose_name_plural = "动物疫病监测"
        constraints = record_meta("disease", "sample_no", by="tested_on")["constraints"]
        indexes = record_meta("disease", "sample_no", by="tested_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.sample_no} {self.disease}"


class SlaughterReturn(Return):
    """What a slaughter site reports by month: heads slaughtered, quarantined before and after, done away with."""

    scope = OF_FIRM

    site_code = models.CharField("屠宰场点代码", max_length=40)
    enterprise = models.CharField("屠宰场点名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    designated = models.BooleanField("定点屠宰", default=True, help_text="持有定点屠宰证")
    animal = models.CharField("动物种类", max_length=10, choices=Animal.choices, default=Animal.PIG)
    slaughtered = models.PositiveIntegerField("屠宰头数")
    quarantined = models.PositiveIntegerField("检疫合格头数")
    condemned = models.PositiveIntegerField("检出病害头数", default=0)
    destroyed = models.PositiveIntegerField("无害化处理头数", default=0)
    tested = models.PositiveIntegerField("违禁物质抽检头数", default=0, help_text="瘦肉精等快速检测")
    residues = models.PositiveIntegerField("违禁物质检出头数", default=0)

    class Meta(Record.Meta):
        verbose_name = "屠宰检疫月报"
        verbose_name_plural = "屠宰检疫月报"
        constraints = record_meta("slaughter", "site_code", "animal", "period", by="ended_on")["constraints"]
        indexes = record_meta(
            "slaughter", "site_code", "animal", "period", by="ended_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class FarmInputCheck(FirmRecord):
    """One check of a maker or seller of pesticides, fertiliser, seed, veterinary drugs or feed."""

    check_no = models.CharField("检查编号", max_length=40)
    goods = models.CharField(
        "农资类别",
        max_length=12,
        choices=[
            ("pesticide", "农药"),
            ("fertiliser", "肥料"),
            ("seed", "种子"),
            ("veterinary", "兽药"),
            ("feed", "饲料"),
            ("film", "农膜"),
            ("machinery", "农机具"),
        ],
    )
    checked_on = models.DateField("检查日期")
    licensed = models.BooleanField("经营许可有效", null=True, blank=True)
    ledger_kept = models.BooleanField("购销台账完整", null=True, blank=True)
    banned_found = models.BooleanField("发现禁限用高毒农药", default=False)
    banned_names = models.CharField("禁限用品名称", max_length=120, blank=True)
    quantity = models.DecimalField(
        "查扣数量", max_digits=12, decimal_places=2, null=True, blank=True, help_text="千克"
    )
    findings = models.CharField("发现问题", max_length=300, blank=True)
    outcome = models.CharField("处理", max_length=8, choices=Outcome.choices)
    officer_post = models.CharField("检查岗位", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "农资监督检查"
        verbose_name_plural = "农资监督检查"
        constraints = record_meta("farm_input", "check_no", by="checked_on")["constraints"]
        indexes = record_meta("farm_input", "check_no", by="checked_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.check_no} {self.enterprise}"
