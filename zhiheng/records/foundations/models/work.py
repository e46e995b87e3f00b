"""Standards work: taking part in it, good conduct, trade measures abroad (R-STD-09 to R-STD-11)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.answering import answering_units, unit_with_code
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.foundations.lifecycles import CONDUCT, TRADE_MEASURE, TRADE_WARNING
from zhiheng.records.foundations.models.firms import OF_PLACE, FirmRecord


class WorkLevel(models.TextChoices):
    INTERNATIONAL = "internatnl", "国际标准"
    NATIONAL = "national", "国家标准"
    INDUSTRY = "industry", "行业标准"
    LOCAL = "local", "地方标准"
    GROUP = "group", "团体标准"
    ALLIANCE = "alliance", "联盟标准"


class WorkRole(models.TextChoices):
    LEAD = "lead", "主导起草"
    TAKE_PART = "take_part", "参与起草"
    SECRETARIAT = "secretariat", "承担技术委员会秘书处"


class Participation(FirmRecord):
    """A firm that led or took part in a standard, and the patent that went into it."""

    number = models.CharField("标准编号", max_length=60)
    name = models.CharField("标准名称", max_length=120)
    level = models.CharField("标准层级", max_length=10, choices=WorkLevel.choices)
    role = models.CharField("参与方式", max_length=11, choices=WorkRole.choices)
    published_on = models.DateField("发布日期")
    patent_converted = models.BooleanField("专利转化为标准", default=False)
    patents = models.CharField("专利号", max_length=120, blank=True)
    subsidy = models.DecimalField(
        "补助金额", max_digits=10, decimal_places=2, null=True, blank=True, help_text="万元",
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    subsidised_on = models.DateField("补助日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "标准制修订参与"
        verbose_name_plural = "标准制修订参与"
        constraints = record_meta("std_participation", "enterprise", "number", by="published_on")[
            "constraints"
        ]
        indexes = record_meta(
            "std_participation", "enterprise", "number", by="published_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.number}"


class ConductGrade(models.TextChoices):
    A1 = "A", "A 级"
    A2 = "AA", "AA 级"
    A3 = "AAA", "AAA 级"
    A4 = "AAAA", "AAAA 级"
    A5 = "AAAAA", "AAAAA 级"


class StandardConduct(FirmRecord):
    """Good standardisation conduct: applied for, evaluated, graded for some years."""

    code = models.CharField("登记(证书)编号", max_length=40)
    grade = models.CharField("等级", max_length=5, choices=ConductGrade.choices)
    evaluator = models.CharField("评价机构", max_length=120, blank=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    evaluated_on = models.DateField("评价日期", null=True, blank=True)
    score = models.DecimalField(
        "评价得分", max_digits=5, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
    )  # fmt: skip
    granted_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField("阶段", max_length=12, default=CONDUCT.initial, choices=CONDUCT.choices())

    class Meta(Record.Meta):
        verbose_name = "标准化良好行为"
        verbose_name_plural = "标准化良好行为"
        constraints = record_meta("std_conduct", "code", by="granted_on")["constraints"]
        indexes = record_meta("std_conduct", "code", by="granted_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.grade}"


class MeasureKind(models.TextChoices):
    TBT = "tbt", "技术性贸易壁垒(TBT)"
    SPS = "sps", "卫生与植物卫生措施(SPS)"
    RECALL = "recall", "境外通报召回"
    OTHER = "other", "其他"


class Impact(models.TextChoices):
    HIGH = "high", "影响大"
    MEDIUM = "medium", "影响中等"
    LOW = "low", "影响小"
    NONE = "none", "无影响"


class TradeMeasure(Record):
    """A technical trade measure abroad that touches what the region exports."""

    scope = OF_PLACE

    code = models.CharField("通报号", max_length=40)
    kind = models.CharField("措施种类", max_length=6, choices=MeasureKind.choices)
    member = models.CharField("通报成员", max_length=40)
    title = models.CharField("措施名称", max_length=160)
    products = models.CharField("涉及产品", max_length=120)
    hs_codes = models.CharField("涉及税号", max_length=120, blank=True)
    notified_on = models.DateField("通报日期")
    comment_until = models.DateField("评议截止日期", null=True, blank=True)
    effective_on = models.DateField("拟生效日期", null=True, blank=True)
    assessed_on = models.DateField("影响评估日期", null=True, blank=True)
    impact = models.CharField("影响程度", max_length=6, blank=True, choices=Impact.choices)
    exporters = models.PositiveIntegerField("受影响企业数", null=True, blank=True)
    warned_on = models.DateField("预警发布日期", null=True, blank=True)
    commented_on = models.DateField("提交评议意见日期", null=True, blank=True)
    response = models.CharField("应对措施", max_length=200, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=TRADE_MEASURE.initial, choices=TRADE_MEASURE.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "技术性贸易措施"
        verbose_name_plural = "技术性贸易措施"
        constraints = record_meta("trade_measure", "region", "code", by="notified_on")["constraints"]
        indexes = record_meta("trade_measure", "region", "code", by="notified_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def keeper(self) -> Unit:
        """Who owes the warning in time: the unit that entered the measure, else the office of the place."""
        return self.owner or answering_units([self.region])[self.region_id]


class WarningChannel(models.TextChoices):
    SYSTEM = "system", "本系统企业工作台"
    PLATFORM = "platform", "预警平台"
    LETTER = "letter", "书面通知"
    MESSAGE = "message", "短信微信"
    VISIT = "visit", "上门告知"


class TradeWarning(FirmRecord):
    """A warning of a trade measure, sent to one exporter, and what the exporter did."""

    measure = models.CharField("通报号", max_length=40)
    sent_on = models.DateField("发送日期")
    channel = models.CharField("发送方式", max_length=8, choices=WarningChannel.choices)
    advice = models.CharField("应对建议", max_length=200, blank=True)
    state = models.CharField(
        "办理阶段", max_length=12, default=TRADE_WARNING.initial, choices=TRADE_WARNING.choices()
    )
    acknowledged_on = models.DateField("企业确认日期", null=True, blank=True)
    answered_on = models.DateField("企业反馈日期", null=True, blank=True)
    answer = models.CharField("企业应对情况", max_length=200, blank=True)
    loss = models.DecimalField(
        "影响出口额", max_digits=12, decimal_places=2, null=True, blank=True, help_text="万美元",
        validators=[MinValueValidator(0)],
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = "技术性贸易措施预警"
        verbose_name_plural = "技术性贸易措施预警"
        constraints = record_meta("trade_warning", "measure", "enterprise", by="sent_on")["constraints"]
        indexes = record_meta(
            "trade_warning", "measure", "enterprise", by="sent_on", enterprise="credit_code"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.measure} {self.enterprise}"

    def clean(self) -> None:
        """What comes with the exporter's answer is entered as answered."""
        super().clean()
        if self._state.adding and self.answered_on is not None and self.state == TRADE_WARNING.initial:
            self.state = "answered"

    @property
    def addressee(self) -> Unit:
        """Who has to confirm: the exporter, where it has accounts; else the unit that warns has to reach it itself."""
        return (
            unit_with_code(self.credit_code) or self.owner or answering_units([self.region])[self.region_id]
        )
