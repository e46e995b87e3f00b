"""Standards in the hands of firms: of their products, declared to the public, checked, leading (R-STD-03 to 05)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.foundations.lifecycles import FINDING, FRONT_RUNNER
from zhiheng.records.foundations.models.firms import FirmRecord
from zhiheng.records.foundations.models.standards import Adoption


class Offer(models.TextChoices):
    INDUSTRIAL = "industrial", "工业产品"
    FARM = "farm", "农产品"
    SERVICE = "service", "服务项目"


class FirmSize(models.TextChoices):
    LARGE = "large", "大型"
    MEDIUM = "medium", "中型"
    SMALL = "small", "小型"
    MICRO = "micro", "微型"


class Coverage(models.TextChoices):
    IN_FORCE = "in_force", "执行现行标准"
    OUTDATED = "outdated", "标准已废止或过期"
    NONE = "none", "无标准"


class FirmStandardKind(models.TextChoices):
    NATIONAL = "national", "国家标准"
    INDUSTRY = "industry", "行业标准"
    LOCAL = "local", "地方标准"
    GROUP = "group", "团体标准"
    ALLIANCE = "alliance", "联盟标准"
    ENTERPRISE = "enterprise", "企业标准"


class StandardLevel(models.TextChoices):
    WORLD_LEADING = "world_leading", "国际领先"
    WORLD = "world", "国际先进"
    HOME_LEADING = "home_leading", "国内领先"
    HOME = "home", "国内先进"
    GENERAL = "general", "一般水平"


class Direction(models.TextChoices):
    IMPLEMENT = "implement", "有标贯标"
    DRAFT = "draft", "无标制标"
    RAISE = "raise", "低标升标"
    ADOPT = "adopt", "采用先进标准"
    STOP = "stop", "停止无标生产"


class ProductStandard(FirmRecord):
    """One yearly review of the standard that a firm's main product or service follows."""

    product = models.CharField("主要产品(服务)", max_length=80)
    offer = models.CharField("类别", max_length=10, choices=Offer.choices, default=Offer.INDUSTRIAL)
    key_consumer = models.BooleanField("重点领域消费品", default=False)
    firm_size = models.CharField("企业规模", max_length=6, blank=True, choices=FirmSize.choices)
    reviewed_on = models.DateField("评审日期")
    coverage = models.CharField("标准执行情况", max_length=8, choices=Coverage.choices)
    standard_number = models.CharField("执行标准编号", max_length=60, blank=True)
    standard_kind = models.CharField(
        "执行标准层级", max_length=10, blank=True, choices=FirmStandardKind.choices
    )
    level = models.CharField("标准水平", max_length=13, blank=True, choices=StandardLevel.choices)
    adopts = models.CharField("采用的国际国外标准", max_length=80, blank=True)
    adoption = models.CharField("采标程度", max_length=3, blank=True, choices=Adoption.choices)
    direction = models.CharField("提升方向", max_length=9, blank=True, choices=Direction.choices)
    upgrade_by = models.DateField("提升完成期限", null=True, blank=True)
    upgraded_on = models.DateField("提升完成日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "产品标准评审"
        verbose_name_plural = "产品标准评审"
        constraints = record_meta(
            "product_standard", "region", "enterprise", "product", "reviewed_on", by="reviewed_on"
        )["constraints"]
        indexes = record_meta(
            "product_standard", "region", "enterprise", "product", "reviewed_on", by="reviewed_on",
            enterprise="credit_code",
        )["indexes"]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise} {self.product}"


class StandardDeclaration(FirmRecord):
    """A product or service standard that a firm has declared to the public."""

    number = models.CharField("标准编号", max_length=60)
    name = models.CharField("标准名称", max_length=120)
    kind = models.CharField("标准层级", max_length=10, choices=FirmStandardKind.choices)
    product = models.CharField("涵盖产品(服务)", max_length=120, blank=True)
    declared_on = models.DateField("公开日期")
    replaced_by = models.CharField("被代替标准编号", max_length=60, blank=True)
    withdrawn_on = models.DateField("废止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "标准自我声明公开"
        verbose_name_plural = "标准自我声明公开"
        constraints = record_meta("declaration", "enterprise", "number", by="declared_on")["constraints"]
        indexes = record_meta(
            "declaration", "enterprise", "number", by="declared_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Selection(models.TextChoices):
    RANDOM = "random", "双随机"
    TARGETED = "targeted", "线索核查"
    ALL = "all", "全面检查"


class DeclarationFault(models.TextChoices):
    NUMBER = "number", "编号不规范"
    MANDATORY = "mandatory", "低于强制性标准"
    UNDECLARED = "undeclared", "应公开未公开"
    PRODUCT = "product", "产品与公开标准不符"
    CONTENT = "content", "内容不完整"
    OTHER = "other", "其他"


class DeclarationCheck(FirmRecord):
    """A check of a declared standard, mostly of firms drawn at random."""

    code = models.CharField("检查编号", max_length=40)
    number = models.CharField("标准编号", max_length=60)
    selection = models.CharField(
        "抽取方式", max_length=8, choices=Selection.choices, default=Selection.RANDOM
    )
    checked_on = models.DateField("检查日期")
    fault = models.CharField("问题类型", max_length=10, blank=True, choices=DeclarationFault.choices)
    problem = models.CharField("问题说明", max_length=200, blank=True)
    rectify_by = models.DateField("限期改正日期", null=True, blank=True)
    rectified_on = models.DateField("改正日期", null=True, blank=True)
    state = models.CharField("阶段", max_length=12, default=FINDING.initial, choices=FINDING.choices())

    class Meta(Record.Meta):
        verbose_name = "标准公开抽查"
        verbose_name_plural = "标准公开抽查"
        constraints = record_meta("declaration_chk", "code", by="checked_on")["constraints"]
        indexes = record_meta("declaration_chk", "code", by="checked_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class ListRank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class FrontRunner(FirmRecord):
    """A firm in front-runner work: surveyed, filed, held against the best, raised, put on the list."""

    code = models.CharField("档案编号", max_length=40)
    above_size = models.BooleanField("规模以上", default=True)
    product = models.CharField("主要产品(服务)", max_length=80, blank=True)
    surveyed_on = models.DateField("普查日期")
    filed_on = models.DateField("建档日期", null=True, blank=True)
    benchmark = models.CharField("对标标准编号", max_length=60, blank=True)
    benchmarked_on = models.DateField("对标日期", null=True, blank=True)
    upgraded_on = models.DateField("升级完成日期", null=True, blank=True)
    list_rank = models.CharField("领跑者级别", max_length=10, blank=True, choices=ListRank.choices)
    list_year = models.PositiveSmallIntegerField("领跑者年度", null=True, blank=True)
    listed_on = models.DateField("入榜日期", null=True, blank=True)
    valid_until = models.DateField("领跑者有效期至", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=FRONT_RUNNER.initial, choices=FRONT_RUNNER.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "企业标准领跑者"
        verbose_name_plural = "企业标准领跑者"
        constraints = record_meta("front_runner", "code", by="surveyed_on")["constraints"]
        indexes = record_meta("front_runner", "code", by="surveyed_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"
