"""Energy metering, commitments, metrology systems and the year's plan (R-MET-04, R-MET-06, R-MET-07)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.foundations.lifecycles import COMMITMENT, METROLOGY_PLAN, METROLOGY_SYSTEM
from zhiheng.records.foundations.models.firms import OF_FIRM, OF_PLACE, FirmRecord


class Energy(models.TextChoices):
    """The kinds of energy in the table of GB 17167."""

    ELECTRICITY = "electricity", "电力"
    COAL = "coal", "煤炭"
    COKE = "coke", "焦炭"
    CRUDE_OIL = "crude_oil", "原油"
    HEAVY_OIL = "heavy_oil", "重油"
    REFINED_OIL = "refined_oil", "成品油"
    NATURAL_GAS = "natural_gas", "天然气"
    LPG = "lpg", "液化气"
    COAL_GAS = "coal_gas", "煤气"
    STEAM = "steam", "蒸汽"
    HOT_WATER = "hot_water", "载能工质用水"
    RESIDUAL = "residual", "可回收利用的余能"


class MeterLevel(models.TextChoices):
    UNIT = "unit", "进出用能单位"
    SUB_UNIT = "sub_unit", "进出主要次级用能单位"
    EQUIPMENT = "equipment", "主要用能设备"


class MeterProvision(FirmRecord):
    """How many energy instruments a firm needs and has at one level for one kind of energy (GB 17167)."""

    energy = models.CharField("能源种类", max_length=12, choices=Energy.choices)
    level = models.CharField("计量级别", max_length=10, choices=MeterLevel.choices)
    assessed_on = models.DateField("核查日期")
    needed = models.PositiveIntegerField("应配备数", help_text="台件", validators=[MinValueValidator(1)])
    installed = models.PositiveIntegerField("实际配备数", help_text="台件")
    key_user = models.BooleanField("重点用能单位", default=True)

    class Meta(Record.Meta):
        verbose_name = "能源计量器具配备"
        verbose_name_plural = "能源计量器具配备"
        constraints = record_meta(
            "meter_provision", "enterprise", "energy", "level", "assessed_on", by="assessed_on"
        )["constraints"]
        indexes = record_meta(
            "meter_provision", "enterprise", "energy", "level", "assessed_on", by="assessed_on",
            enterprise="credit_code",
        )["indexes"]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_energy_display()} {self.get_level_display()}"


class EnergyMetering(Return):
    """A month's energy of a key user, and how much of it went through instruments."""

    scope = OF_FIRM

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    energy = models.CharField("能源种类", max_length=12, choices=Energy.choices)
    quantity = models.DecimalField(
        "消费实物量", max_digits=16, decimal_places=3, validators=[MinValueValidator(0)]
    )
    unit = models.CharField("实物量单位", max_length=20)
    metered = models.DecimalField(
        "经器具计量的实物量", max_digits=16, decimal_places=3, validators=[MinValueValidator(0)]
    )
    standard_coal = models.DecimalField(
        "折标准煤", max_digits=14, decimal_places=3, help_text="吨", validators=[MinValueValidator(0)]
    )
    online = models.BooleanField("在线采集", default=False)

    class Meta(Return.Meta):
        verbose_name = "能源计量数据"
        verbose_name_plural = "能源计量数据"
        constraints = record_meta("energy_metering", "enterprise", "energy", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta(
            "energy_metering", "enterprise", "energy", "period", by="ended_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_energy_display()} {self.period}"


class Trade(models.TextChoices):
    MARKET = "market", "集贸市场"
    RETAIL = "retail", "商场超市"
    FUEL = "fuel", "加油加气站"
    CATERING = "catering", "餐饮业"
    MEDICAL = "medical", "医疗卫生机构"
    OPTICAL = "optical", "眼镜制配"
    JEWELLERY = "jewellery", "金银制品"
    MAKER = "maker", "生产企业"
    UTILITY = "utility", "水电气热供应"
    OTHER = "other", "其他"


class Commitment(FirmRecord):
    """An honest-metrology commitment that a trader or firm made of its own accord."""

    code = models.CharField("承诺编号", max_length=40)
    trade = models.CharField("行业", max_length=10, choices=Trade.choices)
    committed_on = models.DateField("承诺日期")
    published_on = models.DateField("公示日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    ended_on = models.DateField("移出日期", null=True, blank=True)
    state = models.CharField("阶段", max_length=12, default=COMMITMENT.initial, choices=COMMITMENT.choices())

    class Meta(Record.Meta):
        verbose_name = "诚信计量承诺"
        verbose_name_plural = "诚信计量承诺"
        constraints = record_meta("metro_commitment", "code", by="committed_on")["constraints"]
        indexes = record_meta("metro_commitment", "code", by="committed_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class SystemKind(models.TextChoices):
    MANAGEMENT = "management", "测量管理体系"
    ASSURANCE = "assurance", "计量保证体系"
    C_MARK = "c_mark", "定量包装商品计量保证能力(C 标志)"


class MetrologySystem(FirmRecord):
    """A measurement management or metrology assurance system under review."""

    code = models.CharField("登记(证书)编号", max_length=40)
    kind = models.CharField("体系种类", max_length=10, choices=SystemKind.choices)
    grade = models.CharField("等级", max_length=10, blank=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    passed = models.BooleanField("评审通过", null=True, blank=True)
    reviewer = models.CharField("评审机构", max_length=120, blank=True)
    granted_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=METROLOGY_SYSTEM.initial, choices=METROLOGY_SYSTEM.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "计量管理体系"
        verbose_name_plural = "计量管理体系"
        constraints = record_meta("metrology_system", "code", by="reviewed_on")["constraints"]
        indexes = record_meta("metrology_system", "code", by="reviewed_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_kind_display()}"


class PlanTopic(models.TextChoices):
    COMPULSORY = "compulsory", "强制检定"
    LIVELIHOOD = "livelihood", "民生计量"
    PACKAGED = "packaged", "定量包装商品"
    ENERGY = "energy", "能源计量"
    STANDARD = "standard", "计量标准建设"
    HONESTY = "honesty", "诚信计量"
    OTHER = "other", "其他"


class MetrologyPlan(Record):
    """One item of the yearly metrology plan."""

    scope = OF_PLACE

    code = models.CharField("计划项目编号", max_length=40)
    year = models.PositiveSmallIntegerField(
        "计划年度", validators=[MinValueValidator(1985), MaxValueValidator(2099)]
    )
    topic = models.CharField("工作内容", max_length=10, choices=PlanTopic.choices)
    name = models.CharField("计划项目", max_length=120)
    undertaker = models.CharField("承办单位", max_length=120, blank=True)
    planned = models.PositiveIntegerField("计划数", null=True, blank=True)
    done = models.PositiveIntegerField("完成数", null=True, blank=True)
    unit = models.CharField("单位", max_length=10, blank=True)
    issued_on = models.DateField("下达日期")
    due_on = models.DateField("完成期限")
    finished_on = models.DateField("完成日期", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=METROLOGY_PLAN.initial, choices=METROLOGY_PLAN.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "计量工作计划"
        verbose_name_plural = "计量工作计划"
        constraints = record_meta("metrology_plan", "code", by="issued_on")["constraints"]
        indexes = record_meta("metrology_plan", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"
