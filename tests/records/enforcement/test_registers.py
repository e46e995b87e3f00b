"""The register of cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases

FIRM = "91620702YX0000171M"


class TestCases(RegisterCases):
    key = "cases"
    change = ("fine", Decimal("12000.00"))
    example = {
        "case_no": "样立〔2016〕7号",
        "document_no": "样罚〔2016〕12号",
        "region": COUNTY,
        "party": "organisation",
        "enterprise": "样例电器有限公司",
        "credit_code": FIRM,
        "kind": "shoddy",
        "product": "电热水壶",
        "conduct": "生产不符合保障人体健康标准的产品",
        "breached": "产品质量法第十三条",
        "law_basis": "产品质量法第四十九条",
        "clue_source": "sampling",
        "clue_no": "CJ-2016-003",
        "filed_on": dt.date(2016, 4, 5),
        "state": "decided",
        "decided_on": dt.date(2016, 6, 1),
        "penalty": "fine",
        "penalty_text": "罚款",
        "fine": Decimal("10000.00"),
        "confiscated": Decimal("2300.00"),
        "authority": "样例市场监督管理局",
        "published_on": dt.date(2016, 6, 8),
        "published_until": dt.date(2017, 6, 7),
    }

    def test_a_persons_name_stands_only_where_it_is_never_released(self) -> None:
        person = {"party": "person", "enterprise": "", "credit_code": ""}
        assert self.make(3, **person, person="某甲").pk
        for wrong in (
            {"party": "person", "credit_code": ""},  # the name under the firm's column
            {"person": "某甲"},  # a person beside a firm
            {"document_no": ""},  # decided, without the decision's number
        ):
            with pytest.raises(ValidationError):
                self.make(4, **wrong)
        with pytest.raises(ValidationError, match="像是自然人的姓名"):
            self.make(5, enterprise="某某甲")
        assert "person" not in self.register.public_names and not self.register.by_name["person"].shared
