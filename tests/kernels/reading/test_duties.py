"""Responsibility brackets and the restoring of elided names."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import read

GOV = "各县(市、区)人民政府"


def duty(bracket: str, more: str = "") -> tuple[list[str], list[str], list[str]]:
    [found] = read(f"一、任务\n推进工作。{bracket}\n{more}").duties
    return list(found.lead), list(found.support), list(found.responsible)


@pytest.mark.parametrize(
    ("bracket", "lead", "support", "responsible"),
    [
        ("(责任单位:市市场监管局)", [], [], ["市市场监管局"]),
        ("（责任部门：县市场监管局、水务局，各乡镇）", [], [], ["县市场监管局", "县水务局", "各乡镇"]),
        ("(牵头单位:市教育局;配合单位:市财政局、体育局)", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(牵头单位:市教育局;配合单位:市财政局;参加单位:市体育局)", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(牵头单位：市教育局；责任单位：市财政局；完成时限：2026年6月)", ["市教育局"], ["市财政局"], []),
        ("(市教育局牵头,市财政局、体育局配合)", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(市教育局牵头负责，市财政局、体育局等按职责分工负责)", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(市教育局、财政局按职责分工负责)", [], [], ["市教育局", "市财政局"]),
        ("(市教育局、财政局负责)", [], [], ["市教育局", "市财政局"]),
        ("(市教育局会同市财政局、体育局负责)", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(市教育局牵头,市财政局配合,市体育局指导)", ["市教育局"], ["市财政局", "市体育局"], []),
        (f"(市教育局、{GOV}负责)", [], [], ["市教育局", GOV]),
        ("(责任单位:各区〔县级市〕政府,市教育局、水务局)", [], [], ["各区〔县级市〕政府", "市教育局", "市水务局"]),
        ("(市科技和信息化局、人力资源和社会保障局负责)", [], [], ["市科技和信息化局", "市人力资源和社会保障局"]),
        ("(市教育局、水务局及有关行业协会负责)", [], [], ["市教育局", "市水务局", "有关行业协会"]),
        ("(责任单位:县市场监管局、公安局,国网示例供电公司)", [], [], ["县市场监管局", "县公安局", "国网示例供电公司"]),
        ("(市委宣传部、组织部,市教育局、团市委、妇联负责)", [], [],
         ["市委宣传部", "市委组织部", "市教育局", "团市委", "市妇联"]),
        ("(市教育局,财政局,体育局负责)", [], [], ["市教育局", "市财政局", "市体育局"]),
        ("(责任单位:示例县教育局、水务局)", [], [], ["示例县教育局", "示例县水务局"]),
        ("责任单位:市教育局、财政局", [], [], ["市教育局", "市财政局"]),
        ("责任单位:市教育局牵头,市财政局、体育局配合。", ["市教育局"], ["市财政局", "市体育局"], []),
        ("(省教育厅、财政厅、市场监管局负责)", [], [], ["省教育厅", "省财政厅", "省市场监管局"]),
    ],
)  # fmt: skip
def test_roles(bracket: str, lead: list[str], support: list[str], responsible: list[str]) -> None:
    assert duty(bracket) == (lead, support, responsible)


def test_first_named_leads_when_the_text_says_so() -> None:
    text = "一、任务\n甲事。(责任单位:市教育局、财政局。列首位者为牵头单位,下同)\n乙事。(责任单位:市水务局、财政局)"
    duties = read(text).duties
    assert [(d.lead, d.support, d.responsible) for d in duties] == [
        (("市教育局",), ("市财政局",), ()),
        (("市水务局",), ("市财政局",), ()),
    ]


def test_a_name_that_stands_alone_elsewhere_is_not_prefixed() -> None:
    text = "一、任务\n甲事。(市教育局、水务局,示例海事局负责)\n乙事。(市教育局、示例海事局负责)"
    assert read(text).duties[1].responsible == ("市教育局", "示例海事局")


@pytest.mark.parametrize(
    "bracket",
    [
        "(以下简称《规划》)",
        "(含设计、施工、监理)",
        "(2024年2月—2024年4月)",
        "(企业负首要责任)",
        "(县城除外)",
        "(坚持谁主管谁负责)",
    ],
)
def test_other_brackets_are_no_duties(bracket: str) -> None:
    assert read(f"一、任务\n推进工作{bracket}。").duties == ()
