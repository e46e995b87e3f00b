"""Administrative divisions: province, prefecture, county, township, and parks below them.

Codes follow GB/T 2260 (six digits to county) and GB/T 10114 (nine digits for townships).
A code denotes one region for as long as it is valid; a renamed or merged region names its successor,
so that a figure can be rolled up by the boundaries of its own time or by those of today.
"""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    PARK = "park", "园区"


ZONE = "功能区"  # a development zone that the statistics count as a county (codes 71–79)
OWN = "本级登记"  # the source of a region that an office registered itself; no list overwrites it


class Region(models.Model):
    code = models.CharField("区划代码", max_length=9, primary_key=True)
    name = models.CharField("名称", max_length=60, db_index=True)
    short_name = models.CharField("简称", max_length=40, blank=True)
    level = models.CharField("级别", max_length=10, choices=Level.choices, db_index=True)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    province = models.CharField("省级代码", max_length=6, blank=True, db_index=True)
    prefecture = models.CharField("地级代码", max_length=6, blank=True, db_index=True)
    county = models.CharField("县级代码", max_length=6, blank=True, db_index=True)
    kind = models.CharField("性质", max_length=20, blank=True, help_text="如：功能区、统计用区划")
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="承继区划",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    source = models.CharField("来源", max_length=80, blank=True)

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The digits that every code inside this region begins with; empty for the nation."""
        return territory_prefix(self.code)


def territory_prefix(code: str) -> str:
    """Digits shared by all codes inside the region ``code`` (GB/T 2260 structure 2-2-2, township +3).

    >>> territory_prefix("620000"), territory_prefix("620700"), territory_prefix("620702")
    ('62', '6207', '620702')
    """
    if code in {"", "000000", "100000"}:
        return ""
    if len(code) > 6:
        return code
    if code.endswith("0000"):
        return code[:2]
    if code.endswith("00"):
        return code[:4]
    return code


def prefix_range(prefix: str) -> tuple[str, str]:
    """Half-open code range [low, high) of a prefix: an index range on SQLite and PostgreSQL alike.

    Both ends are digits: PostgreSQL's usual collations sort ":" and letters elsewhere than ASCII does.

    >>> prefix_range("6207"), prefix_range("4419")
    (('6207', '6208'), ('4419', '4420'))
    """
    return prefix, str(int(prefix) + 1).zfill(len(prefix))
