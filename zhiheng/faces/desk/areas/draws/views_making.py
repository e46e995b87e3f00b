"""Drawing: the frame is looked at, then drawn from; and a reserve that steps in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.draws import shown, views
from zhiheng.faces.desk.areas.draws.forms import DrawForm, ExcuseForm, FrameForm, beginning
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Alert, Card, Crumb, Form, PageHead, Pairs
from zhiheng.frame.draws import framing, service
from zhiheng.frame.draws.declare import Declaration, declarations
from zhiheng.frame.draws.models import Draw, Line
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels.drawing import DrawError, digest

#: What the address brings for the second form.
BROUGHT = ("purpose", "reference")


@require_http_methods(["GET", "HEAD", "POST"])
@page("draw.make")
def new(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The frame as it stands for what the address says; posted: the draw."""
    declared = declarations().get(key)
    if declared is None:
        raise Http404(_("没有“%(key)s”这种抽取。") % {"key": key})
    again = request.GET.get("again", "")
    first = views.pick(request, int(again), "draw.make") if again.isdigit() else None
    start = beginning(declared, _home(request, scope), first, request.GET.dict())
    form = FrameForm(start, declared, scope)
    begun = {n: request.GET.get(n) or (getattr(first, n) if first else "") for n in BROUGHT}
    if declared.home_register and not begun["reference"] and request.method != "POST":
        messages.info(request, _("“%(name)s”请从一条记录的页面开始。") % {"name": shown.title(declared)})
        return redirect(views.begins_at(declared))
    drawing = DrawForm(request.POST if request.method == "POST" else None, declared, begun, first is not None)
    lists: list[framing.Framed] = []
    wrong: list[str] = []
    sha = ""
    if form.is_valid():
        asked = form.asked(first, begun["reference"])
        try:
            lists = framing.frames(request.actor, declared, asked)
            sha = digest(framing.file_of(lists))
            wrong = [f"{each.declared.title}：{said}" for each in lists if (said := _unfit(each))]
        except (ValidationError, DrawError) as error:
            wrong = problems(error)
        if request.method == "POST" and not wrong and drawing.is_valid():
            try:
                made = _make(request, declared, asked, drawing)
            except (ValidationError, DrawError, PermissionDenied) as error:
                wrong = problems(error)
            else:
                messages.success(request, _("已抽取：%(code)s") % {"code": made.code})
                return redirect("desk:draw", made.pk)
    return _shown(request, declared, first, form, drawing, lists, sha, wrong)


def _unfit(framed: framing.Framed) -> str:
    """Why the number asked for cannot be drawn; empty when it can."""
    try:
        framed.quotas  # noqa: B018 — worked out here
    except DrawError as error:
        return str(error)
    return ""


def _home(request: StaffRequest, scope: Scope) -> str:
    return request.actor.home or scope.home()


def _make(request: StaffRequest, declared: Declaration, asked: framing.Asked, form: DrawForm) -> Draw:
    given = form.cleaned_data
    return service.make(
        request.actor,
        declared,
        asked,
        purpose=given["purpose"],
        reference=given["reference"],
        said=given["said"],
        expected=request.POST.get("frame", ""),
        reason=given.get("reason", ""),
        more=form.values,
    )


def _shown(
    request: StaffRequest,
    declared: Declaration,
    first: Draw | None,
    form: FrameForm,
    drawing: DrawForm,
    lists: list[framing.Framed],
    sha: str,
    wrong: list[str],
) -> HttpResponse:
    at = reverse("desk:draw_new", args=[declared.key])
    query = request.GET.urlencode()
    kept = [(n, request.GET[n]) for n in (*BROUGHT, "again") if request.GET.get(n)]
    parts: list[Any] = []
    if wrong:
        parts.append(Alert(_("不能这样抽取"), tone="error", items=wrong))
    ask = Form(form, submit=_("查看抽样框"), action=at, method="get", columns=2, id="frame-form", hidden=kept)
    parts.append(Card(_("抽取范围"), ask, id="scope"))
    if lists and not any(map(_unfit, lists)):
        parts += [shown.frame_card(each) for each in lists]
        total = sum(sum(each.quotas.values()) for each in lists)
        draw = Form(
            drawing,
            submit=_("抽取"),
            action=f"{at}?{query}" if query else at,
            columns=2,
            id="draw-form",
            confirm=_("按上面的抽样框抽取 %(n)s 个。抽取后结果和种子立即留存，不能改。确定吗？")
            % {"n": total},
            hidden=[("frame", sha)],
        )
        told = Pairs(
            [(_("抽样框摘要（SHA-256）"), sha), (_("说明"), _("抽取前可先公布摘要；名单一变，摘要就变。"))]
        )
        parts.append(Card(_("抽取"), Paragraphs([told, draw]), id="draw"))
    title = shown.title(declared)
    head = PageHead(
        _("重新抽取：%(name)s") % {"name": first.code} if first else title,
        formats.bilingual(declared, "about"),
    )
    context = {"crumbs": views.crumbs(Crumb(title)), "page_head": head, "parts": parts}
    bad = wrong or form.errors or drawing.errors
    return render(request, "desk/registers/page.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("draw.make")
def excuse(request: StaffRequest, scope: Scope, pk: int, line: int) -> HttpResponse:
    """Let the next reserve take somebody's place."""
    made = views.pick(request, pk, "draw.make")
    found = Line.objects.filter(draw=made, pk=line).select_related("draw").first()
    if found is None:
        raise Http404(_("这次抽取里没有第 %(pk)s 号结果。") % {"pk": line})
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    shown.noticed(declarations()[made.kind], [found])
    name = (found.shown or [""])[0] or found.key
    if request.method == "POST" and form.is_valid():
        try:
            taking = service.excuse(request.actor, found, form.cleaned_data["reason"])
        except (ValidationError, PermissionDenied, DrawError) as error:
            for said in problems(error):
                form.add_error(None, said)
        else:
            into = (taking.shown or [""])[0] or taking.key
            messages.success(request, _("已由候补“%(name)s”递补。") % {"name": into})
            return redirect("desk:draw", made.pk)
    at = reverse("desk:draw", args=[made.pk])
    body = Form(form, submit=_("由候补递补"), cancel_url=at, id="excuse-form")
    context = {
        "crumbs": views.crumbs(Crumb(made.code, at), Crumb(_("替换"))),
        "page_head": PageHead(
            _("替换：%(name)s") % {"name": name}, _("按次序由同层的候补递补，没有同层的由下一位递补。")
        ),
        "parts": [Card(_("替换"), body)],
    }
    return render(request, "desk/registers/page.html", context, status=422 if form.errors else 200)
