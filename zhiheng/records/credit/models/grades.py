"""Credit grades of firms, by scheme (R-CRD-02, R-CRD-04)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class Grade(models.TextChoices):
    """Letters from the best to the worst; more letters of one kind are better (GB/T 23791)."""

    AAA = "AAA", "AAA"
    AA = "AA", "AA"
    A = "A", "A"
    BBB = "BBB", "BBB"
    BB = "BB", "BB"
    B = "B", "B"
    CCC = "CCC", "CCC"
    CC = "CC", "CC"
    C = "C", "C"
    D = "D", "D"


class CreditGrade(Record):
    """One grade of one firm under one scheme, for as long as it holds. A class that is kept for supervision alone is not
    published, and the firm does not see it."""

    scope = Reaches(
        region="region_id",
        field="governance",
        unit="owner_id",
        enterprise="credit_code",
        open_when={"published": (True,)},
    )

    code = models.CharField("评定编号", max_length=40)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    scheme = models.CharField("评定办法", max_length=20)
    grade = models.CharField("信用等级", max_length=4, choices=Grade.choices)
    score = models.DecimalField(
        "得分",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
        help_text="分",
    )
    pilot = models.BooleanField("试点评定", default=False)
    issued_by = models.CharField("评定机关(机构)", max_length=120, blank=True)
    document_no = models.CharField("评定文号", max_length=60, blank=True)
    grounds = models.CharField("评定理由", max_length=500, blank=True)
    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    revoked_on = models.DateField("取消(降级)日期", null=True, blank=True)
    published = models.BooleanField("公开", default=True)

    class Meta(Record.Meta):
        verbose_name = "质量信用等级"
        verbose_name_plural = "质量信用等级"
        constraints = record_meta("credit_grade", "code", by="valid_from")["constraints"]
        indexes = record_meta("credit_grade", "code", by="valid_from", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.grade}"
