"""Say in Chinese what a pydantic check found wrong in hand-written YAML."""

from __future__ import annotations

from pydantic import ValidationError

_TYPES: dict[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的字段，请核对拼写",
    "decimal_parsing": "应为数值",
    "decimal_type": "应为数值",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "string_type": "应为文字",
    "bool_parsing": "应为 true 或 false",
    "date_from_datetime_parsing": "应为日期（如 2026-03-01）",
    "date_type": "应为日期（如 2026-03-01）",
    "tuple_type": "应为列表",
    "dict_type": "应为键值结构",
    "model_type": "应为键值结构",
    "model_attributes_type": "应为键值结构",
    "union_tag_not_found": "须写明 type",
}
_WITH_CONTEXT: dict[str, str] = {
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "union_tag_invalid": "type“{tag}”不认识，应为 {expected_tags} 之一",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不应小于 {ge}",
    "less_than_equal": "不应大于 {le}",
    "string_pattern_mismatch": "写法不合 {pattern}",
}


def explain(error: ValidationError) -> str:
    """All findings in one line: path of the field, then what is wrong with it."""
    found = []
    for item in error.errors():
        path = ".".join(str(part) for part in item["loc"]) or "整体"
        kind = item["type"]
        if kind in _WITH_CONTEXT:
            says = _WITH_CONTEXT[kind].format(**item.get("ctx", {}))
        else:
            says = _TYPES.get(kind, item["msg"].removeprefix("Value error, "))
        found.append(f"{path}：{says}")
    return "；".join(found)
