"""The words and forms that a programme is written in: kinds, codes, dates, places.

Each form says in Chinese what is wrong with a value and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

INDICATOR_CODE = re.compile(r"[PBESVFG]\d\d[a-e]?")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_REGION = re.compile(r"[1-9]\d{5}(\d{3})?(\d{3})?")

Certainty = Literal["read", "code", "derived", "remembered"]
NodeKind = Literal["background", "principle", "goal", "measure", "phase", "safeguard"]
UnitKind = Literal["government", "department", "branch", "party", "leading-group", "office", "group"]
Theme = Literal["product", "brand", "works", "service", "environment", "foundation", "governance"]
Covers = Literal[
    "county-governments",
    "township-governments",
    "county-departments",
    "own-departments",
    "superior-departments",
    "leading-group-members",
    "lead-units",
    "associations",
]
Recurs = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]

NODE_KINDS: Mapping[str, str] = {
    "background": "背景",
    "principle": "总体要求",
    "goal": "目标",
    "measure": "举措",
    "phase": "阶段",
    "safeguard": "保障",
}
UNIT_KINDS: Mapping[str, str] = {
    "government": "人民政府",
    "department": "政府部门",
    "branch": "派出或垂直管理机构",
    "party": "党委部门",
    "leading-group": "领导小组",
    "office": "领导小组办公室",
    "group": "一组单位的统称",
}
FIELDS: Mapping[str, str] = {
    "product": "产品质量",
    "brand": "品牌",
    "works": "工程质量",
    "service": "服务质量",
    "environment": "环境质量",
    "foundation": "质量基础",
    "governance": "组织与考核",
}
COVERS: Mapping[str, str] = {
    "county-governments": "各县级人民政府",
    "township-governments": "各乡镇",
    "county-departments": "县级主管部门",
    "own-departments": "本级主管部门",
    "superior-departments": "上一级主管部门",
    "leading-group-members": "领导小组成员单位",
    "lead-units": "各牵头单位",
    "associations": "行业协会",
}


def fault(what: str, mend: str) -> PydanticCustomError:
    """A fault in words for the user; the loader adds file, line and key path."""
    return PydanticCustomError("programme", "{what}；{mend}", {"what": what, "mend": mend})


def _date(value: str) -> str:
    if not _DATE.fullmatch(value):
        raise fault(f"“{value}”不是日期", '写成 "2015"、"2015-06" 或 "2015-06-30"(加引号)，文件没写的用 null')
    return value


def _month(value: str) -> str:
    if not _DATE.fullmatch(value) or len(value) != 7:
        raise fault(f"“{value}”不是年月", '写成 "2015-10" 这样的年月并加引号')
    return value


def _due(value: str) -> str:
    day = re.fullmatch(r"0[1-9]|[12]\d|3[01]", value)
    month_day = _MONTH_DAY.fullmatch(value)
    if not (day or month_day or (_DATE.fullmatch(value) and len(value) == 10)):
        raise fault(
            f"“{value}”不是期限",
            '一次性的写 "2011-07-31",每年的写月日 "12-31",每月的写日 "25",没写明的用 null',
        )
    return value


def _indicator(value: str) -> str:
    if not INDICATOR_CODE.fullmatch(value):
        raise fault(
            f"“{value}”不是指标代码",
            "代码是一个字母(P B E S V F G)加两位数字，如 P01、S06b；还没绑定的用 null",
        )
    return value


def _region(value: str) -> str:
    if not _REGION.fullmatch(value):
        raise fault(f"“{value}”不是行政区划代码", '用 GB/T 2260 的 6 位代码(乡镇 9 位)并加引号，如 "620700"')
    return value


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise fault(f"“{value}”不能作标识", "标识只用小写字母、数字和中间的连字符，如 zhangye-2011")
    return value


def _words(value: str) -> str:
    if not value.strip():
        raise fault("内容是空的", "填上文字")
    return value


def _span(value: object) -> object:
    """YAML gives a list; the model keeps a pair."""
    if isinstance(value, list | tuple):
        if len(value) != 2 or not all(isinstance(part, int) and not isinstance(part, bool) for part in value):
            raise fault("位置要是两个整数", "写成 [起, 止]，按字符计，从 0 起，止不含")
        start, end = value
        if not 0 <= start < end:
            raise fault(f"位置 [{start}, {end}] 不成立", "起要大于等于 0，并且小于止")
        return (start, end)
    raise fault("位置要是两个整数", "写成 [起, 止]，按字符计，从 0 起，止不含")


Date = Annotated[str, AfterValidator(_date)]
Month = Annotated[str, AfterValidator(_month)]
Due = Annotated[str, AfterValidator(_due)]
IndicatorCode = Annotated[str, AfterValidator(_indicator)]
RegionCode = Annotated[str, AfterValidator(_region)]
Key = Annotated[str, AfterValidator(_key)]
Words = Annotated[str, AfterValidator(_words)]
Span = Annotated[tuple[int, int], BeforeValidator(_span)]
Number = Annotated[int | float, Field(allow_inf_nan=False)]
