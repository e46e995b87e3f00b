"""What belongs together, what contradicts, what a unit or a heading tells, and the reasons that are given."""

from __future__ import annotations

import pytest

from tests.kernels.binding.support import binder, first, lexicon
from zhiheng.kernels.binding import Binder, Candidate, Lexicon, LexiconError, Wanted, take_apart

SAME = [
    ("示例市食品监督抽检合格率", "%", "", "P08"),
    ("食品抽样检验合格率", "%", "", "P08"),
    ("产品质量省抽合格率", "%", "", "P04"),
    ("国抽合格率", "%", "", "P02"),
    ("工业品监督抽查合格率", "%", "", "P01"),
    ("初级农产品例行检测合格率", "%", "", "P09"),
    ("三级甲等医院质量管理体系认证率", "%", "", "S11"),
    ("强检计量器具检定率", "%", "", "F05"),
    ("PM2.5年均浓度", "微克/立方米", "", "V02"),
    ("细颗粒物(PM2.5)浓度", "μg/m³", "", "V02"),
    ("污水处理率", "%", "", "V08"),
    ("旅游者满意率", "%", "", "S06b"),
    ("鲁班奖", "项", "工程创优", "E11"),
    ("公路建设项目竣工验收合格率", "%", "", "E04"),
    ("省长质量奖", "家", "", "B12"),
    ("有机食品、绿色食品认证产品数", "个", "", "B01"),
]
NEVER = [  # (name, unit, code that must not be proposed at all)
    ("产品质量国家监督抽查合格率", "%", "P04"),
    ("产品质量省级监督抽查合格率", "%", "P02"),
    ("工程优良率", "%", "E01"),
    ("竣工验收合格率", "%", "E07"),
    ("驰名商标", "件", "B05"),
    ("知名商标", "件", "B02"),
    ("主导制定国家标准", "项", "F08"),
    ("生活性服务业顾客满意度", "分", "S04"),
    ("药品抽检合格率", "%", "P08"),
    ("二氧化硫排放量", "吨", "V03"),
    ("食品监督抽检不合格率", "%", "P08"),
    ("大中型工程一次验收合格率", "%", "E04"),
    ("食品抽检批次", "批次/千人", "P08"),
    ("地方标准覆盖率", "%", "F08"),
]


@pytest.mark.parametrize(("name", "unit", "heading", "code"), SAME)
def test_one_thing_in_other_words_is_found(name: str, unit: str, heading: str, code: str) -> None:
    assert first(name, unit, heading=heading) == code


@pytest.mark.parametrize(("name", "unit", "code"), NEVER)
def test_what_contradicts_is_excluded(name: str, unit: str, code: str) -> None:
    assert code not in {s.code for s in binder().suggest(Wanted(name, unit), limit=50)}


def test_a_qualifier_that_is_missing_lowers_the_score() -> None:
    def score(name: str) -> float:
        found = {s.code: s.score for s in binder().suggest(Wanted(name, "%"), limit=50)}
        return found.get("P03", 0.0)

    assert score("产品质量可比性监督抽查合格率") > score("产品质量监督抽查合格率")


def test_stock_addition_and_change_keep_their_code_and_take_their_way_of_counting() -> None:
    def best(name: str, measure: str, unit: str = "件") -> tuple[str, str]:
        found = binder().suggest(Wanted(name, unit, measure))[0]
        return found.code, found.variant

    assert best("中国驰名商标", "cumulative") == ("B02", "")
    assert best("中国驰名商标", "increment") == ("B02", "")
    assert best("新申报中国驰名商标", "increment") == ("B02", "applied")
    assert best("申报地方标准", "increment", "项") == ("F08", "applied")
    assert best("PM2.5平均浓度下降", "change", "%")[0] == "V02"


def test_a_unit_that_cannot_be_compared_excludes() -> None:
    assert first("集中式饮用水水源达标率", "%") == "V04"
    for unit in ("亿元", "公里", "万亩", "家"):
        assert first("集中式饮用水水源达标率", unit) is None
    assert first("空气质量优良天数", "天") == "V01"


def test_the_heading_says_of_what() -> None:
    assert first("顾客满意度", "分", heading="生产性服务业") == "S04"
    assert first("顾客满意度", "分", heading="生活性服务业") == "S05"
    assert first("顾客满意度", "分") is None


def test_reasons_say_what_agreed_and_what_did_not() -> None:
    exact = binder().suggest(Wanted("质量损失率", "%"))[0]
    assert exact.score == 1
    assert "名称一致" in exact.reasons
    alias = binder().suggest(Wanted("食品抽检合格率", "%"))[0]
    assert any(reason.startswith("别名") for reason in alias.reasons)
    found = binder().suggest(Wanted("本市大中型水利工程一次验收合格率", "%"))
    words = "；".join(found[0].reasons)
    assert "相符" in words
    assert "单位“%”相符" in words
    other = binder().suggest(Wanted("重点产品监督抽查合格率", "%"), limit=20)
    assert any("原文未提" in "".join(s.reasons) for s in other)


def test_runners_up_speak_of_the_same_thing() -> None:
    codes = [s.code for s in binder().suggest(Wanted("产品质量监督抽查合格率", "%"))]
    assert set(codes) <= {"P01", "P02", "P03", "P04", "P05", "P08", "P24"}
    assert len(codes) >= 3


def test_a_name_without_known_words_is_found_by_its_letters() -> None:
    mine = Binder([Candidate("L1", "等级民宿评定家数", ("星级民宿",), "家")], lexicon())
    assert [s.code for s in mine.suggest(Wanted("评定等级民宿", "家"))] == ["L1"]
    assert mine.suggest(Wanted("跨境电商综合试验区", "家")) == ()


def test_a_name_is_taken_apart() -> None:
    name = take_apart("张掖市省级“食品”监督抽查合格率(2020年)", lexicon())
    assert name.head is not None
    assert name.head.key == "pass_rate"
    assert {t.key for t in name.terms} == {"provincial", "food", "sampling"}
    assert name.loose == frozenset()
    strange = take_apart("常住人口城镇化率", lexicon())
    assert strange.head is None
    assert strange.strange_head


@pytest.mark.parametrize("name", ["", " ", "%", "()", "的", "数", "率"])
def test_a_name_that_says_nothing_gets_no_suggestion(name: str) -> None:
    assert binder().suggest(Wanted(name, "%")) == ()


def test_word_lists_that_do_not_hold_are_refused() -> None:
    with pytest.raises(LexiconError, match="坏"):
        Lexicon.read({"坏.yaml": "a: [1"})
    with pytest.raises(LexiconError, match="没有的词条"):
        Lexicon.read({"a.yaml": "compounds: {国抽: [nothing]}"})
    with pytest.raises(LexiconError, match="两次"):
        Lexicon.read({"a.yaml": "subjects: {x: {words: [甲]}}", "b.yaml": "heads: {x: {words: [乙]}}"})
    with pytest.raises(LexiconError, match="别的文件"):
        Lexicon.read({"a.yaml": "fillers: [甲]", "b.yaml": "fillers: [乙]"})


def test_word_lists_refer_to_what_they_hold() -> None:
    known = lexicon().terms
    for term in known.values():
        assert {*term.broader, *term.near} <= set(known), term.key
