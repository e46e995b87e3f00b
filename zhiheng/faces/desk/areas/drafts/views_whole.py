"""What is done to a draft as a whole: take all that is certain, take back, add a thing, put in force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhiheng.faces.desk.areas.drafts.blocks import block_of, blocks
from zhiheng.faces.desk.areas.drafts.common import draft_of, told
from zhiheng.faces.desk.areas.drafts.forms import initial
from zhiheng.faces.desk.areas.drafts.views_items import item_form, selected
from zhiheng.faces.desk.areas.drafts.words import KINDS
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels.programmes import ProgrammeError
from zhiheng.records.drafts import deciding
from zhiheng.records.drafts.building import put_in_force
from zhiheng.records.drafts.models import Draft
from zhiheng.records.drafts.writing import DraftError
from zhiheng.records.programmes.loading import LoadError

#: Kinds in the order in which a marked passage is tried.
TRIED = ("figure", "obligation", "duty", "phase", "section")


def said(request: StaffRequest, draft: Draft, text: str, **more: Any) -> HttpResponse:
    """Only words for the page, and what to do about its list."""
    return told(request, draft, "desk/drafts/_said.html", {}, say=text, **more)


def plainly(text: str, status: int = 422) -> HttpResponse:
    """A sentence that the page shows by itself."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


@require_POST
@page("programme.review")
def certain(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    draft = draft_of(scope, pk)
    taken, left = deciding.accept_certain(request.actor, draft)
    words = _("采纳了 %(n)s 项。") % {"n": taken} if taken else _("没有有把握而还待定的项。")
    if left:
        words += _("%(n)s 项按方案的规则还不完整，留着待定：%(keys)s。") % {
            "n": len(left),
            "keys": "、".join(left[:10]),
        }
    return said(request, draft, words, all=True)


@require_POST
@page("programme.review")
def undo(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    draft = draft_of(scope, pk)
    try:
        step = deciding.undo(request.actor, draft)
    except DraftError as error:
        return plainly(str(error), 409)
    at = next(iter(step.before), None)
    return said(request, draft, _("已撤销上一步。"), all=True, at=int(at) if at else None)


@require_http_methods(["GET", "HEAD", "POST"])
@page("programme.review")
def add(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """A thing from a marked passage: the form filled with what the reader makes of it alone."""
    draft = draft_of(scope, pk)
    given = request.POST if request.method == "POST" else request.GET
    try:
        place = selected(request, draft) or _typed(draft, given.get("quote", ""))
    except DraftError as error:
        return plainly(str(error))
    if place is None or place[0] == place[1]:
        return plainly(_("先在原文里选取一段文字，再按“添加”。"))
    kind = given.get("kind", "") if given.get("kind", "") in KINDS else ""
    if request.method != "POST":
        return render(request, "desk/drafts/_add.html", _add_page(draft, place, kind, None))
    form = item_form(draft, kind or "figure", {}, data=request.POST, prefix="new")
    if not form.is_valid():
        return render(request, "desk/drafts/_add.html", _add_page(draft, place, kind, form), status=422)
    try:
        made = deciding.add(request.actor, draft, form.kind, *place, form.payload())
    except DraftError as error:
        context = _add_page(draft, place, kind, form) | {"problem": str(error)}
        return render(request, "desk/drafts/_add.html", context, status=422)
    return said(
        request,
        draft,
        _("已补充 %(key)s。") % {"key": made.key},
        changed=[made],
        spans=[place],
        at=made.pk,
        close=True,
    )


def _typed(draft: Draft, quote: str) -> tuple[int, int] | None:
    """A passage given by its words, for whoever cannot mark it; it must stand in the text once."""
    quote = quote.strip()
    if not quote:
        return None
    start = draft.text.find(quote)
    if start < 0:
        raise DraftError(_("文中没有这段文字。请照原文一字不差地填写。"))
    if draft.text.find(quote, start + 1) >= 0:
        raise DraftError(_("这段文字在文中不止一处。请多写几个字，直到只有一处。"))
    return start, start + len(quote)


def _add_page(draft: Draft, place: tuple[int, int], kind: str, form: Any) -> dict[str, Any]:
    start, end = place
    if form is None:
        kind, payload = _prefilled(draft, start, end, kind)
        payload["section"] = deciding.section_at(draft, start)
        form = item_form(draft, kind, payload, initial=initial(kind, payload), prefix="new")
    return {
        "draft": draft,
        "form": form,
        "kind": kind or "figure",
        "kinds": KINDS.items(),
        "quote": draft.text[start:end],
        "place": _ends(draft, start, end),
    }


def _ends(draft: Draft, start: int, end: int) -> dict[str, int]:
    """The passage as the page will send it again: its block, and offsets as a browser counts."""
    cut = blocks(draft.text)
    first, last = cut[block_of(cut, start)], cut[block_of(cut, end - 1)]
    return {
        "b1": first.number,
        "o1": units(draft.text[first.start : start]),
        "b2": last.number,
        "o2": units(draft.text[last.start : end]),
    }


def units(text: str) -> int:
    """How many UTF-16 units a browser counts in a stretch of text."""
    return len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2


def _prefilled(draft: Draft, start: int, end: int, kind: str) -> tuple[str, dict[str, Any]]:
    for each in (kind,) if kind else TRIED:
        found = deciding.read_passage(draft.text, start, end, each)
        if found is not None:
            return each, dict(found.payload)
    words = " ".join(draft.text[start:end].split())[:120]
    blank: dict[str, dict[str, Any]] = {
        "figure": {"kind": "target", "indicator": words, "measure": "level", "op": ">="},
        "document": {"field": "title", "value": words},
        "section": {"heading": words},
        "obligation": {"what": words},
        "phase": {"name": words[:60]},
        "duty": {},
    }
    return kind or "figure", blank[kind or "figure"]


@require_POST
@page("programme.load")
def force(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Make the programme of what was taken."""
    draft = draft_of(request.actor.need("programme.review"), pk)
    try:
        made = put_in_force(request.actor, draft)
    except ProgrammeError as error:
        messages.error(
            request, _("还不能生效：%(why)s") % {"why": "；".join(str(p) for p in error.problems[:5])}
        )
        return redirect("desk:draft", draft.pk)
    except (DraftError, LoadError) as error:
        messages.error(request, problems(error)[0])
        return redirect("desk:draft", draft.pk)
    words = _("方案已按采纳的 %(n)s 项生效。") % {"n": made.taken}
    if made.open:
        words += _("还有 %(n)s 项待定，没有进入方案。") % {"n": made.open}
    if made.gone:
        words += _("%(n)s 项的原句已不在文中，没有进入方案。") % {"n": made.gone}
    messages.success(request, words)
    return redirect(reverse("desk:programme", args=[draft.key]))
