"""Budgets, funds and preference (R-FND-01..03)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.governance.lifecycles.funding import FUND, PREFERENCE


class BudgetItem(models.TextChoices):
    SAMPLING = "sampling", "监督抽检"
    STANDARDS = "standards", "标准化"
    METROLOGY = "metrology", "计量"
    BRAND = "brand", "品牌培育"
    LABORATORY = "laboratory", "检测能力建设"
    TALENT = "talent", "人才培训"
    AWARD = "award", "质量奖励"
    PUBLICITY = "publicity", "宣传"
    WORKS = "works", "工程质量"
    OTHER = "other", "其他"


class Budget(Return):
    """What a government sets aside for one item of quality work in a year, and what it spent (R-FND-01). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    item = models.CharField("经费项目", max_length=10, choices=BudgetItem.choices)
    line = models.CharField("预算科目编码", max_length=20, blank=True)
    budget = models.DecimalField(
        "年初预算", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    adjusted = models.DecimalField(
        "调整后预算",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    spent = models.DecimalField(
        "已支出",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    basis = models.CharField("批复文号", max_length=80, blank=True)

    class Meta(Return.Meta):
        verbose_name = "质量工作经费"
        verbose_name_plural = "质量工作经费"
        constraints = record_meta("quality_budget", "region", "item", "line", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("quality_budget", "region", "item", "line", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.period} {self.get_item_display()}"


class FundKind(models.TextChoices):
    FUND = "fund", "质量发展基金"
    SUBSIDY = "subsidy", "专项补贴"
    REWARD = "reward", "奖励资助"
    INTEREST = "interest", "贷款贴息"


class FundApplication(Record):
    """An application to a quality fund or subsidy: reviewed, granted by a rule, its effect checked (R-FND-02, R-AWD-02). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("申请编号", max_length=40)
    kind = models.CharField("资金种类", max_length=8, choices=FundKind.choices)
    scheme = models.CharField("政策名称", max_length=120)
    enterprise = models.CharField("申请单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    project = models.CharField("申报项目", max_length=160)
    applied_on = models.DateField("申请日期")
    asked = models.DecimalField(
        "申请金额", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    score = models.DecimalField(
        "评审得分",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="%",
    )
    rule_no = models.CharField("依据文件", max_length=120, blank=True)
    title_code = models.CharField("对应称号(成果)编号", max_length=60, blank=True)
    budget_item = models.CharField("预算项目", max_length=10, blank=True, choices=BudgetItem.choices)
    granted = models.DecimalField(
        "批准金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    granted_on = models.DateField("拨付日期", null=True, blank=True)
    check_by = models.DateField("绩效核查期限", null=True, blank=True)
    checked_on = models.DateField("核查日期", null=True, blank=True)
    effect = models.CharField("绩效核查结论", max_length=300, blank=True)
    recovered = models.DecimalField(
        "追回金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    state = models.CharField("办理阶段", max_length=9, default=FUND.initial, choices=FUND.choices())

    class Meta(Record.Meta):
        verbose_name = "质量资金项目"
        verbose_name_plural = "质量资金项目"
        constraints = record_meta("fund_application", "code", by="applied_on")["constraints"]
        indexes = record_meta("fund_application", "code", by="applied_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.code}"


class PreferenceGround(models.TextChoices):
    AWARD = "award", "政府质量奖"
    BRAND = "brand", "名牌或驰名商标"
    CREDIT = "credit", "质量信用AA级"
    TITLE = "title", "其他称号"


class PreferenceMeasure(models.TextChoices):
    LOAN = "loan", "信贷支持"
    PROJECT = "project", "项目立项"
    RENOVATION = "renovation", "技术改造"
    GUARANTEE = "guarantee", "融资担保"
    TAX = "tax", "税费优惠"
    LISTING = "listing", "优先推荐"


class Preference(Record):
    """A firm on a list sent to a bank or department for preference, and what came of it (R-FND-03). Money in 万元."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("支持编号", max_length=40)
    list_no = models.CharField("名单文号", max_length=60)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    ground = models.CharField("列入依据", max_length=6, choices=PreferenceGround.choices)
    ground_no = models.CharField("依据编号", max_length=60, blank=True)
    addressee = models.CharField("送达单位", max_length=120)
    measure = models.CharField("支持措施", max_length=10, choices=PreferenceMeasure.choices)
    issued_on = models.DateField("列入日期")
    valid_until = models.DateField("名单有效期至", null=True, blank=True)
    sent_on = models.DateField("送达日期", null=True, blank=True)
    amount = models.DecimalField(
        "落实金额",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    result_on = models.DateField("落实日期", null=True, blank=True)
    result = models.CharField("落实情况", max_length=200, blank=True)
    state = models.CharField(
        "支持状态", max_length=7, default=PREFERENCE.initial, choices=PREFERENCE.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "优惠支持名单"
        verbose_name_plural = "优惠支持名单"
        constraints = record_meta("preference", "code", by="issued_on")["constraints"]
        indexes = record_meta("preference", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.addressee}"
