"""The register of experts' scores."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestAwardReviews(RegisterCases):
    key = "award_reviews"
    change = ("score", Decimal("612.50"))
    example = {
        "award_code": "JL-2016-01",
        "region": COUNTY,
        "expert_code": "ZJ-01",
        "stage": "papers",
        "reviewed_on": dt.date(2016, 8, 3),
        "score": Decimal("588.00"),
        "recused": False,
        "opinion": "过程管理完整",
    }
