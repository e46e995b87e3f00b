"""What cannot be printed faithfully is refused in Chinese with its place."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.papers.conftest import figure, sample_chart
from zhiheng.kernels.papers import (
    Attachment,
    Chart,
    FigureRef,
    Heading,
    Note,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
    check_paper,
    figures,
    plain,
    to_docx,
    to_html,
    to_pdf,
)
from zhiheng.kernels.papers.check import figure_href, scaled_widths, with_labels
from zhiheng.kernels.papers.layout import GB9704, chinese_number


def of(*blocks, **fields):
    return Paper(title=fields.pop("title", "题"), blocks=list(blocks), **fields)


def option(**changes):
    return {**sample_chart().option, **changes}


BAD = [
    (of(title="  "), "标题", "不能为空"),
    (of("文字"), "正文第1块", "不认识的内容类型 str"),
    (of(Paragraph.of("好"), object()), "正文第2块", "不认识的内容类型"),
    (of(Heading(5, "深")), "正文第1块", "只有 1 至 4 级"),
    (of(Heading(1, "")), "标题", "不能为空"),
    (of(Heading(1, "甲\n乙")), "标题", "不能换行"),
    (of(Paragraph.of("")), "段落", "没有内容"),
    (of(Note.of(" ")), "注", "没有内容"),
    (of(Paragraph.of("坏\x00字")), "段落", "U+0000"),
    (of(Paragraph.of("坏\ud800字")), "段落", "U+D800"),
    (of(Paragraph([3.5])), "段落", "不认识的文字类型 float"),
    (of(Table(["甲", "乙"], [["1", "2"], ["1"]], caption="名")), "表1“名”）第2行", "应有 2 列，实有1 列"),
    (of(Table(["甲", "乙"], ["12"])), "第1行", "一个字符串"),
    (of(Table(["甲"], [[12]])), "第1行第1列", "数值请先写成文字"),
    (of(Table([], [])), "表1", "没有表头"),
    (of(Table(["甲"], [["1"]], widths=[0])), "表1", "列宽应是正数"),
    (of(Table(["甲"], [["1"]], widths=[1, 1])), "表1", "列宽有 2 个"),
    (of(Table(["甲"], [["1"]], align=["middle"])), "表1", "对齐方式"),
    (of(Chart("x", "走势", "说明")), "图1“走势”", "应是字典"),
    (of(Chart(option(formatter=len), "走势", "说明")), "图1“走势”", "函数和对象"),
    (of(Chart(option(x=float("nan")), "走势", "说明")), "图1“走势”", "不要写 NaN"),
    (of(Chart({"series": []}, "走势", "说明")), "图1“走势”", "没有数据系列"),
    (of(Chart({"series": [{"type": "bar", "data": [None, "-"]}]}, "走势", "说明")), "图1“走势”", "空白"),
    (of(Chart(option(), "走势", "")), "替代文字", "不能为空"),
    (of(Chart(option(), "走势", "说明", width=5)), "图1“走势”", "图幅"),
    (of(Paragraph.of(figure("P 1", "1"))), "段落", "指标代码"),
    (of(Paragraph.of(figure("P1", "1", region="a|b"))), "段落", "行政区划"),
    (of(Paragraph.of(figure("P1", ""))), "数字 P1|620700|2012Q3", "不能为空"),
    (of(Paragraph.of(figure("P" * 60, "1"))), "段落", "太长"),
    (of(Paragraph.of(Run("98%", figure=figure("P1", "97%")))), "段落", "不一致"),
    (of(Paragraph.of("好"), recipients="市政府"), "主送机关", "列表"),
    (of(Paragraph.of("好"), red_head=True), "版头", "没有发文机关"),
    (of(Paragraph.of("好"), language="fr"), "语言", "不支持"),
    (of(Paragraph.of("好"), attachments=[Attachment("单", ["坏"])]), "附件1第1块", "不认识"),
    (of(*[Heading(1, "题")] * 100), "正文", "超过 99 个"),
]


@pytest.mark.parametrize(
    ("paper", "where", "what"), BAD, ids=[f"{i}-{what}" for i, (_, _, what) in enumerate(BAD)]
)
def test_refusals_name_place_and_fault(paper, where, what):
    with pytest.raises(PaperError) as caught:
        check_paper(paper)
    assert where in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize("output", [to_docx, to_pdf, to_html])
def test_every_output_checks_first(output):
    with pytest.raises(PaperError, match="标题"):
        output(of(title=""))


@pytest.mark.parametrize("output", [to_docx, to_pdf, lambda paper: to_html(paper, static=True)])
def test_a_chart_without_engine_is_named(output):
    with pytest.raises(PaperError, match=r"图1 抽查合格率走势.*没有图表引擎"):
        output(of(sample_chart()))


def test_heading_numbers():
    levels = [1, 2, 3, 4, 4, 3, 2, 1, 2]
    labels = [label for label, _ in with_labels([Heading(level, "题") for level in levels], "zh")]
    assert labels == ["一、", "（一）", "1. ", "（1）", "（2）", "2. ", "（二）", "二、", "（一）"]
    english = [label for label, _ in with_labels([Heading(level, "t") for level in levels], "en")]
    assert english == ["1. ", "1.1 ", "1.1.1 ", "1.1.1.1 ", "1.1.1.2 ", "1.1.2 ", "1.2 ", "2. ", "2.1 "]
    plain_heading = [
        label for label, _ in with_labels([Heading(1, "甲", numbered=False), Heading(1, "乙")], "zh")
    ]
    assert plain_heading == ["", "一、"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_chinese_numbers(number, text):
    assert chinese_number(number) == text


def test_the_page_is_the_standards():
    assert (GB9704.right, GB9704.bottom) == (26, 35)
    assert GB9704.line_pitch == pytest.approx(28.99, abs=0.01)
    assert GB9704.character_pitch < GB9704.body


@pytest.mark.parametrize(
    ("base", "href"),
    [
        ("/cells/", "/cells/P03%7C620700%7C2012Q3"),
        ("https://a.b/i/{indicator}/?r={region}&p={period}", "https://a.b/i/P03/?r=620700&p=2012Q3"),
        ("/c?cell={cell}", "/c?cell=P03%7C620700%7C2012Q3"),
    ],
)
def test_addresses_of_figures(base, href):
    assert figure_href(base, figure("P03", "1")) == href


@pytest.mark.parametrize(
    "base", ["javascript:alert(1)//", "data:text/html,", "//evil.example/", "cells/", "ftp://a/"]
)
def test_other_addresses_are_refused(base):
    with pytest.raises(PaperError, match="数字链接"):
        figure_href(base, figure("P03", "1"))


def test_pdf_wants_a_full_address():
    with pytest.raises(PaperError, match="http"):
        to_pdf(of(Paragraph.of(figure("P03", "1"))), base_url="/cells/")


def test_figures_come_in_reading_order(paper):
    found = list(figures(paper))
    assert len(found) == 2 + 60 + 1 + 12 + 1
    assert (found[0].cell, found[-1].cell) == ("P03|620700|2012Q3", "N01|620700|2012Q3")
    assert found[0].tag == "cell:P03|620700|2012Q3"


@given(st.lists(st.floats(0.01, 1e5), min_size=1, max_size=12))
def test_widths_add_up(widths):
    table = Table(["列"] * len(widths), [], widths=widths)
    assert sum(scaled_widths(table)) == pytest.approx(1)


def test_plain_shows_what_is_printed():
    assert plain(["合格率", FigureRef("P", "1", "2", "98%"), Run("。", bold=True)]) == "合格率98%。"


def test_model_is_frozen(paper):
    with pytest.raises(dataclasses.FrozenInstanceError):
        paper.title = "改"


def test_messages_are_chinese():
    for paper, _, _ in BAD:
        with pytest.raises(PaperError) as caught:
            check_paper(paper)
        assert re.search(r"[\u4e00-\u9fff]", caught.value.what)
