"""The public face: approved releases, and the way to the questions that registers answer. No page here knows who asks."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.portal import cut, looking
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Alert,
    Badge,
    Column,
    Crumb,
    Figure,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.judgement.release.models import Release


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Those who work here go on to the desk, everybody else sees what is open."""
    if request.user.is_authenticated:
        return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return home(request)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    wanted = Release.objects.public().select_related("region", "corrects").prefetch_related(None)
    shown = Paginator(wanted, 30).get_page(request.GET.get("page"))
    replaced = _corrections([r.pk for r in shown])
    rows = []
    for r in shown:
        n = cut.counts(r.content)
        rows.append(
            Row(
                [
                    title(r),
                    formats.bilingual(r.region),
                    formats.period(r.period),
                    Figure(n["green"], f"/ {len(cut.lines(r.content))}"),
                    [
                        r.number,
                        *([Badge(_("演示数据"), "grey")] if r.synthetic else []),
                        *([Badge(_("已更正"), "amber")] if r.pk in replaced else []),
                        *([Badge(_("更正版"), "blue")] if r.corrects else []),
                    ],
                    r.approved_at.date() if r.approved_at else None,
                ],
                url=reverse("portal:release", args=[r.number]),
            )
        )
    columns = [
        Column("title", _("发布"), wide=True),
        Column("region", _("地区")),
        Column("period", _("期间")),
        Column("met", _("达到或一致"), align="end"),
        Column("number", _("编号")),
        Column("on", _("批准日期")),
    ]
    return render(
        request,
        "portal/home.html",
        {
            "page_head": PageHead(
                _("质量数据公开"),
                _("这里是经批准发布的质量工作指标完成情况。每号发布都是定稿，可以下载原始数据。"),
            ),
            "table": Table(
                columns,
                rows,
                _("已发布"),
                id="releases",
                pager=Pager.of(shown),
                cards=True,
                empty=_("目前还没有发布。发布后会列在这里。"),
            ),
            "doors": looking.doors(),
        },
    )


def title(found: Release) -> str:
    if not formats.english():
        return found.title
    return (
        f"{found.content.get('name', found.title)} · {formats.period(found.period)} · Attainment of targets"
    )


def _corrections(keys: list[int]) -> dict[int, Release]:
    """Release -> the approved release that corrects it (the latest)."""
    found = Release.objects.public().filter(corrects_id__in=keys).order_by("approved_at")
    return {r.corrects_id: r for r in found if r.corrects_id}


def release_or_404(number: str) -> Release:
    found = Release.objects.public().filter(number=number).select_related("region", "corrects").first()
    if found is None:
        raise Http404(_("没有这一号发布。可从公开门户的列表里查找。"))
    return found


@require_safe
def release(request: HttpRequest, number: str) -> HttpResponse:
    found = release_or_404(number)
    alerts = _alerts(found)
    return render(
        request,
        "portal/release.html",
        {
            "crumbs": [Crumb(_("质量数据公开"), reverse("portal:home")), Crumb(found.number)],
            "page_head": PageHead(
                title(found),
                "",
                marks=[Badge(_("演示数据"), "grey")] if found.synthetic else [],
            ),
            "alerts": alerts,
            "stats": Stats(_stats(found)),
            "sentences": cut.summary_sentences(found.content),
            "chart": cut.chart(found.content),
            "table": cut.line_table(found.content),
            "facts": Pairs(
                [
                    (_("编号"), found.number),
                    (_("地区"), formats.bilingual(found.region)),
                    (_("期间"), formats.period(found.period)),
                    (_("批准日期"), found.approved_at.date() if found.approved_at else None),
                    (_("内容摘要（SHA-256）"), found.content_sha256),
                ],
                columns=1,
            ),
            "downloads": [
                Link(_("下载 CSV"), reverse("portal:data_csv", args=[found.number])),
                Link(_("下载 JSON"), reverse("portal:data_json", args=[found.number])),
            ],
        },
    )


def _stats(found: Release) -> list[Stat]:
    """Targets by light, and how many published results come out the same when worked out again."""
    every = cut.lines(found.content)
    results = [x for x in every if x["kind"] == "result"]
    n = cut.counts({**found.content, "lines": [x for x in every if x["kind"] != "result"]})
    words = (("green", _("达到")), ("amber", _("接近")), ("red", _("未达到")), ("grey", _("暂不能判断")))
    stats = (
        [Stat(w, Figure(n[key], _("项"), light=key, big=True)) for key, w in words]
        if len(every) > len(results)
        else []
    )
    if results:
        agreed = sum(x.get("agrees") is True for x in results)
        stats.append(Stat(_("与公布结果一致"), Figure(agreed, f"/ {len(results)}", big=True)))
    return stats


def _alerts(found: Release) -> list[Alert]:
    alerts = []
    if found.synthetic:
        alerts.append(
            Alert(_("演示数据"), _("本号发布所依据的记录是为演示生成的，不是真实统计。"), "warning")
        )
    later = _corrections([found.pk]).get(found.pk)
    if later is not None:
        url = reverse("portal:release", args=[later.number])
        alerts.append(
            Alert(_("本号已被更正"), later.reason, "warning", [Link(later.number, url, title(later))])
        )
    if found.corrects:
        # What is corrected was approved, so it may be named.
        url = reverse("portal:release", args=[found.corrects.number])
        alerts.append(
            Alert(_("本号更正先前的发布"), found.reason, "info", [Link(found.corrects.number, url)])
        )
    return alerts


@require_safe
def data_csv(request: HttpRequest, number: str) -> HttpResponse:
    found = release_or_404(number)
    response = HttpResponse(cut.as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.csv"'
    return response


@require_safe
def data_json(request: HttpRequest, number: str) -> HttpResponse:
    """The cut itself, byte for byte what its SHA-256 was taken of."""
    found = release_or_404(number)
    text = json.dumps(found.content, ensure_ascii=False, sort_keys=True)
    response = HttpResponse(text.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.json"'
    return response
