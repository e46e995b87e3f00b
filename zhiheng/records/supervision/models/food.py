"""Food premises and their checks, and the daily supervision of drug makers and sellers (R-SUP-07, R-SUP-09)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.models.base import FirmRecord, Outcome


class PremisesKind(models.TextChoices):
    FACTORY = "factory", "食品生产企业"
    WORKSHOP = "workshop", "食品小作坊"
    ADDITIVE = "additive", "食品添加剂生产"
    SELLER = "seller", "食品销售"
    SHOP = "shop", "小经营店"
    STALL = "stall", "小摊点"
    RESTAURANT = "restaurant", "餐饮服务"
    CANTEEN = "canteen", "集体食堂"


class Hygiene(models.TextChoices):
    A = "a", "A 级(优秀)"
    B = "b", "B 级(良好)"
    C = "c", "C 级(一般)"
    D = "d", "D 级(较差)"


class FoodPremises(FirmRecord):
    """A place where food is made, sold or served: its licence or registration, hygiene grade, who answers for it."""

    code = models.CharField("监管编号", max_length=40)
    enterprise = models.CharField("单位名称", max_length=120)
    kind = models.CharField("业态", max_length=12, choices=PremisesKind.choices)
    foods = models.CharField("经营品种", max_length=120, blank=True)
    address = models.CharField("经营地址", max_length=200, blank=True)
    permit_no = models.CharField("许可或登记编号", max_length=40, blank=True, help_text="未取得的留空")
    opened_on = models.DateField("纳入监管日期")
    closed_on = models.DateField("停业日期", null=True, blank=True)
    hygiene = models.CharField("量化等级", max_length=1, choices=Hygiene.choices, blank=True)
    graded_on = models.DateField("等级评定日期", null=True, blank=True)
    grade_until = models.DateField("等级有效期至", null=True, blank=True)
    grid_code = models.CharField("所属网格", max_length=40, blank=True)
    officer_post = models.CharField("监管责任岗位", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "食品经营主体"
        verbose_name_plural = "食品经营主体"
        constraints = record_meta("food_premises", "code", by="opened_on")["constraints"]
        indexes = record_meta("food_premises", "code", by="opened_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class FoodCheck(FirmRecord):
    """One check of a food premises: incoming goods, sales records, additives, hygiene; what was found and done."""

    check_no = models.CharField("检查编号", max_length=40)
    premises_code = models.CharField("监管编号", max_length=40, blank=True)
    enterprise = models.CharField("单位名称", max_length=120)
    kind = models.CharField("业态", max_length=12, choices=PremisesKind.choices)
    checked_on = models.DateField("检查日期")
    incoming_ok = models.BooleanField("进货查验合规", null=True, blank=True)
    sales_ok = models.BooleanField("销售记录合规", null=True, blank=True)
    additives_ok = models.BooleanField("添加剂使用合规", null=True, blank=True)
    hygiene_ok = models.BooleanField("环境卫生合规", null=True, blank=True)
    hygiene = models.CharField("量化等级", max_length=1, choices=Hygiene.choices, blank=True)
    findings = models.CharField("发现问题", max_length=300, blank=True)
    outcome = models.CharField("处理", max_length=8, choices=Outcome.choices)
    rectify_by = models.DateField("改正期限", null=True, blank=True)
    rectified_on = models.DateField("改正日期", null=True, blank=True)
    officer_post = models.CharField("检查岗位", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "食品监督检查"
        verbose_name_plural = "食品监督检查"
        constraints = record_meta("food_check", "check_no", by="checked_on")["constraints"]
        indexes = record_meta("food_check", "check_no", by="checked_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.check_no} {self.enterprise}"


class DrugCheck(FirmRecord):
    """One check of a maker or seller of drugs, health food, cosmetics or devices in daily supervision."""

    check_no = models.CharField("检查编号", max_length=40)
    subject = models.CharField(
        "检查对象",
        max_length=12,
        choices=[
            ("maker", "药品生产企业"),
            ("wholesaler", "药品批发企业"),
            ("pharmacy", "零售药店"),
            ("hospital", "医疗机构药房"),
            ("preparation", "医疗机构制剂室"),
            ("device", "医疗器械企业"),
            ("health_food", "保健食品企业"),
            ("cosmetics", "化妆品企业"),
        ],
    )
    practice = models.CharField(
        "检查依据",
        max_length=8,
        choices=[
            ("gmp", "药品生产质量管理规范"),
            ("gsp", "药品经营质量管理规范"),
            ("other", "其他规定"),
        ],
        blank=True,
    )
    manner = models.CharField(
        "检查方式",
        max_length=12,
        choices=[
            ("routine", "日常检查"),
            ("follow_up", "跟踪检查"),
            ("unannounced", "飞行检查"),
            ("special", "专项检查"),
        ],
        default="routine",
    )
    checked_on = models.DateField("检查日期")
    critical = models.PositiveSmallIntegerField("严重缺陷数", default=0)
    major = models.PositiveSmallIntegerField("主要缺陷数", default=0)
    minor = models.PositiveSmallIntegerField("一般缺陷数", default=0)
    findings = models.CharField("发现问题", max_length=300, blank=True)
    outcome = models.CharField("处理", max_length=8, choices=Outcome.choices)
    rectify_by = models.DateField("改正期限", null=True, blank=True)
    rectified_on = models.DateField("改正日期", null=True, blank=True)
    officer_post = models.CharField("检查岗位", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "药品日常监管"
        verbose_name_plural = "药品日常监管"
        constraints = record_meta("drug_check", "check_no", by="checked_on")["constraints"]
        indexes = record_meta("drug_check", "check_no", by="checked_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.check_no} {self.enterprise}"
