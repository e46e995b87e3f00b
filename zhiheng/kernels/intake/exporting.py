"""Rows out again, as a workbook or CSV that this package reads back unchanged."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, BinaryIO, Final, overload

from rustpy_xlsxwriter import Format, write_worksheet

from . import xlsxstream
from .specs import ColumnSpec, IntakeError

Row = Mapping[str, Any]
MAX_ROWS: Final = 1_048_575  # below the heading
_DIGITS: Final = 15
_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ALREADY_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_TEXTUAL: Final = frozenset({"text", "identifier", "code"})


def headings(specs: Sequence[ColumnSpec]) -> list[str]:
    """One heading a column; labels used twice get the column's name behind them."""
    labels = [spec.label for spec in specs]
    return [s.label if labels.count(s.label) == 1 else f"{s.label}（{s.name}）" for s in specs]


def _shape(spec: ColumnSpec, sheet: bool) -> Callable[[Any], Any]:
    """What turns a typed value into a cell (`sheet`) or into CSV text."""
    if spec.type == "choice":
        labels = {key: (words[0] if words else key) for key, words in spec.choices.items()}
        return lambda value: labels.get(value, value)
    if spec.type == "boolean":
        return lambda value: None if value is None else ("是" if value else "否")
    if spec.type in {"integer", "decimal"}:
        return _cell_number if sheet else _csv_number
    if spec.type == "date":
        return _day if sheet else lambda value: None if value is None else _day(value).isoformat()
    return _sheet_text if sheet else _csv_text


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime.datetime) else value


def _cell_number(value: Any) -> Any:
    """A number, or its text when a spreadsheet's fifteen digits cannot hold it."""
    if value is None or isinstance(value, float):
        return value
    digits = (
        str(abs(value)) if isinstance(value, int) else "".join(map(str, value.as_tuple().digits)).strip("0")
    )
    if len(digits.lstrip("0")) <= _DIGITS and (isinstance(value, int) or -15 <= value.adjusted() <= _DIGITS):
        return value if isinstance(value, int) else float(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _csv_number(value: Any) -> Any:
    if value is None:
        return None
    return (
        f"{value:f}"
        if isinstance(value, Decimal)
        else (repr(value) if isinstance(value, float) else str(value))
    )


def _sheet_text(value: Any) -> Any:
    if value is None or value == "":
        return None
    text = str(value)
    # Text cells never run; only what already looks like the guard of CSV needs one more, so that reading,
    # which takes one guard off, gives the same text again.
    return f"'{text}" if _ALREADY_GUARDED.match(text) else text


def _csv_text(value: Any) -> Any:
    if value is None or value == "":
        return None
    text = str(value)
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) else text


def _cells(specs: Sequence[ColumnSpec], rows: Iterable[Row], sheet: bool) -> Iterator[list[Any]]:
    shapes = [(spec.name, _shape(spec, sheet)) for spec in specs]
    for row in rows:
        yield [shape(row.get(name)) for name, shape in shapes]


@overload
def export_workbook(
    specs: Sequence[ColumnSpec], rows: Iterable[Row], out: None = None, title: str = ...
) -> bytes: ...
@overload
def export_workbook(
    specs: Sequence[ColumnSpec], rows: Iterable[Row], out: BinaryIO, title: str = ...
) -> None: ...
def export_workbook(
    specs: Sequence[ColumnSpec], rows: Iterable[Row], out: BinaryIO | None = None, title: str = "数据"
) -> bytes | None:
    """Rows (name -> typed value) as .xlsx: choices as labels, codes as codes, dates as dates, text never a formula.

    Written as it is iterated. Returns the bytes, or None when `out` is given. Raises IntakeError "too-large"
    beyond the 1,048,575 rows of a sheet.
    """
    heads = headings(specs)
    cells = _cells(specs, rows, sheet=True)
    first = next(cells, None)
    name = xlsxstream.sheet_name(title)
    buffer: BinaryIO = io.BytesIO() if out is None else out
    if first is None:
        buffer.write(
            xlsxstream.write([xlsxstream.Page(name, [heads], row_styles={0: xlsxstream.HEADER}, freeze=1)])
        )
    else:
        formats = {
            head: Format().set_num_format("yyyy-mm-dd" if spec.type == "date" else "@")
            for head, spec in zip(heads, specs, strict=True)
            if spec.type == "date" or spec.type in _TEXTUAL
        }
        write_worksheet(
            _records(heads, first, cells),
            buffer,
            sheet_name=name,
            freeze_row=1,
            bold_headers=True,
            column_formats=formats or None,
            column_widths={head: float(min(40, max(10, 2 * len(head) + 4))) for head in heads},
        )
    return buffer.getvalue() if isinstance(buffer, io.BytesIO) and out is None else None


def _records(heads: Sequence[str], first: list[Any], cells: Iterable[list[Any]]) -> Iterator[dict[str, Any]]:
    yield dict(zip(heads, first, strict=True))
    for n, row in enumerate(cells, 2):
        if n > MAX_ROWS:
            raise IntakeError(
                "too-large", f"超过一张工作表的 {MAX_ROWS:,} 行", "请缩小筛选范围分次导出，或改导出为 CSV。"
            )
        yield dict(zip(heads, row, strict=True))


@overload
def export_csv(specs: Sequence[ColumnSpec], rows: Iterable[Row], out: None = None) -> bytes: ...
@overload
def export_csv(specs: Sequence[ColumnSpec], rows: Iterable[Row], out: BinaryIO) -> None: ...
def export_csv(specs: Sequence[ColumnSpec], rows: Iterable[Row], out: BinaryIO | None = None) -> bytes | None:
    """Rows as CSV: UTF-8 with byte-order mark, CRLF (RFC 4180), and text that a spreadsheet would run as a formula
    (= + - @ tab or return in front) guarded by an apostrophe, which reading takes off again."""
    buffer: BinaryIO = io.BytesIO() if out is None else out
    for part in csv_parts(specs, rows):
        buffer.write(part)
    return buffer.getvalue() if isinstance(buffer, io.BytesIO) and out is None else None


def csv_parts(specs: Sequence[ColumnSpec], rows: Iterable[Row], size: int = 2000) -> Iterator[bytes]:
    """`export_csv` in parts, for a streamed answer."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings(specs))
    lead = "\ufeff"
    for n, row in enumerate(_cells(specs, rows, sheet=False), 1):
        # A lone blank column would come out as an empty line, which reading takes for no row at all.
        writer.writerow(row)
        if n % size == 0:
            yield (lead + text.getvalue()).encode()
            lead = ""
            text.seek(0)
            text.truncate()
    yield (lead + text.getvalue()).encode()
