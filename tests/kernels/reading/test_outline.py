"""Headings in every form and how they nest."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import read


def outline(text: str) -> list[tuple[str, str]]:
    return [(section.path, section.heading) for section in read(text).sections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体要求\n（一）指导思想。坚持质量第一。\n1．原则：统筹推进。\n（1）目标\n①任务", [
            ("一", "总体要求"), ("一/(一)", "指导思想"), ("一/(一)/1", "原则"), ("一/(一)/1/(1)", "目标"),
            ("一/(一)/1/(1)/①", "任务"),
        ]),
        ("第一章 总则\n第一条 为加强管理，制定本办法。\n第二条 本办法适用于全县。\n第二章 附则\n第三条 自印发之日起施行。", [
            ("第一章", "总则"), ("第一章/第一条", "为加强管理，制定本办法"), ("第一章/第二条", "本办法适用于全县"),
            ("第二章", "附则"), ("第二章/第三条", "自印发之日起施行"),
        ]),
        ("一、成绩\n一是质量提升。成效明显。\n二是品牌壮大。成效明显。\n二、打算\n一要抓质量。\n二要抓品牌。", [
            ("一", "成绩"), ("一/一是", "质量提升"), ("一/二是", "品牌壮大"), ("二", "打算"), ("二/一要", "抓质量"),
            ("二/二要", "抓品牌"),
        ]),
        ("一、目标\n——安全为先。守住底线。\n——创新为要。增强动力。\n二、任务", [
            ("一", "目标"), ("一/——1", "安全为先"), ("一/——2", "创新为要"), ("二", "任务"),
        ]),
        ("一、目标\n●安全为先。守住底线。\n●创新为要。增强动力。", [
            ("一", "目标"), ("一/●1", "安全为先"), ("一/●2", "创新为要"),
        ]),
        ("一、目标\n产品质量方面。合格率提高。\n服务质量方面。满意度提高。\n二、任务", [
            ("一", "目标"), ("一/产品质量方面", "产品质量方面"), ("一/服务质量方面", "服务质量方面"), ("二", "任务"),
        ]),
        ("1.抓标准\n2.抓计量\n(1)建标\n3.抓认证", [
            ("1", "抓标准"), ("2", "抓计量"), ("2/(1)", "建标"), ("3", "抓认证"),
        ]),
        ("十一、其他\n（十二）保障", [("十一", "其他"), ("十一/(十二)", "保障")]),
    ],
)  # fmt: skip
def test_outline(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元用于建设。",
        "2024年是关键之年。",
        "一、二、三产业协调发展。",
        "其中一是质量不高，二是品牌不强。",
        "本县共有企业3家。",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert outline(f"一、目标\n{line}") == [("一", "目标")]


def test_annex_list_is_no_outline() -> None:
    assert outline("一、目标\n附件：1．任务分工表\n2．指标一览表\n") == [("一", "目标")]


def test_contents_lines_are_left_out() -> None:
    assert outline("一、目标……………3\n二、任务……………5\n一、目标\n二、任务") == [("一", "目标"), ("二", "任务")]


def test_a_duty_in_a_heading_is_not_part_of_it() -> None:
    assert outline("一、任务\n（一）推进认证（责任单位：县市场监管局）") == [
        ("一", "任务"),
        ("一/(一)", "推进认证"),
    ]


def test_windows_line_ends() -> None:
    text = "一、目标\r\n（一）质量。提高质量。\r\n"
    sections = read(text).sections
    assert [section.heading for section in sections] == ["目标", "质量"]
    assert all(text[section.start : section.end] == section.quote for section in sections)
