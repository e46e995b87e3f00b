"""Hospitals, stores, promises, tourism firms and good-service marks (R-SRV-02, R-SRV-05, R-SRV-06, R-SRV-07)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.services.lifecycles import SERVICE_MARK, TOURISM_CHECK
from zhiheng.records.services.models.figures import quantity


class HospitalGrade(models.TextChoices):
    TERTIARY_A = "3A", "三级甲等"
    TERTIARY_B = "3B", "三级乙等"
    TERTIARY = "3", "三级未定等"
    SECONDARY_A = "2A", "二级甲等"
    SECONDARY_B = "2B", "二级乙等"
    SECONDARY = "2", "二级未定等"
    PRIMARY = "1", "一级"


class Hospital(Record):
    """A hospital with its grade. Its management-system certificate is looked up by its credit code."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    licence = models.CharField("执业许可证登记号", max_length=40)
    enterprise = models.CharField("医院名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    grade = models.CharField("等级", max_length=2, choices=HospitalGrade.choices)
    graded_on = models.DateField("评定日期")
    valid_until = models.DateField("等级有效期至", null=True, blank=True)
    beds = models.PositiveIntegerField("编制床位数", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "医院"
        verbose_name_plural = "医院"
        constraints = record_meta("hospital", "licence", by="graded_on")["constraints"]
        indexes = record_meta("hospital", "licence", by="graded_on")["indexes"]

    def __str__(self) -> str:
        return self.enterprise


class Verdict(models.TextChoices):
    GOOD = "good", "优秀"
    QUALIFIED = "qualified", "合格"
    RECTIFY = "rectify", "限期整改"
    UNQUALIFIED = "unqualified", "不合格"


class HospitalEvaluation(Record):
    """One evaluation of a hospital's quality and safety, and who was held to account for what it found."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    code = models.CharField("评价编号", max_length=40)
    licence = models.CharField("执业许可证登记号", max_length=40)
    enterprise = models.CharField("医院名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    evaluated_on = models.DateField("评价日期")
    score = models.DecimalField(
        "评价得分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )
    verdict = models.CharField("评价结论", max_length=12, choices=Verdict.choices)
    events = models.PositiveIntegerField("医疗质量安全事件数", null=True, blank=True)
    accountable = models.PositiveIntegerField("追责件数", null=True, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "医疗质量安全评价"
        verbose_name_plural = "医疗质量安全评价"
        constraints = record_meta("hospital_evaluation", "code", by="evaluated_on")["constraints"]
        indexes = record_meta("hospital_evaluation", "code", by="evaluated_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class StoreKind(models.TextChoices):
    DEPARTMENT = "department", "百货"
    SUPERMARKET = "supermarket", "超市"
    MARKET = "market", "专业市场"
    CHAIN = "chain", "连锁"
    CATERING = "catering", "餐饮"
    ONLINE = "online", "电子商务"


class Store(Record):
    """A trading firm: its quality system, its promise, and whether it answers first and stands by the three guarantees."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    code = models.CharField("档案编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("业态", max_length=12, choices=StoreKind.choices)
    large = models.BooleanField("限额以上", default=False)
    listed_on = models.DateField("建档日期")
    closed_on = models.DateField("停业日期", null=True, blank=True)
    quality_system = models.BooleanField("已建质量管理体系", default=False)
    promise = models.CharField("服务承诺", max_length=200, blank=True)
    first_liability = models.BooleanField("落实首问负责与先行赔付", default=False)
    three_guarantees = models.BooleanField("落实三包", default=False)
    signed_on = models.DateField("承诺签署日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "商贸企业质量档案"
        verbose_name_plural = "商贸企业质量档案"
        constraints = record_meta("store", "code", by="listed_on")["constraints"]
        indexes = record_meta("store", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return self.enterprise


class PromiseSector(models.TextChoices):
    COMMERCE = "commerce", "商贸流通"
    TOURISM = "tourism", "旅游"
    TRANSPORT = "transport", "运输物流"
    FINANCE = "finance", "金融保险"
    TELECOM = "telecom", "邮政通信"
    PUBLIC = "public", "公共服务"


class PromiseCheck(Record):
    """A spot check of how many of the promises looked at were kept."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    check_no = models.CharField("检查编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    sector = models.CharField("行业", max_length=12, choices=PromiseSector.choices)
    checked_on = models.DateField("检查日期")
    checked = models.PositiveIntegerField("检查承诺项数", validators=[MinValueValidator(1)])
    kept = models.PositiveIntegerField("兑现项数")
    broken = models.CharField("未兑现事项", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "服务承诺检查"
        verbose_name_plural = "服务承诺检查"
        constraints = record_meta("promise_check", "check_no", by="checked_on")["constraints"]
        indexes = record_meta("promise_check", "check_no", by="checked_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.check_no}"


class TourismKind(models.TextChoices):
    AGENCY = "agency", "旅行社"
    HOTEL = "hotel", "星级饭店"
    SITE = "site", "旅游景区"
    COACH = "coach", "旅游客车"
    GUIDE = "guide", "导游服务"


class TourismCheck(Record):
    """A check of an agency, hotel, site, coach or guide service, and what became of what was found."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    check_no = models.CharField("检查编号", max_length=40)
    enterprise = models.CharField("被检查单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("检查对象", max_length=8, choices=TourismKind.choices)
    checked_on = models.DateField("检查日期")
    problem = models.CharField("发现问题", max_length=200, blank=True)
    state = models.CharField(
        "处理状态", max_length=12, default=TOURISM_CHECK.initial, choices=TOURISM_CHECK.choices()
    )
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    verified_on = models.DateField("复查日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "旅游服务检查"
        verbose_name_plural = "旅游服务检查"
        constraints = record_meta("tourism_check", "check_no", by="checked_on")["constraints"]
        indexes = record_meta("tourism_check", "check_no", by="checked_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.check_no}"


class MarkKind(models.TextChoices):
    PROMISE = "promise", "优质服务承诺标志"
    TEAM = "team", "星级服务班组"


class ServiceMark(Record):
    """A good-service promise mark of a firm, or a star team: applied for, granted, checked each year, withdrawn."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    code = models.CharField("标志编号", max_length=40)
    kind = models.CharField("类别", max_length=8, choices=MarkKind.choices)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    team = models.CharField("班组", max_length=60, blank=True)
    stars = models.PositiveSmallIntegerField(
        "星级", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    promise = models.CharField("承诺内容", max_length=200, blank=True)
    applied_on = models.DateField("申报日期")
    state = models.CharField(
        "状态", max_length=10, default=SERVICE_MARK.initial, choices=SERVICE_MARK.choices()
    )
    granted_on = models.DateField("授予日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    checked_on = models.DateField("最近核查日期", null=True, blank=True)
    rectify_by = models.DateField("改正期限", null=True, blank=True)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    score = quantity("评审得分", places=1, digits=6)

    class Meta(Record.Meta):
        verbose_name = "优质服务标志与星级班组"
        verbose_name_plural = "优质服务标志与星级班组"
        constraints = record_meta("service_mark", "code", by="applied_on")["constraints"]
        indexes = record_meta("service_mark", "code", by="applied_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"
