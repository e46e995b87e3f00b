"""The document's own text joins a programme of reviewed facts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiheng.faces.desk.areas.programmes.views import programme_context
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels.documents import DocumentError, open_document
from zhiheng.records.programmes.loading import LoadError, load
from zhiheng.records.programmes.models import Programme


@require_POST
@page("programme.load")
def text(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The document's own text for a programme of reviewed facts: taken only when it is the one the clauses point into."""
    views = request.actor.need("programme.view")
    found = get_object_or_404(Programme.objects.within(views).select_related("region"), key=key)
    scope.require(found.region_id)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise LoadError(_("没有选择文件。请选择原文的纯文本。"))
        words = open_document(file.read(), file.name or "").text
        if key not in kernel.catalogue_keys():
            raise LoadError(_("这个方案不是随程序带的，它的原文在审读稿里，请到审读稿上传改正后的文件。"))
        load(request.actor, kernel.catalogue_programme(key), words)
    except (DocumentError, kernel.ProgrammeError, LoadError) as error:
        context = programme_context(request, found, str(error))
        return render(request, "desk/programmes/programme.html", context, status=422)
    return redirect(f"{reverse('desk:programme', args=[key])}#text")
