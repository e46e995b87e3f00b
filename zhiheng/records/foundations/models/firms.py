"""What all rows about a firm have in this room."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record

#: Rows of a place; and those about a firm, which the firm may see too.
OF_PLACE = Reaches(region="region_id", field="foundations", unit="owner_id")
OF_FIRM = Reaches(region="region_id", field="foundations", unit="owner_id", enterprise="credit_code")


class FirmRecord(Record):
    """A row about one firm, by name and credit code; the code may be missing on old papers."""

    scope = OF_FIRM

    enterprise = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)

    class Meta(Record.Meta):
        abstract = True
