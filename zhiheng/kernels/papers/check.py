"""Checks a paper before it is set and numbers its headings, the same way for all three outputs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from zhiheng.kernels.papers.layout import heading_label
from zhiheng.kernels.papers.model import (
    TAG_LIMIT,
    Block,
    Cell,
    Chart,
    FigureRef,
    Heading,
    Inline,
    Note,
    PageBreak,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
    as_runs,
    is_code,
    plain,
)

__all__ = [
    "check_option",
    "check_paper",
    "figure_href",
    "option_text",
    "outline",
    "scaled_widths",
    "with_labels",
]

# What XML 1.0 cannot hold, and lone surrogates, which UTF-8 cannot.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ALIGN = ("left", "center", "right")


def check_paper(paper: Paper) -> None:
    """Raise :class:`PaperError` for the first thing that could not be printed faithfully."""
    _text(paper.title, "标题", required=True)
    if paper.language not in ("zh", "en"):
        raise PaperError("语言", f"{paper.language!r} 不支持，请用 zh 或 en")
    for name, value in (
        ("发文字号", paper.number),
        ("发文机关", paper.issuer),
        ("密级", paper.secrecy),
        ("紧急程度", paper.urgency),
        ("署名", paper.signature),
    ):
        _text(value, name)
    for name, values in (
        ("主送机关", paper.recipients),
        ("抄送机关", paper.copies_to),
        ("主题词", paper.keywords),
    ):
        if isinstance(values, str):
            raise PaperError(name, "应是若干名称的列表，不是一个字符串")
        for value in values:
            _text(value, name, required=True)
    if paper.red_head and not paper.issuer:
        raise PaperError("版头", "要印红头但没有发文机关，请填写发文机关或关闭红头")
    _blocks(paper.blocks, "正文")
    for index, attachment in enumerate(paper.attachments, 1):
        _text(attachment.title, f"附件{index}", required=True)
        _blocks(attachment.blocks, f"附件{index}")


def with_labels(blocks: Sequence[Block], language: str) -> Iterator[tuple[str, Block]]:
    """Each block with the printed number of its heading ("" for everything else).

    Blocks must have passed :func:`check_paper`.
    """
    counters = [0, 0, 0, 0]
    for block in blocks:
        label = ""
        if isinstance(block, Heading) and block.numbered:
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (4 - block.level)
            label = heading_label(block.level, (counters[0], counters[1], counters[2], counters[3]), language)
        yield label, block


def outline(blocks: Sequence[Block], language: str) -> list[tuple[int, str]]:
    """(level, printed heading) for the table of contents: levels 1 and 2."""
    return [
        (block.level, label + block.text)
        for label, block in with_labels(blocks, language)
        if isinstance(block, Heading) and block.level <= 2
    ]


def scaled_widths(table: Table) -> list[float]:
    """Column shares that add up to 1."""
    shares = list(table.widths) if table.widths is not None else [1.0] * len(table.head)
    total = float(sum(shares))
    return [share / total for share in shares]


def figure_href(base_url: str, figure: FigureRef) -> str:
    """The address of the page that shows a figure's cell.

    ``base_url`` may hold ``{indicator}``, ``{region}``, ``{period}``, ``{cell}``; without any of them the
    quoted cell key is appended. Only http, https and addresses within the site ("/...") are let through.
    """
    parts = urlsplit(base_url)
    if not (parts.scheme in ("http", "https") and parts.netloc) and not (
        base_url.startswith("/") and not base_url.startswith("//")
    ):
        raise PaperError("数字链接", f"地址 {base_url!r} 不能用，请给 http(s):// 开头或以 / 开头的地址")
    fields = {
        "{indicator}": figure.indicator,
        "{region}": figure.region,
        "{period}": figure.period,
        "{cell}": figure.cell,
    }
    if not any(name in base_url for name in fields):
        return base_url + quote(figure.cell, safe="")
    for name, value in fields.items():
        base_url = base_url.replace(name, quote(value, safe=""))
    return base_url


def option_text(option: Any, where: str) -> str:
    """The chart option as JSON text (keys in the order given), or an error naming the chart."""
    if not isinstance(option, dict):
        raise PaperError(where, "图表选项应是字典（ECharts option）")
    try:
        return json.dumps(option, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise PaperError(where, f"图表选项不是 JSON：{error}；缺数请写 None，不要写 NaN") from error
    except TypeError as error:
        raise PaperError(where, f"图表选项不是 JSON：{error}；函数和对象不能放进图表选项") from error


def check_option(option: Any, where: str) -> None:
    """An option that would draw nothing is an error, not an empty picture."""
    option_text(option, where)
    series = option.get("series")
    entries = series if isinstance(series, list) else [series]
    if not series or not all(isinstance(entry, dict) for entry in entries):
        raise PaperError(where, "图表没有数据系列（series）")
    if not any(_has_number(entry.get("data")) for entry in entries) and not _has_number(
        option.get("dataset")
    ):
        raise PaperError(where, "图表没有一个数值，画出来会是空白；请改用文字说明缺数原因")


def _has_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    if isinstance(value, dict):
        return any(_has_number(value.get(key)) for key in ("value", "source"))
    return isinstance(value, list) and any(_has_number(part) for part in value)


def _blocks(blocks: Sequence[Block], area: str) -> None:
    tables = charts = headings = 0
    for position, block in enumerate(blocks, 1):
        where = f"{area}第{position}块"
        if isinstance(block, Heading):
            headings += 1
            _heading(block, f"{where}（标题）")
        elif isinstance(block, Paragraph):
            _inline(block.runs, f"{where}（段落）", required=True)
        elif isinstance(block, Note):
            _inline(block.runs, f"{where}（注）", required=True)
        elif isinstance(block, Table):
            tables += 1
            _table(block, f"{where}（表{tables}{_named(block.caption)}）")
        elif isinstance(block, Chart):
            charts += 1
            _chart(block, f"{where}（图{charts}{_named(block.caption)}）")
        elif not isinstance(block, PageBreak):
            raise PaperError(where, f"不认识的内容类型 {type(block).__name__}")
    if headings:
        _count_headings(blocks, area)


def _count_headings(blocks: Sequence[Block], area: str) -> None:
    try:
        for _ in with_labels(blocks, "zh"):
            pass
    except ValueError as error:
        raise PaperError(area, "同一级标题超过 99 个，编不出汉字序号；请改用下一级标题") from error


def _named(caption: object) -> str:
    return f"“{caption}”" if isinstance(caption, str) and caption else ""


def _heading(block: Heading, where: str) -> None:
    if block.level not in (1, 2, 3, 4):
        raise PaperError(where, f"级别 {block.level!r} 不对，只有 1 至 4 级")
    _text(block.text, where, required=True)
    if "\n" in block.text:
        raise PaperError(where, "标题里不能换行")


def _table(block: Table, where: str) -> None:
    columns = len(block.head)
    if not columns:
        raise PaperError(where, "没有表头")
    for number, name in enumerate(block.head, 1):
        _text(name, f"{where}表头第{number}列")
    for row_number, row in enumerate(block.rows, 1):
        if isinstance(row, str) or len(row) != columns:
            found = "一个字符串" if isinstance(row, str) else f"{len(row)} 列"
            raise PaperError(f"{where}第{row_number}行", f"应有 {columns} 列，实有{found}；请与表头对齐")
        for column, cell in enumerate(row, 1):
            _inline(cell, f"{where}第{row_number}行第{column}列")
    if block.widths is not None:
        if len(block.widths) != columns:
            raise PaperError(where, f"列宽有 {len(block.widths)} 个，表头有 {columns} 列")
        if not all(isinstance(width, int | float) and 0 < width < 1e6 for width in block.widths):
            raise PaperError(where, "列宽应是正数")
    if block.align is not None and (
        len(block.align) != columns or any(align not in _ALIGN for align in block.align)
    ):
        raise PaperError(where, f"对齐方式应有 {columns} 个，只能是 {'、'.join(_ALIGN)}")
    _text(block.caption, f"{where}表题")


def _chart(block: Chart, where: str) -> None:
    _text(block.caption, f"{where}图题")
    _text(block.alt, f"{where}替代文字", required=True)
    if not (100 <= block.width <= 4000 and 100 <= block.height <= 4000):
        raise PaperError(where, f"图幅 {block.width}×{block.height} 不对，宽高应在 100 至 4000 之间")
    check_option(block.option, where)


def _inline(cell: Cell, where: str, required: bool = False) -> None:
    parts: Sequence[Inline] = (cell,) if isinstance(cell, str | Run | FigureRef) else cell
    try:
        for part in parts:
            if not isinstance(part, str | Run | FigureRef):
                raise PaperError(where, f"不认识的文字类型 {type(part).__name__}；只收字符串、Run、FigureRef")
    except TypeError as error:
        raise PaperError(where, f"不认识的文字类型 {type(cell).__name__}；数值请先写成文字") from error
    for run in as_runs(cell):
        _text(run.text, where)
        if run.figure is not None:
            _figure(run, run.figure, where)
    if required and not plain(cell).strip():
        raise PaperError(where, "没有内容")


def _figure(run: Run, figure: FigureRef, where: str) -> None:
    for name, code in (("指标代码", figure.indicator), ("行政区划", figure.region), ("时期", figure.period)):
        if not isinstance(code, str) or not is_code(code):
            raise PaperError(where, f"数字所属单元的{name} {code!r} 不对，不能为空，不能含空格、竖线和引号")
    if len(figure.tag) > TAG_LIMIT:
        raise PaperError(where, f"数字所属单元 {figure.cell} 太长，Word 标记最多 {TAG_LIMIT} 个字符")
    _text(figure.value, f"{where}数字 {figure.cell}", required=True)
    _text(figure.status, f"{where}数字 {figure.cell} 的状态", required=True)
    if "\n" in figure.value:
        raise PaperError(f"{where}数字 {figure.cell}", "数字里不能换行")
    if run.text and run.text != figure.value:
        raise PaperError(
            where, f"文字“{run.text}”与单元 {figure.cell} 的数字“{figure.value}”不一致，请只写其中一个"
        )


def _text(text: object, where: str, required: bool = False) -> None:
    if not isinstance(text, str):
        raise PaperError(where, f"应是文字，实为 {type(text).__name__}")
    if required and not text.strip():
        raise PaperError(where, "不能为空")
    bad = _UNPRINTABLE.search(text)
    if bad:
        raise PaperError(where, f"含有不能印刷的字符 U+{ord(bad.group()):04X}，请删去")
