"""Titles and marks, awards, demonstration units (R-BRD-02..04, R-AWD-01, R-AWD-03, R-STD-06, R-STD-07)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class Rank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class TitleKind(models.TextChoices):
    FAMOUS_NATIONAL = "famous_national", "中国驰名商标"
    FAMOUS_PROVINCIAL = "famous_provincial", "省著名商标"
    KNOWN_PREFECTURE = "known_prefecture", "市知名商标"
    BRAND_NATIONAL = "brand_national", "中国名牌产品"
    BRAND_PROVINCIAL = "brand_provincial", "省名牌产品"
    GI_PRODUCT = "gi_product", "地理标志产品"
    ORGANIC = "organic", "有机产品"
    GREEN = "green", "绿色食品"
    POLLUTION_FREE = "pollution_free", "无公害农产品"
    SCENIC = "scenic", "A级景区"


class Title(Record):
    """A title or mark from application to approval; schemes open and close, so stock is counted by dates."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("称号种类", max_length=18, choices=TitleKind.choices)
    name = models.CharField("名称", max_length=100)
    holder = models.CharField("持有人", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    introduced = models.BooleanField("引进", default=False)
    state = models.CharField(
        "阶段",
        max_length=12,
        default="applied",
        choices=[
            ("applied", "已申报"),
            ("publicised", "公示"),
            ("reviewed", "评审"),
            ("granted", "已认定"),
            ("labelled", "已贴标使用"),
            ("refused", "未通过"),
            ("lapsed", "已失效"),
        ],
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
        indexes = record_meta("title", "code", by="granted_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class AwardKind(models.TextChoices):
    GOVERNMENT = "government", "政府质量奖"
    WORKS = "works", "工程质量奖"
    TEAM = "team", "质量标兵与班组"
    COMMENDATION = "commendation", "表彰奖励"


class Award(Record):
    """An award entered for or won (R-AWD-01, R-ENG-07)."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("奖项种类", max_length=14, choices=AwardKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    name = models.CharField("奖项名称", max_length=80)
    recipient = models.CharField("获奖(申报)单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField(
        "阶段",
        max_length=10,
        default="entered",
        choices=[("entered", "已申报"), ("won", "已获奖"), ("lost", "未获奖"), ("revoked", "已撤销")],
    )
    entered_on = models.DateField("申报日期", null=True, blank=True)
    awarded_on = models.DateField("获奖日期", null=True, blank=True)
    amount = models.DecimalField(
        "奖励金额", max_digits=12, decimal_places=2, null=True, blank=True, help_text="万元"
    )

    class Meta(Record.Meta):
        verbose_name = "奖励"
        verbose_name_plural = "奖励"
        constraints = record_meta("award", "code", by="awarded_on")["constraints"]
        indexes = record_meta("award", "code", by="awarded_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.recipient}"


class DemoKind(models.TextChoices):
    SERVICE = "service", "服务业标准化试点示范"
    FARM = "farm", "农业标准化示范区"
    MARKET = "market", "放心市场街店"
    CITY = "city", "质量强市示范城市"
    CIRCULAR = "circular", "循环经济标准化示范"
    CHAIN = "chain", "大型连锁龙头企业"


class Demonstration(Record):
    """A demonstration unit: applied for, built, accepted, withdrawn under one procedure."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("示范种类", max_length=10, choices=DemoKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    name = models.CharField("名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField(
        "阶段",
        max_length=10,
        default="applied",
        choices=[
            ("applied", "已申报"),
            ("building", "创建中"),
            ("accepted", "已验收"),
            ("refused", "未通过"),
            ("withdrawn", "已撤销"),
        ],
    )
    applied_on = models.DateField("申报日期", null=True, blank=True)
    started_on = models.DateField("启动日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "示范单位"
        verbose_name_plural = "示范单位"
        constraints = record_meta("demonstration", "code", by="accepted_on")["constraints"]
        indexes = record_meta("demonstration", "code", by="accepted_on")["indexes"]

    def __str__(self) -> str:
        return self.name
