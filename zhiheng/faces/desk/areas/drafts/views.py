"""Drafts: the list with its progress, the page of one, and the parts of it that come later."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.drafts import words
from zhiheng.faces.desk.areas.drafts.blocks import AT_ONCE, Block, block_of, blocks, runs
from zhiheng.faces.desk.areas.drafts.common import (
    STALE,
    WHY,
    be_present,
    draft_of,
    mark,
    present,
    standing,
)
from zhiheng.faces.desk.areas.drafts.rows import PAGE, Asked, chosen, shown
from zhiheng.faces.desk.page import StaffRequest, number_of, page
from zhiheng.faces.shell.components import Action, Badge, Column, Crumb, PageHead, Progress, Row, Table
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels import reading
from zhiheng.records.drafts.models import (
    HIDDEN,
    TAKEN,
    Decision,
    Draft,
    DraftState,
    Item,
    Presence,
    Round,
    Step,
)
from zhiheng.records.programmes.models import Programme

TOLD = 200  # changed items told one by one; beyond it the page takes its list anew
STATE_TONES = {DraftState.REVIEW: "amber", DraftState.IN_FORCE: "green"}


@require_safe
@page("programme.review")
def drafts(request: StaffRequest, scope: Scope) -> HttpResponse:
    """All drafts in reach, with how far each has come and who is on it: a fixed number of queries."""
    seen = ~Q(items__decision__in=HIDDEN)
    found = list(
        Draft.objects.within(scope)
        .defer("text")
        .select_related("region")
        .annotate(
            total=Count("items", filter=seen),
            open=Count("items", filter=Q(items__decision=Decision.OPEN)),
            taken=Count("items", filter=Q(items__decision__in=TAKEN)),
            rejected=Count("items", filter=Q(items__decision=Decision.REJECTED)),
            attention=Count("items", filter=seen & ~Q(items__attention="")),
        )
    )
    there: dict[int, list[str]] = {}
    for each in Presence.objects.filter(draft__in=found, seen_at__gte=timezone.now() - STALE).select_related(
        "user"
    ):
        there.setdefault(each.draft_id, []).append(str(each.user))
    last: dict[int, Step] = {}
    steps = Step.objects.everywhere(WHY).filter(draft__in=found).defer("before", "versions")
    for step in steps.filter(pk__in=_newest([d.pk for d in found])):
        last[step.draft_id] = step
    table = Table(
        [
            Column("name", _("文件"), wide=True),
            Column("region", _("区划")),
            Column("state", _("状态")),
            Column("progress", _("进度")),
            Column("open", pgettext("审读", "待定"), align="end"),
            Column("taken", pgettext("审读", "采纳"), align="end"),
            Column("rejected", pgettext("审读", "驳回"), align="end"),
            Column("attention", _("待看"), align="end"),
            Column("who", _("谁在审读")),
        ],
        [_draft_row(d, there.get(d.pk, []), last.get(d.pk)) for d in found],
        _("审读稿"),
        cards=True,
        empty=_("还没有审读稿。上传一份政策文件，读出的内容逐项核对后才成为方案。"),
        empty_action=Action(_("上传文件"), reverse("desk:draft_new"))
        if request.actor.may("programme.load")
        else None,
    )
    actions = (
        [Action(_("上传文件"), reverse("desk:draft_new"), tone="primary")]
        if request.actor.may("programme.load")
        else []
    )
    context = {
        "crumbs": [Crumb(_("方案"), reverse("desk:programmes")), Crumb(_("审读"))],
        "page_head": PageHead(_("审读"), _("文件读出的内容，逐项核对之后才进入方案"), actions),
        "table": table,
    }
    return render(request, "desk/drafts/list.html", context)


def _newest(drafts: list[int]) -> list[int]:
    from django.db.models import Max

    steps = Step.objects.everywhere(WHY).filter(draft__in=drafts).order_by()
    return [pk for _draft, pk in steps.values_list("draft").annotate(Max("pk"))]


def _draft_row(draft: Any, there: list[str], last: Step | None) -> Row:
    decided = draft.total - draft.open
    who: Any = _("、").join(there) or (
        f"{last.by} {timezone.localtime(last.at):%m-%d %H:%M}" if last else None
    )
    return Row(
        [
            draft.name,
            [draft.region.name, *([Badge(_("演示数据"), "grey")] if draft.synthetic else [])],
            Badge(str(words.STATES[draft.state]), STATE_TONES[DraftState(draft.state)]),
            Progress(decided, max(draft.total, 1), f"{decided}/{draft.total}"),
            draft.open,
            draft.taken,
            draft.rejected,
            draft.attention or None,
            who,
        ],
        url=f"{reverse('desk:draft', args=[draft.pk])}?order=unsure",
        key=str(draft.pk),
    )


@require_safe
@page("programme.review")
def draft(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """One draft: its text with what was found in it, and the list of what was found."""
    found = draft_of(scope, pk)
    cut = blocks(found.text)
    asked = Asked.of(request.GET)
    state = standing(found)
    may_load = request.actor.scope("programme.load").covers(found.region_id)
    marks: list[Any] = [Badge(str(words.STATES[found.state]), STATE_TONES[DraftState(found.state)])]
    if found.synthetic:
        marks.append(Badge(_("演示数据"), "grey"))
    actions = [Action(_("看方案"), reverse("desk:programme", args=[found.key]))] if state.in_force else []
    at = number_of(request.GET.get("item", ""))
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("审读"), reverse("desk:drafts")),
            Crumb(found.name),
        ],
        "page_head": PageHead(
            found.name, f"{found.region.name} · {found.key} · {found.filename}", actions, marks
        ),
        "draft": found,
        "standing": state,
        "asked": asked,
        "may_load": may_load,
        "replaces": None if state.in_force else _standing(found),
        "present": present(found, request.user),
        "kinds": words.KINDS.items(),
        "doubts": [(key, words.doubt_words(key)) for key in reading.doubts()],
        "rounds": Round.objects.everywhere(WHY).filter(draft=found)[:5],
        "blocks": [(b, runs(found.text, b, items_)) for b, items_ in _covered(found, cut[:AT_ONCE])],
        "later": cut[AT_ONCE:],
        "query": _query(request.GET),
        **_list(found, asked, cut, at=at),
    }
    return render(request, "desk/drafts/draft.html", context)


def _standing(found: Draft) -> Programme | None:
    """A programme of the same key that came from elsewhere: putting the draft in force replaces what it holds."""
    same = Programme.objects.everywhere("the programme that a draft already narrowed would become")
    return same.filter(key=found.key).only("key", "name").first()


def _covered(found: Draft, some: list[Block]) -> list[tuple[Block, list[Item]]]:
    """These neighbouring blocks with the items in them: one query."""
    low, high = some[0].start, some[-1].end
    items_ = list(
        Item.objects.everywhere(WHY)
        .filter(draft=found, start__lt=high, end__gt=low)
        .exclude(decision__in=HIDDEN)
        .only("pk", "kind", "start", "end", "decision", "attention")
    )
    return [(b, [i for i in items_ if i.start < b.end and i.end > b.start]) for b in some]


@require_safe
@page("programme.review")
def text(request: StaffRequest, scope: Scope, pk: int, number: int) -> HttpResponse:
    """One block of the text."""
    found = draft_of(scope, pk)
    cut = blocks(found.text)
    if number >= len(cut):
        raise Http404(_("文中没有这一段。请刷新页面。"))
    ((block, items_),) = _covered(found, [cut[number]])
    context = {"block": block, "runs": runs(found.text, block, items_)}
    return render(request, "desk/drafts/_block.html", context)


@require_safe
@page("programme.review")
def items(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """A page of the list as the filter asks; ``at``: the page with that item; ``part``: only its rows."""
    found = draft_of(scope, pk)
    at = number_of(request.GET.get("at", ""))
    start = number_of(request.GET.get("from", "")) or 0
    context = _list(found, Asked.of(request.GET), blocks(found.text), at=at, start=start)
    context["query"] = _query(request.GET)
    template = "desk/drafts/_rows.html" if "from" in request.GET else "desk/drafts/_items.html"
    return render(request, template, {"draft": found, **context})


def _query(given: QueryDict) -> str:
    """The filter as it travels in an address."""
    return urlencode(
        [(k, v) for k in ("kind", "state", "doubt", "q", "order") for v in given.getlist(k) if v]
    )


def _list(
    found: Draft, asked: Asked, cut: list[Block], *, at: int | None = None, start: int = 0
) -> dict[str, Any]:
    wanted = chosen(found, asked)
    if at is not None:
        # Where in this order the item stands: numbers only, so that a long draft is no burden.
        order = list(wanted.values_list("pk", flat=True))
        start = order.index(at) // PAGE * PAGE if at in order else 0
    rows = list(wanted[start : start + PAGE + 1])
    more = len(rows) > PAGE
    return {
        "rows": [shown(i, block_of(cut, i.start), path=asked.unsure_first) for i in rows[:PAGE]],
        "asked": asked,
        "next": start + PAGE if more else None,
        "earlier": max(start - PAGE, 0) if start else None,
        "before": start,
    }


@require_POST
@page("programme.review")
def pulse(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """What others did since the page last asked, and who is on which item."""
    found = draft_of(scope, pk)
    since = number_of(request.POST.get("since", ""))
    since = found.revision if since is None else since
    number = number_of(request.POST.get("item", ""))
    own = Item.objects.everywhere(WHY).filter(draft=found, pk=number).first() if number is not None else None
    be_present(found, request.user, own)
    there = present(found, request.user)
    told: dict[str, Any] = {
        "revision": found.revision,
        "text": found.text_sha256,
        "present": {str(p.item_id): str(p.user) for p in there if p.item_id},
        "items": [],
        "many": False,
    }
    context: dict[str, Any] = {"draft": found, "present": there}
    if since < found.revision:
        new = Item.objects.everywhere(WHY).filter(draft=found, revision__gt=since)
        changed = list(new.order_by("pk")[: TOLD + 1])
        told["many"] = len(changed) > TOLD
        cut = blocks(found.text)
        told["items"] = [] if told["many"] else [mark(i, cut) for i in changed]
        context |= {"standing": standing(found), "swap_progress": True,
                    "may_load": request.actor.scope("programme.load").covers(found.region_id)}  # fmt: skip
    response = render(request, "desk/drafts/_present.html", context)
    response["HX-Trigger"] = json.dumps({"zh:pulse": told})
    return response
