"""What stands against the enterprise of a row, and what a row rests on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.support.people import COUNTY, NEIGHBOUR, People
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import barring, checking, own, service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history

ME = machine("测试")
FIRM, OTHER = credit_code(COUNTY, 1), credit_code(COUNTY, 2)
D = dt.date


def test_every_declaration_names_registers_and_columns_that_exist() -> None:
    for register in registers().values():
        assert bool(register.barred_by) <= bool(own.column(register)), register.key
        for bar in register.barred_by:
            other = register_of(bar.register)
            assert own.column(other), bar
            lookups = [name.partition("__")[0] for name in bar.where]
            for name in filter(None, (bar.day, bar.until, bar.lifted, *lookups)):
                other.model_field(name)
            months = barring.months_of(bar, D(2016, 6, 1))
            assert months is None or months > 0
        for basis in register.rests_on:
            for key in basis.registers:
                register_of(key).model_field(basis.by[1])
            # What agrees nowhere is a slip of the pen.
            for theirs in basis.same.values():
                assert any(theirs in register_of(key).by_name for key in basis.registers)


@pytest.mark.parametrize(
    ("day", "until", "lifted", "on", "months", "stands"),
    [
        (D(2015, 3, 1), None, None, D(2016, 3, 1), 36, True),
        (D(2013, 3, 2), None, None, D(2016, 3, 1), 36, True),  # the last day of three years
        (D(2013, 3, 1), None, None, D(2016, 3, 1), 36, False),
        (D(2016, 3, 2), None, None, D(2016, 3, 1), 36, False),  # not yet
        (D(1999, 1, 1), None, None, D(2016, 3, 1), None, True),
        (D(2015, 1, 1), D(2016, 3, 1), None, D(2016, 3, 1), None, True),  # its last day
        (D(2015, 1, 1), D(2016, 2, 29), None, D(2016, 3, 1), None, False),
        (D(2015, 1, 1), D(2018, 1, 1), D(2016, 3, 1), D(2016, 3, 1), None, False),  # lifted that day
        (D(2015, 1, 1), D(2018, 1, 1), D(2016, 3, 2), D(2016, 3, 1), None, True),
    ],
)
def test_how_long_something_stands(
    day: dt.date, until: dt.date | None, lifted: dt.date | None, on: dt.date, months: int | None, stands: bool
) -> None:
    assert barring.counts(day, until, lifted, on, months) is stands


DAYS = st.dates(D(2000, 1, 1), D(2030, 1, 1))


@given(DAYS, DAYS, st.integers(1, 120), st.integers(1, 120))
def test_looking_further_back_never_finds_less(day: dt.date, on: dt.date, short: int, more: int) -> None:
    if barring.counts(day, None, None, on, short):
        assert barring.counts(day, None, None, on, short + more)
        assert barring.counts(day, None, None, on, None)


# -- rows -------------------------------------------------------------------------------------------


def add(key: str, **values: Any) -> Record:
    return service.create(ME, register_of(key), {"region_id": COUNTY, **values})


def failed(no: str, day: dt.date, **more: Any) -> Record:
    values = {
        "level": "county", "sector": "food", "product": "酸奶", "enterprise": "样例乳业", "credit_code": FIRM,
        "result": "unqualified", "failed_items": "菌落总数", **more,
    }  # fmt: skip
    return add("sampling", report_no=no, tested_on=day, **values)


def award(actor: Actor, code: str = "JL-1", accepted: str = "", **more: Any) -> Record:
    values = {
        "code": code, "region_id": COUNTY, "kind": "government", "rank": "prefecture", "name": "市政府质量奖",
        "recipient": "样例乳业", "credit_code": FIRM, "entered_on": D(2016, 3, 1), **more,
    }  # fmt: skip
    return service.create(actor, register_of("awards"), values, accepted=accepted)


@pytest.fixture
def people(db: None) -> People:
    return People()


def test_an_applicant_with_a_failed_sample_is_doubted_and_taken_with_a_reason(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("awards")
    old, new = failed("CJ-1", D(2012, 3, 1)), failed("CJ-2", D(2015, 3, 1), region_id=NEIGHBOUR)
    failed("CJ-3", D(2015, 3, 1), result="qualified", failed_items="")
    with pytest.raises(Doubted, match=r"监督抽查不合格.*2015-03-01") as told:
        award(clerk)
    assert [each.column for each in told.value.found] == ["credit_code"]
    made = award(clerk, accepted="已整改合格")
    assert "已整改合格" in next(iter(history(made))).note
    # Another correction does not ask again; another day does, and the failure of 2012 has counted once.
    service.change(clerk, register, made, {"edition": "第三届"})
    with pytest.raises(Doubted, match="2012-03-01"):
        service.change(clerk, register, made, {"entered_on": D(2015, 2, 1)})
    made.refresh_from_db()
    page = signed_in(people.clerk).get(reverse("desk:record", args=["awards", made.pk])).content.decode()
    assert "由其他单位掌握" in page, "a neighbour's record is told, not shown"
    assert "CJ-2" not in page
    assert reverse("desk:record", args=["sampling", old.pk]) not in page
    office = signed_in(people.office).get(reverse("desk:record", args=["awards", made.pk])).content.decode()
    assert reverse("desk:record", args=["sampling", new.pk]) in office


def test_a_decided_case_and_a_bad_grade_stand_against_an_applicant(people: People) -> None:
    clerk = Actor(user=people.clerk)
    case = {"enterprise": "样例乳业", "credit_code": FIRM, "kind": "food", "filed_on": D(2015, 1, 8)}
    add("cases", **case, case_no="立2")  # under investigation: it is not told
    add(
        "cases",
        **case,
        case_no="立3",
        document_no="罚3",
        state="closed",
        decided_on=D(2015, 3, 1),
        repaired_on=D(2016, 1, 5),
    )
    assert award(clerk, "JL-0").pk, "repaired before the entry"
    add(
        "cases",
        **case,
        case_no="立4",
        document_no="罚4",
        state="decided",
        decided_on=D(2015, 5, 1),
        penalty="fine",
    )
    grade = {"enterprise": "样例乳业", "credit_code": FIRM, "scheme": "local", "valid_from": D(2015, 6, 1)}
    add("credit_grades", **grade, code="DJ-1", grade="C", revoked_on=D(2016, 2, 1))
    add("credit_grades", **grade, code="DJ-2", grade="D", valid_until=D(2016, 12, 31))
    with pytest.raises(Doubted) as told:
        award(clerk)
    said = sorted(each.message for each in told.value.found)
    assert said == [
        "受到行政处罚(行政处罚案件,2015-05-01)",
        "质量信用等级为 C 类或 D 类(质量信用等级,2015-06-01)",
    ]


def test_the_move_that_awards_asks_again(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("awards")
    made = award(clerk)
    failed("CJ-9", D(2016, 5, 1))
    day = {"awarded_on": D(2016, 9, 1)}
    colleague = Actor(user=people.colleague)
    with pytest.raises(Doubted, match="监督抽查不合格"):
        service.move(colleague, register, made, "win", changes=day)
    service.move(colleague, register, made, "win", changes=day, accepted="评审委员会已考虑")
    assert made.state == "won"  # type: ignore[attr-defined]


def barred(**more: Any) -> Record:
    values = {
        "code": "罚〔2015〕1号",
        "enterprise": "样例水泥",
        "credit_code": OTHER,
        "ground": "提供不合格产品",
    }
    days = {"decided_on": D(2015, 5, 1), "valid_until": D(2017, 4, 30)}
    return add("barred_suppliers", authority="样例财政部门", **values | days | more)


def support(**more: Any) -> dict[str, Any]:
    return {
        "code": "ZC-1", "region_id": COUNTY, "list_no": "样例〔2016〕1号", "enterprise": "样例水泥",
        "credit_code": OTHER, "ground": "award", "addressee": "样例银行", "measure": "loan",
        "issued_on": D(2016, 6, 1), **more,
    }  # fmt: skip


def test_a_barred_firm_is_refused_whatever_the_reason_until_the_bar_is_lifted(people: People) -> None:
    clerk, register = Actor(user=people.clerk), register_of("preferences")
    bar = barred()
    with pytest.raises(ValidationError, match=r"在政府采购禁入期内.*不能登记") as told:
        service.create(clerk, register, support(), accepted="仍要登记")
    assert not isinstance(told.value, Doubted)
    assert service.create(clerk, register, support(code="ZC-2", issued_on=D(2017, 5, 1))).pk
    service.change(ME, register_of("barred_suppliers"), bar, {"lifted_on": D(2016, 1, 1)})
    assert service.create(clerk, register, support()).pk


def test_a_purchase_won_by_a_barred_firm_is_doubted(people: People) -> None:
    barred()
    values = {
        "code": "CG-1", "region_id": COUNTY, "name": "水泥采购", "purchaser": "样例单位", "kind": "goods",
        "announced_on": D(2016, 5, 1), "awarded_on": D(2016, 6, 1), "enterprise": "样例水泥", "credit_code": OTHER,
    }  # fmt: skip
    clerk, register = Actor(user=people.clerk), register_of("procurements")
    with pytest.raises(Doubted, match="禁入期内"):
        service.create(clerk, register, values)
    assert service.create(clerk, register, values, accepted="合同已签,已报财政部门").pk


def test_an_import_refuses_and_doubts_as_a_form_does(people: People) -> None:
    barred()
    failed("CJ-1", D(2016, 1, 1))
    register = register_of("preferences")
    rows = [
        support(),
        support(code="ZC-2", credit_code=FIRM, enterprise="样例乳业"),
        support(code="ZC-3", credit_code=""),
    ]
    columns = {
        register.label_of(n): n
        for n in ("code", "region", *(n for n in support() if n not in {"code", "region_id"}))
    }
    found = checking.check(Actor(user=people.clerk), register, _sheet(register, columns, rows), "名单.xlsx")
    numbers = {found.result.row_numbers[i]: found.result.columns["code"][i] for i in range(3)}
    assert {numbers[p.row]: p.rule for p in found.problems} == {"ZC-1": "barred"}
    assert {numbers[p.row]: p.rule for p in found.result.doubts} == {"ZC-2": "doubt"}
    assert [found.result.columns["code"][i] for i in found.new] == ["ZC-2", "ZC-3"]


def _sheet(register: Any, columns: dict[str, str], rows: list[dict[str, Any]]) -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(columns))
    for row in rows:
        values = {**row, "region": row["region_id"]}
        sheet.append([_told(register, n, values[n]) for n in columns.values()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _told(register: Any, name: str, value: Any) -> Any:
    choices = dict(register.model_field(name).flatchoices)
    return choices.get(value, value)


def test_one_query_whatever_the_number_of_bars(people: People, django_assert_max_num_queries: Any) -> None:
    made = award(ME)
    with django_assert_max_num_queries(2):  # one for mergers, one for all registers together
        assert barring.of_record(register_of("awards"), made) == []


def test_a_merged_code_is_the_same_firm(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    failed("CJ-1", D(2016, 1, 1), credit_code=OTHER)
    made = award(ME)
    assert barring.of_record(register_of("awards"), made) == []
    monkeypatch.setattr(own, "_mergers", [lambda: {OTHER: FIRM}])
    (found,) = barring.of_record(register_of("awards"), made)
    assert (found.number, found.code) == ("CJ-1", OTHER)


# -- what a payment rests on ------------------------------------------------------------------------


def payment(actor: Actor, accepted: str = "", **more: Any) -> Record:
    values = {
        "code": "DF-1", "region_id": COUNTY, "rule_code": "BF-3", "reward_for": "award", "title_code": "JL-1",
        "budget_line": "2013812", "enterprise": "样例乳业", "credit_code": FIRM, "amount": Decimal("30.00"),
        "decided_on": D(2016, 10, 1), **more,
    }  # fmt: skip
    return service.create(actor, register_of("reward_payments"), values, accepted=accepted)


def test_a_payment_is_held_against_its_rule(people: People) -> None:
    clerk = Actor(user=people.clerk)
    add(
        "reward_rules", code="BF-3", document="样例奖励办法", reward_for="award", rank="prefecture",
        receiver="企业", amount=Decimal("20.00"), issued_on=D(2015, 1, 1), valid_from=D(2015, 2, 1),
        valid_until=D(2019, 12, 31),
    )  # fmt: skip
    award(ME)
    with pytest.raises(Doubted, match=r"兑付金额应为 20\.00 万元，填的是 30\.00 万元") as told:
        payment(clerk)
    assert [each.column for each in told.value.found] == ["amount"]
    with pytest.raises(Doubted, match="不在有效期内"):
        payment(clerk, amount=Decimal("20.00"), decided_on=D(2020, 1, 1))
    with pytest.raises(Doubted, match="奖励事项应为 质量奖，填的是 品牌称号"):
        payment(clerk, amount=Decimal("20.00"), reward_for="title")
    made = payment(clerk, amount=Decimal("20.00"))
    page = signed_in(people.clerk).get(reverse("desk:record", args=["reward_payments", made.pk]))
    words = page.content.decode()
    assert "相符" in words
    assert "里没有这个编号" in words, "the budget line is registered nowhere, and the page says so"


def test_imported_payments_are_held_against_their_rules(people: People) -> None:
    add(
        "reward_rules", code="BF-3", document="样例奖励办法", reward_for="award", rank="prefecture",
        receiver="企业", amount=Decimal("20.00"), issued_on=D(2015, 1, 1), valid_from=D(2015, 2, 1),
    )  # fmt: skip
    register = register_of("reward_payments")
    row = {
        "code": "DF-1", "region_id": COUNTY, "rule_code": "BF-3", "reward_for": "award", "title_code": "JL-1",
        "budget_line": "2013812", "enterprise": "样例乳业", "amount": 30, "decided_on": D(2016, 10, 1),
    }  # fmt: skip
    rows = [row, {**row, "code": "DF-2", "amount": 20}, {**row, "code": "DF-3", "rule_code": "BF-9"}]
    columns = {register.label_of(n.removesuffix("_id")): n.removesuffix("_id") for n in row}
    sheet = _sheet(register, columns, rows)
    found = checking.check(Actor(user=people.clerk), register, sheet, "兑付.xlsx")
    assert not found.problems
    assert [(odd.row, odd.column) for odd in found.result.doubts] == [(2, "amount"), (4, "rule_code")]
    assert "里没有奖励办法条目 BF-9" in found.result.doubts[1].message
    assert found.doubtful == frozenset({0, 2})
    # So long as nobody keeps the rules, no payment is doubted for naming one.
    rules = register_of("reward_rules").model.objects.everywhere("test")
    rules.update(withdrawn_at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        found = checking.check(Actor(user=people.clerk), register, sheet, "兑付.xlsx")
    assert not found.doubtful
    assert len([q for q in queries if "rewardrule" in q["sql"]]) <= 2, (
        "one question for all rows, one for none"
    )
