"""Title, number, issuer, region, date and what is cited."""

from __future__ import annotations

from zhiheng.kernels.reading import read

LETTER = """首页 > 政务公开
示政办发〔2024〕6号
各县人民政府：
《示例市质量工作方案》已经市政府同意，现印发给你们。
示例市人民政府办公室
二〇二四年三月五日
示例市质量工作方案
根据《示例省质量意见》（示政发〔2023〕31号）和《示例省标准化纲要》，制定本方案。
一、任务
严格执行《企业信用划分通则》（GB/T 23791），通过GB/T 19001认证，印发《示例市品牌目录》。
主办：示例市人民政府 Copyright 2024
"""


def test_letter_with_a_plan_behind_it() -> None:
    document = read(LETTER).document
    assert (document.title, document.number) == ("示例市质量工作方案", "示政办发〔2024〕6号")
    assert (document.issuer, document.region, document.date) == (
        "示例市人民政府办公室",
        "示例市",
        "2024-03-05",
    )
    assert [(cite.title, cite.number) for cite in document.cites] == [
        ("示例省质量意见", "示政发〔2023〕31号"),
        ("示例省标准化纲要", None),
        ("企业信用划分通则", "GB/T 23791"),
        (None, "GB/T 19001"),
    ]


def test_signature_at_the_end() -> None:
    document = read(
        "示例县关于加强质量工作的意见\n一、任务\n抓质量。\n示例县人民政府\n2024年3月5日\n"
    ).document
    assert (document.title, document.issuer) == ("示例县关于加强质量工作的意见", "示例县人民政府")
    assert (document.region, document.date) == ("示例县", "2024-03-05")


def test_a_page_stamp_is_not_the_documents_date() -> None:
    document = read("时间：2022-06-01 04:00:00\n关于质量工作的意见\n一、任务\n抓质量。").document
    assert document.date is None and document.issuer is None and document.region is None


def test_speech_names_its_own_region_by_level() -> None:
    text = "（2024年2月27日）\n同志们：\n一、成绩\n全州上下落实《示例州质量纲要》，州政府出台政策。\n二、任务\n全州要抓质量。我州要抓品牌。落实《示例州规划》。"
    document = read(text).document
    assert (document.region, document.date, document.title) == ("示例州", "2024-02-27", None)


def test_relative_time_needs_the_date_and_says_so() -> None:
    reading = read("一、任务\n年底前创建名牌5个。")
    assert reading.figures[0].by is None
    assert any("成文日期" in warning for warning in reading.warnings)
