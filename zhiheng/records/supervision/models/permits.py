"""Permits from application to revocation, who lacks one, and filings (R-PER-01, R-PER-02, R-PER-03, R-PER-08)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.lifecycles import PERMIT, PERMIT_GAP
from zhiheng.records.supervision.models.base import FirmRecord


class PermitKind(models.TextChoices):
    INDUSTRIAL = "industrial", "工业产品生产许可证"
    FOOD_PRODUCTION = "food_production", "食品生产许可证"
    FOOD_ADDITIVE = "food_additive", "食品添加剂生产许可证"
    FOOD_BUSINESS = "food_business", "食品经营许可证"
    FOOD_WORKSHOP = "food_workshop", "食品小作坊登记证"
    CCC = "ccc", "强制性产品认证证书"
    SPECIAL_EQUIPMENT = "special_equipment", "特种设备生产许可证"
    HAZARDOUS = "hazardous", "危险化学品安全许可证"
    DRUG_PRODUCTION = "drug_production", "药品生产许可证"
    DRUG_BUSINESS = "drug_business", "药品经营许可证"
    SLAUGHTER = "slaughter", "生猪定点屠宰证"
    SEED = "seed", "农作物种子生产经营许可证"


#: Kinds whose own law says how long the authority has; the others follow the law on administrative licences.
OWN_LIMITS = {
    PermitKind.INDUSTRIAL: "permits_industrial",
    PermitKind.FOOD_PRODUCTION: "permits_food",
    PermitKind.FOOD_ADDITIVE: "permits_food",
    PermitKind.FOOD_BUSINESS: "permits_food_business",
}


class Permit(FirmRecord):
    """A licence or compulsory certificate of one firm: application, review, validity, change, revocation."""

    application_no = models.CharField("申请编号", max_length=40)
    kind = models.CharField("许可种类", max_length=18, choices=PermitKind.choices)
    product = models.CharField("产品或经营项目", max_length=120)
    product_unit = models.CharField("产品单元或类别编号", max_length=40, blank=True)
    category = models.CharField(
        "目录类别",
        max_length=10,
        blank=True,
        help_text="生产许可或强制性认证目录里的类别，按产品核对以此为准",
    )
    site = models.CharField("生产经营地址", max_length=200, blank=True)
    authority = models.CharField("许可机关", max_length=120, blank=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    reviewed_on = models.DateField("审查日期", null=True, blank=True)
    review = models.CharField("审查结论", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    permit_no = models.CharField("证书编号", max_length=40, blank=True)
    granted_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    changed_on = models.DateField("变更日期", null=True, blank=True)
    change_note = models.CharField("变更内容", max_length=200, blank=True)
    ended_on = models.DateField("撤销注销日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, default=PERMIT.initial, choices=PERMIT.choices())

    class Meta(Record.Meta):
        verbose_name = "许可与强制性认证"
        verbose_name_plural = "许可与强制性认证"
        constraints = record_meta("permit", "application_no", by="granted_on")["constraints"]
        indexes = record_meta("permit", "application_no", by="granted_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.permit_no or self.application_no} {self.enterprise}"

    @property
    def limits(self) -> str:
        """Which rule set its clocks follow."""
        return OWN_LIMITS.get(PermitKind(self.kind), "permits_general")


class PermitGap(FirmRecord):
    """A maker found without the licence or compulsory certificate it needs: until when it is to have one, what came of
    it."""

    code = models.CharField("缺口编号", max_length=40)
    needs = models.CharField(
        "应取得",
        max_length=10,
        choices=[
            ("food", "食品生产许可"),
            ("workshop", "小作坊登记"),
            ("industrial", "工业产品生产许可"),
            ("ccc", "强制性产品认证"),
            ("safety", "生产许可或强制性认证"),
            ("listed", "目录内产品的许可或认证"),
        ],
    )
    product = models.CharField("产品", max_length=120, blank=True)
    category = models.CharField("目录类别", max_length=10, blank=True)
    found_on = models.DateField("发现日期")
    found_by = models.CharField(
        "发现方式",
        max_length=10,
        choices=[
            ("matching", "名录比对"),
            ("inspection", "监督检查"),
            ("report", "投诉举报"),
            ("other", "其他"),
        ],
        default="inspection",
    )
    ordered_on = models.DateField("责令办理日期", null=True, blank=True)
    get_by = models.DateField("办理期限", null=True, blank=True)
    permit_no = models.CharField("取得的证书编号", max_length=40, blank=True)
    closed_on = models.DateField("了结日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, default=PERMIT_GAP.initial, choices=PERMIT_GAP.choices())

    class Meta(Record.Meta):
        verbose_name = "许可缺口"
        verbose_name_plural = "许可缺口"
        constraints = record_meta("permit_gap", "code", by="found_on")["constraints"]
        indexes = record_meta("permit_gap", "code", by="found_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class Filing(FirmRecord):
    """A registration or filing with validity: record filing, foreign hygiene registration, REACH and the like."""

    filing_no = models.CharField("备案注册编号", max_length=60)
    kind = models.CharField(
        "备案注册种类",
        max_length=16,
        choices=[
            ("record", "注册备案"),
            ("export_food", "出口食品生产企业备案"),
            ("export_base", "出口种植养殖基地备案"),
            ("foreign_hygiene", "国外卫生注册"),
            ("reach", "REACH 注册"),
            ("fda", "美国 FDA 注册"),
            ("ce", "CE 符合性声明"),
            ("other", "其他"),
        ],
    )
    product = models.CharField("产品", max_length=120, blank=True)
    country = models.CharField("注册国别地区", max_length=40, blank=True)
    authority = models.CharField("备案注册机构", max_length=120, blank=True)
    filed_on = models.DateField("备案注册日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    cancelled_on = models.DateField("注销日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = "备案与国外注册"
        verbose_name_plural = "备案与国外注册"
        constraints = record_meta("filing", "filing_no", by="filed_on")["constraints"]
        indexes = record_meta("filing", "filing_no", by="filed_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.filing_no} {self.enterprise}"
