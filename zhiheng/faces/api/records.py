"""Registers: their declarations and their records, generated from the declarations alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from zhiheng.faces.api.indicators import FAULTS, Fault
from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of, registers

router = Router()
CODE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")
# What JSON may hold for a column's type; a number for a date or an object for a text is a mistake, not a value.
ADMITTED: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "identifier": (str,),
    "choice": (str,),
    "date": (str,),
    "code": (str, int),
    "integer": (int, str),
    "decimal": (int, float, str),
    "boolean": (bool, str),
}
WANTED = {
    "boolean": "true、false 或 null",
    "integer": "整数",
    "decimal": "数",
    "date": "“2016-01-05”这样的文字",
}


class ColumnOut(Schema):
    name: str
    label: str
    type: str
    required: bool
    public: bool
    choices: dict[str, str]


class RegisterOut(Schema):
    key: str
    label: str
    label_en: str
    field: str
    about: str
    natural_key: list[str]
    columns: list[ColumnOut]


class PageOut(Schema):
    total: int
    offset: int
    items: list[dict[str, Any]]


class RecordIn(Schema):
    """The declared columns by name; codes and choices as keys. ``accepted``: why doubtful values stand."""

    values: dict[str, Any]
    accepted: str = ""


def describe(register: Register, *, public: bool = False) -> dict[str, Any]:
    """The declaration as data: what may stand in each column."""
    specs = {s.name: s for s in register.specs()}
    return {
        "key": register.key,
        "label": register.label,
        "label_en": register.label_en,
        "field": register.field,
        "about": register.about,
        "natural_key": list(register.natural_key),
        "columns": [
            {
                "name": c.name,
                "label": specs[c.name].label,
                "type": specs[c.name].type,
                "required": specs[c.name].required,
                "public": c.public,
                "choices": {k: v[0] for k, v in specs[c.name].choices.items()},
            }
            for c in register.columns
            if c.public or not public
        ],
    }


def _row(register: Register, record: Any) -> dict[str, Any]:
    return {
        "id": record.pk,
        **service.values_of(register, record),
        "synthetic": record.synthetic,
        "origin": record.origin,
    }


@router.get("", response={200: list[RegisterOut], **FAULTS}, summary="台账目录")
def list_registers(request: HttpRequest) -> Any:
    request.actor.need("register.view")  # type: ignore[attr-defined]
    return [describe(r) for r in registers().values()]


@router.get("/{key}/records", response={200: PageOut, **FAULTS}, summary="台账记录")
def list_records(
    request: HttpRequest,
    key: str,
    region: str = "",
    year: int | None = None,
    limit: int = Query(100, ge=1, le=1000),
    offset: int = Query(0, ge=0, le=10_000_000),
) -> Any:
    register = register_of(key)
    found = service.visible(request.actor, register)  # type: ignore[attr-defined]
    if region:
        if not CODE.fullmatch(region):
            raise ValidationError({"region": [f"区划代码应为六位或九位数字，现为“{region}”。"]})
        if prefix := territory_prefix(region):
            low, high = prefix_range(prefix)
            found = found.filter(region_id__gte=low, region_id__lt=high)
    if year is not None:
        found = found.filter(fact_year=year)
    rows = list(found.order_by("pk")[offset : offset + limit])
    return {"total": found.count(), "offset": offset, "items": [_row(register, r) for r in rows]}


@router.get(
    "/{key}/records/{int:pk}", response={200: dict[str, Any], 404: Fault, **FAULTS}, summary="一条记录"
)
def record(request: HttpRequest, key: str, pk: int) -> Any:
    register = register_of(key)
    found = service.visible(request.actor, register).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404("没有这条记录，或不在您的管辖范围。")
    return _row(register, found)


def _values(register: Register, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values by stored name; ValidationError by column for what JSON holds and the column cannot."""
    wrong = {}
    for name, value in given.items():
        kind = register.type_of(name)
        fits = value is None or (
            isinstance(value, ADMITTED[kind]) and (kind == "boolean" or not isinstance(value, bool))
        )
        if not fits:
            wrong[name] = [f"“{register.label_of(name)}”({name})应为{WANTED.get(kind, '文字')}。"]
    if wrong:
        raise ValidationError(wrong)
    return {register.model_field(n).attname: v for n, v in given.items()}


@router.post("/{key}/records", response={201: dict[str, Any], **FAULTS}, summary="登记一条记录")
def add_record(request: HttpRequest, key: str, given: RecordIn) -> Any:
    register = register_of(key)
    if unknown := sorted(set(given.values) - set(register.names)):
        return 422, {
            "detail": f"台账“{register.label}”没有这些列：{'、'.join(unknown)}。可用：{'、'.join(register.names)}。"
        }
    values = _values(register, given.values)
    made = service.create(request.actor, register, values, origin="exchanged", accepted=given.accepted)  # type: ignore[attr-defined]
    made.refresh_from_db()
    return 201, _row(register, made)
