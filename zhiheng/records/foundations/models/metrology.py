"""Instruments, their verification, measurement standards and checks of metrology (R-MET-01 to 03, 05, 06)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.foundations.lifecycles import FINDING, INSTRUMENT, MEASUREMENT_STANDARD
from zhiheng.records.foundations.models.firms import OF_FIRM, FirmRecord


class InstrumentUse(models.TextChoices):
    TRADE = "trade", "贸易结算"
    SAFETY = "safety", "安全防护"
    MEDICAL = "medical", "医疗卫生"
    ENVIRONMENT = "environment", "环境监测"
    ENERGY = "energy", "能源计量"
    REFERENCE = "reference", "计量标准器具"
    PROCESS = "process", "生产过程"


class Livelihood(models.TextChoices):
    """Where people's livelihood meets an instrument."""

    MARKET = "market", "集贸市场"
    SUPERMARKET = "shop", "商场超市"
    FUEL = "fuel", "加油站"
    GAS = "gas", "加气站"
    HOUSEHOLD = "household", "民用四表"
    MEDICAL = "medical", "医疗卫生机构"
    OPTICAL = "optical", "眼镜制配"
    PACKAGED = "packaged", "定量包装商品"
    TRANSPORT = "transport", "出租车"
    OTHER = "other", "其他"


class VerificationResult(models.TextChoices):
    QUALIFIED = "qualified", "合格"
    UNQUALIFIED = "unqualified", "不合格"


class VerificationMode(models.TextChoices):
    CYCLE = "cycle", "周期检定"
    FIRST = "first", "首次检定,失准报废"
    FIRST_TERM = "first_term", "首次检定,限期使用到期轮换"
    CALIBRATION = "calibration", "校准"


class Instrument(FirmRecord):
    """An instrument in somebody's hands: what it is for and when it is to be verified next."""

    instrument = models.CharField("器具编号", max_length=40)
    name = models.CharField("器具名称", max_length=80)
    model_no = models.CharField("规格型号", max_length=60, blank=True)
    serial_no = models.CharField("出厂编号", max_length=60, blank=True)
    maker = models.CharField("制造单位", max_length=120, blank=True)
    accuracy = models.CharField("准确度等级", max_length=40, blank=True)
    use = models.CharField("用途", max_length=12, choices=InstrumentUse.choices)
    compulsory = models.BooleanField("强制检定", default=True)
    mode = models.CharField(
        "检定方式", max_length=12, choices=VerificationMode.choices, default=VerificationMode.CYCLE
    )
    livelihood = models.CharField("民生计量类别", max_length=10, blank=True, choices=Livelihood.choices)
    units = models.PositiveIntegerField("台件数", default=1)
    cycle_months = models.PositiveSmallIntegerField(
        "检定周期", null=True, blank=True, help_text="月", validators=[MinValueValidator(1)]
    )
    verified_on = models.DateField("上次检定日期", null=True, blank=True)
    certificate = models.CharField("证书编号", max_length=40, blank=True)
    next_due_on = models.DateField("下次检定日期", null=True, blank=True)
    in_use_on = models.DateField("启用日期")
    retired_on = models.DateField("报废日期", null=True, blank=True)
    state = models.CharField(
        "使用状态", max_length=12, default=INSTRUMENT.initial, choices=INSTRUMENT.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "计量器具"
        verbose_name_plural = "计量器具"
        constraints = record_meta("meas_instrument", "instrument", by="next_due_on")["constraints"]
        indexes = record_meta("meas_instrument", "instrument", by="next_due_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.name}"


class Verification(Record):
    """One due verification of an instrument and whether it was done in its cycle."""

    scope = OF_FIRM

    instrument = models.CharField("器具编号", max_length=40)
    name = models.CharField("器具名称", max_length=80)
    use = models.CharField("用途", max_length=12, choices=InstrumentUse.choices)
    compulsory = models.BooleanField("强制检定", default=True)
    livelihood = models.BooleanField("民生计量", default=False)
    livelihood_kind = models.CharField("民生计量类别", max_length=10, blank=True, choices=Livelihood.choices)
    user_name = models.CharField("使用单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    due_on = models.DateField("应检日期")
    verified_on = models.DateField("检定日期", null=True, blank=True)
    result = models.CharField("检定结论", max_length=12, blank=True, choices=VerificationResult.choices)
    in_cycle = models.BooleanField("周期内检定", default=False)
    units = models.PositiveIntegerField("台件数", default=1)
    certificate = models.CharField("证书编号", max_length=40, blank=True)
    laboratory = models.CharField("检定机构", max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = "计量检定"
        verbose_name_plural = "计量检定"
        constraints = record_meta("verification", "instrument", "due_on", by="due_on")["constraints"]
        indexes = record_meta("verification", "instrument", "due_on", by="due_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.name}"


class MeasurementKind(models.TextChoices):
    PUBLIC = "public", "社会公用计量标准"
    DEPARTMENT = "department", "部门最高计量标准"
    ENTERPRISE = "enterprise", "企事业单位最高计量标准"


class MeasurementStandard(FirmRecord):
    """A measurement standard with its certificate and the next link of its traceability chain."""

    code = models.CharField("计量标准考核证书号", max_length=60)
    name = models.CharField("计量标准名称", max_length=100)
    kind = models.CharField("计量标准类别", max_length=10, choices=MeasurementKind.choices)
    measure_range = models.CharField("测量范围", max_length=80, blank=True)
    accuracy = models.CharField("不确定度或准确度等级", max_length=80, blank=True)
    traced_to = models.CharField("上一级计量标准(溯源机构)", max_length=120, blank=True)
    trace_certificate = models.CharField("溯源证书编号", max_length=60, blank=True)
    traced_on = models.DateField("主标准器检定日期", null=True, blank=True)
    traced_until = models.DateField("主标准器检定有效期至", null=True, blank=True)
    applied_on = models.DateField("申请考核日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    assessed_on = models.DateField("考核日期", null=True, blank=True)
    granted_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("考核证书有效期至", null=True, blank=True)
    ended_on = models.DateField("撤销注销日期", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=MEASUREMENT_STANDARD.initial, choices=MEASUREMENT_STANDARD.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "计量标准"
        verbose_name_plural = "计量标准"
        constraints = record_meta("measure_standard", "code", by="granted_on")["constraints"]
        indexes = record_meta("measure_standard", "code", by="granted_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class CheckKind(models.TextChoices):
    LIVELIHOOD = "livelihood", "民生计量检查"
    PACKAGED = "packaged", "定量包装商品净含量检查"
    ENERGY = "energy", "重点用能单位计量检查"
    COMMITMENT = "commitment", "诚信计量承诺抽查"
    LABORATORY = "laboratory", "计量技术机构检查"


class MetrologyCheck(FirmRecord):
    """An inspection of metrology: what was looked at, what was wrong, what became of it."""

    code = models.CharField("检查编号", max_length=40)
    kind = models.CharField("检查种类", max_length=10, choices=CheckKind.choices)
    livelihood = models.CharField("民生计量类别", max_length=10, blank=True, choices=Livelihood.choices)
    planned = models.BooleanField("列入年度计划", default=False)
    checked_on = models.DateField("检查日期")
    instruments = models.PositiveIntegerField("检查器具数", default=0, help_text="台件")
    bad_instruments = models.PositiveIntegerField("问题器具数", default=0, help_text="台件")
    batches = models.PositiveIntegerField("抽检定量包装商品", default=0, help_text="批次")
    bad_batches = models.PositiveIntegerField("净含量不合格", default=0, help_text="批次")
    problem = models.CharField("问题说明", max_length=200, blank=True)
    rectify_by = models.DateField("限期改正日期", null=True, blank=True)
    rectified_on = models.DateField("改正日期", null=True, blank=True)
    state = models.CharField("阶段", max_length=12, default=FINDING.initial, choices=FINDING.choices())

    class Meta(Record.Meta):
        verbose_name = "计量监督检查"
        verbose_name_plural = "计量监督检查"
        constraints = record_meta("metrology_check", "code", by="checked_on")["constraints"]
        indexes = record_meta("metrology_check", "code", by="checked_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"
