"""Cases of administrative penalty, from filing to their end (R-ENF-01)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.enforcement.lifecycles.cases import CASE, SERVED


class Party(models.TextChoices):
    ORGANISATION = "organisation", "法人及非法人组织"
    BUSINESS = "business", "个体工商户"
    PERSON = "person", "自然人"


class Violation(models.TextChoices):
    """What R-ENF-01 and R-ENF-06 tell apart."""

    UNLICENSED = "unlicensed", "无证(无照)生产经营"
    FAKE = "fake", "制售假冒产品"
    SHODDY = "shoddy", "生产销售伪劣(不合格)产品"
    FOOD = "food", "食品安全违法"
    DRUG = "drug", "药品医疗器械化妆品违法"
    EQUIPMENT = "equipment", "特种设备违法"
    INFRINGEMENT = "infringement", "侵犯知识产权"
    METROLOGY = "metrology", "计量违法"
    CERTIFICATION = "certification", "认证、检验检测违法"
    STANDARD = "standard", "标准、标识违法"
    ADVERTISING = "advertising", "虚假宣传、广告违法"
    PRICE = "price", "价格违法"
    COMPETITION = "competition", "不正当竞争"
    CONSUMER = "consumer", "侵害消费者权益"
    OTHER = "other", "其他违法经营"


class Clue(models.TextChoices):
    INSPECTION = "inspection", "监督检查"
    SAMPLING = "sampling", "监督抽查"
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"
    TRANSFER = "transfer", "其他机关移送"
    ASSIGNED = "assigned", "上级交办"
    MEDIA = "media", "媒体曝光"
    OTHER = "other", "其他"


class Penalty(models.TextChoices):
    """The kinds of administrative penalty by law, from light to heavy."""

    WARNING = "warning", "警告、通报批评"
    FINE = "fine", "罚款"
    CONFISCATION = "confiscation", "没收违法所得、非法财物"
    RESTRICTION = "restriction", "限制开展生产经营活动"
    DOWNGRADE = "downgrade", "降低资质等级"
    SUSPENSION = "suspension", "暂扣许可证件"
    STOP = "stop", "责令停产停业"
    CLOSURE = "closure", "责令关闭"
    REVOCATION = "revocation", "吊销许可证件"
    BAN = "ban", "限制从业"


#: Kinds that the rule on the list of serious breaches calls heavier penalties, whatever the amount.
HEAVIER = (
    Penalty.RESTRICTION,
    Penalty.DOWNGRADE,
    Penalty.STOP,
    Penalty.CLOSURE,
    Penalty.REVOCATION,
    Penalty.BAN,
)


def money(label: str) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="元",
    )


class Case(Record):
    """One case. A person who is a party has the name in ``person``, which is never released; a firm in ``enterprise``.

    What a firm may know of a case against it begins with the decision that is served on it.
    """

    scope = Reaches(
        region="region_id",
        field="product",
        unit="owner_id",
        enterprise="credit_code",
        open_when={"state": SERVED},
    )

    case_no = models.CharField("立案(案件)文号", max_length=60)
    document_no = models.CharField("行政处罚决定书文号", max_length=60, blank=True)
    party = models.CharField("当事人类别", max_length=12, choices=Party.choices, default=Party.ORGANISATION)
    enterprise = models.CharField("当事单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    person = models.CharField("当事人姓名(自然人)", max_length=60, blank=True)
    kind = models.CharField("违法行为类型", max_length=14, choices=Violation.choices)
    product = models.CharField("涉案产品(服务)", max_length=120, blank=True)
    conduct = models.CharField("违法事实", max_length=500, blank=True)
    breached = models.CharField("违反的规定", max_length=300, blank=True)
    law_basis = models.CharField("处罚依据", max_length=300, blank=True)
    clue_source = models.CharField("案件来源", max_length=12, choices=Clue.choices, blank=True)
    clue_no = models.CharField("来源编号", max_length=60, blank=True)
    major = models.BooleanField("大案要案", default=False)
    filed_on = models.DateField("立案日期", null=True, blank=True)
    state = models.CharField("办理阶段", max_length=12, default=CASE.initial, choices=CASE.choices())
    decided_on = models.DateField("处罚决定日期", null=True, blank=True)
    penalty = models.CharField("主要处罚种类", max_length=12, choices=Penalty.choices, blank=True)
    penalty_text = models.CharField("处罚内容", max_length=500, blank=True)
    fine = money("罚款金额")
    confiscated = money("没收金额")
    goods_value = money("货值金额")
    heavy = models.BooleanField("较重行政处罚", null=True, blank=True)
    authority = models.CharField("处罚机关", max_length=120, blank=True)
    executed_on = models.DateField("执行完毕日期", null=True, blank=True)
    closed_on = models.DateField("结案日期", null=True, blank=True)
    transferred_to = models.CharField("移送机关", max_length=120, blank=True)
    published_on = models.DateField("公示日期", null=True, blank=True)
    published_until = models.DateField("公示截止日期", null=True, blank=True)
    repaired_on = models.DateField("信用修复(停止公示)日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "行政处罚案件"
        verbose_name_plural = "行政处罚案件"
        constraints = record_meta("case", "case_no", by="decided_on")["constraints"]
        indexes = [
            *record_meta("case", "case_no", by="decided_on", enterprise="credit_code")["indexes"],
            models.Index(
                fields=["document_no"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="case_document",
            ),
        ]

    def __str__(self) -> str:
        return self.document_no or self.case_no
