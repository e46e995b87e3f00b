"""What an enterprise files of its own quality work: who answers, what was stopped, methods, promises (R-ENT-02…05, 10).

Posts rather than persons; where a person's name is needed it is personal data and never public.
"""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta

CODE = "统一社会信用代码"


class Duty(models.TextChoices):
    LEGAL_HEAD = "legal_head", "法定代表人(首要责任)"
    QUALITY_HEAD = "quality_head", "质量负责人(直接责任)"
    KEY_POST = "key_post", "关键岗位"


class Responsibility(Record):
    """Who answers for quality in the enterprise: one post with its duties and how it is assessed (R-ENT-02)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    duty = models.CharField("责任类别", max_length=12, choices=Duty.choices)
    post = models.CharField("岗位名称", max_length=60)
    holder = models.CharField("任职人", max_length=40, blank=True)
    duties = models.CharField("岗位职责", max_length=300, blank=True)
    assessment = models.CharField("考核办法", max_length=200, blank=True)
    filed_on = models.DateField("备案日期")
    ended_on = models.DateField("离任日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量责任备案"
        verbose_name_plural = "质量责任备案"
        constraints = record_meta("responsibility", "credit_code", "post", "filed_on", by="filed_on")[
            "constraints"
        ]
        indexes = record_meta("responsibility", "credit_code", "post", "filed_on", by="filed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.post}"


class QualityOfficer(Record):
    """A chief quality officer (首席质量官): certificate, appointment, right of veto (R-ENT-03)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    holder = models.CharField("任职人", max_length=40, blank=True)
    position = models.CharField("行政职务", max_length=60, blank=True)
    certificate_no = models.CharField("培训证书编号", max_length=40, blank=True)
    trained_on = models.DateField("培训合格日期", null=True, blank=True)
    certificate_until = models.DateField("证书有效期至", null=True, blank=True)
    appointed_on = models.DateField("聘任日期")
    ended_on = models.DateField("解聘日期", null=True, blank=True)
    veto = models.BooleanField("有质量安全一票否决权", default=False)

    class Meta(Record.Meta):
        verbose_name = "首席质量官"
        verbose_name_plural = "首席质量官"
        constraints = record_meta("quality_officer", "credit_code", "appointed_on", by="appointed_on")[
            "constraints"
        ]
        indexes = record_meta("quality_officer", "credit_code", "appointed_on", by="appointed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} 首席质量官"


class Veto(Record):
    """A lot stopped inside the enterprise for quality or safety: which post, what lot, why, what became of it
    (R-ENT-04)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    product = models.CharField("产品名称", max_length=80)
    lot = models.CharField("批次", max_length=60)
    stage = models.CharField(
        "环节",
        max_length=10,
        choices=[
            ("design", "设计"),
            ("incoming", "进货"),
            ("process", "过程"),
            ("release", "出厂"),
            ("after_sale", "售后"),
        ],
    )
    by_post = models.CharField("行使岗位", max_length=60)
    vetoed_on = models.DateField("否决日期")
    cause = models.CharField("否决原因", max_length=200)
    quantity = models.CharField("涉及数量", max_length=40, blank=True)
    disposal = models.CharField(
        "处置",
        max_length=10,
        choices=[
            ("rework", "返工"),
            ("scrap", "报废"),
            ("return", "退货"),
            ("downgrade", "降级"),
            ("recall", "召回"),
            ("pending", "待处置"),
        ],
        default="pending",
    )

    class Meta(Record.Meta):
        verbose_name = "质量安全一票否决"
        verbose_name_plural = "质量安全一票否决"
        constraints = record_meta("veto", "credit_code", "lot", "vetoed_on", by="vetoed_on")["constraints"]
        indexes = record_meta("veto", "credit_code", "lot", "vetoed_on", by="vetoed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.product} {self.lot}"


class Method(models.TextChoices):
    EXCELLENCE = "excellence", "卓越绩效"
    SIX_SIGMA = "six_sigma", "六西格玛"
    LEAN = "lean", "精益生产"
    QC = "qc", "质量管理小组"
    FIVE_S = "five_s", "5S 管理"
    SPC = "spc", "统计过程控制"
    TPM = "tpm", "全员生产维护"
    RELIABILITY = "reliability", "可靠性工程"
    BENCHMARKING = "benchmarking", "标杆比对"
    OTHER = "other", "其他"


class QualityMethod(Record):
    """An advanced method of quality management that the enterprise uses (R-ENT-05)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    method = models.CharField("管理方法", max_length=14, choices=Method.choices)
    named = models.CharField("方法名称", max_length=60, blank=True, help_text="选其他时写明")
    scope_of_use = models.CharField("应用范围", max_length=120, blank=True)
    adopted_on = models.DateField("导入日期")
    ended_on = models.DateField("停用日期", null=True, blank=True)
    result = models.CharField("成效", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "先进质量管理方法"
        verbose_name_plural = "先进质量管理方法"
        constraints = record_meta("quality_method", "credit_code", "method", "adopted_on", by="adopted_on")[
            "constraints"
        ]
        indexes = record_meta("quality_method", "credit_code", "method", "adopted_on", by="adopted_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_method_display()}"


class Project(models.TextChoices):
    CIRCLE = "circle", "质量管理小组"
    IMPROVEMENT = "improvement", "质量改进"
    BREAKTHROUGH = "breakthrough", "质量攻关"
    COMPARISON = "comparison", "质量比对"
    RISK = "risk", "质量风险分析"


class QualityProject(Record):
    """A quality circle, improvement, breakthrough or comparison project with its savings (R-ENT-05). Money in 万元."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    code = models.CharField("课题编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)
    kind = models.CharField("课题类型", max_length=14, choices=Project.choices)
    title = models.CharField("课题名称", max_length=120)
    members = models.PositiveIntegerField("参加人数", null=True, blank=True)
    started_on = models.DateField("注册日期")
    ended_on = models.DateField("完成日期", null=True, blank=True)
    savings = models.DecimalField(
        "年节约或增效", max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)], help_text="万元",
    )  # fmt: skip
    level = models.CharField(
        "成果等级",
        max_length=12,
        choices=[
            ("enterprise", "企业级"),
            ("county", "县级"),
            ("prefecture", "市级"),
            ("provincial", "省级"),
            ("national", "国家级"),
        ],
        default="enterprise",
    )
    result = models.CharField("成果", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量改进课题"
        verbose_name_plural = "质量改进课题"
        constraints = record_meta("quality_project", "code", by="started_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("quality_project", "code", by="started_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Commitment(Record):
    """A social-responsibility report or a quality promise of a year, and whether it was kept (R-ENT-10)."""

    scope = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField(CODE, max_length=18)
    kind = models.CharField(
        "类型",
        max_length=16,
        choices=[
            ("report", "社会责任报告"),
            ("promise", "质量承诺"),
            ("integrity", "质量诚信报告"),
            ("warranty", "首问负责与三包承诺"),
        ],
    )
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(1990)])
    title = models.CharField("名称", max_length=120)
    published_on = models.DateField("发布日期")
    place = models.CharField("公开途径", max_length=120, blank=True, help_text="网站、平台或场所")
    content = models.CharField("承诺内容", max_length=300, blank=True)
    fulfilment = models.CharField(
        "兑现情况",
        max_length=10,
        choices=[
            ("running", "执行中"),
            ("kept", "已兑现"),
            ("partly", "部分兑现"),
            ("broken", "未兑现"),
        ],
        default="running",
    )
    checked_on = models.DateField("核查日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "社会责任与质量承诺"
        verbose_name_plural = "社会责任与质量承诺"
        constraints = record_meta("commitment", "credit_code", "kind", "year", "title", by="published_on")[
            "constraints"
        ]
        indexes = record_meta("commitment", "credit_code", "kind", "year", "title", by="published_on")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}年{self.get_kind_display()}"
