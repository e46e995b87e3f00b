"""Stories of opinions, quality money, agencies that hand over, faults and preference lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, People, person, unit
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, UnitKind
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history, verify

pytestmark = pytest.mark.django_db
DAY = dt.date


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


@pytest.fixture
def colleague(people: People) -> Actor:
    return Actor(user=people.colleague)


def made(actor: Actor, key: str, **values: Any) -> Record:
    return service.create(actor, register_of(key), {"region_id": COUNTY, **values})


def move(actor: Actor, record: Record, key: str, move: str, reason: str = "", **changes: Any) -> Record:
    return service.move(actor, register_of(key), record, move, reason=reason, changes=changes)


def proof(actor: Actor, record: Record) -> None:
    attach(actor, record, b"%PDF-1.4 sample", "proof.pdf", region=COUNTY)


def owed(kind: str) -> list[tuple[dt.date, str]]:
    found = Due.objects.everywhere("test").filter(kind=kind).order_by("id")
    return [(due.due_on, due.state) for due in found]


def test_an_opinion_is_answered_within_its_limit_and_published_by_another(
    clerk: Actor, colleague: Actor
) -> None:
    record = made(
        clerk, "opinions", code="YJ-1", subject="公开抽查结果", source="consumer", kind="opinion",
        received_on=DAY(2016, 3, 15),
    )  # fmt: skip
    move(clerk, record, "opinions", "assign", handler="样例局")
    # 15 working days from the day of receipt; 4 April 2016 was a holiday.
    assert owed("clock:opinion.reply") == [(DAY(2016, 4, 6), DueState.OPEN)]
    with pytest.raises(LifecycleError, match="答复、答复日期"):
        move(clerk, record, "opinions", "reply")
    move(clerk, record, "opinions", "reply", reply="按季公开", replied_on=DAY(2016, 3, 30))
    with pytest.raises(LifecycleError, match="另一人"):
        move(clerk, record, "opinions", "publish", published_on=DAY(2016, 4, 1))
    move(colleague, record, "opinions", "publish", published_on=DAY(2016, 4, 1))
    assert owed("clock:opinion.reply")[0][1] == DueState.SETTLED


def application(actor: Actor) -> Record:
    return made(
        actor, "fund_applications", code="ZJ-1", kind="reward", scheme="样例奖励", enterprise="样例厂", project="样例标准",
        applied_on=DAY(2016, 2, 1), asked=Decimal(20),
    )  # fmt: skip


def test_money_is_granted_by_a_rule_and_its_effect_is_checked(clerk: Actor, colleague: Actor) -> None:
    key = "fund_applications"
    record = application(clerk)
    move(clerk, record, key, "review", reviewed_on=DAY(2016, 3, 1), score=Decimal(88))
    grant = {"granted": Decimal(25), "granted_on": DAY(2016, 4, 1), "check_by": DAY(2017, 4, 1)}
    with pytest.raises(LifecycleError, match="依据文件"):
        move(colleague, record, key, "grant", **grant)
    with pytest.raises(ValidationError, match="批准金额大于申请金额"):
        move(colleague, record, key, "grant", rule_no="样例办法", **grant)
    record.refresh_from_db()
    move(colleague, record, key, "grant", rule_no="样例办法", **{**grant, "granted": Decimal(15)})
    assert owed("clock:fund_application.effect") == [(DAY(2017, 4, 1), DueState.OPEN)]
    checked = {"checked_on": DAY(2017, 3, 1), "effect": "达到预期"}
    with pytest.raises(LifecycleError, match="佐证材料"):
        move(clerk, record, key, "examine", **checked)
    proof(clerk, record)
    move(clerk, record, key, "examine", **checked)
    assert owed("clock:fund_application.effect")[0][1] == DueState.SETTLED


def test_a_merged_agency_hands_over_its_files(clerk: Actor, colleague: Actor) -> None:
    key = "agency_changes"
    row = {"code": "JG-1", "kind": "merge", "predecessor": "样例质监局", "changed_on": DAY(2015, 3, 1)}
    with pytest.raises(ValidationError, match="承接单位就是原单位"):
        made(clerk, key, **row, successor="样例质监局")
    record = made(clerk, key, **row, successor="样例市场监管局")
    move(clerk, record, key, "begin", hand_over_by=DAY(2015, 6, 30))
    assert owed("clock:agency_change.hand_over") == [(DAY(2015, 6, 30), DueState.OPEN)]
    done = {"handed_over_on": DAY(2015, 6, 1), "archives_to": "样例市场监管局"}
    with pytest.raises(LifecycleError, match="另一人"):
        move(clerk, record, key, "finish", **done)
    with pytest.raises(LifecycleError, match="佐证材料"):
        move(colleague, record, key, "finish", **done)
    proof(clerk, record)
    move(colleague, record, key, "finish", **done)
    assert any("没有单位要关闭" in entry.note for entry in history(record))


def handed_over(clerk: Actor, colleague: Actor, kind: str, successor: str) -> None:
    key = "agency_changes"
    row = {"code": "JG-2", "kind": kind, "predecessor": "样例质监局", "changed_on": DAY(2026, 3, 1)}
    record = made(clerk, key, **row, successor=successor)
    move(clerk, record, key, "begin", hand_over_by=DAY(2026, 6, 30))
    proof(clerk, record)
    done = {"handed_over_on": DAY(2026, 6, 1), "archives_to": successor}
    move(colleague, record, key, "finish", **done)


@pytest.mark.parametrize("there", [True, False])
def test_a_closed_agency_hands_over_its_posts_and_what_it_owes(
    clerk: Actor, colleague: Actor, there: bool
) -> None:
    old = unit(COUNTY, "old", name="样例质监局", kind=UnitKind.DEPARTMENT)
    if there:
        unit(COUNTY, "new", name="样例市场监管局", kind=UnitKind.DEPARTMENT)
    holder = person("holder", "department", COUNTY, at=old, title="标准化岗")
    due = Due._plain.create(
        kind="test",
        title="示例",
        owner=old,
        region_id=COUNTY,
        opens_on=DAY(2026, 1, 1),
        due_on=DAY(2026, 12, 31),
        subject_type="test",
        subject_id="1",
    )
    handed_over(clerk, colleague, "merge", "样例市场监管局")
    old.refresh_from_db()
    due.refresh_from_db()
    assert old.valid_to == DAY(2026, 6, 1)
    assert [str(u) for u in old.heirs(DAY(2026, 7, 1))] == ["样例市场监管局"]
    assert str(due.owner) == "样例市场监管局"
    posts = Post.objects.filter(user=holder).order_by("id")
    assert [(p.unit.name, p.title, p.valid_from, p.valid_to) for p in posts] == [
        ("样例质监局", "标准化岗", None, DAY(2026, 6, 1)),
        ("样例市场监管局", "标准化岗", DAY(2026, 6, 2), None),
    ]
    assert [e.action for e in history(old)] == ["unit.close"]
    assert not verify().faults


def test_after_a_transfer_of_duties_the_old_agency_stands(clerk: Actor, colleague: Actor) -> None:
    old = unit(COUNTY, "old", name="样例质监局", kind=UnitKind.DEPARTMENT)
    holder = person("holder", "department", COUNTY, at=old)
    handed_over(clerk, colleague, "transfer", "样例市场监管局")
    old.refresh_from_db()
    assert old.valid_to is None and Post.objects.get(user=holder).valid_to is None


def test_a_fault_is_decided_by_another_than_who_examined_it(clerk: Actor, colleague: Actor) -> None:
    key = "officer_faults"
    record = made(
        clerk, key, code="GC-1", agency="样例局", source="review", found_on=DAY(2016, 6, 1), fault="送达超期"
    )
    move(clerk, record, key, "examine", examine_by=DAY(2016, 7, 31))
    proof(clerk, record)
    decided = {"decision": "批评教育", "decided_on": DAY(2016, 7, 1)}
    with pytest.raises(LifecycleError, match="另一人"):
        move(clerk, record, key, "decide", **decided)
    move(colleague, record, key, "decide", **decided)
    assert owed("clock:officer_fault.examine")[0][1] == DueState.SETTLED


def test_a_preference_is_sent_and_its_result_logged(clerk: Actor) -> None:
    key = "preferences"
    record = made(
        clerk, key, code="YH-1", list_no="样例5号", enterprise="样例厂", ground="award", addressee="样例银行",
        measure="loan", issued_on=DAY(2016, 3, 1),
    )  # fmt: skip
    with pytest.raises(LifecycleError, match="要先到“已送达”"):
        move(clerk, record, key, "use", result_on=DAY(2016, 5, 1), amount=Decimal(300))
    move(clerk, record, key, "send", sent_on=DAY(2016, 3, 5))
    move(clerk, record, key, "use", result_on=DAY(2016, 5, 1), amount=Decimal(300))
    with pytest.raises(LifecycleError, match="写明理由"):
        move(clerk, record, key, "remove")
    move(clerk, record, key, "remove", "发生质量事故")


def test_a_claim_is_paid_once(clerk: Actor) -> None:
    key = "insurance_claims"
    record = made(
        clerk, key, code="PA-1", policy="BX-1", enterprise="样例厂", cause="不合格", happened_on=DAY(2016, 5, 1),
        reported_on=DAY(2016, 5, 6),
    )  # fmt: skip
    move(clerk, record, key, "settle", paid=Decimal(9), closed_on=DAY(2016, 6, 1))
    with pytest.raises(LifecycleError, match="已赔付"):
        move(clerk, record, key, "refuse", "重复")
