"""What a caller declares (columns) and what it gets back (repairs, problems, errors).

Everything here is plain data. A `ColumnSpec` is deliberately free of Django: a register builds its specs from
its own fields and hands them in.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from .codes import CodeIndex

ColumnType = Literal["text", "integer", "decimal", "date", "boolean", "choice", "code", "identifier"]
COLUMN_TYPES: Final = ("text", "integer", "decimal", "date", "boolean", "choice", "code", "identifier")

TYPE_LABELS: Final[Mapping[str, str]] = {
    "text": "文字",
    "integer": "整数",
    "decimal": "数值",
    "date": "日期",
    "boolean": "是/否",
    "choice": "选项",
    "code": "代码或名称",
    "identifier": "编号",
}

Bound = int | float | Decimal | datetime.date


@dataclass(frozen=True)
class ColumnSpec:
    """One declared column.

    `choices`: key -> (label, *synonyms); the parsed value is the key.
    `codes`: code -> canonical name; the parsed value is the code. `code_names` adds further names (former names,
    short names) -> code or several codes; a name that leads to several codes is refused with the candidates.
    `unit`: the unit the value is stored in ("万元", "%"); a unit in the sheet's heading is converted when both
    belong to one family. `fill_down`: a blank under a merged cell takes the value above. `multiline`: line
    breaks in text are kept. `decimal_places`: finer values are rounded half up, and the rounding is listed. `chosen`: what a person
    said unknown words of this one file mean (word -> code or key); it comes before anything else. `index`: what is looked up in `codes` and `code_names`, where the
    caller keeps it from one file to the next. `preferred`: how the codes begin that are proposed before others.
    """

    name: str
    label: str
    type: ColumnType = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_length: int | None = None
    minimum: Bound | None = None
    maximum: Bound | None = None
    pattern: str | None = None
    codes: Mapping[str, str] | None = None
    help: str = ""
    code_names: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    unit: str | None = None
    fill_down: bool = False
    multiline: bool = False
    decimal_places: int | None = None
    made_from: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    index: CodeIndex | None = None
    preferred: str = ""

    def __post_init__(self) -> None:
        if self.type not in COLUMN_TYPES:
            raise ValueError(
                f"column {self.name!r}: unknown type {self.type!r}, one of {', '.join(COLUMN_TYPES)}"
            )
        if self.type == "choice" and not self.choices:
            raise ValueError(f"column {self.name!r}: a choice column needs choices")
        if self.type == "code" and self.codes is None:
            raise ValueError(f"column {self.name!r}: a code column needs codes")


class Repair(NamedTuple):
    """One safe repair. `row` is the row of the user's sheet (1-based); `column` is empty for a whole row."""

    row: int
    column: str
    before: object
    after: object
    rule: str


class Problem(NamedTuple):
    """One error. `row` is the row of the user's sheet (1-based), `cell` its address there ("C12")."""

    row: int
    column: str
    label: str
    value: object
    message: str
    fix: str
    rule: str = ""
    cell: str = ""


class ProblemGroup(NamedTuple):
    """All problems of one rule in one column: how many, a few examples, in which rows."""

    column: str
    label: str
    rule: str
    occurrences: int
    message: str
    fix: str
    examples: tuple[str, ...]
    rows: str


class IntakeError(Exception):
    """A file that cannot be taken at all. `str()` is Chinese: what, where, how to mend."""

    def __init__(self, code: str, what: str, fix: str, where: str = "") -> None:
        self.code = code
        self.what = what
        self.where = where
        self.fix = fix
        place = f"（{where}）" if where else ""
        super().__init__(f"{what}{place}。{fix}")


@dataclass(frozen=True)
class Limits:
    """Bounds of one file, so that a stray cell or a zip bomb cannot take the machine's memory."""

    file_bytes: int = 100 * 1024 * 1024
    unpacked_bytes: int = 1536 * 1024 * 1024
    cells: int = 30_000_000


RULES: Final[Mapping[str, str]] = {
    # what a person or the declaration says for the whole file
    "constant": "整批填同一个值",
    "made-number": "表里没有编号，由指定的各列生成",
    # repairs of a cell
    "full-width": "全角字符改为半角",
    "spaces": "去掉多余空格、换行和不可见字符",
    "text-number": "文本型数字转为数值",
    "thousands": "去掉千位分隔符",
    "percent": "去掉百分号",
    "unit-suffix": "去掉数值后的单位",
    "unit-scale": "按表头单位换算",
    "rounded": "按规定小数位四舍五入",
    "number-as-text": "数值转为文字",
    "point-zero": "去掉编号末尾的 .0",
    "text-date": "文本日期转为日期",
    "excel-serial": "Excel 日期序号转为日期",
    "time-dropped": "去掉日期后的时间",
    "boolean-word": "是/否的其他写法",
    "choice-synonym": "选项的其他写法",
    "code-from-name": "由名称查得代码",
    "code-shape": "代码写法统一",
    "chosen": "按人工对照的值",
    "placeholder": "占位符（—、/、无等）按空白处理",
    "fill-down": "合并单元格向下填充",
    # rows left out
    "blank-row": "空行未计入",
    "total-row": "合计或小计行未计入",
    "header-row": "重复的表头行未计入",
    "note-row": "注释、签章行未计入",
    "other-table": "下方另一张表（表头不同）未计入",
    # problems
    "required": "必填项为空",
    "missing-column": "缺少必填列",
    "not-number": "不是数值",
    "not-integer": "不是整数",
    "unit-unknown": "单位不明",
    "not-date": "不是日期",
    "date-ambiguous": "日期写法有歧义",
    "not-boolean": "不是“是/否”",
    "not-choice": "不在选项之内",
    "unknown-code": "查不到的代码或名称",
    "ambiguous-name": "名称对应多个代码",
    "too-long": "超过字数",
    "too-small": "小于下限",
    "too-large": "大于上限",
    "pattern": "格式不符",
    "digits-lost": "长编号末尾数字已丢失",
    "formula-error": "公式出错",
    "duplicate": "与前面的行重复",
    # what a register finds
    "row-rule": "列与列之间矛盾",
    "out-of-scope": "区划不在管辖范围内",
    "not-yours": "已登记的同一条记录不在可修改的范围内",
    "locked": "期别已锁定",
    "check-hard": "表内数据矛盾",
    "doubt": "存疑",
}


def column_letter(index: int) -> str:
    """Spreadsheet letter of a 0-based column index: 0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
