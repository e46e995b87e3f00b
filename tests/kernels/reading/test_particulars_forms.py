"""Title, number, issuer, region and date in the ways a document may carry them; what it cites."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import DocumentFacts, read

BODY = "一、任务\n抓好质量工作。\n"


def facts(text: str) -> DocumentFacts:
    return read(text).document


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("示例县质量提升工作方案\n", "示例县质量提升工作方案"),
        ("示例县人民政府\n关于加强质量工作的意见\n", "示例县人民政府关于加强质量工作的意见"),
        ("示例县人民政府关于加强质量\n工作的实施意见\n", "示例县人民政府关于加强质量工作的实施意见"),
        (
            "示例县人民政府\n关于印发示例县创建质量强县\n工作推进方案的通知\n",
            "示例县创建质量强县工作推进方案",
        ),
        ("示例县人民政府办公室\n关于印发示例县质量提升工作方案的通知\n", "示例县质量提升工作方案"),
        ("示例县人民政府关于印发《示例县质量提升工作方案》的通知\n", "示例县质量提升工作方案"),
        (
            "示例县质量强县领导小组关于印发示例县2026年质量工作要点的通知\n各单位:\n",
            "示例县2026年质量工作要点",
        ),
        (
            "关于印发示例县质量提升三年行动计划(2024—2026年)的通知\n",
            "示例县质量提升三年行动计划(2024—2026年)",
        ),
        ("示例县质量发展“十五五”规划\n", "示例县质量发展“十五五”规划"),
        ("示例县质量奖管理办法(试行)\n", "示例县质量奖管理办法(试行)"),
        ("示政发〔2026〕1号\n示例县质量提升工作方案\n", "示例县质量提升工作方案"),
        ("示例县人民政府文件\n示政发〔2026〕1号\n示例县质量提升工作方案\n", "示例县质量提升工作方案"),
        (
            "首页 > 公开 > 正文\n示例县质量提升工作方案\n发布时间:2026-03-01 来源:县政府\n",
            "示例县质量提升工作方案",
        ),
        ("示例縣質量提升工作方案\n", "示例縣質量提升工作方案"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert facts(head + BODY).title == title


@pytest.mark.parametrize(
    "number",
    [
        "示政发〔2026〕12号",
        "示政办发[2026]12号",
        "示政发(2026)12号",
        "示政发〔2026〕第12号",
        "示质强办〔2026〕3号",
        "示政办字〔2026〕105号",
    ],
)
def test_number(number: str) -> None:
    assert facts(f"示例县质量提升工作方案\n{number}\n{BODY}").number == number


def test_number_in_wide_signs_and_in_brackets() -> None:
    assert facts(f"示例县质量提升工作方案\n示政发﹝2026﹞12号\n{BODY}").number == "示政发﹝2026﹞12号"
    assert facts(f"示例县质量提升工作方案\n（示政发〔2026〕12号）\n{BODY}").number == "示政发〔2026〕12号"
    assert (
        facts(f"示例县质量提升工作方案\n发文字号：示政发〔2026〕12号\n{BODY}").number == "示政发〔2026〕12号"
    )


@pytest.mark.parametrize("form", ["{title} {number}", "{title}({number})"])
def test_a_number_behind_the_title(form: str) -> None:
    head = form.format(title="示例县人民政府关于加强质量工作的通知", number="示政发〔2026〕1号")
    assert facts(f"{head}\n{BODY}").number == "示政发〔2026〕1号"


def test_the_number_of_a_cited_document_is_not_its_own() -> None:
    assert (
        facts(f"示例县质量提升工作方案\n根据《示例省意见》(示政发〔2020〕1号),制定本方案。\n{BODY}").number
        is None
    )


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026年3月1日", "2026-03-01"), ("2026 年 3 月 1 日", "2026-03-01"), ("二〇二六年三月一日", "2026-03-01"),
        ("二○二六年十二月二十一日", "2026-12-21"), ("２０２６年３月１日", "2026-03-01"), ("二〇二六年三月", "2026-03"),
    ],
)  # fmt: skip
def test_date(written: str, iso: str) -> None:
    document = facts(f"示例县质量提升工作方案\n{BODY}示例县人民政府\n{written}\n")
    assert (document.date, document.issuer) == (iso, "示例县人民政府")


def test_date_and_issuer_in_the_head() -> None:
    document = facts(f"示例县质量提升工作方案\n(示例县人民政府办公室 2026年3月1日)\n{BODY}")
    assert (document.date, document.issuer) == ("2026-03-01", "示例县人民政府办公室")


def test_signature_in_front_of_long_annexes() -> None:
    annex = "".join(f"{n}.事项。\n" for n in range(1, 40))
    document = facts(f"示例县质量提升工作方案\n{BODY}示例县人民政府\n2026年3月1日\n附件1\n清单\n{annex}")
    assert (document.date, document.issuer) == ("2026-03-01", "示例县人民政府")


def test_signature_of_several() -> None:
    document = facts(f"质量提升工作方案\n{BODY}示例县市场监督管理局 示例县教育局\n2026年3月1日\n")
    assert document.date == "2026-03-01" and document.issuer == "示例县市场监督管理局 示例县教育局"


def test_an_issuer_named_only_in_the_title_of_the_letter() -> None:
    head = "示例州人民政府办公室关于印发\n示例州质量提升实施方案\n（2021—2023年）的通知\n各县:\n《示例州质量提升实施方案（2021—2023年）》已经州政府同意，现印发给你们。\n2021年5月31日\n"
    document = facts(head + BODY)
    assert (document.title, document.issuer) == (
        "示例州质量提升实施方案（2021—2023年）",
        "示例州人民政府办公室",
    )


def test_a_date_printed_below_is_not_taken_before_the_signature() -> None:
    document = facts(
        f"示例县质量提升工作方案\n{BODY}示例县人民政府\n2026年3月1日\n示例县人民政府办公室 2026年3月5日印发\n"
    )
    assert (document.date, document.issuer) == ("2026-03-01", "示例县人民政府")


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("示例市人民政府关于加强质量工作的意见", "示例市"),
        ("示例省人民政府办公厅关于加强质量工作的意见", "示例省"),
        ("示例市样例区创建质量安全区实施方案", "样例区"),
        ("示例市样例区质量强区建设方案", "样例区"),
        ("示例县质量兴县活动实施方案", "示例县"),
        ("样门市创建全国质量强市示范城市工作方案", "样门市"),
        ("中共示例市委 示例市人民政府关于加强质量工作的意见", "示例市"),
        ("示例自治区质量提升工作方案", "示例自治区"),
        ("示例市2026年质量工作要点", "示例市"),
    ],
)
def test_region(title: str, region: str) -> None:
    assert facts(f"{title}\n{BODY}").region == region


@pytest.mark.parametrize(
    ("sentence", "cites"),
    [
        ("根据《甲项质量工作意见》(示发〔2020〕1号),制定本方案。", [("甲项质量工作意见", "示发〔2020〕1号")]),
        (
            "为贯彻落实《甲项质量发展纲要》和《乙项质量发展纲要》精神,制定本方案。",
            [("甲项质量发展纲要", None), ("乙项质量发展纲要", None)],
        ),
        (
            "为深入贯彻中共中央、国务院《甲项强国建设纲要》和省委、省政府决策部署,制定本方案。",
            [("甲项强国建设纲要", None)],
        ),
        (
            "按照国务院办公厅《甲项质量工作方案》、省政府《乙项质量工作方案》要求,制定本方案。",
            [("甲项质量工作方案", None), ("乙项质量工作方案", None)],
        ),
        (
            "深入实施《甲项质量发展纲要》《乙项质量发展纲要》,提升质量。",
            [("甲项质量发展纲要", None), ("乙项质量发展纲要", None)],
        ),
        ("严格执行GB/T 19001—2016标准。", [(None, "GB/T 19001-2016")]),
        (
            "推广《甲项评价准则》(GB/T 19580)。执行《甲项评价准则》(GB/T 19580)。",
            [("甲项评价准则", "GB/T 19580")],
        ),
        ("执行《甲项评价准则》国家标准(GB/T 19580)。", [("甲项评价准则", "GB/T 19580")]),
        ("印发《甲目录》,编制《乙手册》。", []),
        ("《甲项质量工作方案》已经县政府同意。", []),
    ],
)
def test_cites(sentence: str, cites: list[tuple[str | None, str | None]]) -> None:
    assert [(c.title, c.number) for c in facts(f"示例县工作方案\n{sentence}\n{BODY}").cites] == cites
