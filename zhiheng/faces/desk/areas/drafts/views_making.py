"""A document handed in: a new draft, the same draft read again, and the original back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.drafts.common import draft_of
from zhiheng.faces.desk.areas.drafts.forms import DocumentForm
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.faces.shell.components import Crumb, PageHead
from zhiheng.frame.evidence.store import EvidenceError
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels.documents import DocumentError
from zhiheng.kernels.reading import ReadingError
from zhiheng.records.drafts.models import Draft
from zhiheng.records.drafts.opening import content, open_draft, read_again
from zhiheng.records.drafts.writing import DraftError

CRUMB = gettext_lazy("上传文件")
Refusal = (DocumentError, ReadingError, DraftError, EvidenceError)


@require_http_methods(["GET", "HEAD", "POST"])
@page("programme.load")
def new(request: StaffRequest, scope: Scope) -> HttpResponse:
    """A document to review. Nothing of it is in a programme before somebody accepted it."""
    if request.method != "POST":
        return _page(request, DocumentForm(scope=scope, home=request.actor.home))
    form = DocumentForm(request.POST, request.FILES, scope=scope)
    if not form.is_valid():
        return _page(request, form, status=422)
    file, region = form.cleaned_data["file"], form.cleaned_data["region"]
    scope.require(region.code)
    key = form.cleaned_data["key"]
    try:
        made = open_draft(request.actor, file.read(), file.name, key=key, region=region.code)
    except Refusal as error:
        context = {"problem": str(error), "standing_draft": _standing(request, key)}
        return _page(request, form, 422, **context)
    # What the reader is least sure of comes first: there a person's eye is worth most.
    return redirect(f"{reverse('desk:draft', args=[made.pk])}?order=unsure")


def _standing(request: StaffRequest, key: str) -> Draft | None:
    """The draft of that key, where the person may see it."""
    reviews = request.actor.scope("programme.review")
    return Draft.objects.within(reviews).filter(key=key).defer("text").first()


def _page(request: StaffRequest, form: DocumentForm, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("审读"), reverse("desk:drafts")),
            Crumb(str(CRUMB)),
        ],
        "page_head": PageHead(str(CRUMB), _("读出的内容先审读，采纳之后才进入方案")),
        "form": form,
        **more,
    }
    return render(request, "desk/drafts/new.html", context, status=status)


@require_POST
@page("programme.review")
def again(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Read again: the kept file with the reader of today, or a corrected file."""
    draft = draft_of(scope, pk)
    file = request.FILES.get("file")
    try:
        told = read_again(
            request.actor, draft, file.read() if file else None, (file.name or "") if file else ""
        )
    except Refusal as error:
        messages.error(request, _("没有重读：%(why)s") % {"why": error})
        return redirect("desk:draft", draft.pk)
    look = sum(told.get(came, 0) for came in ("differs", "unread", "gone"))
    messages.success(
        request,
        _("已重读：新读出 %(new)s 项，%(look)s 项与人的决定不同、请看一下；人的决定都保留。")
        % {"new": told["new"], "look": look},
    )
    at = reverse("desk:draft", args=[draft.pk])
    return redirect(f"{at}?state=attention" if look else at)


@require_safe
@page("programme.review")
def file(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """The original, as it was handed in."""
    draft = draft_of(scope, pk)
    try:
        data = content(draft)
    except DraftError as error:
        return HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8")
    # Handed back to be kept, never shown: what it holds is not ours to run.
    return download(data, draft.filename, "application/octet-stream")
