"""Word, PDF and HTML read back: layout, every figure in its place, equal bytes for equal papers."""

import ctypes
import dataclasses
import datetime
import io
import re
import zipfile

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from tests.kernels.papers.conftest import HOSTILE, SENTENCE, figure, sample_chart
from zhiheng.kernels.papers import (
    FigureRef,
    Heading,
    PageBreak,
    Paper,
    PaperError,
    Paragraph,
    PdfFonts,
    Run,
    Table,
    WordFonts,
    changed_figures,
    figures,
    read_figures,
    to_docx,
    to_html,
    to_pdf,
)

SITE = "https://quality.example/cells/"


@pytest.fixture(scope="module")
def word(paper, engine):
    return to_docx(paper, charts=engine)


@pytest.fixture
def opened(word):
    return docx.Document(io.BytesIO(word))


def pdf_pages(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def pdf_links(content):
    """Addresses of all link annotations, page by page."""
    document, found = pypdfium2.PdfDocument(content), []
    for page in document:
        position, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            action = raw.FPDFLink_GetAction(link)
            size = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            found.append(buffer.value.decode())
    return found


def squeezed(text):
    return re.sub(r"\s", "", text)


# --- Word -----------------------------------------------------------------------------------------------


def test_word_page(opened):
    first = opened.sections[0]
    measures = [first.page_width, first.page_height, first.top_margin, first.bottom_margin, first.left_margin]
    assert [round(value.mm) for value in [*measures, first.right_margin]] == [210, 297, 37, 35, 28, 26]
    grid = first._sectPr.find(qn("w:docGrid"))
    pitch, extra = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    area_height = (first.page_height - first.top_margin - first.bottom_margin) / 12700
    area_width = (first.page_width - first.left_margin - first.right_margin) / 12700
    assert int(area_height / (pitch / 20)) == 22
    assert int(area_width / (16 + extra / 4096)) == 28


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("PaperTitle", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("PaperImprint", "仿宋_GB2312", 14),
    ],
)
def test_word_styles(opened, style, font, size):
    look = opened.styles[style].element.rPr
    assert look.rFonts.get(qn("w:eastAsia")) == font
    assert opened.styles[style].font.size.pt == size
    assert not opened.styles[style].font.bold


def test_word_fonts_can_be_replaced(paper, engine):
    content = to_docx(paper, WordFonts(body="方正仿宋_GBK"), engine)
    assert (
        docx.Document(io.BytesIO(content)).styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia"))
        == "方正仿宋_GBK"
    )


def test_word_paragraphs_and_headings(opened):
    found = [(p.style.name, p.text) for p in opened.paragraphs if p.text]
    assert ("Heading 1", "一、总体情况") in found
    assert ("Heading 2", "（二）服务") in found
    assert ("Heading 4", "（1）抽检") in found
    assert ("PaperTitle", "某市2012年第三季度\n质量状况分析报告") in found
    assert ("PaperFlush", "市政府、各县区政府：") in found
    assert ("Normal", HOSTILE) in found
    assert ("PaperFlush", "2012年10月9日") in found
    assert ("PaperImprint", "抄送：市委办公室，市人大办公室。") in found


def test_word_page_numbers_stand_outside(opened):
    assert opened.settings.odd_and_even_pages_header_footer
    for section in opened.sections:
        odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
        assert (odd.text, even.text) == ("— 1 —", "— 1 —")
        assert (
            odd._p.pPr.find(qn("w:jc")).get(qn("w:val")),
            even._p.pPr.find(qn("w:jc")).get(qn("w:val")),
        ) == (
            "right",
            "left",
        )


def test_word_every_figure_is_found_by_its_tag(paper, word, opened):
    assert read_figures(word) == [(ref.cell, ref.value) for ref in figures(paper)]
    numbers = [
        node.get(qn("w:val")) for node in opened.element.body.iterfind(f".//{qn('w:sdtPr')}/{qn('w:id')}")
    ]
    assert len(set(numbers)) == len(numbers)


def test_word_table(opened):
    table = opened.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["地区", "批次", "合格率"]
    assert len(table.rows) == 31
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    widths = [int(node.get(qn("w:w"))) for node in table._tbl.tblGrid.iterchildren()]
    assert widths[0] == widths[2] == pytest.approx(2 * widths[1], abs=2)
    assert sum(widths) == pytest.approx(156 / 25.4 * 1440, abs=4)


def test_word_landscape_table_has_its_own_section(opened):
    shapes = [section.orientation for section in opened.sections]
    assert shapes == [0, 1, 0]
    assert round(opened.sections[1].page_width.mm) == 297


def test_word_ends_on_the_landscape_page_without_an_empty_one():
    wide = Table(["列"], [["1"]], landscape=True)
    opened = docx.Document(io.BytesIO(to_docx(Paper("题", [Paragraph.of("文"), wide]))))
    assert [section.orientation for section in opened.sections] == [0, 1]
    signed = docx.Document(io.BytesIO(to_docx(Paper("题", [wide], signature="某办"))))
    assert [section.orientation for section in signed.sections] == [0, 1, 0]


def test_word_picture_has_its_alternative_text(opened):
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == sample_chart().alt
    assert round(shape.width.mm) == 155


def test_word_properties_are_the_papers(opened):
    core = opened.core_properties
    assert (core.author, core.created.date()) == ("某市质量工作领导小组办公室", datetime.date(2012, 10, 9))


def test_word_parts_are_well_formed_and_undated(word):
    archive = zipfile.ZipFile(io.BytesIO(word))
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert not [name for name in archive.namelist() if "thumbnail" in name]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))


def test_hand_changed_figures_come_to_light(paper, word):
    assert changed_figures(paper, word) == []
    opened = docx.Document(io.BytesIO(word))
    controls = list(opened.element.body.iter(qn("w:sdt")))
    next(controls[0].iter(qn("w:t"))).text = "99.9%"
    controls[1].getparent().remove(controls[1])
    buffer = io.BytesIO()
    opened.save(buffer)
    found = changed_figures(paper, buffer.getvalue())
    assert [(item.cell, item.expected, item.found) for item in found] == [
        ("P03|620700|2012Q3", ("97.2%",), ("99.9%",)),
        ("M01|620700|2012Q3", ("缺报",), ()),
    ]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a document"])
def test_other_files_are_refused(content):
    with pytest.raises(PaperError, match="docx"):
        read_figures(content)


# --- PDF --------------------------------------------------------------------------------------------------


def test_pdf_text_and_pages(paper, engine):
    pages = pdf_pages(to_pdf(paper, charts=engine))
    text = squeezed("".join(pages))
    for part in (
        "某市2012年第三季度",
        "一、总体情况",
        "（二）服务",
        SENTENCE,
        HOSTILE,
        "附件1",
        "抄送：市委办公室",
    ):
        assert squeezed(part) in text
    assert len(pages) == 7
    assert [re.findall(r"— ?(\d+) ?—", page) for page in pages] == [[str(n)] for n in range(1, 8)]
    assert sum("地区" in page for page in pages) == 2  # the head is repeated on the table's second page


def test_pdf_fills_22_lines_of_28_characters():
    text = "质" * (28 * 22 * 2)
    (first, second, *_) = pdf_pages(to_pdf(Paper("题", [Paragraph([text], indent=False)])))
    lines = [line for line in second.split("\n") if set(line) == {"质"}]
    assert first
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_pdf_is_archival_and_named(paper, engine):
    content = to_pdf(paper, charts=engine)
    assert b"pdfaid:part" in content
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"].startswith("某市2012年第三季度")


def test_pdf_landscape_page(paper, engine):
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(to_pdf(paper, charts=engine))]
    assert [round(width) for width, _ in sizes].count(842) == 1


def test_pdf_links_every_figure_to_its_cell(paper, engine):
    content = to_pdf(paper, charts=engine, base_url=SITE)
    links = set(pdf_links(content))
    wanted = {SITE + ref.cell.replace("|", "%7C") for ref in figures(paper)}
    assert links == wanted
    assert pdf_links(to_pdf(paper, charts=engine)) == []


def test_pdf_without_a_usable_font_is_refused():
    with pytest.raises(PaperError, match=r"正文（仿宋）.*没有的字体"):
        to_pdf(Paper("题", [Paragraph.of("文")]), PdfFonts(body=("没有的字体",)))


def test_undated_paper_is_set():
    assert len(pdf_pages(to_pdf(Paper("题", [Paragraph.of("文")])))) == 1


# --- HTML -------------------------------------------------------------------------------------------------


def test_html_holds_under_a_strict_policy(paper, engine):
    for static in (False, True):
        root = lxml_html.fromstring(to_html(paper, "/cells/", static, engine))
        assert not root.xpath("//@style | //style | //script | //@*[starts-with(name(), 'on')]")
        assert HOSTILE in [node.text_content() for node in root.iter("p")]
    assert root.xpath("count(//*[local-name()='svg'])") == 1


def test_html_figures_and_structure(paper):
    root = lxml_html.fromstring(to_html(paper, "/cells/"))
    found = [(a.get("data-cell"), a.text_content(), a.get("data-status")) for a in root.iter("a")]
    assert found == [(ref.cell, ref.value, ref.status) for ref in figures(paper)]
    assert root.xpath("//a/@href")[0] == "/cells/P03%7C620700%7C2012Q3"
    assert [h.text_content() for h in root.iter("h2")][:2] == ["一、总体情况", "二、下一步"]
    assert root.xpath("//th/@scope")[0] == "col"
    assert root.xpath("//div[@class='chart']/@aria-label") == [sample_chart().alt]
    assert not lxml_html.fromstring(to_html(paper)).xpath("//a/@href")


# --- all three ----------------------------------------------------------------------------------------------


def test_equal_papers_give_equal_bytes(paper, engine):
    again = dataclasses.replace(paper)
    assert to_docx(paper, charts=engine) == to_docx(again, charts=engine)
    assert to_pdf(paper, charts=engine, base_url=SITE) == to_pdf(again, charts=engine, base_url=SITE)
    assert to_html(paper, SITE, True, engine) == to_html(again, SITE, True, engine)


def test_red_head_and_english():
    base = Paper(
        "题",
        [Heading(1, "总"), Paragraph.of("文")],
        issuer="某市政府",
        number="某政〔2012〕1号",
        red_head=True,
    )
    assert "某市政府文件" in squeezed("".join(pdf_pages(to_pdf(base))))
    assert "某市政府文件" in to_html(base)
    assert any(p.text == "某市政府文件" for p in docx.Document(io.BytesIO(to_docx(base))).paragraphs)
    english = dataclasses.replace(base, language="en", red_head=False, date=datetime.date(2012, 10, 9))
    assert "1. 总" in to_html(english)
    assert "9October2012" in squeezed("".join(pdf_pages(to_pdf(english))))


CODE = st.text("ABCXYZ0123456789.-_", min_size=1, max_size=10)
VALUE = st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,3})?(%|件|个百分点)?", fullmatch=True) | st.sampled_from(
    ["缺报", "<5", "—"]
)
REF = st.builds(
    FigureRef,
    CODE,
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    CODE,
    VALUE,
    st.sampled_from(["ok", "missing"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(REF, min_size=1, max_size=8), st.lists(st.tuples(REF, REF), max_size=4), st.booleans())
def test_figures_are_the_same_in_all_three(refs, rows, bold):
    """Every printed number equals its cell's text in Word, PDF and HTML alike, and in the same order."""
    parts = [part for ref in refs for part in (Run(figure=ref, bold=bold), "；")]
    paper = Paper("题", [Paragraph(parts), Table(["甲", "乙"], rows)])
    wanted = [(ref.cell, ref.value) for ref in figures(paper)]
    assert read_figures(to_docx(paper)) == wanted
    root = lxml_html.fromstring(to_html(paper))
    assert [(a.get("data-cell"), a.text_content()) for a in root.iter("a")] == wanted
    text = squeezed("".join(pdf_pages(to_pdf(paper))))
    assert "；".join(ref.value for ref in refs) in re.sub(r"—1—", "", text)
    position = 0
    for _, value in wanted:
        position = text.index(value, position) + len(value)


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
        min_size=1,
    ).filter(str.strip)
)
def test_any_text_survives_word_and_html(text):
    paper = Paper(text, [Paragraph.of("文" + text + "字")])
    opened = docx.Document(io.BytesIO(to_docx(paper)))
    assert "文" + text + "字" in [p.text for p in opened.paragraphs]
    assert lxml_html.fromstring(to_html(paper)).findall("p")[0].text_content() == "文" + text + "字"


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1")',
        "#{",
        "\\u{41}",
        "$",
        "*",
        "]",
        '"',
        "```",
        "/*",
        "= 题",
        "- 项",
        "<a>",
        "&amp;",
        "\U0001f600",
        "𠮷",
    ],
)
def test_pdf_takes_no_text_for_a_command(text):
    pages = pdf_pages(
        to_pdf(Paper(text, [Paragraph.of("始" + text + "终"), Table([text], [[figure("P1", text)]])]))
    )
    if text.isascii():
        assert f"始{squeezed(text)}终" in squeezed(pages[0])
    assert "始" in pages[0]


def test_contents_list_the_text_and_not_the_attachments(paper, engine):
    listed = dataclasses.replace(paper, contents=True)
    wanted = ["一、总体情况", "（一）产品", "（二）服务", "二、下一步"]
    opened = docx.Document(io.BytesIO(to_docx(listed, charts=engine)))
    texts = [p.text for p in opened.paragraphs]
    start = texts.index("目　录") + 1
    assert texts[start : start + 4] == wanted
    assert "TOC" in "".join(node.text for node in opened.element.body.iter(qn("w:instrText")))
    root = lxml_html.fromstring(to_html(listed))
    links = root.xpath("//nav//a")
    assert [link.text_content() for link in links] == wanted
    for link in links:
        (heading,) = root.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert heading.text_content() == link.text_content()
    first = squeezed(pdf_pages(to_pdf(listed, charts=engine))[0])
    assert [entry for entry in wanted if entry in first] == wanted
    assert "一、指标" not in first


def test_a_long_red_mark_stays_on_one_line():
    long = Paper("题", [Paragraph.of("文")], issuer="某市推进质量强市工作领导小组办公室", red_head=True)
    lines = pdf_pages(to_pdf(long))[0].split("\n")
    assert long.issuer + "文件" in lines


def test_page_break_beside_a_landscape_table_adds_no_empty_page():
    wide = Table(["列"], [["1"]], landscape=True)
    paper = Paper("题", [Paragraph.of("文"), PageBreak(), wide, PageBreak(), Paragraph.of("终")])
    assert [bool(page.strip()) for page in pdf_pages(to_pdf(paper))] == [True, True, True]
    breaks = docx.Document(io.BytesIO(to_docx(paper))).element.body.xpath(".//w:br[@w:type='page']")
    assert not breaks
