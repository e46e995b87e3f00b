"""Tests of materials, inspections of sites, checks of energy saving and green building (R-ENG-05, R-ENG-06)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.works.lifecycles import SITE_INSPECTION


class Material(models.TextChoices):
    STEEL = "steel", "钢筋(钢材)"
    CEMENT = "cement", "水泥"
    CONCRETE = "concrete", "混凝土"
    MORTAR = "mortar", "砂浆"
    BLOCK = "block", "砖与砌块"
    WATERPROOF = "waterproof", "防水材料"
    INSULATION = "insulation", "保温材料"
    WINDOW = "window", "门窗"
    CABLE = "cable", "电线电缆"
    PIPE = "pipe", "管材管件"
    ASPHALT = "asphalt", "沥青混合料"
    AGGREGATE = "aggregate", "砂石骨料"
    OTHER = "other", "其他"


class TestKind(models.TextChoices):
    WITNESS = "witness", "见证取样送检"
    SUPERVISION = "supervision", "监督抽检"
    ENTITY = "entity", "工程实体检测"
    SELF = "self", "企业自检"


class MaterialTest(Record):
    """The test of a material or of the works themselves (R-ENG-05)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    report_no = models.CharField("检测报告编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    material = models.CharField("材料(项目)类别", max_length=12, choices=Material.choices)
    kind = models.CharField("检测类型", max_length=12, choices=TestKind.choices)
    specification = models.CharField("规格型号", max_length=80, blank=True)
    maker = models.CharField("生产(供应)单位", max_length=120, blank=True)
    enterprise = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    laboratory = models.CharField("检测单位", max_length=120, blank=True)
    standard = models.CharField("检测依据", max_length=80, blank=True)
    sampled_on = models.DateField("取样日期", null=True, blank=True)
    tested_on = models.DateField("检测日期")
    result = models.CharField(
        "结论", max_length=12, choices=[("qualified", "合格"), ("unqualified", "不合格")]
    )
    failed_items = models.CharField("不合格项目", max_length=200, blank=True)
    disposal = models.CharField("不合格处置", max_length=160, blank=True, help_text="退场、降级使用、返工等")

    class Meta(Record.Meta):
        verbose_name = "工程材料检测"
        verbose_name_plural = "工程材料检测"
        constraints = record_meta("material_test", "report_no", by="tested_on")["constraints"]
        indexes = record_meta("material_test", "report_no", by="tested_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return self.report_no


class InspectionKind(models.TextChoices):
    QUALITY = "quality", "质量"
    SAFETY = "safety", "安全"
    DUST = "dust", "扬尘"
    MARKET = "market", "市场行为"
    GENERAL = "general", "综合"


class SiteInspection(Record):
    """One inspection of a site: hazards, dust, violations, the order and what came of it (R-ENG-05)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("检查编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    kind = models.CharField("检查类型", max_length=10, choices=InspectionKind.choices)
    enterprise = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    public_works = models.BooleanField("政府投资(公共)工程", default=False)
    social_housing = models.BooleanField("保障性住房", default=False)
    inspected_on = models.DateField("检查日期")
    hazards = models.PositiveIntegerField("隐患数", default=0)
    violations = models.PositiveIntegerField("违法违规行为数", default=0)
    dust_met = models.BooleanField("扬尘治理达标", null=True, blank=True)
    findings = models.CharField("检查情况", max_length=300, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=SITE_INSPECTION.initial, choices=SITE_INSPECTION.choices()
    )
    order_kind = models.CharField(
        "责令类型",
        max_length=8,
        blank=True,
        choices=[("rectify", "限期整改"), ("partial", "局部停工"), ("stop", "全面停工")],
    )
    order_no = models.CharField("责令文书号", max_length=60, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    penalty_no = models.CharField("处罚决定书文号", max_length=60, blank=True)
    penalty = models.DecimalField(
        "处罚金额",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="万元",
    )

    class Meta(Record.Meta):
        verbose_name = "工地检查"
        verbose_name_plural = "工地检查"
        constraints = record_meta("site_inspection", "code", by="inspected_on")["constraints"]
        indexes = record_meta("site_inspection", "code", by="inspected_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.code}"


class GreenStage(models.TextChoices):
    DESIGN = "design", "设计"
    CONSTRUCTION = "construction", "施工"
    COMPLETION = "completion", "竣工"


class GreenGrade(models.TextChoices):
    NONE = "none", "非绿色建筑"
    BASIC = "basic", "基本级"
    ONE = "one", "一星级"
    TWO = "two", "二星级"
    THREE = "three", "三星级"


class GreenCheck(Record):
    """The check of one project for energy saving, green building, green construction and materials (R-ENG-06)."""

    scope = Reaches(region="region_id", field="works", unit="owner_id", enterprise="credit_code")
    code = models.CharField("核查编号", max_length=40)
    project_code = models.CharField("项目编码", max_length=40)
    project = models.CharField("工程名称", max_length=120)
    enterprise = models.CharField("施工单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    stage = models.CharField("核查阶段", max_length=12, choices=GreenStage.choices)
    new_building = models.BooleanField("新建工程", default=True)
    area = models.DecimalField(
        "建筑面积",
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text="平方米",
    )
    checked_on = models.DateField("核查日期")
    energy_met = models.BooleanField("达到节能标准")
    energy_standard = models.CharField("执行节能标准", max_length=80, blank=True)
    saving = models.DecimalField(
        "节能率",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="%",
    )
    green_grade = models.CharField("绿色建筑等级", max_length=8, choices=GreenGrade.choices)
    label_no = models.CharField("绿色建筑标识证书编号", max_length=40, blank=True)
    green_site = models.BooleanField("绿色施工", null=True, blank=True)
    energy_material = models.BooleanField("使用新型节能材料", null=True, blank=True)
    materials = models.CharField("新型材料名称", max_length=160, blank=True)
    prefabricated = models.BooleanField("装配式建筑", default=False)

    class Meta(Record.Meta):
        verbose_name = "绿色与节能核查"
        verbose_name_plural = "绿色与节能核查"
        constraints = record_meta("green_check", "code", by="checked_on")["constraints"]
        indexes = record_meta("green_check", "code", by="checked_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.project} {self.code}"
