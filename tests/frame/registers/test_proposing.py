"""Rows that other registers suggest: the match, who is shown what, and what a person decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, person
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import proposing, service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.keeping import DeclinedProposal
from zhiheng.frame.registers.leading import Match, Proposal
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history

ME = machine("测试")
D = dt.date
TODAY = D(2026, 3, 2)


def test_every_declaration_names_registers_and_columns_that_exist() -> None:
    for register in registers().values():
        keys = [p.key for p in register.proposals]
        assert len(set(keys)) == len(keys)
        for proposal in register.proposals:
            among = register_of(proposal.among)
            mine = [m.mine for m in proposal.match]
            for name in (*proposal.carry.values(), *proposal.where, *mine, proposal.until, proposal.on):
                if name:
                    among.model_field(name)
            assert bool(proposal.by) or not (proposal.match or proposal.carry_by or proposal.having)
            theirs = [m.theirs for m in proposal.match]
            if proposal.by:
                by = register_of(proposal.by)
                for name in (*proposal.carry_by.values(), *proposal.having, *theirs, proposal.since):
                    if name:
                        by.model_field(name)
            carried = {*proposal.carry, *proposal.carry_by, *proposal.marks}
            assert set(proposal.known_by) <= carried
            assert "region" in carried
            # Every required column is carried, rated, asked or numbered: else no row could be entered.
            carried |= {*register.rated.columns} if register.rated is not None else set()
            for spec in register.specs():
                if (spec.required and register.lifecycle is None) or (spec.required and spec.name != "state"):
                    assert spec.name in {*carried, *proposal.asks, proposal.code}, (register.key, spec.name)


@pytest.mark.parametrize(
    ("how", "mine", "theirs", "so"),
    [
        ("same", "prefecture", "prefecture", True),
        ("same", "", "", False),
        ("within", "3011", "30", True),
        ("within", "3011", "30", True),
        ("within", "30", "3011", False),
        ("within", "", "30", False),
        ("named", "番茄酱、苹果浓缩汁", "番茄酱", True),
        ("named", "番茄酱", "番茄酱;果蔬罐头", True),
        ("named", "种子", "番茄酱", False),
        ("named", "酱", "番茄酱", False),  # one character names nothing
    ],
)
def test_what_belongs_together(how: str, mine: str, theirs: str, so: bool) -> None:
    assert proposing.belongs(how, mine, theirs) is so


CODES = st.lists(st.from_regex(r"[1-3]{0,4}", fullmatch=True), max_size=12)


@given(CODES, CODES)
def test_looking_up_finds_what_comparing_each_with_each_finds(mine: list[str], theirs: list[str]) -> None:
    match = (Match("industry", "industry", "within"),)
    proposal = Proposal("x", "x", "enterprises", {}, (), by="limit_standards", match=match)
    among = [{"pk": i, "region_id": COUNTY, "industry": c} for i, c in enumerate(mine)]
    by = [{"pk": i, "region_id": CITY, "industry": c} for i, c in enumerate(theirs)]
    pairs = {(a["pk"], b["pk"]) for a, b in proposing.pairs(proposal, among, by, TODAY) if b is not None}
    assert pairs == {
        (i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs) if a and b and a.startswith(b)
    }


@pytest.mark.parametrize(
    ("above", "below", "so"),
    [(CITY, COUNTY, True), (COUNTY, COUNTY, True), (COUNTY, CITY, False), (NEIGHBOUR, COUNTY, False), ("100000", FAR, True)],
)  # fmt: skip
def test_what_a_place_above_issued_holds_below(above: str, below: str, so: bool) -> None:
    assert proposing.reaches(above, below) is so


# -- rows -------------------------------------------------------------------------------------------


@pytest.fixture
def people(db: None) -> People:
    return People()


def add(key: str, **values: Any) -> Record:
    return service.create(ME, register_of(key), {"region_id": COUNTY, **values})


def firm(n: int, region: str = COUNTY, **more: Any) -> Record:
    values = {
        "name": f"样例企业{n}",
        "credit_code": credit_code(region, n),
        "status": "open",
        "founded_on": D(2001, 1, 1),
        **more,
    }
    return add("enterprises", region_id=region, **values)


def limit(number: str, industry: str, region: str = CITY, **more: Any) -> Record:
    return add(
        "limit_standards", region_id=region, number=number, product="水泥", item="单位产品综合能耗", kind="energy",
        industry=industry, unit="kgce/t", limit=Decimal("110"), effective_on=D(2020, 1, 1), **more,
    )  # fmt: skip


def pairs_of(actor: Actor, key: str, name: str) -> list[proposing.Pair]:
    register = register_of(key)
    return proposing.found(actor, register, proposing.proposal_of(register, name), TODAY)


def test_firms_are_matched_to_the_limits_of_their_industry(
    people: People, django_assert_max_num_queries: Any
) -> None:
    clerk, register = Actor(user=people.clerk), register_of("limit_matches")
    proposal = proposing.proposal_of(register, "industry")
    cement, steel = firm(1, industry="3011"), firm(2, industry="3110")
    firm(3, industry="")
    firm(4, NEIGHBOUR, industry="3011")
    firm(5, industry="3011", status="cancelled", closed_on=D(2024, 1, 1))
    rule, other = limit("GB 16780-2021", "3011"), limit("GB 21256-2021", "3110")
    limit("GB 00001-2021", "3011", withdrawn_on=D(2025, 1, 1))
    limit("GB 00002-2021", "3011", region=NEIGHBOUR)
    with django_assert_max_num_queries(5):
        assert pairs_of(clerk, "limit_matches", "industry") == [(cement.pk, rule.pk), (steel.pk, other.pk)]
    asked = {"assessed_on": D(2026, 3, 1)}
    (made,), refused = proposing.accept(
        clerk, register, proposal, [(cement.pk, rule.pk), (999, rule.pk)], asked, today=TODAY
    )
    assert not refused
    assert (made.number, made.limit, made.enterprise, made.region_id) == ("GB 16780-2021", Decimal("110"), "样例企业1", COUNTY)  # type: ignore[attr-defined]  # fmt: skip
    assert [e.action for e in history(made)] == ["register.add"]
    assert pairs_of(clerk, "limit_matches", "industry") == [(steel.pk, other.pk)]

    (row,) = proposing.decline(clerk, register, proposal, [(steel.pk, other.pk)], "已停产", today=TODAY)
    assert pairs_of(clerk, "limit_matches", "industry") == []
    with pytest.raises(ValidationError, match="写明原因"):
        proposing.decline(clerk, register, proposal, [(steel.pk, other.pk)], " ", today=TODAY)
    proposing.propose_again(clerk, row)
    assert pairs_of(clerk, "limit_matches", "industry") == [(steel.pk, other.pk)]
    with pytest.raises(ValidationError, match="已经重新提出"):
        proposing.propose_again(clerk, row)
    with pytest.raises(PermissionDenied):
        proposing.propose_again(Actor(user=people.neighbour), row)


def test_nobody_is_shown_rows_of_a_register_that_he_may_not_see(people: People) -> None:
    won("JL-1", 1)
    finance = Actor(user=person("finance", "department", COUNTY, fields=["governance"]))
    with pytest.raises(PermissionDenied, match="所依据的台账"):
        pairs_of(finance, "preferences", "award")
    both = Actor(user=person("both", "department", COUNTY, fields=["governance", "brand"]))
    assert len(pairs_of(both, "preferences", "award")) == 1
    assert pairs_of(Actor(user=people.neighbour), "preferences", "award") == []


def test_exporters_of_a_product_are_warned(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("trade_warnings")
    hit = firm(1, exporter=True, products="番茄酱、番茄粉")
    firm(2, exporter=True, products="种子")
    firm(3, exporter=False, products="番茄酱")
    measure = add(
        "trade_measures", code="G/SPS/N/1", kind="sps", member="样例国", title="农药残留限量", products="番茄酱,果汁",
        notified_on=D(2026, 2, 1),
    )  # fmt: skip
    assert pairs_of(clerk, "trade_warnings", "exporter") == [(hit.pk, measure.pk)]
    asked = {"sent_on": TODAY, "channel": "letter", "advice": "请核对残留限量"}
    (made,), _ = proposing.accept(
        clerk, register, register.proposals[0], [(hit.pk, measure.pk)], asked, today=TODAY
    )
    assert (made.measure, made.advice) == ("G/SPS/N/1", "请核对残留限量")  # type: ignore[attr-defined]


def won(code: str, n: int, **more: Any) -> Record:
    values = {"kind": "government", "rank": "prefecture", "name": "市政府质量奖", "state": "won", **more}
    return add(
        "awards", code=code, recipient=f"样例企业{n}", credit_code=credit_code(COUNTY, n),
        awarded_on=D(2025, 9, 1), **values,
    )  # fmt: skip


def test_a_list_of_preference_is_drawn_from_awards_and_a_barred_firm_is_told_apart(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("preferences")
    proposal = proposing.proposal_of(register, "award")
    first, second = won("JL-1", 1), won("JL-2", 2)
    won("JL-3", 3, state="revoked")
    add(
        "barred_suppliers", code="罚〔2025〕1号", enterprise="样例企业2", credit_code=credit_code(COUNTY, 2),
        ground="虚假材料", authority="样例财政部门", decided_on=D(2025, 10, 1), valid_until=D(2027, 9, 30),
    )  # fmt: skip
    wanted = pairs_of(clerk, "preferences", "award")
    assert wanted == [(first.pk, 0), (second.pk, 0)]
    asked = {"list_no": "样例〔2026〕1号", "addressee": "样例银行", "measure": "loan", "issued_on": TODAY}
    made, refused = proposing.accept(clerk, register, proposal, wanted, asked, today=TODAY)
    assert [(m.ground, m.ground_no, m.enterprise) for m in made] == [("award", "JL-1", "样例企业1")]  # type: ignore[attr-defined]
    assert [r.proposed.among.pk for r in refused] == [second.pk]
    assert "禁入期内" in refused[0].lines[0]
    assert pairs_of(clerk, "preferences", "award") == [(second.pk, 0)]


def test_firms_of_grade_aa_are_proposed_and_one_penalised_heavily_is_refused(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("preferences")
    graded = {"scheme": "gbt23791", "valid_from": D(2025, 3, 1), "valid_until": D(2028, 2, 28)}
    rows = (
        {"grade": "AA"},
        {"grade": "AAA"},
        {"grade": "A"},
        {"grade": "AA", "revoked_on": D(2025, 9, 1)},
        {"grade": "AA", "valid_until": D(2025, 12, 31)},
        {"grade": "A", "scheme": "risk_class", "published": False},
    )
    made = [
        add(
            "credit_grades",
            code=f"DJ-{n}",
            enterprise=f"样例企业{n}",
            credit_code=credit_code(COUNTY, n),
            **graded | row,
        )
        for n, row in enumerate(rows, 1)
    ]
    add(
        "cases", case_no="立1", document_no="罚1", enterprise="样例企业2", credit_code=credit_code(COUNTY, 2), kind="food",
        state="decided", decided_on=D(2025, 10, 1), penalty="revocation", heavy=True,
    )  # fmt: skip
    wanted = pairs_of(clerk, "preferences", "credit")
    assert wanted == [(made[0].pk, 0), (made[1].pk, 0)]
    asked = {"list_no": "样例〔2026〕2号", "addressee": "样例银行", "measure": "loan", "issued_on": TODAY}
    proposal = proposing.proposal_of(register, "credit")
    listed, refused = proposing.accept(clerk, register, proposal, wanted, asked, today=TODAY)
    assert [(m.ground, m.ground_no) for m in listed] == [("credit", "DJ-1")]  # type: ignore[attr-defined]
    assert "吊销许可证件" in refused[0].lines[0]


def test_the_sum_of_a_reward_is_worked_out_from_the_rule_in_force(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("reward_payments")
    rule = {"document": "样例奖励办法", "reward_for": "award", "rank": "prefecture", "receiver": "企业"}
    days = {"issued_on": D(2021, 1, 1), "valid_from": D(2021, 1, 1), "valid_until": D(2025, 12, 31)}
    add("reward_rules", region_id=CITY, code="BF-1", amount=Decimal("20.00"), **rule, **days)
    old = {**days, "valid_from": D(2015, 1, 1), "valid_until": D(2020, 12, 31)}
    add("reward_rules", region_id=CITY, code="BF-0", amount=Decimal("10.00"), **rule, **old)
    add(
        "reward_rules",
        region_id=CITY,
        code="BF-2",
        amount=Decimal("50.00"),
        **{**rule, "rank": "provincial"},
        **days,
    )
    won("JL-1", 1)
    wanted = pairs_of(clerk, "reward_payments", "award")
    asked = {"budget_line": "2013812", "decided_on": D(2025, 10, 1)}
    (made,), _ = proposing.accept(clerk, register, register.proposals[0], wanted, asked, today=TODAY)
    assert (made.rule_code, made.title_code, made.amount) == ("BF-1", "JL-1", Decimal("20.00"))  # type: ignore[attr-defined]


def test_the_page_lists_accepts_and_declines(people: People) -> None:
    first, second = won("JL-1", 1), won("JL-2", 2)
    add(
        "sampling", report_no="CJ-1", level="county", sector="food", product="酸奶", enterprise="样例企业2",
        credit_code=credit_code(COUNTY, 2), tested_on=TODAY, result="unqualified", failed_items="菌落总数",
    )  # fmt: skip
    client, at = signed_in(people.clerk), reverse("desk:proposals", args=["preferences"])
    page = client.get(at).content.decode()
    assert f'value="{first.pk}-0"' in page
    assert at in client.get(reverse("desk:register", args=["preferences"])).content.decode()
    accept = f"{reverse('desk:proposals_do', args=['preferences', 'accept'])}?from=award"
    ids = f"{first.pk}-0,{second.pk}-0"
    asked = {
        "list_no": "样例〔2026〕1号",
        "addressee": "样例银行",
        "measure": "loan",
        "issued_on": TODAY.isoformat(),
    }
    form = client.post(accept, {"selected": ids.split(",")})
    assert 'name="list_no"' in form.content.decode()
    assert client.post(accept, {"ids": ids, "step": "apply", **asked, "list_no": ""}).status_code == 422
    told = client.post(accept, {"ids": ids, "step": "apply", **asked})
    assert told.status_code == 422
    assert "监督抽查不合格" in told.content.decode(), "what is doubted is named, and the other row is entered"
    rows = register_of("preferences").model.objects.everywhere("test")
    assert [r.ground_no for r in rows] == ["JL-1"]  # type: ignore[attr-defined]
    done = client.post(accept, {"ids": f"{second.pk}-0", "step": "apply", **asked, "accepted": "已整改"})
    assert done.status_code == 302
    assert "已整改" in next(iter(history(rows.order_by("-pk")[0]))).note

    third = won("JL-3", 3)
    decline = f"{reverse('desk:proposals_do', args=['preferences', 'decline'])}?from=award"
    assert (
        client.post(decline, {"ids": f"{third.pk}-0", "step": "apply", "reason": "已注销"}).status_code == 302
    )
    page = client.get(at).content.decode()
    assert "已注销" in page
    row = DeclinedProposal.objects.everywhere("test").get()
    again = f"{reverse('desk:proposals_do', args=['preferences', 'again'])}?from=award&row={row.pk}"
    assert signed_in(people.neighbour).post(again).status_code == 404
    assert client.post(again).status_code == 302
    assert f'value="{third.pk}-0"' in client.get(at).content.decode()
    assert client.post(reverse("desk:proposals_do", args=["preferences", "bless"])).status_code == 404
    assert client.get(reverse("desk:proposals", args=["sampling"])).status_code == 404
