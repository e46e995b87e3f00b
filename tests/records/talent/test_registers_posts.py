"""The registers of posts and certificates."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestKeyPost(RegisterCases):
    key = "key_posts"
    change = ("post", "过程检验岗")
    example = {
        "code": "GW-0001",
        "region": COUNTY,
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "post": "出厂检验岗",
        "requires": "inspector",
        "certificate_no": "SG-0001",
        "since": dt.date(2014, 1, 1),
    }


class TestPostCertificate(RegisterCases):
    key = "post_certificates"
    change = ("issuer", "样例质监部门")
    example = {
        "certificate_no": "SG-0001",
        "region": COUNTY,
        "holder": "岗位01",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "inspector",
        "level": "three",
        "appraised_on": dt.date(2014, 2, 20),
        "issuer": "样例人社部门",
        "issued_on": dt.date(2014, 3, 1),
        "valid_until": dt.date(2018, 2, 28),
    }
