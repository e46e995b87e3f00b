"""Programmes and their attainment."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from zhiheng.faces.api.indicators import FAULTS, Fault
from zhiheng.judgement.assessment.attainment import lines
from zhiheng.kernels.measures import Period
from zhiheng.records.programmes.models import Node, Programme

router = Router()


class ProgrammeOut(Schema):
    key: str
    name: str
    region: str
    starts: str
    ends: str
    number: str
    issued_on: str


class NodeOut(Schema):
    path: str
    level: int
    kind: str
    title: str
    span: tuple[int, int]


class ProgrammeDetail(ProgrammeOut):
    nodes: list[NodeOut]


def _found(request: HttpRequest, key: str) -> Programme:
    scope = request.actor.need("programme.view")  # type: ignore[attr-defined]
    found = Programme.objects.within(scope).filter(key=key).first()
    if found is None:
        raise Http404(f"没有方案“{key}”，或不在您的管辖范围。")
    return found


def _out(p: Programme) -> dict[str, Any]:
    return {
        "key": p.key,
        "name": p.name,
        "region": p.region_id,
        "starts": p.starts,
        "ends": p.ends,
        "number": p.number,
        "issued_on": p.issued_on,
    }


@router.get("", response={200: list[ProgrammeOut], **FAULTS}, summary="方案列表")
def list_programmes(request: HttpRequest) -> Any:
    scope = request.actor.need("programme.view")  # type: ignore[attr-defined]
    return [_out(p) for p in Programme.objects.within(scope).defer("text")]


@router.get("/{key}", response={200: ProgrammeDetail, 404: Fault, **FAULTS}, summary="方案与条款")
def programme(request: HttpRequest, key: str) -> Any:
    found = _found(request, key)
    nodes = Node.objects.everywhere("nodes of a programme already narrowed").filter(programme=found)
    return {
        **_out(found),
        "nodes": [
            {"path": n.path, "level": n.level, "kind": n.kind, "title": n.title, "span": (n.start, n.end)}
            for n in nodes
        ],
    }


@router.get(
    "/{key}/attainment", response={200: list[dict[str, Any]], 404: Fault, **FAULTS}, summary="完成情况"
)
def attainment(request: HttpRequest, key: str, period: str) -> Any:
    return [line.as_dict() for line in lines(_found(request, key), Period.parse(period))]
