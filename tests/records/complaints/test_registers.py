"""The register of complaints and reports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases
from zhiheng.records.complaints.limits import in_time


def D(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestComplaints(RegisterCases):
    key = "complaints"
    change = ("satisfied", False)
    example = {
        "number": "TS-2025-0001",
        "region": COUNTY,
        "kind": "complaint",
        "channel": "12315",
        "received_on": dt.date(2025, 3, 3),
        "enterprise": "样例电器有限公司",
        "credit_code": "91620702YX0000171M",
        "subject": "goods",
        "category": "家用电器",
        "product": "电热水壶",
        "issue": "quality",
        "content": "使用一周后漏水",
        "claim": "退货退款",
        "amount": Decimal("129.00"),
        "agency": "样例市场监督管理局",
        "accepted_on": dt.date(2025, 3, 5),
        "result": "settled",
        "closed_on": dt.date(2025, 3, 20),
        "recovered": Decimal("129.00"),
        "satisfied": True,
    }


@pytest.mark.parametrize(
    ("kind", "received", "accepted", "closed", "result", "extended", "answer"),
    [
        # 45 working days from acceptance, until 2026-04-14
        ("complaint", "2025-03-03", "2025-03-05", "2025-05-08", "settled", False, True),
        ("complaint", "2025-03-03", "2025-03-05", "2025-06-30", "unsettled", False, False),
        # 60 days for what was received from 2026-04-15 on
        ("complaint", "2026-04-15", "2026-04-20", "2026-06-19", "settled", False, True),
        ("complaint", "2026-04-15", "2026-04-20", "2026-06-23", "settled", False, False),
        # a refusal: seven working days from receipt
        ("complaint", "2025-03-03", None, "2025-03-12", "refused", False, True),
        ("complaint", "2025-03-03", None, "2025-03-13", "refused", False, False),
        # a report: fifteen working days, thirty where it was extended
        ("report", "2025-03-03", None, "2025-03-24", "case", False, True),
        ("report", "2025-03-03", None, "2025-04-10", "case", False, False),
        ("report", "2025-03-03", None, "2025-04-10", "case", True, True),
        # not closed; before any limit that is known
        ("complaint", "2025-03-03", "2025-03-05", None, "", False, None),
        ("complaint", "2015-03-03", "2015-03-05", "2015-03-20", "settled", False, None),
    ],
)
def test_closed_in_time(
    kind: str,
    received: str,
    accepted: str | None,
    closed: str | None,
    result: str,
    extended: bool,
    answer: bool | None,
) -> None:
    days = (D(received), D(accepted) if accepted else None, D(closed) if closed else None)
    assert in_time(kind, *days, result, extended) is answer
