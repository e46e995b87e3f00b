"""Works projects, who answers for them for life, and their key nodes (R-ENG-01, R-ENG-02)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.works.lifecycles import KEY_NODE, PROJECT
from zhiheng.records.works.models.kinds import WorksKind, WorksSize


class Project(Record):
    """One works project with its parties and the control points it has passed; none may be skipped (R-ENG-01, R-ENG-02)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("项目编码", max_length=40)
    name = models.CharField("工程名称", max_length=120)
    kind = models.CharField("工程类别", max_length=12, choices=WorksKind.choices)
    size = models.CharField("工程规模", max_length=8, choices=WorksSize.choices, default=WorksSize.SMALL)
    public_works = models.BooleanField("政府投资(公共)工程", default=False)
    social_housing = models.BooleanField("保障性住房", default=False)
    public_road = models.BooleanField("国省干线公路", default=False)
    address = models.CharField("工程地点", max_length=160, blank=True)
    area = models.DecimalField(
        "建筑面积(规模)",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    invested = models.DecimalField(
        "工程造价",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )
    owner_party = models.CharField("建设单位", max_length=120)
    surveyor = models.CharField("勘察单位", max_length=120, blank=True)
    designer = models.CharField("设计单位", max_length=120, blank=True)
    enterprise = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    supervisor = models.CharField("监理单位", max_length=120, blank=True)
    tester = models.CharField("检测单位", max_length=120, blank=True)
    promised = models.BooleanField("已签质量终身责任承诺书", default=False)
    nameplate = models.BooleanField("已设永久性标牌", default=False)
    state = models.CharField("阶段", max_length=12, default=PROJECT.initial, choices=PROJECT.choices())
    registered_on = models.DateField("登记日期")
    access_no = models.CharField("准入(立项、报建)文号", max_length=60, blank=True)
    access_on = models.DateField("准入日期", null=True, blank=True)
    review_no = models.CharField("施工图审查合格书编号", max_length=60, blank=True)
    reviewed_on = models.DateField("设计审查日期", null=True, blank=True)
    bid_no = models.CharField(
        "中标通知书编号", max_length=60, blank=True, help_text="依法不招标的写直接发包备案号"
    )
    bid_on = models.DateField("招标投标完成日期", null=True, blank=True)
    supervision_no = models.CharField("监理合同备案号", max_length=60, blank=True)
    permit_no = models.CharField("施工许可证号", max_length=60, blank=True)
    permit_on = models.DateField("施工许可日期", null=True, blank=True)
    sample_part = models.CharField("样板引路部位", max_length=80, blank=True)
    sample_on = models.DateField("样板确认日期", null=True, blank=True)
    nodes_planned = models.PositiveIntegerField("关键节点数", default=0)
    nodes_done = models.PositiveIntegerField("已验收关键节点数", default=0)
    nodes_on = models.DateField("关键节点验收完毕日期", null=True, blank=True)
    completion_no = models.CharField("竣工验收报告编号", max_length=60, blank=True)
    completed_on = models.DateField("竣工验收日期", null=True, blank=True)
    filing_no = models.CharField("竣工备案编号", max_length=60, blank=True)
    filed_on = models.DateField("竣工备案日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "工程项目"
        verbose_name_plural = "工程项目"
        constraints = record_meta("project", "code", by="registered_on")["constraints"]
        indexes = record_meta("project", "code", by="registered_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class Party(models.TextChoices):
    OWNER = "owner", "建设单位"
    SURVEY = "survey", "勘察单位"
    DESIGN = "design", "设计单位"
    BUILD = "build", "施工单位"
    SUPERVISE = "supervise", "监理单位"
    TEST = "test", "检测单位"
    REVIEW = "review", "施工图审查机构"


class ResponsiblePerson(Record):
    """Who answers for a works project for life, by party and post. Name and certificate are personal data (R-ENG-01)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("登记编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    party = models.CharField("责任方", max_length=10, choices=Party.choices)
    enterprise = models.CharField("责任单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    post = models.CharField("岗位(项目职务)", max_length=60)
    person = models.CharField("姓名", max_length=40, blank=True)
    certificate_no = models.CharField("执业资格证号", max_length=40, blank=True)
    appointed_on = models.DateField("任职日期")
    authorised_on = models.DateField("法人授权书日期", null=True, blank=True)
    promised_on = models.DateField("终身责任承诺书日期", null=True, blank=True)
    left_on = models.DateField("离任日期", null=True, blank=True)
    change_reason = models.CharField("变更原因", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "终身责任人"
        verbose_name_plural = "终身责任人"
        constraints = record_meta("responsible", "code", by="appointed_on")["constraints"]
        indexes = record_meta("responsible", "code", by="appointed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.get_party_display()} {self.post}"


class NodeKind(models.TextChoices):
    FOUNDATION = "foundation", "地基与基础"
    STRUCTURE = "structure", "主体结构"
    STEEL = "steel", "钢结构"
    WATERPROOF = "waterproof", "防水"
    ENERGY = "energy", "建筑节能"
    CONCEALED = "concealed", "隐蔽工程"
    SAMPLE = "sample", "样板"
    ROADBED = "roadbed", "路基"
    PAVEMENT = "pavement", "路面"
    BRIDGE = "bridge", "桥梁隧道"
    CANAL = "canal", "渠系建筑物"
    FIRE = "fire", "消防"
    OTHER = "other", "其他"


class KeyNode(Record):
    """One key node of a project, planned, accepted, or put right first (R-ENG-02)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("节点编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    kind = models.CharField("节点类别", max_length=12, choices=NodeKind.choices)
    part = models.CharField("部位", max_length=100, blank=True)
    enterprise = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    state = models.CharField("阶段", max_length=12, default=KEY_NODE.initial, choices=KEY_NODE.choices())
    planned_on = models.DateField("计划验收日期")
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    problem = models.CharField("不合格情况", max_length=200, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    attended = models.CharField("参加验收单位", max_length=160, blank=True)

    class Meta(Record.Meta):
        verbose_name = "关键节点验收"
        verbose_name_plural = "关键节点验收"
        constraints = record_meta("key_node", "code", by="planned_on")["constraints"]
        indexes = record_meta("key_node", "code", by="planned_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"
