"""Outline, assignments, obligations, stages and particulars as a whole: words for all that is said, exact
slices, and work in step with the text."""

from __future__ import annotations

import pytest

from tests.kernels.reading.test_duty_forms import KEYED, NAMES, TAILED
from tests.kernels.reading.test_obligation_forms import CASES
from tests.kernels.reading.test_outline_forms import LABELS
from zhiheng.kernels.reading import confidence, doubts, explain, read

TEXTS = [
    *(f"一、任务\n推进工作。{text}\n" for text, *_ in (*KEYED, *TAILED)),
    *(f"一、任务\n推进工作。({units})\n" for units, _ in NAMES),
    *(f"{label}加强监督管理。按要求做好各项工作。\n" for label, _ in LABELS),
    *(f"一、要求\n{sentence}\n示例县人民政府\n2026年3月5日\n" for sentence, *_ in CASES),
]


def test_everything_said_has_words_and_its_exact_place() -> None:
    for text in TEXTS:
        reading = read(text)
        for item in (*reading.sections, *reading.duties, *reading.obligations, *reading.phases):
            assert text[item.start : item.end] == item.quote
            assert explain(item.rule).label and all(explain(step).label for step in item.steps)
            assert set(item.doubts) <= doubts().keys() and 0 <= confidence(item.doubts) <= 1


@pytest.mark.parametrize(
    "unit",
    ["(责任单位:", "(责任单位:市局)", "责任单位:市局\n", "(市局牵头,", "市教育局会同", "各县、", "市局和", "目录\n一、甲\n", "附件1\n", "1 甲\n", "1.1 甲\n",
     "(一)\n一、\n", "产品质量:提升产品质量水平和能力建设。\n", "每年6月1日、", "3月5日前将《甲》,", "向县政府报送", "5个工作日内", "年终",
     "阶段(2026年3月—4月)\n", "《甲》(GB/T 1)", "示例县人民政府\n2024年3月5日\n", "列首位者为牵头单位", "责任單位："],
)  # fmt: skip
def test_work_grows_in_step_with_the_structure(unit: str) -> None:
    head = "一、甲\n"
    small, large = (read(head + unit * (size // len(unit))).work for size in (3000, 6000))
    assert large <= 2.1 * small


def test_a_traditional_text_reads_like_the_simplified_one() -> None:
    simplified = "示例縣質量提升工作方案\n一、重點任務\n（一）標準引領。每年組織一次檢查。（牽頭單位：縣市場監管局；配合單位：縣財政局、水務局）\n二、實施步驟\n（一）啟動階段（2026年3月—4月）。各鄉鎮於4月底前將方案報縣領導小組辦公室。\n"
    reading = read(simplified)
    assert [s.path for s in reading.sections] == ["一", "一/(一)", "二", "二/(一)"]
    assert (reading.duties[0].lead, reading.duties[0].support) == (
        ("县市场监管局",),
        ("县财政局", "县水务局"),
    )
    assert [(o.recurs, o.due) for o in reading.obligations] == [("yearly", None), (None, "2026-04-30")]
    assert (reading.phases[0].begins, reading.phases[0].ends) == ("2026-03", "2026-04")
    assert reading.sections[0].heading == "重點任務" and reading.document.region == "示例县"
