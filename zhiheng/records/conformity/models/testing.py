"""What has to be tested, orders for it, and projects that make it possible here (R-LAB-04, R-LAB-05)."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.answering import answering_units, unit_with_code
from zhiheng.frame.people.models import Unit, UnitKind
from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.conformity.lifecycles.testing import CAPABILITY_PROJECT, NEED, ORDER
from zhiheng.records.conformity.models.laboratories import Laboratory


class NeedSource(models.TextChoices):
    ENTERPRISE = "enterprise", "企业提出"
    REGULATOR = "regulator", "监管部门提出"
    SURVEY = "survey", "需求调查"


class TestingNeed(Record):
    """A test that firms or regulators need here, and whether somebody local can do it (R-LAB-05)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    code = models.CharField("需求编号", max_length=40)
    product = models.CharField("检测对象", max_length=100)
    parameter = models.CharField("检测项目", max_length=100)
    standard = models.CharField("方法标准", max_length=120, blank=True)
    source = models.CharField("需求来源", max_length=10, choices=NeedSource.choices)
    asked_by = models.CharField("提出单位", max_length=120, blank=True)
    volume = models.PositiveIntegerField("年需求批次", null=True, blank=True, help_text="批次")
    raised_on = models.DateField("提出日期")
    sent_to = models.CharField("现送检机构", max_length=120, blank=True)
    project = models.CharField("建设项目编号", max_length=40, blank=True)
    met_by = models.CharField("本地承检机构证书编号", max_length=40, blank=True)
    met_on = models.DateField("本地满足日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    state = models.CharField("缺口状态", max_length=7, default=NEED.initial, choices=NEED.choices())

    class Meta(Record.Meta):
        verbose_name = "检测需求与缺口"
        verbose_name_plural = "检测需求与缺口"
        constraints = record_meta("testing_need", "code", by="raised_on")["constraints"]
        indexes = record_meta("testing_need", "code", by="raised_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.product} {self.parameter}"


class ServiceKind(models.TextChoices):
    TEST = "test", "检验检测"
    CALIBRATION = "calibration", "计量校准"
    DEVELOPMENT = "development", "方法研发"
    STANDARD = "standard", "标准服务"
    CONSULTING = "consulting", "质量咨询"
    CERTIFICATION = "certification", "认证服务"


class ServiceOrder(Record):
    """An order on the public testing platform, of an enterprise or of government (R-LAB-04).

    The body it names by credit code sees it and carries it out, wherever it was placed.
    """

    scope = Reaches(
        region="region_id",
        field="foundations",
        unit="owner_id",
        enterprise="credit_code",
        also="provider_code",
    )

    code = models.CharField("订单编号", max_length=40)
    kind = models.CharField("服务种类", max_length=13, choices=ServiceKind.choices)
    enterprise = models.CharField("委托单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    purchase = models.BooleanField("政府购买服务", default=False)
    item = models.CharField("服务内容", max_length=200)
    laboratory = models.CharField("承接机构证书编号", max_length=40, blank=True)
    provider = models.CharField("承接机构", max_length=120, blank=True)
    provider_code = models.CharField("承接机构统一社会信用代码", max_length=18, blank=True, db_index=True)
    ordered_on = models.DateField("下单日期")
    promised_on = models.DateField("约定完成日期", null=True, blank=True)
    price = models.DecimalField(
        "服务费用",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )
    report_no = models.CharField("报告编号", max_length=60, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    score = models.PositiveIntegerField(
        "满意度评分", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    state = models.CharField("订单状态", max_length=9, default=ORDER.initial, choices=ORDER.choices())

    class Meta(Record.Meta):
        verbose_name = "检测服务订单"
        verbose_name_plural = "检测服务订单"
        constraints = record_meta("test_order", "code", by="ordered_on")["constraints"]
        indexes = record_meta("test_order", "code", by="ordered_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.item} {self.code}"

    def clean(self) -> None:
        """A new order that names a body by its certificate or by its credit code gets the other from the directory."""
        super().clean()
        named: dict[str, Any] = (
            {"number": self.laboratory} if self.laboratory else {"credit_code": self.provider_code}
        )
        if not self._state.adding or not any(named.values()) or (self.laboratory and self.provider_code):
            return
        listed: Any = Laboratory.objects.everywhere("the directory of laboratories").standing()
        found = (
            listed.filter(**named).order_by("-valid_until").values("number", "name", "credit_code").first()
        )
        if found is not None:
            self.laboratory = self.laboratory or found["number"]
            self.provider_code = self.provider_code or found["credit_code"]
            self.provider = self.provider or found["name"]

    @property
    def carrier(self) -> Unit:
        """The unit that owes the work: the body that the order names, where it has accounts; else who keeps the order,
        unless that is the firm that placed it; else the office of the place."""
        if (unit := unit_with_code(self.provider_code)) is not None:
            return unit
        if self.owner is not None and self.owner.kind != UnitKind.ENTERPRISE:
            return self.owner
        return answering_units([self.region])[self.region_id]

    @property
    def client(self) -> Unit:
        """The unit that the result is owed to, and that confirms it: the firm that ordered, where it has accounts."""
        if (unit := unit_with_code(self.credit_code)) is not None:
            return unit
        return self.owner or answering_units([self.region])[self.region_id]


class ProjectKind(models.TextChoices):
    COUNTY = "county", "县级检测机构"
    NATIONAL = "national", "国家质检中心"
    PROVINCIAL = "provincial", "省级质检中心"
    CLUSTER = "cluster", "产业集群检测平台"
    THIRD_PARTY = "third_party", "第三方检测机构"


class CapabilityProject(Record):
    """A project that closes gaps in testing: a county laboratory, a national centre, a third party brought in (R-LAB-05)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id")

    code = models.CharField("项目编号", max_length=40)
    name = models.CharField("项目名称", max_length=160)
    kind = models.CharField("项目类型", max_length=11, choices=ProjectKind.choices)
    builder = models.CharField("承建单位", max_length=120)
    gaps = models.CharField("对应需求编号", max_length=200, blank=True)
    invested = models.DecimalField(
        "总投资",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    planned_on = models.DateField("规划日期")
    approved_on = models.DateField("立项日期", null=True, blank=True)
    due_on = models.DateField("计划建成日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    parameters = models.PositiveIntegerField("新增检测项目数", null=True, blank=True)
    state = models.CharField(
        "项目状态", max_length=8, default=CAPABILITY_PROJECT.initial, choices=CAPABILITY_PROJECT.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "检测能力建设项目"
        verbose_name_plural = "检测能力建设项目"
        constraints = record_meta("capability_project", "code", by="planned_on")["constraints"]
        indexes = record_meta("capability_project", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return self.name
