"""Documents that lay down rules: their numbers hold always and are neither targets nor results."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import read

ARTICLES = """
第一条 消防通道净宽度不得小于4米，坡度不得大于8%。
第二条 产品中的水分不得超过12%，保存期限不得少于2年。
第三条 评审专家不少于5人，其中财务专家不少于2人。
第四条 逾期不改正的，处2万元以上10万元以下罚款。
"""
CLAUSES = """
1 范围
2 规范性引用文件
3 要求
3.1 贮存温度为2℃~8℃，相对湿度不超过75%。
3.2 堆码高度不超过1.6米，每批抽取样品不少于3件。
"""


@pytest.mark.parametrize(
    "title",
    ["示例市产品质量监督条例", "示例县质量专项资金管理办法", "示例市计量监督规定", "示例县质量奖评审细则"],
)
def test_the_numbers_of_rules_are_no_figures(title: str) -> None:
    assert read(f"{title}\n{ARTICLES}").figures == ()


def test_the_numbers_of_a_standard_are_no_figures() -> None:
    assert read(f"冷链作业技术要求\n{CLAUSES}").figures == ()


@pytest.mark.parametrize("heading", ["申报条件", "支持标准", "法律责任"])
def test_conditions_in_a_plan_are_no_figures(heading: str) -> None:
    text = f"示例县质量提升工作方案\n一、主要任务\n合格率达到95%。\n二、{heading}\n资产负债率不高于65%。\n"
    assert [figure.quote for figure in read(text).figures] == ["合格率达到95%"]


def test_what_rules_ask_by_a_date_or_each_year_is_read() -> None:
    text = "示例县质量监督管理办法\n第一条 到2030年，检定率达到98%。\n第二条 每年开展检查不少于2次。\n"
    assert [figure.value for figure in read(text).figures] == [98, 2]
