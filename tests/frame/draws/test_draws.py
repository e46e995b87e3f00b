"""Draws from registers: the frame, the quotas, who is kept out, drawing again, reserves, and repeating it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, person
from zhiheng.frame.draws import declare, framing, service
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Draw, Line, Outcome
from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import service as registers
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry
from zhiheng.records.talent.models import Expert, PanelSeat

ON = dt.date(2026, 6, 1)


def add(key: str, region: str = COUNTY, **values: Any) -> Any:
    return registers.create(
        machine("测试"), register_of(key), {"region_id": region, **values}, accepted="样例"
    )


def asked(region: str = CITY, **more: Any) -> framing.Asked:
    return framing.Asked(Region.objects.get(code=region), ON, **more)


def declared_firms(n: int, region: str = COUNTY, start: int = 0) -> None:
    for i in range(start, start + n):
        add(
            "standard_declarations", region, enterprise=f"样例厂{i:02d}", number=f"Q/YL {i:03d}-2025",
            name="样例", kind="enterprise", declared_on=dt.date(2025, 3, 1),
        )  # fmt: skip


def lines(draw: Draw, *outcomes: str) -> list[Line]:
    found = draw.lines.order_by("list_key", "place")
    return list(found.filter(outcome__in=outcomes) if outcomes else found)


def test_every_draw_of_the_catalogue_stands_up_to_the_registers() -> None:
    assert {"declared_standards", "expert_panel", "double_random", "survey_sample"} <= set(declarations())


def test_the_example_of_the_steps_is_a_declaration() -> None:
    page = (Path(__file__).parents[3] / "docs" / "howto" / "add-a-draw.md").read_text("utf-8")
    assert declare.read("example.yaml", page.split("```yaml\n")[1].split("```")[0]).lists[0].quota.least == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("shown: [enterprise, credit_code, number]", "shown: [nothing]"), "没有列"),
        (("quota: {share: 5}", "quota: {share: 5, total: 3}"), "之一"),
        (("register: standard_declarations", "register: standards_declared"), "没有台账"),
        (("list: subjects", "list: others"), "不在名单里"),
        (("field: foundations", "field: nowhere"), "没有领域"),
        (("narrow: [kind]", "narrow: [declared_on]"), "narrow"),
        (("requirement:", "requirements:"), "有误"),
        (("{draws: 1, why", "{draws: 1, reach: here, why"), "reach"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_word(change: tuple[str, str], message: str) -> None:
    from importlib.resources import files

    text = files("zhiheng.catalogue").joinpath("draws/declared_standards.yaml").read_text("utf-8")
    assert change[0] in text
    with pytest.raises(declare.DrawDeclarationError, match=message):
        declare.read("x.yaml", text.replace(change[0], change[1], 1))


def test_months_before() -> None:
    assert framing.months_before(dt.date(2026, 3, 31), 1) == dt.date(2026, 2, 28)
    assert framing.months_before(dt.date(2026, 3, 31), 15) == dt.date(2024, 12, 31)


@pytest.mark.django_db
def test_firms_are_drawn_by_region_with_weights_and_kept_out() -> None:
    people, kind = People(), declarations()["declared_standards"]
    declared_firms(30)
    declared_firms(10, NEIGHBOUR, start=30)
    declared_firms(3, FAR, start=40)
    add(  # a second standard of one firm adds no chance
        "standard_declarations", enterprise="样例厂00", number="Q/YL 900-2025", name="样例", kind="enterprise",
        declared_on=dt.date(2025, 3, 1),
    )  # fmt: skip
    add(
        "declaration_checks", code="J1", enterprise="样例厂01", number="Q/YL 001-2025", checked_on=dt.date(2026, 2, 1)
    )  # fmt: skip
    office = Actor(user=people.office)
    (framed,) = service.frames(office, kind, asked(recused=("样例厂02",), amounts={"subjects": 20.0}))
    assert (framed.sizes, framed.out) == ({COUNTY: 28, NEIGHBOUR: 10}, {COUNTY: 2, NEIGHBOUR: 0})
    assert framed.quotas == {COUNTY: 6, NEIGHBOUR: 2}, "a fifth of each, rounded up"
    why = {m.key: m.out for m in framed.members if m.out}
    assert why == {"样例厂01": "一年内查过", "样例厂02": "回避"}
    assert framed.labels == {COUNTY: "甘州区", NEIGHBOUR: "肃南裕固族自治县"}

    ask = asked(recused=("样例厂02",), amounts={"subjects": 20.0})
    draw = service.make(office, kind, ask, purpose="二季度抽查", said="监督人报数 07")
    drawn = lines(draw, Outcome.DRAWN)
    assert (len(drawn), len(lines(draw, Outcome.RESERVE))) == (8, 2)
    assert {line.key for line in drawn}.isdisjoint(why)
    assert draw.code == "CQ620700-2026-0001"
    assert draw.seed.endswith("-监督人报数 07")
    assert service.repeat(draw) == []
    (entry,) = Entry.objects.everywhere("test").filter(action="draw.make")
    assert entry.after is not None
    assert (entry.after["seed"], entry.after["frame"]) == (draw.seed, draw.frame_id)
    assert verify().sound

    # Not the same firms next time.
    (again,) = service.frames(office, kind, asked())
    assert {m.key for m in again.members if m.out == "上次已抽中"} == {line.key for line in drawn}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reach", "out_at_city", "out_at_county"),
    [("everywhere", {"above", "below"}, {"above", "below"}), ("above", {"above"}, {"above", "below"}),
     ("here", {"above"}, {"below"})],
)  # fmt: skip
def test_who_was_drawn_within_months_is_the_same_firm_to_county_and_city(
    reach: str, out_at_city: set[str], out_at_county: set[str]
) -> None:
    from importlib.resources import files

    text = files("zhiheng.catalogue").joinpath("draws/declared_standards.yaml").read_text("utf-8")
    old = "{draws: 1, why: 上次已抽中}"
    assert old in text
    office = Actor(user=People().office)
    declared_firms(30)
    free = declarations()["declared_standards"]
    drawn = {}
    for name, region in (("above", CITY), ("below", COUNTY)):
        made = service.make(office, free, asked(region, amounts={"subjects": 10.0}), purpose="抽查")
        drawn[name] = {line.key for line in lines(made, Outcome.DRAWN)}
        Draw.objects.everywhere("test").filter(pk=made.pk).update(
            drawn_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        )
    kind = declare.read("x.yaml", text.replace(old, f"{{months: 6, reach: {reach}, why: 半年内已抽中}}"))
    for region, wanted in ((CITY, out_at_city), (COUNTY, out_at_county)):
        (framed,) = service.frames(office, kind, asked(region))
        assert {m.key for m in framed.members if m.out} == set().union(*(drawn[name] for name in wanted))


@pytest.mark.django_db
def test_a_damaged_row_or_file_is_told_when_the_draw_is_repeated() -> None:
    people, kind = People(), declarations()["declared_standards"]
    declared_firms(12)
    draw = service.make(Actor(user=people.office), kind, asked(amounts={"subjects": 30.0}), purpose="抽查")
    Line.objects.filter(pk=lines(draw)[0].pk).update(key="别的厂")
    assert "不同" in service.repeat(draw)[0]
    path = store.path_of(draw.frame_id)
    path.write_bytes(path.read_bytes() + b"x")
    assert "摘要" in service.repeat(draw)[0]
    path.unlink()
    assert "不在" in service.repeat(draw)[0]


@pytest.mark.django_db
def test_drawing_again_needs_a_reason_and_the_first_stays() -> None:
    people, kind = People(), declarations()["declared_standards"]
    declared_firms(12)
    office = Actor(user=people.office)
    first = service.make(office, kind, asked(amounts={"subjects": 30.0}), purpose="抽查")
    with pytest.raises(ValidationError, match="原因"):
        service.make(office, kind, asked(replaces=first), purpose="抽查")
    second = service.make(office, kind, asked(replaces=first), purpose="抽查", reason="名单有误,已更正")
    assert (second.replaces, second.code[-4:]) == (first, "0002")
    assert len(service.visible(office)) == 2
    with pytest.raises(ValidationError, match="已经重抽"):
        service.make(office, kind, asked(replaces=first), purpose="抽查", reason="再来")
    with pytest.raises(ValidationError, match="现行"):
        service.excuse(office, lines(first, Outcome.DRAWN)[0], "停业")
    with pytest.raises(ValidationError, match="变动"):
        service.make(office, kind, asked(), purpose="抽查", expected="0" * 64)


def experts(n: int) -> None:
    for i in range(n):
        add(
            "experts", CITY, code=f"Z{i}", name=f"岗位{i}", kind="expert", speciality="食品", panel=True,
            enterprise=f"单位{i}", recusal="甲厂;乙厂" if i == 1 else "", joined_on=dt.date(2025, 1, 1),
        )  # fmt: skip


@pytest.mark.django_db
def test_a_panel_gets_its_seats_at_once_and_a_reserve_steps_in() -> None:
    people, kind = People(), declarations()["expert_panel"]
    experts(9)
    add(
        "experts", CITY, code="Z9", name="岗位9", kind="expert", speciality="食品", panel=True, available=False,
        joined_on=dt.date(2025, 1, 1),
    )  # fmt: skip
    office = Actor(user=people.office)
    ask = asked(recused=("甲厂", "单位3"), amounts={"experts": 4}, narrow={"experts": {"speciality": "食"}})
    draw = service.make(office, kind, ask, purpose="质量奖评审", more={"subject": "award"})
    drawn = lines(draw, Outcome.DRAWN)
    assert {line.key for line in drawn}.isdisjoint({"Z1", "Z3", "Z9"})
    seats = PanelSeat.objects.everywhere("test").filter(panel=draw.code)
    assert {s.expert for s in seats} == {line.key for line in drawn}  # type: ignore[attr-defined]
    assert {(s.subject, s.mode, s.purpose) for s in seats} == {("award", "random", "质量奖评审")}  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="原因"):
        service.excuse(office, drawn[0], " ")
    taking = service.excuse(office, drawn[0], "出差")
    assert taking.outcome == Outcome.CALLED
    assert len(seats.filter(result="replaced")) == 1
    assert len(seats.filter(result="")) == 4
    assert service.repeat(draw) == []
    service.excuse(office, drawn[1], "生病")
    with pytest.raises(ValidationError, match="没有候补"):
        service.excuse(office, drawn[2], "生病")


@pytest.mark.django_db
def test_inspectors_are_matched_to_firms_and_never_of_the_same_unit() -> None:
    _people, kind = People(), declarations()["double_random"]
    for i in range(40):
        add(
            "enterprises", credit_code=f"9162070{i:011d}", name=f"样例企业{i:02d}", founded_on=dt.date(2010, 1, 1)
        )  # fmt: skip
        if i < 10:
            add(
                "supervision_classes", enterprise=f"样例企业{i:02d}", credit_code=f"9162070{i:011d}", trade="food",
                risk_points=60, credit_points=30, grade="d", classed_on=dt.date(2026, 1, 1),
            )  # fmt: skip
    for i in range(6):
        add(
            "enforcement_officers", CITY, code=f"F{i}", name=f"岗位{i}", agency="样例局", post="检查",
            issued_on=dt.date(2025, 1, 1), valid_until=dt.date(2030, 1, 1),
        )  # fmt: skip
    office = Actor(user=person("one-field", "department", CITY, fields=["product"]))
    draw = service.make(office, kind, asked(), purpose="抽查", reference="JH-1")
    firms = list(draw.lines.filter(list_key="subjects", outcome=Outcome.DRAWN))
    assert sorted((f.stratum for f in firms), reverse=True) == ["d", "d", "d", ""], (
        "30% of D, 3% of the others"
    )
    assert all(len(set(f.matched)) == 2 for f in firms)
    officers = set(draw.lines.filter(list_key="inspectors").values_list("key", flat=True))
    assert {k for f in firms for k in f.matched} <= officers
    gone = firms[0].matched[0]
    taking = service.excuse(office, draw.lines.get(list_key="inspectors", key=gone), "回避")
    assert taking.key in draw.lines.get(pk=firms[0].pk).matched
    assert service.repeat(draw) == []
    lead = service.leads(draw, firms[0])[0]
    assert service.carried(draw, firms[0], lead)["plan_no"] == "JH-1"


@pytest.mark.django_db
def test_who_may_draw_where() -> None:
    people, kind = People(), declarations()["declared_standards"]
    declared_firms(3)
    with pytest.raises(PermissionDenied):
        service.make(Actor(user=people.clerk), kind, asked(CITY), purpose="抽查")
    with pytest.raises(PermissionDenied):
        service.make(Actor(user=person("seer", "auditor", CITY)), kind, asked(), purpose="抽查")
    draw = service.make(Actor(user=people.clerk), kind, asked(COUNTY), purpose="抽查")
    assert not service.visible(Actor(user=people.neighbour)).exists()
    assert service.visible(Actor(user=people.office)).get() == draw
    with pytest.raises(ValidationError, match="没有可抽"):
        service.make(Actor(user=people.office), kind, asked(NEIGHBOUR), purpose="抽查")
    assert Expert.objects.everywhere("test").count() == 0
