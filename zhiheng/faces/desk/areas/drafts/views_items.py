"""One item: opened, decided on, corrected, split. A write that names an older version changes nothing and shows both."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.drafts.blocks import block_of, blocks, point_at
from zhiheng.faces.desk.areas.drafts.common import draft_of, item_of, told
from zhiheng.faces.desk.areas.drafts.forms import ItemForm, initial
from zhiheng.faces.desk.areas.drafts.rows import (
    code_choices,
    compared,
    opened,
    section_choices,
    shown,
)
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.frame.people.scope import Scope
from zhiheng.records.drafts import deciding
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.drafts.writing import Conflict, DraftError

CUTS = "。;;,,、 \t\n"


def row(draft: Draft, item: Item, **more: Any) -> dict[str, Any]:
    """What the template of a row needs; with ``body`` it is open."""
    item.draft = draft
    return {"draft": draft, "row": shown(item, block_of(blocks(draft.text), item.start)), **more}


@require_safe
@page("programme.review")
def item(request: StaffRequest, scope: Scope, pk: int, item: int) -> HttpResponse:
    """What is behind a row (``?row``: the row itself, closed)."""
    draft = draft_of(scope, pk)
    found = item_of(draft, item)
    if "row" in request.GET:
        more = {"body": opened(draft, found), "open": True} if "open" in request.GET else {}
        return render(request, "desk/drafts/_item.html", row(draft, found, **more))
    return render(request, "desk/drafts/_body.html", row(draft, found, body=opened(draft, found)))


def version_of(request: StaffRequest, name: str = "version") -> int:
    """The version that the page showed; one that can never be when it is missing."""
    said = request.POST.get(name, "")
    return int(said) if said.isdigit() else 0


def refused(request: StaffRequest, draft: Draft, found: Item, error: DraftError, **more: Any) -> HttpResponse:
    """The row open with what stood in the way: 409 when somebody was first, else 422."""
    now = item_of(draft, found.pk)
    context = row(draft, now, body=opened(draft, now), open=True, problem=str(error), **more)
    context["conflict"] = isinstance(error, Conflict)
    return told(request, draft, "desk/drafts/_item.html", context, status=409 if context["conflict"] else 422)


@require_POST
@page("programme.review")
def decide(request: StaffRequest, scope: Scope, pk: int, item: int) -> HttpResponse:
    """accept, reject (with a reason), reopen, take (the new reading), bind (to an indicator), merge (with another)."""
    draft = draft_of(scope, pk)
    found = item_of(draft, item)
    version, action = version_of(request), request.POST.get("action", "")
    was = (found.start, found.end)
    try:
        match action:
            case "accept":
                now = deciding.accept(request.actor, found, version)
            case "bind":
                code, _sep, variant = request.POST.get("code", "").partition("/")
                now = deciding.accept(request.actor, found, version, code=code, variant=variant)
            case "reject":
                now = deciding.reject(request.actor, found, version, request.POST.get("reason", ""))
            case "reopen":
                now = deciding.reopen(request.actor, found, version)
            case "take":
                now = deciding.take_proposal(request.actor, found, version)
            case "merge":
                return _merge(request, draft, found, version)
            case _:
                raise DraftError(_("没有这个动作。请刷新页面。"))
    except DraftError as error:
        return refused(request, draft, found, error)
    spans = [was, (now.start, now.end)] if was != (now.start, now.end) else []
    stay = action in ("reopen", "bind")
    return told(
        request, draft, "desk/drafts/_item.html", row(draft, now), changed=[now], spans=spans, done=now.pk, stay=stay
    )  # fmt: skip


def _merge(request: StaffRequest, draft: Draft, found: Item, version: int) -> HttpResponse:
    number = request.POST.get("other", "")
    if not number.isdigit():
        raise DraftError(_("后面没有同类的一项可以合并。"))
    other = item_of(draft, int(number))
    now = deciding.merge(request.actor, found, version, other, version_of(request, "other_version"))
    gone = item_of(draft, other.pk)
    context = row(draft, now, body=opened(draft, now), open=True)
    return told(
        request, draft, "desk/drafts/_item.html", context, changed=[now, gone], spans=[(now.start, now.end)],
        done=now.pk, stay=True,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page("programme.review")
def edit(request: StaffRequest, scope: Scope, pk: int, item: int) -> HttpResponse:
    """The form over an item's fields beside its sentence; what was sent and what stands when somebody was first."""
    draft = draft_of(scope, pk)
    found = item_of(draft, item)
    if request.method != "POST":
        form = item_form(
            draft, found.kind, found.payload, initial=initial(found.kind, found.payload), prefix=str(found.pk)
        )
        context = row(draft, found, body=opened(draft, found), form=form)
        return render(request, "desk/drafts/_body.html", context)
    form = item_form(draft, found.kind, found.payload, data=request.POST, prefix=str(found.pk))
    if not form.is_valid():
        context = row(draft, found, body=opened(draft, found), open=True, form=form)
        return told(request, draft, "desk/drafts/_item.html", context, status=422)
    payload = form.payload()
    was = (found.start, found.end)
    try:
        place = selected(request, draft)
        start, end = place or (None, None)
        now = deciding.correct(request.actor, found, version_of(request), payload, start=start, end=end)
    except DraftError as error:
        mine = (
            compared(found.kind, item_of(draft, found.pk).payload, payload)
            if isinstance(error, Conflict)
            else None
        )
        return refused(request, draft, found, error, form=form, mine=mine)
    spans = [was, (now.start, now.end)] if was != (now.start, now.end) else []
    return told(
        request, draft, "desk/drafts/_item.html", row(draft, now), changed=[now], spans=spans, done=now.pk
    )


def item_form(draft: Draft, kind: str, payload: dict[str, Any], **more: Any) -> ItemForm:
    sections = section_choices(draft) if kind not in ("section", "document") else ()
    held = payload.get("section")
    if held and sections and held not in dict(sections):
        sections = [(held, str(held)), *sections]
    return ItemForm(
        kind=kind, sections=sections, codes=code_choices(draft, payload) if kind == "figure" else (), **more
    )


def selected(request: StaffRequest, draft: Draft) -> tuple[int, int] | None:
    """The passage that was marked in the text, sent as block and offset of both ends; None when none was."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = [given.get(name, "") for name in ("b1", "o1", "b2", "o2")]
    if not all(n.isdigit() for n in numbers):
        return None
    b1, o1, b2, o2 = (int(n) for n in numbers)
    cut = blocks(draft.text)
    if b1 >= len(cut) or b2 >= len(cut):
        raise DraftError(_("选取的范围不在文中。请在原文里重新选取。"))
    start, end = sorted((point_at(draft.text, cut[b1], o1), point_at(draft.text, cut[b2], o2)))
    # Blank ends of a selection are chance.
    passage = draft.text[start:end]
    start += len(passage) - len(passage.lstrip())
    return start, max(start, end - (len(passage) - len(passage.rstrip())))


@require_http_methods(["GET", "HEAD", "POST"])
@page("programme.review")
def split(request: StaffRequest, scope: Scope, pk: int, item: int) -> HttpResponse:
    """Where to cut; then two items in the place of one."""
    draft = draft_of(scope, pk)
    found = item_of(draft, item)
    quote = draft.text[found.start : found.end]
    if request.method != "POST":
        context = row(draft, found, body=opened(draft, found), cut=middle(quote), last=max(len(quote) - 1, 1))
        return render(request, "desk/drafts/_body.html", context)
    try:
        one, two = deciding.split(request.actor, found, version_of(request), version_of(request, "at"))
    except DraftError as error:
        return refused(request, draft, found, error)
    context = row(draft, one, body=opened(draft, one), open=True)
    context["second"] = row(draft, two)["row"]
    return told(
        request, draft, "desk/drafts/_split.html", context, changed=[one, two], spans=[(one.start, two.end)],
        done=one.pk, stay=True,
    )  # fmt: skip


def middle(quote: str) -> int:
    """Where a passage most likely falls in two: after the mark nearest to its middle."""
    places = [n + 1 for n, sign in enumerate(quote[:-1]) if sign in CUTS]
    return min(places, key=lambda n: abs(2 * n - len(quote)), default=max(len(quote) // 2, 1))
