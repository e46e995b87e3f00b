"""Leading groups and working groups, their members, their meetings and what these decide, and what a working group
plans and examines in its field (R-ORG-01..03)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.meetings.lifecycles import DECISION, EXAMINATION, GROUP_PLAN


class GroupKind(models.TextChoices):
    LEADING = "leading", "领导小组"
    OFFICE = "office", "领导小组办公室"
    WORKING = "working", "工作组"
    JOINT = "joint", "联席会议"
    SERVICE_POINT = "service_point", "工作机构或服务点"


class Theme(models.TextChoices):
    INDUSTRIAL = "industrial", "工业产品质量"
    FARM = "farm", "农产品质量"
    WORKS = "works", "工程质量"
    SERVICE = "service", "服务质量"
    ENVIRONMENT = "environment", "环境质量"
    OTHER = "other", "其他"


class Group(Record):
    """A body that leads or does quality work, for as long as it stands."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("机构编号", max_length=40)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类型", max_length=14, choices=GroupKind.choices)
    theme = models.CharField(
        "分工领域",
        max_length=14,
        blank=True,
        choices=Theme.choices,
    )
    parent = models.CharField("上级机构编号", max_length=40, blank=True)
    lead_unit = models.CharField("牵头(日常工作)部门", max_length=120, blank=True)
    established_on = models.DateField("成立日期")
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    basis = models.CharField("成立依据", max_length=120, blank=True)
    studies_due = models.PositiveSmallIntegerField(
        "每年专题研究至少几次", null=True, blank=True, validators=[MaxValueValidator(52)]
    )
    studies_basis = models.CharField("次数依据", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "领导小组与工作组"
        verbose_name_plural = "领导小组与工作组"
        constraints = record_meta("group", "region", "code", by="established_on")["constraints"]
        indexes = record_meta("group", "region", "code", by="established_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class Member(Record):
    """A unit's (or a person's) seat in a group, with its term of office."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    group = models.CharField("机构编号", max_length=40)
    unit = models.CharField("成员单位", max_length=120)
    seat = models.CharField(
        "身份",
        max_length=12,
        choices=[
            ("head", "组长"),
            ("deputy", "副组长"),
            ("member", "成员"),
            ("office_head", "办公室主任"),
            ("contact", "联络员"),
        ],
    )
    post = models.CharField("职务", max_length=60, blank=True)
    person = models.CharField("姓名", max_length=40, blank=True)
    since = models.DateField("任职起")
    until = models.DateField("任职止", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "小组成员"
        verbose_name_plural = "小组成员"
        constraints = record_meta("member", "region", "group", "unit", "seat", "since", by="since")[
            "constraints"
        ]
        indexes = record_meta("member", "region", "group", "unit", "seat", "since", by="since")["indexes"]

    def __str__(self) -> str:
        return f"{self.get_seat_display()} {self.unit}"


class MeetingKind(models.TextChoices):
    PLENARY = "plenary", "领导小组会议"
    JOINT = "joint", "联席会议"
    STUDY = "study", "专题研究"
    WORKING = "working", "工作组会议"
    CONFERENCE = "conference", "工作会议"


class Meeting(Record):
    """A meeting that was held. A study session counts towards the yearly minimum."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("会议编号", max_length=40)
    group = models.CharField("机构编号", max_length=40, blank=True)
    title = models.CharField("会议名称", max_length=160)
    kind = models.CharField("类型", max_length=10, choices=MeetingKind.choices)
    held_on = models.DateField("召开日期")
    chair = models.CharField("主持", max_length=60, blank=True)
    topics = models.CharField("议题", max_length=300, blank=True)
    expected = models.PositiveSmallIntegerField("应到单位数", null=True, blank=True)
    attended = models.PositiveSmallIntegerField("实到单位数", null=True, blank=True)
    minutes_no = models.CharField("纪要文号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "会议"
        verbose_name_plural = "会议"
        constraints = record_meta("meeting", "region", "code", by="held_on")["constraints"]
        indexes = record_meta("meeting", "region", "code", by="held_on")["indexes"]

    def __str__(self) -> str:
        return self.title


class Decision(Record):
    """What a meeting decided, until it is carried out. ``task``: the task that it became."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("事项编号", max_length=40)
    meeting = models.CharField("会议编号", max_length=40)
    content = models.CharField("议定事项", max_length=300)
    state = models.CharField("状态", max_length=8, default=DECISION.initial, choices=DECISION.choices())
    lead_unit = models.CharField("牵头单位", max_length=120)
    support_units = models.CharField("配合单位", max_length=300, blank=True)
    decided_on = models.DateField("议定日期")
    due_on = models.DateField("办结期限", null=True, blank=True)
    done_on = models.DateField("落实日期", null=True, blank=True)
    task = models.ForeignKey(
        "tasks.Task",
        verbose_name="任务",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="decisions",
    )

    class Meta(Record.Meta):
        verbose_name = "议定事项"
        verbose_name_plural = "议定事项"
        constraints = record_meta("decision", "region", "code", by="decided_on")["constraints"]
        indexes = record_meta("decision", "region", "code", by="decided_on")["indexes"]

    def __str__(self) -> str:
        return self.content


class GroupPlanKind(models.TextChoices):
    YEAR = "year", "年度工作计划"
    SPECIAL = "special", "专项工作方案"
    EXAMINATION = "examination", "检查考核方案"


class GroupPlan(Record):
    """What a working group has planned for its field: drafted by its lead department, adopted, carried out (R-ORG-02)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("计划编号", max_length=40)
    group = models.CharField("机构编号", max_length=40)
    title = models.CharField("计划名称", max_length=160)
    kind = models.CharField("计划类型", max_length=11, choices=GroupPlanKind.choices)
    theme = models.CharField("领域", max_length=14, choices=Theme.choices)
    period = models.CharField("计划期间", max_length=12)
    drafted_by = models.CharField("起草单位", max_length=120, blank=True)
    drafted_on = models.DateField("起草日期")
    adopted_on = models.DateField("审定日期", null=True, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    work = models.CharField("主要工作", max_length=300, blank=True)
    carry_out_by = models.DateField("完成期限", null=True, blank=True)
    result = models.CharField("落实情况", max_length=300, blank=True)
    state = models.CharField("状态", max_length=8, default=GROUP_PLAN.initial, choices=GROUP_PLAN.choices())

    class Meta(Record.Meta):
        verbose_name = "工作组计划"
        verbose_name_plural = "工作组计划"
        constraints = record_meta("group_plan", "region", "code", by="drafted_on")["constraints"]
        indexes = record_meta("group_plan", "region", "code", by="drafted_on")["indexes"]

    def __str__(self) -> str:
        return self.title


class Examination(Record):
    """A working group examines what a unit or a place has achieved in its field, and follows what it found wrong until
    that is mended (R-ORG-02). ``region``: the place examined, which is not always the group's own."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("检查编号", max_length=40)
    group = models.CharField("机构编号", max_length=40)
    theme = models.CharField("检查领域", max_length=14, choices=Theme.choices)
    subject = models.CharField("被检查单位", max_length=120)
    period = models.CharField("考核期间", max_length=12)
    method = models.CharField(
        "检查方式",
        max_length=8,
        blank=True,
        choices=[
            ("onsite", "现场检查"),
            ("papers", "书面检查"),
            ("sample", "抽样检查"),
            ("mixed", "综合检查"),
        ],
    )
    planned_on = models.DateField("计划检查日期")
    examined_on = models.DateField("检查日期", null=True, blank=True)
    findings = models.CharField("检查情况", max_length=300, blank=True)
    score = models.DecimalField(
        "得分",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="分",
    )
    grade = models.CharField(
        "考核等次",
        max_length=6,
        blank=True,
        choices=[("best", "优秀"), ("good", "良好"), ("pass", "合格"), ("fail", "不合格")],
    )
    problems = models.CharField("存在问题", max_length=300, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectification = models.CharField("整改情况", max_length=300, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    state = models.CharField(
        "检查状态", max_length=10, default=EXAMINATION.initial, choices=EXAMINATION.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "工作组检查考核"
        verbose_name_plural = "工作组检查考核"
        constraints = record_meta("examination", "region", "code", by="planned_on")["constraints"]
        indexes = record_meta("examination", "region", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.subject} {self.period} {self.get_theme_display()}"

    @property
    def examiner(self) -> Unit:
        """Who examines and verifies: the unit that keeps the row, else the one that answers for the place."""
        return self.owner or answering_units([self.region])[self.region_id]

    @property
    def examined(self) -> Unit:
        """Who has to mend what was found: the unit of that name in the place, else the one that answers for it."""
        names = models.Q(name=self.subject) | models.Q(short_name=self.subject)
        named = (
            Unit.objects.filter(names, region_id=self.region_id, valid_to__isnull=True)
            .order_by("key")
            .first()
        )
        return named or answering_units([self.region])[self.region_id]
