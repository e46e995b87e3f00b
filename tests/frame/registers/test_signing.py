"""Signing off a return: three posts in order, each by another person; what changes afterwards is signed again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import CITY, COUNTY, People, person, unit
from tests.support.registers import signed_in
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import User
from zhiheng.frame.registers import batches, filing, service, signing
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.keeping import Signature
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history, verify

YEAR = "2026"
AFTER = dt.date(2027, 1, 20)
ROW: dict[str, Any] = {
    "period": YEAR,
    "region_id": COUNTY,
    "enterprise": "样例机械有限公司",
    "credit_code": "91620702YX0000171M",
    "gross_output": Decimal(1000),
    "sales_income": Decimal(900),
    "quality_loss": Decimal(8),
    "internal_loss": Decimal(6),
    "external_loss": Decimal(2),
}


class Office:
    """A county office: two clerks and its head; the register that they file."""

    def __init__(self) -> None:
        self.people = People()
        self.register: Register = register_of("quality_returns")
        self.unit = unit(COUNTY)
        self.head = person("head", "unit_head", COUNTY)
        self.at = f"/registers/quality_returns/returns/{YEAR}/{self.unit.pk}"

    def file(self) -> Record:
        row = {**ROW, "owner_id": self.unit.pk}
        return service.create(Actor(user=self.people.clerk), self.register, row)

    def sign(self, who: User, step: str) -> Signature:
        return signing.sign(Actor(user=who), self.register, self.unit, YEAR, step)

    def sign_all(self) -> None:
        for who, step in (
            (self.people.clerk, "filled"),
            (self.people.colleague, "checked"),
            (self.head, "head"),
        ):
            self.sign(who, step)

    def standing(self) -> signing.Standing:
        found = signing.standings(self.register, [self.unit.pk], [YEAR])
        return found.get((self.unit.pk, YEAR), signing.Standing())

    def due(self) -> Due | None:
        return Due.objects.everywhere("test").filter(kind=signing.KIND).first()


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def test_three_people_sign_in_order_and_the_trail_keeps_it(office: Office) -> None:
    office.file()
    assert office.standing().next == "filled"
    office.sign_all()
    now = office.standing()
    assert now.whole and list(now.held) == ["filled", "checked", "head"]
    last = now.held["head"]
    assert last.rows == 1 and len(last.sha256) == 64 and "单位负责人" in last.post
    assert [e.action for e in history(last)] == ["return.sign"]
    assert not verify().faults


def test_nobody_signs_out_of_turn_twice_or_after_himself(office: Office) -> None:
    with pytest.raises(ValidationError, match="还没有报送"):
        office.sign(office.people.clerk, "filled")
    office.file()
    with pytest.raises(ValidationError, match="请先由填报人"):
        office.sign(office.head, "head")
    office.sign(office.people.clerk, "filled")
    with pytest.raises(ValidationError, match="已经签字"):
        office.sign(office.people.colleague, "filled")
    with pytest.raises(ValidationError, match="另一人"):
        office.sign(office.people.clerk, "checked")


def test_only_people_of_the_unit_sign_and_only_its_head_as_head(office: Office) -> None:
    office.file()
    for stranger in (office.people.office, office.people.neighbour):
        with pytest.raises(PermissionDenied):
            office.sign(stranger, "filled")
    with pytest.raises(PermissionDenied):
        signing.sign(machine("测试"), office.register, office.unit, YEAR, "filled")
    office.sign(office.people.clerk, "filled")
    office.sign(office.people.colleague, "checked")
    with pytest.raises(PermissionDenied):
        office.sign(office.people.clerk, "head")
    elsewhere = person("elsewhere", "unit_head", CITY)
    with pytest.raises(PermissionDenied):
        office.sign(elsewhere, "head")


@pytest.mark.parametrize("how", ["edit", "withdraw", "batch", "more"])
def test_what_changes_is_signed_again(office: Office, how: str) -> None:
    record, actor = office.file(), Actor(user=office.people.clerk)
    other = service.create(
        actor, office.register, {**ROW, "credit_code": "91620702YX000018XD", "owner_id": office.unit.pk}
    )
    office.sign_all()
    if how == "edit":
        service.change(actor, office.register, record, {"gross_output": Decimal(1001)}, reason="更正")
    elif how == "withdraw":
        service.withdraw(actor, office.register, other, "登错")
    elif how == "batch":
        batches.make(actor, office.register, [record], "industry", "3411", "统一行业")
    else:
        third = {**ROW, "credit_code": "91620702YX0000198D", "owner_id": office.unit.pk}
        service.create(actor, office.register, third)
    now = office.standing()
    assert now.next == "filled" and not now.held and len(now.lapsed) == 3
    office.sign_all()
    assert office.standing().whole and len(office.standing().lapsed) == 3


def test_what_no_head_has_signed_is_owed_until_it_is_and_again_when_it_changes(office: Office) -> None:
    sweep = machine("sweep")
    filing.enlist(Actor(user=office.people.office), office.register, office.unit, YEAR)
    signing.owe(sweep, office.register, AFTER)
    assert office.due() is None, "nothing is filed: the return itself is owed"
    record = office.file()
    assert signing.owe(sweep, office.register, AFTER) == 1
    assert signing.owe(sweep, office.register, AFTER) == 0
    due = office.due()
    assert due is not None and due.owner == office.unit and due.address == office.at
    office.sign_all()
    due.refresh_from_db()
    assert due.state == DueState.SETTLED
    actor = Actor(user=office.people.clerk)
    service.change(actor, office.register, record, {"gross_output": Decimal(1001)}, reason="更正")
    assert signing.owe(sweep, office.register, AFTER) == 1
    due.refresh_from_db()
    assert due.state == DueState.OPEN


def test_the_page_offers_each_only_the_own_signature(office: Office) -> None:
    office.file()
    clerk, head = signed_in(office.people.clerk), signed_in(office.head)
    assert "以填报人身份签字" in clerk.get(office.at).content.decode()
    assert "身份签字" not in head.get(office.at).content.decode().split("</nav>")[-1]
    assert clerk.post(f"{office.at}/sign", {"action": "filled"}).status_code == 302
    page = clerk.get(office.at).content.decode()
    assert "待审核人签字" in page and "有效" in page and page.count("未签") >= 2
    office.sign(office.people.colleague, "checked")
    assert "以单位负责人身份签字" in head.get(office.at).content.decode()
    head.post(f"{office.at}/sign", {"action": "head"})
    assert office.standing().whole


def test_the_overview_says_which_filed_returns_no_head_has_signed(office: Office) -> None:
    clerk = Actor(user=office.people.clerk)
    service.create(clerk, office.register, {**ROW, "period": "2025", "owner_id": office.unit.pk})
    page = signed_in(office.people.clerk).get("/registers/quality_returns/returns").content.decode()
    assert "待填报人签字" in page and "单位负责人未签字的 1 份" in page
    assert office.at.replace(YEAR, "2025") in page


def test_an_export_says_who_signed(office: Office) -> None:
    office.file()
    office.sign_all()
    answer = signed_in(office.people.clerk).get("/registers/quality_returns/export.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, row = text.splitlines()[:2]
    assert "单位负责人签字" in head and "样例head" in row


def test_another_units_sheet_is_not_there(office: Office) -> None:
    office.file()
    assert signed_in(office.people.neighbour).get(office.at).status_code == 404
    assert signed_in(office.people.clerk).get(office.at.replace(YEAR, "2026Q1")).status_code == 404
