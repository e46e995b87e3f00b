"""Who answers for what, with how many people (R-ORG-04, R-ORG-06, R-ENF-07)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, Return, record_meta
from zhiheng.records.governance.lifecycles.agencies import AGENCY_CHANGE, OFFICER_FAULT


class DutyLevel(models.TextChoices):
    GOVERNMENT = "government", "地方政府负总责"
    REGULATOR = "regulator", "监管部门各负其责"
    ENTERPRISE = "enterprise", "企业第一责任"


class ChainLink(models.TextChoices):
    GROWING = "growing", "种植养殖"
    PRODUCTION = "production", "生产加工"
    STORAGE = "storage", "储存运输"
    CIRCULATION = "circulation", "流通销售"
    CATERING = "catering", "餐饮消费"
    IMPORT_EXPORT = "import_export", "进出口"
    CONSTRUCTION = "construction", "建设施工"
    USE = "use", "使用维修"
    RECYCLING = "recycling", "回收处置"


class DutyRole(models.TextChoices):
    LEAD = "lead", "主管"
    SUPPORT = "support", "配合"


class Duty(Record):
    """Which agency answers for a class of products at a link of the chain, for a time (R-ORG-04). ``lead`` is the one competent agency."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    product_class = models.CharField("产品类别", max_length=60)
    link = models.CharField("环节", max_length=13, choices=ChainLink.choices)
    agency = models.CharField("责任单位", max_length=120)
    role = models.CharField("责任方式", max_length=7, choices=DutyRole.choices, default=DutyRole.LEAD)
    level = models.CharField(
        "责任层次", max_length=10, choices=DutyLevel.choices, default=DutyLevel.REGULATOR
    )
    duties = models.CharField("职责内容", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=160, blank=True)
    since = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量监管责任矩阵"
        verbose_name_plural = "质量监管责任矩阵"
        constraints = record_meta(
            "duty_matrix", "region", "product_class", "link", "agency", "since", by="since"
        )["constraints"]
        indexes = record_meta(
            "duty_matrix", "region", "product_class", "link", "agency", "since", by="since"
        )["indexes"]

    def __str__(self) -> str:
        return f"{self.product_class} {self.get_link_display()} {self.agency}"


class ChangeKind(models.TextChoices):
    MERGE = "merge", "合并"
    RENAME = "rename", "更名"
    TRANSFER = "transfer", "职能划转"
    SPLIT = "split", "分设"
    DISSOLVE = "dissolve", "撤销"


class AgencyChange(Record):
    """An agency merged, renamed, split or dissolved, and who carries on with its duties and files (R-ORG-06)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("调整编号", max_length=40)
    kind = models.CharField("调整方式", max_length=8, choices=ChangeKind.choices)
    predecessor = models.CharField("原单位", max_length=120)
    successor = models.CharField("承接单位", max_length=120)
    changed_on = models.DateField("调整日期")
    basis = models.CharField("依据文件", max_length=160, blank=True)
    duties = models.CharField("划转职能", max_length=200, blank=True)
    posts_moved = models.PositiveIntegerField("划转编制数", null=True, blank=True, help_text="名")
    staff_moved = models.PositiveIntegerField("转隶人员数", null=True, blank=True, help_text="人")
    hand_over_by = models.DateField("交接期限", null=True, blank=True)
    handed_over_on = models.DateField("交接完成日期", null=True, blank=True)
    archives_to = models.CharField("档案接收单位", max_length=120, blank=True)
    state = models.CharField(
        "调整状态", max_length=7, default=AGENCY_CHANGE.initial, choices=AGENCY_CHANGE.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "机构调整"
        verbose_name_plural = "机构调整"
        constraints = record_meta("agency_change", "code", by="changed_on")["constraints"]
        indexes = record_meta("agency_change", "code", by="changed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class AgencyLevel(models.TextChoices):
    PROVINCIAL = "provincial", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"
    STATION = "station", "乡镇(街道)所"


class AgencyStaffing(Return):
    """Established posts, staff in post, skills and workload of an agency in a year (R-ORG-06): figures of 31 December."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    agency = models.CharField("单位名称", max_length=120)
    level = models.CharField("层级", max_length=10, choices=AgencyLevel.choices)
    established = models.PositiveIntegerField("核定编制数", help_text="名")
    in_post = models.PositiveIntegerField("在岗人员数", help_text="人")
    certified = models.PositiveIntegerField("持执法证人数", null=True, blank=True, help_text="人")
    trained = models.PositiveIntegerField("当年培训人数", null=True, blank=True, help_text="人")
    technical = models.PositiveIntegerField("专业技术人员数", null=True, blank=True, help_text="人")
    under_35 = models.PositiveIntegerField("35岁以下人数", null=True, blank=True, help_text="人")
    supervised = models.PositiveIntegerField("监管对象户数", null=True, blank=True, help_text="户")
    checks = models.PositiveIntegerField("全年检查次数", null=True, blank=True, help_text="次")
    cases = models.PositiveIntegerField("全年办案数", null=True, blank=True, help_text="件")

    class Meta(Return.Meta):
        verbose_name = "机构编制与人员"
        verbose_name_plural = "机构编制与人员"
        constraints = record_meta("agency_staffing", "region", "agency", "period", by="ended_on")[
            "constraints"
        ]
        indexes = record_meta("agency_staffing", "region", "agency", "period", by="ended_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.agency} {self.period}"


class Officer(Record):
    """An officer's enforcement certificate, post, duties and training (R-ENF-07). Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("执法证号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40)
    agency = models.CharField("所在单位", max_length=120)
    post = models.CharField("岗位", max_length=60)
    category = models.CharField("执法类别", max_length=80, blank=True)
    duties = models.CharField("岗位责任", max_length=200, blank=True)
    issuer = models.CharField("发证机关", max_length=120, blank=True)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至")
    ended_on = models.DateField("注销日期", null=True, blank=True)
    trained_on = models.DateField("最近培训日期", null=True, blank=True)
    hours = models.PositiveIntegerField("当年培训学时", null=True, blank=True, help_text="学时")

    class Meta(Record.Meta):
        verbose_name = "执法人员证件"
        verbose_name_plural = "执法人员证件"
        constraints = record_meta("officer", "code", by="issued_on")["constraints"]
        indexes = record_meta("officer", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return self.code


class FaultSource(models.TextChoices):
    REVIEW = "review", "案卷评查"
    LITIGATION = "litigation", "复议诉讼"
    COMPLAINT = "complaint", "投诉举报"
    INSPECTION = "inspection", "执法监督"
    MEDIA = "media", "舆情"


class OfficerFault(Record):
    """A fault in enforcement and who was held to account (R-ENF-07). Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("追究编号", max_length=40)
    officer = models.CharField("执法证号", max_length=40, blank=True)
    agency = models.CharField("所在单位", max_length=120)
    source = models.CharField("发现途径", max_length=10, choices=FaultSource.choices)
    case_no = models.CharField("涉及案件编号", max_length=40, blank=True)
    found_on = models.DateField("发现日期")
    fault = models.CharField("过错事实", max_length=300)
    examine_by = models.DateField("调查期限", null=True, blank=True)
    decision = models.CharField("处理决定", max_length=200, blank=True)
    decided_on = models.DateField("处理日期", null=True, blank=True)
    state = models.CharField(
        "追究状态", max_length=8, default=OFFICER_FAULT.initial, choices=OFFICER_FAULT.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "执法过错责任"
        verbose_name_plural = "执法过错责任"
        constraints = record_meta("officer_fault", "code", by="found_on")["constraints"]
        indexes = record_meta("officer_fault", "code", by="found_on")["indexes"]

    def __str__(self) -> str:
        return self.code
