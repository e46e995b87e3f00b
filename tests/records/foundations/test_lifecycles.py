"""Procedures of standards and metrology told as stories."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.support.people import COUNTY, People, person, unit
from tests.support.registers import signed_in
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import imports, service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.expiring import sweep
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import verify
from zhiheng.kernels.intake import IntakeError, export_workbook
from zhiheng.records.foundations.registers.limits import within
from zhiheng.records.foundations.registers.standards import out_long_enough

D = dt.date
FIRM = {"enterprise": "样例乳业有限公司", "credit_code": "91620702YX00000169"}


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


@pytest.fixture
def colleague(people: People) -> Actor:
    return Actor(user=people.colleague)


def entered(actor: Actor, key: str, **values: Any) -> tuple[Register, Any]:
    register = register_of(key)
    return register, service.create(actor, register, {"region_id": COUNTY} | values)


def buttons(actor: Actor, register: Register, record: Record) -> set[str]:
    assert register.lifecycle is not None
    return {m.key for m in moves.available(actor, register.lifecycle, record)}


def dues(kind: str) -> list[tuple[dt.date, str]]:
    return [(d.due_on, d.state) for d in Due._plain.filter(kind=kind).order_by("id")]


def proposed(actor: Actor, **values: Any) -> tuple[Register, Any]:
    given = {
        "number": "2023-DB6207-001",
        "name": "样例番茄栽培技术规程",
        "kind": "local",
        "area": "farm",
        "proposed_on": D(2023, 2, 1),
    }
    return entered(actor, "standards", **given | values)


def to_review(actor: Actor) -> tuple[Register, Any]:
    register, standard = proposed(actor)
    service.move(actor, register, standard, "approve", changes={"approved_on": D(2023, 3, 1)})
    service.move(actor, register, standard, "draft", changes={"drafter": "样例推广站"})
    service.move(actor, register, standard, "consult", changes={"consulted_on": D(2023, 6, 1)})
    return register, standard


def in_force(actor: Actor) -> tuple[Register, Any]:
    register, standard = to_review(actor)
    service.move(actor, register, standard, "review", changes={"reviewed_on": D(2023, 8, 1)})
    issue = {
        "number": "DB6207/T 1-2023",
        "issued_on": D(2023, 9, 1),
        "effective_on": D(2023, 10, 1),
        "review_by": D(2028, 9, 1),
    }
    service.move(actor, register, standard, "issue", changes=issue)
    return register, standard


def test_a_local_standard_from_proposal_to_force(clerk: Actor) -> None:
    register, standard = to_review(clerk)
    assert buttons(clerk, register, standard) == {"review"}
    with pytest.raises(LifecycleError, match="要先到“技术审查”"):
        service.move(clerk, register, standard, "issue")
    # Thirty days for comment: the thirtieth is too soon for the one who reviews on the twentieth.
    with pytest.raises(ValidationError, match="征求意见的时间不够"):
        service.move(clerk, register, standard, "review", changes={"reviewed_on": D(2023, 6, 20)})
    standard.refresh_from_db()
    assert standard.state == "consulting"
    assert [state for _, state in dues("clock:standard.draft")] == ["settled"]
    service.move(clerk, register, standard, "review", changes={"reviewed_on": D(2023, 8, 1)})
    service.move(clerk, register, standard, "return", reason="技术要求不明确")
    assert standard.state == "drafting"


def test_a_standard_in_force_is_filed_checked_evaluated_and_reviewed(clerk: Actor) -> None:
    register, standard = in_force(clerk)
    assert (standard.state, standard.fact_year) == ("released", 2023)
    # Filed within sixty days of the day of issue, whenever that is entered.
    assert dues("clock:standard.file") == [(D(2023, 10, 31), "open")]
    assert Due._plain.get(kind="clock:standard.file").owner == unit(COUNTY)
    service.move(
        clerk, register, standard, "file", changes={"filed_on": D(2023, 10, 9), "filing_no": "95001-2023"}
    )
    assert dues("clock:standard.file") == [(D(2023, 10, 31), "settled")]
    assert buttons(clerk, register, standard) == {
        "check", "evaluate", "rereview", "reopen", "revise", "merge", "replace", "withdraw",
    }  # fmt: skip
    service.move(
        clerk,
        register,
        standard,
        "check",
        changes={"checked_on": D(2024, 5, 6), "check_finding": "两家未执行"},
    )
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(
            clerk, register, standard, "evaluate", changes={"evaluated_on": D(2025, 5, 6), "effect": "good"}
        )
    attach(clerk, standard, b"%PDF-1.7", "评价报告.pdf", region=COUNTY)
    service.move(
        clerk, register, standard, "evaluate", changes={"evaluated_on": D(2025, 5, 6), "effect": "good"}
    )
    assert standard.state == "issued"
    assert verify().sound


def test_a_standard_is_revised_merged_or_replaced_and_says_by_what(clerk: Actor) -> None:
    register, standard = in_force(clerk)
    service.move(
        clerk, register, standard, "file", changes={"filed_on": D(2023, 10, 9), "filing_no": "95001-2023"}
    )
    service.move(clerk, register, standard, "reopen", reason="指标落后")
    assert standard.state == "revising"
    assert [state for _, state in dues("clock:standard.revise")] == ["open"]
    service.move(clerk, register, standard, "revise", changes={"revised_on": D(2025, 3, 1)})
    assert [state for _, state in dues("clock:standard.revise")] == ["settled"]
    assert standard.issued_on == D(2023, 9, 1), "a revision is not counted as a new standard"
    with pytest.raises(LifecycleError, match="被代替标准编号"):
        service.move(
            clerk, register, standard, "merge", reason="三项合一", changes={"withdrawn_on": D(2026, 1, 1)}
        )
    service.move(
        clerk, register, standard, "merge", reason="三项合一",
        changes={"withdrawn_on": D(2026, 1, 1), "replaced_by": "DB6207/T 9-2026"},
    )  # fmt: skip
    assert (standard.state, buttons(clerk, register, standard)) == ("merged", set())


@pytest.mark.parametrize(
    ("consulted", "reviewed", "kind", "holds"),
    [
        (D(2020, 3, 1), D(2020, 3, 30), "local", False),
        (D(2020, 3, 1), D(2020, 3, 31), "local", True),
        (D(2020, 2, 29), D(2020, 3, 5), "local", True),
        (D(2020, 3, 1), D(2020, 3, 5), "group", True),
    ],
)
def test_drafts_lie_open_for_as_long_as_the_rule_of_their_day_asks(
    consulted: dt.date, reviewed: dt.date, kind: str, holds: bool
) -> None:
    assert out_long_enough(reviewed, consulted, kind) is holds


def test_rows_of_before_keep_their_state(clerk: Actor) -> None:
    """A standard stored as issued when there were five states goes on from there."""
    register, standard = proposed(
        clerk, number="DB62/T 1-2012", state="issued", proposed_on=None, issued_on=D(2012, 8, 1)
    )
    assert standard.get_state_display() == "现行"
    service.move(clerk, register, standard, "revise", changes={"revised_on": D(2017, 4, 10)})
    service.move(
        clerk, register, standard, "withdraw", reason="不再适用", changes={"withdrawn_on": D(2020, 1, 1)}
    )
    assert standard.state == "withdrawn"


def test_conduct_is_graded_by_a_second_person_and_renewed_before_it_runs_out(
    clerk: Actor, colleague: Actor
) -> None:
    register, row = entered(
        clerk, "standard_conducts", **FIRM, code="LH-1", grade="AA", applied_on=D(2024, 2, 1)
    )
    attach(clerk, row, b"%PDF-1.7", "评价报告.pdf", region=COUNTY)
    found = {"evaluated_on": D(2024, 5, 1), "evaluator": "样例评价机构", "score": Decimal(410)}
    service.move(clerk, register, row, "evaluate", changes=found)
    grant = {"grade": "AAA", "granted_on": D(2024, 6, 1), "valid_until": D(2027, 5, 31)}
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, row, "grant", changes=grant)
    service.move(colleague, register, row, "grant", changes=grant)
    sweep(machine("测试"), D(2027, 5, 1), [register])
    assert [d.due_on for d in Due._plain.filter(kind__startswith="expiry")] == [D(2027, 5, 31)]
    service.move(
        clerk, register, row, "renew",
        changes={"evaluated_on": D(2027, 5, 10), "grade": "AAAA", "valid_until": D(2030, 5, 31)},
    )  # fmt: skip
    assert [d.state for d in Due._plain.filter(kind__startswith="expiry")] == ["settled"]


def test_a_measure_abroad_is_warned_of_within_days(clerk: Actor) -> None:
    register, row = entered(
        clerk, "trade_measures", code="G/TBT/N/YLG/1", kind="tbt", member="样例国", title="样例", products="玩具",
        notified_on=D(2024, 3, 1),
    )  # fmt: skip
    assert dues("clock:trade_measure.notify") == [(D(2024, 3, 22), "open")], "the clock runs from the notice"
    service.move(clerk, register, row, "assess", changes={"assessed_on": D(2024, 3, 4), "impact": "high"})
    assert dues("clock:trade_measure.warn") == [(D(2024, 3, 11), "open")]
    service.move(clerk, register, row, "warn", changes={"warned_on": D(2024, 3, 6), "exporters": 4})
    assert dues("clock:trade_measure.warn") == [(D(2024, 3, 11), "settled")]
    service.move(clerk, register, row, "close", changes={"response": "换包装材料"})
    assert [state for _, state in dues("clock:trade_measure.respond")] == ["settled"]


def test_a_warned_exporter_finds_it_on_its_desk_and_confirms(people: People, clerk: Actor) -> None:
    plant = unit(COUNTY, "plant", name="样例乳业", kind="enterprise", credit_code=FIRM["credit_code"])
    rival = unit(COUNTY, "rival", name="别厂", kind="enterprise", credit_code="91620702MA0000015Q")
    user = person("plant", "enterprise", COUNTY, at=plant)
    firm, other = Actor(user=user), Actor(user=person("rival", "enterprise", COUNTY, at=rival))
    measure = {"measure": "G/TBT/N/YLG/1", "channel": "system", "sent_on": D(2024, 3, 4)}
    register, row = entered(clerk, "trade_warnings", **FIRM, **measure)
    _, silent = entered(clerk, "trade_warnings", enterprise="无账号出口企业", **measure)
    asked = Due._plain.filter(kind="clock:trade_warning.acknowledge").order_by("pk")
    assert [(d.owner_id, d.due_on) for d in asked] == [
        (plant.pk, D(2024, 3, 7)),
        (row.owner_id, D(2024, 3, 7)),  # who has no account is reached by the office itself
    ]
    page = signed_in(user).get(reverse("desk:home")).content.decode()
    assert (
        f"/registers/trade_warnings/{row.pk}" in page and f"/registers/trade_warnings/{silent.pk}" not in page
    )
    day = {"acknowledged_on": D(2024, 3, 5)}
    with pytest.raises(PermissionDenied):
        service.move(other, register, row, "acknowledge", changes=day)
    assert not service.visible(other, register).exists()
    with pytest.raises(PermissionDenied):  # it confirms what it was told, and alters nothing of it
        service.change(firm, register, row, {"advice": "无"}, reason="改")
    assert buttons(firm, register, row) == {"acknowledge", "answer"} and not buttons(other, register, row)
    service.move(firm, register, row, "acknowledge", changes=day)
    assert dues("clock:trade_warning.answer") == [(D(2024, 4, 7), "open")]
    _, notified = entered(
        clerk, "trade_measures", code="G/TBT/N/YLG/1", kind="tbt", member="样例国", title="样例", products="玩具",
        notified_on=D(2024, 3, 1),
    )  # fmt: skip
    shown = signed_in(people.clerk).get(f"/registers/trade_measures/{notified.pk}").content.decode()
    assert "预警确认情况" in shown and f"/registers/trade_warnings/{silent.pk}" in shown
    service.move(firm, register, row, "answer", changes={"answered_on": D(2024, 3, 20), "answer": "换料"})
    assert [s for _, s in dues("clock:trade_warning.answer")] == ["settled"]


def test_what_a_check_found_is_followed_until_it_is_mended(clerk: Actor) -> None:
    for key, values in (
        ("metrology_checks", {"kind": "energy", "instruments": 20, "bad_instruments": 2}),
        ("declaration_checks", {"number": "Q/YL 1-2016", "fault": "number"}),
    ):
        register, row = entered(clerk, key, **FIRM, code="JC-1", checked_on=D(2024, 6, 3), **values)
        service.move(
            clerk, register, row, "order", changes={"problem": "两台超期", "rectify_by": D(2024, 7, 31)}
        )
        service.change(clerk, register, row, {"rectify_by": D(2024, 8, 15)}, reason="延期")
        due = Due._plain.get(kind="clock:foundation_finding.rectify", subject_type=row._meta.label_lower)
        assert due.due_on == D(2024, 8, 15), "the due moves with the day"
        with pytest.raises(LifecycleError, match="佐证材料"):
            service.move(clerk, register, row, "rectify", changes={"rectified_on": D(2024, 8, 1)})
        attach(clerk, row, b"%PDF-1.7", "检定证书.pdf", region=COUNTY)
        service.move(clerk, register, row, "rectify", changes={"rectified_on": D(2024, 8, 1)})
        due.refresh_from_db()
        assert due.state == "settled"


def test_an_instrument_is_asked_for_until_it_is_verified_or_scrapped(clerk: Actor) -> None:
    register, row = entered(
        clerk, "measuring_instruments", **FIRM, instrument="QJ-1", name="电子汽车衡", use="trade",
        in_use_on=D(2023, 1, 1), verified_on=D(2024, 3, 1), next_due_on=D(2025, 2, 28),
    )  # fmt: skip
    sweep(machine("测试"), D(2025, 1, 20), [register])
    assert not Due._plain.exists(), "more than thirty days ahead nobody is asked"
    sweep(machine("测试"), D(2025, 2, 3), [register])
    due = Due._plain.get()
    assert (due.due_on, due.state) == (D(2025, 2, 28), "open")
    done = {"verified_on": D(2025, 2, 20), "certificate": "LX20250001", "next_due_on": D(2026, 2, 19)}
    service.move(clerk, register, row, "verify", changes=done)
    due.refresh_from_db()
    assert due.state == "settled"
    service.move(clerk, register, row, "scrap", reason="失准", changes={"retired_on": D(2025, 9, 1)})
    sweep(machine("测试"), D(2026, 2, 1), [register])
    assert not Due._plain.filter(state="open").exists(), "a scrapped instrument is not asked for"


def test_a_measurement_standard_keeps_its_chain(clerk: Actor, colleague: Actor) -> None:
    register, row = entered(
        clerk, "measurement_standards", code="〔2024〕甘量标市证字第1号", name="砝码标准装置", kind="public",
        enterprise="样例计量所", applied_on=D(2024, 1, 5),
    )  # fmt: skip
    service.move(clerk, register, row, "accept", changes={"accepted_on": D(2024, 1, 8)})
    with pytest.raises(LifecycleError, match="溯源机构"):
        service.move(clerk, register, row, "assess", changes={"assessed_on": D(2024, 3, 1)})
    chain = {"assessed_on": D(2024, 3, 1), "traced_to": "样例省计量院", "traced_until": D(2025, 1, 10)}
    service.move(clerk, register, row, "assess", changes=chain)
    service.move(
        colleague,
        register,
        row,
        "certify",
        changes={"granted_on": D(2024, 3, 20), "valid_until": D(2029, 3, 19)},
    )
    assert [state for _, state in dues("clock:measurement_standard.certify")] == ["settled"]
    sweep(machine("测试"), D(2025, 1, 2), [register])
    assert [d.due_on for d in Due._plain.filter(state="open")] == [D(2025, 1, 10)]


def test_a_system_that_failed_its_review_gets_no_certificate(clerk: Actor, colleague: Actor) -> None:
    register, row = entered(clerk, "metrology_systems", **FIRM, code="CL-1", kind="management")
    attach(clerk, row, b"%PDF-1.7", "评审报告.pdf", region=COUNTY)
    reviewed = {"reviewed_on": D(2024, 5, 1), "reviewer": "样例评审机构", "passed": False}
    service.move(clerk, register, row, "review", changes=reviewed)
    with pytest.raises(ValidationError, match="评审没有通过"):
        service.move(
            colleague,
            register,
            row,
            "grant",
            changes={"granted_on": D(2024, 6, 1), "valid_until": D(2029, 5, 31)},
        )
    row.refresh_from_db()
    service.move(colleague, register, row, "refuse", reason="体系未运行")
    assert (row.state, row.passed) == ("refused", False)


@pytest.mark.parametrize(
    ("actual", "limit", "better", "met"),
    [(108, 108, "low", True), (109, 108, "low", False), (79, 80, "high", False), (80, 80, "high", True), (None, 80, "low", None)],
)  # fmt: skip
def test_a_limit_is_kept_or_not(actual: int | None, limit: int, better: str, met: bool | None) -> None:
    assert within(None if actual is None else Decimal(actual), Decimal(limit), better) is met


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("product_standards", {"product": "灭菌乳", "reviewed_on": D(2024, 1, 1), "coverage": "none", "standard_number": "GB 25190-2010"}, "不一致"),
        ("product_standards", {"product": "灭菌乳", "reviewed_on": D(2024, 1, 1), "coverage": "in_force", "standard_number": ""}, "不一致"),
        ("measuring_instruments", {"instrument": "Q1", "name": "秤", "use": "trade", "in_use_on": D(2024, 1, 1), "mode": "calibration"}, "不能以校准代替检定"),
        ("metrology_checks", {"code": "J1", "kind": "packaged", "checked_on": D(2024, 1, 1)}, "没有写抽检批次"),
        ("meter_provisions", {"energy": "coal", "level": "unit", "assessed_on": D(2024, 1, 1), "needed": 2, "installed": 3}, "多于应配备数"),
        ("standard_participations", {"number": "GB 1-2020", "name": "样例", "level": "national", "role": "lead", "published_on": D(2024, 1, 1), "patent_converted": True}, "专利号"),
    ],
)  # fmt: skip
def test_rows_that_contradict_themselves_are_refused(
    clerk: Actor, key: str, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        entered(clerk, key, **FIRM, **values)


def test_a_workbook_of_answered_warnings_must_say_that_they_are_answered(clerk: Actor) -> None:
    """A list of past years without its states would ask the exporters again."""
    register = register_of("trade_warnings")
    row = {
        **FIRM,
        "measure": "G/TBT/N/YLG/9",
        "region": COUNTY,
        "channel": "system",
        "sent_on": D(2024, 3, 4),
    }
    answered = {**row, "answered_on": D(2024, 3, 20), "answer": "换料"}
    silent, told = (
        export_workbook(register.specs(), [v]) for v in (answered, {**answered, "state": "answered"})
    )
    (group,) = imports.check(clerk, register, silent, "预警.xlsx").summary()["groups"]
    assert "状态却不是" in group["message"] and "企业已反馈" in group["fix"]
    with pytest.raises(IntakeError, match="1 行有错误"):
        imports.apply(clerk, imports.upload(clerk, register, silent, "预警.xlsx", region=COUNTY))
    assert not register.model.objects.everywhere("test").exists()
    imports.apply(clerk, imports.upload(clerk, register, told, "预警.xlsx", region=COUNTY))
    assert register.model.objects.everywhere("test").get().state == "answered"
    assert not Due._plain.filter(kind__startswith="clock:trade_warning").exclude(state="cancelled").exists()
