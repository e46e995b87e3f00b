"""PDF: what the layout means, and PDFs that have no text to read."""

from __future__ import annotations

import pytest

from zhiheng.kernels.documents import Document, DocumentError, open_document

from .samples import quoted, typst_pdf

PROSE = "提高产品质量、工程质量、服务质量和环境质量，落实企业主体责任，加强监督管理，完善质量基础设施，推动高质量发展。"
SETTING = '#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n#set par(justify: true)\n'


def opened(source: str) -> Document:
    return open_document(typst_pdf(SETTING + source), "a.pdf")


def lines(source: str) -> list[str]:
    return opened(source).text.split("\n")


def paragraphs(count: int, repeat: int = 3) -> list[str]:
    return [f"第{n}项工作。" + PROSE * (1 + n % repeat) for n in range(1, count + 1)]


def body(texts: list[str]) -> str:
    return "\n\n".join(f"#{quoted(text)}" for text in texts)


INDENT = "#set par(first-line-indent: (amount: 2em, all: true))\n"


def test_paragraphs_go_on_over_pages_without_heads_and_numbers() -> None:
    texts = paragraphs(30)
    page = '#set page(paper: "a5", numbering: "1 / 1", header: [示例县人民政府公报　第3期])\n'
    assert lines(page + INDENT + body(texts)) == texts


@pytest.mark.parametrize("numbering", ["1", "— 1 —", "- 1 -", "第1页", "第1页 共1页", "i", "1/1"])
def test_page_numbers_in_every_writing(numbering: str) -> None:
    texts = paragraphs(12)
    made = opened(f'#set page(paper: "a5", numbering: "{numbering}")\n' + INDENT + body(texts))
    assert made.text.split("\n") == texts and any("页码" in note for note in made.notes)


def test_paragraphs_set_apart_instead_of_indented() -> None:
    texts = paragraphs(15)
    assert lines('#set page(paper: "a5")\n#set par(spacing: 2em)\n' + body(texts)) == texts


def test_a_title_of_several_lines_is_one() -> None:
    title = "示例县人民政府办公室关于印发示例县质量提升三年行动计划的通知"
    head = f"#align(center, par(first-line-indent: 0em, text(size: 22pt, {quoted(title)})))\n\n"
    texts = paragraphs(5)
    assert lines(INDENT + head + body(texts)) == [title, *texts]


def test_columns_under_a_title_across_the_page() -> None:
    texts = paragraphs(14)
    source = f'#set page(paper: "a4")\n#align(center, text(size: 20pt, {quoted("质量公报")}))\n' + INDENT
    assert lines(source + f"#columns(2)[\n{body(texts)}\n]") == ["质量公报", *texts]


def test_three_columns() -> None:
    texts = paragraphs(24)
    made = lines(
        '#set page(paper: "a3", flipped: true, columns: 3)\n#set text(size: 10pt)\n' + INDENT + body(texts)
    )
    assert made == texts


def test_headings_and_signatures_stand_alone() -> None:
    texts = ["一、总体要求", PROSE, "（一）指导思想", PROSE * 2, "示例县人民政府", "2024年2月18日"]
    source = INDENT + body(texts[:4]) + "\n\n" + "\n\n".join(f"#align(right, {quoted(t)})" for t in texts[4:])
    assert lines('#set page(paper: "a4")\n' + source) == texts


def table(rows: list[list[str]], columns: str, head: str = "") -> str:
    cells = ", ".join(quoted(cell) for row in rows for cell in row)
    return f"#table(columns: {columns}, {head}{cells})"


def test_a_ruled_table_between_paragraphs() -> None:
    rows = [
        ["序号", "任务", "牵头单位"],
        ["1", PROSE, "县市场监管局、县财政局、县发展改革局、县教育局"],
        ["2", "开展帮扶", ""],
    ]
    made = lines(INDENT + body([PROSE]) + "\n\n" + table(rows, "(1fr, 4fr, 2fr)") + "\n\n" + body([PROSE]))
    assert made == [PROSE, *("\t".join(row) for row in rows), PROSE]


def test_a_table_over_pages_says_its_heading_once() -> None:
    rows = [[str(n), f"第{n}项任务", "县市场监管局"] for n in range(1, 60)]
    head = "table.header([序号], [任务], [牵头单位]), "
    made = lines('#set page(paper: "a5", numbering: "1")\n' + table(rows, "(1fr, 3fr, 2fr)", head))
    assert made == ["序号\t任务\t牵头单位", *("\t".join(row) for row in rows)]


def test_merged_cells() -> None:
    source = """#table(columns: (1fr, 1fr, 1fr), table.cell(rowspan: 2)[指标], table.cell(colspan: 2)[目标], [2025], [2026],
    table.cell(rowspan: 2)[合格率], [94], [95], [96], [97])"""
    assert lines(source) == ["指标\t目标\t", "\t2025\t2026", "合格率\t94\t95", "\t96\t97"]


def test_a_frame_around_paragraphs_is_no_table() -> None:
    texts = paragraphs(3)
    assert lines(INDENT + f"#rect(width: 100%)[\n{body(texts)}\n]") == texts


def test_a_turned_page() -> None:
    """Annex tables are often on pages that are turned for showing."""
    texts = paragraphs(6)
    made = typst_pdf(SETTING + '#set page(paper: "a4", flipped: true)\n' + INDENT + body(texts))
    assert open_document(made, "a.pdf").text.split("\n") == texts


def test_a_watermark_is_not_of_the_text() -> None:
    texts = paragraphs(6)
    mark = "#set page(background: rotate(-35deg, text(size: 60pt, fill: gray)[内部资料]))\n"
    assert lines(mark + INDENT + body(texts)) == texts


def test_western_words_keep_their_spaces() -> None:
    text = "执行 GB/T 19001 和 ISO 9001 Quality management systems 标准。"
    assert "Quality management systems" in opened(body([text])).text


# ---- made by hand: what Typst does not write


def by_hand(content: bytes, *, turn: int = 0, images: bytes = b"", count: int = 1) -> bytes:
    """A PDF with one content for each of its pages, a font with the standard letters, and a picture."""
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
    objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>"),
        (2, b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count),
        (3, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        (4, b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"),
        (5, b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"),
        *((10 + n, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Rotate %d/Contents 4 0 R/Resources<</Font<</F 3 0 R>>"
           b"/XObject<</I 5 0 R>>>>>>" % turn) for n in range(count)),
    ]  # fmt: skip
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (number, text) for number, text in objects)
    return made + b"trailer<</Root 1 0 R/Size 30>>\n%%EOF"


PICTURE = b"q 300 0 0 400 0 0 cm /I Do Q "


def test_a_scan_says_what_to_do() -> None:
    with pytest.raises(DocumentError) as caught:
        open_document(by_hand(PICTURE, count=3), "方案.pdf")
    assert "扫描件" in caught.value.what and "OCR" in caught.value.how


def test_a_scan_with_a_stray_page_number_is_still_a_scan() -> None:
    with pytest.raises(DocumentError, match="扫描件"):
        open_document(by_hand(PICTURE + b"BT /F 10 Tf 150 10 Td (12) Tj ET", count=2), "方案.pdf")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_turned_for_showing(turn: int) -> None:
    """The text runs as the turned page is read: its first line is the one on top."""
    matrix = {
        0: b"1 0 0 1 50 300",
        90: b"0 1 -1 0 100 50",
        180: b"-1 0 0 -1 250 100",
        270: b"0 -1 1 0 200 350",
    }[turn]
    content = b"BT /F 12 Tf " + matrix + b" Tm (First line of words) Tj 0 -40 Td (Second line) Tj ET"
    assert open_document(by_hand(content, turn=turn), "a.pdf").text.split("\n") == [
        "First line of words",
        "Second line",
    ]


def test_bold_printed_twice_is_read_once() -> None:
    twice = b"BT /F 12 Tf 50 300 Td (Quality) Tj ET BT /F 12 Tf 50.3 300 Td (Quality) Tj ET"
    assert open_document(by_hand(twice), "a.pdf").text == "Quality"


def test_a_font_without_a_table_of_characters() -> None:
    """Codes that the font alone can explain come out as garbage: better said than read."""
    content = b"BT /F 12 Tf 50 300 Td (" + b"\\001\\002\\003\\004\\005" * 20 + b") Tj ET"
    with pytest.raises(DocumentError) as caught:
        open_document(by_hand(content), "a.pdf")
    assert "没有" in caught.value.what and caught.value.how


def test_too_many_pages() -> None:
    with pytest.raises(DocumentError, match="页"):
        open_document(by_hand(b"BT /F 12 Tf 50 300 Td (x) Tj ET", count=1001), "a.pdf")


def test_a_scanned_page_among_others_is_named() -> None:
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='90' height='90'>"
        f"<image width='90' height='90' xlink:href='data:image/png;base64,{PNG}'/></svg>"
    )
    made = opened(
        INDENT + body(paragraphs(3)) + f'\n#pagebreak()\n#image(bytes({quoted(svg)}), format: "svg")'
    )
    assert made.text.split("\n") == paragraphs(3) and any("第 2 页" in note for note in made.notes)


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
