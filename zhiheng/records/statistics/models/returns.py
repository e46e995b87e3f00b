"""Quality in the economic statistics: the yearly return of enterprises, and series of macro figures (R-IND-03…05)."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta


def _money(label: str, **more: Any) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="万元",
        validators=[MinValueValidator(0)],
        **more,
    )


class QualityReturn(Return):
    """The quality statistics of one industrial enterprise for a year. Money in 万元 at current prices, but the three
    grades' output, which is counted at constant prices as the grade rate asks."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    industry = models.CharField("行业代码", max_length=6, blank=True, help_text="GB/T 4754 中类或小类")
    gross_output = _money("工业总产值")
    superior_output = _money("优等品产值")
    first_output = _money("一等品产值")
    qualified_output = _money("合格品产值")
    new_product_output = _money("新产品产值")
    name_brand_output = _money("名牌产品产值")
    sales_income = _money("产品销售收入")
    overseas_sales = _money("境外销售收入")
    employees = models.PositiveIntegerField("平均用工人数", null=True, blank=True, help_text="人")
    internal_loss = _money("内部质量损失")
    external_loss = _money("外部质量损失")
    quality_loss = _money("质量损失合计")
    invention_patents = models.PositiveIntegerField(
        "发明专利授权数", null=True, blank=True, help_text="当年授权，件"
    )

    class Meta(Return.Meta):
        verbose_name = "质量统计年报"
        verbose_name_plural = "质量统计年报"
        constraints = record_meta("quality_return", "credit_code", "period", by="ended_on")["constraints"]
        indexes = record_meta("quality_return", "credit_code", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"


class MacroFigure(Return):
    """One figure of a series published by a statistics body: place, year, value in the unit that the series names.

    ``series``: a code of ``catalogue/codes/macro_series``.

    ``summed``: the row is a part that adds up to the regions above; a total whose parts are registered is not.
    """

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    series = models.CharField("指标", max_length=40)
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    summed = models.BooleanField("计入上级汇总", default=True, help_text="下级已分别登记的合计数填“否”")
    source = models.CharField("来源", max_length=120, help_text="如 2016年统计年鉴 表2-3")

    class Meta(Return.Meta):
        verbose_name = "宏观统计数列"
        verbose_name_plural = "宏观统计数列"
        constraints = record_meta("macro_figure", "region", "series", "period", by="ended_on")["constraints"]
        indexes = record_meta("macro_figure", "region", "series", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period} {self.series}"


class Outcome(models.TextChoices):
    AGREES = "agrees", "与台账一致"
    DIFFERS = "differs", "有差异"
    NO_BOOKS = "no_books", "无原始台账"
    REFUSED = "refused", "拒绝核查"


class ReturnCheck(Record):
    """A visit to an enterprise to hold a return against its own books: planned with a day, done on the spot."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    code = models.CharField("核查编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    period = models.CharField("核查期别", max_length=7, help_text="如 2016")
    due_on = models.DateField("应核查日期")
    checked_on = models.DateField("核查日期", null=True, blank=True)
    outcome = models.CharField("核查结果", max_length=12, choices=Outcome.choices, blank=True)
    difference = models.DecimalField(
        "产值差异率",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="%",
        validators=[MinValueValidator(0)],
    )
    remarks = models.CharField("情况说明", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "统计数据核查"
        verbose_name_plural = "统计数据核查"
        constraints = record_meta("return_check", "code", by="due_on")["constraints"]
        indexes = record_meta("return_check", "code", by="due_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.period}"
