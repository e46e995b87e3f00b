"""What an enterprise undertakes with the authorities: upgrading, demonstration points, innovation, help, reliability
(R-ENT-06…09, 11). Money in 万元."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.enterprises.lifecycles import HELP, POINT, UPGRADE

CODE = "统一社会信用代码"


class UpgradePlan(Record):
    """The enterprise's plan for the two upgrades and two contests (两提升两争创) and what came of it (R-ENT-06)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    code = models.CharField("方案编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    title = models.CharField("方案名称", max_length=120)
    goals = models.CharField("提升目标", max_length=300, blank=True)
    contests = models.CharField("争创内容", max_length=200, blank=True, help_text="拟争创的名牌、示范点等")
    state = models.CharField("办理状态", max_length=10, default=UPGRADE.initial, choices=UPGRADE.choices())
    filed_on = models.DateField("申报日期")
    complete_by = models.DateField("计划完成日期", null=True, blank=True)
    completed_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("完成情况", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "两提升两争创方案"
        verbose_name_plural = "两提升两争创方案"
        constraints = record_meta("upgrade_plan", "code", by="filed_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("upgrade_plan", "code", by="filed_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class DemonstrationPoint(Record):
    """An application as demonstration point for standardisation, metrology or quality management (R-ENT-06)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("申报编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    kind = models.CharField(
        "示范类别",
        max_length=16,
        choices=[("standards", "标准化"), ("metrology", "计量"), ("management", "质量管理")],
    )
    level = models.CharField(
        "示范级别",
        max_length=12,
        choices=[("county", "县级"), ("prefecture", "市级"), ("provincial", "省级"), ("national", "国家级")],
        default="prefecture",
    )
    state = models.CharField("办理状态", max_length=10, default=POINT.initial, choices=POINT.choices())
    applied_on = models.DateField("申请日期")
    reviewed_on = models.DateField("评审日期", null=True, blank=True)
    named_on = models.DateField("确定日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    practice = models.CharField("做法与经验", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "示范点申报"
        verbose_name_plural = "示范点申报"
        constraints = record_meta("point", "code", by="applied_on", enterprise="credit_code")["constraints"]
        indexes = record_meta("point", "code", by="applied_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class Innovation(models.TextChoices):
    NEW_PRODUCT = "new_product", "新产品开发"
    HIGH_TECH = "high_tech", "高新技术产品开发"
    RENOVATION = "renovation", "技术改造"
    IMPORT = "import", "技术引进消化吸收"


class InnovationProject(Record):
    """A new product, a high-technology product or a technical renovation, as far as mass production (R-ENT-07)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    kind = models.CharField("项目类型", max_length=12, choices=Innovation.choices)
    title = models.CharField("项目名称", max_length=120)
    partner = models.CharField("合作单位", max_length=120, blank=True)
    investment = models.DecimalField(
        "投资额", max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)], help_text="万元",
    )  # fmt: skip
    own_rights = models.BooleanField("有自主知识产权", default=False)
    patents = models.PositiveIntegerField("形成专利数", default=0)
    standard = models.CharField("形成标准", max_length=120, blank=True)
    stage = models.CharField(
        "进展",
        max_length=12,
        choices=[
            ("research", "研发"),
            ("trial", "试制"),
            ("appraised", "鉴定验收"),
            ("mass", "批量生产"),
            ("stopped", "中止"),
        ],
        default="research",
    )
    started_on = models.DateField("立项日期")
    developed_on = models.DateField("开发完成日期", null=True, blank=True)
    mass_on = models.DateField("批量生产日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "创新与技改项目"
        verbose_name_plural = "创新与技改项目"
        constraints = record_meta("innovation", "code", by="started_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("innovation", "code", by="started_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Platform(Record):
    """A technology centre, engineering centre or quality-innovation base: host, field, output (R-ENT-08)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("平台编号", max_length=40)
    name = models.CharField("平台名称", max_length=120)
    enterprise = models.CharField("依托单位", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    kind = models.CharField(
        "平台类型",
        max_length=16,
        choices=[
            ("technology", "企业技术中心"),
            ("engineering", "工程(技术)研究中心"),
            ("laboratory", "重点实验室"),
            ("innovation_base", "质量技术创新基地"),
            ("academy", "院士专家工作站"),
        ],
    )
    level = models.CharField(
        "级别",
        max_length=12,
        choices=[("county", "县级"), ("prefecture", "市级"), ("provincial", "省级"), ("national", "国家级")],
    )
    domain = models.CharField("技术领域", max_length=80, blank=True)
    named_on = models.DateField("认定日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    staff = models.PositiveIntegerField("研发人员数", null=True, blank=True)
    outputs = models.PositiveIntegerField("成果数", default=0, help_text="项")
    result = models.CharField("主要成果", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "创新平台"
        verbose_name_plural = "创新平台"
        constraints = record_meta("platform", "code", by="named_on", enterprise="credit_code")["constraints"]
        indexes = record_meta("platform", "code", by="named_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FirmHelp(Record):
    """Help to a small or micro enterprise: what it asked for, who served it, what came of it (R-ENT-09)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    code = models.CharField("帮扶编号", max_length=40)
    enterprise = models.CharField("受帮扶企业", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    kind = models.CharField(
        "帮扶方式",
        max_length=12,
        choices=[
            ("visit", "上门走访"),
            ("expert", "专家诊断"),
            ("training", "培训"),
            ("testing", "检测服务"),
            ("standard", "标准服务"),
            ("chain", "龙头带动"),
        ],
    )
    helper = models.CharField("帮扶单位", max_length=120, blank=True, help_text="机构、专家组或龙头企业")
    need = models.CharField("需求", max_length=300)
    state = models.CharField("办理状态", max_length=10, default=HELP.initial, choices=HELP.choices())
    requested_on = models.DateField("提出日期")
    served_on = models.DateField("服务日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    service = models.CharField("服务内容", max_length=300, blank=True)
    outcome = models.CharField("成效", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "中小微企业帮扶"
        verbose_name_plural = "中小微企业帮扶"
        constraints = record_meta("firm_help", "code", by="requested_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("firm_help", "code", by="requested_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class ReliabilityProject(Record):
    """A key product in the reliability project, and the level that a test found (R-ENT-11)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    product = models.CharField("产品名称", max_length=80)
    key_product = models.BooleanField("重点产品", default=True)
    part = models.CharField(
        "实施环节",
        max_length=10,
        choices=[
            ("design", "可靠性设计"),
            ("test", "可靠性试验"),
            ("process", "生产过程控制"),
            ("whole", "全过程"),
        ],
        default="whole",
    )
    joined_on = models.DateField("实施日期")
    tested_on = models.DateField("评定日期", null=True, blank=True)
    measure = models.CharField("可靠性指标", max_length=60, blank=True, help_text="如平均无故障工作时间")
    target = models.DecimalField("目标值", max_digits=14, decimal_places=3, null=True, blank=True)
    reached_value = models.DecimalField("实测值", max_digits=14, decimal_places=3, null=True, blank=True)
    measure_unit = models.CharField("计量单位", max_length=20, blank=True)
    grade = models.CharField(
        "可靠性水平",
        max_length=10,
        choices=[("world", "国际先进"), ("national", "国内领先"), ("usual", "国内一般"), ("below", "未达标")],
        blank=True,
    )
    reached = models.BooleanField("是否达标", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "可靠性提升工程"
        verbose_name_plural = "可靠性提升工程"
        constraints = record_meta("reliability", "code", by="joined_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("reliability", "code", by="joined_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.product}"


class SameLine(Record):
    """A product made for home and abroad on the same line, by the same standard, of the same quality (R-ENT-11)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    product = models.CharField("产品名称", max_length=80)
    sector = models.CharField(
        "领域", max_length=10, choices=[("food", "食品"), ("consumer", "消费品"), ("industrial", "工业品")],
        default="food",
    )  # fmt: skip
    same_line = models.BooleanField("同线", default=True)
    same_standard = models.BooleanField("同标", default=True)
    same_quality = models.BooleanField("同质", default=True)
    standard = models.CharField("执行标准", max_length=120, blank=True)
    market = models.CharField("出口市场", max_length=80, blank=True)
    joined_on = models.DateField("实施日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    result = models.CharField("成效", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "同线同标同质"
        verbose_name_plural = "同线同标同质"
        constraints = record_meta("same_line", "credit_code", "product", by="joined_on")["constraints"]
        indexes = record_meta("same_line", "credit_code", "product", by="joined_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.product}"
