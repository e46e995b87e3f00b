"""The reading as a whole: slices, shape, errors, the work it takes, the example, the yardstick."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.reading import Reading, ReadingError, read

YARDSTICK = Path(__file__).resolve().parents[4] / "shared" / "yardstick"
EXAMPLE = resources.files("zhiheng").joinpath("catalogue", "examples", "example_county_plan.txt")
BARS = {
    "sections": 0.99,
    "figures.seen": 0.99,
    "figures": 0.95,
    "duties": 0.99,
    "obligations": 0.85,
    "phases": 1,
    "document": 0.9,
}


def slices_are_exact(text: str, reading: Reading) -> None:
    found = [
        *reading.sections,
        *reading.figures,
        *reading.duties,
        *reading.obligations,
        *reading.phases,
        *reading.document.cites,
    ]
    for item in found:
        assert text[item.start : item.end] == item.quote, item
        assert item.quote and item.rule, item
    for row in (*reading.to_json()["figures"], *reading.to_json()["duties"]):
        assert text[row["start"] : row["start"] + len(row["quote"])] == row["quote"]


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1．",
        "（1）",
        "①",
        "第一条",
        "——",
        "到2026年，",
        "“十五五”末",
        "年底前",
        "每季度",
        "合格率",
        "达到",
        "分别",
        "由",
        "提高到",
        "85%",
        "百分之九十",
        "3—5个",
        "三到五家",
        "1.2亿元",
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "\n",
        "\r\n",
        "新增",
        "培育",
        "名牌",
        "企业",
        "牵头单位：",
        "市教育局",
        "、财政局",
        "负责",
        "配合",
        "报送",
        "报告",
        "方案",
        "以上",
        "以内",
        "的",
        "对",
        "等",
        "及",
        "０",
        "十",
        "翻一番",
        "全市",
        "其中",
        "\u3000",
        "12345",
        "GB/T19001",
        "2024年3月5日",
        "示例县人民政府",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_any_sentence_of_the_genre_reads_or_says_why(text: str) -> None:
    try:
        reading = read(text)
    except ReadingError as error:
        assert error.what and error.where and error.how
        return
    slices_are_exact(text, reading)
    json.dumps(reading.to_json(), ensure_ascii=False)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_reads_or_says_why(text: str) -> None:
    try:
        slices_are_exact(text, read(text))
    except ReadingError as error:
        assert error.how


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "(", ")", "()", "一、", "一、甲\n", "85%", "合格率85%、", "2015年", "每年", "“", "《甲》", ",", "(责任单位:市局",
     "3个", "至1", "1.", "自", "分别达到1%", "——1\n", "(市局负责)", "根据《甲乙丙丁戊方案》", "2015年底前报,", "到2015年,", "由1%提高到"],
)  # fmt: skip
def test_work_grows_in_step_with_the_text(unit: str) -> None:
    """Twice the text, at most 2.1 times the characters scanned, whatever the text is made of."""
    head = "一、甲\n"
    small, large = (read(head + (unit * (size // len(unit)))).work for size in (3000, 6000))
    assert large <= 2.1 * small


def test_work_on_a_long_document() -> None:
    text = EXAMPLE.read_text(encoding="utf-8") + "\n"
    assert read(text * 10).work <= 10.2 * read(text).work


@pytest.mark.parametrize("unit", ["1", "(", "一、", "合格率85%、", "2015年底前报,"])
def test_a_hundred_thousand_of_anything_ends(unit: str) -> None:
    """A guard against a hang, generous enough for a busy machine; the counted work is tested above."""
    begin = time.monotonic()
    read("一、甲\n" + (unit * (100_000 // len(unit))))
    assert time.monotonic() - begin < 30


def test_no_outline_and_nothing_found_is_an_error() -> None:
    with pytest.raises(ReadingError) as caught:
        read("今天天气很好，大家去公园散步。", name="日记.txt")
    assert caught.value.where == "日记.txt" and "提纲" in caught.value.what


def test_empty_text_is_an_error() -> None:
    with pytest.raises(ReadingError, match="空的"):
        read(" \n\u3000")


def test_no_outline_but_figures_is_a_reading_with_a_warning() -> None:
    reading = read("到2026年，农产品抽检合格率达到98%以上。")
    assert len(reading.figures) == 1 and reading.sections == ()
    assert any("提纲" in warning for warning in reading.warnings)


def test_example_plan() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    reading = read(text, name="example_county_plan")
    slices_are_exact(text, reading)
    assert reading.document.title == "示例县质量提升三年行动计划（2024—2026年）"
    assert (reading.document.number, reading.document.date) == ("示政办发〔2024〕6号", "2024-02-18")
    assert (reading.document.issuer, reading.document.region) == ("示例县人民政府办公室", "示例县")
    assert [cite.number for cite in reading.document.cites] == ["示政发〔2023〕31号", None]
    assert len(reading.sections) == 35
    assert [section.heading for section in reading.sections if section.level == 1] == [
        "工作基础", "总体目标", "重点任务", "实施步骤", "保障措施"]  # fmt: skip
    assert [len(reading.duties), len(reading.obligations), len(reading.phases)] == [11, 10, 3]
    results = [figure for figure in reading.figures if figure.kind == "result"]
    assert len(results) == 9
    assert {figure.by for figure in results if figure.rule != "figure.baseline"} == {"2023"}
    targets = {
        figure.indicator: figure
        for figure in reading.figures
        if figure.section and figure.section.startswith("二/")
    }
    assert {figure.by for figure in targets.values()} == {"2026"}
    assert targets["绿色建筑占新建建筑的比例"].baseline == 60
    assert targets["政务服务事项办理时限"].op == "<="
    assert (targets["规模以上工业企业研发投入"].measure, targets["规模以上工业企业研发投入"].unit) == (
        "change",
        "番",
    )
    marks = [
        (f.value, f.value_max, f.by)
        for f in reading.figures
        if f.indicator == "地理标志商标" and f.kind == "target"
    ]
    assert marks == [(1, None, "2024"), (3, 5, "2026")]
    assert [(phase.begins, phase.ends) for phase in reading.phases] == [
        ("2024-02", "2024-04"), ("2024-05", "2026-09"), ("2026-10", "2026-12")]  # fmt: skip
    assert reading.to_json()["phases"][0]["start"] == "2024-02"


@pytest.mark.skipif(
    not YARDSTICK.is_dir(), reason="the labelled documents (../shared/yardstick) are not on this machine"
)
def test_yardstick_bars(tmp_path: Path) -> None:
    for path in sorted((YARDSTICK / "texts").glob("*.txt")):
        text = path.read_text("utf-8")
        reading = read(text, name=path.stem)
        slices_are_exact(text, reading)
        (tmp_path / f"{path.stem}.json").write_text(
            json.dumps(reading.to_json(), ensure_ascii=False), encoding="utf-8"
        )
    command = [
        sys.executable,
        str(YARDSTICK / "score_reading.py"),
        str(YARDSTICK / "texts"),
        str(YARDSTICK / "labels"),
        str(tmp_path),
        "--errors",
        "20",
    ]
    for name, floor in BARS.items():
        command += ["--min", f"{name}={floor}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
