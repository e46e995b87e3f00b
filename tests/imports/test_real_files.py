"""Real files through the import that anyone uses; they lie beside the project and nothing of them is copied here."""

from __future__ import annotations

from typing import Any

import pytest

from bench.real_files import CASES, DATA, Case
from bench.taking import Taken, take
from zhiheng.frame.regions.loader import load_divisions
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.facts import forget_regions

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder does not lie beside the project"),
    pytest.mark.django_db,
]


@pytest.fixture(scope="module")
def divided(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """All divisions above the townships, once for the module."""
    from zhiheng.frame.regions.models import Region

    with django_db_blocker.unblock():
        held = Region.objects.count()
        load_divisions(townships=False)
        forget_regions()
        yield
        if not held:  # parents protect their children: all go in one statement
            Region.objects.all()._raw_delete("default")
        forget_regions()


def case(words: str) -> Case:
    return next(c for c in CASES if words in c.title)


def taken(words: str, at: int = 0, **options: Any) -> Taken:
    one = case(words)
    return take(one, one.paths()[at], **options)


def test_every_case_names_files_and_columns_that_are_there() -> None:
    for one in CASES:
        assert one.paths(), one.title
        names = set(registers()[one.register].names)
        assert not ({*one.columns, *one.whole, *one.means} - names), one.title


@pytest.mark.usefixtures("divided")
class TestFiles:
    def test_headings_one_place_off_are_read_as_proposed_and_again_change_nothing(self) -> None:
        first = taken("表头错位")
        assert first.doubts and "建议改为" in first.doubts[0]
        assert (first.rows, first.new, first.refused) == (523, 523, 0)
        row = register_of("air_days").model.objects.everywhere("test").order_by("day").first()
        assert row is not None and row.pm10 >= row.pm25 and row.co < 10 and row.o3 is None  # type: ignore[attr-defined]
        again = taken("表头错位")
        assert (again.new, again.changed, again.same) == (0, 0, 523)

    def test_marks_inside_names_are_taken_out(self) -> None:
        months = taken("空气月报", write=False)
        assert months.rows == 12_384 and months.new + months.refused == months.rows
        assert months.refused < 400
        assert {message for _, message, _, _ in months.why} == {"查不到的代码或名称"}

    def test_snapshots_of_the_same_licence_are_its_states_and_expired_ones_are_swept(self) -> None:
        import datetime as dt

        from zhiheng.frame.people.actors import machine
        from zhiheng.frame.registers import expiring

        seeds = taken("种子")
        # 63 renewals of licences registered from an earlier row; two rows of one day contradict each other.
        assert (seeds.rows, seeds.new, seeds.changed, seeds.same, seeds.refused) == (451, 180, 63, 206, 2)
        permits = register_of("permits").model.objects.everywhere("test")
        expired = permits.filter(valid_until__lt=dt.date(2026, 11, 22)).count()
        assert 0 < expired < permits.count()
        swept = expiring.sweep(machine("测试"), dt.date(2026, 11, 22), only=[register_of("permits")])
        assert [(s.register, s.made > 0) for s in swept] == [("permits", True)]

    def test_an_encrypted_file_is_said_plainly_and_nothing_is_written(self) -> None:
        for at in range(3):
            told = taken("加密", at)
            assert "打开密码" in told.failure and told.rows == 0

    def test_a_yearbook_table_gives_its_provinces_and_returns_the_rest(self) -> None:
        table = taken("年鉴表")
        assert table.new >= 31 and table.refused <= 8
        assert {label for label, *_ in table.why} <= {"区划", "数值", "计入上级汇总"}

    def test_published_grades_and_recalls(self) -> None:
        grades = taken("质量工作考核等级")
        assert (grades.rows, grades.new) == (160, 160)
        recalls = taken("美国农业部")
        assert (recalls.rows, recalls.new + recalls.refused) == (1558, 1558)
        assert any(message == "结束日期早于公告日期" and count == 4 for _, message, count, _ in recalls.why)

    def test_townships_all_but_those_of_no_county(self) -> None:
        towns = taken("乡级区划", write=False)
        assert (towns.rows, towns.refused) == (41_352, 5)

    def test_figures_misread_by_a_scanner_are_not_guessed(self) -> None:
        panel = taken("RDPatentValid")
        names = [example for label, _, _, example in panel.why if label == "区划"]
        assert names and panel.new > 1500
