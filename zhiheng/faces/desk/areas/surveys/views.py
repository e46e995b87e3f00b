"""What a survey found: its sample, the index from its answers, and writing it as results (R-SRV-01)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.surveys import shown
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell.components import Action, Alert, Card, Crumb, Form, PageHead
from zhiheng.frame.evidence.store import EvidenceError
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.records.services import answering, respondents, results
from zhiheng.records.services.models import Survey, SurveyResult

KEY = "surveys"


class AnswersForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("回答文件"),
        help_text=gettext_lazy(
            "xlsx 或 csv，一行一人，每题一列，列名写题号；可有“区划”“分组”两列。只存汇总，不存个人回答"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    weights = forms.BooleanField(label=gettext_lazy("能估计模型时，题目权重取模型的权重"), required=False)


def _survey(scope: Scope, pk: int) -> Survey:
    _register, found = common.pick(scope, KEY, pk)
    assert isinstance(found, Survey)
    return found


@require_safe
@page("register.view")
def survey(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Sample, questions and the index by place and group, worked out now; what is stored stands beside it."""
    found = _survey(scope, pk)
    made = results.drawn_for(found)
    top: list[Any] = []
    told: shown.Found = {}
    wholes: dict[str, results.Whole] = {}
    held = results.sizes(found, made)
    try:
        told = results.computed(request.actor, found)
        wholes = results.wholes(dict(told), held)
    except (ValidationError, MethodError) as error:
        top.append(Alert(_("还不能算满意度指数"), tone="warning", items=problems(error)))
    rows: Any = SurveyResult.objects.within(scope).standing()
    stored = {(row.region_id, row.segment): row for row in rows.filter(survey=found.code)}
    names = shown.names_of([region for region, _segment in told])
    register = register_of("survey_results")
    actions = [Action(_("看调查登记"), reverse("desk:record", args=[KEY, pk]))]
    if told and service.open_to(request.actor.scope("register.add"), register):
        actions.append(
            Action(
                _("写入满意度结果"),
                reverse("desk:survey_keep", args=[pk]),
                "post",
                "primary",
                confirm=_("把算出的指数写入“满意度结果”，由系统算过的更正，人工登记的全体数不动。确定吗？"),
            )
        )
    listed = respondents.count(found)
    if (
        listed
        and found.finished_on
        and request.actor.scope("register.withdraw").covers(found.region_id, "service")
    ):
        actions.append(
            Action(
                _("删除抽样名单"),
                reverse("desk:survey_erase", args=[pk]),
                "post",
                confirm=_("调查已结束，名单的 %(n)s 行将被删除，不能恢复；抽取记录和结果不受影响。确定吗？")
                % {"n": listed},
            )
        )
    may_see = made is not None and request.actor.scope("draw.view").covers(made.region_id, made.field)
    side: list[Any] = [shown.sample_card(found, made, may_see)]
    if service.open_to(request.actor.scope("register.import"), register_of("survey_answers")):
        form = Form(
            AnswersForm(),
            submit=_("汇总回答"),
            action=reverse("desk:survey_answers", args=[pk]),
            id="answers-form",
            columns=1,
        )
        side.append(Card(_("由回答文件汇总"), form, id="answers"))
    context = {
        "crumbs": common.crumbs(
            register_of(KEY),
            Crumb(str(found), reverse("desk:record", args=[KEY, pk])),
            Crumb(_("汇总与结果")),
        ),
        "page_head": PageHead(found.title, _("样本、应答率，和由回答算出的满意度指数。"), actions),
        "parts": top,
        "main": [
            shown.index_card(told, wholes, held, names, stored),
            *shown.model_cards(found),
            shown.questions_card(answering.questions_of(request.actor, found)),
        ],
        "side": side,
    }
    return render(request, "desk/registers/split.html", context)


@require_POST
@page("register.import")
def answers(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Add up a file with the answers of single persons."""
    found = _survey(request.actor.need("register.view"), pk)
    service.require(scope, register_of(KEY), found)
    form = AnswersForm(request.POST, request.FILES)
    if not form.is_valid():
        for lines in form.errors.values():
            messages.error(request, " ".join(map(str, lines)))
        return redirect("desk:survey", pk)
    upload = form.cleaned_data["file"]
    try:
        done = answering.add_up(
            request.actor, found, upload.read(), upload.name, use_weights=form.cleaned_data["weights"]
        )
    except (ValidationError, PermissionDenied, EvidenceError) as error:
        for said in problems(error):
            messages.error(request, said)
        return redirect("desk:survey", pk)
    messages.success(
        request,
        _("已汇总 %(persons)s 份回答，写入 %(rows)s 条。") % {"persons": done.persons, "rows": done.rows},
    )
    if done.model is None:
        messages.info(request, _("没有估计满意度模型：%(why)s。") % {"why": done.why_none})
    return redirect("desk:survey", pk)


@require_POST
@page("register.withdraw")
def erase(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Erase the list that the survey brought."""
    found = _survey(request.actor.need("register.view"), pk)
    service.require(scope, register_of(KEY), found)
    try:
        gone = respondents.erase(request.actor, found)
    except (ValidationError, PermissionDenied) as error:
        for said in problems(error):
            messages.error(request, said)
    else:
        messages.success(request, _("已删除抽样名单 %(n)s 行。") % {"n": gone})
    return redirect("desk:survey", pk)


@require_POST
@page("register.add")
def keep(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Write the indices as results."""
    found = _survey(request.actor.need("register.view"), pk)
    service.require(scope, register_of(KEY), found)
    try:
        kept = results.keep(request.actor, found)
    except (ValidationError, PermissionDenied, MethodError) as error:
        for said in problems(error):
            messages.error(request, said)
    else:
        messages.success(request, _("已写入 %(n)s 条满意度结果。") % {"n": len(kept)})
    return redirect("desk:survey", pk)
