"""Posts that ask for certificates, and the certificates (R-TAL-03)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class CertificateKind(models.TextChoices):
    INSPECTOR = "inspector", "质量检验员"
    QUALITY_ENGINEER = "quality_engineer", "质量工程师"
    METROLOGIST = "metrologist", "注册计量师"
    STANDARDISER = "standardiser", "标准化工程师"
    AUDITOR = "auditor", "内审员"
    FOOD_SAFETY = "food_safety", "食品安全管理员"
    SPECIAL_EQUIPMENT = "special_equipment", "特种设备作业人员"
    SKILL = "skill", "职业技能等级"


class KeyPost(Record):
    """A post that may only be filled by somebody with a certificate, and the certificate of who holds it (R-TAL-03)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("岗位编号", max_length=40)
    enterprise = models.CharField("所在单位", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    post = models.CharField("岗位名称", max_length=60)
    requires = models.CharField("要求的证书", max_length=17, choices=CertificateKind.choices)
    certificate_no = models.CharField("现任所持证书编号", max_length=60, blank=True)
    since = models.DateField("设岗日期")
    until = models.DateField("撤岗日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "关键质量岗位"
        verbose_name_plural = "关键质量岗位"
        constraints = record_meta("key_post", "code", by="since")["constraints"]
        indexes = record_meta("key_post", "code", by="since")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.post}"


class SkillLevel(models.TextChoices):
    FIVE = "five", "五级(初级工)"
    FOUR = "four", "四级(中级工)"
    THREE = "three", "三级(高级工)"
    TWO = "two", "二级(技师)"
    ONE = "one", "一级(高级技师)"


class PostCertificate(Record):
    """A certificate that a post or trade asks for, with its skill appraisal and the day it runs out (R-TAL-03). Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    certificate_no = models.CharField("证书编号", max_length=60)
    holder = models.CharField("持证人(或岗位名)", max_length=40)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("证书种类", max_length=17, choices=CertificateKind.choices)
    level = models.CharField("技能等级", max_length=5, blank=True, choices=SkillLevel.choices)
    appraised_on = models.DateField("鉴定日期", null=True, blank=True)
    issuer = models.CharField("发证机关", max_length=120)
    issued_on = models.DateField("发证日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "持证上岗证书"
        verbose_name_plural = "持证上岗证书"
        constraints = record_meta("post_cert", "certificate_no", by="issued_on", enterprise="credit_code")[
            "constraints"
        ]
        indexes = record_meta("post_cert", "certificate_no", by="issued_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return self.certificate_no
