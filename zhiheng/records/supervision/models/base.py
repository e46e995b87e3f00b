"""What rows of this room have in common: whose they are, and what every row about a firm says."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record

#: Rows of a place; and those about a firm, which the firm may see too.
OF_PLACE = Reaches(region="region_id", field="product", unit="owner_id")
OF_FIRM = Reaches(region="region_id", field="product", unit="owner_id", enterprise="credit_code")
#: What the environment agency reads of sampling: petrol, diesel and coal are sampled as a programme shared with it.
FUELS = {"environment": {"sector": ("coal", "fuel")}}

NAME = "企业名称"
CODE = "统一社会信用代码"


class FirmRecord(Record):
    """A row about one firm, by name and credit code; old papers have no code."""

    scope = OF_FIRM

    enterprise = models.CharField(NAME, max_length=120)
    credit_code = models.CharField(CODE, max_length=18, blank=True)

    class Meta(Record.Meta):
        abstract = True


class Risk(models.TextChoices):
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class Outcome(models.TextChoices):
    """What a check on the spot came to."""

    GOOD = "good", "符合"
    MENDED = "mended", "当场改正"
    ORDERED = "ordered", "责令改正"
    CASE = "case", "移送立案"
