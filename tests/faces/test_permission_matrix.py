"""Every staff address against every role and the anonymous: what is expected is written here, not worked out.

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
from zhiheng.records.meetings.models import Decision
from zhiheng.records.programmes.models import Programme
from zhiheng.records.services.models import Survey
from zhiheng.records.statistics.models import QualityReturn, ReturnCheck
from zhiheng.records.supervision.models import Sampling
from zhiheng.records.tasks import rectifying, service, stages
from zhiheng.records.tasks.models import Acceptance, ProgressReport

ROLES = {
    "L": "leading_group",
    "O": "office",
    "D": "lead_department",
    "P": "department",
    "C": "county_office",
    "U": "unit_head",
    "I": "inspector",
    "E": "enterprise",
    "B": "laboratory",
    "X": "expert",
    "A": "auditor",
    "H": "higher_authority",
    "Y": "system_admin",
    "Z": "security_admin",
    "W": "audit_admin",
}
EVERYBODY = "".join(ROLES)

#: Address -> (the action its view declares, the roles that get in). Letters as in ROLES.
EXPECTED: dict[str, tuple[str, str]] = {
    "home": ("desk.view", EVERYBODY),
    "note_read": ("desk.view", EVERYBODY),
    "dues": ("due.view", "LODPCIEAU"),
    "due": ("due.view", "LODPCIEAU"),
    "due_move": ("due.view", "OEU"),
    "programmes": ("programme.view", "LODPCAH"),
    "drafts": ("programme.review", "O"),
    "draft_new": ("programme.load", "O"),
    "draft": ("programme.review", "O"),
    "draft_items": ("programme.review", "O"),
    "draft_text": ("programme.review", "O"),
    "draft_pulse": ("programme.review", "O"),
    "draft_file": ("programme.review", "O"),
    "draft_again": ("programme.review", "O"),
    "draft_certain": ("programme.review", "O"),
    "draft_undo": ("programme.review", "O"),
    "draft_force": ("programme.load", "O"),
    "draft_add": ("programme.review", "O"),
    "draft_item": ("programme.review", "O"),
    "draft_item_decide": ("programme.review", "O"),
    "draft_item_edit": ("programme.review", "O"),
    "draft_item_split": ("programme.review", "O"),
    "programme": ("programme.view", "LODPCAH"),
    "programme_text": ("programme.load", "O"),
    "attainment": ("programme.view", "LODPCAH"),
    "compare": ("programme.view", "LODPCAH"),
    "meetings": ("meeting.view", "LODPCA"),
    "groups": ("meeting.view", "LODPCA"),
    "duty_matrix": ("meeting.view", "LODPCA"),
    "decision_task": ("meeting.edit", "O"),
    "programme_compare": ("programme.view", "LODPCAH"),
    "programme_bindings": ("programme.bind", "O"),
    "cascade": ("cascade.view", "LODPCAH"),
    "cascade_mine": ("cascade.confirm", "ODPC"),
    "cascade_object": (
        "cascade.confirm",
        "DPC",
    ),  # who gave the share out may not answer for who was given it
    "cascade_export": ("cascade.view", "LODPCAH"),
    "cascade_target": ("cascade.view", "LODPCAH"),
    "cascade_edit": ("cascade.edit", "O"),  # a county divides its own shares, not the city's target
    "cascade_check": ("cascade.edit", "O"),
    "cascade_discard": ("cascade.edit", "O"),
    "cascade_keep": ("cascade.edit", "O"),
    "indicators": ("indicator.view", "LODPCIAH"),
    "indicator_new": ("indicator.define", "O"),
    "indicators_local": ("indicator.view", "LODPCIAH"),
    "indicator_edit": ("indicator.define", "O"),
    "indicator_close": ("indicator.define", "O"),
    "outlines": ("indicator.view", "LODPCIAH"),
    "indicator": ("indicator.view", "LODPCIAH"),
    "air_year": ("indicator.view", "LODPCIAH"),
    "cell": ("indicator.view", "LODPCIAH"),
    "cell_report": ("indicator.report", "ODPC"),
    "cell_changes": ("indicator.view", "LODPCIAH"),
    "registers": ("register.view", "LODPCIEBAU"),
    "code_lists": ("register.view", "LODPCIEBAU"),
    "code_list": ("register.view", "LODPCIEBAU"),
    "register": ("register.view", "LODPCIEBAU"),
    "template": ("register.import", "ODPCB"),
    "export": ("register.export", "ODPC"),
    "record_new": ("register.add", "ODPCIB"),
    "import_new": ("register.import", "ODPCB"),
    "record": ("register.view", "LODPCIEBAU"),
    "record_edit": ("register.change", "ODPCI"),
    "record_withdraw": ("register.withdraw", "ODC"),
    "record_restore": ("register.withdraw", "ODC"),
    "record_move": ("register.view", "LODPCIEBAU"),
    "record_evidence": ("evidence.add", "ODPCIE"),
    "record_file": ("evidence.view", "ODPCIE"),
    "grid": ("register.add", "ODPCIB"),
    "returns": ("register.view", "LODPCIEBAU"),
    "returns_do": ("return.manage", "O"),
    "return_sheet": ("register.view", "LODPCIEBAU"),
    "return_sign": ("register.view", "LODPCIEBAU"),
    "proposals": ("register.add", "ODPC"),
    "proposals_do": ("register.add", "ODPC"),
    "batch_new": ("register.change", "ODPCI"),
    "batches": ("register.view", "LODPCIEBAU"),
    "batch": ("register.view", "LODPCIEBAU"),
    "batch_undo": ("register.change", "ODPCI"),
    "onsite": ("register.view", "LODPCIEBAU"),
    "record_onsite": ("register.change", "ODPCI"),
    "record_photo": ("evidence.view", "ODPCIE"),
    "owner_scores": ("register.view", "LODPCAU"),
    "survey": ("register.view", "LODPCAU"),
    "survey_answers": ("register.import", "ODPC"),
    "survey_keep": ("register.add", "ODPC"),
    "draws": ("draw.view", "LODPCIA"),
    "draw_new": ("draw.make", "ODPC"),
    "draw": ("draw.view", "LODPCIA"),
    "draw_excuse": ("draw.make", "ODPC"),
    "draw_export": ("draw.view", "LODPCIA"),
    "draw_frame": ("draw.view", "LODPCIA"),
    "imports": ("register.import", "ODPCB"),
    "import": ("register.import", "ODPCB"),
    "import_map": ("register.import", "ODPCB"),
    "import_errors": ("register.import", "ODPCB"),
    "import_apply": ("register.import", "ODPCB"),
    "import_undo": ("register.import", "ODPCB"),
    "enterprises": ("enterprise.view", "LODPCIEA"),
    "enterprise": ("enterprise.view", "LODPCIEA"),
    "enterprise_section": ("enterprise.view", "LODPCIEA"),
    "enterprise_file": ("enterprise.view", "LODPCIEA"),
    "enterprise_match": ("enterprise.view", "LODPCIEA"),
    "enterprise_names": ("enterprise.match", "ODPC"),
    "enterprise_accept": ("enterprise.match", "ODPC"),
    "enterprise_duplicates": ("enterprise.merge", "ODC"),
    "enterprise_merge": ("enterprise.merge", "ODC"),
    "enterprise_unmerge": ("enterprise.merge", "ODC"),
    "rounds": ("assessment.view", "LODCXAH"),
    "round_new": ("assessment.run", "O"),
    "scheme": ("assessment.view", "LODCXAH"),
    "round": ("assessment.view", "LODCXAH"),
    "round_run": ("assessment.run", "O"),
    "round_approve": ("assessment.approve", "L"),
    "round_reopen": ("assessment.approve", "L"),
    "round_export": ("assessment.view", "LODCXAH"),
    "round_veto": ("assessment.run", "O"),
    "round_unveto": ("assessment.run", "O"),
    "round_entry": ("assessment.score", "ODX"),
    "sheet": ("assessment.view", "LODCXAH"),
    "sheet_export": ("assessment.view", "LODCXAH"),
    "reports": ("report.view", "LODPCAH"),
    "report_new": ("report.write", "ODC"),
    "report": ("report.view", "LODPCAH"),
    "report_opinion": ("report.write", "ODC"),
    "report_move": ("report.view", "LODPCAH"),
    "report_file": ("report.view", "LODPCAH"),
    "releases": ("release.view", "LO"),
    "release_new": ("release.prepare", "O"),
    "release": ("release.view", "LO"),
    "release_move": ("release.view", "LO"),
    "trail": ("trail.view", "OAW"),
    "trail_verify": ("trail.verify", "W"),
    "evidence": ("evidence.view", "ODPCIE"),
    "accounts": ("account.view", "Z"),
    "account_new": ("account.add", "Z"),
    "account": ("account.view", "Z"),
    "post_new": ("account.change", "Z"),
    "post_end": ("account.change", "Z"),
    "account_password": ("account.change", "Z"),
    "roles": ("account.view", "Z"),
    "me": ("desk.view", EVERYBODY),
    "rules": ("desk.view", EVERYBODY),
    "lifecycles": ("desk.view", EVERYBODY),
    "lifecycle_diagram": ("desk.view", EVERYBODY),
    # tasks, problems, phases
    "tasks": ("task.view", "LODPCAH"),
    "task_new": ("task.edit", "O"),
    "task": ("task.view", "LODPCAH"),
    "task_edit": ("task.edit", "O"),
    "task_move": ("task.view", "O"),
    "task_sign": ("task.report", "OC"),
    "task_evidence": ("evidence.add", "OC"),
    "task_report": ("task.view", "LODPCAH"),
    "task_review": ("task.accept", "LO"),
    "programme_tasks": ("task.view", "LODPCAH"),
    "tasks_propose": ("task.edit", "O"),
    "programme_links": ("programme.view", "LODPCAH"),
    "programme_link": ("programme.load", "O"),
    "programme_action": ("programme.load", "O"),
    "programme_problems": ("task.view", "LODPCAH"),
    "programme_phases": ("task.view", "LODPCAH"),
    "phases_prepare": ("task.edit", "O"),
    "programme_acceptance": ("task.view", "LODPCAH"),
    "what_if": ("task.view", "LODPCAH"),
    "problem_new": ("task.edit", "O"),
    "problem": ("task.view", "LODPCAH"),
    "problem_refute": ("task.accept", "LO"),
    "phase": ("task.view", "LODPCAH"),
    "phase_move": ("task.view", "O"),
    "phase_outputs": ("task.edit", "O"),
    "phase_output": ("task.edit", "O"),
    "phase_evidence": ("task.edit", "O"),
    "phase_draw": ("task.edit", "O"),
    "acceptance": ("task.view", "LODPCAH"),
}
#: (address, roles) that get in and are then told that this object is not theirs: another unit's, another firm's,
#: another region's. A 404 there says less than a 403 would.
NOT_THEIRS = {
    "return_sheet": "EB",
    "return_sign": "EB",
    "cascade_object": "DP",  # the county's, not a department's
    "outlines": EVERYBODY,  # no boundaries are loaded here
    "compare": EVERYBODY,  # asked without naming two programmes
    "note_read": EVERYBODY,
    "record": "EB",
    "record_evidence": "E",
    "record_file": "E",
    "evidence": "E",
    "record_photo": "E",
    "batch": "EB",
    "due": "EU",
    "due_move": "EU",
    "enterprise": "E",
    "enterprise_section": "E",
    "enterprise_file": "E",
    "record_restore": "ODC",
    "record_move": EVERYBODY,
    "import": "ODPB",
    "import_map": "ODPB",
    "import_errors": "ODPB",
    "import_apply": "ODPB",
    "import_undo": "ODPB",
}
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


def ask(who: Client, url: str, posted: dict[str, str]) -> int:
    """GET, or POST where only that is taken; nothing it does is kept."""
    with transaction.atomic():
        status = who.get(url).status_code
        if status == 405:
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
    wrong = []
    for letter, role in letters().items():
        who = client(letter)
        for name in NAMES:
            status = ask(who, samples.url(name), POSTED.get(name, {}))
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
