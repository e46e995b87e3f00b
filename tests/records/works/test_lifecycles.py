"""Stories of works: control points in order, an inspection put right, a node, a complaint, a prize."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, People
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import Record
from zhiheng.records.works.lifecycles import PROJECT
from zhiheng.records.works.registers.projects import ORDER

D = dt.date
POINTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("admit", {"access_no": "样发改〔2015〕1号", "access_on": D(2015, 3, 1)}),
    ("review", {"designer": "样例设计院", "review_no": "ST-1", "reviewed_on": D(2015, 4, 1)}),
    ("tender", {"enterprise": "样例建筑公司", "bid_no": "ZB-1", "bid_on": D(2015, 5, 1)}),
    (
        "permit",
        {"supervisor": "样例监理", "supervision_no": "JL-1", "permit_no": "SG-1", "permit_on": D(2015, 6, 1)},
    ),
    ("sample", {"sample_part": "样板间", "sample_on": D(2015, 8, 1)}),
    ("accept_nodes", {"tester": "样例检测", "nodes_on": D(2016, 5, 1), "nodes_planned": 3, "nodes_done": 3}),
    ("complete", {"completion_no": "JG-1", "completed_on": D(2016, 6, 1)}),
    ("file", {"filing_no": "BA-1", "filed_on": D(2016, 6, 10)}),
)


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


def entered(actor: Actor, key: str, **values: Any) -> tuple[Register, Record]:
    register = register_of(key)
    return register, service.create(actor, register, {"region_id": COUNTY, **values})


def project(actor: Actor, **values: Any) -> tuple[Register, Record]:
    row = {"code": "XM-1", "name": "样例小区", "kind": "housing", "owner_party": "样例置业"}
    return entered(actor, "projects", **row, registered_on=D(2015, 2, 1), **values)


def due(kind: str) -> Due:
    return Due.objects.everywhere("test").filter(kind=f"clock:{kind}").latest("pk")


def test_no_control_point_is_skipped(people: People, clerk: Actor) -> None:
    register, works = project(clerk)
    attach(clerk, works, b"%PDF-1.7", "样板.pdf", region=COUNTY)
    for at, (key, changes) in enumerate(POINTS):
        for later, _ in POINTS[at + 1 :]:
            with pytest.raises(LifecycleError, match="要先到"):
                service.move(clerk, register, works, later)
        if key == "accept_nodes":
            with pytest.raises(ValidationError, match="关键节点没有全部验收"):
                service.move(clerk, register, works, key, changes=changes | {"nodes_done": 2})
            works.refresh_from_db()
        service.move(Actor(user=people.colleague) if at % 2 else clerk, register, works, key, changes=changes)
        assert works.state == ORDER[at + 1]  # type: ignore[attr-defined]
        if key == "permit":
            assert due("works_project.start").due_on == D(2015, 9, 1)
        if key == "complete":
            assert due("works_project.filing").due_on == D(2016, 6, 16)
    assert not Due.objects.everywhere("test").filter(state="open").exists()


def test_a_workbook_cannot_skip_one_either(clerk: Actor) -> None:
    proofs = {"access_no": "1", "review_no": "2", "bid_no": "3", "supervision_no": "4"}
    for lost, words in (("review_no", "施工图审查"), ("bid_no", "中标通知书"), ("access_no", "准入")):
        with pytest.raises(ValidationError, match=words):
            project(clerk, state="permitted", **{**proofs, "permit_no": "5", lost: ""})
    with pytest.raises(ValidationError, match="施工许可证号"):
        project(clerk, state="permitted", **proofs)
    _, works = project(clerk, state="permitted", **proofs, permit_no="5")
    assert works.pk
    assert {*ORDER, "stopped"} == {s.key for s in PROJECT.states}


def test_what_an_inspection_finds_is_put_right_by_its_day(people: People, clerk: Actor) -> None:
    register, found = entered(
        clerk, "site_inspections", code="GD-1", project_code="XM-1", project="样例小区", kind="dust",
        inspected_on=D(2016, 3, 1), hazards=2, dust_met=False,
    )  # fmt: skip
    order = {"order_kind": "rectify", "order_no": "ZG-1", "rectify_by": D(2016, 3, 15)}
    service.move(clerk, register, found, "order", changes=order)
    asked = due("site_inspection.rectify")
    assert asked.due_on == D(2016, 3, 15)
    fine = {"penalty_no": "CF-1", "penalty": 2}
    service.move(clerk, register, found, "penalise", reason="逾期", changes=fine)
    asked.refresh_from_db()
    assert asked.state == "open", "a penalty does not put anything right"
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(clerk, register, found, "report", changes={"rectified_on": D(2016, 3, 14)})
    attach(clerk, found, b"%PDF-1.7", "整改.pdf", region=COUNTY)
    service.move(clerk, register, found, "report", changes={"rectified_on": D(2016, 3, 14)})
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, found, "accept", changes={"rechecked_on": D(2016, 3, 16)})
    other = Actor(user=people.colleague)
    service.move(other, register, found, "return", reason="仍有裸土", changes={"rectify_by": D(2016, 4, 1)})
    assert due("site_inspection.rectify").due_on == D(2016, 4, 1)


def test_a_failed_node_is_put_right_before_it_is_accepted(people: People, clerk: Actor) -> None:
    register, node = entered(
        clerk, "key_nodes", code="JD-1", project_code="XM-1", project="样例小区", kind="foundation",
        planned_on=D(2015, 8, 1),
    )  # fmt: skip
    bad = {"problem": "标高不符", "rectify_by": D(2015, 8, 20)}
    service.move(clerk, register, node, "fail", changes=bad)
    attach(clerk, node, b"%PDF-1.7", "复验.pdf", region=COUNTY)
    day = {"accepted_on": D(2015, 8, 18)}
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, node, "recheck", changes=day)
    service.move(Actor(user=people.colleague), register, node, "recheck", changes=day)
    assert due("key_node.rectify").state == "settled"


def test_a_complaint_is_closed_only_when_the_parties_were_told(clerk: Actor) -> None:
    register, said = entered(
        clerk, "works_complaints", code="TS-1", project="样例小区", defect="leak", received_on=D(2016, 8, 1)
    )
    service.move(clerk, register, said, "accept", changes={"accepted_on": D(2016, 8, 3)})
    with pytest.raises(LifecycleError, match="反馈工程各方日期"):
        service.move(clerk, register, said, "close", changes={"closed_on": D(2016, 9, 1), "result": "已修复"})
    assert due("works_complaint.handle").state == "open"


def test_a_common_defect_is_fed_back_and_cured(clerk: Actor) -> None:
    register, defect = entered(
        clerk, "common_defects", code="TB-1", project_code="XM-1", project="样例小区", defect="leak",
        found_on=D(2016, 8, 1),
    )  # fmt: skip
    told = {"fed_back_on": D(2016, 8, 5), "rectify_by": D(2016, 10, 1), "enterprise": "样例建筑公司"}
    service.move(clerk, register, defect, "feed_back", changes=told)
    assert due("common_defect.treat").due_on == D(2016, 10, 1)


def test_a_prize_is_planned_entered_and_won(people: People, clerk: Actor) -> None:
    register, prize = entered(
        clerk, "works_prizes", code="JX-1", project="样例小区", name="飞天奖", rank="provincial",
        enterprise="样例建筑公司", planned_on=D(2015, 3, 1),
    )  # fmt: skip
    with pytest.raises(LifecycleError, match="要先到"):
        service.move(clerk, register, prize, "win", changes={"awarded_on": D(2016, 11, 1)})
    service.move(clerk, register, prize, "enter", changes={"entered_on": D(2016, 7, 1)})
    win = {"awarded_on": D(2016, 11, 1)}
    service.move(Actor(user=people.colleague), register, prize, "win", changes=win)
    assert prize.fact_year == 2016
