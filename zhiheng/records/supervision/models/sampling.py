"""Sampled batches and their test items, and the monitoring of farm produce (R-SUP-03, R-SUP-08)."""

from __future__ import annotations

from dataclasses import replace

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.models.base import FUELS, OF_FIRM


class SamplingLevel(models.TextChoices):
    NATIONAL = "national", "国家"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class SamplingKind(models.TextChoices):
    SUPERVISION = "supervision", "监督抽查"
    SPECIAL = "special", "专项抽查"
    RISK = "risk", "风险监测"
    EVALUATION = "evaluation", "评价性抽验"
    STATISTICAL = "statistical", "统计抽样"


class LegalBasis(models.TextChoices):
    """The law a batch was drawn under. Pass rates of different bases are never added up."""

    PRODUCT = "product", "产品质量法"
    FOOD = "food", "食品安全法"
    FARM = "farm", "农产品质量安全法"
    DRUG = "drug", "药品管理法"
    INSPECTION = "inspection", "进出口商品检验法"
    AIR = "air", "大气污染防治法"
    STATISTICS = "statistics", "统计法"


class Sector(models.TextChoices):
    INDUSTRIAL = "industrial", "工业产品"
    FOOD = "food", "食品"
    CONSUMER = "consumer", "消费品"
    FARM_INPUT = "farm_input", "农资"
    DRUG = "drug", "药品"
    COAL = "coal", "煤炭"
    FUEL = "fuel", "车用油品"
    EXPORT = "export", "出口商品"


class Stage(models.TextChoices):
    PRODUCTION = "production", "生产"
    CIRCULATION = "circulation", "流通"
    CATERING = "catering", "餐饮"
    PORT = "port", "口岸"
    ONLINE = "online", "网络销售"


class Selection(models.TextChoices):
    RANDOM = "random", "随机"
    TARGETED = "targeted", "风险导向"


class Verdict(models.TextChoices):
    QUALIFIED = "qualified", "合格"
    UNQUALIFIED = "unqualified", "不合格"
    PENDING = "pending", "未判定"


class Retest(models.TextChoices):
    UPHELD = "upheld", "维持不合格"
    OVERTURNED = "overturned", "改判合格"


class Sampling(Record):
    """One sampled batch and its verdict. The rate base is batches tested and judged, never batches drawn.

    ``result`` is the last word: where a retest overturned the first verdict, the first one stays in
    ``first_result``.
    """

    scope = replace(OF_FIRM, shared_with=FUELS)

    report_no = models.CharField("检验报告编号", max_length=40)
    plan_no = models.CharField("抽查计划编号", max_length=40, blank=True)
    level = models.CharField("抽查级别", max_length=12, choices=SamplingLevel.choices)
    kind = models.CharField(
        "抽查类别", max_length=12, choices=SamplingKind.choices, default=SamplingKind.SUPERVISION
    )
    legal_basis = models.CharField(
        "法定依据", max_length=12, choices=LegalBasis.choices, blank=True, help_text="不填时按领域和类别认定"
    )
    sector = models.CharField("产品领域", max_length=12, choices=Sector.choices)
    product = models.CharField("产品名称", max_length=80)
    industry = models.CharField(
        "行业代码", max_length=6, blank=True, help_text="GB/T 4754，统计抽样至少填大类两位"
    )
    batch_no = models.CharField("生产日期或批号", max_length=60, blank=True)
    model_no = models.CharField("规格型号", max_length=80, blank=True)
    key_product = models.BooleanField("重点产品", default=False)
    comparable = models.BooleanField("可比性抽查", default=False, help_text="与上期产品、项目、判定依据可比")
    licensed = models.BooleanField("获证生产", default=False, help_text="生产者持有相应许可")
    campaign = models.CharField("专项名称", max_length=60, blank=True)
    stage = models.CharField("抽样环节", max_length=12, choices=Stage.choices, default=Stage.PRODUCTION)
    selection = models.CharField(
        "抽样方式", max_length=10, choices=Selection.choices, default=Selection.RANDOM
    )
    enterprise = models.CharField("受检单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    seller = models.CharField("被抽样单位", max_length=120, blank=True, help_text="与受检单位不同时填")
    sampled_on = models.DateField("抽样日期", null=True, blank=True)
    tested_on = models.DateField("检验日期")
    items = models.CharField("检验项目", max_length=300, blank=True)
    result = models.CharField("检验结论", max_length=12, choices=Verdict.choices)
    failed_items = models.CharField("不合格项目", max_length=200, blank=True)
    first_result = models.CharField(
        "初检结论", max_length=12, choices=Verdict.choices, blank=True, help_text="经复检的填写"
    )
    retest_result = models.CharField("复检结果", max_length=10, choices=Retest.choices, blank=True)
    retested_on = models.DateField("复检日期", null=True, blank=True)
    standard = models.CharField("判定依据", max_length=80, blank=True)
    laboratory = models.CharField("检验机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "监督抽查"
        verbose_name_plural = "监督抽查"
        constraints = record_meta("sampling", "report_no", by="tested_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("sampling", "report_no", by="tested_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.report_no} {self.product}"


class TestItem(Record):
    """One test item of a sampled batch: what the standard asks, what was measured."""

    __test__ = False  # not a test class, whatever pytest thinks of its name
    scope = Reaches(region="region_id", field="product", unit="owner_id")

    report_no = models.CharField("检验报告编号", max_length=40)
    item = models.CharField("检验项目", max_length=80)
    method = models.CharField("检验方法", max_length=80, blank=True)
    required = models.CharField("标准要求", max_length=80, blank=True)
    measured = models.CharField("实测值", max_length=60, blank=True)
    unit_of = models.CharField("计量单位", max_length=20, blank=True)
    tested_on = models.DateField("检验日期")
    result = models.CharField("单项判定", max_length=12, choices=Verdict.choices)

    class Meta(Record.Meta):
        verbose_name = "检验项目"
        verbose_name_plural = "检验项目"
        constraints = record_meta("test_item", "report_no", "item", by="tested_on")["constraints"]
        indexes = record_meta("test_item", "report_no", "item", by="tested_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.report_no} {self.item}"


class FarmProgramme(models.TextChoices):
    ROUTINE = "routine", "例行监测"
    SPECIAL = "special", "专项监测"
    SUPERVISION = "supervision", "监督抽检"


class FarmCategory(models.TextChoices):
    VEGETABLE = "vegetable", "蔬菜"
    FRUIT = "fruit", "水果"
    GRAIN = "grain", "粮油"
    TEA = "tea", "茶叶"
    LIVESTOCK = "livestock", "畜禽产品"
    AQUATIC = "aquatic", "水产品"
    EDIBLE_FUNGI = "fungi", "食用菌"
    OTHER = "other", "其他"


class FarmMonitoring(Record):
    """One monitoring round of a product at a place: samples taken and samples that passed (R-SUP-08)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id")

    sample_no = models.CharField("监测编号", max_length=40)
    programme = models.CharField(
        "监测类型", max_length=12, choices=FarmProgramme.choices, default=FarmProgramme.ROUTINE
    )
    category = models.CharField("产品类别", max_length=12, choices=FarmCategory.choices)
    product = models.CharField("产品名称", max_length=80)
    main_edible = models.BooleanField("主要食用农产品", default=False)
    local = models.BooleanField("本地生产", default=True)
    source_place = models.CharField("产地", max_length=80, blank=True)
    site = models.CharField("抽样地点", max_length=120, blank=True)
    tested_on = models.DateField("检测日期")
    samples = models.PositiveIntegerField("检测样品数", validators=[MinValueValidator(1)])
    qualified = models.PositiveIntegerField("合格样品数")
    laboratory = models.CharField("检测机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "农产品监测"
        verbose_name_plural = "农产品监测"
        constraints = record_meta("farm", "sample_no", by="tested_on")["constraints"]
        indexes = record_meta("farm", "sample_no", by="tested_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.sample_no} {self.product}"
