"""What anybody may read: approved releases and the schema of what registers may release."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from zhiheng.faces.api.indicators import Fault
from zhiheng.faces.api.records import RegisterOut, describe
from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.release.models import Release

router = Router()


class ReleaseOut(Schema):
    number: str
    title: str
    region: str
    period: str
    approved_at: str
    corrects: str | None
    synthetic: bool


class ReleaseDetail(ReleaseOut):
    content: dict[str, Any]
    sha256: str


def _out(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "title": release.title,
        "region": release.region_id,
        "period": release.period,
        "approved_at": release.approved_at.isoformat() if release.approved_at else "",
        "corrects": release.corrects.number if release.corrects else None,
        "synthetic": release.synthetic,
    }


@router.get("/releases", response=list[ReleaseOut], summary="已发布")
def releases(request: HttpRequest) -> Any:
    return [_out(r) for r in Release.objects.public().select_related("corrects")[:200]]


@router.get("/releases/{number}", response={200: ReleaseDetail, 404: Fault}, summary="一号发布的全部内容")
def release(request: HttpRequest, number: str) -> Any:
    found = Release.objects.public().filter(number=number).select_related("corrects").first()
    if found is None:
        raise Http404(f"没有第 {number} 号发布。")
    return {**_out(found), "content": found.content, "sha256": found.content_sha256}


@router.get("/schema", response=list[RegisterOut], summary="可公开字段")
def schema(request: HttpRequest) -> Any:
    return [describe(r, public=True) for r in registers().values()]
