"""Statistical returns: periods, check sheets in form and import alike, locks, who has filed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, person, unit
from tests.support.registers import signed_in
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import batches, checking, filing, grids, habits, imports, locks, service, undoing
from zhiheng.frame.registers.declare import Column, Facts, Register, RegisterError, register_of
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.keeping import Filer
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.periods import Period, PeriodError, Periodic, latest, recent
from zhiheng.frame.trail.chain import history, verify
from zhiheng.kernels.intake import IntakeError, export_workbook
from zhiheng.records.statistics.models import QualityReturn

TODAY = dt.date.today()
CODE, OTHER = "91620702YX0000171M", "91620702YX000018XD"
OPEN_YEAR = str(TODAY.year)  # not ended: never locked by rule


def values(**other: Any) -> dict[str, Any]:
    return {
        "period": "2016",
        "region_id": COUNTY,
        "enterprise": "样例机械有限公司",
        "credit_code": CODE,
        "gross_output": Decimal(1000),
        "sales_income": Decimal(900),
        "internal_loss": Decimal(6),
        "external_loss": Decimal(2),
        "quality_loss": Decimal(8),
        **other,
    }


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def register() -> Register:
    return register_of("quality_returns")


def make(register: Register, actor: Actor | None = None, **other: Any) -> QualityReturn:
    made = service.create(actor or machine("测试"), register, values(**other))
    assert isinstance(made, QualityReturn)
    return made


class TestPeriods:
    def test_latest_and_recent(self) -> None:
        assert latest("month", dt.date(2026, 1, 5)).key == "2025-12"
        assert latest("year", dt.date(2026, 12, 31)).key == "2025"
        assert [p.key for p in recent("quarter", dt.date(2016, 2, 1), 3)] == ["2016Q1", "2015Q4", "2015Q3"]

    def test_another_kind_of_period_is_refused(self) -> None:
        with pytest.raises(PeriodError, match="按季度报送"):
            Periodic("quarter").parse("2016")

    def test_a_period_is_kept_in_its_one_form(self, people: People, register: Register) -> None:
        made = make(register, period="2016年")
        assert (made.period, made.ended_on, made.fact_year) == ("2016", dt.date(2016, 12, 31), 2016)
        with pytest.raises(ValidationError, match="已有相同的记录"):
            make(register, period=" 2016 年")

    def test_declarations_that_contradict_are_refused(self) -> None:
        common = {"model": QualityReturn, "label": "x", "label_en": "x", "field": "product"}
        listed = (Column("credit_code"), Column("period"), Column("enterprise"))

        def declared(**more: Any) -> type[Register]:
            key = {"key": "broken", "natural_key": ("credit_code", "period"), "columns": listed}
            return type("Broken", (Register,), {**common, **key, "facts": Facts(date="ended_on"), **more})

        with pytest.raises(RegisterError, match=r"quality_returns.yaml.*不是数字列"):
            declared(periodic=Periodic("year", "quality_returns"))()
        with pytest.raises(RegisterError, match="没有审核规则"):
            declared(periodic=Periodic("year", "nowhere"))()
        with pytest.raises(RegisterError, match="最后一项要是 period"):
            declared(periodic=Periodic("year"), natural_key=("period", "credit_code"))()
        with pytest.raises(RegisterError, match="ended_on"):
            declared(periodic=Periodic("year"), facts=Facts(date="created_at"))()
        assert issubclass(QualityReturn, models.Model)


class TestCheckSheet:
    def test_a_hard_rule_refuses(self, people: People, register: Register) -> None:
        with pytest.raises(ValidationError) as error:
            make(register, quality_loss=Decimal(9))
        assert "不等于质量损失合计（8 应等于 9）" in error.value.message_dict["internal_loss"][0]
        assert not QualityReturn.objects.exists()

    def test_a_soft_rule_yields_to_a_reason(self, people: People, register: Register) -> None:
        make(register, period="2015", gross_output=Decimal(400), sales_income=Decimal(300))
        with pytest.raises(Doubted, match="增加一倍以上"):
            make(register)
        made = service.create(machine("测试"), register, values(), accepted="新线投产")
        assert "新线投产" in history(made)[0].note

    def test_only_what_changes_is_doubted(self, people: People, register: Register) -> None:
        make(register, period="2015", gross_output=Decimal(400), sales_income=Decimal(300))
        made = service.create(machine("测试"), register, values(), accepted="新线投产")
        service.change(machine("测试"), register, made, {"enterprise": "样例重工有限公司"}, reason="更名")
        with pytest.raises(Doubted):
            service.change(machine("测试"), register, made, {"gross_output": Decimal(1100)}, reason="更正")

    def test_the_import_finds_the_same(self, people: People, register: Register) -> None:
        make(register, period="2015", gross_output=Decimal(100), sales_income=Decimal(90))
        rows = [
            values(),  # doubtful: ten times the year before, as stored
            values(credit_code=OTHER, quality_loss=Decimal(9)),  # wrong
            values(credit_code=OTHER, period="2015年", gross_output=Decimal(950)),
            values(credit_code=OTHER, period="二〇一五", gross_output=Decimal(950)),  # no period
        ]
        rows = [{"region": r.pop("region_id"), **r} for r in rows]
        data = export_workbook(register.specs(), rows)
        found = checking.check(Actor(user=people.clerk), register, data, "表.xlsx")
        said = {(p.row, p.column): p.message for p in found.problems}
        assert "不等于质量损失合计" in said[3, "internal_loss"]
        assert (5, "period") in said
        assert len(found.new) == 2
        assert found.result.columns["period"][2] == "2015"
        assert [p.row for p in found.result.doubts if "增加一倍" in p.message] == [2]

    def test_rows_of_one_file_stand_beside_each_other(self, people: People, register: Register) -> None:
        rows = [values(period="2015", gross_output=Decimal(100), sales_income=Decimal(90)), values()]
        data = export_workbook(register.specs(), [{"region": r.pop("region_id"), **r} for r in rows])
        found = checking.check(Actor(user=people.clerk), register, data, "表.xlsx")
        assert [p.row for p in found.result.doubts] == [3]


def lock(people: People, register: Register, period: str = "2016", *, locked: bool = True) -> None:
    locks.set_by_hand(Actor(user=people.office), register, period, CITY, locked=locked, reason="年报截止")


class TestLocks:
    def test_a_rule_locks_only_periods_that_it_covers(self, register: Register) -> None:
        assert locks.limits(register, Period.parse("2016")) is None
        found = locks.limits(register, Period.parse("2026"))
        assert found is not None
        assert (found.file_on, found.lock_on) == (dt.date(2027, 2, 1), dt.date(2027, 3, 31))

    @pytest.mark.parametrize(("day", "shut"), [(dt.date(2027, 3, 31), False), (dt.date(2027, 4, 1), True)])
    @pytest.mark.django_db
    def test_the_day_after_the_limit(self, register: Register, day: dt.date, shut: bool) -> None:
        assert (locks.Locks(register, ["2026"], day).of("2026", COUNTY) is not None) is shut

    def test_afterwards_a_reason_and_the_permission_are_needed(
        self, people: People, register: Register
    ) -> None:
        made = make(register)
        lock(people, register)
        clerk = Actor(user=people.clerk)
        with pytest.raises(ValidationError, match="写明原因"):
            service.create(clerk, register, values(credit_code=OTHER))
        with pytest.raises(ValidationError, match="锁定"):
            service.change(clerk, register, made, {"sales_income": Decimal(880)})
        made.refresh_from_db()
        service.change(clerk, register, made, {"sales_income": Decimal(880)}, reason="企业更正")
        assert [e.action for e in history(made)][:2] == ["register.change", "return.late"]
        late = service.create(clerk, register, values(credit_code=OTHER), late_reason="补报")
        assert "return.late" in {e.action for e in history(late)}
        plain = Actor(user=person("department", "department", COUNTY))
        with pytest.raises(PermissionDenied, match="开锁"):
            service.change(plain, register, made, {"sales_income": Decimal(870)}, reason="更正")
        assert verify().sound

    def test_opened_by_hand(self, people: People, register: Register) -> None:
        lock(people, register)
        with pytest.raises(ValidationError, match="已经锁定"):
            lock(people, register)
        lock(people, register, locked=False)
        make(register, Actor(user=people.clerk))
        with pytest.raises(PermissionDenied):
            locks.set_by_hand(
                Actor(user=people.clerk), register, "2016", COUNTY, locked=True, reason="不归县里"
            )

    def test_a_lock_of_one_county_leaves_the_others(self, people: People, register: Register) -> None:
        locks.set_by_hand(Actor(user=people.office), register, "2016", NEIGHBOUR, locked=True, reason="先锁")
        found = locks.Locks(register, ["2016"])
        assert found.of("2016", NEIGHBOUR) is not None
        assert found.of("2016", COUNTY) is None

    def test_an_import_into_a_locked_period(self, people: People, register: Register) -> None:
        lock(people, register)
        row = values()
        data = export_workbook(register.specs(), [{"region": row.pop("region_id"), **row}])
        clerk = Actor(user=people.clerk)
        session = imports.upload(clerk, register, data, "表.xlsx", region=COUNTY)
        assert session.summary["late"] == 1
        with pytest.raises(IntakeError, match="已锁定"):
            imports.apply(clerk, session)
        imports.apply(clerk, session, late_reason="补报")
        made = QualityReturn.objects.get()
        assert "return.late" in {e.action for e in history(made)}

    def test_an_import_into_a_locked_period_is_not_undone_unseen(
        self, people: People, register: Register
    ) -> None:
        clerk, other = Actor(user=people.clerk), values(credit_code=OTHER)
        standing = make(register, clerk)
        rows = [values(sales_income=Decimal(880)), other]
        data = export_workbook(register.specs(), [{"region": r.pop("region_id"), **r} for r in rows])
        session = imports.apply(clerk, imports.upload(clerk, register, data, "表.xlsx", region=COUNTY))
        assert (session.summary["new"], session.summary["changed"]) == (1, 1)
        lock(people, register)
        plain = Actor(user=person("department", "department", COUNTY, at=unit(COUNTY)))
        with pytest.raises(PermissionDenied, match="开锁"):
            undoing.undo(plain, session, "报错了")
        standing.refresh_from_db()
        assert standing.sales_income == 880
        undoing.undo(clerk, session, "重复报送")
        standing.refresh_from_db()
        added = QualityReturn.objects.everywhere("test").get(credit_code=OTHER)
        assert standing.sales_income == 900
        assert added.withdrawn_at is not None
        late = [history(r)[0] for r in (standing, added)]
        assert [(e.action, e.note) for e in late] == [("return.late", "重复报送")] * 2
        assert verify().sound


class TestFiling:
    def test_a_due_for_each_unit_and_period_that_its_rows_settle(
        self, people: People, register: Register
    ) -> None:
        office, county = Actor(user=people.office), unit(COUNTY)
        filing.enlist(office, register, county, "2026")
        with pytest.raises(ValidationError, match="已在"):
            filing.enlist(office, register, county, "2026")
        assert filing.owe(office, register, dt.date(2026, 6, 1)) == 0
        assert filing.owe(office, register, dt.date(2027, 1, 5)) == 1
        assert filing.owe(office, register, dt.date(2027, 1, 6)) == 0
        due = Due._plain.get(kind="return")
        assert (due.owner, due.period, due.due_on) == (county, "2026", dt.date(2027, 2, 1))
        make(register, Actor(user=people.clerk), period="2026")
        due.refresh_from_db()
        assert due.state == DueState.SETTLED

    def test_who_has_filed(self, people: People, register: Register) -> None:
        office = Actor(user=people.office)
        filing.enlist(office, register, unit(COUNTY), "2026")
        filing.enlist(office, register, unit(NEIGHBOUR), "2026")
        make(register, Actor(user=people.clerk), period="2026")
        scope = office.scope("register.view")
        found = filing.matrix(register, scope, dt.date(2027, 2, 3), 2)
        states = {
            (u.region_id, p.key): found.cells[u.pk, p.key].state for u in found.units for p in found.periods
        }
        assert states == {
            (COUNTY, "2026"): "filed",
            (NEIGHBOUR, "2026"): "missing",
            (COUNTY, "2025"): "none",
            (NEIGHBOUR, "2025"): "none",
        }
        before = filing.matrix(register, scope, dt.date(2027, 1, 3), 1)
        assert before.count("open", "2026") == 1

    def test_taken_off_the_list(self, people: People, register: Register) -> None:
        office = Actor(user=people.office)
        filer = filing.enlist(office, register, unit(COUNTY), "2025")
        filing.owe(office, register, dt.date(2027, 1, 5))
        filing.delist(office, register, filer, "2025", "撤并")
        assert set(Due._plain.values_list("period", "state")) == {("2026", "cancelled")}
        assert Filer._plain.get().until == "2025"


class TestBatches:
    def rows(self, register: Register) -> list[Record]:
        return [
            make(register, credit_code=CODE, industry="3490"),
            make(register, credit_code=OTHER, industry=""),
            make(register, credit_code=CODE, region_id=NEIGHBOUR, period="2015", sales_income=Decimal(800)),
        ]

    def test_preview_make_and_undo(self, people: People, register: Register) -> None:
        mine, other, foreign = self.rows(register)
        clerk = Actor(user=people.clerk)
        steps = batches.preview(clerk, register, [mine, other, foreign], "industry", "3490")
        assert [(s.good, bool(s.problems)) for s in steps] == [(False, False), (True, False), (False, True)]
        with pytest.raises(ValidationError, match="原因"):
            batches.make(clerk, register, [mine, other], "industry", "3490", " ")
        batch = batches.make(clerk, register, [mine, other, foreign], "industry", "3499", "按新版目录")
        assert batch.count == 2
        foreign.refresh_from_db()
        mine.refresh_from_db()
        assert (getattr(mine, "industry"), getattr(foreign, "industry")) == ("3499", "")  # noqa: B009
        assert f"第 {batch.pk} 号" in history(mine)[0].note
        service.change(clerk, register, other, {"industry": "3411"}, reason="更正")
        assert batches.undo(clerk, batch, "目录有误") == [other.pk]
        mine.refresh_from_db()
        assert getattr(mine, "industry") == "3490"  # noqa: B009
        assert verify().sound

    def test_a_row_that_would_break_a_rule_is_left_out(self, people: People, register: Register) -> None:
        low = make(register, sales_income=Decimal(10), overseas_sales=None)
        high = make(register, credit_code=OTHER, overseas_sales=Decimal(500))
        steps = batches.preview(
            Actor(user=people.clerk), register, [low, high], "overseas_sales", Decimal(600)
        )
        assert ["境外" in "".join(s.problems) for s in steps] == [True, False]
        with pytest.raises(ValidationError, match="不能批量修改"):
            batches.preview(Actor(user=people.clerk), register, [low], "credit_code", CODE)

    def test_what_would_be_doubted_is_changed_with_a_reason_only(
        self, people: People, register: Register
    ) -> None:
        made = make(
            register, superior_output=Decimal(500), first_output=Decimal(1), qualified_output=Decimal(1)
        )
        clerk = Actor(user=people.clerk)
        (step,) = batches.preview(clerk, register, [made], "superior_output", Decimal(5000))
        assert (step.good, step.doubtful, step.problems) == (False, True, ())
        assert step.doubts[0].startswith("存疑：")
        with pytest.raises(ValidationError, match="存疑"):
            batches.make(clerk, register, [made], "superior_output", Decimal(5000), "补报")
        batch = batches.make(
            clerk, register, [made], "superior_output", Decimal(5000), "补报", accepted="新线投产"
        )
        made.refresh_from_db()
        assert getattr(made, "superior_output") == Decimal(5000)  # noqa: B009
        assert "存疑仍登记" in history(made)[0].note and "新线投产" in history(made)[0].note
        assert batches.undo(clerk, batch, "填错") == []
        made.refresh_from_db()
        assert getattr(made, "superior_output") == Decimal(500)  # noqa: B009

    def test_the_page_of_many_asks_for_the_reason(self, people: People, register: Register) -> None:
        made = make(
            register, superior_output=Decimal(500), first_output=Decimal(1), qualified_output=Decimal(1)
        )
        client, at = signed_in(people.clerk), f"/registers/{register.key}/batch"
        sent = {"ids": str(made.pk), "column": "superior_output", "superior_output": "5000", "reason": "补报"}
        page = client.post(at, {**sent, "step": "preview"}).content.decode()
        assert 'name="accepted"' in page and "存疑" in page
        assert client.post(at, {**sent, "step": "apply", "accepted": ""}).status_code == 422
        assert client.post(at, {**sent, "step": "apply", "accepted": "新线投产"}).status_code == 302
        made.refresh_from_db()
        assert getattr(made, "superior_output") == Decimal(5000)  # noqa: B009

    def test_withdrawing_many(self, people: People, register: Register) -> None:
        rows = [make(register), make(register, credit_code=OTHER)]
        clerk = Actor(user=people.clerk)
        batch = batches.make(clerk, register, rows, "", None, "重复报送")
        assert not register.model.objects.standing().exists()
        assert batches.undo(clerk, batch, "没有重复") == []
        assert register.model.objects.standing().count() == 2


class TestGrid:
    def test_last_period_is_copied_and_only_what_is_confirmed_is_taken(
        self, people: People, register: Register
    ) -> None:
        clerk = Actor(user=people.clerk)
        make(register, clerk, period="2015")
        make(register, clerk, period="2015", credit_code=OTHER)
        make(register, clerk, period="2016")
        rows = grids.load(clerk, register, Period.parse("2016"), copy=True)
        assert [(r.pk is not None, r.copied is not None) for r in rows] == [(True, False), (False, True)]
        saved = grids.save(clerk, register, rows, Period.parse("2016"))
        assert saved == grids.Saved(same=1, left=1)
        rows[1].confirmed, rows[1].values["sales_income"] = True, "901.5"
        rows.append(
            grids.GridRow({"region": "甘州区", "enterprise": "新厂", "credit_code": "91620721YX0000016R"})
        )
        assert grids.save(clerk, register, rows, Period.parse("2016")).added == 2
        copied = QualityReturn.objects.get(credit_code=OTHER, period="2016")
        assert (copied.sales_income, copied.quality_loss) == (Decimal("901.50"), Decimal(8))

    def test_nothing_is_written_while_a_row_is_wrong(self, people: People, register: Register) -> None:
        clerk = Actor(user=people.clerk)
        good = {"region": COUNTY, "enterprise": "甲厂", "credit_code": CODE, "gross_output": "10"}
        bad = {**good, "credit_code": OTHER, "gross_output": "十来万", "employees": "3.5"}
        twin = dict(good)
        rows = [grids.GridRow(v) for v in (good, bad, twin)]
        with pytest.raises(grids.GridError, match="2 行"):
            grids.save(clerk, register, rows, Period.parse("2016"))
        assert not rows[0].errors
        assert set(rows[1].errors) == {"gross_output", "employees"}
        assert "已有相同的记录" in str(rows[2].errors)
        assert not QualityReturn.objects.exists()

    def test_a_changed_row_needs_a_reason(self, people: People, register: Register) -> None:
        clerk = Actor(user=people.clerk)
        made = make(register, clerk)
        (row,) = grids.load(clerk, register, Period.parse("2016"))
        row.values["sales_income"] = "905"
        with pytest.raises(grids.GridError):
            grids.save(clerk, register, [row], Period.parse("2016"))
        row.errors.clear()
        assert grids.save(clerk, register, [row], Period.parse("2016"), reason="企业更正").changed == 1
        assert history(made)[0].note == "企业更正"


def test_habits_keep_what_repeats(people: People, register: Register) -> None:
    clerk = Actor(user=people.clerk)
    habits.remember(clerk, register, make(register, clerk))
    assert habits.last(clerk, register) == {"period": "2016", "region": COUNTY}
    assert habits.last(Actor(user=people.colleague), register) == {}
    sampling = habits.columns(register_of("sampling"))
    assert {"region", "level", "laboratory"} <= set(sampling)
    assert not {"report_no", "result", "tested_on", "product"} & set(sampling)
