"""What supervision looks at, and how often: key products, plans, classes, the grid (R-SUP-01, 02, 05, 06)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.kernels.rules import Bands, RuleError, rule_book
from zhiheng.records.supervision.lifecycles import SUPERVISION_CLASS
from zhiheng.records.supervision.models.base import FUELS, OF_PLACE, FirmRecord, Risk
from zhiheng.records.supervision.models.sampling import (
    LegalBasis,
    SamplingKind,
    SamplingLevel,
    Sector,
    Selection,
    Stage,
)


class KeyKind(models.TextChoices):
    PRODUCT = "product", "重点产品"
    SECTOR = "sector", "重点行业"
    AREA = "area", "重点区域"
    MARKET = "market", "重点市场"


class KeyObject(Record):
    """A product, sector, area or market under closer supervision: why, since when, until when unless reviewed."""

    scope = OF_PLACE

    code = models.CharField("目录编号", max_length=40)
    kind = models.CharField("对象类型", max_length=10, choices=KeyKind.choices)
    name = models.CharField("名称", max_length=120)
    sector = models.CharField("产品领域", max_length=12, choices=Sector.choices, blank=True)
    industry = models.CharField("行业代码", max_length=5, blank=True)
    risk = models.CharField("风险等级", max_length=8, choices=Risk.choices)
    why = models.CharField("列入理由", max_length=200)
    listed_on = models.DateField("列入日期")
    review_by = models.DateField("复审日期", help_text="到期重新评估是否保留")
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removed_reason = models.CharField("移出理由", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "重点监管目录"
        verbose_name_plural = "重点监管目录"
        constraints = record_meta("key_object", "code", by="listed_on")["constraints"]
        indexes = record_meta("key_object", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PlanKind(models.TextChoices):
    SAMPLING = "sampling", "监督抽查"
    PERIODIC = "periodic", "定期监督检验"
    INSPECTION = "inspection", "监督检查"


class SamplingPlan(Record):
    """A sampling or inspection plan of a year: what is drawn, from whom, how many batches, how often."""

    scope = replace(OF_PLACE, shared_with=FUELS)

    plan_no = models.CharField("计划编号", max_length=40)
    name = models.CharField("计划名称", max_length=120)
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(1990)])
    plan_kind = models.CharField(
        "计划类型", max_length=12, choices=PlanKind.choices, default=PlanKind.SAMPLING
    )
    level = models.CharField("抽查级别", max_length=12, choices=SamplingLevel.choices)
    kind = models.CharField(
        "抽查类别", max_length=12, choices=SamplingKind.choices, default=SamplingKind.SUPERVISION
    )
    legal_basis = models.CharField("法定依据", max_length=12, choices=LegalBasis.choices)
    sector = models.CharField("产品领域", max_length=12, choices=Sector.choices)
    products = models.CharField("产品范围", max_length=200)
    key_code = models.CharField("重点目录编号", max_length=40, blank=True, help_text="据哪一条重点目录安排")
    stage = models.CharField("抽样环节", max_length=12, choices=Stage.choices, default=Stage.PRODUCTION)
    selection = models.CharField(
        "抽样方式", max_length=10, choices=Selection.choices, default=Selection.RANDOM
    )
    batches = models.PositiveIntegerField("计划批次")
    times = models.PositiveSmallIntegerField("年内次数", default=1, validators=[MinValueValidator(1)])
    issued_on = models.DateField("下达日期")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("完成期限")
    finished_on = models.DateField("完成日期", null=True, blank=True)
    done = models.PositiveIntegerField("完成批次", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "抽查计划"
        verbose_name_plural = "抽查计划"
        constraints = record_meta("sampling_plan", "plan_no", by="issued_on")["constraints"]
        indexes = record_meta("sampling_plan", "plan_no", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.plan_no} {self.name}"


class PlanChange(Record):
    """A change of a plan's scope, frequency, batches or type, with the reason that quality gave for it."""

    scope = OF_PLACE

    code = models.CharField("调整编号", max_length=40)
    plan_no = models.CharField("计划编号", max_length=40)
    aspect = models.CharField(
        "调整内容",
        max_length=10,
        choices=[
            ("scope", "产品范围"),
            ("frequency", "抽查频次"),
            ("batches", "批次数"),
            ("kind", "抽查类别"),
            ("stage", "抽样环节"),
            ("stopped", "停止执行"),
        ],
    )
    before = models.CharField("调整前", max_length=200, blank=True)
    after = models.CharField("调整后", max_length=200)
    ground = models.CharField(
        "调整依据",
        max_length=12,
        choices=[
            ("failing", "合格率下降"),
            ("steady", "质量稳定"),
            ("complaints", "投诉举报"),
            ("warning", "风险预警"),
            ("incident", "质量安全事件"),
            ("catalogue", "重点目录调整"),
            ("higher", "上级部署"),
        ],
    )
    why = models.CharField("调整理由", max_length=200)
    changed_on = models.DateField("调整日期")

    class Meta(Record.Meta):
        verbose_name = "抽查计划调整"
        verbose_name_plural = "抽查计划调整"
        constraints = record_meta("plan_change", "code", by="changed_on")["constraints"]
        indexes = record_meta("plan_change", "code", by="changed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.plan_no} {self.get_aspect_display()}"


class Grade(models.TextChoices):
    """Lower case, since the clock reads its interval of inspection by this key."""

    A = "a", "A 类(低风险)"
    B = "b", "B 类(较低风险)"
    C = "c", "C 类(中等风险)"
    D = "d", "D 类(高风险)"


def class_of(points: int, on: dt.date) -> str:
    """The class that so many points of risk and credit give by the rule of the day; empty before its first version."""
    try:
        bands = rule_book().in_force("supervision.classes", on).figures_as(Bands)
    except RuleError:
        return ""
    return bands.of(Decimal(points)).key


class SupervisionClass(FirmRecord):
    """An enterprise's supervision class: points of risk and of credit give the class, the class gives how often it is
    inspected (rule sets supervision.classes and supervision.intervals). The points are worked out from what is recorded
    of the firm (supervision.points); left blank, the class is the one that they give."""

    trade = models.CharField("监管领域", max_length=12, choices=Sector.choices)
    risk_points = models.PositiveSmallIntegerField(
        "风险分", validators=[MaxValueValidator(70)], help_text="0 至 70，越高风险越大"
    )
    credit_points = models.PositiveSmallIntegerField(
        "信用分", validators=[MaxValueValidator(30)], help_text="0 至 30，越高信用越差"
    )
    grade = models.CharField(
        "监管类别", max_length=1, choices=Grade.choices, blank=True, help_text="不填时按两项分数之和得出"
    )
    classed_on = models.DateField("评定日期")
    inspected_on = models.DateField("最近检查日期", null=True, blank=True)
    finding = models.CharField("检查情况", max_length=200, blank=True)
    why = models.CharField("评定理由", max_length=500, blank=True)
    state = models.CharField(
        "状态", max_length=12, default=SUPERVISION_CLASS.initial, choices=SUPERVISION_CLASS.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "分类分级监管"
        verbose_name_plural = "分类分级监管"
        constraints = record_meta("supervision_class", "enterprise", "trade", by="classed_on")["constraints"]
        indexes = record_meta(
            "supervision_class", "enterprise", "trade", by="classed_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_trade_display()}"

    def clean(self) -> None:
        super().clean()
        if not self.grade and None not in (self.risk_points, self.credit_points, self.classed_on):
            self.grade = class_of(self.risk_points + self.credit_points, self.classed_on)


class Link(models.TextChoices):
    PRODUCTION = "production", "生产"
    CIRCULATION = "circulation", "流通"
    CATERING = "catering", "餐饮"
    IMPORT_EXPORT = "import_export", "进出口"


class GridCell(Record):
    """A cell of the supervision grid: a place, a link of the chain, the post that answers for it (R-SUP-06)."""

    scope = OF_PLACE

    code = models.CharField("网格编号", max_length=40)
    name = models.CharField("网格名称", max_length=80)
    link = models.CharField("监管环节", max_length=14, choices=Link.choices)
    area = models.CharField(
        "区域类型",
        max_length=10,
        choices=[
            ("urban", "城区"),
            ("fringe", "城乡结合部"),
            ("rural", "农村"),
            ("park", "园区"),
            ("port", "口岸"),
        ],
    )
    rural_market = models.BooleanField("农村集贸市场", default=False)
    officer_post = models.CharField("监管责任岗位", max_length=60)
    officer = models.CharField("监管责任人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    subjects = models.PositiveIntegerField("监管对象数", default=0)
    valid_from = models.DateField("设立日期")
    valid_until = models.DateField("撤销日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "监管网格"
        verbose_name_plural = "监管网格"
        constraints = record_meta("grid_cell", "code", by="valid_from")["constraints"]
        indexes = record_meta("grid_cell", "code", by="valid_from")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
