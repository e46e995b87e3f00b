"""The user's own sheet, returned with its errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from . import xlsxstream as xlsx
from .grouping import grouped
from .parsing import Intake
from .planning import Plan
from .specs import RULES, Problem
from .workbook import Workbook

# Each comment is a drawing object; beyond a few thousand a spreadsheet program opens the file very slowly.
MAX_COMMENTS: Final = 2_000
_REPAIRS_SHOWN: Final = 5_000
ERROR_HEADER: Final = "错误说明"


def error_workbook(workbook: Workbook, plan: Plan, intake: Intake, max_comments: int = MAX_COMMENTS) -> bytes:
    """An .xlsx of the planned sheet with a leading column that lists each row's errors.

    Every bad cell is coloured; the first `max_comments` also carry a comment (the leading column always says
    everything, and the summary sheet says when comments were capped). Further sheets: the grouped summary and the
    repairs. Other sheets of the user's file are not repeated. Time and memory are linear in cells plus errors.
    The file can be corrected and uploaded again as it is.
    """
    sheet = workbook.sheet(plan.sheet)
    by_row: dict[int, list[Problem]] = {}
    for problem in intake.errors:
        by_row.setdefault(problem.row, []).append(problem)
    styles: dict[int, dict[int, int]] = {}
    comments: list[tuple[int, int, str]] = []
    for problem in intake.doubts:
        doubt = problem._replace(message=f"存疑：{problem.message}")
        by_row.setdefault(problem.row, []).append(doubt)
    for row, problems in by_row.items():
        marked = styles.setdefault(row - 1, {})
        marked[0] = xlsx.MESSAGE
        for problem in problems:
            column = plan.column(problem.column)
            if column is None:
                continue
            if marked.get(column + 1) != xlsx.WRONG:
                marked[column + 1] = xlsx.DOUBT if problem.rule == "doubt" else xlsx.WRONG
            if len(comments) < max_comments:
                comments.append((row - 1, column + 1, f"{problem.message}。{problem.fix}"))
    comments = _one_each(comments)
    head = plan.header_rows
    width = len(sheet.rows[0]) if sheet.rows else 0
    name = xlsx.sheet_name(plan.sheet)
    main = xlsx.Page(
        name,
        _with_errors(sheet.rows, by_row, head),
        widths=[48.0, *[14.0] * width],
        styles=styles,
        row_styles=dict.fromkeys(range(head[0] - 1, head[1]), xlsx.HEADER),
        column_styles={j + 1: xlsx.PERCENT for j in sheet.percent_columns},
        comments=comments,
        merges=[(a, b + 1, c, d + 1) for (a, b), (c, d) in sheet.merged or ()],
        freeze=plan.first_row - 1,
        filter_row=head[1],
        filter_last=len(sheet.rows),
    )
    summary_name = xlsx.sheet_name("错误汇总", [name])
    summary = list(_summary(intake, len(comments), max_comments))
    pages = [
        main,
        xlsx.Page(summary_name, summary, widths=[18, 24, 10, 44, 40, 44], row_styles={3: xlsx.HEADER}),
        xlsx.Page(
            xlsx.sheet_name("修正清单", [name, summary_name]),
            _repairs(intake),
            widths=[8, 18, 30, 30, 30],
            row_styles={0: xlsx.HEADER},
            freeze=1,
        ),
    ]
    return xlsx.write(pages)


def _one_each(comments: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """One comment a cell, as the format demands; several errors of a cell share it."""
    merged: dict[tuple[int, int], str] = {}
    for i, j, text in comments:
        merged[i, j] = f"{merged[i, j]}\n{text}" if (i, j) in merged else text
    return [(i, j, text) for (i, j), text in merged.items()]


def _with_errors(
    rows: Sequence[Sequence[Any]], by_row: dict[int, list[Problem]], head: tuple[int, int]
) -> Iterator[list[Any]]:
    for n, row in enumerate(rows, 1):
        problems = by_row.get(n)
        if n == head[1]:
            lacking = "；".join(p.message for p in problems or ())
            yield [f"{ERROR_HEADER}（{lacking}）" if lacking else ERROR_HEADER, *row]
        elif problems is None:
            yield ["", *row]
        else:
            yield ["；".join(f"{_place(p)}{p.message}。{p.fix}".rstrip("。") for p in problems), *row]


def _place(problem: Problem) -> str:
    return f"【{problem.label}】" if problem.label else ""


def _summary(intake: Intake, comments: int, most: int) -> Iterator[list[Any]]:
    wrong = len(intake) - len(intake.good)
    yield [
        f"共 {len(intake)} 条记录，{len(intake.good)} 条无误，{wrong} 条有错，错误 {len(intake.errors)} 处"
        + (f"，存疑 {len(intake.doubts)} 处" if intake.doubts else "")
    ]
    capped = len(intake.errors) > comments >= most
    yield [
        f"为保证文件能顺利打开，只给前 {most} 处错误加了批注；全部错误见第一张表的“{ERROR_HEADER}”列。"
        if capped
        else f"错误的单元格已着色并加批注；每行的错误见第一张表的“{ERROR_HEADER}”列，改正后可直接重新上传。"
    ]
    yield []
    yield ["列", "错误种类", "处数", "例子", "所在行", "改法"]
    for group in [*intake.summary(), *grouped(intake.doubts)]:
        examples = "、".join(group.examples)
        yield [group.label or "（整行）", group.message, group.occurrences, examples, group.rows, group.fix]


def _repairs(intake: Intake) -> Iterator[list[Any]]:
    yield ["行", "列", "原值", "修正为", "说明"]
    total = len(intake.repairs)
    for n, repair in enumerate(intake.repairs):
        if n == _REPAIRS_SHOWN:
            yield ["", "", f"其余 {total - n} 处从略，按种类统计如下", "", ""]
            for (column, rule), count in sorted(intake.repairs.counts().items()):
                yield ["", intake.labels.get(column, column), "", count, RULES.get(rule, rule)]
            return
        label = intake.labels.get(repair.column, repair.column) or "（整行）"
        after = "" if repair.after is None else repair.after
        yield [repair.row, label, repair.before, after, RULES.get(repair.rule, repair.rule)]
