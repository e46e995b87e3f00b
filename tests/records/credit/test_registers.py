"""The register of credit grades."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestCreditGrades(RegisterCases):
    key = "credit_grades"
    change = ("grade", "AAA")
    example = {
        "code": "XY-2016-001",
        "region": COUNTY,
        "enterprise": "样例电器有限公司",
        "credit_code": "91620702YX0000171M",
        "scheme": "gbt23791",
        "grade": "AA",
        "score": Decimal("76.00"),
        "pilot": True,
        "issued_by": "样例质量技术监督局",
        "grounds": "体系认证三年以上,近三年抽查合格",
        "valid_from": dt.date(2016, 5, 1),
        "valid_until": dt.date(2019, 4, 30),
        "published": True,
    }

    def test_a_class_for_supervision_is_never_published(self) -> None:
        internal = {"scheme": "risk_class", "valid_from": dt.date(2023, 5, 1), "valid_until": None}
        with pytest.raises(ValidationError, match="不能公开"):
            self.make(2, grade="B", **internal)
        with pytest.raises(ValidationError, match="四类"):
            self.make(3, grade="AA", published=False, **internal)
        assert self.make(4, grade="B", published=False, **internal).pk
