"""Lists that other bodies publish: recognised firms, results of assessments, statistical division codes."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta

YEARS = [MinValueValidator(1949), MaxValueValidator(2100)]


class FirmListing(Record):
    """One firm (or farm, park, institution) on a published list of recognised ones, in one year."""

    scope = Reaches(region="region_id", field="brand", unit="owner_id", enterprise="credit_code")

    code = models.CharField("登记编号", max_length=40)
    title = models.CharField("名单名称", max_length=80)
    year = models.PositiveSmallIntegerField("年份", validators=YEARS)
    batch = models.CharField("批次", max_length=20, blank=True)
    serial = models.CharField("序号", max_length=20, blank=True)
    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    subject = models.CharField("产品或类别", max_length=80, blank=True)
    issued_on = models.DateField("公布日期")
    issuer = models.CharField("公布机关", max_length=80, blank=True)
    document = models.CharField("文号", max_length=60, blank=True)

    class Meta(Record.Meta):
        verbose_name = "认定名单"
        verbose_name_plural = "认定名单"
        constraints = record_meta("firm_listing", "code", by="issued_on")["constraints"]
        indexes = record_meta("firm_listing", "code", by="issued_on", enterprise="credit_code")["indexes"]

    def __str__(self) -> str:
        return f"{self.title} {self.year} {self.enterprise}"


class PublishedResult(Record):
    """What an assessment, evaluation or monitoring gave to one unit, as it was published: a grade, a score, or both."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("登记编号", max_length=40)
    assessment = models.CharField("考核评价名称", max_length=80)
    period = models.CharField("考核年度", max_length=20)
    unit_name = models.CharField("被考核单位", max_length=120)
    grade = models.CharField("等级", max_length=20, blank=True)
    score = models.DecimalField("得分", max_digits=7, decimal_places=2, null=True, blank=True)
    place = models.PositiveIntegerField("名次", null=True, blank=True)
    listed_as = models.PositiveIntegerField("通报中的序号", null=True, blank=True)
    issuer = models.CharField("通报机关", max_length=80, blank=True)
    document = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("通报日期", null=True, blank=True)
    address = models.CharField("出处网址", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "公布的考核结果"
        verbose_name_plural = "公布的考核结果"
        constraints = record_meta("published_result", "code", by="issued_on")["constraints"]
        indexes = record_meta("published_result", "code", by="issued_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.assessment} {self.period} {self.unit_name}"


class Locality(Record):
    """A township or street of a yearly list of statistical division codes, to hold the table of divisions against."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    year = models.PositiveSmallIntegerField("版本年份", validators=YEARS)
    taken_on = models.DateField("取数日期")

    class Meta(Record.Meta):
        verbose_name = "统计用乡级区划"
        verbose_name_plural = "统计用乡级区划"
        constraints = record_meta("locality", "code", "year", by="taken_on")["constraints"]
        indexes = record_meta("locality", "code", "year", by="taken_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
