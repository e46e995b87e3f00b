"""Files imported over what a register holds: what they leave alone, and rows that are later states of one thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import COUNTY, OTHER_CITY, regions, unit
from zhiheng.frame.people.actors import machine
from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers import imports
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import ImportSession
from zhiheng.frame.registers.undoing import undo
from zhiheng.frame.trail.chain import history

pytestmark = pytest.mark.django_db
ME = machine("test")


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    regions()
    unit(COUNTY)


def take(register: Register, head: str, *rows: str) -> ImportSession:
    data = "\n".join([head, *rows]).encode()
    return imports.apply(ME, imports.upload(ME, register, data, "表.csv", region=COUNTY))


def counts(session: ImportSession) -> tuple[int, int, int]:
    return session.summary["new"], session.summary["changed"], session.summary["same"]


def only(register: Register) -> Any:
    (row,) = register.model.objects.everywhere("test").filter(withdrawn_at=None)
    return row


def test_columns_that_a_file_does_not_have_are_left_as_they_stand() -> None:
    sampling = register_of("sampling")
    head, row = (
        "检验报告编号,区划,抽查级别,产品领域,产品名称,检验日期,检验结论",
        f"A1,{COUNTY},国家,食品,饼干,2016-01-02",
    )
    take(sampling, f"{head},检验机构", f"{row},合格,甲中心")
    assert counts(take(sampling, head, f"{row},合格")) == (0, 0, 1)
    assert counts(take(sampling, head, f"{row},不合格")) == (0, 1, 0)
    assert (only(sampling).result, only(sampling).laboratory) == ("unqualified", "甲中心")
    # A column that is there and empty says so.
    assert counts(take(sampling, f"{head},检验机构", f"{row},不合格,")) == (0, 1, 0)
    assert only(sampling).laboratory == ""


def test_unknown_words_are_told_with_what_is_nearest_and_with_places_of_ones_own() -> None:
    for code, name in ((f"{OTHER_CITY[:4]}99", "新样区"), (f"{COUNTY[:4]}99", "新样城区")):
        whole = {"level": Level.COUNTY, "province": f"{COUNTY[:2]}0000", "parent_id": f"{code[:4]}00"}
        Region.objects.create(code=code, name=name, **whole)
    data = "检验报告编号,区划,抽查级别,产品领域,产品名称,检验日期,检验结论\nA1,新样县,省及,食品,饼干,2016-01-02,合格\n".encode()
    for home, first in (("", f"{OTHER_CITY[:4]}99"), (COUNTY[:4] + "00", f"{COUNTY[:4]}99")):
        checked = imports.check(ME, register_of("sampling"), data, "表.csv", home=home)
        near = {u["column"]: u["near"] for u in checked.told["unknown"]}
        assert near["region"][0][0] == first
        assert near["level"][0] == ["provincial", "省级"]
    said = {p.column: f"{p.message}。{p.fix}" for p in checked.problems}
    assert "您是不是想填“省级”" in said["level"] and "请填写：国家、省级" in said["level"]


class TestStates:
    """Yearly snapshots of licences: the register says by which day they supersede one another."""

    HEAD = "申请编号,区划,许可种类,申请人,产品或经营项目,证书编号,状态,发证日期,有效期至"

    @pytest.fixture
    def permits(self) -> Register:
        return register_of("permits")

    def row(
        self, product: str, granted: str, until: str = "2027-01-01", firm: str = "样例食品有限公司"
    ) -> str:
        return f"A1,{COUNTY},食品生产许可证,{firm},{product},SC1,有效,{granted},{until}"

    def check(self, permits: Register, *rows: str) -> Any:
        return imports.check(ME, permits, "\n".join([self.HEAD, *rows]).encode(), "表.csv")

    def test_one_file_brings_a_licence_and_its_renewals(self, permits: Register) -> None:
        rows = [
            self.row("饼干、糕点", "2024-03-01", "2029-02-28"),
            self.row("饼干", "2019-03-01", "2024-02-28"),
            self.row("饼干", "2022-05-01", "2024-02-28"),
            self.row("饼干", "2019-03-01", "2024-02-28"),
        ]
        session = take(permits, self.HEAD, *rows)
        assert counts(session) == (1, 2, 1) and not session.summary["bad_rows"]
        held = only(permits)
        assert (held.product, str(held.granted_on), held.fact_year) == ("饼干、糕点", "2024-03-01", 2024)
        told = [
            (e.action, (e.before or {}).get("granted_on"), (e.after or {}).get("granted_on"))
            for e in history(held)
        ]
        assert ("register.change", "2022-05-01", "2024-03-01") in told
        assert ("register.change", "2019-03-01", "2022-05-01") in told
        # The same file again, and one that is older, change nothing; a newer one does.
        again = take(permits, self.HEAD, *rows)
        assert counts(again) == (0, 0, 1) and again.summary["earlier"] == 3
        assert counts(
            take(permits, self.HEAD, self.row("饼干", "2024-05-01"), self.row("面包", "2026-01-01"))
        ) == (0, 2, 0)
        undo(ME, session, "误导入")
        assert not permits.model.objects.everywhere("test").filter(withdrawn_at=None).exists()

    @pytest.mark.parametrize(
        ("other", "said"),
        [
            ({"product": "面包", "granted": "2019-03-01"}, "两行内容不同"),
            ({"product": "饼干", "granted": "2022-03-01", "firm": "另一家食品有限公司"}, "两行内容不同"),
        ],
        ids=["same day", "other firm"],
    )
    def test_what_contradicts_is_no_later_state(
        self, permits: Register, other: dict[str, str], said: str
    ) -> None:
        checked = self.check(permits, self.row("饼干", "2019-03-01"), self.row(**other))
        (problem,) = checked.problems
        assert (problem.row, problem.rule) == (3, "duplicate") and said in problem.fix
        assert (checked.new, checked.later) == ([0], [])

    def test_a_state_that_is_refused_leaves_the_others(self, permits: Register) -> None:
        rows = [
            self.row("饼干", "2019-03-01", "2018-01-01"),
            self.row("面包", "2022-03-01"),
            self.row("糕点", "2023-03-01"),
        ]
        checked = self.check(permits, *rows)
        assert [p.row for p in checked.problems] == [2]
        assert (checked.new, [(i, first) for i, first, _ in checked.later]) == ([1], [(2, 1)])
