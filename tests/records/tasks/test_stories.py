"""The life of tasks and reports, told as stories: what goes, what is refused and in which words, what is owed meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import COUNTY, NEIGHBOUR, unit
from tests.support.tasks import PDF, D, Tasking
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.models import Note
from zhiheng.frame.trail.chain import history, verify
from zhiheng.records.programmes.models import Duty, DutyUnit
from zhiheng.records.tasks import owing, proposing, reporting, service
from zhiheng.records.tasks.models import ProgressReport, Task


@pytest.fixture
def t(db: None) -> Tasking:
    return Tasking()


def owed(task: Task, **other: object) -> list[tuple[str, str, str]]:
    return [
        (d.kind, d.period, d.state) for d in owing.of(task).filter(**other).order_by("kind", "period", "id")
    ]


def test_a_task_is_issued_signed_reported_returned_accepted_and_closed(t: Tasking) -> None:
    task = t.draft()
    assert task.state == "draft" and not owed(task), "nothing is asked of anybody before the office issues it"
    service.move(t.office, task, "issue", on=D(2015, 7, 1))
    assert ("task", "2015-12-31", "open") in owed(task)
    assert ("task_report", "2015Q3", "open") in owed(task) and ("task_share", "2015Q3", "open") in owed(task)
    assert Note.objects.everywhere("test").filter(unit=t.lead_unit, text__contains="请签收").exists()
    service.move(t.lead, task, "sign", on=D(2015, 7, 3))
    service.sign(t.support, task, t.support_unit, D(2015, 7, 4))
    assert {p.signed_on for p in task.parts.all()} == {D(2015, 7, 3), D(2015, 7, 4)}

    report = reporting.write_report(
        t.lead, task, t.lead_unit, "2015Q3", {"done": "抽查 20 批", "next_step": "再抽 20 批", "percent": 50}
    )
    with pytest.raises(ValidationError, match="请附佐证"):
        reporting.submit(t.lead, report, D(2015, 10, 8))
    service.attach(t.lead, task, report, PDF, "抽查报告.pdf")
    reporting.submit(t.lead, report, D(2015, 10, 8))
    assert task.state == "doing", "the first report begins the work"
    assert ("task_report", "2015Q3", "submitted") in owed(task)
    with pytest.raises(LifecycleError, match="理由"):
        reporting.review(t.office, report, "return")
    reporting.review(t.office, report, "return", reason="批次对不上")
    assert ("task_report", "2015Q3", "returned") in owed(task)
    reporting.write_report(t.lead, task, t.lead_unit, "2015Q3", {"done": "抽查 21 批"})
    reporting.submit(t.lead, report, D(2015, 10, 9))
    reporting.review(t.office, report, "accept")
    assert ("task_report", "2015Q3", "settled") in owed(task)

    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(t.lead, task, "submit")
    service.attach(t.lead, task, task, PDF + b"1", "总结.pdf")
    service.move(t.lead, task, "submit", on=D(2015, 12, 20))
    assert ("task", "2015-12-31", "submitted") in owed(task)
    service.move(t.office, task, "send_back", reason="缺名单")
    assert (task.state, owed(task, kind="task")) == ("doing", [("task", "2015-12-31", "returned")])
    service.move(t.lead, task, "submit", on=D(2015, 12, 28))
    service.move(t.office, task, "accept", on=D(2015, 12, 30))
    assert (task.state, task.closed_on) == ("closed", D(2015, 12, 30))
    assert owed(task, kind="task") == [("task", "2015-12-31", "settled")]
    assert owing.of(task).outstanding().exclude(due_on__lte=D(2015, 12, 30)).count() == 0
    assert [e.action for e in history(task)][:2] == ["task.accept", "task.submit"]
    assert verify().sound


def test_who_hands_in_does_not_accept(t: Tasking) -> None:
    task = t.running()
    service.attach(t.office, task, task, PDF, "总结.pdf")
    service.move(t.office, task, "submit")
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(t.office, task, "accept")
    service.move(t.second, task, "accept")
    assert task.state == "closed"


def test_a_required_output_needs_its_file(t: Tasking) -> None:
    task = t.running(outputs=("抽查名录", "通报"))
    service.attach(t.lead, task, task, PDF, "总结.pdf")
    with pytest.raises(LifecycleError, match="抽查名录、通报"):
        service.move(t.lead, task, "submit")
    for n, output in enumerate(task.outputs.all()):
        service.attach(t.lead, task, output, PDF + str(n).encode(), "成果.pdf")
    service.move(t.lead, task, "submit")
    assert task.state == "submitted"


def test_a_task_without_a_lead_or_a_day_is_not_issued(t: Tasking) -> None:
    with pytest.raises(LifecycleError, match="没有牵头单位"):
        service.move(t.office, t.draft(units=[(t.support_unit, "support")]), "issue")
    with pytest.raises(LifecycleError, match="完成期限"):
        service.move(t.office, t.draft(due_on=None), "issue")
    with pytest.raises(ValidationError, match="名称"):
        t.draft(title="  ")


def test_an_unsigned_task_is_returned_and_issued_again(t: Tasking) -> None:
    task = t.issued(D(2015, 7, 1))
    with pytest.raises(ValidationError, match="请牵头单位先签收"):
        reporting.write_report(t.lead, task, t.lead_unit, "2015Q3", {"done": "无"})
    with pytest.raises(LifecycleError, match="理由"):
        service.move(t.lead, task, "decline")
    service.move(t.lead, task, "decline", reason="不是本局职责")
    assert task.state == "draft" and {s for _, _, s in owed(task)} <= {"cancelled", "settled"}
    service.move(t.office, task, "issue", on=D(2015, 7, 9))
    assert ("task", "2015-12-31", "open") in owed(task), "what was cancelled is owed again"
    assert ("task_report", "2015Q3", "open") in owed(task)


def test_an_extension_is_asked_for_with_a_reason_and_granted_or_not(t: Tasking) -> None:
    task = t.running(D(2015, 7, 1))
    with pytest.raises(LifecycleError, match="晚于现在的期限"):
        service.move(t.lead, task, "ask_extension", reason="x", changes={"asked_due_on": D(2015, 11, 1)})
    with pytest.raises(LifecycleError, match="申请延至"):
        service.move(t.lead, task, "ask_extension", reason="设备未到")
    service.move(t.lead, task, "ask_extension", reason="设备未到", changes={"asked_due_on": D(2016, 3, 31)})
    service.move(t.office, task, "refuse_extension", reason="不能拖")
    assert (task.state, task.due_on, task.asked_due_on) == ("doing", D(2015, 12, 31), None)
    service.move(t.lead, task, "ask_extension", reason="设备未到", changes={"asked_due_on": D(2016, 3, 31)})
    with pytest.raises(PermissionDenied):
        service.move(t.lead, task, "grant_extension")
    service.move(t.office, task, "grant_extension", on=D(2015, 11, 1))
    assert (task.state, task.due_on) == ("doing", D(2016, 3, 31))
    assert owing.of(task).get(kind="task").due_on == D(2016, 3, 31)
    assert owing.of(task).filter(kind="task_report", period="2016Q1").exists(), (
        "reports go on until the new day"
    )


def test_a_cancelled_task_owes_nothing(t: Tasking) -> None:
    task = t.running()
    service.move(t.office, task, "cancel", reason="上级已取消")
    assert not owing.of(task).outstanding().exists()
    with pytest.raises(LifecycleError, match="已撤销"):
        service.move(t.office, task, "issue")
    with pytest.raises(ValidationError, match="不再收材料"):
        service.attach(t.lead, task, task, PDF, "a.pdf")


def test_units_act_for_themselves_only(t: Tasking) -> None:
    task = t.issued()
    for actor in (t.support, t.clerk):
        with pytest.raises(PermissionDenied, match="牵头单位"):
            service.move(actor, task, "sign")
    with pytest.raises(PermissionDenied):
        service.create(t.lead, t.plan())
    with pytest.raises(PermissionDenied):
        service.sign(t.lead, task, t.support_unit)
    service.move(t.lead, task, "sign")
    with pytest.raises(ValidationError, match="还没有签收"):
        reporting.write_report(t.support, task, t.support_unit, "2014Q1", {"done": "x"})
    service.sign(t.support, task, t.support_unit)
    share = reporting.write_report(t.support, task, t.support_unit, "2014Q1", {"done": "协查", "percent": 80})
    assert share.percent is None, "a percentage is the lead's alone"
    reporting.submit(t.support, share, D(2014, 4, 2))
    assert ("task_share", "2014Q1", "submitted") in owed(task)


def test_a_county_answers_for_a_task_of_its_city(t: Tasking) -> None:
    county = unit(COUNTY, "gz-gov", name="甘州区人民政府", kind="government")
    task = t.issued(units=[(t.lead_unit, "lead"), (county, "support")])
    service.sign(t.clerk, task, county)
    with pytest.raises(ValidationError, match="请牵头单位先签收"):
        reporting.write_report(t.clerk, task, county, "2014Q1", {"done": "本区抽查 3 批"})
    service.move(t.lead, task, "sign")
    report = reporting.write_report(t.clerk, task, county, "2014Q1", {"done": "本区抽查 3 批"})
    with pytest.raises(PermissionDenied):
        reporting.write_report(t.clerk, task, t.lead_unit, "2014Q1", {"done": "x"})
    reporting.submit(t.clerk, report, D(2014, 4, 3))
    reporting.review(t.office, report, "accept")
    assert report.region_id == COUNTY
    assert Task.objects.within(t.clerk.scope("task.view")).filter(pk=task.pk).exists()


def test_a_percentage_is_never_typed_alone(t: Tasking) -> None:
    task = t.running()

    def tried(**values: object) -> ProgressReport:
        return reporting.submit(
            t.lead, reporting.write_report(t.lead, task, t.lead_unit, "2014Q1", values), D(2014, 4, 5)
        )

    with pytest.raises(ValidationError, match="做了什么"):
        tried(percent=30, next_step="x")
    with pytest.raises(ValidationError, match="下一步"):
        tried(percent=30, done="抽查", next_step="")
    with pytest.raises(ValidationError, match="不应还有未完成"):
        tried(percent=100, done="抽查", remaining="还有")
    with pytest.raises(ValidationError, match="100"):
        tried(percent=130, done="抽查")
    with pytest.raises(ValidationError, match="完成比例"):
        tried(percent=None, done="抽查", remaining="", next_step="x")
    assert tried(percent=0, done="尚未开展:人手不足", next_step="抽调人员").state == "submitted"
    with pytest.raises(ValidationError, match="已报送"):
        tried(percent=0, done="x")
    with pytest.raises(ValidationError, match="不是这项任务的报送期间"):
        reporting.write_report(t.lead, task, t.lead_unit, "2019Q1", {"done": "x"})


def test_a_task_is_changed_with_a_reason_once_issued_and_its_units_follow(t: Tasking) -> None:
    task = t.draft()
    service.change(t.office, task, t.plan(title="重点产品抽查"))
    assert task.title == "重点产品抽查"
    service.move(t.office, task, "issue", on=dt.date.today())
    other = unit(COUNTY, "gz-gov", name="甘州区人民政府", kind="government")
    plan = t.plan(units=[(t.lead_unit, "lead"), (other, "support")])
    with pytest.raises(ValidationError, match="写明原因"):
        service.change(t.office, task, plan)
    with pytest.raises(ValidationError, match="申请延期"):
        service.change(t.office, task, t.plan(due_on=D(2020, 1, 1)), "改期")
    service.change(t.office, task, plan, "职能调整")
    assert not owing.of(task).outstanding().filter(owner=t.support_unit).exists()
    assert history(task)[0].note == "职能调整"


def test_measures_become_proposals_with_clause_units_and_deadline(t: Tasking) -> None:
    found = proposing.proposals(t.programme)
    assert [(p.title, p.due_on, p.due_reason) for p in found] == [
        ("监督抽查", D(2015, 10, 31), "取自阶段“实施”的终止月份")
    ]
    assert "重点工业产品监督抽查" in found[0].sentence and found[0].leads == [t.lead_unit]
    assert not found[0].known
    made = service.create(t.office, service.Plan.of(t.programme, found[0]))
    assert (made.path, made.node_id, made.start) == ("一/(一)", found[0].node.pk, found[0].start)
    assert list(proposing.proposals(t.programme)[0].known) == [made]


def test_what_is_asked_of_counties_alone_is_a_task_for_each(t: Tasking) -> None:
    duty = Duty.objects.everywhere("test").get(programme=t.programme)
    duty.units.all().delete()
    for code in (COUNTY, NEIGHBOUR):
        lead = unit(code, f"{code}-government", name=f"{code}政府", kind="government")
        DutyUnit.objects.create(duty=duty, unit=lead, role="lead")
    found = proposing.proposals(t.programme)
    assert [(p.region_id, [u.region_id for u in p.leads]) for p in found] == [
        (COUNTY, [COUNTY]),
        (NEIGHBOUR, [NEIGHBOUR]),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015", D(2015, 12, 31)),
        ("2015-06", D(2015, 6, 30)),
        ("2015-06-05", D(2015, 6, 5)),
        ("2016-02", D(2016, 2, 29)),
        ("", None),
        ("12-31", None),
        ("2015-13", None),
        ("2015-02-30", None),
        ("去年", None),
    ],
)
def test_the_last_day_of_what_documents_write(text: str, day: dt.date | None) -> None:
    assert proposing.last_day(text) == day


def test_a_task_without_a_programme_can_be_made(t: Tasking) -> None:
    """A decision of a meeting, tracked."""
    plan = service.Plan(
        "整治散装白酒", t.programme.region_id, [(t.lead_unit, "lead")], D(2026, 3, 1), basis="第 3 次会议纪要"
    )
    task = service.move(t.office, service.create(t.office, plan), "issue")
    assert task.programme is None and Due.objects.everywhere("test").filter(basis="第 3 次会议纪要").exists()
