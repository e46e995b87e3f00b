"""From plan to plan: what a lower programme makes of a higher one, and what it adds."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.comparing.exporting import comparison_csv
from zhiheng.faces.desk.areas.comparing.shown import Shown, verdict_words
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Crumb,
    Figure,
    FilterBar,
    PageHead,
    Stat,
    Stats,
    query_with,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.judgement.indicators.binding import coder
from zhiheng.kernels.comparing import Comparison, Verdict, compare
from zhiheng.records.programmes.comparing import side_of
from zhiheng.records.programmes.models import Programme


class Sides(forms.Form):
    """What to hold the programme against, and which verdicts to show."""

    upper = forms.ChoiceField(label=gettext_lazy("对照的方案"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("结论"), required=False)

    def __init__(self, data: object, programmes: Sequence[Programme]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        upper = self.fields["upper"]
        assert isinstance(upper, forms.ChoiceField)
        upper.choices = [("", _("请选择")), *((p.key, f"{p.name}({p.region.name})") for p in programmes)]
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)
        verdict.choices = [("", _("全部")), *((v.value, verdict_words(v)) for v in Verdict)]


@require_safe
@page("programme.view")
def compare_one(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """This programme as the lower side, against the one chosen, else the nearest above it."""
    lower = get_object_or_404(_programmes(scope), key=key)
    others = [p for p in _programmes(scope) if p.pk != lower.pk]
    upper = next((p for p in others if p.key == request.GET.get("upper")), None) or _above(lower, others)
    if upper is None:
        return _page(request, lower, None, others, None)
    bind = coder()
    found = compare(side_of(upper, scope, bind), side_of(lower, scope, bind))
    if request.GET.get("view") == "csv":
        return comparison_csv(found, lower.key)
    return _page(request, lower, upper, others, found)


@require_safe
@page("programme.view")
def compare_any(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Two programmes by their keys: leads to the page of the lower one, to be chosen where none is named."""
    if not request.GET.get("lower"):
        return redirect("desk:programmes")
    lower = get_object_or_404(_programmes(scope), key=request.GET.get("lower", ""))
    query = urlencode({"upper": request.GET.get("upper", "")})
    return redirect(f"{reverse('desk:programme_compare', args=[lower.key])}?{query}")


def _programmes(scope: Scope) -> QuerySet[Programme]:
    return Programme.objects.within(scope).select_related("region")


def _above(lower: Programme, others: Sequence[Programme]) -> Programme | None:
    """The nearest programme of a region above this one; of several the one whose years lie closest."""
    own = territory_prefix(lower.region_id)
    ranked = [
        (len(prefix), -abs(_year(p) - _year(lower)), p)
        for p in others
        if own.startswith(prefix := territory_prefix(p.region_id)) and prefix != own
    ]
    return max(ranked, key=lambda each: each[:2])[2] if ranked else None


def _year(programme: Programme) -> int:
    for text in (programme.ends, programme.starts, programme.issued_on):
        if text[:4].isdigit():
            return int(text[:4])
    return 0


def _page(
    request: StaffRequest,
    lower: Programme,
    upper: Programme | None,
    others: Sequence[Programme],
    found: Comparison | None,
) -> HttpResponse:
    data = request.GET.copy()
    if upper is not None:
        data["upper"] = upper.key
    form = Sides(data, others)
    wanted = request.GET.get("verdict", "")
    context: dict[str, object] = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(lower.name, reverse("desk:programme", args=[lower.key])),
            Crumb(_("上下对照")),
        ],
        "page_head": PageHead(
            _("上下对照"),
            f"{upper.name} → {lower.name}"
            if upper
            else _("选一个上级方案，看它的目标和任务在下级落到了哪里"),
        ),
        "tabs": programme_tabs(request.actor, lower, "compare"),
        "filters": FilterBar(form, first=("upper", "verdict")),
        "found": found,
        "lower": lower,
    }
    if found is not None and upper is not None:
        shown = Shown(found, upper, lower, wanted)
        context |= {
            "notes": found.notes,
            "stats": _stats(data, found),
            "targets": shown.targets(f"?{query_with(data, view='csv')[1:]}"),
            "tasks": shown.tasks(),
        }
    return render(request, "desk/comparing/compare.html", context)


def _stats(query: QueryDict, found: Comparison) -> Stats:
    """How many lines of each verdict, targets and tasks together; each leads to its own."""
    counted = found.counts()
    shown = []
    for verdict in Verdict:
        targets, tasks = counted["targets"].get(verdict, 0), counted["tasks"].get(verdict, 0)
        if not targets + tasks:
            continue
        url = query_with(query, verdict=verdict.value, view=None)
        note = _("目标 %(targets)s · 任务 %(tasks)s") % {"targets": targets, "tasks": tasks}
        shown.append(
            Stat(verdict_words(verdict), Figure(targets + tasks, _("项"), url=url, big=True), note=note)
        )
    return Stats(shown)
