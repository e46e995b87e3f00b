"""The pages of tasks: proposed, issued, worked on, reported, closed through the addresses people use."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.faces.desk.spine import signed_in
from tests.support.people import CITY, COUNTY, unit
from tests.support.tasks import PDF, D, Tasking
from zhiheng.frame.people.models import Unit
from zhiheng.judgement.indicators.engine import forget
from zhiheng.records.tasks import rectifying, service, stages
from zhiheng.records.tasks.models import Acceptance, ProgressReport, Stage, Task, TaskTarget, TaskUnit
from zhiheng.records.tasks.problems import Problem

KEY = "shili-2011"


@pytest.fixture
def t(db: None) -> Tasking:
    forget()
    return Tasking()


@pytest.fixture
def office(t: Tasking) -> Client:
    return signed_in(t.office.user)


@pytest.fixture
def lead(t: Tasking) -> Client:
    return signed_in(t.lead.user)


def text(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def file(name: str = "总结.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_measures_are_chosen_edited_and_issued_in_one_step(t: Tasking, office: Client, lead: Client) -> None:
    page = text(office, f"/programmes/{KEY}/tasks")
    assert "没有符合条件的任务" in page and f"/programmes/{KEY}/tasks/propose" in page
    page = text(office, f"/programmes/{KEY}/tasks/propose")
    key = re.findall(r'name="chosen" value="([\d-]+)"', page)[0]
    assert "示例局" in page and "2015-10-31" in page and "取自阶段" in page
    bad = {"chosen": key, f"title-{key}": "抽查", f"due-{key}": "昨天", "issue": "1"}
    refused = office.post(f"/programmes/{KEY}/tasks/propose", bad)
    assert refused.status_code == 422 and "日期看不懂" in refused.content.decode()
    assert not Task.objects.everywhere("test").exists()
    none = office.post(f"/programmes/{KEY}/tasks/propose", {"draft": "1"})
    assert none.status_code == 422 and "没有选中" in none.content.decode()
    good = {
        "chosen": key,
        f"title-{key}": "重点产品抽查",
        f"due-{key}": "2026-12-31",
        f"every-{key}": "monthly",
    }
    assert office.post(f"/programmes/{KEY}/tasks/propose", {**good, "issue": "1"}).status_code == 302
    made = Task.objects.everywhere("test").get()
    assert (made.title, made.state, made.report_every) == ("重点产品抽查", "issued", "monthly")
    page = text(lead, "/tasks")
    assert "重点产品抽查" in page and "已下达" in page
    assert "已有任务" in text(office, f"/programmes/{KEY}/tasks/propose")


def test_a_task_goes_its_way_through_the_pages(t: Tasking, office: Client, lead: Client) -> None:
    task = t.issued(dt.date.today() - dt.timedelta(days=120), due_on=dt.date.today() + dt.timedelta(days=60))
    at = f"/tasks/{task.pk}"
    page = text(lead, at)
    assert f"{at}/move/sign" in page and f"{at}/move/decline" in page and f"{at}/move/accept" not in page
    assert lead.post(f"{at}/move/sign").status_code == 302
    support = signed_in(t.support.user)
    assert f"{at}/sign/{t.support_unit.pk}" in text(support, at)
    assert support.post(f"{at}/sign/{t.support_unit.pk}").status_code == 302
    assert support.post(f"{at}/sign/{t.lead_unit.pk}").status_code == 403
    owed = re.findall(rf"{at}/reports/{t.lead_unit.pk}/([\w-]+)", text(lead, at))
    form = f"{at}/reports/{t.lead_unit.pk}/{owed[0]}"
    assert "完成比例" in text(lead, form) and "完成比例(" not in text(
        support, f"{at}/reports/{t.support_unit.pk}/{owed[0]}"
    )
    refused = lead.post(form, {"done": "做了一半", "next_step": "继续", "percent": "50", "submit": "1"})
    assert refused.status_code == 422 and "请附佐证" in refused.content.decode()
    assert not ProgressReport.objects.everywhere("test").exists(), "refused whole, kept whole"
    assert lead.post(form, {"done": "做了一半", "percent": "50"}).status_code == 302, (
        "a draft may be unfinished"
    )
    sent = {"done": "做了一半", "next_step": "继续", "percent": "50", "submit": "1", "file": file("进展.pdf")}
    assert lead.post(form, sent).status_code == 302
    report = ProgressReport.objects.everywhere("test").get()
    page = text(office, form)
    assert "审核通过" in page and "做了一半" in page
    assert office.post(f"/tasks/reports/{report.pk}/return", {"reason": ""}).status_code == 302
    office.post(f"/tasks/reports/{report.pk}/return", {"reason": "缺名单"})
    assert "缺名单" in text(lead, form)
    lead.post(form, {"done": "做了一半,附名单", "next_step": "继续", "percent": "50", "submit": "1"})
    assert lead.post(f"/tasks/reports/{report.pk}/accept").status_code == 403
    office.post(f"/tasks/reports/{report.pk}/accept")
    assert "50" in text(office, at)
    needs = lead.get(f"{at}/move/submit").content.decode()
    assert "佐证材料" in needs
    assert lead.post(f"{at}/move/submit", {"evidence": file()}).status_code == 302
    assert office.post(f"{at}/move/accept").status_code == 302
    task.refresh_from_db()
    assert task.state == "closed" and "已按期办结" in text(office, at)
    again = office.post(f"{at}/move/accept", follow=True).content.decode()
    assert "不能“验收办结”" in again
    assert office.get(f"{at}/move/burn").status_code == 404
    assert lead.get(f"{at}/move/cancel").status_code == 403


def test_the_list_by_whose_light_and_file(t: Tasking, office: Client, lead: Client) -> None:
    today = dt.date.today()
    late = t.running(
        today - dt.timedelta(days=200), due_on=today - dt.timedelta(days=20), title="迟了的任务", targets=()
    )
    other = unit(CITY, "other-bureau", name="别的局", kind="department")
    t.issued(
        today, due_on=today + dt.timedelta(days=300), units=[(other, "lead")], title="别人的任务", targets=()
    )
    page = text(lead, "/tasks")
    assert "迟了的任务" in page and "别人的任务" not in page and "逾期 20 天" in page
    assert "别人的任务" in text(lead, "/tasks", whose="all")
    assert "别人的任务" in text(office, "/tasks")
    found = text(office, "/tasks", light="red")
    assert "迟了的任务" in found and f"/tasks/{late.pk}" in found and "别人的任务" not in found
    assert "别人的任务" not in text(office, "/tasks", late="on")
    assert "别人的任务" not in text(office, "/tasks", unit=str(t.lead_unit.pk))
    assert "别人的任务" in text(office, "/tasks", q="别人")
    for sort in ("title", "-due_on", "owner", "state", "region", "path", "nothing"):
        assert office.get("/tasks", {"sort": sort}).status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(office.get("/tasks", {"view": "xlsx"}).content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(r for r in rows if "任务" in r)
    assert len(rows) - rows.index(head) - 1 == 2 and any("任务按进度亮灯" in str(c) for r in rows for c in r)
    assert "迟了的任务" in office.get("/tasks", {"view": "csv", "late": "on"}).content.decode("utf-8-sig")


def test_a_delayed_task_warns_the_target_it_feeds(t: Tasking, office: Client) -> None:
    today = dt.date.today()
    task = t.running(today - dt.timedelta(days=200), due_on=today - dt.timedelta(days=20), title="迟了的任务")
    for at in (f"/tasks/{task.pk}", f"/programmes/{KEY}/tasks", f"/programmes/{KEY}/attainment", "/desk"):
        page = text(office, at)
        assert "任务逾期 20 天" in page, at
    t.closed(task, today)
    assert "任务逾期" not in text(office, f"/programmes/{KEY}/attainment")


def test_an_english_reader_is_told_why_the_light_is_red(t: Tasking, lead: Client) -> None:
    """Reason, rule and clocks are said in English; titles, names and clauses are the programme's."""
    task = t.running(targets=[], due_on=D(2014, 3, 1))
    lead.cookies["django_language"] = "en"
    page = text(lead, f"/tasks/{task.pk}").split("<main", 1)[1]
    assert "past the deadline, not settled" in page and "Lights of tasks by progress, version" in page
    shown = re.findall(r">([^<>]+)<", page)
    assert [said for said in shown if re.search("尚未|逾期|完成任务|任务进展|版（", said)] == []


def test_the_programme_page_adds_lights_up_with_the_rule(t: Tasking, office: Client) -> None:
    today = dt.date.today()
    t.running(today - dt.timedelta(days=200), due_on=today - dt.timedelta(days=20), targets=())
    t.closed(t.running(today - dt.timedelta(days=10), due_on=today), today)
    page = text(office, f"/programmes/{KEY}/tasks")
    assert "绿灯 1 项、红灯 1 项" in page and "加权 0.5 分" in page and "进展灯汇总" in page


def test_a_task_is_edited_and_made_without_a_measure(t: Tasking, office: Client) -> None:
    assert office.get("/tasks/new").status_code == 200
    form = {
        "title": "整治散装白酒", "region": CITY, "leads": [t.lead_unit.pk], "supports": [t.support_unit.pk],
        "due_on": "2026-12-31", "report_every": "quarterly", "weight": "2", "outputs": "名录\n通报",
        "targets": [t.target().pk], "weights": "T01=2.5",
    }  # fmt: skip
    response = office.post(f"/tasks/new?programme={KEY}", form)
    assert response.status_code == 302, response.content.decode()
    task = Task.objects.everywhere("test").get()
    assert [o.name for o in task.outputs.all()] == ["名录", "通报"]
    assert str(task.feeds.get().weight) == "2.50"
    at = f"/tasks/{task.pk}/edit"
    assert "T01=2.5" in text(office, at)
    both = office.post(at, {**form, "supports": [t.lead_unit.pk]})
    assert both.status_code == 422 and "已是牵头单位" in both.content.decode()
    assert "看不懂" in office.post(at, {**form, "weights": "一半"}).content.decode()
    assert "不在所选" in office.post(at, {**form, "weights": "T09=1"}).content.decode()
    assert office.post(at, {**form, "title": "整治白酒"}).status_code == 302
    office.post(f"/tasks/{task.pk}/move/issue")
    task.refresh_from_db()
    assert task.state == "issued" and task.title == "整治白酒"
    assert "必填" in office.post(at, form).content.decode() or office.post(at, form).status_code == 422
    assert office.post(at, {**form, "reason": "改名"}).status_code == 302


def test_a_problem_is_closed_on_evidence_by_a_second_person_and_reopened(
    t: Tasking, office: Client, lead: Client
) -> None:
    task = t.running()
    at = f"/problems/new?task={task.pk}"
    assert "重新" not in text(office, at)
    today = dt.date.today()
    form = {
        "text": "台账不全",
        "source": "inspection",
        "owner": t.lead_unit.pk,
        "found_on": today,
        "order": "on",
    }
    assert "交办要写明整改期限" in office.post(at, form).content.decode()
    response = office.post(at, {**form, "rectify_by": today + dt.timedelta(days=15)})
    assert response.status_code == 302, response.content.decode()
    problem = Problem._plain.get()
    page = f"/problems/{problem.pk}"
    assert (problem.state, problem.task_id) == ("rectifying", task.pk)
    assert "整改中" in text(lead, page) and "台账不全" in text(office, f"/programmes/{KEY}/problems")
    move = f"/registers/problems/{problem.pk}/moves"
    assert move in text(lead, page)
    bad = lead.post(f"{move}/done", {"measures": "补齐"})
    assert bad.status_code == 422, "no file, no closing"
    assert lead.post(f"{move}/done", {"measures": "补齐", "evidence": file("台账.pdf")}).status_code == 302
    assert lead.post(f"{move}/close", {"closed_on": today}).status_code == 403
    assert office.post(f"{move}/close", {"closed_on": today}).status_code == 302
    problem.refresh_from_db()
    assert problem.state == "closed"
    refute = re.findall(rf"{page}/refute/\d+", text(office, page))[0]
    assert office.post(refute, {"reason": ""}).status_code == 422
    assert office.post(refute, {"reason": "照片是旧的"}).status_code == 302
    problem.refresh_from_db()
    assert problem.state == "rectifying" and problem.closed_on is None
    assert "佐证不实" in text(office, page) and "照片是旧的" in text(office, page)
    assert "逾期" in text(office, f"/programmes/{KEY}/problems")
    for query in ({"state": "rectifying"}, {"source": "inspection"}):
        assert "台账不全" in text(office, f"/programmes/{KEY}/problems", **query)
    assert "台账不全" not in text(office, f"/programmes/{KEY}/problems", state="closed")


def test_phases_close_only_when_everybody_is_accepted(t: Tasking, office: Client) -> None:
    at = f"/programmes/{KEY}/phases"
    assert "按方案建立阶段" in text(office, at)
    assert office.post(f"{at}/prepare").status_code == 302
    stage = Stage.objects.everywhere("test").get()
    phase = f"/phases/{stage.pk}"
    assert office.post(f"{phase}/outputs", {"outputs": "实施方案\n(可选)动员会"}).status_code == 302
    page = text(office, phase)
    assert "实施方案" in page and "清单" in page
    office.post(f"{phase}/move/check")
    assert office.post(f"{phase}/draw", {"period": "十五"}).status_code == 302
    office.post(f"{phase}/draw", {"period": "2015"})
    records = list(Acceptance.objects.everywhere("test"))
    assert [a.kind for a in records] == ["lead"]
    second = signed_in(t.second.user)
    said = second.post(f"{phase}/move/close", follow=True).content.decode()
    assert "成果“实施方案”没有完成" in said and "未验收" in said
    output = stage.outputs.get(name="实施方案")
    office.post(f"{phase}/outputs/{output.pk}")
    office.post(f"{phase}/evidence", {"file-file": file("方案.pdf")})
    record = f"/acceptances/{records[0].pk}"
    assert "示例局" in text(second, record)
    assert (
        "另一人" in office.post(record, {"move": "accept", "opinion": "合格", "remedy": "x"}).content.decode()
    )
    assert second.post(record, {"move": "accept", "opinion": "合格", "remedy": "补齐"}).status_code == 302
    whole = text(office, f"/programmes/{KEY}/acceptance")
    assert "示例局" in whole and "已验收" in whole
    assert "示例局" in office.get(f"/programmes/{KEY}/acceptance", {"view": "csv"}).content.decode(
        "utf-8-sig"
    )
    assert office.get(f"/programmes/{KEY}/acceptance", {"view": "xlsx"}).content[:2] == b"PK"
    assert second.post(f"{phase}/move/close").status_code == 302
    stage.refresh_from_db()
    assert stage.state == "closed"
    office.post(f"{phase}/outputs", {"outputs": "别的"})
    assert stage.outputs.count() == 2, "what is accepted stays as it was"


def test_what_if_says_where_the_goal_lands(t: Tasking, office: Client) -> None:
    at = f"/programmes/{KEY}/what-if"
    assert "没有可推演的" in text(office, at)
    task = t.running(
        D(2014, 1, 1), due_on=D(2015, 12, 31), targets=[(t.target("T02"), None), (t.target(), None)]
    )
    page = text(office, at, at="2015-06-30")
    assert "匀速见效" in page and "不是预测" in page
    # F02 was reported for 2015 only: on 30 June 2015 the last complete year has no figure.
    assert "没有现值" in page
    page = text(office, at, **{f"slip-{task.pk}": "6"})
    assert f'name="slip-{task.pk}" value="6"' in page
    bad = office.get(at, {f"slip-{task.pk}": "百", "at": "昨天"})
    assert (
        bad.status_code == 422
        and "0 至 60" in bad.content.decode()
        and "看不懂推演起点" in bad.content.decode()
    )


def test_counties_see_their_own_and_what_binds_them(t: Tasking) -> None:
    clerk = signed_in(t.clerk.user)
    county = Unit.objects.get(key=f"office-{COUNTY}")
    task = t.issued(units=[(t.lead_unit, "lead"), (county, "support")], title="全市抽查")
    assert "全市抽查" in text(clerk, "/tasks"), "a part of my unit"
    assert text(clerk, f"/tasks/{task.pk}")
    problem = rectifying.enter(
        t.office, text="市里的问题", owner=t.lead_unit, source="meeting", found_on=D(2015, 5, 1)
    )
    assert clerk.get(f"/problems/{problem.pk}").status_code == 404
    assert "市里的问题" not in text(clerk, f"/programmes/{KEY}/problems")
    assert clerk.get("/tasks/new").status_code == 403
    assert clerk.get(f"/tasks/{task.pk}/edit").status_code == 403


@pytest.mark.parametrize(
    "name", ["programme_tasks", "programme_problems", "programme_phases", "programme_acceptance", "what_if"]
)
def test_empty_pages_say_so(t: Tasking, office: Client, name: str) -> None:
    page = text(office, reverse(f"desk:{name}", args=[KEY]))
    assert "没有" in page or "还" in page
    assert office.get(reverse(f"desk:{name}", args=["nothing-here"])).status_code == 404


@pytest.mark.parametrize("many", [False, True])
def test_a_page_asks_the_same_number_of_questions_however_many_tasks(
    t: Tasking, many: bool, django_assert_max_num_queries: Any
) -> None:
    for n in range(30 if many else 2):
        t.running(D(2014, 1, 1), title=f"任务{n}", outputs=("甲", "乙"))
    lead = signed_in(t.lead.user)
    lead.get("/tasks")
    for at, most in (("/tasks", 34), (f"/programmes/{KEY}/tasks", 44), (f"/programmes/{KEY}/what-if", 30)):
        with django_assert_max_num_queries(most):
            assert lead.get(at).status_code == 200


def test_stages_know_what_the_document_asks_for(t: Tasking) -> None:
    made = stages.prepare(t.office, t.programme)
    assert [str(s) for s in made] == ["实施"] and not stages.prepare(t.office, t.programme)
    assert service.parts_for(t.office, t.running())


def test_a_thousand_tasks_are_listed_for_an_ordinary_user(
    t: Tasking, lead: Client, django_assert_max_num_queries: Any
) -> None:
    every = [
        Task(
            programme=t.programme, region_id=CITY, title=f"任务{n}", path="一/(一)", state="doing",
            due_on=D(2015, 12, 31), issued_on=D(2014, 1, 1), owner=t.lead_unit,
        )
        for n in range(1000)
    ]  # fmt: skip
    Task._plain.bulk_create(every)
    TaskUnit.objects.bulk_create([TaskUnit(task=x, unit=t.lead_unit, role="lead") for x in every])
    TaskTarget.objects.bulk_create([TaskTarget(task=x, target=t.target()) for x in every[::2]])
    lead.get("/tasks")
    for at, most in (
        ("/tasks", 34),
        ("/tasks?light=red", 34),
        (f"/programmes/{KEY}/tasks", 44),
        (f"/programmes/{KEY}/what-if", 30),
        ("/desk", 44),
    ):
        with django_assert_max_num_queries(most):
            assert lead.get(at).status_code == 200, at
