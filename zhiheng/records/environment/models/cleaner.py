"""Clean production, circular economy, and energy and emission duties (R-ENV-05, R-ENV-06, R-ENV-07)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.environment.lifecycles import CLEAN_PRODUCTION, REDUCTION_DUTY
from zhiheng.records.environment.models.figures import quantity


class AuditKind(models.TextChoices):
    COMPULSORY = "compulsory", "强制性审核"
    VOLUNTARY = "voluntary", "自愿性审核"


class AuditReason(models.TextChoices):
    DOUBLE_EXCESS = "double_excess", "超标或超总量排放"
    ENERGY = "energy", "超能耗限额"
    TOXIC = "toxic", "使用或排放有毒有害物质"
    PLANNED = "planned", "列入行业计划"
    OWN = "own", "企业自愿"


class CleanProduction(Record):
    """One round of clean-production audit of a firm, from the published list to evaluation and acceptance."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    code = models.CharField("审核编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    industry = models.CharField("行业代码", max_length=8, blank=True, help_text="GB/T 4754 小类代码")
    kind = models.CharField("审核类型", max_length=12, choices=AuditKind.choices)
    listed_for = models.CharField("列入原因", max_length=14, choices=AuditReason.choices, blank=True)
    above_size = models.BooleanField("规模以上", default=False)
    state = models.CharField(
        "阶段", max_length=10, default=CLEAN_PRODUCTION.initial, choices=CLEAN_PRODUCTION.choices()
    )
    listed_on = models.DateField("名单公布日期", null=True, blank=True)
    disclosed_on = models.DateField("企业信息公布日期", null=True, blank=True)
    begun_on = models.DateField("审核启动日期", null=True, blank=True)
    reported_on = models.DateField("审核报告提交日期", null=True, blank=True)
    evaluated_on = models.DateField("评估日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    service = models.CharField("咨询服务机构", max_length=120, blank=True)
    measures_low = models.PositiveIntegerField("无低费方案数", null=True, blank=True)
    measures_high = models.PositiveIntegerField("中高费方案数", null=True, blank=True)
    invested = quantity("投入(万元)")
    benefit = quantity("年经济效益(万元)")
    coal_saved = quantity("年节能量(吨标准煤)")
    water_saved = quantity("年节水量(万立方米)", places=4)
    cod_cut = quantity("年削减化学需氧量(吨)", places=3)

    class Meta(Record.Meta):
        verbose_name = "清洁生产审核"
        verbose_name_plural = "清洁生产审核"
        constraints = record_meta("clean_production", "code", by="listed_on")["constraints"]
        indexes = record_meta("clean_production", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.code}"


class CleanService(Record):
    """A body of the technical service platform: who helps firms with audits, in what trades."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    code = models.CharField("入库编号", max_length=40)
    enterprise = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    trades = models.CharField("服务行业", max_length=200)
    auditors = models.PositiveIntegerField("专职审核人员数", null=True, blank=True)
    listed_on = models.DateField("入库日期")
    left_on = models.DateField("退出日期", null=True, blank=True)
    contact_post = models.CharField("联系岗位", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "清洁生产服务机构"
        verbose_name_plural = "清洁生产服务机构"
        constraints = record_meta("clean_service", "code", by="listed_on")["constraints"]
        indexes = record_meta("clean_service", "code", by="listed_on")["indexes"]

    def __str__(self) -> str:
        return self.enterprise


class CircularKind(models.TextChoices):
    PROJECT = "project", "循环经济项目"
    PILOT_FIRM = "pilot_firm", "试点企业"
    PILOT_PARK = "pilot_park", "试点园区"
    BASE = "base", "示范基地"


class CircularRank(models.TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"


class CircularProject(Record):
    """A circular-economy project or pilot and the values that the provincial plan sets it."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编号", max_length=40)
    name = models.CharField("项目名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=CircularKind.choices)
    rank = models.CharField("级别", max_length=12, choices=CircularRank.choices)
    enterprise = models.CharField("承担单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    chain = models.CharField("循环链条", max_length=200, blank=True, help_text="如 粉煤灰—水泥熟料")
    approved_on = models.DateField("批准日期")
    finish_by = models.DateField("计划建成日期", null=True, blank=True)
    finished_on = models.DateField("建成日期", null=True, blank=True)
    invested = quantity("总投资(万元)")
    planned_output = quantity("计划资源产出率(元/吨)")
    planned_reuse = models.DecimalField(
        "计划资源循环利用率(%)", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta(Record.Meta):
        verbose_name = "循环经济项目"
        verbose_name_plural = "循环经济项目"
        constraints = record_meta("circular_project", "code", by="approved_on")["constraints"]
        indexes = record_meta("circular_project", "code", by="approved_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class CircularReturn(Return):
    """A year of a project or pilot: what it made, of how much material, and how much came round again."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    code = models.CharField("项目编号", max_length=40)
    enterprise = models.CharField("承担单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    output_value = quantity("产出(万元)", required=True)
    materials = quantity("资源消耗量(吨)", required=True)
    waste = quantity("废物产生量(吨)")
    reused = quantity("废物资源化利用量(吨)")
    renewable = quantity("可再生资源利用量(吨)")
    water_reused = quantity("重复用水量(万立方米)")

    class Meta(Return.Meta):
        verbose_name = "循环经济报表"
        verbose_name_plural = "循环经济报表"
        constraints = record_meta("circular_return", "code", "period", by="ended_on")["constraints"]
        indexes = record_meta("circular_return", "code", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.period}"


class DutyKind(models.TextChoices):
    ENERGY_INTENSITY = "energy_intensity", "单位产值能耗下降"
    ENERGY_TOTAL = "energy_total", "能源消费总量控制"
    COD = "cod", "化学需氧量减排"
    NH3N = "nh3n", "氨氮减排"
    SO2 = "so2", "二氧化硫减排"
    NOX = "nox", "氮氧化物减排"
    CARBON = "carbon", "碳排放强度下降"
    CLOSURE = "closure", "淘汰落后产能"


class ObligedKind(models.TextChoices):
    AREA = "area", "地区"
    ENTERPRISE = "enterprise", "企业"


class ReductionDuty(Record):
    """An energy-saving or emission duty of an area or a firm; ``handed_by`` is the duty it was split from."""

    scope = Reaches(region="region_id", field="environment", unit="owner_id", enterprise="credit_code")

    code = models.CharField("任务编号", max_length=40)
    handed_by = models.CharField("上级任务编号", max_length=40, blank=True)
    document = models.CharField("下达文件", max_length=120, blank=True)
    kind = models.CharField("任务类别", max_length=18, choices=DutyKind.choices)
    obliged = models.CharField("责任主体", max_length=12, choices=ObligedKind.choices)
    enterprise = models.CharField("企业名称", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    amount = quantity("任务量", places=4, required=True)
    unit_name = models.CharField("计量单位", max_length=20, help_text="如 %、吨、万吨标准煤")
    at_most = models.BooleanField(
        "不得超过", default=False, help_text="总量控制类任务：完成量不超过任务量为完成"
    )
    handed_on = models.DateField("下达日期")
    due_on = models.DateField("完成期限")
    done = quantity("完成量", places=4)
    state = models.CharField(
        "状态", max_length=12, default=REDUCTION_DUTY.initial, choices=REDUCTION_DUTY.choices()
    )
    reported_on = models.DateField("自查上报日期", null=True, blank=True)
    verified_on = models.DateField("核查日期", null=True, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "节能减排任务"
        verbose_name_plural = "节能减排任务"
        constraints = record_meta("reduction_duty", "code", by="due_on")["constraints"]
        indexes = record_meta("reduction_duty", "code", by="due_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
