"""What the leads of service trades return by period (R-SRV-02, R-SRV-03, R-SRV-04, R-SRV-08)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Return, record_meta
from zhiheng.records.services.models.figures import quantity


class TourismReturn(Return):
    """A month of tourism in a place: visitors, income, complaints."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    visitors = quantity("接待游客(万人次)", places=4, required=True)
    overnight = quantity("过夜游客(万人次)", places=4)
    income = quantity("旅游总收入(万元)")
    rooms = models.DecimalField(
        "客房出租率(%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    complaints = models.PositiveIntegerField("旅游投诉数", null=True, blank=True)
    complaints_in_time = models.PositiveIntegerField("及时处理投诉数", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta(Return.Meta):
        verbose_name = "旅游运行报表"
        verbose_name_plural = "旅游运行报表"
        constraints = record_meta("tourism_return", "region", "period", by="ended_on")["constraints"]
        indexes = record_meta("tourism_return", "region", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"


class CoachReturn(Return):
    """A month of an operator's long-distance coaches. Departures in bad weather are kept apart and not judged."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("客运企业", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    departures = models.PositiveIntegerField("正常天气发车班次")
    on_time = models.PositiveIntegerField("正点班次")
    bad_weather = models.PositiveIntegerField("恶劣天气班次", default=0)
    cancelled = models.PositiveIntegerField("停运班次", default=0)

    class Meta(Return.Meta):
        verbose_name = "长途客运报表"
        verbose_name_plural = "长途客运报表"
        constraints = record_meta("coach_return", "enterprise", "period", by="ended_on")["constraints"]
        indexes = record_meta("coach_return", "enterprise", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class LogisticsKind(models.TextChoices):
    ROAD = "road", "道路货运"
    EXPRESS = "express", "快递"
    COLD_CHAIN = "cold_chain", "冷链"
    WAREHOUSE = "warehouse", "仓储配送"


class LogisticsReturn(Return):
    """A quarter of a logistics firm: what arrived in time, what was damaged, how far its network reaches."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("物流企业", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("业务类别", max_length=12, choices=LogisticsKind.choices)
    shipments = models.PositiveIntegerField("承运票数")
    on_time = models.PositiveIntegerField("准时送达票数")
    damaged = models.PositiveIntegerField("货损货差票数", default=0)
    temperature_breaks = models.PositiveIntegerField("冷链断温次数", null=True, blank=True)
    outlets = models.PositiveIntegerField("服务网点数", null=True, blank=True)
    villages = models.PositiveIntegerField("通达行政村数", null=True, blank=True)

    class Meta(Return.Meta):
        verbose_name = "物流服务报表"
        verbose_name_plural = "物流服务报表"
        constraints = record_meta("logistics_return", "enterprise", "kind", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("logistics_return", "enterprise", "kind", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class FinanceKind(models.TextChoices):
    BANK = "bank", "银行"
    PROPERTY = "property", "财产保险"
    LIFE = "life", "人身保险"
    SECURITIES = "securities", "证券"


class FinanceReturn(Return):
    """A quarter of a bank or insurer: claims settled in time, complaints handled in time."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("机构类别", max_length=12, choices=FinanceKind.choices)
    claims = models.PositiveIntegerField("应结案赔案数", null=True, blank=True)
    claims_in_time = models.PositiveIntegerField("按期结案赔案数", null=True, blank=True)
    claim_days = quantity("平均理赔天数", places=1, digits=7)
    complaints = models.PositiveIntegerField("投诉数", null=True, blank=True)
    complaints_in_time = models.PositiveIntegerField("及时处理投诉数", null=True, blank=True)

    class Meta(Return.Meta):
        verbose_name = "金融保险服务报表"
        verbose_name_plural = "金融保险服务报表"
        constraints = record_meta("finance_return", "enterprise", "kind", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("finance_return", "enterprise", "kind", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class TelecomKind(models.TextChoices):
    POST = "post", "邮政"
    TELECOM = "telecom", "电信"
    EXPRESS = "express", "快递"
    BROADCAST = "broadcast", "广电网络"


class TelecomReturn(Return):
    """A quarter of a post or telecom operator: charges found right, complaints handled in time."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("运营企业", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("业务类别", max_length=12, choices=TelecomKind.choices)
    charges_checked = models.PositiveIntegerField("抽查计费话单数", null=True, blank=True)
    charges_right = models.PositiveIntegerField("计费准确话单数", null=True, blank=True)
    complaints = models.PositiveIntegerField("用户投诉数")
    complaints_in_time = models.PositiveIntegerField("及时处理投诉数")

    class Meta(Return.Meta):
        verbose_name = "邮政通信服务报表"
        verbose_name_plural = "邮政通信服务报表"
        constraints = record_meta("telecom_return", "enterprise", "kind", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("telecom_return", "enterprise", "kind", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class PublicArea(models.TextChoices):
    GOVERNMENT = "government", "政务服务"
    EDUCATION = "education", "公共教育"
    EMPLOYMENT = "employment", "就业服务"
    WELFARE = "welfare", "社会保障"
    HEALTH = "health", "医疗卫生"
    CULTURE = "culture", "公共文化"
    UTILITY = "utility", "水电气热公交"


class PublicServiceReturn(Return):
    """Half a year of a public service: the measure it set itself, what was done, and how users scored it (0 to 100)."""

    scope = Reaches(region="region_id", field="service", unit="owner_id")

    code = models.CharField("事项编号", max_length=40)
    name = models.CharField("服务举措", max_length=120)
    area = models.CharField("服务领域", max_length=12, choices=PublicArea.choices)
    planned = quantity("计划数", places=2)
    done = quantity("完成数", places=2)
    unit_name = models.CharField("计量单位", max_length=20, blank=True)
    handled = models.PositiveIntegerField("办件数", null=True, blank=True)
    handled_online = models.PositiveIntegerField("不见面办件数", null=True, blank=True)
    respondents = models.PositiveIntegerField("评价人数", null=True, blank=True)
    score = models.DecimalField(
        "满意度评分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta(Return.Meta):
        verbose_name = "公共服务报表"
        verbose_name_plural = "公共服务报表"
        constraints = record_meta("public_service", "code", "region", "period", by="ended_on")["constraints"]
        indexes = record_meta("public_service", "code", "region", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
