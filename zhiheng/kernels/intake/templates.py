"""The workbook a department fills in: it checks before anybody uploads it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook as Book
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .exporting import headings
from .specs import TYPE_LABELS, ColumnSpec, column_letter
from .xlsxstream import sheet_name

GUIDE: Final = "填写说明"
CODES: Final = "代码表"
OPTIONS: Final = "选项"
_ROWS: Final = 20_000  # how far down the checks reach
_REQUIRED = PatternFill("solid", fgColor="FFF4D6")
_OPTIONAL = PatternFill("solid", fgColor="E8EEF7")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def template_workbook(
    specs: Sequence[ColumnSpec],
    title: str,
    examples: Sequence[Mapping[str, Any]] = (),
    code_lists: Mapping[str, Mapping[str, str]] | None = None,
) -> bytes:
    """An .xlsx to fill in: headings with a star where required, a comment on each, drop-downs and value checks,
    formats (text for numbers that are names), a guide with examples, a sheet of options and one of codes.

    `examples`: rows (name -> value) shown in the guide, so that nobody has to delete them from the data.
    `code_lists`: column name -> (code -> name) to print instead of the column's own codes.
    """
    book = Book()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_name(title, [GUIDE, CODES, OPTIONS])
    heads = headings(specs)
    lists = _Options(book)
    for j, (spec, head) in enumerate(zip(specs, heads, strict=True), 1):
        cell = sheet.cell(1, j, f"{head}*" if spec.required else head)
        cell.font, cell.fill = _BOLD, _REQUIRED if spec.required else _OPTIONAL
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        cell.comment = Comment(f"{requirement(spec)}\n{spec.help}".strip(), "质衡", height=110, width=280)
        letter = column_letter(j - 1)
        column = sheet.column_dimensions[letter]
        column.width = min(40, max(12, 2 * len(head) + 4))
        column.number_format = _number_format(spec)
        check = _check(spec, lists)
        if check is not None:
            check.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(check)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    _guide(book, specs, heads, title, examples)
    printed = {spec.name: (code_lists or {}).get(spec.name, spec.codes) for spec in specs}
    _code_sheet(book, {h: found for s, h in zip(specs, heads, strict=True) if (found := printed[s.name])})
    lists.finish()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def requirement(spec: ColumnSpec) -> str:
    """What a cell of this column must be, in one line."""
    parts = ["必填" if spec.required else "选填", TYPE_LABELS[spec.type]]
    if spec.type == "choice":
        labels = [words[0] if words else key for key, words in spec.choices.items()]
        parts.append("可填：" + "、".join(labels[:12]) + (f"等 {len(labels)} 项" if len(labels) > 12 else ""))
    if spec.type == "date":
        parts.append("样式 2016-03-05")
    if spec.type == "code":
        parts.append(f"填代码或全称，见“{CODES}”")
    if spec.type == "identifier":
        parts.append("按文本填写，不要省略开头的 0")
    if spec.unit:
        parts.append(f"单位：{spec.unit}")
    if spec.minimum is not None:
        parts.append(f"不{'早' if spec.type == 'date' else '小'}于 {spec.minimum}")
    if spec.maximum is not None:
        parts.append(f"不{'晚' if spec.type == 'date' else '大'}于 {spec.maximum}")
    if spec.max_length:
        parts.append(f"不超过 {spec.max_length} 个字")
    return "；".join(parts) + "。"


def _number_format(spec: ColumnSpec) -> str:
    if spec.type == "date":
        return "yyyy-mm-dd"
    return "@" if spec.type in {"text", "identifier", "code"} else "General"


class _Options:
    """The sheet that long drop-downs point to; a list inside a check may have 255 characters at most."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._columns: list[tuple[str, list[str]]] = []

    def formula(self, label: str, options: list[str]) -> str:
        inline = ",".join(options)
        if len(inline) <= 250 and not any("," in option or '"' in option for option in options):
            return f'"{inline}"'
        self._columns.append((label, options))
        letter = column_letter(len(self._columns) - 1)
        return f"'{OPTIONS}'!${letter}$2:${letter}${len(options) + 1}"

    def finish(self) -> None:
        if not self._columns:
            return
        sheet = self._book.create_sheet(OPTIONS)
        for j, (label, options) in enumerate(self._columns, 1):
            sheet.cell(1, j, f"{label}的选项").font = _BOLD
            for i, option in enumerate(options, 2):
                sheet.cell(i, j, option).data_type = "s"


def _check(spec: ColumnSpec, lists: _Options) -> DataValidation | None:
    options = {"allow_blank": True, "showErrorMessage": True, "errorTitle": spec.label[:30]}
    message = requirement(spec)[:250]
    if spec.type in {"choice", "boolean"}:
        labels = (
            ["是", "否"]
            if spec.type == "boolean"
            else [words[0] if words else key for key, words in spec.choices.items()]
        )
        return DataValidation("list", formula1=lists.formula(spec.label, labels), error=message, **options)
    if spec.type in {"integer", "decimal", "date"}:
        kind = {"integer": "whole", "decimal": "decimal", "date": "date"}[spec.type]
        bounds = {
            "integer": ("-9999999999", "9999999999"),
            "decimal": ("-1E+15", "1E+15"),
            "date": ("1", "2958465"),
        }
        low, high = bounds[spec.type]
        low = low if spec.minimum is None else _formula(spec.minimum)
        high = high if spec.maximum is None else _formula(spec.maximum)
        # A warning only: a text date or a number with its unit is repaired on upload.
        return DataValidation(
            kind,
            operator="between",
            formula1=low,
            formula2=high,
            error=message,
            errorStyle="warning",
            **options,
        )
    if spec.max_length and spec.type == "text":
        return DataValidation(
            "textLength", operator="lessThanOrEqual", formula1=str(spec.max_length), error=message, **options
        )
    return None


def _formula(bound: Any) -> str:
    if isinstance(bound, datetime.date):
        return str((datetime.date(bound.year, bound.month, bound.day) - datetime.date(1899, 12, 30)).days)
    return str(bound)


def _guide(
    book: Book,
    specs: Sequence[ColumnSpec],
    heads: Sequence[str],
    title: str,
    examples: Sequence[Mapping[str, Any]],
) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.append([f"{title}：怎样填写"])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in (
        "一、每条记录占一行，从第 2 行起填写；带 * 的列必须填写。不要改动表头，不用的列可以留空。",
        "二、不要合并单元格，不要填合计行；编号一类的列已设为文本，请直接填写完整的编号。",
        "三、上传后先看检查结果：可以修正的会列出来，有错的会按行列指明，无误的行可以先导入。",
    ):
        sheet.append([line])
    sheet.append([])
    sheet.append(["列", "填写要求", "补充说明", "例子"])
    for cell in sheet[sheet.max_row]:
        cell.font = _BOLD
    for spec, head in zip(specs, heads, strict=True):
        shown = "；".join(
            _shown(spec, row[spec.name]) for row in examples[:3] if row.get(spec.name) is not None
        )
        sheet.append([head, requirement(spec), spec.help, None])
        cell = sheet.cell(sheet.max_row, 4, shown)
        cell.data_type = "s"
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAP
    for letter, width in zip("ABCD", (24, 50, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width


def _shown(spec: ColumnSpec, value: Any) -> str:
    if spec.type == "choice":
        words = spec.choices.get(value)
        return words[0] if words else str(value)
    if spec.type == "boolean":
        return "是" if value else "否"
    return str(value)


def _code_sheet(book: Book, lists: Mapping[str, Mapping[str, str]]) -> None:
    if not lists:
        return
    sheet = book.create_sheet(CODES)
    for n, (head, codes) in enumerate(lists.items()):
        left = 3 * n + 1
        sheet.cell(1, left, f"{head}代码").font = _BOLD
        sheet.cell(1, left + 1, f"{head}名称").font = _BOLD
        sheet.column_dimensions[column_letter(left)].width = 30
        sheet.column_dimensions[column_letter(left - 1)].width = 16
        for i, (code, name) in enumerate(codes.items(), 2):
            sheet.cell(i, left, code).number_format = "@"
            sheet.cell(i, left + 1, name)
    sheet.freeze_panes = "A2"
