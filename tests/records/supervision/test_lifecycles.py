"""Stories of failed results, permits, exits, classes and online goods, with their clocks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.support.people import COUNTY, FAR, NEIGHBOUR, People, person
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence import store
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note, Unit
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record

FIRM = {"region_id": COUNTY, "enterprise": "样例水泥有限公司"}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Story:
    """One record on its way, moved by a clerk and, where a second person is asked for, by a colleague."""

    def __init__(self, key: str, **values: Any) -> None:
        people = People()
        self.clerk, self.colleague = Actor(user=people.clerk), Actor(user=people.colleague)
        self.register = register_of(key)
        self.record: Record = service.create(self.clerk, self.register, {**FIRM, **values})

    def go(self, move: str, *, second: bool = False, reason: str = "", **changes: Any) -> str:
        who = self.colleague if second else self.clerk
        changes = {k: day(v) if k.endswith(("_on", "_by", "_until")) else v for k, v in changes.items()}
        service.move(who, self.register, self.record, move, reason=reason, changes=changes)
        return str(getattr(self.record, "state"))  # noqa: B009

    def file(self) -> None:
        store.attach(self.clerk, self.record, b"%PDF-1.4 sample", "sample.pdf", region=COUNTY)

    def owed(self) -> dict[str, dt.date]:
        """What is open: clock -> last day."""
        rows = Due.objects.everywhere("test").filter(subject_id=str(self.record.pk), state=DueState.OPEN)
        return {d.kind.rpartition(".")[2]: d.due_on for d in rows if d.kind.startswith("clock:")}


def failed(**more: Any) -> Story:
    values = {
        "report_no": "CJ-1",
        "sector": "industrial",
        "product": "水泥",
        "reported_on": day("2026-03-02"),
    }
    return Story("failed_results", **{**values, **more})


@pytest.mark.django_db
def test_a_failed_result_is_corrected_and_passes_the_recheck() -> None:
    story = failed()
    assert story.go("notice", noticed_on="2026-03-04") == "noticed"
    assert story.owed() == {"objection": day("2026-03-19")}
    assert story.go("order", ordered_on="2026-03-20") == "ordered"
    assert story.owed() == {"correct": day("2026-05-19"), "recheck": day("2026-06-03")}
    with pytest.raises(LifecycleError, match="佐证材料"):
        story.go("rectify", rectified_on="2026-04-20", measures="更换筛网")
    story.file()
    assert story.go("rectify", rectified_on="2026-04-20", measures="更换筛网") == "rectified"
    assert story.owed() == {"recheck": day("2026-06-03")}
    with pytest.raises(LifecycleError, match="另一人"):
        story.go("pass", rechecked_on="2026-05-06")
    assert story.go("pass", second=True, rechecked_on="2026-05-06") == "closed"
    assert story.owed() == {}


@pytest.mark.django_db
def test_a_retest_clears_or_upholds_and_a_second_failure_leads_out() -> None:
    story = failed()
    story.go("notice", noticed_on="2026-03-04")
    assert story.go("object", objected_on="2026-03-10") == "objected"
    assert story.owed() == {"retest": day("2026-03-20")}
    assert story.go("uphold", retested_on="2026-03-18") == "upheld"
    story.go("order", ordered_on="2026-03-20")
    with pytest.raises(LifecycleError, match="理由"):
        story.go("fail", rechecked_on="2026-06-02", announced_on="2026-06-05")
    assert (
        story.go("fail", reason="仍不合格", rechecked_on="2026-06-02", announced_on="2026-06-05")
        == "announced"
    )
    assert story.owed() == {"second_recheck": day("2026-09-03")}
    assert story.go("leave", reason="再次复查不合格") == "exited"
    assert story.owed() == {}


@pytest.mark.django_db
def test_food_follows_the_time_limits_of_its_own_law() -> None:
    story = failed(sector="food", product="白酒")
    story.go("notice", noticed_on="2026-03-04")
    # Seven working days, not fifteen days.
    assert story.owed() == {"objection": day("2026-03-13")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "decide_by"),
    [("industrial", "2026-05-06"), ("food_production", "2026-03-19"), ("drug_business", "2026-04-02")],
)
def test_a_permit_is_decided_within_the_time_of_its_kind(kind: str, decide_by: str) -> None:
    story = Story("permits", application_no="SQ-1", kind=kind, product="样例", applied_on=day("2026-03-02"))
    story.go("accept", accepted_on="2026-03-05")
    assert story.owed() == {"decision": day(decide_by)}


def conditions(story: Story) -> list[Record]:
    """The rows of the review, in the order of the catalogue."""
    number = getattr(story.record, "application_no")  # noqa: B009
    rows: Any = register_of("permit_conditions").model.objects.everywhere("test").standing()
    return list(rows.filter(application_no=number).order_by("pk"))


def judge(story: Story, row: Record, **values: Any) -> None:
    service.change(story.clerk, register_of("permit_conditions"), row, values, reason="现场核查")


@pytest.mark.django_db
def test_a_condition_not_met_stands_against_a_permit_until_it_is_put_right() -> None:
    story = Story(
        "permits", application_no="SQ-1", kind="industrial", product="水泥", applied_on=day("2026-03-02")
    )
    story.go("accept", accepted_on="2026-03-05")
    story.file()
    first, second, *others = conditions(story)
    assert [first.condition, len(others)] == ["industrial-licence", 5]  # type: ignore[attr-defined]
    for row in (first, *others):
        judge(story, row, verdict="met", checked_on=day("2026-04-01"))
    with pytest.raises(LifecycleError, match="还有 1 项审查条件没有核查结论：“工业产品：专业技术人员”"):
        story.go("review", reviewed_on="2026-04-02", review="待整改")
    with pytest.raises(ValidationError, match="没有写明情况"):
        judge(story, second, verdict="not_met")
    judge(story, second, verdict="not_met", note="没有检验员", checked_on=day("2026-04-01"))
    story.go("review", reviewed_on="2026-04-02", review="待整改")
    with pytest.raises(LifecycleError, match="不能准予许可：“工业产品：专业技术人员”不符合"):
        story.go("approve", second=True, decided_on="2026-04-10")
    assert story.go("rectify", reason="配备检验员") == "rectifying"
    assert set(story.owed()) == {"decision", "rectify"}
    with pytest.raises(LifecycleError, match="还没有整改验收合格"):
        story.go("recheck")
    judge(story, second, rectified="已聘检验员两名", rectified_on=day("2026-04-20"))
    assert story.go("recheck") == "reviewed"
    assert set(story.owed()) == {"decision"}
    assert story.go("approve", second=True, decided_on="2026-04-24") == "approved"
    assert second.verdict == "not_met"  # type: ignore[attr-defined] # what the review found stays


@pytest.mark.django_db
def test_a_minor_finding_does_not_stand_against_a_permit_and_old_conditions_are_not_asked() -> None:
    story = Story(
        "permits", application_no="SQ-1", kind="food_production", product="糕点", applied_on=day("2016-03-02")
    )
    story.go("accept", accepted_on="2016-03-05")
    story.file()
    rows = conditions(story)
    # The trial product's test was asked for from October 2016 on.
    assert len(rows) == 5
    for row in rows:
        judge(story, row, verdict="partly", note="标识不全")
    story.go("review", reviewed_on="2016-03-20", review="基本符合")
    assert story.go("approve", second=True, decided_on="2016-03-25") == "approved"


@pytest.mark.django_db
def test_a_permit_from_application_to_revocation() -> None:
    story = Story(
        "permits", application_no="SQ-1", kind="industrial", product="水泥", applied_on=day("2026-03-02")
    )
    story.go("accept", accepted_on="2026-03-05")
    story.file()
    for row in conditions(story):
        judge(story, row, verdict="met")
    assert story.go("review", reviewed_on="2026-04-02", review="实地核查合格") == "reviewed"
    with pytest.raises(LifecycleError, match="没有需要整改"):
        story.go("rectify", reason="完善制度")
    with pytest.raises(LifecycleError, match="另一人"):
        story.go("approve", decided_on="2026-04-10")
    assert story.go("approve", second=True, decided_on="2026-04-10") == "approved"
    assert story.owed() == {"issue": day("2026-04-20")}
    with pytest.raises(LifecycleError, match="证书编号"):
        story.go("grant", granted_on="2026-04-15", valid_until="2031-04-14")
    assert story.go("grant", permit_no="XK-1", granted_on="2026-04-15", valid_until="2031-04-14") == "valid"
    assert story.go("alter", changed_on="2027-01-05", change_note="迁址") == "valid"
    assert story.go("renew", valid_until="2036-04-14") == "valid"
    assert story.go("suspend", reason="停产整顿") == "suspended"
    assert story.go("revoke", second=True, reason="骗取许可", ended_on="2032-01-05") == "revoked"
    assert story.owed() == {}


@pytest.mark.django_db
def test_a_compulsory_exit_is_decided_by_another_hand_and_verified() -> None:
    story = Story("compulsory_exits", code="TC-1", ground="still_failing", proposed_on=day("2026-03-02"))
    story.go("notice", noticed_on="2026-03-03")
    assert story.owed() == {"hearing": day("2026-03-10")}
    story.file()
    decision = {
        "decided_on": "2026-03-20",
        "decision_no": "样例1号",
        "form": "closed",
        "execute_by": "2026-04-20",
    }
    with pytest.raises(LifecycleError, match="另一人"):
        story.go("decide", **decision)
    assert story.go("decide", second=True, **decision) == "decided"
    assert story.owed() == {"execution": day("2026-04-20")}
    story.go("execute", executed_on="2026-04-10")
    assert story.go("verify", second=True, verified_on="2026-04-25") == "verified"
    assert story.owed() == {}


@pytest.mark.django_db
def test_the_class_sets_how_often_an_enterprise_is_inspected() -> None:
    values = {"trade": "food", "risk_points": 40, "credit_points": 25, "classed_on": day("2026-01-05")}
    story = Story("supervision_classes", grade="d", **values)
    with pytest.raises(ValidationError, match="监管类别与风险分"):
        service.change(story.clerk, story.register, story.record, {"grade": "b"}, reason="样例")
    story.record.refresh_from_db()
    story.go("confirm", second=True, inspected_on="2026-01-10")
    assert story.owed() == {"inspection": day("2026-05-11")}
    story.go("inspect", inspected_on="2026-04-20", finding="已整改")
    assert story.owed() == {"inspection": day("2026-08-20")}
    story.go(
        "regrade", reason="信用修复", classed_on="2026-05-06", risk_points=20, credit_points=5, grade="a"
    )
    assert story.owed() == {"inspection": day("2027-04-20")}


def online() -> Story:
    """Goods traced to their maker, with the papers at hand."""
    story = Story(
        "online_goods", code="WS-1", platform="样例平台", shop="样例店", product="充电器",
        seen_on=day("2026-03-02"), signal="过热", credit_code=credit_code(COUNTY, 1),
    )  # fmt: skip
    story.go("sample", sampled_on="2026-03-05", report_no="CJ-7")
    story.go("trace", traced_on="2026-03-20", source_place="邻县")
    story.file()
    return story


@pytest.mark.django_db
def test_online_goods_handed_to_an_agency_outside_are_answered_by_the_sender() -> None:
    story = online()
    story.go("hand_out", handed_on="2026-03-25", handed_to="外省市场监管局")
    assert story.owed() == {"feedback": day("2026-04-24")}
    story.go("handle", handled_on="2026-04-20", handling="立案处罚")
    assert story.go("credit", second=True, credited_on="2026-04-28") == "credited"
    assert story.owed() == {}


@pytest.mark.django_db
def test_online_goods_handed_to_another_county_are_answered_there_and_come_back() -> None:
    story = online()
    their = Unit.objects.get(key=f"office-{NEIGHBOUR}")
    far = Actor(user=person("far", "county_office", FAR))
    neighbour = Actor(user=get_user_model().objects.get(username="neighbour"))

    def seen(who: Actor) -> bool:
        return service.visible(who, story.register).filter(pk=story.record.pk).exists()

    def may(who: Actor, action: str) -> bool:
        return service.covers(who.scope(action), story.register, story.record)

    assert not seen(neighbour)
    story.go("hand_over", handed_on="2026-03-25", handed_unit=their)
    due = Due.objects.everywhere("test").get(kind="clock:online_chain.feedback", state=DueState.OPEN)
    assert (due.owner, due.region_id, due.due_on) == (their, NEIGHBOUR, day("2026-04-24"))
    assert Note._plain.filter(unit=their, address=due.address).count() == 1
    assert (seen(neighbour), seen(far)) == (True, False)
    assert may(neighbour, "register.answer")
    assert not any(may(neighbour, a) for a in ("register.change", "register.withdraw", "register.import"))
    answer: dict[str, Any] = {"handled_on": day("2026-04-20"), "handling": "立案处罚"}
    for who in (story.clerk, far):
        with pytest.raises(PermissionDenied):
            service.move(who, story.register, story.record, "handle", changes=answer)
    with pytest.raises(PermissionDenied):
        service.move(neighbour, story.register, story.record, "credit", changes={})
    service.move(neighbour, story.register, story.record, "handle", changes=answer)
    owner = story.record.owner
    assert story.owed() == {"credit": day("2026-05-20")}
    assert "立案处罚" in Note._plain.get(unit=owner).text
    assert story.go("credit", second=True, credited_on="2026-04-28") == "credited"


@pytest.mark.django_db
def test_what_was_handed_over_wrongly_comes_back_with_a_reason_and_is_out_of_sight_again() -> None:
    story = online()
    neighbour = Actor(user=get_user_model().objects.get(username="neighbour"))
    story.go("hand_over", handed_on="2026-03-25", handed_unit=Unit.objects.get(key=f"office-{NEIGHBOUR}"))
    with pytest.raises(LifecycleError, match="理由"):
        service.move(neighbour, story.register, story.record, "send_back")
    service.move(neighbour, story.register, story.record, "send_back", reason="生产者在邻省")
    assert (story.record.state, story.owed()) == ("traced", {})  # type: ignore[attr-defined]
    assert not service.visible(neighbour, story.register).filter(pk=story.record.pk).exists()


@pytest.mark.django_db
def test_the_pages_of_what_was_handed_over_offer_the_answer_and_nothing_else() -> None:
    story = online()
    story.go("hand_over", handed_on="2026-03-25", handed_unit=Unit.objects.get(key=f"office-{NEIGHBOUR}"))
    theirs, ours = (signed_in(get_user_model().objects.get(username=n)) for n in ("neighbour", "clerk"))
    at = reverse("desk:record", args=["online_goods", story.record.pk])
    moves = {
        m: reverse("desk:record_move", args=["online_goods", story.record.pk, m])
        for m in ("handle", "send_back")
    }
    page = theirs.get(at).content.decode()
    assert all(url in page for url in moves.values())
    assert "移交给" in page and "handed_unit" not in page
    assert reverse("desk:record_edit", args=["online_goods", story.record.pk]) not in page
    assert theirs.get(moves["handle"]).status_code == 200
    assert theirs.get(reverse("desk:record_edit", args=["online_goods", story.record.pk])).status_code in {
        403,
        404,
    }
    assert not any(url in ours.get(at).content.decode() for url in moves.values())
    assert ours.get(moves["handle"]).status_code == 403
    posted = {"handled_on": "2026-04-20", "handling": "立案处罚"}
    assert theirs.post(moves["handle"], posted).status_code == 302
    story.record.refresh_from_db()
    assert story.record.state == "handled"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_an_ousted_provider_is_seen_out_and_its_bar_ends() -> None:
    story = Story(
        "service_ousters", code="FW-1", trade="tourism", event="翻车", happened_on=day("2026-03-02")
    )
    story.file()
    story.go("find", found_on="2026-03-20", finding="负主要责任")
    story.go("order", second=True, ordered_on="2026-04-01", decision_no="样例2号", barred_until="2029-03-31")
    assert story.owed() == {"leave": day("2026-05-06")}
    story.go("leave", left_on="2026-04-20")
    assert story.go("end") == "ended"


@pytest.mark.django_db
def test_experts_help_after_a_survey() -> None:
    story = Story(
        "consumer_surveys", survey_no="XF-1", survey="童车调查", category="children", product="童车",
        surveyed_on=day("2026-03-02"), compared=20, consistent=17,
    )  # fmt: skip
    with pytest.raises(LifecycleError, match="发现的质量问题"):
        story.go("arrange", expert_body="样例质检院", arranged_on="2026-03-10")
    story.go("arrange", problem="制动不灵", expert_body="样例质检院", arranged_on="2026-03-10")
    assert story.owed() == {"service": day("2026-06-08")}
    story.file()
    assert story.go("improve", helped_on="2026-05-10", improvement="改进制动") == "improved"
