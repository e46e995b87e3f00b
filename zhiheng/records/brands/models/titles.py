"""Titles that a scheme grants, and the plans to raise a tourist rating (R-BRD-02, R-BRD-04)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import TITLE, TOURISM_UPGRADE


class TitleKind(models.TextChoices):
    FAMOUS_NATIONAL = "famous_national", "中国驰名商标"
    FAMOUS_PROVINCIAL = "famous_provincial", "省著名商标"
    KNOWN_PREFECTURE = "known_prefecture", "市知名商标"
    BRAND_NATIONAL = "brand_national", "中国名牌产品"
    BRAND_PROVINCIAL = "brand_provincial", "省名牌产品"
    SCENIC = "scenic", "A级景区"
    HOTEL = "hotel", "星级饭店"
    OLD_BRAND = "old_brand", "老字号"


class Title(Record):
    """A title or mark from application to approval; schemes open and close, so stock is counted by dates."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("称号种类", max_length=18, choices=TitleKind.choices)
    name = models.CharField("名称", max_length=100)
    holder = models.CharField("持有人", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    mark_no = models.CharField("商标注册号", max_length=20, blank=True)
    grade = models.CharField("等级", max_length=10, blank=True, help_text="景区 A 级、饭店星级")
    introduced = models.BooleanField("引进", default=False)
    state = models.CharField(
        "阶段",
        max_length=12,
        default=TITLE.initial,
        choices=TITLE.choices(),
    )
    applied_on = models.DateField("申报日期", null=True, blank=True)
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    granted_on = models.DateField("认定日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    upgraded_on = models.DateField("晋级日期", null=True, blank=True)
    grantor = models.CharField("认定机关", max_length=80, blank=True)
    output_share = models.DecimalField(
        "产量占比", max_digits=5, decimal_places=2, null=True, blank=True, help_text="%"
    )

    class Meta(Record.Meta):
        verbose_name = "称号与标志"
        verbose_name_plural = "称号与标志"
        constraints = record_meta("title", "code", by="granted_on")["constraints"]
        indexes = record_meta("title", "code", by="granted_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return self.name


class TourismKind(models.TextChoices):
    SCENIC = "scenic", "A级景区"
    HOTEL = "hotel", "星级饭店"
    RESORT = "resort", "旅游度假区"
    FARMSTAY = "farmstay", "等级民宿(农家乐)"


class TourismUpgrade(Record):
    """The plan to raise one scenic area or hotel to a higher rating, from plan to rating (R-BRD-04)."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("计划编号", max_length=40)
    name = models.CharField("景区(饭店)名称", max_length=100)
    kind = models.CharField("类别", max_length=10, choices=TourismKind.choices)
    enterprise = models.CharField("经营单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    title_code = models.CharField("称号登记编号", max_length=40, blank=True)
    grade = models.CharField("现等级", max_length=10, blank=True)
    target_grade = models.CharField("目标等级", max_length=10)
    helper = models.CharField("帮扶(责任)单位", max_length=80, blank=True)
    state = models.CharField(
        "阶段", max_length=10, default=TOURISM_UPGRADE.initial, choices=TOURISM_UPGRADE.choices()
    )
    planned_on = models.DateField("列入计划日期")
    apply_by = models.DateField("计划申报日期", null=True, blank=True)
    applied_on = models.DateField("申报日期", null=True, blank=True)
    inspected_on = models.DateField("评定检查日期", null=True, blank=True)
    upgraded_on = models.DateField("晋级日期", null=True, blank=True)
    invested = models.DecimalField(
        "提升投入",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    measures = models.CharField("提升措施", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "景区饭店晋级计划"
        verbose_name_plural = "景区饭店晋级计划"
        constraints = record_meta("tourism_upgrade", "code", by="planned_on")["constraints"]
        indexes = record_meta("tourism_upgrade", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.target_grade}"
