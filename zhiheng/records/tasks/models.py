"""Tasks: who does what of a programme until when, what was reported of it, and how phases end (R-PRG-03 … R-PRG-06).

A task keeps the words and the place of the clause that asks for it, so that it can be traced to its authority even
when the programme is loaded anew.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region
from zhiheng.records.programmes.models import Duty, Node, Phase, Programme, Target
from zhiheng.records.tasks.lifecycles import ACCEPTANCE, STAGE, TASK, TASK_REPORT
from zhiheng.records.tasks.problems import Problem, ProblemSource

__all__ = [
    "Acceptance",
    "Every",
    "Output",
    "Problem",
    "ProblemSource",
    "ProgressReport",
    "Role",
    "Stage",
    "StageOutput",
    "Task",
    "TaskTarget",
    "TaskUnit",
]


class Every(models.TextChoices):
    """How often progress is reported; the keys are those of the statutory calendar."""

    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half-yearly", "每半年"
    YEARLY = "yearly", "每年"


class Role(models.TextChoices):
    LEAD = "lead", "牵头"
    SUPPORT = "support", "配合"
    RESPONSIBLE = "responsible", "责任"


class Task(ScopedModel):
    """Something to be done by units until a day. What a superior region issued is seen below it.

    ``owner`` is the first lead unit (列首位者为牵头单位), which the clocks of its life are held against; all units
    with their roles are :class:`TaskUnit`. ``start`` and ``end`` are the clause's place in the programme's text.
    """

    scope = Reaches(region="region_id", upward=True)

    programme = models.ForeignKey(
        Programme,
        verbose_name="方案",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    node = models.ForeignKey(
        Node, verbose_name="条款", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    duty = models.ForeignKey(
        Duty, verbose_name="责任分工", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    path = models.CharField("条款编号", max_length=60, blank=True)
    start = models.PositiveIntegerField("起始字符", null=True, blank=True)
    end = models.PositiveIntegerField("终止字符", null=True, blank=True)
    sentence = models.TextField("条款原文", blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    basis_address = models.CharField("依据链接", max_length=200, blank=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="tasks")
    owner = models.ForeignKey(
        Unit,
        verbose_name="牵头单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_tasks",
    )
    units = models.ManyToManyField(Unit, through="TaskUnit", related_name="tasks")
    targets = models.ManyToManyField(Target, through="TaskTarget", related_name="tasks")
    title = models.CharField("任务", max_length=200)
    work = models.TextField("工作内容", blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    due_reason = models.CharField("期限怎样来", max_length=120, blank=True)
    recurs = models.CharField("任务周期", max_length=12, choices=Every.choices, blank=True)
    report_every = models.CharField(
        "报进展周期", max_length=12, choices=Every.choices, default=Every.QUARTERLY, blank=True
    )
    weight = models.DecimalField(
        "权重", max_digits=7, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    state = models.CharField("状态", max_length=12, choices=TASK.choices(), default=TASK.initial)
    asked_due_on = models.DateField("申请延至", null=True, blank=True)
    issued_on = models.DateField("下达日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)
    created_at = models.DateTimeField("拟定时间", auto_now_add=True)

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = "任务"
        ordering = ("programme_id", "start", "id")
        base_manager_name = "_plain"
        indexes = [
            models.Index(fields=["region", "state", "due_on"], name="task_desk"),
            models.Index(fields=["programme", "path"], name="task_clause"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it is looked at; its dues lead there."""
        return f"/tasks/{self.pk}"

    def evidence_subjects(self) -> list[tuple[str, str]]:
        """What is handed in for its outputs is evidence of the task."""
        return [(Output._meta.label_lower, str(pk)) for pk in self.outputs.values_list("pk", flat=True)]

    @property
    def ended(self) -> bool:
        return self.state in {"closed", "cancelled"}


class TaskUnit(models.Model):
    """A unit's part in a task, and when it signed for it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="task_parts")
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    order = models.PositiveSmallIntegerField("次序", default=0)
    signed_on = models.DateField("签收日期", null=True, blank=True)
    signed_by = models.CharField("签收人", max_length=150, blank=True)

    class Meta:
        verbose_name = "任务单位"
        verbose_name_plural = "任务单位"
        ordering = ("order", "id")
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="task_unit_once")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.unit}"


class TaskTarget(models.Model):
    """A target that the task feeds; ``weight``: its part in what the target still lacks, empty for an equal part."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="feeds")
    target = models.ForeignKey(Target, verbose_name="指标值", on_delete=models.PROTECT, related_name="feeds")
    weight = models.DecimalField(
        "权重", max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = "任务支撑的指标值"
        verbose_name_plural = "任务支撑的指标值"
        ordering = ("target_id",)
        constraints = [models.UniqueConstraint(fields=["task", "target"], name="task_target_once")]

    def __str__(self) -> str:
        return f"任务“{self.task}”"


class Output(models.Model):
    """Something the task must bring: a paper, a list, a thing built; it is there once evidence lies with it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="outputs")
    name = models.CharField("成果", max_length=160)
    required = models.BooleanField("必需", default=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "应交成果"
        verbose_name_plural = "应交成果"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name


class ProgressReport(ScopedModel):
    """What one unit says of its part in one period. ``percent`` is the lead's alone, and never without words."""

    scope = Reaches(region="region_id", unit="unit_id")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reports")
    unit = models.ForeignKey(
        Unit, verbose_name="报送单位", on_delete=models.PROTECT, related_name="progress_reports"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    period = models.CharField("期间", max_length=12)
    done = models.TextField("已完成的工作", blank=True)
    remaining = models.TextField("尚未完成的工作", blank=True)
    next_step = models.TextField("下一步打算", blank=True)
    percent = models.PositiveSmallIntegerField(
        "完成比例", null=True, blank=True, validators=[MaxValueValidator(100)], help_text="%"
    )
    state = models.CharField(
        "状态", max_length=10, choices=TASK_REPORT.choices(), default=TASK_REPORT.initial
    )
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    written_by = models.CharField("填报人", max_length=150, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "进展报告"
        verbose_name_plural = "进展报告"
        ordering = ("-submitted_on", "-id")
        base_manager_name = "_plain"
        constraints = [
            models.UniqueConstraint(fields=["task", "unit", "period"], name="progress_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.period}"

    @property
    def address(self) -> str:
        return f"/tasks/{self.task_id}#R-{self.pk}"


class Stage(ScopedModel):
    """A phase of a programme with what it must bring; it closes only on acceptance (R-PRG-05)."""

    scope = Reaches(region="region_id", upward=True)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stages")
    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="stage")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=STAGE.choices(), default=STAGE.initial)
    drawn_for = models.CharField("验收所看年度", max_length=10, blank=True)
    closed_on = models.DateField("验收日期", null=True, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "阶段"
        verbose_name_plural = "阶段"
        ordering = ("phase__starts", "id")
        base_manager_name = "_plain"

    def __str__(self) -> str:
        return self.phase.name

    @property
    def address(self) -> str:
        return f"/phases/{self.pk}"


class StageOutput(models.Model):
    """One line of a phase's checklist; ticked by somebody on a day, with evidence where it is asked for."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="outputs")
    name = models.CharField("应有成果", max_length=160)
    unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    required = models.BooleanField("必需", default=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_by = models.CharField("核对人", max_length=150, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "阶段成果"
        verbose_name_plural = "阶段成果"
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name


class Acceptance(ScopedModel):
    """How one county or lead unit stands against the targets at the end of a phase (R-ASM-07).

    ``lines`` are the targets as they were drawn up: key, name, wanted, value, status, light, met, reason, rule. They
    stay as they were when figures move on; drawing up again replaces them while nothing was accepted.
    """

    scope = Reaches(region="region_id", unit="owner_id")

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="acceptances")
    owner = models.ForeignKey(
        Unit, verbose_name="被验收单位", on_delete=models.PROTECT, related_name="acceptances"
    )
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=6, choices=[("county", "县区"), ("lead", "牵头单位")])
    lines = models.JSONField("对照", default=list)
    shortfall = models.TextField("缺口", blank=True)
    remedy = models.TextField("弥补措施", blank=True)
    remedy_by = models.DateField("弥补期限", null=True, blank=True)
    opinion = models.TextField("验收意见", blank=True)
    state = models.CharField("状态", max_length=10, choices=ACCEPTANCE.choices(), default=ACCEPTANCE.initial)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accepted_by = models.CharField("验收人", max_length=150, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "验收记录"
        verbose_name_plural = "验收记录"
        ordering = ("kind", "region_id", "owner_id")
        base_manager_name = "_plain"
        constraints = [models.UniqueConstraint(fields=["stage", "owner"], name="acceptance_once")]

    def __str__(self) -> str:
        return f"{self.owner} {self.stage}"

    @property
    def address(self) -> str:
        return f"/acceptances/{self.pk}"

    @property
    def short(self) -> list[dict[str, object]]:
        """The lines that are known to be missed."""
        return [line for line in self.lines if line.get("met") is False]


LIVE = Q(state__in=["issued", "received", "doing", "extending", "submitted"])
