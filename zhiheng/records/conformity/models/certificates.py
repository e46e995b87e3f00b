"""Bodies and certificates: management systems, farm produce, voluntary certification (R-CER-01..04)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.conformity.lifecycles.certificates import CERTIFICATE, FARM_CERTIFICATE


class BodyKind(models.TextChoices):
    CERTIFICATION = "certification", "认证机构"
    CONSULTING = "consulting", "认证咨询机构"
    TRAINING = "training", "认证培训机构"


class Standing(models.TextChoices):
    OPEN = "open", "正常"
    SUSPENDED = "suspended", "暂停"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"


class CertBody(Record):
    """A certification, consulting or training body at work in the region, with its approval number (R-CER-04)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    code = models.CharField("机构批准号", max_length=40)
    name = models.CharField("机构名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("机构类型", max_length=13, choices=BodyKind.choices)
    business = models.CharField("业务范围", max_length=300, blank=True)
    accreditation = models.CharField("认可注册号", max_length=40, blank=True)
    approved_on = models.DateField("批准日期")
    valid_until = models.DateField("批准书有效期至", null=True, blank=True)
    standing = models.CharField("机构状态", max_length=9, choices=Standing.choices, default=Standing.OPEN)

    class Meta(Record.Meta):
        verbose_name = "认证服务机构"
        verbose_name_plural = "认证服务机构"
        constraints = record_meta("cert_body", "code", by="approved_on")["constraints"]
        indexes = record_meta("cert_body", "code", by="approved_on")["indexes"]

    def __str__(self) -> str:
        return self.name


class ManagementCertificate(Record):
    """A management-system certificate of a firm or hospital (R-CER-01). ``valid_until`` is the last day in force: on withdrawal it
    becomes the day of withdrawal, and the printed day stays in the history."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    number = models.CharField("证书编号", max_length=60)
    enterprise = models.CharField("获证组织", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("体系类别", max_length=20)
    standard = models.CharField("认证依据", max_length=80, blank=True)
    body = models.CharField("认证机构", max_length=120)
    body_code = models.CharField("认证机构批准号", max_length=40, blank=True)
    business = models.CharField("认证范围", max_length=300, blank=True)
    people = models.PositiveIntegerField("体系覆盖人数", null=True, blank=True)
    first_on = models.DateField("初次获证日期")
    issued_on = models.DateField("本次颁证日期")
    valid_until = models.DateField("有效期至")
    audited_on = models.DateField("最近监督审核日期", null=True, blank=True)
    state = models.CharField(
        "证书状态", max_length=9, default=CERTIFICATE.initial, choices=CERTIFICATE.choices()
    )
    suspended_on = models.DateField("暂停日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "管理体系认证证书"
        verbose_name_plural = "管理体系认证证书"
        constraints = record_meta("mgmt_cert", "number", by="first_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("mgmt_cert", "number", by="first_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.number}"


class FarmMark(models.TextChoices):
    ORGANIC = "organic", "有机产品"
    GREEN = "green", "绿色食品"
    POLLUTION_FREE = "pollution_free", "无公害农产品"
    GI_FARM = "gi_farm", "农产品地理标志"


class FarmCategory(models.TextChoices):
    GRAIN = "grain", "粮油"
    VEGETABLE = "vegetable", "蔬菜"
    FRUIT = "fruit", "水果"
    TEA = "tea", "茶叶"
    HERB = "herb", "中药材"
    LIVESTOCK = "livestock", "畜禽产品"
    AQUATIC = "aquatic", "水产品"
    FUNGI = "fungi", "食用菌"
    PROCESSED = "processed", "加工食品"
    OTHER = "other", "其他"


class FarmCertificate(Record):
    """An organic, green or pollution-free product, or a registered farm GI, with its base, area and output (R-CER-02). Area and
    output are net: what another certificate covers already is told in ``overlap`` and not counted twice."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    number = models.CharField("证书(登记)编号", max_length=60)
    kind = models.CharField("标志种类", max_length=14, choices=FarmMark.choices)
    product = models.CharField("产品名称", max_length=100)
    category = models.CharField("产品类别", max_length=9, blank=True, choices=FarmCategory.choices)
    enterprise = models.CharField("获证单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    base = models.CharField("生产基地", max_length=120, blank=True)
    area = models.DecimalField(
        "认证面积",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="亩",
    )
    overlap = models.DecimalField(
        "与其他证书重叠面积",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="亩",
    )
    output = models.DecimalField(
        "认证产量",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="吨",
    )
    in_conversion = models.BooleanField("有机转换期", default=False)
    body = models.CharField("发证机构", max_length=120, blank=True)
    applied_on = models.DateField("申报日期", null=True, blank=True)
    checked_on = models.DateField("现场检查日期", null=True, blank=True)
    issued_on = models.DateField("颁证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField(
        "办理阶段", max_length=9, default=FARM_CERTIFICATE.initial, choices=FARM_CERTIFICATE.choices()
    )
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "三品一标证书"
        verbose_name_plural = "三品一标证书"
        constraints = record_meta("farm_cert", "number", by="issued_on")["constraints"]
        indexes = record_meta("farm_cert", "number", by="issued_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.product} {self.number}"


class VoluntaryKind(models.TextChoices):
    LOW_CARBON = "low_carbon", "低碳产品"
    ENERGY_SAVING = "energy_saving", "节能产品"
    WATER_SAVING = "water_saving", "节水产品"
    ENVIRONMENTAL = "environmental", "环境标志产品"
    GREEN = "green", "绿色产品"
    RENEWABLE = "renewable", "新能源与可再生能源产品"
    SERVICE = "service", "服务认证"
    OTHER = "other", "其他自愿性认证"


class VoluntaryCertificate(Record):
    """A certificate that a firm took of its own will for a product or service: low carbon, energy saving, service (R-CER-03)."""

    scope = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")

    number = models.CharField("证书编号", max_length=60)
    enterprise = models.CharField("获证组织", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("认证种类", max_length=13, choices=VoluntaryKind.choices)
    subject = models.CharField("产品或服务", max_length=160)
    model = models.CharField("规格型号", max_length=120, blank=True)
    standard = models.CharField("认证依据", max_length=120, blank=True)
    body = models.CharField("认证机构", max_length=120)
    body_code = models.CharField("认证机构批准号", max_length=40, blank=True)
    issued_on = models.DateField("颁证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField(
        "证书状态", max_length=9, default=CERTIFICATE.initial, choices=CERTIFICATE.choices()
    )
    suspended_on = models.DateField("暂停日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "自愿性认证证书"
        verbose_name_plural = "自愿性认证证书"
        constraints = record_meta("vol_cert", "number", by="issued_on")["constraints"]
        indexes = record_meta("vol_cert", "number", by="issued_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"
