"""What every page of a programme's cascade begins with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.indicators.shown import read_period
from zhiheng.faces.desk.areas.indicators.standing import first_period, target_name
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell.components import Crumb, Tabs
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels.measures import Period
from zhiheng.records.cascade.models import Share, Status
from zhiheng.records.programmes.models import Programme, Target


def programme_of(request: StaffRequest, key: str) -> Programme:
    scope = request.actor.need("programme.view")
    return get_object_or_404(Programme.objects.within(scope).defer("text").select_related("region"), key=key)


def target_of(scope: Scope, found: Programme, key: str) -> Target:
    target = Target.objects.within(scope).filter(programme=found, kind="target", key=key).select_related("node").first()  # fmt: skip
    if target is None:
        raise Http404(_("这个方案里没有编号为“%(key)s”的指标值。") % {"key": key})
    target.programme = found
    return target


def share_of(scope: Scope, target: Target, text: str) -> Share | None:
    """The share that is divided again, from ``?share=``; None for the target itself."""
    if not text:
        return None
    found = (
        Share.objects.within(scope)
        .filter(pk=int(text) if text.isdigit() else 0, breakdown__target=target, year="")
        .select_related("breakdown", "breakdown__region", "region", "unit")
        .first()
    )
    if found is None or (found.unit_id is not None and not scope.covers(found.region_id)):
        raise Http404(_("没有这份份额，或不在您的查看范围。"))
    found.breakdown.target = target
    if found.breakdown.status == Status.SUPERSEDED:
        raise Http404(_("这份份额已有新版本。请从目标分解页重新打开。"))
    return found


def period_of(request: StaffRequest, found: Programme) -> Period:
    """The year that is looked at."""
    text = request.GET.get("period", "")
    if not text:
        return first_period(found)
    period = read_period(text)
    return Period.year(period.last // 12)


def tabs_of(request: StaffRequest, found: Programme) -> Tabs:
    return programme_tabs(request.actor, found, "cascade")


def crumbs_of(found: Programme, *more: Crumb) -> list[Crumb]:
    start = [
        Crumb(_("方案"), reverse("desk:programmes")),
        Crumb(found.name, reverse("desk:programme", args=[found.key])),
    ]
    own = Crumb(_("目标分解"), reverse("desk:cascade", args=[found.key]) if more else "")
    return [*start, own, *more]


@dataclass(frozen=True)
class Where:
    """Addresses about one target, or about one share of it."""

    programme: Programme
    target: Target
    share: Share | None = None

    def url(self, name: str, **query: str) -> str:
        base = reverse(f"desk:{name}", args=[self.programme.key, self.target.key])
        if self.share is not None:
            query["share"] = str(self.share.pk)
        return base + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")

    @property
    def name(self) -> str:
        return f"{self.target.key} {target_name(self.target)}"
