"""Leading groups and working groups, their members, their meetings and what these decide (R-ORG-01..03)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.meetings.lifecycles import DECISION


class GroupKind(models.TextChoices):
    LEADING = "leading", "领导小组"
    OFFICE = "office", "领导小组办公室"
    WORKING = "working", "工作组"
    JOINT = "joint", "联席会议"
    SERVICE_POINT = "service_point", "工作机构或服务点"


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
        choices=[
            ("industrial", "工业产品质量"),
            ("farm", "农产品质量"),
            ("works", "工程质量"),
            ("service", "服务质量"),
            ("environment", "环境质量"),
            ("other", "其他"),
        ],
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
