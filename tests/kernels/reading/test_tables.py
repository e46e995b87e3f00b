"""Annex tables of tasks and of indicators, however their rows are set, and their reconciling with the body."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import Figure, Reading, doubts, explain, read

HEAD = "示例县质量提升工作方案\n示例县人民政府\n2024年3月5日\n一、任务\n抓好质量工作。\n"


def units(reading: Reading) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(duty.lead, duty.support, duty.responsible) for duty in reading.duties]


def rows(reading: Reading) -> list[tuple[str, str, str, float, str, str | None]]:
    return [(f.kind, f.indicator, f.op, f.value, f.unit, f.by) for f in reading.figures]


def exact(text: str, reading: Reading) -> None:
    for item in (*reading.figures, *reading.duties, *reading.obligations, *reading.sections):
        assert text[item.start : item.end] == item.quote
        assert explain(item.rule) and all(explain(step) for step in item.steps)
        assert set(item.doubts) <= doubts().keys()


TASKS = [
    (
        ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
        [("1", "推进标准化", "县市场监管局", "县财政局、水务局", "2025年6月"), ("2", "推进认证", "县教育局", "", "长期")],
        [(("县市场监管局",), ("县财政局", "县水务局"), ()), (("县教育局",), (), ())],
    ),
    (
        ("序号", "重点任务", "主要措施", "责任单位"),
        [("1", "标准", "制定标准", "县市场监管局"), ("", "", "宣传标准", "县教育局、财政局")],
        [((), (), ("县市场监管局",)), ((), (), ("县教育局", "县财政局"))],
    ),
    (
        ("任务", "牵头部门", "责任部门"),
        [("推进标准化", "县市场监管局", "县财政局"), ("推进认证", "", "")],
        [(("县市场监管局",), ("县财政局",), ()), (("县市场监管局",), ("县财政局",), ())],
    ),
    (
        ("序号", "工作任务", "责任单位"),
        [("1", "推进标准化", "县市场监管局牵头,县财政局配合"), ("2", "推进认证", "各乡镇(街道)")],
        [(("县市场监管局",), ("县财政局",), ()), ((), (), ("各乡镇(街道)",))],
    ),
    (
        ("序号", "任务", "单位"),
        [("1", "推进标准化", "县市场监管局"), ("2", "推进认证", "县教育局")],
        [((), (), ("县市场监管局",)), ((), (), ("县教育局",))],
    ),
    (
        ("序 号", "任务内容", "牵头单位(责任人)", "责任单位及责任人", "备注"),
        [("1", "推进标准化", "县市场监管局", "县财政局", "新增"), ("2", "推进认证", "县教育局", "县财政局", "")],
        [(("县市场监管局",), ("县财政局",), ()), (("县教育局",), ("县财政局",), ())],
    ),
]  # fmt: skip


def laid(heads: tuple[str, ...], body: list[tuple[str, ...]], form: str) -> str:
    if form == "tab":
        return "\n".join("\t".join(row) for row in [heads, *body])
    if form == "pipe":
        rule = "|" + "---|" * len(heads)
        lines = ["| " + " | ".join(row) + " |" for row in [heads, *body]]
        return "\n".join([lines[0], rule, *lines[1:]])
    return "\n".join("\n".join(row) for row in [heads, *body])


@pytest.mark.parametrize("form", ["tab", "pipe"])
@pytest.mark.parametrize(("heads", "body", "expected"), TASKS)
def test_tasks(heads: tuple[str, ...], body: list[tuple[str, ...]], expected: object, form: str) -> None:
    text = f"{HEAD}附件1\n任务分工表\n{laid(heads, body, form)}\n说明:以上任务按年推进。\n"
    reading = read(text)
    exact(text, reading)
    assert units(reading) == expected
    assert all(duty.rule == "duty.table" for duty in reading.duties)
    assert [section.path for section in reading.sections] == ["一"]


def test_rows_padded_with_blanks_and_rows_of_one_cell_a_line() -> None:
    heads, body, expected = TASKS[0]
    full = [(*row[:3], row[3] or "县水务局", row[4]) for row in body]
    padded = "\n".join("   ".join(row) for row in [heads, *full])
    for table in (padded, laid(heads, full, "stacked")):
        text = f"{HEAD}附件\n{table}\n"
        reading = read(text)
        exact(text, reading)
        assert units(reading) == [expected[0], (("县教育局",), ("县水务局",), ())]


def test_a_head_repeated_on_the_next_page_is_no_row() -> None:
    heads, body, expected = TASKS[0]
    text = f"{HEAD}{laid(heads, body, 'tab')}\n{laid(heads, body, 'tab')}\n"
    assert units(read(text)) == [*expected, *expected]


def test_a_title_row_above_the_head_and_a_group_row_within() -> None:
    text = (
        f"{HEAD}任务分工表\t\t\n任务\t牵头单位\t配合单位\n一、产品质量\t\t\n推进标准化\t县教育局\t县财政局\n"
    )
    reading = read(text)
    assert units(reading) == [(("县教育局",), ("县财政局",), ())]
    assert [section.path for section in reading.sections] == ["一"]


def test_figures_in_a_task_are_due_by_the_rows_date() -> None:
    text = f"{HEAD}序号\t工作任务\t牵头单位\t完成时限\n1\t新增绿色食品10个\t县教育局\t2025年6月底\n2\t到2026年，农产品抽检合格率达到98%以上\t县教育局\t2025年6月底\n"
    figures = read(text).figures
    assert [(f.indicator, f.by) for f in figures] == [("绿色食品", "2025-06"), ("农产品抽检合格率", "2026")]
    assert "deadline-of-row" in figures[0].steps


@pytest.mark.parametrize(
    ("task", "when", "due", "recurs"),
    [
        ("向县政府报送年度工作总结", "2025年12月底前", "2025-12-31", None),
        ("发布质量状况分析报告", "5月底", "2024-05-31", None),
        ("向县政府报送质量分析报告", "每季度", None, "quarterly"),
        ("召开质量工作联席会议", "每半年", None, "half-yearly"),
    ],
)
def test_a_report_with_its_date_is_an_obligation(
    task: str, when: str, due: str | None, recurs: str | None
) -> None:
    text = f"{HEAD}序号\t工作任务\t牵头单位\t完成时限\n1\t{task}\t县教育局\t{when}\n"
    [found] = read(text).obligations
    assert (found.who, found.due, found.recurs, found.rule) == ("县教育局", due, recurs, "obligation.table")


def test_a_plain_task_with_its_date_is_no_obligation() -> None:
    text = f"{HEAD}序号\t工作任务\t牵头单位\t完成时限\n1\t建设检测中心\t县教育局\t2025年12月底前\n"
    assert read(text).obligations == ()


INDICATORS = [
    (
        "指标\t单位\t2023年现状\t2026年目标\t属性",
        ["农产品抽检合格率\t%\t96\t≥98\t约束性", "绿色食品认证数\t个\t12\t20\t预期性"],
        [
            ("result", "农产品抽检合格率", "=", 96, "%", "2023"), ("target", "农产品抽检合格率", ">=", 98, "%", "2026"),
            ("result", "绿色食品认证数", "=", 12, "个", "2023"), ("target", "绿色食品认证数", ">=", 20, "个", "2026"),
        ],
    ),
    (
        "序号\t指标名称\t现状值\t目标值(2026年)",
        ["1\t农产品抽检合格率(%)\t96\t98以上", "2\t有效注册商标(万件)\t1.2\t2"],
        [("target", "农产品抽检合格率", ">=", 98, "%", "2026"), ("target", "有效注册商标", ">=", 20000, "件", "2026")],
    ),
    (
        "类别\t指标\t2025年\t2026年",
        ["产品\t农产品抽检合格率\t97%\t98%", "\t工业产品抽查合格率\t100%\t100%"],
        [
            ("target", "农产品抽检合格率", ">=", 97, "%", "2025"), ("target", "农产品抽检合格率", ">=", 98, "%", "2026"),
            ("target", "工业产品抽查合格率", "=", 100, "%", "2025"), ("target", "工业产品抽查合格率", "=", 100, "%", "2026"),
        ],
    ),
    (
        "指标名称\t单位\t2020年\t2026年",
        ["国家地理标志保护产品\t个\t3\t8"],
        [("result", "国家地理标志保护产品", "=", 3, "个", "2020"), ("target", "国家地理标志保护产品", ">=", 8, "个", "2026")],
    ),
    (
        "指标\t单位\t目标值\t\n\t\t2025年\t2026年",
        ["细颗粒物浓度\t微克/立方米\t35\t33"],
        [("target", "细颗粒物浓度", "<=", 35, "微克/立方米", "2025"), ("target", "细颗粒物浓度", "<=", 33, "微克/立方米", "2026")],
    ),
    (
        "主要指标\t“十五五”末目标",
        ["单位产值能耗降低\t13.5%", "质量安全事故\t≤2起", "旅客满意度\t85—90%"],
        [("target", "单位产值能耗降低", ">=", 13.5, "%", "2030"), ("target", "质量安全事故", "<=", 2, "起", "2030"),
         ("target", "旅客满意度", "between", 85, "%", "2030")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "expected"), INDICATORS)
def test_indicators(head: str, body: list[str], expected: list[tuple[object, ...]]) -> None:
    text = HEAD + "附表\n主要指标\n" + "\n".join([head, *body]) + "\n"
    reading = read(text)
    exact(text, reading)
    assert rows(reading) == expected


def test_baseline_binding_and_totals_of_a_period() -> None:
    text = f"{HEAD}指标\t单位\t现状\t2026年目标\t属性\n农产品抽检合格率\t%\t96\t98\t约束性\n新增绿色食品\t个\t—\t〔20〕\t预期性\n"
    rate, added = read(text).figures
    assert (rate.baseline, rate.binding, rate.measure) == (96, "binding", "level")
    assert (added.baseline, added.binding, added.measure, added.value) == (None, "expected", "increment", 20)
    assert "period-total" in added.steps


def test_words_in_place_of_a_number_are_no_figure() -> None:
    text = f"{HEAD}指标\t单位\t2026年目标\n质量满意度\t分\t持续提升\n完成率\t%\t完成国家下达任务\n"
    assert read(text).figures == ()


def body_and_table(sentence: str, row: str) -> Reading:
    return read(
        f"示例县质量提升工作方案\n示例县人民政府\n2024年3月5日\n一、目标\n{sentence}\n附表\n指标\t单位\t2023年现状\t2026年目标\t属性\n{row}\n"
    )


def test_what_the_table_confirms_is_one_figure() -> None:
    reading = body_and_table("到2026年，农产品抽检合格率达到98%以上。", "农产品抽检合格率\t%\t\t98\t约束性")
    [figure] = reading.figures
    assert figure.rule != "figure.table" and "confirmed-by-table" in figure.steps
    assert figure.binding == "binding" and reading.warnings == ()


def test_what_the_table_says_otherwise_is_told() -> None:
    reading = body_and_table("到2026年，农产品抽检合格率达到98%以上。", "农产品抽检合格率\t%\t\t97\t约束性")
    [figure] = reading.figures
    assert figure.value == 98 and "table_differs" in figure.doubts
    assert any("98%" in warning and "97%" in warning for warning in reading.warnings)


@pytest.mark.parametrize("row", ["工业产品抽查合格率\t%\t\t98\t", "农产品抽检批次\t批次\t\t98\t"])
def test_another_indicator_stays(row: str) -> None:
    assert len(body_and_table("到2026年，农产品抽检合格率达到98%以上。", row).figures) == 2


def test_assignments_of_body_and_table() -> None:
    text = (
        "示例县方案\n一、任务\n（一）推进标准体系建设。抓好落实。（责任单位：县教育局）\n（二）推进认证认可工作。抓好落实。（责任单位：县水务局）\n"
        "附表\n工作任务\t责任单位\n推进标准体系建设\t县教育局\n推进认证认可工作\t县财政局\n推进计量\t县财政局\n"
    )
    reading = read(text)
    first, second, third = reading.duties
    assert "confirmed-by-table" in first.steps and "table_differs" in second.doubts
    assert third.responsible == ("县财政局",) and third.rule == "duty.table"
    assert any("县水务局" in warning and "县财政局" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "一、\t总体要求\n二、\t任务\n",
        "一、总体要求\n1.\t抓标准\n2.\t抓计量\n",
        "一、总体要求\n联系人：张某  电话：123456  传真：654321\n",
    ],
)
def test_tabs_and_blanks_in_prose_make_no_table(text: str) -> None:
    reading = read(text)
    assert reading.sections[0].level == 1 and reading.duties == ()
    assert len(reading.sections) == text.count("、") + text.count(".")


def test_a_table_whose_heads_say_nothing_is_no_outline() -> None:
    text = f"{HEAD}项\t甲\t乙\n1.x\t2\t3\n一、y\t5\t6\n"
    assert [section.path for section in read(text).sections] == ["一"]


@pytest.mark.parametrize(
    "unit",
    [
        "\t",
        "a\t",
        "1\t2\n",
        "|",
        "| a |\n",
        "a  b\n",
        "序号\t任务\t责任单位\n",
        "1\t任务\t市局\n",
        "序号\n任务\n责任单位\n",
        "指标\t2020年\n",
        "率\t5%\n",
        "\t\n",
    ],
)
def test_work_grows_in_step_with_tables(unit: str) -> None:
    head = "一、甲\n序号\t指标\t责任单位\t2026年目标\n"
    small, large = (read(head + unit * (size // len(unit))).work for size in (3000, 6000))
    assert large <= 2.1 * small


@pytest.mark.parametrize(("unit", "cells"), [("\t", 1), ("甲\t", 1), ("1\t任务\t市局\n", 3), ("|", 1)])
def test_a_hundred_thousand_cells_end(unit: str, cells: int) -> None:
    read("一、甲\n序号\t任务\t责任单位\n" + unit * (100_000 // cells))


def test_figures_of_tables_carry_their_section() -> None:
    figure: Figure = read(f"{HEAD}二、指标\n指标\t2026年目标\n抽检合格率\t98%\n").figures[0]
    assert figure.section == "二"
