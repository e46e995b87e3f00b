"""A workbook as departments send it: title rows, a merged two-row head, full-width digits, text dates, subtotals."""

from __future__ import annotations

import io

import openpyxl


def messy_workbook() -> bytes:
    """Five records, of which two are wrong in three places."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "抽查结果"
    for row in (
        ["2016年上半年产品质量监督抽查结果汇总表"],
        ["填报单位:样例局", *[""] * 7, "2016年7月"],
        ["序号", "报告编号", "区划", "抽查", "", "", "产品名称", "检验日期", "检验结论"],
        ["", "", "", "抽查级别", "抽查类别", "产品领域", "", "", ""],
        [1, "ＣＪ２０１６－９００１", "620702", "县级", "监督抽查", "食品", "酱油", "2016年5月6日", "合格"],
        [2, "CJ2016-9002", "甘州区", "县级", "监督抽查", "食品", "食醋", "2016.5.7", "合格"],
        [3, "CJ2016-9003", "甘州区", "县级", "监督抽查", "食品", "白酒", "２０１６-０５-０８", "不合格"],
        ["小计", *[""] * 5, "3批", "", ""],
        [4, "CJ2016-9004", "甘州区", "县级", "监督抽查", "食品", "面粉", "昨天", "合格"],
        [5, "CJ2016-9005", "火星区", "县级", "监督抽查", "食品", "挂面", "2016-05-09", "差不多"],
        ["合计", *[""] * 5, "5批", "", ""],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("D3:F3")
    for letter in "ABCGHI":
        sheet.merge_cells(f"{letter}3:{letter}4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
