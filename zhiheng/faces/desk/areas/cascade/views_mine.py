"""What was given to one's own region or unit: confirm (many at once), or object with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.cascade import shown
from zhiheng.faces.desk.areas.cascade.common import Where, crumbs_of, period_of, programme_of, tabs_of
from zhiheng.faces.desk.areas.indicators.shown import period_label
from zhiheng.faces.desk.areas.indicators.standing import clause_of, target_name, wanted_words
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Column,
    Crumb,
    Form,
    Link,
    PageHead,
    Pairs,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.shares import ShareLine
from zhiheng.judgement.progress.shares import lines as share_lines
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Answer, Share, Status
from zhiheng.records.cascade.service import CascadeError
from zhiheng.records.programmes.models import Programme

FIRST = (Answer.PROPOSED, Answer.OBJECTED, Answer.KEPT, Answer.CONFIRMED)


def given(request: StaffRequest, scope: Scope, found: Programme) -> list[Share]:
    """Shares in force that this person answers for, those that wait first."""
    rows = (
        Share.objects.within(scope)
        .filter(breakdown__target__programme=found, breakdown__status=Status.ISSUED, year="")
        .exclude(state="")
        .select_related("breakdown", "breakdown__region", "breakdown__target", "breakdown__target__node", "region", "unit", "owner")
        .order_by("breakdown__target__start", "breakdown_id", "order")
    )  # fmt: skip
    mine = [s for s in rows if service.may_answer(request.actor, s)]
    for share in mine:
        share.breakdown.target.programme = found
    return sorted(mine, key=lambda s: FIRST.index(Answer(s.state)))


@require_http_methods(["GET", "HEAD", "POST"])
@page("cascade.confirm")
def mine(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    found = programme_of(request, key)
    shares = given(request, scope, found)
    problem = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("selected"))
        wanted = [s for s in shares if {str(s.pk), _mark(s)} & chosen]
        try:
            if late := next(
                (s for s in wanted if s.state == Answer.OBJECTED and _mark(s) not in chosen), None
            ):
                raise CascadeError(
                    _("“%(share)s”的份额已经提了异议，没有改为确认。请看一下最新的情况再办。")
                    % {"share": late}
                )
            if not wanted:
                raise CascadeError(_("没有选中要确认的指标。请在左边打勾再确认。"))
            count = service.confirm(request.actor, wanted)
        except CascadeError as error:
            problem = problems(error)[0]
        else:
            messages.success(request, _("已确认 %(n)s 项。") % {"n": count})
            return redirect("desk:cascade_mine", found.key)
    period = period_of(request, found)
    context = {
        "crumbs": crumbs_of(found, Crumb(_("下达给本单位的指标"))),
        "page_head": PageHead(
            _("下达给本单位的指标"),
            f"{found.name} · {period_label(period)}",
            [Action(_("目标分解"), reverse("desk:cascade", args=[found.key]))],
        ),
        "tabs": tabs_of(request, found),
        "problem": Alert(_("没有办成"), problem, "error") if problem else None,
        "waiting": sum(1 for s in shares if s.state == Answer.PROPOSED),
        "total": len(shares),
        "table": table(request, found, shares, _lines(scope, shares, period)),
    }
    return render(request, "desk/cascade/mine.html", context, status=422 if problem else 200)


def _mark(share: Share) -> str:
    """What the page sends of a share: an objection is taken back only from a page that showed it."""
    return f"{share.pk}-objected" if share.state == Answer.OBJECTED else str(share.pk)


def _lines(scope: Scope, shares: Sequence[Share], period: Period) -> dict[int, ShareLine]:
    """The lines of the shares, with the way through the years where they have one."""
    of = {s.breakdown_id: s.breakdown for s in shares}
    places = {s.place for s in shares}
    years = Share.objects.within(scope).filter(breakdown__in=list(of)).exclude(year="").order_by("year")
    ways = [s for s in years if s.place in places]
    for s in ways:
        s.breakdown = of[s.breakdown_id]
    try:
        return {line.share.pk: line for line in share_lines([*shares, *ways], period)}
    except MeasureError:
        # The numbers that were given out can be answered without the figures.
        return {}


def table(
    request: StaffRequest, found: Programme, shares: Sequence[Share], lines: dict[int, ShareLine]
) -> Table:
    figures = request.actor.scope("indicator.view")
    rows = []
    for share in shares:
        target, line = share.breakdown.target, lines.get(share.pk)
        open_ = share.state in {Answer.PROPOSED, Answer.OBJECTED}
        rows.append(
            Row(
                [
                    Link(Where(found, target).name, Where(found, target).url("cascade_target")),
                    shown.named(share),
                    wanted_words(target),
                    shown.share_words(target, share.value, share.value_max),
                    target.by,
                    shown.figure_of(line, figures),
                    shown.light_of(line, figures),
                    shown.answer_of(share),
                    share.breakdown.due_on if share.state == Answer.PROPOSED else share.answered_at,
                    [shown.said(share)] if shown.said(share) else None,
                    Link(
                        _("提异议") if share.state == Answer.PROPOSED else _("改意见"),
                        reverse("desk:cascade_object", args=[found.key, share.pk]),
                    )
                    if open_
                    else None,
                ],
                key=_mark(share),
                tone="red" if share.state == Answer.OBJECTED else "amber" if open_ else "",
            )
        )
    return Table(
        [
            Column("name", _("指标"), wide=True),
            Column("place", _("承担")),
            Column("whole", _("总目标"), align="end"),
            Column("share", _("份额"), align="end"),
            Column("by", _("期限")),
            Column("now", _("现状"), align="end"),
            Column("light", _("灯")),
            Column("state", _("确认")),
            Column("on", _("期限或答复时间")),
            Column("said", _("意见")),
            Column("do", _("办理")),
        ],
        rows,
        _("下达给本单位的指标"),
        id="mine",
        bulk=[Action(_("确认选中的"), value="confirm", tone="primary")] if rows else [],
        cards=True,
        empty=_("还没有给您的单位或地区下达指标。"),
    )


class ObjectForm(forms.Form):
    """Why not, and what could be borne."""

    note = forms.CharField(label=gettext_lazy("理由"), max_length=300, widget=forms.Textarea({"rows": 4}))
    wanted = forms.DecimalField(
        label=gettext_lazy("建议数"),
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=6,
        help_text=gettext_lazy("认为能承担多少；没有的留空"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("cascade.confirm")
def objection(request: StaffRequest, scope: Scope, key: str, share: int) -> HttpResponse:
    found = programme_of(request, key)
    one = (
        Share.objects.within(scope)
        .filter(pk=share, breakdown__target__programme=found, year="")
        .select_related("breakdown", "breakdown__region", "breakdown__target", "breakdown__target__node", "region", "unit", "owner")
        .first()
    )  # fmt: skip
    if one is None:
        raise Http404(_("没有这份份额，或不在您的查看范围。"))
    if not service.may_answer(request.actor, one):
        raise PermissionDenied(_("这份指标不是下达给您的单位或地区的，不能代为答复。"))
    target = one.breakdown.target
    target.programme = found
    form = ObjectForm(request.POST or None, initial={"note": one.note, "wanted": one.wanted})
    if request.method == "POST" and form.is_valid():
        try:
            service.object_to(request.actor, one, form.cleaned_data["note"], form.cleaned_data["wanted"])
        except CascadeError as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("异议已提交，由质量办答复。"))
            return redirect("desk:cascade_mine", found.key)
    facts: list[tuple[str, object]] = [
        (_("指标"), target_name(target)),
        (_("总目标"), wanted_words(target)),
        (_("份额"), shown.share_words(target, one.value, one.value_max)),
        (_("承担"), shown.named(one)),
        (_("分解办法"), str(shown.HOWS[one.breakdown.method])),
        (_("依据"), one.breakdown.basis or None),
        (_("基数"), shown.short(one.base) or None),
        (_("条款"), clause_of(found, target, document=False)),
        (_("下达"), f"{one.breakdown.issued_by} {formats.date(one.breakdown.issued_at)}" if one.breakdown.issued_at else None),
    ]  # fmt: skip
    context = {
        "crumbs": crumbs_of(
            found,
            Crumb(_("下达给本单位的指标"), reverse("desk:cascade_mine", args=[found.key])),
            Crumb(_("提异议")),
        ),
        "page_head": PageHead(_("提异议"), target_name(target)),
        "facts": Pairs(facts),
        "form": Form(
            form, _("提交异议"), cancel_url=reverse("desk:cascade_mine", args=[found.key]), columns=1
        ),
    }
    return render(request, "desk/cascade/object.html", context)
