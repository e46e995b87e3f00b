"""Plans filed by sectors and enterprises, participation in quality-strong activities, laws and policies with
proposals (R-PRG-07, R-PRG-09, R-PRG-10)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.governance.lifecycles.plans import FILED_PLAN, PROPOSAL


class PlanKind(models.TextChoices):
    SECTOR = "sector", "行业质量发展规划"
    WORKS = "works", "工程质量计划"
    ECOLOGY = "ecology", "生态质量计划"
    ENTERPRISE = "enterprise", "企业质量发展行动计划"


class FiledPlan(Record):
    """A quality plan of a sector or an enterprise, filed with the office, with its periodic analysis (R-PRG-07)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("备案编号", max_length=40)
    name = models.CharField("计划名称", max_length=160)
    kind = models.CharField("计划类型", max_length=10, choices=PlanKind.choices)
    sector = models.CharField("行业", max_length=60, blank=True)
    filer = models.CharField("备案单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField("阶段", max_length=10, default=FILED_PLAN.initial, choices=FILED_PLAN.choices())
    filed_on = models.DateField("备案日期")
    starts_on = models.DateField("实施起", null=True, blank=True)
    ends_on = models.DateField("实施止", null=True, blank=True)
    analysed_on = models.DateField("最近分析日期", null=True, blank=True)
    result = models.CharField("评估结果", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量计划备案"
        verbose_name_plural = "质量计划备案"
        constraints = record_meta("filed_plan", "code", by="filed_on")["constraints"]
        indexes = record_meta("filed_plan", "code", by="filed_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class ActivityKind(models.TextChoices):
    CITY = "city", "质量兴市"
    INDUSTRY = "industry", "质量兴业"
    ENTERPRISE = "enterprise", "质量兴企"
    PRODUCT = "product", "质量兴品"
    TOWN = "town", "质量强镇"


class Participation(Record):
    """Who takes part in a quality-strong activity, and what came of it (R-PRG-09)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    kind = models.CharField("活动类型", max_length=10, choices=ActivityKind.choices)
    participant = models.CharField("参加者", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    joined_on = models.DateField("参加日期")
    left_on = models.DateField("退出日期", null=True, blank=True)
    result = models.CharField("活动成效", max_length=300, blank=True)
    invested = models.DecimalField(
        "投入",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )

    class Meta(Record.Meta):
        verbose_name = "质量强区活动"
        verbose_name_plural = "质量强区活动"
        constraints = record_meta("participation", "code", by="joined_on")["constraints"]
        indexes = record_meta("participation", "code", by="joined_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.participant} {self.get_kind_display()}"


class InstrumentKind(models.TextChoices):
    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "规章"
    POLICY = "policy", "政策文件"


class RevisionState(models.TextChoices):
    IN_FORCE = "in_force", "现行有效"
    REVISING = "revising", "修改中"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"


class Instrument(Record):
    """A law, rule or policy on quality with its revision state: the library of R-PRG-10."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("登记编号", max_length=40)
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("效力层级", max_length=10, choices=InstrumentKind.choices)
    number = models.CharField("文号", max_length=80, blank=True)
    issuer = models.CharField("制定机关", max_length=120, blank=True)
    issued_on = models.DateField("公布日期")
    in_force_on = models.DateField("施行日期", null=True, blank=True)
    revision_state = models.CharField(
        "修订状态", max_length=10, choices=RevisionState.choices, default=RevisionState.IN_FORCE
    )
    revised_on = models.DateField("最近修订日期", null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "法规政策"
        verbose_name_plural = "法规政策库"
        constraints = record_meta("instrument", "code", by="issued_on")["constraints"]
        indexes = record_meta("instrument", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return self.title


class ProposalSource(models.TextChoices):
    RESEARCH = "research", "政策研究"
    FORUM = "forum", "质量论坛"
    EXPERT = "expert", "专家咨询"
    PUBLIC = "public", "社会意见"


class Proposal(Record):
    """A proposal out of research, a forum or advice, and whether it was followed (R-PRG-10)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("建议编号", max_length=40)
    title = models.CharField("建议", max_length=200)
    source = models.CharField("来源", max_length=10, choices=ProposalSource.choices)
    state = models.CharField("阶段", max_length=10, default=PROPOSAL.initial, choices=PROPOSAL.choices())
    made_on = models.DateField("提出日期")
    answer_by = models.DateField("答复期限", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    instrument_code = models.CharField("涉及法规编号", max_length=40, blank=True)

    class Meta(Record.Meta):
        verbose_name = "政策建议"
        verbose_name_plural = "政策建议"
        constraints = record_meta("proposal", "code", by="made_on")["constraints"]
        indexes = record_meta("proposal", "code", by="made_on")["indexes"]

    def __str__(self) -> str:
        return self.title
