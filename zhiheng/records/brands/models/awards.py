"""Awards, rules of reward, payments and honours (R-AWD-01, R-AWD-02, R-AWD-04, R-AWD-05)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.brands.lifecycles import AWARD
from zhiheng.records.brands.models.ranks import Rank


class AwardKind(models.TextChoices):
    GOVERNMENT = "government", "政府质量奖"
    TEAM = "team", "质量标兵与班组"
    COMMENDATION = "commendation", "表彰奖励"


class Award(Record):
    """An award entered for or won by an organisation (R-AWD-01)."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("奖项种类", max_length=14, choices=AwardKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    name = models.CharField("奖项名称", max_length=80)
    recipient = models.CharField("获奖(申报)单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField(
        "阶段",
        max_length=10,
        default=AWARD.initial,
        choices=AWARD.choices(),
    )
    entered_on = models.DateField("申报日期", null=True, blank=True)
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    score = models.DecimalField(
        "评审得分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )
    publicised_on = models.DateField("公示日期", null=True, blank=True)
    awarded_on = models.DateField("获奖日期", null=True, blank=True)
    edition = models.CharField("届次(年度)", max_length=20, blank=True)
    document_no = models.CharField("表彰文号", max_length=60, blank=True)
    amount = models.DecimalField(
        "奖励金额", max_digits=12, decimal_places=2, null=True, blank=True, help_text="万元"
    )

    class Meta(Record.Meta):
        verbose_name = "奖励"
        verbose_name_plural = "奖励"
        constraints = record_meta("award", "code", by="awarded_on")["constraints"]
        indexes = record_meta("award", "code", by="awarded_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.recipient}"


class RewardFor(models.TextChoices):
    TITLE = "title", "品牌称号"
    AWARD = "award", "质量奖"
    STANDARD = "standard", "标准研制"
    INDICATION = "indication", "地理标志"
    PATENT = "patent", "专利"
    DEMONSTRATION = "demonstration", "示范单位"
    WORK = "work", "质量工作考核"


class RewardRule(Record):
    """One line of a published rule of reward: for what, to whom, how much, and while it is in force."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id")

    code = models.CharField("条目编号", max_length=40)
    document = models.CharField("办法名称", max_length=120)
    document_no = models.CharField("发文字号", max_length=60, blank=True)
    clause = models.CharField("条款", max_length=40, blank=True)
    reward_for = models.CharField("奖励事项", max_length=14, choices=RewardFor.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices)
    receiver = models.CharField("奖励对象", max_length=60)
    amount = models.DecimalField(
        "奖励标准", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    issuer = models.CharField("发布机关", max_length=80, blank=True)
    issued_on = models.DateField("发布日期")
    valid_from = models.DateField("施行日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "奖励办法"
        verbose_name_plural = "奖励办法"
        constraints = record_meta("reward_rule", "code", by="issued_on")["constraints"]
        indexes = record_meta("reward_rule", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.document} {self.code}"


class RewardPayment(Record):
    """Money paid by a rule, for a title or award, from a budget line."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("兑付编号", max_length=40)
    rule_code = models.CharField("奖励办法条目", max_length=40)
    reward_for = models.CharField("奖励事项", max_length=14, choices=RewardFor.choices)
    title_code = models.CharField("称号(奖项)登记编号", max_length=40)
    budget_line = models.CharField("预算项目编号", max_length=40)
    enterprise = models.CharField("领取单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    amount = models.DecimalField(
        "兑付金额", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)], help_text="万元"
    )
    decided_on = models.DateField("审定日期")
    paid_on = models.DateField("拨付日期", null=True, blank=True)
    voucher_no = models.CharField("拨付凭证号", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "奖励兑付"
        verbose_name_plural = "奖励兑付"
        constraints = record_meta("reward_payment", "code", by="decided_on")["constraints"]
        indexes = record_meta("reward_payment", "code", by="decided_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class HonourKind(models.TextChoices):
    INTERNAL = "internal", "企业内部质量奖"
    PACESETTER = "pacesetter", "质量标兵"
    TEAM = "team", "质量信得过班组"
    LABOUR_MEDAL = "labour_medal", "五一劳动奖"
    PIONEER = "pioneer", "工人先锋号"
    COMMENDATION = "commendation", "质量工作表彰"


class Honour(Record):
    """An honour of a team or a person. The person's name is personal data; the post is what others see."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("荣誉种类", max_length=14, choices=HonourKind.choices)
    rank = models.CharField("级别", max_length=12, choices=Rank.choices, blank=True)
    name = models.CharField("荣誉名称", max_length=100)
    enterprise = models.CharField("所在单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    team = models.CharField("班组(集体)", max_length=80, blank=True)
    post = models.CharField("岗位", max_length=60, blank=True)
    person = models.CharField("姓名", max_length=40, blank=True)
    granted_on = models.DateField("授予日期")
    grantor = models.CharField("授予单位", max_length=100)
    document_no = models.CharField("表彰文号", max_length=60, blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量荣誉"
        verbose_name_plural = "质量荣誉"
        constraints = record_meta("honour", "code", by="granted_on")["constraints"]
        indexes = record_meta("honour", "code", by="granted_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.enterprise}"
