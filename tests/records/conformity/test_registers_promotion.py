"""Plans that promote certification and the firms they win: the registers, and one plan told to its end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import COUNTY, People
from tests.support.registers import RegisterCases, signed_in
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import proposing, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.models import Record

D = dt.date


class TestCertPromotions(RegisterCases):
    key = "cert_promotions"
    change = ("wanted", 12)
    example = {
        "code": "TG-2016-1",
        "region": COUNTY,
        "name": "重点用能单位节能产品认证推广",
        "year": 2016,
        "kind": "energy_saving",
        "target": "key_energy_user",
        "wanted": 10,
        "lead": "样例认证监管部门",
        "drawn_on": D(2016, 1, 20),
    }


class TestCertCandidates(RegisterCases):
    key = "cert_candidates"
    change = ("body", "样例认证中心")
    example = {
        "plan": "TG-2016-1",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "region": COUNTY,
        "kind": "energy_saving",
        "found_on": D(2016, 2, 1),
    }


def entered(actor: Actor, key: str, **values: Any) -> Record:
    return service.create(actor, register_of(key), {"region_id": COUNTY, **values})


def move(actor: Actor, record: Record, step: str, reason: str = "", **changes: Any) -> None:
    service.move(actor, register_of(record.kept_in), record, step, reason=reason, changes=changes)


def firm(actor: Actor, code: str, **more: Any) -> Record:
    listed = {"name": f"样例企业{code[-2:]}", "status": "open", "founded_on": D(2005, 3, 1), **more}
    return entered(actor, "enterprises", credit_code=code, **listed)


@pytest.mark.django_db
def test_a_plan_finds_its_firms_and_follows_them_to_their_certificates() -> None:
    people = People()
    clerk, register = Actor(user=people.clerk), register_of("cert_candidates")
    plan = entered(
        clerk, "cert_promotions", **{k: v for k, v in TestCertPromotions.example.items() if k != "region"}
    )
    new = firm(clerk, "91620702MA0000007X", key_energy_user=True)
    holds = firm(clerk, "91620702MA0000015Q", key_energy_user=True)
    firm(clerk, "91620702MA0000023K")
    held = {"kind": "energy_saving", "subject": "电机", "body": "样例认证中心", "issued_on": D(2015, 5, 1)}
    entered(
        clerk, "voluntary_certificates", number="ZY-1", enterprise="样例企业5Q", credit_code="91620702MA0000015Q",
        valid_until=D(2016, 6, 30), **held,
    )  # fmt: skip
    proposal = proposing.proposal_of(register, "key-energy-user")
    assert proposing.found(clerk, register, proposal, D(2016, 3, 1)) == [], "no plan is running yet"
    move(clerk, plan, "issue", issued_on=D(2016, 2, 1), due_on=D(2016, 12, 20))
    pair = (new.pk, plan.pk)
    assert proposing.found(clerk, register, proposal, D(2016, 3, 1)) == [pair]
    # A certificate that has run out does not keep its firm away.
    assert proposing.found(clerk, register, proposal, D(2016, 7, 1)) == [pair, (holds.pk, plan.pk)]
    assert proposing.found(Actor(user=people.neighbour), register, proposal, D(2016, 7, 1)) == []
    asked = {"found_on": D(2016, 3, 1)}
    (one,), refused = proposing.accept(clerk, register, proposal, [pair], asked, today=D(2016, 3, 1))
    assert not refused and one.kind == "energy_saving"  # type: ignore[attr-defined]
    assert Due._plain.get(kind="clock:cert_candidate.guide").due_on == D(2016, 6, 1)
    with pytest.raises(LifecycleError, match="要先到"):
        move(clerk, one, "certify", certified_on=D(2016, 9, 1))
    move(clerk, one, "guide", guided_on=D(2016, 4, 6), guidance="讲解节能认证规则")
    move(clerk, one, "apply", applied_on=D(2016, 5, 10), body="样例认证中心")
    with pytest.raises(Doubted, match="信用代码"):  # the certificate of another firm
        move(clerk, one, "certify", certificate_no="ZY-1", certified_on=D(2016, 9, 1))
    with pytest.raises(Doubted, match="里没有自愿性认证证书 ZY-2"):
        move(clerk, one, "certify", certificate_no="ZY-2", certified_on=D(2016, 9, 1))
    one.refresh_from_db()
    entered(
        clerk, "voluntary_certificates", number="ZY-2", enterprise="样例企业7X", credit_code="91620702MA0000007X",
        **held | {"issued_on": D(2016, 9, 1)},
    )  # fmt: skip
    move(clerk, one, "certify", certificate_no="ZY-2", certified_on=D(2016, 9, 1))
    assert not Due._plain.filter(kind__startswith="clock:cert_candidate", state="open").exists()
    page = signed_in(people.clerk).get(f"/registers/cert_promotions/{plan.pk}").content.decode()
    assert "推广对象" in page and "已获证" in page
    with pytest.raises(LifecycleError, match="推广成效"):
        move(clerk, plan, "finish", finished_on=D(2016, 12, 1))
    move(clerk, plan, "finish", finished_on=D(2016, 12, 1), summary="新增一张证书")
