"""Every staff address against every role and the anonymous: what is expected is written in ``who_may``, not worked out.

A new address fails the test until it has a line in ``EXPECTED``; a new role until it has a letter in ``ROLES``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, reverse

from tests.faces.desk.spine import ME, Spine
from tests.faces.who_may import EXPECTED, NOT_THEIRS, ROLES
from tests.records.drafts.sample import draft_of
from tests.support.cascades import given_share
from tests.support.people import CITY, COUNTY, regions, unit
from tests.support.photos import png
from zhiheng.faces.desk import urls as desk
from zhiheng.frame.draws import service as draws
from zhiheng.frame.draws.declare import declarations as draw_kinds
from zhiheng.frame.draws.framing import Asked
from zhiheng.frame.evidence.store import attach, keep
from zhiheng.frame.people.models import Post, User
from zhiheng.frame.people.roles import roles
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.models import Batch, ImportSession
from zhiheng.judgement.assessment import determining, scoring
from zhiheng.judgement.indicators.local import create_local
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.judgement.release import service as releases
from zhiheng.judgement.reports import service as reports
from zhiheng.records.drafts.models import Item
from zhiheng.records.enterprises.models import Enterprise, Merger
from zhiheng.records.foundations.models import StandardDeclaration
from zhiheng.records.meetings.models import Decision, Group
from zhiheng.records.programmes.models import Programme
from zhiheng.records.services.models import Survey
from zhiheng.records.statistics.models import QualityReturn, ReturnCheck
from zhiheng.records.supervision.models import Sampling
from zhiheng.records.tasks import rectifying, service, stages
from zhiheng.records.tasks.models import Acceptance, ProgressReport

NAMES = [str(p.name) for p in desk.urlpatterns if isinstance(p, URLPattern)]


def actions() -> dict[str, str]:
    return {
        str(p.name): str(getattr(p.callback, "action", ""))
        for p in desk.urlpatterns
        if isinstance(p, URLPattern)
    }


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert set(NAMES) - set(EXPECTED) == set(), "new addresses: say in EXPECTED who may open them"
    assert set(EXPECTED) - set(NAMES) == set(), "these addresses are gone"
    assert len(NAMES) == len(set(NAMES)), "two addresses of one name: the second can never be reached"


def test_every_address_asks_for_the_action_written_here() -> None:
    assert {n: a for n, a in actions().items() if a != EXPECTED[n][0]} == {}


def test_every_role_has_a_letter() -> None:
    assert set(ROLES.values()) | {"public"} == set(roles())


def task_samples(programme: Programme) -> dict[str, dict[str, Any]]:
    """A task of the county with a report, a problem with a file, a phase with a record; what their addresses name."""
    office, today = unit(COUNTY), dt.date.today()
    plan = service.Plan("样例任务", COUNTY, [(office, "lead")], today, programme=programme)
    task = service.move(ME, service.create(ME, plan), "issue", on=today)
    service.move(ME, task, "sign", on=today)
    reporting_ = {
        "task": task,
        "unit": office,
        "region_id": COUNTY,
        "role": "lead",
        "period": str(today.year),
    }
    report = ProgressReport._plain.create(**reporting_, state="submitted")
    problem = rectifying.enter(ME, text="样例问题", owner=office, source="meeting", found_on=today)
    file = attach(ME, problem, b"%PDF-1.4 c", "c.pdf", region=COUNTY)
    stage = stages.prepare(ME, programme)[0]
    stages.set_outputs(ME, stage, [("样例成果", True)])
    record = Acceptance._plain.create(stage=stage, owner=office, region_id=COUNTY, kind="county")
    of_task, of_phase, key = {"pk": task.pk}, {"pk": stage.pk}, {"key": programme.key}
    pages = ["programme_tasks", "tasks_propose", "programme_problems", "programme_phases", "phases_prepare"]
    return {
        **dict.fromkeys(
            [
                *pages,
                "programme_acceptance",
                "what_if",
                "programme_links",
                "programme_link",
                "programme_action",
                "programme_target",
                "programme_target_drop",
            ],
            key,
        ),
        **dict.fromkeys(("task", "task_edit", "task_evidence"), of_task),
        **dict.fromkeys(("phase", "phase_outputs", "phase_evidence", "phase_draw"), of_phase),
        "task_move": {**of_task, "move": "cancel"},
        "task_sign": {**of_task, "unit": office.pk},
        "task_report": {**of_task, "unit": office.pk, "period": report.period},
        "task_review": {"pk": report.pk, "move": "accept"},
        "problem": {"pk": problem.pk},
        "problem_refute": {"pk": problem.pk, "evidence": file.pk},
        "phase_move": {**of_phase, "move": "check"},
        "phase_output": {**of_phase, "output": stage.outputs.get().pk},
        "acceptance": {"pk": record.pk},
    }


class Samples:
    """One object for each address that names one, all of the county, in reach of city and province."""

    def __init__(self) -> None:
        spine = Spine()
        self.spine = spine
        row = Sampling._plain.filter(region_id=COUNTY).first()
        assert row is not None
        row.owner = unit(COUNTY)
        row.save()
        round_ = scoring.open_round(ME, "national_form", CITY, "2015")
        scoring.run(ME, round_)
        veto = determining.determine(
            ME,
            round_,
            COUNTY,
            "systemic_event",
            determined_by="示例机关",
            document="示例文件",
            on=dt.date(2015, 6, 1),
            reason="示例",
        )
        report = reports.draft(ME, COUNTY, "2015Q3")
        release = releases.prepare(ME, spine.programme, "2015")
        value = ReportedValue._plain.first()
        assert value is not None
        evidence = attach(ME, value, b"%PDF-1.4", "a.pdf", region=COUNTY)
        own = attach(ME, row, b"%PDF-1.4 b", "b.pdf", region=COUNTY)
        photo = attach(ME, row, png(), "d.png", region=COUNTY)
        batch = Batch._plain.create(
            register="sampling", region_id=COUNTY, column="standard", reason="示例", count=1, made_by="示例"
        )
        filed = QualityReturn._plain.create(
            region_id=COUNTY,
            owner=unit(COUNTY),
            period="2015",
            enterprise="示例厂",
            credit_code="91620702YX0000171M",
        )
        of_return = {"key": "quality_returns", "period": "2015", "unit": filed.owner_id}
        visit = ReturnCheck._plain.create(
            code="HC-1",
            region_id=COUNTY,
            owner=unit(COUNTY),
            enterprise="示例厂",
            period="2015",
            due_on="2016-06-30",
        )
        StandardDeclaration._plain.create(
            region_id=COUNTY,
            enterprise="示例乳品厂",
            number="Q/YL 1-2026",
            name="示例",
            kind="enterprise",
            declared_on=dt.date(2026, 1, 1),
        )
        survey = Survey._plain.create(
            region_id=COUNTY, code="M1", title="示例", subject="commerce", sampling="simple", mode="phone",
            started_on=dt.date(2026, 1, 1),
        )  # fmt: skip
        of_survey = {"pk": survey.pk}
        drawn = draws.make(
            ME,
            draw_kinds()["declared_standards"],
            Asked(Region.objects.get(code=COUNTY), dt.date(2026, 6, 1)),
            purpose="示例",
        )
        line = drawn.lines.get()
        session = ImportSession._plain.create(
            register="sampling",
            region_id=COUNTY,
            file=keep("报告编号\n1".encode(), "a.csv"),
            filename="a.csv",
        )
        account = User.objects.create_user("somebody", display_name="样例账号")
        post = Post.objects.create(user=account, unit=unit(CITY), role="department", territory_id=CITY)
        row_, of_round = {"key": "sampling", "pk": row.pk}, {"pk": round_.pk}
        of_county, of_report = {"pk": round_.pk, "region": COUNTY}, {"pk": report.pk}
        of_session, of_account = {"pk": session.pk}, {"pk": account.pk}
        firm = Enterprise._plain.create(
            region_id=COUNTY,
            name="示例乳品厂",
            credit_code="91620702YX00000169",
            founded_on=dt.date(2003, 5, 6),
        )
        merger = Merger._plain.create(
            code="91620702YX00000244", kept=firm.credit_code, region_id=COUNTY, reason="示例"
        )
        of_firm = {"code": firm.credit_code}
        body = Group._plain.create(
            region_id=COUNTY, code="ZL-1", name="示例小组", kind="working", established_on=dt.date(2016, 1, 1)
        )
        decision = Decision._plain.create(
            region_id=COUNTY,
            code="YD-1",
            meeting="HY-1",
            content="示例事项",
            lead_unit="示例局",
            decided_on=dt.date(2016, 3, 3),
        )
        draft = draft_of(region=CITY)
        of_draft = {"pk": draft.pk}
        of_item = {**of_draft, "item": Item._plain.filter(draft=draft, kind="figure")[0].pk}
        key = {"key": spine.programme.key}
        share = given_share(spine.programme.key)
        due = spine.dues["late"].pk
        kept = create_local(ME, name="示例民宿等级评定数", unit="家", region=CITY, field="service")
        self.kwargs: dict[str, dict[str, Any]] = {
            "note_read": {"pk": 1},
            "due": {"pk": due},
            "due_move": {"pk": due, "move": "cancel"},
            **dict.fromkeys(
                (
                    "draft",
                    "draft_items",
                    "draft_pulse",
                    "draft_file",
                    "draft_again",
                    "draft_certain",
                    "draft_undo",
                    "draft_force",
                    "draft_add",
                ),
                of_draft,
            ),
            **dict.fromkeys(
                ("draft_item", "draft_item_decide", "draft_item_edit", "draft_item_split"), of_item
            ),
            "draft_text": {**of_draft, "number": 0},
            "programme": key,
            "programme_text": key,
            "attainment": key,
            "programme_compare": key,
            "programme_bindings": key,
            "indicator_edit": {"code": kept.code},
            "indicator_close": {"code": kept.code},
            "decision_task": {"pk": decision.pk},
            "group": {"pk": body.pk},
            "cascade": key,
            "cascade_mine": key,
            "cascade_object": {**key, "share": share.pk},
            "cascade_export": key,
            "cascade_target": {**key, "target": "T02"},
            "cascade_edit": {**key, "target": "T02"},
            "cascade_check": {**key, "target": "T02"},
            "cascade_discard": {**key, "target": "T02"},
            "cascade_keep": {**key, "target": "T02", "share": share.pk},
            "outlines": {"region": CITY},
            "indicator": {"code": "P03"},
            "cell": {"code": "P03", "region": COUNTY, "period": "2015"},
            "cell_report": {"code": "F02", "region": COUNTY, "period": "2015"},
            "cell_changes": {"code": "P03", "region": COUNTY, "period": "2015"},
            "code_list": {"key": "gb4754_2017"},
            "register": {"key": "sampling"},
            "template": {"key": "sampling"},
            "export": {"key": "sampling", "fmt": "csv"},
            "record_new": {"key": "sampling"},
            "import_new": {"key": "sampling"},
            "record": row_,
            "record_edit": row_,
            "record_withdraw": row_,
            "record_restore": row_,
            "record_move": {**row_, "move": "none"},
            "grid": {"key": "sampling"},
            "gathered": {"key": "energy_metering"},
            "collector_revoke": {"pk": 1},
            "returns": {"key": "quality_returns"},
            "returns_do": {"key": "quality_returns", "what": "owe"},
            "return_sheet": of_return,
            "return_sign": of_return,
            "proposals": {"key": "preferences"},
            "proposals_do": {"key": "preferences", "what": "accept"},
            "batch_new": {"key": "sampling"},
            "batches": {"key": "sampling"},
            "batch": {"key": "sampling", "pk": batch.pk},
            "batch_undo": {"key": "sampling", "pk": batch.pk},
            "record_onsite": {"key": "return_checks", "pk": visit.pk},
            "survey": of_survey,
            "survey_answers": of_survey,
            "survey_erase": of_survey,
            "survey_keep": of_survey,
            "draw_new": {"key": "declared_standards"},
            "draw": {"pk": drawn.pk},
            "draw_excuse": {"pk": drawn.pk, "line": line.pk},
            "draw_export": {"pk": drawn.pk, "fmt": "csv"},
            "draw_frame": {"pk": drawn.pk},
            "record_photo": {**row_, "evidence": photo.pk},
            "record_evidence": row_,
            "record_file": {**row_, "evidence": own.pk},
            "import": of_session,
            "import_map": of_session,
            "import_errors": of_session,
            "import_apply": of_session,
            "import_undo": of_session,
            "enterprise": of_firm,
            "enterprise_section": {**of_firm, "key": "enterprises"},
            "enterprise_file": {**of_firm, "fmt": "docx"},
            "enterprise_merge": of_firm,
            "enterprise_unmerge": {"pk": merger.pk},
            "enterprise_accept": {"key": "sampling"},
            "scheme": {"key": "national_form"},
            "round": of_round,
            "round_run": of_round,
            "round_approve": of_round,
            "round_reopen": of_round,
            "round_export": of_round,
            "round_veto": of_round,
            "round_unveto": {**of_round, "veto": veto.pk},
            "round_entry": {**of_county, "field": "coordination"},
            "sheet": of_county,
            "sheet_export": of_county,
            "report": of_report,
            "report_opinion": of_report,
            "report_move": of_report,
            "report_file": {**of_report, "fmt": "html"},
            "release": {"pk": release.pk},
            "release_move": {"pk": release.pk},
            "evidence": {"pk": evidence.pk},
            "account": of_account,
            "post_new": of_account,
            "post_end": {**of_account, "post": post.pk},
            "account_password": of_account,
            "lifecycle_diagram": {"key": "report"},
            **task_samples(spine.programme),
        }

    def url(self, name: str) -> str:
        return reverse(f"desk:{name}", kwargs=self.kwargs.get(name, {}))


def client(letter: str) -> Client:
    role = ROLES[letter]
    place = COUNTY if letter in "CIE" else CITY
    user = User.objects.create_user(f"role-{role}", display_name=f"样例{role}")
    firm = unit(COUNTY, "firm", name="示例企业", kind="enterprise", credit_code="91620702MA71TEST0X")
    Post.objects.create(user=user, unit=firm if letter == "E" else unit(place), role=role, territory_id=place)
    made = Client(raise_request_exception=False)
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


#: What a form must say for its door to be asked at all.
POSTED: dict[str, dict[str, str]] = {}


def ask(who: Client, url: str, posted: dict[str, str], only_posted: set[str]) -> int:
    """GET, or POST where only that is taken; nothing it does is kept.

    ``only_posted``: addresses that refused a GET before; they do so before they look who asks (test_methods.py).
    """
    with transaction.atomic():
        status = 405 if url in only_posted else who.get(url).status_code
        if status == 405:
            only_posted.add(url)
            status = who.post(url, posted).status_code
        transaction.set_rollback(True)
    return status


def letters() -> dict[str, str]:
    """All roles; on PostgreSQL one for each way rows are narrowed: by territory, by territory and field, by firm.

    Which role holds which action is decided before the database is asked.
    """
    return ROLES if connection.vendor == "sqlite" else {k: ROLES[k] for k in "ODE"}


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report reads alike for whoever may open it: its figures and charts are made for the first and kept."""
    papers: dict[int, Any] = {}
    files: dict[tuple[str, bool], bytes] = {}
    live, render = reports.live_paper, reports.render

    def live_paper(report: Any) -> Any:
        if report.pk not in papers:
            papers[report.pk] = live(report)
        return papers[report.pk]

    def rendered(paper: Any, kind: str, *, base_url: str = "", static: bool = True) -> bytes:
        if (kind, static) not in files:
            files[kind, static] = render(paper, kind, base_url=base_url, static=static)
        return files[kind, static]

    monkeypatch.setattr(reports, "live_paper", live_paper)
    monkeypatch.setattr(reports, "render", rendered)


@pytest.mark.django_db
def test_who_gets_in(drawn_once: None) -> None:
    samples = Samples()
    wrong: list[str] = []
    only_posted: set[str] = set()
    for letter, role in letters().items():
        who = client(letter)
        for name in NAMES:
            status = ask(who, samples.url(name), POSTED.get(name, {}), only_posted)
            if letter not in EXPECTED[name][1]:
                if status != 403:
                    wrong.append(f"{role} {name}: {status}, expected to be refused")
            elif status == 404 and letter in NOT_THEIRS.get(name, ""):
                continue
            elif status >= 500 or status in {401, 403, 404}:
                wrong.append(f"{role} {name}: {status}, expected to get in")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_anonymous_are_sent_to_the_log_in_page() -> None:
    samples = Samples()
    nobody = Client()
    for name in NAMES:
        url = samples.url(name)
        for response in (nobody.get(url), nobody.post(url)):
            if response.status_code == 405:
                continue
            assert response.status_code == 302, (name, response.status_code)
            assert response["Location"].startswith("/login?next="), name


@pytest.mark.django_db
def test_a_post_that_has_ended_opens_nothing() -> None:
    regions()
    who = client("O")
    Post.objects.update(valid_to=dt.date.today() - dt.timedelta(days=1))
    assert who.get("/assessment").status_code == 403
