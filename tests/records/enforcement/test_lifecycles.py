"""A case from filing to its end."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.people import COUNTY, People
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Reach, Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of

FIRM = "91620702YX0000171M"


@pytest.mark.django_db
def test_a_case_is_decided_with_its_papers_and_no_firm_opens_it() -> None:
    clerk, register = Actor(People().clerk), register_of("cases")
    record = service.create(
        clerk,
        register,
        {
            "region_id": COUNTY,
            "case_no": "样立〔2022〕3号",
            "enterprise": "样例电器有限公司",
            "credit_code": FIRM,
            "kind": "shoddy",
            "clue_source": "report",
            "filed_on": dt.date(2022, 3, 1),
        },
    )
    firm = Scope("register.view", (Reach("", enterprise=FIRM),))
    decision = {
        "document_no": "样罚〔2022〕9号",
        "decided_on": dt.date(2022, 4, 20),
        "penalty": "fine",
        "law_basis": "产品质量法第四十九条",
    }
    with pytest.raises(LifecycleError, match="还缺"):
        service.move(clerk, register, record, "decide", changes=decision)
    record.refresh_from_db()
    attach(clerk, record, b"%PDF-1.7", "决定书.pdf", region=COUNTY)
    service.move(clerk, register, record, "decide", changes=decision)
    # The firm finds what is shared of it in its archive; the record names the clue.
    assert not register.model.objects.within(firm).exists()
    assert not service.open_to(firm, register) and not service.covers(firm, register, record)
    service.move(clerk, register, record, "close", changes={"closed_on": dt.date(2022, 6, 1)})
    assert record.state == "closed"
