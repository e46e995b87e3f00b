"""Brand fostering: the ladder of candidates, values, output and promotion (R-BRD-01, R-BRD-05, R-BRD-06)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import BRAND_EVENT, CANDIDATE
from zhiheng.records.brands.models.ranks import Rank


class TargetTitle(models.TextChoices):
    FAMOUS_NATIONAL = "famous_national", "中国驰名商标"
    FAMOUS_PROVINCIAL = "famous_provincial", "省著名商标"
    KNOWN_PREFECTURE = "known_prefecture", "市知名商标"
    BRAND_NATIONAL = "brand_national", "中国名牌产品"
    BRAND_PROVINCIAL = "brand_provincial", "省名牌产品"
    INDICATION = "indication", "地理标志产品"
    OLD_BRAND = "old_brand", "老字号"
    QUALITY_AWARD = "quality_award", "政府质量奖"
    CERTIFIED = "certified", "高端品质认证(“品字标”等)"


class Candidate(Record):
    """One rung of the ladder: a product of an enterprise fostered towards a title by a year, with a helper."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("培育编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    product = models.CharField("产品(品牌)", max_length=100)
    target = models.CharField("目标称号", max_length=18, choices=TargetTitle.choices)
    target_year = models.PositiveSmallIntegerField("目标年度", validators=[MinValueValidator(1990)])
    helper = models.CharField("帮扶单位", max_length=80, blank=True)
    measures = models.CharField("培育措施", max_length=300, blank=True)
    state = models.CharField("阶段", max_length=10, default=CANDIDATE.initial, choices=CANDIDATE.choices())
    listed_on = models.DateField("列入日期")
    apply_by = models.DateField("计划申报日期", null=True, blank=True)
    applied_on = models.DateField("申报日期", null=True, blank=True)
    granted_on = models.DateField("获得日期", null=True, blank=True)
    title_code = models.CharField("称号登记编号", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "品牌培育梯队"
        verbose_name_plural = "品牌培育梯队"
        constraints = record_meta("brand_candidate", "code", by="listed_on")["constraints"]
        indexes = record_meta("brand_candidate", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.product}"


class ValueKind(models.TextChoices):
    ENTERPRISE = "enterprise", "企业品牌"
    PRODUCT = "product", "产品品牌"
    OWN_INNOVATION = "innovation", "自主创新品牌"
    REGION = "region", "区域品牌"
    INDICATION = "indication", "地理标志品牌"
    OLD_BRAND = "old_brand", "老字号品牌"


class BrandValue(Record):
    """The value of one brand in one year's evaluation, in 亿元, with its strength (0 to 1000 where it is given)."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    year = models.PositiveSmallIntegerField("评价年度", validators=[MinValueValidator(1990)])
    name = models.CharField("品牌名称", max_length=100)
    kind = models.CharField("品牌类别", max_length=12, choices=ValueKind.choices)
    enterprise = models.CharField("企业(机构)名称", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    value = models.DecimalField(
        "品牌价值", max_digits=12, decimal_places=4, validators=[MinValueValidator(0)], help_text="亿元"
    )
    strength = models.DecimalField(
        "品牌强度", max_digits=6, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    evaluator = models.CharField("评价(发布)机构", max_length=100, blank=True)
    standard = models.CharField("评价标准号", max_length=60, blank=True)
    published_on = models.DateField("发布日期")

    class Meta(Record.Meta):
        verbose_name = "品牌价值评价"
        verbose_name_plural = "品牌价值评价"
        constraints = record_meta("brand_value", "year", "name", "evaluator", by="published_on")[
            "constraints"
        ]
        indexes = record_meta("brand_value", "year", "name", "evaluator", by="published_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class EventKind(models.TextChoices):
    EXHIBITION = "exhibition", "展会推介"
    MEDIA = "media", "媒体宣传"
    CONTEST = "contest", "区域竞赛(评选)"
    MATCHING = "matching", "产销对接"
    TRAINING = "training", "品牌培训"


class BrandEvent(Record):
    """Promotion of brands: planned for a day, held, with what came of it."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id")

    code = models.CharField("活动编号", max_length=40)
    name = models.CharField("活动名称", max_length=120)
    kind = models.CharField("活动类型", max_length=12, choices=EventKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    host = models.CharField("主办(组织)单位", max_length=100, blank=True)
    place = models.CharField("地点(媒体)", max_length=100, blank=True)
    state = models.CharField(
        "阶段", max_length=10, default=BRAND_EVENT.initial, choices=BRAND_EVENT.choices()
    )
    planned_on = models.DateField("计划日期")
    held_on = models.DateField("举办日期", null=True, blank=True)
    enterprises = models.PositiveIntegerField("参加企业数", null=True, blank=True)
    brands = models.PositiveIntegerField("推介品牌数", null=True, blank=True)
    contracts = models.DecimalField(
        "签约金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    result = models.CharField("成效", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "品牌推介活动"
        verbose_name_plural = "品牌推介活动"
        constraints = record_meta("brand_event", "code", by="planned_on")["constraints"]
        indexes = record_meta("brand_event", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return self.name
