"""One document of our own in every format, so that what is read can be held against its plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import resources

import docx
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from zhiheng.kernels.reading import read

TABLE = (
    ("序号", "任务", "牵头单位", "完成时限"),
    ("1", "推行首席质量官制度，覆盖率达到80%", "县市场监管局", "2026年12月底前"),
    ("2", "帮扶中小微企业60家", "", "2025年6月底前"),
    ("3", "新建检验检测中心1个", "县财政局", "2026年6月底前"),
)
# The lead of row 2 is the merged cell begun in row 1.
MERGED = {(1, 2): 2}
LEVELS = (
    (re.compile(r"^[一二三四五六七八九十]+、"), "chineseCounting", "%1、"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"^\d+．"), "decimal", "%3．"),
)


@lru_cache(maxsize=1)
def paragraphs() -> tuple[str, ...]:
    path = resources.files("zhiheng").joinpath("catalogue", "examples", "example_county_plan.txt")
    return tuple(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())


def plain() -> str:
    """The whole document as text: its paragraphs and the table of its annex."""
    return "\n".join([*paragraphs(), *("\t".join(row) for row in TABLE), "（完）"])


def findings(text: str) -> dict[str, list[tuple[object, ...]]]:
    """What is read from a text, without where it stands."""
    found = read(text)
    return {
        "sections": [(s.path, s.label, s.heading) for s in found.sections],
        "figures": [(f.indicator, f.op, f.value, f.value_max, f.unit, f.by, f.kind) for f in found.figures],
        "duties": [(d.quote, d.rule) for d in found.duties],
        "obligations": [(o.quote, o.rule) for o in found.obligations],
        "phases": [(p.begins, p.ends) for p in found.phases],
    }


def page(charset: str = "utf-8", body: str | None = None, title: str | None = None) -> str:
    """A page of a government site, saved whole, around the document."""
    lines = paragraphs()
    words = (
        body
        if body is not None
        else "\n".join(f"<p>　　{line}</p>" for line in lines) + html_table() + "<p>（完）</p>"
    )
    title = title or lines[0]
    news = "".join(
        f'<li><a href="/n{n}">本县召开第{n}次工作会议部署重点工作</a><span>02-0{n}</span></li>'
        for n in range(1, 9)
    )
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}_示例县人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var 质量 = "达到99%";</script></head><body>
<div class="top"><a href="/">网站首页</a> <a href="/a">政务公开</a> <a href="/b">办事服务</a> <a href="/c">互动交流</a></div>
<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a> &gt; 正文</div>
<table class="xxgk"><tr><td>索 引 号：</td><td>000000001/2024-00001</td><td>发文字号：</td><td>示政办发〔2024〕6号</td></tr>
<tr><td>主题分类：</td><td>质量管理</td><td>成文日期：</td><td>2024年2月18日</td></tr></table>
<div class="main"><div class="left"><h3>要闻</h3><ul>{news}</ul></div>
<div class="con"><h1>{title}</h1>
<div class="info"><span>发布时间：2024-02-20 10:20</span> <span>来源：县政府办公室</span> <span>浏览次数：<i>12</i></span>
<span>字号：[ <a>大</a> <a>中</a> <a>小</a> ]</span> <a>打印</a></div>
<div id="zoom" class="TRS_Editor">{words}</div>
<div class="bdshare">分享到：<a>微信</a> <a>微博</a></div>
<div>上一篇：<a href="/1">关于做好春季工作的通知</a></div><div>下一篇：<a href="/2">关于公布名单的通知</a></div></div></div>
<div class="bottom"><p>主办单位：示例县人民政府办公室　版权所有</p><p>示ICP备00000000号　网站标识码：0000000000</p></div>
</body></html>"""


def html_table() -> str:
    rows = []
    for at, row in enumerate(TABLE):
        cells = []
        for column, cell in enumerate(row):
            if (at - 1, column) in MERGED:
                continue
            span = f' rowspan="{MERGED[at, column]}"' if (at, column) in MERGED else ""
            cells.append(f"<td{span}><p>{cell}</p></td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1"><tbody>{"".join(rows)}</tbody></table>'


def archive() -> bytes:
    """The page as one file, as browsers save it."""
    import base64

    body = base64.encodebytes(page("gb2312").encode("gb18030")).decode()
    head = 'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----b"\r\n\r\n------b\r\n'
    part = 'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return f"{head}{part}{body}\r\n------b\r\nContent-Type: image/png\r\n\r\nx\r\n------b--\r\n".encode()


def docx_file(
    *, automatic: bool = False, change: Callable[[docx.document.Document], None] | None = None
) -> bytes:
    """A Word file; `automatic` takes the numbers of the outline out of the text and has Word count them."""
    document = docx.Document()
    num = number_list(document, [(form, text) for _, form, text in LEVELS]) if automatic else 0
    for line in paragraphs():
        automatic = automatic and not line.startswith("附件")
        level = next(
            (at for at, (pattern, _, _) in enumerate(LEVELS) if automatic and pattern.match(line)), None
        )
        if level is None:
            document.add_paragraph(line)
        else:
            numbered(document.add_paragraph(LEVELS[level][0].sub("", line, count=1)), num, level)
    table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]))
    table.style = "Table Grid"
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            if cell:
                table.cell(at, column).text = cell
    for (at, column), depth in MERGED.items():
        table.cell(at, column).merge(table.cell(at + depth - 1, column))
    document.add_paragraph("（完）")
    if change:
        change(document)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def number_list(
    document: docx.document.Document, levels: Iterable[tuple[str, str]], extra: str = "", more: str = ""
) -> int:
    """Adds an abstract list and a list of it; `extra` goes into every level, `more` into the list."""
    root = document.part.numbering_part.element
    number = 1 + max((int(n.get(qn("w:numId"))) for n in root.findall(qn("w:num"))), default=0)
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + number}">{made}</w:abstractNum>'
    )
    first = root.find(qn("w:num"))
    if first is not None:
        first.addprevious(abstract)
    else:
        root.append(abstract)
    root.append(list_of(number, 900 + number, more))
    return number


def list_of(number: int, abstract: int, more: str = "") -> object:
    return parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
    )


def numbered(paragraph: docx.text.paragraph.Paragraph, num: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')
    )


def pdf_file(columns: int = 1) -> bytes:
    """A PDF as an office sends it: indented paragraphs, running head, page numbers, a ruled table."""
    size, title = (16, 22) if columns == 1 else (10.5, 14)
    parts = [
        f'#set page(paper: "a4", margin: (x: 28mm, y: 35mm), columns: {columns}, numbering: "— 1 —", '
        "header: [示例县人民政府办公室文件])",
        f'#set text(font: "Noto Serif CJK SC", size: {size}pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
    ]
    for at, line in enumerate(paragraphs()):
        if at in (0, 7):
            parts.append(
                f"#align(center, par(first-line-indent: 0em, text(size: {title}pt, {quoted(line)})))"
            )
        else:
            parts.append(f"#{quoted(line)}")
    cells = []
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            if (at - 1, column) in MERGED:
                continue
            span = f"rowspan: {MERGED[at, column]}, " if (at, column) in MERGED else ""
            cells.append(f"table.cell({span}par(first-line-indent: 0em, {quoted(cell)}))")
    parts.append(f"#table(columns: (1fr, 4fr, 3fr, 3fr), {', '.join(cells)})")
    parts.append("（完）")
    return typst_pdf("\n\n".join(parts))


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def typst_pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made
