"""Word files: automatic numbers, tables, text boxes, and what is not of the text."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zhiheng.kernels.documents import Document, open_document
from zhiheng.kernels.documents.ordinals import ordinal

from . import samples
from .samples import number_list, numbered

W = nsdecls("w")


def opened(document: WordDocument) -> Document:
    return open_document(samples.saved(document), "a.docx")


def lines(document: WordDocument) -> list[str]:
    return opened(document).text.split("\n")


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1024, "一千零二十四"),
        ("chineseCountingThousand", 10010, "一万零一十"),
        ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 3, "寅"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 4, "⒋"),
        ("ideographEnclosedCircle", 5, "㊄"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("none", 4, ""),
        ("somethingNew", 4, "4"),
        ("chineseCounting", 0, "〇"),
    ],
)
def test_number_formats(form: str, number: int, text: str) -> None:
    assert ordinal(number, form) == text


def test_levels_count_on_and_start_again_below_a_higher_one() -> None:
    document = docx.Document()
    num = number_list(
        document, [("chineseCounting", "第%1章"), ("chineseCounting", "%2、"), ("decimal", "%2.%3")]
    )
    for level, text in (
        (0, "总则"),
        (1, "甲"),
        (2, "子"),
        (2, "丑"),
        (1, "乙"),
        (2, "寅"),
        (0, "任务"),
        (1, "丙"),
        (2, "卯"),
    ):
        numbered(document.add_paragraph(text), num, level)
    assert lines(document) == [
        "第一章 总则",
        "一、甲",
        "一.1 子",
        "一.2 丑",
        "二、乙",
        "二.1 寅",
        "第二章 任务",
        "一、丙",
        "一.1 卯",
    ]


def test_legal_numbering_writes_every_level_in_digits() -> None:
    document = docx.Document()
    num = number_list(document, [("chineseCounting", "%1、"), ("decimal", "%1.%2")], extra="<w:isLgl/>")
    numbered(document.add_paragraph("甲"), num, 0)
    numbered(document.add_paragraph("乙"), num, 1)
    assert lines(document) == ["1、甲", "1.1 乙"]


def test_a_level_that_never_starts_again() -> None:
    document = docx.Document()
    num = number_list(
        document, [("chineseCounting", "%1、"), ("decimal", "%2．")], extra='<w:lvlRestart w:val="0"/>'
    )
    for level, text in ((0, "甲"), (1, "子"), (0, "乙"), (1, "丑")):
        numbered(document.add_paragraph(text), num, level)
    assert lines(document) == ["一、甲", "1．子", "二、乙", "2．丑"]


def test_two_lists_of_one_kind_count_on_unless_one_is_told_to_start_again() -> None:
    document = docx.Document()
    first = number_list(document, [("decimal", "%1．")])
    root = document.part.numbering_part.element
    root.append(samples.list_of(first + 1, 900 + first))
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    root.append(samples.list_of(first + 2, 900 + first, start))
    for num, text in ((first, "甲"), (first + 1, "乙"), (first + 2, "丙"), (first + 2, "丁")):
        numbered(document.add_paragraph(text), num, 0)
    assert lines(document) == ["1．甲", "2．乙", "5．丙", "6．丁"]


def test_numbers_that_come_from_a_style() -> None:
    document = docx.Document()
    num = number_list(document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）")])
    root = document.part.numbering_part.element
    for level, style in enumerate(("Heading 1", "Heading 2")):
        found = document.styles[style]
        found.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="{num}"/></w:numPr>'))
        abstract = next(a for a in root if a.get(f"{{{root.nsmap['w']}}}abstractNumId") == str(900 + num))
        abstract[level].insert(2, parse_xml(f'<w:pStyle {W} w:val="{found.style_id}"/>'))
    document.add_heading("总体要求", 1)
    document.add_heading("指导思想", 2)
    document.add_heading("主要目标", 2)
    plain = document.add_heading("没有编号", 2)
    numbered(plain, 0, 0)
    document.add_heading("主要任务", 1)
    assert lines(document) == ["一、总体要求", "（一）指导思想", "（二）主要目标", "没有编号", "二、主要任务"]


def test_bullets_are_a_sign_that_everybody_can_read() -> None:
    document = docx.Document()
    num = number_list(document, [("bullet", "\uf0b7"), ("bullet", "——")])
    numbered(document.add_paragraph("甲"), num, 0)
    numbered(document.add_paragraph("乙"), num, 1)
    assert lines(document) == ["●甲", "——乙"]


def run_xml(inside: str) -> str:
    return f'<w:p {W} {nsdecls("wp")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{inside}</w:p>'


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inside", "text", "note"),
    [
        (t("合格率") + f"<w:ins>{t('达到')}</w:ins><w:del><w:r><w:delText>提高</w:delText></w:r></w:del>" + t("95%"), "合格率达到95%", "修订"),
        (f"<w:moveFrom>{t('甲')}</w:moveFrom><w:moveTo>{t('乙')}</w:moveTo>", "乙", "修订"),
        (t("甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>" + t("乙"), "甲乙", "隐藏"),
        (t("甲") + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "甲显", ""),
        (t("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t("乙"), "甲乙", ""),
        (t("甲") + "<w:r><w:br/></w:r>" + t("乙"), "甲\n乙", ""),
        (t("甲") + "<w:r><w:tab/></w:r>" + t("乙"), "甲 乙", ""),
        (t("GB/T 19001") + "<w:r><w:noBreakHyphen/></w:r>" + t("2016"), "GB/T 19001-2016", ""),
        ('<w:hyperlink w:anchor="x">' + t("链接") + "</w:hyperlink>" + t("文字"), "链接文字", ""),
        ('<w:fldSimple w:instr=" DATE ">' + t("2024年") + "</w:fldSimple>", "2024年", ""),
        ("<w:r><w:instrText> PAGE </w:instrText></w:r>" + t("甲"), "甲", ""),
        ("<w:sdt><w:sdtContent>" + t("控件") + "</w:sdtContent></w:sdt>" + t("后"), "控件后", ""),
        ("<w:r><w:ruby><w:rt>" + t("pin") + "</w:rt><w:rubyBase>" + t("质") + "</w:rubyBase></w:ruby></w:r>" + t("量"), "质量", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>' + t("甲"), "甲", ""),
        (t("\u3000\u3000一、总体\u00a0要求\u200b "), "一、总体 要求", ""),
    ],
)  # fmt: skip
def test_what_counts_as_text(inside: str, text: str, note: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(run_xml(inside)))
    document.add_paragraph("完")
    made = opened(document)
    assert made.text == f"{text}\n完"
    assert any(note in each for each in made.notes) if note else not made.notes


def test_text_boxes_follow_the_paragraph_that_holds_them_and_are_said_once() -> None:
    box = "<w:txbxContent><w:p>" + t("示例县人民政府文件") + "</w:p></w:txbxContent>"
    inside = (
        t("前") + "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + t("后")
    )  # fmt: skip
    document = docx.Document()
    document.element.body.insert(0, parse_xml(run_xml(inside)))
    assert lines(document) == ["前后", "示例县人民政府文件"]


def test_headers_footers_and_contents_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体要求\t1", style="toc 1")
    document.add_paragraph("一、总体要求")
    made = opened(document)
    assert made.text == "一、总体要求" and made.notes == ("目录没有收入",)


def test_tables() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=4, cols=3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for cells in (((0, 1), (0, 2)), ((1, 0), (2, 0))):
        for at in (cells[1],):
            table.cell(*at).text = ""
        table.cell(*cells[0]).merge(table.cell(*cells[1]))
    table.cell(3, 1).text = "牵头单位：\n市局"
    table.cell(3, 1).add_paragraph("县局\t乡镇")
    for column in range(3):
        table.cell(3, column).paragraphs[0].style = document.styles["Normal"]
    document.add_paragraph("后")
    assert lines(document) == [
        "前",
        "00\t01\t",
        "10\t11\t12",
        "\t21\t22",
        "30\t牵头单位： 市局 县局 乡镇\t32",
        "后",
    ]


def test_automatic_numbers_in_cells() -> None:
    document = docx.Document()
    num = number_list(document, [("decimal", "%1")])
    table = document.add_table(rows=2, cols=2)
    for row in range(2):
        numbered(table.cell(row, 0).paragraphs[0], num, 0)
        table.cell(row, 1).text = "任务"
    assert lines(document) == ["1\t任务", "2\t任务"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "一、总体要求"
    table.cell(0, 0).add_paragraph("到2026年，合格率达到95%。")
    assert lines(document) == ["一、总体要求", "到2026年，合格率达到95%。"]


def repacked(data: bytes, change: dict[str, bytes | None], **swap: bytes) -> bytes:
    """The package with parts changed or gone and texts swapped in the main part and the relations."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in source.namelist():
            part = change.get(name, source.read(name))
            if part is not None:
                made.writestr(name, part)
    return buffer.getvalue()


def test_parts_that_are_mentioned_but_missing_do_not_matter() -> None:
    """Other office programs write such files; python-docx does not open them."""
    data = samples.docx_file(automatic=True)
    rels = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels")
    broken = rels.replace(
        b"</Relationships>", b'<Relationship Id="x9" Type="http://x/image" Target="NULL"/></Relationships>'
    )
    made = repacked(
        data,
        {"word/_rels/document.xml.rels": broken, "docProps/core.xml": None, "word/theme/theme1.xml": None},
    )
    assert open_document(made, "a.docx").text == samples.plain()


def test_strict_files_and_files_with_macros() -> None:
    data = samples.docx_file(automatic=True)
    source = zipfile.ZipFile(io.BytesIO(data))
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rel, strict = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    change = {
        n: source.read(n).replace(old, new).replace(rel, strict)
        for n in source.namelist()
        if n.endswith((".xml", ".rels"))
    }
    types = change["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert (
        open_document(repacked(data, {**change, "[Content_Types].xml": types}), "a.docm").text
        == samples.plain()
    )


def test_without_numbering_and_styles() -> None:
    made = repacked(samples.docx_file(), {"word/numbering.xml": None, "word/styles.xml": None})
    assert open_document(made, "a.docx").text == samples.plain()
